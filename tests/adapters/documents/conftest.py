"""A library in each test's own folder, its index in Chroma embedded or on a server, its embedder of hashed words."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from counting import Counting
from word_hashes import WordHashes

from assistant.adapters.documents.library import Library
from assistant.testing import TickingClock


@pytest.fixture(params=["folder", "server"])
def chroma_url(request: pytest.FixtureRequest) -> str | None:
    """FRAMEFIRST_CHROMA_URL: none, or a server's."""
    return str(request.getfixturevalue("chroma_server")) if request.param == "server" else None


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "documents"


@pytest.fixture
def opened(root: Path, chroma_url: str | None) -> Iterator[Callable[..., Library]]:
    """Opens the library as a process of its own would."""
    libraries: list[Library] = []

    def open_it(embedder: WordHashes | None = None) -> Library:
        libraries.append(Library(root, embedder or Counting(), TickingClock(), chroma_url=chroma_url))
        return libraries[-1]

    yield open_it
    for library in libraries:
        library.close()


@pytest.fixture
def library(opened: Callable[..., Library]) -> Library:
    return opened()
