"""`framefirst lint` as editors, pre-commit and CI see it."""

import json
import re
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from assistant.domain import records

LONELY = """\
# Use Kafka

Status: accepted
Date: 2026-01-15
Deciders: Henk

## Decision

We will use Kafka. It costs 900 euro a month, and that is the price.
We look at it again on 1 March 2027.
"""
FINE = """\
# Use a table

Status: accepted
Date: 2026-01-15
Deciders: Henk

## Considered Options

* A table
* Kafka
* Leave it as it is

## Decision

Chosen option: a table. The price: events are a minute late. We look at it again on 1 March 2027.
"""
FLAG = {"rule", "name", "severity", "message", "path", "line", "quote", "section"}


@pytest.fixture
def adr(tmp_path) -> Path:
    folder = tmp_path / "adr"
    folder.mkdir()
    (folder / "0001-kafka.md").write_text(LONELY)
    (folder / "0002-table.md").write_text(FINE)
    return folder


def one_line(outcome) -> str:
    assert outcome.errors.startswith("framefirst: ")
    assert outcome.errors.count("\n") == 1
    return outcome.errors


def test_json_names_each_file_with_its_flags_and_exits_with_one(run, adr):
    outcome = run("lint", "adr/0001-kafka.md", "adr/0002-table.md", "--json")
    lonely, fine = outcome.json["files"]
    assert outcome.code == 1
    assert fine == {"path": "adr/0002-table.md", "flags": []}
    assert lonely["path"] == "adr/0001-kafka.md"
    assert [(flag["rule"], flag["name"], flag["line"]) for flag in lonely["flags"]] == [("FF401", "no-alternatives", 7)]
    assert all(set(flag) == FLAG for flag in lonely["flags"])
    assert run("lint", "adr/0001-kafka.md", "adr/0002-table.md", "--format", "json").json == outcome.json


def test_a_file_in_which_no_rule_speaks_is_zero(run, adr):
    outcome = run("lint", "adr/0002-table.md")
    assert (outcome.code, outcome.errors) == (0, "")
    assert "not whether they are true" in outcome.out


def test_text_is_a_line_a_finding_that_an_editor_can_jump_to(run, adr):
    first, *_, last = run("lint", "adr").out.splitlines()
    assert re.fullmatch(r"adr/0001-kafka\.md:7: FF401 no-alternatives \(warning\): .+\?", first)
    assert last == "1 finding in 1 of 2 records. `framefirst rules FF401` explains the commonest."


def test_of_a_folder_only_decisions_are_read_and_no_template_hidden_file_or_link(run, adr):
    (adr / "README.md").write_text("# How we decide\n\nWe write things down.\n")
    (adr / "template.md").write_text(LONELY)
    (adr / ".draft.md").write_text(LONELY)
    (adr / "notes.txt").write_text(LONELY)
    (adr / "again.md").symlink_to(adr / "0001-kafka.md")
    assert [one["path"] for one in run("lint", "adr", "--json").json["files"]] == [
        "adr/0001-kafka.md",
        "adr/0002-table.md",
    ]


def test_a_file_that_is_named_twice_is_read_once(run, adr):
    listed = run("lint", "adr/0002-table.md", "adr", adr / "0002-table.md", "--json").json["files"]
    assert [one["path"] for one in listed] == ["adr/0002-table.md", "adr/0001-kafka.md"]


def test_an_editor_may_hand_over_what_is_not_saved_yet(run):
    outcome = run("lint", "-", "--json", stdin=LONELY.encode())
    assert outcome.code == 1
    assert [(one["path"], [flag["rule"] for flag in one["flags"]]) for one in outcome.json["files"]] == [
        ("-", ["FF401"])
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_files_of_other_encodings_are_read(run, tmp_path, encoding):
    (tmp_path / "café.md").write_bytes(LONELY.replace("Henk", "Hélène").encode(encoding))
    assert [flag["rule"] for flag in run("lint", "café.md", "--json").json["files"][0]["flags"]] == ["FF401"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("gone.md", None, "is not there"),
        ("binary.md", bytes(range(32)) * 40, "is not text"),
        ("long.md", b"a" * 2_000_001, "larger than 2 MB"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_two(run, tmp_path, name, content, said):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    outcome = run("lint", name, "--json")
    assert (outcome.code, outcome.out) == (2, "")
    assert name in one_line(outcome)
    assert said in outcome.errors


def test_wrong_usage_is_two(run):
    assert run("lint").code == 2
    assert run("lint", "x.md", "--format", "yaml").code == 2
    assert run("lint", "x.md", "--write-baseline").code == 2


def test_what_the_project_set_holds(run, adr, tmp_path):
    (tmp_path / ".framefirst.toml").write_text('[rules.ignore]\nno-alternatives = "the licence names Kafka"\n')
    assert run("lint", "adr").code == 0
    (tmp_path / ".framefirst.toml").write_text('[rules]\nselect = ["FF999"]\n')
    assert run("lint", "adr").code == 3


# -- the baseline ------------------------------------------------------------------------------------------------------


def test_a_baseline_hides_what_was_there_and_nothing_new(run, adr):
    assert run("lint", "adr", "--baseline", "known.json", "--write-baseline").code == 0
    assert run("lint", "adr", "--baseline", "known.json").code == 0
    (adr / "0003-cache.md").write_text(LONELY.replace("Kafka", "Redis"))
    outcome = run("lint", "adr", "--baseline", "known.json", "--json")
    assert outcome.code == 1
    assert [len(one["flags"]) for one in outcome.json["files"]] == [0, 0, 1]


def test_a_known_finding_may_move_to_another_line_and_be_looked_at_from_another_folder(run, adr, monkeypatch):
    run("lint", "adr", "--baseline", "known.json", "--write-baseline")
    (adr / "0001-kafka.md").write_text(LONELY.replace("## Decision", "## Context\n\nBursts.\n\n## Decision"))
    monkeypatch.chdir(adr)
    assert run("lint", "0001-kafka.md", "--baseline", "../known.json").code == 0


def test_a_second_finding_of_the_same_kind_is_new(run, adr):
    vague = LONELY + "\n## Consequences\n\nIt will serve lots of users.\n"
    (adr / "0001-kafka.md").write_text(vague)
    run("lint", "adr", "--baseline", "known.json", "--write-baseline")
    (adr / "0001-kafka.md").write_text(vague + "\nIt will serve lots of users.\n")
    [flag] = run("lint", "adr", "--baseline", "known.json", "--json").json["files"][0]["flags"]
    assert flag["rule"] == "FF101"


def test_what_was_corrected_since_is_told(run, adr):
    run("lint", "adr", "--baseline", "known.json", "--write-baseline")
    (adr / "0001-kafka.md").write_text(FINE)
    outcome = run("lint", "adr", "--baseline", "known.json")
    assert outcome.code == 0
    assert "1 known in known.json no longer there" in outcome.out


def test_the_same_findings_give_the_same_baseline(run, adr, tmp_path):
    for name in ("a.json", "b.json"):
        run("lint", "adr", "--baseline", name, "--write-baseline")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"version": 9, "findings": []}', '{"version": 1, "findings": [3]}']
)
def test_a_baseline_that_cannot_be_one_hides_nothing(run, adr, tmp_path, content):
    (tmp_path / "known.json").write_text(content)
    outcome = run("lint", "adr", "--baseline", "known.json")
    assert outcome.code == 2
    assert "known.json" in one_line(outcome)
    assert run("lint", "adr", "--baseline", "none.json").code == 2


# -- GitHub ------------------------------------------------------------------------------------------------------------


def test_github_annotations_name_the_line(run, adr):
    outcome = run("lint", "adr", "--format", "github")
    assert outcome.code == 1
    [command] = outcome.out.splitlines()
    assert command.startswith("::warning file=adr/0001-kafka.md,line=7,title=FF401 no-alternatives::No other way")


def test_f87_what_stands_in_a_record_or_its_name_commands_no_workflow(run, tmp_path):
    name = "adr,line=1::error title=x%0A::set-output.md"
    words = "It handles lots of %0A::error::pwned\u2028::add-mask::x \x1b[31m events."
    (tmp_path / name).write_text(f"# Use Kafka\n\nStatus: ::error::a\n\n## Decision\n\n{words}\n\n::error::b\n")
    outcome = run("lint", name, "--format", "github")
    lines = outcome.out.splitlines()
    assert len(lines) >= 3
    for line in lines:
        assert re.match(
            r"::(notice|warning) file=adr%2Cline=1%3A%3Aerror title=x%250A%3A%3Aset-output\.md,line=\d+,title=FF\d{3} [a-z-]+::",
            line,
        )
        assert "%0A::" not in line.replace("%250A", "")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u2028]", outcome.out.replace("\n", ""))


def test_f87_a_terminal_is_sent_no_control_characters(run, tmp_path):
    (tmp_path / "a.md").write_text("# Use \x1b]0;x\x07Kafka\n\n## Decision\n\nIt serves lots of\x1b[2J users.\n")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", run("lint", "a.md").out.replace("\n", ""))


# -- SARIF -------------------------------------------------------------------------------------------------------------


class Shape(BaseModel):
    """The part of SARIF 2.1.0 that is written; a property that the schema does not know is an error."""

    model_config = ConfigDict(extra="forbid")


class Text(Shape):
    text: str = Field(min_length=1)


Level = Literal["none", "note", "warning", "error"]


class Configured(Shape):
    level: Level


class Tags(Shape):
    tags: list[str]


class SarifRule(Shape):
    id: str
    name: str = Field(pattern=r"^[A-Za-z]+$")
    shortDescription: Text
    fullDescription: Text
    help: Text
    defaultConfiguration: Configured
    properties: Tags


class Driver(Shape):
    name: str
    version: str
    rules: list[SarifRule]


class Tool(Shape):
    driver: Driver


class Artifact(Shape):
    uri: str = Field(pattern=r"^[\w.~!$&'()*+;=:@/%-]*$")
    uriBaseId: str | None = None


class Region(Shape):
    startLine: Annotated[int, Field(ge=1)]
    snippet: Text | None = None


class Physical(Shape):
    artifactLocation: Artifact
    region: Region


class Location(Shape):
    physicalLocation: Physical


class Result(Shape):
    ruleId: str
    ruleIndex: Annotated[int, Field(ge=0)]
    level: Level
    message: Text
    locations: list[Location]
    partialFingerprints: dict[str, str]


class Run(Shape):
    tool: Tool
    columnKind: Literal["utf16CodeUnits", "unicodeCodePoints"]
    results: list[Result]


class Sarif(Shape):
    schema_: str = Field(alias="$schema")
    version: Literal["2.1.0"]
    runs: list[Run]


def test_sarif_keeps_to_its_schema_and_points_to_the_rules_that_fired(run, adr):
    (adr / "0003 late at night.md").write_text(LONELY.replace("Kafka", "Redis"))
    outcome = run("lint", "adr", "--format", "sarif")
    assert outcome.code == 1
    [found] = Sarif.model_validate(outcome.json).runs
    rules = found.tool.driver.rules
    assert [rules[result.ruleIndex].id for result in found.results] == [result.ruleId for result in found.results]
    assert {rule.id for rule in rules} == {result.ruleId for result in found.results}
    places = [result.locations[0].physicalLocation.artifactLocation for result in found.results]
    assert {(place.uri, place.uriBaseId) for place in places} == {
        ("adr/0001-kafka.md", "%SRCROOT%"),
        ("adr/0003%20late%20at%20night.md", "%SRCROOT%"),
    }


def test_a_finding_keeps_its_fingerprint_when_it_moves(run, adr):
    def prints():
        return [r["partialFingerprints"] for r in run("lint", "adr", "--format", "sarif").json["runs"][0]["results"]]

    before = prints()
    (adr / "0001-kafka.md").write_text(LONELY.replace("## Decision", "## Context\n\nBursts.\n\n## Decision"))
    assert prints() == before


def test_sarif_of_a_clean_folder_is_a_run_without_results(run, adr):
    outcome = run("lint", "adr/0002-table.md", "--format", "sarif")
    assert outcome.code == 0
    assert Sarif.model_validate(outcome.json).runs[0].results == []


def test_the_manual_of_a_rule_that_only_records_have_is_printed(run):
    outcome = run("rules", "FF801")
    assert outcome.code == 0
    assert outcome.out.startswith("FF801 no-status (warning)")
    listed = {rule["id"] for rule in run("rules", "--json").json}
    assert {rule.id for rule in records.OWN} < listed
    assert json.loads(run("rules", "no-status", "--json").out)[0]["id"] == "FF801"
