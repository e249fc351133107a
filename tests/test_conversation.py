"""Whole conversations: how they open, what is never asked twice, and that nothing said is lost."""

import re
from dataclasses import dataclass, field

import pytest
from conversation import Conversation

from assistant import turn
from assistant.domain.events import DecisionRecorded, Edited, PutAside, Reaffirmed
from assistant.domain.flow import PRESSES
from assistant.domain.topics import TOPICS

SECOND_QUESTIONS = {
    "why",
    "symptom",
    "root_cause",
    "countermeasure",
    "trade_offs",
    "criteria",
    "contradiction",
    "confirm",
}
"""Topics with more than one question of their own."""


def start(*messages: str) -> Conversation:
    conversation = Conversation()
    conversation.say(*messages)
    return conversation


def plain(text: str) -> str:
    """Markdown without its escapes."""
    return re.sub(r"\\([\\`*_\[\]<>|~$&#>+.)-])", r"\1", text)


# -- scripted stakeholders -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stakeholder:
    """Answers what is asked, by topic: vaguely first where it has something vague to say."""

    kind: str
    opening: str
    answers: dict[str, str]
    vague: dict[str, tuple[str, ...]] = field(default_factory=dict)
    whys: tuple[str, ...] = ()
    unknown: dict[str, str] = field(default_factory=dict)
    """Who would know, by topic."""


TAXI = Stakeholder(
    kind="solution_first",
    opening="We need RabbitMQ for our ride dispatch",
    answers={
        "problem": "Dispatchers learn of cancelled rides 20 minutes after the driver left, 35 times a week",
        "success": "Wasted trips fall from 35 to under 5 a week, counted in the dispatch log",
        "users": "12 dispatchers, 140 drivers and roughly 900 riders a day",
        "priorities": "no wasted trips, then running cost, then easy handover",
        "scale": "900 rides a day, 3 a minute on Friday night, a fifth more next year",
        "latency": "Within 60 seconds",
        "data": "Ride times and pick-up addresses, 2 GB, addresses are personal",
        "availability": "Half an hour by phone is fine; on Friday night 10 minutes",
        "integration": "The booking app pushes events, the old taximeter sends a file every 15 minutes",
        "team": "3 developers, 1 on call, none has run RabbitMQ",
        "budget": "250 euro a month",
        "timeline": "Before 1 May 2027, with cancellations only",
        "compliance": "GDPR, addresses deleted after 30 days",
        "out_of_scope": "Payments and the driver app",
        "stakeholders": "Operations lead Sanna decides, the union could stop it",
        "risks": "The taximeter vendor changes the file format again",
        "root_cause": "Nobody owns the import",
        "countermeasure": "An alert when the import is older than 5 minutes",
        "decision": "Sanna decides in January, before the licence renewal",
        "constraints": "no data outside the EU; no second on-call rota",
        "options": "RabbitMQ on two machines; run the import every minute",
        "criteria": "delay, running cost, work at night",
        "reversibility": "Two weeks to move back to the file",
        "failure_mode": "Dispatch goes on by phone",
        "rollback": "One depot first; switch back to the file in an hour",
        "measurement": "Age of the newest cancellation on screen",
        "security_governance": "Dispatchers read, two admins change, the office reviews the log monthly",
        "recommendation": "Run the import every minute, because nobody has to learn a broker",
        "revisit_triggers": "More than 5 wasted trips a week, Sanna watches, look on 1 September 2027",
    },
    vague={"success": ("it should just work better",), "latency": ("real time", "fast", "as fast as possible")},
    whys=(
        "The import of cancellations runs four times an hour",
        "I saw in the code that it was made for the nightly report",
        "The booking app came two years later and reused it",
        "Nobody owns the import",
    ),
)

CLINIC = Stakeholder(
    kind="symptom",
    opening="Receptionists complain that the appointment screen is slow",
    answers={
        "symptom": "The day view takes 8 seconds at p95 since the September release, about 200 complaints a month",
        "problem": "About 15 patients a day hang up while they wait, worth 600 euro",
        "success": "Day view under 1 second at p95, measured on the server every week",
        "users": "60 receptionists in 20 clinics",
        "priorities": "speed, then no data loss, then cost",
        "scale": "4,000 appointments a day, 500 an hour on Monday morning",
        "latency": "Under 1 second",
        "data": "Appointments and phone numbers, 30 GB, health data",
        "availability": "An hour down means paper lists, worst on Monday at 8",
        "existing_system": "A Django monolith on one server, good at reports",
        "integration": "The laboratory sends results over HL7 every 10 minutes",
        "team": "2 developers who know Django, nobody on call",
        "budget": "At most 300 euro a month more",
        "timeline": "Before 15 January 2027",
        "compliance": "GDPR and the medical records act, 10 years retention",
        "out_of_scope": "The patient portal",
        "stakeholders": "Head of clinics Ruud decides",
        "risks": "A release during flu season",
        "root_cause": "No owner and no metric",
        "countermeasure": "A weekly look at the p95 of the day view",
        "decision": "Whether to fix the query or split the screen, Ruud, this month",
        "constraints": "No downtime in opening hours",
        "options": "add a date filter and an index; a read replica",
        "criteria": "waiting time, effort",
        "reversibility": "A day",
        "failure_mode": "Only the day view",
        "recommendation": "Add a date filter and an index, it takes a day",
        "revisit_triggers": "p95 above 2 seconds for a week, Ruud, 1 June 2027",
    },
    vague={"symptom": ("it is just really slow",)},
    whys=(
        "The query loads every appointment of the year",
        "I saw in the code that there is no date filter",
        "It was written for 3 clinics",
        "Nobody measures query times",
        "No owner for performance",
    ),
    unknown={"risks": "the vendor"},
)

SHOP = Stakeholder(
    kind="decision",
    opening="Elasticsearch or Postgres full text for the product search?",
    answers={
        "decision": "The current search licence ends on 31 March 2027, then it costs 18,000 euro a year",
        "problem": "Shoppers who mistype find nothing, 9 percent of searches come back empty",
        "success": "Empty searches under 3 percent, measured in the shop analytics over a month",
        "users": "30,000 shoppers a month and 5 editors",
        "priorities": "found products, cost, little to operate",
        "scale": "12,000 searches a day, 40 a second on Black Friday",
        "latency": "300 ms",
        "data": "80,000 products, 1 GB, nothing personal",
        "availability": "When it is down for an hour we lose 2,000 euro",
        "existing_system": "A hosted search, good at synonyms",
        "integration": "The product database pushes changes every 5 minutes",
        "team": "4 developers, 2 on call, all know Postgres",
        "budget": "500 euro a month",
        "timeline": "Live by 15 March 2027",
        "out_of_scope": "Recommendations",
        "stakeholders": "Shop manager Olga decides",
        "risks": "Synonyms have to be rebuilt by hand",
        "constraints": "ideally no new language; hosted in the EU",
        "options": "a hosted search of another vendor",
        "criteria": "empty searches, monthly cost, operating effort",
        "reversibility": "three weeks",
        "failure_mode": "The shop shows categories only",
        "rollback": "10 percent of visitors first, back with a switch",
        "recommendation": "Postgres full text because all four know it",
        "revisit_triggers": "Empty searches above 5 percent in a month; Olga looks on 1 July 2027",
    },
    vague={"success": ("better search",)},
    unknown={"compliance": "legal"},
)

GARDEN = Stakeholder(
    kind="greenfield",
    opening="We want to build a plot-sharing site for allotment gardens",
    answers={
        "problem": "70 people wait for a plot while 25 plots stand empty each summer, says the city list",
        "success": "At least 15 of the 25 empty plots shared by August, counted in the register",
        "users": "70 people on the waiting list and 120 plot holders",
        "functional": "Offer a plot, ask for it, agree on dates",
        "scale": "Some 50 visits a day, 300 in April",
        "data": "Names, phone numbers and plots, under 1 GB, phone numbers are personal",
        "team": "2 volunteers, evenings only",
        "budget": "20 euro a month",
        "timeline": "By 1 April 2027, offering and asking only",
        "compliance": "GDPR",
        "stakeholders": "The board decides, chair Wim",
        "options": "a shared spreadsheet; a small web site",
        "constraints": "no paid staff",
        "recommendation": "A shared spreadsheet first, because it costs nothing",
        "revisit_triggers": "More than 40 requests in a month, Wim, 1 September 2027",
    },
    unknown={"latency": "", "availability": ""},
)

LIBRARY = Stakeholder(
    kind="brownfield",
    opening="Our 12-year-old library loan system has to be replaced",
    answers={
        "problem": "Loans are booked twice 30 times a week, and staff correct them by hand for 5 hours",
        "existing_system": "A desktop program with an Access database, good at reminders",
        "success": "Double bookings under 2 a week, in the correction list",
        "users": "18 staff in 6 branches and 11,000 members",
        "scale": "2,500 loans a day, 400 an hour on Saturday",
        "team": "1 developer, half a day a week",
        "budget": "8,000 euro once and 100 euro a month",
        "data": "Loans and addresses of members, 5 GB, personal",
        "options": "a hosted loan service; repair the locking",
        "recommendation": "A hosted loan service because one developer is not enough",
        "revisit_triggers": "More than 10 double bookings a week, branch lead Noor, 1 October 2027",
    },
    whys=(
        "Two branches write to one file",
        "The file is not locked",
        "It was made for one branch",
        "Nobody maintains it",
    ),
)

STAKEHOLDERS = {person.kind: person for person in (TAXI, CLINIC, SHOP, GARDEN, LIBRARY)}


@dataclass
class Played:
    """What was asked, in order, with what was said to it."""

    conversation: Conversation
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    """Topic, move and question."""
    said: dict[str, list[str]] = field(default_factory=dict)
    """Concrete answers by topic."""


def play(person: Stakeholder, limit: int = 60) -> Played:
    conversation = start(person.opening)
    played, vague, whys = Played(conversation), {t: list(words) for t, words in person.vague.items()}, list(person.whys)
    for _ in range(limit):
        if conversation.frame.closed:
            break
        ask = conversation.ask
        played.asked.append((ask.topic, ask.move, ask.question))
        said = _answer(person, ask, vague, whys, conversation)
        if not said.startswith("/") and ask.topic != "confirm" and said not in person.vague.get(ask.topic, ()):
            played.said.setdefault(ask.topic, []).append(said)
        conversation.say(said)
    return played


def _answer(person: Stakeholder, ask, vague: dict[str, list[str]], whys: list[str], conversation: Conversation) -> str:
    frame = conversation.frame
    match ask.move, ask.topic:
        case "confirm", _:
            return "yes, that is right"
        case "settle", _:
            return "We accept both for now, Sanna decides"
        case "weigh", _:
            return ", ".join(str(40 - 10 * n) for n, _ in enumerate(frame.criteria))
        case "score", _:
            return ", ".join(str(2 + n % 3) for n, _ in enumerate(frame.options))
        case "branch", _:
            return "Nothing else that we know of"
        case "why", _ if whys:
            return whys.pop(0)
        case _, "trade_offs":
            named = next(option for option in frame.options if option.id == ask.about)
            return f"{named.text} gains 30 percent and gives up 3 days of work"
    if vague.get(ask.topic):
        return vague[ask.topic].pop(0)
    if ask.topic in person.unknown:
        return f"/unknown {person.unknown[ask.topic]}".strip()
    return person.answers.get(ask.topic, "/unknown")


@pytest.fixture(scope="module")
def played() -> dict[str, Played]:
    return {kind: play(person) for kind, person in STAKEHOLDERS.items()}


every_kind = pytest.mark.parametrize("kind", STAKEHOLDERS)


@every_kind
def test_the_opening_is_recognised(kind, played):
    assert played[kind].conversation.frame.intake.kind == kind


@every_kind
def test_it_ends_with_done_in_about_forty_turns(kind, played):
    conversation = played[kind].conversation
    assert conversation.turn.done
    assert conversation.frame.confirmed
    assert conversation.turn.asks == []
    beyond = sum(move in ("press", "settle") for _, move, _ in played[kind].asked)
    assert len(played[kind].asked) - beyond <= 42
    assert conversation.turn.progress.fraction == 1.0


@every_kind
def test_one_question_at_a_time_that_stands_on_its_own_line(kind, played):
    for topic, move, question in played[kind].asked:
        assert question.count("?") == 1 or move in ("weigh", "score", "why") or "?" in STAKEHOLDERS[kind].opening, (
            question
        )
        assert "\n" not in question
        assert topic in TOPICS
    for record in played[kind].conversation.records:
        if record.event.type == "answered":
            assert "?" not in _without_quotes(record.event.reply), record.event.reply


def _without_quotes(text: str) -> str:
    return re.sub(r'"[^"]*"|^- \*\*.*$', "", text, flags=re.MULTILINE)


@every_kind
def test_no_answered_topic_is_asked_again(kind, played):
    answered: set[str] = set()
    person = STAKEHOLDERS[kind]
    for topic, move, question in played[kind].asked:
        if topic in answered and topic not in SECOND_QUESTIONS:
            assert move == "press", f"{topic} again: {question}"
        if topic in person.answers and not person.vague.get(topic):
            answered.add(topic)


@every_kind
def test_no_question_is_put_twice_in_the_same_words(kind, played):
    questions = [question for _, _, question in played[kind].asked]
    assert sorted(set(questions)) == sorted(questions)


@every_kind
def test_a_vague_answer_is_pressed_at_most_three_times_each_time_in_other_words(kind, played):
    presses: dict[str, list[str]] = {}
    for topic, move, question in played[kind].asked:
        if move == "press":
            presses.setdefault(topic, []).append(question)
    for topic, put in presses.items():
        assert len(put) <= PRESSES
        questions = [q for book in played[kind].conversation.playbooks for q in book.questions if q.topic == topic]
        assert any(list(q.press[: len(put)]) == put for q in questions), "narrower, in the playbook's order"
    assert set(STAKEHOLDERS[kind].vague) <= set(presses)


@every_kind
def test_everything_said_stands_in_the_document(kind, played):
    document = plain(played[kind].conversation.markdown.split("## Sources")[0])
    lost = {
        (topic, figure)
        for topic, answers in played[kind].said.items()
        for said in answers
        for figure in re.findall(r"\d[\d.,]*\d|\d", said)
        if topic not in ("criteria", "trade_offs") and figure not in document
    }
    assert lost == set()
    for topic, answers in played[kind].said.items():
        for said in answers:
            for part in re.split(r";\s", said) if topic in ("options", "constraints", "criteria") else [said]:
                if topic not in ("criteria", "trade_offs", "contradiction", "root_cause"):
                    assert part in document, topic


@every_kind
def test_what_nobody_knew_is_listed_with_who_would(kind, played):
    section = played[kind].conversation.document.section("open")
    told = " ".join(block.text for block in section.blocks)
    for topic, owner in STAKEHOLDERS[kind].unknown.items():
        if (topic, "ask") in {(t, m) for t, m, _ in played[kind].asked}:
            assert (owner or topic) in told


def test_a_solution_is_weighed_only_after_the_problem(played):
    topics = [topic for topic, _, _ in played["solution_first"].asked]
    assert topics.index("problem") < topics.index("success") < topics.index("options")


def test_weights_come_before_scores(played):
    for kind in ("solution_first", "decision"):
        moves = [move for _, move, _ in played[kind].asked]
        assert moves.index("weigh") < moves.index("score")


def test_the_matrix_stands_in_the_document_with_what_would_turn_it(played):
    section = played["decision"].conversation.document.section("matrix")
    table = section.blocks[0]
    assert table.columns[0] == "Option"
    assert table.columns[-1] == "Total"
    assert len(table.rows) == len(played["decision"].conversation.frame.options)
    assert any("wins" in block.text for block in section.blocks[1:])


def test_what_the_team_never_ran_comes_up_against_the_option(played):
    found = {c.id for c in played["solution_first"].conversation.frame.contradictions}
    assert "team-o1" in found


def test_a_neighbour_slower_than_the_promise_comes_up(played):
    conversation = played["solution_first"].conversation
    assert "latency-integration" in {c.id for c in conversation.frame.contradictions}
    assert {c.state for c in conversation.frame.contradictions} == {"accepted"}
    assert "Tension" in conversation.markdown


# -- openings ------------------------------------------------------------------------------------------------------------


def test_we_need_kafka_is_asked_for_its_problem_and_parked():
    conversation = start("we need kafka")
    assert (conversation.ask.topic, conversation.ask.question) == (
        "problem", "Leave kafka aside for a moment. What goes wrong today, for whom, and how often?",
    )  # fmt: skip
    assert [(o.text, o.parked) for o in conversation.frame.options] == [("kafka", True)]
    assert not any(conversation.frame.knows(topic) for topic in TOPICS)
    document = conversation.document
    assert [block.label for block in document.section("problem").blocks if block.text == "kafka"] == [
        "Asked for at first"
    ]
    assert "kafka" not in str(document.section("requirements"))


def test_a_slow_app_is_asked_for_figures_then_place_then_whys():
    conversation = start("users complain the app is slow")
    assert "how bad in figures" in conversation.ask.question
    conversation.say("The search screen since March")
    assert conversation.ask.key == "symptom-figures"
    conversation.say("p95 is 9 seconds")
    assert conversation.ask.key == "symptom-scope"
    assert "one place" in conversation.ask.question
    conversation.say("One place")
    assert conversation.ask.move == "why"


def test_a_symptom_with_figures_is_not_asked_for_them():
    conversation = start("users complain the app is slow", "The search screen, 9 seconds at p95, since March")
    assert conversation.ask.key == "symptom-scope"


def test_todays_waiting_time_does_not_become_the_target():
    conversation = start("users complain the app is slow", "The search screen, p95 is 9 seconds, since March")
    assert not conversation.frame.knows("latency")
    assert conversation.skip_to("latency").ask.topic == "latency"


def test_postgres_or_mongo_goes_to_the_decision_with_doing_nothing_in_it():
    conversation = start("postgres or mongo for orders?")
    assert conversation.ask.key == "decision-first"
    assert [(o.text, o.baseline) for o in conversation.frame.options][:2] == [("postgres", False), ("mongo", False)]
    assert [o.baseline for o in conversation.frame.options] == [False, False, True]
    assert not conversation.ask.question.startswith("Why")


def test_a_greeting_is_no_problem_statement():
    conversation = start("hello")
    assert conversation.ask.topic == "problem"
    conversation.say("We need Kafka")
    assert conversation.frame.intake.kind == "solution_first"


# -- several facts at once -----------------------------------------------------------------------------------------------


def test_several_facts_in_one_message_are_not_asked_again():
    conversation = start("Redis or Memcached for sessions?")
    conversation.say(
        "The licence ends in March. The team is 4 developers who have run Redis before and two are on call every "
        "second week. The budget is 300 euro a month and 2 weeks of one person. "
        "Latency must be under 50 ms."
    )
    asked = {}
    while not conversation.frame.closed:
        asked[conversation.ask.key] = conversation.ask
        conversation.say("/skip")
    assert "latency" not in asked
    for key in ("team", "budget"):
        assert key not in asked or asked[key].move == "complete"


def test_half_a_topic_is_completed_and_both_halves_stand_together():
    conversation = start("Redis or Memcached for sessions?", "It must be live by 1 March 2027, then the contract ends")
    conversation.skip_to("timeline")
    assert (conversation.ask.move, "1 March 2027" in conversation.ask.question) == ("complete", True)
    conversation.say("Logging in and out")
    assert [v.text for v in conversation.frame.answer("timeline").values] == [
        "It must be live by 1 March 2027", "Logging in and out",
    ]  # fmt: skip


# -- leaving questions ---------------------------------------------------------------------------------------------------


def test_a_question_is_skipped_with_a_reason_left_for_later_or_given_to_somebody():
    conversation = start(
        "Redis or Memcached for sessions?", "/skip the board already decided that", "/later", "/unknown Ines"
    )
    asides = {
        topic: (a.aside.kind, a.aside.reason, a.aside.owner)
        for topic, a in conversation.frame.answers.items()
        if a.aside
    }
    assert asides == {
        "decision": ("skipped", "the board already decided that", None),
        "problem": ("later", None, None),
        "success": ("unknown", None, "Ines"),
    }
    document = conversation.markdown
    assert "the board already decided that" in document
    assert "owner: Ines" in document


def test_asking_why_gives_the_reason_and_leaves_the_question():
    conversation = start("we need kafka")
    before = conversation.ask
    reply = conversation.say("why do you ask?")
    assert reply.reply == before.why
    assert conversation.ask == before


@pytest.mark.parametrize("kind", STAKEHOLDERS)
def test_enough_works_at_every_point_and_shows_the_gaps(kind):
    person = STAKEHOLDERS[kind]
    conversation, vague, whys = start(person.opening), {t: list(w) for t, w in person.vague.items()}, list(person.whys)
    for _ in range(60):
        before = conversation.frame
        if before.closed:
            break
        shown = conversation.say("enough, write it now")
        assert shown.done
        assert shown.asks == []
        assert "*Missing.*" in conversation.markdown
        assert conversation.markdown.startswith("# ")
        turn.take_back(conversation.ports, conversation.session)
        assert conversation.frame.model_copy(update={"turn": 0, "messages": 0}) == before.model_copy(
            update={"turn": 0, "messages": 0}
        )
        conversation.say(_answer(person, conversation.ask, vague, whys, conversation))
    assert conversation.frame.closed


def test_enough_as_the_very_first_word_leaves_an_honest_page():
    conversation = start("enough, write it now")
    assert conversation.turn.done
    assert "Nothing has been framed yet." in conversation.markdown


def test_after_the_end_the_conversation_can_go_on():
    conversation = start("we need kafka", "/done")
    assert conversation.turn.done
    shown = conversation.say("/more")
    assert not shown.done
    assert shown.asks


def test_more_adds_questions_to_a_small_budget():
    conversation = start("postgres or mongo for orders?")
    conversation.amend(Edited(path="stakes", value="nothing"))
    small = conversation.turn.progress.total
    conversation.say("/more")
    assert conversation.turn.progress.total > small


def test_undo_work_of_an_afternoon_shortens_the_list():
    def planned(undo_work: str) -> int:
        conversation = start("postgres or mongo for orders?", "the licence ends")
        ask = conversation.ask
        conversation.amend(
            Edited(path="stakes", value={"An afternoon": "two_way", "half a year": "one_way"}[undo_work])
        )
        assert conversation.ask == ask
        return conversation.turn.progress.total

    assert planned("An afternoon") < planned("half a year")


@pytest.mark.parametrize(("undo_work", "stakes"), [("An afternoon", "two_way"), ("It cannot be undone", "one_way")])
def test_stakes_come_from_the_undo_work(undo_work, stakes):
    conversation = start("postgres or mongo for orders?", "the licence ends in March")
    while conversation.ask.key != "reversibility":
        conversation.say(
            {"options": "no", "trade_offs": "2 weeks for 3 percent"}.get(
                conversation.ask.topic, "roughly 30 of them, every Monday"
            )
        )
    conversation.say(undo_work)
    assert conversation.frame.stakes == stakes
    assert conversation.frame.stakes_origin.quote == undo_work


# -- taking back and changing --------------------------------------------------------------------------------------------


def without_counters(frame):
    return frame.model_copy(update={"turn": 0, "messages": 0})


def test_everything_can_be_taken_back_step_by_step():
    conversation = start()
    frames = [without_counters(conversation.frame)]
    for message in (
        "we need kafka",
        "Parcels arrive 25 minutes late, 60 calls a month",
        "/unknown Ines",
        "many",
        "900 partners",
    ):
        conversation.say(message)
        frames.append(without_counters(conversation.frame))
    for expected in frames[-2::-1]:
        conversation.say("/undo")
        assert without_counters(conversation.frame) == expected
    assert conversation.say("/undo").reply == "There is nothing to take back."


def test_taking_back_a_passed_second_question_takes_back_that_and_no_more():
    conversation = start("users complain the app is slow", "The search screen, 9 seconds at p95, since March")
    before = conversation.ask
    conversation.say("/unknown")
    assert conversation.say("/undo").reply == 'Taken back: "/unknown"'
    assert conversation.ask == before
    assert conversation.frame.knows("symptom")


def test_asking_why_is_nothing_to_take_back():
    conversation = start("we need kafka", "Parcels are late, 60 calls a month", "why?", "/undo")
    assert not conversation.frame.knows("problem")
    assert conversation.ask.topic == "problem"


def test_an_edit_is_taken_back_like_a_message():
    conversation = start("we need kafka", "Parcels are late, 60 calls a month")
    before = without_counters(conversation.frame)
    conversation.amend(Edited(path="answers.problem", value="Parcels are lost, 9 a month"))
    assert conversation.frame.answer("problem").text == "Parcels are lost, 9 a month"
    conversation.say("/undo")
    assert without_counters(conversation.frame) == before


def test_an_edit_makes_what_rests_on_it_stale_until_it_is_looked_at():
    conversation = start("postgres or mongo for orders?", "/skip", "We lose 4 orders a day").skip_to("success")
    conversation.say("Under 1 lost order a week")
    conversation.amend(Edited(path="answers.problem", value="We lose 40 orders a day"))
    assert conversation.frame.answer("success").stale == "Problem changed after this was said"
    assert "may be out of date" in conversation.markdown
    conversation.amend(Reaffirmed(topic="success"))
    assert "may be out of date" not in conversation.markdown


def test_an_edit_of_the_open_question_asks_the_next_one():
    conversation = start("we need kafka")
    conversation.amend(Edited(path="answers.problem", value="Parcels are late, 60 calls a month"))
    assert conversation.ask.topic != "problem"


def test_the_last_open_question_put_aside_in_place_asks_the_next_one():
    conversation = start("we need kafka")
    conversation.amend(PutAside(topic="problem", kind="later"))
    assert conversation.ask.topic != "problem"


# -- contradictions, summary, decision -----------------------------------------------------------------------------------


def busy_team() -> Conversation:
    conversation = start("postgres or mongo for orders?")
    conversation.skip_to("timeline").say("Live by 1 March 2027")
    while conversation.ask.topic != "team":
        conversation.say("/skip")
    return conversation


def test_a_contradiction_is_put_with_both_halves_and_settled():
    conversation = start("postgres or mongo for orders?").skip_to("team")
    conversation.say("4 developers, promised to another project until 1 June 2027")
    conversation.skip_to("timeline")
    shown = conversation.say("Live by 1 March 2027")
    assert "4 developers, promised to another project until 1 June 2027" in shown.reply
    assert "Live by 1 March 2027" in shown.reply
    assert shown.asks[0].topic == "contradiction"
    conversation.say("The second: we start in June")
    (both,) = conversation.frame.contradictions
    assert (both.state, both.resolution) == ("settled", "The second: we start in June")
    assert conversation.ask.topic != "contradiction"
    assert "The second: we start in June" in conversation.markdown


def test_a_summary_is_confirmed_or_corrected_as_often_as_it_takes():
    conversation = start("postgres or mongo for orders?", "/skip", "We lose 4 orders a day").skip_to("confirm")
    for budget in (300, 400, 500):
        shown = conversation.say(f"The budget is {budget} euro a month")
        assert f"The budget is {budget} euro a month" in shown.reply
        assert shown.asks[0].topic == "confirm"
    shown = conversation.say("yes")
    assert (shown.done, conversation.frame.confirmed) == (True, True)
    assert "proposed, confirmed by its author" in conversation.markdown


def test_a_remark_on_the_summary_is_kept_and_confirms_nothing():
    conversation = start("postgres or mongo for orders?").skip_to("confirm")
    shown = conversation.say("You forgot the mood in the team")
    assert (shown.done, conversation.frame.confirmed) == (True, False)
    assert "You forgot the mood in the team" in conversation.markdown.split("## Sources")[0]


def test_a_recommendation_stays_a_proposal_until_a_named_person_decides():
    conversation = start("postgres or mongo for orders?").skip_to("recommendation")
    conversation.say("Postgres, we know it")
    assert "nobody has decided yet" in conversation.markdown
    conversation.amend(DecisionRecorded(by="Ana", option="o1", on="2026-12-01"))
    assert "*Status: decided by Ana on 2026-12-01*" in conversation.markdown
    assert "Ana decided for postgres" in conversation.markdown


# -- reviews on offer ------------------------------------------------------------------------------------------------------


def test_a_review_is_taken_up_between_the_checklist_and_the_decision():
    conversation = Conversation()
    conversation.say("Postgres or Mongo for orders?")
    shown = conversation.say("/review well-architected")
    assert shown.reply.startswith("Well-Architected review: six pillars")
    conversation.skip_to("pillar-operations")
    conversation.say("An alert after 5 minutes, to whoever is on call")
    assert conversation.frame.answer("observability").text == "An alert after 5 minutes, to whoever is on call"
    assert "An alert after 5 minutes" in conversation.markdown


def test_a_review_can_be_taken_up_after_the_document_is_ready():
    conversation = Conversation()
    assert conversation.say("We need Kafka", "/done").done
    shown = conversation.say("/review")
    assert (shown.done, conversation.frame.closed) == (False, False)
    conversation.skip_to("pillar-cost")


def test_what_is_on_offer_is_told_and_the_question_stays_open():
    conversation = Conversation()
    before = conversation.say("We need Kafka").asks
    shown = conversation.say("/review something")
    assert "`/review well-architected` six pillars" in shown.reply
    assert shown.asks == before
    conversation.say("/review")
    assert conversation.say("/review").reply == "Every review there is has been taken up."


def test_an_inherited_system_is_assessed_without_being_asked_for():
    conversation = Conversation()
    conversation.say("We inherited a ten year old order system in PHP and have to decide what to do with it")
    assert conversation.frame.intake.kind == "brownfield"
    conversation.skip_to("brownfield-restore")
