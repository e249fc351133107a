"""Documents as a way in: one pass over what a session's documents say, kept as suggestions with quote and place."""

from collections.abc import Iterable, Sequence

from assistant import turn
from assistant.domain import prefill
from assistant.domain.playbook import Playbook
from assistant.domain.prefill import Stretch
from assistant.ports import Passage, Ports


def read_documents(
    ports: Ports, session: str, passages: Iterable[Passage], playbooks: Sequence[Playbook]
) -> int:  # fmt: skip
    """Offers what the documents state, as a turn of its own; how many there are to look at.

    Raises AlreadyAnswering while a message waits, ChangedElsewhere when the session moved on meanwhile.
    """
    known = ports.know(session)
    stretches = (Stretch(passage.section, passage.heading, passage.text) for passage in passages)
    found = prefill.findings(stretches, ports.clock.now().date())
    offers = prefill.offered(known.frame, known.log, found)
    if offers:
        turn.amend(ports, session, offers, playbooks, known.revision)
    return len(offers)
