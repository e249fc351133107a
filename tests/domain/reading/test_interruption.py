"""What is no answer but an interruption, and what only looks like one."""

import pytest

from assistant.domain.reading.interruption import interruption


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("How does Kafka pricing work?", "question"),
        ("Wait, what is a partition?", "question"),
        ("Do we need a data protection officer?", "question"),
        ("Should we use Kafka?", "verdict"),
        ("Is Kafka the better choice?", "verdict"),
        ("Which one would you recommend?", "verdict"),
        ("Hold on", "pause"),
        ("hold on, let me check something first", "pause"),
        ("Just a moment please", "pause"),
        ("let me check that", "pause"),
        ("Before that, can we talk about the budget?", "topic"),
        ("Let's discuss the team first", "topic"),
        ("can we go back to availability", "topic"),
        ("What would change my mind?", "doubt"),
        ("what could make us change the decision?", "doubt"),
        ("So what would make me reconsider?", "doubt"),
    ],
)
def test_an_interruption_is_recognised(text: str, kind: str) -> None:
    found = interruption(text)

    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "Partners hear 25 minutes late.",
        "Would 500 ms do?",
        "Maybe a minute?",
        "Four partners? And their 1,900 owners.",
        "We have to wait for the audit before we can start.",
        "Who uses it? Everybody in the four shops does.",
        "What matters is that nobody calls.",
        "We should talk to Henk about the budget, he has 400 euro a month.",
        "I don't know",
        "skip",
        "why?",
        "/later",
        "",
    ],
)
def test_an_answer_or_a_wish_is_none(text: str) -> None:
    assert interruption(text) is None


def test_the_topic_is_kept_in_the_persons_words() -> None:
    found = interruption("Can we talk about our budget first?")

    assert found is not None
    assert found.detail == "budget"
