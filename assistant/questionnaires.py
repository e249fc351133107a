"""Taking in a questionnaire that came back: whose it is, what it answers, and what stays open."""

from collections.abc import Sequence
from typing import NamedTuple

from assistant import turn
from assistant.domain import flow
from assistant.domain.cleaning import MESSAGE_LIMIT, clean, is_blank
from assistant.domain.events import Opened, Recorded
from assistant.domain.playbook import Playbook
from assistant.domain.questionnaire import heard
from assistant.domain.topics import Topic
from assistant.errors import BadInput
from assistant.export.questionnaire import LONGEST_NAME, Returned, session_mark
from assistant.ports import Ports


class TakenIn(NamedTuple):
    by: str
    answered: tuple[Topic, ...]
    """Topics that the file says something new about."""
    still_open: tuple[Topic, ...]


def take_in(
    ports: Ports, session: str, returned: Returned, playbooks: Sequence[Playbook], name: str = "",
    revision: int | None = None,
) -> TakenIn:  # fmt: skip
    """The answers as a turn of their own; none where the file says nothing new. `name` wins over the one in the file.

    Raises BadInput for a questionnaire of another session, without a name or with an answer too long to be one, and
    what `turn.amend` raises.
    """
    known = ports.know(session)
    if returned.made_for and returned.made_for not in _marks(session, known.log):
        raise BadInput(
            "This questionnaire was made for another session. Open that one, or export a new file from this one."
        )
    by = _name(name or returned.by)
    too_long = [topic for topic, text in returned.answers.items() if len(text) > MESSAGE_LIMIT]
    if too_long:
        raise BadInput(
            f"The answer about {too_long[0]} has more than {MESSAGE_LIMIT:,} characters. Nothing was taken in."
        )
    events = heard(known.frame, returned.answers, by, ports.clock.now().date(), playbooks)
    if events:
        turn.amend(ports, session, events, playbooks, known.revision if revision is None else revision)
    after = ports.know(session).frame
    return TakenIn(by, tuple(dict.fromkeys(event.topic for event in events)), flow.open_topics(after, playbooks))


def _marks(session: str, log: Sequence[Recorded]) -> set[str]:
    """This session's mark, and that of the one it branched from: questions may be out when somebody branches."""
    parents = (record.event.parent for record in log if isinstance(record.event, Opened))
    return {session_mark(session), *(session_mark(parent) for parent in parents if parent)}


def _name(name: str) -> str:
    words = " ".join(clean(name).text.split())[:LONGEST_NAME]
    if is_blank(words):
        raise BadInput("Nobody put a name on this questionnaire. Say whose answers they are, then take it in again.")
    return words
