"""The parent's side of the guarded process: a document in, its parts out, or Refused. It believes the child nothing."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from assistant.adapters.documents.kinds import Kind
from assistant.adapters.documents.limits import LIMITS, Limits, Refused
from assistant.adapters.documents.part import Part

CHILD = "assistant.adapters.documents.child"
INHERITED = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
"""Of the environment; keys and settings stay here."""
LONGEST_ANSWER = 12
"""Bytes a character at most, as JSON writes it."""
BROKEN = "could not be read: it ends the program that reads it. Save it anew, then add it again."


def read_document(data: bytes, kind: Kind, limits: Limits = LIMITS) -> list[Part]:
    """Raises Refused for what is too large, too slow, hostile or not readable; keeps nothing then."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        return _parts(file, kind, limits)


def _parts(file: BinaryIO, kind: Kind, limits: Limits) -> list[Part]:
    parts: list[Part] = []
    written = 0
    too_slow = threading.Event()
    with _child(file, kind, limits.seconds, too_slow) as said:
        for line in said:
            written += len(line)
            answer = _understood(line) if written <= LONGEST_ANSWER * limits.characters else {}
            if answer.get("done") is True:
                return parts
            if "refused" in answer:
                raise Refused(str(answer["refused"])[:300])
            parts.append(_part(answer))
    if too_slow.is_set():
        raise Refused(f"takes longer than {limits.seconds:g} seconds to read. Save it anew or split it.")
    raise Refused(BROKEN)


@contextmanager
def _child(file: BinaryIO, kind: Kind, seconds: float, too_slow: threading.Event) -> Iterator[Iterator[bytes]]:
    """Lines that the child says; it is gone afterwards."""
    environment = {name: os.environ[name] for name in INHERITED if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    running = subprocess.Popen(
        [sys.executable, "-B", "-P", "-X", "utf8", "-m", CHILD, kind],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    assert running.stdout is not None

    def stop() -> None:
        too_slow.set()
        running.kill()

    clock = threading.Timer(seconds, stop)
    clock.daemon = True
    clock.start()
    try:
        yield iter(lambda: running.stdout.readline(2**24), b"")  # type: ignore[union-attr]  # it is a pipe, above
    finally:
        clock.cancel()
        running.kill()
        running.wait()
        running.stdout.close()


def _understood(line: bytes) -> dict[str, str | bool]:
    try:
        answer = json.loads(line)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise Refused(BROKEN)
    return answer


def _part(answer: dict[str, str | bool]) -> Part:
    place, heading, text = (answer.get(name) for name in ("place", "heading", "text"))
    if not (isinstance(place, str) and isinstance(heading, str) and isinstance(text, str)):
        raise Refused(BROKEN)
    return Part(place, heading, text)
