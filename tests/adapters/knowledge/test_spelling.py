"""Slips of the fingers that are put right, and words that are left alone."""

import pytest

from assistant.adapters.knowledge.spelling import Spelling, slips_between

GUIDE = {"cache": 9, "caches": 1, "kubernetes": 4, "recovery": 5, "restore": 3, "deploying": 2, "decision": 7}
KNOWN_TO_THE_MODEL = {"catch", "decimation", "reserve"}


def corrected(text: str) -> str:
    return Spelling(GUIDE, KNOWN_TO_THE_MODEL.__contains__).corrected(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cahce", "cache"),
        ("cashe", "cache"),
        ("Kuberntes, or not?", "kubernetes, or not?"),
        ("recovry and restroe", "recovery and restore"),
        ("kubrenetse", "kubernetes"),
        ("descision", "decision"),
    ],
)
def test_a_slip_is_put_right(typed: str, meant: str) -> None:
    assert corrected(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "catch",  # the model knows it
        "reserve decimation",
        "deployed",  # a form of a word of the guide
        "dcsion",  # two slips in a short word
        "ache cash",  # too short to tell
        "bache",  # another first letter is another word
        "penicillin",
        "cach3 RTO 99.9 %",
        "",
    ],
)
def test_everything_else_is_left_alone(text: str) -> None:
    assert corrected(text) == text


def test_of_two_words_as_near_the_guides_commoner_one_is_meant() -> None:
    assert corrected("cachee") == "cache"


@pytest.mark.parametrize(
    ("a", "b", "slips"),
    [("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abcd", "bacd", 1), ("abc", "ab", 1), ("ab", "xy", 2)],
)
def test_slips_are_counted(a: str, b: str, slips: int) -> None:
    assert slips_between(a, b, 3) == slips_between(b, a, 3) == slips


def test_counting_stops_where_there_are_too_many() -> None:
    assert slips_between("abcdefgh", "zyxwvuts", 2) == 3
    assert slips_between("a", "abcdef", 2) == 3
