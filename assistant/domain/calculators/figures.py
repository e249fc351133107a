"""Numbers as people read them: a few significant digits, thousands grouped, seconds and bytes in a fitting unit."""

import math

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0
YEAR = 365 * DAY
MONTH = YEAR / 12
WEEK = 7 * DAY

DURATIONS: tuple[tuple[float, float, str], ...] = (
    (1.0, 1e-3, "ms"),
    (2 * MINUTE, 1.0, "second"),
    (2 * HOUR, MINUTE, "minute"),
    (3 * DAY, HOUR, "hour"),
    (2 * YEAR, DAY, "day"),
    (math.inf, YEAR, "year"),
)
"""Seconds below which a unit is used, the seconds in it, its name."""
SIZES: tuple[tuple[float, str], ...] = (
    (1e15, "PB"),
    (1e12, "TB"),
    (1e9, "GB"),
    (1e6, "MB"),
    (1e3, "KB"),
    (1.0, "bytes"),
)


def figure(value: float) -> str:
    """ "0.44", "4.4", "26.4", "4,800": two significant digits below ten, whole numbers from a hundred."""
    size = abs(value)
    if size >= 99.95:
        return f"{value:,.0f}"
    if size >= 9.95:
        return trimmed(f"{value:.1f}")
    if size == 0:
        return "0"
    decimals = max(1, 1 - math.floor(math.log10(size)))
    return trimmed(f"{value:.{decimals}f}")


def exact(value: float) -> str:
    """A value with all its digits, as far as a person gave them: "99.95", "38,000", "0.0000002"."""
    return trimmed(f"{value:,.12f}") if abs(value) < 1 else trimmed(f"{value:,.6f}")


def percent(share: float) -> str:
    """ "99.95 %", with as many digits as it takes to tell the share from all of it."""
    missing = abs(1 - share) * 100
    decimals = 2 if not missing else min(12, max(2, 2 - math.floor(math.log10(missing))))
    return f"{trimmed(f'{share * 100:.{decimals}f}')} %"


def trimmed(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def duration(seconds: float) -> str:
    """ "22 minutes", "4.4 hours", "100 ms"."""
    _, unit, name = next(row for row in DURATIONS if abs(seconds) < row[0])
    number = figure(seconds / unit)
    return f"{number} {name}" if name == "ms" or number == "1" else f"{number} {name}s"


def size(count: float) -> str:
    """ "7.3 TB"; decimal units, as storage and traffic are sold."""
    unit, name = next((row for row in SIZES if abs(count) >= row[0]), SIZES[-1])
    return f"{figure(count / unit)} {name}"


def rounded(value: float) -> str:
    """Four significant digits, whole numbers in full: "0.4398", "43.8", "1,080,000"."""
    if value == 0:
        return "0"
    decimals = max(0, 3 - math.floor(math.log10(abs(value))))
    return trimmed(f"{value:,.{decimals}f}")
