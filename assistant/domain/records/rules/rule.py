"""What a rule over a whole record is, and what it finds.

Where the catalogue already has a rule for a session that says the same thing, the rule here carries its number and its
manual (`as_in`), so that one explanation serves both.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from assistant.domain.frame import Severity
from assistant.domain.records.record import Record
from assistant.domain.rules.rule import Rule


class Spot(NamedTuple):
    """Where a record falls short, and a sentence about it."""

    part: str
    """The part of the record: "options", "status"."""
    line: int
    message: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class RecordFinding:
    """A rule having fired on a record."""

    rule: str
    name: str
    severity: Severity
    message: str
    part: str
    line: int
    section: str
    """Guide section that explains it."""
    quote: str = ""
    context: str = ""
    """The sentence it stands in, or the title for what is missing: what makes it the same finding in a later version of the file."""
    block: int | None = None
    """First line of the block it stands in; None for a finding about the record as a whole."""


@dataclass(frozen=True, kw_only=True)
class RecordRule(Rule):
    """A rule over a decision record as a whole."""

    looks_at = "a decision record, with `framefirst lint`"
    find: Callable[[Record], Iterable[Spot]]
    catches: tuple[str, ...]
    """Records in Markdown."""
    leaves_alone: tuple[str, ...]
    reads_words: bool = True
    """It tells what is missing by English words, and is silent on other languages."""
    about_history: bool = False
    """It also speaks about records that were rejected, deprecated or superseded."""

    def applies(self, record: Record) -> bool:
        return (record.is_english or not self.reads_words) and (self.about_history or not record.is_left_behind)

    def findings(self, record: Record) -> Iterable[RecordFinding]:
        if not self.applies(record):
            return
        for spot in self.find(record):
            yield RecordFinding(
                rule=self.id,
                name=self.name,
                severity=self.severity,
                message=spot.message,
                part=spot.part,
                line=spot.line,
                section=self.section,
                quote=spot.quote,
                context=spot.quote or record.title,
            )


def as_in(
    rule: Rule,
    find: Callable[[Record], Iterable[Spot]],
    catches: tuple[str, ...],
    leaves_alone: tuple[str, ...],
    severity: Severity | None = None,
) -> RecordRule:
    """The record's counterpart of a rule for sessions."""
    return RecordRule(
        id=rule.id,
        name=rule.name,
        severity=severity or rule.severity,
        meaning=rule.meaning,
        bad=rule.bad,
        good=rule.good,
        section=rule.section,
        find=find,
        catches=catches,
        leaves_alone=leaves_alone,
    )
