"""What a process remembers of a session: always what the log says, and never read twice."""

import pytest
from conversation import Conversation

from assistant import turn
from assistant.domain.events import Opened, Recorded, replay
from assistant.errors import NoSuchSession
from assistant.memory import REMEMBERED, Known, Memory
from assistant.testing import MemoryLog


class Counting(MemoryLog):
    """Notes after which `seq` it was read, and how many events it gave."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[tuple[int, int]] = []

    def read(self, session: str, after: int = 0) -> tuple[Recorded, ...]:
        records = super().read(session, after)
        self.given.append((after, len(records)))
        return records


def test_after_every_turn_it_knows_what_a_replay_of_the_whole_log_gives():
    conversation = Conversation()
    memory, log = Memory(), conversation.log
    said = ("we need kafka", "Parcels arrive 25 minutes late, 60 calls last month", "/undo", "/unknown Ines", "/undo")
    for message in said:
        turn.take_turn(conversation.ports, "s", message, conversation.playbooks)
        whole = log.read("s")
        assert memory.know("s", log.read) == Known(whole, replay(whole))
        assert memory.know("s", log.read).revision == whole[-1].seq


def test_only_what_is_new_is_read():
    log, memory = Counting(), Memory()
    log.create("s", "", [Opened()])
    memory.know("s", log.read)
    memory.know("s", log.read)
    assert log.given == [(0, 1), (1, 0)]


def test_a_session_that_is_gone_is_not_remembered_as_if_it_were_there():
    conversation = Conversation()
    memory, log = Memory(), conversation.log
    memory.know("s", log.read)
    log.delete("s")
    with pytest.raises(NoSuchSession):
        memory.know("s", log.read)


def test_those_not_looked_at_for_longest_are_forgotten_first():
    log, memory = Counting(), Memory()
    for number in range(REMEMBERED + 1):
        log.create(str(number), "", [Opened()])
        memory.know("0", log.read)
        memory.know(str(number), log.read)
    log.given.clear()
    memory.know("0", log.read)
    memory.know("1", log.read)
    assert log.given == [(1, 0), (0, 1)]
