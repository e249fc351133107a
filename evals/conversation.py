"""Scripted stakeholders in conversation with the product: a record of everything that was asked and said.

A stakeholder answers only what is asked, by topic and by what the question asks for: the vague answer first where
there is one, `/unknown` where they do not know, their whys one at a time. Some ramble, answer two things at once, agree
before they answer, or have had enough. Half-way the session is stored and read back, as if it had been closed.

Simulated people are easy: every score from them is an upper bound.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from assistant.domain.events import Answered, replay
from assistant.domain.frame import Ask, Frame
from assistant.export import session_file
from assistant.export.document import document
from assistant.export.markdown import render
from assistant.memory import Memory
from assistant.ports import Ports
from assistant.testing import MemoryLog, TickingClock
from assistant.turn import begin, take_turn
from evals.case import SHIPPED, Case, Located, load
from evals.record import Exchange, Record, logged
from evals.subject import Subject, Wired

MOST_TURNS = 70
RESUMED_AFTER = 8
"""Questions after which the session is closed and opened again."""
UNKNOWN, ENOUGH, PUZZLED = "/unknown", "Enough, please write it now.", "I am not sure what you are asking for."
DIGGING = frozenset({"why", "symptom", "root_cause"})
"""Topics under which a cause may be asked for; a stakeholder who has one left gives it."""

ASKED_FOR: dict[str, str] = {
    "users": r"\bwho\b|users?|people|customers?|how many|groups?|tens, thousands",
    "scale": r"how (?:much|many)|traffic|volume|peak|load|busiest|normal day|grow|hundreds",
    "data": r"\bdata\b|records?|sensitive|personal|person, money|kept|hold",
    "latency": r"how (?:long|fast|quick)|wait|seconds?|minds?|respon|took",
    "availability": r"\bdown\b|outage|unavailable|fails?\b|hurt|availability|minutes, hours|harm",
    "budget": r"cost|budget|money|amount|spend|hundreds|approve|whose time",
    "team": r"\bteam\b|\bwho\b|developers?|people|on call|one person|woken|run before",
    "timeline": r"\bwhen\b|\bdate\b|deadline|event|weeks|by then|production",
    "integration": r"systems?|connect|integrat|neighbour|interfaces?|impose|work with",
    "compliance": r"laws?|contracts?|audits?|regulat|complian|duties|demand|retention",
    "problem": r"wrong|problem|solve|held up|hurt|cost|complain|happen|notice|case|last time|often",
    "success": r"number|measure|success|figure|count|worked|smallest|target|know that",
    "priorities": r"matters?|priorit|important|first|order",
    "out_of_scope": r"not part|out of scope|exclude|leave out|left out|not include",
    "risks": r"go wrong|risks?|worr|fear|afraid",
    "stakeholders": r"\bwho\b|decides?|stop it|stakeholders?|approv",
    "existing_system": r"in place|today|existing|current|have now|already",
    "functional": r"\bdo\b|steps?|first version|workflow|able",
    "symptom": r"screen|step|figures?|measur|since|where|which|seconds|one place|everything|wait|mention|often|slow",
    "why": r"\bwhy\b|cause|what else|lead|reason",
    "root_cause": r"cause|act on|\bwhy\b",
    "countermeasure": r"stop it|prevent|notice|fix|back\b|change",
    "decision": r"deci|forces|now|nothing changes|choose|choice",
    "constraints": r"rules? .*out|must not|constraint|cannot|hard|limit|whatever else",
    "criteria": r"judge|criteri|points|weigh|importan|matters",
    "options": r"ways?|options?|alternatives?|could .*work|besides",
    "trade_offs": r"gain|given up|lose|trade|score|cost",
    "reversibility": r"undo|undone|back|revers|wrong in",
    "recommendation": r"defend|recommend|which option|choose|prefer",
    "revisit_triggers": r"again|revisit|reopen|event|figure|look at|months",
    "failure_mode": r"fails?|goes down|blast|worst|break",
    "rollback": r"back|step by step|introduce|roll",
    "rollout": r"step by step|introduce|roll",
    "measurement": r"measure|show|figure|number|know",
    "security_governance": r"read|change|access|who may|secur",
}
"""What a question has to ask for, by topic, before this topic's answer is given; written by hand."""


class Hidden(BaseModel):
    """Something that only comes out when its topic is asked about and answered properly."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    topic: str
    statement: str
    asked_for: str = ""
    """A pattern that the question has to match, in place of its topic's."""


class Contradicting(BaseModel):
    """Two of the answers that cannot both hold."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    between: tuple[str, str]
    why: str = ""


class Stakeholder(Case):
    """Somebody who knows more than they say at first."""

    opening: str
    entry_kind: Literal["solution_first", "symptom", "decision", "greenfield", "brownfield"]
    persona: str
    answers: dict[str, str | tuple[str, ...]]
    """By topic; lists under `options`, `criteria` and the like."""
    whys: tuple[str, ...] = ()
    """Given one at a time; written under `answers`."""
    vague_first: dict[str, str] = {}
    """What is said before the real answer, by topic."""
    unknowns: tuple[str, ...] = ()
    contradictions: tuple[Contradicting, ...] = ()
    hidden_requirements: tuple[Hidden, ...] = ()
    along: dict[str, str] = {}
    """Topic, and the other topic whose answer comes in the same breath."""
    digressions: dict[str, str] = {}
    """What is said around an answer, by topic."""
    tired_after: int | None = None
    """Questions after which this person has had enough."""

    @model_validator(mode="before")
    @classmethod
    def _whys_apart(cls, given: Any) -> Any:
        answers = dict(given.get("answers", {})) if isinstance(given, dict) else {}
        if "whys" in answers:
            return {**given, "whys": answers.pop("whys"), "answers": answers}
        return given

    @model_validator(mode="after")
    def _kind_is_opening(self) -> "Stakeholder":
        return self if self.kind else self.model_copy(update={"kind": self.entry_kind})

    def answer(self, topic: str) -> str:
        return "; ".join(self.parts(topic))

    def parts(self, topic: str) -> tuple[str, ...]:
        answer = self.answers[topic]
        return (answer,) if isinstance(answer, str) else answer


def stakeholders(
    folders: Sequence[Path] = (SHIPPED,), subject: Subject | None = None
) -> tuple[Located[Stakeholder], ...]:
    return load(Stakeholder, "stakeholders", folders)


class Person:
    """A stakeholder while they talk."""

    def __init__(self, case: Stakeholder) -> None:
        self.case, self._vague, self._whys = case, dict(case.vague_first), list(case.whys)
        self._given = 0

    def answer(self, asked: Ask, frame: Frame) -> str:
        """What this person says to a question."""
        self._given += 1
        case, topic = self.case, asked.topic
        if case.tired_after is not None and self._given > case.tired_after:
            return ENOUGH
        if topic in DIGGING and self._whys:
            return self._whys.pop(0)
        if topic in self._vague:
            return self._vague.pop(topic)
        if topic in case.unknowns or topic not in case.answers:
            return UNKNOWN
        if not asks_for(topic, asked.question):
            return PUZZLED
        also = case.along.get(topic)
        said = (case.digressions.get(topic, ""), case.answer(topic), case.answer(also) if also else "")
        return " ".join(part for part in said if part)


def asks_for(topic: str, question: str, pattern: str = "") -> bool:
    wanted = pattern or ASKED_FOR.get(topic, "")
    return not wanted or re.search(wanted, question, re.IGNORECASE) is not None


def solve(case: Stakeholder, subject: Subject) -> Record:
    """The conversation to its end."""
    with subject.wired(case) as wired:
        return talk(case, wired)


def talk(case: Stakeholder, wired: Wired, person: Person | None = None) -> Record:
    """Drives a session until nothing is asked any more, or for `MOST_TURNS` questions."""
    ports, person = wired.ports, person or Person(case)
    begin(ports, wired.session)
    exchanges = [said(ports, wired, case.opening, None)]
    while (asked := (frame := frame_of(ports, wired.session)).ask) is not None and len(exchanges) <= MOST_TURNS:
        if len(exchanges) == RESUMED_AFTER:
            ports = reopened(ports, wired.session)
        exchanges.append(said(ports, wired, person.answer(asked, frame), asked))
    return record_of(case.id, ports, wired, exchanges)


def said(ports: Ports, wired: Wired, words: str, asked: Ask | None) -> Exchange:
    """One message and everything that came back."""
    turn = take_turn(ports, wired.session, words, wired.playbooks)
    log = ports.log.read(wired.session)
    closing = next(r.event for r in reversed(log) if r.turn == turn and isinstance(r.event, Answered))
    after = replay(log).ask
    return Exchange(
        said=words,
        topic=asked.topic if asked else None,
        question=asked.question if asked else "",
        reply=closing.reply,
        asks=after.question if after else "",
        citations=closing.citations,
        passages=tuple(passage.section for passage in getattr(ports.knowledge, "last", ())),
        degraded=closing.usage.degraded,
    )


def record_of(case: str, ports: Ports, wired: Wired, exchanges: Sequence[Exchange]) -> Record:
    log = ports.log.read(wired.session)
    closings = [r.event for r in log if isinstance(r.event, Answered)]
    counted = all(request.get("tokens", "unknown") != "unknown" for request in wired.requests)
    return Record(
        case=case,
        exchanges=tuple(exchanges),
        log=logged(log),
        document=render(document(replay(log), log, wired.playbooks)),
        requests=tuple(wired.requests),
        calls=sum(closing.usage.calls for closing in closings),
        tokens=sum(sum(request["tokens"]) for request in wired.requests) if counted else None,
    )


def frame_of(ports: Ports, session: str) -> Frame:
    return replay(ports.log.read(session))


def reopened(ports: Ports, session: str) -> Ports:
    """The same session after its export was imported into an empty store, by a process that has read none of it."""
    _, log = session_file.parse(session_file.render(session, ports.log.read(session)))
    empty = MemoryLog(ports.clock if isinstance(ports.clock, TickingClock) else None)
    empty.restore(session, replay(log).title, log)
    return replace(ports, log=empty, memory=Memory())


# -- what a conversation brought out -----------------------------------------------------------------------------------


def told(case: Stakeholder, record: Record) -> dict[str, int]:
    """Topics whose answer was given, and at which question, counted from 1."""
    found: dict[str, int] = {}
    for number, exchange in enumerate(record.exchanges[1:], 1):
        for topic in {exchange.topic, case.along.get(exchange.topic or "")} & set(case.answers):
            if topic and topic not in found and case.answer(topic) in exchange.said:
                found[topic] = number
        if "whys" not in found and exchange.said in case.whys:
            found["whys"] = number
    return found


def elicited(case: Stakeholder, record: Record) -> dict[str, int]:
    """Hidden requirements that came out, and at which question: the topic was answered to a question that asked for it."""
    given = told(case, record)
    found = {}
    for hidden in case.hidden_requirements:
        at = given.get(hidden.topic)
        if at is None:
            continue
        in_passing = record.exchanges[at].topic != hidden.topic
        if in_passing or asks_for(hidden.topic, record.exchanges[at].question, hidden.asked_for):
            found[hidden.id] = at
    return found
