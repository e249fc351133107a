"""Does the guide answer, and is it silent when it should be?"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log2
from typing import ClassVar

from evals.case import Case
from evals.check import Check, Judgement, failed, passed, skipped
from evals.record import Record
from evals.result import Figure
from evals.subject import Subject
from evals.suite import Measure, Solved, Suite

BREADTH = 10
"""Sections that are asked for."""


class Question(Case):
    """A question in somebody's own words."""

    query: str
    relevant: tuple[str, ...]
    """Every section that answers it, best first; empty where the guide has nothing to say."""


def solve(case: Question, subject: Subject) -> Record:
    knowledge = subject.found_in
    foreign = [section for section in case.relevant if knowledge.title(section) is None]
    if case.relevant and len(foreign) == len(case.relevant):
        return Record(case=case.id, data={"foreign": foreign})
    return Record(case=case.id, found=tuple(passage.section for passage in knowledge.find(case.query, BREADTH)))


@dataclass(frozen=True)
class Answers(Check):
    name: ClassVar[str] = "answers"
    guards: ClassVar[str] = "a question that the guide answers finds one of its sections among the first"
    within: int = 3

    def judge(self, case: Question, record: Record) -> Judgement:
        if not case.relevant:
            return skipped("the guide has nothing to say to this one")
        if record.data.get("foreign"):
            return skipped(f"this guide has no section {' or '.join(record.data['foreign'])}")
        if set(record.found[: self.within]) & set(case.relevant):
            return passed
        return failed(f"wants {list(case.relevant)}, found {list(record.found[: self.within])}")


@dataclass(frozen=True)
class IsSilent(Check):
    name: ClassVar[str] = "silent"
    guards: ClassVar[str] = "a question beside the guide gets no section instead of the least bad one"

    def judge(self, case: Question, record: Record) -> Judgement:
        if case.relevant:
            return skipped("the guide answers this one")
        return failed(f"should be silent, found {list(record.found[:3])}") if record.found else passed


def ranking(solved: Solved) -> Sequence[Figure]:
    """hit@k, mean reciprocal rank and nDCG by kind of question, and the share of silences that were kept."""
    kinds: dict[str, list[tuple[Question, Record]]] = defaultdict(list)
    for case, record in solved:
        if not record.data.get("foreign"):
            kinds["held out" if case.kind.startswith("held-out") else "development"].append((case, record))
            kinds[case.kind].append((case, record))
    return [figure for kind in sorted(kinds) for figure in _figures(kind, kinds[kind])]


def _figures(kind: str, pairs: Sequence[tuple[Question, Record]]) -> Iterator[Figure]:
    answered = [(case, record) for case, record in pairs if case.relevant]
    silent = [not record.found for case, record in pairs if not case.relevant]
    if answered:
        ranks = [rank(case, record) for case, record in answered]
        for k in (1, 3, 5):
            yield _mean(f"hit@{k} {kind}", [r is not None and r < k for r in ranks])
        yield _mean(f"MRR {kind}", [0.0 if r is None else 1 / (r + 1) for r in ranks])
        yield _mean(f"nDCG {kind}", [ndcg(case, record) for case, record in answered])
    if silent:
        yield _mean(f"silence {kind}", silent)


def rank(case: Question, record: Record) -> int | None:
    """Of the first section that answers, from 0."""
    return min((record.found.index(id) for id in case.relevant if id in record.found), default=None)


def ndcg(case: Question, record: Record) -> float:
    """The first section named by the case is worth twice the others."""
    worth = {id: 2 if place == 0 else 1 for place, id in enumerate(case.relevant)}
    gained = sum(worth.get(id, 0) / log2(place + 2) for place, id in enumerate(record.found))
    best = sum(value / log2(place + 2) for place, value in enumerate(sorted(worth.values(), reverse=True)))
    return gained / best


def _mean(name: str, values: Sequence[float]) -> Figure:
    return Figure(name=name, value=round(sum(values) / len(values), 4), n=len(values))


SUITE = Suite(
    "retrieval",
    "does the guide answer, and is it silent when it should be",
    Question,
    solve,
    (Answers(), IsSilent()),
    # A quarter of the questions are held out and hard on purpose: none of them was ever fitted to.
    bar=0.85,
    measures=(
        Measure(
            ranking,
            {
                "hit@3 development": 0.90, "MRR development": 0.83, "silence development": 0.80,
                "hit@3 held out": 0.72, "MRR held out": 0.62, "silence held out": 0.85,
            },
        ),
    ),
    reads_guide=True,
)  # fmt: skip
