"""Each calculator against figures worked out another way, then against what must hold for any input."""

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.calculators import CATALOGUE, CalculationError, calculate, report
from assistant.domain.calculators.units import registry

GUIDE = Path(__file__).parents[3] / "knowledge" / "guide"

# name, inputs, result key, value, unit: minutes counted by hand, the guide's worked examples, or a simulation below.
WORKED = [
    ("downtime", {"availability": "99.9%"}, "per_year", 365 * 24 - 0.999 * 365 * 24, "h"),
    ("downtime", {"availability": "99.95%"}, "per_month", 21.9, "min"),
    ("downtime", {"availability": "0.99"}, "per_week", 100.8, "min"),
    ("downtime", {"sla": "99.99"}, "per_day", 8.64, "s"),
    ("series", {"availability": "99.9%,99.9%,99.9%"}, "availability", 99.7003, "%"),
    ("series", {"availability": "99.9%", "count": "10"}, "availability", 99.0045, "%"),
    ("series", {"availability": "50%,50%"}, "downtime_per_year", 6570, "h"),
    ("parallel", {"availability": "99%"}, "availability", 99.99, "%"),
    ("parallel", {"availability": "90%, 80%"}, "availability", 98, "%"),
    ("parallel", {"availability": "90%", "copies": "3"}, "downtime_per_year", 8.76, "h"),
    ("error-budget", {"slo": "99.9%"}, "downtime", 43.2, "min"),
    ("error-budget", {"target": "99.9%", "rate": "1000/s"}, "failed_requests", 2_592_000, ""),
    ("error-budget", {"target": "99.9%", "error-rate": "1%"}, "burn_rate", 10, ""),
    ("error-budget", {"target": "99.9%", "error-rate": "1%"}, "spent_in", 72, "h"),
    ("rate", {"rate": "50000/s"}, "per_day", 4.32e9, "1/day"),
    ("rate", {"rate": "1M/day"}, "per_second", 11.574, "1/s"),
    ("rate", {"rate": "38,000 orders per day"}, "per_hour", 1583.3, "1/h"),
    ("rate", {"rate": "38000/day", "peak-factor": "10"}, "peak_per_second", 4.398, "1/s"),
    ("concurrency", {"rate": "50000/s", "latency": "100ms"}, "in_progress", 5000, ""),
    ("concurrency", {"rate": "9/s", "latency": "1min"}, "in_progress", 540, ""),
    ("thread-pool", {"rate": "500/s", "latency": "40ms"}, "busy", 20, ""),
    ("thread-pool", {"rate": "500/s", "latency": "40ms", "utilisation": "50%"}, "needed", 40, ""),
    ("thread-pool", {"rate": "500/s", "latency": "40ms", "connections": "20"}, "utilisation", 100, "%"),
    ("thread-pool", {"rate": "500/s", "latency": "10ms", "connections": "20"}, "longest_latency", 40, "ms"),
    ("backlog", {"rate": "800/s", "capacity": "500/s", "duration": "10min"}, "backlog", 180_000, ""),
    ("backlog", {"rate": "800/s", "capacity": "500/s", "duration": "1h"}, "wait", 36, "min"),
    ("backlog", {"rate": "800/s", "capacity": "500/s", "duration": "1h", "normal": "350/s"}, "drain", 120, "min"),
    ("serverless-cost", {"rate": "50000/s", "duration": "0.001ms", "memory": "1MB"}, "cost", 26_280, "USD/month"),
    ("serverless-cost", {"rate": "1M/day", "duration": "1s", "memory": "1GB"}, "cost", 513.02, "USD/month"),
    ("serverless-cost", {"rate": "1/s", "duration": "100ms"}, "cost_per_million", 1.0333, "USD"),
    (
        "serverless-cost",
        {"rate": "1/s", "duration": "100ms", "server-cost": "31.43USD/month"},
        "crossover",
        1e6,
        "1/day",
    ),
    ("reserved", {"on-demand": "1050USD/month", "reserved": "670USD/month"}, "break_even", 7.657, "month"),
    ("reserved", {"on-demand": "1050USD/month", "reserved": "670USD/month"}, "saving", 36.19, "%"),
    ("reserved", {"on-demand": "1050USD/month", "upfront": "14040USD", "term": "3years"}, "break_even", 13.37, "month"),
    (
        "reserved",
        {"on-demand": "1050USD/month", "reserved": "670USD/month", "use": "6months"},
        "saving_at_use",
        -1740,
        "USD",
    ),
    ("egress", {"size": "1TB"}, "cost", 90, "USD"),
    ("egress", {"size": "1PB"}, "time", 2222.2, "h"),
    ("egress", {"size": "50TB", "bandwidth": "1Gbps", "utilisation": "50%"}, "time", 222.2, "h"),
    ("egress", {"size": "100TB", "price": "0.02 EUR/GB"}, "cost", 2000, "EUR"),
    ("rpo-loss", {"rate": "38000/day", "rpo": "16h"}, "lost", 25_333, ""),
    ("rpo-loss", {"rate": "100/h", "rpo": "15min", "value": "20EUR"}, "loss", 500, "EUR"),
    (
        "rpo-loss",
        {"rate": "100/h", "rpo": "15min", "value": "20EUR", "incidents": "0.5"},
        "loss_per_year",
        250,
        "EUR/year",
    ),
    ("backfill", {"rows": "200M", "batch": "100k", "pause": "0.5s", "batch-time": "0s"}, "pauses", 16.67, "min"),
    ("backfill", {"rows": "200M", "batch": "50k", "pause": "0.5s", "batch-time": "1s"}, "total", 1.667, "h"),
    ("backfill", {"rows": "100001", "batch": "100000"}, "batches", 2, ""),
    ("build-buy", {"build": "12", "buy": "2000USD/month"}, "buy", 72_000, "USD"),
    ("build-buy", {"build": "12", "buy": "2000USD/month"}, "build", 12 * 12_000 + 36 * 3_000, "USD"),
    ("build-buy", {"build": "2", "buy": "5000USD/month"}, "break_even", 12, "month"),
    ("build-buy", {"build": "1", "buy": "100USD/month", "growth": "100%", "horizon": "2years"}, "buy", 3600, "USD"),
    ("storage-growth", {"growth": "20GB/day"}, "size", 7300, "GB"),
    ("storage-growth", {"size": "2TB", "growth": "20GB/day", "copies": "3"}, "stored", 27_900, "GB"),
    ("storage-growth", {"size": "2TB", "percent": "20%", "horizon": "3years"}, "size", 3456, "GB"),
    ("storage-growth", {"size": "0GB", "growth": "10GB/day", "retention": "30days"}, "size", 300, "GB"),
    ("storage-growth", {"size": "1TB", "growth": "1GB/year"}, "cost", 23, "USD/month"),
]


@pytest.mark.parametrize(("name", "inputs", "key", "value", "unit"), WORKED)
def test_worked_examples(name, inputs, key, value, unit):
    found = calculate(name, inputs).results[key]

    assert (found.value, found.unit) == (pytest.approx(value, rel=0.01), unit)


def test_every_calculator_has_worked_examples():
    assert {name for name, *_ in WORKED} == {calculator.name for calculator in CATALOGUE}


def test_the_catalogue_is_complete_and_rests_on_the_guide():
    assert {calculator.name for calculator in CATALOGUE} == {
        "downtime", "series", "parallel", "error-budget", "rate", "concurrency", "thread-pool", "backlog",
        "serverless-cost", "reserved", "egress", "rpo-loss", "backfill", "build-buy", "storage-growth",
    }  # fmt: skip
    for calculator in CATALOGUE:
        assert (GUIDE / f"{calculator.section}.md").exists(), calculator.section
        names = [name for expected in calculator.inputs for name in (expected.name, *expected.also)]
        assert len(names) == len(set(names)), calculator.name


@pytest.mark.parametrize("calculator", CATALOGUE, ids=lambda calculator: calculator.name)
def test_the_examples_of_the_inputs_work(calculator):
    examples = {expected.name: expected.example for expected in calculator.inputs}
    if calculator.name == "storage-growth":
        del examples["percent"]

    result = calculate(calculator.name, examples)

    assert result.inputs == examples
    assert all(math.isfinite(found.value) for found in result.results.values())
    assert not any("none was given" in assumption for assumption in result.assumptions)
    assert report(result).startswith(next(iter(result.results)).replace("_", " "))


@pytest.mark.parametrize("calculator", CATALOGUE, ids=lambda calculator: calculator.name)
def test_what_was_not_given_is_said_to_be_assumed(calculator):
    needed = {i.name: i.example for i in calculator.inputs if i.default is None and not i.optional}
    needed |= {"storage-growth": {"growth": "1GB/day"}, "reserved": {"upfront": "1000USD"}}.get(calculator.name, {})

    result = calculate(calculator.name, needed)

    for expected in calculator.inputs:
        if expected.default is not None:
            said = [line for line in result.assumptions if line.startswith(f"{expected.name} = {expected.default}")]
            assert len(said) == 1
            assert ("as of 2025; check" in said[0]) == expected.dated
            assert result.inputs[expected.name] == expected.default


def test_a_result_in_full():
    result = calculate("egress", {"size": "2TB"})

    assert result.model_dump() == {
        "name": "egress",
        "inputs": {"size": "2TB", "price": "0.09 USD/GB", "bandwidth": "1 Gbps", "utilisation": "100%"},
        "results": {"cost": {"value": 180.0, "unit": "USD"}, "time": {"value": pytest.approx(40 / 9), "unit": "h"}},
        "working": "2,000 GB × 0.09 USD/GB = 180 USD\n2,000 GB / (0.125 GB/s × 1) = 16,000 s, 4.444 h",
        "assumptions": (
            "One price for all of it; list prices fall with volume, and large providers may waive the fee for leaving.",
            "price = 0.09 USD/GB (as of 2025; check), since none was given.",
            "bandwidth = 1 Gbps, since none was given.",
            "utilisation = 100%, since none was given.",
        ),
    }


def test_the_report_keeps_the_nines():
    assert report(calculate("parallel", {"availability": "99.9%,99.95%"})).splitlines()[0] == (
        "availability       99.99995 %"
    )


# -- against other ways of counting ------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 40), st.integers(1, 39), st.integers(1, 300))
def test_the_backlog_is_what_a_queue_holds_that_is_stepped_second_by_second(arrival, capacity, seconds):
    capacity = min(capacity, arrival - 1)
    queue = 0
    for _ in range(seconds):
        queue += arrival - capacity

    results = calculate(
        "backlog", {"rate": f"{arrival}/s", "capacity": f"{capacity}/s", "duration": f"{seconds}s"}
    ).results

    assert results["backlog"].value == pytest.approx(queue)
    assert results["wait"].value * 60 * capacity == pytest.approx(queue)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 24), st.integers(100, 20_000), st.floats(0, 2), st.floats(0, 0.5))
def test_building_and_buying_are_paid_month_by_month(build, buy, run, growth):
    built, bought, crossed = build * 10_000.0, 0.0, None
    totals = {}
    for month in range(1, 361):
        built += run * 10_000
        bought += buy * (1 + growth) ** ((month - 1) // 12)
        totals[month] = (built, bought)
        if crossed is None and built <= bought:
            crossed = month

    results = calculate(
        "build-buy",
        {"build": str(build), "buy": f"{buy}USD/month", "run": f"{run:.6f}", "growth": f"{growth * 100:.9f}%",
         "person-cost": "10000USD/month"},
    ).results  # fmt: skip

    assert results["build"].value == pytest.approx(totals[36][0], rel=1e-3)
    assert results["buy"].value == pytest.approx(totals[36][1], rel=1e-3)
    found = results.get("break_even")
    assert (found.value if found else None) == pytest.approx(crossed, abs=1)


@settings(max_examples=30, deadline=None)
@given(st.floats(0.01, 1000), st.floats(0.001, 60))
def test_at_the_crossover_both_cost_the_same(rate, seconds):
    there = {"duration": f"{seconds:.6f}s", "server-cost": "50USD/month"}
    crossover = calculate("serverless-cost", {"rate": f"{rate:.6f}/s", **there}).results["crossover"].value

    assert calculate("serverless-cost", {"rate": f"{crossover:.9f}/day", **there}).results[
        "cost"
    ].value == pytest.approx(50)


@settings(max_examples=30, deadline=None)
@given(st.floats(1, 1e6), st.sampled_from(["s", "min", "h", "day", "month", "year"]))
def test_a_rate_comes_back_from_every_unit(count, unit):
    results = calculate("rate", {"rate": f"{count:.6f}/{unit}"}).results

    for found in results.values():
        again = calculate("rate", {"rate": f"{found.value:.20f} {found.unit[1:]}"}).results
        assert again["per_day"].value == pytest.approx(results["per_day"].value, rel=1e-6)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(50, 100), min_size=2, max_size=5))
def test_a_chain_is_weaker_than_its_weakest_part_and_copies_stronger_than_the_best(percents):
    availabilities = {"availability": ",".join(f"{percent:.6f}%" for percent in percents)}

    chain = calculate("series", availabilities).results["availability"].value
    copies = calculate("parallel", availabilities).results["availability"].value

    assert chain <= min(percents) + 1e-4
    assert copies >= max(percents) - 1e-4


GROWS = [
    ("downtime", {}, "availability", ("99.9%", "99%"), "per_year"),
    ("concurrency", {"rate": "10/s"}, "latency", ("100ms", "2min"), "in_progress"),
    ("thread-pool", {"latency": "100ms"}, "rate", ("600/min", "20/s"), "needed"),
    ("egress", {}, "size", ("900GB", "1TB"), "cost"),
    ("rpo-loss", {"rate": "38000/day"}, "rpo", ("45s", "1min"), "lost"),
    ("backfill", {"rows": "1M"}, "batch", ("20k", "10k"), "total"),
    ("storage-growth", {"size": "1TB"}, "growth", ("1GB/h", "25GB/day"), "size"),
    ("serverless-cost", {"rate": "10/s", "duration": "100ms"}, "memory", ("512MB", "1GB"), "cost"),
    ("reserved", {"on-demand": "100USD/month", "reserved": "60USD/month"}, "upfront", ("1USD", "2USD"), "break_even"),
    ("error-budget", {}, "target", ("99.99%", "99.9%"), "downtime"),
]


@pytest.mark.parametrize(("name", "fixed", "moved", "values", "key"), GROWS)
def test_more_of_the_cause_is_more_of_the_effect(name, fixed, moved, values, key):
    less, more = (calculate(name, {**fixed, moved: value}).results[key].value for value in values)

    assert less < more


def test_units_of_results_are_units_that_are_understood():
    for name, inputs, *_ in WORKED:
        for found in calculate(name, inputs).results.values():
            for word in found.unit.replace("1/", "").replace("%", "").split("/"):
                assert not word or registry().get_name(word)


# -- what is refused ---------------------------------------------------------------------------------------------------

REFUSED = [
    ("velocity", {}, "There is no calculator 'velocity'. There are downtime, series"),
    ("serverless", {}, "There is no calculator 'serverless'. Did you mean serverless-cost?"),
    ("concurrency", {"rate": "10/s"}, "concurrency also needs latency (that each one takes), such as latency=100ms."),
    ("egress", {"size": "2TB", "colour": "red"}, "egress takes no 'colour'; it takes size=2TB, price=0.09USD/GB"),
    ("egress", {"size": "2TB", "data": "3TB"}, "size is given twice; once is enough."),
    ("concurrency", {"rate": "100ms", "latency": "1s"}, "rate=100ms is a duration; it takes a rate such as 50000/s."),
    ("concurrency", {"rate": "9/s", "latency": "50/s"}, "latency=50/s is a rate; it takes a duration such as 100ms."),
    ("egress", {"size": "10 USD"}, "size=10 USD is an amount of money; it takes an amount of data such as 2TB."),
    ("egress", {"size": "10"}, "size=10 is a plain number; it takes an amount of data such as 2TB."),
    (
        "downtime",
        {"availability": "99.9ms"},
        "availability=99.9ms has a unit that no percentage has; it takes a percentage",
    ),
    (
        "downtime",
        {"availability": "120%"},
        "availability is above 100 %; nothing is available more than all of the time.",
    ),
    ("parallel", {"availability": "99%", "copies": "1"}, "parallel needs two or more"),
    ("series", {"availability": "99%", "count": "2.5"}, "count is 2.5; it counts things, so a whole number"),
    ("series", {"availability": "99,5%, 99%"}, "availability=99,5%, 99% mixes percentages and bare numbers"),
    ("backlog", {"rate": "5/s", "capacity": "6/s", "duration": "1h"}, "rate is no higher than capacity"),
    ("error-budget", {"target": "100%"}, "target=100% leaves no budget at all"),
    ("thread-pool", {"rate": "5/s", "latency": "1s", "utilisation": "150%"}, "utilisation is above 100 %"),
    ("reserved", {"on-demand": "5USD/month"}, "A commitment costs something"),
    ("storage-growth", {"size": "2TB"}, "Give either growth=20GB/day or percent=20%"),
    ("build-buy", {"build": "1", "buy": "5USD/month", "horizon": "1000000years"}, "horizon is too far ahead"),
    (
        "reserved",
        {"on-demand": "5USD/month", "upfront": "5EUR"},
        "on-demand is in USD and upfront in EUR; give all amounts in one currency.",
    ),
    (
        "build-buy",
        {"build": "1", "buy": "5EUR/month"},
        "person-cost is assumed as 12000 USD/month, but you count in EUR; give it too, such as person-cost=12000EUR/month.",
    ),
    ("storage-growth", {"size": "1TB", "percent": "100000%", "horizon": "1e9years"}, "storage-growth has no result"),
]


@pytest.mark.parametrize(("name", "inputs", "message"), REFUSED)
def test_what_makes_no_sense_is_refused_in_one_line(name, inputs, message):
    with pytest.raises(CalculationError) as refused:
        calculate(name, inputs)

    assert str(refused.value).startswith(message)
    assert "\n" not in str(refused.value)
