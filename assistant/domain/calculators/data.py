"""Data: what a lost interval holds, how long old rows take to fill, and what storage grows to."""

from math import ceil

from assistant.domain.calculators.calculator import CalculationError, Calculator, Given, Input, Outcome, quantity
from assistant.domain.calculators.figures import DAY, HOUR, MINUTE, MONTH, YEAR, rounded, size


def _rpo_loss(given: Given) -> Outcome:
    rate, rpo = given("rate"), given("rpo")
    lost = rate * rpo
    results = {"lost": quantity(lost)}
    working = [f"{rounded(rate)}/s × {rounded(rpo)} s = {rounded(lost)} lost"]
    value, times = given.maybe("value"), given.maybe("incidents")
    if value is not None:
        results["loss"] = quantity(lost * value, given.currency)
        working.append(f"{rounded(lost)} × {rounded(value)} = {rounded(lost * value)} {given.currency}")
        if times is not None:
            results["loss_per_year"] = quantity(lost * value * times, f"{given.currency}/year")
            working.append(
                f"{rounded(lost * value)} × {rounded(times)} = {rounded(lost * value * times)} {given.currency} a year"
            )
    return Outcome(
        results, "\n".join(working), ("The worst case: the failure comes just before the next copy, at this load.",)
    )


RPO_LOSS = Calculator(
    "rpo-loss",
    "What is gone when the newest interval of data is lost.",
    "dr-tiers",
    (
        Input("rate", "rate", "orders, writes or events", "38000/day", also=("writes", "orders", "load", "requests", "throughput")),
        Input("rpo", "duration", "age of the newest copy at worst", "15min", also=("interval", "backup-interval", "lag")),
        Input("value", "money", "of one of them", "25EUR", optional=True, also=("value-per-item", "price", "worth")),
        Input("incidents", "count", "a year in which it happens", "0.2", optional=True, also=("incidents-per-year", "times")),
    ),
    _rpo_loss,
)  # fmt: skip


def _backfill(given: Given) -> Outcome:
    rows, batch, pause, work = given("rows"), given("batch"), given("pause"), given("batch-time")
    batches = ceil(rows / batch)
    pausing, working = batches * pause, batches * work
    return Outcome(
        {
            "batches": quantity(batches),
            "pauses": quantity(pausing / MINUTE, "min"),
            "work": quantity(working / MINUTE, "min"),
            "total": quantity((pausing + working) / HOUR, "h"),
        },
        f"{rounded(rows)} / {rounded(batch)} = {rounded(batches)} batches\n"
        f"{rounded(batches)} × ({rounded(work)} s + {rounded(pause)} s) = {rounded(pausing + working)} s",
        ("Batches run one after another, and the table does not grow meanwhile.",),
    )


BACKFILL = Calculator(
    "backfill",
    "How long old rows take to fill, batch by batch.",
    "q16-zero-downtime-migration",
    (
        Input("rows", "count", "to be filled", "200M", also=("records", "size", "total")),
        Input("batch", "count", "rows at a time", "100k", default="100k", also=("batch-size",)),
        Input("pause", "duration", "between two batches", "0.5s", default="0.5 s", zero=True, also=("sleep",)),
        Input("batch-time", "duration", "a batch takes", "1s", default="1 s", zero=True, also=("time", "duration", "work")),
    ),
    _backfill,
)  # fmt: skip


def _storage_growth(given: Given) -> Outcome:
    now, horizon, copies, price = given("size"), given("horizon"), given("copies"), given("price")
    flow, percent = given.maybe("growth"), given.maybe("percent")
    if (flow is None) == (percent is None):
        raise CalculationError("Give either growth=20GB/day or percent=20% (a year): one of them is how it grows.")
    keep = min(horizon, given.maybe("retention") or horizon)
    if flow is not None:
        then = now + flow * keep
        working = f"{size(now)} + {size(flow * DAY)} a day × {rounded(keep / DAY)} days = {size(then)}"
    else:
        yearly = percent or 0
        then = now * (1 + yearly) ** (horizon / YEAR)
        working = f"{size(now)} × (1 + {rounded(yearly)}) to the power of {rounded(horizon / YEAR)} = {size(then)}"
    monthly = then * copies * price * MONTH
    return Outcome(
        {
            "size": quantity(then / 1e9, "GB"),
            "added": quantity((then - now) / 1e9, "GB"),
            "stored": quantity(then * copies / 1e9, "GB"),
            "cost": quantity(monthly, f"{given.currency}/month"),
        },
        f"{working}\n{rounded(then * copies / 1e9)} GB × {rounded(price * 1e9 * MONTH)} {given.currency} per GB and month = "
        f"{rounded(monthly)} {given.currency} a month at the end",
        ("Growth stays as it is; indexes, backups and requests come on top unless counted as copies.",),
    )


STORAGE_GROWTH = Calculator(
    "storage-growth",
    "What stored data grows to, and what keeping it costs a month by then.",
    "data-storage",
    (
        Input("size", "size", "today", "2TB", default="0 GB", zero=True, also=("now", "current", "start", "initial")),
        Input("growth", "flow", "added", "20GB/day", optional=True, also=("added", "rate", "grows", "per-day")),
        Input("percent", "share", "of growth a year, instead of growth", "20%", optional=True, also=("yearly", "growth-percent")),
        Input("horizon", "duration", "looked ahead", "1year", default="1 year", also=("years", "period", "after", "time")),
        Input("retention", "duration", "after which what was added is deleted", "90days", optional=True, also=("kept",)),
        Input("copies", "count", "kept of everything", "3", default="1", also=("replicas",)),
        Input("price", "money_per_size_time", "of storage", "0.023USD/GB/month", default="0.023 USD/GB/month", dated=True,
              zero=True),
    ),
    _storage_growth,
)  # fmt: skip

CALCULATORS = (RPO_LOSS, BACKFILL, STORAGE_GROWTH)
