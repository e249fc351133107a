"""What the product needs from the outside world, as small Protocols, and the values that cross.

Adapters implement them; `assistant.testing` holds the fakes. Nothing here knows a vendor.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Protocol

from assistant.call import Call
from assistant.domain.events import Event, Recorded
from assistant.domain.rules.configuration import DEFAULTS, Configuration
from assistant.domain.usage import UNLIMITED, Budget
from assistant.memory import Known, Memory


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, in UTC."""


@dataclass(frozen=True)
class SessionInfo:
    """A line in the list of sessions."""

    id: str
    title: str
    created: datetime
    updated: datetime
    revision: int
    """`seq` of the last event."""
    archived: bool = False
    tags: tuple[str, ...] = ()


class Log(Protocol):
    """One log of events a session, appended and never changed."""

    def create(self, session: str, title: str, events: Sequence[Event]) -> None:
        """A new session with its turn 0. Raises ChangedElsewhere if the id is taken."""

    def read(self, session: str, after: int = 0) -> tuple[Recorded, ...]:
        """The events with `seq > after`. Raises NoSuchSession."""

    def append(self, session: str, turn: int, events: Sequence[Event], revision: int) -> int:
        """Appends all or nothing, durably, if the session still stands at `revision`; the new revision.

        Raises ChangedElsewhere otherwise, NoSuchSession for an unknown id.
        """

    def revision(self, session: str) -> int: ...

    def restore(self, session: str, title: str, log: Sequence[Recorded]) -> None:
        """A session as it was exported, times and numbers kept. Raises ChangedElsewhere if the id is taken."""

    def sessions(self) -> Sequence[SessionInfo]:
        """All sessions, last touched first."""

    def retitle(self, session: str, title: str) -> None: ...

    def archive(self, session: str, archived: bool) -> None: ...

    def tag(self, session: str, tags: Sequence[str]) -> None:
        """Files the session under these words alone, each on one line."""

    def delete(self, session: str) -> None: ...

    def pending(self) -> Sequence[tuple[str, int]]:
        """Sessions whose last turn holds a message without an answer, with that turn, longest waiting first."""

    def claim(self, session: str, turn: int, owner: str, seconds: float) -> bool:
        """Whether `owner` alone may answer the turn from now on; asked again, its time starts anew.

        False while another owner's time has not run out, and for a turn that is not waiting for an answer.
        """

    def release(self, session: str, owner: str) -> None:
        """Gives up this owner's claim, if there is one."""

    def draft(self, session: str, turn: int, text: str) -> None:
        """Keeps the text of an answer that is still arriving, in place of what was kept before."""

    def drafted(self, session: str) -> tuple[int, str] | None:
        """The turn and the text so far; None once something was appended to that turn."""


@dataclass(frozen=True)
class Passage:
    """A piece of the guide or of a person's document that was really retrieved."""

    section: str
    title: str
    text: str
    score: float
    source: str = "guide"
    heading: str = ""


class Knowledge(Protocol):
    def find(self, query: str, k: int = 5) -> Sequence[Passage]:
        """Best first, one a section, empty when the guide has nothing to say. Each line of the query counts alike."""

    def title(self, section: str) -> str | None:
        """A section's number and title as people cite it, "2.3 Ten-category checklist"; None for an unknown id."""


@dataclass(frozen=True)
class DocumentInfo:
    """A document that a person added. `id` is of its content."""

    id: str
    name: str
    bytes: int
    pieces: int


class Documents(Protocol):
    """What a session's own people added to it; no other session finds it."""

    def find(self, session: str, query: str, k: int = 5) -> Sequence[Passage]:
        """Best first, empty when nothing comes near; `source` is the file and the page, row, line or heading."""


class NoDocuments:
    """Nobody added any."""

    def find(self, session: str, query: str, k: int = 5) -> Sequence[Passage]:
        return ()


@dataclass(frozen=True)
class Section:
    """One section of the guide, whole."""

    id: str
    number: str
    title: str
    part: str
    related: tuple[str, ...]
    """Ids of sections to read next."""
    asks: tuple[str, ...]
    """Questions and complaints, in people's own words, that this section answers."""
    body: str
    """Markdown; links to other sections are `<id>.md`."""

    @property
    def cited(self) -> str:
        """As people cite it: "2.3 Ten-category checklist"."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True)
class IndexStatus:
    """How the guide is searched at the moment."""

    mode: Literal["hybrid", "words"]
    """By meaning and words, or by words alone."""
    why: str
    """One line on why by words alone and what to do about it; empty in hybrid mode."""
    sections: int
    entries: int
    embedding: str
    place: str
    """The folder or the server that holds the index."""


class Guide(Knowledge, Protocol):
    """What the guide's own pages and `framefirst index` need on top of a turn."""

    def section(self, id: str) -> Section | None: ...

    def ids(self) -> Sequence[str]: ...

    def status(self, check: bool = False) -> IndexStatus:
        """`check` also looks a sample of entries up by their own vectors, which takes seconds."""

    def prepare(self, progress: "Progress") -> IndexStatus:
        """Builds the index if it is missing, damaged or of another guide or model; otherwise only opens it."""

    def rebuild(self, progress: "Progress") -> IndexStatus:
        """Raises IndexUnusable if it cannot be built."""


@dataclass(frozen=True)
class Message:
    role: str
    """system, user or assistant."""
    text: str


@dataclass(frozen=True)
class Reply:
    """What came back, before anybody believed it."""

    raw: str
    finish_reason: str | None = None
    refusal: str | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    tool_calls: tuple[str, ...] = ()
    cached_tokens: int | None = None
    """Of the input tokens, those that the endpoint had kept from an earlier prompt."""


class Model(Protocol):
    id: str

    def ask(
        self,
        messages: Sequence[Message],
        schema: dict[str, Any],
        heard: Callable[[str], None] = lambda text: None,
        call: Call | None = None,
    ) -> Reply:
        """One request. `heard` gets the text so far as it arrives; `call` may be stopped from elsewhere.

        Raises ModelFailed.
        """


@dataclass(frozen=True)
class Ports:
    """The outside world, as one turn sees it."""

    log: Log
    knowledge: Knowledge
    clock: Clock
    model: Model | None = None
    """None is guided mode."""
    documents: Documents = NoDocuments()
    budget: Budget = UNLIMITED
    """What one session may ask of the model."""
    rules: Configuration = DEFAULTS
    """What the project set for the catalogue."""
    prompts: Path | None = None
    """The folder of prompts; None is the shipped one."""
    report: Callable[[Exception], str] = lambda error: "not reported"
    """Notes a fault of our own for whoever runs this; the number that people see of it."""
    extras: dict[str, Any] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    """What this process has read of the log."""

    def know(self, session: str) -> Known:
        """The session as it stands now. Raises NoSuchSession."""
        return self.memory.know(session, self.log.read)


Progress = Callable[[str, float | None], None]
"""Tells a person what is being done and how far it is, as a fraction or None."""

__all__ = [
    "Call", "Clock", "DocumentInfo", "Documents", "Guide", "IndexStatus", "Iterable", "Knowledge", "Log", "Message", "Model", "NoDocuments", "Passage", "Ports", "Progress", "Recorded",
    "Reply", "Section", "SessionInfo",
]  # fmt: skip
