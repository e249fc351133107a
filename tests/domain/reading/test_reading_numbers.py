"""Quantities with their units, as whole facts."""

import datetime

import pytest

from assistant.domain.reading.reader import read

TODAY = datetime.date(2026, 5, 12)
DAY, YEAR = 86400, 365 * 86400
MONTH = YEAR / 12


def said(text: str) -> list[dict]:
    """The facts without their offsets and without what was not said."""
    return [fact.model_dump(exclude_defaults=True, exclude={"start", "end"}) for fact in read(text, TODAY).facts]


def fact(kind: str, quote: str, low: float | None = None, high: float | None = None, **rest: object) -> dict:
    given = {"low": low, "high": low if high is None else high} if low is not None else {}
    values = {name: pytest.approx(value) if value else value for name, value in given.items()}
    return {"kind": kind, "quote": quote, **values, **rest}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60 calls", fact("number", "60 calls", 60, unit="call")),
        ("1,900 locker owners", fact("number", "1,900 locker owners", 1900, unit="locker owner")),
        ("we have 62.000 members", fact("number", "62.000 members", 62000, unit="member")),
        ("1.250 gyms", fact("number", "1.250 gyms", 1250, unit="gym")),
        ("a dozen vans", fact("number", "a dozen vans", 12, unit="van")),
        ("5m users", fact("number", "5m users", 5e6, unit="user")),
        ("10 to 20k tickets", fact("number", "10 to 20k tickets", 10_000, 20_000, unit="ticket")),
        ("10 photos per order", fact("number", "10 photos per order", 10, unit="photo", noun="order")),
        ("500+ depots", fact("number", "500+ depots", 500, unit="depot", bound="at_least")),
        ("40 people", fact("number", "40 people", 40, unit="person")),
        ("peak is 3x", fact("number", "3x", 3, unit="x")),
        ("200", fact("number", "200", 200)),
        ("our p99", fact("number", "p99", 99, unit="percentile")),
        ("the 95th percentile", fact("number", "95th percentile", 95, unit="percentile")),
    ],
)
def test_counts_carry_what_they_count(text, expected):
    assert said(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9 per second", fact("rate", "9 per second", 9, period="second")),
        (
            "38,000 status updates a day",
            fact("rate", "38,000 status updates a day", 38000 / DAY, noun="status update", period="day"),
        ),
        ("3 req/s", fact("rate", "3 req/s", 3, noun="request", period="second")),
        ("400 rps", fact("rate", "400 rps", 400, noun="request", period="second")),
        ("400rps", fact("rate", "400rps", 400, noun="request", period="second")),
        ("once a day", fact("rate", "once a day", 1 / DAY, period="day")),
        ("twice a week", fact("rate", "twice a week", 2 / (7 * DAY), period="week")),
        ("5 times an hour", fact("rate", "5 times an hour", 5 / 3600, period="hour")),
        ("every other day", fact("rate", "every other day", 1 / (2 * DAY))),
        ("every hour", fact("rate", "every hour", 1 / 3600, period="hour")),
        (
            "60 complaints from drivers per month",
            fact("rate", "60 complaints from drivers per month", 60 / MONTH, noun="complaint", period="month"),
        ),
        ("700 orders daily", fact("rate", "700 orders daily", 700 / DAY, noun="order", period="day")),
        ("1,900 weekly exports", fact("rate", "1,900 weekly exports", 1900 / (7 * DAY), noun="export", period="week")),
        ("80 returns last month", fact("rate", "80 returns last month", 80 / MONTH, noun="return", period="month")),
        (
            "every week we get 30 refunds",
            fact("rate", "every week we get 30 refunds", 30 / (7 * DAY), noun="refund", period="week"),
        ),
        ("on a normal day 900 scans", fact("rate", "on a normal day 900 scans", 900 / DAY, noun="scan", period="day")),
    ],
)
def test_rates_are_per_second_and_keep_the_period_as_said(text, expected):
    assert said(text) == [expected]


def test_an_interval_is_a_rate_and_the_duration_between():
    assert said("polls every 15 minutes") == [
        fact("rate", "every 15 minutes", 1 / 900),
        fact("duration", "15 minutes", 900),
    ]


def test_an_interval_range_runs_from_the_slowest_to_the_fastest():
    assert said("every 10 to 20 seconds")[0] == fact("rate", "every 10 to 20 seconds", 1 / 20, 1 / 10)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("400 euro a month", fact("money", "400 euro a month", 400, unit="EUR", period="month")),
        ("€400/month", fact("money", "€400/month", 400, unit="EUR", period="month")),
        ("$6,000", fact("money", "$6,000", 6000, unit="USD")),
        ("6k USD", fact("money", "6k USD", 6000, unit="USD")),
        ("£1.2m", fact("money", "£1.2m", 1.2e6, unit="GBP")),
        ("USD 500", fact("money", "USD 500", 500, unit="USD")),
        ("€1.250", fact("money", "€1.250", 1250, unit="EUR")),
        ("€400-500", fact("money", "€400-500", 400, 500, unit="EUR")),
        ("400 to 500 euro", fact("money", "400 to 500 euro", 400, 500, unit="EUR")),
        ("$5 per seat per month", fact("money", "$5 per seat per month", 5, unit="USD", noun="seat", period="month")),
        ("18,000 euro of savings", fact("money", "18,000 euro", 18000, unit="EUR")),
        ("2 million kroner", fact("money", "2 million kroner", 2e6)),
        ("hosting is 12,000 a month", fact("money", "12,000 a month", 12000, period="month")),
        ("80 a month for the servers", fact("money", "80 a month", 80, period="month")),
        ("the budget is 20k", fact("money", "20k", 20000)),
        ("we have no extra budget", fact("money", "no extra budget", negated=True)),
    ],
)
def test_money_is_read_with_its_currency_and_period(text, expected):
    assert said(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6 MB each", fact("size", "6 MB each", 6e6)),
        ("260GB", fact("size", "260GB", 260e9)),
        ("1 KB", fact("size", "1 KB", 1000)),
        ("4 GiB", fact("size", "4 GiB", 4 * 2**30)),
        ("40 GB a year", fact("size", "40 GB a year", 40e9, period="year")),
        ("100 Mbps", fact("size", "100 Mbps", 12.5e6, period="second")),
        ("2 MB per scan", fact("size", "2 MB per scan", 2e6, noun="scan")),
        ("99.5 percent", fact("percent", "99.5 percent", 99.5)),
        ("15% a year", fact("percent", "15% a year", 15, period="year")),
        ("95 out of 100", fact("percent", "95 out of 100", 95)),
        ("1 in 20", fact("percent", "1 in 20", 5)),
        ("three nines", fact("percent", "three nines", 99.9)),
        ("60 seconds", fact("duration", "60 seconds", 60)),
        ("250ms", fact("duration", "250ms", 0.25)),
        ("half a year", fact("duration", "half a year", YEAR / 2)),
        ("an hour and a half", fact("duration", "an hour and a half", 5400)),
        ("a minute would be fine", fact("duration", "a minute", 60)),
        ("an hour is too long", fact("duration", "an hour", 3600)),
        ("a second is okay for us", fact("duration", "a second", 1)),
        ("1h 30m", fact("duration", "1h 30m", 5400)),
        ("two hours and 15 minutes", fact("duration", "two hours and 15 minutes", 8100)),
        ("8 to 11 seconds", fact("duration", "8 to 11 seconds", 8, 11)),
        ("90 minutes to 2 hours", fact("duration", "90 minutes to 2 hours", 5400, 7200)),
        ("a 15-minute job", fact("duration", "15-minute", 900)),
        ("5 working days", fact("duration", "5 working days", 5 * DAY)),
        ("one day a week", fact("duration", "one day a week", DAY, period="week")),
        ("a couple of days", fact("duration", "a couple of days", 2 * DAY, bound="about", hedged=True)),
    ],
)
def test_sizes_shares_and_durations_are_in_base_units(text, expected):
    assert said(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "one thing bothers me",
        "the two differ",
        "two ways to see it",
        "we take option 2",
        "see chapter 4",
        "open 24/7",
        "a 3-tier setup",
        "back in the year 2019",
        "1. the yard is full",
        "call it v2",
        "order #4711",
        "at the end of the day it works",
        "a day will come",
        "a second copy",
        "1.500 hours",
        "2.3.4",
        "see https://example.org/a/300?b=20",
        "write to team7@example.org",
    ],
)
def test_what_only_looks_like_a_quantity_is_left_alone(text):
    assert [one for one in said(text) if one["kind"] not in {"product", "region", "person"}] == []


def test_a_rate_of_nothing_behind_a_price_is_a_price():
    assert said("$1.2 million a year, i.e. 100k per month") == [
        fact("money", "$1.2 million a year", 1.2e6, unit="USD", period="year"),
        fact("money", "100k per month", 100_000, unit="USD", period="month"),
    ]


def test_shares_in_words_and_time_spent_are_read():
    assert said("two thirds of the crates") == [fact("percent", "two thirds", 200 / 3)]
    assert said("2 hours of downtime per month") == [
        fact("duration", "2 hours of downtime per month", 7200, period="month")
    ]


def test_several_facts_in_one_sentence_are_all_read_in_order():
    assert said("900 GB, 85 firms and 99.9 percent at 400 requests a second for 3k dollars") == [
        fact("size", "900 GB", 900e9),
        fact("number", "85 firms", 85, unit="firm"),
        fact("percent", "99.9 percent", 99.9),
        fact("rate", "400 requests a second", 400, noun="request", period="second"),
        fact("money", "3k dollars", 3000, unit="USD"),
    ]
