"""Word documents to parts: text, headings and tables of the main document, streamed.

A .docx is a zip of XML. What is unpacked is counted while it comes, against what the archive really holds, and no
declaration of entities is read, so neither a bomb nor a reference to a file or an address ever unfolds. Macros,
pictures, embedded files and relationships are not looked at. Runs in the guarded process.
"""

import zipfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import BinaryIO
from xml.parsers import expat

from assistant.adapters.documents.limits import LIMITS, TOO_LONG, Limits, Refused
from assistant.adapters.documents.part import Heading, Part, by_heading

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
READ_AT_ONCE = 64 * 1024
SMALL = 2**20
"""Bytes up to which any ratio is harmless."""
DEEPEST = 500
BROKEN = "is damaged, or not a Word document. Open it in Word, save it as .docx, then add it again."


def docx(file: BinaryIO, limits: Limits = LIMITS) -> Iterator[Part]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield from by_heading(_blocks(archive, limits))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, KeyError, OSError, ValueError) as fault:
        raise Refused(BROKEN) from fault  # zipfile raises all of these over files that are not what they say
    except expat.ExpatError as fault:
        raise Refused(BROKEN) from fault


def _blocks(archive: zipfile.ZipFile, limits: Limits) -> Iterator[Heading | str]:
    names = archive.namelist()
    if len(names) > limits.archive_entries:
        raise Refused(f"holds {len(names):,} files inside; at most {limits.archive_entries:,} are read.")
    if DOCUMENT not in names:
        raise Refused(BROKEN)
    unpacking = Unpacking(archive, limits)
    styles = _Styles()
    if STYLES in names:
        _parse(unpacking.chunks(STYLES), styles.start, styles.end)
    body = _Body(styles.levels, limits.characters)
    parser = _parser(body.start, body.end, body.words)
    for chunk in unpacking.chunks(DOCUMENT):
        parser.Parse(chunk, False)
        yield from body.taken()
    parser.Parse(b"", True)
    yield from body.taken()


class Unpacking:
    """Entries of an archive in chunks; raises Refused once they are more than the limits allow."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self._archive, self._limits, self._total = archive, limits, 0

    def chunks(self, name: str) -> Iterator[bytes]:
        packed = self._archive.getinfo(name).compress_size
        unpacked = 0
        with self._archive.open(name) as entry:
            while chunk := entry.read(READ_AT_ONCE):
                unpacked += len(chunk)
                self._total += len(chunk)
                if self._total > self._limits.unpacked:
                    raise Refused(
                        f"unpacks to more than {self._limits.unpacked // 2**20} MB. Split it, then add its parts."
                    )
                if unpacked > SMALL and unpacked > self._limits.ratio * packed:
                    raise Refused(
                        f"unpacks to more than {self._limits.ratio} times its size, as no real document does."
                    )
                yield chunk


def _parser(
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    words: Callable[[str], None] = lambda text: None,
) -> expat.XMLParserType:
    def refuse(*declared: object) -> None:
        raise Refused("declares its own entities, which no Word document does. It was not read.")

    depth = 0

    def deeper(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Refused(BROKEN)
        start(name, attributes)

    def shallower(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = deeper, shallower, words
    return parser


def _parse(chunks: Iterator[bytes], start: Callable[[str, dict[str, str]], None], end: Callable[[str], None]) -> None:
    parser = _parser(start, end)
    for chunk in chunks:
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


@lru_cache(4096)
def _local(name: str) -> str:
    """The name of an element or attribute of WordprocessingML; empty for any other."""
    space, _, local = name.rpartition(" ")
    return local if space in (WORD, STRICT) else ""


def _value(attributes: dict[str, str], wanted: str) -> str:
    return next((value for name, value in attributes.items() if _local(name) == wanted), "")


class _Styles:
    """Which paragraph styles are headings, and of which level: their ids differ from language to language."""

    def __init__(self) -> None:
        self.levels: dict[str, int] = {}
        self._style = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local == "style":
            self._style = _value(attributes, "styleId")
        elif local == "name" and self._style:
            called = _value(attributes, "val").lower()
            if called == "title":
                self.levels[self._style] = 0
            elif called.startswith("heading ") and called[8:].isdigit():
                self.levels[self._style] = int(called[8:])
        elif local == "outlineLvl" and self._style and _value(attributes, "val").isdigit():
            self.levels.setdefault(self._style, int(_value(attributes, "val")) + 1)

    def end(self, name: str) -> None:
        if _local(name) == "style":
            self._style = ""


class _Body:
    def __init__(self, levels: dict[str, int], characters: int) -> None:
        self._levels, self._characters = levels, characters
        self._blocks: list[Heading | str] = []
        self._paragraphs: list[list[str]] = []
        """One for each paragraph that is open: a text box is a paragraph within a paragraph."""
        self._level: int | None = None
        self._rows: list[list[list[str]]] = []
        """One for each table row that is open, of cells of paragraphs."""
        self._first_row = False
        self._in_text = False
        self._ignored = 0

    def taken(self) -> list[Heading | str]:
        blocks, self._blocks = self._blocks, []
        return blocks

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._ignored or name == FALLBACK:
            self._ignored += 1
            return
        match _local(name):
            case "p":
                self._paragraphs.append([])
                self._level = None
            case "pStyle":
                self._level = self._levels.get(_value(attributes, "val"))
            case "t":
                self._in_text = True
            case "tab" | "br" | "cr" if self._paragraphs:
                self._paragraphs[-1].append(" ")
            case "tbl":
                self._first_row = True
            case "tr":
                self._rows.append([])
            case "tc" if self._rows:
                self._rows[-1].append([])

    def end(self, name: str) -> None:
        if self._ignored:
            self._ignored -= 1
            return
        match _local(name):
            case "t":
                self._in_text = False
            case "p" if self._paragraphs:
                self._end_paragraph(" ".join("".join(self._paragraphs.pop()).split()))
            case "tr" if self._rows:
                self._end_row(self._rows.pop())

    def words(self, text: str) -> None:
        if self._in_text and self._paragraphs and not self._ignored:
            self._paragraphs[-1].append(text)
            self._characters -= len(text)
            if self._characters < 0:
                raise Refused(TOO_LONG)

    def _end_paragraph(self, text: str) -> None:
        level, self._level = self._level, None
        if not text:
            return
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(text.replace("|", "/"))
        else:
            self._blocks.append(Heading(level, text) if level is not None else text)

    def _end_row(self, cells: list[list[str]]) -> None:
        texts = [" ".join(cell) for cell in cells]
        if not any(texts):
            return
        row = f"| {' | '.join(texts)} |"
        if self._rows and self._rows[-1]:  # a table in a cell
            self._rows[-1][-1].append(", ".join(filter(None, texts)))
            return
        self._blocks.append(row)
        if self._first_row:
            self._blocks.append(f"|{' --- |' * len(texts)}")
        self._first_row = False
