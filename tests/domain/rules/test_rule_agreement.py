"""The wording rules against what a careful reader marked in sentences of many trades and kinds of English."""

from typing import NamedTuple

import pytest

from assistant.domain.rules import CATALOGUE, check
from evals.case import load
from evals.suites.rules import Utterance

LABELLED = [located.case for located in load(Utterance, "rules")]
UTTERANCES = {
    part: [{"text": one.text, "labels": list(one.flags)} for one in LABELLED if one.kind == part]
    for part in ("develop", "held-out")
}


class Agreement(NamedTuple):
    precision: float
    recall: float
    false_alarms: float
    """Share of the sentences to leave alone in which some rule spoke."""


def agreement(rows):
    wanted = [(set(row["labels"]), {finding.name for finding in check(row["text"])}) for row in rows]
    right = sum(len(want & have) for want, have in wanted)
    clean = [have for want, have in wanted if not want]
    return Agreement(
        precision=right / sum(len(have) for _, have in wanted),
        recall=right / sum(len(want) for want, _ in wanted),
        false_alarms=sum(bool(have) for have in clean) / len(clean),
    )


@pytest.mark.parametrize("part", ["develop", "held-out"])
def test_precision_recall_and_false_alarms_stay_where_they_are(part):
    measured = agreement(UTTERANCES[part])
    assert measured.precision >= 0.95
    assert measured.recall >= 0.88
    assert measured.false_alarms <= 0.02


@pytest.mark.parametrize("part", ["develop", "held-out"])
def test_about_two_in_five_sentences_are_to_be_left_alone(part):
    clean = [row for row in UTTERANCES[part] if not row["labels"]]
    assert 0.3 <= len(clean) / len(UTTERANCES[part]) <= 0.6


def test_labels_are_names_of_rules_and_sentences_stand_in_one_part_only():
    rows = [row for part in UTTERANCES.values() for row in part]
    assert {label for row in rows for label in row["labels"]} <= {rule.name for rule in CATALOGUE}
    texts = [row["text"] for row in rows]
    assert len(texts) == len(set(texts))
    examples = {text for rule in CATALOGUE for text in rule.catches if isinstance(text, str)}
    assert not examples & set(texts)
