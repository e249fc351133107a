"""A case as people write it: a YAML entry with an id that never changes, checked against a published schema.

Each suite reads `cases/<suite>.yaml`; a team's own folder adds files of the same name. Where an entry stands is kept, so
that a failure can point at its line.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from assistant.errors import BadInput

SHIPPED = Path(__file__).with_name("cases")
LEDGER = SHIPPED / "ids.yaml"
SCHEMAS = "schema"
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NO_LINE = 1


class Case(BaseModel):
    """What is asked of the product once. Subclasses add what their suite needs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$")
    """Never changes and is never used again for another case: results of years are compared by it."""
    kind: str = ""
    """What rates are also reported by."""
    note: str = ""


C = TypeVar("C", bound=Case)


@dataclass(frozen=True)
class Located(Generic[C]):
    case: C
    file: Path
    line: int = NO_LINE


def load(kind: type[C], suite: str, folders: Sequence[Path] = (SHIPPED,)) -> tuple[Located[C], ...]:
    """The cases of a suite in all folders. Raises BadInput, with file and line, for one that does not fit."""
    files = [file for folder in folders if (file := folder / f"{suite}.yaml").is_file()]
    found = [located for file in files for located in _read(kind, file, file.stat().st_mtime_ns)]
    seen: dict[str, Located[C]] = {}
    for one in found:
        if one.case.id in seen:
            other = seen[one.case.id]
            raise BadInput(
                f"{one.file}:{one.line}: the id {one.case.id!r} is taken by {other.file.name}:{other.line}. "
                "Choose another."
            )
        seen[one.case.id] = one
    return tuple(found)


@cache
def _read(kind: type[C], file: Path, written: int) -> tuple[Located[C], ...]:
    return tuple(_entries(kind, file))


def _entries(kind: type[C], file: Path) -> Iterable[Located[C]]:
    try:
        loader = LOADER(file.read_text(encoding="utf-8"))
        node = loader.get_single_node()
        if node is None or not isinstance(node, yaml.SequenceNode):
            raise BadInput(f"{file}: cases are a YAML list, an entry a case.")
        entries = [(loader.construct_document(entry), entry.start_mark.line + 1) for entry in node.value]
    except OSError as error:
        raise BadInput(f"{file} cannot be read ({error.strerror}). Check the path.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadInput(f"{file} is not valid YAML: {' '.join(str(error).split())}") from None
    for entry, line in entries:
        try:
            yield Located(kind.model_validate(entry), file, line)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "the case"
            raise BadInput(f"{file}:{line}: {where}: {first['msg'].lower()}.") from None


def schema(kind: type[Case]) -> str:
    """The JSON Schema of a suite's file, for editors."""
    document = TypeAdapter(tuple[kind, ...]).json_schema()  # type: ignore[valid-type]  # a type made at run time
    return json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **document}, indent=1) + "\n"


def write_schemas(kinds: Iterable[tuple[str, type[Case]]], folder: Path) -> None:
    (folder / SCHEMAS).mkdir(parents=True, exist_ok=True)
    for name, kind in kinds:
        (folder / SCHEMAS / f"{name}.json").write_text(schema(kind), encoding="utf-8")


# -- the ledger of ids -------------------------------------------------------------------------------------------------


def ledger(file: Path = LEDGER) -> dict[str, list[str]]:
    """Every id that a suite ever had; those under `retired` have no case any more and stay taken."""
    known: dict[str, list[str]] = yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return known


def enter(ids: dict[str, list[str]], file: Path = LEDGER) -> None:
    """Adds new ids to the ledger; never takes one out."""
    known = ledger(file)
    merged = {suite: sorted({*known.get(suite, []), *ids.get(suite, [])}) for suite in sorted({*known, *ids})}
    lines = ["# Every id a case ever had, by suite. Written by `framefirst eval schema`; an id is never taken out."]
    for suite, several in merged.items():
        lines += [f"{suite}:", *(f"- {id}" for id in several)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
