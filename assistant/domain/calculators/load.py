"""Load: rates in another unit, what is in progress at a time, threads for it, and what waits when it is too much."""

from math import ceil

from assistant.domain.calculators.calculator import (
    CalculationError,
    Calculator,
    Given,
    Input,
    Outcome,
    Quantity,
    quantity,
)
from assistant.domain.calculators.figures import DAY, HOUR, MINUTE, MONTH, YEAR, rounded

RATE = Input(
    "rate", "rate", "that arrives", "50000/s", also=("requests", "load", "throughput", "arrival", "arrivals", "rps")
)
LATENCY = Input(
    "latency", "duration", "that each one takes", "100ms", also=("duration", "time", "service-time", "response-time")
)


def _rate(given: Given) -> Outcome:
    rate, peak = given("rate"), given.maybe("peak-factor")
    results = {
        "per_second": quantity(rate, "1/s"),
        "per_minute": quantity(rate * MINUTE, "1/min"),
        "per_hour": quantity(rate * HOUR, "1/h"),
        "per_day": quantity(rate * DAY, "1/day"),
        "per_month": quantity(rate * MONTH, "1/month"),
        "per_year": quantity(rate * YEAR, "1/year"),
    }
    working = f"{rounded(rate)}/s × 86,400 s = {rounded(rate * DAY)} a day"
    if peak is not None:
        results["peak_per_second"] = quantity(rate * peak, "1/s")
        working += f"\n{rounded(rate)}/s × {rounded(peak)} = {rounded(rate * peak)}/s at the peak"
    return Outcome(results, working, ("Spread evenly over all hours; a month is a twelfth of 365 days.",))


RATE_CALCULATOR = Calculator(
    "rate",
    "A rate by the second, the day and the month.",
    "right-questions",
    (
        RATE,
        Input(
            "peak-factor",
            "count",
            "how many times the average the peak is",
            "10",
            optional=True,
            also=("peak", "factor"),
        ),
    ),
    _rate,
)


def _concurrency(given: Given) -> Outcome:
    rate, latency = given("rate"), given("latency")
    return Outcome(
        {"in_progress": quantity(rate * latency)},
        f"{rounded(rate)}/s × {rounded(latency)} s = {rounded(rate * latency)} at a time",
        ("Little's law: averages over a time in which as many leave as arrive.",),
    )


CONCURRENCY = Calculator(
    "concurrency",
    "How many are in progress at a time (Little's law).",
    "latency-vs-throughput",
    (RATE, LATENCY),
    _concurrency,
)


def _thread_pool(given: Given) -> Outcome:
    rate, latency, utilisation = given("rate"), given("latency"), given("utilisation")
    if utilisation > 1:
        raise CalculationError(
            "utilisation is above 100 %; nothing can be busy more than all of the time, 70% leaves room."
        )
    busy = rate * latency
    # A product such as 500 × 0.04 may end a hair above the whole number it is.
    needed = ceil(round(busy / utilisation, 9))
    results: dict[str, Quantity] = {"busy": quantity(busy), "needed": quantity(needed)}
    working = [
        f"{rounded(rate)}/s × {rounded(latency)} s = {rounded(busy)} busy at a time",
        f"{rounded(busy)} / {rounded(utilisation)} = {rounded(needed)} threads, rounded up",
    ]
    threads = given.maybe("threads")
    if threads is not None:
        results["utilisation"] = quantity(busy / threads * 100, "%")
        results["most"] = quantity(threads / latency, "1/s")
        results["longest_latency"] = quantity(threads / rate * 1000, "ms")
        working += [
            f"{rounded(busy)} / {rounded(threads)} threads = {rounded(busy / threads * 100)} % busy",
            f"{rounded(threads)} threads / {rounded(rate)}/s = {rounded(threads / rate * 1000)} ms each before they are all taken",
        ]
    return Outcome(
        results,
        "\n".join(working),
        ("One request holds one thread (or connection) for its whole latency; load comes evenly.",),
    )


THREAD_POOL = Calculator(
    "thread-pool",
    "Threads or connections for a load, and where a pool is full.",
    "q15-queue-antipattern",
    (
        RATE,
        LATENCY,
        Input("utilisation", "share", "how busy they may be", "70%", default="70%", also=("utilization",)),
        Input(
            "threads", "count", "there are now", "20", optional=True, also=("pool", "connections", "workers", "size")
        ),
    ),
    _thread_pool,
)


def _backlog(given: Given) -> Outcome:
    arrival, capacity, spike = given("rate"), given("capacity"), given("duration")
    growth = arrival - capacity
    if growth <= 0:
        raise CalculationError(
            "rate is no higher than capacity, so no backlog builds up; it takes a rate above capacity."
        )
    waiting = growth * spike
    results = {
        "growth": quantity(growth, "1/s"),
        "backlog": quantity(waiting),
        "wait": quantity(waiting / capacity / MINUTE, "min"),
    }
    working = [
        f"{rounded(arrival)}/s − {rounded(capacity)}/s = {rounded(growth)}/s more than is worked off",
        f"{rounded(growth)}/s × {rounded(spike)} s = {rounded(waiting)} waiting",
        f"{rounded(waiting)} / {rounded(capacity)}/s = {rounded(waiting / capacity / MINUTE)} min until the newest is done",
    ]
    normal = given.maybe("normal")
    if normal is not None:
        spare = capacity - normal
        if spare <= 0:
            working.append(
                f"{rounded(capacity)}/s − {rounded(normal)}/s leaves nothing spare: the backlog never clears"
            )
        else:
            results["drain"] = quantity(waiting / spare / MINUTE, "min")
            working.append(
                f"{rounded(waiting)} / ({rounded(capacity)} − {rounded(normal)})/s = {rounded(waiting / spare / MINUTE)} min to clear"
            )
    return Outcome(
        results, "\n".join(working), ("A queue adds no capacity; what waits is worked off in order of arrival.",)
    )


BACKLOG = Calculator(
    "backlog",
    "What piles up while more arrives than is worked off, and how long it takes to clear.",
    "q15-queue-antipattern",
    (
        RATE._replace(example="800/s"),
        Input(
            "capacity", "rate", "that is worked off", "500/s", also=("drain", "service-rate", "processing", "consume")
        ),
        Input("duration", "duration", "of the spike", "10min", also=("spike", "for", "time")),
        Input(
            "normal",
            "rate",
            "that arrives after the spike",
            "350/s",
            optional=True,
            zero=True,
            also=("normal-rate", "after"),
        ),
    ),
    _backlog,
)

CALCULATORS = (RATE_CALCULATOR, CONCURRENCY, THREAD_POOL, BACKLOG)
