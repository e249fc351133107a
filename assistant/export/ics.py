"""The dates on which a decision is looked at again, as a calendar file: an event and a reminder each."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from icalendar import Alarm, Calendar, Event

from assistant.domain.cleaning import clean
from assistant.domain.events import Recorded
from assistant.domain.frame import Frame, Trigger
from assistant.export.document import statement
from assistant.export.triggers import dated

FAMILY = UUID("5f0a6f7e-4c1d-5a53-9d3e-6f8f0c0b7a11")
A_WEEK_BEFORE_AT_NINE = -(timedelta(days=7) - timedelta(hours=9))
LONGEST_TITLE = 120


def render(session: str, frame: Frame, log: Sequence[Recorded]) -> bytes:
    """Without a dated trigger the calendar is empty."""
    made = log[-1].at.astimezone(UTC) if log else datetime(1970, 1, 1, tzinfo=UTC)
    calendar = Calendar()
    calendar.add("prodid", "-//Framefirst//Revisit triggers//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for trigger, day in dated(frame):
        calendar.add_component(_event(session, frame, trigger, day, made, len(log)))
    return bytes(calendar.to_ical(sorted=False))


def _event(session: str, frame: Frame, trigger: Trigger, day: date, made: datetime, revision: int) -> Event:
    title = f"Look again: {_line(frame.title or 'Untitled')}"
    told = [
        clean(trigger.text).text,
        f"Who watches: {_line(trigger.owner or 'nobody yet')}",
        clean(statement(frame)).text,
    ]
    event = Event()
    # The same trigger keeps its UID for ever: importing a later file changes the event instead of adding one.
    event.add("uid", f"{uuid5(FAMILY, f'{session}/{trigger.id}')}@framefirst")
    event.add("sequence", revision)
    event.add("dtstamp", made)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", title)
    event.add("description", "\n\n".join(told))
    event.add("transp", "TRANSPARENT")
    event.add_component(_reminder(title))
    return event


def _reminder(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", A_WEEK_BEFORE_AT_NINE)
    return alarm


def _line(text: str) -> str:
    words = " ".join(clean(text).text.split())
    return words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 1]}…"
