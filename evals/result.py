"""What came of a case, of a suite and of the check of the checks: values that are stored, compared and printed."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from evals.check import Verdict
from evals.record import Record


class Judged(NamedTuple):
    check: str
    verdict: Verdict
    reason: str


class Result(BaseModel):
    """One case, once."""

    model_config = ConfigDict(frozen=True)

    suite: str
    case: str
    attempt: int = 1
    """From 1 to the number of repeats."""
    verdict: Verdict
    reason: str = ""
    kind: str = ""
    judgements: tuple[Judged, ...] = ()
    file: str = ""
    line: int = 1
    prompt: str = ""
    """Hash of the prompts folder."""
    guide: str = ""
    """Hash of the guide."""
    model: str = "guided"
    parameters: dict[str, str | float] = {}
    """Of the request to the model, as far as they were set."""
    tokens: int | Literal["unknown"] = 0
    latency: float | Literal["cached", "not measured"] = "not measured"
    """Seconds; offline runs do not measure it, so that two runs are the same bytes."""
    record: Record | None = None

    @property
    def key(self) -> tuple[str, str, int]:
        return (self.suite, self.case, self.attempt)


class Figure(BaseModel):
    """A number over a whole suite, with the bar it has to reach where there is one."""

    model_config = ConfigDict(frozen=True)

    name: str
    value: float
    n: int
    """Cases, or whatever else it is a mean over."""
    least: float | None = None
    most: float | None = None

    @property
    def held(self) -> bool:
        """No figure over nothing is good enough for a bar."""
        if self.least is None and self.most is None:
            return True
        high_enough = self.least is None or self.value >= self.least
        return self.n > 0 and high_enough and (self.most is None or self.value <= self.most)


class Score(BaseModel):
    """A suite: passed over selected; `held` is the same comparison that decides the exit code."""

    model_config = ConfigDict(frozen=True)

    suite: str
    asks: str
    hash: str
    """Of the cases, checks and bars: figures under another hash cannot be compared."""
    passed: int
    failed: int
    errors: int
    skipped: int
    bar: float
    figures: tuple[Figure, ...] = ()
    interval: tuple[float, float] | None = None
    """Wilson's 95 % interval of the rate, for live runs."""

    @property
    def selected(self) -> int:
        """Errors count; a case that does not apply here, which is always said, does not."""
        return self.passed + self.failed + self.errors

    @property
    def rate(self) -> float:
        return self.passed / self.selected if self.selected else 0.0

    @property
    def held(self) -> bool:
        figures = all(figure.held for figure in self.figures)
        return self.selected > 0 and self.errors == 0 and self.rate >= self.bar and figures


class Kill(BaseModel):
    """What became of one mutant, or of one control."""

    model_config = ConfigDict(frozen=True)

    mutant: str
    family: Literal["M1", "M2", "M3", "M4", "control"]
    says: str
    """What is wrong with it, or what is only different about a control, in a line."""
    killer: str = ""
    """`suite/check` that has to notice; none for a control."""
    killed_by: tuple[str, ...] = ()
    verdict: Literal["killed", "survived", "misrouted", "void", "unharmed", "false alarm"]
    reason: str = ""

    @property
    def held(self) -> bool:
        return self.verdict in ("killed", "unharmed")


class KillMatrix(BaseModel):
    """The check of the checks."""

    model_config = ConfigDict(frozen=True)

    rows: tuple[Kill, ...]
    controls: tuple[Kill, ...]
    weights: dict[str, tuple[str, ...]]
    """Each check, and the mutants that would live without it; empty for a check that carries no weight."""
    unsensed: tuple[str, ...] = ()
    """Lines of the prompt whose loss no check would notice."""
    good_failures: tuple[str, ...] = ()
    """What the good stub failed; with any, nothing above counts."""

    @property
    def held(self) -> bool:
        return bool(self.rows) and not self.good_failures and all(one.held for one in (*self.rows, *self.controls))


def worst(judgements: Sequence[Judged]) -> Verdict:
    """Of a case: any error, any failure, a skip if nothing else was said, a pass."""
    verdicts = {judgement.verdict for judgement in judgements}
    if "error" in verdicts or not verdicts:
        return "error"
    if "fail" in verdicts:
        return "fail"
    return "pass" if "pass" in verdicts else "skip"
