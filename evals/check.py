"""A check judges a record. It knows what it guards, calls nothing and keeps nothing."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, NamedTuple

from evals.record import Record

Verdict = Literal["pass", "fail", "error", "skip"]


class Judgement(NamedTuple):
    verdict: Verdict
    reason: str = ""
    """Empty only for a pass."""


passed = Judgement("pass")


def failed(reason: str) -> Judgement:
    return Judgement("fail", reason)


def skipped(reason: str) -> Judgement:
    return Judgement("skip", reason)


def judged(faults: list[str] | tuple[str, ...]) -> Judgement:
    """A pass where there is no fault."""
    return failed("; ".join(faults)) if faults else passed


@dataclass(frozen=True)
class Check(ABC):
    """Its fields are its thresholds; they are part of the suite's hash."""

    name: ClassVar[str]
    guards: ClassVar[str]
    """What would be broken, in a line, if this check failed."""

    @abstractmethod
    def judge(self, case: Any, record: Record) -> Judgement:
        """`case` is of the suite's kind of case."""

    @property
    def fingerprint(self) -> str:
        return f"{self.name} {self!r}"
