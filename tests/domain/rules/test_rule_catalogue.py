"""The catalogue as a whole: numbers, names, manuals and the guide sections they point to."""

import re
from pathlib import Path

import pytest

from assistant.domain.rules import CATALOGUE, FrameRule, WordingRule, find

ROOT = Path(__file__).parents[3]
GUIDE = ROOT / "knowledge" / "guide"
RULE_FILES = ROOT / "assistant" / "domain" / "rules"
FAMILIES = set("1234567")
each_rule = pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.name)


def test_ids_are_unique_and_in_order():
    ids = [rule.id for rule in CATALOGUE]
    assert ids == sorted(set(ids))
    assert all(re.fullmatch(r"FF\d{3}", one) and one[2] in FAMILIES for one in ids)


def test_names_are_unique():
    assert len({rule.name for rule in CATALOGUE}) == len(CATALOGUE)


def test_every_file_that_declares_a_rule_is_in_the_catalogue():
    declaring = {
        path.stem for path in RULE_FILES.glob("*.py") if re.search(r"^RULE = ", path.read_text(), re.MULTILINE)
    }
    assert declaring == {rule.name.replace("-", "_") for rule in CATALOGUE}


@each_rule
def test_a_rule_lives_in_a_file_named_after_the_fault(rule):
    assert rule.find.__module__.rsplit(".", 1)[1].replace("_", "-") == rule.name


@each_rule
def test_a_file_opens_with_the_id_of_its_rule(rule):
    source = (RULE_FILES / f"{rule.name.replace('-', '_')}.py").read_text()
    assert source.startswith(f'"""{rule.id}: ')


@each_rule
def test_the_section_is_one_of_the_guides(rule):
    assert (GUIDE / f"{rule.section}.md").is_file()


@each_rule
def test_the_manual_is_complete(rule):
    assert rule.meaning.endswith(".")
    assert rule.bad
    assert rule.good
    assert rule.bad != rule.good
    assert rule.catches
    assert len(rule.leaves_alone) >= 2 or isinstance(rule, FrameRule)
    assert rule.leaves_alone


@each_rule
def test_a_rule_is_found_by_its_id_and_by_its_name(rule):
    assert find(rule.id) is rule
    assert find(rule.name) is rule


def test_an_unknown_rule_is_not_found():
    assert find("FF999") is None
    assert find("") is None


def test_a_rule_gives_way_only_to_other_rules_that_exist():
    names = {rule.name for rule in CATALOGUE}
    for rule in CATALOGUE:
        if isinstance(rule, WordingRule):
            assert rule.gives_way_to <= names - {rule.name}


def test_no_two_rules_give_way_to_each_other():
    """Otherwise both would fall silent where both have something to say."""
    ways = {(rule.name, other) for rule in CATALOGUE if isinstance(rule, WordingRule) for other in rule.gives_way_to}
    assert not {pair for pair in ways if pair[::-1] in ways}
