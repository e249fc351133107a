"""What is different between two frames, line by line: what came, what went, what reads otherwise.

Knows nothing of time: the frames may be two milestones of one session, or two sessions.
"""

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from assistant.domain.frame import Answer, Aside, Constraint, Frame, Item, Stakes, Trigger, Why
from assistant.domain.topics import NAMES, TOPICS

Kind = Literal["added", "removed", "changed"]
STAKES: dict[Stakes, str] = {
    "nothing": "nothing to record",
    "two_way": "two-way door",
    "costly": "costly to undo",
    "one_way": "one-way door",
}


class Difference(NamedTuple):
    kind: Kind
    what: str
    """What the line is about: "Budget", "Option"."""
    before: str
    """Empty for what was added."""
    after: str
    """Empty for what was removed."""


class Line(NamedTuple):
    key: str
    """Stays the same while the words change."""
    what: str
    text: str


Names = Callable[[str, str], str]
"""By what an item is found again in the other frame, from its id and its text."""


def compare(before: Frame, after: Frame, *, related: bool = True) -> tuple[Difference, ...]:
    """The differences in the order of a document; empty where both say the same.

    `related` frames grew from one log: their items keep their ids. Items of others are the same when they read the same.
    """
    name: Names = (lambda id, text: id) if related else (lambda id, text: " ".join(text.split()).casefold())
    was, now = ({line.key: line for line in _lines(frame, name)} for frame in (before, after))
    keys = sorted(dict.fromkeys((*now, *was)), key=_place)
    told = (_difference(was.get(key), now.get(key)) for key in keys)
    return tuple(difference for difference in told if difference is not None)


ORDER = (
    "title", "decided", "chosen", "stakes", "answer", "whys", "options", "trade-off", "criteria", "weight",
    "constraints", "screening", "score", "triggers", "tension", "finding",
)  # fmt: skip
"""Kinds of lines as a document has them."""


def _place(key: str) -> int:
    return ORDER.index(key.partition("/")[0])


def _difference(before: Line | None, after: Line | None) -> Difference | None:
    was, now = before.text if before else "", after.text if after else ""
    line = after or before
    if was == now or line is None:
        return None
    kind: Kind = "changed" if was and now else "added" if now else "removed"
    return Difference(kind, line.what, was, now)


def _lines(frame: Frame, name: Names) -> Iterator[Line]:
    texts = {item.id: item.text for items in (frame.options, frame.criteria, frame.constraints) for item in items}
    yield Line("title/", "Title", frame.title)
    yield Line("decided/", "Decision", _decided(frame, texts))
    yield Line("chosen/", "Recommended option", texts.get(frame.chosen or "", frame.chosen or ""))
    yield Line("stakes/", "Stakes", STAKES[frame.stakes])
    for topic in TOPICS:
        yield Line(f"answer/{topic}", NAMES[topic], _answer(frame.answer(topic)))
    for kind, what, things in (
        ("whys", "Cause", frame.whys),
        ("options", "Option", frame.options),
        ("criteria", "Criterion", frame.criteria),
        ("constraints", "Constraint", frame.constraints),
        ("triggers", "Revisit trigger", frame.triggers),
    ):
        for thing in things:
            yield Line(f"{kind}/{name(thing.id, thing.text)}", what, _item(thing))
    yield from _weighing(frame, texts, name)
    for both in frame.contradictions:
        halves = f"“{both.first_quote}” against “{both.second_quote}”"
        yield Line(f"tension/{halves}", f"Tension {halves}", both.resolution or "open")
    for flag in frame.flags:
        if flag.state != "resolved":
            state = f"waived: {flag.reason}" if flag.state == "waived" else "open"
            yield Line(f"finding/{flag.id}", f"Finding {flag.rule} {flag.name}", f"{flag.message} ({state})")


def _weighing(frame: Frame, texts: dict[str, str], name: Names) -> Iterator[Line]:
    """What was weighed, scored and screened, by the names of what it is about."""

    def named(*ids: str) -> str:
        return "/".join(name(id, texts.get(id, id)) for id in ids)

    for option in frame.options:
        given_up = option.trade_off.text if option.trade_off else ""
        yield Line(f"trade-off/{named(option.id)}", f"Trade-off of {option.text}", given_up)
    for criterion in frame.criteria:
        weight = "" if criterion.weight is None else f"{criterion.weight:g}"
        yield Line(f"weight/{named(criterion.id)}", f"Weight of {criterion.text}", weight)
    for score in frame.scores:
        where = f"{texts.get(score.option, score.option)} on {texts.get(score.criterion, score.criterion)}"
        reason = f": {score.reason}" if score.reason else ""
        yield Line(f"score/{named(score.option, score.criterion)}", f"Score of {where}", f"{score.value}{reason}")
    for screened in frame.screenings:
        where = f"{texts.get(screened.option, screened.option)} against {texts.get(screened.constraint, screened.constraint)}"  # fmt: skip
        yield Line(f"screening/{named(screened.option, screened.constraint)}", where, "breaks it" if screened.breaks else "holds")  # fmt: skip


def _decided(frame: Frame, texts: dict[str, str]) -> str:
    decided = frame.decided
    return f"{decided.by} for {texts.get(decided.option, decided.option)} on {decided.on}" if decided else ""


def _answer(answer: Answer) -> str:
    """How a topic stands; what was only mentioned in passing counts while nothing firmer is there."""
    values = answer.values or answer.heard
    if values:
        return "; ".join(value.text for value in values)
    return _aside(answer.aside) if answer.aside else ""


def _aside(aside: Aside) -> str:
    parts = (
        aside.kind.replace("_", " "),
        f"owner {aside.owner}" if aside.owner else "",
        f"by {aside.due}" if aside.due else "",
        aside.reason or "",
    )
    return f"open: {', '.join(part for part in parts if part)}"


def _item(thing: Item) -> str:
    notes: tuple[str, ...] = ()
    match thing:
        case Why():
            notes = (thing.evidence, "root cause" if thing.is_root else "")
        case Constraint():
            notes = ("" if thing.hard is None else "hard" if thing.hard else "negotiable",)
        case Trigger():
            notes = (thing.owner or "", thing.due or "")
    told = ", ".join(note for note in notes if note)
    return f"{thing.text} ({told})" if told else thing.text
