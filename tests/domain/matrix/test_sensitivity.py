"""Sensitivity agrees with brute force: a walk over many weights, and a look just beside the boundary."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.matrix import Analysis, Criterion, Matrix, Option, analyse
from assistant.domain.matrix.analysis import CriterionFlip, Flip

GRID = [step / 8 for step in range(1, 240)] + [50.0, 200.0, 1e4]
BESIDE = 1e-7
LEVEL = 1e-12


def matrix(rows: list[list[float | None]], weights: list[float | None]) -> Matrix:
    """Options a, b, c… and criteria k0, k1…; None is an empty cell."""
    options = [chr(ord("a") + index) for index in range(len(rows))]
    return Matrix(
        options=tuple(Option(id=name, text=name) for name in options),
        criteria=tuple(Criterion(id=f"k{i}", text=f"k{i}", weight=weight) for i, weight in enumerate(weights)),
        scores={
            name: {f"k{i}": score for i, score in enumerate(row) if score is not None}
            for name, row in zip(options, rows, strict=True)
        },
    )


def brute_totals(rows: list[list[float | None]], weights: list[float]) -> list[float | None]:
    totals: list[float | None] = []
    for row in rows:
        pairs = [(weight, score) for weight, score in zip(weights, row, strict=True) if score is not None]
        heavy = sum(weight for weight, _ in pairs)
        totals.append(sum(weight * score for weight, score in pairs) / heavy if heavy else None)
    return totals


def brute_top(rows: list[list[float | None]], weights: list[float]) -> set[str]:
    totals = brute_totals(rows, weights)
    best = max((total for total in totals if total is not None), default=0.0)
    return {chr(ord("a") + i) for i, total in enumerate(totals) if total is not None and best - total < LEVEL}


def moved(weights: list[float], index: int, value: float) -> list[float]:
    return [value if i == index else weight for i, weight in enumerate(weights)]


@st.composite
def tables(draw: st.DrawFn, empty: bool) -> tuple[list[list[float | None]], list[float]]:
    criteria = draw(st.integers(1, 5))
    options = draw(st.integers(2, 5))
    cell = st.integers(1, 5)
    cells = st.lists(st.none() | cell if empty else cell, min_size=criteria, max_size=criteria)
    rows = draw(st.lists(cells, min_size=options, max_size=options))
    weights = draw(st.lists(st.integers(0, 6), min_size=criteria, max_size=criteria).filter(any))
    return rows, [float(weight) for weight in weights]


def check_flip(
    rows: list[list[float | None]], weights: list[float], index: int, leader: str, flip: Flip | None
) -> None:
    now = weights[index]
    reach = float("inf") if flip is None else abs(flip.change)
    for value in GRID:
        if abs(value - now) < reach - LEVEL:
            assert leader in brute_top(rows, moved(weights, index, value)), f"{leader} already lost at {value}"
    if flip is not None:
        assert now + flip.change >= 0
        # A change of nothing (a tie) says nothing about the direction: one of the two must do.
        directions = [1, -1] if flip.change == 0 else [1 if flip.change > 0 else -1]
        tops = [
            brute_top(rows, moved(weights, index, beside))
            for direction in directions
            if (beside := now + flip.change + direction * BESIDE) >= 0
        ]
        assert any(leader not in top and flip.winner in top for top in tops)


@settings(max_examples=120, deadline=None)
@given(tables(empty=False))
def test_flips_agree_with_a_walk_over_the_weights(table):
    rows, weights = table

    analysis = analyse(matrix(rows, weights), samples=1)

    assert set(analysis.winners) == brute_top(rows, weights)
    for index, found in enumerate(analysis.sensitivity.flips):
        check_flip(rows, weights, index, analysis.winners[0], found.flip)
        if found.flip is not None:
            there = moved(weights, index, weights[index] + found.flip.change)
            totals = dict(zip("abcde", brute_totals(rows, there), strict=False))
            assert totals[analysis.winners[0]] == pytest.approx(totals[found.flip.winner])
    changes = [abs(found.flip.change) for found in analysis.sensitivity.flips if found.flip]
    smallest = analysis.sensitivity.smallest_flip
    assert (abs(smallest.change) if smallest else None) == min(changes, default=None)


@settings(max_examples=80, deadline=None)
@given(tables(empty=True))
def test_flips_agree_with_a_walk_over_the_weights_where_cells_are_empty(table):
    rows, weights = table

    analysis = analyse(matrix(rows, weights), samples=1)

    assert set(analysis.winners) == brute_top(rows, weights)
    for index, found in enumerate(analysis.sensitivity.flips):
        if analysis.winners:
            check_flip(rows, weights, index, analysis.winners[0], found.flip)
        else:
            assert found.flip is None


@settings(max_examples=80, deadline=None)
@given(tables(empty=False))
def test_what_would_have_to_be_true_is_enough_and_the_least(table):
    rows, weights = table

    analysis = analyse(matrix(rows, weights), samples=1)

    winners = set(analysis.winners)
    assert {what.option for what in analysis.to_win} == set("abcde"[: len(rows)]) - winners
    for what in analysis.to_win:
        steps = sorted(
            (abs(score - rows["abcde".index(option)][k]), option, k, score)
            for option in (what.option, *winners)
            for k in range(len(weights))
            for score in range(1, 6)
            if score != rows["abcde".index(option)][k]
        )
        enough = [step for step in steps if wins(rows, weights, what.option, winners, step[1], step[2], step[3])]
        if what.score is None:
            assert not enough
        else:
            k = int(what.score.criterion[1:])
            assert wins(rows, weights, what.option, winners, what.score.option, k, what.score.needed)
            assert abs(what.score.needed - what.score.given) == enough[0][0]
        for k in range(len(weights)):
            reach = abs(what.weight.change) if what.weight else float("inf")
            for value in GRID[::3]:
                if abs(value - weights[k]) < reach - LEVEL:
                    top = brute_top(rows, moved(weights, k, value))
                    assert what.option not in top or top & winners


def wins(rows, weights, option, winners, changed, k, score) -> bool:
    there = [list(row) for row in rows]
    there["abcde".index(changed)][k] = score
    top = brute_top(there, weights)
    return option in top and not top & winners


@settings(max_examples=60, deadline=None)
@given(tables(empty=False))
def test_dominated_options_never_win_alone_and_removing_a_loser_changes_nothing(table):
    rows, weights = table
    analysis = analyse(matrix(rows, weights), samples=1)
    dice = Random(1)

    for found in analysis.dominated:
        for _ in range(20):
            anything = [dice.random() for _ in weights]
            assert brute_top(rows, anything) != {found.option}
    assert all(removed.winners == analysis.winners for removed in analysis.sensitivity.without_option)


@settings(max_examples=60, deadline=None)
@given(tables(empty=False))
def test_a_weight_that_decides_nothing_can_take_any_value(table):
    rows, weights = table
    analysis = analyse(matrix(rows, weights), samples=1)

    for found in analysis.decides_nothing:
        index = int(found.criterion[1:])
        for value in (0.0, *GRID[::10]):
            others = [weight for i, weight in enumerate(weights) if i != index]
            if value or any(others):
                assert analysis.winners[0] in brute_top(rows, moved(weights, index, value))


@settings(max_examples=60, deadline=None)
@given(tables(empty=False), st.sampled_from([0.5, 2.0, 10.0]))
def test_only_the_proportions_of_the_weights_matter(table, factor):
    rows, weights = table
    one = analyse(matrix(rows, weights), samples=50)
    other = analyse(matrix(rows, [weight * factor for weight in weights]), samples=50)

    assert other.ranking == one.ranking
    assert other.weights == pytest.approx(one.weights)
    assert scaled(other) == [None if change is None else pytest.approx(change * factor) for change in scaled(one)]


def scaled(analysis: Analysis) -> list[float | None]:
    return [found.flip.change if found.flip else None for found in analysis.sensitivity.flips]


def test_the_boundary_is_exact():
    """a leads by 2 on k0 and trails by 3 on k1: level where 2·w0 = 3·w1."""
    analysis = analyse(matrix([[5, 1], [3, 4]], [3, 1]))

    assert analysis.winners == ("a",)
    assert analysis.sensitivity.flips == (
        CriterionFlip(criterion="k0", flip=Flip(criterion="k0", change=-1.5, winner="b")),
        CriterionFlip(criterion="k1", flip=Flip(criterion="k1", change=1.0, winner="b")),
    )
    assert analysis.sensitivity.smallest_flip == Flip(criterion="k1", change=1.0, winner="b")


def test_a_tie_only_at_weight_zero_is_no_flip():
    analysis = analyse(matrix([[5, 3], [4, 3]], [1, 1]))

    assert analysis.winners == ("a",)
    assert analysis.sensitivity.smallest_flip is None


def test_a_tie_flips_with_the_slightest_change():
    analysis = analyse(matrix([[5, 1], [1, 5]], [1, 1]))

    assert analysis.winners == ("a", "b")
    assert analysis.sensitivity.smallest_flip == Flip(criterion="k0", change=0.0, winner="b")


def test_identical_options_tie_under_every_weight():
    analysis = analyse(matrix([[4, 2], [4, 2]], [1, 3]))

    assert analysis.winners == ("a", "b")
    assert analysis.sensitivity.smallest_flip is None
    assert analysis.dominated == ()


def test_a_weight_of_zero_can_only_grow():
    analysis = analyse(matrix([[5, 1], [3, 5]], [2, 0]))

    assert analysis.sensitivity.flips[1] == CriterionFlip(
        criterion="k1", flip=Flip(criterion="k1", change=1.0, winner="b")
    )


def test_decimal_weights_tie_as_written():
    """0.1 + 0.2 against 0.3 is a tie for whoever wrote it, whatever binary fractions make of it."""
    analysis = analyse(matrix([[2, 2, 1], [1, 1, 2]], [0.1, 0.2, 0.3]))

    assert analysis.winners == ("a", "b")
    assert analysis.margin == 0
