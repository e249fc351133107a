"""What a look at an endpoint finds, over real HTTP: the form it honours, and in one line what to change."""

import json

import pytest

from assistant.adapters.chat_model import connect
from assistant.adapters.endpoint_check import Checked, check
from evals import stub_server as stub
from evals.stub_server import StubServer

YES = json.dumps({"ok": True})
KEY = "sk-canary-8e1c55d0bb"


def check_at(server: StubServer, name: str = "stub-large") -> Checked:
    return check(connect(f"openai:{name}", server.url, KEY))


def whole(content: str) -> stub.Behaviour:
    """One JSON document, with a tool called where one is offered."""

    def answer(exchange: stub.Exchange) -> None:
        body = stub.completion(content, "stop", exchange.request)
        if tools := exchange.request.body.get("tools"):
            function = {"name": tools[0]["function"]["name"], "arguments": content}
            call = {"id": "c", "type": "function", "function": function}
            message = {"role": "assistant", "content": None, "tool_calls": [call]}
            body["choices"] = [{"index": 0, "message": message, "finish_reason": "tool_calls"}]
        exchange.send(200, json.dumps(body))

    return answer


@pytest.mark.parametrize(
    ("form", "asked"), [("json_schema", 1), ("tools", 2), ("json_object", 3), ("text", 4)]
)  # fmt: skip
def test_the_best_form_that_is_taken_is_found(form: str, asked: int) -> None:
    with StubServer(stub.understands(form, content=whole(YES))) as server:
        found = check_at(server)

    assert (found.ok, found.form, found.offered) == (True, form, ("stub-large", "stub-small"))
    assert found.line.startswith(f"stub-large at {server.host} answers after ")
    assert len(server.asked) == asked


def test_a_form_that_is_taken_and_not_kept_to_does_not_count() -> None:
    chats = whole("Sure, here you go!")
    with StubServer(stub.only_when(lambda body: "tools" in body, chats, whole(YES))) as server:
        assert check_at(server).form == "tools"


def test_prose_in_every_form_is_no_model_for_this() -> None:
    with StubServer(whole("I would rather chat.")) as server:
        found = check_at(server)

    assert (found.ok, found.form) == (False, None)
    assert "set FRAMEFIRST_MODEL to a model that follows instructions" in found.line


def test_a_name_that_is_not_listed_is_said_with_those_that_are() -> None:
    with StubServer(whole(YES)) as server:
        found = check_at(server, "stub-lrage")

    assert found.ok
    assert found.line.endswith("It does not list that name, though; it lists stub-large, stub-small.")


def test_f05_a_model_that_is_not_there_names_the_setting() -> None:
    with StubServer(stub.fails(404, "no such model")) as server:
        found = check_at(server)

    assert not found.ok
    assert found.line == (
        f"{server.host} has no model 'stub-large'. Set FRAMEFIRST_MODEL, or correct OPENAI_BASE_URL."
    )  # fmt: skip


@pytest.mark.parametrize(
    ("behaviour", "line"),
    [
        (stub.fails(401, f"bad key {KEY}"), "refused the key. Set a valid OPENAI_API_KEY."),
        (stub.fails(429, "no more", "insufficient_quota"), "is spent. Top it up or use another key."),
        (stub.fails(503, "later"), "failed (503). Try again in a moment."),
        (stub.sends_html, "did not answer as a model API"),
        (
            stub.redirects("http://elsewhere.example/"),
            "did not answer as a model API: it redirects to elsewhere.example",
        ),
    ],
)
def test_f03_f08_f21_f28_what_is_wrong_is_one_line_without_the_key(behaviour: stub.Behaviour, line: str) -> None:
    with StubServer(behaviour) as server:
        found = check_at(server)

    assert not found.ok
    assert line in found.line
    assert KEY not in found.line
    assert "\n" not in found.line


def test_f10_nobody_there_is_named() -> None:
    with StubServer() as server:
        address = server.url
    found = check(connect("openai:x", address, KEY))

    assert (found.ok, "cannot be reached. Check OPENAI_BASE_URL" in found.line) == (False, True)


def test_a_provider_that_is_not_installed_is_said_in_one_line() -> None:
    found = check(connect("nosuchprovider:some-model"))

    assert found.line.startswith("The provider 'nosuchprovider' in FRAMEFIRST_MODEL is not installed. Install ")
