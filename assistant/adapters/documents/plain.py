"""Text, Markdown and CSV: bytes to parts. Runs in the guarded process."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from assistant.adapters.documents.limits import Refused
from assistant.adapters.documents.part import Heading, Part, by_heading

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
"""UTF-32 before UTF-16, whose mark begins the same."""
SAMPLE = 4096
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
BINARY_SHARE = 0.01
"""Of control characters; with more of them it is no text."""
GATHERED, AT_MOST = 1_500, 4_500
"""Characters of paragraphs that share a place: the next one ends it, then the next line does."""

LINE_END = re.compile("\r\n|[\n\r\f\u2028\u2029]")
ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
FENCE = re.compile(r" {0,3}(```+|~~~+)")
ROWS_SAMPLED = 64 * 1024


def decoded(data: bytes) -> str:
    """By its mark, as UTF-8, as UTF-16 without a mark, or as Windows-1252. Raises Refused for what is no text."""
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), None) or _guessed(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    sample = text[:SAMPLE] + text[-SAMPLE:]
    if len(CONTROLS.findall(sample)) > BINARY_SHARE * len(sample):
        raise Refused("is not text. Save it as UTF-8 text, then add it again.")
    return text


def _guessed(data: bytes) -> str:
    """Every second byte of Western text in UTF-16 is zero."""
    sample = data[:SAMPLE]
    half = max(1, len(sample) // 2)
    if sample[1::2].count(0) > 0.7 * half:
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) > 0.7 * half else "utf-8"


def text(data: bytes) -> Iterator[Part]:
    """Paragraphs, a few to a part, each placed by the line it begins on."""
    gathered: list[str] = []
    start, size = 1, 0
    for number, line in enumerate(LINE_END.split(decoded(data)), 1):
        if size > AT_MOST or (size > GATHERED and not line.strip()):
            yield Part(f"line={start}", "", "\n".join(gathered))
            gathered, size = [], 0
        if not gathered:
            if not line.strip():
                continue
            start = number
        gathered.append(line.rstrip())
        size += len(line)
    if gathered:
        yield Part(f"line={start}", "", "\n".join(gathered))


def markdown(data: bytes) -> Iterator[Part]:
    return by_heading(_blocks(decoded(data)))


def _blocks(text: str) -> Iterator[Heading | str]:
    gathered: list[str] = []
    fence = ""
    for line in LINE_END.split(text):
        opened = FENCE.match(line)
        if opened and (not fence or opened[1].startswith(fence)):
            fence = "" if fence else opened[1]
        heading = None if fence else ATX.fullmatch(line)
        underline = None if fence or heading else UNDERLINE.fullmatch(line)
        if heading or (underline and gathered and gathered[-1].strip() and "|" not in gathered[-1]):
            words = heading[2] if heading else gathered.pop().strip()
            if gathered:
                yield "\n".join(gathered)
            gathered.clear()
            yield Heading(len(heading[1]) if heading else 1 if "=" in line else 2, words)
        else:
            gathered.append(line.rstrip())
    if gathered:
        yield "\n".join(gathered)


def table(data: bytes) -> Iterator[Part]:
    """A few rows a part, each value with the name of its column, since a row alone says little."""
    content = decoded(data).replace("\0", "")
    csv.field_size_limit(len(content) + 1)
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(content[:ROWS_SAMPLED], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    rows = csv.reader(io.StringIO(content), dialect)
    try:
        names = [name.strip() for name in next(rows, [])]
        yield from _rows(names, rows)
    except csv.Error as fault:
        raise Refused(f"is not CSV that can be read ({fault}). Save the sheet as CSV again.") from None


def _rows(names: list[str], rows: Iterator[list[str]]) -> Iterator[Part]:
    gathered: list[str] = []
    start, size = 2, 0
    for number, row in enumerate(rows, 2):
        values = [f"{name}: {value.strip()}" if name else value.strip() for name, value in _named(names, row)]
        if not values:
            continue
        if not gathered:
            start = number
        gathered.append(f"- {'; '.join(values)}")
        size += len(gathered[-1])
        if size > GATHERED / 3:
            yield Part(f"row={start}", "", "\n".join(gathered))
            gathered, size = [], 0
    if gathered:
        yield Part(f"row={start}", "", "\n".join(gathered))
    elif start == 2 and names:
        yield Part("row=1", "", "; ".join(islice(filter(None, names), 1_000)))


def _named(names: list[str], row: list[str]) -> Iterator[tuple[str, str]]:
    for number, value in enumerate(row):
        if value.strip():
            yield names[number] if number < len(names) else "", value
