"""Is what documents state offered to the person with its words and place, and only offered?"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant import turn
from assistant.adapters.documents.child import read
from assistant.adapters.documents.cutting import cut
from assistant.adapters.documents.limits import LIMITS
from assistant.adapters.documents.part import section_id, title_of
from assistant.domain.events import replay
from assistant.domain.topics import Topic
from assistant.ports import Passage
from assistant.prefill import read_documents
from evals.case import Case
from evals.checks import offers
from evals.record import Record, logged
from evals.stub_server import Brief
from evals.subject import Subject
from evals.suite import Suite
from evals.talks import with_a_model

NAME = "notes.md"


class Statement(BaseModel):
    """Something that the document states, by words of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: Topic
    words: str


class Brought(Case):
    """A document that a person starts from."""

    text: str
    """In Markdown."""
    states: tuple[Statement, ...] = ()
    leaves: tuple[str, ...] = ()
    """Words in it that state nothing: open points, and orders to whoever reads."""


def passages_of(case: Brought) -> Iterator[Passage]:
    for piece in cut(read("markdown", BytesIO(case.text.encode()), LIMITS)):
        section = section_id(NAME, piece.place)
        yield Passage(section, title_of(section) or NAME, piece.text, 1.0, heading=piece.heading)


def looked_through(case: Brought, subject: Subject) -> Record:
    passages = tuple(passages_of(case))
    with with_a_model(subject).wired(case) as wired:
        turn.begin(wired.ports, wired.session)
        before = replay(wired.ports.log.read(wired.session))
        looked = read_documents(wired.ports, wired.session, passages, wired.playbooks)
        log = wired.ports.log.read(wired.session)
    after = replay(log)
    return Record(
        case=case.id,
        log=logged(log),
        found=tuple(f"{one.topic}: {one.text}" for one in after.suggestions),
        data={
            "passages": [{"section": one.section, "text": one.text} for one in passages],
            "drafts": [draft(sent) for sent in wired.requests],
            "stands": before.answers == after.answers and before.options == after.options,
            "note": looked.note,
        },
        requests=tuple(wired.requests),
        calls=looked.usage.calls,
        tokens=looked.usage.input_tokens + looked.usage.output_tokens,
    )


def draft(sent: dict[str, Any]) -> dict[str, Any]:
    """What a model answered, with the passages it was shown by their ids."""
    brief = Brief.read(*(message["content"] for message in sent["messages"][:2]))
    shown = {passage.section: passage.text.partition("\n")[2] for passage in brief.passages}
    return {"raw": sent.get("answer", ""), "shown": shown}


SUITE = Suite(
    "documents",
    "is what documents state offered with its words and place, and only offered",
    Brought,
    looked_through,
    offers.CHECKS,
)
