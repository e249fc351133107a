"""What a session's model calls came to, and when that is enough."""

from datetime import UTC, datetime

import pytest

from assistant.domain.events import Answered, DocumentsRead, Event, Recorded, Said, Usage
from assistant.domain.usage import Budget, Spent, asked_in_vain, budget, spent

START = datetime(2026, 11, 24, 9, tzinfo=UTC)


def log_of(*events: Event) -> list[Recorded]:
    return [Recorded(seq=n, turn=n, at=START, event=event) for n, event in enumerate(events, 1)]


def answered(**used: int) -> Answered:
    return Answered(reply="", usage=Usage(id="openai:x", **used))  # type: ignore[arg-type]  # all of them are numbers


def test_turns_add_up_and_those_without_a_call_cost_nothing() -> None:
    log = log_of(
        Said(text="one", message=1),
        answered(calls=1, input_tokens=1000, cached_tokens=600, output_tokens=50, model_ms=1200),
        Answered(reply="guided"),
        answered(calls=2, input_tokens=2000, output_tokens=70, model_ms=900),
    )

    assert spent(log) == Spent(
        calls=3, input_tokens=3000, cached_tokens=600, output_tokens=120, turns=2, model_ms=2100
    )  # fmt: skip


def test_what_reading_documents_cost_counts_as_a_turn_does() -> None:
    read = DocumentsRead(usage=Usage(id="openai:x", calls=3, input_tokens=6000, output_tokens=90, model_ms=4000))

    assert spent(log_of(read, answered(calls=1, input_tokens=1000))) == Spent(
        calls=4, input_tokens=7000, output_tokens=90, turns=2, model_ms=4000
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", Budget()),
        ("50 calls", Budget(calls=50)),
        ("1 call", Budget(calls=1)),
        ("200k tokens", Budget(tokens=200_000)),
        ("1.5m tokens", Budget(tokens=1_500_000)),
        ("200,000 tokens, 50 calls", Budget(calls=50, tokens=200_000)),
        ("50 calls and 200_000 tokens", Budget(calls=50, tokens=200_000)),
    ],
)
def test_a_budget_is_written_in_words(text: str, meant: Budget) -> None:
    assert budget(text) == meant


@pytest.mark.parametrize("text", ["50", "calls", "ten calls", "5 dollars", "-3 calls"])
def test_what_is_no_budget_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no amount of calls or tokens"):
        budget(text)


@pytest.mark.parametrize(
    ("most", "used", "over"),
    [
        (Budget(), Spent(calls=9_999), False),
        (Budget(calls=3), Spent(calls=2), False),
        (Budget(calls=3), Spent(calls=3), True),
        (Budget(tokens=100), Spent(calls=1, input_tokens=90, output_tokens=9), False),
        (Budget(tokens=100), Spent(calls=1, input_tokens=90, output_tokens=10), True),
    ],
)
def test_a_budget_is_spent_when_there_is_nothing_left_of_it(most: Budget, used: Spent, over: bool) -> None:
    assert most.is_spent(used) is over


@pytest.mark.parametrize(
    ("used", "vain"),
    [
        (Usage(calls=1, degraded="model busy"), True),
        (Usage(calls=1, degraded="question: leading"), False),
        (Usage(calls=0, degraded="the session's 3 calls are spent"), False),
        (Usage(calls=1), False),
    ],
)
def test_only_a_model_that_gave_nothing_is_worth_another_try(used: Usage, vain: bool) -> None:
    assert asked_in_vain(used) is vain
