"""What calculates itself from the answers, and what must not."""

from datetime import date

import pytest

from assistant.domain.automatic import calculations
from assistant.domain.frame import Answer, Calculation, Frame, Provenance, Value
from assistant.domain.reading.facts import Fact
from assistant.domain.reading.reader import read
from assistant.domain.topics import Topic

PER = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800, "month": 2_628_000, "year": 31_536_000}


def rate(quote: str, count: float, period: str, **more) -> Fact:
    return Fact(
        kind="rate",
        quote=quote,
        start=0,
        end=0,
        low=count / PER[period],
        high=count / PER[period],
        period=period,
        **more,
    )


def fact(kind: str, quote: str, low: float, high: float | None = None, **more) -> Fact:
    return Fact(kind=kind, quote=quote, start=0, end=0, low=low, high=low if high is None else high, **more)


def value(text: str, *facts: Fact, vague: tuple[str, ...] = (), hedged: bool = False, status: str = "stated") -> Value:
    placed = tuple(
        fact.model_copy(update={"start": text.index(fact.quote), "end": text.index(fact.quote) + len(fact.quote)})
        for fact in facts
    )
    return Value(text=text, origin=Provenance(quote=text, status=status), facts=placed, vague=vague, hedged=hedged)


def frame(**answers: Value | tuple[Value, ...]) -> Frame:
    return Frame(
        answers={
            topic: Answer(topic=topic, values=given if isinstance(given, tuple) else (given,))
            for topic, given in answers.items()
        }
    )


def told(known: Frame) -> dict[str, str]:
    return {calculation.id: calculation.text for calculation in calculations(known)}


NINES = value("99.95 % on average", fact("percent", "99.95 %", 99.95))
UPDATES = value("Some 38,000 updates a day.", rate("38,000 updates a day", 38_000, "day", noun="update"))
MINUTE = value("Within 60 seconds.", fact("duration", "60 seconds", 60, bound="at_most"))


def test_an_empty_frame_calculates_nothing():
    assert calculations(Frame()) == ()


def test_a_calculation_shows_its_working_and_its_inputs():
    assert calculations(frame(availability=NINES)) == (
        Calculation(
            id="downtime",
            name="downtime",
            text="99.95 % leaves 4.4 hours a year, 21.9 minutes a month.",
            working="(1 − 99.95 / 100) × 8,760 h a year = 4.38 h; a twelfth of it a month",
            inputs=("answers.availability",),
        ),
    )


@pytest.mark.parametrize(
    ("percent", "text"),
    [
        (99.0, "99 % leaves 3.7 days a year, 7.3 hours a month."),
        (99.5, "99.5 % leaves 43.8 hours a year, 3.7 hours a month."),
        (99.9, "99.9 % leaves 8.8 hours a year, 43.8 minutes a month."),
        (99.99, "99.99 % leaves 52.6 minutes a year, 4.4 minutes a month."),
        (99.999, "99.999 % leaves 5.3 minutes a year, 26.3 seconds a month."),
    ],
)
def test_downtime(percent, text):
    known = frame(availability=value(f"{percent} %", fact("percent", f"{percent} %", percent)))

    assert told(known) == {"downtime": text}


def test_a_low_availability_counts_where_it_is_called_one():
    known = frame(availability=value("85 % availability is enough.", fact("percent", "85 %", 85)))

    assert told(known) == {"downtime": "85 % leaves 54.8 days a year, 4.6 days a month."}


def test_an_availability_of_some_hours_is_not_spread_over_the_year():
    said = "99.5 percent in working hours is what the contract says."
    known = frame(availability=value(said, fact("percent", "99.5 percent", 99.5)))

    assert told(known) == {"downtime": "99.5 % leaves 30 minutes in every 100 hours that count."}


@pytest.mark.parametrize(
    "text",
    [
        "Clinics open 7 to 21. 99.5 % is what we promise.",
        "Between 5 and 9 in the morning an outage costs the day. 99.5 % in those hours.",
        "Planners work at night; 99.5 % during that window.",
    ],
)
def test_hours_that_were_named_before_are_the_hours_that_count(text):
    known = frame(availability=value(text, fact("percent", "99.5 %", 99.5)))
    assert told(known) == {"downtime": "99.5 % leaves 30 minutes in every 100 hours that count."}


@pytest.mark.parametrize(
    ("text", "quote", "percent"),
    [
        ("An outage hits 95 % of our customers.", "95 %", 95),
        ("We lose 30 % then.", "30 %", 30),
        ("It should be 100 %.", "100 %", 100),
        ("We lose 15 percent under the contract.", "15 percent", 15),
        ("The contract takes a penalty of 95 percent.", "95 percent", 95),
    ],
)
def test_a_percentage_that_is_no_availability_is_left_alone(text, quote, percent):
    assert calculations(frame(availability=value(text, fact("percent", quote, percent)))) == ()


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (UPDATES, "38,000 a day is 0.44 a second on average, spread over the whole day."),
        (
            value("400 orders a day", rate("400 orders a day", 400, "day")),
            "400 a day is one every 3.6 minutes on average, spread over the whole day.",
        ),
        (
            value("14 million a month", rate("14 million a month", 14e6, "month")),
            "14,000,000 a month is 5.3 a second on average, spread over the whole month.",
        ),
        (
            value(
                "20,000 to 40,000 a day",
                fact("rate", "20,000 to 40,000 a day", 20_000 / 86_400, 40_000 / 86_400, period="day"),
            ),
            "20,000 to 40,000 a day is 0.23 to 0.46 a second on average, spread over the whole day.",
        ),
    ],
)
def test_average_load(known, text):
    assert told(frame(scale=known)) == {"average-load": text}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2,000 per working day", rate("2,000 per working day", 2000, "day")),
        ("Peaks of 90,000 a day.", rate("90,000 a day", 90_000, "day")),
        ("The file comes once a day.", rate("once a day", 1, "day")),
        ("A file every 10 minutes.", fact("rate", "every 10 minutes", 1 / 600)),
    ],
)
def test_what_is_no_average_over_all_hours_is_left_alone(text, found):
    assert told(frame(scale=value(text, found))) == {}


def peak_said(text: str, **more) -> Frame:
    return frame(scale=(UPDATES, value(text, rate("9 per second", 9, "second", **more))))


def test_the_peak_is_held_against_the_average():
    assert told(peak_said("The Monday peak is 9 per second."))["peak-load"] == (
        "The peak of 9 a second is 20.5 times the average."
    )


def test_peak_and_average_in_one_sentence():
    said = "38,000 a day and 9 per second at the peak"
    known = frame(scale=value(said, rate("38,000 a day", 38_000, "day"), rate("9 per second", 9, "second")))

    assert set(told(known)) == {"average-load", "peak-load"}


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("It handles 9 per second.", None),
        ("We expect peaks of 9 per second.", None),
        ("The peak is 9 per second for photos.", "photo"),
    ],
)
def test_no_peak_is_made_of_another_time_or_another_thing(text, noun):
    assert "peak-load" not in told(peak_said(text, noun=noun))


def test_load_times_latency_is_what_is_in_progress_at_a_time():
    known = frame(scale=value("9 per second", rate("9 per second", 9, "second")), latency=MINUTE)

    (found,) = calculations(known)

    assert found.text == "At 9 a second and 60 seconds each, 540 are in progress at a time."
    assert found.working == "9 a second × 60 s = 540"
    assert found.inputs == ("answers.scale", "answers.latency")


def test_a_small_load_keeps_fewer_than_one_in_progress():
    quick = value("under 100 ms", fact("duration", "100 ms", 0.1, bound="at_most"))

    assert told(frame(scale=UPDATES, latency=quick))["concurrency"] == (
        "At 38,000 a day and 100 ms each, fewer than one is in progress at a time."
    )


@pytest.mark.parametrize(
    "latency",
    [
        value("200 ms for search, 2 s for reports", fact("duration", "200 ms", 0.2), fact("duration", "2 s", 2)),
        value("by the next day", fact("duration", "day", 86_400)),
        value("1 to 2 s", fact("duration", "1 to 2 s", 1, 2)),
    ],
)
def test_concurrency_needs_one_latency(latency):
    assert "concurrency" not in told(frame(scale=UPDATES, latency=latency))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A cron job polls every 15 minutes.", fact("duration", "15 minutes", 900)),
        ("A cron job polls every 15 minutes.", fact("rate", "every 15 minutes", 1 / 900)),
        ("There is a 15 minute batch.", fact("duration", "15 minute", 900)),
    ],
)
def test_an_interval_longer_than_the_latency(text, found):
    assert told(frame(existing_system=value(text, found), latency=MINUTE)) == {
        "polling": "What runs every 15 minutes can be 15 minutes late, 15 times the 60 seconds allowed."
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A cron job polls every 10 s.", fact("duration", "10 s", 10)),
        ("We meet every 15 minutes.", fact("duration", "15 minutes", 900)),
        ("The job takes 15 minutes.", fact("duration", "15 minutes", 900)),
        ("The job fails once a day.", rate("once a day", 1, "day")),
    ],
)
def test_what_is_no_longer_interval_is_left_alone(text, found):
    assert told(frame(existing_system=value(text, found), latency=MINUTE)) == {}


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (
            value("20 GB a day", fact("size", "20 GB a day", 20e9, period="day")),
            "20 GB a day is 7.3 TB a year, if nothing is deleted.",
        ),
        (
            value("2 TB now, plus 20 GB a day", fact("size", "2 TB", 2e12), fact("size", "20 GB", 20e9)),
            "20 GB a day is 7.3 TB a year; 2 TB becomes 9.3 TB, if nothing is deleted.",
        ),
        (
            value(
                "1 KB each, 14 million a year", fact("size", "1 KB each", 1e3), rate("14 million a year", 14e6, "year")
            ),
            "14,000,000 a year at 1 KB each is 14 GB a year, before indexes and copies.",
        ),
        (
            value("2 TB, growing 20 % a year", fact("size", "2 TB", 2e12), fact("percent", "20 %", 20)),
            "2 TB growing 20 % a year is 2.4 TB after a year and 3.5 TB after three.",
        ),
    ],
)
def test_data_growth(known, text):
    assert told(frame(data=known)) == {"data-growth": text}


@pytest.mark.parametrize(
    "known",
    [
        value("2 TB", fact("size", "2 TB", 2e12)),
        value("2 TB, 20 % of it personal", fact("size", "2 TB", 2e12), fact("percent", "20 %", 20)),
        value("a 100 Mbps line", fact("size", "100 Mbps", 12.5e6, period="second")),
    ],
)
def test_a_size_alone_does_not_grow(known):
    assert told(frame(data=known)) == {}


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (fact("money", "400 euro a month", 400, unit="EUR", period="month"), "400 EUR a month is 4,800 EUR a year."),
        (
            fact("money", "2.5k a quarter", 2500, unit="USD", period="quarter"),
            "2,500 USD a quarter is 10,000 USD a year.",
        ),
    ],
)
def test_a_recurring_budget_over_a_year(known, text):
    assert told(frame(budget=value(f"{known.quote} at most", known))) == {"yearly-budget": text}


@pytest.mark.parametrize(
    "known",
    [
        fact("money", "20,000 euro", 20_000, unit="EUR"),
        fact("money", "400 euro last month", 400, unit="EUR", period="month"),
        fact("money", "5 euro per user per month", 5, unit="EUR", period="month", noun="user"),
        fact("money", "12,000 euro a year", 12_000, unit="EUR", period="year"),
    ],
)
def test_money_that_is_no_monthly_budget_is_left_alone(known):
    assert told(frame(budget=value(known.quote, known))) == {}


@pytest.mark.parametrize(
    "unsure",
    [
        value("99.95 %", fact("percent", "99.95 %", 99.95, hedged=True)),
        value("99.95 %", fact("percent", "99.95 %", 99.95, negated=True)),
        value("99.95 %", fact("percent", "99.95 %", 99.95), hedged=True),
        value("high, 99.95 %", fact("percent", "99.95 %", 99.95), vague=("high",)),
        value("99.95 %", fact("percent", "99.95 %", 99.95), status="proposed"),
    ],
    ids=["hedged fact", "negated fact", "hedged answer", "vague answer", "only proposed"],
)
def test_nothing_is_calculated_from_what_nobody_stands_behind(unsure):
    assert calculations(frame(availability=unsure)) == ()


def test_the_latest_answer_counts():
    earlier = value("99 %", fact("percent", "99 %", 99))

    assert told(frame(availability=(earlier, NINES)))["downtime"].startswith("99.95 %")


def test_answers_as_people_give_them():
    said: dict[Topic, str] = {
        "scale": "About 52,000 sensor readings a day, with a peak of 30 per second in the morning.",
        "latency": "Operators should see it within 20 seconds.",
        "existing_system": "A batch job that runs every 5 minutes and crashes once a week.",
        "availability": "We promised 99.9 percent during opening hours.",
        "budget": "Up to 600 euro a month, all in.",
    }
    heard = {
        topic: value(text).model_copy(update={"facts": read(text, date(2025, 6, 2)).facts})
        for topic, text in said.items()
    }

    assert told(frame(**heard)) == {
        "average-load": "52,000 a day is 0.6 a second on average, spread over the whole day.",
        "peak-load": "The peak of 30 a second is 49.8 times the average.",
        "concurrency": "At 30 a second and 20 seconds each, 600 are in progress at a time.",
        "polling": "What runs every 5 minutes can be 5 minutes late, 15 times the 20 seconds allowed.",
        "downtime": "99.9 % leaves 6 minutes in every 100 hours that count.",
        "yearly-budget": "600 EUR a month is 7,200 EUR a year.",
    }


def test_what_was_only_mentioned_in_passing_is_not_calculated_with():
    topic: Topic = "availability"

    assert calculations(Frame(answers={topic: Answer(topic=topic, heard=(NINES,))})) == ()
