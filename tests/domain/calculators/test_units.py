"""Numbers with units as people type them, and what is refused."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.calculators.calculator import CalculationError, Input
from assistant.domain.calculators.units import MEASURES, Amount, read


def amount(kind: str, text: str, zero: bool = False) -> Amount:
    return read(Input("x", kind, "", MEASURES[kind].example, zero=zero), text)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("share", "99.9%", 0.999),
        ("share", "99.9 %", 0.999),
        ("share", "0.999", 0.999),
        ("share", "99.9", 0.999),
        ("share", "1", 1),
        ("share", "1%", 0.01),
        ("count", "200", 200),
        ("count", "200M", 200e6),
        ("count", "1.5 million rows", 1.5e6),
        ("count", "20 threads", 20),
        ("duration", "100ms", 0.1),
        ("duration", "10min", 600),
        ("duration", "1.5 hours", 5400),
        ("duration", "250 µs", 250e-6),
        ("duration", "1month", 2_628_000),
        ("rate", "50000/s", 50_000),
        ("rate", "50,000/s", 50_000),
        ("rate", "50k/s", 50_000),
        ("rate", "500 requests/min", 500 / 60),
        ("rate", "86400 orders per day", 1),
        ("rate", "300rpm", 5),
        ("rate", "20 rps", 20),
        ("size", "2TB", 2e12),
        ("size", "500 gb", 5e11),
        ("size", "1GiB", 2**30),
        ("flow", "1Gbps", 125e6),
        ("flow", "100 Mbit/s", 12.5e6),
        ("flow", "86.4GB/day", 1e6),
        ("memory", "512MB", 0.5),
        ("memory", "2GB", 2),
        ("memory", "256MiB", 0.25),
    ],
)
def test_what_people_type(kind, text, value):
    assert amount(kind, text) == (pytest.approx(value), None)


@pytest.mark.parametrize(
    ("kind", "text", "value", "currency"),
    [
        ("money", "0.20USD", 0.2, "USD"),
        ("money", "$1,200", 1200, "USD"),
        ("money", "EUR 5", 5, "EUR"),
        ("money", "5 €", 5, "EUR"),
        ("money", "£3", 3, "GBP"),
        ("money_per_time", "8000 USD/month", 8000 / 2_628_000, "USD"),
        ("money_per_time", "$8k per month", 8000 / 2_628_000, "USD"),
        ("money_per_time", "365 euros a year".replace(" a ", "/"), 365 / 31_536_000, "EUR"),
        ("money_per_size", "0.09 USD/GB", 0.09e-9, "USD"),
        ("money_per_size_time", "0.023USD/GB/month", 0.023e-9 / 2_628_000, "USD"),
        ("money_per_size_time", "0.023 USD/GB-month", 0.023e-9 / 2_628_000, "USD"),
        ("money_per_memory_time", "0.0000166667 USD/(GB*s)", 0.0000166667, "USD"),
    ],
)
def test_money(kind, text, value, currency):
    assert amount(kind, text) == (pytest.approx(value), currency)


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        ("duration", "50000/s", "x=50000/s is a rate; it takes a duration such as 100ms, 10min or 2h."),
        ("rate", "5 GB/day", "x=5 GB/day is data per time; it takes a rate such as 50000/s or 38000/day."),
        ("count", "99%", "x=99% is a percentage; it takes a plain number such as 200."),
        ("count", "5 USD EUR", "x=5 USD EUR is something else; it takes a plain number such as 200."),
        ("duration", "5 m", "x=5 m has a unit that is not known here; it takes a duration such as 100ms, 10min or 2h."),
        ("duration", "-5s", "x=-5s is below zero, which makes no sense here; it takes a duration such as 100ms"),
        ("duration", "0s", "x=0s is zero, which makes no sense here; it takes a duration such as 100ms"),
        ("duration", "1e30 years", "x=1e30 years is too large to mean anything; it takes a duration"),
        ("duration", "", "x= is not understood; it takes a duration"),
        ("duration", "soon", "x=soon is not understood; it takes a duration"),
        ("duration", "99,9 s", "x=99,9 s has a unit that is not known here"),
        ("rate", "9**9**9/s", "x=9**9**9/s has a unit that is not known here"),
        ("rate", "5 /////s", "x=5 /////s has a unit that is not known here"),
        (
            "rate",
            f"5 {'requests ' * 9}/s",
            "x=5 requests requests requests requests r… has a unit that is not known",
        ),
        ("size", "5 None", "x=5 None has a unit that is not known here"),
    ],
)
def test_what_fits_nothing_is_refused_with_what_would_fit(kind, text, why):
    with pytest.raises(CalculationError) as refused:
        amount(kind, text)

    assert str(refused.value).startswith(why)


def test_zero_is_fine_where_it_makes_sense():
    assert amount("duration", "0s", zero=True) == (0, None)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(MEASURES)), st.text(max_size=40) | st.from_regex(r"\A\d{1,4} ?[a-zA-Z/*()%. -]{0,20}\Z"))
def test_anything_typed_is_read_or_refused_in_one_line(kind, text):
    try:
        found = amount(kind, text)
    except CalculationError as error:
        refused = str(error)
    else:
        refused = ""
        assert found.value > 0
    assert "\n" not in refused


def test_nothing_loads_the_unit_library_before_the_first_unit():
    code = "import sys, assistant.domain.calculators, assistant.domain.automatic; sys.exit('pint' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
