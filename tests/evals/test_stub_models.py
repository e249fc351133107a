"""The stub models behind the real client: good, weak, recorded; and the suites that a model is asked in."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.errors import BadInput
from evals import runner
from evals.result import Result
from evals.stub_server import Behaviour, Brief, Request
from evals.stubs.good import from_request, good
from evals.stubs.named import stub
from evals.stubs.recorded import NO_RECORDING, read, recorded, recording, scrubbed
from evals.stubs.weak import weak
from evals.subject import Subject
from evals.suites import cost, drafts, grounding, robustness

SHORT = ("route-notes", "booking-desk")


def answering(behaviour: Behaviour) -> Subject:
    return Subject(behaviours=lambda case: [behaviour])


def run(subject: Subject, cases: Sequence[str] = SHORT) -> tuple[Result, ...]:
    return runner.run([drafts.SUITE, grounding.SUITE], subject, select=lambda suite, case: case in cases)


def failures(results: Sequence[Result]) -> list[str]:
    return [f"{result.suite}/{result.case}: {result.reason}" for result in results if result.verdict != "pass"]


def test_the_good_stub_passes_drafts_and_grounding() -> None:
    assert failures(run(answering(good))) == []


def test_two_runs_are_the_same_bytes() -> None:
    first, second = (run(answering(good), ["route-notes"]) for _ in range(2))

    assert [one.model_dump_json() for one in first] == [one.model_dump_json() for one in second]


@pytest.mark.parametrize(
    "case", ["robust-hostile", "robust-cut", "robust-key-refused", "robust-flood", "robust-reset-midway", "robust-markup"]
)  # fmt: skip
def test_trouble_changes_nothing_but_polish(case: str) -> None:
    found = runner.run([robustness.SUITE], Subject(), select=lambda suite, one: one == case)

    assert [(one.verdict, one.reason) for one in found] == [("pass", "")]


@pytest.fixture(scope="module")
def results() -> tuple[Result, ...]:
    return run(answering(weak()), ["parcel-status", *SHORT])


class TestAWeakModel:
    def test_is_judged_to_the_end_and_found_wanting(self, results: tuple[Result, ...]) -> None:
        drafted = {one.case: one.verdict for one in results if one.suite == "drafts"}

        assert (len(drafted), "error" in drafted.values(), "fail" in drafted.values()) == (3, False, True)

    def test_has_a_share_of_single_answers_that_is_near_what_it_is(self, results: tuple[Result, ...]) -> None:
        (score, _) = runner.scores([drafts.SUITE, grounding.SUITE], results, answering(weak()))
        clean = next(one for one in score.figures if one.name == "answers without a fault")

        assert 0.1 < clean.value < 0.9
        assert not score.held

    def test_costs_the_person_nothing_that_is_unfounded(self, results: tuple[Result, ...]) -> None:
        assert failures([one for one in results if one.suite == "grounding"]) == []


@pytest.fixture(scope="module")
def tape(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("recordings") / "good.jsonl"
    assert failures(run(Subject(behaviours=lambda case: [good], wrap=recording(file)), ["route-notes"])) == []
    return file


class TestRecordings:
    def test_give_the_same_conversation_again(self, tape: Path) -> None:
        again = run(answering(recorded(tape)), ["route-notes"])
        first = run(answering(good), ["route-notes"])

        assert failures(again) == []
        assert [one.record.exchanges for one in again if one.record] == [o.record.exchanges for o in first if o.record]

    def test_that_miss_a_request_fail_with_the_difference_and_ask_nobody_else(self, tape: Path) -> None:
        (drafted, grounded) = run(answering(recorded(tape)), ["gate-delays"])

        assert (drafted.verdict, grounded.verdict) == ("error", "error")
        assert NO_RECORDING in drafted.reason
        assert "nearest is" in drafted.reason
        assert "+ " in drafted.reason

    def test_hold_no_secrets(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OPENAI_API_KEY", "hush-hush-hush")

        assert scrubbed("Bearer abc.def, sk-abcdefgh1, ana@example.org, hush-hush-hush, 25 minutes") == (
            "… …, …@…, …, 25 minutes"
        )

    def test_that_cannot_be_read_are_refused_with_what_to_do(self, tmp_path: Path) -> None:
        with pytest.raises(BadInput, match="cannot be replayed: No such file or directory. Record it with --record"):
            stub(f"recorded:{tmp_path / 'none.jsonl'}")

    def test_keep_each_request_once(self, tape: Path) -> None:
        keys = [one.key for one in read(tape)]

        assert len(keys) == len(set(keys)) > 0
        assert all(json.loads(line)["answer"] for line in tape.read_text(encoding="utf-8").splitlines())


def test_a_question_that_is_no_turn_is_answered_as_well() -> None:
    """Before a live run the endpoint is asked whether it is there, in one message."""
    alive = Request("POST", "/v1/chat/completions", {}, {"messages": [{"role": "user", "content": "Say ok."}]})

    assert Brief.of(alive) == Brief(message="", topic="problem")
    assert from_request(alive)["captured"] == []


def test_a_stub_that_nobody_knows_is_refused_with_names() -> None:
    with pytest.raises(BadInput, match="There is no stub brilliant. Choose among good, weak, recorded:FILE"):
        stub("brilliant")


def test_what_a_message_costs_is_counted() -> None:
    results = runner.run([cost.SUITE], answering(good), select=lambda suite, case: case == "cost-short")
    (score,) = runner.scores([cost.SUITE], results, answering(good))

    assert failures(results) == []
    assert {one.name: one.held for one in score.figures}["calls a message"]
