"""The document as a value: what stands where, and that every gap is shown."""

import pytest
from conversation import Conversation

from assistant.domain.events import Captured, DecisionRecorded
from assistant.domain.frame import (
    Answer,
    Aside,
    Calculation,
    Constraint,
    Contradiction,
    Criterion,
    Flag,
    Frame,
    Option,
    Provenance,
    Score,
    Screening,
    Trigger,
    Value,
    Why,
)
from assistant.export.document import Line, Missing, Table, document, lead, mark, statement, status_of

USER = Provenance(quote="x", message=3)
OURS = Provenance(source="guide", status="proposed", citation="five-question-framework")

SECTIONS = [
    "problem",
    "evidence",
    "stakeholders",
    "requirements",
    "constraints",
    "criteria",
    "options",
    "matrix",
    "trade-offs",
    "reversibility",
    "failure",
    "rollout",
    "rollback",
    "measurement",
    "cost",
    "security",
    "recommendation",
    "status",
    "readiness",
    "triggers",
    "open",
    "findings",
    "sources",
]


def value(text: str, **more) -> Value:
    return Value(text=text, origin=USER, **more)


def said(**answers: str) -> dict[str, Answer]:
    return {topic: Answer(topic=topic, values=(value(text),)) for topic, text in answers.items()}


def option(id: str, text: str, **more) -> Option:
    return Option(id=id, text=text, origin=USER, **more)


def blocks(id: str, **frame):
    return document(Frame(**frame)).section(id).blocks


QUEUE, JOB = option("o1", "a queue"), option("o2", "a nightly job")
NOTHING = Option(id="o3", text="Do nothing", origin=OURS, baseline=True)


def test_the_order_is_that_of_a_reader_who_was_not_there():
    assert [section.id for section in document(Frame()).sections] == SECTIONS


def test_every_empty_section_says_what_is_missing():
    for section in document(Frame()).sections:
        if section.id not in ("findings", "reversibility", "open"):
            assert all(isinstance(block, Missing) for block in section.blocks), section.id
            assert section.blocks


def test_nothing_open_is_not_called_missing():
    assert blocks("open") == (Line(text="Nothing is listed as open.", bullet=False),)


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (USER, "author, 3"),
        (Provenance(), "author, edited"),
        (USER.model_copy(update={"status": "proposed"}), "author, 3; assumed"),
        (OURS, "guide, assumed"),
        (Provenance(source="model", status="accepted"), "suggested, accepted"),
        (Provenance(source="model", status="proposed"), "suggested, assumed"),
        (Provenance(source="document"), "document"),
        (Provenance(source="calculation"), "calculated"),
    ],
)
def test_every_line_says_who_said_it(origin, expected):
    assert mark(origin) == expected


def test_vague_and_unsure_answers_are_marked():
    vague = {"users": Answer(topic="users", values=(value("many", vague=("many",), hedged=True),))}
    assert blocks("problem", answers=vague)[0] == Line(text="many", label="Users", mark="author, 3; vague; unsure")


def test_a_stale_answer_says_so():
    stale = {"users": Answer(topic="users", values=(value("900"),), stale="Problem changed after this was said")}
    assert blocks("problem", answers=stale)[1] == Missing(
        text="Users may be out of date: Problem changed after this was said."
    )


def test_what_was_only_mentioned_is_shown_as_mentioned():
    heard = {"users": Answer(topic="users", heard=(value("900 riders"),))}
    assert blocks("problem", answers=heard) == (Line(text="900 riders", label="Users (in passing)", mark="author, 3"),)


@pytest.mark.parametrize(
    ("aside", "expected"),
    [
        (
            Aside(kind="unknown", owner="Ines", due="2027-01-01", origin=USER),
            "Users: unknown; owner: Ines; by 2027-01-01.",
        ),
        (Aside(kind="skipped", reason="decided already", origin=USER), "Users: skipped; decided already."),
    ],
)
def test_a_question_left_open_is_listed_with_its_reason(aside, expected):
    assert Missing(text=expected) in blocks("problem", answers={"users": Answer(topic="users", aside=aside)})


def test_what_was_said_twice_in_the_same_words_is_one_line_with_both_marks():
    again = value("Parcels  are late").model_copy(update={"origin": Provenance(by="Piet")})
    answers = {"problem": Answer(topic="problem", values=(value("parcels are late"), value("and lost"), again))}
    assert blocks("problem", answers=answers) == (
        Line(text="parcels are late", label="Problem", mark="author, 3; Piet"),
        Line(text="and lost", label="Problem", mark="author, 3"),
    )


def test_what_does_not_apply_is_said_and_is_no_gap():
    aside = Aside(kind="not_applicable", reason="it is a shed", origin=USER)
    answers = {"latency": Answer(topic="latency", aside=aside)}
    assert blocks("requirements", answers=answers) == (
        Line(text="does not apply: it is a shed", label="Latency", mark="author, 3"),
    )
    assert blocks("open", answers=answers) == (Line(text="Nothing is listed as open.", bullet=False),)


def test_what_was_still_to_be_asked_is_listed_when_it_ends_early():
    conversation = Conversation()
    conversation.say("postgres or mongo for orders?")
    assert "Not asked" not in str(conversation.document.section("open"))
    conversation.say("/done")
    told = conversation.document.section("open").blocks[-1].text
    assert told.startswith("Not asked and without an owner: decision, problem, success measure, users, ")
    assert f"{told.count(',') + 1} questions are still open" in conversation.turn.reply


def test_open_questions_without_an_owner_stand_together():
    later = {t: Answer(topic=t, aside=Aside(kind="later", origin=USER)) for t in ("users", "scale")}
    assert Missing(text="Later, with no owner yet: users, scale.") in blocks("open", answers=later)


def test_calculations_carry_their_working():
    calculation = Calculation(id="x", name="x", text="That is 540 a minute.", working="9 × 60 = 540")
    assert blocks("requirements", calculations=(calculation,))[-1] == Line(
        text="That is 540 a minute.", label="Follows", mark="calculated: 9 × 60 = 540"
    )


def test_causes_are_a_tree_with_their_evidence():
    whys = (
        Why(id="w1", parent=None, text="late", evidence="reported", origin=USER),
        Why(id="w2", parent="w1", text="slow", evidence="measured", origin=USER),
        Why(id="w3", parent="w2", text="nobody looks", evidence="guessed", origin=USER, is_root=True),
        Why(id="w4", parent="w1", text="network", evidence="observed", origin=USER),
    )
    assert blocks("evidence", whys=whys)[0].steps == (
        (0, "late", "author, 3"), (1, "slow", "author, 3; measured"), (2, "nobody looks", "author, 3; a guess; root cause"),
        (1, "network", "author, 3; observed"),
    )  # fmt: skip


def test_constraints_say_whether_they_can_be_negotiated():
    constraints = tuple(
        Constraint(id=f"k{n}", text=f"k{n}", hard=hard, origin=USER) for n, hard in enumerate((True, False, None))
    )
    assert [block.label for block in blocks("constraints", constraints=constraints)] == [
        "Hard",
        "Negotiable",
        "Hard or negotiable?",
    ]


def test_options_show_doing_nothing_and_what_was_asked_for_at_first():
    parked = option("o1", "Kafka", parked=True)
    assert [(b.label, b.text, b.mark) for b in blocks("options", options=(parked, JOB, NOTHING))] == [
        ("Option 1", "Kafka", "author, 3; asked for at first"), ("Option 2", "a nightly job", "author, 3"),
        ("Option 3", "Do nothing", "guide, assumed; doing nothing"),
    ]  # fmt: skip


def test_one_option_or_no_doing_nothing_is_a_gap():
    assert [b.text for b in blocks("options", options=(QUEUE,)) if isinstance(b, Missing)] == [
        "Only one real option is on the table, so nothing is being decided yet.",
        "Doing nothing is not among the options.",
    ]


CRITERIA = (Criterion(id="c1", text="delay", origin=USER, weight=60, weight_origin=USER), Criterion(id="c2", text="cost", origin=USER, weight=40, weight_origin=USER))  # fmt: skip


def scores(**cells: int) -> tuple[Score, ...]:
    return tuple(Score(option=key[:2], criterion=key[2:], value=v, origin=USER) for key, v in cells.items())


def test_weights_are_shares():
    assert blocks("criteria", criteria=CRITERIA)[0].rows == (
        ("delay", "60 %", "author, 3"),
        ("cost", "40 %", "author, 3"),
    )
    unweighed = (Criterion(id="c1", text="delay", origin=USER),)
    assert blocks("criteria", criteria=unweighed)[1].text.startswith("Nobody has weighed the criteria yet")


def test_the_matrix_is_ranked_and_says_what_would_turn_it():
    matrix = blocks(
        "matrix",
        options=(QUEUE, JOB, NOTHING),
        criteria=CRITERIA,
        scores=scores(o1c1=5, o1c2=2, o2c1=3, o2c2=4, o3c1=1, o3c2=5),
    )
    assert matrix[0] == Table(
        columns=("Option", "delay", "cost", "Total"),
        rows=(("a queue", "5", "2", "3.8"), ("a nightly job", "3", "4", "3.4"), ("Do nothing", "1", "5", "2.6")),
        shares=matrix[0].shares,
    )
    assert matrix[0].shares == (pytest.approx((3.0, 0.8)), pytest.approx((1.8, 1.6)), pytest.approx((0.6, 2.0)))
    assert [block.text for block in matrix[1:]] == [
        "“a queue” wins, 11% ahead of “a nightly job”.",
        "With equal weights: “a queue” and “a nightly job”.",
        "Wins over random weights: “a queue” 51%, “Do nothing” 34%, “a nightly job” 16%.",
        "Smallest flip: with delay weighing under 40 instead of 60, “a nightly job” wins.",
        "Without delay: “Do nothing”.",
        "For “a nightly job” to win: delay weighing under 40 instead of 60 or “a nightly job” at 4 instead of 3 on delay.",
        "For “Do nothing” to win: delay weighing under 20 instead of 60 or “Do nothing” at 4 instead of 1 on delay.",
    ]


def test_a_narrow_lead_is_no_winner():
    matrix = blocks("matrix", options=(QUEUE, JOB), criteria=CRITERIA, scores=scores(o1c1=4, o1c2=3, o2c1=3, o2c2=4))
    assert matrix[1].text.startswith("No clear winner: “a queue” is 5.6% ahead of “a nightly job”")


def against_the_matrix(chosen: str, **cells: int) -> list[str]:
    matrix = blocks("matrix", options=(QUEUE, JOB, NOTHING), criteria=CRITERIA, scores=scores(**cells), chosen=chosen)
    return [block.text for block in matrix if isinstance(block, Line) and "is recommended" in block.text]


def test_a_recommendation_against_the_matrix_is_told_and_one_within_the_margin_is_not():
    cells = {"o1c1": 5, "o1c2": 2, "o2c1": 3, "o2c2": 2, "o3c1": 1, "o3c2": 5}
    assert against_the_matrix("o2", **cells) == [
        "“a nightly job” is recommended with 2.6, though “a queue” has 3.8: the reason for it has to be worth the difference."
    ]
    assert against_the_matrix("o1", **cells) == []
    assert against_the_matrix("o2", **cells | {"o2c1": 4, "o2c2": 3}) == []
    assert against_the_matrix("o2", o1c1=5, o1c2=2) == ["“a nightly job” is recommended without a score."]


def test_reasons_for_scores_stand_below_the_matrix_and_what_is_ruled_out_says_by_what():
    hard = Constraint(id="k1", text="no data outside the EU", hard=True, origin=USER)
    broken = {
        "constraints": (hard,),
        "screenings": (Screening(option="o2", constraint="k1", breaks=True, origin=USER),),
    }
    given = scores(o1c1=5, o3c1=1)
    given = (given[0].model_copy(update={"reason": "measured in the trial"}), *given[1:])
    matrix = blocks("matrix", options=(QUEUE, JOB, NOTHING), criteria=CRITERIA, scores=given, **broken)
    assert Line(text="measured in the trial", label="a queue, delay: 5", mark="author, 3") in matrix
    assert ("a nightly job (ruled out)", "–", "–", "–") in matrix[0].rows
    assert "ruled out by “no data outside the EU”" in blocks("options", options=(QUEUE, JOB, NOTHING), **broken)[1].mark


@pytest.mark.parametrize("said_so", ["A queue", "the queue we have named", "a queue.", "We go for a queue"])
def test_naming_the_option_once_more_is_no_reason(said_so):
    frame = Frame(chosen="o1", options=(QUEUE,), answers=said(recommendation=said_so))
    assert ("(the reason was not given)" in statement(frame)) == ("named" not in said_so)


def test_empty_cells_are_counted():
    matrix = blocks("matrix", options=(QUEUE, JOB), criteria=CRITERIA, scores=scores(o1c1=4, o2c1=3, o2c2=4))
    assert matrix[0].rows[0][-1] != ""
    assert matrix[-1].text == "1 cell is empty; totals count only what is scored."


def test_unscored_options_have_no_matrix():
    assert isinstance(blocks("matrix", options=(QUEUE, JOB), criteria=CRITERIA)[0], Missing)


def test_stakes_are_assumed_until_somebody_names_the_undo_work():
    assert blocks("reversibility")[0] == Line(text="costly to undo", label="Stakes", mark="assumed")
    assert blocks("reversibility", stakes="one_way", stakes_origin=USER)[0].mark == "author, 3"


def test_triggers_without_a_date_or_a_measure_are_gaps():
    trigger = Trigger(id="t1", text="when it gets worse", measurable=False, origin=USER)
    table, *gaps = blocks("triggers", triggers=(trigger,))
    assert table.rows == (("when it gets worse", "nobody yet", "no date", "author, 3"),)
    assert len(gaps) == 2
    whole = trigger.model_copy(update={"measurable": True, "owner": "Marta", "due": "2027-06-01"})
    assert len(blocks("triggers", triggers=(whole,))) == 1


def test_a_tension_shows_both_halves_and_how_it_was_settled():
    both = Contradiction(id="x", first="a", first_quote="May", second="b", second_quote="June", why="Too late.", state="accepted", resolution="Ana: fine")  # fmt: skip
    assert Line(text="“May” against “June”: Too late. Ana: fine", label="Tension") in blocks(
        "open", contradictions=(both,)
    )


def test_findings_are_those_that_still_stand():
    def flag(state: str, **more) -> Flag:
        return Flag(
            id=state,
            rule="FF101",
            name="vague",
            severity="warning",
            message=state,
            path="answers.users",
            state=state,
            **more,
        )

    told = blocks("findings", flags=(flag("open"), flag("resolved"), flag("waived", reason="known to all")))
    assert [(line.text, line.mark) for line in told] == [("open", "open"), ("waived", "waived: known to all")]


# -- the first paragraph -------------------------------------------------------------------------------------------------


def test_the_lead_is_the_open_question_until_something_is_recommended():
    assert lead(Frame()) == "Nothing has been framed yet."
    assert lead(Frame(answers=said(problem="Parcels are late"))) == (
        "Open question. Parcels are late. No options are on the table yet."
    )
    assert lead(Frame(answers=said(problem="Parcels are late."), options=(QUEUE, NOTHING))) == (
        "Open question. Parcels are late. On the table: a queue / do nothing."
    )


def test_the_lead_is_the_statement_once_something_is():
    frame = Frame(
        chosen="o1", options=(QUEUE.model_copy(update={"trade_off": value("2 weeks for 3 %")}), NOTHING),
        answers=said(recommendation="it is the simplest"),
        triggers=(Trigger(id="t1", text="more than 5 calls a month", measurable=True, origin=USER),),
    )  # fmt: skip
    assert (
        lead(frame)
        == statement(frame)
        == (
            "I recommend a queue because: it is the simplest. The main trade-off is: 2 weeks for 3 %. "
            "We would reconsider this decision if: more than 5 calls a month."
        )
    )


def test_the_statement_names_what_was_not_said():
    assert statement(Frame(chosen="o1", options=(QUEUE,))) == (
        "I recommend a queue because: (the reason was not given). The main trade-off is: (what is given up was not said). "
        "We would reconsider this decision if: (no trigger was named)."
    )
    assert statement(Frame()) == "No option is recommended yet."


def test_the_status_is_a_draft_then_a_proposal_then_a_decision_by_name():
    conversation = Conversation()
    conversation.say("postgres or mongo for orders?")
    assert status_of(conversation.frame) == "draft"
    conversation.skip_to("confirm").say("yes")
    assert status_of(conversation.frame) == "proposed, confirmed by its author"
    conversation.amend(DecisionRecorded(by="Ana", option="o1", on="2026-12-01"))
    assert status_of(conversation.frame) == "decided by Ana on 2026-12-01"


def test_a_one_way_door_asks_for_a_name():
    assert Missing(text="A one-way door needs a named person who decides.") in blocks("status", stakes="one_way")


def test_the_sources_are_the_messages_that_still_count():
    conversation = Conversation()
    conversation.say("postgres or mongo for orders?", "the licence ends", "/undo", "/skip")
    told = [(block.label, block.text) for block in conversation.document.section("sources").blocks]
    assert told == [("author, 1", "“postgres or mongo for orders?”"), ("guide", "five-question-framework")]


def test_the_same_log_makes_the_same_document():
    conversation = Conversation()
    conversation.say("postgres or mongo for orders?", "the licence ends")
    assert conversation.document == conversation.document
    assert conversation.markdown == conversation.markdown


def test_a_suggestion_nobody_took_up_stands_among_the_open_things_and_nowhere_else():
    conversation = Conversation()
    conversation.say("postgres or mongo for orders?")
    conversation.amend(
        Captured(topic="options", path="options.o4", value="a webhook", source="model", status="proposed")
    )
    told = {
        section.id: (block.text, block.mark)
        for section in conversation.document.sections
        for block in section.blocks
        if isinstance(block, Line) and "webhook" in block.text
    }
    assert told == {"open": ("a webhook", "suggested, not accepted")}
