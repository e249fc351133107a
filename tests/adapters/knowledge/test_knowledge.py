"""What the port promises, with the embedding model that ships and real Chroma, in a folder and as a server."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from small_guide import ELSEWHERE, SECTIONS, write_section
from word_hashes import WordHashes

from assistant.adapters.knowledge.embedding import MiniLM
from assistant.adapters.knowledge.knowledge import PAUSE, GuideKnowledge, open_guide
from assistant.errors import IndexUnusable
from assistant.ports import IndexStatus, Passage

Open = Callable[..., GuideKnowledge]


def quiet(said: str, fraction: float | None) -> None:
    pass


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module", params=["folder", "server"])
def chroma_url(request: pytest.FixtureRequest) -> str | None:
    """FRAMEFIRST_CHROMA_URL: none, or a server's."""
    return str(request.getfixturevalue("chroma_server")) if request.param == "server" else None


@pytest.fixture(scope="module")
def knowledge(home: Path, chroma_url: str | None) -> Iterator[GuideKnowledge]:
    """The four sections with the embedding model that ships, in an index of their own."""
    (home / "guide").mkdir(exist_ok=True)
    for id in SECTIONS:
        write_section(home / "guide", id)
    knowledge = open_guide(home / "guide", home, chroma_url=chroma_url, elsewhere=ELSEWHERE)
    knowledge.prepare(quiet)
    yield knowledge
    knowledge.close()


@pytest.mark.parametrize(
    ("query", "section"),
    [
        ("our website died because a stored answer ran out", "cache-trouble"),
        ("the building burned down, when are we back online", "recovery-tiers"),
        ("we repaired this bug last month and now it is back", "five-whys"),
        ("purchase a product or have our own programmers make it", "build-or-buy"),
        ("RTO", "recovery-tiers"),
    ],
)
def test_people_find_a_section_in_their_own_words(knowledge: GuideKnowledge, query: str, section: str) -> None:
    assert knowledge.find(query)[0].section == section


@pytest.mark.parametrize(
    ("mistyped", "meant"),
    [
        ("our cashe fell over wehn a poplar key exspired", "our cache fell over when a popular key expired"),
        ("recovry point objektive", "recovery point objective"),
    ],
)
def test_a_mistyped_question_finds_what_was_meant(knowledge: GuideKnowledge, mistyped: str, meant: str) -> None:
    found, wanted = knowledge.find(mistyped), knowledge.find(meant)
    assert found[0].section == wanted[0].section
    assert found[0].score > 0.9 * wanted[0].score


@pytest.mark.parametrize(
    "query",
    ["how do I bake bread", "who won the match yesterday", "hello", "asdf qwertz", "", "   ", "the of and", "?!", "🙂"],
)
def test_silence_when_the_guide_has_nothing_to_say(knowledge: GuideKnowledge, query: str) -> None:
    assert knowledge.find(query) == []


def test_a_passage_is_shown_with_what_it_needs_to_be_cited(knowledge: GuideKnowledge) -> None:
    passage = knowledge.find("what data may we lose, what is the recovery point objective", 1)[0]
    assert passage == Passage(
        section="recovery-tiers",
        title="1.13 Disaster recovery tiers",
        text=passage.text,
        score=passage.score,
        source="guide",
        heading="Two numbers",
    )
    assert passage.text.startswith("The recovery time objective says")
    assert 0 < passage.score <= 1.05


def test_the_part_of_a_section_about_some_words_is_one_of_its_pieces(knowledge: GuideKnowledge) -> None:
    found = knowledge.passage("recovery-tiers", "how much data may be lost")
    assert found in [p.text for p in knowledge.find("recovery tiers", 50, chunks=True) if p.section == "recovery-tiers"]
    assert knowledge.passage("recovery-tiers", "the of and") == ""
    assert knowledge.passage("no-such-section", "data") == ""


def test_one_passage_a_section_best_first_and_at_most_k(knowledge: GuideKnowledge) -> None:
    query = "a team builds its own cache: who pays when it is down, and for how long"
    found = knowledge.find(query, 10)
    assert len({passage.section for passage in found}) == len(found) > 1
    assert [passage.score for passage in found] == sorted((passage.score for passage in found), reverse=True)
    assert knowledge.find(query, 1) == found[:1]
    assert knowledge.find(query, 0) == []


def test_all_pieces_of_a_section_on_request(knowledge: GuideKnowledge) -> None:
    found = knowledge.find("jitter for cache expiry", 10, chunks=True)
    assert [passage.heading for passage in found if passage.section == "cache-trouble"] == ["Prevention", "Situation"]


def test_what_was_found_can_always_be_cited(knowledge: GuideKnowledge) -> None:
    for query in ("cache", "recovery after a fire", "ask why again", "build or buy a login", "cost of maintenance"):
        for passage in knowledge.find(query, 10):
            assert passage.title == knowledge.title(passage.section)
            assert knowledge.section(passage.section) is not None
            assert passage.text.split()[0] in knowledge.section(passage.section).body


@pytest.mark.parametrize("query", ["expired cache keys and stale values", "cashe jiter for each exspiry"])
def test_a_citation_opens_at_the_passage_that_was_retrieved(knowledge: GuideKnowledge, query: str) -> None:
    found = knowledge.find(query, 10)
    assert [knowledge.passage(passage.section, query) for passage in found] == [passage.text for passage in found] != []


def test_the_same_question_gets_the_same_answer(knowledge: GuideKnowledge, home: Path, chroma_url: str | None) -> None:
    query = "is a cache a quick win"
    other = open_guide(home / "guide", home, chroma_url=chroma_url, elsewhere=ELSEWHERE)
    assert knowledge.find(query) == knowledge.find(query) == other.find(query)
    other.close()


def test_a_very_long_message_is_searched_too(knowledge: GuideKnowledge) -> None:
    assert knowledge.find("the cache expired and the site fell over, " * 400)[0].section == "cache-trouble"


def test_citing_needs_no_index_and_no_model(guide: Path, tmp_path: Path) -> None:
    citing = (
        "import sys; from pathlib import Path; from assistant.adapters.knowledge.knowledge import open_guide;"
        "guide = open_guide(Path(sys.argv[1]), Path(sys.argv[2]));"
        "print(guide.title('five-whys'), '|', guide.section('five-whys').number, '|', guide.title('nope'), '|',"
        "sorted({'chromadb', 'onnxruntime', 'numpy', 'langchain_core', 'tokenizers'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", citing, guide, tmp_path],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert done.stdout == "2.5 Five Whys | 2.5 | None | []\n"


def test_the_status_names_what_is_searched_and_how(
    knowledge: GuideKnowledge, home: Path, chroma_url: str | None
) -> None:
    status = knowledge.status()
    place = chroma_url or str(home / "index")
    assert status == IndexStatus("hybrid", "", len(SECTIONS), status.entries, MiniLM.id, place)
    assert status.entries == len(knowledge.entries()) > len(SECTIONS)


class Failing(WordHashes):
    """Works until told not to."""

    def __init__(self) -> None:
        super().__init__()
        self.works, self.asked = True, 0

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += 1
        if not self.works:
            raise IndexUnusable("The embedding model did not answer. Check the key.")
        return super().embed(texts)


def test_f29_without_its_embedding_model_the_guide_is_searched_by_words(opened: Open) -> None:
    embedder = Failing()
    knowledge = opened(embedder)
    knowledge.prepare(quiet)
    by_meaning = knowledge.find("cache key expired, site fell over")
    embedder.works = False
    assert knowledge.find("cache key expired, site fell over") == by_meaning  # its vector is remembered
    assert knowledge.find("recovery time objective after a fire")[0].section == "recovery-tiers"
    knowledge.close()


def test_f29_an_embedding_model_that_failed_is_not_waited_for_at_every_question(opened: Open) -> None:
    now, embedder = [0.0], Failing()
    knowledge = opened(embedder, seconds=lambda: now[0])
    knowledge.prepare(quiet)
    embedder.works = False
    knowledge.find("the first question about a cache")
    asked = embedder.asked
    knowledge.find("the second question about a cache")
    assert embedder.asked == asked
    now[0] += PAUSE
    embedder.works = True
    knowledge.find("the third question about a cache")
    assert embedder.asked == asked + 1
    knowledge.close()


def test_a_query_of_two_lines_lies_amid_both_and_a_line_that_comes_again_is_not_embedded_again(opened: Open) -> None:
    embedder = Failing()
    knowledge = opened(embedder)
    knowledge.prepare(quiet)
    one, other = knowledge.vector("a cache key expired"), knowledge.vector("when are we back online")
    asked = embedder.asked
    amid = knowledge.vector("a cache key expired\n\nwhen are we back online")
    assert embedder.asked == asked
    np.testing.assert_allclose(amid, (one + other) / np.linalg.norm(one + other), rtol=1e-5)
    assert knowledge.find("a cache key expired\nwhen are we back online")
    knowledge.close()


def test_an_index_that_cannot_be_built_is_an_error_only_when_asked_for(opened: Open) -> None:
    embedder = Failing()
    embedder.works = False
    knowledge = opened(embedder)
    assert knowledge.prepare(quiet).why == "The embedding model did not answer. Check the key."
    with pytest.raises(IndexUnusable, match="did not answer"):
        knowledge.rebuild(quiet)


def test_a_data_folder_with_spaces_and_letters_of_any_kind(guide: Path, tmp_path: Path) -> None:
    knowledge = open_guide(guide, tmp_path / "Größe und Maß 量", elsewhere=ELSEWHERE)
    assert knowledge.prepare(quiet).mode == "hybrid"
    assert knowledge.find("is a cache a quick win")[0].section == "cache-trouble"
    knowledge.close()
