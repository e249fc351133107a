"""The shipped questions, judged as questions, and what is said about a playbook that cannot be read."""

import re

import pytest

from assistant import playbooks
from assistant.domain.flow import ABOUT, BUDGET, PATHS, PRESSES
from assistant.domain.topics import TOPICS
from assistant.errors import Misconfigured

QUESTIONS = [(playbook, question) for playbook in playbooks.shipped() for question in playbook.questions]
each = pytest.mark.parametrize(("playbook", "question"), QUESTIONS, ids=[question.id for _, question in QUESTIONS])

CHECKLIST = [
    "users",
    "scale",
    "data",
    "latency",
    "availability",
    "budget",
    "team",
    "timeline",
    "integration",
    "compliance",
]
LEADING = re.compile(
    r"\b(?:don't you|isn't|wouldn't you|shouldn't|surely|obviously|agree that|right\?$)\b", re.IGNORECASE
)
PRODUCTS = re.compile(r"\b(?:kafka|redis|postgres|kubernetes|aws|azure|mongo|docker|lambda)\b", re.IGNORECASE)


def wordings(question) -> list[str]:
    return [question.ask, *question.for_opening.values(), *question.press, *question.slots.values()]


def test_every_id_is_there_once():
    ids = [question.id for _, question in QUESTIONS]
    assert sorted(set(ids)) == sorted(ids)


def test_the_whole_checklist_and_a_summary_are_asked():
    topics = {question.topic for _, question in QUESTIONS}
    assert set(CHECKLIST) <= topics
    assert {"problem", "success", "out_of_scope", "why", "options", "revisit_triggers", "confirm"} <= topics


def test_every_stage_of_every_path_has_questions():
    stages = {playbook.stage for playbook, _ in QUESTIONS}
    assert {stage for path in PATHS.values() for stage in path} == stages
    assert all(set(budget) == stages for budget in BUDGET.values())


def test_what_a_question_is_about_belongs_to_a_question_there_is():
    assert set(ABOUT) <= {question.id for _, question in QUESTIONS}


@each
def test_a_wording_asks_one_short_thing_from_its_own_line(playbook, question):
    for wording in wordings(question):
        asked = re.sub(r'"\$\w+"|\$\w+', "x", wording)
        assert len(asked.split()) <= 25, wording
        assert asked.count("?") <= 1, wording
        assert asked.rstrip().endswith(("?", ".", "x")), wording
        assert "\n" not in wording


@each
def test_a_wording_neither_leads_nor_names_a_product(playbook, question):
    for wording in (*wordings(question), question.why, *question.chips):
        assert not LEADING.search(wording), wording
        assert not PRODUCTS.search(wording), wording


@each
def test_a_question_says_why_it_matters_and_where_that_is_from(playbook, question):
    assert question.why.endswith(".")
    assert question.why.count(".") <= 2
    assert re.fullmatch(r"[a-z0-9-]+", question.section)
    assert question.topic in TOPICS


@each
def test_presses_are_at_most_three_and_each_is_different(playbook, question):
    assert len(question.press) <= PRESSES
    assert len({question.ask, *question.press}) == 1 + len(question.press)


@each
def test_a_question_that_wants_figures_can_be_pressed_for_them(playbook, question):
    assert not question.needs or question.press


@each
def test_a_half_heard_topic_is_quoted_when_the_rest_is_asked(playbook, question):
    assert all("$heard" in wording for wording in question.slots.values())


@each
def test_only_questions_for_as_long_as_something_is_missing_have_no_limit(playbook, question):
    assert question.times >= 0
    if question.times == 0:
        assert question.when.features, "it would be asked for ever"


def test_goal_comes_before_load_and_load_before_deadline():
    ranks = {question.id: question.rank for playbook, question in QUESTIONS if playbook.stage == "checklist"}
    assert ranks["problem-behind"] < ranks["success"] < ranks["users"] < ranks["scale"] < ranks["timeline"]


def test_cited_sections_are_in_the_guide():
    guide = {path.stem for path in (playbooks.SHIPPED.parent / "guide").glob("*.md")}
    assert {question.section for _, question in QUESTIONS} <= guide


def test_shipped_playbooks_are_read_once():
    assert playbooks.shipped() is playbooks.shipped()


# -- a team's own --------------------------------------------------------------------------------------------------------

OWN = """
id: own
title: Our own
stage: checklist
questions:
  - id: hours
    topic: availability
    rank: 1
    ask: Which hours count?
    why: Not all do.
    section: discovery
"""


def test_a_team_adds_its_own(tmp_path):
    file = tmp_path / "own.yaml"
    file.write_text(OWN)
    (own,) = playbooks.load([file])
    assert [question.ask for question in own.questions] == ["Which hours count?"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("id: [", "is not valid YAML"),
        (OWN.replace("stage: checklist", "stage: later"), "does not fit at stage"),
        (OWN.replace("rank: 1", "rank: first"), "does not fit at questions.0.rank"),
        (OWN.replace("topic: availability", "topic: mood"), "does not fit at questions.0.topic"),
        (OWN + "extra: 1", "does not fit at extra"),
        ("!!python/object/apply:os.system ['true']", "is not valid YAML"),
        ("just words", "does not fit at"),
        ("", "does not fit at"),
    ],
)
def test_a_playbook_that_does_not_fit_is_refused_in_one_line_that_names_it(tmp_path, content, told):
    file = tmp_path / "own.yaml"
    file.write_text(content)
    with pytest.raises(Misconfigured) as refused:
        playbooks.load([file])
    assert told in str(refused.value)
    assert str(file) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_teams_folder_stands_beside_the_shipped_ones(tmp_path):
    (tmp_path / "own.yaml").write_text(OWN)
    ids = [playbook.id for playbook in playbooks.with_own(tmp_path)]
    assert ids == [*(playbook.id for playbook in playbooks.shipped()), "own"]


def test_a_playbook_with_the_id_of_a_shipped_one_stands_in_its_place(tmp_path):
    (tmp_path / "own.yaml").write_text(OWN.replace("id: own", "id: checklist"))
    together = playbooks.with_own(tmp_path)
    assert [len(playbook.questions) for playbook in together if playbook.id == "checklist"] == [1]


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "no playbook"), (OWN.replace("id: hours", "id: users"), "'users' stands in two playbooks")],
)
def test_a_folder_that_cannot_be_asked_from_is_refused(tmp_path, content, told):
    if content:
        (tmp_path / "own.yaml").write_text(content)
    with pytest.raises(Misconfigured, match=told):
        playbooks.with_own(tmp_path)


def test_every_playbook_on_offer_says_what_one_gets_from_it():
    offered = [playbook for playbook in playbooks.shipped() if playbook.offered]
    assert offered
    assert all(playbook.about.endswith(".") for playbook in offered)


def test_a_playbook_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Misconfigured, match="cannot be read"):
        playbooks.load([tmp_path / "none.yaml"])


def test_a_playbook_in_another_encoding_is_refused(tmp_path):
    file = tmp_path / "own.yaml"
    file.write_bytes(OWN.replace("Our own", "Café").encode("latin-1"))
    with pytest.raises(Misconfigured, match="UTF-8"):
        playbooks.load([file])
