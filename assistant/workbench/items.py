"""Things on a list (options, criteria, constraints, causes, triggers): new ones, and names short enough to draw."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, Protocol

from assistant.domain.events import Captured
from assistant.domain.frame import Evidence, Frame
from assistant.domain.hearing import DO_NOTHING, is_measurable
from assistant.domain.reading.reader import read
from assistant.domain.topics import Topic
from assistant.domain.wording import short

Collection = Literal["options", "criteria", "constraints", "whys", "triggers"]
LETTERS: dict[Collection, str] = {
    "options": "o",
    "criteria": "c",
    "constraints": "k",
    "whys": "w",
    "triggers": "t",
}
TOPIC_OF: dict[Collection, Topic] = {
    "options": "options",
    "criteria": "criteria",
    "constraints": "constraints",
    "whys": "why",
    "triggers": "revisit_triggers",
}
LABEL = 44
"""Characters of a name in a picture."""


class Named(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def text(self) -> str: ...


def fresh_path(frame: Frame, collection: Collection) -> str:
    """A place nothing stands at yet: `options.o4`."""
    numbers = [int(item.id[1:]) for item in getattr(frame, collection)]
    return f"{collection}.{LETTERS[collection]}{max(numbers, default=0) + 1}"


def is_listed(frame: Frame, collection: Collection, text: str) -> bool:
    return text.strip().casefold() in {item.text.strip().casefold() for item in getattr(frame, collection)}


def added(frame: Frame, collection: Literal["options", "criteria"], text: str) -> Captured:
    return Captured(topic=TOPIC_OF[collection], path=fresh_path(frame, collection), value=text, quote=text)


def added_baseline(frame: Frame) -> Captured:
    """Doing nothing, as one of the options."""
    return Captured(topic="options", path=fresh_path(frame, "options"), value=DO_NOTHING, baseline=True)


def added_constraint(frame: Frame, text: str, *, hard: bool) -> Captured:
    path = fresh_path(frame, "constraints")
    return Captured(topic="constraints", path=path, value=text, quote=text, hard=hard)


def added_why(frame: Frame, text: str, parent: str | None, evidence: Evidence) -> Captured:
    path = fresh_path(frame, "whys")
    return Captured(topic="why", path=path, value=text, quote=text, parent=parent, evidence=evidence)


def trigger(
    frame: Frame, text: str, owner: str, due: date | None, today: date, known: str | None = None
) -> Captured:  # fmt: skip
    """A trigger, new or in the place of a known one; a date counts as something that can be seen to come."""
    facts = read(text, today).facts
    return Captured(
        topic="revisit_triggers", path=f"triggers.{known}" if known else fresh_path(frame, "triggers"), value=text,
        quote=text, facts=facts, owner=owner.strip() or None, due=due.isoformat() if due else None,
        measurable=due is not None or is_measurable(facts),
    )  # fmt: skip


def labels(items: Iterable[Named], limit: int = LABEL) -> dict[str, str]:
    """Names by id, cut short and never twice the same: in a picture one name is one bar."""
    taken: dict[str, str] = {}
    for item in items:
        label, number = short(item.text, limit) or "(no name)", 2
        while label in taken.values():
            label, number = f"{short(item.text, limit - 4)} ({number})", number + 1
        taken[item.id] = label
    return taken


def counted(count: int, one: str, several: str = "") -> str:
    """ "1 cell", "3 cells"."""
    return f"{count} {one if count == 1 else several or one + 's'}"
