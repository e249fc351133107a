"""Everything that happens in a session, as facts in the past tense; `replay` folds them into a Frame.

Events are appended and never changed. This file does not know where they are stored, who may append
them or what should happen next; it knows only what each one makes true.

A turn is a run of recorded events with one number: a person's action first, its consequences after.
An `Undone` event takes a whole earlier turn out of the fold; the log keeps both.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from assistant.domain.frame import (
    Answer,
    Aside,
    AsideKind,
    Ask,
    Calculation,
    Constraint,
    Contradiction,
    Criterion,
    Decided,
    Evidence,
    Flag,
    Frame,
    Intake,
    Noun,
    Option,
    Provenance,
    Score,
    Screening,
    Source,
    Status,
    Suggestion,
    Trigger,
    Value,
    Why,
)
from assistant.domain.reading.facts import Fact
from assistant.domain.reading.intent import meant
from assistant.domain.reading.opening import OpeningKind
from assistant.domain.topics import DEPENDENTS, NAMES, Topic


class Happened(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Opened(Happened):
    """A session began, fresh or as a branch of another."""

    type: Literal["opened"] = "opened"
    title: str = ""
    parent: str | None = None


class Said(Happened):
    """A person sent a message. Durable before anything is done about it."""

    type: Literal["said"] = "said"
    text: str
    message: int
    marks: tuple[str, ...] = ()
    """Invisible characters that were taken out at the door, by name."""


class Recognised(Happened):
    """The kind of opening was recognised."""

    type: Literal["recognised"] = "recognised"
    kind: OpeningKind | None
    text: str
    subject: str | None = None


class Captured(Happened):
    """A value was read from somebody's words and placed in the frame at `path`."""

    type: Literal["captured"] = "captured"
    topic: Topic
    path: str
    """Where in the frame: one of the forms in PLACES, such as `answers.users` or `criteria.c1.weight`."""
    value: str
    quote: str = ""
    message: int | None = None
    source: Source = "user"
    status: Status = "stated"
    citation: str | None = None
    facts: tuple[Fact, ...] = ()
    vague: tuple[str, ...] = ()
    hedged: bool = False
    slots: tuple[str, ...] = ()
    parent: str | None = None
    evidence: Evidence | None = None
    baseline: bool = False
    parked: bool = False
    hard: bool | None = None
    measurable: bool = False
    owner: str | None = None
    due: str | None = None
    by: str | None = None
    """Name of who said it, where that was not the author of the session."""


class Edited(Happened):
    """A person changed a value in place; what rests on it becomes stale."""

    type: Literal["edited"] = "edited"
    path: str
    value: str
    facts: tuple[Fact, ...] = ()
    message: int | None = None
    """Number of the message that corrected it; None when it was changed in place."""


class Removed(Happened):
    """A person took an item out of the frame."""

    type: Literal["removed"] = "removed"
    path: str


class Accepted(Happened):
    """A person took up a suggestion; until then it is only on offer."""

    type: Literal["accepted"] = "accepted"
    suggestion: str
    message: int | None = None


class Reaffirmed(Happened):
    """A person looked at a stale value and let it stand."""

    type: Literal["reaffirmed"] = "reaffirmed"
    topic: Topic


class PutAside(Happened):
    """A question was left unanswered for a typed reason."""

    type: Literal["put_aside"] = "put_aside"
    topic: Topic
    kind: AsideKind
    owner: str | None = None
    due: str | None = None
    reason: str | None = None
    quote: str = ""
    message: int | None = None
    by: str | None = None


class Pressed(Happened):
    """A vague answer was asked about again, narrower."""

    type: Literal["pressed"] = "pressed"
    topic: Topic


class Asked(Happened):
    """The assistant put a question. It stays open until something else is asked."""

    type: Literal["asked"] = "asked"
    ask: Ask


class Flagged(Happened):
    type: Literal["flagged"] = "flagged"
    flag: Flag


class FlagSettled(Happened):
    """A flag no longer applies, or a person waived it with a reason."""

    type: Literal["flag_settled"] = "flag_settled"
    flag: str
    state: Literal["resolved", "waived"]
    reason: str | None = None


class Contradicted(Happened):
    type: Literal["contradicted"] = "contradicted"
    contradiction: Contradiction


class ContradictionSettled(Happened):
    type: Literal["contradiction_settled"] = "contradiction_settled"
    contradiction: str
    state: Literal["settled", "accepted"]
    resolution: str


class Calculated(Happened):
    type: Literal["calculated"] = "calculated"
    calculation: Calculation


class Withdrawn(Happened):
    """A calculation whose inputs are gone; its result no longer follows from anything said."""

    type: Literal["withdrawn"] = "withdrawn"
    calculation: str


class Extended(Happened):
    """A person asked for more questions than were planned."""

    type: Literal["extended"] = "extended"
    questions: int


class ReviewTaken(Happened):
    """A person took up a playbook that is only asked when somebody wants it."""

    type: Literal["review_taken"] = "review_taken"
    playbook: str


class Retitled(Happened):
    type: Literal["retitled"] = "retitled"
    title: str


class DecisionRecorded(Happened):
    """A named person decided. Until then a recommendation is only proposed."""

    type: Literal["decision_recorded"] = "decision_recorded"
    by: str
    option: str
    on: str


class MilestoneSet(Happened):
    """A person gave the session as it stood a name, to come back to and to compare with. Names are never used twice."""

    type: Literal["milestone_set"] = "milestone_set"
    name: str


class Confirmed(Happened):
    """The person said that the summary is right."""

    type: Literal["confirmed"] = "confirmed"


class Closed(Happened):
    """The wrap-up was given: nothing left to ask, or the person said that it is enough."""

    type: Literal["closed"] = "closed"
    enough: bool = False


class Undone(Happened):
    """A whole earlier turn was taken back."""

    type: Literal["undone"] = "undone"
    undone: int
    """Number of the turn that no longer counts."""


class Usage(BaseModel):
    """What the model did in one turn, and why the spine spoke instead where it did."""

    model_config = ConfigDict(frozen=True)

    id: str = "guided"
    calls: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    """Of the input tokens, those that the endpoint had kept from an earlier prompt."""
    output_tokens: int = 0
    model_ms: int = 0
    """How long the model was waited for, retries included."""
    degraded: str | None = None
    told: str = ""
    """The same in a whole line, with what to do about it; empty where `degraded` says all there is."""


class DocumentsRead(Happened):
    """A model read the session's documents. What it found stands beside this, as suggestions."""

    type: Literal["documents_read"] = "documents_read"
    usage: Usage = Usage()
    prompt: str | None = None
    """Fingerprint of the prompt that was sent last."""
    dropped: tuple[str, ...] = ()
    """What the model found and verification refused, with the reason."""


class Answered(Happened):
    """The assistant's reply; closes the turn."""

    type: Literal["answered"] = "answered"
    reply: str
    """What was heard and what follows from it, in Markdown, without the question."""
    citations: tuple[str, ...] = ()
    usage: Usage = Usage()
    elapsed_ms: int = 0
    prompt: str | None = None
    """Fingerprint of the prompt that was sent."""
    raw: str | None = None
    """The model's reply as it came, kept when parsing or verification dropped part of it."""
    dropped: tuple[str, ...] = ()
    """What the model offered and verification refused, with the reason."""


Event = (
    Opened
    | Said
    | Recognised
    | Captured
    | Edited
    | Removed
    | Accepted
    | Reaffirmed
    | PutAside
    | Pressed
    | Asked
    | Flagged
    | FlagSettled
    | Contradicted
    | ContradictionSettled
    | Calculated
    | Withdrawn
    | Extended
    | ReviewTaken
    | Retitled
    | DecisionRecorded
    | MilestoneSet
    | Confirmed
    | Closed
    | Undone
    | DocumentsRead
    | Answered
)
EVENTS: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="type")])


class Recorded(BaseModel):
    """An event with its place in a session's log. `seq` runs from 1 and orders everything; `at` is UTC, for people."""

    model_config = ConfigDict(frozen=True)

    seq: int
    turn: int
    at: datetime
    event: Annotated[Event, Field(discriminator="type")]


def undone_turns(log: Iterable[Recorded]) -> frozenset[int]:
    return frozenset(record.event.undone for record in log if isinstance(record.event, Undone))


class Milestone(NamedTuple):
    name: str
    seq: int
    """The last record that counts: later ones, undoing included, change nothing about it."""
    at: datetime


def milestones(log: Iterable[Recorded]) -> tuple[Milestone, ...]:
    """The named states of a session, oldest first."""
    named = ((record, record.event) for record in log)
    return tuple(
        Milestone(event.name, record.seq, record.at) for record, event in named if isinstance(event, MilestoneSet)
    )


def replay(log: Iterable[Recorded]) -> Frame:
    """Everything the log makes true, in order, without the turns that were taken back."""
    log = tuple(log)
    gone = undone_turns(log)
    frame = Frame()
    for record in log:
        if record.turn not in gone:
            frame = apply(frame, record.turn, record.event)
        elif isinstance(record.event, Said):
            # Message numbers name quotes: they are never reused, even when what was said no longer counts.
            frame = _with(frame, messages=max(frame.messages, record.event.message))
    return frame


def fold(frame: Frame, turn: int, events: Iterable[Event]) -> Frame:
    for event in events:
        frame = apply(frame, turn, event)
    return frame


def apply(frame: Frame, turn: int, event: Event) -> Frame:
    """The frame after one more event."""
    folded = FOLDS[type(event)](frame, turn, event)
    return folded if folded.turn >= turn else _with(folded, turn=turn)


def _with(frame: Frame, **changes: Any) -> Frame:
    return frame.model_copy(update=changes)


def _answer(frame: Frame, topic: Topic, **changes: Any) -> Frame:
    answer = frame.answer(topic).model_copy(update=changes)
    return _with(frame, answers={**frame.answers, topic: answer})


def _origin(turn: int, event: Captured) -> Provenance:
    return Provenance(
        source=event.source,
        status=event.status,
        quote=event.quote,
        message=event.message,
        by=event.by,
        citation=event.citation,
        turn=turn,
    )


def _stale(frame: Frame, topic: Topic) -> Frame:
    """Marks what rests on a changed topic, where there is something to mark."""
    for dependent in DEPENDENTS.get(topic, ()):
        if frame.knows(dependent):
            frame = _answer(frame, dependent, stale=f"{NAMES[topic]} changed after this was said")
    return frame


# -- captures: one small fold for each form of path --------------------------------------------------------------------

Item = TypeVar("Item", bound=Noun)


def _put(items: tuple[Item, ...], item: Item, key: str = "id") -> tuple[Item, ...]:
    """The items with this one in the place of its namesake, or at the end."""
    name = getattr(item, key)
    if any(getattr(other, key) == name for other in items):
        return tuple(item if getattr(other, key) == name else other for other in items)
    return (*items, item)


def _change(items: tuple[Item, ...], name: str, **changes: Any) -> tuple[Item, ...]:
    return tuple(
        item.model_copy(update=changes) if getattr(item, "id") == name else item  # noqa: B009 (Noun has no id of its own)
        for item in items
    )


def _value(turn: int, event: Captured) -> Value:
    return Value(
        text=event.value, origin=_origin(turn, event), facts=event.facts, vague=event.vague, hedged=event.hedged
    )


def _capture_answer(frame: Frame, turn: int, event: Captured, key: str) -> Frame:
    answer, value = frame.answer(event.topic), _value(turn, event)
    vague = tuple(earlier for earlier in answer.values if earlier.vague)
    kept = tuple(earlier for earlier in answer.values if not earlier.vague)
    completed = _completed(frame.ask, answer, event)
    heard = tuple(mention for mention in answer.heard if mention not in completed)
    return _answer(
        frame, event.topic, values=(*kept, *completed, value), was=(*answer.was, *vague), aside=None, stale=None,
        heard=heard, slots=tuple(dict.fromkeys((*answer.slots, *event.slots))),
    )  # fmt: skip


def _completed(ask: Ask | None, answer: Answer, event: Captured) -> tuple[Value, ...]:
    """What was mentioned before and becomes part of the answer: the person was asked for the rest of it, and gave that."""
    rest = ask is not None and ask.topic == event.topic and ask.move in ("complete", "press") and not event.vague
    if not rest or not answer.slots:
        return ()
    said_anew = {fact.kind for fact in event.facts}
    return tuple(mention for mention in answer.heard if not said_anew & {fact.kind for fact in mention.facts})


def _capture_heard(frame: Frame, turn: int, event: Captured, key: str) -> Frame:
    answer = frame.answer(event.topic)
    slots = tuple(dict.fromkeys((*answer.slots, *event.slots)))
    value = _value(turn, event)
    again = any((known.text, known.origin.message) == (value.text, value.origin.message) for known in answer.heard)
    return _answer(frame, event.topic, heard=answer.heard if again else (*answer.heard, value), slots=slots)


def _capture_option(frame: Frame, turn: int, event: Captured, key: str) -> Frame:
    option = Option(id=key, text=event.value, origin=_origin(turn, event), baseline=event.baseline, parked=event.parked)
    return _with(frame, options=_put(frame.options, option))


def _capture_trade_off(frame: Frame, turn: int, event: Captured, key: str) -> Frame:
    return _with(frame, options=_change(frame.options, key, trade_off=_value(turn, event)))


def _capture_why(frame: Frame, turn: int, event: Captured, key: str) -> Frame:
    why = Why(
        id=key,
        parent=event.parent,
        text=event.value,
        evidence=event.evidence or "reported",
        origin=_origin(turn, event),
    )
    return _with(frame, whys=_put(frame.whys, why))


def _capture_evidence(frame: Frame, turn: int, event: Captured, key: str) -> Frame:
    return _with(frame, whys=_change(frame.whys, key, evidence=event.evidence))


def _capture_root(frame: Frame, turn: int, event: Captured, key: str) -> Frame:
    return _with(frame, whys=_change(frame.whys, key, is_root=bool(event.value)))


def _capture_parent(frame: Frame, turn: int, event: Captured, key: str) -> Frame:
    return _with(frame, whys=_change(frame.whys, key, parent=event.parent))


def _capture_criterion(frame: Frame, turn: int, event: Captured, key: str) -> Frame:
    return _with(frame, criteria=_put(frame.criteria, Criterion(id=key, text=event.value, origin=_origin(turn, event))))


def _capture_weight(frame: Frame, turn: int, event: Captured, key: str) -> Frame:
    weighed = _change(frame.criteria, key, weight=float(event.value), weight_origin=_origin(turn, event))
    return _with(frame, criteria=weighed)


def _capture_score(frame: Frame, turn: int, event: Captured, key: str) -> Frame:
    option, _, criterion = key.partition(".")
    kept = tuple(score for score in frame.scores if (score.option, score.criterion) != (option, criterion))
    if not event.value:
        return _with(frame, scores=kept)
    reason = next((s.reason for s in frame.scores if (s.option, s.criterion) == (option, criterion)), None)
    score = Score(
        option=option, criterion=criterion, value=int(event.value), reason=reason, origin=_origin(turn, event)
    )
    return _with(frame, scores=(*kept, score))


def _capture_reason(frame: Frame, turn: int, event: Captured, key: str) -> Frame:
    option, _, criterion = key.partition(".")
    scores = tuple(
        score.model_copy(update={"reason": event.value or None})
        if (score.option, score.criterion) == (option, criterion)
        else score
        for score in frame.scores
    )
    return _with(frame, scores=scores)


def _capture_screening(frame: Frame, turn: int, event: Captured, key: str) -> Frame:
    option, _, constraint = key.partition(".")
    kept = tuple(s for s in frame.screenings if (s.option, s.constraint) != (option, constraint))
    if not event.value:
        return _with(frame, screenings=kept)
    screening = Screening(
        option=option, constraint=constraint, breaks=event.value == BREAKS, origin=_origin(turn, event)
    )
    return _with(frame, screenings=(*kept, screening))


def _capture_constraint(frame: Frame, turn: int, event: Captured, key: str) -> Frame:
    constraint = Constraint(id=key, text=event.value, hard=event.hard, origin=_origin(turn, event))
    return _with(frame, constraints=_put(frame.constraints, constraint))


def _capture_hardness(frame: Frame, turn: int, event: Captured, key: str) -> Frame:
    return _with(frame, constraints=_change(frame.constraints, key, hard=event.hard))


def _capture_trigger(frame: Frame, turn: int, event: Captured, key: str) -> Frame:
    trigger = Trigger(
        id=key, text=event.value, measurable=event.measurable, owner=event.owner, due=event.due,
        origin=_origin(turn, event),
    )  # fmt: skip
    return _with(frame, triggers=_put(frame.triggers, trigger))


def _capture_chosen(frame: Frame, turn: int, event: Captured, key: str) -> Frame:
    return _with(frame, chosen=event.value)


def _capture_stakes(frame: Frame, turn: int, event: Captured, key: str) -> Frame:
    return frame.model_validate(
        {**dict(frame), "stakes": event.value, "stakes_origin": _origin(turn, event)}, strict=False
    )


BREAKS = "breaks"
MEETS = "meets"
"""What an option does with a hard constraint."""

PLACES: dict[tuple[str, str], Callable[[Frame, int, Captured, str], Frame]] = {
    # (collection, attribute): answers.users, answers.team.heard, options.o1, options.o1.trade_off …
    ("answers", ""): _capture_answer,
    ("answers", "heard"): _capture_heard,
    ("options", ""): _capture_option,
    ("options", "trade_off"): _capture_trade_off,
    ("whys", ""): _capture_why,
    ("whys", "evidence"): _capture_evidence,
    ("whys", "is_root"): _capture_root,
    ("whys", "parent"): _capture_parent,
    ("criteria", ""): _capture_criterion,
    ("criteria", "weight"): _capture_weight,
    ("scores", ""): _capture_score,
    ("scores", "reason"): _capture_reason,
    ("screenings", ""): _capture_screening,
    ("constraints", ""): _capture_constraint,
    ("constraints", "hard"): _capture_hardness,
    ("triggers", ""): _capture_trigger,
    ("chosen", ""): _capture_chosen,
    ("stakes", ""): _capture_stakes,
}


def place(path: str) -> tuple[tuple[str, str], str]:
    """The form of a path and the item it names: `criteria.c1.weight` -> (("criteria", "weight"), "c1")."""
    head, _, rest = path.partition(".")
    key, _, attribute = rest.partition(".")
    if head in CROSSED:
        other, _, attribute = attribute.partition(".")
        key = f"{key}.{other}"
    return (head, attribute), key


CROSSED = ("scores", "screenings")
"""Collections whose items stand where two others cross: `scores.o1.c2`, `scores.o1.c2.reason`, `screenings.o1.k1`."""


def _captured(frame: Frame, turn: int, event: Captured) -> Frame:
    if event.source in ("model", "document") and event.status == "proposed":
        return _suggested(frame, turn, event)
    form, key = place(event.path)
    return PLACES[form](frame, turn, event, key)


def _suggested(frame: Frame, turn: int, event: Captured) -> Frame:
    (collection, _), _ = place(event.path)
    numbers = [int(suggestion.id[1:]) for suggestion in frame.suggestions]
    suggestion = Suggestion(
        id=f"s{max(numbers, default=0) + 1}", topic=event.topic, collection=collection, text=event.value,
        parent=event.parent, measurable=event.measurable, source=event.source, quote=event.quote,
        citation=event.citation, facts=event.facts, turn=turn,
    )  # fmt: skip
    return _with(frame, suggestions=(*frame.suggestions, suggestion))


# -- the other events --------------------------------------------------------------------------------------------------


def _opened(frame: Frame, turn: int, event: Opened) -> Frame:
    return _with(frame, title=event.title, branched_from=event.parent)


LONGEST_AGREEMENT = 60


def _said(frame: Frame, turn: int, event: Said) -> Frame:
    bare = len(event.text) <= LONGEST_AGREEMENT and _only_agrees(event.text)
    return _with(frame, messages=event.message, agreed=frame.agreed + 1 if bare else 0)


@lru_cache(1024)
def _only_agrees(text: str) -> bool:
    """Kept, because a log is folded again at every turn."""
    return meant(text).intent == "affirm"


def _recognised(frame: Frame, turn: int, event: Recognised) -> Frame:
    return _with(frame, intake=Intake(kind=event.kind, text=event.text, subject=event.subject))


def _edited(frame: Frame, turn: int, event: Edited) -> Frame:
    (head, attribute), key = place(event.path)
    origin = Provenance(source="user", status="stated", quote=event.value, message=event.message, turn=turn)
    if head == "answers":
        return _edited_answer(frame, key, Value(text=event.value, origin=origin, facts=event.facts))
    topic = EDITED_TOPIC.get(head)
    items = getattr(frame, head, ())
    if attribute or head not in ITEMS:
        detail = _captured(
            frame, turn, Captured(topic=topic or "options", path=event.path, value=event.value, quote=event.value)
        )
        return _stale(detail, topic) if topic else detail
    changed = _with(frame, **{head: _change(items, key, text=event.value, origin=origin)})
    return _stale(changed, topic) if topic else changed


ITEMS = ("options", "criteria", "constraints", "whys", "triggers")
"""Collections whose items are changed and removed by their id."""
EDITED_TOPIC: dict[str, Topic] = {
    "options": "options",
    "whys": "root_cause",
    "criteria": "criteria",
    "constraints": "constraints",
    "scores": "trade_offs",
    "stakes": "reversibility",
}


def _edited_answer(frame: Frame, key: str, value: Value) -> Frame:
    topic = next(topic for topic in NAMES if topic == key)
    answer = frame.answer(topic)
    edited = _answer(frame, topic, values=(value,), was=(*answer.was, *answer.values), aside=None, stale=None)
    return _stale(edited, topic)


def _removed(frame: Frame, turn: int, event: Removed) -> Frame:
    (head, _), key = place(event.path)
    if head == "answers":
        topic = next(topic for topic in NAMES if topic == key)
        return _stale(_with(frame, answers={t: a for t, a in frame.answers.items() if t != topic}), topic)
    if head not in (*ITEMS, "suggestions"):
        raise ValueError(f"nothing can be removed at {event.path!r}")
    kept = tuple(item for item in getattr(frame, head) if item.id != key)
    if head == "whys":
        # What a cause explained is explained by the cause above it from now on.
        above = next((why.parent for why in frame.whys if why.id == key), None)
        kept = tuple(why.model_copy(update={"parent": above}) if why.parent == key else why for why in kept)
    scores = tuple(score for score in frame.scores if key not in (score.option, score.criterion))
    screenings = tuple(s for s in frame.screenings if key not in (s.option, s.constraint))
    chosen = None if (head, key) == ("options", frame.chosen) else frame.chosen
    removed = _with(frame, **{head: kept, "scores": scores, "screenings": screenings, "chosen": chosen})
    changed = EDITED_TOPIC.get(head)
    return _stale(removed, changed) if changed else removed


def _accepted(frame: Frame, turn: int, event: Accepted) -> Frame:
    taken = next((suggestion for suggestion in frame.suggestions if suggestion.id == event.suggestion), None)
    if taken is None:
        return frame
    left = tuple(suggestion for suggestion in frame.suggestions if suggestion is not taken)
    placed = Captured(
        topic=taken.topic, path=_free_path(frame, taken), value=taken.text, source=taken.source, status="accepted",
        quote=taken.quote, citation=taken.citation, facts=taken.facts,
        parent=taken.parent, evidence="guessed" if taken.collection == "whys" else None, measurable=taken.measurable,
    )  # fmt: skip
    agreed = frame.agreed + 1 if taken.source == "model" else frame.agreed
    return _captured(_with(frame, suggestions=left, agreed=agreed), turn, placed)


def _free_path(frame: Frame, taken: Suggestion) -> str:
    """A new place in its collection: `options.o4`."""
    if taken.collection == "answers":
        return f"answers.{taken.topic}"
    letter = {"options": "o", "criteria": "c", "constraints": "k", "whys": "w", "triggers": "t"}[taken.collection]
    numbers = [int(item.id[1:]) for item in getattr(frame, taken.collection)]
    return f"{taken.collection}.{letter}{max(numbers, default=0) + 1}"


def _reaffirmed(frame: Frame, turn: int, event: Reaffirmed) -> Frame:
    return _answer(frame, event.topic, stale=None)


def _put_aside(frame: Frame, turn: int, event: PutAside) -> Frame:
    origin = Provenance(quote=event.quote, message=event.message, by=event.by, turn=turn)
    aside = Aside(kind=event.kind, owner=event.owner, due=event.due, reason=event.reason, origin=origin)
    return _answer(frame, event.topic, aside=aside)


def _pressed(frame: Frame, turn: int, event: Pressed) -> Frame:
    return _with(frame, pressed={**frame.pressed, event.topic: frame.pressed.get(event.topic, 0) + 1})


def _asked(frame: Frame, turn: int, event: Asked) -> Frame:
    counts = event.ask.move != "press" and event.ask.key
    asked = {**frame.asked, event.ask.key: frame.asked.get(event.ask.key, 0) + 1} if counts else frame.asked
    agreed = 0 if event.ask.move == "defend" else frame.agreed
    return _with(frame, ask=event.ask, asked=asked, closed=False, agreed=agreed)


def _flagged(frame: Frame, turn: int, event: Flagged) -> Frame:
    return _with(frame, flags=_put(frame.flags, event.flag))


def _flag_settled(frame: Frame, turn: int, event: FlagSettled) -> Frame:
    return _with(frame, flags=_change(frame.flags, event.flag, state=event.state, reason=event.reason))


def _contradicted(frame: Frame, turn: int, event: Contradicted) -> Frame:
    return _with(frame, contradictions=_put(frame.contradictions, event.contradiction))


def _contradiction_settled(frame: Frame, turn: int, event: ContradictionSettled) -> Frame:
    settled = _change(frame.contradictions, event.contradiction, state=event.state, resolution=event.resolution)
    return _with(frame, contradictions=settled)


def _calculated(frame: Frame, turn: int, event: Calculated) -> Frame:
    return _with(frame, calculations=_put(frame.calculations, event.calculation))


def _withdrawn(frame: Frame, turn: int, event: Withdrawn) -> Frame:
    return _with(frame, calculations=tuple(c for c in frame.calculations if c.id != event.calculation))


def _extended(frame: Frame, turn: int, event: Extended) -> Frame:
    ask = None if frame.ask and frame.ask.move == "confirm" else frame.ask
    return _with(frame, extra_questions=frame.extra_questions + event.questions, closed=False, ask=ask)


def _review_taken(frame: Frame, turn: int, event: ReviewTaken) -> Frame:
    ask = None if frame.ask and frame.ask.move == "confirm" else frame.ask
    return _with(frame, reviews=tuple(dict.fromkeys((*frame.reviews, event.playbook))), closed=False, ask=ask)


def _retitled(frame: Frame, turn: int, event: Retitled) -> Frame:
    return _with(frame, title=event.title)


def _decision_recorded(frame: Frame, turn: int, event: DecisionRecorded) -> Frame:
    return _with(frame, decided=Decided(by=event.by, option=event.option, on=event.on), chosen=event.option)


def _confirmed(frame: Frame, turn: int, event: Confirmed) -> Frame:
    return _with(frame, confirmed=True)


def _closed(frame: Frame, turn: int, event: Closed) -> Frame:
    return _with(frame, closed=True, ask=None)


def _nothing(frame: Frame, turn: int, event: Undone | Answered | MilestoneSet | DocumentsRead) -> Frame:
    return frame


FOLDS: dict[type[Happened], Callable[[Frame, int, Any], Frame]] = {
    Opened: _opened,
    Said: _said,
    Recognised: _recognised,
    Captured: _captured,
    Edited: _edited,
    Removed: _removed,
    Accepted: _accepted,
    Reaffirmed: _reaffirmed,
    PutAside: _put_aside,
    Pressed: _pressed,
    Asked: _asked,
    Flagged: _flagged,
    FlagSettled: _flag_settled,
    Contradicted: _contradicted,
    ContradictionSettled: _contradiction_settled,
    Calculated: _calculated,
    Withdrawn: _withdrawn,
    Extended: _extended,
    ReviewTaken: _review_taken,
    Retitled: _retitled,
    DecisionRecorded: _decision_recorded,
    MilestoneSet: _nothing,
    Confirmed: _confirmed,
    Closed: _closed,
    Undone: _nothing,
    DocumentsRead: _nothing,
    Answered: _nothing,
}
