"""A turn: a person says something, the log remembers it, the assistant answers.

`say` makes the message durable and nothing else; `answer` does the rest and may be repeated after a
crash: it looks for a message without an answer and closes it, once. No screen and no vendor in here.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from string import Template
from typing import NamedTuple

from assistant.call import Call
from assistant.converse import Conversation, converse
from assistant.domain import flow, prefill, rules, wording
from assistant.domain.automatic import calculations, withdrawn
from assistant.domain.cleaning import Cleaned, Unreadable, accept, is_blank
from assistant.domain.contradictions import contradictions, holding
from assistant.domain.events import (
    Accepted,
    Answered,
    Asked,
    Calculated,
    Captured,
    Closed,
    Contradicted,
    ContradictionSettled,
    DecisionRecorded,
    DocumentsRead,
    Edited,
    Event,
    Flagged,
    FlagSettled,
    MilestoneSet,
    Opened,
    Pressed,
    PutAside,
    Reaffirmed,
    Recognised,
    Recorded,
    Removed,
    Retitled,
    Said,
    Undone,
    Usage,
    Withdrawn,
    fold,
    replay,
    undone_turns,
)
from assistant.domain.frame import Ask, Flag, Frame
from assistant.domain.hearing import Order, hear, order_in
from assistant.domain.interruptions import STAYS, Interrupted, interrupted
from assistant.domain.judgement import judged
from assistant.domain.playbook import Playbook, question_named
from assistant.domain.reading.intent import Meant, meant
from assistant.domain.reading.reader import read
from assistant.domain.rules.configuration import DEFAULTS, Configuration
from assistant.domain.topics import NAMES
from assistant.domain.usage import spent
from assistant.errors import AlreadyAnswering, BadInput, ChangedElsewhere, FramefirstError
from assistant.ports import Passage, Ports

ATTEMPTS = 5
"""How often an answer is worked out again because the session moved on meanwhile."""
DRAFT_EVERY = timedelta(seconds=0.5)
"""How often a reply that is still arriving is stored, for other processes and for after a crash."""
AT_ONCE = timedelta(seconds=0.1)
"""An answer that is whole by then is stored whole and not before."""
LOOKED_UP = 320
"""Characters of a passage that answers a question in between."""
PASSAGES = 4
"""Passages of the session's documents and the guide that a prompt carries."""


class Waiting(NamedTuple):
    """A message that has no answer yet."""

    turn: int
    said: Said
    record: Recorded


@dataclass(frozen=True)
class Message:
    """The message that waits, before the frame it was said to; understood once, however many look."""

    waiting: Waiting
    frame: Frame
    playbooks: Sequence[Playbook]

    @property
    def turn(self) -> int:
        return self.waiting.turn

    @property
    def said(self) -> Said:
        return self.waiting.said

    @cached_property
    def wish(self) -> Meant:
        return meant(self.said.text)

    @cached_property
    def order(self) -> Order | None:
        return order_in(self.said.text, self.frame, self.playbooks)

    @cached_property
    def aside(self) -> Interrupted | None:
        """What it is when it neither answers nor wishes anything."""
        return interrupted(self.said.text, self.frame, self.playbooks)

    @cached_property
    def heard(self) -> tuple[Event, ...]:
        """What guided mode makes of it as an answer."""
        return hear(self.frame, self.said, self.waiting.record.at.date(), self.playbooks)


@dataclass(frozen=True)
class Answer:
    """What the assistant makes of a message: everything that closes the turn but the bookkeeping."""

    events: tuple[Event, ...]
    reply: str
    citations: tuple[str, ...] = ()


def begin(ports: Ports, session: str, title: str = "", parent: str | None = None) -> None:
    """A new session, with the greeting as its turn 0."""
    spoken = wording.first_words()
    asked = [Asked(ask=spoken.ask)] if spoken.ask else []
    ports.log.create(session, title, [Opened(title=title, parent=parent), *asked, Answered(reply=spoken.reply)])


def take_turn(
    ports: Ports, session: str, text: str, playbooks: Sequence[Playbook], call: Call | None = None
) -> int:  # fmt: skip
    """Says and answers in one go; the number of the turn."""
    turn = say(ports, session, text)
    answer(ports, session, playbooks, call)
    return turn


def say(ports: Ports, session: str, text: str, revision: int | None = None) -> int:
    """Makes the message durable; the number of its turn. Said twice from the same `revision` it is one message.

    Raises BadInput for a blank or oversized message, AlreadyAnswering while an earlier one waits,
    ChangedElsewhere when `revision` is given and the session has moved on.
    """
    cleaned = _accepted(text)
    log = ports.know(session).log
    if revision is not None and revision != log[-1].seq:
        twice = next((r for r in log if r.seq == revision + 1), None)
        if twice is not None and isinstance(twice.event, Said) and twice.event.text == cleaned.text:
            return twice.turn
        raise ChangedElsewhere
    if waiting(log) is not None:
        raise AlreadyAnswering
    turn = log[-1].turn + 1
    message = 1 + next((record.event.message for record in reversed(log) if isinstance(record.event, Said)), 0)
    ports.log.append(
        session, turn, [Said(text=cleaned.text, message=message, marks=cleaned.marks)], revision=log[-1].seq
    )
    return turn


def _accepted(text: str) -> Cleaned:
    """The words, cleaned once, here at the door."""
    try:
        return accept(text)
    except Unreadable as refused:
        raise BadInput(str(refused)) from None


def waiting(log: Sequence[Recorded]) -> Waiting | None:
    """The message that still has to be answered, if any. Only the last turn can be open."""
    last = [record for record in log if record.turn == log[-1].turn] if log else []
    if any(isinstance(record.event, Answered) for record in last):
        return None
    return next((Waiting(r.turn, r.event, r) for r in last if isinstance(r.event, Said)), None)


def answer(ports: Ports, session: str, playbooks: Sequence[Playbook], call: Call | None = None) -> None:
    """Answers the waiting message; does nothing if there is none or somebody else was faster.

    `call` lets others follow the model's answer and stop it; the turn is closed either way.

    A fault of our own in working it out closes the turn too: one message must not hold up a session for good.
    """
    model: Conversation | None = None
    for _ in range(ATTEMPTS):
        known = ports.know(session)
        log = known.log
        open_turn = waiting(log)
        if open_turn is None:
            return
        started = ports.clock.now()
        message = Message(open_turn, known.frame, playbooks)
        if model is None:
            model = _asked_model(ports, session, log, message, call or Call())
        try:
            worked_out = work_out(log, message, model, ports.rules)
        except Exception as error:
            worked_out = unread(ports.report(error))
        elapsed = int((ports.clock.now() - started).total_seconds() * 1000)
        closing = Answered(
            reply=worked_out.reply,
            citations=worked_out.citations,
            usage=model.usage,
            elapsed_ms=elapsed,
            prompt=model.prompt or None,
            raw=model.raw,
            dropped=model.dropped,
        )
        try:
            ports.log.append(session, open_turn.turn, [*worked_out.events, closing], revision=log[-1].seq)
        except ChangedElsewhere:
            continue
        _retitle(ports, session, worked_out.events)
        return
    raise ChangedElsewhere


def unread(number: str) -> Answer:
    """What stands in for an answer that a fault of our own prevented; the open question stays open."""
    return Answer((), f"Your message is kept, but it could not be read (error {number}). Please say it another way.")


def _asked_model(
    ports: Ports, session: str, log: Sequence[Recorded], message: Message, call: Call
) -> Conversation:  # fmt: skip
    """What a model adds; nothing, with the reason noted, after a fault of our own."""
    try:
        return _ask_model(ports, session, log, message, call)
    except FramefirstError:
        raise
    except Exception as error:
        model = ports.model.id if ports.model else Usage().id
        return Conversation(usage=Usage(id=model, degraded=f"error {ports.report(error)}"))


def _ask_model(
    ports: Ports, session: str, log: Sequence[Recorded], message: Message, call: Call
) -> Conversation:  # fmt: skip
    """What a model adds, where one is configured: one call, verified; nothing when it fails."""
    said, frame, number = message.said, message.frame, message.turn
    if message.wish.intent != "answer" or message.order:
        return Conversation()
    aside = message.aside
    if aside is not None and not aside.asks_the_guide:
        return Conversation()
    if ports.model is None:
        return _looked_up(ports, session, said.text) if aside else Conversation()
    if ports.budget.is_spent(spent(log)):
        return Conversation(usage=Usage(id=ports.model.id, degraded=f"the session's {ports.budget.text} are spent"))
    heard = () if aside else message.heard
    moves = flow.next_moves(fold(frame, number, heard), message.playbooks)
    passages = _passages(ports, session, said.text, _asked_about(message))

    kept_at = ports.clock.now() - DRAFT_EVERY + AT_ONCE

    def keep(text: str) -> None:
        nonlocal kept_at
        call.text = text
        now = ports.clock.now()
        if now - kept_at >= DRAFT_EVERY:
            kept_at = now
            with suppress(
                FramefirstError
            ):  # only what is shown meanwhile: the answer itself is stored when it is whole
                ports.log.draft(session, number, text)

    return converse(ports.model, frame, log, said, heard, moves, passages, number, keep, call, ports.prompts)


def _looked_up(ports: Ports, session: str, question: str) -> Conversation:
    """What the session's documents or the guide say to a question, in their own words."""
    best = next(iter(_passages(ports, session, question)), None)
    if best is None:
        return Conversation()
    words = wording.short(best.text, LOOKED_UP)
    return Conversation(reply=f"{best.title}: “{words}”\n\n{STAYS}", citations=(best.section,))


def _asked_about(message: Message) -> str:
    """The question that stands open as the playbook has it, whatever words it was put in: those come again."""
    ask = message.frame.ask
    question = question_named(ask.key.partition(":")[0], message.playbooks) if ask else None
    return Template(question.ask).substitute(defaultdict(str)) if question else ""


def _passages(ports: Ports, session: str, said: str, asked: str = "") -> list[Passage]:
    """What the session's own documents say, at most half, and the guide, to a message and to what it answers."""
    query = "\n".join(" ".join(text.split()) for text in (said, asked) if text)
    own = ports.documents.find(session, query, PASSAGES // 2)
    return [*own, *ports.knowledge.find(query, PASSAGES - len(own))]


def work_out(
    log: Sequence[Recorded], message: Message, model: Conversation = Conversation(),
    configuration: Configuration = DEFAULTS,
) -> Answer:  # fmt: skip
    """The answer to a message, as events; pure."""
    frame = message.frame
    if message.wish.intent == "undo":
        return _take_back(log)
    if message.wish.intent == "why" and frame.ask:
        return Answer((), frame.ask.why, _cited(frame.ask))
    if message.order is not None:
        if not message.order.events:
            return Answer((), message.order.reply)
        return _go_on(message, message.order.events, model, configuration, reply=message.order.reply)
    if message.aside is not None:
        return Answer(message.aside.events, model.reply or message.aside.reply, model.citations)
    return _go_on(message, message.heard, model, configuration)


def _go_on(
    message: Message, heard: Sequence[Event], model: Conversation, configuration: Configuration, reply: str = ""
) -> Answer:
    """Consequences of what was heard, then the next question."""
    turn, said, frame = message.turn, message.said, message.frame
    model = _kept_to_the_problem(model, heard)
    heard = [*heard, *model.events]
    events = [*heard, *consequences(frame, heard, turn, said, configuration)]
    after = fold(frame, turn, events)
    moves = () if after.closed else flow.next_moves(after, message.playbooks)
    if not moves:
        closing = [] if after.closed else [Closed()]
        left = len(flow.open_topics(after, message.playbooks))
        return Answer((*events, *closing), _paragraphs(reply, wording.wrap_up(after, left)))
    move, ask = _chosen(moves, after, model)
    if move.kind == "press":
        events.append(Pressed(topic=move.question.topic))
    events.append(Asked(ask=ask))
    by_model = _paragraphs(model.reply, *wording.noticed(events, turn)) if model.reply else ""
    spoken = reply or by_model or wording.reply(frame, after, events, said.text)
    if _picks_up(frame, move, heard):
        spoken = _paragraphs(spoken, f"Back to {NAMES[move.question.topic].lower()}.")
    if model.begun:
        spoken = _paragraphs(spoken, f"As far as the model got: “{model.begun}…”")
    if move.kind == "confirm":
        spoken = _paragraphs(spoken, wording.summary(after))
    return Answer(tuple(events), spoken, tuple(dict.fromkeys((*model.citations, *_cited(ask)))))


def _picks_up(before: Frame, move: flow.Move, heard: Sequence[Event]) -> bool:
    """The question was put before and something else came between, be it an answer to other questions."""
    asked = before.asked.get(move.question.id, 0) > 0 and move.kind in ("ask", "complete") and not move.question.again
    if not asked or before.ask is None:
        return False
    return before.ask.key != move.question.id or any(isinstance(event, Captured) for event in heard)


def _kept_to_the_problem(model: Conversation, heard: Sequence[Event]) -> Conversation:
    """A model may not let a solution stand for the problem, nor skip the words that park it."""
    events = tuple(event for event in model.events if not _is_solution_as_problem(event))
    if any(isinstance(event, Recognised) for event in heard):
        return replace(model, events=events, reply=None, move=None, ask_text=None, citations=(), begun="")
    return replace(model, events=events)


def _is_solution_as_problem(event: Event) -> bool:
    if not isinstance(event, Captured) or event.topic != "problem":
        return False
    return any(found.name == "solution-as-problem" for found in rules.check(event.quote))


def _chosen(moves: Sequence[flow.Move], after: Frame, model: Conversation) -> tuple[flow.Move, Ask]:
    """The model's choice and wording while they are still open, the spine's otherwise."""
    wanted = model.move.question.id if model.move else None
    cannot_wait = moves[0].kind in ("press", "settle", "defend")
    move = next((m for m in moves if m.question.id == wanted and not cannot_wait), moves[0])
    ask = wording.put(move, after)
    if model.ask_text and move.question.id == wanted:
        ask = ask.model_copy(update={"question": model.ask_text})
    return move, ask


def _paragraphs(*thoughts: str) -> str:
    return "\n\n".join(thought for thought in thoughts if thought)


def _cited(ask: Ask) -> tuple[str, ...]:
    return (ask.section,) if ask.section else ()


def consequences(
    frame: Frame, heard: Sequence[Event], turn: int, said: Said | None, configuration: Configuration = DEFAULTS
) -> list[Event]:
    """Flags raised and settled, contradictions and calculations that follow from what was just heard."""
    after = fold(frame, turn, heard)
    events: list[Event] = []
    if said is not None and any(isinstance(event, Captured) for event in heard):
        events += _flags(frame, heard, turn, said, configuration)
    events += [FlagSettled(flag=flag.id, state="resolved") for flag in _settled_flags(after, heard)]
    events += [Contradicted(contradiction=found) for found in contradictions(after)]
    events += [
        ContradictionSettled(contradiction=both.id, state="settled", resolution="One of the two was changed.")
        for both in after.contradictions
        if both.state == "open" and both.id not in holding(after)
    ]
    events += judged(fold(after, turn, events), turn, configuration)
    known = {calculation.id: calculation for calculation in frame.calculations}
    events += [Calculated(calculation=c) for c in calculations(after) if known.get(c.id) != c]
    events += [Withdrawn(calculation=id) for id in withdrawn(frame, after)]
    return events


def _flags(
    frame: Frame, heard: Sequence[Event], turn: int, said: Said, configuration: Configuration
) -> list[Event]:  # fmt: skip
    topic = frame.ask.topic if frame.ask and frame.intake.kind else None
    path = next((event.path for event in heard if isinstance(event, Captured)), "answers.problem")
    return [
        Flagged(
            flag=Flag(
                id=f"{found.name}@m{said.message}",
                rule=found.rule,
                name=found.name,
                severity=found.severity,
                message=found.message,
                path=path,
                quote=found.quote,
                turn=turn,
                section=found.section,
            )
        )
        for found in rules.check(said.text, topic, configuration)
    ]


def _settled_flags(after: Frame, heard: Sequence[Event]) -> list[Flag]:
    """Wording flags on an answer that has since been given concretely."""
    given = {event.path for event in heard if isinstance(event, Captured) and not event.vague}
    given |= {event.path for event in heard if isinstance(event, Edited | Removed)}
    concrete = [flag for flag in after.open_flags if flag.path in given and flag.rule.startswith("FF1")]
    if "answers.problem" in given:
        concrete += [flag for flag in after.open_flags if flag.name == "solution-as-problem"]
    return concrete


# -- taking back -------------------------------------------------------------------------------------------------------


CHANGES_NOTHING = (Said, Answered, MilestoneSet, DocumentsRead)
"""Events that make nothing true which could be taken back."""


def last_undoable(log: Sequence[Recorded]) -> int | None:
    """The last turn that still counts and is not itself a taking back or an empty one."""
    gone = undone_turns(log)
    kept = {
        record.turn
        for record in log
        if record.turn not in gone and record.turn > 0 and not isinstance(record.event, CHANGES_NOTHING)
    }
    taken_back = {record.turn for record in log if isinstance(record.event, Undone)}
    return max(kept - taken_back, default=None)


def _take_back(log: Sequence[Recorded]) -> Answer:
    target = last_undoable(log)
    if target is None:
        return Answer((), "There is nothing to take back.")
    what = next((r.event.text for r in log if r.turn == target and isinstance(r.event, Said)), "the last change")
    return Answer((Undone(undone=target),), f'Taken back: "{wording.short(what)}"')


def ask_again(ports: Ports, session: str, revision: int | None = None) -> int:
    """The last message once more, its answer taken back: for when the model did not answer. The number of its turn.

    Raises ChangedElsewhere when the session has moved on, AlreadyAnswering while a message waits.
    """
    log = ports.know(session).log
    if waiting(log) is not None:
        raise AlreadyAnswering
    last = log[-1].turn
    words = next((record.event.text for record in log if record.turn == last and isinstance(record.event, Said)), None)
    if words is None or (revision is not None and revision != log[-1].seq):
        raise ChangedElsewhere
    undone = ports.log.append(session, last + 1, [Undone(undone=last)], revision=log[-1].seq)
    return say(ports, session, words, undone)


# -- changes made in place, outside the conversation -------------------------------------------------------------------

Change = (
    Edited
    | Removed
    | Accepted
    | Reaffirmed
    | PutAside
    | Retitled
    | DecisionRecorded
    | FlagSettled
    | ContradictionSettled
    | Calculated
    | Captured
    | DocumentsRead
)


def amend(
    ports: Ports, session: str, changes: Sequence[Change], playbooks: Sequence[Playbook], revision: int | None = None
) -> int:
    """Changes made in the frame itself, as a turn of their own; the number of that turn.

    Raises ChangedElsewhere when the session has moved on since the person looked at it, BadInput for what cannot be
    changed so.
    """
    known = ports.know(session)
    log, frame = known.log, known.frame
    if revision is not None and revision != known.revision:
        raise ChangedElsewhere
    if waiting(log) is not None:
        raise AlreadyAnswering
    turn = log[-1].turn + 1
    _confirmed_singly(frame, changes)
    today = ports.clock.now().date()
    read_again = [_reread(change, today) for change in changes]
    events: list[Event] = [*read_again, *consequences(frame, read_again, turn, None, ports.rules)]
    after = fold(frame, turn, events)
    if after.ask and not after.closed and _is_answered(after.ask, after, changes):
        moves = flow.next_moves(after, playbooks)
        events.append(Asked(ask=wording.put(moves[0], after)) if moves else Closed())
    ports.log.append(session, turn, events, revision=log[-1].seq)
    _retitle(ports, session, events)
    return turn


def _retitle(ports: Ports, session: str, events: Sequence[Event]) -> None:
    """The list of sessions shows the title without reading any log."""
    titles = [event.title for event in events if isinstance(event, Retitled)]
    if titles:
        ports.log.retitle(session, titles[-1])


TYPED = ("value", "title", "by", "owner", "reason", "resolution")
"""Fields of a change that hold what a person typed."""


def _reread(change: Change, today: date) -> Change:
    """What was typed is cleaned, and an edited answer read, like a spoken one."""
    if isinstance(change, Edited) and is_blank(change.value):
        raise BadInput("An answer cannot be empty. Remove it instead, or say what is not known.")
    if isinstance(change, DecisionRecorded) and is_blank(change.by):
        raise BadInput("A decision needs the name of who decided. Nothing was recorded.")
    typed = {name: getattr(change, name, None) for name in TYPED}
    cleaned = {name: "" if is_blank(text) else _accepted(text).text.strip() for name, text in typed.items() if text}
    if "title" in cleaned:
        cleaned["title"] = " ".join(cleaned["title"].split())
    if isinstance(change, Edited):
        return change.model_copy(update={**cleaned, "facts": read(cleaned["value"], today).facts})
    return change.model_copy(update=cleaned)


def _confirmed_singly(frame: Frame, changes: Sequence[Change]) -> None:
    """What steers everything after it is never taken over from a document as one of several."""
    weighty = prefill.too_many_at_once(frame, (change.suggestion for change in changes if isinstance(change, Accepted)))
    if weighty:
        named = wording.listed([NAMES[topic].lower() for topic in weighty])
        raise BadInput(f"What a document says on {named} is confirmed one by one. Nothing was taken over yet.")


def _is_answered(ask: Ask, after: Frame, changes: Sequence[Change]) -> bool:
    if any(isinstance(change, Accepted) for change in changes) and ask.move in ("ask", "press", "complete"):
        return after.knows(ask.topic)
    paths = {getattr(change, "path", "") for change in changes if getattr(change, "status", "") != "proposed"}
    topics = {change.topic for change in changes if isinstance(change, PutAside)}
    if f"answers.{ask.topic}" in paths or ask.topic in topics:
        return True
    match ask.move:
        case "settle":
            return any(both.id == ask.about and both.state != "open" for both in after.contradictions)
        case "weigh":
            return all(criterion.weight is not None for criterion in after.criteria)
        case "score":
            scored = {score.option for score in after.scores if score.criterion == ask.about}
            return all(option.id in scored for option in after.options)
        case "why":
            return any(why.parent == ask.about for why in after.whys)
        case "recommend":
            return "chosen" in paths
        case _:
            return False


def take_back(ports: Ports, session: str) -> int | None:
    """Takes back the last turn without a word; None when there is nothing to take back."""
    log = ports.know(session).log
    if waiting(log) is not None:
        raise AlreadyAnswering
    target = last_undoable(log)
    if target is None:
        return None
    turn = log[-1].turn + 1
    ports.log.append(session, turn, [Undone(undone=target)], revision=log[-1].seq)
    return target


def branch(ports: Ports, session: str, new: str, upto_turn: int | None = None) -> None:
    """A new session that starts from another one's log, whole or up to a turn."""
    log = ports.log.read(session)
    kept = [record for record in log if upto_turn is None or record.turn <= upto_turn]
    title = replay(kept).title
    head = kept[0].model_copy(update={"event": Opened(title=title, parent=session)})
    ports.log.restore(new, title, [head, *kept[1:]])


Playbooks = Callable[[], Sequence[Playbook]]
