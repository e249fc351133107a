"""YAML (and so JSON) that a person wrote and handed to us, which may be anything: plain values, or one plain line."""

from pathlib import Path
from typing import Any

import yaml

from assistant.errors import BadInput

MAX_BYTES = 1_000_000


class _Plain(yaml.SafeLoader):
    """No tags beyond YAML's own, and no references: a few lines of them stand for more values than fit anywhere."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("references (*name) are not read; write the value out")
        return super().compose_node(parent, index)


def read_yaml(file: Path) -> Any:
    """Raises BadInput, naming the file, for what cannot be read, is too large or deep, or is no YAML."""
    try:
        if file.stat().st_size > MAX_BYTES:
            raise BadInput(
                f"{file} is larger than 1 MB, which no file of this kind is. Check that it is the right one."
            )
        return yaml.load(file.read_text(encoding="utf-8-sig"), Loader=_Plain)  # noqa: S506 (a SafeLoader, and stricter)
    except OSError as error:
        raise BadInput(f"{file} cannot be read ({error.strerror}).") from error
    except RecursionError:
        raise BadInput(f"{file} is nested deeper than anybody writes. Check that it is the right file.") from None
    except UnicodeDecodeError:
        raise BadInput(f"{file} is not UTF-8 text. Save it as UTF-8.") from None
    except (ValueError, yaml.YAMLError) as error:
        told = " ".join(str(error).split()).replace('in "<unicode string>", ', "at ")
        raise BadInput(f"{file}: {told}") from None
