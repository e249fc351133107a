"""What of a frame's revisit triggers a calendar can hold."""

from datetime import date

from assistant.domain.frame import Frame, Trigger


def as_date(text: str | None) -> date | None:
    """None for anything but an ISO date."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def dated(frame: Frame) -> list[tuple[Trigger, date]]:
    """The triggers that are on the calendar, with their day."""
    return [(trigger, day) for trigger in frame.triggers if (day := as_date(trigger.due))]
