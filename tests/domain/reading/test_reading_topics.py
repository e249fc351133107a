"""What a message says about topics nobody asked for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.reading.reader import read
from assistant.domain.reading.topics import Heard, heard

TODAY = date(2026, 5, 12)


def told(text: str) -> set[str]:
    """Topic and part of each mention, with "!" where it is named outright."""
    return {f"{one.topic}.{one.slot}" + ("!" if one.direct else "") for one in heard(read(text, TODAY))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("our budget is 650 euro a month", {"budget.money!"}),
        ("We can spend up to 20k euro.", {"budget.money!"}),
        ("deadline: 4 March", {"timeline.deadline!"}),
        ("It must be in production before 1 October because the lease ends.", {"timeline.deadline!"}),
        ("The first version must let a clerk scan a form.", {"timeline.mvp!"}),
        ("we are six frontend engineers", {"team.size!"}),
        ("None of us has ever run Kubernetes.", {"team.skills!"}),
        ("Only Priya is on call.", {"team.oncall!"}),
        ("PCI DSS applies", {"compliance.rules!"}),
        ("We must keep records for 10 years.", {"compliance.duties!"}),
        ("out of scope: the loyalty card", {"out_of_scope.text!"}),
        ("Invoicing is not part of this.", {"out_of_scope.text!"}),
        ("Our current system is an AS/400 with green screens.", {"existing_system.text!"}),
        ("p95 latency must stay under 300 ms", {"latency.target!"}),
        ("Availability of 99.9 % is promised.", {"availability.target!"}),
        ("An uptime of 85 % is enough.", {"availability.target!"}),
        ("The SLA says 99.5 %", {"availability.target!"}),
        ("When it is down the drivers wait at the gate.", {"availability.impact!"}),
        ("On a normal day 3,000 orders come in, at peak 40 per minute.", {"scale.rate!"}),
        ("We expect to double by next summer.", {"scale.growth!"}),
        ("The tables hold 2 TB of images.", {"data.volume!"}),
        ("We store passport numbers", {"data.kinds!", "data.sensitivity"}),
        ("It reads from Oracle and pushes events to Salesforce.", {"integration.systems!"}),
        ("Success means fewer than 5 returns a week.", {"success.text!"}),
        ("My biggest worry is that the supplier goes bankrupt.", {"risks.text!"}),
        ("Finance has to approve anything above the limit", {"stakeholders.text!"}),
        ("Marek decides", {"stakeholders.text!"}),
        ("Dr. Okafor approves the plan.", {"stakeholders.text!"}),
        ("The works council has a veto.", {"stakeholders.text!"}),
        ("In the end it is Marek's call.", {"stakeholders.text!"}),
        ("The most important thing is speed.", {"priorities.text!"}),
    ],
)
def test_a_topic_named_with_its_value_is_heard_outright(text: str, expected: set[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("three testers for two weeks", {"budget.people", "team.size"}),
        ("98 percent shown within 40 seconds", {"latency.target"}),
        ("We pay 300 euro a month for hosting today.", {"budget.money"}),
        ("We have 300 shops and 40 buyers", {"users.count"}),
        ("The contract promises 99.5 percent.", {"availability.target"}),
        ("It must be up 99 % of the time", {"availability.target"}),
    ],
)
def test_a_mention_on_the_way_is_not_outright(text: str, expected: set[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello there",
        "The old tool is slow",
        "Three people complained on 4 May",
        "The price of a parcel is 6 euro",
        "In 2019 we lost 40,000 euro.",
        "The developer left in 2020.",
        "The report ran for 60 minutes last night.",
        "GDPR does not apply",
        "We aren't subject to PCI DSS.",
        "Should we care about GDPR?",
        "Is our budget of 500 euro a month enough?",
        "the deadline is unclear",
        "Our contract ended in November.",
        "Before last Christmas the audit failed.",
        "Every late parcel costs us 15 percent under the contract.",
        "The SLA costs us a penalty of 95 percent.",
        "Sales are up 95 percent since the relaunch.",
        "95 % of the orders are promised for the next day.",
        "Only 15 percent of the machines are available",
    ],
)
def test_what_only_sounds_like_a_topic_is_left_alone(text: str) -> None:
    assert told(text) == set()


def test_each_mention_keeps_its_own_clause_and_facts() -> None:
    budget, deadline = heard(read("Our budget is 900 dollars a month and it must be live by 3 June.", TODAY))

    assert (budget.topic, budget.quote, [fact.kind for fact in budget.facts]) == (
        "budget",
        "Our budget is 900 dollars a month",
        ["money"],
    )
    assert (deadline.topic, [fact.day for fact in deadline.facts]) == ("timeline", ["2026-06-03"])


def test_a_topic_named_outright_wins_over_a_mention_on_the_way() -> None:
    found = heard(read("Two engineers have looked at it, and our team is five engineers.", TODAY))

    assert [(one.topic, one.slot, one.quote, one.direct) for one in found] == [
        ("team", "size", "and our team is five engineers.", True)
    ]


@given(st.text(max_size=200))
def test_whatever_is_heard_stands_in_the_text(text: str) -> None:
    found: tuple[Heard, ...] = heard(read(text, TODAY))

    assert all(one.quote in text for one in found)
