"""Milestones: a session's named states. Naming one is an event like any other; nothing that follows changes it."""

from collections.abc import Sequence

from assistant.domain.cleaning import clean, is_blank
from assistant.domain.events import Milestone, MilestoneSet, Recorded, milestones
from assistant.errors import AlreadyAnswering, BadInput, ChangedElsewhere
from assistant.ports import Ports
from assistant.turn import waiting

LONGEST_NAME = 80
"""Characters."""


def set_milestone(ports: Ports, session: str, name: str, revision: int | None = None) -> Milestone:
    """Names the session as it now stands.

    Raises BadInput for a name that is blank, too long or taken, AlreadyAnswering while a message waits, and
    ChangedElsewhere when `revision` is given and the session has moved on.
    """
    log = ports.know(session).log
    if revision is not None and revision != log[-1].seq:
        raise ChangedElsewhere
    if waiting(log) is not None:
        raise AlreadyAnswering
    event = MilestoneSet(name=_named(name, milestones(log)))
    ports.log.append(session, log[-1].turn + 1, [event], revision=log[-1].seq)
    return milestones(ports.know(session).log)[-1]


def _named(name: str, taken: Sequence[Milestone]) -> str:
    if is_blank(name):
        raise BadInput("A milestone needs a name, such as “before the review”. Nothing was saved.")
    words = " ".join(clean(name).text.split())
    if len(words) > LONGEST_NAME:
        raise BadInput(f"A milestone's name has {LONGEST_NAME} characters at most. Nothing was saved; use fewer.")
    if words.casefold() in {milestone.name.casefold() for milestone in taken}:
        raise BadInput(f"There is a milestone “{words}” already, and milestones do not change. Use another name.")
    return words


def log_at(log: Sequence[Recorded], name: str) -> tuple[Recorded, ...]:
    """The log as it was when the milestone was set. Raises BadInput where there is none of that name."""
    named = milestones(log)
    found = next((one for one in named if one.name.casefold() == " ".join(name.split()).casefold()), None)
    if found is None:
        there = ", ".join(f"“{one.name}”" for one in named) or "none yet"
        raise BadInput(f"There is no milestone “{name}” in this session. Its milestones: {there}.")
    return tuple(record for record in log if record.seq <= found.seq)
