"""Scripted sessions, one message a line, against the documents they are expected to make.

`APPROVE=1 python -m pytest tests/test_sessions.py` writes the documents anew; look at the difference before it is kept.
"""

import json
import os
from pathlib import Path

import pytest
from conversation import Conversation

FOLDER = Path(__file__).parent / "sessions"
SCRIPTS = sorted(FOLDER.glob("*.jsonl"))


def play(script: Path) -> Conversation:
    conversation = Conversation()
    for line in script.read_text(encoding="utf-8").splitlines():
        conversation.say(json.loads(line))
    return conversation


@pytest.fixture(scope="module", params=SCRIPTS, ids=lambda script: script.stem)
def played(request) -> tuple[Path, Conversation]:
    return request.param, play(request.param)


def test_there_is_a_session_for_every_kind_of_opening():
    assert [script.stem for script in SCRIPTS] == ["brownfield", "decision", "greenfield", "solution-first", "symptom"]


def test_the_opening_is_what_the_session_is_named_after(played):
    script, conversation = played
    assert conversation.frame.intake.kind == script.stem.replace("-", "_")


def test_it_comes_to_an_end_and_not_before_its_last_line(played):
    script, conversation = played
    *rest, last = conversation.records
    assert conversation.turn.done
    assert last.turn == len(script.read_text(encoding="utf-8").splitlines())
    assert not any(record.event.type == "closed" and record.turn < last.turn for record in rest)


def test_the_document_is_the_expected_one(played):
    script, conversation = played
    expected = script.with_suffix(".md")
    if os.environ.get("APPROVE") == "1":
        expected.write_text(conversation.markdown, encoding="utf-8")
    assert conversation.markdown == expected.read_text(encoding="utf-8")


def test_the_last_decision_taken_back_leaves_the_session_open(played):
    _, conversation = played
    before = [record.event.text for record in conversation.records if record.event.type == "said"]
    again = Conversation()
    again.say(*before, "/undo")
    assert not again.frame.closed
    assert again.frame.ask is not None
