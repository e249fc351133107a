"""Money: paying by use or by the month, commitments, carrying data out, building or buying.

Prices are arguments. The defaults are list prices of large providers as of 2025, for orders of magnitude only.
"""

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
from assistant.domain.calculators.figures import DAY, HOUR, MONTH, rounded

MILLION = 1e6
MONTHS_LOOKED_AHEAD = 360
LONGEST_HORIZON = 600
"""Months."""


def _a_month(given: Given) -> str:
    return f"{given.currency}/month"


def _serverless(given: Given) -> Outcome:
    rate, duration, memory = given("rate"), given("duration"), given("memory")
    request, compute = given("request-price") / MILLION, given("compute-price")
    call = request + duration * memory * compute
    monthly, server = call * rate * MONTH, given("server-cost") * MONTH
    crossover = server / call / MONTH
    return Outcome(
        {
            "cost": quantity(monthly, _a_month(given)),
            "cost_per_million": quantity(call * MILLION, given.currency),
            "requests": quantity(rate * MONTH, "1/month"),
            "crossover": quantity(crossover * DAY, "1/day"),
            "crossover_in_progress": quantity(crossover * duration),
        },
        f"a call: {rounded(request)} + {rounded(duration)} s × {rounded(memory)} GB × {rounded(compute)} = {rounded(call)} {given.currency}\n"
        f"{rounded(rate * MONTH)} calls a month × {rounded(call)} = {rounded(monthly)} {given.currency} a month\n"
        f"crossover: {rounded(server)} {given.currency} a month / {rounded(call)} = {rounded(server / call)} calls a month, "
        f"{rounded(crossover * DAY)} a day",
        (
            "Steady load; free tiers, gateways, logs and data transfer come on top. Memory is billed in units of 1,024 MB.",
            "The crossover compares with servers at server-cost that can carry that load: check how many that takes.",
        ),
    )


SERVERLESS = Calculator(
    "serverless-cost",
    "Functions paid by the call against servers paid by the month, and the load at which they cost the same.",
    "serverless-trade-offs",
    (
        Input("rate", "rate", "calls", "1M/day", also=("requests", "invocations", "calls", "load", "throughput")),
        Input("duration", "duration", "of a call", "100ms", also=("latency", "time")),
        Input("memory", "memory", "of a function", "512MB", default="512MB"),
        Input("request-price", "money", "per million calls", "0.20USD", default="0.20 USD", dated=True, also=("price-per-million",)),
        Input("compute-price", "money_per_memory_time", "per GB and second", "0.0000166667USD/GB/s",
              default="0.0000166667 USD/GB/s", dated=True, also=("gb-second-price",)),
        Input("server-cost", "money_per_time", "of servers always on for the same work", "30USD/month",
              default="30 USD/month", dated=True, also=("server", "servers", "container-cost", "fixed-cost")),
    ),
    _serverless,
)  # fmt: skip


def _reserved(given: Given) -> Outcome:
    on_demand, term = given("on-demand"), given("term")
    committed, upfront = given.maybe("reserved") or 0.0, given.maybe("upfront") or 0.0
    if not committed and not upfront:
        raise CalculationError("A commitment costs something: give reserved=670USD/month, upfront=7000USD or both.")
    paid, flexible = committed * term + upfront, on_demand * term
    break_even = paid / on_demand
    results = {
        "break_even": quantity(break_even / MONTH, "month"),
        "total": quantity(paid, given.currency),
        "saving": quantity((1 - paid / flexible) * 100, "%"),
        "saving_per_month": quantity((flexible - paid) / (term / MONTH), _a_month(given)),
    }
    months, monthly = rounded(term / MONTH), rounded(on_demand * MONTH)
    working = (
        f"{rounded(committed * MONTH)} × {months} months + {rounded(upfront)} upfront = {rounded(paid)} {given.currency}\n"
        f"{rounded(paid)} / {monthly} {given.currency} a month = {rounded(break_even / MONTH)} months on demand"
    )
    if paid >= flexible:
        working += "\nNever earned back: it costs no less than paying on demand for the whole term"
    use = given.maybe("use")
    if use is not None:
        results["saving_at_use"] = quantity(on_demand * min(use, term) - paid, given.currency)
        working += (
            f"\n{monthly} × {rounded(min(use, term) / MONTH)} months − {rounded(paid)} = "
            f"{rounded(on_demand * min(use, term) - paid)} {given.currency} saved"
        )
    return Outcome(
        results, working, ("The whole commitment is paid for, used or not, and the price on demand does not change.",)
    )


RESERVED = Calculator(
    "reserved",
    "A commitment against paying on demand: what it saves, and how long it must be used to pay off.",
    "cost-vs-performance",
    (
        Input("on-demand", "money_per_time", "price without commitment", "1050USD/month", also=("ondemand", "on-demand-cost")),
        Input("reserved", "money_per_time", "price with commitment", "670USD/month", optional=True, zero=True,
              also=("committed", "reserved-cost")),
        Input("upfront", "money", "paid at the start", "7000USD", optional=True, zero=True),
        Input("term", "duration", "of the commitment", "1year", default="1 year"),
        Input("use", "duration", "for which it is really needed", "6months", optional=True, also=("needed", "used")),
    ),
    _reserved,
)  # fmt: skip


def _egress(given: Given) -> Outcome:
    size, price, line, share = given("size"), given("price"), given("bandwidth"), given("utilisation")
    if share > 1:
        raise CalculationError("utilisation is above 100 %; a line carries no more than its bandwidth, 80% is common.")
    seconds = size / (line * share)
    return Outcome(
        {"cost": quantity(size * price, given.currency), "time": quantity(seconds / HOUR, "h")},
        f"{rounded(size / 1e9)} GB × {rounded(price * 1e9)} {given.currency}/GB = {rounded(size * price)} {given.currency}\n"
        f"{rounded(size / 1e9)} GB / ({rounded(line / 1e9)} GB/s × {rounded(share)}) = {rounded(seconds)} s, {rounded(seconds / HOUR)} h",
        ("One price for all of it; list prices fall with volume, and large providers may waive the fee for leaving.",),
    )


EGRESS = Calculator(
    "egress",
    "What it costs to carry data out, and how long the line needs for it.",
    "egress-data-gravity",
    (
        Input("size", "size", "to be carried", "2TB", also=("data", "volume", "amount")),
        Input("price", "money_per_size", "of traffic out", "0.09USD/GB", default="0.09 USD/GB", dated=True, zero=True, also=("price-per-gb",)),
        Input("bandwidth", "flow", "of the line", "1Gbps", default="1 Gbps", also=("line", "speed", "throughput")),
        Input("utilisation", "share", "of the line that the transfer gets", "80%", default="100%", also=("utilization",)),
    ),
    _egress,
)  # fmt: skip


def _build_buy(given: Given) -> Outcome:
    salary, months = given("person-cost") * MONTH, ceil(round(given("horizon") / MONTH, 6))
    if months > LONGEST_HORIZON:
        raise CalculationError(
            "horizon is too far ahead for prices to mean anything; up to 50 years fits, such as 3years."
        )
    build_once, build_monthly = given("build") * salary, given("run") * salary + given("run-cost") * MONTH
    buy_once, buy_monthly = given("integrate") * salary, given("buy") * MONTH
    bought = _bought(buy_once, buy_monthly, given("growth"), max(months, MONTHS_LOOKED_AHEAD))
    built = [build_once + build_monthly * month for month in range(len(bought))]
    # Equal at the start, when neither has cost anything, is no break-even.
    break_even = next((month for month in range(1, len(bought)) if built[month] <= bought[month]), None)
    results: dict[str, Quantity] = {
        "build": quantity(built[months], given.currency),
        "buy": quantity(bought[months], given.currency),
        "difference": quantity(built[months] - bought[months], given.currency),
    }
    working = (
        f"build: {rounded(build_once)} + {rounded(build_monthly)} × {months} months = {rounded(built[months])} {given.currency}\n"
        f"buy: {rounded(buy_once)} + {rounded(buy_monthly)} a month{_growing(given)} × {months} months = "
        f"{rounded(bought[months])} {given.currency}\n"
    )
    if break_even is None:
        working += f"building does not catch up within {MONTHS_LOOKED_AHEAD // 12} years"
    else:
        results["break_even"] = quantity(break_even, "month")
        working += f"by month {break_even} building has cost no more than buying"
    return Outcome(
        results, working, ("Both start on the same day; what the team could have built instead is not counted.",)
    )


def _bought(once: float, monthly: float, growth: float, months: int) -> list[float]:
    """Cost so far after each month; the price rises once a year."""
    total = [once]
    for month in range(months):
        total.append(total[-1] + monthly * (1 + growth) ** (month // 12))
    return total


def _growing(given: Given) -> str:
    return f" rising {rounded(given('growth') * 100)} % a year" if given("growth") else ""


BUILD_BUY = Calculator(
    "build-buy",
    "Building and running it yourself against a subscription, over some years.",
    "build-vs-buy",
    (
        Input("build", "count", "person-months to build", "12", also=("build-effort", "effort", "person-months")),
        Input("buy", "money_per_time", "subscription", "2000USD/month", also=("subscription", "buy-cost", "saas", "price")),
        Input("person-cost", "money_per_time", "of one person", "12000USD/month", default="12000 USD/month", dated=True,
              also=("salary", "cost-per-person", "rate")),
        Input("run", "count", "persons who look after what was built", "0.25", default="0.25", zero=True,
              also=("run-effort", "maintenance", "upkeep")),
        Input("run-cost", "money_per_time", "infrastructure for what was built", "300USD/month", default="0 USD/month",
              zero=True, also=("hosting", "infrastructure")),
        Input("integrate", "count", "person-months to connect what is bought", "1", default="0", zero=True,
              also=("integration", "setup")),
        Input("growth", "share", "of the subscription's price, a year", "10%", default="0%", zero=True),
        Input("horizon", "duration", "compared over", "3years", default="3 years", also=("years", "period", "term")),
    ),
    _build_buy,
)  # fmt: skip

CALCULATORS = (SERVERLESS, RESERVED, EGRESS, BUILD_BUY)
