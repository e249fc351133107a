"""People who build or run, counted or missing, and people who decide."""

import datetime

import pytest

from assistant.domain.reading.reader import read

TODAY = datetime.date(2026, 5, 12)


def people(text: str) -> list[tuple]:
    return [(fact.quote, fact.low, fact.high, fact.noun) for fact in read(text, TODAY).of("people")]


def deciders(text: str) -> list[tuple]:
    return [(fact.quote, fact.noun, fact.name) for fact in read(text, TODAY).of("person")]


@pytest.mark.parametrize(
    ("text", "quote", "low", "high", "role"),
    [
        ("Four backend developers", "Four backend developers", 4, 4, "backend developer"),
        ("nine developers in one team", "nine developers in one team", 9, 9, "developer"),
        ("one database person one day a week", "one database person", 1, 1, "database person"),
        ("me and one other person", "me and one other person", 2, 2, None),
        ("me and two others", "me and two others", 3, 3, None),
        ("me and my co-founder", "me and my co-founder", 2, 2, None),
        ("just me", "just me", 1, 1, None),
        ("two on call", "two on call", 2, 2, "on call"),
        ("a team of five", "a team of five", 5, 5, "team"),
        ("a 5-person team", "5-person team", 5, 5, "team"),
        ("we are six", "six", 6, 6, None),
        ("4 of us", "4 of us", 4, 4, None),
        ("2-3 devs", "2-3 devs", 2, 3, "dev"),
        ("7 people in our team", "7 people in our team", 7, 7, None),
    ],
)
def test_people_who_build_are_counted_with_their_role(text, quote, low, high, role):
    assert people(text) == [(quote, low, high, role)]


@pytest.mark.parametrize(
    "text", ["200 people use it", "120 doctors", "40 engineers use the tool", "we are 3 weeks late", "30 nurses"]
)
def test_people_who_only_use_it_are_no_team(text):
    assert people(text) == []


@pytest.mark.parametrize(
    ("text", "quote", "role"),
    [
        ("we have no DBA", "no DBA", "DBA"),
        ("without an ops team", "without an ops team", "ops team"),
        ("nobody on call", "nobody on call", "on call"),
        ("we don't have a tester", "don't have a tester", "tester"),
    ],
)
def test_a_missing_role_is_a_negated_nobody(text, quote, role):
    [fact] = read(text, TODAY).of("people")
    assert (fact.quote, fact.noun, fact.low, fact.high, fact.negated) == (quote, role, 0, 0, True)


@pytest.mark.parametrize(
    ("text", "quote", "role", "name"),
    [
        ("Our COO Henk signs", "COO Henk", "COO", "Henk"),
        ("our privacy officer wants a say", "our privacy officer", "privacy officer", None),
        ("Maria, our CTO, decides", "Maria, our CTO", "CTO", "Maria"),
        ("head of logistics Ana", "head of logistics Ana", "head of logistics", "Ana"),
        ("legal must approve", "legal", "legal", None),
        ("my boss", "my boss", "boss", None),
        ("Marek decides", "Marek", None, "Marek"),
        ("I would ask Marek", "Marek", None, "Marek"),
        ("that is Marek's call", "Marek", None, "Marek"),
        ("the decision is with Anna van Dijk", "Anna van Dijk", None, "Anna van Dijk"),
        ("Anna Kowalska has to sign", "Anna Kowalska", None, "Anna Kowalska"),
        ("Dr. Okafor approves the budget", "Dr. Okafor", None, "Okafor"),
        ("we met Mrs Chen", "Mrs Chen", None, "Chen"),
        ("the works council could stop it", "works council", "works council", None),
        ("HR must agree", "HR", "HR", None),
        ("ask IT", "IT", "IT", None),
        ("security has a veto", "security", "security", None),
    ],
)
def test_people_who_decide_are_named(text, quote, role, name):
    assert deciders(text) == [(quote, role, name)]


def test_people_who_decide_together_are_each_named():
    assert deciders("Approved by Marek and Sven") == [("Marek", None, "Marek"), ("Sven", None, "Sven")]
    assert deciders("Marek and Sven decide") == [("Marek", None, "Marek"), ("Sven", None, "Sven")]


@pytest.mark.parametrize(
    "text",
    [
        "legal requirements",
        "managers use it",
        "board games",
        "on board now",
        "Price decides",
        "Nobody decides",
        "Customers decide with their feet",
        "Workers must approve it",
        "Retention decides",
        "Kafka decides which partition it is",
        "Germany decides",
        "decided by Friday",
        "I know Marek",
        "security must be high",
        "support needs a new tool",
        "it must agree with the ledger",
    ],
)
def test_words_that_name_no_decider_are_left_alone(text):
    assert deciders(text) == []
