"""The calculators page: the lines behind a result, and the result as a line of the session."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from assistant.domain.calculators.availability import DOWNTIME
from assistant.domain.calculators.calculator import CalculationError, Calculator, Quantity, Result
from assistant.domain.calculators.catalogue import CATALOGUE, calculate
from assistant.domain.calculators.cost import BUILD_BUY, SERVERLESS
from assistant.domain.calculators.figures import duration, percent, rounded
from assistant.domain.calculators.load import BACKLOG
from assistant.domain.events import Calculated
from assistant.domain.frame import Calculation

POINTS = 40
NAMES: dict[str, str] = {
    "downtime": "Downtime of an availability",
    "series": "Availability of a chain",
    "parallel": "Availability of copies",
    "error-budget": "Error budget",
    "rate": "Rates by second, day and month",
    "concurrency": "How many at a time",
    "thread-pool": "Threads and connections",
    "backlog": "Backlog over time",
    "serverless-cost": "Serverless against always on",
    "reserved": "A commitment against on demand",
    "egress": "Carrying data out",
    "build-buy": "Build against buy",
    "rpo-loss": "What a lost interval holds",
    "backfill": "Backfilling rows",
    "storage-growth": "Storage growth",
}
FIRST = ("serverless-cost", "downtime", "backlog", "build-buy")
"""Those with a picture."""

WANTED: dict[str, tuple[str, ...]] = {
    "backlog": ("normal",),
    "reserved": ("reserved",),
    "storage-growth": ("growth",),
    "error-budget": ("rate",),
}
"""Inputs that may be left out and are filled in at first."""


class At(NamedTuple):
    line: str
    x: float
    y: float


class Mark(NamedTuple):
    x: float
    y: float
    text: str


class Curve(NamedTuple):
    """Lines over one input that moves, and what stands out on them."""

    x: str
    y: str
    points: tuple[At, ...]
    marks: tuple[Mark, ...] = ()
    log_x: bool = False
    log_y: bool = False
    says: str = ""
    """What it shows, in a sentence."""


def catalogue() -> tuple[Calculator, ...]:
    """Those with a picture first."""
    return tuple(sorted(CATALOGUE, key=lambda c: FIRST.index(c.name) if c.name in FIRST else len(FIRST)))


def name_of(calculator: str) -> str:
    return NAMES.get(calculator, calculator.replace("-", " ").capitalize())


def shown(quantity: Quantity) -> str:
    if quantity.unit == "%":
        return percent(quantity.value / 100)
    count, per, period = quantity.unit.partition("1/")
    unit = f"a {PERIODS.get(period, period)}" if per and not count else quantity.unit
    return f"{rounded(quantity.value)} {unit}".rstrip()


PERIODS = {"s": "second", "min": "minute", "h": "hour"}


def starting_inputs(calculator: Calculator) -> dict[str, str]:
    """Something to look at before anything is typed; what may be left out is, unless the result would lack its point."""
    wanted = WANTED.get(calculator.name, ())
    return {i.name: "" if i.optional and i.name not in wanted else i.default or i.example for i in calculator.inputs}


def given(inputs: Mapping[str, str]) -> dict[str, str]:
    return {name: text.strip() for name, text in inputs.items() if text.strip()}


def headline(result: Result) -> str:
    """What came out, as a sentence."""
    drawn = curve(result)
    if drawn is not None:
        return drawn.says
    name, first = next(iter(result.results.items()))
    return f"{name.replace('_', ' ').capitalize()}: {shown(first)}."


# -- pictures ----------------------------------------------------------------------------------------------------------


def curve(result: Result) -> Curve | None:
    """The picture behind a result; None where there is nothing to draw."""
    draw = CURVES.get(result.name)
    return draw(result) if draw else None


def _again(result: Result, **moved: str) -> Result | None:
    """The same calculation with one input elsewhere; None where that has no result."""
    try:
        return calculate(result.name, {**result.inputs, **moved})
    except CalculationError:
        return None


def _serverless(result: Result) -> Curve:
    """Two lines over the load: by the call, and by the month."""
    now, crossover = result.results["requests"].value, result.results["crossover"].value * 365 / 12
    currency = result.results["cost"].unit
    server = result.results["cost"].value * crossover / now
    end = 2 * max(now, crossover)
    points = []
    for step in range(POINTS + 1):
        calls = end * step / POINTS
        points += [
            At("functions, by the call", calls, result.results["cost"].value * calls / now),
            At("servers, always on", calls, server),
        ]
    cheaper = "functions cost less" if now < crossover else "servers cost less"
    marks = (
        Mark(crossover, server, f"even at {rounded(crossover)} calls a month"),
        Mark(now, result.results["cost"].value, f"yours: {cheaper}"),
    )
    says = f"At your load {cheaper}; both cost the same at {rounded(crossover)} calls a month."
    return Curve("calls a month", currency, tuple(points), marks, says=says)


NINES = (0.9, 0.95, 0.99, 0.995, 0.999, 0.9995, 0.9999, 0.99995, 0.99999)


def _downtime(result: Result) -> Curve:
    """Hours a year over the nines; both axes by powers of ten, since each nine is a tenth."""
    points = [
        At("downtime", (1 - share) * 100, again.results["per_year"].value)
        for share in NINES
        if (again := _again(result, availability=f"{share * 100:.6g}%"))
    ]
    hours = result.results["per_year"].value
    missing = hours / 8760 * 100
    marks = (Mark(missing, hours, f"{rounded(hours)} h a year"),) if missing > 0 else ()
    says = f"{percent(1 - missing / 100)} leaves {duration(hours * 3600)} a year for being down."
    return Curve("% of the time down", "hours down a year", tuple(points), marks, log_x=True, log_y=True, says=says)


def _backlog(result: Result) -> Curve:
    """Up while more arrives than is worked off, then down, or level where nothing says how it goes on."""
    growth, waiting = result.results["growth"].value, result.results["backlog"].value
    minutes = waiting / growth / 60
    drain = result.results.get("drain")
    end = minutes + (drain.value if drain else minutes / 2)
    points = (At("waiting", 0, 0), At("waiting", minutes, waiting), At("waiting", end, 0 if drain else waiting))
    marks = [Mark(minutes, waiting, f"{rounded(waiting)} waiting")]
    if drain:
        marks.append(Mark(end, 0, f"clear after {rounded(end)} min"))
    goes_on = "and stay; say what arrives afterwards to see them go"
    if drain:
        goes_on = f"and are gone after {duration(end * 60)}"
    says = f"{rounded(waiting)} pile up in {duration(minutes * 60)}, {goes_on}."
    return Curve("minutes", "waiting", points, tuple(marks), says=says)


def _build_buy(result: Result) -> Curve:
    """What either has cost so far, by months."""
    months = [1, *range(3, 61, 3)]
    points = []
    for month in months:
        again = _again(result, horizon=f"{month} months")
        if again:
            points += [
                At("build and run it", month, again.results["build"].value),
                At("buy it", month, again.results["buy"].value),
            ]
    even = result.results.get("break_even")
    at = _again(result, horizon=f"{rounded(even.value)} months") if even and even.value <= months[-1] else None
    marks = (Mark(even.value, at.results["buy"].value, f"even in month {rounded(even.value)}"),) if even and at else ()
    dearer, cheaper = ("Building", "buying") if result.results["difference"].value > 0 else ("Buying", "building")
    meet = marks[0].text if marks else "not even within five years"
    says = f"{dearer} costs more than {cheaper} over {result.inputs['horizon']}; they are {meet}."
    return Curve("months", f"{result.results['build'].unit} so far", tuple(points), marks, says=says)


CURVES: dict[str, Callable[[Result], Curve]] = {
    SERVERLESS.name: _serverless,
    DOWNTIME.name: _downtime,
    BACKLOG.name: _backlog,
    BUILD_BUY.name: _build_buy,
}


# -- into the session --------------------------------------------------------------------------------------------------


def calculated(result: Result) -> Calculated:
    """A result as a line of the session. The same inputs again are the same line."""
    said = ", ".join(f"{name} {text}" for name, text in result.inputs.items())
    results = "; ".join(f"{key.replace('_', ' ')} {shown(q)}" for key, q in result.results.items())
    return Calculated(
        calculation=Calculation(
            id=f"{result.name}({said})",
            name=result.name,
            text=f"{name_of(result.name)} ({said}): {results}.",
            working=" · ".join(result.working.splitlines()),
        )
    )
