"""What each face shows, worked out from a log."""

import json

import pytest
from conversation import Conversation

from assistant import view
from assistant.domain.events import DecisionRecorded, Edited, PutAside, Reaffirmed, Removed, Retitled
from assistant.domain.frame import Answer, Aside, Flag, Frame, Provenance, Value
from assistant.view import cited, messages, origin_mark, panel, place_name, session_json, steps, transcript

USER = Provenance(quote="12 people", message=3)


@pytest.fixture
def conversation() -> Conversation:
    return Conversation()


def value(text: str, **more) -> Value:
    return Value(text=text, origin=USER, **more)


# -- one turn ------------------------------------------------------------------------------------------------------------


def test_the_first_turn_is_there_before_anybody_spoke(conversation):
    shown = conversation.turn
    assert (shown.turn, shown.done, shown.captured, shown.flags) == (0, False, [], [])
    assert len(shown.asks) == 1
    assert shown.progress.answered == 0
    assert shown.progress.total > 5


def test_a_turn_shows_what_it_understood_with_quotes(conversation):
    shown = conversation.say("we need kafka", "Parcels arrive 25 minutes late, 60 calls last month")
    by_path = {capture.path: capture for capture in shown.captured}
    problem = by_path["answers.problem"]
    assert (problem.topic, problem.source, problem.status) == ("problem", "user", "stated")
    assert all(capture.quote in "Parcels arrive 25 minutes late, 60 calls last month" for capture in shown.captured)


def test_a_turn_shows_its_flags_and_what_it_cites(conversation):
    shown = conversation.say("we need kafka")
    assert [flag.name for flag in shown.flags] == ["solution-as-problem"]
    assert [citation.section for citation in shown.citations] == ["right-questions"]


def test_progress_moves_and_ends_whole(conversation):
    fractions = [conversation.say("postgres or mongo for orders?").progress.fraction]
    while not conversation.frame.closed:
        fractions.append(conversation.say("yes" if conversation.ask.topic == "confirm" else "/skip").progress.fraction)
    assert all(0 <= fraction < 1 for fraction in fractions[:-1])
    assert fractions[-1] == 1.0


def test_only_sections_that_exist_are_cited():
    titles = {"a": "1.1 A"}
    assert [(c.section, c.title) for c in cited(["a", "b", "a"], titles.get)] == [("a", "1.1 A")]


# -- the transcript ------------------------------------------------------------------------------------------------------


def test_the_transcript_tells_the_conversation_in_order(conversation):
    conversation.say("we need kafka", "Parcels arrive 25 minutes late, 60 calls last month", "/undo")
    told = [(exchange.said, exchange.message, exchange.undone) for exchange in transcript(conversation.records)]
    assert told == [
        (None, None, False),
        ("we need kafka", 1, False),
        ("Parcels arrive 25 minutes late, 60 calls last month", 2, True),
        ("/undo", 3, False),
    ]


def test_the_newest_exchanges_alone(conversation):
    conversation.say("we need kafka", "/skip", "/skip")
    assert [exchange.turn for exchange in transcript(conversation.records, last=2)] == [2, 3]


def test_a_message_without_an_answer_is_waiting(conversation):
    from assistant import turn

    turn.say(conversation.ports, "s", "we need kafka")
    last = transcript(conversation.records)[-1]
    assert (last.waiting, last.reply, last.ask) == (True, "", None)


def test_changes_in_place_are_told_in_a_few_words(conversation):
    conversation.say("postgres or mongo for orders?")
    changes = {
        Edited(path="answers.budget", value="600 euro"): "You changed budget to “600 euro”.",
        Removed(path="options.o2"): "You removed an option.",
        Reaffirmed(topic="budget"): "You let budget stand.",
        PutAside(topic="team", kind="later"): "You put team aside.",
        Retitled(title="Orders"): "You named this session “Orders”.",
        DecisionRecorded(by="Ana", option="o1", on="2026-12-01"): "Ana decided.",
    }
    for change, told in changes.items():
        conversation.amend(change)
        assert told in transcript(conversation.records)[-1].notes


@pytest.mark.parametrize(
    ("path", "name"),
    [("answers.budget", "budget"), ("answers.team.heard", "team"), ("options.o1", "an option"), ("scores.o1.c1", "a score"), ("chosen", "the recommended option")],
)  # fmt: skip
def test_a_place_has_a_name(path, name):
    assert place_name(path) == name


# -- the panel -----------------------------------------------------------------------------------------------------------


def row(answer: Answer, **frame):
    rows = {row.topic: row for row in panel(Frame(answers={answer.topic: answer}, **frame))}
    return rows[answer.topic]


@pytest.mark.parametrize(
    ("answer", "text", "state", "note"),
    [
        (Answer(topic="users", values=(value("12 people"), value("3 systems"))), "12 people; 3 systems", "answered", ""),
        (Answer(topic="users", values=(value("many", vague=("many",)),)), "many", "vague", "still vague"),
        (Answer(topic="users", heard=(value("12 people"),)), "12 people", "heard", "mentioned in passing"),
        (Answer(topic="users", values=(value("12"),), stale="Problem changed after this was said"), "12", "stale", "Problem changed after this was said"),
        (Answer(topic="users", aside=Aside(kind="unknown", owner="Ines", origin=USER)), "unknown: ask Ines", "aside", ""),
        (Answer(topic="users", aside=Aside(kind="skipped", reason="known", origin=USER)), "skipped", "aside", "known"),
        (Answer(topic="users"), "", "empty", "not asked yet"),
    ],
)  # fmt: skip
def test_a_row_shows_what_is_known_and_how_well(answer, text, state, note):
    shown = row(answer)
    assert (shown.name, shown.text, shown.state, shown.note) == ("Users", text, state, note)


def test_a_row_shows_who_said_it_when_and_what_it_was_before():
    shown = row(Answer(topic="users", values=(value("12 people"),), was=(value("many"),)))
    assert (shown.origin, shown.quote, shown.was) == ("you · 3", "12 people", "many")


def test_a_row_carries_its_open_flags():
    flag = Flag(id="f", rule="FF101", name="n", severity="warning", message="?", path="answers.users")
    closed = flag.model_copy(update={"id": "g", "state": "waived"})
    assert row(Answer(topic="users", values=(value("many"),)), flags=(flag, closed)).flags == (flag,)


def test_the_panel_always_shows_what_everybody_asks_about():
    assert [row.topic for row in panel(Frame())] == list(view.ALWAYS_SHOWN)
    assert set(view.ALWAYS_SHOWN) <= set(view.PANEL)


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (USER, "you · 3"), (Provenance(), "you"), (Provenance(source="guide", status="proposed"), "guide"),
        (Provenance(source="model", status="accepted"), "suggested, accepted"),
    ],
)  # fmt: skip
def test_an_origin_is_told_in_a_few_characters(origin, expected):
    assert origin_mark(origin) == expected


# -- progress and the whole session --------------------------------------------------------------------------------------


def test_steps_follow_the_path_of_the_opening(conversation):
    conversation.say("users complain the app is slow")
    shown = steps(conversation.frame, conversation.playbooks)
    assert [(step.name, step.state) for step in shown] == [
        ("Problem", "current"), ("Causes", "ahead"), ("Checklist", "ahead"), ("Decision", "ahead"), ("Document", "ahead"),
    ]  # fmt: skip
    conversation.say("/done")
    assert not any(step.state == "current" for step in steps(conversation.frame, conversation.playbooks))


def test_the_session_for_scripts_is_the_frame_with_the_messages(conversation):
    conversation.say("we need kafka", "hmm", "/undo")
    shown = json.loads(json.dumps(session_json("s", conversation.records)))
    assert shown["session"] == "s"
    assert {key: value for key, value in shown.items() if key not in ("session", "messages")} == {
        key: value for key, value in conversation.frame.model_dump(mode="json").items() if key != "messages"
    }
    assert [(m["role"], m.get("message"), m["undone"]) for m in shown["messages"]] == [
        ("assistant", None, False), ("user", 1, False), ("assistant", None, False), ("user", 2, True), ("assistant", None, True),
        ("user", 3, False), ("assistant", None, False),
    ]  # fmt: skip
    assert (
        messages(conversation.records)[0]["question"] == "What is going wrong, being decided, or asked of you to build?"
    )
