"""Exact answers to "what if": totals, who leads, and the nearest weight at which somebody else does.

Everything is counted in fractions, so a tie is a tie. While one weight x moves and the others stand still, an
option's total is (n + s·x) / (w + x), or n / w where it has no score on that criterion. Two options change places
where the difference of two such totals is zero, the root of a polynomial of second degree at most. Between two
neighbouring roots nobody changes places, so one sample tells who leads on the whole stretch.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import isqrt, sqrt
from random import Random
from typing import NamedTuple

from assistant.domain.matrix.table import Rows, Weights

WORST, BEST = 1, 5
Leaders = tuple[str, ...]
"""The option with the highest total; several where they tie, none where nothing is scored."""


def total(scores: Mapping[str, Fraction], weights: Weights) -> Fraction | None:
    """Weighted mean over the criteria that are scored; None where they weigh nothing together."""
    weight = sum((weights[criterion] for criterion in scores), Fraction(0))
    if not weight:
        return None
    return sum((weights[criterion] * score for criterion, score in scores.items()), Fraction(0)) / weight


def leaders(rows: Rows, weights: Weights) -> Leaders:
    return _highest({option: total(scores, weights) for option, scores in rows.items()})


def _highest(totals: Mapping[str, Fraction | None]) -> Leaders:
    best = max((found for found in totals.values() if found is not None), default=None)
    return tuple(option for option, found in totals.items() if found is not None and found == best)


# -- one weight moves --------------------------------------------------------------------------------------------------


class WeightChange(NamedTuple):
    criterion: str
    change: Fraction
    """At exactly this change of the raw weight there is a tie; anything beyond it and the winner leads."""
    winner: str


def nearest_change(
    rows: Rows, weights: Weights, criterion: str, subject: str, wanted: Callable[[Leaders], bool]
) -> WeightChange | None:
    """The smallest change of one weight, upwards or down to 0, beyond which the leaders are as wanted.

    `subject` is the option whose place at the top is in question: only its crossings can matter.
    """
    now = weights[criterion]
    lines = {option: _line(scores, weights, criterion) for option, scores in rows.items()}
    turns = sorted({root for root in _crossings(lines, subject) if root > 0})
    above = [now, *(turn for turn in turns if turn > now)]
    below = [now, *(turn for turn in reversed(turns) if turn < now)]
    stretches = [
        *zip(above, _samples([*above, above[-1] + 2]), strict=True),
        *(zip(below, _samples([*below, Fraction(0)]), strict=True) if now else ()),
    ]
    for boundary, sample in sorted(stretches, key=lambda stretch: abs(stretch[0] - now)):
        leading = _highest({option: line.at(sample) for option, line in lines.items()})
        if wanted(leading):
            return WeightChange(criterion, boundary - now, _winner(leading, subject))
    return None


def _winner(leading: Leaders, subject: str) -> str:
    return subject if subject in leading else leading[0]


def _samples(boundaries: Sequence[Fraction]) -> Iterator[Fraction]:
    return ((first + second) / 2 for first, second in pairwise(boundaries))


def _crossings(lines: Mapping[str, "_Line"], subject: str) -> Iterator[Fraction]:
    """Weights of the criterion at which the subject and another option have the same total."""
    own = lines[subject]
    for option, other in lines.items():
        if option != subject:
            yield from _roots(
                own.score * other.counts - other.score * own.counts,
                own.sum * other.counts + own.score * other.weight - other.sum * own.counts - other.score * own.weight,
                own.sum * other.weight - other.sum * own.weight,
            )


class _Line(NamedTuple):
    """A total as (sum + score·x) / (weight + counts·x) of the moving weight x."""

    sum: Fraction
    weight: Fraction
    score: Fraction
    counts: int

    def at(self, moving: Fraction) -> Fraction | None:
        """The total at a weight; None where nothing weighs anything."""
        weight = self.weight + self.counts * moving
        return (self.sum + self.score * moving) / weight if weight else None


def _line(scores: Mapping[str, Fraction], weights: Weights, criterion: str) -> _Line:
    fixed = {other: score for other, score in scores.items() if other != criterion}
    return _Line(
        sum=sum((weights[other] * score for other, score in fixed.items()), Fraction(0)),
        weight=sum((weights[other] for other in fixed), Fraction(0)),
        score=scores.get(criterion, Fraction(0)),
        counts=int(criterion in scores),
    )


def _roots(square: Fraction, linear: Fraction, constant: Fraction) -> tuple[Fraction, ...]:
    if not square:
        return (-constant / linear,) if linear else ()
    discriminant = linear * linear - 4 * square * constant
    if discriminant < 0:
        return ()
    root = _square_root(discriminant)
    return ((-linear - root) / (2 * square), (-linear + root) / (2 * square))


def _square_root(value: Fraction) -> Fraction:
    """Exact where it is rational, as it always is when every cell is filled; a close fraction otherwise."""
    above, below = isqrt(value.numerator), isqrt(value.denominator)
    if above * above == value.numerator and below * below == value.denominator:
        return Fraction(above, below)
    return Fraction(sqrt(value))


# -- one score moves ---------------------------------------------------------------------------------------------------


class ScoreChange(NamedTuple):
    option: str
    criterion: str
    score: int
    """The nearest whole score that makes the difference."""


def nearest_score(
    rows: Rows, weights: Weights, changed: Sequence[str], wanted: Callable[[Leaders], bool]
) -> ScoreChange | None:
    """The smallest change of one score of these options after which the leaders are as wanted."""
    cells = [
        (abs(score - Fraction(new)), option, criterion, new)
        for option in changed
        for criterion, score in rows[option].items()
        for new in range(WORST, BEST + 1)
        if new != score
    ]
    totals = {option: total(scores, weights) for option, scores in rows.items()}
    for _, option, criterion, new in sorted(cells, key=lambda cell: cell[0]):
        changed_total = total({**rows[option], criterion: Fraction(new)}, weights)
        if wanted(_highest({**totals, option: changed_total})):
            return ScoreChange(option, criterion, new)
    return None


def empty_cells_could_decide(rows: Rows, weights: Weights) -> bool:
    """Whether scores still to be given could take the lead away: the leader's turn out worst, the others' best."""
    if all(len(scores) == len(weights) for scores in rows.values()):
        return False
    leading = leaders(rows, weights)
    if len(leading) != 1:
        return True
    filled = {
        option: {criterion: Fraction(WORST if option in leading else BEST) for criterion in weights} | dict(scores)
        for option, scores in rows.items()
    }
    return leaders(filled, weights) != leading


# -- every weight moves ------------------------------------------------------------------------------------------------


def shares_of_wins(rows: Rows, criteria: Sequence[str], dice: Random, samples: int) -> dict[str, float]:
    """How often each option leads when all weightings are equally likely; a tie is shared."""
    table = {
        option: [(criteria.index(c), float(score)) for c, score in scores.items()] for option, scores in rows.items()
    }
    wins = dict.fromkeys(rows, 0.0)
    for _ in range(samples):
        # Independent exponential weights, once normalised, are spread evenly over all weightings.
        weights = [dice.expovariate(1) for _ in criteria]
        totals = {
            option: sum(weights[i] * score for i, score in cells) / sum(weights[i] for i, _ in cells)
            for option, cells in table.items()
            if cells
        }
        best = max(totals.values(), default=0.0)
        leading = [option for option, found in totals.items() if best - found < 1e-9]
        for option in leading:
            wins[option] += 1 / len(leading)
    return {option: count / samples for option, count in wins.items()}
