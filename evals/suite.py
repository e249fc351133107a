"""A suite: cases, a solver that runs the product on one, and checks that judge what it did."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.case import SHIPPED, Case, Located, load
from evals.check import Check
from evals.record import Record
from evals.result import Figure
from evals.subject import Subject

Solved = Sequence[tuple[Any, Record]]
"""Cases with what the product did, without those it crashed on."""


@dataclass(frozen=True)
class Measure:
    """Figures over all records of a suite; `bars` holds the least or, with a minus sign before the name, the most."""

    compute: Callable[[Solved], Sequence[Figure]]
    bars: Mapping[str, float]

    def of(self, solved: Solved) -> tuple[Figure, ...]:
        """With bars; a bar on a figure that was not computed is a figure over nothing, which is never held."""
        figures = {figure.name: figure for figure in self.compute(solved)}
        barred = {
            figure.name: figure.model_copy(
                update={"least": self.bars.get(figure.name), "most": self.bars.get(f"-{figure.name}")}
            )
            for figure in figures.values()
        }
        missing = [name for name in self.bars if name.removeprefix("-") not in figures]
        return (*barred.values(), *(Figure(name=name.removeprefix("-"), value=0, n=0, least=1) for name in missing))


@dataclass(frozen=True)
class Suite:
    """`bar` is the share of cases that must pass.

    Two suites with the same solver and the same case share one run of it.
    """

    name: str
    asks: str
    case: type[Case]
    solve: Callable[[Any, Subject], Record]
    checks: tuple[Check, ...]
    bar: float = 1.0
    measures: tuple[Measure, ...] = ()
    cases_of: Callable[[Sequence[Path], Subject], Sequence[Located[Any]]] | None = None
    """Where the cases are not entries of `cases/<name>.yaml`."""
    reads_guide: bool = False
    """Whether the index of the guide has to be there."""
    needs_model: bool = False
    """Whether it asks nothing without a model."""

    def cases(self, folders: Sequence[Path] = (SHIPPED,), subject: Subject | None = None) -> Sequence[Located[Any]]:
        if self.cases_of is not None:
            return self.cases_of(folders, subject or Subject())
        return load(self.case, self.name, folders)

    def hash(self, cases: Sequence[Located[Any]]) -> str:
        """Of everything a result depends on besides the product."""
        digest = hashlib.sha256(f"{self.name} {self.bar}".encode())
        for measure in self.measures:
            digest.update(repr(sorted(measure.bars.items())).encode())
        for check in self.checks:
            digest.update(check.fingerprint.encode())
        for located in sorted(cases, key=lambda one: str(one.case.id)):
            digest.update(located.case.model_dump_json().encode())
        return digest.hexdigest()[:12]
