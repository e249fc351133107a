"""Does every format open, say the same, and come back?"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from assistant.domain.events import replay
from assistant.domain.topics import Topic
from assistant.export import session_file
from assistant.export.formats import FORMATS, export_session
from evals.case import SHIPPED, Located, load
from evals.check import Check, Judgement, failed, judged, passed, skipped
from evals.conversation import Stakeholder, stakeholders, talk
from evals.readers import opened, squeezed
from evals.record import Record
from evals.subject import SESSION, Subject
from evals.suite import Suite
from evals.suites.tradeoff import Decider, Decision

FULL = ("md", "adr", "html", "docx", "pdf")
"""Formats that hold everything."""
SLOW = frozenset({"pdf", "docx", "form"})
"""Made once; that they are the same bytes again shows in their hashes from run to run."""
EVERY = 7
"""One in so many stakeholders; the decisions, whose documents have every part, all of them."""


def cases(folders: Sequence[Path] = (SHIPPED,), subject: Subject | None = None) -> Sequence[Located[Stakeholder]]:
    decisions: Sequence[Located[Any]] = load(Decision, "tradeoff", folders)
    return (*decisions, *stakeholders(folders)[::EVERY])


def solve(case: Stakeholder, subject: Subject) -> Record:
    with subject.wired(case) as wired:
        record = talk(case, wired, Decider(case) if isinstance(case, Decision) else None)
        files = {name: made(record, name, subject) for name in FORMATS}
        again = {name: made(record, name, subject) for name in FORMATS if name not in SLOW}
    told, broken = {}, {}
    for name, content in files.items():
        try:
            told[name] = opened(name, content)
        except Exception as error:  # whatever a reader says, the file does not open
            broken[name] = f"{type(error).__name__}: {error}"
    return record.model_copy(
        update={
            "data": {
                "told": told,
                "broken": broken,
                "unsteady": [name for name, content in again.items() if content != files[name]],
                "hashes": {name: hashlib.sha256(content).hexdigest()[:12] for name, content in files.items()},
                "came_back": came_back(record, files["json"]),
            }
        }
    )


def made(record: Record, format: str, subject: Subject) -> bytes:
    return export_session(SESSION, record.events, format, subject.playbooks, lambda section: section)


def came_back(record: Record, content: bytes) -> str:
    """What is different after an import; empty when nothing is."""
    session, log = session_file.parse(content.decode())
    if log != record.events:
        return "the events are others"
    if replay(log) != record.frame:
        return "the frame is another"
    return "" if session_file.render(session, log).encode() == content else "exported again it is other bytes"


@dataclass(frozen=True)
class Opens(Check):
    name: ClassVar[str] = "opens"
    guards: ClassVar[str] = "every format opens in a program that people have"

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        empty = [f"{name} is empty" for name in FULL if not record.data["told"].get(name, "").strip()]
        return judged([*(f"{name}: {why}" for name, why in record.data["broken"].items()), *empty])


@dataclass(frozen=True)
class SaysTheSame(Check):
    name: ClassVar[str] = "says-the-same"
    guards: ClassVar[str] = "each answer, option, criterion, cause and trigger stands in every full format"

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        faults = []
        for name in FULL:
            told = squeezed(record.data["told"].get(name, ""))
            lost = [text for text in said(record) if squeezed(text) not in told]
            if lost:
                faults.append(f"{name} lacks {len(lost)}: {lost[0][:60]!r}")
        return judged(faults)


def said(record: Record) -> list[str]:
    """What people said, as the frame has it."""
    frame = record.frame
    answers = [value.text for answer in frame.answers.values() for value in answer.values]
    parts: Sequence[Sequence[Any]] = (frame.whys, frame.options, frame.criteria, frame.constraints, frame.triggers)
    return [*answers, *(item.text for items in parts for item in items)]


@dataclass(frozen=True)
class ComesBack(Check):
    name: ClassVar[str] = "round-trip"
    guards: ClassVar[str] = "a session that is exported and imported is the same session"

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        return failed(record.data["came_back"]) if record.data["came_back"] else passed


@dataclass(frozen=True)
class SameBytes(Check):
    name: ClassVar[str] = "same-bytes"
    guards: ClassVar[str] = "the same session gives the same file"

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        return judged([f"{name} differs when it is made again" for name in record.data["unsteady"]])


@dataclass(frozen=True)
class OnTheCalendar(Check):
    name: ClassVar[str] = "calendar"
    guards: ClassVar[str] = "every date to look again is in the calendar file"

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        due = [trigger.due for trigger in record.frame.triggers if trigger.due]
        if not due:
            return skipped("no trigger has a date")
        told = record.data["told"].get("ics", "")
        return judged([f"{day} is not in the calendar" for day in due if day not in told])


@dataclass(frozen=True)
class InTheTickets(Check):
    name: ClassVar[str] = "tickets"
    guards: ClassVar[str] = "every answered requirement is a row of the table of tickets"
    topics: tuple[Topic, ...] = ("scale", "latency", "availability")

    def judge(self, case: Stakeholder, record: Record) -> Judgement:
        told = squeezed(record.data["told"].get("csv", ""))
        answers = [record.frame.answer(topic) for topic in self.topics]
        values = [(one.topic, value.text) for one in answers if not one.is_vague for value in one.values]
        if not values:
            return skipped("nothing of it was answered")
        return judged([f"{topic} is in no row: {text[:40]!r}" for topic, text in values if squeezed(text) not in told])


SUITE = Suite(
    "export",
    "does every format open, say the same, and come back",
    Stakeholder,
    solve,
    (Opens(), SaysTheSame(), ComesBack(), SameBytes(), OnTheCalendar(), InTheTickets()),
    cases_of=cases,
)
