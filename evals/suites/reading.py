"""Is what people say read as they said it: every fact, in their words, with the right value?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isclose
from typing import Any, ClassVar, NamedTuple

from pydantic import BaseModel, ConfigDict

from assistant.domain.reading.facts import FactKind
from assistant.domain.reading.reader import read
from evals.case import Case
from evals.check import Check, Judgement, judged, skipped
from evals.record import Record
from evals.result import Figure
from evals.subject import Subject
from evals.suite import Measure, Solved, Suite

SAID_ON = date(2026, 5, 12)
KEPT = ("kind", "quote", "low", "high", "unit", "name", "day")
NEAR = 1e-4
"""Relative difference of two values that are the same."""


class Labelled(BaseModel):
    """A fact that a careful reader would take down. What is left out is not judged."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: FactKind
    quote: str
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    name: str | None = None
    day: str | None = None


class Message(Case):
    text: str
    facts: tuple[Labelled, ...] = ()


class Pairing(NamedTuple):
    right: tuple[tuple[Labelled, dict[str, Any]], ...]
    missed: tuple[Labelled, ...]
    false: tuple[dict[str, Any], ...]


def solve(case: Message, subject: Subject) -> Record:
    found = [fact.model_dump() for fact in read(case.text, SAID_ON).facts]
    return Record(case=case.id, data={"facts": [{name: fact[name] for name in KEPT} for fact in found]})


def paired(case: Message, record: Record) -> Pairing:
    """Each label with the fact of its kind whose words overlap with it."""
    left: list[dict[str, Any]] = list(record.data["facts"])
    right, missed = [], []
    for label in case.facts:
        found = next(
            (fact for fact in left if fact["kind"] == label.kind and _overlap(label.quote, fact["quote"])), None
        )
        if found is None:
            missed.append(label)
        else:
            left.remove(found)
            right.append((label, found))
    return Pairing(tuple(right), tuple(missed), tuple(left))


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one


@dataclass(frozen=True)
class FindsEverything(Check):
    name: ClassVar[str] = "recall"
    guards: ClassVar[str] = "nothing that was stated is overheard"

    def judge(self, case: Message, record: Record) -> Judgement:
        if not case.facts:
            return skipped("nothing was stated")
        return judged([f"missed {one.kind} {one.quote!r}" for one in paired(case, record).missed])


@dataclass(frozen=True)
class FindsNothingElse(Check):
    name: ClassVar[str] = "precision"
    guards: ClassVar[str] = "nothing is taken down that was not stated"

    def judge(self, case: Message, record: Record) -> Judgement:
        return judged([f"took down {one['kind']} {one['quote']!r}" for one in paired(case, record).false])


@dataclass(frozen=True)
class InTheirWords(Check):
    name: ClassVar[str] = "verbatim"
    guards: ClassVar[str] = "every quote stands in the message letter by letter"

    def judge(self, case: Message, record: Record) -> Judgement:
        return judged([f"nobody said {f['quote']!r}" for f in record.data["facts"] if f["quote"] not in case.text])


@dataclass(frozen=True)
class RightValues(Check):
    name: ClassVar[str] = "values"
    guards: ClassVar[str] = "values, units, names and days are what was meant"

    def judge(self, case: Message, record: Record) -> Judgement:
        pairs = paired(case, record).right
        if not pairs:
            return skipped("nothing to compare")
        return judged([fault for label, fact in pairs for fault in wrong(label, fact)])


def wrong(label: Labelled, fact: dict[str, Any]) -> list[str]:
    faults = []
    for name in ("low", "high", "unit", "name", "day"):
        wanted, found = getattr(label, name), fact[name]
        if wanted is not None and not _same(wanted, found):
            faults.append(f"{label.quote!r} has {name} {found}, meant was {wanted}")
    return faults


def _same(wanted: object, found: object) -> bool:
    if isinstance(wanted, float):
        return isinstance(found, float | int) and isclose(wanted, found, rel_tol=NEAR)
    return wanted == found


def agreement(solved: Solved) -> Sequence[Figure]:
    pairings = [paired(case, record) for case, record in solved]
    right = [pair for one in pairings for pair in one.right]
    labels, found = sum(len(case.facts) for case, _ in solved), sum(len(r.data["facts"]) for _, r in solved)
    exact = [label.quote == fact["quote"] for label, fact in right]
    values = [not wrong(label, fact) for label, fact in right]
    return [
        Figure(name="precision", value=_share(len(right), found), n=found),
        Figure(name="recall", value=_share(len(right), labels), n=labels),
        Figure(name="exact quotes", value=_share(sum(exact), len(exact)), n=len(exact)),
        Figure(name="right values", value=_share(sum(values), len(values)), n=len(values)),
    ]


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


SUITE = Suite(
    "reading",
    "is every fact in a message taken down, in its own words and with its value",
    Message,
    solve,
    (FindsEverything(), FindsNothingElse(), InTheirWords(), RightValues()),
    bar=0.80,
    measures=(Measure(agreement, {"precision": 0.90, "recall": 0.90, "exact quotes": 0.90, "right values": 0.95}),),
)
