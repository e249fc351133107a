"""Open questions that leave the conversation, and the answers that come back with somebody's name.

What comes back is heard like an answer to the same question in the conversation, and every value of it carries the
name of who gave it. Nothing else in an answer counts: it cannot confirm, close or take back anything.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from assistant.domain import flow
from assistant.domain.events import Captured, Event, PutAside, Said, fold
from assistant.domain.frame import Aside, Ask, Frame, Intake
from assistant.domain.hearing import hear
from assistant.domain.playbook import Playbook, Question
from assistant.domain.topics import Topic
from assistant.domain.wording import put

ASKABLE = ("ask", "classify")
"""Moves that somebody can answer who was not there."""


class Open(NamedTuple):
    """A question for somebody else."""

    ask: Ask
    aside: Aside | None
    """Why it is open; None where nobody was asked yet."""

    @property
    def owner(self) -> str:
        """Who would know; empty where nobody was named."""
        return (self.aside.owner or "").strip() if self.aside else ""


def open_questions(frame: Frame, playbooks: Sequence[Playbook], owner: str = "") -> tuple[Open, ...]:
    """What was put aside first, then what nobody was asked; each topic once. With an `owner`, theirs alone."""
    topics = flow.open_topics(frame, playbooks)
    asks = ((topic, _ask(topic, frame, playbooks)) for topic in topics)
    questions = (Open(ask, frame.answer(topic).aside) for topic, ask in asks if ask is not None)
    return tuple(one for one in questions if not owner or one.owner.casefold() == owner.strip().casefold())


def owners(frame: Frame, playbooks: Sequence[Playbook]) -> tuple[str, ...]:
    """Who is said to know the answer to an open question; each once."""
    named = {one.owner.casefold(): one.owner for one in reversed(open_questions(frame, playbooks)) if one.owner}
    return tuple(reversed(named.values()))


def _ask(topic: Topic, frame: Frame, playbooks: Sequence[Playbook]) -> Ask | None:
    """The topic's own question in this session's words; None where only the author can answer it."""
    found = _question(topic, frame, playbooks)
    if found is None:
        return None
    playbook, question = found
    return put(flow.Move(question.move, playbook.stage, question), frame)


def _question(topic: Topic, frame: Frame, playbooks: Sequence[Playbook]) -> tuple[Playbook, Question] | None:
    fitting = (
        (playbook, question)
        for playbook in playbooks
        for question in playbook.questions
        if question.topic == topic and not question.again and question.move in ASKABLE
    )
    return min(fitting, key=lambda found: flow.rank(found[1], frame), default=None)


def heard(
    frame: Frame, answers: Mapping[Topic, str], by: str, today: date, playbooks: Sequence[Playbook]
) -> tuple[Captured | PutAside, ...]:
    """What the answers make true, with the name of who gave them. An answer that is there already adds nothing."""
    events: list[Captured | PutAside] = []
    for topic, text in answers.items():
        ask = _ask(topic, frame, playbooks)
        if ask is not None and not _is_there(frame, topic, text, by):
            after = fold(frame, frame.turn, events)
            events += _named(hear(_asking(after, ask), Said(text=text, message=0), today, playbooks), by)
    return tuple(events)


def _asking(frame: Frame, ask: Ask) -> Frame:
    """The frame in which this question stands open; whatever it began with, an answer is no opening."""
    intake = frame.intake if frame.intake.kind else Intake(kind="brownfield")
    return frame.model_copy(update={"ask": ask, "intake": intake})


def _named(events: Sequence[Event], by: str) -> list[Captured | PutAside]:
    return [
        event.model_copy(update={"by": by, "message": None})
        for event in events
        if isinstance(event, Captured | PutAside)
    ]


def _is_there(frame: Frame, topic: Topic, text: str, by: str) -> bool:
    answer = frame.answer(topic)
    origins = [value.origin for value in (*answer.values, *answer.was)] + (
        [answer.aside.origin] if answer.aside else []
    )
    return any((origin.quote, origin.by) == (text, by) for origin in origins)
