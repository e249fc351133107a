"""When a record is due: the day its own words name."""

from datetime import date

import pytest

from assistant.domain.records import parse
from assistant.domain.records.reviews import Review, months_later, next_day, reviews

SAID_ON = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2027-03-01", date(2027, 3, 1)),
        ("2027-03", date(2027, 3, 1)),
        ("20270301", date(2027, 3, 1)),
        ("on 1 March 2027", date(2027, 3, 1)),
        ("01.03.2027", date(2027, 3, 1)),
        ("on 30 June", date(2026, 6, 30)),
        ("in six months", date(2026, 7, 15)),
        ("after twelve months", date(2027, 1, 15)),
        ("every two weeks", date(2026, 1, 29)),
        ("monthly", date(2026, 2, 15)),
        ("once a quarter", date(2026, 4, 15)),
        ("every six months", date(2026, 7, 15)),
        ("yearly", date(2027, 1, 15)),
        ("every January, first on 2027-01-11", date(2027, 1, 11)),
        ("when the shops get a line, at the latest on 1 March 2027", date(2027, 3, 1)),
        ("if the licence is not renewed by 30 June", date(2026, 6, 30)),
        ("2027-06-01 or 2027-03-01", date(2027, 3, 1)),
        ("if the load doubles in six months", None),
        ("p95 above 2 s for 30 minutes", None),
        ("bill over 3,000 euro in a month", None),
        ("more than 20 complaints since 1 March 2025", None),
        ("a bill above 3,000 euro", None),
        ("20279901", None),
    ],
)
def test_a_line_names_a_day_or_is_a_condition_to_watch(line, day):
    assert next_day(line, SAID_ON) == day


@pytest.mark.parametrize("line", ["in six months", "every quarter", "after twelve months", "on 30 June"])
def test_without_a_day_of_its_own_a_record_counts_from_nothing(line):
    assert next_day(line, None) is None
    assert next_day(f"{line}, or on 2027-03-01", None) == date(2027, 3, 1)


def test_a_month_later_is_its_last_day_where_it_is_shorter():
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2026, 11, 30), 3) == date(2027, 2, 28)


def test_dates_of_review_and_triggers_are_found_wherever_a_record_has_them():
    text = (
        "---\nstatus: accepted\ndate: 2026-01-15\nreview-by: 2027-05-24\n---\n# Use Kafka\n\n## Decision\n\nKafka. "
        "We will reconsider it in six months.\n\n## Revisit triggers\n\n- a bill above 3,000 euro\n- every quarter\n"
    )
    assert reviews(parse(text)) == (
        Review("2027-05-24", 4, date(2027, 5, 24)),
        Review("We will reconsider it in six months.", 10, date(2026, 7, 15)),
        Review("a bill above 3,000 euro", 14, None),
        Review("every quarter", 15, date(2026, 4, 15)),
    )


@pytest.mark.parametrize("status", ["superseded by [ADR 9](0009.md)", "rejected", "deprecated"])
def test_a_record_that_was_left_behind_is_never_due(status):
    assert reviews(parse(f"# Use Kafka\n\nStatus: {status}\nReview by: 2020-01-01\n\n## Decision\n\nKafka.\n")) == ()
