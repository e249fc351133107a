"""What one message makes true, given the question it answers."""

from datetime import date

import pytest

from assistant import playbooks
from assistant.domain.events import (
    Captured,
    Closed,
    Confirmed,
    ContradictionSettled,
    Edited,
    PutAside,
    Recognised,
    Removed,
    Retitled,
    Said,
    fold,
)
from assistant.domain.frame import Answer, Ask, Criterion, Frame, Intake, Option, Provenance, Trigger, Value, Why
from assistant.domain.hearing import DO_NOTHING, evidence_of, hear, stakes_from
from assistant.domain.reading.reader import read

TODAY = date(2026, 11, 24)
PLAYBOOKS = playbooks.shipped()
QUESTIONS = {question.id: question for playbook in PLAYBOOKS for question in playbook.questions}


def asked(key: str, kind: str = "decision", move: str | None = None, about: str | None = None, **frame) -> Frame:
    """A conversation in which this playbook question stands open."""
    question = QUESTIONS[key]
    ask = Ask(topic=question.topic, question=question.ask, move=move or question.move, key=key, about=about)
    return Frame(**{"intake": Intake(kind=kind), "ask": ask, "messages": 3, **frame})


def hears(frame: Frame, text: str):
    return hear(frame, Said(text=text, message=4), TODAY, PLAYBOOKS)


def captured(frame: Frame, text: str) -> dict[str, str]:
    return {event.path: event.value for event in hears(frame, text) if isinstance(event, Captured)}


def after(frame: Frame, text: str) -> Frame:
    return fold(frame, 4, hears(frame, text))


def value(text: str, **more) -> Value:
    return Value(text=text, origin=Provenance(quote=text, message=1), **more)


def answers(**said: str) -> dict[str, Answer]:
    return {topic: Answer(topic=topic, values=(value(text),)) for topic, text in said.items()}


NEW = Frame(ask=Ask(topic="problem", question="What is it?", key="opening"), messages=0)
USER, GUIDE = Provenance(quote="x", message=1), Provenance(source="guide", status="proposed")
QUEUE = Option(id="o1", text="a message queue", origin=USER)
JOB = Option(id="o2", text="a nightly job", origin=USER)
NOTHING = Option(id="o3", text=DO_NOTHING, origin=GUIDE, baseline=True)
THREE = (QUEUE, JOB, NOTHING)
CRITERIA = tuple(Criterion(id=f"c{n}", text=text, origin=USER) for n, text in enumerate(["delay", "running cost"], 1))


# -- openings ------------------------------------------------------------------------------------------------------------


def test_a_named_solution_is_parked_and_is_no_requirement():
    events = hears(NEW, "We need Kafka")
    assert [event.kind for event in events if isinstance(event, Recognised)] == ["solution_first"]
    frame = fold(NEW, 1, events)
    assert [(option.text, option.parked, option.baseline) for option in frame.options] == [("Kafka", True, False)]
    assert not frame.knows("problem")
    assert frame.answers.get("functional") is None


def test_a_choice_puts_its_alternatives_and_doing_nothing_on_the_list():
    frame = fold(NEW, 1, hears(NEW, "Postgres or Mongo for orders?"))
    assert [(option.text, option.baseline, option.origin.source, option.origin.status) for option in frame.options] == [
        ("Postgres", False, "user", "stated"), ("Mongo", False, "user", "stated"), (DO_NOTHING, True, "guide", "proposed"),
    ]  # fmt: skip
    assert frame.title == "Postgres or Mongo for orders"


def test_doing_nothing_is_not_added_where_the_person_named_it():
    frame = fold(NEW, 1, hears(NEW, "Should we use Redis or Memcached, or leave things as they are?"))
    assert [(option.text, option.baseline) for option in frame.options] == [
        ("Redis", False), ("Memcached", False), ("leave things as they are", True),
    ]  # fmt: skip


def test_a_complaint_is_kept_as_the_symptom_in_its_own_words():
    frame = fold(NEW, 1, hears(NEW, "Nurses complain that the ward app is slow"))
    assert frame.intake.kind == "symptom"
    assert "slow" in frame.answer("symptom").heard[0].text
    assert not frame.is_settled("symptom")


def test_what_says_nothing_yet_opens_nothing():
    assert hears(NEW.model_copy(update={"messages": 1}), "hello") == ()


def test_an_opening_is_still_recognised_after_an_empty_word():
    hello = Answer(topic="problem", values=(value("hmm", vague=("hmm",)),))
    frame = NEW.model_copy(update={"messages": 2, "answers": {"problem": hello}})
    assert any(isinstance(event, Recognised) for event in hears(frame, "We need Kafka"))
    told = frame.model_copy(update={"answers": answers(problem="Parcels arrive late, 60 calls a month")})
    assert not any(isinstance(event, Recognised) for event in hears(told, "We need Kafka"))


def test_the_title_is_given_once():
    named = NEW.model_copy(update={"title": "Mine"})
    assert not any(isinstance(event, Retitled) for event in hears(named, "We need Kafka"))


# -- wishes --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "owner", "reason"),
    [
        ("/skip", "skipped", None, None),
        ("/skip it is the same as last year", "skipped", None, "it is the same as last year"),
        ("/unknown", "unknown", None, None),
        ("/unknown Ines from finance", "unknown", "Ines from finance", None),
        ("/later", "later", None, None),
        ("/na", "not_applicable", None, None),
        ("I don't know, ask Ines", "unknown", "Ines", None),
    ],
)
def test_a_question_is_left_with_its_typed_reason(text, kind, owner, reason):
    aside = hears(asked("budget"), text)
    assert [(e.topic, e.kind, e.owner, e.reason, e.message) for e in aside] == [("budget", kind, owner, reason, 4)]


def test_a_second_question_about_an_answered_topic_leaves_the_answer_alone():
    assert hears(asked("symptom-scope", "symptom", answers=answers(symptom="search, 9 s")), "/unknown") == ()


@pytest.mark.parametrize("text", ["/done", "Enough, write it now", "that's enough, write it up"])
def test_enough_closes_at_any_question(text):
    assert hears(asked("budget"), text) == (Closed(enough=True),)


@pytest.mark.parametrize("text", ["...", "?!", "🙂"])
def test_a_message_without_a_word_changes_nothing(text):
    assert hears(asked("budget"), text) == ()


# -- plain answers -------------------------------------------------------------------------------------------------------


def test_an_answer_is_kept_whole_and_verbatim():
    text = "  600 euro a month, and nobody's weekend  "
    answer = next(e for e in hears(asked("budget"), text) if isinstance(e, Captured))
    assert (answer.path, answer.value, answer.vague) == ("answers.budget", text.strip(), ())
    assert answer.quote in text


def test_a_vague_answer_is_kept_and_known_to_be_vague():
    answer = next(e for e in hears(asked("latency"), "it should be fast") if isinstance(e, Captured))
    assert (answer.value, bool(answer.vague)) == ("it should be fast", True)


def test_a_topic_without_presses_takes_any_words():
    answer = next(e for e in hears(asked("out-of-scope"), "the reports") if isinstance(e, Captured))
    assert answer.vague == ()


def test_what_a_message_says_besides_is_kept_for_its_own_topic():
    paths = captured(asked("users"), "900 riders. We are four developers. GDPR applies to us.")
    assert paths["answers.users"] == "900 riders. We are four developers. GDPR applies to us."
    assert paths["answers.team.heard"] == "We are four developers."
    assert "answers.compliance.heard" in paths


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("We are four developers and the budget is 900 euro a month.", {"team", "budget"}),
        ("Four developers, and 900 euro a month.", {"team", "budget"}),
        ("It must be live by March, we have two developers.", {"timeline", "team"}),
        ("Our deadline is 1 March.", {"timeline"}),
    ],
)
def test_an_answer_about_the_means_leaves_the_measure_of_success_open(text, topics):
    assert set(captured(asked("success"), text)) == {f"answers.{topic}.heard" for topic in topics}


@pytest.mark.parametrize(
    "text",
    [
        "We are four developers. Lost orders fall from 60 to 5 a week.",
        "It costs less than 900 euro a month instead of 2,000.",
        "40 % fewer tickets by March",
        "Success is when two developers can run it",
        "900 euro a month",
        "our two developers spend 2 hours a week on it",
    ],
)
def test_a_measure_is_one_whatever_else_it_mentions(text):
    assert captured(asked("success"), text)["answers.success"] == text


def test_people_who_build_may_be_the_users():
    assert captured(asked("users"), "There are four developers")["answers.users"] == "There are four developers"


@pytest.mark.parametrize("text", ["couriers and the webshop", "couriers, drivers and the warehouse staff"])
def test_who_waits_is_no_answer_to_how_long(text):
    assert after(asked("latency"), text).answer("latency").is_vague


@pytest.mark.parametrize(
    "text", ["nobody waits for it", "before the courier leaves the depot", "overnight is fine", "2 seconds at the till"]
)
def test_a_time_in_words_is_an_answer_to_how_long(text):
    assert not after(asked("latency"), text).answer("latency").is_vague


def test_what_was_answered_before_is_not_heard_again():
    paths = captured(asked("users", answers=answers(team="4 developers")), "900 riders. We are four developers.")
    assert set(paths) == {"answers.users"}


@pytest.mark.parametrize("key", ["problem", "symptom-where", "why"])
def test_a_figure_in_a_complaint_is_how_it_is_and_no_target(key):
    whys = (Why(id="w1", parent=None, text="slow", evidence="reported", origin=USER),)
    paths = captured(asked(key, "symptom", whys=whys), "The search screen, p95 is 9 seconds since March")
    assert "answers.latency" not in paths
    assert "answers.latency.heard" in paths


def test_a_demand_in_a_complaint_is_a_target():
    paths = captured(asked("symptom-where", "symptom"), "The search screen. Its p95 must be under 2 seconds.")
    assert paths["answers.latency"] == "Its p95 must be under 2 seconds."


# -- lists ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["options", "criteria", "constraints", "revisit-triggers"])
@pytest.mark.parametrize("text", ["no", "none", "nothing", "none that we know of"])
def test_none_is_an_answer_and_no_item(key, text):
    topic = QUESTIONS[key].topic
    assert captured(asked(key), text) == {f"answers.{topic}": text}


def test_options_get_doing_nothing_beside_them():
    assert captured(asked("options"), "a message queue; a nightly job") == {
        "options.o1": "a message queue", "options.o2": "a nightly job", "options.o3": DO_NOTHING,
        "answers.options": "a message queue; a nightly job",
    }  # fmt: skip


def test_their_words_for_doing_nothing_take_the_place_of_ours():
    frame = after(asked("options", options=THREE), "a webhook; keep what we have")
    assert [(o.id, o.text, o.baseline, o.origin.source) for o in frame.options] == [
        ("o1", "a message queue", False, "user"), ("o2", "a nightly job", False, "user"),
        ("o3", "keep what we have", True, "user"), ("o4", "a webhook", False, "user"),
    ]  # fmt: skip


def test_doing_nothing_stands_on_the_list_once():
    frame = after(asked("options"), "do nothing; a webhook; leave it as it is")
    assert [o.text for o in frame.options if o.baseline] == ["do nothing"]


def test_a_known_option_is_not_listed_twice():
    assert "options.o4" not in captured(asked("options", options=THREE), "A nightly job")


def test_a_parked_option_is_spelled_out_in_its_place():
    parked = Option(id="o1", text="Kafka", origin=USER, parked=True)
    frame = after(asked("options", options=(parked,)), "Kafka with three brokers; a nightly job")
    assert [(o.id, o.text, o.parked) for o in frame.options][:2] == [
        ("o1", "Kafka with three brokers", True), ("o2", "a nightly job", False),
    ]  # fmt: skip


def test_constraints_know_whether_they_can_be_negotiated():
    frame = after(asked("constraints"), "data stays in Norway; ideally no new language")
    assert [(k.text, k.hard) for k in frame.constraints] == [
        ("data stays in Norway", True),
        ("ideally no new language", False),
    ]


def test_criteria_become_items_and_an_answer():
    assert captured(asked("criteria"), "delay, running cost, skills") == {
        "criteria.c1": "delay", "criteria.c2": "running cost", "criteria.c3": "skills",
        "answers.criteria": "delay, running cost, skills",
    }  # fmt: skip


def test_a_trigger_keeps_who_watches_it_and_when():
    frame = after(asked("revisit-triggers"), "When lost orders exceed 5 a month, Marta watches, look on 1 June 2027")
    (trigger,) = frame.triggers
    assert (trigger.text, trigger.owner, trigger.due, trigger.measurable) == (
        "When lost orders exceed 5 a month, Marta watches, look on 1 June 2027", "Marta", "2027-06-01", True,
    )  # fmt: skip


def test_who_watches_is_heard_in_a_trigger_of_many_words():
    text = "More than 80 questions to the guards in the week we count them, Bas, 15 September 2027"
    (trigger,) = after(asked("revisit-triggers"), text).triggers
    assert (trigger.text, trigger.owner, trigger.due) == (text, "Bas", "2027-09-15")


@pytest.mark.parametrize("who", ["Noor", "branch lead Noor", "Noor de Wit"])
def test_a_name_and_a_date_alone_are_no_triggers_of_their_own(who):
    text = f"More than 10 double bookings a week, {who}, 1 October 2027"
    (trigger,) = after(asked("revisit-triggers"), text).triggers
    assert (trigger.text, trigger.owner, trigger.due) == (text, who, "2027-10-01")


def test_separate_triggers_stay_separate():
    frame = after(asked("revisit-triggers"), "More than 5 lost orders a month; a price above 600 euro a month")
    assert [t.text for t in frame.triggers] == ["More than 5 lost orders a month", "a price above 600 euro a month"]


def test_a_pressed_trigger_takes_the_place_of_the_vague_one():
    vague = Trigger(id="t1", text="when it gets worse", measurable=False, origin=USER)
    frame = asked("revisit-triggers", move="press", about="0", triggers=(vague,))
    assert Removed(path="triggers.t1") in hears(frame, "5 lost orders a month")
    assert [(t.id, t.text) for t in after(frame, "5 lost orders a month").triggers] == [("t2", "5 lost orders a month")]


# -- weighing and scoring ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "weights", "status"),
    [
        ("60 40", [60, 40], "stated"),
        ("delay 70, running cost 30", [70, 30], "stated"),
        ("All the same", [1, 1], "stated"),
        ("running cost before delay", [1, 2], "proposed"),
        ("whatever", [None, None], None),
    ],
)
def test_weights_are_theirs_or_marked_as_ours(text, weights, status):
    frame = after(asked("weigh", criteria=CRITERIA), text)
    assert [criterion.weight for criterion in frame.criteria] == weights
    assert {c.weight_origin.status for c in frame.criteria if c.weight_origin} == ({status} - {None})


def test_scores_go_to_the_criterion_that_was_asked_about():
    frame = after(asked("score", about="c2", options=THREE, criteria=CRITERIA), "queue 2, job 5, nothing 4")
    assert [(s.option, s.criterion, s.value) for s in frame.scores] == [
        ("o1", "c2", 2),
        ("o2", "c2", 5),
        ("o3", "c2", 4),
    ]


def test_no_score_leaves_the_matrix_for_later():
    (aside,) = [e for e in hears(asked("score", about="c1", options=THREE, criteria=CRITERIA), "hard to compare") if isinstance(e, PutAside)]  # fmt: skip
    assert (aside.topic, aside.kind) == ("trade_offs", "later")


def test_a_trade_off_belongs_to_its_option():
    frame = after(asked("trade-offs", about="o2", options=THREE), "No new parts, but 15 minutes of delay")
    assert [option.trade_off and option.trade_off.text for option in frame.options] == [
        None, "No new parts, but 15 minutes of delay", None,
    ]  # fmt: skip


def test_a_recommendation_names_an_option_and_keeps_its_reason():
    frame = after(asked("recommendation", options=THREE), "The nightly job, because nobody is on call")
    assert (frame.chosen, frame.answer("recommendation").text) == ("o2", "The nightly job, because nobody is on call")


def test_a_reason_without_an_option_recommends_nothing():
    frame = after(asked("recommendation", options=THREE), "The cheapest one")
    assert (frame.chosen, frame.knows("recommendation")) == (None, True)


# -- stakes --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "stakes"),
    [
        ("An afternoon", "two_way"), ("two days of work", "two_way"), ("3 weeks", "costly"), ("two months", "costly"),
        ("half a year", "one_way"), ("It cannot be undone", "one_way"), ("a config flag", "two_way"), ("we shall see", None),
    ],
)  # fmt: skip
def test_the_undo_work_says_how_hard_the_door_is(text, stakes):
    assert stakes_from(text, read(text, TODAY).facts) == stakes


def test_undo_work_sets_the_stakes_with_its_quote():
    frame = after(asked("reversibility", options=THREE), "half a year and a contract")
    assert (frame.stakes, frame.stakes_origin.quote) == ("one_way", "half a year and a contract")
    assert frame.answer("reversibility").text == "half a year and a contract"


# -- whys ----------------------------------------------------------------------------------------------------------------


def test_the_first_why_grows_from_the_symptom():
    frame = after(asked("why", "symptom", answers=answers(symptom="search takes 9 s")), "the log shows a full scan")
    assert [(w.id, w.parent, w.text, w.evidence) for w in frame.whys] == [
        ("w1", None, "search takes 9 s", "reported"), ("w2", "w1", "the log shows a full scan", "observed"),
    ]  # fmt: skip


TREE = tuple(
    Why(id=f"w{n}", parent=f"w{n - 1}" if n > 1 else None, text=text, evidence="reported", origin=USER)
    for n, text in enumerate(["search takes 9 s", "it scans the table", "nobody owns the indexes"], 1)
)


def test_a_second_branch_grows_from_the_symptom_too():
    frame = after(asked("branch", "symptom", whys=TREE), "the network to the branch offices")
    assert (frame.whys[-1].parent, frame.whys[-1].text) == ("w1", "the network to the branch offices")


@pytest.mark.parametrize("text", ["Nothing else that we know of", "none", "no"])
def test_no_second_branch_is_an_answer(text):
    assert captured(asked("branch", "symptom", whys=TREE), text) == {"answers.why": text}


def test_the_root_cause_is_the_one_they_can_act_on():
    frame = after(asked("therefore", "symptom", whys=TREE), "That nobody owns the indexes")
    assert [why.is_root for why in frame.whys] == [False, False, True]
    assert frame.knows("root_cause")


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("we measured 9 s in the profiler", "measured"), ("I saw it in the code", "observed"), ("maybe the index", "guessed"),
        ("I think we measured that", "guessed"), ("the index is missing", "reported"),
    ],
)  # fmt: skip
def test_a_cause_is_as_good_as_how_it_is_known(text, grade):
    assert evidence_of(text) == grade


# -- settling and confirming ---------------------------------------------------------------------------------------------

SETTLE = Ask(topic="contradiction", question="Which holds?", move="settle", key="settle:x", about="x")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The second: they start in June", "settled"),
        ("We accept both, Ana knows", "accepted"),
        ("/skip Ana decides", "accepted"),
    ],
)
def test_a_contradiction_is_settled_or_accepted(text, state):
    frame = Frame(intake=Intake(kind="decision"), ask=SETTLE, messages=3)
    (settled,) = [event for event in hears(frame, text) if isinstance(event, ContradictionSettled)]
    assert (settled.contradiction, settled.state) == ("x", state)


@pytest.mark.parametrize("text", ["yes", "Yes, that is right", "looks good", "👍"])
def test_a_yes_confirms_and_closes(text):
    assert hears(asked("confirm"), text) == (Confirmed(), Closed())


def test_a_correction_changes_the_answer_it_names_and_nothing_else():
    events = hears(asked("confirm", answers=answers(budget="300 euro")), "The budget is 900 euro a month")
    assert [(type(e), e.path, e.value) for e in events] == [
        (Edited, "answers.budget", "The budget is 900 euro a month")
    ]


def test_a_correction_that_names_nothing_is_kept_as_a_remark():
    events = hears(asked("confirm"), "You forgot the mood in the team")
    assert [type(event) for event in events] == [Captured, Closed]
    assert fold(asked("confirm"), 4, events).answer("confirm").text == "You forgot the mood in the team"


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("Users: 900 riders", "answers.users", "900 riders"),
        ("almost, but the problem is that riders wait", "answers.problem", "that riders wait"),
        ("Risks: the move eats our weekends", "answers.risks", "the move eats our weekends"),
        ("Change the team to five developers", "answers.team", "Change the team to five developers"),
    ],
)
def test_a_line_of_the_summary_is_corrected_by_its_name(text, path, value):
    assert [(type(e), e.path, e.value) for e in hears(asked("confirm"), text)] == [(Edited, path, value)]


@pytest.mark.parametrize("text", ["no", "that's wrong", "not quite"])
def test_a_bare_no_leaves_the_summary_open(text):
    assert hears(asked("confirm"), text) == ()


def test_a_day_that_is_past_is_none_to_look_again():
    frame = after(asked("revisit-triggers"), "More than 5 orders lost a week, as happened in March; Dana looks in June")

    assert {trigger.due for trigger in frame.triggers if trigger.due} == {"2027-06-15"}
