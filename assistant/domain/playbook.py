"""A guided technique as data: its questions, when each is worth asking, and how to press a vague answer.

The data itself is in `knowledge/playbooks/*.yaml`; this file only says what it may look like.
"""

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.domain.frame import MoveKind, Stakes
from assistant.domain.reading.facts import FactKind
from assistant.domain.reading.opening import OpeningKind
from assistant.domain.topics import Topic

Stage = Literal["intake", "checklist", "causes", "review", "decision", "summary"]
Feature = Literal[
    "personal_data",
    "symptom_without_figures",
    "has_symptom",
    "whys_open",
    "has_whys",
    "one_branch",
    "has_root",
    "has_options",
    "has_two_options",
    "has_criteria",
    "unweighed",
    "unscored",
    "untold_trade_off",
    "no_measurable_success",
    "opening_known",
    "symptom_located",
]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class When(Part):
    """All of what is given must be true; an empty condition always is."""

    openings: tuple[OpeningKind, ...] = ()
    stakes: tuple[Stakes, ...] = ()
    features: tuple[Feature, ...] = ()
    without: tuple[Feature, ...] = ()


class Question(Part):
    """One question that can be answered from its own line.

    `ask`, `complete` and `press` may carry $blanks: heard, option, cause, criterion, options, subject, solution.
    """

    id: str
    topic: Topic
    ask: str
    for_opening: dict[OpeningKind, str] = {}
    """Other wordings, by how the conversation opened."""
    why: str
    section: str
    move: MoveKind = "ask"
    rank: int
    """Lower is asked earlier within its stage."""
    ranks: dict[OpeningKind, int] = {}
    chips: tuple[str, ...] = ()
    """Common answers, offered as buttons."""
    needs: tuple[FactKind, ...] = ()
    """Any one of these makes an answer concrete; empty where plain words will do."""
    slots: dict[str, str] = {}
    """Parts of the topic: what is asked about a part that nobody has mentioned yet."""
    press: tuple[str, ...] = ()
    """At most three, each narrower than the one before."""
    when: When = When()
    times: int = 1
    """How often it may be put; 0 for as long as its features hold."""
    again: bool = False
    """Put even when its topic already has an answer: a second question about the same thing."""
    essential: bool = False
    """Still asked when somebody has run out of answers."""


class Playbook(Part):
    id: str
    title: str
    about: str = ""
    """What somebody gets from it, in a line; for those that are offered."""
    stage: Stage
    offered: bool = False
    """Asked only in sessions that took it up."""
    questions: tuple[Question, ...]


def question_named(id: str, playbooks: Sequence[Playbook]) -> Question | None:
    return next((question for playbook in playbooks for question in playbook.questions if question.id == id), None)
