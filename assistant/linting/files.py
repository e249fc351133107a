"""Which files hold records, and their text.

A file that somebody named is read whatever it holds; of a folder only the Markdown files that read as decisions are.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from assistant.adapters.documents.limits import Refused
from assistant.adapters.documents.plain import decoded
from assistant.domain.records import Record, parse
from assistant.errors import BadInput

ENDINGS = (".md", ".markdown", ".mdown")
LARGEST = 2_000_000
"""Bytes; a record is read by people."""
STANDARD_INPUT = "-"


class Sheet(NamedTuple):
    """A file that may hold a record."""

    path: str
    """As it was named, or below the folder that was."""
    text: str
    was_named: bool
    """Not only found below a folder, where other things lie about as well."""

    @property
    def record(self) -> Record | None:
        """None for what was found and is no decision."""
        record = parse(self.text, Path(self.path).name)
        return record if self.was_named or record.is_decision else None


class RecordFile(NamedTuple):
    path: str
    record: Record


def record_files(paths: Iterable[Path]) -> list[RecordFile]:
    """The records in files and folders, each file once, in the order of the paths and then of the names."""
    return [RecordFile(sheet.path, record) for sheet in sheets(paths) if (record := sheet.record) is not None]


def sheets(paths: Iterable[Path]) -> list[Sheet]:
    """Raises BadInput for a path that is not there and for a file that cannot be read as text."""
    seen: set[Path] = set()
    found: list[Sheet] = []
    for path in paths:
        if str(path) == STANDARD_INPUT:
            found.append(Sheet(STANDARD_INPUT, _text(STANDARD_INPUT, sys.stdin.buffer.read()), True))
        elif path.is_dir():
            found += [Sheet(file.as_posix(), _read(file), False) for file in _below(path) if _is_new(file, seen)]
        elif path.is_file():
            found += [Sheet(path.as_posix(), _read(path), True)] if _is_new(path, seen) else []
        else:
            raise BadInput(f"{path} is not there. Nothing was checked; correct the path.")
    return found


def _is_new(path: Path, seen: set[Path]) -> bool:
    resolved = path.resolve()
    if resolved in seen:
        return False
    seen.add(resolved)
    return True


def _below(folder: Path) -> Iterator[Path]:
    """Markdown below a folder; what is hidden, links to elsewhere and templates are left alone."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        is_template = "template" in path.name.lower()
        if path.suffix.lower() in ENDINGS and path.is_file() and not (hidden or is_template or path.is_symlink()):
            yield path


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise BadInput(f"{path} is larger than 2 MB, which no decision record is. Leave it out.")
        return _text(str(path), path.read_bytes())
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({error.strerror}). Leave it out or correct its permissions.") from error


def _text(name: str, data: bytes) -> str:
    try:
        return decoded(data).replace("\0", "")
    except Refused:
        raise BadInput(f"{name} is not text, so it is no decision record. Leave it out.") from None
