"""Is there a model at this address, and in which form does it answer? A few tiny requests outside any session.

It asks with the openai client itself, so that what is learned holds for the endpoint and not for what stands in between.
It changes nothing, remembers nothing and never shows the key.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from assistant.adapters.chat_model import (
    EASIER,
    TOOL,
    ChatModel,
    Limits,
    Manner,
    OpenAICompatible,
    Shape,
    certificates,
    easier_manner,
    failure_from,
    plain,
    shape_arguments,
)
from assistant.model_failures import TypedFailure
from assistant.ports import Message

QUESTION = 'Reply with one JSON object, {"ok": true}, and nothing else.'
SCHEMA: dict[str, Any] = {
    "title": "Check",
    "type": "object",
    "properties": {"ok": {"type": "boolean"}},
    "required": ["ok"],
    "additionalProperties": False,
}
PATIENCE = 30.0
"""Seconds for one request: a local server may have to load its model first."""
LISTED = 12
FORMS: dict[Shape, str] = {
    "json_schema": "a JSON schema, the strictest form there is",
    "tools": "tool calls",
    "json_object": "plain JSON without a schema",
    "text": "the form in plain text",
}


@dataclass(frozen=True)
class Checked:
    """What a look at the endpoint found. `line` says it in one line, with what to change where something should be."""

    host: str
    model: str
    ok: bool
    line: str
    form: Shape | None = None
    """The best form of structured output that was honoured; None where no answer could be read."""
    offered: tuple[str, ...] = ()
    """Models that the endpoint lists; empty where it lists none."""
    seconds: float = 0.0
    """Until the first answer that could be used."""


def check(model: ChatModel) -> Checked:
    """Lists the models and asks one small question, again in easier forms where the better ones are not honoured."""
    endpoint = model.endpoint
    try:
        endpoint.prepare()
        if not isinstance(endpoint, OpenAICompatible):
            return _other(model)
        with _client(endpoint) as client:
            return _compatible(client, endpoint)
    except TypedFailure as failure:
        return Checked(endpoint.host or "the endpoint", model.id, False, _without_consolation(str(failure)))


def _compatible(client: Any, endpoint: OpenAICompatible) -> Checked:
    offered = _offered(client)
    shape: Shape = "json_schema"
    read = False
    while True:
        began = time.monotonic()
        try:
            read = _is_honoured(_ask(client, endpoint.name, shape), shape)
        except Exception as error:  # every vendor's way of failing becomes one of ours
            if easier_manner(Manner(shape), error) is None:
                raise failure_from(error, endpoint) from None
        if read or shape not in EASIER:
            break
        shape = EASIER[shape]
    took = time.monotonic() - began
    return Checked(
        endpoint.host, endpoint.name, read, _line(endpoint, shape if read else None, offered, took),
        shape if read else None, offered, took,
    )  # fmt: skip


@contextmanager
def _client(endpoint: OpenAICompatible) -> Iterator[Any]:
    import httpx2
    from openai import OpenAI

    # A redirect is not followed: the key goes to no other host.
    timeout = httpx2.Timeout(PATIENCE, connect=Limits().connect)
    with (
        httpx2.Client(verify=certificates(), timeout=timeout, follow_redirects=False) as http,
        OpenAI(base_url=endpoint.base_url, api_key=endpoint.key, max_retries=0, http_client=http) as client,
    ):
        yield client


def _offered(client: Any) -> tuple[str, ...]:
    """Without a list the endpoint may still answer; that is told by the question itself."""
    with suppress(Exception):
        return tuple(sorted(plain(str(model.id))[:60] for model in client.models.list().data))
    return ()


def _ask(client: Any, name: str, shape: Shape) -> Any:
    asking = shape_arguments(shape, SCHEMA)
    return client.chat.completions.create(model=name, messages=[{"role": "user", "content": QUESTION}], **asking)


def _is_honoured(answer: Any, shape: Shape) -> bool:
    message = answer.choices[0].message
    calls = [call.function.arguments for call in message.tool_calls or () if call.function.name == TOOL]
    text = (calls[0] if calls else "") if shape == "tools" else (message.content or "")
    try:
        said = json.loads(text[text.find("{") : text.rfind("}") + 1] if shape == "text" else text)
    except ValueError:
        return False
    return isinstance(said, dict) and isinstance(said.get("ok"), bool)


def _line(endpoint: OpenAICompatible, form: Shape | None, offered: tuple[str, ...], took: float) -> str:
    name, host = plain(endpoint.name), endpoint.host
    if form is None:
        return (
            f"{name} at {host} answers, but not in any form that can be read. Guided questions would do better; "
            "set FRAMEFIRST_MODEL to a model that follows instructions."
        )
    line = f"{name} at {host} answers after {took:.1f} s and keeps to {FORMS[form]}."
    if form == "text":
        line += (
            " Nothing holds it to the form; expect more answers that cannot be used, or choose a model with JSON mode."
        )
    if offered and endpoint.name not in offered:
        line += f" It does not list that name, though; it lists {', '.join(offered[:LISTED])}."
    return line


def _other(model: ChatModel) -> Checked:
    """A provider that LangChain reaches by its own client."""
    began = time.monotonic()
    reply = model.ask((Message("user", QUESTION),), SCHEMA)
    took, name = time.monotonic() - began, plain(model.id)
    if '"ok"' not in reply.raw:
        line = f"{name} answers, but not in a form that can be read. Set FRAMEFIRST_MODEL to a model that follows instructions."
        return Checked(model.endpoint.host, model.id, False, line, seconds=took)
    return Checked(model.endpoint.host, model.id, True, f"{name} answers in text after {took:.1f} s.", "text", (), took)


def _without_consolation(line: str) -> str:
    """A failure's line as it stands outside a conversation."""
    from assistant.adapters.chat_model import GO_ON

    head, found, tail = line.partition(f". {GO_ON}; ")
    return f"{head}. {tail[:1].upper()}{tail[1:]}" if found else line.replace(f" {GO_ON}.", "")
