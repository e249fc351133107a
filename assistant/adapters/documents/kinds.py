"""Which kind of document a file is: its name proposes, its first bytes decide. Opens nothing."""

import re
from typing import Literal

from assistant.adapters.documents.limits import Refused
from assistant.domain.cleaning import clean

Kind = Literal["markdown", "text", "html", "docx", "pdf", "csv"]

ENDINGS: dict[str, Kind] = {
    "md": "markdown", "markdown": "markdown", "txt": "text", "text": "text", "html": "html", "htm": "html",
    "docx": "docx", "docm": "docx", "pdf": "pdf", "csv": "csv", "tsv": "csv",
}  # fmt: skip
NAMES: dict[Kind, str] = {
    "markdown": "Markdown", "text": "text", "html": "HTML", "docx": "a Word document", "pdf": "a PDF", "csv": "CSV"
}  # fmt: skip
READABLE = "Markdown, text, HTML, Word (.docx), PDF or CSV"

HEAD = 1024
"""Bytes that are enough to tell."""
ZIP = b"PK\x03\x04"
ELSE = (
    b"MZ",
    b"\x7fELF",
    ZIP,
    b"%PDF-",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
)
"""How files begin that no text begins like: programs, archives, pictures, old Office files."""

LONGEST_NAME = 80
NOT_IN_A_NAME = re.compile(r"[^\w .,()+-]+")
EMPTY = "is empty. Check that it is the right file."


def kind_of(name: str, head: bytes) -> Kind:
    """Raises Refused for a kind that is not read, and for content that is not what the name says."""
    kind = ENDINGS.get(name.rpartition(".")[2].lower() if "." in name else "")
    if kind is None:
        raise Refused(f"is of a kind that is not read. Give {READABLE}.")
    if not head:
        raise Refused(EMPTY)
    if kind == "pdf":
        fits = b"%PDF-" in head
    elif kind == "docx":
        fits = head.startswith(ZIP)
    else:
        fits = not head.startswith(ELSE)
    if not fits:
        raise Refused(f"is not {NAMES[kind]}, whatever its name says. Save it as {READABLE}.")
    return kind


def label(name: str) -> str:
    """What a document is called: the last part of a path, harmless anywhere, its ending kept."""
    last = re.split(r"[/\\]", clean(name).text.replace("\n", " "))[-1]
    return _harmless(last) or "document"


def path_label(parts: tuple[str, ...]) -> str:
    """The same for a path below a folder that was given, so that two README.md stay apart."""
    return "/".join(filter(None, (_harmless(clean(part).text.replace("\n", " ")) for part in parts))) or "document"


def _harmless(name: str) -> str:
    name = " ".join(NOT_IN_A_NAME.sub("_", name).split()).lstrip(". -")
    stem, dot, ending = name.rpartition(".")
    return name if len(name) <= LONGEST_NAME else f"{stem or ending}"[: LONGEST_NAME - 10] + f"{dot}{ending[:9]}"
