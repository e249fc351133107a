"""Files that were named on a command line, and how far it is with them."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.adapters.documents.kinds import ENDINGS, label, path_label
from assistant.adapters.documents.limits import Refused
from assistant.errors import BadInput

if TYPE_CHECKING:
    from assistant.adapters.documents.library import Source
    from assistant.ports import Progress


def sources(paths: list[Path]) -> "Iterator[Source]":
    for path in paths:
        if path.is_dir():
            yield from _below(path)
        elif path.is_file():
            yield _source(path, label(path.name))
        else:
            raise BadInput(f"{path} is not there. Nothing was read; check the path.")


def _below(folder: Path) -> "Iterator[Source]":
    """Files of a kind that can be read, below a folder; hidden ones and links out of it are left alone."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        readable = path.suffix[1:].lower() in ENDINGS
        if readable and path.is_file() and not path.is_symlink() and not any(part.startswith(".") for part in parts):
            yield _source(path, path_label(parts))


def _source(path: Path, name: str) -> "Source":
    from assistant.adapters.documents.library import Source

    def read() -> bytes:
        try:
            return path.read_bytes()
        except OSError as fault:
            raise Refused(f"cannot be read ({fault.strerror}).") from fault

    return Source(name, path.stat().st_size, read)


def terminal_progress() -> "Progress":
    """A line on standard error that is written over, where somebody sees it."""
    shown = sys.stderr.isatty()

    def tell(what: str, fraction: float | None) -> None:
        if shown:
            percent = f" {fraction:.0%}" if fraction is not None else ""
            print(f"\r{what}{percent}\033[K", end="", file=sys.stderr, flush=True)

    return tell


def end_line() -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
