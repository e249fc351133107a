"""The model that ships, checked before it is believed, and an endpoint that may answer anything."""

import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import pytest

from assistant.adapters.knowledge import embedding
from assistant.adapters.knowledge.embedding import MiniLM, OpenAIEmbedder, embedder_from
from assistant.errors import IndexUnusable, Misconfigured


@pytest.fixture(scope="module")
def minilm() -> MiniLM:
    return MiniLM()


def test_near_in_meaning_is_near_in_vectors(minilm: MiniLM) -> None:
    car, automobile, bread = minilm.embed(
        ["my car will not start", "the automobile has an engine fault", "a loaf of bread"]
    )
    assert car @ automobile > 0.4 > 0.2 > car @ bread


def test_vectors_have_length_one_and_do_not_depend_on_company(minilm: MiniLM) -> None:
    texts = ["short", "a much longer sentence about queues in front of slow databases " * 3, "short", ""]
    together = minilm.embed(texts)
    apart = np.vstack([minilm.embed([text]) for text in texts])
    assert np.allclose(together, apart, atol=1e-5)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert (together.shape, together.dtype) == ((4, 384), np.float32)


def test_no_text_is_no_vector(minilm: MiniLM) -> None:
    assert minilm.embed([]).shape == (0, 384)


def test_text_beyond_what_the_model_reads_is_cut(minilm: MiniLM) -> None:
    long = "word " * 5000
    assert np.allclose(minilm.embed([long]), minilm.embed([long + "tail"]), atol=1e-6)


@pytest.mark.parametrize("file", ["WEIGHTS", "TOKENIZER"])
def test_a_model_file_that_is_not_the_pinned_one_is_refused(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, f"{file}_SHA256", hashlib.sha256(b"another file").hexdigest())
    with pytest.raises(IndexUnusable, match="not the one Framefirst was made for"):
        MiniLM().embed(["text"])


@pytest.mark.parametrize("file", ["WEIGHTS", "TOKENIZER"])
def test_a_model_that_is_not_installed_says_what_to_do(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, file, ("no_such_package_here", "model.onnx"))
    with pytest.raises(IndexUnusable, match=r"not installed \(no_such_package_here is missing\)\. Run `make setup`\."):
        MiniLM().embed(["text"])


@pytest.mark.parametrize("setting", ["", "embedded"])
def test_the_embedded_model_is_the_default(setting: str) -> None:
    assert isinstance(embedder_from(setting), MiniLM)


def test_an_endpoint_is_named_with_its_model_and_address() -> None:
    here, there = (
        embedder_from("openai:text-embedding-3-small", base_url=url) for url in ("http://a/v1", "http://b/v1")
    )
    assert here.id.startswith("openai-text-embedding-3-small-")
    assert here.id != there.id


@pytest.mark.parametrize("setting", ["openai:", "nonsense", ":model", "huggingface:x", "../x:y"])
def test_another_setting_is_the_operators_mistake(setting: str) -> None:
    with pytest.raises(Misconfigured, match="FRAMEFIRST_EMBEDDING"):
        embedder_from(setting)


# Another provider


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """An installed `langchain` and one provider's package, whose embeddings are real ones of LangChain's core."""
    (tmp_path / "langchain_elsewhere.py").write_text("")
    (tmp_path / "langchain").mkdir()
    (tmp_path / "langchain" / "__init__.py").write_text("")
    (tmp_path / "langchain" / "embeddings.py").write_text(
        "from langchain_core.embeddings import DeterministicFakeEmbedding\n"
        "def init_embeddings(model):\n"
        "    if model == 'elsewhere:broken': raise ValueError('token=secret-key')\n"
        "    return DeterministicFakeEmbedding(size=len(model))\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    yield
    for name in [name for name in sys.modules if name.partition(".")[0] in ("langchain", "langchain_elsewhere")]:
        del sys.modules[name]


@pytest.mark.usefixtures("provider")
def test_any_embeddings_of_langchain_can_be_named() -> None:
    embedder = embedder_from("elsewhere:some/Model")
    assert embedder.id == "elsewhere-some-model"
    vectors = embedder.embed(["one", "two", "one"])
    assert vectors.shape == (3, len("elsewhere:some/Model"))
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.array_equal(vectors[0], vectors[2])


@pytest.mark.usefixtures("provider")
def test_f29_a_provider_that_fails_is_told_in_one_line_without_its_words() -> None:
    with pytest.raises(IndexUnusable) as told:
        embedder_from("elsewhere:broken").embed(["one"])
    assert str(told.value) == (
        "The embedding model broken did not answer (ValueError). Search goes on by words alone; "
        "check the credentials of elsewhere, or unset FRAMEFIRST_EMBEDDING."
    )


# An endpoint

Answer = Callable[[dict[str, Any]], tuple[int, dict[str, Any]]]


class Endpoint:
    """Speaks the embeddings API on loopback and answers as `answer` says."""

    def __init__(self, answer: Answer) -> None:
        self.asked: list[dict[str, Any]] = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                endpoint.asked.append(body)
                status, answered = answer(body)
                content = json.dumps(answered).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def endpoint() -> Iterator[Callable[[Answer], Endpoint]]:
    running: list[Endpoint] = []

    def start(answer: Answer) -> Endpoint:
        running.append(Endpoint(answer))
        return running[-1]

    yield start
    for one in running:
        one.close()


def vectors(body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    data = [{"object": "embedding", "index": n, "embedding": [3.0, 4.0]} for n, _ in enumerate(body["input"])]
    return 200, {
        "object": "list",
        "model": body["model"],
        "data": data,
        "usage": {"prompt_tokens": 1, "total_tokens": 1},
    }


def one_short(body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    status, answer = vectors(body)
    return status, answer | {"data": answer["data"][1:]}


def broken(body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    return 500, {"error": {"message": "out of order", "type": "server_error"}}


def test_an_endpoint_gets_words_and_its_vectors_are_made_length_one(endpoint: Callable[[Answer], Endpoint]) -> None:
    server = endpoint(vectors)
    embedder = OpenAIEmbedder("text-embedding-3-small", base_url=server.url, api_key="test")
    assert embedder.embed(["one", "two"]).tolist() == pytest.approx(np.array([[0.6, 0.8], [0.6, 0.8]]))
    assert [(body["model"], body["input"]) for body in server.asked] == [("text-embedding-3-small", ["one", "two"])]


@pytest.mark.parametrize("answer", [one_short, broken], ids=lambda answer: answer.__name__)
def test_f29_an_endpoint_that_fails_is_asked_once_and_told_in_one_line(
    answer: Answer, endpoint: Callable[[Answer], Endpoint]
) -> None:
    server = endpoint(answer)
    with pytest.raises(IndexUnusable, match="The embedding model text-embedding-3-small") as told:
        OpenAIEmbedder("text-embedding-3-small", base_url=server.url, api_key="secret-key").embed(["one", "two"])
    assert len(server.asked) == 1
    assert "\n" not in str(told.value)
    assert "secret-key" not in str(told.value)


def test_f29_an_endpoint_that_is_not_there_is_told_in_one_line() -> None:
    with pytest.raises(IndexUnusable, match="did not answer"):
        OpenAIEmbedder("m", base_url="http://127.0.0.1:1/v1", api_key="test").embed(["one"])
