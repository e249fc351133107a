"""Text such as "99.9%", "50000/s" or "8000 USD/month" -> a number in the base unit of what was asked for.

Numbers are read here; the unit behind them is pint's, over a registry that holds only the units below, so that
nothing is taken for metres or millibits. Importing pint takes about half a second: it waits for the first unit.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.domain.calculators.calculator import CalculationError, Input, Kind
from assistant.domain.reading.units import CURRENCY_MARKS

if TYPE_CHECKING:
    import pint

TIMES = {
    "s": "sec secs second seconds",
    "ns": "nanosecond nanoseconds",
    "us": "µs μs microsecond microseconds",
    "ms": "msec millisecond milliseconds",
    "min": "mins minute minutes",
    "h": "hr hrs hour hours",
    "d": "day days",
    "week": "wk weeks",
    "month": "mo mon months",
    "quarter": "quarters",
    "year": "yr yrs y years",
}
SECONDS = {
    "ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3_600.0, "d": 86_400.0, "week": 604_800.0,
    "month": 2_628_000.0, "quarter": 7_884_000.0, "year": 31_536_000.0,
}  # fmt: skip
"""A year has 365 days, a month is a twelfth of it."""
BYTES = {
    "B": 1.0, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "PB": 1e15,
    "KiB": 2.0**10, "MiB": 2.0**20, "GiB": 2.0**30, "TiB": 2.0**40, "PiB": 2.0**50,
}  # fmt: skip
SPELLINGS = {
    "B": "byte bytes", "KB": "kB kb kilobyte kilobytes", "MB": "mb megabyte megabytes", "GB": "gb gigabyte gigabytes",
    "TB": "tb terabyte terabytes", "PB": "pb petabyte petabytes", "KiB": "kib", "MiB": "mib", "GiB": "gib", "TiB": "tib",
    "PiB": "pib",
}  # fmt: skip
BITS = {
    "bit": (1 / 8, "bits"),
    "kbit": (125.0, "Kbit kilobit kilobits"),
    "Mbit": (125e3, "mbit megabit megabits Mb"),
    "Gbit": (125e6, "gbit gigabit gigabits Gb"),
    "Tbit": (125e9, "tbit terabit terabits"),
}
BIT_RATES = {
    "bps": 1 / 8,
    "kbps": 125.0,
    "Kbps": 125.0,
    "Mbps": 125e3,
    "mbps": 125e3,
    "Gbps": 125e6,
    "gbps": 125e6,
    "Tbps": 125e9,
}
RATES = {"rps": 1.0, "qps": 1.0, "tps": 1.0, "eps": 1.0, "iops": 1.0, "rpm": 1 / 60}
COUNTED = (
    "request req reqs call event message msg write read query transaction tx order job task row record item user visitor "
    "invocation thread worker connection server instance copy person people engineer developer file operation op update x"
)
"""Nouns that may stand behind a number and change nothing."""
CURRENCIES = ("USD", "EUR", "GBP", "CHF", "JPY", "INR", "SEK", "NOK", "DKK", "PLN", "CZK", "AUD", "CAD", "SGD", "BRL")
CURRENCY_WORDS = {"dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "pounds": "GBP", "francs": "CHF"}

MULTIPLIERS = {
    "k": 1e3,
    "K": 1e3,
    "M": 1e6,
    "thousand": 1e3,
    "million": 1e6,
    "mio": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
}
TIMES_WORD = rf"(?:{'|'.join(MULTIPLIERS)})(?![A-Za-z])"
NUMBER = re.compile(
    r"(?P<sign>[-+−]?)\s*(?P<digits>\d+(?:[,_' ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2})?)"
    rf"(?:\s*(?P<times>{TIMES_WORD}))?\s*(?P<unit>.*)\Z",
    re.DOTALL,
)
PRICE_FIRST = re.compile(rf"([A-Z]{{3}}) ?(\d[\d.,]*(?:\s*{TIMES_WORD})?)(.*)\Z", re.DOTALL)
UNIT_PART = re.compile(r"\s*(?P<join>[/*·-]?)\s*(?P<word>[A-Za-zµμ]+)")
LONGEST_UNIT = 60
LARGEST = 1e18


class Measure(NamedTuple):
    """What fits a kind: exponents of time, information and money, the base unit, and how people write it."""

    dimension: Mapping[str, int]
    base: str
    a: str
    example: str


TIME, DATA, MONEY = "[time]", "[information]", "[money]"
MEASURES: dict[Kind, Measure] = {
    "share": Measure({}, "", "a percentage", "99.9%"),
    "count": Measure({}, "", "a plain number", "200"),
    "duration": Measure({TIME: 1}, "s", "a duration", "100ms, 10min or 2h"),
    "rate": Measure({TIME: -1}, "/s", "a rate", "50000/s or 38000/day"),
    "size": Measure({DATA: 1}, "B", "an amount of data", "500GB or 2TB"),
    "flow": Measure({DATA: 1, TIME: -1}, "B/s", "data per time", "1Gbps or 20GB/day"),
    "memory": Measure({DATA: 1}, "GiB", "an amount of memory", "512MB"),
    "money": Measure({MONEY: 1}, "{currency}", "an amount of money", "0.20USD"),
    "money_per_time": Measure({MONEY: 1, TIME: -1}, "{currency}/s", "money per time", "8000USD/month"),
    "money_per_size": Measure({MONEY: 1, DATA: -1}, "{currency}/B", "a price per amount of data", "0.09USD/GB"),
    "money_per_size_time": Measure(
        {MONEY: 1, DATA: -1, TIME: -1}, "{currency}/B/s", "a price per amount of data and time", "0.023USD/GB/month"
    ),
    "money_per_memory_time": Measure(
        {MONEY: 1, DATA: -1, TIME: -1}, "{currency}/GiB/s", "a price per memory and time", "0.0000166667USD/GB/s"
    ),
}
MEMORY_KINDS: frozenset[Kind] = frozenset({"memory", "money_per_memory_time"})


class Amount(NamedTuple):
    value: float
    currency: str | None = None


def read(expected: Input, text: str) -> Amount:
    """One value of an input in its base unit."""
    number = NUMBER.match(_in_order(text))
    if number is None:
        raise _refused(expected, text, "is not understood")
    value = float(re.sub(r"[,_' ]", "", number["digits"])) * MULTIPLIERS.get(number["times"] or "", 1)
    if number["sign"] in ("-", "−"):
        raise _refused(expected, text, "is below zero, which makes no sense here")
    if value == 0 and not expected.zero:
        raise _refused(expected, text, "is zero, which makes no sense here")
    if value > LARGEST:
        raise _refused(expected, text, "is too large to mean anything")
    unit = number["unit"].strip()
    if expected.kind == "share":
        return Amount(_share(expected, text, value, unit))
    if unit in ("%", "percent"):
        raise _refused(expected, text, "is a percentage")
    if expected.kind == "count" and not unit:
        return Amount(value)
    return _measured(expected, text, value, unit)


def _in_order(text: str) -> str:
    """ "$8000/month" as "8000 USD/month"."""
    said = text.strip()
    for mark, code in CURRENCY_MARKS.items():
        said = said.replace(mark, f"{code} ") if said.startswith(mark) else said.replace(mark, f" {code} ")
    return PRICE_FIRST.sub(r"\2 \1\3", said.strip())


def _refused(expected: Input, text: str, why: str) -> CalculationError:
    return CalculationError(f"{expected.name}={_short(text)} {why}; {wanted(expected)}.")


def wanted(expected: Input) -> str:
    return f"it takes {MEASURES[expected.kind].a} such as {expected.example}"


def _share(expected: Input, text: str, value: float, unit: str) -> float:
    """ "99.9%" and "0.999" are the same share; so is a bare "99.9", which can only be a percentage."""
    if unit not in ("", "%", "percent"):
        raise _refused(expected, text, "has a unit that no percentage has")
    return value if not unit and value <= 1 else value / 100


def _measured(expected: Input, text: str, value: float, unit: str) -> Amount:
    found = _parsed(unit, expected.kind)
    if found is None:
        raise _refused(expected, text, "has a unit that is not known here")
    measure, (dimension, currency) = MEASURES[expected.kind], _dimension(found)
    if dimension != measure.dimension:
        raise _refused(expected, text, f"is {_described(dimension)}")
    base = _parsed(measure.base.format(currency=currency), expected.kind)
    return Amount(value * float(found.to(base).magnitude), currency)


def _parsed(unit: str, kind: Kind) -> Any:
    """One of a unit, built word by word so that nothing but names ever reaches pint; None where one is unknown."""
    import pint

    words, found, below = _words(unit, kind), registry().Quantity(1.0), False
    if words is None:
        return None
    for join, word in words:
        below = below if join == "-" else join == "/"
        try:
            factor = registry().Quantity(1.0, registry().get_name(word))
        except pint.UndefinedUnitError:
            return None
        found = found / factor if below else found * factor
    return found


def _words(unit: str, kind: Kind) -> list[tuple[str, str]] | None:
    """Names with the stroke or hyphen before them; "per" is a stroke, memory counts in powers of 1,024."""
    if len(unit) > LONGEST_UNIT:
        return None
    unit = re.sub(r"/\s*\(([^()]*)\)", lambda group: f"/{re.sub(r'[*· ]+', '-', group[1].strip())}", unit)
    unit = re.sub(r"\bper\b", "/", unit)
    if kind in MEMORY_KINDS:
        unit = re.sub(r"\b([KMGT])B\b", r"\1iB", unit)
    words, end = [], 0
    while (part := UNIT_PART.match(unit, end)) is not None:
        words.append((part["join"], part["word"]))
        end = part.end()
    return words if end == len(unit) else None


@cache
def registry() -> "pint.UnitRegistry[Any]":
    import pint

    units: pint.UnitRegistry[Any] = pint.UnitRegistry(None)
    units.define("s = [time]")
    units.define("B = [information]")
    for name, seconds in SECONDS.items():
        _define(units, name, f"{seconds!r} s", TIMES[name])
    for name, count in BYTES.items():
        _define(units, name, f"{count!r} B", SPELLINGS[name])
    for name, (count, spellings) in BITS.items():
        _define(units, name, f"{count!r} B", spellings)
    for name, count in BIT_RATES.items():
        _define(units, name, f"{count!r} B / s", "")
    for name, count in RATES.items():
        _define(units, name, f"{count!r} / s", "")
    for noun in COUNTED.split():
        _define(units, noun, "1", f"{noun}s")
    for code in CURRENCIES:
        units.define(f"{code} = [money_{code}] = _ = {code.lower()}")
    for word, code in CURRENCY_WORDS.items():
        units.define(f"@alias {code} = {word}")
    return units


def _define(units: "pint.UnitRegistry[Any]", name: str, definition: str, spellings: str) -> None:
    aliases = "".join(f" = {spelling}" for spelling in spellings.split())
    if name in ("s", "B"):
        units.define(f"@alias {name}{aliases}")
    else:
        units.define(f"{name} = {definition} = _{aliases}")


def _dimension(found: Any) -> tuple[dict[str, int], str | None]:
    """Exponents, with every currency as money, and which currency it was."""
    dimension: dict[str, int] = {}
    currency = None
    for name, exponent in dict(found.dimensionality).items():
        if name.startswith("[money_"):
            currency, name = name[7:-1], MONEY
        dimension[name] = dimension.get(name, 0) + int(exponent)
    return dimension, currency


def _described(dimension: Mapping[str, int]) -> str:
    if not dimension:
        return "a plain number"
    return next((measure.a for measure in MEASURES.values() if measure.dimension == dimension), "something else")


def _short(text: str, limit: int = 40) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
