"""Conversations with a model on the other side: the case, the run of it, and each turn as both sides saw it.

A person answers by the topic that is asked about. What the model was sent and what it answered, before anybody believed
it, is kept beside what the product made of it, so that a check can judge either.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.call import Call
from assistant.domain.events import Answered, Asked, Recorded, Said, fold, replay
from assistant.domain.flow import next_moves
from assistant.domain.frame import Frame
from assistant.domain.hearing import hear
from assistant.drafts import move_id
from assistant.errors import ModelFailed
from assistant.ports import Message, Model, Passage, Reply
from assistant.turn import begin, take_turn
from evals.case import Case
from evals.conversation import UNKNOWN, record_of
from evals.record import Exchange, Record
from evals.stub_server import Brief
from evals.stubs.good import good
from evals.stubs.recorded import NO_RECORDING
from evals.subject import Subject, Wired

AGREES = "Yes, that is right."
GUIDED_AT_MOST = 60
"""Messages before a model has to have joined."""


class Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Stated(Value):
    """Something that a message states, in words that stand in it."""

    topic: str
    words: str


class Clash(Value):
    """Two things said that do not fit; the second is in the message that has to notice."""

    first: str
    second: str
    by_arithmetic: bool = False
    """The product notices it without a model."""


class Piece(Value):
    """A passage of a guide or of a person's document."""

    section: str
    title: str
    text: str
    source: str = "guide"


class Talk(Case):
    """A person who answers what is asked, and what a good model makes of it."""

    opening: str
    knows: dict[str, str | tuple[str, ...]] = {}
    """By topic; several answers are given one after the other. What is not in here nobody knows."""
    joins: str = ""
    """Topic at which the model joins; guided mode takes the conversation that far. Empty for from the start."""
    messages: int = 6
    """That the model answers, at most."""
    pieces: tuple[Piece, ...] = ()
    """All that is there to be found."""
    states: tuple[Stated, ...] = ()
    """What has to be heard, whatever was asked."""
    denies: tuple[str, ...] = ()
    """Words that were denied, asked back or only hinted at, and must not be heard as stated."""
    clashes: tuple[Clash, ...] = ()
    bears: tuple[str, ...] = ()
    """Sections that a reply should have drawn on at least once."""
    never: tuple[str, ...] = ()
    """Words that must reach nobody: what an order in a document asks for."""


class Answer(BaseModel):
    """What came back for one request."""

    model_config = ConfigDict(frozen=True)

    raw: str = ""
    finish: str | None = None
    refused: bool = False
    tools: tuple[str, ...] = ()
    failure: str = ""
    """Why nothing came, in a few words."""
    read: int | None = None
    written: int | None = None
    """Tokens; None where the endpoint does not count."""


class Turn(BaseModel):
    """One message, what the model was sent and said, and what the product made of it."""

    model_config = ConfigDict(frozen=True)

    message: int
    said: str
    topic: str | None
    question: str
    """That was open when it was said."""
    settled: tuple[str, ...]
    """Topics that were answered or put aside before it."""
    asked_before: tuple[str, ...]
    """Every question put before this one."""
    system: str = ""
    sent: str = ""
    """The turn's part of the first request, empty when there was none."""
    sizes: tuple[int, ...] = ()
    """Characters of each request."""
    answers: tuple[Answer, ...] = ()
    retrieved: tuple[Piece, ...] = ()
    reply: str = ""
    asks: str = ""
    asks_topic: str | None = None
    due: str = ""
    """The move that the spine would make next, by the id that a model may choose; empty when nothing is left to ask."""
    citations: tuple[str, ...] = ()
    cites_its_question: str | None = None
    """The section that stands behind the question of the playbook."""
    dropped: tuple[str, ...] = ()
    degraded: str | None = None
    input_tokens: int = 0
    output_tokens: int = 0

    @cached_property
    def brief(self) -> Brief:
        return Brief.read(self.system, self.sent)

    @property
    def raw(self) -> str:
        return self.answers[-1].raw if self.answers else ""

    @cached_property
    def draft(self) -> dict[str, Any] | None:
        """The answer as far as it can be read at all; None when it cannot."""
        start, end = self.raw.find("{"), self.raw.rfind("}")
        try:
            found = json.loads(self.raw[start : end + 1])
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None

    def text(self, field: str) -> str:
        found = (self.draft or {}).get(field)
        return found if isinstance(found, str) else ""

    def items(self, field: str) -> list[dict[str, str]]:
        found = (self.draft or {}).get(field)
        listed = found if isinstance(found, list) else []
        return [{str(k): str(v) for k, v in one.items()} for one in listed if isinstance(one, dict)]

    @property
    def cited(self) -> list[str]:
        found = (self.draft or {}).get("citations")
        return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []

    @property
    def told(self) -> str:
        """Everything the model had in front of it in this turn, apart from its instructions."""
        return self.sent


def turns_of(record: Record) -> tuple[Turn, ...]:
    """Those in which a model was asked, or should have been."""
    return tuple(Turn.model_validate(turn) for turn in record.data.get("turns", ()))


# -- the run -----------------------------------------------------------------------------------------------------------


def with_a_model(subject: Subject) -> Subject:
    """The good stub where no model was brought."""
    return subject if subject.endpoint or subject.behaviours else replace(subject, behaviours=lambda case: [good])


def talked(case: Talk, subject: Subject) -> Record:
    with with_a_model(subject).wired(case) as wired:
        return conversation(case, wired)


class Listening:
    """A model whose answers are kept as they came."""

    def __init__(self, model: Model | None) -> None:
        self._model, self.id = model, model.id if model else "guided"
        self.asked: list[Sequence[Message]] = []
        self.answers: list[Answer] = []
        self.unrecorded = ""
        """What a replayed endpoint said about a request that it does not know."""

    def ask(
        self,
        messages: Sequence[Message],
        schema: dict[str, Any],
        heard: Callable[[str], None] = lambda text: None,
        call: Call | None = None,
    ) -> Reply:
        assert self._model is not None
        self.asked.append(messages)
        try:
            reply = self._model.ask(messages, schema, heard, call)
        except ModelFailed as failure:
            if NO_RECORDING in str(failure):
                self.unrecorded = str(failure)
            self.answers.append(Answer(raw=getattr(failure, "partial", ""), failure=failure.why))
            raise
        self.answers.append(
            Answer(
                raw=reply.raw,
                finish=reply.finish_reason,
                refused=bool(reply.refusal),
                tools=reply.tool_calls,
                read=reply.input_tokens,
                written=reply.output_tokens,
            )
        )
        return reply


class Pieces:
    """The pieces of a case, found by a shared word of weight, as guide and as documents."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self.found: list[Piece] = []

    def among(self, query: str, k: int, own: bool) -> list[Passage]:
        words = weighty(query)
        shared = {
            piece: len(words & weighty(f"{piece.title} {piece.text}"))
            for piece in self._pieces
            if (piece.source != "guide") == own
        }
        best = sorted((piece for piece in shared if shared[piece]), key=lambda piece: -shared[piece])[:k]
        self.found += best
        return [Passage(p.section, p.title, p.text, float(shared[p]), p.source) for p in best]

    def title(self, section: str) -> str | None:
        return next((piece.title for piece in self._pieces if piece.section == section), section)


def weighty(text: str) -> frozenset[str]:
    return frozenset(word for word in "".join(c if c.isalnum() else " " for c in text.lower()).split() if len(word) > 4)


@dataclass(frozen=True)
class AsGuide:
    pieces: Pieces

    def find(self, query: str, k: int = 5) -> Sequence[Passage]:
        return self.pieces.among(query, k, own=False)

    def title(self, section: str) -> str | None:
        return self.pieces.title(section)


@dataclass(frozen=True)
class AsDocuments:
    pieces: Pieces

    def find(self, session: str, query: str, k: int = 5) -> Sequence[Passage]:
        return self.pieces.among(query, k, own=True)


def conversation(case: Talk, wired: Wired) -> Record:
    listening, pieces = Listening(wired.ports.model), Pieces(case.pieces)
    knowing = replace(wired.ports, knowledge=AsGuide(pieces), documents=AsDocuments(pieces))
    guided = replace(knowing, model=None)
    with_model = replace(knowing, model=listening) if wired.ports.model else guided
    begin(guided, wired.session)
    turns: list[Turn] = []
    exchanges: list[Exchange] = []
    joined = not case.joins
    for said in Person(case, lambda: frame_of(wired)):
        joined = joined or _topic(frame_of(wired)) == case.joins
        if len(turns) >= case.messages or len(exchanges) >= GUIDED_AT_MOST:
            break
        before, asked = len(wired.ports.log.read(wired.session)), len(listening.asked)
        pieces.found.clear()
        frame = frame_of(wired)
        take_turn(with_model if joined else guided, wired.session, said, wired.playbooks)
        log = wired.ports.log.read(wired.session)
        turn = _turn(said, frame, log, before, listening, asked, tuple(pieces.found))
        turn = turn.model_copy(update={"due": due(frame, log[before], wired)})
        exchanges.append(_exchange(turn))
        if joined:
            turns.append(turn)
    if listening.unrecorded:
        raise LookupError(listening.unrecorded)
    record = record_of(case.id, wired.ports, wired, exchanges)
    return record.model_copy(update={"data": {"turns": [turn.model_dump(mode="json") for turn in turns]}})


def frame_of(wired: Wired) -> Frame:
    return replay(wired.ports.log.read(wired.session))


def due(frame: Frame, record: Recorded, wired: Wired) -> str:
    """What guided mode would ask after this message."""
    assert isinstance(record.event, Said)
    heard = hear(frame, record.event, record.at.date(), wired.playbooks)
    moves = next_moves(fold(frame, record.turn, heard), wired.playbooks)
    return move_id(moves[0]) if moves else ""


@dataclass
class Person:
    """Says the opening, then answers what is asked until nothing is."""

    case: Talk
    frame: Callable[[], Frame]

    def __iter__(self) -> Iterator[str]:
        yield self.case.opening
        left = {
            topic: [answer] if isinstance(answer, str) else list(answer) for topic, answer in self.case.knows.items()
        }
        while (ask := self.frame().ask) is not None:
            answers = left.get(ask.topic, [])
            yield answers.pop(0) if answers else AGREES if ask.topic == "confirm" else UNKNOWN


def _topic(frame: Frame) -> str | None:
    return frame.ask.topic if frame.ask else None


def _turn(
    said: str, frame: Frame, log: Sequence[Recorded], before: int, listening: Listening, asked: int,
    found: tuple[Piece, ...],
) -> Turn:  # fmt: skip
    new = [record.event for record in log[before:]]
    closing = next(event for event in new if isinstance(event, Answered))
    ask = next((event.ask for event in reversed(new) if isinstance(event, Asked)), None)
    requests = listening.asked[asked:]
    return Turn(
        message=frame.messages + 1,
        said=said,
        topic=_topic(frame),
        question=frame.ask.question if frame.ask else "",
        settled=tuple(topic for topic in frame.answers if frame.is_settled(topic)),
        asked_before=tuple(record.event.ask.question for record in log[:before] if isinstance(record.event, Asked)),
        system=requests[0][0].text if requests else "",
        sent=requests[0][1].text if requests else "",
        sizes=tuple(sum(len(message.text) for message in request) for request in requests),
        answers=tuple(listening.answers[asked:]),
        retrieved=found,
        reply=closing.reply,
        asks=ask.question if ask else "",
        asks_topic=ask.topic if ask else None,
        citations=closing.citations,
        cites_its_question=ask.section if ask else None,
        dropped=closing.dropped,
        degraded=closing.usage.degraded,
        input_tokens=closing.usage.input_tokens,
        output_tokens=closing.usage.output_tokens,
    )


def _exchange(turn: Turn) -> Exchange:
    return Exchange(
        said=turn.said,
        topic=turn.topic,
        question=turn.question,
        reply=turn.reply,
        asks=turn.asks,
        citations=turn.citations,
        passages=tuple(piece.section for piece in turn.retrieved),
        degraded=turn.degraded,
    )
