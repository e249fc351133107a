"""Every plot is valid Vega-Lite: nothing checks that while a page is drawn."""

import json
from typing import Any

import altair as alt
import pytest

from assistant.domain.matrix import Analysis, Criterion, Matrix, Option, analyse
from assistant.workbench import decision as work
from assistant.workbench.calculators import At, Curve, Mark
from ui.parts import plots


def analysed(options: int) -> Analysis:
    ids = [f"o{n}" for n in range(options)]
    return analyse(
        Matrix(
            options=tuple(Option(id=id, text=f"way {id}") for id in ids),
            criteria=(Criterion(id="cost", text="cost", weight=2), Criterion(id="delay", text="delay", weight=3)),
            scores={id: {"cost": 1 + n % 5, "delay": 5 - n % 4} for n, id in enumerate(ids)},
        )
    )


def is_valid(chart: Any) -> None:
    """As the browser gets it."""
    alt.LayerChart.from_json(json.dumps(chart.to_dict(validate=False)), validate=True)


@pytest.mark.parametrize("options", [2, 40])
def test_plots_of_a_decision_are_valid(options: int) -> None:
    analysis = analysed(options)
    is_valid(plots.ranking(work.parts(analysis)))
    is_valid(plots.tornado(work.tornado(analysis)))
    is_valid(plots.shares(work.robustness(analysis)))
    is_valid(plots.flips(work.flips(analysis, "cost", 10)))


def test_a_picture_of_many_options_has_the_best_of_them() -> None:
    analysis = analysed(40)
    best = {ranked.option.replace("o", "way o") for ranked in analysis.ranking[: work.PICTURED]}

    assert {part.option for part in work.parts(analysis)} == best
    assert len(work.robustness(analysis)) == work.PICTURED
    assert len({point.option for point in work.flips(analysis, "cost", 10).points}) == work.PICTURED


def test_the_curve_of_a_calculator_is_valid() -> None:
    curve = Curve(
        "load", "delay in s", (At("p95", 1, 2), At("p95", 10, 4)), (Mark(1, 2, "now"), Mark(10, 4, "then")), True
    )
    is_valid(plots.curve(curve))
