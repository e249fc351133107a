"""Pictures of values that were worked out elsewhere, drawn in the page and with nothing fetched.

What people typed goes in as data and never as a field's name or an expression: Vega reads those. Channels are spelled
out (`alt.X("total:Q")`): what a bare string means takes Altair a hundredth of a second each to find out.
"""

from collections.abc import Sequence
from typing import Any

import altair as alt
import streamlit as st

from assistant.workbench.calculators import Curve
from assistant.workbench.decision import Bar, Flips, Part, Share
from ui.theme import DARK, LIGHT, PLOT

ROW = 34
"""Pixels of a bar with its gap."""
NAMES = 190
"""Pixels of a name beside a bar."""


class _Rows(alt.InlineData):
    """Altair looks at each value of each row for longer than all else on a page takes together."""

    _class_is_valid_at_instantiation = False


def _data(rows: Sequence[dict[str, object]]) -> _Rows:
    return _Rows(values=tuple(rows))


def draw(chart: Any, alt: str) -> None:
    """A plot with the words that stand for it where it cannot be seen."""
    spec = chart.to_dict(validate=False)
    del spec["config"]  # Altair's own sizes; a plot is as wide as its place
    st.vega_lite_chart(spec, alt=alt)


def _axis(title: str | None = None, **settings: object) -> alt.Axis:
    return alt.Axis(title=title, labelLimit=NAMES, labelColor=_ink(), titleColor=_ink(), **settings)  # type: ignore[arg-type]


def _ink() -> str:
    """The colour of words in a picture: Vega does not know the page's."""
    return str((DARK if st.context.theme.type == "dark" else LIGHT)["textColor"])


def _height(rows: int, legend: int = 0, axis: int = 28) -> int:
    """Pixels of a picture with so many bars, and so many lines below it."""
    return ROW * max(rows, 1) + axis + (26 * legend + 22 if legend else 0)


def ranking(parts: Sequence[Part]) -> Any:
    """One bar an option, best first, in as many pieces as there are criteria."""
    criteria = list(dict.fromkeys(part.criterion for part in sorted(parts, key=lambda part: part.place)))
    rows = [part._asdict() for part in parts]
    totals = [
        {"option": part.option, "total": part.total, "shown": f"{part.total:.2f}"}
        for part in {part.option: part for part in parts}.values()
    ]
    order = [str(row["option"]) for row in totals]
    y = alt.Y("option:N", sort=order, axis=_axis(ticks=False, domain=False))
    bars = (
        alt.Chart(_data(rows))
        .mark_bar(height=18)
        .encode(
            x=alt.X(
                "points:Q",
                stack="zero",
                scale=alt.Scale(domain=[0, 5.4]),
                axis=_axis(values=[0, 1, 2, 3, 4, 5], format="d"),
            ),
            y=y,
            color=alt.Color(
                "criterion:N",
                sort=criteria,
                scale=alt.Scale(range=list(PLOT)),
                legend=alt.Legend(title=None, orient="bottom", columns=1, labelLimit=NAMES, labelColor=_ink()),
            ),
            order=alt.Order("place:Q"),
            tooltip=[
                alt.Tooltip("option:N", title="Option"),
                alt.Tooltip("criterion:N", title="Criterion"),
                alt.Tooltip("score:Q", title="Score"),
                alt.Tooltip("points:Q", title="Adds", format=".2f"),
            ],
        )
    )
    ends = (
        alt.Chart(_data(totals))
        .mark_text(align="left", dx=5, fontWeight="bold", color=_ink())
        .encode(x=alt.X("total:Q"), y=y, text=alt.Text("shown:N"))
    )
    return (bars + ends).properties(height=_height(len(order), legend=len(criteria)))


def tornado(bars: Sequence[Bar]) -> Any:
    """How far one weight alone moves the lead; what reaches past the line turns the result."""
    rows = [{**bar._asdict(), "flips": "turns the result" if bar.flips else "does not"} for bar in bars]
    drawn = (
        alt.Chart(_data(rows))
        .mark_bar(height=16)
        .encode(
            x=alt.X("without:Q", axis=_axis("lead of the winner, from weight 0 to twice the weight")),
            x2=alt.X2("doubled:Q"),
            y=alt.Y("criterion:N", sort=[bar.criterion for bar in bars], axis=_axis(ticks=False, domain=False)),
            color=alt.Color(
                "flips:N",
                scale=alt.Scale(domain=["turns the result", "does not"], range=[PLOT[1], PLOT[0]]),
                legend=alt.Legend(title=None, orient="bottom"),
            ),
            tooltip=[
                alt.Tooltip("criterion:N", title="Criterion"),
                alt.Tooltip("without:Q", title="Lead at weight 0", format=".2f"),
                alt.Tooltip("doubled:Q", title="Lead at twice the weight", format=".2f"),
            ],
        )
    )
    return (drawn + _rule([0.0])).properties(height=_height(len(bars), legend=1, axis=48))


def flips(found: Flips) -> Any:
    """Every option's total while one weight moves; the lines cross where the result turns."""
    rows = [point._asdict() for point in found.points]
    lines = (
        alt.Chart(_data(rows))
        .mark_line(strokeWidth=2.5)
        .encode(
            x=alt.X("weight:Q", axis=_axis("weight of the criterion, the others fixed")),
            y=alt.Y("total:Q", scale=alt.Scale(zero=False), axis=_axis("total")),
            color=alt.Color(
                "option:N",
                scale=alt.Scale(range=list(PLOT)),
                legend=alt.Legend(title=None, orient="bottom", columns=1, labelLimit=2 * NAMES),
            ),
            strokeDash=alt.StrokeDash("option:N", legend=None),
            tooltip=[
                alt.Tooltip("option:N", title="Option"),
                alt.Tooltip("weight:Q", title="Weight", format=".3~g"),
                alt.Tooltip("total:Q", title="Total", format=".2f"),
            ],
        )
    )
    return (lines + _rule([found.now]) + _rule(found.turns, dash=True)).properties(height=300)


def shares(rows: Sequence[Share]) -> Any:
    data = [{"option": row.option, "wins": row.wins, "shown": f"{row.wins:.0%}"} for row in rows]
    y = alt.Y("option:N", sort=[row.option for row in rows], axis=_axis(ticks=False, domain=False))
    bars = (
        alt.Chart(_data(data))
        .mark_bar(height=16, color=PLOT[0])
        .encode(x=alt.X("wins:Q", scale=alt.Scale(domain=[0, 1.1]), axis=_axis(format="%", values=[0, 0.5, 1])), y=y)
    )
    ends = (
        alt.Chart(_data(data))
        .mark_text(align="left", dx=5, color=_ink())
        .encode(x=alt.X("wins:Q"), y=y, text=alt.Text("shown:N"))
    )
    return (bars + ends).properties(height=_height(len(rows)))


def curve(found: Curve) -> Any:
    """Lines over one input that moves, with a mark where it stands."""
    rows = [point._asdict() for point in found.points]
    lines = (
        alt.Chart(_data(rows))
        .mark_line(strokeWidth=2.5)
        .encode(
            x=alt.X("x:Q", axis=_axis(found.x), scale=alt.Scale(type="log" if found.log_x else "linear", nice=False)),
            y=alt.Y("y:Q", axis=_axis(found.y), scale=alt.Scale(type="log" if found.log_y else "linear")),
            color=alt.Color(
                "line:N",
                sort=list(dict.fromkeys(point.line for point in found.points)),
                scale=alt.Scale(range=list(PLOT)),
                legend=alt.Legend(title=None, orient="bottom", labelLimit=2 * NAMES),
            ),
            strokeDash=alt.StrokeDash("line:N", legend=None),
            tooltip=[
                alt.Tooltip("line:N", title=" "),
                alt.Tooltip("x:Q", title=found.x, format=",.4~g"),
                alt.Tooltip("y:Q", title=found.y, format=",.4~g"),
            ],
        )
    )
    marks = [{"x": mark.x, "y": mark.y, "text": mark.text} for mark in found.marks]
    dots = (
        alt.Chart(_data(marks))
        .mark_point(size=90, filled=True, color=PLOT[1], opacity=1)
        .encode(x=alt.X("x:Q"), y=alt.Y("y:Q"), tooltip=[alt.Tooltip("text:N", title=" ")])
    )
    words = [
        alt.Chart(_data([mark]))
        .mark_text(align="left", dx=8, dy=-12 if place % 2 == 0 else 16, limit=260, color=_ink())
        .encode(x=alt.X("x:Q"), y=alt.Y("y:Q"), text=alt.Text("text:N"))
        for place, mark in enumerate(marks)
    ]
    return alt.layer(lines, dots, *words).properties(height=320)


def _rule(at: Sequence[float], dash: bool = False) -> Any:
    """An upright line."""
    return (
        alt.Chart(_data([{"at": value} for value in at]))
        .mark_rule(color=PLOT[-1], strokeWidth=1.5, strokeDash=[5, 4] if dash else [1, 0])
        .encode(x=alt.X("at:Q"))
    )
