"""A team's document templates: a folder of Markdown files, each named after the format it is or replaces."""

import re
from pathlib import Path

from assistant.errors import BadInput, Misconfigured
from assistant.export.formats import FORMATS, OVERRIDABLE, blank_names
from assistant.export.template import check

MAX_BYTES = 200_000
NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


def read_templates(folder: Path) -> dict[str, str]:
    """The templates by name. Raises Misconfigured for a folder that is not there and for a file that cannot be one."""
    if not folder.is_dir():
        raise Misconfigured(f"There is no folder {folder}. Check FRAMEFIRST_TEMPLATES or unset it.")
    return {path.stem: _read(path) for path in sorted(folder.glob("*.md")) if not path.name.startswith((".", "README"))}


def _read(path: Path) -> str:
    if not NAME.fullmatch(path.stem):
        raise Misconfigured(f"The template {path} needs a name of small letters, digits and dashes. Rename it.")
    if path.stem in FORMATS and path.stem not in OVERRIDABLE:
        raise Misconfigured(f"The template {path} has the name of a format that is not made from one. Rename it.")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Misconfigured(f"The template {path} is larger than 200 kB. Shorten it.")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Misconfigured(f"The template {path} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError:
        raise Misconfigured(f"The template {path} is not UTF-8 text. Save it as UTF-8.") from None
    try:
        check(text, blank_names(), str(path))
    except BadInput as unfillable:
        raise Misconfigured(str(unfillable)) from None
    return text
