"""For a terminal: a line a suite, the figures with their bars, every case that did not pass."""

from collections.abc import Iterator, Sequence

from evals.result import Figure, Result, Score

OFFLINE = (
    "Offline: plumbing, rules, retrieval, flow and the graders themselves do their job. "
    "This says nothing about the quality of a language model."
)
LIVE = "Scripted people are easier than real ones: every figure from them is an upper bound."
LISTED = 12
"""Failures of a suite that are listed."""
WIDTH = 160
"""Characters of a reason."""


def render(
    scores: Sequence[Score], results: Sequence[Result], refused: Sequence[str] = (), team: str = ""
) -> str:  # fmt: skip
    lines = [team] if team else []
    lines += [line for score in scores for line in _suite(score)]
    lines += [line for score in scores for line in _not_passed([one for one in results if one.suite == score.suite])]
    lines += [f"ERROR an offline run wanted to reach {host}" for host in sorted(set(refused))]
    live = any(score.interval for score in scores)
    return "\n".join([*lines, *([_spent(results)] if live else []), "", LIVE if live else OFFLINE])


def _spent(results: Sequence[Result]) -> str:
    """What a live run cost: each conversation once, also where several suites judged it."""
    once = {(one.case, one.attempt): one for one in results if one.record and one.record.calls}.values()
    calls = sum(one.record.calls for one in once if one.record)
    counted = [one.tokens for one in once if isinstance(one.tokens, int)]
    unknown = f", {len(once) - len(counted)} cases whose endpoint did not count" if len(counted) < len(once) else ""
    return f"{calls} calls to the model, {sum(counted):,} tokens{unknown}."


def _suite(score: Score) -> Iterator[str]:
    skipped = f", {score.skipped} skipped" if score.skipped else ""
    errors = f", {score.errors} could not be judged" if score.errors else ""
    within = f" ({score.interval[0]:.0%} to {score.interval[1]:.0%})" if score.interval else ""
    yield (
        f"{'ok ' if score.held else 'NOT'}  {score.suite:11} {score.passed}/{score.selected} passed{within}, "
        f"bar {score.bar:.0%}{errors}{skipped}"
    )
    if not score.selected:
        yield f"     {score.suite}: no case ran, which is never a pass"
    yield from (f"     {line}" for figure in score.figures if (line := _figure(figure)))


def _figure(figure: Figure) -> str:
    """Only those with a bar; the others are in the JSON and on the page."""
    if figure.least is None and figure.most is None:
        return ""
    bar = f"at least {figure.least:g}" if figure.least is not None else f"at most {figure.most:g}"
    return f"{'ok ' if figure.held else 'NOT'} {figure.name} {figure.value:g} ({bar}, n={figure.n})"


def _not_passed(results: Sequence[Result]) -> Iterator[str]:
    """Errors all of them, failures as far as anybody reads."""
    errors = [result for result in results if result.verdict == "error"]
    failures = [result for result in results if result.verdict == "fail"]
    yield from map(_case, (*errors, *failures[:LISTED]))
    if len(failures) > LISTED:
        yield f"FAIL  {failures[0].suite}: {len(failures) - LISTED} more; --report and --junit have them all"


def _case(result: Result) -> str:
    again = f" (run {result.attempt})" if result.attempt > 1 else ""
    reason = result.reason if len(result.reason) <= WIDTH else f"{result.reason[:WIDTH]}…"
    return f"{'FAIL ' if result.verdict == 'fail' else 'ERROR'} {result.suite}/{result.case}{again}: {reason}"
