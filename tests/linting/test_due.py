"""`framefirst due` in CI: what records and sessions say about being looked at again."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant import playbooks
from assistant.domain.events import Captured, Opened, Recorded, Said
from assistant.export.formats import export_session
from assistant.settings import read_settings
from assistant.wiring import App

RECORD = "# Use {what}\n\nStatus: accepted\nDate: 2026-01-15\nReview by: {day}\n\n## Decision\n\nWe will use {what}.\n"
ROW = {"source", "kind", "title", "trigger", "owner", "line", "date", "days", "state"}
SESSION = "c" * 32


@pytest.fixture
def adr(tmp_path) -> Path:
    folder = tmp_path / "adr"
    folder.mkdir()
    for number, (what, day) in enumerate([("Kafka", "2027-03-01"), ("a queue", "2027-03-20"), ("Redis", "2028-01-01")]):
        (folder / f"{number}.md").write_text(RECORD.format(what=what, day=day))
    return folder


def log() -> list[Recorded]:
    """A session that looks again on a day, and when a figure is passed."""
    said = {"topic": "revisit_triggers", "quote": "look", "message": 1, "measurable": True, "owner": "Ilse"}
    events = [
        Opened(title="Parcel photos"),
        Said(text="look", message=1),
        Captured(path="triggers.t1", value="a look in the spring", due="2027-03-15", **said),
        Captured(path="triggers.t2", value="more than 20 lost photos a month", **said),
    ]
    at = datetime(2026, 11, 24, tzinfo=UTC)
    return [Recorded(seq=place, turn=1, at=at, event=event) for place, event in enumerate(events, 1)]


def test_json_says_what_is_due_and_near_the_latest_first_and_exits_with_one(run, adr):
    outcome = run("due", "adr", "--on", "2027-03-02", "--json")
    assert outcome.code == 1
    shown = outcome.json
    assert [(row["source"], row["date"], row["days"], row["state"]) for row in shown["due"]] == [
        ("adr/0.md", "2027-03-01", -1, "due"),
        ("adr/1.md", "2027-03-20", 18, "near"),
    ]
    assert all(set(row) == ROW for row in shown["due"])
    assert {key: shown[key] for key in ("on", "within_days", "decisions", "later", "watched")} == {
        "on": "2027-03-02", "within_days": 30, "decisions": 3, "later": 1, "watched": 0,
    }  # fmt: skip


@pytest.mark.parametrize(("day", "code"), [("2027-02-28", 0), ("2027-03-01", 1), ("2030-01-01", 1)])
def test_a_decision_is_due_from_its_day_on(run, adr, day, code):
    assert run("due", "adr", "--on", day).code == code


def test_how_near_is_near_is_for_you_to_say(run, adr):
    assert run("due", "adr", "--on", "2026-12-01", "--json").json["due"] == []
    assert len(run("due", "adr", "--on", "2026-12-01", "--within", "109", "--json").json["due"]) == 2
    assert run("due", "adr", "--within", "-1").code == 2


def test_text_names_the_line_the_day_and_what_nobody_dated(run, adr):
    (adr / "3.md").write_text(RECORD.format(what="S3", day="when the bill passes 3,000 euro"))
    assert run("due", "adr", "--on", "2027-03-02").out.splitlines() == [
        "adr/0.md:5: due 2027-03-01, 1 day ago: Use Kafka: 2027-03-01",
        "adr/1.md:5: near 2027-03-20, 18 days from now: Use a queue: 2027-03-20",
        "",
        "1 due in 4 decisions, 1 soon, 1 later. 1 conditions have no date; somebody has to watch them.",
    ]


def test_without_a_path_the_stored_sessions_are_asked_and_not_those_archived(run):
    app = App(read_settings())
    app.log.restore(SESSION, "Parcel photos", log())
    shown = run("due", "--on", "2027-03-16", "--json")
    assert shown.code == 1
    [row] = shown.json["due"]
    assert row == {
        "source": SESSION, "kind": "session", "title": "Parcel photos", "trigger": "a look in the spring", "owner": "Ilse",
        "line": None, "date": "2027-03-15", "days": -1, "state": "due",
    }  # fmt: skip
    assert shown.json["watched"] == 1
    app.log.archive(SESSION, True)
    app.log.close()
    assert run("due", "--on", "2027-03-16").code == 0


@pytest.mark.parametrize("format", ["md", "adr"])
def test_a_document_of_ours_that_was_committed_is_due_like_its_session(run, tmp_path, format):
    content = export_session(SESSION, log(), format, playbooks.shipped(), lambda section: section, True)
    (tmp_path / "decision.md").write_bytes(content)
    [row] = run("due", "decision.md", "--on", "2027-03-16", "--json").json["due"]
    assert (row["date"], row["owner"]) == ("2027-03-15", "Ilse")
    assert "a look in the spring" in row["trigger"]


def test_wrong_usage_is_one_line_and_two(run, adr):
    for arguments in (["adr", "--on", "tomorrow"], ["gone"], ["adr", "--on", "2027-02-30"]):
        outcome = run("due", *arguments)
        assert (outcome.code, outcome.out) == (2, "")
        assert re.fullmatch(r"framefirst: .+\n", outcome.errors)
