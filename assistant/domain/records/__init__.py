"""Decision records that already exist, in whatever style: read, checked, and asked when they are due.

`parse` makes a `Record` of Markdown and never fails; `check_record` holds it against the catalogue.
"""

from assistant.domain.records.check import check_parsed, check_record
from assistant.domain.records.parser import parse
from assistant.domain.records.record import Record
from assistant.domain.records.rules import OWN, RECORD_RULES, RecordFinding, RecordRule

__all__ = [
    "OWN",
    "RECORD_RULES",
    "Record",
    "RecordFinding",
    "RecordRule",
    "check_parsed",
    "check_record",
    "find",
    "parse",
]


def find(id_or_name: str) -> RecordRule | None:
    """A rule that only records have, for its manual."""
    return next((rule for rule in OWN if id_or_name in (rule.id, rule.name)), None)
