"""Which decisions are to be looked at again by now: in records, and in stored sessions."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Literal, NamedTuple

from assistant.domain.cleaning import clean
from assistant.domain.events import replay
from assistant.domain.frame import Frame
from assistant.domain.records.reviews import reviews
from assistant.export.triggers import as_date
from assistant.linting.files import RecordFile
from assistant.ports import Log


class Reason(NamedTuple):
    """A reason to look at a decision again, wherever it is written down."""

    source: str
    """A file, or the id of a session."""
    kind: Literal["record", "session"]
    title: str
    trigger: str
    owner: str | None
    line: int | None
    day: date | None
    """None for a condition that somebody has to watch."""


class Due(NamedTuple):
    reason: Reason
    day: date
    days: int
    """Until then; below 0 for days it is late."""

    @property
    def state(self) -> Literal["due", "near"]:
        return "due" if self.days <= 0 else "near"


class Reviewed(NamedTuple):
    due: tuple[Due, ...]
    """Due and near, the longest overdue first."""
    later: int
    """Reasons whose day is further away."""
    watched: int
    """Conditions without a day, for somebody to watch."""
    decisions: int

    @property
    def is_due(self) -> bool:
        return any(one.state == "due" for one in self.due)


def reasons_in_files(files: Iterable[RecordFile]) -> Iterator[tuple[str, list[Reason]]]:
    for path, record in files:
        yield (
            path,
            [Reason(path, "record", record.title, r.text, r.owner, r.line, r.day) for r in reviews(record)],
        )


def reasons_in_sessions(log: Log) -> Iterator[tuple[str, list[Reason]]]:
    """Sessions that were archived are done with."""
    for info in log.sessions():
        if not info.archived:
            yield info.id, list(_reasons(info.id, replay(log.read(info.id))))


def _reasons(session: str, frame: Frame) -> Iterator[Reason]:
    for trigger in frame.triggers:
        yield Reason(
            session, "session", frame.title or "Untitled", trigger.text, trigger.owner, None, as_date(trigger.due)
        )


def review(reasons: Iterable[tuple[str, list[Reason]]], on: date, within: int) -> Reviewed:
    """What is due on a day, or will be within so many days."""
    decisions = list(reasons)
    every = [reason for _, found in decisions for reason in found]
    dated = [Due(reason, reason.day, (reason.day - on).days) for reason in every if reason.day is not None]
    due = sorted((one for one in dated if one.days <= within), key=lambda one: (one.day, one.reason.source))
    return Reviewed(
        due=tuple(due),
        later=len(dated) - len(due),
        watched=len(every) - len(dated),
        decisions=len(decisions),
    )


# -- how it is told ----------------------------------------------------------------------------------------------------


def as_json(reviewed: Reviewed, on: date, within: int) -> dict[str, Any]:
    rows = [
        {
            "source": one.reason.source, "kind": one.reason.kind, "title": one.reason.title, "trigger": one.reason.trigger,
            "owner": one.reason.owner, "line": one.reason.line, "date": one.day.isoformat(), "days": one.days,
            "state": one.state,
        }
        for one in reviewed.due
    ]  # fmt: skip
    return {
        "on": on.isoformat(), "within_days": within, "decisions": reviewed.decisions, "due": rows,
        "later": reviewed.later, "watched": reviewed.watched,
    }  # fmt: skip


def as_text(reviewed: Reviewed) -> str:
    lines = [_line(one) for one in reviewed.due]
    return "\n".join([*lines, *([""] if lines else []), _summary(reviewed)])


def _line(due: Due) -> str:
    where = f"{due.reason.source}:{due.reason.line}" if due.reason.line else due.reason.source
    late = "today" if due.days == 0 else f"{abs(due.days)} day{'' if abs(due.days) == 1 else 's'} "
    when = late if due.days == 0 else late + ("ago" if due.days < 0 else "from now")
    owner = f" ({due.reason.owner})" if due.reason.owner else ""
    said = f"{due.state} {due.day.isoformat()}, {when}: {due.reason.title}: {due.reason.trigger}{owner}"
    return f"{_plain(where)}: {_plain(said)}"


def _plain(text: str) -> str:
    return " ".join(clean(text).text.split())


def _summary(reviewed: Reviewed) -> str:
    count = sum(one.state == "due" for one in reviewed.due)
    what = f"{reviewed.decisions} decision{'' if reviewed.decisions == 1 else 's'}"
    watched = f" {reviewed.watched} conditions have no date; somebody has to watch them." if reviewed.watched else ""
    return f"{count or 'Nothing'} due in {what}, {len(reviewed.due) - count} soon, {reviewed.later} later.{watched}"
