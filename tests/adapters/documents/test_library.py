"""What is promised of people's own documents, with Chroma in a folder and as a server."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from counting import Counting
from making import pages

from assistant.adapters.documents.library import Library, SessionDocuments, Source, Taken
from assistant.adapters.documents.names import named
from assistant.errors import BadInput
from assistant.ports import DocumentInfo, Passage

Open = Callable[..., Library]

NOTES = b"# Retries\nThe courier client retries eleven times.\n\n# Owners\nHenk owns the parcel table.\n"
PRICES = b"region,price\nEurope,400 euro\nAsia,520 euro\n"


def quiet(what: str, done: float | None) -> None:
    pass


def source(name: str, data: bytes) -> Source:
    return Source(name, len(data), lambda: data)


def found(library: Library, query: str, collection: str = "mine") -> list[str]:
    return [passage.section for passage in library.find(collection, query)]


def test_what_is_taken_in_is_found_with_its_file_and_place(library: Library) -> None:
    sources = [
        source("notes.md", NOTES),
        source("prices.csv", PRICES),
        source("plan.pdf", pages("Budget.", "Outage budget is 30 minutes.")),
    ]
    assert library.add("mine", sources, quiet) == [Taken("notes.md", 2), Taken("prices.csv", 1), Taken("plan.pdf", 2)]

    (best, *_) = library.find("mine", "how often does the courier client retry")
    assert best == Passage(
        "notes.md#retries",
        "notes.md, retries",
        "The courier client retries eleven times.",
        best.score,
        source="notes.md, retries",
        heading="Retries",
    )
    assert found(library, "price for Asia in euro")[0] == "prices.csv#row=2"
    assert found(library, "outage budget minutes")[0] == "plan.pdf#page=2"
    assert [passage.text for passage in library.passages("mine", "plan.pdf#page=2")] == ["Outage budget is 30 minutes."]


@pytest.mark.parametrize("query", ["", "?!", "the of and", "who won the match yesterday"])
def test_silence_where_nothing_comes_near(library: Library, query: str) -> None:
    library.add("mine", [source("notes.md", NOTES)], quiet)
    assert library.find("mine", query) == []


def test_nothing_is_embedded_twice(opened: Open) -> None:
    embedder = Counting()
    library = opened(embedder)
    library.add("mine", [source("notes.md", NOTES)], quiet)
    assert sorted(embedder.embedded) == [
        "Owners\nHenk owns the parcel table.",
        "Retries\nThe courier client retries eleven times.",
    ]

    assert library.add("mine", [source("notes.md", NOTES), source("copy.md", NOTES)], quiet) == [
        Taken("notes.md", known=True),
        Taken("copy.md", known=True),
    ]
    more = NOTES + b"\n# Alarms\nNobody is paged.\n"
    library.add("mine", [source("notes.md", more)], quiet)
    library.prepare("mine", quiet, anew=True)
    assert embedder.embedded[2:] == ["Alarms\nNobody is paged."]
    assert [document.name for document in library.documents("mine")] == ["notes.md"]


def test_an_interrupted_run_leaves_the_old_index_whole_and_goes_on_where_it_stopped(
    opened: Open, root: Path, chroma_url: str | None
) -> None:
    embedder = Counting()
    library = opened(embedder)
    library.add("mine", [source("notes.md", NOTES)], quiet)
    before = library.find("mine", "courier client retries")
    many = "\n\n".join(f"# Part {number}\nAnswer {number} concerns topic{number}." for number in range(300)).encode()

    embedder.fails_after = 2 + 128
    with pytest.raises(KeyboardInterrupt):
        library.add("mine", [source("many.md", many)], quiet)
    embedder.fails_after = None
    assert library.find("mine", "courier client retries") == before
    library.close()

    after = Counting()
    again = opened(after)
    assert again.find("mine", "courier client retries") == before
    assert again.add("mine", [source("many.md", many)], quiet) == [Taken("many.md", known=True)]
    pieces = [text for text in embedder.embedded + after.embedded if "\n" in text]
    assert len(pieces) == len(set(pieces)) == 302
    assert found(again, "answer 299 concerns topic299")[0] == "many.md#part-299"


def test_f64_a_refused_or_over_sized_file_is_told_in_a_line_and_holds_up_no_other(library: Library) -> None:
    sources = [source("run.exe", b"MZ"), source("notes.md", NOTES), Source("big.txt", 21 * 2**20, lambda: b"")]
    refused, taken, big = library.add("mine", sources, quiet)
    assert refused.refused.startswith("run.exe is of a kind that is not read. Give ")
    assert taken == Taken("notes.md", 2)
    assert big.refused == "big.txt is larger than 20 MB. Split it, then add its parts."
    assert [document.name for document in library.documents("mine")] == ["notes.md"]


def test_a_document_of_the_same_name_takes_the_place_of_the_old_one(library: Library) -> None:
    library.add("mine", [source("notes.md", NOTES)], quiet)
    library.add("mine", [source("notes.md", b"# Retries\nThe courier client gives up at once.\n")], quiet)
    assert [passage.text for passage in library.find("mine", "courier client retries")] == [
        "The courier client gives up at once."
    ]
    assert found(library, "Henk parcel table") == []


def test_a_removed_document_is_found_no_more_and_the_others_still_are(library: Library) -> None:
    library.add("mine", [source("notes.md", NOTES), source("prices.csv", PRICES)], quiet)
    (notes, prices) = library.documents("mine")
    assert (notes, prices) == (
        DocumentInfo(notes.id, "notes.md", len(NOTES), 2),
        DocumentInfo(prices.id, "prices.csv", len(PRICES), 1),
    )
    library.remove("mine", notes.id)
    assert (found(library, "courier client retries"), found(library, "price in Asia")) == ([], ["prices.csv#row=2"])
    library.remove("mine", prices.id)
    assert (library.documents("mine"), found(library, "price in Asia")) == ([], [])
    library.add("mine", [source("notes.md", NOTES)], quiet)
    assert found(library, "courier client retries") == ["notes.md#retries"]


def test_f48_without_its_index_words_alone_find_it_and_it_is_rebuilt_without_a_model(opened: Open, root: Path) -> None:
    library = opened()
    library.add("mine", [source("notes.md", NOTES)], quiet)
    before = library.find("mine", "courier client retries")
    library.close()
    with_index = opened()
    with with_index._using("mine") as inside:
        inside.index.drop()
    assert found(with_index, "courier client retries") == ["notes.md#retries"]

    asleep = Counting()
    asleep.fails_after = 0
    healed = opened(asleep)
    healed.prepare("mine", quiet)
    assert opened().find("mine", "courier client retries") == before


def test_another_embedding_model_makes_an_index_of_its_own(opened: Open) -> None:
    opened().add("mine", [source("notes.md", NOTES)], quiet)
    other = Counting("another-model")
    library = opened(other)
    library.prepare("mine", quiet)
    assert len(other.embedded) == 2
    assert found(library, "courier client retries") == ["notes.md#retries"]


def test_collections_do_not_see_one_another(library: Library) -> None:
    library.add("mine", [source("notes.md", NOTES)], quiet)
    library.add("theirs", [source("prices.csv", PRICES)], quiet)
    assert library.collections() == ["mine", "theirs"]
    assert (found(library, "courier client retries", "theirs"), found(library, "price in Asia", "mine")) == ([], [])


def test_f80_a_session_finds_its_own_documents_only_and_takes_them_with_it(library: Library, root: Path) -> None:
    documents = SessionDocuments(lambda: library)
    documents.add("a", [source("notes.md", NOTES)], quiet)
    documents.add("b", [source("poison.md", b"# All\ncourier client retries courier client retries\n")], quiet)
    assert [passage.source for passage in documents.find("a", "courier client retries")] == ["notes.md, retries"]
    assert [passage.source for passage in documents.find("b", "courier client retries")] == ["poison.md, all"]
    assert (documents.find("c", "courier client retries"), library.collections()) == ([], [])

    documents.forget("b")
    documents.forget("never there")
    assert (documents.find("b", "courier client retries"), documents.listed("b")) == ([], [])
    assert [document.name for document in documents.listed("a")] == ["notes.md"]
    assert len(list(root.iterdir())) == 1


@pytest.mark.parametrize("session", ["../../etc", "a/b", "", "con", "x" * 300, "\udcff"])
def test_f61_a_session_of_any_name_stays_in_its_folder(library: Library, root: Path, session: str) -> None:
    documents = SessionDocuments(lambda: library)
    documents.add(session, [source("notes.md", NOTES)], quiet)
    assert len(documents.find(session, "courier client retries")) == 1
    assert [path.parent for path in root.parent.rglob("shelf.db")] == [next(root.iterdir())]


def test_more_files_at_once_than_are_taken_are_refused_whole(library: Library) -> None:
    documents = SessionDocuments(lambda: library)
    with pytest.raises(BadInput, match="11 files are too many at once; give at most 10"):
        documents.add("a", [source(f"{number}.md", NOTES) for number in range(11)], quiet)
    assert documents.listed("a") == []


@pytest.mark.parametrize("name", ["", "framefirst", "Mine", "a/b", "..", "session.x", "-a", "a" * 41])
def test_names_that_cannot_be_a_collection(name: str) -> None:
    with pytest.raises(BadInput, match="cannot name a collection"):
        named(name)


def test_a_collection_that_is_not_there_is_told(library: Library) -> None:
    with pytest.raises(BadInput, match="There is no collection 'nothing'"):
        library.prepare("nothing", quiet)
    assert library.find("nothing", "courier client retries") == []


def test_many_collections_may_be_open_one_after_the_other(library: Library) -> None:
    for number in range(9):
        library.add(f"c{number}", [source("notes.md", NOTES)], quiet)
    assert [found(library, "courier client retries", f"c{number}") for number in range(9)] == [["notes.md#retries"]] * 9


def test_a_shelf_that_is_not_ours_is_told_in_a_line(library: Library, root: Path) -> None:
    from assistant.errors import StorageUnusable

    (root / "mine").mkdir(parents=True)
    (root / "mine" / "shelf.db").write_bytes(b"no database" * 100)
    with pytest.raises(StorageUnusable, match="cannot be used"):
        library.find("mine", "anything at all")
    shutil.rmtree(root / "mine")
