"""The model's half of a turn, over real HTTP: what it adds, and that nothing it does costs the person their turn."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant import playbooks
from assistant.adapters import chat_model
from assistant.adapters.chat_model import Limits, connect
from assistant.converse import WITHHELD, Conversation, converse, on_offer
from assistant.domain import flow
from assistant.domain.events import (
    Answered,
    Asked,
    Captured,
    Event,
    Opened,
    PutAside,
    Recognised,
    Recorded,
    Said,
    Usage,
    fold,
    replay,
)
from assistant.domain.frame import Ask
from assistant.errors import ModelFailed
from assistant.ports import Model, Passage, Reply
from assistant.testing import QueuedModel
from evals import stub_server as stub
from evals.stub_server import StubServer

PATIENT = Limits(first_token=20, idle=20, turn=30)
START = datetime(2026, 11, 24, 9, tzinfo=UTC)
PASSAGE = Passage("right-questions", "2.2 The right questions", "Ask what hurts before what to buy.", 0.9)
SAID = Said(
    text="Partners hear about delivered parcels up to 25 minutes late. We are four backend devs, none has run Kafka.",
    message=2,
)
HEARD = (Captured(topic="problem", path="answers.problem", value=SAID.text, quote=SAID.text, message=2),)
FIRST: list[Event] = [
    Said(text="We need Kafka for parcel status", message=1),
    Recognised(kind="solution_first", text="We need Kafka for parcel status"),
    Captured(topic="options", path="options.o1", value="Kafka", quote="Kafka", message=1, parked=True),
    Asked(ask=Ask(topic="problem", question="What goes wrong today, for whom, and how often?", key="problem")),
    Answered(reply="Kafka is parked."),
]


@pytest.fixture(scope="module", autouse=True)
def _imported_before_anything_is_timed() -> None:
    chat_model.chat_class()


def log_of(*turns: Sequence[Event]) -> tuple[Recorded, ...]:
    events = [(number, event) for number, turn in enumerate(turns) for event in turn]
    return tuple(
        Recorded(seq=seq, turn=turn, at=START + timedelta(seconds=seq), event=event)
        for seq, (turn, event) in enumerate(events, 1)
    )


LOG = log_of([Opened()], FIRST, [SAID])
FRAME = replay(LOG)
MOVES = flow.next_moves(fold(FRAME, 2, HEARD), playbooks.shipped())


def talk(
    model: Model,
    heard: Sequence[Event] = HEARD,
    moves: Sequence[flow.Move] = MOVES,
    sink: Callable[[str], None] = lambda text: None,
) -> Conversation:
    return converse(model, FRAME, LOG, SAID, heard, moves, [PASSAGE], 2, sink)


def talk_to(*behaviours: stub.Behaviour, limits: Limits = PATIENT) -> tuple[Conversation, StubServer]:
    with StubServer(*behaviours) as server:
        model = connect("openai:stub-large", server.url, "sk-canary-41c9", limits=limits, sleep=lambda seconds: None)
        return talk(model), server


def answer(**fields: object) -> Reply:
    return Reply(json.dumps({**stub.EMPTY_DRAFT, **fields}), "stop", input_tokens=100, output_tokens=20)


def timeless(usage: Usage) -> Usage:
    """Without how long it took and which port it was, which no test can know."""
    return usage.model_copy(update={"model_ms": 0, "told": re.sub(r"127\.0\.0\.1:\d+", "HOST", usage.told)})


class TestAGoodAnswer:
    def test_words_the_reply_and_the_next_question_in_one_call(self) -> None:
        said, server = talk_to(stub.good)

        assert said == Conversation(
            reply="Heard: Partners hear about delivered parcels up to 25 minutes late.",
            ask_text=MOVES[0].question.ask,
            move=MOVES[0],
            citations=("right-questions",),
            usage=said.usage,
            prompt=said.prompt,
        )
        assert timeless(said.usage) == Usage(
            id="openai:stub-large",
            calls=1,
            input_tokens=stub.usage_of(server.asked[0])["prompt_tokens"],
            output_tokens=50,
        )
        assert said.prompt.startswith("turn-")
        assert len(server.requests) == 1

    def test_shows_the_reply_while_it_arrives(self) -> None:
        shown: list[str] = []
        with StubServer(stub.good) as server:
            talk(connect("openai:stub-large", server.url, limits=PATIENT), sink=shown.append)

        assert shown[-1] == "Heard: Partners hear about delivered parcels up to 25 minutes late."

    def test_adds_what_guided_mode_did_not_hear(self) -> None:
        team = {"topic": "team", "value": "four backend devs", "quote": "four backend devs"}
        said = talk(QueuedModel(answer(captured=[team])))

        (event,) = said.events
        assert isinstance(event, Captured)
        assert (event.path, event.quote, event.message) == ("answers.team.heard", "four backend devs", 2)
        assert fold(FRAME, 2, [*HEARD, *said.events]).answer("team").heard[0].text == "four backend devs"

    def test_never_captures_twice_what_guided_mode_read_from_the_same_words(self) -> None:
        problem = {"topic": "problem", "value": "25 minutes late", "quote": "up to 25 minutes late"}

        assert talk(QueuedModel(answer(captured=[problem]))).events == ()
        assert len(talk(QueuedModel(answer(captured=[problem])), heard=()).events) == 1

    def test_does_not_answer_what_was_just_put_aside(self) -> None:
        aside = PutAside(topic="team", kind="unknown", quote="four backend devs", message=2)
        team = {"topic": "team", "value": "four backend devs", "quote": "four backend devs"}

        assert talk(QueuedModel(answer(captured=[team])), heard=(aside,)).events == ()

    def test_numbers_proposals_after_what_was_just_heard(self) -> None:
        option = Captured(topic="options", path="options.o2", value="Polling", quote="Polling", message=2)
        proposal = {"kind": "option", "text": "Push from the couriers", "because": "they know first"}
        (event,) = talk(QueuedModel(answer(proposals=[proposal])), heard=(*HEARD, option)).events

        assert isinstance(event, Captured)
        assert (event.path, event.source, event.status) == ("options.o3", "model", "proposed")

    def test_without_token_counts_estimates_them(self) -> None:
        usage = talk(QueuedModel(replace(answer(reply="Ok."), input_tokens=None, output_tokens=None))).usage

        assert usage.input_tokens > 1000
        assert 20 < usage.output_tokens < 60


class TestWhatIsOffered:
    def test_is_the_stage_that_is_due(self) -> None:
        offered = on_offer(MOVES)

        assert offered == tuple(move for move in MOVES if move.stage == "checklist")[:6]

    @pytest.mark.parametrize("kind", ["press", "settle", "confirm"])
    def test_is_only_the_move_that_cannot_wait(self, kind: str) -> None:
        urgent = MOVES[0]._replace(kind=kind)  # type: ignore[arg-type]

        assert on_offer([urgent, *MOVES]) == (urgent,)

    def test_is_nothing_when_nothing_is_open(self) -> None:
        assert on_offer(()) == ()
        assert talk(QueuedModel(answer(reply="Ok.", move="ask:success", question="Who?")), moves=()).ask_text is None


class TestAnAnswerThatCannotBeRead:
    def test_is_asked_for_once_more(self) -> None:
        said, server = talk_to(stub.says("I would ask about success."), stub.good)

        assert said.reply == "Heard: Partners hear about delivered parcels up to 25 minutes late."
        assert (said.usage.calls, said.usage.degraded) == (2, None)
        assert [message["role"] for message in server.asked[1].body["messages"]] == [
            "system",
            "user",
            "assistant",
            "user",
        ]

    def test_twice_is_left_to_the_spine_and_kept(self) -> None:
        said, server = talk_to(stub.says("I would ask about success."))

        assert said == Conversation(usage=said.usage, prompt=said.prompt, raw="I would ask about success.")
        assert (said.usage.degraded, said.usage.calls, len(server.asked)) == ("answer not in the form asked for", 2, 2)

    @pytest.mark.parametrize(
        ("behaviour", "degraded", "calls"),
        [
            (stub.says('{"reply": "Par', "length"), "answer cut off", 1),
            (stub.says('{"reply": "Parked."}', "length"), "answer cut off", 1),
            (stub.says("prose and ```json\n{}\n```"), "answer not in the form asked for", 2),
            (stub.says('{"captured": "all", "reply": 7}'), "reply: a number nobody gave", 1),
            (stub.refuses_politely, "model declined", 1),
            (stub.null_content, "empty answer", 1),
            (stub.no_choices, "empty answer", 1),
            (stub.sends_bad_json, "unreadable answer", 1),
            (stub.says('{"reply": "a", "reply": "b"}'), "answer not in the form asked for", 2),
            (stub.says('{"reply": "\\ud800"}'), "nothing usable in the answer", 1),
            (stub.understands("none"), "request refused", 1),
        ],
    )
    def test_f23_in_each_of_eleven_ways_the_turn_goes_on(
        self, behaviour: stub.Behaviour, degraded: str | None, calls: int
    ) -> None:
        said, _ = talk_to(behaviour)

        assert (said.usage.degraded, said.usage.calls) == (degraded, calls)
        assert (said.events, said.ask_text, said.move) == ((), None, None)

    @pytest.mark.parametrize(
        ("behaviour", "degraded"),
        [
            (stub.fails(401, "no"), "key refused"),
            (stub.fails(404, "no"), "model not found"),
            (stub.fails(429, "no", headers={"retry-after": "120"}), "model busy, try again in 2 min"),
            (stub.fails(429, "no", "insufficient_quota"), "quota spent"),
            (stub.fails(503, "no"), "model server failed"),
            (stub.resets_midway, "answer broken off"),
            (stub.ends_early, "answer incomplete"),
            (stub.says("", "content_filter"), "empty answer"),
            (stub.reports_error("GPU on fire"), "error from the model"),
            (stub.sends_html, "not a model API"),
            (stub.redirects("http://elsewhere.example/"), "not a model API"),
            (stub.floods(1000), "answer too long"),
            (stub.calls_unoffered_tool, "called a tool nobody offered"),
        ],
    )
    def test_f03_to_f30_an_endpoint_that_fails_leaves_the_turn_to_the_spine(
        self, behaviour: stub.Behaviour, degraded: str
    ) -> None:
        said, _ = talk_to(behaviour)

        assert said.usage.degraded == degraded
        assert (said.events, said.reply, said.ask_text, said.move, said.citations) == ((), None, None, None, ())

    @pytest.mark.parametrize("behaviour", [stub.stalls, stub.heartbeats_after_half])
    def test_f12_f13_of_one_that_stalls_what_had_come_is_kept(self, behaviour: stub.Behaviour) -> None:
        said, _ = talk_to(behaviour, limits=replace(PATIENT, idle=0.2))

        assert (said.raw, said.usage.degraded) == (stub.HALF, "stalled")

    def test_f11_one_that_never_begins_is_not_waited_for(self) -> None:
        said, _ = talk_to(stub.hangs, limits=replace(PATIENT, first_token=0.2))

        assert timeless(said.usage) == Usage(
            id="openai:stub-large", calls=1, degraded="timed out",
            told="HOST sent nothing within 0.2 s. The guided questions go on; FRAMEFIRST_FIRST_TOKEN_TIMEOUT sets the limit.",
        )  # fmt: skip
        assert said.usage.model_ms >= 200

    def test_a_fault_of_our_own_is_not_the_persons_problem(self) -> None:
        class Broken:
            id = "broken"

            def ask(self, *_: object, **__: object) -> Reply:
                raise ZeroDivisionError

        assert talk(Broken()).usage == Usage(id="broken", calls=1, degraded="answer not understood (ZeroDivisionError)")


TOO_LONG = stub.fails(400, "maximum context length is 8192 tokens", "context_length_exceeded")


class TestAPromptThatIsTooLong:
    def test_f27_is_shortened_once_and_said_so(self) -> None:
        said, server = talk_to(TOO_LONG, stub.good)
        first, second = server.asked

        assert said.reply == "Heard: Partners hear about delivered parcels up to 25 minutes late."
        assert said.dropped == ("prompt: shortened, the whole did not fit the model",)
        assert said.usage.calls == 2
        assert len(second.prompt) < len(first.prompt)
        assert second.prompt.endswith(f"| {SAID.text}")

    def test_f27_and_not_twice(self) -> None:
        said, server = talk_to(TOO_LONG)

        assert (said.usage.degraded, len(server.asked)) == ("prompt too long", 2)


class TestALyingModel:
    def test_f24_an_invented_quote_is_not_stored(self) -> None:
        said, _ = talk_to(stub.LIES["invented-quote"])

        assert said.events == ()
        assert said.dropped == ("capture of scale: the quote is not in the message",)
        assert said.raw is not None
        assert "90,000" in said.raw

    def test_f25_a_forged_citation_is_dropped_and_counted(self) -> None:
        said, _ = talk_to(stub.LIES["forged-citation"])

        assert said.citations == ()
        assert said.dropped == ("citation: 'S99' was not retrieved", "citation: 'secret-section' was not retrieved")

    def test_f22_however_much_it_makes_up_the_reasons_kept_are_few(self) -> None:
        made_up = [{"topic": "mood", "value": "x", "quote": "x"}] * 3_000
        reply = answer(captured=made_up, citations=[f"S{n}" for n in range(3_000)], proposals=[7] * 3_000)

        assert len(talk(QueuedModel(reply)).dropped) == 30

    @pytest.mark.parametrize(
        ("lie", "degraded"),
        [
            ("claimed-approval", "reply: claims a change nobody made"),
            ("leading-question", "question: leading"),
            ("three-questions", "question: not one question"),
            ("product-named", "question: names RabbitMQ, which nobody did"),
            ("unoffered-move", "move: not offered: 'confirm:everything'"),
        ],
    )
    def test_f76_f78_what_it_may_not_say_is_left_to_the_spine(self, lie: str, degraded: str) -> None:
        said, _ = talk_to(stub.LIES[lie])

        assert said.usage.degraded == degraded
        assert said.reply is None or said.ask_text is None
        assert said.events == ()

    def test_f72_f73_f74_markup_does_not_reach_the_page(self) -> None:
        said, _ = talk_to(stub.LIES["markup"])

        assert said.reply == "Noted. click"

    def test_f77_the_prompt_comes_back_neither_in_words_nor_in_the_record(self) -> None:
        shown: list[str] = []
        with StubServer(stub.LIES["echo"]) as server:
            said = talk(connect("openai:stub-large", server.url, limits=PATIENT), sink=shown.append)
            instructions = server.asked[0].body["messages"][0]["content"]

        assert (said.reply, said.ask_text, said.raw) == (None, None, WITHHELD)
        assert instructions[:60] not in repr(said)
        assert all(len(text.split()) < 12 for text in shown)

    def test_f78_nothing_it_says_is_an_event_of_another_kind(self) -> None:
        orders = {"delete_session": True, "decided": {"by": "Ana"}, "events": [{"type": "confirmed"}], "weights": [10]}
        team = {"topic": "team", "value": "four backend devs", "quote": "four backend devs", "status": "accepted"}
        said = talk(QueuedModel(answer(**orders, captured=[team])))

        assert [(type(event), getattr(event, "status", None)) for event in said.events] == [(Captured, "stated")]

    def test_f79_an_address_in_a_message_is_never_fetched(self) -> None:
        with (
            StubServer(stub.good) as sink,
            StubServer(stub.drafts(reply=f"See {{}} ![x]({sink.url}/i.png)", move="")) as server,
        ):
            said = talk(connect("openai:stub-large", server.url, limits=PATIENT))

        assert said.reply == "See {}"
        assert sink.requests == []


def test_f86_the_key_is_in_nothing_that_is_kept() -> None:
    said, _ = talk_to(stub.reports_error("your key sk-canary-41c9 is odd"))

    assert "sk-canary" not in repr(said)


def test_a_failure_of_the_port_is_given_in_its_few_words() -> None:
    usage = talk(QueuedModel(ModelFailed("model busy", "It is busy."))).usage

    assert usage == Usage(
        id="queued", calls=1, degraded="model busy", told="It is busy.", model_ms=usage.model_ms
    )  # fmt: skip
