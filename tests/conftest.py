"""What every test may rely on: no network beyond this machine, and no settings of whoever runs them."""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import databases
import pytest
from hypothesis import settings
from pytest_socket import socket_allow_hosts

from assistant import cli

LOOPBACK = ["127.0.0.1", "::1", "localhost"]
SETTINGS = ("OPENAI_", "FRAMEFIRST_")
KEPT = ("FRAMEFIRST_TEST_", "FRAMEFIRST_REQUIRE_")
"""Prefixes of the switches that tests themselves read."""

settings.register_profile("framefirst", deadline=None, database=None, derandomize=True, print_blob=True)
settings.load_profile("framefirst")


def pytest_report_header() -> list[str]:
    return ["network: loopback and unix sockets only; model: none, unless a test brings one", databases.report()]


def pytest_runtest_setup() -> None:
    socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


@pytest.fixture(scope="session", autouse=True)
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keys, endpoints and data folders of the person at the keyboard stay out of reach."""
    before = dict(os.environ)
    for name in list(os.environ):
        if name.startswith(SETTINGS) and not name.startswith(KEPT):
            del os.environ[name]
    somewhere = tmp_path_factory.mktemp("home")
    os.environ |= {"FRAMEFIRST_HOME": str(somewhere / "data"), "XDG_STATE_HOME": str(somewhere / "state")}
    yield
    os.environ.clear()
    os.environ.update(before)


# -- the command line, as a script sees it ----------------------------------------------------------------------------

HASHED_WORDS = """
import zlib
from langchain_core.embeddings import Embeddings

class HashedWords(Embeddings):
    def embed_documents(self, texts):
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text):
        vector = [0.0] * 256
        for word in text.lower().split():
            vector[zlib.crc32(word.encode()) % 256] = 1.0
        return vector

def init_embeddings(model):
    return HashedWords()
"""


class Outcome(NamedTuple):
    code: int
    out: str
    errors: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Outcome]:
    """The console script in this process."""
    monkeypatch.setenv("FRAMEFIRST_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def main(*arguments: object, stdin: str = "", **environment: str) -> Outcome:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["framefirst", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as left:
            cli.main()
        return Outcome(left.value.code or 0, *capsys.readouterr())

    return main


@pytest.fixture
def quick_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Embeddings that cost nothing, named as any of LangChain's are."""
    packages = tmp_path / "packages"
    (packages / "langchain").mkdir(parents=True)
    (packages / "langchain_quick.py").write_text("")
    (packages / "langchain" / "__init__.py").write_text("")
    (packages / "langchain" / "embeddings.py").write_text(HASHED_WORDS)
    monkeypatch.syspath_prepend(packages)
    for name in ("langchain", "langchain.embeddings", "langchain_quick"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return "quick:model"
