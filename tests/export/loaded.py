"""A log in which people's words stand wherever words can stand, and readers of the files made from it."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

from assistant import playbooks
from assistant.domain.cleaning import clean
from assistant.domain.events import Captured, Event, Opened, PutAside, Recorded, Said
from assistant.export.formats import export_session
from assistant.export.word import new_file

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PLAYBOOKS = playbooks.shipped()
FULL = ("md", "adr", "docx", "pdf", "html")
"""Formats that hold everything."""


def recorded(events: Iterable[Event]) -> list[Recorded]:
    return [
        Recorded(seq=place, turn=place, at=START + timedelta(seconds=place), event=event)
        for place, event in enumerate(events, 1)
    ]


def log_of(texts: Sequence[str]) -> list[Recorded]:
    """Every text as title part, message, answer, option, trade-off, criterion, constraint, cause, trigger and reason."""
    kept = [clean(text).text for text in texts]
    events: list[Event] = [Opened(title=kept[0][:200]), Said(text=kept[0], message=1)]
    for place, text in enumerate(kept, 1):
        taken = {"value": text, "quote": text, "message": 1}
        events += [
            Said(text=text, message=place + 1),
            Captured(topic="risks", path="answers.risks", **taken),
            Captured(topic="scale", path="answers.scale", **taken),
            Captured(topic="options", path=f"options.o{place}", **taken),
            Captured(topic="trade_offs", path=f"options.o{place}.trade_off", **taken),
            Captured(topic="constraints", path=f"constraints.k{place}", hard=True, **taken),
            Captured(topic="criteria", path=f"criteria.c{place}", **taken),
            Captured(topic="criteria", path=f"criteria.c{place}.weight", value="2", quote="2", message=1),
            Captured(topic="trade_offs", path=f"scores.o{place}.c{place}", value="4", quote="4", message=1),
            Captured(topic="why", path=f"whys.w{place}", parent=f"w{place - 1}" if place > 1 else None, evidence="reported", **taken),
            Captured(topic="revisit_triggers", path=f"triggers.t{place}", measurable=True, owner=text[:80], due="2027-09-01", **taken),
        ]  # fmt: skip
    events += [
        PutAside(topic="budget", kind="unknown", owner=kept[0], reason=kept[-1], due="2027-01-05", quote=kept[0]),
        Captured(topic="recommendation", path="answers.recommendation", value=f"o1 because {kept[0]}", message=1),
        Captured(topic="recommendation", path="chosen", value="o1", message=1),
    ]
    return recorded(events)


def export(log: Sequence[Recorded], format: str, session: str = "abc", sources: bool = True) -> bytes:
    return export_session(session, log, format, PLAYBOOKS, lambda section: section, sources)


def squeezed(text: str) -> str:
    """Without white space, which every format sets in its own way."""
    return re.sub(r"\s+", "", text)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.told.append(data)


def words_of_page(content: bytes) -> tuple[str, set[str]]:
    """What a browser shows of a page, and the elements it is made of."""
    reader = _Words()
    reader.feed(content.decode())
    return "".join(reader.told), set(reader.tags)


def words_of_word(content: bytes) -> str:
    """All paragraphs and cells, in no order that matters."""
    file = new_file(io.BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


def words_of_pdf(content: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def words_of_markdown(content: bytes) -> str:
    from markdown_it import MarkdownIt

    body = re.sub(r"\A---\n.*?\n---\n", "", content.decode(), flags=re.DOTALL)
    tokens = MarkdownIt("commonmark", {"maxNesting": 500}).enable(["table"]).parse(body)
    return "\n".join("".join(child.content or " " for child in token.children or ()) for token in tokens)


READERS = {
    "md": words_of_markdown,
    "adr": words_of_markdown,
    "html": lambda content: words_of_page(content)[0],
    "docx": words_of_word,
    "pdf": words_of_pdf,
}
