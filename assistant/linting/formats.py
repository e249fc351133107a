"""Findings for a person, for a script, and as annotations of a GitHub workflow."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.domain.cleaning import clean
from assistant.domain.frame import Severity
from assistant.domain.records import RecordFinding
from assistant.linting.findings import Linted

GITHUB: dict[Severity, str] = {"info": "notice", "warning": "warning", "error": "error"}


def as_text(linted: Sequence[Linted]) -> str:
    """A line a finding, as compilers write them, and a last line that counts."""
    lines = [
        f"{_line(one.path)}:{f.line}: {f.rule} {f.name} ({f.severity}): {_line(f.message)}"
        for one in linted
        for f in one.findings
    ]
    return "\n".join([*lines, *([""] if lines else []), _summary(linted)])


def _summary(linted: Sequence[Linted]) -> str:
    records = f"{len(linted)} record{'' if len(linted) == 1 else 's'}"
    rules = Counter(finding.rule for one in linted for finding in one.findings)
    count = sum(rules.values())
    if not count:
        return f"No rule fired on {records}. Rules see words, not whether they are true."
    concerned = sum(bool(one.findings) for one in linted)
    commonest = rules.most_common(1)[0][0]
    return (
        f"{count} finding{'' if count == 1 else 's'} in {concerned} of {records}. "
        f"`framefirst rules {commonest}` explains the commonest."
    )


def as_json(linted: Iterable[Linted]) -> dict[str, Any]:
    return {"files": [{"path": one.path, "flags": [_flag(finding) for finding in one.findings]} for one in linted]}


def _flag(finding: RecordFinding) -> dict[str, Any]:
    return {
        "rule": finding.rule, "name": finding.name, "severity": finding.severity, "message": finding.message,
        "path": finding.part, "line": finding.line, "quote": finding.quote, "section": finding.section,
    }  # fmt: skip


def as_github(linted: Iterable[Linted], root: Path) -> str:
    """Workflow commands that annotate the lines; `root` is the checkout, which GitHub counts paths from."""
    return "\n".join(_commands(linted, root))


def _commands(linted: Iterable[Linted], root: Path) -> Iterator[str]:
    for one in linted:
        file = _property(seen_from(root, one.path))
        for finding in one.findings:
            title = _property(f"{finding.rule} {finding.name}")
            yield (
                f"::{GITHUB[finding.severity]} file={file},line={finding.line},title={title}::{_data(finding.message)}"
            )


def seen_from(root: Path, path: str) -> str:
    """A path below a folder as seen from there; as it was named where it lies elsewhere."""
    absolute = Path(path).absolute()
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else path


def _data(text: str) -> str:
    return clean(text).text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _line(text: str) -> str:
    """Without what would move a terminal's cursor or begin a line of its own."""
    return " ".join(clean(text).text.split())
