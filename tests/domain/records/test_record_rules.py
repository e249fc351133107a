"""Records of five styles against the catalogue: each rule on its own lists, and what is never said to a complete record."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import records
from assistant.domain.records import OWN, RECORD_RULES, check_record, parse
from assistant.domain.rules import CATALOGUE
from assistant.domain.rules.configuration import Configuration

ROOT = Path(__file__).parents[3]
RECORDS = sorted((ROOT / "tests" / "records").rglob("*.md"))
RULE_FILES = ROOT / "assistant" / "domain" / "records" / "rules"
each_rule = pytest.mark.parametrize("rule", RECORD_RULES, ids=lambda rule: rule.name)


def names(text: str, configuration: Configuration = Configuration()) -> set[str]:
    return {finding.name for finding in check_record(text, configuration=configuration)}


@each_rule
def test_a_rule_catches_its_list_and_leaves_the_other_alone(rule):
    assert [text for text in rule.catches if rule.name not in names(text)] == []
    assert [text for text in rule.leaves_alone if rule.name in names(text)] == []


@each_rule
def test_a_rule_that_finds_nothing_would_be_noticed(rule):
    mute = replace(rule, find=lambda record: ())
    parsed = [parse(text) for text in rule.catches]
    assert [bool(list(rule.findings(record))) for record in parsed] == [True] * len(rule.catches)
    assert [bool(list(mute.findings(record))) for record in parsed] == [False] * len(rule.catches)


@each_rule
def test_a_rule_lives_in_a_file_named_after_the_fault_that_opens_with_its_id(rule):
    source = (RULE_FILES / f"{rule.name.replace('-', '_')}.py").read_text()
    assert source.startswith(f'"""{rule.id}: ')


@each_rule
def test_a_manual_is_complete_and_points_into_the_guide(rule):
    assert rule.meaning.endswith(".")
    assert rule.bad != rule.good
    assert (ROOT / "knowledge" / "guide" / f"{rule.section}.md").is_file()


def test_every_file_that_declares_a_rule_is_in_the_catalogue():
    declaring = {path.stem for path in RULE_FILES.glob("*.py") if re.search(r"^RULE = ", path.read_text(), re.M)}
    assert declaring == {rule.name.replace("-", "_") for rule in RECORD_RULES}


def test_rules_of_records_alone_have_numbers_of_their_own_and_are_found_by_id_and_name():
    ids = [rule.id for rule in OWN]
    assert ids == sorted(set(ids))
    assert not set(ids) & {rule.id for rule in CATALOGUE}
    assert all(records.find(rule.id) is rule is records.find(rule.name) for rule in OWN)
    assert records.find("FF899") is None


# -- the synthetic records ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["madr", "nygard", "y-statement", "framefirst", "free"])
def test_each_style_has_records(folder):
    assert any(path.parent.name == folder for path in RECORDS)


def test_forty_records_are_read_without_error_and_every_finding_stands_on_a_line_of_its_file():
    assert len(RECORDS) >= 40
    for path in RECORDS:
        text = path.read_text()
        count = len(text.splitlines())
        for finding in check_record(text, path.name):
            assert 1 <= finding.line <= max(1, count), path
            assert "\n" not in finding.message


def test_the_quoted_words_stand_on_the_line_that_is_named():
    for path in RECORDS:
        lines = path.read_text().splitlines()
        for finding in check_record(path.read_text(), path.name):
            if finding.rule.startswith("FF1"):
                assert finding.quote.split()[0].lower() in lines[finding.line - 1].lower(), path


# -- what a complete record is never told ------------------------------------------------------------------------------

OPTION_TITLES = ("Considered Options", "Options", "Alternatives", "Alternatives considered", "2. Options we looked at",
                 "**Candidates**", "Betrachtete Optionen", "Variants", "What else we looked at")  # fmt: skip
NAMES = ("Kafka", "a managed queue", "RabbitMQ", "polling every minute", "PostgreSQL LISTEN/NOTIFY", "a cron job")
FOR = ("replay", "nobody has to run it", "known to the team", "200 euro a month")
AGAINST = ("one more cluster", "no order across partitions", "a minute late", "needs a second region")


def _headings(names):
    return "\n".join(f"### {name}\n\n* Good, because {FOR[0]}\n* Bad, because {AGAINST[0]}\n" for name in names)


def _bullets(names):
    return "\n".join(f"* **{name}**\n  * Pro: {FOR[1]}\n  * Con: {AGAINST[1]}" for name in names)


def _table(names):
    rows = "\n".join(f"| {name} | {FOR[2]} | {AGAINST[2]} |" for name in names)
    return f"| Option | Pros | Cons |\n| --- | --- | --- |\n{rows}\n"


def _numbered(names):
    return "\n".join(
        f"{n}. {name}\n\n   Advantages: {FOR[3]}\n\n   Disadvantages: {AGAINST[3]}\n" for n, name in enumerate(names, 1)
    )


@given(
    title=st.sampled_from(OPTION_TITLES),
    shown=st.sampled_from([_headings, _bullets, _table, _numbered]),
    options=st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True),
    decision=st.sampled_from(
        ["## Decision\n\nWe will use {}.", "## Decision Outcome\n\nChosen option: {}.", "## Outcome\n\n{} it is."]
    ),
    first=st.booleans(),
)
@settings(max_examples=60)
def test_a_record_with_options_and_pros_and_cons_is_never_told_it_has_no_alternatives(
    title, shown, options, decision, first
):
    parts = [f"## {title}\n\n{shown(options)}", decision.format(options[0])]
    body = "\n\n".join(parts if first else reversed(parts))
    told = names(f"# Deliver parcel events\n\nStatus: accepted\n\n## Context\n\nParcels arrive in bursts.\n\n{body}\n")
    assert not told & {"no-alternatives", "single-option", "no-tradeoffs"}


@given(st.text(alphabet="#*-|`~>_[](){}<!:=.\\ \n\tabcABC1é漢", max_size=400))
@settings(max_examples=150)
def test_any_text_is_read(text):
    for finding in check_record(text):
        assert finding.line >= 1


# -- what a project decides --------------------------------------------------------------------------------------------

LONELY = "# Use Kafka\n\n## Status\n\nAccepted\n\n## Decision\n\nWe will use Kafka. It has to be fast.\n"


def test_rules_are_ignored_and_selected_as_in_a_session():
    assert "no-alternatives" in names(LONELY)
    assert "no-alternatives" not in names(LONELY, Configuration(ignore={"FF401": "one way only, by law"}))
    assert names(LONELY, Configuration(select=("FF8",))) <= {rule.name for rule in OWN}


def test_a_waiver_with_a_reason_holds_and_one_without_is_a_finding():
    waived = LONELY.replace("# Use", "<!-- framefirst: ignore FF401 because the licence names it -->\n# Use")
    assert "no-alternatives" not in names(waived)
    assert "waiver-without-reason" not in names(waived)
    unexplained = LONELY.replace("# Use", "<!-- framefirst: ignore FF401 -->\n# Use")
    assert {"no-alternatives", "waiver-without-reason"} <= names(unexplained)


@pytest.mark.parametrize("said", ["No option is chosen yet.", "Not decided yet.", "To be decided", "Open."])
def test_a_decision_that_is_still_to_come_is_not_asked_for_its_alternatives(said):
    told = names(f"# Which broker?\n\nStatus: proposed\n\n## Context\n\nBursts.\n\n## Decision\n\n{said}\n")
    assert not told & {"no-alternatives", "no-revisit-trigger", "no-tradeoffs"}
