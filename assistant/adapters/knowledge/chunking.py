"""The entries of an index: pieces of each section's text, each of its `asks`, and what the guide is not about.

Pure but for the splitters, which are imported when the first section is cut.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.adapters.importing import one_at_a_time
from assistant.adapters.knowledge.elsewhere import ELSEWHERE
from assistant.adapters.knowledge.ranking import Kind
from assistant.ports import Section

CUTTING = "1"
"""Raised whenever the same guide would give other entries; part of an index's name."""

LARGEST, FRAGMENT = 600, 200  # characters
HEADINGS = [("##", "heading"), ("###", "subheading")]
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
TABLE_HEAD = re.compile(r"^\|.*\|[ ]*\n\|[-: |]+\|[ ]*$", re.MULTILINE)
MARKUP = re.compile(r"[*_`|]+|^[-: |]+$", re.MULTILINE)
BREAKS = ["\n\n", "\n", ". ", "; ", ", ", " ", ""]


@dataclass(frozen=True)
class Entry:
    """What the index holds: `text` is shown, `searched` is what is embedded and matched."""

    id: str
    section: str
    kind: Kind
    heading: str
    text: str
    searched: str


def entries_of(sections: Iterable[Section], elsewhere: Iterable[str] = ELSEWHERE) -> tuple[Entry, ...]:
    about = [entry for section in sections for entry in (*_chunks(section), *_asks(section))]
    others = [Entry(f"elsewhere!{n}", "", "elsewhere", "", words, words) for n, words in enumerate(elsewhere)]
    return (*about, *others)


def _chunks(section: Section) -> Iterator[Entry]:
    for n, (heading, text) in enumerate(_pieces(section.body)):
        yield Entry(f"{section.id}#{n}", section.id, "text", heading, text, _with_title(section.title, heading, text))


def _asks(section: Section) -> Iterator[Entry]:
    for n, ask in enumerate(section.asks):
        yield Entry(f"{section.id}?{n}", section.id, "ask", "", ask, ask)


def _with_title(title: str, heading: str, text: str) -> str:
    return f"{title}. {heading}\n{plain_text(text)}" if heading else f"{title}\n{plain_text(text)}"


def plain_text(markdown: str) -> str:
    """On one line, without markup and addresses."""
    return " ".join(MARKUP.sub(" ", LINK.sub(r"\1", markdown)).split())


def _pieces(body: str) -> Iterator[tuple[str, str]]:
    """(heading, text) in reading order; no piece crosses a heading, few are longer than LARGEST."""
    with one_at_a_time:
        from langchain_text_splitters import ExperimentalMarkdownSyntaxTextSplitter

    by_heading = ExperimentalMarkdownSyntaxTextSplitter(HEADINGS, strip_headers=True)  # keeps paragraphs apart
    for part in by_heading.split_text(body):
        heading = ": ".join(part.metadata[name] for _, name in HEADINGS if name in part.metadata)
        for text in pieces_of(part.page_content):
            yield heading, text


def pieces_of(text: str) -> Iterator[str]:
    """Text without headings, cut at paragraphs, then sentences; few pieces are longer than LARGEST."""
    with one_at_a_time:
        from langchain_text_splitters import RecursiveCharacterTextSplitter

    by_size = RecursiveCharacterTextSplitter(
        chunk_size=LARGEST, chunk_overlap=0, separators=BREAKS, keep_separator="end"
    )
    yield from _with_table_heads(_evened(by_size.split_text(text)))


def _evened(pieces: Iterable[str]) -> list[str]:
    """A short piece joins the one before it: a little too long reads better than a fragment."""
    evened: list[str] = []
    for piece in pieces:
        if evened and min(len(piece), len(evened[-1])) < FRAGMENT and len(piece) + len(evened[-1]) < LARGEST + FRAGMENT:
            same_table = piece.startswith("|") and _ends_in_table(evened[-1])
            evened[-1] = evened[-1] + ("\n" if same_table else "\n\n") + piece
        else:
            evened.append(piece)
    return evened


def _with_table_heads(pieces: Iterable[str]) -> Iterator[str]:
    """Rows of a table that was cut get its head again, or nobody knows what their columns mean."""
    head, cut = "", False
    for piece in pieces:
        yield f"{head}\n{piece}" if cut and piece.startswith("|") else piece
        found = TABLE_HEAD.findall(piece)
        head = found[-1] if found else head
        cut = _ends_in_table(piece)


def _ends_in_table(piece: str) -> bool:
    return piece.rsplit("\n", 1)[-1].startswith("|")
