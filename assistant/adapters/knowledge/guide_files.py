"""The guide as Markdown files with front matter, read one at a time and only when asked for.

Knows files and YAML. Knows nothing of search: a title or a whole section never needs an index.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.errors import Misconfigured
from assistant.ports import Section

SECTION_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
FRONT_MATTER = re.compile(r"\A---\r?\n(.*?)\r?\n---\r?\n", re.DOTALL)


class GuideFiles:
    """A folder of sections, `<id>.md` each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, Section | None] = {}

    def section(self, id: str) -> Section | None:
        """None for an id the guide does not have; raises Misconfigured for a file that cannot be read."""
        if id not in self._read:
            path = self.folder / f"{id}.md"
            self._read[id] = _section(path) if SECTION_ID.fullmatch(id) and path.is_file() else None
        return self._read[id]

    def title(self, id: str) -> str | None:
        section = self.section(id)
        return section.cited if section else None

    def ids(self) -> tuple[str, ...]:
        return tuple(path.stem for path in self._paths)

    def __iter__(self) -> Iterator[Section]:
        for id in self.ids():
            section = self.section(id)
            if section is not None:
                yield section

    @cached_property
    def digest(self) -> str:
        """A sha256 of names and contents, the same wherever the folder lies."""
        total = hashlib.sha256()
        for path in self._paths:
            total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        return total.hexdigest()

    @cached_property
    def _paths(self) -> tuple[Path, ...]:
        if not self.folder.is_dir():
            raise Misconfigured(f"The guide is missing: there is no folder {self.folder}. Install Framefirst again.")
        return tuple(sorted(path for path in self.folder.glob("*.md") if SECTION_ID.fullmatch(path.stem)))


def _section(path: Path) -> Section:
    text = path.read_text(encoding="utf-8")
    front = FRONT_MATTER.match(text)
    if front is None:
        raise _broken(path, "it does not open with front matter between two lines of ---")
    fields = _fields(path, front.group(1))
    if fields.get("id") != path.stem:
        raise _broken(path, f"its id is {fields.get('id')!r}, which is not its file name")
    return Section(
        id=path.stem,
        number=_words(fields.get("number")),
        title=_words(fields.get("title")) or path.stem,
        part=_words(fields.get("part")),
        related=_several(fields.get("related")),
        asks=_several(fields.get("asks")),
        body=text[front.end() :].strip(),
    )


def _fields(path: Path, front_matter: str) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times quicker where libyaml is there
    try:
        fields = yaml.load(front_matter, Loader=loader)
    except yaml.YAMLError as fault:
        raise _broken(path, f"its front matter is not YAML ({str(fault).splitlines()[0]})") from fault
    if not isinstance(fields, dict):
        raise _broken(path, "its front matter has no fields")
    return fields


def _words(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def _several(value: object) -> tuple[str, ...]:
    return tuple(_words(item) for item in value) if isinstance(value, list) else ()


def _broken(path: Path, why: str) -> Misconfigured:
    return Misconfigured(f"The guide file {path} cannot be used: {why}. Correct it, then run `framefirst index`.")
