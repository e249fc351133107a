"""Which pairs of statements cannot both hold, and which only look alike."""

from datetime import date

import pytest

from assistant.domain.contradictions import contradictions
from assistant.domain.frame import Answer, Contradiction, Frame, Option, Provenance, Value
from assistant.domain.reading.reader import read

TODAY = date(2026, 11, 24)


def value(text: str) -> Value:
    return Value(text=text, origin=Provenance(quote=text, message=1), facts=read(text, TODAY).facts)


def frame(options: tuple[str, ...] = (), **said: str) -> Frame:
    return Frame(
        answers={topic: Answer(topic=topic, values=(value(text),)) for topic, text in said.items()},
        options=tuple(Option(id=f"o{n}", text=text, origin=Provenance()) for n, text in enumerate(options, 1)),
    )


def found(*args, **said: str) -> list[tuple[str, str, str]]:
    return [(c.id, c.first_quote, c.second_quote) for c in contradictions(frame(*args, **said))]


@pytest.mark.parametrize(
    ("said", "pair"),
    [
        (
            {"latency": "within 5 minutes", "integration": "The stock system sends a file every 2 hours"},
            ("latency-integration", "within 5 minutes", "The stock system sends a file every 2 hours"),
        ),
        (
            {
                "timeline": "live by 1 March 2027",
                "team": "Four developers, promised to another project until 1 June 2027",
            },
            ("timeline-team", "live by 1 March 2027", "Four developers, promised to another project until 1 June 2027"),
        ),
    ],
)
def test_both_halves_are_kept_as_they_were_said(said, pair):
    assert found(**said) == [pair]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (
            {
                "users": "40 branch offices and the head buyer",
                "latency": "A new price is in use within 30 minutes",
                "integration": "SAP; the offices download the list every 6 hours",
            },
            "What is fetched every 6 hours is not seen within 30 minutes.",
        ),
        (
            {"latency": "An account within 4 hours", "integration": "Okta, and Dun & Bradstreet, which replies in 3 days"},
            "What waits for an answer of 3 days cannot be there within 4 hours.",
        ),
        (
            {"latency": "The basket in 500 ms", "integration": "The fraud check takes 2 seconds"},
            "What waits for an answer of 2 seconds cannot be there within 500 ms.",
        ),
        (
            {"latency": "The basket in 500 ms", "integration": "The tax service responds within 2 seconds"},
            "What waits for an answer within 2 seconds cannot be there within 500 ms.",
        ),
        (
            {"latency": "The list has to be there by 6:30", "integration": "The carrier's file arrives between 6 and 8 am"},
            "What may come at 8:00 is not there by 6:30.",
        ),
        (
            {"latency": "Stock as of ten o'clock in the morning", "integration": "The bank sends its statement at noon"},
            "What may come at 12:00 is not there by 10:00.",
        ),
    ],
)  # fmt: skip
def test_what_a_neighbour_makes_later_than_it_was_wanted_is_held_against_it(said, why):
    (pair,) = contradictions(frame(**said))
    assert (pair.id, pair.first_quote, pair.second_quote) == (
        "latency-integration", said["latency"], said["integration"],
    )  # fmt: skip
    assert pair.why == why


@pytest.mark.parametrize(
    "said",
    [
        {
            "users": "40 branch offices",
            "latency": "A new price is in use within 8 hours",
            "integration": "The offices download the list every 6 hours",
        },
        {
            "users": "12 clerks in the warehouse",
            "latency": "A parcel is seen within 5 minutes",
            "integration": "The data warehouse pulls everything every 6 hours",
        },
        {
            "users": "40 branch offices",
            "latency": "A page opens in 2 seconds",
            "integration": "The offices download the list every 6 hours",
        },
        {"latency": "An account within 4 hours", "integration": "Okta, whose support answers in 3 days"},
        {"latency": "An account within 4 hours", "integration": "Okta. Their sales people reply in 3 days"},
        {"latency": "An account within 4 hours", "integration": "The switch to Okta takes 3 days"},
        {"latency": "An account within 4 hours", "integration": "Okta, which answers in 3 minutes"},
        {
            "latency": "The basket in 500 ms, a new article in the search within 10 minutes",
            "integration": "The article service answers in 2 seconds",
        },
        {"latency": "The list has to be there by 6:30", "integration": "The carrier's file arrives at 18:00"},
        {
            "latency": "The list has to be there by 6:30",
            "integration": "The carrier's file arrives at 5 in the morning",
        },
        {"latency": "The list has to be there by 6:30", "integration": "The ledger fetches the file at 8:00"},
        {"latency": "Slower after 18:00 is fine", "integration": "The carrier's file arrives at 20:00"},
        {"latency": "2 seconds between 8:00 and 18:00", "integration": "The carrier's file arrives at 20:00"},
    ],
)
def test_a_neighbour_that_is_quick_enough_or_not_on_the_way_is_left_alone(said):
    assert found(**said) == []


def test_what_nobody_has_run_is_held_against_the_option():
    said = "Three developers, none of them has run Kafka"
    assert found(("Kafka with three brokers", "a nightly job"), team=said) == [
        ("team-o1", said, "Kafka with three brokers")
    ]


@pytest.mark.parametrize(
    "said",
    [
        {"latency": "within 5 minutes", "integration": "The stock system pushes every minute"},
        {"latency": "within 5 minutes", "integration": "The ledger fetches the stock levels every night"},
        {"latency": "within 5 minutes", "integration": "The contract with the stock system runs for 2 years"},
        {"latency": "as fast as possible", "integration": "The stock system sends a file every 2 hours"},
        {
            "timeline": "live by 1 March 2027",
            "team": "Four developers, promised to another project until 1 February 2027",
        },
        {"timeline": "live by 1 March 2027", "team": "Four developers, Lars joined on 1 June 2027"},
        {"timeline": "soon", "team": "Four developers, promised to another project until 1 June 2027"},
        {"team": "Three developers, none of them has run Kafka"},
        {},
    ],
)
def test_one_explicit_half_is_no_contradiction(said):
    assert found(**said) == []


@pytest.mark.parametrize(
    "said",
    [
        "All five know SQL, one has run Kafka at a bank",
        "Five developers. Only one knows Kafka.",
        "Six people, just one ran Kafka before",
    ],
)
def test_what_one_person_knows_is_held_against_the_option(said):
    (pair,) = contradictions(frame(("Kafka with three brokers", "a nightly job"), team=said))
    assert pair.second_quote == "Kafka with three brokers"
    assert pair.why == "One person knows Kafka: who runs it while they are away?"


def test_a_team_that_knows_its_tools_is_left_alone():
    assert found(("Kafka with three brokers",), team="Three developers who run Kafka at another site") == []


def test_what_was_only_mentioned_in_passing_is_not_held_against_anybody():
    team = Answer(topic="team", heard=(value("promised to another project until 1 June 2027"),))
    held = frame(timeline="live by 1 March 2027")
    assert contradictions(held.model_copy(update={"answers": {**held.answers, "team": team}})) == ()


def test_a_known_contradiction_is_not_raised_again():
    said = {"latency": "within 5 minutes", "integration": "The stock system sends a file every 2 hours"}
    (first,) = contradictions(frame(**said))
    assert isinstance(first, Contradiction)
    settled = first.model_copy(update={"state": "settled"})
    assert contradictions(frame(**said).model_copy(update={"contradictions": (settled,)})) == ()


def test_the_reason_is_a_sentence_in_their_figures():
    (pair,) = contradictions(
        frame(latency="within 5 minutes", integration="The stock system sends a file every 2 hours")
    )
    assert pair.why == "What arrives every 2 hours cannot be there within 5 minutes."
