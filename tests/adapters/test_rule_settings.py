"""What a project may set for the rules, and what it is told when a line of it cannot be meant."""

import pytest

from assistant.adapters.rule_settings import read_rule_settings
from assistant.domain.rules.configuration import DEFAULTS, Configuration, Limits
from assistant.errors import Misconfigured


def test_without_a_file_the_defaults_hold(tmp_path):
    assert read_rule_settings(tmp_path) == DEFAULTS


def test_everything_can_be_set_in_pyproject(tmp_path):
    (tmp_path / "pyproject.toml").write_text(
        '[tool.framefirst.rules]\nselect = ["FF1", "no-decider"]\nvague_words = ["synergy"]\n'
        '[tool.framefirst.rules.ignore]\nFF801 = "the folder says it"\n'
        "[tool.framefirst.rules.limits]\nsmall_team = 8\n"
    )
    assert read_rule_settings(tmp_path) == Configuration(
        select=("FF1", "no-decider"),
        ignore={"FF801": "the folder says it"},
        vague_words=("synergy",),
        limits=Limits(small_team=8),
    )


def test_the_nearest_folder_counts_and_in_it_the_file_of_our_own(tmp_path):
    below = tmp_path / "docs" / "adr"
    below.mkdir(parents=True)
    (tmp_path / ".framefirst.toml").write_text('[rules]\nvague_words = ["far"]\n')
    (tmp_path / "docs" / "pyproject.toml").write_text('[tool.framefirst.rules]\nvague_words = ["near"]\n')
    assert read_rule_settings(below).vague_words == ("near",)
    (tmp_path / "docs" / ".framefirst.toml").write_text('[rules]\nvague_words = ["own"]\n')
    assert read_rule_settings(below).vague_words == ("own",)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[rules", "cannot be read"),
        ("rules = 3", "has to be a table"),
        ('[rules]\nselect = ["FF9"]', "no rule is called 'FF9'"),
        ('[rules.ignore]\nFF101 = " "', "ignored without a reason"),
        ("[rules.limits]\nsmall_team = 0", "limits.small_team"),
        ("[rules]\nvague = 1", "vague"),
    ],
)
def test_a_line_that_cannot_be_meant_is_named_with_its_file(tmp_path, written, said):
    (tmp_path / ".framefirst.toml").write_text(written)
    with pytest.raises(Misconfigured) as refused:
        read_rule_settings(tmp_path)
    assert str(tmp_path / ".framefirst.toml") in str(refused.value)
    assert said in str(refused.value)
