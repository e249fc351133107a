"""Bounds, hedges and negations, and how far each reaches."""

import datetime

import pytest

from assistant.domain.reading.reader import read

TODAY = datetime.date(2026, 5, 12)


@pytest.mark.parametrize(
    ("text", "quote", "bound"),
    [
        ("under 60 s", "under 60 s", "at_most"),
        ("at most 5 users", "at most 5 users", "at_most"),
        ("up to 25 min late", "up to 25 min", "at_most"),
        ("no more than 400 euro", "no more than 400 euro", "at_most"),
        ("fewer than 10 calls", "fewer than 10 calls", "at_most"),
        ("within a minute", "within a minute", "at_most"),
        ("it must not take longer than 3 seconds", "longer than 3 seconds", "at_most"),
        ("we can't spend more then 500 euro", "more then 500 euro", "at_most"),
        ("3 seconds max", "3 seconds max", "at_most"),
        ("over 2 TB", "over 2 TB", "at_least"),
        ("at least 3 nodes", "at least 3 nodes", "at_least"),
        ("not less than 20 units", "not less than 20 units", "at_least"),
        ("99.9% or more", "99.9% or more", "at_least"),
        ("roughly 40 stores", "roughly 40 stores", "about"),
        ("60 or so", "60 or so", "about"),
        ("over a week", "a week", None),
        ("60 calls", "60 calls", None),
    ],
)
def test_a_bound_beside_a_quantity_joins_its_quote(text, quote, bound):
    [fact] = [fact for fact in read(text, TODAY).facts if fact.kind not in {"product", "person"}]
    assert (fact.quote, fact.bound) == (quote, bound)


@pytest.mark.parametrize(
    "text",
    [
        "maybe 60 calls",
        "I think 60 calls",
        "60 calls, I think",
        "we hope for 60 calls",
        "probably around 60 calls",
        "60 calls?",
        "not sure, 60 calls",
    ],
)
def test_a_hedge_reaches_the_number_beside_it(text):
    assert [fact.hedged for fact in read(text, TODAY).of("number")] == [True]


def test_a_hedge_stays_in_its_clause():
    facts = read("It costs 400 euro, and there are maybe 60 calls. We have 3 vans.", TODAY).facts
    assert [(fact.quote, fact.hedged) for fact in facts] == [("400 euro", False), ("60 calls", True), ("3 vans", False)]


@pytest.mark.parametrize(
    "text",
    [
        "not GDPR",
        "without Kubernetes",
        "we don't use Kafka",
        "GDPR doesn't apply",
        "HIPAA is out of scope",
        "we are not subject to HIPAA",
        "no need for Redis",
        "we're not in the EU",
    ],
)
def test_a_negated_name_says_so(text):
    assert [fact.negated for fact in read(text, TODAY).facts] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "not only GDPR",
        "we use Kafka, not because we like it",
        "no idea, GDPR maybe",
        "nobody with Kubernetes skills",
        "no more than 5 Redis nodes",
        "it never fails. Kafka runs",
    ],
)
def test_a_negation_that_means_something_else_stays_away(text):
    named = read(text, TODAY).of("product", "regulation")
    assert [fact.negated for fact in named] == [False]


def test_a_negation_reaches_every_name_in_its_list():
    facts = read("no need for HIPAA or PCI DSS", TODAY).facts
    assert [(fact.name, fact.negated) for fact in facts] == [("HIPAA", True), ("PCI DSS", True)]
