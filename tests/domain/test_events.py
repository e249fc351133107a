"""The log is the truth: what each event makes true, and that nothing but the log decides it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.events import (
    EVENTS,
    FOLDS,
    Accepted,
    Answered,
    Asked,
    Calculated,
    Captured,
    Closed,
    Confirmed,
    Contradicted,
    ContradictionSettled,
    DecisionRecorded,
    Edited,
    Event,
    Extended,
    Flagged,
    FlagSettled,
    Opened,
    Pressed,
    PutAside,
    Reaffirmed,
    Recognised,
    Recorded,
    Removed,
    Retitled,
    Said,
    Undone,
    place,
    replay,
    undone_turns,
)
from assistant.domain.frame import Ask, Calculation, Contradiction, Flag, Frame
from assistant.domain.reading.facts import Fact
from assistant.domain.topics import DEPENDENTS, NAMES, TOPICS

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def log_of(*turns: list[Event]) -> list[Recorded]:
    """One list a turn, numbered from 0."""
    events = [(number, event) for number, turn in enumerate(turns) for event in turn]
    return [
        Recorded(seq=seq, turn=turn, at=START + timedelta(seconds=seq), event=event)
        for seq, (turn, event) in enumerate(events, 1)
    ]


def folded(*events: Event) -> Frame:
    return replay(log_of([Opened()], list(events)))


def answer(topic: str, text: str, **more) -> Captured:
    return Captured(topic=topic, path=f"answers.{topic}", value=text, quote=text, message=1, **more)


def in_passing(topic: str, text: str, message: int = 1, **more) -> Captured:
    return Captured(topic=topic, path=f"answers.{topic}.heard", value=text, quote=text, message=message, **more)


def option(id: str, text: str, **more) -> Captured:
    return Captured(topic="options", path=f"options.{id}", value=text, quote=text, message=1, **more)


def criterion(id: str, text: str) -> Captured:
    return Captured(topic="criteria", path=f"criteria.{id}", value=text, quote=text, message=1)


def why(id: str, parent: str | None, text: str) -> Captured:
    return Captured(topic="why", path=f"whys.{id}", value=text, quote=text, message=1, parent=parent)


def texts(frame: Frame, topic: str) -> tuple[str, ...]:
    return tuple(value.text for value in frame.answer(topic).values)


# -- a log of anything, for what must hold of every log ----------------------------------------------------------------

words = st.text(min_size=1, max_size=20)
topics = st.sampled_from(TOPICS)
ids = st.integers(1, 3)


def captures() -> st.SearchStrategy[Event]:
    return st.one_of(
        st.builds(answer, topics, words, vague=st.sampled_from([(), ("fast",)])),
        st.builds(in_passing, topics, words, slots=st.sampled_from([(), ("count",)])),
        st.builds(lambda n, text, nothing: option(f"o{n}", text, baseline=nothing), ids, words, st.booleans()),
        st.builds(lambda n, text: criterion(f"c{n}", text), ids, words),
        st.builds(
            lambda n, weight: Captured(topic="criteria", path=f"criteria.c{n}.weight", value=str(weight)),
            ids,
            st.integers(0, 100),
        ),
        st.builds(
            lambda o, c, score: Captured(topic="trade_offs", path=f"scores.o{o}.c{c}", value=str(score)),
            ids,
            ids,
            st.integers(1, 5),
        ),
        st.builds(lambda n, text: why(f"w{n}", f"w{n - 1}" if n > 1 else None, text), ids, words),
        st.builds(lambda text: Captured(topic="reversibility", path="stakes", value=text), st.sampled_from(["two_way", "one_way"])),
        st.builds(lambda n: Captured(topic="recommendation", path="chosen", value=f"o{n}"), ids),
    )  # fmt: skip


def others() -> st.SearchStrategy[Event]:
    return st.one_of(
        st.builds(PutAside, topic=topics, kind=st.sampled_from(["unknown", "later", "skipped"]), owner=st.none() | words),
        st.builds(lambda topic, text: Edited(path=f"answers.{topic}", value=text), topics, words),
        st.builds(lambda kind, n: Removed(path=f"{kind[0]}.{kind[1]}{n}"), st.sampled_from(["oo", "cc", "ww"]), ids).map(
            lambda event: event.model_copy(
                update={"path": {"o": "options", "c": "criteria", "w": "whys"}[event.path[0]] + event.path[1:]}
            )
        ),
        st.builds(Reaffirmed, topic=topics),
        st.builds(Asked, ask=st.builds(Ask, topic=topics, question=words, key=words)),
        st.builds(Pressed, topic=topics),
        st.builds(Recognised, kind=st.sampled_from([None, "symptom", "decision"]), text=words),
        st.builds(Retitled, title=words),
        st.builds(Extended, questions=st.integers(1, 10)),
        st.just(Confirmed()),
        st.just(Closed()),
        st.builds(DecisionRecorded, by=words, option=st.just("o1"), on=st.just("2026-11-24")),
    )  # fmt: skip


logs = st.lists(st.lists(captures() | others(), min_size=1, max_size=5), max_size=6).map(
    lambda turns: log_of([Opened()], *turns)
)


@given(logs)
def test_a_log_that_went_through_json_makes_the_same_frame(log):
    again = [Recorded.model_validate(json.loads(record.model_dump_json())) for record in log]
    assert again == log
    assert replay(again) == replay(log)


@given(logs)
def test_taking_back_the_last_turn_is_replay_without_it(log):
    last = log[-1].turn
    undone = Recorded(seq=len(log) + 1, turn=last + 1, at=START, event=Undone(undone=last))
    without = [record for record in log if record.turn != last]
    after = replay([*log, undone])
    assert after.model_copy(update={"turn": 0}) == replay(without).model_copy(update={"turn": 0})


@given(logs, st.data())
def test_order_is_by_number_whatever_the_clock_said(log, data):
    shifts = data.draw(st.lists(st.integers(-10_000, 10_000), min_size=len(log), max_size=len(log)))
    jumped = [
        record.model_copy(update={"at": record.at + timedelta(minutes=shift)})
        for record, shift in zip(log, shifts, strict=True)
    ]
    assert replay(jumped) == replay(log)


@given(logs)
def test_a_frame_is_json_with_a_schema_and_back(log):
    frame = replay(log)
    assert Frame.model_validate(json.loads(frame.model_dump_json())) == frame


# -- the union -----------------------------------------------------------------------------------------------------------


def test_every_event_has_a_fold_and_a_tag_of_its_own():
    tags = [kind.model_fields["type"].default for kind in FOLDS]
    assert set(FOLDS) == set(Event.__args__)
    assert len(set(tags)) == len(tags)


@pytest.mark.parametrize("content", [{"type": "promised"}, {"type": "said", "text": "x", "message": 1, "extra": 1}, {}])
def test_what_is_no_event_is_refused(content):
    with pytest.raises(ValueError):
        EVENTS.validate_python(content)


def test_every_topic_has_a_name_and_rests_only_on_topics():
    assert set(NAMES) == set(TOPICS)
    assert {dependent for dependents in DEPENDENTS.values() for dependent in dependents} <= set(TOPICS)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("answers.users", (("answers", ""), "users")),
        ("answers.users.heard", (("answers", "heard"), "users")),
        ("options.o1.trade_off", (("options", "trade_off"), "o1")),
        ("scores.o1.c2", (("scores", ""), "o1.c2")),
        ("chosen", (("chosen", ""), "")),
    ],
)
def test_a_path_names_a_form_and_an_item(path, expected):
    assert place(path) == expected


# -- answers -------------------------------------------------------------------------------------------------------------


def test_a_captured_answer_keeps_its_words_and_where_they_came_from():
    value = folded(answer("users", "12 dispatchers")).answer("users").values[0]
    assert (value.text, value.origin.quote, value.origin.message, value.origin.source, value.origin.turn) == (
        "12 dispatchers", "12 dispatchers", 1, "user", 1,
    )  # fmt: skip


def test_a_second_concrete_answer_stands_beside_the_first():
    assert texts(folded(answer("users", "12 dispatchers"), answer("users", "900 riders")), "users") == (
        "12 dispatchers",
        "900 riders",
    )


def test_a_concrete_answer_replaces_a_vague_one_and_the_vague_one_is_remembered():
    frame = folded(answer("users", "many", vague=("many",)), answer("users", "900 riders"))
    assert texts(frame, "users") == ("900 riders",)
    assert [value.text for value in frame.answer("users").was] == ["many"]
    assert not frame.answer("users").is_vague


def test_what_was_said_in_passing_settles_nothing():
    frame = folded(in_passing("team", "3 developers"))
    assert [value.text for value in frame.answer("team").heard] == ["3 developers"]
    assert not frame.knows("team")
    assert not frame.is_settled("team")


def test_the_same_words_in_passing_for_two_parts_of_a_topic_stand_once():
    frame = folded(
        in_passing("scale", "40 a minute", slots=("rate",)), in_passing("scale", "40 a minute", slots=("growth",))
    )
    assert [value.text for value in frame.answer("scale").heard] == ["40 a minute"]
    assert frame.answer("scale").slots == ("rate", "growth")


def test_the_rest_of_an_answer_joins_what_was_said_in_passing():
    ask = Ask(topic="timeline", question="What has to be in it by then?", move="complete", key="timeline")
    frame = folded(
        in_passing("timeline", "live by 1 May", slots=("deadline",)),
        Asked(ask=ask),
        answer("timeline", "the order flow"),
    )
    assert texts(frame, "timeline") == ("live by 1 May", "the order flow")
    assert frame.answer("timeline").heard == ()


def test_what_is_said_anew_is_not_joined_by_what_was_mentioned_before():
    def day(quote: str) -> Fact:
        return Fact(kind="date", quote=quote, start=0, end=len(quote), day="2027-05-01")

    ask = Ask(topic="timeline", question="What has to be in it by then?", move="complete", key="timeline")
    mention = in_passing("timeline", "busy until 1 May", slots=("deadline",), facts=(day("1 May"),))
    frame = folded(mention, Asked(ask=ask), answer("timeline", "live by 1 March", facts=(day("1 March"),)))
    assert texts(frame, "timeline") == ("live by 1 March",)


def test_a_vague_rest_leaves_the_mention_where_it_is_until_it_is_concrete():
    ask = Ask(topic="timeline", question="What has to be in it by then?", move="complete", key="timeline")
    vague = [
        in_passing("timeline", "live by 1 May", slots=("deadline",)),
        Asked(ask=ask),
        answer("timeline", "everything", vague=("everything",)),
    ]
    assert folded(*vague).answer("timeline").is_vague
    pressed = Asked(ask=ask.model_copy(update={"move": "press"}))
    assert texts(folded(*vague, pressed, answer("timeline", "the order flow")), "timeline") == (
        "live by 1 May",
        "the order flow",
    )


def test_a_whole_answer_does_not_take_over_what_was_said_in_passing():
    ask = Ask(topic="timeline", question="When must it be in production?", key="timeline")
    frame = folded(
        in_passing("timeline", "the contract ends on 1 May", slots=("deadline",)),
        Asked(ask=ask),
        answer("timeline", "1 June"),
    )
    assert texts(frame, "timeline") == ("1 June",)


def test_putting_aside_settles_a_topic_until_it_is_answered():
    aside = PutAside(topic="budget", kind="unknown", owner="Ines", quote="/unknown Ines", message=2)
    assert folded(aside).is_settled("budget")
    assert folded(aside).answer("budget").aside.owner == "Ines"
    answered = folded(aside, answer("budget", "600 euro a month"))
    assert answered.answer("budget").aside is None
    assert answered.knows("budget")


# -- edits ---------------------------------------------------------------------------------------------------------------


def test_an_edit_replaces_the_answer_and_makes_what_rests_on_it_stale():
    frame = folded(
        answer("team", "3 developers"), answer("constraints", "no new language"), answer("users", "900 riders"),
        Edited(path="answers.team", value="5 developers"),
    )  # fmt: skip
    assert texts(frame, "team") == ("5 developers",)
    assert [value.text for value in frame.answer("team").was] == ["3 developers"]
    assert frame.answer("constraints").stale == "Team changed after this was said"
    assert frame.answer("users").stale is None
    assert "recommendation" not in frame.answers, "what nobody said cannot be out of date"


@pytest.mark.parametrize(
    "looked_at",
    [
        Reaffirmed(topic="constraints"),
        answer("constraints", "no new vendor"),
        Edited(path="answers.constraints", value="none"),
    ],
)
def test_looking_at_a_stale_answer_again_clears_it(looked_at):
    stale = [answer("team", "3"), answer("constraints", "no new language"), Edited(path="answers.team", value="5")]
    assert folded(*stale).answer("constraints").stale
    assert folded(*stale, looked_at).answer("constraints").stale is None


def test_an_item_is_edited_in_its_place():
    frame = folded(
        option("o1", "a queue"), option("o2", "a nightly job"), answer("recommendation", "the queue"),
        Edited(path="options.o1", value="a queue per region"),
    )  # fmt: skip
    assert [o.text for o in frame.options] == ["a queue per region", "a nightly job"]
    assert frame.answer("recommendation").stale == "Options changed after this was said"


def test_a_weight_a_score_and_the_stakes_are_edited_by_their_path():
    frame = folded(
        option("o1", "a queue"), criterion("c1", "delay"),
        Edited(path="criteria.c1.weight", value="40"), Edited(path="scores.o1.c1", value="4"),
        Edited(path="stakes", value="one_way"),
    )  # fmt: skip
    assert (frame.criteria[0].weight, frame.scores[0].value, frame.stakes) == (40.0, 4, "one_way")


def test_an_emptied_score_is_no_score():
    frame = folded(
        Captured(topic="trade_offs", path="scores.o1.c1", value="4"),
        Captured(topic="trade_offs", path="scores.o1.c1", value=""),
    )
    assert frame.scores == ()


def test_removing_an_option_takes_its_scores_and_a_recommendation_of_it_along():
    frame = folded(
        option("o1", "a queue"), option("o2", "a nightly job"), criterion("c1", "delay"),
        Captured(topic="trade_offs", path="scores.o1.c1", value="4"), Captured(topic="trade_offs", path="scores.o2.c1", value="2"),
        Captured(topic="recommendation", path="chosen", value="o1"), answer("trade_offs", "2 weeks"),
        Removed(path="options.o1"),
    )  # fmt: skip
    assert [o.id for o in frame.options] == ["o2"]
    assert [(s.option, s.value) for s in frame.scores] == [("o2", 2)]
    assert frame.chosen is None
    assert frame.answer("trade_offs").stale


def test_removing_a_cause_keeps_what_was_found_below_it():
    tree = [why("w1", None, "late"), why("w2", "w1", "the job stops"), why("w3", "w2", "no timeout")]
    frame = folded(*tree, Removed(path="whys.w2"))
    assert [(w.id, w.parent) for w in frame.whys] == [("w1", None), ("w3", "w1")]


def test_removing_an_answer_forgets_it():
    frame = folded(answer("team", "3 developers"), answer("constraints", "none"), Removed(path="answers.team"))
    assert not frame.is_settled("team")
    assert frame.answer("constraints").stale


# -- suggestions ---------------------------------------------------------------------------------------------------------


def offered(topic: str, path: str, text: str) -> Captured:
    return Captured(topic=topic, path=path, value=text, source="model", status="proposed")


def test_a_suggestion_counts_nowhere_until_it_is_taken_up():
    frame = folded(option("o1", "a queue"), offered("options", "options.o2", "a webhook"))
    assert [o.text for o in frame.options] == ["a queue"]
    assert [(s.id, s.topic, s.text) for s in frame.suggestions] == [("s1", "options", "a webhook")]


def test_a_suggestion_that_is_taken_up_moves_to_its_place_and_says_where_it_came_from():
    frame = folded(option("o1", "a queue"), offered("options", "options.o1", "a webhook"), Accepted(suggestion="s1"))
    assert [(o.text, o.origin.source, o.origin.status) for o in frame.options] == [
        ("a queue", "user", "stated"), ("a webhook", "model", "accepted"),
    ]  # fmt: skip
    assert frame.suggestions == ()


def test_a_suggestion_is_taken_up_once():
    twice = [offered("options", "options.o1", "a webhook"), Accepted(suggestion="s1"), Accepted(suggestion="s1")]
    assert [o.text for o in folded(*twice).options] == ["a webhook"]


def test_a_suggestion_left_alone_is_gone():
    assert folded(offered("options", "options.o1", "a webhook"), Removed(path="suggestions.s1")).suggestions == ()


# -- the rest ------------------------------------------------------------------------------------------------------------


def test_a_press_counts_apart_from_the_questions_asked():
    ask = Ask(topic="users", question="How many?", key="users")
    press = ask.model_copy(update={"move": "press"})
    frame = folded(Asked(ask=ask), Pressed(topic="users"), Asked(ask=press))
    assert (frame.asked, frame.pressed, frame.ask) == ({"users": 1}, {"users": 1}, press)


def test_flags_are_raised_and_settled():
    flag = Flag(
        id="f@m1", rule="FF101", name="vague-quantity", severity="warning", message="How many?", path="answers.users"
    )
    assert folded(Flagged(flag=flag)).open_flags == (flag,)
    waived = folded(Flagged(flag=flag), FlagSettled(flag=flag.id, state="waived", reason="known to all"))
    assert (waived.open_flags, waived.flags[0].reason) == ((), "known to all")


def test_a_settled_contradiction_keeps_both_halves():
    both = Contradiction(
        id="x",
        first="answers.team",
        first_quote="busy until June",
        second="answers.timeline",
        second_quote="live in May",
        why="…",
    )
    settled = ContradictionSettled(contradiction="x", state="accepted", resolution="Ana: we start late")
    found = folded(Contradicted(contradiction=both), settled).contradictions[0]
    assert found == both.model_copy(update={"state": "accepted", "resolution": "Ana: we start late"})


def test_a_calculation_is_replaced_by_a_newer_one_of_its_kind():
    first = Calculation(id="downtime", name="downtime", text="3.7 hours a year", working="…")
    second = first.model_copy(update={"text": "9 hours a year"})
    assert folded(Calculated(calculation=first), Calculated(calculation=second)).calculations == (second,)


def test_a_decision_is_recorded_by_name():
    frame = folded(option("o1", "a queue"), DecisionRecorded(by="Ana", option="o1", on="2026-12-01"))
    assert (frame.decided.by, frame.decided.option, frame.decided.on, frame.chosen) == ("Ana", "o1", "2026-12-01", "o1")


def test_closing_takes_the_question_away_and_asking_opens_again():
    ask = Ask(topic="users", question="How many?", key="users")
    closed = folded(Asked(ask=ask), Closed())
    assert (closed.closed, closed.ask) == (True, None)
    assert not folded(Closed(), Asked(ask=ask)).closed
    assert not folded(Closed(), Extended(questions=5)).closed


def test_undone_turns_leave_their_message_numbers_taken():
    log = log_of(
        [Opened()],
        [Said(text="one", message=1), answer("users", "one"), Answered(reply="")],
        [Said(text="two", message=2), answer("scale", "two"), Answered(reply="")],
        [Said(text="/undo", message=3), Undone(undone=2), Answered(reply="")],
    )
    frame = replay(log)
    assert undone_turns(log) == {2}
    assert (frame.knows("users"), frame.knows("scale"), frame.messages) == (True, False, 3)


def test_any_turn_can_be_taken_back_without_touching_its_neighbours():
    log = log_of([Opened()], [answer("users", "a")], [answer("scale", "b")], [answer("data", "c")], [Undone(undone=2)])
    frame = replay(log)
    assert [topic for topic in ("users", "scale", "data") if frame.knows(topic)] == ["users", "data"]


def test_an_empty_log_is_an_empty_frame():
    assert replay([]) == Frame()
