"""`search`, `index` and `ingest` as scripts see them: JSON, exit codes, one-line errors."""

import json
import random
from pathlib import Path

import pytest

NOWHERE = "http://127.0.0.1:9"
"""A Chroma server that is not there: the guide is searched by words, and no test waits for its index."""


def test_search_prints_one_passage_a_section_best_first(run) -> None:
    done = run("search", "cache stampede jitter", "-k", 3, "--json", FRAMEFIRST_CHROMA_URL=NOWHERE)
    assert [sorted(passage) for passage in done.json] == [["score", "section", "source", "text", "title"]] * len(
        done.json
    )
    sections = [passage["section"] for passage in done.json]
    assert sections[0] == "q13-cache-stampede"
    assert len(set(sections)) == len(sections) <= 3
    assert [one["score"] for one in done.json] == sorted((one["score"] for one in done.json), reverse=True)
    assert done.code == 0


def test_that_words_alone_were_searched_is_told_beside_the_results(run) -> None:
    done = run("search", "cache stampede", FRAMEFIRST_CHROMA_URL=NOWHERE)
    assert done.errors.startswith("framefirst: ")
    assert done.errors.count("\n") == 1
    assert "Search goes on by words alone" in done.errors
    assert "(q13-cache-stampede, " in done.out


def test_chunks_are_every_passage_of_a_section(run) -> None:
    done = run("search", "cache stampede jitter", "-k", 9, "--json", "--chunks", FRAMEFIRST_CHROMA_URL=NOWHERE)
    assert [passage["section"] for passage in done.json].count("q13-cache-stampede") > 1


def test_questions_come_and_answers_go_line_by_line(run) -> None:
    asked = '{"id": 1, "query": "six Rs of migration"}\n\n{"id": "b", "query": "how do I bake sourdough bread"}\n'
    done = run("search", "--jsonl", stdin=asked, FRAMEFIRST_CHROMA_URL=NOWHERE)
    first, second = [json.loads(line) for line in done.out.splitlines()]
    assert (first["id"], first["results"][0]["section"]) == (1, "migration-6rs")
    assert second == {"id": "b", "results": []}
    assert run("search", "--jsonl", stdin="[]\n", FRAMEFIRST_CHROMA_URL=NOWHERE).code == 2


def test_the_status_of_the_index_changes_nothing(run, tmp_path: Path) -> None:
    done = run("index", "--status", "--json")
    assert (done.code, done.json["mode"], done.json["sections"]) == (0, "words", 69)
    assert "run `framefirst index`" in done.json["why"]
    assert not (tmp_path / "home" / "index").exists()


def test_an_index_that_cannot_be_built_when_asked_for_is_something_outside(run) -> None:
    done = run("index", "--rebuild", FRAMEFIRST_CHROMA_URL=NOWHERE)
    assert (done.code, done.errors.count("\n"), "FRAMEFIRST_CHROMA_URL" in done.errors) == (3, 1, True)


def test_a_folder_is_ingested_found_and_not_read_twice(run, tmp_path: Path, quick_model: str) -> None:
    notes = tmp_path / "notes"
    (notes / "sub").mkdir(parents=True)
    (notes / "retries.md").write_text("# Retries\nThe courier client retries eleven times.\n")
    (notes / "sub" / "prices.csv").write_text("region,price\nEurope,400 euro\n")
    (notes / ".hidden.md").write_text("# Hidden\nNobody reads this.\n")
    (tmp_path / "tool.exe").write_bytes(b"MZ\x90\x00")

    done = run("ingest", notes, tmp_path / "tool.exe", "--json", FRAMEFIRST_EMBEDDING=quick_model)
    assert [(one["name"], one["pieces"], bool(one["refused"])) for one in done.json["files"]] == [
        ("retries.md", 1, False),
        ("sub/prices.csv", 1, False),
        ("tool.exe", 0, True),
    ]
    assert (done.code, done.json["collection"]) == (1, "documents")

    again = run("ingest", notes)
    assert (again.code, "0 of 2 files read" in again.out, "2 there already" in again.out) == (0, True, True)
    held = {"name": "documents", "documents": 2, "pieces": 2}
    assert run("index", "--status", "--json").json["collections"] == [held | {"indexed": True}]
    another = run("index", "--status", "--json", FRAMEFIRST_EMBEDDING="quick:another").json["collections"]
    assert another == [held | {"indexed": False}]
    told = run("index", "--status").out.splitlines()[-1]
    assert told == ("Collection 'documents': 2 pieces of 2 documents, searched by words alone; run `framefirst index`.")
    run("search", "x", "--collection", "documents", FRAMEFIRST_EMBEDDING="quick:another")
    assert run("index", "--status", "--json").json["collections"] == [held | {"indexed": True}]

    (best, *_) = run("search", "how often does the courier client retry", "--collection", "documents", "--json").json
    assert (best["section"], best["source"]) == ("retries.md#retries", "retries.md, retries")


def test_a_long_raw_text_is_a_collection_beside_the_guide(run, tmp_path: Path, quick_model: str) -> None:
    choose = random.Random(5)
    words = ["".join(choose.choices("aeioudlmnrst", k=7)) for _ in range(3000)]
    lines = [" ".join(choose.choices(words, k=60)) for _ in range(260)]
    lines[200] += " The turbine inspection falls due in week nineteen."
    (tmp_path / "raw.txt").write_text("\n".join(lines))
    assert (tmp_path / "raw.txt").stat().st_size > 120_000

    done = run("ingest", tmp_path / "raw.txt", "--collection", "turbines", FRAMEFIRST_EMBEDDING=quick_model)
    assert (done.code, "1 of 1 files read into 'turbines'" in done.out) == (0, True)
    found = run("search", "turbine inspection week nineteen", "--collection", "turbines", "--json").json
    assert (found[0]["section"], "turbine inspection" in found[0]["text"]) == ("raw.txt#line=201", True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ingest", "nowhere.md"], "nowhere.md is not there"),
        (["ingest", ".", "--collection", "framefirst"], "cannot name a collection"),
        (["ingest", ".", "--collection", "../x"], "cannot name a collection"),
        (["search", "x", "--collection", "nothing"], "There is no collection 'nothing'"),
    ],
)
def test_wrong_usage_is_told_in_a_line(run, arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert (done.code, words in done.errors, done.errors.count("\n")) == (2, True, 1)
