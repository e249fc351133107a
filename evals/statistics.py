"""How much a difference between two live runs is worth. Offline runs are deterministic and need none of this."""

import random
from collections.abc import Mapping, Sequence
from math import comb, sqrt
from statistics import fmean

Z95 = 1.959963984540054
RESAMPLES = 2000


def wilson(passed: int, n: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval of a rate; all of 0 to 1 where nothing was tried."""
    if n == 0:
        return (0.0, 1.0)
    rate, spread = passed / n, z * z / n
    middle = (rate + spread / 2) / (1 + spread)
    half = z * sqrt(rate * (1 - rate) / n + spread / (4 * n)) / (1 + spread)
    return (max(0.0, middle - half), min(1.0, middle + half))


def mcnemar(only_before: int, only_after: int) -> float:
    """The exact two-sided p-value that as many cases changed for the worse as for the better."""
    changed, fewer = only_before + only_after, min(only_before, only_after)
    if changed == 0:
        return 1.0
    tail: float = sum(comb(changed, k) for k in range(fewer + 1)) / 2**changed
    return min(1.0, 2 * tail)


def paired_bootstrap(
    before: Mapping[str, Sequence[float]], after: Mapping[str, Sequence[float]], seed: int = 1
) -> tuple[float, float, float]:
    """Mean difference and its 95 % interval, resampling whole cases: the repeats of one case are not independent."""
    differences = [fmean(after[id]) - fmean(before[id]) for id in sorted(set(before) & set(after))]
    if not differences:
        return (0.0, -1.0, 1.0)
    dice, n = random.Random(seed), len(differences)
    means = sorted(fmean(dice.choices(differences, k=n)) for _ in range(RESAMPLES))
    return (fmean(differences), means[int(RESAMPLES * 0.025)], means[int(RESAMPLES * 0.975) - 1])
