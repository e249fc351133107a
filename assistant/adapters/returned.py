"""A questionnaire that came back as a file: text of any encoding, or a Word document, read like any foreign document."""

import sys
from pathlib import Path

from assistant.adapters.documents.guarded import read_document
from assistant.adapters.documents.kinds import kind_of
from assistant.adapters.documents.limits import Refused
from assistant.adapters.documents.plain import decoded
from assistant.errors import BadInput
from assistant.export.questionnaire import Returned, parse

MAX_BYTES = 5_000_000


def read_returned(file: Path) -> Returned:
    """Raises BadInput for what cannot be read or is no questionnaire. `-` is standard input, as text."""
    if str(file) == "-":
        return returned("answers.txt", sys.stdin.buffer.read(MAX_BYTES + 1))
    try:
        if file.stat().st_size > MAX_BYTES:
            raise BadInput(
                f"{file.name} is larger than 5 MB, which no questionnaire is. Check that it is the right file."
            )
        return returned(file.name, file.read_bytes())
    except OSError as error:
        raise BadInput(f"{file} cannot be read ({error.strerror}).") from error


def returned(name: str, data: bytes) -> Returned:
    """Raises BadInput for what cannot be read or is no questionnaire."""
    if len(data) > MAX_BYTES:
        raise BadInput("The file is larger than 5 MB, which no questionnaire is. Check that it is the right file.")
    try:
        kind = kind_of(name, data[:1024])
        if kind in ("markdown", "text"):
            return parse(decoded(data))
        return parse("\n".join(f"{part.heading}\n{part.text}" for part in read_document(data, kind)))
    except Refused as refused:
        raise BadInput(f"The file {refused}") from None
