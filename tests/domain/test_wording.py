"""The spine's own words: short, in the person's figures, and never a template of theirs."""

import pytest

from assistant import playbooks
from assistant.domain import wording
from assistant.domain.events import (
    Calculated,
    Captured,
    Contradicted,
    ContradictionSettled,
    Event,
    Flagged,
    PutAside,
    Recognised,
    fold,
)
from assistant.domain.flow import Move
from assistant.domain.frame import (
    Answer,
    Ask,
    Calculation,
    Contradiction,
    Criterion,
    Flag,
    Frame,
    Intake,
    Option,
    Provenance,
    Value,
    Why,
)
from assistant.domain.playbook import Question
from assistant.domain.reading.facts import Fact

USER = Provenance(quote="x", message=1)
HOSTILE = "$cause {0} {{7*7}} ${x} %s"


def question(**more) -> Question:
    return Question(
        **{"id": "q", "topic": "users", "ask": "How many?", "why": "because", "section": "s", "rank": 1, **more}
    )


def move(kind: str = "ask", about: str | None = None, **more) -> Move:
    return Move(kind, "checklist", question(**more), about)


def value(text: str, *figures: str, **more) -> Value:
    facts = tuple(
        Fact(kind="number", quote=quote, start=text.index(quote), end=text.index(quote) + len(quote))
        for quote in figures
    )
    return Value(text=text, origin=USER, facts=facts, **more)


def mentioned(topic: str, *values: Value) -> dict[str, Answer]:
    return {topic: Answer(topic=topic, heard=values)}


def options(*texts: str, parked: bool = False) -> tuple[Option, ...]:
    return tuple(Option(id=f"o{n}", text=text, origin=USER, parked=parked) for n, text in enumerate(texts, 1))


# -- questions -----------------------------------------------------------------------------------------------------------


def test_a_question_carries_its_reason_its_section_and_its_chips():
    ask = wording.put(move(chips=("ten", "a thousand")), Frame())
    assert ask == Ask(
        topic="users",
        question="How many?",
        move="ask",
        key="q",
        why="because",
        section="s",
        chips=("ten", "a thousand"),
    )


def test_an_opening_may_word_a_question_differently():
    worded = move(for_opening={"symptom": "Who notices?"})
    assert wording.put(worded, Frame(intake=Intake(kind="symptom"))).question == "Who notices?"
    assert wording.put(worded, Frame(intake=Intake(kind="decision"))).question == "How many?"


def test_each_press_has_words_of_its_own_and_no_chips():
    asks = [wording.put(move("press", str(n), press=("a?", "b?", "c?"), chips=("ten",)), Frame()) for n in range(3)]
    assert [(ask.question, ask.chips) for ask in asks] == [("a?", ()), ("b?", ()), ("c?", ())]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([value("about 900 riders use it", "900 riders")], 'You said "900 riders". How many?'),
        ([value("and the riders complain.")], 'You said "the riders complain". How many?'),
        ([value("9 calls a day", "9 calls"), value("9 calls a week", "9 calls")], 'You said "9 calls". How many?'),
        ([value("one 1", "1"), value("two 2", "2"), value("three 3", "3")], 'You said "2" and "3". How many?'),
    ],
)
def test_what_was_mentioned_is_quoted_briefly_and_once(values, expected):
    ask = wording.put(
        move("complete", "count", slots={"count": "You said $heard. How many?"}),
        Frame(answers=mentioned("users", *values)),
    )
    assert ask.question == expected


def test_figures_inside_a_longer_one_are_not_said_twice():
    inner = Fact(kind="duration", quote="15 minutes", start=6, end=16)
    outer = Fact(kind="rate", quote="every 15 minutes", start=0, end=16)
    assert wording.outermost([outer, inner]) == [outer]


def test_blanks_are_filled_from_the_frame():
    frame = Frame(
        options=options("Kafka", parked=True), criteria=(Criterion(id="c1", text="delay", origin=USER),),
        whys=(Why(id="w1", parent=None, text="late parcels.", evidence="reported", origin=USER),),
        answers={"symptom": Answer(topic="symptom", values=(value("late parcels."),))},
    )  # fmt: skip
    assert wording.put(move(ask="$solution|$options|$criteria|$cause|$symptom"), frame).question == (
        "Kafka|Kafka|delay|late parcels|late parcels"
    )
    assert wording.put(move("score", "c1", ask="On $criterion?"), frame).question == "On delay?"
    assert wording.put(move("ask", "o1", ask="With $option?"), frame).question == "With Kafka?"


def test_their_words_are_never_a_template():
    whys = (Why(id="w1", parent=None, text=HOSTILE, evidence="reported", origin=USER),)
    assert wording.put(move("why", "w1", ask='Why "$cause"?'), Frame(whys=whys)).question == f'Why "{HOSTILE}"?'


def test_every_shipped_wording_fills_all_its_blanks():
    frame = Frame(
        options=options("Kafka", "a nightly job"), criteria=(Criterion(id="c1", text="delay", origin=USER),),
        whys=(Why(id="w1", parent=None, text="late", evidence="reported", origin=USER),),
    )  # fmt: skip
    for playbook in playbooks.shipped():
        for known in playbook.questions:
            moves = [Move("ask", playbook.stage, known.model_copy(update={"ask": text, "for_opening": {}})) for text in (known.ask, *known.for_opening.values())]  # fmt: skip
            moves += [Move("press", playbook.stage, known, str(n)) for n in range(len(known.press))]
            moves += [Move("complete", playbook.stage, known, slot) for slot in known.slots]
            for one in moves:
                assert "$" not in wording.put(one, frame).question, known.id


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a b", "a b"), ("a\n  b", "a b"), ("word " * 20, "word " * 14 + "word…"), ("x" * 100, "x" * 79 + "…")],
)
def test_long_words_are_shortened_on_one_line(text, expected):
    assert wording.short(text) == expected.strip()


@pytest.mark.parametrize(
    ("things", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_things_are_listed_as_people_do(things, expected):
    assert wording.listed(things) == expected


# -- the reply -----------------------------------------------------------------------------------------------------------

STANDING = Frame(intake=Intake(kind="decision"), ask=Ask(topic="users", question="How many?", key="users"))


def reply(*events: Event, before: Frame = STANDING) -> str:
    return wording.reply(before, fold(before, 2, events), events, "")


def answer(topic: str, text: str, *figures: str, path: str | None = None, **more) -> Captured:
    facts = tuple(Fact(kind="number", quote=q, start=0, end=len(q)) for q in figures)
    facts = tuple(fact.model_copy(update={"start": n * 100, "end": n * 100 + 1}) for n, fact in enumerate(facts))
    return Captured(
        topic=topic, path=path or f"answers.{topic}", value=text, quote=text, message=1, facts=facts, **more
    )


def test_a_silent_turn_is_acknowledged():
    assert reply() == "Noted."


def test_an_answer_is_said_back_by_its_figures():
    assert reply(answer("users", "900 riders and 12 dispatchers", "900 riders", "12 dispatchers")) == (
        "**Users**: 900 riders, 12 dispatchers."
    )


def test_a_vague_answer_is_not_said_back():
    assert reply(answer("users", "some 10 or so", "10", vague=("some",))) == "That leaves it open."


def test_an_answer_without_figures_is_repeated_while_it_is_short():
    assert reply(answer("out_of_scope", "Loyalty cards.")) == "**Out of scope**: Loyalty cards."
    assert reply(answer("out_of_scope", "Loyalty cards, " * 6)) == "**Out of scope** noted."


def test_what_was_touched_on_besides_is_named():
    assert reply(
        answer("team", "3 developers", path="answers.team.heard"), answer("data", "40 GB", path="answers.data.heard")
    ) == ("That also touches team and data; kept for when we get there.")


def test_items_are_counted():
    added = [answer("criteria", text, path=f"criteria.c{n}") for n, text in enumerate(["delay", "cost"], 1)]
    assert reply(*added) == "2 criteria noted."
    listed = [
        answer("options", "a queue", path="options.o1"),
        answer("options", "nothing", path="options.o2", baseline=True),
    ]
    assert reply(*listed) == "1 option noted, and doing nothing next to them."


@pytest.mark.parametrize(
    ("aside", "expected"),
    [
        (PutAside(topic="budget", kind="unknown", owner="Ines"), "Noted as unknown (Ines would know); it stays on the list of open questions."),
        (PutAside(topic="budget", kind="skipped"), "Skipped; it stays on the list of open questions."),
        (PutAside(topic="budget", kind="later"), "Left for later; it stays on the list of open questions."),
    ],
)  # fmt: skip
def test_a_question_left_open_is_said_to_stay_open(aside, expected):
    assert reply(aside) == expected


def test_a_question_that_does_not_apply_does_not_stay_open():
    assert reply(PutAside(topic="budget", kind="not_applicable")) == "Noted as not applicable."


def test_a_warning_is_shown_without_its_question_and_a_hint_is_not():
    message = '"many" can be read in two ways: how many are there?'
    flag = Flag(id="f", rule="FF101", name="n", severity="warning", message=message, path="answers.users")
    assert reply(Flagged(flag=flag)) == '⚠ "many" can be read in two ways.'
    assert reply(Flagged(flag=flag.model_copy(update={"severity": "info"}))) == "Noted."


def test_a_calculation_is_marked_as_one():
    calculation = Calculation(id="x", name="x", text="That is 540 a minute.", working="9 × 60")
    assert reply(Calculated(calculation=calculation)) == "That is 540 a minute. *(calculation)*"


def test_a_contradiction_shows_both_halves():
    both = Contradiction(
        id="x", first="a", first_quote="busy until June", second="b", second_quote="live in May", why="May comes first."
    )
    assert reply(Contradicted(contradiction=both)) == (
        'Two things do not fit together yet: "busy until June" and "live in May". May comes first.'
    )
    known = STANDING.model_copy(update={"contradictions": (both,)})
    settle = ContradictionSettled(contradiction="x", state="accepted", resolution="both")
    assert reply(settle, before=known) == "Kept as an accepted tension, with both halves, for the document."


@pytest.mark.parametrize(
    ("kind", "parked", "expected"),
    [
        ("solution_first", True, "Kafka is parked as an option. It is weighed when the problem behind it is clear, so let us start there."),
        ("decision", False, "On the list: kafka, and doing nothing. The comparison comes last; first what it has to do."),
        ("symptom", False, "A complaint shows where it hurts, not where it comes from. First the facts, then the whys."),
    ],
)  # fmt: skip
def test_each_opening_is_answered_in_its_own_way(kind, parked, expected):
    events = [Recognised(kind=kind, text="kafka"), answer("options", "kafka", path="options.o1", parked=parked)]
    assert reply(*events, before=Frame()) == expected


CAUSES = ("late parcels", "the job stops", "nobody owns delivery")
TREE = tuple(
    Why(id=f"w{n}", parent=f"w{n - 1}" if n > 1 else None, text=text, evidence="reported", origin=USER)
    for n, text in enumerate(CAUSES, 1)
)


def test_the_chain_is_read_back_when_it_ends():
    told = "So far: late parcels ← the job stops *(reported)* ← nobody owns delivery *(reported)*"
    before = STANDING.model_copy(update={"whys": TREE})
    assert told in reply(PutAside(topic="why", kind="unknown"), before=before)
    assert "So far" not in reply(answer("why", "no alert", path="whys.w4", parent="w3"), before=before)


# -- first and last words ------------------------------------------------------------------------------------------------


def test_the_first_words_end_in_one_question():
    reply_, ask = wording.first_words()
    assert "?" not in reply_
    assert (ask.topic, ask.question.count("?")) == ("problem", 1)


@pytest.mark.parametrize(
    ("confirmed", "left", "expected"),
    [
        (True, 0, "Confirmed by you. The document is ready to export."),
        (False, 1, "Kept as a draft: the summary is not confirmed yet. The document is ready to export. 1 question is still open; the document lists it."),
        (False, 3, "Kept as a draft: the summary is not confirmed yet. The document is ready to export. 3 questions are still open; the document lists them."),
    ],
)  # fmt: skip
def test_the_last_words_say_what_is_still_open(confirmed, left, expected):
    assert wording.wrap_up(Frame(confirmed=confirmed, stakes="nothing"), left) == expected


def test_the_summary_lists_what_will_stand_in_the_document():
    frame = Frame(
        answers={"problem": Answer(topic="problem", values=(value("late parcels"),))},
        options=(*options("a queue"), Option(id="o2", text="nothing", origin=USER, baseline=True)), chosen="o1",
    )  # fmt: skip
    assert wording.summary(frame) == (
        "This is what I have:\n\n- **Problem**: late parcels\n- **Options**: a queue; or nothing\n"
        "- **Recommended**: a queue (proposed until somebody decides)"
    )
    assert wording.summary(Frame()) == "There is little to sum up yet."


def test_the_last_words_name_what_a_final_document_still_lacks():
    assert wording.wrap_up(Frame(confirmed=True), 0) == (
        "Confirmed by you. The document is ready to export. Before it is final it lacks what the recommended option gains and "
        "gives up (evidence); a second option that could really work (criteria); and 3 more, listed there."
    )
