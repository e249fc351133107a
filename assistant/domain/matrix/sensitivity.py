"""Exact answers to "what if": totals, who leads, and the nearest weight at which somebody else does.

A tie is a tie: totals are fractions, counted in whole numbers. While one weight x moves and the others stand still, an
option's total is (n + s·x) / (w + x), or n / w where it has no score on that criterion. Two options change places
where the difference of two such totals is zero, the root of a polynomial of second degree at most. Between two
neighbouring roots nobody changes places, so one sample tells who leads on the whole stretch.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby, pairwise
from math import isqrt, lcm
from operator import mul
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
    table = whole(rows, weights)
    return _highest({option: _standing(scores, table.weights) for option, scores in table.rows.items()})


class Whole(NamedTuple):
    """A matrix in whole numbers: Python counts with these many times faster than with fractions."""

    rows: Mapping[str, Mapping[str, int]]
    weights: Mapping[str, int]
    score: int
    """What a score of 1 is in here."""
    weight: int
    """What a weight of 1 is in here."""


def whole(rows: Rows, weights: Weights) -> Whole:
    score = lcm(*(value.denominator for scores in rows.values() for value in scores.values()))
    weight = lcm(*(value.denominator for value in weights.values()))
    return Whole(
        {option: {criterion: int(value * score) for criterion, value in row.items()} for option, row in rows.items()},
        {criterion: int(value * weight) for criterion, value in weights.items()},
        score,
        weight,
    )


Standing = tuple[int, int]
"""A total as a numerator and a denominator, which is 0 where nothing weighs anything."""


def _standing(scores: Mapping[str, int], weights: Mapping[str, int]) -> Standing:
    return sum(weights[criterion] * score for criterion, score in scores.items()), sum(map(weights.__getitem__, scores))


def _above(one: Standing, other: Standing) -> bool:
    """Whether the first total is higher; any is higher than none."""
    return bool(one[1]) and (not other[1] or one[0] * other[1] > other[0] * one[1])


def _highest(totals: Mapping[str, Standing]) -> Leaders:
    best: Standing = (0, 0)
    leading: list[str] = []
    for option, found in totals.items():
        if _above(found, best):
            best, leading = found, [option]
        elif found[1] and not _above(best, found):
            leading.append(option)
    return tuple(leading)


def _takes_the_lead(own: Standing, winners: Iterable[Standing], others: Iterable[Standing]) -> bool:
    """Whether a total is higher than those of the winners so far, and nobody else's is higher still."""
    if not own[1]:
        return False
    return all(_above(own, winner) for winner in winners) and not any(_above(other, own) for other in others)


# -- one weight moves --------------------------------------------------------------------------------------------------


class WeightChange(NamedTuple):
    criterion: str
    change: Fraction
    """At exactly this change of the raw weight there is a tie; anything beyond it and the winner leads."""
    winner: str


class _Line(NamedTuple):
    """A total as (sum + score·x) / (weight + counts·x) of the moving weight x."""

    sum: int
    weight: int
    score: int
    counts: int

    def at(self, moving: Fraction) -> Standing:
        above, below = moving.numerator, moving.denominator
        return self.sum * below + self.score * above, self.weight * below + self.counts * above


class Moving(NamedTuple):
    """The totals of all options while one weight moves."""

    criterion: str
    lines: Mapping[str, _Line]
    now: Fraction
    unit: int
    """What a raw weight of 1 is to the lines."""


def moving(table: Whole, criterion: str) -> Moving:
    def line(scores: Mapping[str, int]) -> _Line:
        above, below = _standing({other: score for other, score in scores.items() if other != criterion}, table.weights)
        return _Line(above, below, scores.get(criterion, 0), int(criterion in scores))

    lines = {option: line(scores) for option, scores in table.rows.items()}
    return Moving(criterion, lines, Fraction(table.weights[criterion]), table.weight)


def nearest_loss(moved: Moving, leader: str) -> WeightChange | None:
    """The smallest change of the weight, upwards or down to 0, beyond which the leader does not lead any more."""
    own = moved.lines[leader]
    others = [line for option, line in moved.lines.items() if option != leader]
    for boundary, sample in _stretches(moved, leader):
        there = own.at(sample)
        if any(_above(line.at(sample), there) for line in others):
            leading = _highest({option: line.at(sample) for option, line in moved.lines.items()})
            return WeightChange(moved.criterion, (boundary - moved.now) / moved.unit, leading[0])
    return None


def nearest_win(moved: Moving, option: str, winners: Leaders) -> WeightChange | None:
    """The smallest change of the weight, upwards or down to 0, beyond which the option leads instead of the winners."""
    own = moved.lines[option]
    before = [moved.lines[winner] for winner in winners]
    others = [line for other, line in moved.lines.items() if other != option and other not in winners]
    if any(_never_below(line, own) for line in before):
        return None
    for boundary, sample in _stretches(moved, option):
        if _takes_the_lead(own.at(sample), (line.at(sample) for line in before), (line.at(sample) for line in others)):
            return WeightChange(moved.criterion, (boundary - moved.now) / moved.unit, option)
    return None


def _never_below(one: _Line, other: _Line) -> bool:
    """Whether the first total is at least the second's at every weight: no term of their difference is negative."""
    return (one.weight > 0 or one.counts > 0) and min(_difference(one, other)) >= 0


def _stretches(moved: Moving, subject: str) -> list[tuple[Fraction, Fraction]]:
    """Where nobody changes places with the subject, the nearest first: the end towards now, and a weight within."""
    now = moved.now
    found = sorted(root for root in _crossings(moved.lines, subject) if root > 0)
    turns = [turn for turn, _ in groupby(found)]
    above = [now, *(turn for turn in turns if turn > now)]
    below = [now, *(turn for turn in reversed(turns) if turn < now)]
    stretches = [
        *zip(above, _samples([*above, above[-1] + 2 * moved.unit]), strict=True),
        *(zip(below, _samples([*below, Fraction(0)]), strict=True) if now else ()),
    ]
    return sorted(stretches, key=lambda stretch: abs(stretch[0] - now))


def _samples(boundaries: Sequence[Fraction]) -> Iterator[Fraction]:
    return ((first + second) / 2 for first, second in pairwise(boundaries))


def _crossings(lines: Mapping[str, _Line], subject: str) -> Iterator[Fraction]:
    """Weights of the criterion at which the subject and another option have the same total."""
    own = lines[subject]
    for option, other in lines.items():
        if option != subject:
            yield from _roots(*_difference(own, other))


def _difference(one: _Line, other: _Line) -> tuple[int, int, int]:
    """The difference of two totals over their common denominator: the factors of x², x and 1."""
    return (
        one.score * other.counts - other.score * one.counts,
        one.sum * other.counts + one.score * other.weight - other.sum * one.counts - other.score * one.weight,
        one.sum * other.weight - other.sum * one.weight,
    )


def _roots(square: int, linear: int, constant: int) -> tuple[Fraction, ...]:
    if not square:
        return (Fraction(-constant, linear),) if linear else ()
    discriminant = linear * linear - 4 * square * constant
    if discriminant < 0:
        return ()
    root = _square_root(discriminant)
    return (-linear - root) / (2 * square), (-linear + root) / (2 * square)


def _square_root(value: int) -> Fraction:
    """Exact where it is whole, as it always is when every cell is filled; otherwise off by less than 2⁻⁶⁴."""
    return Fraction(isqrt(value << 128), 1 << 64)


# -- one score moves ---------------------------------------------------------------------------------------------------


class ScoreChange(NamedTuple):
    option: str
    criterion: str
    score: int
    """The nearest whole score that makes the difference."""


def nearest_score(table: Whole, option: str, winners: Leaders) -> ScoreChange | None:
    """The smallest change of one score, of the option or a winner, after which the option leads instead of the winners."""
    cells = [
        (abs(score - new * table.score), changed, criterion, new)
        for changed in (option, *winners)
        for criterion, score in table.rows[changed].items()
        for new in range(WORST, BEST + 1)
        if new * table.score != score
    ]
    now = {other: _standing(scores, table.weights) for other, scores in table.rows.items()}
    for _, changed, criterion, new in sorted(cells, key=lambda cell: cell[0]):
        then = now | {changed: _standing({**table.rows[changed], criterion: new * table.score}, table.weights)}
        own = then.pop(option)
        if _takes_the_lead(own, [then.pop(winner) for winner in winners], then.values()):
            return ScoreChange(changed, criterion, new)
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
    full = {
        option: [float(scores[c]) for c in criteria] for option, scores in rows.items() if len(scores) == len(criteria)
    }
    partial = {
        option: [(criteria.index(c), float(score)) for c, score in scores.items()]
        for option, scores in rows.items()
        if scores and option not in full
    }
    wins = dict.fromkeys(rows, 0.0)
    for _ in range(samples):
        # Independent exponential weights, once normalised, are spread evenly over all weightings.
        weights = [dice.expovariate(1) for _ in criteria]
        weight = sum(weights)
        totals = {option: sum(map(mul, weights, cells)) / weight for option, cells in full.items()} | {
            option: sum(weights[i] * score for i, score in cells) / sum(weights[i] for i, _ in cells)
            for option, cells in partial.items()
        }
        best = max(totals.values(), default=0.0)
        leading = [option for option, found in totals.items() if best - found < 1e-9]
        for option in leading:
            wins[option] += 1 / len(leading)
    return {option: count / samples for option, count in wins.items()}
