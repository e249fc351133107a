"""`framefirst prefill` as scripts see it: what documents state by topic, taken up under the page's own rule."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals import stub_server as stub
from evals.stub_server import StubServer

NOTES = """# Parcel status

## Problem
Partners hear about delivered parcels up to 25 minutes late.

## Users
- 4 partner shops, 30 people each
- 1,900 owners of parcels

## Notes
Couriers bring 9 parcels a second at Christmas.
"""
PEAK = {"topic": "scale", "value": "9 parcels a second", "quote": "bring 9 parcels a second at Christmas"}

Run = Callable[..., Any]


@pytest.fixture
def session(run: Run, quick_model: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    monkeypatch.setenv("FRAMEFIRST_EMBEDDING", quick_model)
    (tmp_path / "notes.md").write_text(NOTES)
    return str(json.loads(run("chat", "--json").out.splitlines()[0])["session"])


def test_files_are_added_and_what_they_state_is_printed_by_topic_beside_what_is_missing(run: Run, session: str) -> None:
    done = run("prefill", session, "notes.md")

    assert done.code == 0
    assert done.out.splitlines() == [
        "Problem (problem), one by one",
        "  s1   Partners hear about delivered parcels up to 25 minutes late",
        "       “Partners hear about delivered parcels up to 25 minutes late.”  notes.md, parcel status problem",
        "Users (users)",
        "  s2   4 partner shops, 30 people each",
        "       “4 partner shops, 30 people each”  notes.md, parcel status users",
        "  s3   1,900 owners of parcels",
        "       “1,900 owners of parcels”  notes.md, parcel status users",
        "3 found, in 2 topics.",
        "Missing: success measure, scale, latency, data, availability, integration, team, budget, timeline, compliance, "
        "out of scope, stakeholders.",
    ]


def test_a_script_gets_ids_topics_quotes_and_places(run: Run, session: str) -> None:
    told = run("prefill", session, "notes.md", "--json").json

    assert told["files"] == [{"name": "notes.md", "pieces": 3, "known": False, "refused": ""}]
    assert told["found"][0] == {
        "id": "s1", "topic": "problem", "value": "Partners hear about delivered parcels up to 25 minutes late",
        "quote": "Partners hear about delivered parcels up to 25 minutes late.",
        "citation": "notes.md#parcel-status-problem", "place": "notes.md, parcel status problem", "singly": True,
    }  # fmt: skip
    assert (told["offered"], told["accepted"], told["note"], told["model"]["id"]) == (3, [], "", "guided")
    assert "scale" in told["missing"]


def test_a_topic_is_taken_up_whole_and_what_decides_much_by_itself(run: Run, session: str) -> None:
    run("prefill", session, "notes.md")
    together = run("prefill", session, "--accept", "problem", "--accept", "users")
    users = run("prefill", session, "--accept", "users", "--json").json
    problem = run("prefill", session, "--accept", "s1")
    answers = run("show", session, "--json").json["answers"]

    assert (together.code, together.errors) == (
        2,
        "framefirst: What a document says on problem is confirmed one by one. Nothing was taken over yet.\n",
    )
    assert users["accepted"] == ["s2", "s3"]
    assert problem.out.splitlines()[0] == "Taken up: s1."
    assert {topic: [value["origin"]["source"] for value in answer["values"]] for topic, answer in answers.items()} == {
        "users": ["document", "document"], "problem": ["document"],
    }  # fmt: skip


def test_a_model_reads_them_too_and_taking_up_asks_it_nothing(
    run: Run, session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def finds(request: stub.Request) -> dict[str, object]:
        (notes,) = (shown for shown in stub.Brief.of(request).passages if "Couriers" in shown.text)
        return {"captured": [{**PEAK, "passage": notes.section}]}

    with StubServer(stub.writes(finds)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-stub")
        found = run("prefill", session, "notes.md", "--model", "openai:stub-large", "--json").json
        run("prefill", session, "--accept", "scale", "--model", "openai:stub-large")

    assert [one["value"] for one in found["found"] if one["topic"] == "scale"] == ["9 parcels a second"]
    assert (found["model"]["id"], found["model"]["calls"], len(server.asked)) == ("openai:stub-large", 1, 1)


def test_a_file_that_is_refused_is_named_and_the_rest_is_read(run: Run, session: str, tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_text("")
    done = run("prefill", session, "empty.md", "notes.md")

    assert (done.code, done.out.splitlines()[-2]) == (1, "3 found, in 2 topics.")
    assert done.errors.startswith("framefirst: not taken: empty.md ")
    assert done.errors.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["nobody"], "There is no session 'nobody'. List them with `framefirst sessions`."),
        (["SESSION"], "There are no documents in this session. Name some: `framefirst prefill SESSION FILE…`."),
        (["SESSION", "nowhere.md"], "nowhere.md is not there. Nothing was read; check the path."),
        (["SESSION", "--accept", "s9"], "Nothing waits under 's9'. `framefirst prefill SESSION` lists ids and topics."),
    ],
)
def test_wrong_usage_is_one_plain_line(run: Run, session: str, arguments: list[str], line: str) -> None:
    done = run("prefill", *(word.replace("SESSION", session) for word in arguments))

    assert (done.code, done.out) == (2, "")
    assert done.errors == f"framefirst: {line.replace('SESSION', session)}\n"
