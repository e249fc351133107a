"""When two clauses say the same thing in other words."""

import pytest

from assistant.domain.rules.thoughts import stem, thoughts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the page is slow", "the page isn't fast"),
        ("the build fails", "the builds break"),
        ("it was down", "an outage"),
        ("orders are late", "the order is not on time"),
        ("clients complain", "the client is not satisfied"),
        ("the bill is high", "our costs are too high"),
    ],
)
def test_the_same_thought_in_other_words(one, other):
    assert thoughts(one) == thoughts(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("the page is slow", "the database is slow"), ("parcels are late", "the truck is broken"), ("slow", "late")],
)
def test_different_thoughts_stay_apart(one, other):
    assert thoughts(one) != thoughts(other)


def test_small_words_carry_no_thought():
    assert thoughts("it is what it is, again and again") == frozenset()
    assert thoughts("") == frozenset()


@pytest.mark.parametrize(
    ("word", "expected"),
    [("deployments", "deploy"), ("deploying", "deploy"), ("orders", "order"), ("bus", "bus"), ("is", "is")],
)
def test_stems(word, expected):
    assert stem(word) == expected
