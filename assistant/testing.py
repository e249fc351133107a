"""Stand-ins for the outside world: the ports as plain values, for tests and evals."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from assistant.call import Call
from assistant.domain.events import Answered, Event, Recorded, Said
from assistant.errors import ChangedElsewhere, ModelFailed, NoSuchSession
from assistant.ports import Message, Passage, Reply, SessionInfo

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class TickingClock:
    """Moves one second at every look."""

    def __init__(self, start: datetime = START) -> None:
        self._next = start

    def now(self) -> datetime:
        moment, self._next = self._next, self._next + timedelta(seconds=1)
        return moment


class MemoryLog:
    """The log port over lists."""

    def __init__(self, clock: TickingClock | None = None) -> None:
        self._clock = clock or TickingClock()
        self._logs: dict[str, list[Recorded]] = {}
        self._titles: dict[str, str] = {}
        self._archived: set[str] = set()
        self._tags: dict[str, tuple[str, ...]] = {}
        self._claims: dict[str, tuple[str, datetime]] = {}
        self._drafts: dict[str, tuple[int, str]] = {}

    def create(self, session: str, title: str, events: Sequence[Event]) -> None:
        if session in self._logs:
            raise ChangedElsewhere
        self._logs[session] = []
        self._titles[session] = title
        self.append(session, 0, events, 0)

    def read(self, session: str, after: int = 0) -> tuple[Recorded, ...]:
        return tuple(record for record in self._of(session) if record.seq > after)

    def append(self, session: str, turn: int, events: Sequence[Event], revision: int) -> int:
        log = self._of(session)
        if len(log) != revision:
            raise ChangedElsewhere
        at = self._clock.now()
        log += [Recorded(seq=revision + n, turn=turn, at=at, event=event) for n, event in enumerate(events, 1)]
        return len(log)

    def revision(self, session: str) -> int:
        return len(self._of(session))

    def restore(self, session: str, title: str, log: Sequence[Recorded]) -> None:
        if session in self._logs:
            raise ChangedElsewhere
        self._logs[session], self._titles[session] = list(log), title

    def sessions(self) -> Sequence[SessionInfo]:
        infos = [
            SessionInfo(
                name,
                self._titles[name],
                log[0].at,
                log[-1].at,
                len(log),
                name in self._archived,
                self._tags.get(name, ()),
            )
            for name, log in self._logs.items()
        ]
        return sorted(infos, key=lambda info: info.updated, reverse=True)

    def retitle(self, session: str, title: str) -> None:
        self._of(session)
        self._titles[session] = title

    def archive(self, session: str, archived: bool) -> None:
        self._of(session)
        (self._archived.add if archived else self._archived.discard)(session)

    def tag(self, session: str, tags: Sequence[str]) -> None:
        self._of(session)
        self._tags[session] = tuple(" ".join(tag.split()) for tag in tags)

    def delete(self, session: str) -> None:
        self._of(session)
        del self._logs[session], self._titles[session]

    def pending(self) -> list[tuple[str, int]]:
        return [(name, log[-1].turn) for name, log in self._logs.items() if _is_open(log)]

    def claim(self, session: str, turn: int, owner: str, seconds: float) -> bool:
        now = self._clock.now()
        holder, until = self._claims.get(session, (owner, now))
        if (holder != owner and until > now) or not _is_open(self._of(session)):
            return False
        self._claims[session] = (owner, now + timedelta(seconds=seconds))
        return True

    def release(self, session: str, owner: str) -> None:
        if self._claims.get(session, ("", None))[0] == owner:
            del self._claims[session]

    def draft(self, session: str, turn: int, text: str) -> None:
        self._drafts[session] = (turn, text)

    def drafted(self, session: str) -> tuple[int, str] | None:
        kept = self._drafts.get(session)
        return kept if kept and _is_open(self._of(session)) else None

    def _of(self, session: str) -> list[Recorded]:
        if session not in self._logs:
            raise NoSuchSession(session)
        return self._logs[session]


def _is_open(log: Sequence[Recorded]) -> bool:
    """Whether the last turn holds a message that nobody has answered."""
    last = [record.event for record in log if record.turn == log[-1].turn]
    return any(isinstance(event, Said) for event in last) and not any(isinstance(event, Answered) for event in last)


class FewPassages:
    """A guide of the passages it is given; finds those that share a word with the query."""

    def __init__(self, passages: Iterable[Passage] = ()) -> None:
        self._passages = tuple(passages)

    def find(self, query: str, k: int = 5) -> Sequence[Passage]:
        words = set(query.lower().split())
        return [passage for passage in self._passages if words & set(passage.text.lower().split())][:k]

    def title(self, section: str) -> str | None:
        return next((passage.title for passage in self._passages if passage.section == section), section)


class QueuedModel:
    """A model that gives back what was queued, in order, and remembers what it was asked."""

    id = "queued"

    def __init__(self, *replies: Reply | ModelFailed) -> None:
        self._replies = list(replies)
        self.asked: list[Sequence[Message]] = []

    def ask(
        self,
        messages: Sequence[Message],
        schema: dict[str, Any],
        heard: Callable[[str], None] = lambda text: None,
        call: Call | None = None,
    ) -> Reply:
        self.asked.append(messages)
        reply = self._replies.pop(0) if self._replies else ModelFailed("nothing queued")
        if isinstance(reply, ModelFailed):
            raise reply
        heard(reply.raw)
        return reply
