"""Many records are shared out among processes, and nobody can tell from the findings."""

from pathlib import Path

from assistant.domain.rules.configuration import Configuration
from assistant.linting import findings, sheets

RECORDS = Path(__file__).parents[1] / "records"
OWN_ONLY = Configuration(select=("FF8",))


class Broken:
    """A pool whose processes cannot start."""

    def __init__(self, *_: object, **__: object) -> None:
        raise OSError("Resource temporarily unavailable")


def test_many_records_are_found_the_same_in_the_same_order(monkeypatch):
    given = sheets([RECORDS])
    alone = findings.lint(given, OWN_ONLY)
    monkeypatch.setattr(findings, "MANY", 1)
    monkeypatch.setattr(findings.os, "cpu_count", lambda: 2)
    assert findings.lint(given, OWN_ONLY) == alone
    assert len(alone) > 20


def test_where_no_process_can_start_the_findings_are_the_same(monkeypatch):
    given = sheets([RECORDS / "madr"])
    alone = findings.lint(given, OWN_ONLY)
    monkeypatch.setattr(findings, "MANY", 1)
    monkeypatch.setattr(findings.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(findings, "ProcessPoolExecutor", Broken)
    assert findings.lint(given, OWN_ONLY) == alone
