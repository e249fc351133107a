"""A turn with a model: what it may add, and what it may not change."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant import playbooks, turn
from assistant.domain.events import Accepted, Answered, Usage, replay
from assistant.domain.frame import Frame
from assistant.domain.playbook import question_named
from assistant.domain.usage import Budget
from assistant.errors import ModelFailed
from assistant.ports import Passage, Ports, Reply
from assistant.testing import FewPassages, MemoryLog, QueuedModel, TickingClock

PLAYBOOKS = playbooks.shipped()


def draft(**parts: Any) -> Reply:
    empty = {"captured": [], "proposals": [], "move": "", "reply": "", "question": "", "citations": []}
    return Reply(raw=json.dumps(empty | parts), finish_reason="stop")


def conversation(model: QueuedModel | None, *messages: str) -> Ports:
    ports = Ports(log=MemoryLog(), knowledge=FewPassages(), clock=TickingClock(), model=model)
    turn.begin(ports, "s")
    for message in messages:
        turn.take_turn(ports, "s", message, PLAYBOOKS)
    return ports


def frame_of(ports: Ports) -> Frame:
    return replay(ports.log.read("s"))


def answered(ports: Ports) -> Answered:
    return next(r.event for r in reversed(ports.log.read("s")) if isinstance(r.event, Answered))


def test_a_model_cannot_let_a_solution_stand_for_the_problem() -> None:
    eager = draft(
        captured=[{"topic": "problem", "value": "We need Kafka", "quote": "We need Kafka"}],
        reply="Kafka it is.",
        move="success",
        question="How will you know that it worked?",
    )
    ports = conversation(QueuedModel(eager), "We need Kafka")

    assert not frame_of(ports).knows("problem")
    assert frame_of(ports).ask.topic == "problem"  # type: ignore[union-attr]
    assert answered(ports).reply.startswith("Kafka is parked as an option.")


class Asked(FewPassages):
    """Remembers what was looked for."""

    def __init__(self) -> None:
        super().__init__()
        self.queries: list[str] = []

    def find(self, query: str, k: int = 5) -> Sequence[Passage]:
        self.queries.append(query)
        return super().find(query, k)


def test_the_guide_is_asked_about_the_message_and_about_the_question_as_the_playbook_has_it() -> None:
    its_own_words = draft(move="ask:symptom-scope", reply="Two days, in Lyon.", question="Who waits for them?")
    knowledge, model = Asked(), QueuedModel(draft(), its_own_words, draft())
    ports = Ports(log=MemoryLog(), knowledge=knowledge, clock=TickingClock(), model=model)
    turn.begin(ports, "s")
    turn.take_turn(ports, "s", "Customers get their parcels late", PLAYBOOKS)
    turn.take_turn(ports, "s", "In Lyon, by two days, since March 2026", PLAYBOOKS)
    ask = frame_of(ports).ask
    turn.take_turn(ports, "s", "All partners\nin the city", PLAYBOOKS)

    assert ask is not None
    assert ask.question == "Who waits for them?"
    question = question_named("symptom-scope", PLAYBOOKS)
    assert question is not None
    assert knowledge.queries[-1] == f"All partners in the city\n{question.ask}"


def test_a_message_costs_one_call_and_a_command_none() -> None:
    model = QueuedModel(draft(), draft())
    conversation(model, "We need Kafka", "Partners hear 25 minutes late, 60 calls a month", "/undo", "/unknown Henk")

    assert len(model.asked) == 2


def test_a_model_that_fails_leaves_the_same_frame_as_no_model_and_says_so() -> None:
    messages = ("users complain the app is slow", "8 seconds on the class list since March", "one place")
    failing = conversation(QueuedModel(*[ModelFailed("model unreachable")] * 3), *messages)
    guided = conversation(None, *messages)

    assert frame_of(failing) == frame_of(guided)
    assert answered(failing).usage.degraded == "model unreachable"
    assert answered(failing).reply == answered(guided).reply


def test_what_the_rules_notice_is_said_whoever_words_the_rest() -> None:
    chatty = draft(reply="Understood.")
    ports = conversation(
        QueuedModel(draft(), draft(), chatty), "We need Kafka", "Partners hear 25 minutes late", "loads of happy users"
    )

    assert "Understood." in answered(ports).reply
    assert "⚠" in answered(ports).reply


def test_a_suggestion_counts_nowhere_until_it_is_taken_up() -> None:
    offer = draft(proposals=[{"kind": "option", "text": "Poll every minute", "because": "it may be enough"}])
    ports = conversation(
        QueuedModel(draft(), offer), "We need Kafka", "Partners hear 25 minutes late, 60 calls a month"
    )
    before = frame_of(ports)

    turn.amend(ports, "s", [Accepted(suggestion=before.suggestions[0].id)], PLAYBOOKS)
    after = frame_of(ports)

    assert ([o.text for o in before.options], [s.text for s in before.suggestions]) == (
        ["Kafka"],
        ["Poll every minute"],
    )
    assert [(o.text, o.origin.source, o.origin.status) for o in after.options] == [
        ("Kafka", "user", "stated"),
        ("Poll every minute", "model", "accepted"),
    ]
    assert after.suggestions == ()


def test_a_spent_budget_ends_the_asking_and_nothing_else() -> None:
    model = QueuedModel(draft(), draft(), draft())
    ports = replace(conversation(model, "We need Kafka"), budget=Budget(calls=2))
    turn.take_turn(ports, "s", "Partners hear 25 minutes late, 60 calls a month", PLAYBOOKS)
    turn.take_turn(ports, "s", "Below five minutes for all partners", PLAYBOOKS)

    assert len(model.asked) == 2
    assert answered(ports).usage == Usage(id="queued", degraded="the session's 2 calls are spent")
    assert frame_of(ports).knows("success")


def test_what_was_asked_is_in_the_log_with_its_cost() -> None:
    reply = replace(draft(), input_tokens=1200, cached_tokens=1000, output_tokens=80)
    used = answered(conversation(QueuedModel(reply), "We need Kafka")).usage

    assert (used.calls, used.input_tokens, used.cached_tokens, used.output_tokens) == (1, 1200, 1000, 80)
