"""What the product did with a case, as data: enough to judge it again without running anything."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter

from assistant.domain.events import Recorded, replay
from assistant.domain.frame import Frame

PORT = re.compile(r"(127\.0\.0\.1):\d+")
LOG: TypeAdapter[tuple[Recorded, ...]] = TypeAdapter(tuple[Recorded, ...])


class Exchange(BaseModel):
    """One thing that a person said and what came back."""

    model_config = ConfigDict(frozen=True)

    said: str
    topic: str | None = None
    """Of the question that was open when it was said; None where no question was."""
    question: str = ""
    """That question, as it was put."""
    reply: str = ""
    asks: str = ""
    """The question that the answer ends with; empty when nothing is left to ask."""
    citations: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    """Sections that were retrieved for this turn."""
    degraded: str | None = None
    """Why the spine spoke in place of a model."""


class Record(BaseModel):
    """A transcript. Which parts are filled depends on the suite."""

    model_config = ConfigDict(frozen=True)

    case: str
    exchanges: tuple[Exchange, ...] = ()
    log: tuple[dict[str, Any], ...] = ()
    """The session's events, as its export has them."""
    document: str = ""
    """The exported Markdown."""
    found: tuple[str, ...] = ()
    """Sections, rules or captures, in order."""
    data: dict[str, Any] = {}
    """What only this suite needs."""
    requests: tuple[dict[str, Any], ...] = ()
    """What the endpoint was sent, without headers."""
    calls: int = 0
    tokens: int | None = None
    """Read and written; None where the endpoint did not count."""

    @cached_property
    def events(self) -> tuple[Recorded, ...]:
        return LOG.validate_python(self.log)

    @cached_property
    def frame(self) -> Frame:
        return replay(self.events)

    @property
    def questions(self) -> Iterator[tuple[str | None, str]]:
        """Topic and wording of every question that was put, in order."""
        yield from ((exchange.topic, exchange.question) for exchange in self.exchanges if exchange.question)


def logged(log: tuple[Recorded, ...]) -> tuple[dict[str, Any], ...]:
    """A log as a record keeps it: without measured times and the stub's port, so that two runs of the same are the same."""
    return tuple(_unmeasured(record.model_dump(mode="json", exclude_defaults=False)) for record in log)


def _unmeasured(record: dict[str, Any]) -> dict[str, Any]:
    event = record["event"]
    if isinstance(usage := event.get("usage"), dict) and "model_ms" in usage:
        steady = {name: PORT.sub(r"\1", text) for name, text in usage.items() if isinstance(text, str)}
        return {**record, "event": {**event, "usage": {**usage, **steady, "model_ms": 0}}}
    return record
