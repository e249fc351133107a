"""Requirements and open questions as rows for a tracker: CSV that Jira imports and no spreadsheet runs."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from assistant.domain import flow
from assistant.domain.cleaning import clean
from assistant.domain.frame import Answer, Frame, Value
from assistant.domain.playbook import Playbook
from assistant.domain.topics import NAMES, Topic
from assistant.export.document import REQUIREMENTS, mark
from assistant.view import ASIDE_TEXT

COLUMNS = ("Id", "Issue Type", "Summary", "Description", "Labels", "Owner", "Due Date", "Source")
REQUIRED: tuple[Topic, ...] = (
    "functional", "success", *REQUIREMENTS, "security", "security_governance", "observability", "compliance", "budget", "timeline", "out_of_scope",
)  # fmt: skip
LONGEST_SUMMARY = 255
"""Characters that Jira takes; the description holds all of them."""

FORMULA = re.compile(r"\s*[=+\-@|%＝＋－＠｜％]|[\t\r\n]")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*")

Row = tuple[str, ...]


def render(frame: Frame, playbooks: Sequence[Playbook]) -> str:
    written = io.StringIO()
    rows = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for row in (*_requirements(frame), *_constraints(frame), *_questions(frame, playbooks)):
        rows.writerow([harmless(clean(cell).text) for cell in row])
    return written.getvalue()


def harmless(cell: str) -> str:
    """A cell that a spreadsheet shows and never computes; numbers stay numbers."""
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def _row(id: str, kind: str, summary: str, description: str, labels: str, owner: str = "", due: str = "", source: str = "") -> Row:  # fmt: skip
    words = " ".join(summary.split())
    short = words if len(words) <= LONGEST_SUMMARY else f"{words[: LONGEST_SUMMARY - 1]}…"
    return id, kind, short, description, labels, owner, due, source


def _requirements(frame: Frame) -> Iterator[Row]:
    for topic in REQUIRED:
        answer = frame.answer(topic)
        for place, value in enumerate(answer.values or answer.heard, 1):
            label = f"requirement {topic.replace('_', '-')}"
            yield _row(f"{topic}-{place}", "Story", f"{NAMES[topic]}: {value.text}", _described(answer, value), label, source=mark(value.origin))  # fmt: skip


def _described(answer: Answer, value: Value) -> str:
    notes = [value.text]
    if not answer.values:
        notes.append("Said in passing; not asked yet.")
    if value.vague:
        notes.append(f"Still vague: {', '.join(value.vague)}.")
    if answer.stale:
        notes.append(f"May be out of date: {answer.stale}.")
    return "\n".join(notes)


def _constraints(frame: Frame) -> Iterator[Row]:
    words = {True: "Hard", False: "Negotiable", None: "Hard or negotiable is not said"}
    for constraint in frame.constraints:
        text = f"{constraint.text}\n{words[constraint.hard]}."
        yield _row(f"constraint-{constraint.id}", "Story", f"Constraint: {constraint.text}", text, "requirement constraint", source=mark(constraint.origin))  # fmt: skip


def _questions(frame: Frame, playbooks: Sequence[Playbook]) -> Iterator[Row]:
    for topic, answer in frame.answers.items():
        aside, label = answer.aside, f"open-question {topic.replace('_', '-')}"
        if aside and aside.kind != "not_applicable" and not answer.values:
            text = "\n".join(
                filter(None, [f"{ASIDE_TEXT[aside.kind].capitalize()}.", aside.reason, aside.origin.quote])
            )
            yield _row(f"open-{topic}", "Task", f"Find out: {NAMES[topic]}", text, label, aside.owner or "", aside.due or "", mark(aside.origin))  # fmt: skip
    for topic in dict.fromkeys(flow.unasked(frame, playbooks)):
        yield _row(f"open-{topic}", "Task", f"Ask about: {NAMES[topic]}", "Nobody was asked yet.", f"open-question {topic.replace('_', '-')}")  # fmt: skip
    for both in frame.contradictions:
        if both.state == "open":
            text = f"{both.why}\n{both.first_quote}\n{both.second_quote}"
            yield _row(f"tension-{both.id}", "Task", f"Settle: {both.first_quote} / {both.second_quote}", text, "open-question contradiction")  # fmt: skip
