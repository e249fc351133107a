"""Values in digits, letters and ranges, before anything is known of what they count."""

import pytest

from assistant.domain.reading.amounts import amount_at, parse_digits
from assistant.domain.reading.tokens import tokens_of


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("1,900", 1900),
        ("62.000", 62000),
        ("1.234.567", 1234567),
        ("1'900", 1900),
        ("1,234.56", 1234.56),
        ("1.234,56", 1234.56),
        ("2,5", 2.5),
        ("0,5", 0.5),
        ("99.95", 99.95),
        ("7", 7),
    ],
)
def test_both_separator_conventions_are_read(said, value):
    assert parse_digits(said) == (value, None)


def test_a_point_before_three_digits_stays_open():
    assert parse_digits("1.250") == (1.25, 1250)


@pytest.mark.parametrize("said", ["5.6.1", "007", "1,2,3", "1234567890123456", "12,34,567"])
def test_versions_lists_and_identifiers_have_no_value(said):
    assert parse_digits(said) is None


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("10k", 10_000, 10_000),
        ("2.5M", 2_500_000, 2_500_000),
        ("14 million", 14e6, 14e6),
        ("a dozen", 12, 12),
        ("half a dozen", 6, 6),
        ("half a million", 500_000, 500_000),
        ("twenty-five", 25, 25),
        ("two and a half", 2.5, 2.5),
        ("a hundred and twenty", 120, 120),
        ("two hundred and fifty thousand", 250_000, 250_000),
        ("10 to 20k", 10_000, 20_000),
        ("500 to 2k", 500, 2000),
        ("8-11", 8, 11),
        ("3 – 4", 3, 4),
        ("20 or 30", 20, 30),
        ("two to three hundred", 200, 300),
    ],
)
def test_words_multipliers_and_ranges_are_read(said, low, high):
    amount = amount_at(tokens_of(said), 0)
    assert amount is not None
    assert (amount.low, amount.high) == (low, high)


def test_two_numbers_after_between_are_a_range_and_elsewhere_are_two():
    assert amount_at(tokens_of("between 2 and 3"), 1)[:2] == (2, 3)
    assert amount_at(tokens_of("lanes 2 and 3"), 1)[:2] == (2, 2)


def test_a_change_is_no_range():
    assert amount_at(tokens_of("grew from 200 to 400"), 2)[:2] == (200, 200)


def test_a_falling_pair_is_no_range():
    assert amount_at(tokens_of("10 to 5"), 0)[:2] == (10, 10)


@pytest.mark.parametrize(
    ("said", "index"), [("24/7", 0), ("us-east-1", 4), ("#12", 1), ("3f2a9c", 0), ("/v/3", 3), ("a thing", 0)]
)
def test_digits_inside_names_have_no_value(said, index):
    assert amount_at(tokens_of(said), index) is None
