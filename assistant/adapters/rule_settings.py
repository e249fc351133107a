"""What a project set for the rules, read from `.framefirst.toml` or `pyproject.toml`.

The nearest folder from the working folder upwards that holds such a file counts; of the two, the file of our own.
"""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.domain import records
from assistant.domain.rules import CATALOGUE
from assistant.domain.rules.configuration import DEFAULTS, Configuration, means
from assistant.errors import Misconfigured

OWN, SHARED = ".framefirst.toml", "pyproject.toml"
LIKE = 'ignore = {FF105 = "why it is ignored"}'


def read_rule_settings(folder: Path) -> Configuration:
    """The settings that hold in a folder, the defaults where nobody set any.

    Raises Misconfigured, with the file, for anything it cannot be sure about: a finding that is missing because of a
    typing error looks like a clean document.
    """
    for at in (folder, *folder.parents):
        for name, place in ((OWN, ("rules",)), (SHARED, ("tool", "framefirst", "rules"))):
            table = _table(at / name, place)
            if table is not None:
                return _checked(at / name, table)
    return DEFAULTS


def _table(file: Path, place: tuple[str, ...]) -> dict[str, Any] | None:
    """The table at a place in a file; None where there is no file or it says nothing about rules."""
    try:
        content: Any = tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Misconfigured(f"{file} cannot be read ({error}). Correct it or move it away.") from None
    for key in place:
        content = content.get(key) if isinstance(content, dict) else None
    if content is not None and not isinstance(content, dict):
        raise Misconfigured(f"{file}: {'.'.join(place)} has to be a table, such as [{'.'.join(place)}].")
    return content


def _checked(file: Path, table: dict[str, Any]) -> Configuration:
    try:
        configuration = Configuration.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Misconfigured(
            f"{file}: {where}: {first['msg'].lower()}. `framefirst rules --markdown` shows the settings."
        ) from None
    unknown = [name for name in (*configuration.select, *configuration.ignore) if not is_known(name)]
    if unknown:
        raise Misconfigured(f"{file}: no rule is called {unknown[0]!r}. `framefirst rules` lists them.")
    for name, reason in configuration.ignore.items():
        if not reason.strip():
            raise Misconfigured(f"{file}: {name} is ignored without a reason. Write one, such as {LIKE}.")
    return configuration


def is_known(pattern: str) -> bool:
    """Whether any rule is meant by an id, the beginning of one or a name."""
    return any(means(pattern, rule.id, rule.name) for rule in (*CATALOGUE, *records.OWN))
