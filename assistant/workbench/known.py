"""The frame page: everything known, topic by topic, and what is missing or may no longer hold."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

from assistant.domain.frame import Aside, Frame, Item
from assistant.domain.topics import DEPENDENTS, NAMES, Topic
from assistant.view import ASIDE_TEXT, Row, row
from assistant.workbench.items import counted

Show = Literal["everything", "missing", "to check"]
SHOWS: tuple[Show, ...] = get_args(Show)

GROUPS: dict[str, tuple[Topic, ...]] = {
    "The problem": ("problem", "symptom", "success", "users", "stakeholders", "out_of_scope", "priorities", "risks"),
    "What it must do": ("functional", "scale", "latency", "data", "availability", "integration", "existing_system"),
    "What holds it": ("team", "budget", "timeline", "compliance", "constraints"),
    "How well": (
        "performance", "scalability", "durability", "recovery", "security", "observability", "maintainability", "cost",
    ),
    "The causes": ("why", "root_cause", "countermeasure"),
    "The decision": (
        "decision", "options", "criteria", "trade_offs", "reversibility", "failure_mode", "rollout", "rollback",
        "measurement", "security_governance", "recommendation", "revisit_triggers",
    ),
}  # fmt: skip
"""Topics as a reader looks for them."""
OWN_PAGE: dict[Topic, str] = {
    "why": "causes",
    "options": "decision",
    "criteria": "decision",
    "constraints": "decision",
    "revisit_triggers": "decision",
}
"""Topics that are made of items, and the page on which those are changed."""


class Line(NamedTuple):
    row: Row
    confidence: str
    """How far it may be relied on, in a word or two; empty where nothing is known."""
    aside: Aside | None
    rests_on_it: tuple[str, ...]
    """What would have to be looked at again after a change."""


class Group(NamedTuple):
    title: str
    lines: tuple[Line, ...]


def groups(frame: Frame, show: Show = "everything", words: str = "") -> tuple[Group, ...]:
    """The topics under their headings; headings without a line are left out."""
    found = []
    for title, topics in GROUPS.items():
        lines = tuple(line for topic in topics if _is_wanted(line := _line(frame, topic), show, words))
        if lines:
            found.append(Group(title, lines))
    return tuple(found)


def _line(frame: Frame, topic: Topic) -> Line:
    shown = row(frame, topic)
    answer = frame.answer(topic)
    items = _items(frame, topic)
    if items:
        # Made of items: those are what stands in the document.
        shown = shown.model_copy(update={"text": "; ".join(items), "state": "stale" if answer.stale else "answered"})
    resting = tuple(NAMES[other].lower() for other in DEPENDENTS.get(topic, ()) if frame.knows(other))
    aside = answer.aside if not answer.values and not items else None
    return Line(shown, _confidence(frame, shown, bool(items)), aside, resting)


def _items(frame: Frame, topic: Topic) -> Sequence[str]:
    if topic == "why":
        return [why.text for why in frame.whys if why.parent is not None]
    things: dict[Topic, Sequence[Item]] = {
        "options": frame.options,
        "criteria": frame.criteria,
        "constraints": frame.constraints,
        "revisit_triggers": frame.triggers,
    }
    return [thing.text for thing in things.get(topic, ())]


def _confidence(frame: Frame, shown: Row, made_of_items: bool) -> str:
    answer = frame.answer(shown.topic)
    values = answer.values or answer.heard
    if shown.state == "stale":
        return "check again"
    if shown.state == "vague":
        return "vague"
    if shown.state == "heard":
        return "in passing"
    if any(value.hedged for value in values):
        return "unsure"
    if any(value.origin.status == "proposed" for value in values):
        return "assumed"
    return "stated" if shown.state == "answered" or made_of_items else ""


def _is_wanted(line: Line, show: Show, words: str) -> bool:
    if words.strip() and words.strip().casefold() not in f"{line.row.name} {line.row.text}".casefold():
        return False
    match show:
        case "missing":
            return line.row.state in ("empty", "aside")
        case "to check":
            return line.confidence not in ("", "stated") or bool(line.row.flags)
        case _:
            return True


def told(aside: Aside) -> str:
    """An unknown and who would know, in a line."""
    parts = [ASIDE_TEXT[aside.kind]]
    parts += [f"ask {aside.owner}"] if aside.owner else []
    parts += [f"by {aside.due}"] if aside.due else []
    return "; ".join([*parts, *([aside.reason] if aside.reason else [])])


class Counts(NamedTuple):
    known: int
    missing: int
    to_check: int
    unowned: int
    """Open questions that nobody was named for."""


def counts(frame: Frame) -> Counts:
    lines = [line for group in groups(frame) for line in group.lines]
    asides = [line.aside for line in lines if line.aside and line.aside.kind not in ("not_applicable", "skipped")]
    return Counts(
        sum(line.row.state not in ("empty", "aside") for line in lines),
        sum(_is_wanted(line, "missing", "") for line in lines),
        sum(_is_wanted(line, "to check", "") for line in lines),
        sum(not aside.owner for aside in asides),
    )


class Step(NamedTuple):
    text: str
    why: str
    topic: Topic | None = None
    """What to open."""


def next_step(frame: Frame) -> Step:
    lines = [line for group in groups(frame) for line in group.lines]
    stale = next((line for line in lines if line.row.state == "stale"), None)
    if stale:
        return Step(f"See whether it still stands: {stale.row.name.lower()}", stale.row.note, stale.row.topic)
    vague = next((line for line in lines if line.confidence == "vague"), None)
    if vague:
        return Step(
            f"Say it with a number: {vague.row.name.lower()}", "Two readers would take it in two ways.", vague.row.topic
        )
    unowned = next(
        (
            line
            for line in lines
            if line.aside and not line.aside.owner and line.aside.kind in ("unknown", "later", "someone_else")
        ),
        None,
    )
    if unowned:
        return Step(
            f"Say who would know: {unowned.row.name.lower()}",
            "An open question without an owner stays open.",
            unowned.row.topic,
        )
    if frame.open_flags:
        return Step(f"Look at {counted(len(frame.open_flags), 'finding')}", "A reader would stop at the same words.")
    if frame.ask is not None:
        return Step("Go on with the conversation", "It asks what matters most next.")
    return Step("Read the document", "Everything that was asked has an answer or an owner.")  # fmt: skip
