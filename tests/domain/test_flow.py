"""What is asked next: order, relevance, budget, and what jumps the queue."""

import pytest

from assistant.domain import flow
from assistant.domain.flow import (
    BUDGET,
    FEATURES,
    PATHS,
    PRESSES,
    left_out,
    next_moves,
    on_offer,
    open_moves,
    progress,
    stage_of,
)
from assistant.domain.frame import (
    Answer,
    Aside,
    Ask,
    Contradiction,
    Criterion,
    Frame,
    Intake,
    Option,
    Provenance,
    Score,
    Value,
    Why,
)
from assistant.domain.playbook import Playbook, Question, When
from assistant.domain.reading.facts import Fact


def question(id: str, topic: str = "users", **more) -> Question:
    return Question(id=id, topic=topic, ask=f"{id}?", why="because", section="s", **{"rank": 10, **more})


def playbook(*questions: Question, stage: str = "checklist", **more) -> Playbook:
    return Playbook(**{"id": stage, "title": stage, "stage": stage, "questions": questions, **more})


def said(topic: str, text: str = "so", **more) -> dict[str, Answer]:
    return {topic: Answer(topic=topic, values=(Value(text=text, origin=Provenance(), **more),))}


def mentioned(topic: str, text: str = "so", slots: tuple[str, ...] = ()) -> dict[str, Answer]:
    return {topic: Answer(topic=topic, heard=(Value(text=text, origin=Provenance()),), slots=slots)}


def aside(topic: str, turn: int = 0) -> dict[str, Answer]:
    return {topic: Answer(topic=topic, aside=Aside(kind="later", origin=Provenance(turn=turn)))}


def frame(kind: str | None = "decision", **more) -> Frame:
    return Frame(intake=Intake(kind=kind), **more)


def keys(moves) -> list[str]:
    return [move.question.id for move in moves]


def chain_of(*causes: str) -> tuple[Why, ...]:
    return tuple(
        Why(id=f"w{n}", parent=f"w{n - 1}" if n > 1 else None, text=text, evidence="reported", origin=Provenance())
        for n, text in enumerate(causes, 1)
    )


USERS, SCALE, DATA = question("users"), question("scale", "scale", rank=20), question("data", "data", rank=30)
LIST = playbook(USERS, SCALE, DATA)


# -- order ---------------------------------------------------------------------------------------------------------------


def test_lower_ranks_are_asked_first():
    assert keys(open_moves(playbook(DATA, SCALE, USERS), frame())) == ["users", "scale", "data"]


def test_an_opening_may_rank_a_question_differently():
    early = question("data", "data", rank=30, ranks={"symptom": 1})
    asked = playbook(USERS, early)
    assert keys(open_moves(asked, frame("symptom"))) == ["data", "users"]
    assert keys(open_moves(asked, frame("decision"))) == ["users", "data"]


def test_playbooks_of_one_stage_are_asked_as_one_in_the_order_of_their_ranks():
    own = playbook(question("own", "budget", rank=15), id="own")
    assert keys(next_moves(frame(), [own, LIST])) == ["users", "own", "scale", "data"]


def test_a_topic_the_person_has_touched_on_moves_up():
    assert keys(open_moves(LIST, frame(answers=mentioned("data"))))[0] == "data"


def test_only_half_a_mentioned_topic_is_asked_about():
    team = question("team", "team", slots={"size": "How many?", "skills": "Which skills?"})
    moves = open_moves(playbook(team), frame(answers=mentioned("team", slots=("size",))))
    assert [(move.kind, move.about) for move in moves] == [("complete", "skills")]


def test_a_topic_mentioned_in_all_its_parts_is_asked_as_a_whole():
    team = question("team", "team", slots={"size": "How many?"})
    assert open_moves(playbook(team), frame(answers=mentioned("team", slots=("size",))))[0].kind == "ask"


@pytest.mark.parametrize("kind", PATHS)
def test_stages_come_in_the_order_of_the_opening(kind):
    topics = {"intake": "problem", "checklist": "users", "causes": "why", "review": "security", "decision": "decision", "summary": "confirm"}  # fmt: skip
    books = [playbook(question(stage, topic), stage=stage) for stage, topic in topics.items()]
    assert keys(next_moves(frame(kind), books)) == list(PATHS[kind])


def test_a_playbook_on_offer_is_asked_only_where_it_was_taken_up():
    review = playbook(question("pillar", "security"), id="review", stage="review", offered=True)
    assert (keys(next_moves(frame(), [review])), on_offer(frame(), [review])) == ([], (review,))
    assert left_out(frame(), [review]) == ()
    taken = frame(reviews=("review",))
    assert (keys(next_moves(taken, [review])), on_offer(taken, [review])) == (["pillar"], ())


# -- what is open --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answers", [said("users"), aside("users")])
def test_a_settled_topic_is_not_asked(answers):
    assert keys(open_moves(LIST, frame(answers=answers))) == ["scale", "data"]


def test_an_unanswered_question_comes_back_once():
    assert "users" in keys(open_moves(LIST, frame(asked={"users": 1})))
    assert "users" not in keys(open_moves(LIST, frame(asked={"users": 2})))


def test_a_second_question_about_an_answered_topic_is_put_once():
    second = question("users-again", again=True)
    assert keys(open_moves(playbook(second), frame(answers=said("users")))) == ["users-again"]
    assert keys(open_moves(playbook(second), frame(answers=said("users"), asked={"users-again": 1}))) == []


def test_the_summary_is_put_until_it_is_confirmed():
    confirm = question("confirm", "confirm", move="confirm")
    summary = playbook(confirm, stage="summary")
    assert keys(open_moves(summary, frame(asked={"confirm": 4}, extra_questions=9))) == ["confirm"]
    assert keys(open_moves(summary, frame(confirmed=True))) == []


@pytest.mark.parametrize(
    ("when", "relevant"),
    [
        (When(), True),
        (When(openings=("decision",)), True),
        (When(openings=("symptom",)), False),
        (When(stakes=("costly",)), True),
        (When(stakes=("one_way",)), False),
        (When(features=("has_options",)), False),
        (When(without=("has_options",)), True),
        (When(openings=("decision",), features=("has_options",)), False),
    ],
)
def test_a_condition_holds_when_all_of_it_does(when, relevant):
    assert flow.is_relevant(question("x", when=when), frame()) is relevant


# -- budget --------------------------------------------------------------------------------------------------------------

MANY = playbook(*(question(f"q{n:02}", topic, rank=n) for n, topic in enumerate(["users", "scale", "data", "latency", "budget", "team"])))  # fmt: skip


def test_stakes_say_how_many_questions_a_stage_is_worth():
    asked = [len(open_moves(MANY, frame(stakes=stakes))) for stakes in ("nothing", "two_way")]
    assert asked == [BUDGET["nothing"]["checklist"], 6]


@pytest.mark.parametrize("stage", ["checklist", "causes", "decision"])
def test_harder_doors_are_worth_more_questions(stage):
    budgets = [BUDGET[stakes][stage] for stakes in ("nothing", "two_way", "costly", "one_way")]
    assert budgets == sorted(set(budgets))


def test_questions_already_put_count_against_the_budget():
    spent = frame(stakes="nothing", asked={"q00": 2, "q01": 2}, answers=said("users") | said("scale"))
    assert keys(open_moves(MANY, spent)) == []
    assert keys(open_moves(MANY, spent.model_copy(update={"extra_questions": 1}))) == ["q02"]


def test_an_essential_question_is_asked_beyond_the_budget():
    last = question("last", "compliance", rank=99, essential=True)
    book = playbook(*MANY.questions, last)
    assert keys(open_moves(book, frame(stakes="nothing"))) == ["q00", "q01", "q02", "q03", "last"]


def test_a_tired_person_is_asked_only_what_is_essential_about_the_decision():
    optional, essential = question("options", "options"), question("triggers", "revisit_triggers", essential=True)
    tired = frame(turn=3, answers=aside("users", 1) | aside("scale", 2) | aside("data", 3))
    assert keys(open_moves(playbook(optional, essential, stage="decision"), tired)) == ["triggers"]
    assert keys(open_moves(playbook(optional, stage="checklist"), tired)) == ["options"]
    awake = frame(turn=3, answers=aside("users", 1) | said("scale") | aside("data", 3))
    assert keys(open_moves(playbook(optional, essential, stage="decision"), awake)) == ["options", "triggers"]


# -- what jumps the queue ------------------------------------------------------------------------------------------------

PRESSED = question("users", press=("Which?", "How many?", "Tens or thousands?"))


def vague(times: int) -> Frame:
    ask = Ask(topic="users", question="users?", key="users", move="press" if times else "ask")
    return frame(answers=said("users", "many", vague=("many",)), ask=ask, pressed={"users": times})


@pytest.mark.parametrize("times", range(PRESSES))
def test_a_vague_answer_is_pressed_before_anything_else(times):
    move = next_moves(vague(times), [playbook(PRESSED, SCALE)])[0]
    assert (move.kind, move.about) == ("press", str(times))


def test_after_three_presses_the_conversation_goes_on():
    assert keys(next_moves(vague(PRESSES), [playbook(PRESSED, SCALE)])) == ["scale"]


@pytest.mark.parametrize(
    "answers",
    [said("users", "900"), {"users": said("users", "many", vague=("many",))["users"].model_copy(update={"aside": aside("users")["users"].aside})}],
)  # fmt: skip
def test_a_concrete_or_dropped_answer_is_not_pressed(answers):
    asked = vague(0).model_copy(update={"answers": answers})
    assert keys(next_moves(asked, [playbook(PRESSED, SCALE)])) == ["scale"]


def test_a_contradiction_is_put_before_the_next_question_and_once():
    both = Contradiction(id="x", first="a", first_quote="a", second="b", second_quote="b", why="w")
    found = frame(contradictions=(both,))
    assert [(move.kind, move.about) for move in next_moves(found, [LIST])][0] == ("settle", "x")
    assert keys(next_moves(found.model_copy(update={"asked": {"settle:x": 1}}), [LIST])) == ["users", "scale", "data"]
    settled = frame(contradictions=(both.model_copy(update={"state": "settled"}),))
    assert keys(next_moves(settled, [LIST])) == ["users", "scale", "data"]


def test_a_corrected_summary_is_shown_again_before_a_question_that_was_passed_over():
    confirm = question("confirm", "confirm", move="confirm")
    books = [LIST, playbook(confirm, stage="summary")]
    correcting = frame(ask=Ask(topic="confirm", question="Right?", move="confirm", key="confirm"))
    assert keys(next_moves(correcting, books))[0] == "confirm"
    assert keys(next_moves(frame(), books))[0] == "users"


# -- features ------------------------------------------------------------------------------------------------------------


def option(id: str, **more) -> Option:
    return Option(id=id, text=id, origin=Provenance(), **more)


def criterion(id: str, weight: float | None = None) -> Criterion:
    return Criterion(id=id, text=id, origin=Provenance(), weight=weight)


SECONDS = Fact(kind="duration", quote="9 s", start=0, end=3, low=9, high=9)
PRODUCT = Fact(kind="product", quote="Redis", start=0, end=5, name="Redis")
REAL = (option("o1"), option("o2"), option("o3", baseline=True))


@pytest.mark.parametrize(
    ("feature", "holds", "does_not"),
    [
        ("opening_known", frame("symptom"), frame(None)),
        ("personal_data", frame(answers=said("data", "names and home addresses")), frame(answers=said("data", "stock levels"))),
        ("symptom_located", frame(answers=said("symptom")), frame(answers=mentioned("symptom"))),
        ("symptom_without_figures", frame(answers=said("symptom", facts=(PRODUCT,))), frame(answers=said("symptom", facts=(SECONDS,)))),
        ("has_symptom", frame(answers=mentioned("problem")), frame()),
        ("has_whys", frame(whys=chain_of("late", "slow")), frame(whys=chain_of("late"))),
        ("one_branch", frame(whys=chain_of("late", "slow")), frame(whys=(*chain_of("late", "slow"), Why(id="w9", parent="w1", text="x", evidence="guessed", origin=Provenance())))),
        ("has_root", frame(whys=(chain_of("late")[0].model_copy(update={"is_root": True}),)), frame(whys=chain_of("late"))),
        ("has_options", frame(options=REAL[:1]), frame(options=REAL[2:])),
        ("has_two_options", frame(options=REAL), frame(options=REAL[1:])),
        ("has_criteria", frame(criteria=(criterion("c1"),)), frame()),
        ("unweighed", frame(criteria=(criterion("c1"),)), frame(criteria=(criterion("c1", 3), criterion("c2")))),
        ("unscored", frame(criteria=(criterion("c1"),)), frame(criteria=(criterion("c1"),), scores=(Score(option="o1", criterion="c1", value=3, origin=Provenance()),))),
        ("untold_trade_off", frame(options=REAL), frame(options=REAL, answers=aside("trade_offs"))),
        ("no_measurable_success", frame(answers=said("success", "happier people")), frame(answers=said("success", facts=(SECONDS,)))),
    ],
)  # fmt: skip
def test_a_feature_of_a_frame(feature, holds, does_not):
    assert FEATURES[feature](holds)
    assert not FEATURES[feature](does_not)


@pytest.mark.parametrize(
    ("whys", "open_"),
    [
        (chain_of("late"), True),
        (chain_of("late", "slow", "no timeout", "written in a hurry"), True),
        (chain_of("late", "slow", "no timeout", "written in a hurry", "nobody owns delivery"), False),
        (chain_of("late", "slow", "no timeout", "written in a hurry", "two steps at a time"), True),
        (chain_of("late", "a", "b", "c", "d", "e"), False),
    ],
)
def test_whys_go_on_to_a_cause_one_can_act_on_or_to_the_fifth(whys, open_):
    assert FEATURES["whys_open"](frame(whys=whys)) is open_


def test_whys_stop_where_nobody_knows_more():
    assert not FEATURES["whys_open"](frame(whys=chain_of("late", "slow"), answers=aside("why")))
    assert not FEATURES["whys_open"](frame(whys=chain_of("late", "slow"), answers=said("why", "nothing else")))


def test_the_chain_follows_the_branch_that_was_opened_first():
    whys = (*chain_of("late", "slow"), Why(id="w3", parent="w1", text="lost", evidence="reported", origin=Provenance()))
    assert [step.id for step in flow.chain(frame(whys=whys))] == ["w1", "w2"]
    assert flow.branches(frame(whys=whys)) == 2


# -- progress ------------------------------------------------------------------------------------------------------------


def test_progress_counts_questions_behind_and_to_come():
    standing = Ask(topic="scale", question="scale?", key="scale")
    asked = frame(asked={"users": 1, "scale": 1}, answers=said("users"), ask=standing)
    assert progress(asked, [LIST]) == (1, 3)


def test_progress_is_whole_at_the_end():
    confirm = question("confirm", "confirm", move="confirm")
    done = frame(asked={"users": 1, "confirm": 1}, answers=said("users"), confirmed=True, closed=True)
    assert progress(done, [playbook(USERS), playbook(confirm, stage="summary")]) == (2, 2)


def test_the_stage_is_that_of_the_standing_question():
    books = [LIST, playbook(question("options", "options"), stage="decision")]
    assert stage_of(frame(ask=Ask(topic="options", question="?", key="options")), books) == "decision"
    assert stage_of(frame(), books) == "checklist"
    assert stage_of(frame(), []) == "summary"


def test_a_question_beyond_the_budget_is_known_as_left_out():
    left = flow.left_out(frame(stakes="nothing"), [MANY])
    assert [q.id for q in left] == ["q04", "q05"]
