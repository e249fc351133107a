"""What of a model's answer is believed: parsing, item by item, and verification against what was really said and found."""

import json
import re
import time
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import flow
from assistant.domain.events import Accepted, Captured, PutAside, fold
from assistant.domain.frame import Ask, Frame
from assistant.domain.playbook import Question
from assistant.domain.topics import Topic
from assistant.drafts import (
    Draft,
    ReplySoFar,
    Verified,
    digits,
    move_id,
    numbers_stand,
    parse,
    schema,
    verbatim,
    verify,
    without_markup,
)
from assistant.ports import Passage

TODAY = date(2026, 11, 24)
SAID = "Partners hear about delivered parcels up to 25 minutes late. We’re four backend devs – none has run Kafka."
PASSAGE = Passage("question-checklist", "2.3 Ten-category checklist", "Latency under 100 ms reads as instant.", 0.9)


def question(name: str, topic: Topic, ask: str) -> Question:
    return Question(id=name, topic=topic, ask=ask, why="", section="s", rank=1)


SUCCESS = flow.Move("ask", "checklist", question("success", "success", "What figure will tell that it worked?"))
USERS = flow.Move("ask", "checklist", question("users", "users", "Who uses it, and how many of each?"))


def frame_asking(topic: Topic = "problem", *captures: Captured | PutAside) -> Frame:
    frame = Frame(messages=3, ask=Ask(topic=topic, question="What goes wrong today, and for whom?"))
    return fold(frame, 2, captures)


def draft(**fields: object) -> Draft:
    empty: dict[str, object] = {"captured": (), "proposals": (), "move": "ask:success", "reply": "", "question": "", "citations": ()}  # fmt: skip
    return Draft.model_validate({**empty, **fields})


def checked(
    frame: Frame | None = None, said: str = SAID, offered: Sequence[flow.Move] = (SUCCESS, USERS), **fields: object
) -> Verified:
    return verify(draft(**fields), said, frame or frame_asking(), offered, [PASSAGE], today=TODAY)


def captured(topic: str, value: str, quote: str) -> dict[str, str]:
    return {"topic": topic, "value": value, "quote": quote}


WHOLE = {
    "captured": [captured("latency", "25 minutes late", "up to 25 minutes late")],
    "proposals": [{"kind": "risk", "text": "A partner leaves", "because": "60 calls"}],
    "move": "ask:success",
    "reply": "Heard.",
    "question": "What then?",
    "citations": ["question-checklist"],
}


class TestParsing:
    def test_a_whole_answer_is_a_draft(self) -> None:
        assert parse(json.dumps(WHOLE)) == (Draft.model_validate(WHOLE), "", ())

    @pytest.mark.parametrize(
        "raw",
        [
            f"```json\n{json.dumps(WHOLE)}\n```",
            f"Sure, here it is:\n{json.dumps(WHOLE)}\nHope that helps!",
            json.dumps(WHOLE)[:-1] + ",}",
            json.dumps(WHOLE).replace('"move"', "move"),
        ],
    )
    def test_f23_fences_prose_and_small_slips_are_forgiven(self, raw: str) -> None:
        assert parse(raw).draft == Draft.model_validate(WHOLE)

    @pytest.mark.parametrize(
        ("raw", "finish", "problem"),
        [
            ("", "stop", "empty answer"),
            (" \n", "stop", "empty answer"),
            ("I think you should ask about users.", "stop", "answer not in the form asked for"),
            ("null", "stop", "answer not in the form asked for"),
            ('["reply"]', "stop", "answer not in the form asked for"),
            ('{"answer": "yes"}', "stop", "answer not in the form asked for"),
            ("[" * 100_000, "stop", "answer not in the form asked for"),
            ('{"a":' * 100_000, "stop", "answer not in the form asked for"),
            (json.dumps(WHOLE), "length", "answer cut off"),
            (json.dumps(WHOLE), "content_filter", "answer withheld"),
            (json.dumps(WHOLE)[:120], "length", "answer cut off"),
            (json.dumps(WHOLE)[:120], None, "answer incomplete"),
        ],
    )
    def test_f17_f18_f23_what_is_no_whole_answer_says_why(self, raw: str, finish: str | None, problem: str) -> None:
        parsed = parse(raw, finish)

        assert (parsed.draft, parsed.problem) == (None, problem)

    def test_f16_without_a_finish_reason_a_whole_object_still_counts(self) -> None:
        assert parse(json.dumps(WHOLE), None).draft == Draft.model_validate(WHOLE)

    def test_f23_a_name_given_twice_is_not_decided_by_chance(self) -> None:
        assert parse('{"reply": "Yes.", "move": "", "reply": "No."}').draft is None

    def test_f23_wrong_types_cost_the_item_and_not_the_answer(self) -> None:
        raw = {
            "captured": [7, captured("mood", "good", "good"), captured("users", "partners", "Partners")],
            "proposals": {"kind": "option"},
            "move": None,
            "reply": ["a", "list"],
            "question": 5,
            "citations": "question-checklist",
        }
        parsed = parse(json.dumps(raw))

        assert parsed.draft == draft(captured=[captured("users", "partners", "Partners")], move="", question="5")
        assert parsed.dropped == ("capture: not in the form asked for", "capture: no such topic 'mood'")

    def test_f58_half_characters_and_controls_do_not_get_through(self) -> None:
        parsed = parse('{"reply": "a\\ud800b\\u0000c\\u001bd\\u202e", "question": "Who\\ufffe?"}')

        assert parsed.draft == draft(move="", reply="abcd", question="Who?")

    @given(st.text(max_size=200))
    def test_no_text_whatever_raises(self, text: str) -> None:
        parse(text)
        parse('{"reply": "' + text)
        parse('{"captured": ' + text + "}")

    def test_the_schema_is_strict(self) -> None:
        assert schema()["additionalProperties"] is False
        assert schema()["required"] == list(Draft.model_fields)
        assert all(part["additionalProperties"] is False for part in schema()["$defs"].values())


class TestQuotes:
    @pytest.mark.parametrize(
        ("quote", "found"),
        [
            ("up to 25 minutes late", "up to 25 minutes late"),
            ("partners HEAR about", "Partners hear about"),
            ("We're four backend devs - none", "We’re four backend devs – none"),
            ("delivered\n  parcels", "delivered parcels"),
            (" none has run Kafka. ", "none has run Kafka."),
        ],
    )
    def test_are_stored_as_they_stand_in_the_message(self, quote: str, found: str) -> None:
        assert verbatim(quote, SAID) == found

    @pytest.mark.parametrize(
        "quote",
        [
            "up to 30 minutes late",
            "art",
            "5 minutes",
            "minutes late. We",
            "",
            " ",
            "…",
            "Kafka, and none",
            "up to 25 minute",
        ],
    )
    def test_f26_that_are_altered_cut_through_a_word_or_empty_are_none(self, quote: str) -> None:
        expected = "minutes late. We" if quote == "minutes late. We" else None
        assert verbatim(quote, SAID) == expected

    @given(st.text(min_size=1, max_size=60), st.data())
    def test_are_always_words_of_the_message(self, said: str, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(said)))
        quote = said[start : data.draw(st.integers(start, len(said)))]
        found = verbatim(quote, said)

        assert found is None or found in said

    def test_keep_ligatures_and_other_scripts_as_they_were_typed(self) -> None:
        assert verbatim("final office", "The ﬁnal oﬃce is in 東京.") == "ﬁnal oﬃce"
        assert verbatim("東京", "The ﬁnal oﬃce is in 東京.") == "東京"


class TestNumbers:
    @pytest.mark.parametrize(
        ("value", "quote"),
        [
            ("25 minutes", "up to 25 minutes late"),
            ("38,000 orders a day", "38000 orders a day"),
            ("38,000 orders a day", "about 38k orders a day"),
            ("4 backend developers", "four backend devs"),
            ("3.50 euro", "3,5 euro"),
            ("60 calls", "4 partners, 60 calls last month"),
            ("no figure at all", "some words"),
        ],
    )
    def test_that_stand_in_the_quote_are_believed(self, value: str, quote: str) -> None:
        assert numbers_stand(value, quote, TODAY)

    @pytest.mark.parametrize(
        ("value", "quote"),
        [
            ("30 minutes", "up to 25 minutes late"),
            ("60 minutes", "within 60 seconds"),
            ("250 users", "25 users"),
            ("99.9%", "99.5% of the time"),
            ("5 developers", "four backend devs"),
            ("100 euro", "a hundred calls"),
            ("400 euro a year", "400 euro a month"),
        ],
    )
    def test_that_do_not_are_not(self, value: str, quote: str) -> None:
        assert not numbers_stand(value, quote, TODAY)

    def test_are_read_with_and_without_separators(self) -> None:
        assert digits("38,000 and 2.5 and 1 000 000 in 2026, 300 people") == ["38000", "2.5", "1000000", "2026", "300"]


class TestCaptures:
    def test_of_the_topic_asked_about_are_answers_in_the_persons_own_words(self) -> None:
        verified = checked(
            captured=[
                captured(
                    "problem", "parcels delivered up to 25 minutes late", "delivered parcels up to 25 minutes late"
                )
            ]
        )

        (event,) = verified.captures
        assert (event.path, event.value, event.quote) == (
            "answers.problem", "parcels delivered up to 25 minutes late", "delivered parcels up to 25 minutes late",
        )  # fmt: skip
        assert (event.source, event.status, event.message) == ("user", "stated", 3)
        assert [fact.quote for fact in event.facts if fact.kind == "duration"]
        assert verified.dropped == ()

    def test_of_another_topic_were_said_in_passing(self) -> None:
        verified = checked(captured=[captured("team", "four backend devs", "four backend devs")])

        assert [event.path for event in verified.captures] == ["answers.team.heard"]

    @pytest.mark.parametrize(
        ("capture", "reason"),
        [
            (captured("scale", "90,000 users", "we have 90,000 users"), "the quote is not in the message"),
            (captured("latency", "30 minutes late", "up to 25 minutes late"), "a number that the quote does not hold"),
            (captured("users", "Ana approved the whole budget", "Partners"), "the value says more than its quote"),
            (captured("users", "", "Partners"), "no value"),
            (captured("users", "partners " * 40, "Partners"), "the value is too long"),
            (captured("confirm", "Partners", "Partners"), "nothing is kept about that"),
        ],
    )
    def test_f24_f26_that_the_message_does_not_carry_are_dropped(self, capture: dict[str, str], reason: str) -> None:
        verified = checked(captured=[capture])

        assert verified.captures == ()
        assert verified.dropped == (f"capture of {capture['topic']}: {reason}",)

    def test_f22_a_flood_of_them_costs_little(self) -> None:
        started = time.process_time()
        long = SAID * 300
        checked(said=long, captured=[captured("users", "partners", long)] * 3_000)

        assert time.process_time() - started < 5

    def test_are_taken_once(self) -> None:
        same = captured("users", "partners", "Partners")

        assert len(checked(captured=[same, same]).captures) == 1


class TestProposals:
    KNOWN = Captured(topic="problem", path="answers.problem", value="late status", quote="late", message=1)
    FIRST = Captured(topic="options", path="options.o1", value="Kafka", quote="Kafka", message=1)
    OWN = (
        Captured(topic="criteria", path="criteria.c1", value="Cheap", quote="cheap", message=1),
        Captured(topic="revisit_triggers", path="triggers.t1", value="In May", quote="in May", message=1),
    )

    def test_f24_are_marked_as_the_models_and_nobodys_else(self) -> None:
        proposals = [
            {"kind": "option", "text": "Poll every minute", "because": "the job polls already"},
            {"kind": "criterion", "text": "Operable by four developers", "because": "four devs"},
            {"kind": "trigger", "text": "More than 100 calls a month", "because": "60 calls"},
            {"kind": "risk", "text": "A partner leaves", "because": "late status"},
        ]
        verified = checked(frame_asking("users", self.KNOWN, self.FIRST, *self.OWN), proposals=proposals)

        assert [(e.path, e.value, e.source, e.status) for e in verified.proposals] == [
            ("options.o2", "Poll every minute", "model", "proposed"),
            ("criteria.c2", "Operable by four developers", "model", "proposed"),
            ("triggers.t2", "More than 100 calls a month", "model", "proposed"),
        ]
        assert verified.proposals[2].measurable
        assert verified.dropped == ("proposed risk: more than a turn can carry",)

    def test_wait_in_the_frame_until_somebody_takes_them_up(self) -> None:
        frame = frame_asking("users", self.KNOWN, self.FIRST)
        verified = checked(frame, proposals=[{"kind": "option", "text": "Poll every minute", "because": "x"}])
        after = fold(frame, 3, verified.events)
        taken = fold(after, 4, [Accepted(suggestion="s1")])

        assert [option.text for option in after.options] == ["Kafka"]
        assert [suggestion.text for suggestion in after.suggestions] == ["Poll every minute"]
        (_, option) = taken.options
        assert (option.id, option.origin.source, option.origin.status) == ("o2", "model", "accepted")
        assert taken.suggestions == ()

    def test_of_a_cause_hang_beside_the_last_one_known(self) -> None:
        whys = [
            Captured(topic="why", path="whys.w1", value="late status", quote="late", evidence="reported"),
            Captured(
                topic="why", path="whys.w2", value="the job stops", quote="stops", parent="w1", evidence="observed"
            ),
        ]
        cause = {"kind": "why", "text": "One partner blocks the loop", "because": "calls run one by one"}
        (event,) = checked(frame_asking("why", *whys), proposals=[cause]).proposals

        assert (event.path, event.parent, event.evidence) == ("whys.w3", "w1", "guessed")

    @pytest.mark.parametrize(
        ("proposal", "reason"),
        [
            ({"kind": "option", "text": "A queue", "because": "x"}, "an option before the problem is known"),
            ({"kind": "why", "text": "No owner", "because": "x"}, "a cause without a symptom"),
            ({"kind": "risk", "text": "It fails", "because": ""}, "no reason given"),
            ({"kind": "risk", "text": "", "because": "x"}, "no text"),
            ({"kind": "risk", "text": "approved by Ana", "because": "x"}, "not a proposal"),
        ],
    )
    def test_that_come_too_early_or_without_a_reason_are_dropped(self, proposal: dict[str, str], reason: str) -> None:
        assert checked(proposals=[proposal]).dropped == (f"proposed {proposal['kind']}: {reason}",)

    @pytest.mark.parametrize("kind", ["option", "criterion", "trigger"])
    def test_wait_for_the_persons_own_answer(self, kind: str) -> None:
        """Whoever hears an alternative first answers around it."""
        proposal = {"kind": kind, "text": "More than 100 calls a month", "because": "60 calls"}
        topic: Topic = {"option": "options", "criterion": "criteria", "trigger": "revisit_triggers"}[kind]  # type: ignore[assignment]
        stuck = frame_asking("users", self.KNOWN, PutAside(topic=topic, kind="unknown"))

        assert checked(frame_asking("users", self.KNOWN), proposals=[proposal]).dropped == (
            f"proposed {kind}: before the person gave an answer of their own",
        )
        assert len(checked(stuck, proposals=[proposal]).proposals) == 1

    def test_of_what_is_known_are_dropped(self) -> None:
        verified = checked(
            frame_asking("users", self.KNOWN, self.FIRST),
            proposals=[{"kind": "option", "text": "KAFKA", "because": "x"}],
        )

        assert verified.dropped == ("proposed option: already known",)


class TestTheQuestion:
    @pytest.mark.parametrize(
        "text",
        [
            "What figure will tell that it worked?",
            "How late may a partner hear about a delivery before anyone minds?",
            "Who would run Kafka at night?",
            "Which of the two holds, or who accepts that both stand?",
            "Is anything measured yet?",
            "What happened since you changed the job?",
            "Could a partner wait a minute?",
            "Which would be better to lose: the order or an hour of it?",
        ],
    )
    def test_that_is_open_and_one_is_put(self, text: str) -> None:
        verified = checked(question=text)

        assert (verified.move, verified.question, verified.dropped) == (SUCCESS, text, ())

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("Don't you think that a minute is enough?", "leading"),
            ("Wouldn’t a queue be better?", "leading"),
            ("Shouldn't we move to events?", "leading"),
            ("Should we use a queue?", "leading"),
            ("Why not just poll every minute?", "leading"),
            ("Have you considered a cache?", "leading"),
            ("A minute is fine, right?", "leading"),
            ("Would a simple queue be enough?", "leading"),
            ("Is it safe to assume that four partners stay four?", "leading"),
            ("Who uses it? And how many?", "not one question"),
            ("Tell me who uses it.", "not one question"),
            ("What? " * 30, "not one question"),
            ("How " + "very " * 50 + "late?", "too long"),
            ("How soon could you have RabbitMQ running?", "names RabbitMQ, which nobody did"),
        ],
    )
    def test_that_leads_joins_or_sells_is_dropped(self, text: str, reason: str) -> None:
        verified = checked(question=text)

        assert (verified.move, verified.question, verified.dropped) == (SUCCESS, None, (f"question: {reason}",))

    def test_that_was_settled_before_is_not_put_again(self) -> None:
        verified = verify(
            draft(question="Who uses it, then, and how many of each?"), SAID, frame_asking(), [SUCCESS], [],
            asked=["Who uses it, and how many of each?"],
        )  # fmt: skip

        assert verified.dropped == ("question: asked before",)

    def test_needs_a_move_that_was_offered(self) -> None:
        verified = checked(move="confirm:everything", question="Is that all?")

        assert (verified.move, verified.question) == (None, None)
        assert verified.dropped == ("move: not offered: 'confirm:everything'",)

    def test_left_at_the_end_of_the_reply_is_moved_to_its_place(self) -> None:
        verified = checked(reply="Heard: 25 minutes late. What figure would show that it worked?")

        assert (verified.reply, verified.question) == (
            "Heard: 25 minutes late.",
            "What figure would show that it worked?",
        )

    def test_may_only_stand_once_so_others_leave_the_reply(self) -> None:
        verified = checked(reply="Heard: 25 minutes late. Who minds?", question="What figure would show it?")

        assert (verified.reply, verified.question) == ("Heard: 25 minutes late.", "What figure would show it?")

    def test_moves_are_named_by_kind_question_and_what_they_are_about(self) -> None:
        assert move_id(USERS) == "ask:users"
        assert move_id(USERS._replace(kind="press", about="1")) == "press:users:1"


class TestTheReply:
    @pytest.mark.parametrize(
        "text",
        [
            "Heard: up to 25 minutes late. None of the four has run Kafka.",
            'You said "up to 25 minutes late"; under 100 ms reads as instant (guide 2.3).',
            "Kafka is parked [question-checklist].",
            "**Latency**: 25 minutes.",
        ],
    )
    def test_that_keeps_to_what_is_known_stands(self, text: str) -> None:
        verified = checked(reply=text)

        assert (verified.reply, verified.dropped) == (text, ())

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("I've approved the decision.", "claims a change nobody made"),
            ("I have now marked all requirements as agreed.", "claims a change nobody made"),
            ("Confirmed by Ana.", "claims a change nobody made"),
            ("Everything has been approved.", "claims a change nobody made"),
            ("Status: accepted.", "claims a change nobody made"),
            ("That is 540 events a minute.", "a number nobody gave"),
            ("Guide 9.4 says to wait.", "cites a section that was not found"),
            ("RabbitMQ would do.", "names RabbitMQ, which nobody did"),
            ("word " * 130, "far too long"),
        ],
    )
    def test_f76_f78_that_claims_more_than_is_known_is_dropped(self, text: str, reason: str) -> None:
        verified = checked(reply=text, citations=["question-checklist"])

        assert (verified.reply, verified.citations, verified.dropped) == (None, (), (f"reply: {reason}",))

    def test_may_repeat_an_approval_that_the_person_told_of(self) -> None:
        said = "The budget was approved by Henk yesterday."

        assert checked(said=said, reply="Heard: approved by Henk.").reply == "Heard: approved by Henk."

    def test_f77_that_repeats_its_instructions_is_dropped(self) -> None:
        rules = "A need comes before a product, and the canary sings at dawn."
        verified = verify(
            draft(reply="My rules: a NEED comes\nbefore a product, and the canary sings."), SAID, frame_asking(), [SUCCESS], [],
            instructions=rules,
        )  # fmt: skip

        assert (verified.reply, verified.dropped) == (None, ("reply: repeats its instructions",))

    def test_that_runs_over_ends_after_a_whole_sentence(self) -> None:
        sentence = "Partners hear about parcels late and then they call us again."
        reply = checked(reply=" ".join([sentence] * 9)).reply

        assert reply == " ".join([sentence] * 5)

    def test_does_not_praise(self) -> None:
        assert checked(reply="Great question! kafka is parked.").reply == "Kafka is parked."
        assert checked(reply="Goodness knows why.").reply == "Goodness knows why."

    def test_f25_citations_are_those_of_this_turn(self) -> None:
        verified = checked(reply="Parked [S99].", citations=["S99", "question-checklist", "question-checklist"])

        assert (verified.reply, verified.citations) == ("Parked.", ("question-checklist",))
        assert verified.dropped == ("citation: 'S99' was not retrieved",)


class TestMarkup:
    @pytest.mark.parametrize(
        ("text", "plain"),
        [
            ("a <script>alert(1)</script> b", "a b"),
            ("a <img src=x onerror=alert(1)> b", "a b"),
            ("a <iframe src='http://e'></iframe> b", "a b"),
            ("a <img src='http://e", "a"),
            ("![x](http://e/p?q=1) b", "b"),
            ("![x][ref] b\n[ref]: http://e/i.png", "b"),
            ("[![x](http://e/i)](http://e) b", "b"),
            ("[click](javascript:alert(1)) b", "click b"),
            ("[click][ref] b", "click b"),
            ("<https://e/auto> b", "b"),
            ("see https://e/bare and www.e.com b", "see and b"),
            ("✅ Done ⚠️ 🎉", "Done"),
            ("**bold**, `code` and 3 < 4 > 2", "**bold**, `code` and 3 < 4 > 2"),
            ("options[0] and (see below)", "options[0] and (see below)"),
            ("- one\n- two", "- one\n- two"),
        ],
    )
    def test_f72_f73_f74_only_words_and_emphasis_are_left(self, text: str, plain: str) -> None:
        assert without_markup(text) == plain

    @given(st.text(alphabet="![]()<>a:/ \nhtps", max_size=80))
    def test_nothing_is_left_that_a_renderer_would_fetch(self, text: str) -> None:
        plain = without_markup(text)

        assert "](" not in plain
        assert "![" not in plain
        assert re.search("[a-z]://", plain) is None

    @pytest.mark.parametrize("text", ["<a", "![", "[a](", "<!--", "a://", "((", "[[]", "<script", "]("])
    def test_a_flood_of_it_costs_little(self, text: str) -> None:
        started = time.process_time()
        plain = without_markup(text * 40_000)

        assert time.process_time() - started < 2
        assert len(plain) <= 6_000

    def test_taken_out_is_noted(self) -> None:
        assert checked(reply="Parked. ![x](http://e/i)").dropped == ("markup: links, images, tags or badges taken out",)


class TestTheReplySoFar:
    def shown(self, raw: str, step: int = 1, instructions: str = "") -> list[str]:
        seen: list[str] = []
        look = ReplySoFar(seen.append, instructions)
        for end in range(1, len(raw) + 1, step):
            look(raw[:end])
        return seen

    def test_grows_with_the_answer_and_leaves_the_rest_out(self) -> None:
        seen = self.shown('{"captured": [], "reply": "Heard: \\"late\\" \\u00e9.\\nOk", "question": "Who?"}')

        assert seen[-1] == 'Heard: "late" é.\nOk'
        assert seen[0] == "H"
        assert all("Who" not in text for text in seen)

    def test_is_nothing_before_it_begins_or_when_it_is_empty(self) -> None:
        assert self.shown('{"captured": [{"quote": "reply: x"}], "reply": "", "move": "m"}') == []

    def test_f73_f76_f77_stops_before_what_will_not_stand(self) -> None:
        assert self.shown('{"reply": "Parked. Approved by Ana."}')[-1] == "Parked. Approved b"
        seen = self.shown(
            '{"reply": "So: a need comes before a product, always."}', 1, "A need comes before a product, always."
        )
        assert seen[-1].startswith("So: a need comes before a")
        assert "always" not in seen[-1]
        assert all(
            "://" not in text and "](" not in text for text in self.shown('{"reply": "See ![x](http://e/i.png) there"}')
        )
