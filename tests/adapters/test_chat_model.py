"""The model adapter against a real HTTP server on loopback that behaves as told. Numbers name faults it must bear."""

import asyncio
import contextlib
import json
import logging
import socket
import subprocess
import sys
import threading
import time
import traceback
import types
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from assistant.adapters import chat_model
from assistant.adapters.chat_model import ChatModel, Limits, connect
from assistant.errors import ModelFailed
from assistant.model_failures import (
    BrokenOff,
    Busy,
    ContextTooLong,
    KeyRefused,
    ModelUnknown,
    NotAModelApi,
    QuotaSpent,
    RequestRefused,
    TimedOut,
    TypedFailure,
    Unreachable,
)
from assistant.ports import Message, Reply
from evals import stub_server as stub
from evals.stub_server import StubServer

KEY = "sk-canary-5d1f7c20aa"
SCHEMA: dict[str, Any] = {
    "title": "Draft",
    "type": "object",
    "properties": {},
    "required": [],
    "additionalProperties": False,
}
MESSAGES = (Message("system", "Be brief, {always}."), Message("user", "Hello, $you {and} {{you}}"))
QUICK = Limits(first_token=20, idle=20, turn=30, first_backoff=0.01)
ANSWER = '{"reply": "Heard."}'


@pytest.fixture(scope="module", autouse=True)
def _imported_before_anything_is_timed() -> None:
    chat_model.chat_class()


class Naps(list[float]):
    """A sleep that only remembers."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def model_at(server: StubServer, *, limits: Limits = QUICK, sleep: Callable[[float], None] | None = None) -> ChatModel:
    return connect("openai:stub-large", server.url, KEY, limits=limits, sleep=Naps() if sleep is None else sleep)


def ask(model: ChatModel, heard: Callable[[str], None] = lambda text: None) -> Reply:
    return model.ask(MESSAGES, SCHEMA, heard)


def failure_of(
    server: StubServer, limits: Limits = QUICK, sleep: Callable[[float], None] | None = None
) -> TypedFailure:
    with pytest.raises(TypedFailure) as caught:
        ask(model_at(server, limits=limits, sleep=sleep))
    return caught.value


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class TestAnAnswer:
    def test_comes_back_raw_with_its_finish_reason_and_token_counts(self) -> None:
        with StubServer(stub.says(ANSWER)) as server:
            reply = ask(model_at(server))

        assert reply == Reply(raw=ANSWER, finish_reason="stop", input_tokens=11, output_tokens=50)

    def test_is_heard_as_it_grows_and_in_the_end_whole(self) -> None:
        heard: list[str] = []
        with StubServer(stub.says(ANSWER)) as server:
            ask(model_at(server), heard.append)

        assert heard[-1] == ANSWER
        assert all(ANSWER.startswith(text) for text in heard)

    def test_comes_to_whoever_asks_from_async_code_too(self) -> None:
        async def asking_in_a_notebook(server: StubServer) -> Reply:
            return ask(model_at(server))

        with StubServer(stub.says(ANSWER)) as server:
            assert asyncio.run(asking_in_a_notebook(server)).raw == ANSWER

    def test_is_asked_for_with_the_words_as_they_are_braces_and_dollars_included(self) -> None:
        with StubServer(stub.says(ANSWER)) as server:
            ask(model_at(server))

        assert server.asked[0].body["messages"] == [
            {"content": "Be brief, {always}.", "role": "system"},
            {"content": "Hello, $you {and} {{you}}", "role": "user"},
        ]

    def test_is_asked_for_once_with_the_strict_schema_and_as_a_stream(self) -> None:
        with StubServer(stub.says(ANSWER)) as server:
            ask(model_at(server))

        (request,) = server.asked
        assert request.path == "/v1/chat/completions"
        assert request.body["response_format"] == {
            "type": "json_schema",
            "json_schema": {"name": "Draft", "schema": SCHEMA, "strict": True},
        }
        assert (request.body["model"], request.body["stream"]) == ("stub-large", True)
        assert "tools" not in request.body

    def test_cut_at_the_limit_says_so_f17(self) -> None:
        with StubServer(stub.says(ANSWER, "length")) as server:
            assert ask(model_at(server)) == Reply(raw=ANSWER, finish_reason="length", input_tokens=11, output_tokens=50)

    def test_filtered_says_so_f18(self) -> None:
        with StubServer(stub.says("", "content_filter")) as server:
            assert ask(model_at(server)).finish_reason == "content_filter"

    def test_that_is_a_refusal_keeps_the_words_of_the_refusal_f18(self) -> None:
        with StubServer(stub.refuses_politely) as server:
            reply = ask(model_at(server))

        assert (reply.raw, reply.refusal) == ("", "I cannot help with that.")

    @pytest.mark.parametrize("behaviour", [stub.null_content, stub.no_choices])
    def test_without_content_is_an_empty_one_f18(self, behaviour: stub.Behaviour) -> None:
        with StubServer(behaviour) as server:
            assert ask(model_at(server)).raw == ""

    def test_that_ends_early_has_no_finish_reason_f16(self) -> None:
        with StubServer(stub.ends_early) as server:
            assert ask(model_at(server)) == Reply(raw=stub.HALF, finish_reason=None)

    def test_that_calls_an_unoffered_tool_names_it_and_nothing_else_f30(self) -> None:
        with StubServer(stub.calls_unoffered_tool) as server:
            reply = ask(model_at(server))

        assert (reply.raw, reply.tool_calls) == ("", ("delete_session",))


class TestTheFormOfTheAnswer:
    @pytest.mark.parametrize(
        ("shape", "asked"),
        [
            ("json_schema", ["json_schema"]),
            ("tools", ["json_schema", "tools"]),
            ("json_object", ["json_schema", "tools", "json_object"]),
            ("text", ["json_schema", "tools", "json_object", "text"]),
        ],
    )
    def test_is_the_best_that_the_endpoint_takes(self, shape: str, asked: list[str]) -> None:
        with StubServer(stub.understands(shape, content=stub.says(ANSWER))) as server:
            assert ask(model_at(server)).raw == ANSWER

        assert [stub.shape_of(request.body) for request in server.asked] == asked

    def test_is_remembered_for_the_endpoint(self) -> None:
        with StubServer(stub.understands("text", content=stub.says(ANSWER))) as server:
            model = model_at(server)
            ask(model)
            ask(model)

        assert [stub.shape_of(request.body) for request in server.asked[-2:]] == ["text", "text"]
        assert len(server.asked) == 5

    def test_is_negotiated_with_a_server_that_fails_on_a_schema_with_500(self) -> None:
        naps = Naps()
        with StubServer(stub.understands("tools", content=stub.says(ANSWER), status=500)) as server:
            assert ask(model_at(server, sleep=naps)).raw == ANSWER

        assert [stub.shape_of(request.body) for request in server.asked] == ["json_schema", "tools"]
        assert len(naps) == 1

    def test_is_given_up_when_a_known_model_says_it_has_none(self) -> None:
        refusal = stub.fails(
            400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model."
        )
        with StubServer(refusal, stub.says(ANSWER)) as server:
            assert ask(model_at(server)).raw == ANSWER

    def test_leaves_token_counts_alone_where_they_are_refused(self) -> None:
        with StubServer(stub.refuses_usage(stub.says(ANSWER))) as server:
            reply = ask(model_at(server))

        assert reply == Reply(raw=ANSWER, finish_reason="stop")
        assert [stub.shape_of(request.body) for request in server.asked] == ["json_schema", "json_schema"]

    def test_is_taken_whole_from_a_server_that_does_not_stream(self) -> None:
        with StubServer(stub.answers_whole(ANSWER)) as server:
            reply = ask(model_at(server))

        assert (reply.raw, reply.finish_reason, reply.output_tokens) == (ANSWER, "stop", 50)
        assert [request.body["stream"] for request in server.asked] == [True, False]

    def test_a_server_that_does_not_stream_has_the_whole_turn_to_answer(self) -> None:
        def slowly(exchange: stub.Exchange) -> None:
            if not exchange.request.body["stream"]:
                exchange.wait(0.6)
            stub.answers_whole(ANSWER)(exchange)

        with StubServer(slowly) as server:
            assert ask(model_at(server, limits=replace(QUICK, first_token=0.5, idle=0.5))).raw == ANSWER

    def test_is_the_tools_arguments_where_the_model_also_chats(self) -> None:
        def chats_and_calls(exchange: stub.Exchange) -> None:
            exchange.start_stream()
            exchange.delta("Let me answer.", role="assistant")
            function = {"name": exchange.request.body["tools"][0]["function"]["name"], "arguments": ANSWER}
            exchange.delta(tool_calls=[{"index": 0, "id": "c", "type": "function", "function": function}])
            exchange.end("tool_calls")

        with StubServer(stub.understands("tools", content=chats_and_calls)) as server:
            assert ask(model_at(server)) == Reply(ANSWER, "tool_calls", None, 11, 50)

    def test_refused_for_another_reason_is_not_negotiated(self) -> None:
        with StubServer(stub.fails(400, "messages[1] is not allowed on Sundays")) as server:
            failure = failure_of(server)

        assert isinstance(failure, RequestRefused)
        assert str(failure) == (
            f'{server.host} refused the request (400): "messages[1] is not allowed on Sundays". The guided questions go on.'
        )
        assert len(server.asked) == 1


class TestKeys:
    def test_f02_a_server_of_ones_own_gets_a_dummy_key(self) -> None:
        with StubServer(stub.says(ANSWER)) as server:
            ask(connect("openai:stub-large", server.url, limits=QUICK))

        assert server.asked[0].headers["authorization"] == f"Bearer {chat_model.DUMMY_KEY}"

    def test_f01_no_key_and_no_server_says_which_variable_to_set(self) -> None:
        with pytest.raises(KeyRefused, match=r"^No key is set for api\.openai\.com\. .* set OPENAI_API_KEY"):
            ask(connect("openai:stub-large", limits=QUICK))

    def test_f03_a_refused_key_is_one_request_and_a_plain_line(self) -> None:
        with StubServer(stub.fails(401, f"Incorrect API key provided: {KEY}")) as server:
            failure = failure_of(server)

        assert str(failure) == (
            f"{server.host} refused the key. The guided questions go on; set a valid OPENAI_API_KEY."
        )
        assert (failure.why, len(server.asked)) == ("key refused", 1)

    def test_f86_no_key_in_messages_reprs_tracebacks_or_logs(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        behaviours = [
            stub.fails(400, f"bad request with {KEY}"),
            stub.fails(403, f"forbidden {KEY}"),
            stub.reports_error(f"boom Bearer {KEY}"),
            stub.reports_error("with another secret sk-proj-abcdefgh1234"),
            stub.sends_bad_json,
            stub.resets_midway,
        ]
        for behaviour in behaviours:
            with StubServer(behaviour) as server:
                model = model_at(server)
                with pytest.raises(ModelFailed) as caught:
                    ask(model)
            told = (
                "".join(traceback.format_exception(caught.value)) + repr(caught.value) + repr(model) + str(vars(model))
            )
            assert KEY not in told
            assert "sk-proj-abcdefgh1234" not in told
        assert KEY not in caplog.text

    def test_f28_a_redirect_is_not_followed_with_the_key(self) -> None:
        with (
            StubServer(stub.says(ANSWER)) as other,
            StubServer(stub.redirects(f"{other.url}/chat/completions")) as server,
        ):
            failure = failure_of(server)

        assert isinstance(failure, NotAModelApi)
        assert f"it redirects to {other.host}" in str(failure)
        assert other.requests == []


class TestRetries:
    def test_f06_waits_as_long_as_it_is_told_and_then_answers(self) -> None:
        naps = Naps()
        slow_down = stub.fails(429, "slow down", headers={"retry-after": "1"})
        with StubServer(slow_down, slow_down, stub.says(ANSWER)) as server:
            reply = ask(model_at(server, sleep=naps))

        assert (reply.raw, naps, len(server.asked)) == (ANSWER, [1.0, 1.0], 3)

    def test_f06_a_date_in_retry_after_counts_from_the_servers_own_clock(self) -> None:
        naps = Naps()
        headers = {"date": "Tue, 24 Nov 2026 09:00:00 GMT", "retry-after": "Tue, 24 Nov 2026 09:00:02 GMT"}

        with StubServer(stub.fails(503, "busy", headers=headers), stub.says(ANSWER)) as server:
            ask(model_at(server, sleep=naps))

        assert naps == [2.0]

    def test_f07_a_long_wait_is_told_at_once_and_not_slept_through(self) -> None:
        naps = Naps()
        with StubServer(stub.fails(429, "slow down", headers={"retry-after": "120"})) as server:
            failure = failure_of(server, sleep=naps)

        assert str(failure) == f"{server.host} is busy. The guided questions go on; try again in 2 min."
        assert (naps, len(server.asked)) == ([], 1)

    def test_f08_a_spent_quota_is_not_asked_again(self) -> None:
        with StubServer(stub.fails(429, "You exceeded your current quota.", "insufficient_quota")) as server:
            failure = failure_of(server)

        assert isinstance(failure, QuotaSpent)
        assert (failure.why, len(server.asked)) == ("quota spent", 1)

    @pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503])
    def test_f09_two_retries_further_apart_and_then_no_more(self, status: int) -> None:
        naps = Naps()
        with StubServer(stub.fails(status, "try later")) as server:
            failure = failure_of(server, sleep=naps)

        assert isinstance(failure, Busy)
        assert len(server.asked) == 3
        assert 0.005 <= naps[0] <= 0.01 <= naps[1] <= 0.02

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
    def test_what_the_person_must_change_is_never_retried(self, status: int) -> None:
        naps = Naps()
        with StubServer(stub.fails(status, "no")) as server:
            failure_of(server, sleep=naps)

        assert (naps, len(server.asked)) == ([], 1)

    def test_no_wait_reaches_past_the_end_of_the_turn(self) -> None:
        naps = Naps()
        with StubServer(stub.fails(429, "slow down", headers={"retry-after": "10"})) as server:
            failure_of(server, replace(QUICK, turn=5), sleep=naps)

        assert (naps, len(server.asked)) == ([], 1)

    def test_nothing_is_retried_once_an_answer_has_begun(self) -> None:
        naps = Naps()
        with StubServer(stub.resets_midway, stub.says(ANSWER)) as server:
            failure_of(server, sleep=naps)

        assert (naps, len(server.asked)) == ([], 1)


class TestTheAddress:
    def test_f10_nobody_there_is_said_within_seconds_naming_the_host(self) -> None:
        naps, port = Naps(), free_port()
        started = time.monotonic()
        with pytest.raises(Unreachable, match=rf"^127\.0\.0\.1:{port} cannot be reached\. .*check OPENAI_BASE_URL"):
            ask(connect("openai:x", f"http://127.0.0.1:{port}/v1", KEY, limits=QUICK, sleep=naps))

        assert len(naps) == 2
        assert time.monotonic() - started < 6

    def test_f10_an_unknown_host_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def unknown(*_: object, **__: object) -> None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", unknown)
        with pytest.raises(TypedFailure, match=r"^no-such-host\.invalid "):
            ask(connect("openai:x", "http://no-such-host.invalid/v1", KEY, limits=QUICK, sleep=Naps()))

    @pytest.mark.parametrize("address", ["not a url", "ftp://host/v1", "http://", "http://host:port/v1", KEY])
    def test_f10_what_is_no_web_address_is_not_repeated(self, address: str) -> None:
        with pytest.raises(Unreachable) as caught:
            ask(connect("openai:x", address, KEY, limits=QUICK))

        assert str(caught.value).startswith("OPENAI_BASE_URL is not a web address such as https://host/v1.")
        assert address == "http://" or address not in str(caught.value)

    def test_f05_a_model_that_is_not_there_is_named_with_those_that_are(self) -> None:
        with StubServer(stub.fails(404, "no such model", "model_not_found"), models=("tiny", "big")) as server:
            failure = failure_of(server)

        assert isinstance(failure, ModelUnknown)
        assert str(failure) == (
            f"{server.host} has no model 'stub-large'. The guided questions go on; set FRAMEFIRST_MODEL, or correct "
            "OPENAI_BASE_URL. It offers big, tiny."
        )

    def test_f05_without_a_list_of_models_the_line_is_still_whole(self) -> None:
        with StubServer(stub.fails(404, "no such model"), models=None) as server:
            assert str(failure_of(server)).endswith("set FRAMEFIRST_MODEL, or correct OPENAI_BASE_URL.")

    def test_f21_a_page_instead_of_an_answer_is_called_one(self) -> None:
        with StubServer(stub.sends_html) as server:
            failure = failure_of(server)

        assert str(failure) == (
            f"{server.host} did not answer as a model API: it sent text/html. The guided questions go on; "
            "check OPENAI_BASE_URL."
        )

    @pytest.mark.parametrize("behaviour", [stub.empty_stream, stub.nonsense_chunk])
    def test_f21_a_stream_without_a_message_is_not_an_answer(self, behaviour: stub.Behaviour) -> None:
        with StubServer(behaviour) as server:
            assert isinstance(failure_of(server), NotAModelApi)


class TestTime:
    def limits(self, **seconds: float) -> Limits:
        return Limits(**{"first_token": 20.0, "idle": 20.0, "turn": 30.0, **seconds})  # type: ignore[arg-type]

    def took(self, behaviour: stub.Behaviour, limits: Limits) -> tuple[TypedFailure, float]:
        with StubServer(behaviour) as server:
            started = time.monotonic()
            failure = failure_of(server, limits)
            return failure, time.monotonic() - started

    @pytest.mark.parametrize("behaviour", [stub.hangs, stub.only_heartbeats])
    def test_f11_f13_a_first_token_that_never_comes_ends_the_wait(self, behaviour: stub.Behaviour) -> None:
        failure, seconds = self.took(behaviour, self.limits(first_token=0.2))

        assert isinstance(failure, TimedOut)
        assert "sent nothing within 0.2 s" in str(failure)
        assert failure.partial == ""
        assert seconds < 5

    @pytest.mark.parametrize("behaviour", [stub.stalls, stub.heartbeats_after_half])
    def test_f12_f13_a_stall_ends_the_wait_and_keeps_what_had_come(self, behaviour: stub.Behaviour) -> None:
        failure, seconds = self.took(behaviour, self.limits(idle=0.2))

        assert isinstance(failure, TimedOut)
        assert (failure.why, failure.partial) == ("stalled", stub.HALF)
        assert seconds < 5

    def test_f14_a_slow_drip_goes_on_until_the_turn_is_over(self) -> None:
        failure, seconds = self.took(stub.drips(0.02), self.limits(turn=0.6))

        assert isinstance(failure, TimedOut)
        assert "did not finish within 0.6 s" in str(failure)
        assert set(failure.partial) == {"x"}
        assert 0.5 < seconds < 5

    def test_f12_the_connection_is_closed_when_the_wait_is_over(self) -> None:
        with StubServer(stub.heartbeats_after_half) as server:
            failure_of(server, self.limits(idle=0.1))

            assert server.cut_short.wait(2)

    def test_f12_what_had_come_was_heard(self) -> None:
        heard: list[str] = []
        with StubServer(stub.stalls) as server, pytest.raises(TimedOut):
            ask(model_at(server, limits=self.limits(idle=0.1)), heard.append)

        assert heard[-1] == stub.HALF

    def test_two_threads_may_ask_at_once(self) -> None:
        replies: list[str] = []
        with StubServer(stub.says(ANSWER)) as server:
            model = model_at(server, limits=self.limits())
            threads = [threading.Thread(target=lambda: replies.append(ask(model).raw)) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        assert replies == [ANSWER] * 4


class TestAStreamThatBreaks:
    def test_f15_a_reset_keeps_what_had_come(self) -> None:
        with StubServer(stub.resets_midway) as server:
            failure = failure_of(server)

        assert isinstance(failure, BrokenOff)
        assert failure.partial == stub.HALF

    def test_f15_a_reset_before_the_first_word_is_tried_again(self) -> None:
        with StubServer(stub.resets, stub.says(ANSWER)) as server:
            assert ask(model_at(server)).raw == ANSWER

    def test_f19_bad_json_keeps_what_had_come(self) -> None:
        with StubServer(stub.sends_bad_json) as server:
            failure = failure_of(server)

        assert isinstance(failure, BrokenOff)
        assert (failure.why, failure.partial) == ("unreadable answer", stub.HALF)

    def test_f20_an_error_inside_the_stream_is_told_clean_and_short(self) -> None:
        with StubServer(stub.reports_error("<b>GPU</b>\n\x1b[31m on fire " + "y" * 500)) as server:
            failure = failure_of(server)

        assert isinstance(failure, BrokenOff)
        said = str(failure).split('"')[1]
        assert said.startswith("GPU [31m on fire yyy")
        assert len(said) == 300
        assert failure.partial == stub.HALF

    def test_f22_a_flood_is_cut_at_the_limit_and_the_request_cancelled(self) -> None:
        with StubServer(stub.floods()) as server:
            failure = failure_of(server, Limits())

            assert server.cut_short.wait(2)
        assert failure.why == "answer too long"
        assert 200_000 <= len(failure.partial) <= 202_000

    def test_f22_a_line_that_never_ends_is_cut_too(self) -> None:
        with StubServer(stub.sends_one_endless_line) as server:
            failure = failure_of(server, Limits(wire_bytes=2_000_000))

            assert server.cut_short.wait(2)
        assert failure.why == "answer too long"

    @pytest.mark.parametrize(
        "behaviour",
        [
            stub.fails(400, "This model's maximum context length is 8192 tokens.", "context_length_exceeded"),
            stub.fails(413, "too large"),
            stub.fails(500, "the request exceeds the available context size"),
            stub.reports_error("maximum context length reached", "context_length_exceeded"),
        ],
    )
    def test_f27_a_prompt_that_is_too_long_is_a_kind_of_its_own(self, behaviour: stub.Behaviour) -> None:
        with StubServer(behaviour) as server:
            assert isinstance(failure_of(server), ContextTooLong)
        assert len(server.asked) == 1


class TestNamesOfModels:
    def test_another_provider_that_is_not_installed_says_what_to_install(self) -> None:
        with pytest.raises(Unreachable, match="^The provider 'nosuchprovider' in FRAMEFIRST_MODEL is not installed"):
            ask(connect("nosuchprovider:some-model", limits=QUICK))

    @pytest.mark.parametrize(
        ("model_id", "name"), [("openai:llama3:8b", "llama3:8b"), ("llama3:8b", "llama3:8b"), ("tiny", "tiny")]
    )
    def test_a_colon_may_belong_to_the_name_on_a_server_of_ones_own(self, model_id: str, name: str) -> None:
        with StubServer(stub.says(ANSWER)) as server:
            ask(connect(model_id, server.url, limits=QUICK))

        assert server.asked[0].body["model"] == name

    def test_connecting_sends_nothing(self) -> None:
        with StubServer(stub.says(ANSWER)) as server:
            connect("openai:stub-large", server.url, KEY)

        assert server.requests == []

    def test_a_password_in_the_address_is_not_shown(self) -> None:
        assert (
            repr(connect("openai:x", "https://ana:hunter2@models.example/v1"))
            == "ChatModel('openai:x' at models.example)"
        )


def test_a_body_of_the_request_is_plain_json() -> None:
    with StubServer(stub.says(ANSWER)) as server:
        ask(model_at(server))

    assert json.loads(json.dumps(server.asked[0].body))["stream_options"] == {"include_usage": True}


class TestAnotherProvider:
    """One that LangChain's `init_chat_model` knows; the package stands in here, the message classes are the real ones."""

    @pytest.fixture
    def provider(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., object]], ChatModel]:
        def install(make: Callable[..., object]) -> ChatModel:
            package, models = types.ModuleType("langchain"), types.ModuleType("langchain.chat_models")
            models.init_chat_model = make  # type: ignore[attr-defined]  # what the package offers
            monkeypatch.setitem(sys.modules, "langchain", package)
            monkeypatch.setitem(sys.modules, "langchain.chat_models", models)
            return connect("anthropic:some-model", limits=QUICK)

        return install

    def test_that_is_installed_answers_as_it_arrives(self, provider: Callable[..., ChatModel]) -> None:
        asked: list[object] = []

        def make(model_id: str, **settings: object) -> object:
            asked.append((model_id, settings))
            return GenericFakeChatModel(messages=iter([AIMessage('{"reply": "Heard it."}')]))

        heard: list[str] = []
        reply = ask(provider(make), heard.append)

        assert reply == Reply(raw='{"reply": "Heard it."}')
        assert heard[-1] == reply.raw
        assert ("anthropic:some-model", {"max_retries": 0}) in asked

    @pytest.mark.parametrize(
        ("metadata", "reason"),
        [
            ({"stop_reason": "end_turn"}, "end_turn"),
            ({"stop_reason": "max_tokens"}, "length"),
            ({"done_reason": "stop"}, "stop"),
            ({"finish_reason": "MAX_TOKENS"}, "length"),
            ({}, None),
        ],
    )
    def test_ends_in_words_of_its_own(self, metadata: dict[str, str], reason: str | None) -> None:
        assert chat_model.finish_reason_in(metadata) == reason

    def test_that_is_not_installed_names_its_package(self, provider: Callable[..., ChatModel]) -> None:
        def make(model_id: str, **settings: object) -> object:
            raise ImportError("Unable to import langchain_anthropic")

        with pytest.raises(
            Unreachable, match=r"is not installed\. .* usually `langchain-anthropic`, or name an `openai:`"
        ):
            ask(provider(make))

    def test_without_its_key_says_so_and_shows_none(self, provider: Callable[..., ChatModel]) -> None:
        def make(model_id: str, **settings: object) -> object:
            raise ValueError(f"1 validation error: api_key={KEY}")

        with pytest.raises(KeyRefused, match=r"could not be set up\. .* usually ANTHROPIC_API_KEY") as caught:
            ask(provider(make))
        assert KEY not in "".join(traceback.format_exception(caught.value))


class TestWhatAnAnswerLeavesBehind:
    """Each thread that asks has an event loop, and the loop ends with the thread."""

    @staticmethod
    def after_its_thread(coroutine: Callable[[], Any]) -> None:
        thread = threading.Thread(target=lambda: chat_model.run(coroutine()))
        thread.start()
        thread.join(20)
        assert not thread.is_alive()

    def test_is_finished_when_the_thread_ends(self, caplog: pytest.LogCaptureFixture) -> None:
        ended: list[str] = []

        async def streams() -> Any:
            try:
                yield "half"
                yield "and the rest"
            finally:
                await asyncio.sleep(0)
                ended.append("the stream is closed")

        async def breaks_off() -> None:
            await anext(streams())

        self.after_its_thread(breaks_off)

        assert (ended, caplog.text) == (["the stream is closed"], "")

    def test_is_cancelled_when_it_does_not_end_by_itself(
        self, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(chat_model, "GRACE", 0.01)
        left: list[asyncio.Task[object]] = []

        async def goes_on() -> None:
            left.append(asyncio.ensure_future(asyncio.Event().wait()))

        self.after_its_thread(goes_on)

        assert (left[0].cancelled(), caplog.text) == (True, "")

    def test_does_not_hold_the_thread_up_when_it_cannot_be_cancelled(
        self, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(chat_model, "GRACE", 0.01)
        left: list[asyncio.Task[object]] = []

        async def deaf() -> None:
            while True:
                with contextlib.suppress(asyncio.CancelledError):
                    await asyncio.Event().wait()

        async def goes_on() -> None:
            left.append(asyncio.ensure_future(deaf()))

        self.after_its_thread(goes_on)
        left.clear()

        assert "Task was destroyed" not in caplog.text

    def test_is_dropped_without_a_word_when_the_interpreter_ends(self) -> None:
        script = (
            "import asyncio\n"
            "from assistant.adapters.chat_model import run\n"
            "async def goes_on(): asyncio.ensure_future(asyncio.Event().wait())\n"
            "run(goes_on())\n"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)

        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
