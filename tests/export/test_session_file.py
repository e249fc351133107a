"""A session as JSON and back: the same frame, or a plain refusal."""

import json

import pytest
from conversation import Conversation
from hostile import QUERIES, TEMPLATES, UNSEEN, VISIBLE

from assistant.domain.events import DecisionRecorded, Edited, Reaffirmed, replay
from assistant.errors import BadInput
from assistant.export import session_file
from assistant.export.session_file import MAX_DEPTH, SCHEMA_VERSION, parse, render


def told() -> Conversation:
    conversation = Conversation()
    conversation.say(
        "postgres or mongo for orders?", "the licence ends", "We lose 4 orders a day", "many", "/undo", "/unknown Ines"
    )
    conversation.amend(Edited(path="answers.problem", value="We lose 40 orders a day"), Reaffirmed(topic="problem"))
    conversation.skip_to("confirm").say("yes")
    conversation.amend(DecisionRecorded(by="Ana", option="o1", on="2026-12-01"))
    return conversation


@pytest.fixture
def exported() -> dict:
    conversation = told()
    return json.loads(render("abc", conversation.records))


def parsed(content: object):
    return parse(json.dumps(content))


def refusal(text: str) -> str:
    with pytest.raises(BadInput) as refused:
        parse(text)
    line = str(refused.value)
    assert "\n" not in line
    assert len(line) < 400
    return line


def test_the_file_holds_the_version_the_session_the_events_and_the_frame(exported):
    assert list(exported) == ["schema_version", "session", "events", "frame"]
    assert (exported["schema_version"], exported["session"]) == (SCHEMA_VERSION, "abc")
    assert exported["frame"] == told().frame.model_dump(mode="json")


def test_importing_gives_the_same_log_and_the_same_frame():
    conversation = told()
    session, log = parse(render("abc", conversation.records))
    assert session == "abc"
    assert log == tuple(conversation.records)
    assert replay(log) == conversation.frame


def test_exporting_again_gives_the_same_bytes():
    first = render("abc", told().records)
    assert render(*parse(first)) == first


@pytest.mark.parametrize("text", [*VISIBLE, *QUERIES, *TEMPLATES, *UNSEEN])
def test_f58_f60_hostile_words_come_back_as_they_were_said(text):
    conversation = Conversation()
    conversation.say("postgres or mongo for orders?", f"Because {text} ends")
    _, log = parse(render("abc", conversation.records))
    assert log == tuple(conversation.records)
    assert replay(log) == conversation.frame


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "not valid JSON"),
        ("not json", "not valid JSON"),
        ("[]", "not an exported session"),
        ("{}", "not an exported session"),
        ('{"events": []}', "not an exported session"),
        ('{"schema_version": 1, "events": []}', "not numbered from 1"),
        ('{"schema_version": 1, "events": {"lc": 1}}', "damaged"),
        ('{"schema_version": 1, "events": 7}', "damaged"),
        ('{"schema_version": 1, "schema_version": 2, "events": []}', "appears twice"),
        ('{"schema_version": NaN, "events": []}', "NaN"),
        ('{"schema_version": "1", "events": []}', "schema"),
        ('{"schema_version": true, "events": []}', "schema"),
        ('{"schema_version": 0, "events": []}', "schema"),
        ('{"schema_version": -3, "events": []}', "schema"),
        ('{"schema_version": ' + "9" * 5000 + ', "events": []}', "JSON"),
        ("[" * 100_000, "nested"),
        ('{"a":' * 100_000, "nested"),
        ("[" * MAX_DEPTH, "JSON"),
        ('{"schema_version": 1, "events": "' + "[" * 1000 + '"}', "damaged"),
        ("\ufeff{}", "JSON"),
    ],
    ids=range(20),
)
def test_f70_what_is_no_session_is_refused_in_one_line(text, expected):
    assert expected in refusal(text)


def test_f70_a_session_whose_words_hold_many_brackets_is_not_deep():
    conversation = Conversation()
    conversation.say("postgres or mongo for orders?", "the licence " + "[" * 500 + " ends")
    assert parse(render("abc", conversation.records))[1] == tuple(conversation.records)


def test_f71_a_newer_file_is_refused_with_both_versions(exported):
    exported["schema_version"] = SCHEMA_VERSION + 1
    line = refusal(json.dumps(exported))
    assert f"schema {SCHEMA_VERSION + 1}" in line
    assert f"up to {SCHEMA_VERSION}" in line
    assert "Update" in line


def test_f71_a_newer_file_is_refused_for_its_version_whatever_else_is_new_in_it(exported):
    exported["schema_version"] = SCHEMA_VERSION + 1
    exported["events"] = {"somewhere": "else\x00"}
    assert "newer version" in refusal(json.dumps(exported))


def changed(exported: dict, place: int, **fields) -> str:
    exported["events"][place] = {**exported["events"][place], **fields}
    return json.dumps(exported)


def test_gaps_and_disorder_are_refused(exported):
    assert "not numbered" in refusal(changed(exported, 3, seq=99))
    exported["events"][3]["seq"] = 4
    assert "out of order" in refusal(changed(exported, 1, turn=50))


@pytest.mark.parametrize(
    "event",
    [
        {"type": "promised"},
        {"type": "said", "text": 7, "message": 1},
        {"type": "said", "text": "x", "message": 1, "__class__": "os.system"},
        {"type": "captured", "topic": "mood", "path": "answers.mood", "value": "x"},
        {"type": "captured", "topic": "users", "path": "nowhere.at.all", "value": "x"},
        {"type": "captured", "topic": "criteria", "path": "criteria.c1.weight", "value": "heavy"},
        {"type": "captured", "topic": "reversibility", "path": "stakes", "value": "sideways"},
        {"type": "captured", "topic": "trade_offs", "path": "scores.o1.c1", "value": "9"},
        {"type": "edited", "path": "answers.mood", "value": "x"},
        {"type": "removed", "path": "title"},
        {"type": "said", "text": "a\u0000b", "message": 1},
        {"type": "said", "text": "a\ud800b", "message": 1},
        {"type": "said", "text": "a\u001b[31mb", "message": 1},
    ],
)
def test_f70_an_event_that_is_none_is_refused(exported, event):
    line = refusal(changed(exported, 4, event=event))
    assert "Nothing was imported." in line


def test_f70_a_file_larger_than_any_session_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(session_file, "MAX_BYTES", 100)
    assert "larger than" in refusal("x" * 101)


def test_f70_an_anchor_bomb_is_only_text():
    assert "JSON" in refusal("a: &a [x, x]\nb: &b [*a, *a]\n")
