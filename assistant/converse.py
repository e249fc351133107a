"""The model's half of a turn: one question to a model, and what of its answer is believed.

`converse` adds to what guided mode heard and may word the reply and the next question. It never
raises: a model that fails, lies or returns garbage leaves the turn to the spine, with the reason noted.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Generic, NamedTuple

from assistant.call import Call
from assistant.domain import flow
from assistant.domain.events import Asked, Captured, Event, PutAside, Recorded, Said, Usage, fold, undone_turns
from assistant.domain.frame import Frame
from assistant.drafts import Ground, Parsed, ReplySoFar, Shaped, Verified, begun, echoes, move_id, parse, schema, verify
from assistant.errors import ModelFailed
from assistant.model_failures import ContextTooLong
from assistant.ports import Model, Passage, Reply
from assistant.prompting import FOLDER, ROOMY, TIGHT, Asking, repair_prompt, turn_prompt

WITHHELD = "(withheld: it repeated its instructions)"
UNFINISHED = frozenset({"answer cut off", "answer incomplete"})
"""Problems of an answer that may be right as far as it goes."""
REASONS_KEPT = 30
NOT_FOR_CHOICE = frozenset({"press", "settle", "confirm", "defend"})
"""Moves that jump the queue: when one is due it is the only one on offer."""
CHARACTERS_A_TOKEN = 3.5
"""For endpoints that do not count tokens: roughly right for English prose and JSON."""


@dataclass(frozen=True)
class Conversation:
    """What a model added to a turn; where a part is None the spine's own stands."""

    events: tuple[Event, ...] = ()
    """Captures and proposals beyond what guided mode heard."""
    reply: str | None = None
    ask_text: str | None = None
    """The wording of `move`'s question for this person."""
    move: flow.Move | None = None
    citations: tuple[str, ...] = ()
    usage: Usage = Usage()
    prompt: str = ""
    """Fingerprint of the prompt that was sent last."""
    raw: str | None = None
    """The answer as it came, kept when anything in it was not believed."""
    dropped: tuple[str, ...] = ()
    begun: str = ""
    """How far a reply got that was broken off, as far as it can stand."""


def converse(
    model: Model,
    frame: Frame,
    log: Sequence[Recorded],
    said: Said,
    heard: Sequence[Event],
    moves: Sequence[flow.Move],
    passages: Sequence[Passage],
    turn: int,
    draft_sink: Callable[[str], None] = lambda text: None,
    call: Call | None = None,
    prompts: Path | None = None,
) -> Conversation:
    """Asks the model about a message. `frame` is the one before `heard`; `draft_sink` gets the reply as it grows.

    `call` lets others follow it and stop it. The model is asked once, a second time when the prompt was too long or when
    the answer could not be read, never more than three times.
    """
    caller = Caller(model, draft_sink, call or Call(), prompts or FOLDER)
    after = fold(frame, turn, heard)
    offered = on_offer(moves)
    asked = _questions_settled(log, after)

    def broken_off(why: str, partial: str) -> Conversation:
        ground = Ground(said.text, after, passages, _day(log), asked, caller.fixed)
        return replace(_nothing(caller, why, partial), begun=begun(partial, ground))

    try:
        asking, reply = _ask(caller, after, log, said, offered, passages)
        parsed = read_answer(caller, asking, reply, DRAFT)
        if parsed.draft is None and parsed.problem in UNFINISHED:
            return broken_off(parsed.problem, reply.raw)
        if parsed.draft is None:
            return _nothing(caller, parsed.problem)
        verified = verify(
            parsed.draft,
            said.text,
            after,
            offered,
            passages,
            today=_day(log),
            asked=asked,
            instructions=asking.fixed,
        )
    except ModelFailed as failure:
        nothing = broken_off(failure.why, getattr(failure, "partial", ""))
        line = "" if str(failure) == failure.why else str(failure)
        return replace(nothing, usage=nothing.usage.model_copy(update={"told": line}))
    except Exception as error:  # a fault of ours in reading an answer must not cost the person their turn
        return _nothing(caller, f"answer not understood ({type(error).__name__})")
    return _conversation(caller, _beyond(verified, heard), parsed.dropped)


def on_offer(moves: Sequence[flow.Move]) -> tuple[flow.Move, ...]:
    """The moves a model may choose among: those of the stage that is due, or the one that cannot wait."""
    if not moves:
        return ()
    if moves[0].kind in NOT_FOR_CHOICE:
        return (moves[0],)
    due = [move for move in moves if move.stage == moves[0].stage and move.kind not in NOT_FOR_CHOICE]
    return tuple(due[: ROOMY.moves])


class Form(NamedTuple, Generic[Shaped]):
    """What an answer is asked to look like, and how it is read."""

    schema: Callable[[], dict[str, Any]]
    parse: Callable[[str, str | None], Parsed[Shaped]]


DRAFT = Form(schema, parse)


class Caller:
    """Counts what is asked of a model in one turn."""

    def __init__(self, model: Model, draft_sink: Callable[[str], None], call: Call, prompts: Path = FOLDER) -> None:
        self._model, self._sink, self._call, self.prompts = model, draft_sink, call, prompts
        self.usage = Usage(id=model.id)
        self.prompt = ""
        self.shortened = False
        self.fixed = self._raw = ""

    @property
    def raw(self) -> str:
        """The last answer as it came, unless it gives the instructions away."""
        return self.kept(self._raw)

    def kept(self, text: str) -> str:
        return WITHHELD if echoes(text, self.fixed) else text

    def ask(self, asking: Asking, form: Form[Any]) -> Reply:
        self.prompt, self.fixed = asking.fingerprint, asking.fixed
        self.usage = self.usage.model_copy(update={"calls": self.usage.calls + 1})
        began = time.monotonic()
        try:
            reply = self._model.ask(asking.messages, form.schema(), ReplySoFar(self._sink, asking.fixed), self._call)
        finally:
            waited = round(1000 * (time.monotonic() - began))
            self.usage = self.usage.model_copy(update={"model_ms": self.usage.model_ms + waited})
        self._raw = reply.raw
        read = reply.input_tokens if reply.input_tokens is not None else _estimate(*(m.text for m in asking.messages))
        written = reply.output_tokens if reply.output_tokens is not None else _estimate(reply.raw)
        self.usage = self.usage.model_copy(
            update={
                "input_tokens": self.usage.input_tokens + read,
                "cached_tokens": self.usage.cached_tokens + (reply.cached_tokens or 0),
                "output_tokens": self.usage.output_tokens + written,
            }
        )
        return reply


def _estimate(*texts: str) -> int:
    return round(sum(len(text) for text in texts) / CHARACTERS_A_TOKEN)


def _ask(
    caller: Caller,
    frame: Frame,
    log: Sequence[Recorded],
    said: Said,
    offered: Sequence[flow.Move],
    passages: Sequence[Passage],
) -> tuple[Asking, Reply]:
    """The answer and what was asked, with a tighter prompt once if the first was too long."""
    named = {move_id(move): move for move in offered}
    asking = turn_prompt(frame, log, said.text, named, passages, folder=caller.prompts)
    try:
        return asking, caller.ask(asking, DRAFT)
    except ContextTooLong:
        caller.shortened = True
        asking = turn_prompt(frame, log, said.text, named, passages, TIGHT, caller.prompts)
        return asking, caller.ask(asking, DRAFT)


def read_answer(caller: Caller, asking: Asking, reply: Reply, form: Form[Shaped]) -> Parsed[Shaped]:
    """The draft in the answer, with one repair when there was an answer of another form."""
    if reply.refusal:
        return Parsed(None, "model declined")
    if reply.tool_calls and not reply.raw.strip():
        return Parsed(None, "called a tool nobody offered")
    parsed = form.parse(reply.raw, reply.finish_reason)
    if reply.tool_calls:
        parsed = parsed._replace(dropped=(*parsed.dropped, "tool call: nobody offered it"))
    if parsed.problem != "answer not in the form asked for":
        return parsed
    again = caller.ask(repair_prompt(asking, reply.raw, parsed.problem, folder=caller.prompts), form)
    return form.parse(again.raw, again.finish_reason)


def _day(log: Sequence[Recorded]) -> date:
    """The day of the message, which is the last thing in the log."""
    return log[-1].at.date()


def _questions_settled(log: Sequence[Recorded], frame: Frame) -> tuple[str, ...]:
    """Questions put earlier whose topic has since been answered or put aside."""
    gone = undone_turns(log)
    asks = [record.event.ask for record in log if isinstance(record.event, Asked) and record.turn not in gone]
    return tuple(ask.question for ask in asks if frame.is_settled(ask.topic))


def _beyond(verified: Verified, heard: Sequence[Event]) -> Verified:
    """Without captures of what guided mode read from the same words, or put aside."""
    spoken_for = [(event.topic, event.quote) for event in heard if isinstance(event, Captured)]
    aside = {event.topic for event in heard if isinstance(event, PutAside)}
    extra = tuple(
        capture
        for capture in verified.captures
        if capture.topic not in aside
        and not any(
            capture.topic == topic and (capture.quote in quote or quote in capture.quote) for topic, quote in spoken_for
        )
    )
    return replace(verified, captures=extra)


def _conversation(caller: Caller, verified: Verified, misshapen: Sequence[str]) -> Conversation:
    shortened = ("prompt: shortened, the whole did not fit the model",) if caller.shortened else ()
    dropped = (*shortened, *misshapen, *verified.dropped)[:REASONS_KEPT]
    degraded = next((reason for reason in dropped if reason.startswith(("reply", "question", "move"))), None)
    if verified.is_empty:
        degraded = degraded or "nothing usable in the answer"
    return Conversation(
        events=verified.events,
        reply=verified.reply,
        ask_text=verified.question,
        move=verified.move,
        citations=verified.citations,
        usage=caller.usage.model_copy(update={"degraded": degraded}),
        prompt=caller.prompt,
        raw=caller.raw if dropped else None,
        dropped=dropped,
    )


def _nothing(caller: Caller, why: str, partial: str = "") -> Conversation:
    usage = caller.usage.model_copy(update={"degraded": why})
    return Conversation(usage=usage, prompt=caller.prompt, raw=caller.kept(partial) or caller.raw or None)
