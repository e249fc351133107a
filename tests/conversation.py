"""A conversation in memory, for tests that talk."""

from collections.abc import Sequence

from assistant import playbooks, turn
from assistant.domain.events import Recorded, replay
from assistant.domain.frame import Ask, Frame
from assistant.export.document import Document, document
from assistant.export.markdown import render
from assistant.ports import Ports
from assistant.testing import FewPassages, MemoryLog, TickingClock
from assistant.view import Turn, turn_of


class Conversation:
    """A session in memory, spoken to in guided mode."""

    def __init__(self, session: str = "s") -> None:
        self.session = session
        self.log = MemoryLog()
        self.ports = Ports(log=self.log, knowledge=FewPassages(), clock=TickingClock())
        self.playbooks = playbooks.shipped()
        turn.begin(self.ports, session)

    def say(self, *messages: str) -> Turn:
        """Says them one after the other; the last turn."""
        for message in messages:
            turn.take_turn(self.ports, self.session, message, self.playbooks)
        return self.turn

    def skip_to(self, key: str) -> "Conversation":
        """Skips questions until the one with this id stands open."""
        for _ in range(60):
            if self.ask.key == key:
                return self
            self.say("/skip")
        raise AssertionError(f"{key} was never asked; {self.ask.key} is")

    def amend(self, *changes: turn.Change) -> Frame:
        turn.amend(self.ports, self.session, changes, self.playbooks)
        return self.frame

    @property
    def records(self) -> Sequence[Recorded]:
        return self.log.read(self.session)

    @property
    def frame(self) -> Frame:
        return replay(self.records)

    @property
    def ask(self) -> Ask:
        """The question that stands open."""
        assert self.frame.ask is not None
        return self.frame.ask

    @property
    def turn(self) -> Turn:
        log = self.records
        return turn_of(self.session, log, log[-1].turn, self.playbooks, lambda section: section)

    @property
    def document(self) -> Document:
        return document(self.frame, self.records, self.playbooks)

    @property
    def markdown(self) -> str:
        return render(self.document)
