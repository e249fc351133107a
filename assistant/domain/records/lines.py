"""Markdown as decision records use it, line by line: headings, paragraphs, list items, table rows, quotes and code.

It is forgiving where a Markdown renderer is strict: an unclosed fence or comment hides nothing, `##Context` is a heading,
and so is a line that is bold from end to end. It knows nothing of decisions but that a known label may open a line.
"""

import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "head", "row", "quote", "code", "rule"]

FENCE = re.compile(r"\s*(?:[-*+]\s+)?(`{3,}|~{3,})([^`]*)$")
ATX = re.compile(r" {0,3}(#{1,6})(?:\s+|(?=[A-Z][a-z])|$)(.*?)(?:\s+#+)?\s*$")
HTML_HEADING = re.compile(r"\s*<h([1-6])[^>]{0,200}>(.{0,200}?)</h\1>\s*$", re.IGNORECASE)
UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*$")
BREAK = re.compile(r" {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
ITEM = re.compile(r"(\s*)([-*+•–]|\d{1,3}[.)]|[a-z][.)])\s+(?:\[[ xX]\]\s+)?(\S.*)$")
QUOTE = re.compile(r" {0,3}>\s?(.*)$")
DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
BOLD_LINE = re.compile(r"\s*(?:\*\*|__)([^*_\n]{1,80})(?:\*\*|__)\s*:?\s*$")
CELL = re.compile(r"(?<!\\)\|")
LINE_END = re.compile(r"\r\n|\r|\n")
FRONT_KEY = re.compile(r"([A-Za-z][\w .-]{0,40}):(?:\s+(.*))?$")
FRONT_ITEM = re.compile(r"\s+-\s+(.*)$|-\s+(.*)$")
LONGEST_FRONT = 200
TAB = 4
PSEUDO_LEVEL = 7
"""Deeper than any real heading: a bold line opens a part of the section it stands in."""


@dataclass(frozen=True, slots=True)
class Block:
    kind: BlockKind
    text: str
    """Without its marks; the lines of a paragraph or an item stay apart, so that `line` plus the line breaks before a word is the word's line."""
    line: int
    """Of its first word, counted from 1."""
    level: int = 0
    """Of a heading 1 to 7; of an item its depth from 0."""
    cells: tuple[str, ...] = ()

    @property
    def last(self) -> int:
        return self.line + self.text.count("\n")

    @property
    def flat(self) -> str:
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Comment:
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class FrontKey:
    value: str
    """Items of a list are joined with commas."""
    line: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A Markdown file, taken apart."""

    blocks: tuple[Block, ...]
    front: Mapping[str, FrontKey] = field(default_factory=dict)
    """Front matter by lower-case key, blanks and underscores as hyphens."""
    comments: tuple[Comment, ...] = ()


def read_sheet(text: str) -> Sheet:
    lines = LINE_END.split(text.removeprefix("\ufeff").replace("&nbsp;", " "))
    front, start = _front_matter(lines)
    comments: list[Comment] = []
    if "<!--" in text:
        _blank_comments(lines, start, comments)
    return Sheet(tuple(_blocks(lines, start)), front, tuple(comments))


# -- front matter and comments ----------------------------------------------------------------------------------------


def _front_matter(lines: list[str]) -> tuple[dict[str, FrontKey], int]:
    """The keys and the index of the first line after it. Anything that is not `key: value` or a list is passed over."""
    if not lines or lines[0].rstrip() != "---":
        return {}, 0
    end = next((i for i in range(1, min(len(lines), LONGEST_FRONT)) if lines[i].rstrip() in ("---", "...")), None)
    if end is None or not any(FRONT_KEY.match(line) for line in lines[1:end]):
        return {}, 0
    found: dict[str, FrontKey] = {}
    key = ""
    for index in range(1, end):
        line = lines[index]
        match = FRONT_KEY.match(line)
        if match:
            key = re.sub(r"[\s_]+", "-", match[1].strip().lower())
            found[key] = FrontKey(_scalar(match[2] or ""), index + 1)
        elif key and (item := FRONT_ITEM.match(line)):
            value = _scalar(item[1] or item[2] or "")
            before = found[key].value
            found[key] = FrontKey(f"{before}, {value}" if before else value, found[key].line)
    return found, end + 1


def _scalar(text: str) -> str:
    value = re.sub(r"\s+#.*$", "", text.strip())
    if value.startswith("[") and value.endswith("]") and "](" not in value and "|" not in value:
        value = ", ".join(one.strip().strip("\"'") for one in value[1:-1].split(","))
    if value in (">", "|", ">-", "|-", "~", "null"):
        return ""
    return value.strip("\"'") if value[:1] in "\"'" else value


def _blank_comments(lines: list[str], start: int, found: list[Comment]) -> None:
    """Takes comments out of the lines, in place; one that is never closed is no comment. Code keeps its own."""
    index, fence = start, ""
    while index < len(lines):
        line = lines[index]
        mark = FENCE.match(line)
        if mark and (not fence or (mark[1].startswith(fence) and not mark[2].strip())):
            fence = "" if fence else mark[1]
        elif not fence and (opened := line.find("<!--")) >= 0 and line[:opened].count("`") % 2 == 0:
            index = _blank_one(lines, index, opened, found)
            continue
        index += 1


def _blank_one(lines: list[str], index: int, opened: int, found: list[Comment]) -> int:
    """The index to look at next: the same line, which may hold another."""
    for last in range(index, min(len(lines), index + LONGEST_FRONT)):
        closed = lines[last].find("-->", opened + 4 if last == index else 0)
        if closed < 0:
            continue
        if last == index:
            found.append(Comment(lines[index][opened + 4 : closed].strip(), index + 1))
            lines[index] = lines[index][:opened] + lines[index][closed + 3 :]
        else:
            inner = [lines[index][opened + 4 :], *lines[index + 1 : last], lines[last][:closed]]
            found.append(Comment(" ".join(" ".join(inner).split()), index + 1))
            lines[index] = lines[index][:opened]
            lines[index + 1 : last] = [""] * (last - index - 1)
            lines[last] = lines[last][closed + 3 :]
        return index
    lines[index] = lines[index].replace("<!--", "    ", 1)
    return index


# -- blocks -----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """A paragraph, item or quote that the next line may continue."""

    kind: BlockKind
    lines: list[str]
    line: int
    level: int = 0
    indent: int = 0

    def closed(self) -> Block:
        return Block(self.kind, "\n".join(self.lines), self.line, self.level)


def _blocks(lines: list[str], start: int) -> Iterator[Block]:
    index, count = start, len(lines)
    open_: _Open | None = None
    indents: list[int] = []
    unclosed: set[str] = set()
    while index < count:
        line = lines[index].expandtabs(TAB) if "\t" in lines[index] else lines[index]
        stripped = line.strip()
        if not stripped:
            if open_ is not None:
                yield open_.closed()
                open_ = None
            index += 1
            continue
        first = stripped[0]
        if first in "`~" or (first in "-*+" and stripped[-1:] != first and ("```" in stripped or "~~~" in stripped)):
            stop = _end_of_fence(lines, index, unclosed)
            if stop is not None:
                if open_ is not None:
                    yield open_.closed()
                    open_ = None
                yield Block("code", "\n".join(lines[index:stop]), index + 1)
                index = stop
                continue
        one = _single(line, stripped, first)
        if one is None and open_ is not None and first in "=-" and open_.kind == "paragraph" and UNDERLINE.match(line):
            if len(open_.lines) == 1 and ": " not in open_.lines[0]:
                yield Block("heading", open_.lines[0].strip(), open_.line, 1 if first == "=" else 2)
                open_, indents = None, []
                index += 1
                continue
            one = Block("rule", "", 0)
        if one is None and first in "-*_" and BREAK.match(line):
            one = Block("rule", "", 0)
        if one is not None:
            if open_ is not None:
                yield open_.closed()
                open_ = None
            indents = []
            if one.kind == "heading":
                yield Block("heading", one.text, index + 1, one.level)
            index += 1
            continue
        if "|" in line and index + 1 < count and "-" in lines[index + 1] and _opens_table(line, lines[index + 1]):
            if open_ is not None:
                yield open_.closed()
                open_ = None
            index = yield from _table(lines, index)
            continue
        quote = QUOTE.match(line) if first == ">" else None
        item = ITEM.match(line)
        if quote:
            if open_ is None or open_.kind != "quote":
                if open_ is not None:
                    yield open_.closed()
                open_ = _Open("quote", [], index + 1)
            open_.lines.append(quote[1])
        elif item and not (
            open_ is not None and open_.kind == "paragraph" and item[2][0].isalnum() and item[2][:-1] != "1"
        ):
            if open_ is not None:
                yield open_.closed()
            indent = len(item[1])
            while indents and indent <= indents[-1]:
                indents.pop()
            indents.append(indent)
            open_ = _Open("item", [item[3]], index + 1, len(indents) - 1, indent)
        elif open_ is not None and open_.kind != "quote":
            open_.lines.append(stripped)
        else:
            if open_ is not None:
                yield open_.closed()
            indent = len(line) - len(line.lstrip())
            if indents and indent > indents[0]:
                open_ = _Open("item", [stripped], index + 1, len(indents), indent)
            else:
                indents = []
                open_ = _Open("paragraph", [stripped], index + 1)
        index += 1
    if open_ is not None:
        yield open_.closed()


def _single(line: str, stripped: str, first: str) -> Block | None:
    """A heading that is one line by itself."""
    if first == "#":
        match = ATX.match(line)
        if match:
            return Block("heading", match[2].strip(), 0, len(match[1]))
    elif first == "<" and (match := HTML_HEADING.match(line)):
        return Block("heading", match[2].strip(), 0, int(match[1]))
    elif first in "*_" and stripped[:2] in ("**", "__") and (match := BOLD_LINE.match(line)):
        return Block("heading", match[1].strip(), 0, PSEUDO_LEVEL)
    return None


def _end_of_fence(lines: list[str], index: int, unclosed: set[str]) -> int | None:
    """The index after the closing fence; None where the line opens none or it is never closed."""
    opened = FENCE.match(lines[index])
    if not opened or opened[1] in unclosed:
        return None
    for last in range(index + 1, len(lines)):
        closing = lines[last].strip()
        if closing.startswith(opened[1]) and not closing.strip(opened[1][0]):
            return last + 1
    unclosed.add(opened[1])
    return None


def _opens_table(line: str, following: str) -> bool:
    return DELIMITER.match(following) is not None and len(_cells(line)) == len(_cells(following))


def _table(lines: list[str], index: int) -> Generator[Block, None, int]:
    cells = _cells(lines[index])
    yield Block("head", " | ".join(cells), index + 1, cells=cells)
    index += 2
    while index < len(lines) and "|" in lines[index]:
        cells = _cells(lines[index])
        yield Block("row", " | ".join(cells), index + 1, cells=cells)
        index += 1
    return index


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return tuple(cell.strip() for cell in CELL.split(inner))
