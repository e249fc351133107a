"""Is a scripted person asked what they know, heard, kept, and let go in time?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import ClassVar

from evals.check import Check, Judgement, failed, judged, passed, skipped
from evals.conversation import DIGGING, ENOUGH, MOST_TURNS, UNKNOWN, Stakeholder, elicited, solve, stakeholders, told
from evals.record import Record
from evals.result import Figure
from evals.suite import Measure, Solved, Suite
from evals.words import stands

MAY_COME_AGAIN = DIGGING | {"countermeasure", "trade_offs", "criteria", "options", "revisit_triggers", "functional"}
"""Topics of which there is more than one thing to ask."""


@dataclass(frozen=True)
class Elicits(Check):
    name: ClassVar[str] = "elicits"
    guards: ClassVar[str] = "what a person knows and would say is asked for"
    least: float = 0.80

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        if case.tired_after is not None:
            return skipped("this person had enough before everything could be asked")
        came_out = elicited(case, record)
        missed = sorted({one.topic for one in case.hidden_requirements if one.id not in came_out})
        share = len(came_out) / len(case.hidden_requirements)
        return passed if share >= self.least else failed(f"never asked: {', '.join(missed)} ({share:.0%} came out)")


@dataclass(frozen=True)
class Keeps(Check):
    name: ClassVar[str] = "keeps"
    guards: ClassVar[str] = "what was answered stands in the document"
    least: float = 0.90

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        given = sorted(topic for topic in told(case, record) if topic != "whys")
        lost = [topic for topic in given if not all(stands(part, body(record)) for part in case.parts(topic))]
        kept = 1 - len(lost) / max(1, len(given))
        return passed if kept >= self.least else failed(f"not in the document: {', '.join(lost)}")


def body(record: Record) -> str:
    """The document without its list of sources, which holds every message whatever became of it."""
    return record.document.partition("\n## Sources")[0]


@dataclass(frozen=True)
class EndsInTime(Check):
    name: ClassVar[str] = "ends"
    guards: ClassVar[str] = "a conversation comes to an end, and not after an evening"
    most: int = 55

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        turns = len(record.exchanges) - 1
        if record.exchanges[-1].asks:
            return failed(f"still asking after {turns} questions")
        return passed if turns <= self.most else failed(f"{turns} questions, at most {self.most}")


@dataclass(frozen=True)
class AsksOnce(Check):
    name: ClassVar[str] = "asks-once"
    guards: ClassVar[str] = (
        "nobody is asked again what they answered; of what was said in passing the rest may be asked"
    )

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        answered = told(case, record)
        given = {topic: at for topic, at in answered.items() if record.exchanges[at].topic == topic}
        again = [
            exchange.topic
            for number, exchange in enumerate(record.exchanges)
            if exchange.topic in given and exchange.topic not in MAY_COME_AGAIN and given[exchange.topic] < number
        ]
        return judged([f"asked again: {topic}" for topic in dict.fromkeys(again)])


@dataclass(frozen=True)
class NeverRepeats(Check):
    name: ClassVar[str] = "repeats"
    guards: ClassVar[str] = "no question is put twice in the same words"

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        words = [question for _, question in record.questions]
        return judged([f"put twice: {question!r}" for question in dict.fromkeys(words) if words.count(question) > 1])


@dataclass(frozen=True)
class PressesVague(Check):
    name: ClassVar[str] = "presses"
    guards: ClassVar[str] = "a vague answer is asked about once more before it is written down"
    least: float = 0.5

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        vague = [
            (exchange.topic, following.topic)
            for exchange, following in zip(record.exchanges, record.exchanges[1:], strict=False)
            if exchange.topic and case.vague_first.get(exchange.topic) == exchange.said
        ]
        if not vague:
            return skipped("nothing vague was said")
        let_go = [topic for topic, then in vague if then != topic]
        share = 1 - len(let_go) / len(vague)
        return passed if share >= self.least else failed(f"let pass: {', '.join(let_go)}")


@dataclass(frozen=True)
class SurfacesContradictions(Check):
    name: ClassVar[str] = "contradictions"
    guards: ClassVar[str] = "two answers that cannot both hold are shown to the person"

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        if not case.contradictions:
            return skipped("nothing contradicts")
        found = [{_topic(one.first), _topic(one.second)} for one in record.frame.contradictions]
        asked = any(topic == "contradiction" for topic, _ in record.questions)
        faults = [
            f"{' against '.join(one.between)} was not noticed"
            for one in case.contradictions
            if set(one.between) not in found
        ]
        return judged(faults or ([] if asked else ["noticed, and never put to the person"]))


def _topic(path: str) -> str:
    return path.removeprefix("answers.").split(".")[0]


@dataclass(frozen=True)
class StopsWhenAsked(Check):
    name: ClassVar[str] = "interrupted"
    guards: ClassVar[str] = '"enough, write it now" works at any point'

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        enough = [n for n, exchange in enumerate(record.exchanges) if exchange.said == ENOUGH]
        if not enough:
            return skipped("this person had the patience")
        asked_on = len(record.exchanges) - 1 - enough[0]
        return judged(
            [
                *([f"{asked_on} more questions after that"] if asked_on > 1 else []),
                *([] if "## " in record.document else ["there is no document"]),
            ]
        )


# -- figures over everybody ---------------------------------------------------------------------------------------------


def elicitation(solved: Solved) -> Sequence[Figure]:
    """Upper bounds all of them: a simulated person is easy. Macro means over people unless the name says pooled."""
    patient = [(case, record) for case, record in solved if case.tired_after is None]
    if not patient:
        return []
    hidden = sum(len(case.hidden_requirements) for case, _ in patient)
    out = [elicited(case, record) for case, record in patient]
    shares = [len(found) / len(case.hidden_requirements) for (case, _), found in zip(patient, out, strict=True)]
    figures = [
        _mean("elicited", shares),
        Figure(name="elicited, pooled", value=round(sum(map(len, out)) / hidden, 4), n=hidden),
        _mean("kept", [_kept(case, record) for case, record in solved]),
        _mean("questions", [len(record.exchanges) - 1 for _, record in patient]),
    ]
    for k in (3, 5, 10):
        early = [
            sum(at <= k for at in found.values()) / len(case.hidden_requirements)
            for (case, _), found in zip(patient, out, strict=True)
        ]
        figures.append(_mean(f"coverage after {k} questions", early))
    figures.append(
        _mean("questions to 80 %", [to_share(case, found) for (case, _), found in zip(patient, out, strict=True)])
    )
    figures.append(_mean("redundant questions", [redundant(case, record) for case, record in patient]))
    figures += list(_by_opening(patient, shares))
    return figures


def _kept(case: Stakeholder, record: Record) -> float:
    given = [topic for topic in told(case, record) if topic != "whys"]
    return fmean(all(stands(part, body(record)) for part in case.parts(topic)) for topic in given) if given else 1.0


def to_share(case: Stakeholder, found: Mapping[str, int], share: float = 0.8) -> float:
    """Questions until that share came out; the most there may be where it never did."""
    needed = -(-len(case.hidden_requirements) * int(share * 100) // 100)
    at = sorted(found.values())
    return at[needed - 1] if len(at) >= needed else MOST_TURNS


def redundant(case: Stakeholder, record: Record) -> float:
    """The share of questions that brought nothing: whatever they asked for was said before, or nobody could know."""
    given: set[str] = set()
    empty = 0
    for exchange in record.exchanges[1:]:
        new = {topic for topic in case.answers if topic not in given and case.answer(topic) in exchange.said}
        fresh = bool(new) or exchange.said in case.whys or exchange.said in case.vague_first.values()
        empty += not fresh and exchange.said != UNKNOWN and exchange.topic not in ("confirm", "contradiction")
        given |= new
    return empty / max(1, len(record.exchanges) - 1)


def _by_opening(patient: Solved, shares: Sequence[float]) -> Iterator[Figure]:
    kinds: dict[str, list[float]] = defaultdict(list)
    for (case, _), share in zip(patient, shares, strict=True):
        kinds[case.kind].append(share)
    yield from (_mean(f"elicited {kind.replace('_', ' ')}", kinds[kind]) for kind in sorted(kinds))


def _mean(name: str, values: Sequence[float]) -> Figure:
    return Figure(name=name, value=round(fmean(values), 4), n=len(values))


CHECKS: tuple[Check, ...] = (
    Elicits(), Keeps(), EndsInTime(), AsksOnce(), NeverRepeats(), PressesVague(), SurfacesContradictions(), StopsWhenAsked(),
)  # fmt: skip

SUITE = Suite(
    "flow",
    "is a scripted person asked, heard and kept",
    Stakeholder,
    solve,
    CHECKS,
    bar=0.90,
    measures=(Measure(elicitation, {"elicited": 0.90, "kept": 0.95, "-questions": 40}),),
    cases_of=stakeholders,
)
