"""For the summary of a CI run: a table of suites, and what to look at."""

from collections.abc import Sequence

from evals.baseline import Difference
from evals.reports.text import LIVE, OFFLINE
from evals.result import KillMatrix, Result, Score

SHOWN = 50
"""Cases that are listed; the page and the JUnit file have the rest."""


def render(
    scores: Sequence[Score],
    results: Sequence[Result],
    differences: Sequence[Difference] = (),
    kills: KillMatrix | None = None,
) -> str:
    lines = [
        "## Framefirst evals",
        "",
        "| | suite | passed | n | bar | skipped |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for score in scores:
        mark = "✅" if score.held else "❌"
        lines.append(
            f"| {mark} | {score.suite} | {score.rate:.1%} | {score.selected} | {score.bar:.0%} | {score.skipped} |"
        )
    barred = [
        (score, figure)
        for score in scores
        for figure in score.figures
        if figure.least is not None or figure.most is not None
    ]
    if barred:
        lines += ["", "| | figure | value | bar | n |", "| --- | --- | ---: | ---: | ---: |"]
        for score, figure in barred:
            bar = f"≥ {figure.least:g}" if figure.least is not None else f"≤ {figure.most:g}"
            mark = "✅" if figure.held else "❌"
            lines.append(f"| {mark} | {score.suite}: {figure.name} | {figure.value:g} | {bar} | {figure.n} |")
    worse = [(one.suite, case) for one in differences for case in one.worse]
    better = [(one.suite, case) for one in differences for case in one.better]
    lines += _listed("Worse than the baseline", [f"`{suite}/{case}`" for suite, case in worse])
    lines += _listed(
        "Better than the baseline; bless the run to keep it so", [f"`{suite}/{case}`" for suite, case in better]
    )
    bad = [result for result in results if result.verdict in ("fail", "error")]
    lines += _listed("Not passed", [f"`{one.suite}/{one.case}` {one.verdict}: {cell(one.reason)}" for one in bad])
    if kills:
        held = sum(one.held for one in kills.rows)
        lines += ["", f"Mutants: {held} of {len(kills.rows)} killed by the check named for them; "
                  f"{sum(one.held for one in kills.controls)} of {len(kills.controls)} controls unharmed."]  # fmt: skip
    lines += ["", LIVE if any(score.interval for score in scores) else OFFLINE]
    return "\n".join(lines) + "\n"


def _listed(title: str, entries: Sequence[str]) -> list[str]:
    if not entries:
        return []
    more = [f"- … and {len(entries) - SHOWN} more"] if len(entries) > SHOWN else []
    return [
        "",
        f"<details><summary>{title} ({len(entries)})</summary>",
        "",
        *(f"- {e}" for e in entries[:SHOWN]),
        *more,
        "",
        "</details>",
    ]


def cell(text: str) -> str:
    """On one line, and without anything that Markdown or HTML would take for its own."""
    return " ".join(text.split()).replace("<", "&lt;").replace("|", "\\|")[:300]
