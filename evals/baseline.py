"""What was once looked at and found good: verdicts to hold later runs against.

A baseline is a file, written only when somebody says so. It belongs to one endpoint, one model and one state of each
suite; against anything else it is refused, because the difference would mean nothing.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import BadInput
from evals.result import Result
from evals.statistics import mcnemar, paired_bootstrap
from evals.store import Header

EVIDENCE = 0.05
"""Largest p-value that counts for something in a live comparison."""
EFFECT = 0.05
"""Smallest fall of a live rate that matters to anybody."""


class Blessed(BaseModel):
    """One suite of a baseline: the share of attempts that passed, by case; offline 0 or 1."""

    model_config = ConfigDict(frozen=True)

    hash: str
    cases: dict[str, float]


class Baseline(BaseModel):
    model_config = ConfigDict(frozen=True)

    endpoint: str
    model: str
    suites: dict[str, Blessed]


class Difference(BaseModel):
    """One suite against its baseline."""

    model_config = ConfigDict(frozen=True)

    suite: str
    worse: tuple[str, ...]
    better: tuple[str, ...]
    before: float
    after: float
    p: float | None = None
    """Exact McNemar's, for live runs."""
    interval: tuple[float, float] | None = None
    """Of the difference of the rates, for live runs."""

    @property
    def regressed(self) -> bool:
        """Offline any flip is real. Live it takes evidence and an effect that is worth anything."""
        if self.p is None:
            return bool(self.worse)
        return self.p <= EVIDENCE and self.before - self.after >= EFFECT


def shares(results: Sequence[Result]) -> dict[str, dict[str, float]]:
    """By suite and case, the share of attempts that passed; a case that was skipped is left out."""
    tries: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for result in results:
        if result.verdict != "skip":
            tries[result.suite][result.case].append(float(result.verdict == "pass"))
    return {suite: {case: round(fmean(v), 4) for case, v in by_case.items()} for suite, by_case in tries.items()}


def bless(header: Header, results: Sequence[Result], file: Path) -> Baseline:
    """Writes the baseline; suites that did not run keep what the file had. Raises BadInput for a run with errors."""
    broken = [f"{result.suite}/{result.case}" for result in results if result.verdict == "error"]
    if broken:
        raise BadInput(f"{broken[0]} could not be judged, so this run cannot be a baseline. Mend it and run again.")
    if not results:
        raise BadInput("The run holds no case, so there is nothing to bless.")
    found = shares(results)
    ran = {name: Blessed(hash=header.suites[name], cases=dict(sorted(cases.items()))) for name, cases in found.items()}
    kept: Mapping[str, Blessed] = {}
    if file.is_file():
        earlier = read(file)
        if (earlier.endpoint, earlier.model) == (header.endpoint, header.model):
            kept = earlier.suites
    baseline = Baseline(endpoint=header.endpoint, model=header.model, suites=dict(sorted({**kept, **ran}.items())))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(baseline.model_dump(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return baseline


def read(file: Path) -> Baseline:
    try:
        return Baseline.model_validate_json(file.read_text(encoding="utf-8"))
    except OSError:
        raise BadInput(f"There is no baseline {file}. Write one with `framefirst eval bless --into {file}`.") from None
    except (ValidationError, UnicodeDecodeError):
        raise BadInput(f"{file} is not a baseline. Write one with `framefirst eval bless --into {file}`.") from None


def compare(baseline: Baseline, header: Header, results: Sequence[Result]) -> tuple[Difference, ...]:
    """Every suite that ran against its baseline. Raises BadInput where the two cannot be compared."""
    of, now = (baseline.endpoint, baseline.model), (header.endpoint, header.model)
    if of != now:
        raise BadInput(
            f"The baseline is of {of[1]} at {of[0]}, this run of {now[1]} at {now[0]}: they cannot be compared. "
            "Bless a run of this model into a file of its own."
        )
    found = shares(results)
    for name in found:
        blessed = baseline.suites.get(name)
        if blessed is None or blessed.hash != header.suites[name]:
            changed = "is not in it" if blessed is None else "has other cases, checks or bars than when it was blessed"
            raise BadInput(
                f"The baseline cannot be used: the suite {name} {changed}. "
                "Look at the results, then bless them with `framefirst eval bless`."
            )
    live = header.endpoint not in ("none", "stub")
    return tuple(difference(name, baseline.suites[name].cases, after, live) for name, after in found.items())


def difference(suite: str, before: Mapping[str, float], after: Mapping[str, float], live: bool = False) -> Difference:
    both = [case for case in after if case in before]
    worse = tuple(case for case in both if after[case] < before[case])
    better = tuple(case for case in both if after[case] > before[case])
    pairs = ({case: [before[case]] for case in both}, {case: [after[case]] for case in both})
    _, low, high = paired_bootstrap(*pairs) if live else (0.0, 0.0, 0.0)
    return Difference(
        suite=suite,
        worse=worse,
        better=better,
        before=round(fmean(before[case] for case in both), 4) if both else 0.0,
        after=round(fmean(after[case] for case in both), 4) if both else 0.0,
        p=round(mcnemar(len(worse), len(better)), 4) if live else None,
        interval=(round(low, 4), round(high, 4)) if live else None,
    )


def told(differences: Sequence[Difference], results: Sequence[Result]) -> str:
    """In words: what got worse and why, what got better and what to do about it."""
    reasons = {(result.suite, result.case): result.reason for result in results if result.verdict != "pass"}
    lines = []
    for one in differences:
        if one.p is not None:
            low, high = one.interval or (0.0, 0.0)
            lines.append(
                f"{one.suite}: {one.before:.1%} before, {one.after:.1%} now (difference {low:+.1%} to {high:+.1%}, p={one.p:g})"
                f"{', a regression' if one.regressed else ''}"
            )
        word = "REGRESSED" if one.p is None else "worse"
        lines += [f"{word} {one.suite}/{case}: {reasons.get((one.suite, case), '')}" for case in one.worse]
    better = [f"{one.suite}/{case}" for one in differences for case in one.better]
    if better:
        many = f"{len(better)} cases pass" if len(better) > 1 else "One case passes"
        lines.append(
            f"{many} that did not in the baseline ({', '.join(better[:5])}{', …' if len(better) > 5 else ''}). "
            "Bless the run to hold it to that: `framefirst eval bless`."
        )
    return "\n".join(lines)
