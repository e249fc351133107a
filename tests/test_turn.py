"""A turn: durable before anything else, answered exactly once, and changed by nobody's accident."""

from datetime import UTC, datetime, timedelta

import pytest
from conversation import Conversation

from assistant import turn
from assistant.domain import flow
from assistant.domain.cleaning import MESSAGE_LIMIT
from assistant.domain.events import (
    Answered,
    Asked,
    Captured,
    DecisionRecorded,
    Edited,
    Flagged,
    FlagSettled,
    PutAside,
    Removed,
    Retitled,
    Said,
    Undone,
    replay,
)
from assistant.errors import AlreadyAnswering, BadInput, ChangedElsewhere, NoSuchSession
from assistant.ports import Ports
from assistant.testing import FewPassages, MemoryLog, TickingClock


@pytest.fixture
def conversation() -> Conversation:
    return Conversation()


def types(conversation: Conversation, number: int) -> list[str]:
    return [record.event.type for record in conversation.records if record.turn == number]


# -- saying and answering ------------------------------------------------------------------------------------------------


def test_a_session_begins_with_a_question(conversation):
    assert types(conversation, 0) == ["opened", "asked", "answered"]
    assert conversation.ask.question == "What is going wrong, being decided, or asked of you to build?"


def test_saying_is_durable_and_changes_nothing_else(conversation):
    before = conversation.frame
    number = turn.say(conversation.ports, "s", "we need kafka")
    assert types(conversation, number) == ["said"]
    assert conversation.frame.model_copy(update={"messages": 0, "turn": 0}) == before
    assert turn.waiting(conversation.records).said.text == "we need kafka"


def test_a_turn_is_what_was_said_what_follows_and_one_answer(conversation):
    conversation.say("we need kafka")
    told = types(conversation, 1)
    assert told[0] == "said"
    assert told[-1] == "answered"
    assert told.count("asked") == told.count("answered") == 1


def test_the_guided_answer_says_that_no_model_was_asked(conversation):
    conversation.say("we need kafka")
    answered = next(r.event for r in reversed(conversation.records) if isinstance(r.event, Answered))
    assert (answered.usage.id, answered.usage.calls, answered.usage.degraded) == ("guided", 0, None)
    assert answered.citations == ("right-questions",)
    assert answered.elapsed_ms >= 0


def test_a_message_left_without_an_answer_is_answered_once(conversation):
    turn.say(conversation.ports, "s", "we need kafka")
    turn.answer(conversation.ports, "s", conversation.playbooks)
    once = conversation.records
    turn.answer(conversation.ports, "s", conversation.playbooks)
    assert conversation.records == once
    assert sum(isinstance(r.event, Answered) for r in once if r.turn == 1) == 1


def test_a_second_message_waits_for_the_first_to_be_answered(conversation):
    turn.say(conversation.ports, "s", "we need kafka")
    with pytest.raises(AlreadyAnswering):
        turn.say(conversation.ports, "s", "and redis")
    with pytest.raises(AlreadyAnswering):
        turn.amend(conversation.ports, "s", [Retitled(title="x")], conversation.playbooks)
    with pytest.raises(AlreadyAnswering):
        turn.take_back(conversation.ports, "s")
    assert [r.event.text for r in conversation.records if isinstance(r.event, Said)] == ["we need kafka"]


class Overtaken(MemoryLog):
    """A log in which somebody else is faster a few times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def append(self, session, number, events, revision):
        if self.times and any(isinstance(event, Answered) for event in events) and number > 0:
            self.times -= 1
            super().append(session, number, [Retitled(title="elsewhere")], revision)
        return super().append(session, number, events, revision)


def overtaken(times: int) -> Ports:
    ports = Ports(log=Overtaken(times), knowledge=FewPassages(), clock=TickingClock())
    turn.begin(ports, "s")
    turn.say(ports, "s", "we need kafka")
    return ports


def test_an_answer_is_worked_out_again_when_the_session_moved_on(conversation):
    ports = overtaken(2)
    turn.answer(ports, "s", conversation.playbooks)
    log = ports.log.read("s")
    assert sum(isinstance(r.event, Answered) for r in log if r.turn == 1) == 1
    assert replay(log).title == "elsewhere", "a title that somebody gave meanwhile stands"


def test_a_session_that_never_stops_moving_is_given_up(conversation):
    ports = overtaken(turn.ATTEMPTS)
    with pytest.raises(ChangedElsewhere):
        turn.answer(ports, "s", conversation.playbooks)
    assert turn.waiting(ports.log.read("s")) is not None, "the message is still there to be answered"


def test_f38_the_same_words_sent_twice_from_one_page_are_one_message(conversation):
    ports = Ports(log=MemoryLog(), knowledge=FewPassages(), clock=TickingClock())
    turn.begin(ports, "s")
    page = ports.log.read("s")[-1].seq
    assert turn.say(ports, "s", "we need kafka", page) == 1
    assert turn.say(ports, "s", "we need kafka", page) == 1, "while the first one waits"
    turn.answer(ports, "s", conversation.playbooks)
    assert turn.say(ports, "s", "we need kafka", page) == 1, "after it was answered"
    with pytest.raises(ChangedElsewhere):
        turn.say(ports, "s", "we need rabbitmq", page)
    said = [record.event.text for record in ports.log.read("s") if isinstance(record.event, Said)]
    assert said == ["we need kafka"]


def test_the_same_message_at_the_same_moment_gets_the_same_answer():
    first, second = Conversation(), Conversation()
    for message in ("we need kafka", "Parcels arrive 25 minutes late, 60 calls last month", "/unknown Ines"):
        assert first.say(message) == second.say(message)


def test_order_is_by_number_when_the_clock_jumps_back(conversation):
    conversation.say("we need kafka")
    moments = iter([datetime(2026, 11, 24, 12, tzinfo=UTC) - timedelta(days=n) for n in range(20)])

    class Backwards(TickingClock):
        def now(self):
            return next(moments)

    conversation.log._clock = Backwards()
    conversation.say("Parcels arrive 25 minutes late, 60 calls last month")
    assert [r.seq for r in conversation.records] == list(range(1, len(conversation.records) + 1))
    assert conversation.frame.knows("problem")


# -- the door ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b\u200b", "\u2060"])
def test_a_blank_message_is_refused_and_leaves_no_trace(conversation, text):
    before = conversation.records
    with pytest.raises(BadInput, match="nothing to read"):
        conversation.say(text)
    assert conversation.records == before


def test_an_oversized_message_is_refused_and_leaves_no_trace(conversation):
    before = conversation.records
    with pytest.raises(BadInput, match="over the limit"):
        conversation.say("x" * (MESSAGE_LIMIT + 1))
    with pytest.raises(BadInput, match="over the limit"):
        conversation.say("x" * 10_000_000)
    assert conversation.records == before
    conversation.say("x" * MESSAGE_LIMIT)


def test_what_no_reader_sees_is_taken_out_and_noted(conversation):
    conversation.say("we need \u202ekafka\u202c\x00 now")
    said = next(r.event for r in conversation.records if isinstance(r.event, Said))
    assert said.text == "we need kafka now"
    assert said.marks == ("right-to-left override", "pop directional formatting")


def test_only_a_picture_is_a_message(conversation):
    conversation.say("🙂")
    assert conversation.ask.topic == "problem"


def test_an_unknown_session_is_named(conversation):
    with pytest.raises(NoSuchSession, match="'nope'"):
        turn.say(conversation.ports, "nope", "hello")


# -- flags ---------------------------------------------------------------------------------------------------------------


def test_a_wording_flag_is_resolved_by_a_concrete_answer(conversation):
    conversation.say("postgres or mongo for orders?")
    conversation.skip_to("success").say("it should just work better")
    raised = [r.event.flag for r in conversation.records if isinstance(r.event, Flagged)]
    assert [flag.path for flag in raised] == ["answers.success"]
    assert [flag.id for flag in conversation.frame.open_flags] == [raised[0].id]
    conversation.say("Lost orders fall from 4 a day to under 1 a week, counted in the ledger")
    assert conversation.frame.open_flags == ()


def test_a_solution_in_place_of_a_problem_is_resolved_by_the_problem(conversation):
    conversation.say("we need kafka")
    assert [flag.name for flag in conversation.frame.open_flags] == ["solution-as-problem"]
    conversation.say("Parcels arrive 25 minutes late, 60 calls last month")
    assert "solution-as-problem" not in [flag.name for flag in conversation.frame.open_flags]


def test_a_flag_is_waived_with_a_reason(conversation):
    conversation.say("we need kafka")
    (flag,) = conversation.frame.open_flags
    conversation.amend(FlagSettled(flag=flag.id, state="waived", reason="the group prescribes it"))
    assert "waived: the group prescribes it" in conversation.markdown


# -- changes in place ----------------------------------------------------------------------------------------------------


def test_an_edit_is_read_like_something_said(conversation):
    conversation.say("we need kafka")
    conversation.amend(Edited(path="answers.latency", value="  within \u202e60 seconds "))
    value = conversation.frame.answer("latency").values[0]
    assert value.text == "within 60 seconds"
    assert [fact.high for fact in value.facts if fact.kind == "duration"] == [60]
    assert (value.origin.source, value.origin.message) == ("user", None)


@pytest.mark.parametrize("value", ["", "  ", "\u200b"])
def test_an_empty_edit_is_refused(conversation, value):
    conversation.say("we need kafka", "Parcels are late, 60 calls a month")
    before = conversation.records
    with pytest.raises(BadInput, match="cannot be empty"):
        conversation.amend(Edited(path="answers.problem", value=value))
    assert conversation.records == before


def test_an_oversized_edit_is_refused(conversation):
    with pytest.raises(BadInput, match="over the limit"):
        conversation.amend(Edited(path="answers.problem", value="x" * (MESSAGE_LIMIT + 1)))


@pytest.mark.parametrize(
    ("title", "expected"),
    [("  On\n parcels ", "On parcels"), ("a\x00b\u202ec", "abc"), ("../../etc/x", "../../etc/x"), ("-rf", "-rf")],
)
def test_a_title_is_one_clean_line(conversation, title, expected):
    conversation.amend(Retitled(title=title))
    assert conversation.frame.title == expected
    assert [info.title for info in conversation.log.sessions()] == [expected]


def test_a_decision_needs_a_name(conversation):
    conversation.say("postgres or mongo for orders?")
    for nobody in ("", "  ", "\u200b"):
        with pytest.raises(BadInput, match="name of who decided"):
            conversation.amend(DecisionRecorded(by=nobody, option="o1", on="2026-12-01"))
    conversation.amend(DecisionRecorded(by=" Ana\x00 ", option="o1", on="2026-12-01"))
    assert conversation.frame.decided.by == "Ana"


def test_an_outdated_change_is_refused(conversation):
    revision = conversation.records[-1].seq
    conversation.say("we need kafka")
    with pytest.raises(ChangedElsewhere):
        turn.amend(conversation.ports, "s", [Retitled(title="x")], conversation.playbooks, revision=revision)
    with pytest.raises(ChangedElsewhere):
        turn.say(conversation.ports, "s", "hello", revision=revision)
    turn.amend(
        conversation.ports, "s", [Retitled(title="x")], conversation.playbooks, revision=conversation.records[-1].seq
    )


def test_an_edit_elsewhere_leaves_the_question_alone(conversation):
    conversation.say("we need kafka")
    before = conversation.ask
    conversation.amend(Edited(path="answers.budget", value="600 euro a month"))
    assert conversation.ask == before


def test_an_edited_figure_is_calculated_with_again(conversation):
    conversation.say("we need kafka")
    conversation.amend(Edited(path="answers.budget", value="600 euro a month"))
    conversation.amend(Edited(path="answers.budget", value="700 euro a month"))
    assert [c.text for c in conversation.frame.calculations] == ["700 EUR a month is 8,400 EUR a year."]


def test_a_removed_option_is_gone_from_page_and_matrix(conversation):
    conversation.say("postgres or mongo for orders?")
    conversation.amend(Removed(path="options.o2"))
    assert [option.text for option in conversation.frame.options if not option.baseline] == ["postgres"]
    assert "mongo" not in conversation.markdown.split("## Options")[1].split("## Sources")[0]


# -- taking back ---------------------------------------------------------------------------------------------------------


def test_nothing_but_the_last_thing_is_taken_back(conversation):
    conversation.say("we need kafka", "Parcels are late, 60 calls a month")
    assert turn.last_undoable(conversation.records) == 2
    assert turn.take_back(conversation.ports, "s") == 2
    assert turn.take_back(conversation.ports, "s") == 1
    assert turn.take_back(conversation.ports, "s") is None
    assert [r.event.undone for r in conversation.records if isinstance(r.event, Undone)] == [2, 1]


def test_the_greeting_cannot_be_taken_back(conversation):
    assert turn.last_undoable(conversation.records) is None


def test_what_was_taken_back_can_be_said_again(conversation):
    conversation.say("we need kafka", "/undo", "Postgres or Mongo for orders?")
    assert conversation.frame.intake.kind == "decision"
    assert [option.text for option in conversation.frame.options] == [
        "Postgres",
        "Mongo",
        "Do nothing: keep what is in place today",
    ]


# -- branching -----------------------------------------------------------------------------------------------------------


def test_a_branch_starts_from_what_was_known_and_goes_its_own_way(conversation):
    conversation.say("postgres or mongo for orders?", "the licence ends", "We lose 4 orders a day")
    turn.branch(conversation.ports, "s", "b", upto_turn=2)
    branched = replay(conversation.log.read("b"))
    assert branched.branched_from == "s"
    assert branched.title == conversation.frame.title
    assert (branched.knows("decision"), branched.knows("problem")) == (True, False)
    turn.take_turn(conversation.ports, "b", "Orders arrive twice, 9 a week", conversation.playbooks)
    assert replay(conversation.log.read("b")).answer("problem").text == "Orders arrive twice, 9 a week"
    assert conversation.frame.answer("problem").text == "We lose 4 orders a day"


def test_a_branch_of_everything_makes_the_same_frame(conversation):
    conversation.say("postgres or mongo for orders?", "the licence ends", "/undo", "/skip")
    turn.branch(conversation.ports, "s", "b")
    branched = replay(conversation.log.read("b")).model_copy(update={"branched_from": None})
    assert branched == conversation.frame


def test_a_branch_cannot_take_the_place_of_a_session(conversation):
    with pytest.raises(ChangedElsewhere):
        turn.branch(conversation.ports, "s", "s")


# -- what is still open --------------------------------------------------------------------------------------------------


def test_open_questions_are_those_put_aside_and_those_never_asked(conversation):
    conversation.say("postgres or mongo for orders?", "/later", "/na", "/done")
    left = flow.open_topics(conversation.frame, conversation.playbooks)
    assert left[0] == "decision"
    assert "problem" not in left, "what does not apply is not open"
    assert "users" in left
    assert len(left) == len(set(left))


def test_a_put_aside_in_place_counts_like_a_said_one(conversation):
    conversation.say("postgres or mongo for orders?")
    conversation.amend(PutAside(topic="budget", kind="someone_else", owner="Ines"))
    assert conversation.frame.answer("budget").aside.owner == "Ines"


def test_a_capture_in_place_of_the_open_answer_moves_on(conversation):
    conversation.say("we need kafka")
    conversation.amend(Captured(topic="problem", path="answers.problem", value="Parcels are late, 60 calls a month"))
    assert isinstance(conversation.records[-1].event, Asked)
    assert conversation.ask.topic != "problem"
