"""What each face shows, worked out from a log: a turn, a transcript, the panel, the progress.

Values only: no Streamlit, no terminal, nothing is decided here.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from assistant.domain import flow
from assistant.domain.events import (
    Accepted,
    Answered,
    Asked,
    Calculated,
    Captured,
    Contradicted,
    ContradictionSettled,
    DecisionRecorded,
    DocumentsRead,
    Edited,
    Flagged,
    FlagSettled,
    MilestoneSet,
    PutAside,
    Reaffirmed,
    Recorded,
    Removed,
    Retitled,
    Said,
    Undone,
    Usage,
    replay,
    undone_turns,
)
from assistant.domain.frame import Answer, Ask, Flag, Frame, Provenance, Source, Status, Value
from assistant.domain.playbook import Playbook, Stage
from assistant.domain.readiness import Readiness
from assistant.domain.topics import NAMES, TOPICS, Topic
from assistant.domain.usage import asked_in_vain, spent

TitleOf = Callable[[str], str | None]


class Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


# -- one turn, as the terminal prints it -------------------------------------------------------------------------------


class AskShown(Shown):
    topic: Topic
    question: str


class CaptureShown(Shown):
    topic: Topic
    path: str
    value: str
    quote: str
    source: Source
    status: Status


class FlagShown(Shown):
    rule: str
    name: str
    severity: str
    message: str
    path: str


class CitationShown(Shown):
    section: str
    title: str


class ProgressShown(Shown):
    answered: int
    total: int
    fraction: float


class ModelShown(Shown):
    id: str
    calls: int
    input_tokens: int
    output_tokens: int
    degraded: str | None


class Turn(Shown):
    """One line of `framefirst chat --json`."""

    session: str
    turn: int
    reply: str
    stage: Stage
    asks: list[AskShown]
    captured: list[CaptureShown]
    flags: list[FlagShown]
    citations: list[CitationShown]
    progress: ProgressShown
    done: bool
    model: ModelShown
    elapsed_ms: int


def turn_of(
    session: str, log: Sequence[Recorded], number: int, playbooks: Sequence[Playbook], title_of: TitleOf
) -> Turn:
    """A turn and the state it left the conversation in, when it was the last one."""
    frame = replay(log)
    events = [record.event for record in log if record.turn == number]
    answered = next((event for event in events if isinstance(event, Answered)), Answered(reply=""))
    done = flow.progress(frame, playbooks)
    return Turn(
        session=session,
        turn=number,
        reply=answered.reply,
        stage=flow.stage_of(frame, playbooks),
        asks=[AskShown(topic=frame.ask.topic, question=frame.ask.question)] if frame.ask else [],
        captured=[_capture_shown(event) for event in events if isinstance(event, Captured)],
        flags=[_flag_shown(event.flag) for event in events if isinstance(event, Flagged)],
        citations=cited(answered.citations, title_of),
        progress=ProgressShown(answered=done.answered, total=done.total, fraction=round(done.fraction, 2)),
        done=frame.closed,
        model=ModelShown.model_validate(answered.usage.model_dump(include=set(ModelShown.model_fields))),
        elapsed_ms=answered.elapsed_ms,
    )


def _capture_shown(event: Captured) -> CaptureShown:
    return CaptureShown(
        topic=event.topic,
        path=event.path,
        value=event.value,
        quote=event.quote,
        source=event.source,
        status=event.status,
    )


def _flag_shown(flag: Flag) -> FlagShown:
    return FlagShown(rule=flag.rule, name=flag.name, severity=flag.severity, message=flag.message, path=flag.path)


def cited(sections: Sequence[str], title_of: TitleOf) -> list[CitationShown]:
    """Citations a reader can open; unknown ids are left out."""
    titles = ((section, title_of(section)) for section in dict.fromkeys(sections))
    return [CitationShown(section=section, title=title) for section, title in titles if title]


def degraded_line(usage: Usage) -> str:
    """Why these are the built-in words; empty where the model's own stand."""
    if not usage.degraded or usage.told:
        return usage.told
    if not usage.calls:
        return f"The model was not asked: {usage.degraded}. These are the built-in words."
    if asked_in_vain(usage):
        return f"The model did not answer ({usage.degraded}); these are the built-in words."
    return f"Some of the model's words were set aside ({usage.degraded}); the built-in ones stand there instead."


def usage_line(log: Sequence[Recorded]) -> str:
    """What a session asked of its model so far; empty in guided mode."""
    used = spent(log)
    if not used.calls:
        return ""
    kept = f" ({used.cached_tokens:,} from the endpoint's cache)" if used.cached_tokens else ""
    each = used.model_ms / used.turns / 1000
    return (
        f"Model: {used.calls:,} call{'' if used.calls == 1 else 's'}, {used.input_tokens:,} tokens read{kept}, "
        f"{used.output_tokens:,} written, {each:.1f} s a turn"
    )


# -- the transcript ----------------------------------------------------------------------------------------------------


class Exchange(Shown):
    """One turn on the page: what was said, what came back, what was asked then."""

    turn: int
    at: datetime
    said: str | None
    message: int | None
    reply: str
    ask: Ask | None
    flags: tuple[Flag, ...] = ()
    notes: tuple[str, ...] = ()
    """Changes made in place, in a few words."""
    citations: tuple[str, ...] = ()
    undone: bool = False
    waiting: bool = False
    usage: Usage = Usage()
    dropped: tuple[str, ...] = ()


def transcript(log: Sequence[Recorded], last: int | None = None) -> list[Exchange]:
    """The exchanges in order, the newest `last` of them where given."""
    gone = undone_turns(log)
    turns: dict[int, list[Recorded]] = {}
    for record in log:
        turns.setdefault(record.turn, []).append(record)
    numbers = sorted(turns)
    chosen = numbers[-last:] if last else numbers
    return [_exchange(turns[number], number in gone) for number in chosen]


def _exchange(records: Sequence[Recorded], undone: bool) -> Exchange:
    events = [record.event for record in records]
    said = next((event for event in events if isinstance(event, Said)), None)
    answered = next((event for event in events if isinstance(event, Answered)), None)
    return Exchange(
        turn=records[0].turn,
        at=records[0].at,
        said=said.text if said else None,
        message=said.message if said else None,
        reply=answered.reply if answered else "",
        ask=next((event.ask for event in reversed(events) if isinstance(event, Asked)), None),
        flags=tuple(event.flag for event in events if isinstance(event, Flagged)),
        notes=() if said else tuple(dict.fromkeys(note for event in events for note in _note(event))),
        citations=answered.citations if answered else (),
        undone=undone,
        waiting=said is not None and answered is None,
        usage=answered.usage if answered else Usage(),
        dropped=answered.dropped if answered else (),
    )


def _note(event: object) -> list[str]:
    match event:
        case Captured() | PutAside() if event.by:
            return [f"{event.by} answered: {NAMES[event.topic].lower()}."]
        case Captured(source="document", status="proposed") | DocumentsRead():
            return ["Your documents were looked through for answers."]
        case Captured():
            return [_added(event)]
        case Edited() if _is_number(event.path):
            return [f"You changed {place_name(event.path)}."]
        case Edited():
            return [f"You changed {place_name(event.path)} to “{event.value}”."]
        case Removed():
            return [f"You removed {place_name(event.path)}."]
        case Accepted():
            return ["You took up a suggestion."]
        case Reaffirmed():
            return [f"You let {NAMES[event.topic].lower()} stand."]
        case PutAside():
            return [f"You put {NAMES[event.topic].lower()} aside."]
        case Retitled():
            return [f"You named this session “{event.title}”."]
        case DecisionRecorded():
            return [f"{event.by} decided."]
        case MilestoneSet():
            return [f"You set the milestone “{event.name}”."]
        case Undone():
            return ["You took the last step back."]
        case Contradicted():
            return [f"That does not fit: {event.contradiction.why}"]
        case ContradictionSettled():
            return [f"You settled what did not fit: {event.resolution}"]
        case FlagSettled() if event.reason:
            return [f"You {'waived' if event.state == 'waived' else 'resolved'} a finding: {event.reason}"]
        case Calculated():
            return [event.calculation.text]
        case _:
            return []


def _added(event: Captured) -> str:
    is_item = event.path.partition(".")[0] in COLLECTIONS and event.path.count(".") == 1
    return f"You added {place_name(event.path)}: “{event.value}”." if is_item else f"You set {place_name(event.path)}."


def _is_number(path: str) -> bool:
    """A weight or a score, which says little without its row and column."""
    return path.startswith("scores.") or path.endswith(".weight") or path == "chosen"


COLLECTIONS = {
    "options": "an option",
    "criteria": "a criterion",
    "constraints": "a constraint",
    "whys": "a cause",
    "triggers": "a revisit trigger",
    "scores": "a score",
    "screenings": "what breaks a hard constraint",
    "chosen": "the recommended option",
    "stakes": "the stakes",
}


ATTRIBUTES = {
    "weight": "weights",
    "hard": "whether a constraint is hard",
    "evidence": "how a cause is known",
    "is_root": "what is a root cause",
    "parent": "what a cause explains",
    "trade_off": "what an option gains and gives up",
    "reason": "reasons for scores",
}


def place_name(path: str) -> str:
    head, _, rest = path.partition(".")
    if head == "answers":
        return next((NAMES[topic].lower() for topic in TOPICS if topic == rest.partition(".")[0]), rest)
    return ATTRIBUTES.get(path.rpartition(".")[2]) or COLLECTIONS.get(head, head)


# -- the panel ---------------------------------------------------------------------------------------------------------


class Row(Shown):
    """One line of the frame beside the conversation."""

    topic: Topic
    name: str
    text: str
    origin: str
    """ "you · 3", "guide", "suggested": who said it, and when."""
    quote: str
    state: Literal["answered", "vague", "heard", "aside", "stale", "empty"]
    note: str = ""
    """Why it is in that state, in a few words."""
    was: str = ""
    """The earlier value it replaced."""
    flags: tuple[Flag, ...] = ()


PANEL: tuple[Topic, ...] = (
    "problem", "symptom", "success", "users", "priorities", "scale", "latency", "data", "availability", "functional",
    "existing_system", "integration", "team", "budget", "timeline", "compliance", "out_of_scope", "stakeholders",
    "risks", "root_cause", "countermeasure", "decision", "constraints", "options", "criteria", "trade_offs",
    "reversibility", "failure_mode", "rollback", "rollout", "measurement", "security_governance", "recommendation",
    "revisit_triggers",
)  # fmt: skip
ALWAYS_SHOWN: tuple[Topic, ...] = (
    "problem", "success", "users", "scale", "latency", "data", "availability", "integration", "team", "budget",
    "timeline", "compliance", "out_of_scope", "stakeholders",
)  # fmt: skip
ASIDE_TEXT = {
    "unknown": "unknown",
    "not_applicable": "does not apply",
    "later": "later",
    "someone_else": "somebody else's to answer",
    "skipped": "skipped",
}


def panel(frame: Frame) -> list[Row]:
    """Everything known by topic, and the topics everybody will ask about."""
    rows = [row(frame, topic) for topic in PANEL]
    return [known for known in rows if known.state != "empty" or known.topic in ALWAYS_SHOWN]


def origin_mark(origin: Provenance) -> str:
    """Who a value came from, in a few characters."""
    if origin.by:
        return origin.by
    if origin.source == "user":
        return f"you · {origin.message}" if origin.message else "you"
    words = {"guide": "guide", "document": "document", "calculation": "calculated", "model": "suggested"}
    accepted = ", accepted" if origin.status == "accepted" else ""
    return words[origin.source] + accepted


def row(frame: Frame, topic: Topic) -> Row:
    """One topic as it stands, asked or not."""
    answer = frame.answer(topic)
    flags = tuple(flag for flag in frame.open_flags if flag.path == f"answers.{topic}")
    state, note = _state(answer)
    value = _spoken(answer)
    text = "; ".join(v.text for v in answer.values) or "; ".join(v.text for v in answer.heard)
    if state == "aside" and answer.aside:
        text = ASIDE_TEXT[answer.aside.kind] + (f": ask {answer.aside.owner}" if answer.aside.owner else "")
    return Row(
        topic=topic,
        name=NAMES[topic],
        text=text,
        origin=origin_mark(value.origin) if value else "",
        quote=value.origin.quote if value else "",
        state=state,
        note=note,
        was=answer.was[-1].text if answer.was and answer.values else "",
        flags=flags,
    )


def _spoken(answer: Answer) -> Value | None:
    values = answer.values or answer.heard
    return values[-1] if values else None


def _state(answer: Answer) -> tuple[Any, str]:
    if answer.values:
        if answer.stale:
            return "stale", answer.stale
        return ("vague", "still vague") if answer.is_vague else ("answered", "")
    if answer.aside:
        return "aside", answer.aside.reason or ""
    if answer.heard:
        return "heard", "mentioned in passing"
    return "empty", "not asked yet"


# -- progress ----------------------------------------------------------------------------------------------------------

STAGE_NAMES: dict[Stage, str] = {
    "intake": "Problem",
    "checklist": "Checklist",
    "causes": "Causes",
    "review": "Review",
    "decision": "Decision",
    "summary": "Document",
}


class Step(Shown):
    stage: Stage
    name: str
    asked: int
    left: int
    state: Literal["done", "current", "ahead"]


def steps(frame: Frame, playbooks: Sequence[Playbook]) -> list[Step]:
    """One step a stage, in the order this conversation takes them."""
    current = flow.stage_of(frame, playbooks)
    moves = [move for move in flow.next_moves(frame, playbooks) if move.kind not in ("press", "settle", "defend")]
    shown = []
    held = {playbook.stage for playbook in playbooks if flow.is_taken(playbook, frame)}
    for stage in (stage for stage in flow.PATHS[frame.intake.kind] if stage in held):
        asked = sum(flow.spent(playbook, frame) for playbook in playbooks if playbook.stage == stage)
        left = sum(move.stage == stage for move in moves)
        state = "current" if stage == current and not frame.closed else "ahead" if left else "done"
        if frame.closed:
            state = "done" if (asked and not left) or stage == "summary" else "ahead"
        shown.append(Step(stage=stage, name=STAGE_NAMES[stage], asked=asked, left=left, state=state))
    return shown


# -- the whole session, for scripts ------------------------------------------------------------------------------------


def session_json(session: str, log: Sequence[Recorded]) -> dict[str, Any]:
    """The frame, with the log's messages under `messages`."""
    frame = replay(log)
    return {"session": session, **frame.model_dump(mode="json"), "messages": messages(log)}


def readiness_json(ready: Readiness) -> dict[str, Any]:
    """What is missing before options are weighed (`start`) and before the document is final (`done`)."""
    return {
        "may_be_weighed": ready.may_be_weighed,
        "is_final": ready.is_final,
        "start": {part.name: list(part.missing) for part in ready.start},
        "done": {part.name: list(part.missing) for part in ready.done},
        "weakest": ready.weakest.name,
        "links": [{"name": one.name, "held": one.held, "of": one.of, "missing": list(one.missing)} for one in ready.links],
        "topics": [
            {"topic": one.topic, "clarity": round(one.share, 2), "floor": one.floor, "state": one.state}
            for one in ready.topics
        ],
    }  # fmt: skip


def messages(log: Sequence[Recorded]) -> list[dict[str, Any]]:
    gone = undone_turns(log)
    questions = {record.turn: record.event.ask.question for record in log if isinstance(record.event, Asked)}
    listed: list[dict[str, Any]] = []
    for record in log:
        shared = {"turn": record.turn, "at": record.at.isoformat(), "undone": record.turn in gone}
        if isinstance(record.event, Said):
            listed.append({"role": "user", "text": record.event.text, "message": record.event.message, **shared})
        elif isinstance(record.event, Answered):
            question = questions.get(record.turn)
            listed.append({"role": "assistant", "text": record.event.reply, "question": question, **shared})
    return listed
