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
