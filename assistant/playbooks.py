"""The shipped playbooks (and a team's own) as questions."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from assistant.domain.playbook import Playbook
from assistant.errors import Misconfigured

SHIPPED = Path(__file__).resolve().parent.parent / "knowledge" / "playbooks"


@cache
def shipped() -> tuple[Playbook, ...]:
    return load(sorted(SHIPPED.glob("*.yaml")))


def with_own(folder: Path) -> tuple[Playbook, ...]:
    """The shipped ones and those in a team's folder; one with the id of a shipped one stands in its place.

    Raises Misconfigured for a folder without any, and for two questions with one id.
    """
    own = load(sorted(folder.glob("*.yaml")))
    if not own:
        raise Misconfigured(f"There is no playbook (*.yaml) in {folder}. Check FRAMEFIRST_PLAYBOOKS or unset it.")
    replaced = {playbook.id for playbook in own}
    together = (*(playbook for playbook in shipped() if playbook.id not in replaced), *own)
    ids = Counter(question.id for playbook in together for question in playbook.questions)
    twice = [id for id, times in ids.items() if times > 1]
    if twice:
        raise Misconfigured(f"The question id {twice[0]!r} stands in two playbooks. Rename the one in {folder}.")
    return together


def load(paths: Iterable[Path]) -> tuple[Playbook, ...]:
    """Raises Misconfigured with the file and the field that is wrong."""
    return tuple(_read(path) for path in paths)


def _read(path: Path) -> Playbook:
    try:
        return Playbook.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise Misconfigured(f"The playbook {path} cannot be read ({error.strerror}). Check the path.") from error
    except UnicodeDecodeError as error:
        raise Misconfigured(f"The playbook {path} is not UTF-8 text. Save it as UTF-8.") from error
    except yaml.YAMLError as error:
        raise Misconfigured(f"The playbook {path} is not valid YAML: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Misconfigured(f"The playbook {path} does not fit at {where}: {first['msg']}") from error
