"""Exported files, opened by the libraries that people's programs use, and read back as words."""

import csv
import io
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser

import yaml


def opened(format: str, content: bytes) -> str:
    """The words of a file. Raises whatever its reader raises when the file does not open."""
    return READERS.get(format, as_text)(content)


def as_text(content: bytes) -> str:
    return content.decode("utf-8")


def squeezed(text: str) -> str:
    """Without white space, which every format sets in its own way, and on which PDF readers do not agree."""
    return re.sub(r"\s+", "", text)


def _word(content: bytes) -> str:
    from docx import Document

    file = Document(io.BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


def _pdf(content: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def _markdown(content: bytes) -> str:
    from markdown_it import MarkdownIt

    body = re.sub(r"\A---\n.*?\n---\n", "", content.decode(), flags=re.DOTALL)
    tokens = MarkdownIt("commonmark").enable(["table"]).parse(body)
    return "\n".join("".join(child.content or " " for child in token.children or ()) for token in tokens)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def handle_data(self, data: str) -> None:
        self.told.append(data)


def _html(content: bytes) -> str:
    reader = _Words()
    reader.feed(content.decode())
    return "".join(reader.told)


def _json(content: bytes) -> str:
    return json.dumps(json.loads(content), ensure_ascii=False)


def _calendar(content: bytes) -> str:
    from icalendar import Calendar

    events = list(Calendar.from_ical(content).walk("VEVENT"))
    return "\n".join(
        f"{event.decoded('dtstart')} {event.get('summary')} {event.get('description', '')}" for event in events
    )


def _table(content: bytes) -> str:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    if len({len(row) for row in rows}) > 1:
        raise ValueError("rows of different lengths")
    return "\n".join("\t".join(row) for row in rows)


def _rules(content: bytes) -> str:
    return json.dumps(yaml.safe_load(content.decode()), ensure_ascii=False, default=str)


READERS: dict[str, Callable[[bytes], str]] = {
    "md": _markdown, "adr": _markdown, "html": _html, "docx": _word, "form": _word, "pdf": _pdf, "json": _json,
    "ics": _calendar, "csv": _table, "alerts": _rules,
}  # fmt: skip
