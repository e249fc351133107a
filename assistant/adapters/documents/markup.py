"""HTML to parts: text, headings, lists and tables; scripts, styles and addresses are left out. Nothing is fetched.

Runs in the guarded process.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from assistant.adapters.documents.part import Heading, Part, by_heading
from assistant.adapters.documents.plain import decoded

UNREAD = frozenset({"script", "style", "template", "noscript", "svg", "math", "iframe", "object", "select", "textarea"})
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "body",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "thead",
        "tr",
        "ul",
    ]
)
HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset=["']?([\w-]{3,20})""", re.IGNORECASE)
SPACE = re.compile(r"\s+")


def html(data: bytes) -> Iterator[Part]:
    reader = _Reader()
    reader.feed(_text(data))
    reader.close()
    reader.end_block()
    return by_heading(reader.blocks)


def _text(data: bytes) -> str:
    named = CHARSET.search(data[:2048])
    if named and named[1].lower() not in (b"utf-8", b"utf8"):
        try:
            return data.decode(named[1].decode())
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(data)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Heading | str] = []
        self._words: list[str] = []
        self._row: list[str] | None = None
        self._unread = ""
        self._depth = 0
        self._heading = 0
        self._in_title = False
        self._bullet = False
        self._rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unread:
            self._depth += tag == self._unread
        elif tag in UNREAD:
            self._unread, self._depth = tag, 1
        elif tag == "title":
            self._in_title = True
        elif tag == "tr":
            self._end_row()
            self.end_block()
            self._row = []
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "table":
            self.end_block()
            self._rows = 0
        elif tag in HEADINGS and self._row is None:
            self.end_block()
            self._heading = int(tag[1])
        elif tag in BLOCKS:
            self.end_block()
            self._bullet = tag == "li"

    def handle_endtag(self, tag: str) -> None:
        if self._unread:
            self._depth -= tag == self._unread
            if not self._depth:
                self._unread = ""
        elif tag == "title":
            self._in_title = False
        elif tag in ("tr", "table"):
            self._end_row()
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in HEADINGS or tag in BLOCKS:
            self.end_block()

    def handle_data(self, data: str) -> None:
        if not self._unread and not self._in_title:
            self._words.append(data)

    def end_block(self) -> None:
        if self._row is not None:  # a paragraph in a cell belongs to the cell
            self._words.append(" ")
            return
        words = self._taken()
        if words:
            bullet = "- " if self._bullet else ""
            self.blocks.append(Heading(self._heading, words) if self._heading else f"{bullet}{words}")
        self._heading, self._bullet = 0, False

    def _end_cell(self) -> None:
        if self._row is not None:
            words = self._taken()
            if words:
                self._row.append(words.replace("|", "/"))

    def _end_row(self) -> None:
        if self._row is None:
            return
        self._end_cell()
        row, self._row = self._row, None
        if row:
            self.blocks.append(f"| {' | '.join(row)} |")
            if not self._rows:
                self.blocks.append(f"|{' --- |' * len(row)}")
            self._rows += 1

    def _taken(self) -> str:
        words = SPACE.sub(" ", "".join(self._words)).strip()
        self._words.clear()
        return words
