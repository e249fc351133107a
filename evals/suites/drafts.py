"""What does the model want to say, before anything of it is verified? This is what tells one model from another."""

from collections.abc import Sequence
from pathlib import Path

from evals.case import SHIPPED, Located, load
from evals.checks import asked, form, heard, said, sources, suggested
from evals.checks.turns import TurnCheck
from evals.result import Figure
from evals.subject import Subject
from evals.suite import Measure, Solved, Suite
from evals.talks import Talk, talked, turns_of


def talks(folders: Sequence[Path] = (SHIPPED,), subject: Subject | None = None) -> tuple[Located[Talk], ...]:
    return load(Talk, "talks", folders)


AREAS: dict[str, tuple[TurnCheck, ...]] = {
    "form": form.CHECKS,
    "heard": heard.CHECKS,
    "asked": asked.CHECKS,
    "said": said.CHECKS,
    "sources": sources.CHECKS,
    "suggested": suggested.CHECKS,
}
CHECKS = tuple(check for checks in AREAS.values() for check in checks)


def faultless(solved: Solved) -> Sequence[Figure]:
    """The share of single answers in which nothing was wrong, whole and by area: a talk is long, and one slip fails it."""
    answered = [
        (case, turn, turns) for case, record in solved for turns in [turns_of(record)] for turn in turns if turn.answers
    ]
    areas = {"answers without a fault": CHECKS, **{f"of them: {area}": checks for area, checks in AREAS.items()}}
    return [
        Figure(name=name, value=round(sum(clean) / len(clean), 4), n=len(clean))
        for name, checks in areas.items()
        if (clean := [not any(True for check in checks for _ in check.faults(*one)) for one in answered])
    ]


SUITE = Suite(
    "drafts",
    "does a model keep to what it was asked for, before anything is verified",
    Talk,
    talked,
    CHECKS,
    measures=(Measure(faultless, {"answers without a fault": 0.9}),),
    cases_of=talks,
)
