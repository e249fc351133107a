"""Days, deadlines and times of day, resolved forward from a Tuesday in May."""

import datetime

import pytest

from assistant.domain.reading.calendar_periods import day_in, easter, months_later, stretch_of
from assistant.domain.reading.reader import read

TODAY = datetime.date(2026, 5, 12)


def days(text: str, today: datetime.date = TODAY) -> list[tuple]:
    return [(fact.quote, fact.day, fact.bound) for fact in read(text, today).of("date")]


def times(text: str) -> list[tuple]:
    return [(fact.quote, fact.low / 3600, fact.high / 3600) for fact in read(text, TODAY).of("time")]


@pytest.mark.parametrize(
    ("text", "quote", "day", "bound"),
    [
        ("on 30 September", "30 September", "2026-09-30", None),
        ("by mid September", "by mid September", "2026-09-15", "at_most"),
        ("mid March", "mid March", "2027-03-15", "about"),
        ("before 2 January", "before 2 January", "2027-01-02", "at_most"),
        ("the 3rd of june 2027", "3rd of june 2027", "2027-06-03", None),
        ("Sept 30th, 2027", "Sept 30th, 2027", "2027-09-30", None),
        ("end of Q2", "end of Q2", "2026-06-30", None),
        ("by the end of Q1", "by the end of Q1", "2027-03-31", "at_most"),
        ("by Friday", "by Friday", "2026-05-15", "at_most"),
        ("next friday", "friday", "2026-05-22", None),
        ("end of August", "end of August", "2026-08-31", None),
        ("early next year", "early next year", "2027-03-02", "about"),
        ("next month", "next month", "2026-06-15", "about"),
        ("by next month", "by next month", "2026-06-01", "at_most"),
        ("in five months", "in five months", "2026-10-12", None),
        ("6 weeks from now", "6 weeks from now", "2026-06-23", None),
        ("we go live within three months", "within three months", "2026-08-12", None),
        ("3 weeks ago", "3 weeks ago", "2026-04-21", None),
        ("before Christmas", "before Christmas", "2026-12-25", "at_most"),
        ("on Black Friday", "Black Friday", "2026-11-27", None),
        ("in September", "September", "2026-09-15", "about"),
        ("in May", "May", "2026-05-31", "at_most"),
        ("by March 2027", "by March 2027", "2027-03-01", "at_most"),
        ("since 2019", "since 2019", "2019-01-01", "at_least"),
        ("since 30 September", "since 30 September", "2025-09-30", "at_least"),
        ("2026-09-30", "2026-09-30", "2026-09-30", None),
        ("30.9.2026", "30.9.2026", "2026-09-30", None),
        ("13/06/2026", "13/06/2026", "2026-06-13", None),
        ("EOY", "EOY", "2026-12-31", None),
        ("by the 15th", "by the 15th", "2026-05-15", "at_most"),
        ("by the 3rd of the month", "by the 3rd of the month", "2026-06-03", "at_most"),
        ("due tomorrow", "due tomorrow", "2026-05-13", "at_most"),
    ],
)
def test_a_phrase_becomes_the_day_ahead(text, quote, day, bound):
    assert days(text) == [(quote, day, bound)]


def test_days_of_the_month_said_together_are_two_dates():
    assert days("on the 24th and 25th") == [("24th", "2026-05-24", None), ("25th", "2026-05-25", None)]
    assert days("24th and 25th of December") == [("24th", "2026-12-24", None), ("25th of December", "2026-12-25", None)]


def test_what_the_words_do_not_settle_has_no_day():
    assert days("before the summer") == [("before the summer", None, "at_most")]
    assert days("on 05/06/2026") == [("05/06/2026", None, None)]


def test_the_day_itself_is_still_ahead():
    assert days("12 May") == [("12 May", "2026-05-12", None)]
    assert days("11 May") == [("11 May", "2027-05-11", None)]


def test_what_happened_in_a_month_lies_behind():
    assert days("the bill was 300 euro in October") == [("October", "2025-10-15", "about")]
    assert days("it went down on 3 November") == [("3 November", "2025-11-03", None)]


@pytest.mark.parametrize(
    ("text", "quote", "day", "bound"),
    [
        ("we lost 3 orders in March", "March", "2026-03-15", "about"),
        ("In November, we lost 3 orders", "November", "2025-11-15", "about"),
        ("in late November we lost 3 orders", "late November", "2025-11-26", "about"),
        ("in May we lost 3 orders", "May", "2026-05-12", "about"),
        ("since last Easter it is slow", "since last Easter", "2026-04-05", "at_least"),
        ("the shop went down at Christmas", "Christmas", "2025-12-25", None),
        ("the shop failed on Black Friday", "Black Friday", "2025-11-28", None),
        ("sales fell in Q1", "Q1", "2026-02-14", "about"),
        ("we had 300 tickets in Q3", "Q3", "2025-08-15", "about"),
        ("last Friday it crashed", "last Friday", "2026-05-08", None),
        ("on Friday we delivered late", "Friday", "2026-05-08", None),
        ("they opened the shop on 4 February", "4 February", "2026-02-04", None),
        ("orders dropped in September last year", "September last year", "2025-09-15", "about"),
        ("when the season opened in March it broke", "March", "2026-03-15", "about"),
    ],
)
def test_what_is_told_in_the_past_lies_behind(text, quote, day, bound):
    assert days(text) == [(quote, day, bound)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("it must be live in March", "2027-03-15"),
        ("it has to be finished in March", "2027-03-15"),
        ("we want it built in March", "2027-03-15"),
        ("it will be sold in March", "2027-03-15"),
        ("the vendor announced that support ends in March", "2027-03-15"),
        ("they promised a release in March", "2027-03-15"),
        ("the team was told it must be live in March", "2027-03-15"),
        ("the delayed release in March", "2027-03-15"),
        ("if we lost the contract in March", "2027-03-15"),
        ("it was agreed that we deliver by March", "2027-03-01"),
        ("next Easter", "2027-03-28"),
        ("by Easter next year", "2027-03-28"),
    ],
)
def test_a_verb_in_the_past_leaves_what_is_to_come_ahead(text, day):
    assert [when for _, when, _ in days(text)] == [day]


def test_one_clause_may_tell_of_both():
    assert days("We launched in November and want to expand in March") == [
        ("November", "2025-11-15", "about"),
        ("March", "2027-03-15", "about"),
    ]


def test_a_leap_day_waits_for_its_year():
    assert days("29 February") == [("29 February", "2028-02-29", None)]


@pytest.mark.parametrize(
    "text",
    [
        "it may take a while",
        "we march on",
        "on Mondays it is busy",
        "invoices go out at the end of the month",
        "the 2nd version",
        "in 2000 shops",
        "31 June",
        "fall behind",
        "this year was fine",
        "in 10 minutes",
        "2026-13-45",
        "mar the surface",
        "year-end run",
    ],
)
def test_what_names_no_day_is_left_alone(text):
    assert days(text) == []


@pytest.mark.parametrize(
    ("text", "quote", "low", "high"),
    [
        ("at 18:00", "18:00", 18, 18),
        ("7 in the morning", "7 in the morning", 7, 7),
        ("7:30 pm", "7:30 pm", 19.5, 19.5),
        ("9am to 5pm", "9am to 5pm", 9, 17),
        ("between 18:00 and 21", "18:00 and 21", 18, 21),
        ("from 7 to 9 in the morning", "7 to 9 in the morning", 7, 9),
        ("shops open 7 to 21", "7 to 21", 7, 21),
        ("by noon", "by noon", 12, 12),
        ("11 at night", "11 at night", 23, 23),
        ("2 at night", "2 at night", 2, 2),
        ("there before eight o'clock", "before eight o'clock", 8, 8),
        ("the file comes between five and nine in the morning", "five and nine in the morning", 5, 9),
        ("it runs at two at night", "two at night", 2, 2),
        ("from seven to ten in the evening", "seven to ten in the evening", 19, 22),
    ],
)
def test_times_of_day_are_seconds_since_midnight(text, quote, low, high):
    assert times(text) == [(quote, low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "at 9 per second",
        "25:00",
        "a ratio of 1:1",
        "from 9 to 17 users",
        "i am 7",
        "three at night and two in the morning",
        "four of us, two in the evening shift",
        "between two and three people",
        "from two to three people in the morning",
    ],
)
def test_what_is_no_time_of_day_is_left_alone(text):
    assert times(text) == []


def test_months_later_stays_inside_the_shorter_month():
    assert months_later(datetime.date(2026, 1, 31), 1) == datetime.date(2026, 2, 28)
    assert months_later(datetime.date(2026, 3, 31), -1) == datetime.date(2026, 2, 28)


def test_easter_falls_where_the_calendar_says():
    assert [easter(year) for year in (2024, 2025, 2026, 2038)] == [
        datetime.date(2024, 3, 31),
        datetime.date(2025, 4, 20),
        datetime.date(2026, 4, 5),
        datetime.date(2038, 4, 25),
    ]


def test_edges_of_a_quarter():
    quarter = stretch_of("quarter", TODAY)
    assert quarter == (datetime.date(2026, 4, 1), datetime.date(2026, 6, 30))
    assert [day_in(quarter, edge).isoformat() for edge in ("start", "early", "mid", "late", "end")] == [
        "2026-04-01",
        "2026-04-16",
        "2026-05-15",
        "2026-06-15",
        "2026-06-30",
    ]
