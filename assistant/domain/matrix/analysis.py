"""What follows from a matrix: the ranking, how firm it is, and what would turn it."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import groupby
from random import Random
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.domain.matrix.sensitivity import (
    Leaders,
    Moving,
    Whole,
    empty_cells_could_decide,
    leaders,
    moving,
    nearest_loss,
    nearest_score,
    nearest_win,
    shares_of_wins,
    total,
    whole,
)
from assistant.domain.matrix.table import Matrix, Rows, Weights, notes, raw_weights, rows

CLEAR_MARGIN = Fraction(1, 10)
SAMPLES = 1000


class Finding(BaseModel):
    """Options and criteria are named by their ids throughout."""

    model_config = ConfigDict(frozen=True)


class Ranked(Finding):
    option: str
    total: float | None
    """Weighted mean over the criteria that are scored; None where none is."""
    rank: int
    """Options with the same total share a rank."""
    incomplete: tuple[str, ...] = ()
    """Criteria on which there is no score."""


class Flip(Finding):
    criterion: str
    change: float
    """Signed change of the raw weight, the others fixed. At exactly this much they tie; beyond it the winner leads."""
    winner: str


class CriterionFlip(Finding):
    criterion: str
    flip: Flip | None


class Without(Finding):
    without: str
    winners: tuple[str, ...]


class Dominated(Finding):
    option: str
    by: tuple[str, ...]
    """At least as good everywhere and better somewhere."""


class DecidesNothing(Finding):
    criterion: str
    reason: Literal["same_scores", "no_weight_changes_the_winner"]


class ScoreNeeded(Finding):
    option: str
    criterion: str
    given: float
    needed: int


class WhatWouldHaveToBeTrue(Finding):
    """The smallest single change with which an option that lost would win; None where no such change exists."""

    option: str
    weight: Flip | None
    score: ScoreNeeded | None


class RuledOut(Finding):
    option: str
    breaks: tuple[str, ...]
    """Hard constraints, as they were named."""


class Sensitivity(Finding):
    smallest_flip: Flip | None
    flips: tuple[CriterionFlip, ...]
    equal_weights: tuple[str, ...]
    """Winners if all criteria counted the same."""
    without_criterion: tuple[Without, ...]
    without_option: tuple[Without, ...]
    """The winners if one of the other options had never been on the table."""
    robustness: dict[str, float]
    """Share of wins over random weights."""


class Analysis(Finding):
    matrix: Matrix
    weights: dict[str, float]
    """Normalised: they sum to 1."""
    ruled_out: tuple[RuledOut, ...] = ()
    """Options that break a hard constraint; they were screened out before anything was weighed."""
    ranking: tuple[Ranked, ...]
    winners: tuple[str, ...]
    """One option; several where they tie; none where nothing is scored."""
    margin: float | None
    """Lead over the next option, relative to the best total; 0 for a tie, None with nobody to compare."""
    clear_winner: bool
    """A lead of 10 % or more that no empty cell could undo."""
    empty_cells_could_decide: bool
    sensitivity: Sensitivity
    dominated: tuple[Dominated, ...]
    decides_nothing: tuple[DecidesNothing, ...]
    to_win: tuple[WhatWouldHaveToBeTrue, ...]
    notes: tuple[str, ...]


def analyse(matrix: Matrix, seed: int = 0, samples: int = SAMPLES) -> Analysis:
    """The same matrix, seed and number of samples give the same analysis; the last few are remembered."""
    return _analysed(matrix.model_dump_json(), seed, samples)


@lru_cache(maxsize=64)
def _analysed(matrix_json: str, seed: int, samples: int) -> Analysis:
    matrix = Matrix.model_validate_json(matrix_json)
    scored, weights = rows(matrix), raw_weights(matrix)
    winners = leaders(scored, weights)
    margin = _margin(scored, weights)
    could_decide = empty_cells_could_decide(scored, weights)
    table = whole(scored, weights)
    moves = [moving(table, criterion) for criterion in weights]
    flips = tuple(_flip(moved, winners) for moved in moves)
    without_criterion = tuple(
        Without(without=criterion, winners=leaders(_without(scored, criterion), weights)) for criterion in weights
    )
    return Analysis(
        matrix=matrix,
        weights={criterion: float(weight / sum(weights.values())) for criterion, weight in weights.items()},
        ruled_out=tuple(RuledOut(option=o.id, breaks=o.breaks) for o in matrix.options if o.breaks),
        ranking=_ranking(matrix, scored, weights),
        winners=winners,
        margin=None if margin is None else float(margin),
        clear_winner=margin is not None and margin >= CLEAR_MARGIN and not could_decide,
        empty_cells_could_decide=could_decide,
        sensitivity=Sensitivity(
            smallest_flip=min((f.flip for f in flips if f.flip), key=lambda flip: abs(flip.change), default=None),
            flips=flips,
            equal_weights=leaders(scored, dict.fromkeys(weights, Fraction(1))),
            without_criterion=without_criterion,
            without_option=tuple(
                Without(
                    without=option,
                    winners=leaders({other: row for other, row in scored.items() if other != option}, weights),
                )
                for option in scored
                if option not in winners
            ),
            robustness=shares_of_wins(scored, list(weights), Random(seed), samples),
        ),
        dominated=_dominated(scored, weights),
        decides_nothing=_decides_nothing(scored, winners, flips, without_criterion),
        to_win=tuple(
            _what_would_have_to_be_true(scored, table, moves, winners, option)
            for option in scored
            if option not in winners
        ),
        notes=notes(matrix),
    )


def _ranking(matrix: Matrix, scored: Rows, weights: Weights) -> tuple[Ranked, ...]:
    totals = {option: total(row, weights) for option, row in scored.items()}
    order = sorted(totals.items(), key=lambda item: -1 if item[1] is None else item[1], reverse=True)
    ranking: list[Ranked] = []
    for found, tied in groupby(order, key=lambda item: item[1]):
        rank = len(ranking) + 1
        ranking += [
            Ranked(
                option=option,
                total=None if found is None else float(found),
                rank=rank,
                incomplete=matrix.empty_cells(option),
            )
            for option, _ in tied
        ]
    return tuple(ranking)


def _margin(scored: Rows, weights: Weights) -> Fraction | None:
    totals = sorted((found for row in scored.values() if (found := total(row, weights)) is not None), reverse=True)
    return (totals[0] - totals[1]) / totals[0] if len(totals) > 1 else None


def _without(scored: Rows, criterion: str) -> Rows:
    return {option: {c: score for c, score in row.items() if c != criterion} for option, row in scored.items()}


def _flip(moved: Moving, winners: Leaders) -> CriterionFlip:
    """Where options tie, the first of them stands for the winner, and any change at all may be enough."""
    found = nearest_loss(moved, winners[0]) if winners else None
    return CriterionFlip(
        criterion=moved.criterion,
        flip=Flip(criterion=moved.criterion, change=float(found.change), winner=found.winner) if found else None,
    )


def _dominated(scored: Rows, weights: Weights) -> tuple[Dominated, ...]:
    """Only among options with every cell filled: an empty cell might be where the other is better."""
    full = {option: row for option, row in scored.items() if len(row) == len(weights)}
    found = []
    for option, row in full.items():
        by = tuple(other for other, better in full.items() if _dominates(better, row))
        if by:
            found.append(Dominated(option=option, by=by))
    return tuple(found)


def _dominates(better: Mapping[str, Fraction], worse: Mapping[str, Fraction]) -> bool:
    return better != worse and all(better[criterion] >= score for criterion, score in worse.items())


def _decides_nothing(
    scored: Rows, winners: Leaders, flips: tuple[CriterionFlip, ...], without: tuple[Without, ...]
) -> tuple[DecidesNothing, ...]:
    if len(scored) < 2 or not winners:
        return ()
    found = []
    for flip, removed in zip(flips, without, strict=True):
        if flip.flip is not None:
            continue
        if len({row.get(flip.criterion) for row in scored.values()}) == 1:
            found.append(DecidesNothing(criterion=flip.criterion, reason="same_scores"))
        elif removed.winners == winners:
            found.append(DecidesNothing(criterion=flip.criterion, reason="no_weight_changes_the_winner"))
    return tuple(found)


def _what_would_have_to_be_true(
    scored: Rows, table: Whole, moves: Sequence[Moving], winners: Leaders, option: str
) -> WhatWouldHaveToBeTrue:
    changes = [nearest_win(moved, option, winners) for moved in moves]
    weight = min((change for change in changes if change), key=lambda change: abs(change.change), default=None)
    score = nearest_score(table, option, winners)
    return WhatWouldHaveToBeTrue(
        option=option,
        weight=Flip(criterion=weight.criterion, change=float(weight.change), winner=option) if weight else None,
        score=ScoreNeeded(
            option=score.option,
            criterion=score.criterion,
            given=float(scored[score.option][score.criterion]),
            needed=score.score,
        )
        if score
        else None,
    )
