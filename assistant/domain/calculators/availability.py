"""Availability: the time it leaves for being down, alone, in a chain, with copies, and as a budget to spend."""

from math import prod

from assistant.domain.calculators.calculator import CalculationError, Calculator, Given, Input, Outcome, quantity
from assistant.domain.calculators.figures import DAY, HOUR, MINUTE, MONTH, WEEK, YEAR, percent, rounded

AVAILABILITIES = Input(
    "availability", "share", "of each part", "99.9%,99.95%", many=True, also=("availabilities", "parts", "components")
)


def _checked(share: float, name: str = "availability") -> float:
    if share > 1:
        raise CalculationError(f"{name} is above 100 %; nothing is available more than all of the time.")
    return share


def _downtime(given: Given) -> Outcome:
    down = 1 - _checked(given("availability"))
    return Outcome(
        {
            "per_year": quantity(down * YEAR / HOUR, "h"),
            "per_month": quantity(down * MONTH / MINUTE, "min"),
            "per_week": quantity(down * WEEK / MINUTE, "min"),
            "per_day": quantity(down * DAY, "s"),
        },
        f"(1 − {percent(1 - down)}) × 8,760 h a year = {rounded(down * YEAR / HOUR)} h",
        ("A year has 365 days of 24 hours, a month is a twelfth of it; planned maintenance counts as downtime.",),
    )


DOWNTIME = Calculator(
    "downtime",
    "How long an availability leaves for being down.",
    "multi-region",
    (Input("availability", "share", "promised or measured", "99.9%", also=("target", "sla", "slo", "uptime")),),
    _downtime,
)


def _series(given: Given) -> Outcome:
    parts = [_checked(part) for part in given.all("availability")] * _whole(given.maybe("count") or 1, "count")
    together = prod(parts)
    return Outcome(
        {
            "availability": quantity(together * 100, "%"),
            "downtime_per_year": quantity((1 - together) * YEAR / HOUR, "h"),
        },
        f"{_product(parts)} = {percent(together)}",
        ("Every part is needed, and they fail independently of each other.",),
    )


def _product(parts: list[float], shown: int = 6) -> str:
    if len(parts) > shown and len(set(parts)) == 1:
        return f"{percent(parts[0])} to the power of {len(parts)}"
    return " × ".join(percent(part) for part in parts)


def _whole(value: float, name: str, most: int = 1000) -> int:
    if value != int(value) or not 1 <= value <= most:
        raise CalculationError(f"{name} is {value:g}; it counts things, so a whole number from 1 to {most} fits.")
    return int(value)


SERIES = Calculator(
    "series",
    "Availability of a chain in which every part is needed.",
    "well-architected-pillars",
    (
        AVAILABILITIES,
        Input("count", "count", "how many of each part stand in the chain", "5", optional=True, also=("n", "copies")),
    ),
    _series,
)


def _parallel(given: Given) -> Outcome:
    parts = [_checked(part) for part in given.all("availability")]
    parts *= _whole(given.maybe("copies") or (2 if len(parts) == 1 else 1), "copies")
    if len(parts) == 1:
        raise CalculationError("parallel needs two or more: give several availabilities, or copies=2.")
    together = 1 - prod(1 - part for part in parts)
    return Outcome(
        {
            "availability": quantity(together * 100, "%"),
            "downtime_per_year": quantity((1 - together) * YEAR / HOUR, "h"),
        },
        f"1 − {' × '.join(f'(1 − {percent(part)})' for part in parts[:6])}{' × …' if len(parts) > 6 else ''} = {percent(together)}",
        (
            "One of them is enough, switching over takes no time, and they fail independently; "
            "a shared network, deployment or mistake makes the real figure lower.",
        ),
    )


PARALLEL = Calculator(
    "parallel",
    "Availability of copies of which one is enough.",
    "multi-region",
    (
        AVAILABILITIES,
        Input(
            "copies",
            "count",
            "how many of each; 2 where one availability is given",
            "2",
            optional=True,
            also=("count", "n"),
        ),
    ),
    _parallel,
)


def _error_budget(given: Given) -> Outcome:
    target, window = _checked(given("target"), "target"), given("window")
    budget = 1 - target
    if budget <= 0:
        raise CalculationError("target=100% leaves no budget at all; a target below 100% does, such as 99.9%.")
    results = {"downtime": quantity(budget * window / MINUTE, "min")}
    working = [f"(1 − {percent(target)}) × {rounded(window / DAY)} days = {rounded(budget * window / MINUTE)} min"]
    rate, failing = given.maybe("rate"), given.maybe("error-rate")
    if rate is not None:
        failures = budget * rate * window
        results["failed_requests"] = quantity(failures)
        working.append(
            f"(1 − {percent(target)}) × {rounded(rate)}/s × {rounded(window)} s = {rounded(failures)} requests"
        )
    if failing is not None:
        burn = _checked(failing, "error-rate") / budget
        results["burn_rate"] = quantity(burn)
        results["spent_in"] = quantity(window / burn / HOUR, "h")
        working.append(f"{percent(failing)} / {percent(budget)} = {rounded(burn)} times too fast")
    return Outcome(results, "\n".join(working), ("The budget is spent by outages and by planned maintenance alike.",))


ERROR_BUDGET = Calculator(
    "error-budget",
    "What a target leaves to spend on failures, and how fast a failure rate spends it.",
    "q19-alert-fatigue",
    (
        Input("target", "share", "promised availability or success rate", "99.9%", also=("slo", "availability", "sla")),
        Input("window", "duration", "over which the target holds", "30days", default="30 days", also=("period",)),
        Input("rate", "rate", "requests, for a budget in requests", "500/s", optional=True, also=("requests", "load")),
        Input("error-rate", "share", "share of requests failing now", "2%", optional=True, also=("errors", "failing")),
    ),
    _error_budget,
)

CALCULATORS = (DOWNTIME, SERIES, PARALLEL, ERROR_BUDGET)
