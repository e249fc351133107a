"""The kill matrix for a terminal, and as a page of its own."""

from collections.abc import Iterator

from evals.reports import page as whole_page
from evals.result import Kill, KillMatrix


def render(kills: KillMatrix) -> str:
    return "\n".join(_lines(kills))


def _lines(kills: KillMatrix) -> Iterator[str]:
    if kills.good_failures:
        yield f"The good stub itself failed {', '.join(kills.good_failures)}: no mutation score."
        return
    killed, unharmed = sum(one.held for one in kills.rows), sum(one.held for one in kills.controls)
    yield f"{'ok ' if kills.held else 'NOT'}  {killed}/{len(kills.rows)} mutants killed by the check named for them"
    yield f"{'ok ' if unharmed == len(kills.controls) else 'NOT'}  {unharmed}/{len(kills.controls)} controls unharmed"
    yield from (_line(one) for one in (*kills.rows, *kills.controls))
    idle = sorted(check for check, alone in kills.weights.items() if not alone)
    if idle:
        yield f"Carry no weight alone, every mutant they catch is caught elsewhere too: {', '.join(idle)}"
    if kills.unsensed:
        yield f"No check would miss these {len(kills.unsensed)} lines of the prompt:"
        yield from (f"  {line}" for line in kills.unsensed)


def _line(kill: Kill) -> str:
    by = f" by {', '.join(kill.killed_by)}" if kill.killed_by else ""
    wanted = f" (wants {kill.killer})" if kill.killer and not kill.held else ""
    return f"  {'ok ' if kill.held else 'NOT'} {kill.family:7} {kill.mutant}: {kill.verdict}{by}{wanted}{f': {kill.reason}' if kill.reason else ''}"


def page(kills: KillMatrix) -> str:
    return whole_page.of_kills(kills)
