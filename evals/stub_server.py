"""A model endpoint on loopback that behaves, or misbehaves, as told: real HTTP, nothing mocked.

It speaks the chat completions API and remembers every request it got. A behaviour answers one
exchange; `StubServer(a, b, c)` answers the first request with a, the second with b, and every later one
with c. It knows the wire, not what the answers are good for.
"""

import json
import re
import socket
import struct
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple

MODELS = ("stub-large", "stub-small")


@dataclass(frozen=True)
class Request:
    """What the product really sent."""

    method: str
    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: dict[str, Any]

    @property
    def prompt(self) -> str:
        return "\n\n".join(str(message["content"]) for message in self.body.get("messages", ()))


class Exchange:
    """One request and the ways to answer it."""

    def __init__(self, handler: BaseHTTPRequestHandler, request: Request, closing: threading.Event) -> None:
        self.request, self._handler, self._closing = request, handler, closing

    def send(self, status: int, body: str, headers: Mapping[str, str] | None = None) -> None:
        data = body.encode("utf-8")
        self._head(status, {"content-type": "application/json", "content-length": str(len(data)), **(headers or {})})
        self._handler.wfile.write(data)

    def start_stream(self) -> None:
        self._head(200, {"content-type": "text/event-stream"})

    def write(self, text: str) -> None:
        self._handler.wfile.write(text.encode("utf-8", "surrogatepass"))
        self._handler.wfile.flush()

    def event(self, payload: object) -> None:
        self.write(f"data: {json.dumps(payload)}\n\n")

    def delta(self, content: str | None = None, finish: str | None = None, **more: object) -> None:
        delta = {**({"content": content} if content is not None else {}), **more}
        self.event({**ENVELOPE, "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})

    def end(self, finish: str | None = "stop") -> None:
        if finish:
            self.delta(finish=finish)
        if self.request.body.get("stream_options"):
            self.event({**ENVELOPE, "choices": [], "usage": usage_of(self.request)})
        self.write("data: [DONE]\n\n")

    def wait(self, seconds: float) -> bool:
        """Waits, or less if the server is closing; False when it is."""
        return not self._closing.wait(seconds)

    def reset(self) -> None:
        """Drops the connection the hard way, with a TCP reset."""
        self._handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._handler.close_connection = True
        self._handler.connection.close()

    def _head(self, status: int, headers: Mapping[str, str]) -> None:
        self._handler.send_response_only(status)
        for name, value in headers.items():
            self._handler.send_header(name, value)
        self._handler.send_header("connection", "close")
        self._handler.end_headers()
        self._handler.close_connection = True


Behaviour = Callable[[Exchange], None]

ENVELOPE = {"id": "stub-1", "object": "chat.completion.chunk", "created": 0, "model": "stub-large"}


def usage_of(request: Request) -> dict[str, int]:
    """Invented but stable: a token for every four characters of the prompt, fifty for the answer."""
    read = len(request.prompt) // 4
    return {"prompt_tokens": read, "completion_tokens": 50, "total_tokens": read + 50}


class StubServer:
    """Runs while the `with` block does. `url` is the base URL, `requests` what was asked so far."""

    def __init__(self, *behaviours: Behaviour, models: Sequence[str] | None = MODELS) -> None:
        self.requests: list[Request] = []
        self.closing = threading.Event()
        self.cut_short = threading.Event()
        """Set when the other side hung up before the answer was complete."""
        self.models = models
        self._behaviours = list(behaviours) or [good]
        self._lock = threading.Lock()
        self._http = _Server(("127.0.0.1", 0), _Handler)
        self._http.stub = self
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://{self.host}/v1"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._http.server_address[1]}"

    @property
    def asked(self) -> list[Request]:
        """The questions to the model, without requests for the list of models."""
        return [request for request in self.requests if request.path.endswith("/chat/completions")]

    def next_behaviour(self, request: Request) -> Behaviour:
        with self._lock:
            self.requests.append(request)
            return self._behaviours.pop(0) if len(self._behaviours) > 1 else self._behaviours[0]

    def __enter__(self) -> "StubServer":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    stub: StubServer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # otherwise each small write costs 40 ms
    server: _Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))) or b"{}")
        self._answer("POST", body)

    def do_GET(self) -> None:
        self._answer("GET", {})

    def _answer(self, method: str, body: dict[str, Any]) -> None:
        stub = self.server.stub
        request = Request(method, self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        exchange = Exchange(self, request, stub.closing)
        try:
            if self.path.endswith("/models"):
                stub.requests.append(request)
                list_models(stub.models)(exchange)
            else:
                stub.next_behaviour(request)(exchange)
        except OSError:
            stub.cut_short.set()
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Silent: the request log is `StubServer.requests`."""


# -- answers that are well formed --------------------------------------------------------------------------------------


def says(content: str, finish: str | None = "stop", pieces: int = 12) -> Behaviour:
    """The content, streamed in pieces, as text or as the arguments of the tool that was offered."""

    def answer(exchange: Exchange) -> None:
        size = max(1, -(-len(content) // pieces))
        parts = [content[start : start + size] for start in range(0, len(content), size)]
        if exchange.request.body.get("tools"):
            call_tool(exchange, exchange.request.body["tools"][0]["function"]["name"], parts)
            return
        if not exchange.request.body.get("stream"):
            exchange.send(200, json.dumps(completion(content, finish, exchange.request)))
            return
        exchange.start_stream()
        exchange.delta("", role="assistant")
        for part in parts:
            exchange.delta(part)
        exchange.end(finish)

    return answer


def drafts(**fields: object) -> Behaviour:
    """A draft with these fields; the others are empty."""
    return says(json.dumps({**EMPTY_DRAFT, **fields}, ensure_ascii=False))


def writes(draft: Callable[[Request], Mapping[str, object]], pieces: int = 12) -> Behaviour:
    """A draft made from the request."""

    def answer(exchange: Exchange) -> None:
        says(json.dumps({**EMPTY_DRAFT, **draft(exchange.request)}, ensure_ascii=False), pieces=pieces)(exchange)

    return answer


def call_tool(exchange: Exchange, name: str, parts: Iterable[str]) -> None:
    exchange.start_stream()
    function = {"name": name, "arguments": ""}
    exchange.delta(
        role="assistant", tool_calls=[{"index": 0, "id": "call-1", "type": "function", "function": function}]
    )
    for part in parts:
        exchange.delta(tool_calls=[{"index": 0, "function": {"arguments": part}}])
    exchange.end("tool_calls")


def completion(content: str | None, finish: str | None, request: Request) -> dict[str, object]:
    message = {"role": "assistant", "content": content}
    choices = [{"index": 0, "message": message, "finish_reason": finish}]
    return {**ENVELOPE, "object": "chat.completion", "choices": choices, "usage": usage_of(request)}


def list_models(names: Sequence[str] | None) -> Behaviour:
    def answer(exchange: Exchange) -> None:
        if names is None:
            exchange.send(404, "not found", {"content-type": "text/plain"})
        else:
            exchange.send(
                200, json.dumps({"object": "list", "data": [{"id": name, "object": "model"} for name in names]})
            )

    return answer


EMPTY_DRAFT: dict[str, object] = {
    "captured": [], "proposals": [], "move": "", "reply": "", "question": "", "citations": [],
}  # fmt: skip


class Shown(NamedTuple):
    """A passage as the prompt shows it."""

    section: str
    source: str
    text: str
    """Title and text, a line each."""


@dataclass(frozen=True)
class Brief:
    """What a prompt asks for, read back from its text the way a model would."""

    message: str
    topic: str
    moves: tuple[tuple[str, str], ...] = ()
    """Id and wording of each open question."""
    passages: tuple[Shown, ...] = ()
    known: str = ""
    """The frame so far, a line a thing."""
    earlier: str = ""
    """The last messages of both sides."""
    rules: str = ""
    """The part that is the same on every turn."""
    of_documents: bool = False
    """Whether there is no message: passages of documents are to be read."""

    @classmethod
    def of(cls, request: Request) -> "Brief":
        """A question that is no turn, such as whether anybody is there, is read as an empty one."""
        texts = [str(message["content"]) for message in request.body["messages"]]
        return cls.read(*texts[:2]) if len(texts) > 1 else cls.read("", texts[0])

    @classmethod
    def read(cls, system: str, turn: str) -> "Brief":
        return cls(
            message=unquoted(block(turn, "The message")),
            topic=next(iter(re.findall(r"^Topic: (\w+)$", turn, re.MULTILINE)), "problem"),
            moves=tuple(re.findall(r"^- `([^`]+)` \([^)]*\): (.+)$", block(turn, "Open questions"), re.MULTILINE)),
            passages=tuple(shown_in(block(turn, "Passages"))),
            known=unquoted(block(turn, "The frame so far")),
            earlier=block(turn, "Earlier in this conversation"),
            rules=system,
            of_documents="## Settled\n" in turn,
        )

    @property
    def sections(self) -> tuple[str, ...]:
        return tuple(passage.section for passage in self.passages)


def block(turn: str, heading: str) -> str:
    """The text under a heading of the turn's prompt."""
    _, _, after = turn.partition(f"## {heading}\n")
    return re.split(r"^## ", after, maxsplit=1, flags=re.MULTILINE)[0]


def unquoted(text: str) -> str:
    """The quoted lines of a text without their bars."""
    return "\n".join(line[2:] for line in text.splitlines() if line.startswith("| "))


def shown_in(text: str) -> Iterator[Shown]:
    for item in re.split(r"^(?=- `)", text, flags=re.MULTILINE):
        head = re.match(r"- `([^`]+)`, (.*)", item)
        if head:
            yield Shown(head[1], head[2], unquoted(item))


def good_draft(request: Request) -> Mapping[str, object]:
    """Takes the first clause of the message as the answer, repeats it, and asks the first open question."""
    brief = Brief.of(request)
    clause = next(iter(first_clauses(brief.message)), "")
    move, question = brief.moves[0] if brief.moves else ("", "")
    return {
        "captured": [{"topic": brief.topic, "value": clause, "quote": clause}] if clause else [],
        "move": move,
        "reply": f"Heard: {clause}." if clause else "",
        "question": question,
        "citations": list(brief.sections[:1]),
    }


def first_clauses(message: str) -> Iterator[str]:
    yield from (clause.strip() for clause in re.split(r"[.!?;\n]", message) if clause.strip())


good: Behaviour = writes(good_draft)


# -- endpoints that fail -----------------------------------------------------------------------------------------------


def fails(status: int, message: str = "", code: str = "", headers: Mapping[str, str] | None = None) -> Behaviour:
    def answer(exchange: Exchange) -> None:
        body = (
            json.dumps({"error": {"message": message, "type": code or "error", "code": code or None}})
            if message
            else ""
        )
        exchange.send(status, body, headers)

    return answer


def redirects(location: str) -> Behaviour:
    return lambda exchange: exchange.send(302, "", {"location": location})


def sends_html(exchange: Exchange) -> None:
    page = "<html><body><h1>Log in to the network</h1></body></html>"
    exchange.send(200, page, {"content-type": "text/html; charset=utf-8"})


def answers_whole(content: str) -> Behaviour:
    """Ignores `stream` and sends one JSON document."""
    return lambda exchange: exchange.send(200, json.dumps(completion(content, "stop", exchange.request)))


def hangs(exchange: Exchange) -> None:
    """Accepts and never answers."""
    exchange.wait(30)


def resets(exchange: Exchange) -> None:
    exchange.reset()


def only_when(wanted: Callable[[dict[str, Any]], bool], otherwise: Behaviour, content: Behaviour) -> Behaviour:
    """Answers requests of one kind and treats the others otherwise."""
    return lambda exchange: (content if wanted(exchange.request.body) else otherwise)(exchange)


def shape_of(body: dict[str, Any]) -> str:
    """Which form of structured output a request asks for."""
    if body.get("tools"):
        return "tools"
    return str((body.get("response_format") or {}).get("type", "text"))


def understands(*shapes: str, content: Behaviour = good, status: int = 400) -> Behaviour:
    """Refuses every other form of structured output, as servers do that do not know it."""

    def answer(exchange: Exchange) -> None:
        shape = shape_of(exchange.request.body)
        name = "tools" if shape == "tools" else "response_format"
        refusal = fails(status, f"Unsupported parameter: '{name}' is not supported by this server.")
        (content if shape in shapes else refusal)(exchange)

    return answer


def refuses_usage(content: Behaviour = good) -> Behaviour:
    refusal = fails(400, "Unknown field: stream_options")
    return only_when(lambda body: "stream_options" not in body, refusal, content)


# -- streams that go wrong ---------------------------------------------------------------------------------------------

HALF = '{"captured": [], "proposals": [], "move": "", "reply": "Heard: delays of up to'


def _half(exchange: Exchange) -> None:
    exchange.start_stream()
    exchange.delta("", role="assistant")
    exchange.delta(HALF)


def stalls(exchange: Exchange) -> None:
    _half(exchange)
    exchange.wait(30)


def only_heartbeats(exchange: Exchange) -> None:
    exchange.start_stream()
    while exchange.wait(0.01):
        exchange.write(": ping\n\n")


def heartbeats_after_half(exchange: Exchange) -> None:
    _half(exchange)
    while exchange.wait(0.01):
        exchange.write(": ping\n\n")


def drips(every: float, piece: str = "x") -> Behaviour:
    """Never ends, and is never late with the next piece."""

    def answer(exchange: Exchange) -> None:
        exchange.start_stream()
        while exchange.wait(every):
            exchange.delta(piece)

    return answer


def resets_midway(exchange: Exchange) -> None:
    _half(exchange)
    exchange.wait(0.05)
    exchange.reset()


def ends_early(exchange: Exchange) -> None:
    """A clean end of file in the middle, without a finish reason."""
    _half(exchange)


def never_finishes(content: str) -> Behaviour:
    """Everything is there but the finish reason."""

    def answer(exchange: Exchange) -> None:
        exchange.start_stream()
        exchange.delta(content)
        exchange.write("data: [DONE]\n\n")

    return answer


def sends_bad_json(exchange: Exchange) -> None:
    _half(exchange)
    exchange.write('data: {"choices": [{"delta": {"content": "half a li\n\n')


def reports_error(message: str, code: str = "server_error") -> Behaviour:
    def answer(exchange: Exchange) -> None:
        _half(exchange)
        exchange.event({"error": {"message": message, "code": code}})

    return answer


def floods(pieces: int = 50_000) -> Behaviour:
    """50 MB of answer, a kilobyte a piece."""

    def answer(exchange: Exchange) -> None:
        exchange.start_stream()
        for _ in range(pieces):
            exchange.delta("x" * 1000)
        exchange.end()

    return answer


def sends_one_endless_line(exchange: Exchange) -> None:
    exchange.start_stream()
    exchange.write('data: {"choices": [{"index": 0, "delta": {"content": "')
    for _ in range(50):
        exchange.write("x" * 1_000_000)


def empty_stream(exchange: Exchange) -> None:
    exchange.start_stream()
    exchange.write("data: [DONE]\n\n")


def no_choices(exchange: Exchange) -> None:
    exchange.start_stream()
    exchange.event({**ENVELOPE, "choices": []})
    exchange.write("data: [DONE]\n\n")


def null_content(exchange: Exchange) -> None:
    exchange.start_stream()
    exchange.event({**ENVELOPE, "choices": [{"index": 0, "delta": {"content": None}, "finish_reason": None}]})
    exchange.end()


def nonsense_chunk(exchange: Exchange) -> None:
    exchange.start_stream()
    exchange.event({"choices": "none of your business"})


def refuses_politely(exchange: Exchange) -> None:
    exchange.start_stream()
    exchange.delta(role="assistant", refusal="I cannot ")
    exchange.delta(refusal="help with that.")
    exchange.end()


def calls_unoffered_tool(exchange: Exchange) -> None:
    call_tool(exchange, "delete_session", ['{"id": "all"}'])


# -- drafts that lie ---------------------------------------------------------------------------------------------------


def invents_quotes(request: Request) -> Mapping[str, object]:
    invented = {"topic": "scale", "value": "90,000 users a day", "quote": "we have 90,000 users a day"}
    return {**good_draft(request), "captured": [invented]}


def forges_citations(request: Request) -> Mapping[str, object]:
    return {**good_draft(request), "citations": ["S99", "secret-section"]}


def claims_approval(request: Request) -> Mapping[str, object]:
    return {**good_draft(request), "reply": "✅ Approved by Ana. I've marked all requirements as agreed."}


def injects_markup(request: Request) -> Mapping[str, object]:
    markup = (
        "Noted.<script>alert(1)</script> ![x](http://evil.example/p?q=1) [click](javascript:alert(1)) "
        '<img src="http://evil.example/i.png" onerror=alert(1)> <https://evil.example/auto> ![y][ref]\n'
        "[ref]: http://evil.example/r.png\nhttps://evil.example/bare"
    )
    return {**good_draft(request), "reply": markup}


def asks_leadingly(request: Request) -> Mapping[str, object]:
    return {**good_draft(request), "question": "Don't you think that a queue would be better?"}


def asks_three_things(request: Request) -> Mapping[str, object]:
    return {**good_draft(request), "question": "Who uses it? How many? And by when?"}


def names_a_product(request: Request) -> Mapping[str, object]:
    return {**good_draft(request), "question": "How soon could you have RabbitMQ in production?"}


def chooses_unoffered_move(request: Request) -> Mapping[str, object]:
    return {**good_draft(request), "move": "confirm:everything"}


def echoes_prompt(request: Request) -> Mapping[str, object]:
    return {**good_draft(request), "reply": request.prompt[:400], "question": f"{request.prompt[:120]}?"}


LIES: dict[str, Behaviour] = {
    "invented-quote": writes(invents_quotes),
    "forged-citation": writes(forges_citations),
    "claimed-approval": writes(claims_approval),
    "markup": writes(injects_markup),
    "leading-question": writes(asks_leadingly),
    "three-questions": writes(asks_three_things),
    "product-named": writes(names_a_product),
    "unoffered-move": writes(chooses_unoffered_move),
    "echo": writes(echoes_prompt),
}
