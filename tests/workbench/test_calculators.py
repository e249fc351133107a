"""The pictures behind calculations: their lines are the calculation at other inputs, and their marks lie on the lines."""

import math

import pytest

from assistant.domain.calculators.calculator import CalculationError
from assistant.domain.calculators.catalogue import CATALOGUE, calculate, find
from assistant.workbench import calculators as work
from ui.screens.calculators import results_table

each = pytest.mark.parametrize("calculator", CATALOGUE, ids=lambda calculator: calculator.name)


def drawn(name: str, **moved: str) -> work.Curve:
    curve = work.curve(calculate(name, {**work.given(work.starting_inputs(find(name))), **moved}))
    assert curve is not None
    return curve


def line(curve: work.Curve, name: str) -> dict[float, float]:
    return {point.x: point.y for point in curve.points if point.line == name}


@each
def test_every_calculator_opens_with_a_name_and_a_result(calculator):
    assert work.name_of(calculator.name) != calculator.name
    result = calculate(calculator.name, work.given(work.starting_inputs(calculator)))
    assert work.headline(result).endswith(".")
    assert all(
        math.isfinite(value) for point in getattr(work.curve(result), "points", ()) for value in (point.x, point.y)
    )


@pytest.mark.parametrize("rate", ["1000/day", "1M/day", "40M/day"])
def test_functions_and_servers_cross_where_the_mark_stands(rate):
    curve = drawn("serverless-cost", rate=rate)
    functions, servers = line(curve, "functions, by the call"), line(curve, "servers, always on")
    even, yours = curve.marks
    assert functions[0] == 0
    assert len(set(servers.values())) == 1
    slope = functions[max(functions)] / max(functions)
    assert slope * even.x == pytest.approx(even.y, rel=0.01)
    assert even.y == pytest.approx(next(iter(servers.values())))
    assert slope * yours.x == pytest.approx(yours.y, rel=0.01)
    assert ("functions cost less" in yours.text) == (yours.x < even.x)


@pytest.mark.parametrize(("availability", "hours"), [("99%", 87.6), ("99.95%", 4.38), ("99.999%", 0.0876)])
def test_each_nine_leaves_a_tenth_of_the_time(availability, hours):
    curve = drawn("downtime", availability=availability)
    by_share = line(curve, "downtime")
    for share, left in by_share.items():
        assert left == pytest.approx(8760 * share / 100, rel=0.01)
    assert list(by_share) == sorted(by_share, reverse=True)
    assert curve.marks[0].y == pytest.approx(hours, rel=0.01)


def test_a_backlog_grows_to_its_mark_and_is_worked_off():
    curve = drawn("backlog")
    (start, nothing), (peak, waiting), (end, left) = line(curve, "waiting").items()
    assert (start, nothing, left) == (0, 0, 0)
    assert 0 < peak < end
    assert (curve.marks[0].x, curve.marks[0].y) == (peak, waiting)


def answered(name: str, inputs: dict[str, str]) -> tuple[str, work.Curve | None]:
    """The headline and the picture, or the line that refuses."""
    try:
        result = calculate(name, inputs)
    except CalculationError as refused:
        return str(refused), None
    return work.headline(result), work.curve(result)


@pytest.mark.parametrize(
    ("name", "moved"),
    [
        ("downtime", {"availability": "100%"}),
        ("downtime", {"availability": "0%"}),
        ("serverless-cost", {"rate": "0/day"}),
        ("serverless-cost", {"server-cost": "0 USD/month"}),
        ("backlog", {"capacity": "1000000/s"}),
        ("build-buy", {"run": "0 EUR/month"}),
        ("build-buy", {"horizon": "1 month"}),
    ],
)
def test_what_people_try_at_the_edges_is_drawn_or_refused_in_a_line(name, moved):
    inputs = {**work.given(work.starting_inputs(find(name))), **moved}
    told, curve = answered(name, inputs)
    assert told
    assert "\n" not in told
    assert curve is None or all(math.isfinite(point.y) for point in curve.points)


def test_a_result_becomes_one_line_of_the_session_and_the_same_one_again():
    result = calculate("downtime", {"availability": "99.95%"})
    first, again = work.calculated(result), work.calculated(calculate("downtime", {"availability": "99.95%"}))
    assert first == again
    assert first.calculation.text.startswith("Downtime of an availability (availability 99.95%): per year 4.38")


@each
def test_results_stand_under_a_heading_each(calculator):
    head, rule, *rows = results_table(
        calculate(calculator.name, work.given(work.starting_inputs(calculator)))
    ).splitlines()

    assert (head, rule) == ("| Result | Value |", "| --- | ---: |")
    assert rows
    assert all(row.count("|") == 3 for row in rows)
