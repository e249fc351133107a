"""The chat model behind an OpenAI-compatible endpoint or another LangChain provider.

The only file that knows LangChain's models and the vendor's errors. It sends messages and gives back
what came, raw; it does not know what a turn is, and it believes nothing the model says.

Theory of operation. Each thread that asks has an event loop and an HTTP client of its own: a timeout
can cancel a request at any point and close its connection, while one that went well is kept open for
the next question. A Manner says how the endpoint is
asked: which form of structured output, whether token counts are requested, whether it streams. It
starts with the best; what the endpoint refuses is given up, and the Manner that worked is remembered
for as long as the process lives. Retries are made here and nowhere else.
"""

import asyncio
import atexit
import email.utils
import importlib.util
import json
import random
import re
import sys
import threading
import time
import warnings
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, NamedTuple, Protocol, TypeVar
from urllib.parse import urlsplit

from assistant.adapters.importing import one_at_a_time
from assistant.call import Call
from assistant.model_failures import (
    BrokenOff,
    Busy,
    ContextTooLong,
    KeyRefused,
    ModelUnknown,
    NotAModelApi,
    QuotaSpent,
    RequestRefused,
    Stopped,
    TimedOut,
    TypedFailure,
    Unreachable,
)
from assistant.ports import Message, Reply

OPENAI = "https://api.openai.com/v1"
DUMMY_KEY = "no-key-needed"
"""Sent to a server of one's own when no key is set: the client insists on one, such servers ignore it."""


@dataclass(frozen=True)
class Limits:
    """Seconds, unless the name says otherwise."""

    connect: float = 5
    first_token: float = 60
    idle: float = 45
    """Between two pieces of an answer; comments that only keep the line open do not count."""
    turn: float = 300
    """One question to the model with all its retries."""
    answer_characters: int = 200_000
    wire_bytes: int = 16_000_000
    retries: int = 2
    first_backoff: float = 0.5
    longest_wait: float = 30
    """A longer Retry-After is told to the person instead of being slept through."""


Shape = Literal["json_schema", "tools", "json_object", "text"]
EASIER: dict[Shape, Shape] = {"json_schema": "tools", "tools": "json_object", "json_object": "text"}
TOOL = "answer"

REFUSES_SHAPE = re.compile(
    r"response.?(format|schema)|json.?(schema|object|mode)|structured|\btools?\b|tool_choice|function.?call|grammar|"
    r"unsupported|not.supported|unrecogni[sz]ed|unknown.(field|name|param)|extra.(fields|inputs)|not.permitted",
    re.IGNORECASE,
)
REFUSES_COUNTS = re.compile(r"stream.?options|include.?usage", re.IGNORECASE)
TOO_LONG = re.compile(
    r"context_length_exceeded|context.(length|window|size)|prompt is too long|too many (input )?tokens|"
    r"input tokens exceed|maximum (input|prompt) length",
    re.IGNORECASE,
)
QUOTA = re.compile(r"insufficient_quota|exceeded your current quota|billing_hard_limit", re.IGNORECASE)
UNKNOWN_PROVIDER = re.compile(r"unsupported|unknown|unable to infer|not supported", re.IGNORECASE)
CUT = frozenset({"length", "max_tokens", "model_length"})
"""Finish reasons of an answer that ran into its limit."""
SECRETS = re.compile(r"\b(sk|pk|key|token)[-_][\w-]{6,}|\bBearer\s+\S+", re.IGNORECASE)
SHOWN_CHARACTERS = 300
HEARD_EVERY = 0.05
KEPT_OPEN = 120
"""Seconds that an idle connection waits for the next question: people think before they answer."""
GRACE = 0.1
"""Seconds that what is left of an answer has to end by itself when the thread that asked ends, and again once cancelled."""
GO_ON = "The guided questions go on"


@dataclass(frozen=True)
class Manner:
    """How an endpoint is asked."""

    shape: Shape = "json_schema"
    counts_tokens: bool = True
    streams: bool = True


class AnswersWhole(Exception):
    """The endpoint sends one JSON document although a stream was asked for."""


class Endpoint(Protocol):
    host: str

    def prepare(self) -> None:
        """The slow imports, before any clock runs. Raises TypedFailure for what cannot work at all."""

    def chunks(self, messages: list[Any], manner: Manner, schema: dict[str, Any]) -> AsyncIterator[Any]:
        """LangChain's message chunks as they arrive."""

    async def hang_up(self) -> None:
        """Closes this thread's connection, so that the other side sees at once that nobody listens any more."""

    async def models(self) -> list[str]:
        """Names of the models on offer; empty when the endpoint does not say."""

    def masked(self, text: str) -> str: ...


def connect(
    model_id: str,
    base_url: str | None = None,
    api_key: str | None = None,
    *,
    limits: Limits | None = None,
    sleep: Callable[[float], None] | None = None,
) -> "ChatModel":
    """A model by its `provider:name`; nothing is imported or sent before the first question.

    With a base URL, a colon may also belong to the name (`llama3:8b`). `sleep` stands in for waiting in tests.
    """
    limits = limits or Limits()
    provider, _, name = model_id.partition(":")
    if provider == "openai" or not name or (base_url and not importlib.util.find_spec(f"langchain_{provider}")):
        name = name if provider == "openai" and name else model_id
        key = api_key or (DUMMY_KEY if base_url else "")
        return ChatModel(model_id, name, OpenAICompatible(name, base_url or OPENAI, key, limits), limits, sleep)
    return ChatModel(model_id, name, OtherProvider(model_id, provider), limits, sleep, Manner(shape="text"))


class ChatModel:
    """The Model port over one endpoint. May be asked from several threads at once."""

    def __init__(
        self,
        model_id: str,
        name: str,
        endpoint: Endpoint,
        limits: Limits,
        sleep: Callable[[float], None] | None,
        manner: Manner | None = None,
    ) -> None:
        self.id = model_id
        self._name, self.endpoint, self._limits, self._sleep = name, endpoint, limits, sleep
        self._manner = manner or Manner()
        self._dice = random.Random()

    def __repr__(self) -> str:
        return f"ChatModel({self.id!r} at {self.endpoint.host})"

    def ask(
        self,
        messages: Sequence[Message],
        schema: dict[str, Any],
        heard: Callable[[str], None] = lambda text: None,
        call: Call | None = None,
    ) -> Reply:
        """One question, with the retries and the manners it takes. Raises a TypedFailure."""
        call = call or Call()
        self.endpoint.prepare()
        deadline = time.monotonic() + self._limits.turn
        manner, retries = self._manner, 0
        while True:
            answer = Gathered(self._limits.answer_characters, heard)
            try:
                run(self._listen(messages, schema, manner, answer, deadline, call))
            except asyncio.CancelledError:
                raise self._stopped(call, answer) from None
            except Exception as error:  # whatever a vendor's library raises becomes one of our outcomes here
                failure = self._translated(error, answer, deadline)
                easier = easier_manner(manner, error)
            else:
                self._manner = manner
                return answer.reply(manner.shape)
            if answer.has_begun:
                raise failure from None
            if easier and not isinstance(failure, Busy):
                manner = easier
                continue
            wait = self._wait(failure, retries)
            if wait is None or time.monotonic() + wait > deadline:
                raise self._last(failure) from None
            call.pause(what_happened(failure), wait, self._sleep)
            if call.why_stopped:
                raise self._stopped(call, answer) from None
            manner, retries = easier or manner, retries + 1

    def _stopped(self, call: Call, answer: "Gathered") -> Stopped:
        why = call.why_stopped or Stopped.reason
        return Stopped(f"The model was {why}. {GO_ON}.", why=why, partial=answer.text)

    async def _listen(
        self,
        messages: Sequence[Message],
        schema: dict[str, Any],
        manner: Manner,
        answer: "Gathered",
        deadline: float,
        call: Call,
    ) -> None:
        """Takes the answer in as it arrives.

        Raises TimeoutError when the next piece is too late, CancelledError when the call is stopped.
        """
        limits, loop, task = self._limits, asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None
        clock = loop.time
        first = limits.first_token if manner.streams else limits.turn
        try:
            with untraced(), call.cancelled_by(lambda: loop.call_soon_threadsafe(task.cancel)):
                async with asyncio.timeout_at(min(clock() + first, deadline)) as patience:
                    chunks = self.endpoint.chunks(wire_messages(messages), manner, schema)
                    async with aclosing(chunks):  # type: ignore[type-var]
                        async for chunk in chunks:
                            patience.reschedule(min(clock() + limits.idle, deadline))
                            answer.take(chunk, clock(), loop.call_later)
        except BaseException:
            await self.endpoint.hang_up()
            raise
        finally:
            answer.tell()

    def _translated(self, error: Exception, answer: "Gathered", deadline: float) -> TypedFailure:
        failure = translated(error, self.endpoint.host, self._name, answer, time.monotonic() >= deadline, self._limits)
        failure.args = (self.endpoint.masked(str(failure)),)
        failure.partial = answer.text
        return failure

    def _wait(self, failure: TypedFailure, retries: int) -> float | None:
        """Seconds until the next try; None when there is no point in one."""
        if retries >= self._limits.retries or not isinstance(failure, Busy | Unreachable):
            return None
        asked_for = failure.wait if isinstance(failure, Busy) else None
        if asked_for is None:
            return self._limits.first_backoff * (1 << retries) * self._dice.uniform(0.5, 1)
        return asked_for if asked_for <= self._limits.longest_wait else None

    def _last(self, failure: TypedFailure) -> TypedFailure:
        """A failure that is not tried again, with what helps to act on it: how long to wait, or which models there are."""
        if isinstance(failure, Busy) and failure.wait and failure.wait > self._limits.longest_wait:
            failure.why = f"{failure.why}, try again {in_time(failure.wait)}"
        if not isinstance(failure, ModelUnknown):
            return failure
        try:
            names = run(self.endpoint.models())
        except Exception:  # the list is a courtesy: without it the message is still complete
            return failure
        if names and self._name not in names:
            listed = ", ".join(plain(name)[:60] for name in sorted(names)[:8])
            return ModelUnknown(f"{failure} It offers {listed}.")
        return failure


def finish_reason_in(metadata: Any) -> str | None:
    """In OpenAI's words, whatever the provider calls it."""
    for name in ("finish_reason", "stop_reason", "done_reason"):
        if reason := metadata.get(name):
            return "length" if str(reason).lower() in CUT else str(reason)
    return None


class Tokens(NamedTuple):
    """As the endpoint counts them."""

    read: int
    cached: int | None
    written: int

    @classmethod
    def of(cls, usage: Any) -> "Tokens":
        cached = (usage.get("input_token_details") or {}).get("cache_read")
        return cls(usage["input_tokens"], cached, usage["output_tokens"])


class Gathered:
    """An answer as it grows."""

    def __init__(self, limit: int, heard: Callable[[str], None]) -> None:
        self._limit, self._heard = limit, heard
        self._pieces: list[str] = []
        self._refusal: list[str] = []
        self._calls: dict[object, ToolCall] = {}
        self._length = self._told = 0
        self._told_at = 0.0
        self._will_tell = False
        self.has_begun = False
        self.finish_reason: str | None = None
        self.tokens: Tokens | None = None

    @property
    def text(self) -> str:
        called = "".join(call.arguments for call in self._calls.values() if call.name == TOOL)
        return called or "".join(self._pieces)

    def take(self, chunk: Any, now: float, later: Callable[[float, Callable[[], None]], object]) -> None:
        """Adds a LangChain chunk. Raises BrokenOff past the limit.

        Tells of it now, or a little `later` when it has only just told: the last words before a pause are heard too.
        """
        text = str(chunk.text)
        self._refusal.append(str(chunk.additional_kwargs.get("refusal") or ""))
        self._take_text(text)
        for index, name, arguments in calls_in(chunk):
            call = self._calls.setdefault(index, ToolCall())
            call.name += name
            call.arguments += arguments
            self._take_length(arguments)
        self.finish_reason = finish_reason_in(chunk.response_metadata) or self.finish_reason
        if chunk.usage_metadata:
            self.tokens = Tokens.of(chunk.usage_metadata)
        if now - self._told_at >= HEARD_EVERY:
            self._told_at = now
            self.tell()
        elif not self._will_tell:
            self._will_tell = True
            later(HEARD_EVERY, self.tell)

    def _take_text(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self._take_length(text)

    def _take_length(self, text: str) -> None:
        self.has_begun = self.has_begun or bool(text)
        self._length += len(text)
        if self._length > self._limit:
            raise BrokenOff(
                f"The model's answer ran past {self._limit:,} characters and was cut off. {GO_ON}.",
                why="answer too long",
            )

    def tell(self) -> None:
        """Passes on the text so far, if there is more of it than last time."""
        self._will_tell = False
        if self._length > self._told and self.text:
            self._told = self._length
            self._heard(self.text)

    def reply(self, shape: Shape) -> Reply:
        unasked = tuple(call.name for call in self._calls.values() if shape != "tools" or call.name != TOOL)
        read, cached, written = self.tokens or (None, None, None)
        return Reply(
            raw=self.text if shape == "tools" else "".join(self._pieces),
            finish_reason=self.finish_reason,
            refusal="".join(self._refusal) or None,
            input_tokens=read,
            cached_tokens=cached,
            output_tokens=written,
            tool_calls=unasked,
        )


@dataclass
class ToolCall:
    name: str = ""
    arguments: str = ""


def calls_in(chunk: Any) -> Iterator[tuple[object, str, str]]:
    """Pieces of tool calls: which call, more of its name, more of its arguments."""
    if hasattr(chunk, "tool_call_chunks"):
        for piece in chunk.tool_call_chunks:
            yield piece.get("index"), piece.get("name") or "", piece.get("args") or ""
        return
    for number, call in enumerate([*chunk.tool_calls, *chunk.invalid_tool_calls]):
        arguments = call["args"] if isinstance(call["args"], str) else json.dumps(call["args"], ensure_ascii=False)
        yield number, call["name"] or "", arguments


# -- endpoints ---------------------------------------------------------------------------------------------------------


class OpenAICompatible:
    """The chat completions API at a base URL. No repr, message or log shows the key."""

    def __init__(self, name: str, base_url: str, key: str, limits: Limits) -> None:
        self.name, self.base_url, self.key, self._limits = name, base_url, key, limits
        self.host = host_of(base_url)
        self._kept = threading.local()

    def masked(self, text: str) -> str:
        return text.replace(self.key, "…") if self.key else text

    def prepare(self) -> None:
        if not self.host:
            raise Unreachable(
                f"OPENAI_BASE_URL is not a web address such as https://host/v1. {GO_ON}; correct it and try again."
            )
        if not self.key:
            raise KeyRefused(
                f"No key is set for {self.host}. {GO_ON}; set OPENAI_API_KEY, or OPENAI_BASE_URL for your own server."
            )
        chat_class()
        # Form and content are checked here; the libraries' advice about them would only reach people's terminals.
        warnings.filterwarnings("ignore", message="This model does not support OpenAI's structured output")
        warnings.filterwarnings("ignore", message="Invalid schema for OpenAI's structured output")
        warnings.filterwarnings("ignore", message="Pydantic serializer warnings")

    def _client(self) -> Any:
        """This thread's, whose connections live on its event loop."""
        if not hasattr(self._kept, "client"):
            import httpx2

            self._kept.client = httpx2.AsyncClient(
                verify=certificates(),
                headers={"accept-encoding": "identity"},  # bytes are counted as they arrive
                timeout=httpx2.Timeout(None, connect=self._limits.connect),
                follow_redirects=False,  # the key goes to no other host
                limits=httpx2.Limits(max_keepalive_connections=1, keepalive_expiry=KEPT_OPEN),
                event_hooks={"response": [self._look_at]},
            )
        return self._kept.client

    async def _look_at(self, response: Any) -> None:
        """Before the body is read: is this a model API's answer? From here on its bytes are counted."""
        response.stream = metered_class()(response.stream, self._limits.wire_bytes)
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if response.status_code != 200 or not kind or kind == "text/event-stream":
            return
        if not kind.endswith("json"):
            raise not_an_api(self.host, f"it sent {plain(kind)}")
        if json.loads(response.request.content or b"{}").get("stream"):
            raise AnswersWhole

    def _chat(self) -> Any:
        if not hasattr(self._kept, "chat"):
            self._kept.chat = chat_class()(
                model=self.name,
                api_key=self.key,
                base_url=self.base_url,
                http_async_client=self._client(),
                http_client=unused_client(),
                max_retries=0,
                use_responses_api=False,
                stream_chunk_timeout=None,
            )
        return self._kept.chat

    def chunks(self, messages: list[Any], manner: Manner, schema: dict[str, Any]) -> AsyncIterator[Any]:
        chat, asking = self._chat(), shape_arguments(manner.shape, schema)
        if not manner.streams:
            return as_one_chunk(chat.ainvoke(messages, **asking))
        streaming: AsyncIterator[Any] = chat.astream(messages, stream_usage=manner.counts_tokens, **asking)
        return streaming

    async def hang_up(self) -> None:
        kept = self._kept.__dict__
        kept.pop("chat", None)
        if client := kept.pop("client", None):
            await client.aclose()

    async def models(self) -> list[str]:
        async with asyncio.timeout(self._limits.connect):
            address = f"{self.base_url.rstrip('/')}/models"
            response = await self._client().get(address, headers={"authorization": f"Bearer {self.key}"})
            return [str(model["id"]) for model in response.json()["data"]]


class OtherProvider:
    """A provider that LangChain knows by name, with its own credentials."""

    def __init__(self, model_id: str, provider: str) -> None:
        self._model_id, self.host = model_id, provider

    def masked(self, text: str) -> str:
        return text

    def prepare(self) -> None:
        try:
            self._model()
        except ImportError as error:
            raise self._not_installed() from error
        except ValueError as error:  # pydantic's errors are among these, and may hold a key
            if UNKNOWN_PROVIDER.search(str(error)):
                raise self._not_installed() from None
            raise KeyRefused(
                f"The provider {self.host!r} in FRAMEFIRST_MODEL could not be set up. {GO_ON}; set the key it asks for in the "
                f"environment, usually {self.host.upper()}_API_KEY.",
                why="provider not set up",
            ) from None

    def _not_installed(self) -> Unreachable:
        return Unreachable(
            f"The provider {self.host!r} in FRAMEFIRST_MODEL is not installed. {GO_ON}; install `langchain` and its package "
            f"for it, usually `langchain-{self.host.replace('_', '-')}`, or name an `openai:` model.",
            why="provider not installed",
        )

    def _model(self) -> Any:
        with one_at_a_time:
            from langchain.chat_models import init_chat_model

            return init_chat_model(self._model_id, max_retries=0)

    def chunks(self, messages: list[Any], manner: Manner, schema: dict[str, Any]) -> AsyncIterator[Any]:
        streaming: AsyncIterator[Any] = self._model().astream(messages)
        return streaming

    async def hang_up(self) -> None:
        """Its connections are its own to close."""

    async def models(self) -> list[str]:
        return []


def host_of(base_url: str) -> str:
    """The host and port of a web address; empty when it is none. Never the user or password in it."""
    try:
        parts = urlsplit(base_url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return f"{parts.hostname}{port}" if parts.scheme in ("http", "https") and parts.hostname else ""


def wire_messages(messages: Sequence[Message]) -> list[Any]:
    from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

    kinds = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
    return [kinds[message.role](content=message.text) for message in messages]


def shape_arguments(shape: Shape, schema: dict[str, Any]) -> dict[str, Any]:
    """What makes an endpoint answer in the schema's form. In `extra_body` the client leaves the reply alone."""
    name = str(schema.get("title", TOOL))
    if shape == "json_schema":
        wanted = {"type": "json_schema", "json_schema": {"name": name, "schema": schema, "strict": True}}
        return {"extra_body": {"response_format": wanted}}
    if shape == "tools":
        function = {"name": TOOL, "description": "Give the answer.", "parameters": schema}
        choice = {"type": "function", "function": {"name": TOOL}}
        return {"tools": [{"type": "function", "function": function}], "tool_choice": choice}
    if shape == "json_object":
        return {"extra_body": {"response_format": {"type": "json_object"}}}
    return {}


async def as_one_chunk(answer: Coroutine[Any, Any, Any]) -> AsyncIterator[Any]:
    yield await answer


@cache
def metered_class() -> Any:
    """A body that stops at a number of bytes."""
    from httpx2 import AsyncByteStream

    class Metered(AsyncByteStream):
        def __init__(self, stream: Any, limit: int) -> None:
            self._stream, self._limit = stream, limit

        async def __aiter__(self) -> AsyncIterator[bytes]:
            taken = 0
            async for piece in self._stream:
                taken += len(piece)
                if taken > self._limit:
                    raise BrokenOff(
                        f"The model sent more than {self._limit:,} bytes and was cut off. {GO_ON}.",
                        why="answer too long",
                    )
                yield piece

        async def aclose(self) -> None:
            await self._stream.aclose()

    return Metered


@cache
def chat_class() -> Any:
    """ChatOpenAI, with the refusal of a streamed answer kept. Imported here because it takes seconds."""
    with one_at_a_time:
        from langchain_openai import ChatOpenAI

    class Chat(ChatOpenAI):
        def _convert_chunk_to_generation_chunk(self, chunk: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
            generation = super()._convert_chunk_to_generation_chunk(chunk, *args, **kwargs)
            refusal = [choice["delta"].get("refusal") for choice in chunk.get("choices") or () if choice.get("delta")]
            if generation is not None and any(refusal):
                generation.message.additional_kwargs["refusal"] = "".join(filter(None, refusal))
            return generation

    return Chat


@cache
def unused_client() -> Any:
    """LangChain wants a client that blocks beside the other one, and would read all certificates again to make its own."""
    import httpx2

    return httpx2.Client(verify=certificates())


@cache
def certificates() -> Any:
    import httpx2

    return httpx2.create_ssl_context()


def untraced() -> Any:
    """What people say goes to the endpoint they chose and to no tracing service that happens to be configured."""
    from langsmith import tracing_context

    return tracing_context(enabled=False)


# -- one event loop a thread -------------------------------------------------------------------------------------------

T = TypeVar("T")


class ImpatientPool(ThreadPoolExecutor):
    """Threads for looking up host names; a lookup that hangs must not hold up the answer that gave up on it."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        super().shutdown(wait=False, cancel_futures=True)


class OwnLoop:
    """The event loop of one thread, gone with it."""

    def __init__(self) -> None:
        loop = event_loop()
        self.loop, self.runner = loop, asyncio.Runner(loop_factory=lambda: loop)  # no circle: it ends at once

    def __del__(self) -> None:
        # Not by way of the runner, which would start a thread to end threads: too late when the interpreter goes down.
        # Then nothing is finished either, and nobody is told: the system closes what is open.
        if not sys.is_finalizing() and not _in_a_loop():
            self.loop.run_until_complete(finish_the_rest())
        self.loop.set_exception_handler(lambda loop, context: None)
        self.loop.close()


async def finish_the_rest() -> None:
    """Ends what an answer that broke off left behind: first by itself, so that streams are closed, then by force."""
    await asyncio.sleep(0)  # the closing of a stream may be planned and not yet a task
    left = asyncio.all_tasks() - {asyncio.current_task()}
    if left:
        _, left = await asyncio.wait(left, timeout=GRACE)
    for task in left:
        task.cancel()
    if left:
        await asyncio.wait(left, timeout=GRACE)


_of_this_thread = threading.local()


@atexit.register
def _end_that_of_the_main_thread() -> None:
    """While there is still an interpreter to end it in."""
    _of_this_thread.__dict__.pop("own", None)


def _in_a_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


@cache
def _beside() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="model")


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Runs it to its end in this thread, or in one beside it where a loop is running already, as in a notebook."""
    if _in_a_loop():
        return _beside().submit(lambda: run(coroutine)).result()
    if not hasattr(_of_this_thread, "own"):
        _of_this_thread.own = OwnLoop()
    runner: asyncio.Runner = _of_this_thread.own.runner
    return runner.run(coroutine)


def event_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    loop.set_default_executor(ImpatientPool(max_workers=1))
    return loop


# -- what went wrong, in our words -------------------------------------------------------------------------------------


def easier_manner(manner: Manner, error: Exception) -> Manner | None:
    """The next manner to try when the endpoint refused something about this one."""
    if any(isinstance(cause, AnswersWhole) for cause in causes(error)):
        return replace(manner, streams=False)
    status, said = status_of(error), said_by(error)
    if TOO_LONG.search(said):
        return None
    if status in (400, 422) and manner.counts_tokens and REFUSES_COUNTS.search(said):
        return replace(manner, counts_tokens=False)
    refused = status in (400, 404, 415, 422, 501) and (REFUSES_SHAPE.search(said) or (status != 404 and not said))
    if manner.shape in EASIER and (refused or status == 500):
        return replace(manner, shape=EASIER[manner.shape])
    return None


def translated(
    error: Exception, host: str, model: str, answer: Gathered, out_of_time: bool, limits: Limits
) -> TypedFailure:
    ours = next((cause for cause in causes(error) if isinstance(cause, TypedFailure)), None)
    if ours is not None:
        return ours
    if isinstance(error, TimeoutError):
        return timed_out(host, answer, out_of_time, limits)
    status = status_of(error)
    if status is not None:
        return refused(error, status, host, model)
    if any(isinstance(cause, OSError) for cause in causes(error)) or is_connection_error(error):
        return disconnected(error, host, answer, limits)
    if isinstance(error, json.JSONDecodeError):
        return BrokenOff(f"{host} sent data that cannot be read. {GO_ON}; try again.", why="unreadable answer")
    if getattr(error, "body", None) is not None:
        return reported(error, host)
    return not_an_api(host, "its answer holds no message")


def failure_from(error: Exception, endpoint: Endpoint) -> TypedFailure:
    """An error of a request without a stream as one of our outcomes, key masked."""
    name = getattr(endpoint, "name", "")
    failure = translated(error, endpoint.host, name, Gathered(0, lambda text: None), False, Limits())
    failure.args = (endpoint.masked(str(failure)),)
    return failure


def timed_out(host: str, answer: Gathered, out_of_time: bool, limits: Limits) -> TimedOut:
    if out_of_time:
        return TimedOut(
            f"{host} did not finish within {limits.turn:g} s. {GO_ON}; FRAMEFIRST_TURN_TIMEOUT sets the limit."
        )
    if answer.has_begun:
        return TimedOut(
            f"{host} stopped in the middle of its answer for {limits.idle:g} s. {GO_ON}; try again.", why="stalled"
        )
    return TimedOut(
        f"{host} sent nothing within {limits.first_token:g} s. {GO_ON}; FRAMEFIRST_FIRST_TOKEN_TIMEOUT sets the limit."
    )


def disconnected(error: Exception, host: str, answer: Gathered, limits: Limits) -> TypedFailure:
    if answer.has_begun:
        return BrokenOff(f"The connection to {host} broke in the middle of its answer. {GO_ON}; try again.")
    if any("Timeout" in type(cause).__name__ for cause in causes(error)):
        return TimedOut(
            f"{host} could not be reached within {limits.connect:g} s. {GO_ON}; check OPENAI_BASE_URL and the network.",
            why=Unreachable.reason,
        )
    return Unreachable(f"{host} cannot be reached. {GO_ON}; check OPENAI_BASE_URL and the network.")


def refused(error: Exception, status: int, host: str, model: str) -> TypedFailure:
    """A status other than 200."""
    said = said_by(error)
    told = f': "{plain(said)}"' if said else ""
    if TOO_LONG.search(said) or status == 413:
        return ContextTooLong(f"The prompt is too long for {plain(model)}. {GO_ON}.")
    if status == 402 or QUOTA.search(f"{getattr(error, 'code', '')} {getattr(error, 'type', '')} {said}"):
        return QuotaSpent(f"The quota at {host} is spent. {GO_ON}; top it up or use another key.")
    if status == 401:
        return KeyRefused(f"{host} refused the key. {GO_ON}; set a valid OPENAI_API_KEY.")
    if status == 403:
        return KeyRefused(f"{host} does not allow this key to use {plain(model)}. {GO_ON}; use another key or model.")
    if status == 404:
        return ModelUnknown(
            f"{host} has no model {plain(model)!r}. {GO_ON}; set FRAMEFIRST_MODEL, or correct OPENAI_BASE_URL."
        )
    if 300 <= status < 400:
        return not_an_api(host, f"it redirects to {host_of(header(error, 'location')) or 'another address'}")
    if status in (408, 409, 425, 429) or status >= 500:
        return busy(error, status, host)
    return RequestRefused(f"{host} refused the request ({status}){told}. {GO_ON}.")


def busy(error: Exception, status: int, host: str) -> Busy:
    wait = retry_after(error)
    what = "is busy" if status in (408, 409, 425, 429) else f"failed ({status})"
    again = "in a moment" if wait is None else in_time(wait)
    why = Busy.reason if status in (408, 409, 425, 429) else "model server failed"
    return Busy(f"{host} {what}. {GO_ON}; try again {again}.", why=why, wait=wait)


def in_time(seconds: float) -> str:
    return f"in {seconds / 60:.0f} min" if seconds >= 60 else f"in {seconds:.0f} s"


def what_happened(failure: TypedFailure) -> str:
    """The failure's line without what follows from it: "127.0.0.1:8080 is busy"."""
    return str(failure).partition(f". {GO_ON}")[0]


def reported(error: Exception, host: str) -> TypedFailure:
    """An error that arrived inside a stream."""
    said = said_by(error)
    if TOO_LONG.search(f"{getattr(error, 'code', '')} {said}"):
        return ContextTooLong(f"The prompt is too long for the model at {host}. {GO_ON}.")
    return BrokenOff(f'{host} reported an error: "{plain(said)}". {GO_ON}; try again.', why="error from the model")


def not_an_api(host: str, evidence: str) -> NotAModelApi:
    return NotAModelApi(f"{host} did not answer as a model API: {evidence}. {GO_ON}; check OPENAI_BASE_URL.")


def causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def is_connection_error(error: Exception) -> bool:
    return any("Connect" in type(cause).__name__ or "Protocol" in type(cause).__name__ for cause in causes(error))


def status_of(error: Exception) -> int | None:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else None


def said_by(error: Exception) -> str:
    """The endpoint's own words about the error; empty when it gave none."""
    body = getattr(error, "body", None)
    if isinstance(body, dict):
        return str(body.get("message") or body.get("detail") or json.dumps(body))
    return str(body or "")


def header(error: Exception, name: str) -> str:
    response = getattr(error, "response", None)
    return str(response.headers.get(name, "")) if response is not None else ""


def retry_after(error: Exception) -> float | None:
    """Seconds the endpoint asks to wait. A date is counted from the endpoint's own clock."""
    value = header(error, "retry-after")
    if re.fullmatch(r"\d+(\.\d+)?", value):
        return float(value)
    try:
        until = email.utils.parsedate_to_datetime(value)
        return max(0.0, (until - email.utils.parsedate_to_datetime(header(error, "date"))).total_seconds())
    except (ValueError, TypeError):
        return None


def plain(text: str) -> str:
    """Foreign text as it may stand in one line of ours: no tags, control characters, secrets or length."""
    line = " ".join(re.sub(r"<[^<>]*>", " ", text).split())
    line = "".join(character for character in line if character.isprintable())
    return SECRETS.sub("…", line)[:SHOWN_CHARACTERS]
