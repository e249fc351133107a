"""Somebody interrupts: they get a line, nothing is written down as their answer, and the thread is picked up again."""

import pytest

from assistant import playbooks, turn
from assistant.domain.events import Answered, Captured, replay
from assistant.domain.frame import Frame
from assistant.domain.interruptions import PAUSE, STAYS, UNKNOWN, VERDICT, change_of_mind
from assistant.drafts import LEADING
from assistant.ports import Passage, Ports
from assistant.testing import FewPassages, MemoryLog, QueuedModel, TickingClock

PLAYBOOKS = playbooks.shipped()
OPENING = ("We need Kafka", "Partners hear 25 minutes late, 60 calls a month")
PASSAGE = Passage("pricing", "4.2 What a broker costs", "A broker cluster costs three machines at least.", 0.9)


def conversation(*messages: str, model: QueuedModel | None = None) -> Ports:
    ports = Ports(log=MemoryLog(), knowledge=FewPassages([PASSAGE]), clock=TickingClock(), model=model)
    turn.begin(ports, "s")
    for message in messages:
        turn.take_turn(ports, "s", message, PLAYBOOKS)
    return ports


def frame_of(ports: Ports) -> Frame:
    return replay(ports.log.read("s"))


def answered(ports: Ports) -> Answered:
    return next(r.event for r in reversed(ports.log.read("s")) if isinstance(r.event, Answered))


def topic_of(ports: Ports) -> str | None:
    ask = frame_of(ports).ask
    return ask.topic if ask else None


@pytest.mark.parametrize(
    ("message", "reply"),
    [
        ("Hold on, let me check", PAUSE),
        ("Should we use Kafka?", VERDICT),
        ("Who invented tulips?", UNKNOWN),
    ],
)
def test_an_interruption_is_answered_in_a_line_and_the_question_stays(message: str, reply: str) -> None:
    ports = conversation(*OPENING, message)

    assert (answered(ports).reply, topic_of(ports)) == (reply, "success")
    assert not any(isinstance(r.event, Captured) and r.turn == 3 for r in ports.log.read("s"))


def test_a_question_in_between_is_looked_up_and_cited() -> None:
    ports = conversation(*OPENING, "What does a broker cost?")

    assert answered(ports).reply == f"4.2 What a broker costs: “{PASSAGE.text}”\n\n{STAYS}"
    assert answered(ports).citations == ("pricing",)
    assert topic_of(ports) == "success"


def test_another_topic_comes_first_and_the_thread_is_picked_up_again() -> None:
    switched = conversation(*OPENING, "Can we talk about the budget first?")
    back = conversation(*OPENING, "Can we talk about the budget first?", "400 euro a month")

    assert (answered(switched).reply, topic_of(switched)) == ("Budget first, then back to success measure.", "budget")
    assert frame_of(back).answer("budget").text == "400 euro a month"
    assert topic_of(back) == "success"
    assert answered(back).reply.endswith("Back to success measure.")


def test_a_topic_that_is_answered_is_said_back() -> None:
    ports = conversation(*OPENING, "Let's go back to the problem")

    assert "stands as “Partners hear 25 minutes late, 60 calls a month”" in answered(ports).reply
    assert topic_of(ports) == "success"


def test_what_would_change_my_mind_is_answered_from_the_frame() -> None:
    early = conversation(*OPENING, "What would change my mind?")
    later = conversation(*OPENING, "/unknown Henk", "What would change my mind?")

    assert answered(early).reply.startswith("Nothing yet")
    assert "An answer to what is not known yet: success measure." in answered(later).reply


def test_a_guess_and_a_trigger_would_change_the_mind() -> None:
    from assistant.domain.events import fold

    frame = fold(
        Frame(),
        1,
        [
            Captured(topic="why", path="whys.w1", value="It is slow", evidence="reported"),
            Captured(topic="why", path="whys.w2", value="Nobody owns it", parent="w1", evidence="guessed"),
            Captured(topic="revisit_triggers", path="triggers.t1", value="More than 100 calls a month"),
        ],
    )

    assert change_of_mind(frame).splitlines() == [
        "This would:",
        "",
        "- It happens that: More than 100 calls a month.",
        "- This guess is wrong: Nobody owns it.",
    ]


def test_agreeing_three_times_in_a_row_is_noticed_once() -> None:
    ports = conversation(*OPENING, "yes", "ok", "sounds good")
    ask = frame_of(ports).ask
    turn.take_turn(ports, "s", "The 25 minutes: 60 calls prove it.", PLAYBOOKS)

    assert ask is not None
    assert ask.move == "defend"
    assert "Which part would you defend" in ask.question
    assert frame_of(ports).ask.move != "defend"  # type: ignore[union-attr]
    assert frame_of(ports).agreed == 0


def test_words_of_ones_own_in_between_are_no_run_of_agreement() -> None:
    ports = conversation(*OPENING, "yes", "ok", "Below a minute, for all of them", "fine")

    assert frame_of(ports).ask.move != "defend"  # type: ignore[union-attr]


def test_a_pause_costs_no_call_and_a_question_one() -> None:
    model = QueuedModel()
    conversation(*OPENING, "Hold on", "What would change my mind?", "Should we use Kafka?", model=model)
    before = len(model.asked)
    conversation(*OPENING, "What does a broker cost?", model=model)

    assert before == len(OPENING)
    assert len(model.asked) == before + len(OPENING) + 1


@pytest.mark.parametrize(
    "question",
    ["Should we use Kafka?", "Shall we go with a queue?", "Would it not be easier to poll?", "Why not use Redis?",
     "Have you considered a queue?", "Is a queue the right choice?"],
)  # fmt: skip
def test_a_model_may_not_ask_the_wrong_way_round(question: str) -> None:
    assert LEADING.search(question)


def test_no_question_of_ours_is_asked_the_wrong_way_round() -> None:
    questions = [
        text
        for playbook in PLAYBOOKS
        for one in playbook.questions
        for text in (one.ask, *one.for_opening.values(), *one.slots.values(), *one.press)
    ]

    assert [text for text in questions if LEADING.search(text)] == []


def test_an_answer_to_other_questions_is_kept_for_them_and_the_question_comes_once_more() -> None:
    means = "We are four developers and the budget is 900 euro a month."
    once, twice = conversation(*OPENING, means), conversation(*OPENING, means, means)

    assert frame_of(once).answer("success").text == ""
    assert [value.text for value in frame_of(once).answer("team").heard] == ["We are four developers"]
    assert topic_of(once) == "success"
    assert answered(once).reply.endswith("Back to success measure.")
    assert topic_of(twice) != "success"


def test_a_measure_given_the_second_time_is_taken() -> None:
    means, measure = (
        "We are four developers and the budget is 900 euro a month.",
        "Lost orders fall from 60 to 5 a week",
    )
    ports = conversation(*OPENING, means, measure)

    assert frame_of(ports).answer("success").text == measure
    assert topic_of(ports) != "success"
