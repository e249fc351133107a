"""What was given: options, criteria with their raw weights, and a score where somebody gave one."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.frame import Frame

Score = float
"""1 (worst) to 5 (best) on a scale whose ends were described beforehand."""


class Given(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Option(Given):
    id: str
    text: str
    baseline: bool = False
    """Doing nothing."""
    breaks: tuple[str, ...] = ()
    """Hard constraints it breaks: such an option is not weighed, no score makes up for it."""


class Criterion(Given):
    id: str
    text: str
    weight: float | None = Field(default=None, ge=0)
    """Raw, in whatever unit the person counts in; None where none was given."""


class Matrix(Given):
    options: tuple[Option, ...]
    criteria: tuple[Criterion, ...]
    scores: dict[str, dict[str, Score]]
    """By option, then criterion; an empty cell has no key."""

    def name(self, item: str) -> str:
        """An option's or criterion's text."""
        return self.texts.get(item, item)

    @cached_property
    def texts(self) -> dict[str, str]:
        """What options and criteria are called, by id."""
        return {o.id: o.text for o in self.options} | {c.id: c.text for c in self.criteria}

    def empty_cells(self, option: str) -> tuple[str, ...]:
        """Criteria on which an option has no score."""
        given = self.scores.get(option, {})
        return tuple(criterion.id for criterion in self.criteria if criterion.id not in given)


Weights = Mapping[str, Fraction]
Rows = Mapping[str, Mapping[str, Fraction]]


def rows(matrix: Matrix) -> dict[str, dict[str, Fraction]]:
    """Scores as exact fractions, in the order of options and criteria, of the options that break no hard constraint."""
    return {
        option.id: {
            criterion.id: as_written(matrix.scores[option.id][criterion.id])
            for criterion in matrix.criteria
            if criterion.id in matrix.scores.get(option.id, {})
        }
        for option in matrix.options
        if not option.breaks
    }


def as_written(value: float) -> Fraction:
    """The decimal that a person wrote: 0.1 is a tenth, not its binary neighbour, so that ties are ties."""
    return Fraction(str(value))


def raw_weights(matrix: Matrix) -> dict[str, Fraction]:
    """Weights to count with. A missing one counts as the average of those given; none above zero makes all equal."""
    given = [as_written(criterion.weight) for criterion in matrix.criteria if criterion.weight is not None]
    if not any(given):
        return {criterion.id: Fraction(1) for criterion in matrix.criteria}
    average = sum(given, Fraction(0)) / len(given)
    return {
        criterion.id: average if criterion.weight is None else as_written(criterion.weight)
        for criterion in matrix.criteria
    }


def notes(matrix: Matrix) -> tuple[str, ...]:
    """What had to be assumed about the weights."""
    missing = [criterion.text for criterion in matrix.criteria if criterion.weight is None]
    if len(missing) == len(matrix.criteria):
        return ("No criterion was weighed, so all count the same.",)
    if not any(criterion.weight for criterion in matrix.criteria):
        return ("Every weight given is 0, so all criteria count the same.",)
    return tuple(f"{text} was not weighed; it counts as the average of the other weights." for text in missing)


def from_frame(frame: Frame) -> Matrix | None:
    """The matrix that a conversation has filled in so far; None before the first score.

    What breaks a hard constraint is not weighed: no score makes up for it.
    """
    weighed = [option for option in frame.options if not frame.ruled_out(option.id)]
    options = {option.id for option in weighed}
    criteria = {criterion.id for criterion in frame.criteria}
    scores: dict[str, dict[str, Score]] = {}
    for score in frame.scores:
        if score.option in options and score.criterion in criteria:
            scores.setdefault(score.option, {})[score.criterion] = score.value
    if not scores:
        return None
    return Matrix(
        options=tuple(Option(id=o.id, text=o.text, baseline=o.baseline) for o in weighed),
        criteria=tuple(Criterion(id=c.id, text=c.text, weight=c.weight) for c in frame.criteria),
        scores=scores,
    )
