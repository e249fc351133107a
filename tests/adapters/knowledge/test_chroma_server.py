"""The same index on a real Chroma server, the one that comes with the package, on loopback."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from small_guide import ELSEWHERE
from word_hashes import WordHashes

from assistant.adapters.knowledge.chroma_index import ServerIndex, _connect_to, _hang_up
from assistant.adapters.knowledge.guide_files import GuideFiles
from assistant.adapters.knowledge.knowledge import GuideKnowledge
from assistant.errors import IndexUnusable, Misconfigured
from assistant.ports import IndexStatus

Open = Callable[..., GuideKnowledge]


def quiet(said: str, fraction: float | None) -> None:
    pass


@pytest.fixture
def opened(guide: Path, request: pytest.FixtureRequest) -> Callable[..., GuideKnowledge]:
    """Opens the small guide over the index at an address, as a process of its own would; closed after the test.

    Each test has a guide, and so a collection, that no other test shares on that server.
    """
    file = guide / "build-or-buy.md"
    file.write_text(f"{file.read_text()}\nFor {request.node.name}.\n")

    def open_it(url: str, embedder: WordHashes | None = None) -> GuideKnowledge:
        knowledge = GuideKnowledge(
            GuideFiles(guide), embedder or WordHashes(), lambda name: ServerIndex(url, name), elsewhere=ELSEWHERE
        )
        request.addfinalizer(knowledge.close)
        return knowledge

    return open_it


def test_the_index_on_a_server_is_built_found_again_and_rebuilt(opened: Open, chroma_server: str) -> None:
    query = "how long may we be down after a fire"
    knowledge = opened(chroma_server)
    assert "not built yet" in knowledge.status().why
    assert knowledge.prepare(quiet).mode == "hybrid"
    found = knowledge.find(query)
    assert found[0].section == "recovery-tiers"

    other = opened(chroma_server)
    assert (other.status(check=True).mode, other.find(query)) == ("hybrid", found)
    other.rebuild(quiet)
    assert (knowledge.find(query), knowledge.status().mode) == (found, "hybrid")


def test_f41_two_that_build_on_a_server_at_once_leave_one_whole_index(opened: Open, chroma_server: str) -> None:
    both = [opened(chroma_server), opened(chroma_server)]
    with ThreadPoolExecutor() as pool:
        modes = {one.mode for one in pool.map(rebuilt, both)}
    assert "hybrid" in modes <= {"hybrid", "words"}
    after = opened(chroma_server)
    assert (after.status(check=True).mode, after.find("how long may we be down after a fire")[0].section) == (
        "hybrid",
        "recovery-tiers",
    )


def rebuilt(knowledge: GuideKnowledge) -> IndexStatus:
    try:
        return knowledge.rebuild(quiet)
    except IndexUnusable:  # the other was quicker; its index is as good
        return knowledge.status()


def test_f48_an_index_that_lost_entries_on_a_server_is_told_and_rebuilt(opened: Open, chroma_server: str) -> None:
    knowledge = opened(chroma_server)
    knowledge.rebuild(quiet)
    chromadb_client = _connect_to(chroma_server)
    collection = chromadb_client.get_collection(knowledge.index.name, embedding_function=None)
    collection.delete(ids=collection.get(limit=3)["ids"])
    _hang_up(chromadb_client)

    other = opened(chroma_server)
    status = other.status()
    assert (status.mode, "entries" in status.why, "framefirst index --rebuild" in status.why) == ("words", True, True)
    assert other.prepare(quiet).mode == "hybrid"


def test_a_changed_guide_is_another_collection_on_the_server(opened: Open, guide: Path, chroma_server: str) -> None:
    (guide / "five-whys.md").write_text((guide / "five-whys.md").read_text() + "\nPenguins.\n")
    assert "not built yet" in opened(chroma_server).status().why


def test_another_dimension_on_the_server_is_searched_by_words(opened: Open, chroma_server: str) -> None:
    opened(chroma_server).prepare(quiet)
    knowledge = opened(chroma_server, WordHashes(dimensions=16))
    assert knowledge.find("a popular cache key expired")[0].section == "cache-trouble"
    assert knowledge.status().mode == "words"


def test_a_server_that_is_not_there_is_told_and_the_guide_searched_by_words(opened: Open) -> None:
    knowledge = opened("http://127.0.0.1:1")
    assert knowledge.find("a popular cache key expired")[0].section == "cache-trouble"
    status = knowledge.status()
    assert (status.mode, "http://127.0.0.1:1" in status.why, "FRAMEFIRST_CHROMA_URL" in status.why) == (
        "words",
        True,
        True,
    )


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://host", "http://"])
def test_an_address_that_is_none_is_the_operators_mistake(opened: Open, url: str) -> None:
    with pytest.raises(Misconfigured, match="FRAMEFIRST_CHROMA_URL"):
        opened(url).status()
