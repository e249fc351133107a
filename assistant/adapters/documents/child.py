"""The guarded process: `python -m assistant.adapters.documents.child KIND`, the document on standard input.

Prints a JSON object a line: {"place", "heading", "text"} for each part, last {"done": true} or {"refused": why}. Before it
looks at the first byte it gives up memory, processor time, files and the network. Whatever happens in here ends here.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from assistant.adapters.documents.limits import LIMITS, TOO_LONG, Limits, Refused
from assistant.adapters.documents.part import Part
from assistant.domain.cleaning import clean

FORBIDDEN = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "os.kill",
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "shutil.",
    "urllib.", "http.client.", "ftplib.", "smtplib.", "webbrowser.", "ctypes.dlopen",
)  # fmt: skip
"""What no reader has any business doing, as the interpreter's audit events begin."""


def main(kind: str) -> int:
    guard(LIMITS)
    try:
        for part in read(kind, sys.stdin.buffer, LIMITS):
            _tell({"place": part.place, "heading": part.heading, "text": part.text})
        _tell({"done": True})
    except Refused as refused:
        _tell({"refused": str(refused)})
    except (MemoryError, RecursionError):
        _tell({"refused": f"needs more than {LIMITS.memory // 2**20} MB to read. Save it anew or split it."})
    return 0


def guard(limits: Limits) -> None:
    _limit_resources(limits)

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith(FORBIDDEN) or (event == "open" and _writes(arguments)):
            raise PermissionError(event)

    sys.addaudithook(refuse)


def _writes(arguments: tuple[object, ...]) -> bool:
    mode = arguments[1] if len(arguments) > 1 else None
    return isinstance(mode, str) and any(letter in mode for letter in "wax+")


def _limit_resources(limits: Limits) -> None:
    """Where the system has such limits; the parent's clock holds everywhere."""
    try:
        import resource
    except ImportError:
        return
    seconds = int(limits.seconds)
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # a system that grants less is fine
            resource.setrlimit(what, (most, most))


def read(kind: str, file: BinaryIO, limits: Limits) -> Iterator[Part]:
    """Parts of a document, cleaned, none blank. Raises Refused."""
    written = 0
    for part in _parts(kind, file, limits):
        text, heading = clean(part.text).text.strip(), " ".join(clean(part.heading).text.split())
        if not text:
            continue
        written += len(text)
        if written > limits.characters:
            raise Refused(TOO_LONG)
        yield Part(part.place, heading[:200], text)
    if not written:
        raise Refused("has no text in it. Check that it is the right file.")


def _parts(kind: str, file: BinaryIO, limits: Limits) -> Iterator[Part]:
    if kind == "pdf":
        from assistant.adapters.documents.pdf import pdf

        return pdf(file, limits)
    if kind == "docx":
        from assistant.adapters.documents.word import docx

        return docx(file, limits)
    from assistant.adapters.documents import plain

    data = file.read(limits.size + 1)
    if kind == "html":
        from assistant.adapters.documents.markup import html

        return html(data)
    return {"csv": plain.table, "markdown": plain.markdown, "text": plain.text}[kind](data)


def _tell(line: dict[str, object]) -> None:
    sys.stdout.write(f"{json.dumps(line)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
