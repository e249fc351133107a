"""How a conversation opens."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.reading.opening import Opening, recognise
from assistant.domain.reading.reader import read

TODAY = date(2026, 5, 12)
OPENINGS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("openings.yaml").read_text(encoding="utf-8"))


def opening(text: str) -> Opening:
    return recognise(read(text, TODAY))


@pytest.mark.parametrize("kind", OPENINGS)
def test_nearly_all_openings_are_recognised(kind: str) -> None:
    missed = [text for text in OPENINGS[kind] if str(opening(text).kind or "none") != kind]

    assert len(missed) <= 0.1 * len(OPENINGS[kind]), missed


@pytest.mark.parametrize(
    ("text", "solutions", "subject"),
    [
        ("We need Redis. Help me write the proposal?", ("Redis",), None),
        ("could you design a data warehouse for us", ("data warehouse",), None),
        ("help me plan the migration to Kubernetes", ("Kubernetes",), None),
        ("we must port the firmware to Zephyr because the vendor quit", ("port the firmware to Zephyr",), None),
        ("I want an AI assistant for our helpdesk", ("AI assistant",), "our helpdesk"),
        ("We need Redis and a CDN for the product pages", ("Redis", "CDN"), "the product pages"),
        ("The CTO wants us to adopt GraphQL by June", ("GraphQL",), None),
        ("elasticsearch for our product search", ("elasticsearch",), "our product search"),
        ("I think RabbitMQ is the answer to our import problem", ("RabbitMQ",), None),
    ],
)
def test_a_solution_is_kept_in_the_persons_own_words(
    text: str, solutions: tuple[str, ...], subject: str | None
) -> None:
    found = opening(text)

    assert (found.kind, found.solutions, found.subject) == ("solution_first", solutions, subject)


@pytest.mark.parametrize(
    ("text", "alternatives", "subject"),
    [
        ("Cassandra or DynamoDB for click events?", ("Cassandra", "DynamoDB"), "click events"),
        ("should we go with Vue, React or Svelte for the portal", ("Vue", "React", "Svelte"), "the portal"),
        ("we're torn between hiring a DBA and renting a database", ("hiring a DBA", "renting a database"), None),
        ("Should I build or buy a chat widget", ("build", "buy a chat widget"), None),
        ("Monorepo or polyrepo, the team is split", ("Monorepo", "polyrepo"), None),
        ("kubernetes vs nomad", ("kubernetes", "nomad"), None),
        ("I need help with a decision: REST or gRPC for the app", ("REST", "gRPC"), "the app"),
        ("half of us want to host it, half want the hosted version", ("host it", "hosted version"), None),
        ("Rust or Go for the new service?", ("Rust", "Go"), "the new service"),
        ("shall we use rust or go for the gateway", ("rust", "go"), "the gateway"),
        ("Should we use Java or Go for the importer?", ("Java", "Go"), "the importer"),
        ("Go for the agents or Python?", ("Go", "Python"), "the agents"),
        ("Elixir or Go to replace the Perl scripts?", ("Elixir", "Go"), None),
        ("rewrite it in Rust or Go for the new service?", ("rewrite it in Rust", "Go"), "the new service"),
    ],
)
def test_a_decision_names_what_it_is_between(text: str, alternatives: tuple[str, ...], subject: str | None) -> None:
    found = opening(text)

    assert (found.kind, found.alternatives, found.subject) == ("decision", alternatives, subject)


@pytest.mark.parametrize(
    ("text", "alternatives"),
    [
        ("Build it ourselves or go for the hosted version?", ("Build it ourselves", "hosted version")),
        ("Should we go for Rust or go for Java?", ("Rust", "Java")),
        ("keep Python or go for Java?", ("keep Python", "Java")),
        ("stay with Rust or go for a bought product?", ("stay with Rust", "bought product")),
        ("Rust or go to the vendor?", ("Rust", "vendor")),
    ],
)
def test_to_go_for_something_is_to_choose_it(text: str, alternatives: tuple[str, ...]) -> None:
    assert opening(text).alternatives == alternatives


@pytest.mark.parametrize(
    ("text", "symptom", "subject"),
    [
        (
            "Hi! Drivers keep calling that the route planner is slow. Any ideas?",
            "Drivers keep calling that the route planner is slow",
            "the route planner",
        ),
        ("Our AWS bill went up 30 % in March", "Our AWS bill went up 30 % in March", "Our AWS bill"),
        ("Nurses have to log in eleven times per shift", "Nurses have to log in eleven times per shift", None),
        (
            "It takes two days to enrol a pupil because everything is done by hand",
            "It takes two days to enrol a pupil",
            None,
        ),
    ],
)
def test_a_symptom_is_the_clause_that_complains(text: str, symptom: str, subject: str | None) -> None:
    found = opening(text)

    assert (found.kind, found.symptom, found.subject) == ("symptom", symptom, subject)


def test_a_solution_beside_its_symptom_keeps_both() -> None:
    found = opening("Deploys take forever. We need Kubernetes.")

    assert found == Opening(
        kind="solution_first",
        quote="We need Kubernetes.",
        solutions=("Kubernetes",),
        symptom="Deploys take forever",
    )


@pytest.mark.parametrize(
    ("text", "kind", "subject"),
    [
        ("I want to build a platform for tutors, nothing exists yet", "greenfield", "a platform for tutors"),
        ("I have an idea for an app that matches dog walkers", "greenfield", "an app that matches dog walkers"),
        ("I took over a billing system from a colleague who left", "brownfield", "a billing system"),
        ("Our fifteen-year-old warehouse system needs a plan", "brownfield", "Our fifteen-year-old warehouse system"),
    ],
)
def test_what_is_new_or_inherited_is_the_subject(text: str, kind: str, subject: str) -> None:
    found = opening(text)

    assert (found.kind, found.subject) == (kind, subject)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hi",
        "hello there!",
        "can you help me?",
        "I need advice",
        "what do you do?",
        "👋",
        "Write me a design document",
    ],
)
def test_a_contentless_opening_tells_nothing(text: str) -> None:
    assert opening(text) == Opening(kind=None, quote=text.strip())


@pytest.mark.parametrize(
    "text",
    [
        "the import fails once or twice a week",
        "invoices are late or wrong",
        "it takes two or three days to get a badge",
        "why does the gate freeze or reject tickets?",
    ],
)
def test_an_or_is_not_always_a_decision(text: str) -> None:
    assert opening(text).kind == "symptom"


def test_a_goal_is_not_a_solution() -> None:
    assert opening("we need to cut our cloud bill by a third").kind == "symptom"


@given(st.text(max_size=200))
def test_whatever_is_recognised_stands_in_the_text(text: str) -> None:
    found = opening(text)
    said = (found.quote, *found.solutions, *found.alternatives, found.subject or "", found.symptom or "")

    assert all(one in text for one in said)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    ["we should " * 3_000, "x or " * 6_000, "The printer stops and we wait. " * 1_000],
    ids=lambda text: text[:9],
)
def test_the_longest_message_is_recognised_in_time(text: str) -> None:
    assert opening(text).quote.split()[0] == text.split()[0]
