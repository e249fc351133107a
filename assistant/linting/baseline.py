"""Findings that were there when a project began to lint: remembered in a file, so that only new ones are reported.

A finding is the same one while its rule and the sentence it stands in are; where in the file that is may change.
Paths are kept as they are seen from the folder of the baseline, so that it holds from any working folder.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.domain.records import RecordFinding
from assistant.errors import BadInput
from assistant.linting.findings import Linted

VERSION = 1


class Known(NamedTuple):
    path: str
    rule: str
    context: str
    """The sentence it stands in; the title for what is missing."""


class Baseline(NamedTuple):
    folder: Path
    known: Counter[Known]

    def key(self, path: str, finding: RecordFinding) -> Known:
        seen = os.path.relpath(path, self.folder) if path != "-" else path
        return Known(Path(seen).as_posix(), finding.rule, finding.context)

    def new(self, linted: Iterable[Linted]) -> list[Linted]:
        """The findings that are not in it. One that is there twice and stood there once is reported once."""
        left = Counter(self.known)
        return [Linted(one.path, tuple(self._unknown(one, left))) for one in linted]

    def _unknown(self, linted: Linted, left: Counter[Known]) -> Iterable[RecordFinding]:
        for finding in linted.findings:
            key = self.key(linted.path, finding)
            if left[key] > 0:
                left[key] -= 1
            else:
                yield finding

    def gone(self, linted: Sequence[Linted]) -> int:
        """How many of those known are no longer found in the files that were looked at."""
        found = Counter(self.key(one.path, finding) for one in linted for finding in one.findings)
        looked_at = {Path(os.path.relpath(one.path, self.folder)).as_posix() for one in linted}
        return sum((Counter({k: n for k, n in self.known.items() if k.path in looked_at}) - found).values())


def remembered(file: Path, linted: Iterable[Linted]) -> bytes:
    """The content of a baseline file with these findings; the same findings give the same bytes."""
    empty = Baseline(file.parent, Counter())
    counted = Counter(empty.key(one.path, finding) for one in linted for finding in one.findings)
    rows = [{**known._asdict(), "count": count} for known, count in sorted(counted.items())]
    return (json.dumps({"version": VERSION, "findings": rows}, ensure_ascii=False, indent=1) + "\n").encode()


def read_baseline(file: Path) -> Baseline:
    """Raises BadInput where there is none, or none that can be read: a finding hidden by mistake looks like a clean file."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        if content["version"] != VERSION:
            raise BadInput(f"{file} was written by another version of Framefirst. Write it anew with --write-baseline.")
        rows = [(Known(row["path"], row["rule"], row["context"]), row["count"]) for row in content["findings"]]
    except OSError as error:
        raise BadInput(f"{file} cannot be read ({error.strerror}). Write a baseline with --write-baseline.") from error
    except (ValueError, KeyError, TypeError):
        raise BadInput(f"{file} is not a baseline of `framefirst lint`. Write one with --write-baseline.") from None
    return Baseline(file.parent, Counter(dict(rows)))
