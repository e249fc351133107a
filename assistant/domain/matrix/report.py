"""An analysis in words, for a terminal or any place with a fixed-width font."""

import textwrap
from collections.abc import Iterable, Sequence
from functools import lru_cache

from assistant.domain.calculators.figures import exact
from assistant.domain.matrix.analysis import Analysis, Flip, WhatWouldHaveToBeTrue
from assistant.domain.matrix.table import raw_weights

REASONS = {
    "same_scores": "all options score the same on it",
    "no_weight_changes_the_winner": "no weight of it changes the winner",
}

LONGEST_NAME = 60
FEW = 3
"""Options named in one sentence."""


def report(analysis: Analysis) -> str:
    """Ranking first, then how firm it is, then what would turn it. Ends without a line break."""
    sections = (ranking(analysis), firmness(analysis), turns(analysis), remarks(analysis))
    return "\n\n".join("\n".join(lines) for lines in sections if lines)


def ranking(analysis: Analysis) -> list[str]:
    names = {ranked.option: _option(analysis, ranked.option) for ranked in analysis.ranking}
    width = max(len(name) for name in names.values())
    lines = []
    for ranked in analysis.ranking:
        total = "  – " if ranked.total is None else f"{ranked.total:.2f}"
        missing = (
            f"   no score for {_listed(analysis.matrix.name(c) for c in ranked.incomplete)}"
            if ranked.incomplete
            else ""
        )
        lines.append(f"{ranked.rank}. {names[ranked.option]:<{width}}  {total}{missing}")
    weights = ", ".join(
        f"{analysis.matrix.name(criterion)} {share:.0%}" for criterion, share in analysis.weights.items()
    )
    return [*lines, f"Weights: {weights}"]


def firmness(analysis: Analysis) -> list[str]:
    lines = [verdict(analysis)]
    if analysis.winners and analysis.empty_cells_could_decide:
        lines.append("Scores still missing could change who leads.")
    sensitivity = analysis.sensitivity
    if sensitivity.equal_weights and sensitivity.equal_weights != analysis.winners:
        lines.append(f"With equal weights: {_options(analysis, sensitivity.equal_weights)}.")
    shares = sorted(sensitivity.robustness.items(), key=lambda item: item[1], reverse=True)
    won = [f"{_quoted(analysis, option)} {share:.0%}" for option, share in shares if share >= 0.005]
    if won:
        lines.append(f"Wins over random weights: {', '.join(won)}.")
    return lines


def verdict(analysis: Analysis) -> str:
    """Who wins and whether that is clear, in one sentence."""
    if not analysis.winners:
        return "Nothing is scored yet."
    if len(analysis.winners) > 1:
        return f"No clear winner: {_options(analysis, analysis.winners)} have the same total."
    leader = _quoted(analysis, analysis.winners[0])
    if analysis.margin is None:
        return f"{leader} is the only option with a score."
    second = _quoted(analysis, analysis.ranking[1].option)
    if analysis.clear_winner:
        return f"{leader} wins, {analysis.margin:.0%} ahead of {second}."
    if analysis.empty_cells_could_decide:
        return f"No clear winner yet: {leader} is {analysis.margin:.1%} ahead of {second}, with cells still empty."
    return f"No clear winner: {leader} is {analysis.margin:.1%} ahead of {second}; under 10% is too close to call."


def turns(analysis: Analysis) -> list[str]:
    """What would make another option win."""
    if not analysis.winners or len(analysis.matrix.options) < 2:
        return []
    name, flip = analysis.matrix.name, analysis.sensitivity.smallest_flip
    lines = ["No change of a single weight makes another option win." if flip is None else _flip(flip, analysis)]
    lines += [
        f"Without {name(removed.without)}: {_options(analysis, removed.winners)}."
        for removed in analysis.sensitivity.without_criterion
        if removed.winners and removed.winners != analysis.winners
    ]
    lines += [_to_win(what, analysis) for what in analysis.to_win if what.weight or what.score]
    if lost := [what.option for what in analysis.to_win if not what.weight and not what.score]:
        lines.append(f"For {_options(analysis, lost)} to win: no single weight or score is enough.")
    return lines


def _flip(flip: Flip, analysis: Analysis) -> str:
    return f"Smallest flip: with {_weighing(flip, analysis)}, {_quoted(analysis, flip.winner)} wins."


def _weighing(flip: Flip, analysis: Analysis) -> str:
    """ "Delay weighing under 3 instead of 4"; the bound itself is the tie."""
    name, weight = analysis.matrix.name(flip.criterion), float(raw_weights(analysis.matrix)[flip.criterion])
    if not flip.change:
        return f"the slightest change to the weight of {name}"
    bound = exact(float(f"{weight + flip.change:.4g}"))
    return f"{name} weighing {'over' if flip.change > 0 else 'under'} {bound} instead of {exact(weight)}"


def _to_win(what: WhatWouldHaveToBeTrue, analysis: Analysis) -> str:
    name, ways = analysis.matrix.name, []
    if what.weight is not None:
        ways.append(_weighing(what.weight, analysis))
    if what.score is not None:
        needed, given = what.score.needed, exact(what.score.given)
        ways.append(
            f"{_quoted(analysis, what.score.option)} at {needed} instead of {given} on {name(what.score.criterion)}"
        )
    return f"For {_quoted(analysis, what.option)} to win: {' or '.join(ways)}."


def remarks(analysis: Analysis) -> list[str]:
    name = analysis.matrix.name
    lines = [
        f"{_quoted(analysis, found.option)} is out: it breaks {_listed(found.breaks)}." for found in analysis.ruled_out
    ]
    lines += [
        f"{_quoted(analysis, found.option)} is no better than {_options(analysis, found.by)} anywhere and worse somewhere."
        for found in analysis.dominated
    ]
    lines += [
        f"{name(found.criterion)} decides nothing: {REASONS[found.reason]}." for found in analysis.decides_nothing
    ]
    return [*lines, *analysis.notes]


def _option(analysis: Analysis, option: str) -> str:
    baseline = any(known.id == option and known.baseline for known in analysis.matrix.options)
    return f"{analysis.matrix.name(option)} (baseline)" if baseline else analysis.matrix.name(option)


def _options(analysis: Analysis, options: Sequence[str]) -> str:
    """By name, the first of them where there are many: then the number says more than the names."""
    named = [_quoted(analysis, option) for option in options]
    return _listed(named if len(named) <= FEW + 1 else [*named[:FEW], f"{len(named) - FEW} others"])


def _quoted(analysis: Analysis, option: str) -> str:
    """An option's name inside a sentence. A long one is cut as long as no other option begins like it."""
    names = {known.id: _cut(analysis.matrix.name(known.id)) for known in analysis.matrix.options}
    alike = list(names.values()).count(names[option]) > 1
    return f"“{analysis.matrix.name(option) if alike else names[option]}”"


@lru_cache(maxsize=1024)
def _cut(name: str) -> str:
    return textwrap.shorten(name, LONGEST_NAME, placeholder="…")


def _listed(names: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    names = list(names)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
