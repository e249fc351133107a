"""A whole session as JSON: its events and the frame they make. Importing it gives the same frame."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.domain.cleaning import MEANINGLESS
from assistant.domain.events import Recorded, replay
from assistant.domain.frame import Frame
from assistant.errors import BadInput

SCHEMA_VERSION = 1
MAX_BYTES = 50_000_000
MAX_DEPTH = 60
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
BRACKET = re.compile(r"[\[\]{}]")
LOG = TypeAdapter(tuple[Recorded, ...])


def render(session: str, log: Sequence[Recorded]) -> str:
    content = {
        "schema_version": SCHEMA_VERSION,
        "session": session,
        "events": [record.model_dump(mode="json") for record in log],
        "frame": replay(log).model_dump(mode="json"),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def parse(text: str) -> tuple[str, tuple[Recorded, ...]]:
    """The session id and log of an exported session.

    Raises BadInput for anything else: not JSON, too large or deep, made by a newer version, damaged.
    """
    if len(text.encode("utf-8", errors="replace")) > MAX_BYTES:
        raise BadInput("The file is larger than 50 MB, which no exported session is. Check that it is the right file.")
    content = _json(text)
    if not isinstance(content, dict) or "events" not in content or "schema_version" not in content:
        raise BadInput("This is not an exported session: it has no events. Export one with `--format json`.")
    _check_version(content["schema_version"])
    if any(MEANINGLESS.search(words) for words in _strings(content["events"])):
        raise BadInput("The file holds characters that no session holds, such as controls. Nothing was imported.")
    try:
        log = LOG.validate_python(content["events"], strict=False)
    except (ValidationError, RecursionError) as error:
        where = (
            ".".join(str(part) for part in error.errors()[0]["loc"])
            if isinstance(error, ValidationError)
            else "its nesting"
        )
        raise BadInput(f"The file is damaged at events.{where}. Nothing was imported.") from None
    _check_order(log)
    _check_fold(log)
    return str(content.get("session") or ""), log


def _json(text: str) -> Any:
    if _depth(text) > MAX_DEPTH:
        raise BadInput("The file is nested deeper than any exported session. Nothing was imported.")
    try:
        return json.loads(text, object_pairs_hook=_no_twins, parse_constant=_no_constants)
    except (ValueError, RecursionError) as error:
        raise BadInput(
            f"The file is not valid JSON ({' '.join(str(error).split())[:120]}). Nothing was imported."
        ) from None


def _depth(text: str) -> int:
    """How deep brackets are nested, not counting those that people wrote."""
    depth = deepest = 0
    for bracket in BRACKET.finditer(STRING.sub("", text)):
        depth += 1 if bracket[0] in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _strings(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for part in content.values() if isinstance(content, dict) else content:
            yield from _strings(part)


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("a key appears twice")
    return content


def _no_constants(name: str) -> None:
    raise ValueError(f"{name} is not a number a session holds")


def _check_version(version: object) -> None:
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise BadInput(
            f"The file was made by a newer version (schema {version}; this one reads up to {SCHEMA_VERSION}). Update Framefirst."
        )
    if version is not True and version in range(1, SCHEMA_VERSION + 1):
        return
    raise BadInput("The file is damaged: it does not say which schema version it has. Nothing was imported.")


def _check_fold(log: Sequence[Recorded]) -> None:
    """Events may each be well formed and still name places that no frame has."""
    try:
        Frame.model_validate(replay(log).model_dump())
    except Exception as error:  # however it fails, such a log cannot be shown
        raise BadInput(
            f"The file is damaged: its events make no frame ({type(error).__name__}). Nothing was imported."
        ) from None


def _check_order(log: Sequence[Recorded]) -> None:
    if not log or [record.seq for record in log] != list(range(1, len(log) + 1)):
        raise BadInput("The file is damaged: its events are not numbered from 1 without gaps. Nothing was imported.")
    if any(later.turn < earlier.turn for earlier, later in zip(log, log[1:], strict=False)):
        raise BadInput("The file is damaged: its turns are out of order. Nothing was imported.")
