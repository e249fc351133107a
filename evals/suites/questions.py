"""Is every question one that a person can answer from its own line?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import ClassVar

from assistant.domain.reading.reader import read
from assistant.domain.rules.leading_question import is_leading
from assistant.domain.rules.several_questions import counted
from evals.check import Check, Judgement, failed, judged, passed, skipped
from evals.conversation import PUZZLED, UNKNOWN, Stakeholder, solve, stakeholders
from evals.record import Record
from evals.result import Figure
from evals.suite import Measure, Solved, Suite

QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
SOMETHING_ELSE = re.compile(
    r"\b(?:have you considered|how about|what about (?:a|an|using|moving)|would .{3,40} not be)\b", re.IGNORECASE
)
GOAL = frozenset({"problem", "symptom", "decision", "success"})
INPUTS = frozenset({"users", "scale", "data", "latency", "availability", "functional"})
CONSTRAINTS = frozenset({"budget", "timeline", "compliance", "team", "integration"})
ON = date(2026, 1, 15)


def own_words(question: str) -> str:
    """Without what it quotes, and without the list of the person's own options or criteria that it ends with."""
    bare = QUOTED.sub("…", question)
    head, mark, _ = bare.partition("?")
    return f"{head}{mark}" if mark else bare.partition(":")[0]


@dataclass(frozen=True)
class OneAtATime(Check):
    name: ClassVar[str] = "one-at-a-time"
    guards: ClassVar[str] = "one question at a time: of several, people answer the easiest"

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        several = [question for _, question in record.questions if counted(QUOTED.sub("…", question)) > 1]
        return judged([f"several at once: {question[:80]!r}" for question in several])


@dataclass(frozen=True)
class IsShort(Check):
    name: ClassVar[str] = "short"
    guards: ClassVar[str] = "a question has 25 words at most, apart from what it quotes"
    most: int = 25

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        long = [question for _, question in record.questions if len(own_words(question).split()) > self.most]
        return judged([f"{len(own_words(q).split())} words: {q[:80]!r}" for q in long])


@dataclass(frozen=True)
class DoesNotLead(Check):
    name: ClassVar[str] = "not-leading"
    guards: ClassVar[str] = "no question carries its answer"

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        return judged([f"leads: {q[:80]!r}" for _, q in record.questions if is_leading(QUOTED.sub("…", q))])


@dataclass(frozen=True)
class NoSolutionInDisguise(Check):
    name: ClassVar[str] = "no-solution"
    guards: ClassVar[str] = "no question brings up a product or a remedy that the person has not named"

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        return judged([f"brings up {what}: {question[:80]!r}" for what, question in self.brought(record)])

    def brought(self, record: Record) -> Iterator[tuple[str, str]]:
        heard = ""
        for exchange in record.exchanges:
            if exchange.question and SOMETHING_ELSE.search(exchange.question):
                yield "a remedy", exchange.question
            for fact in read(exchange.question, ON).of("product"):
                if fact.quote.lower() not in heard:
                    yield fact.quote, exchange.question
            heard += f" {exchange.said.lower()}"


@dataclass(frozen=True)
class IsAnswerable(Check):
    name: ClassVar[str] = "answerable"
    guards: ClassVar[str] = "most of what is asked is something that this person can know"
    least: float = 0.6
    known: int = 14
    """Topics that somebody has to be able to speak of for the share to mean anything."""

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        if len(case.answers) < self.known:
            return skipped("this person was given little to know")
        share = answerable(record)
        return passed if share >= self.least else failed(f"only {share:.0%} of the questions could be answered")


def answerable(record: Record) -> float:
    asked = [exchange for exchange in record.exchanges if exchange.question and exchange.topic != "confirm"]
    return fmean(exchange.said not in (UNKNOWN, PUZZLED) for exchange in asked) if asked else 0.0


@dataclass(frozen=True)
class GoalFirst(Check):
    name: ClassVar[str] = "goal-first"
    guards: ClassVar[str] = "the goal is asked for before the inputs, and those before the constraints"

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        topics = [topic or "" for topic, _ in record.questions]
        goal, inputs, constraints = (_first(topics, among) for among in (GOAL, INPUTS, CONSTRAINTS))
        if goal is None:
            return failed("nobody asked for the goal")
        faults = []
        if inputs is not None and inputs < goal:
            faults.append(f"{topics[inputs]} before the goal")
        if constraints is not None and (constraints < goal or (inputs is not None and constraints < inputs)):
            faults.append(f"{topics[constraints]} too early")
        return judged(faults)


def _first(topics: Sequence[str], among: frozenset[str]) -> int | None:
    return next((place for place, topic in enumerate(topics) if topic in among), None)


@dataclass(frozen=True)
class SaysWhy(Check):
    name: ClassVar[str] = "says-why"
    guards: ClassVar[str] = "every question comes with the reason why it matters"

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        asks = [r.event.ask for r in record.events if r.event.type == "asked"]
        if not asks:
            return skipped("nothing was asked")
        return judged([f"no reason: {ask.question[:80]!r}" for ask in asks if not ask.why])


def wording(solved: Solved) -> Sequence[Figure]:
    lengths = [len(own_words(q).split()) for _, record in solved for _, q in record.questions]
    if not lengths:
        return []
    openers = re.compile(r"^\W*(?:\w+, )?(?:what|how|which|who|when|where|why)\b", re.IGNORECASE)
    asked = [own_words(q) for _, record in solved for _, q in record.questions]
    ordered = sorted(lengths)
    return [
        Figure(name="words of a question, median", value=ordered[len(ordered) // 2], n=len(ordered)),
        Figure(name="questions of 15 words or fewer", value=round(fmean(n <= 15 for n in lengths), 4), n=len(lengths)),
        Figure(name="open questions", value=round(fmean(bool(openers.match(q)) for q in asked), 4), n=len(asked)),
        Figure(name="answerable", value=round(fmean(answerable(r) for _, r in solved), 4), n=len(solved)),
    ]


SUITE = Suite(
    "questions",
    "is every question one that a person can answer from its own line",
    Stakeholder,
    solve,
    (OneAtATime(), IsShort(), DoesNotLead(), NoSolutionInDisguise(), IsAnswerable(), GoalFirst(), SaysWhy()),
    bar=0.95,
    measures=(Measure(wording, {"-words of a question, median": 20, "answerable": 0.70}),),
    cases_of=stakeholders,
)
