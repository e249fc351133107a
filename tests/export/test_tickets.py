"""Requirements and open questions as rows that a tracker imports and no spreadsheet computes."""

import csv
import io

import pytest
from hostile import MARKUP, QUERIES, SCRIPTS, TEMPLATES
from loaded import PLAYBOOKS, export, log_of, recorded

from assistant.domain.events import Captured, Contradicted, Opened, PutAside, Said
from assistant.domain.frame import Contradiction
from assistant.export.tickets import COLUMNS, harmless


def rows(log) -> list[dict[str, str]]:
    content = export(log, "csv").decode()
    assert not content.startswith("\ufeff")
    read = list(csv.DictReader(io.StringIO(content, newline=""), strict=True))
    assert all(set(row) == set(COLUMNS) for row in read)
    return read


def test_requirements_constraints_questions_and_tensions_are_rows():
    said = {"message": 1, "quote": "x"}
    read = rows(recorded([
        Opened(title="Orders"), Said(text="x", message=1),
        Captured(topic="latency", path="answers.latency", value="under 1 s", **said),
        Captured(topic="scale", path="answers.scale", value="lots", vague=("lots",), **said),
        Captured(topic="constraints", path="constraints.k1", value="no data outside the EU", hard=True, **said),
        PutAside(topic="budget", kind="unknown", owner="Ines", due="2027-01-05", reason="ask finance", quote="no idea", message=1),
        PutAside(topic="compliance", kind="not_applicable", quote="none", message=1),
        Contradicted(contradiction=Contradiction(id="x1", first="scale", first_quote="a few", second="users", second_quote="thousands", why="Too many.")),
    ]))  # fmt: skip
    named = {row["Id"]: row for row in read}
    assert named["latency-1"] == {
        "Id": "latency-1", "Issue Type": "Story", "Summary": "Latency: under 1 s", "Description": "under 1 s",
        "Labels": "requirement latency", "Owner": "", "Due Date": "", "Source": "author, 1",
    }  # fmt: skip
    assert named["scale-1"]["Description"] == "lots\nStill vague: lots."
    assert named["constraint-k1"]["Description"] == "no data outside the EU\nHard."
    assert named["open-budget"] == {
        "Id": "open-budget", "Issue Type": "Task", "Summary": "Find out: Budget",
        "Description": "Not known\nask finance\nno idea", "Labels": "open-question budget", "Owner": "Ines",
        "Due Date": "2027-01-05", "Source": "author, 1",
    } | {"Description": named["open-budget"]["Description"]}  # fmt: skip
    assert named["open-budget"]["Description"].endswith("ask finance\nno idea")
    assert named["tension-x1"]["Summary"] == "Settle: a few / thousands"
    assert "open-compliance" not in named
    assert len(named) == len(read)


FORMULAS = (
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1+1", "|calc", "＝1+1", "＋1", "－1+1", "＠x", "％x",
    "%0A", "\u00a0=1", "\u3000=1", "=HYPERLINK(\"http://sink\")",
)  # fmt: skip
HARMLESS = ("", "12", "-12.5", "+31", "1,200", "-1,200.50", "a = b", "3 - 1", "x@example.org", "50 %", "“=1”")


@pytest.mark.parametrize("cell", FORMULAS)
def test_f81_what_a_spreadsheet_would_run_is_quoted(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", HARMLESS)
def test_f81_numbers_and_plain_words_stay_as_they_are(cell):
    assert harmless(cell) == cell


@pytest.mark.parametrize("text", [*FORMULAS, *MARKUP, *TEMPLATES, *QUERIES, *SCRIPTS, 'a";=1+1;"b', "a\r\n=1+1", "x" * 400])  # fmt: skip
def test_f81_no_cell_of_any_row_is_computed(text):
    read = rows(log_of([text]))
    assert len(read) >= 3
    for row in read:
        assert len(row["Summary"]) <= 256
        assert "\n" not in row["Summary"]
        for cell in row.values():
            assert harmless(cell) == cell


def test_every_question_nobody_was_asked_is_a_row():
    read = rows(recorded([Opened(title="x"), Said(text="we need kafka", message=1)]))
    assert {row["Issue Type"] for row in read} <= {"Task"}
    assert len(PLAYBOOKS) > 0
