"""`<!-- framefirst: ignore FF101 because … -->`: a finding that somebody looked at and keeps, with the reason."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.domain.records.lines import Comment
from assistant.domain.records.record import Record
from assistant.domain.records.rules.rule import RecordFinding

WAIVER = re.compile(r"framefirst:\s*ignore\b[:\s]*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
REASON = re.compile(r"(?:^|\s)(?:because|since|as|:|–|—|-)\s+(?P<reason>\S.*)$", re.IGNORECASE | re.DOTALL)
SEPARATOR = re.compile(r"[,\s]+")


class Waiver(NamedTuple):
    rules: tuple[str, ...]
    """Ids or names."""
    reason: str
    """Empty where it does not count: no reason, or no rule."""
    line: int


def waivers_in(comments: Iterable[Comment]) -> list[Waiver]:
    found = []
    for comment in comments:
        match = WAIVER.match(comment.text)
        if match:
            reason = REASON.search(match["rest"])
            listed = match["rest"][: reason.start()] if reason else match["rest"]
            rules = tuple(one for one in SEPARATOR.split(listed) if one and any(c.isalpha() for c in one))
            found.append(Waiver(rules, reason["reason"].strip() if reason and rules else "", comment.line))
    return found


def unwaived(record: Record, findings: Sequence[RecordFinding]) -> list[RecordFinding]:
    """A waiver speaks for the words on its line and for the block after it; of the record as a whole, from anywhere;
    above the title, for the whole file."""
    waivers = [waiver for waiver in waivers_in(record.comments) if waiver.reason]
    if not waivers:
        return list(findings)
    starts = sorted({block.line for section in record.sections for block in section.blocks})
    return [one for one in findings if not any(_covers(waiver, one, record, starts) for waiver in waivers)]


def _covers(waiver: Waiver, finding: RecordFinding, record: Record, starts: Sequence[int]) -> bool:
    if finding.rule not in waiver.rules and finding.name not in waiver.rules:
        return False
    if finding.block is None or waiver.line in (finding.line, finding.block) or waiver.line < record.line:
        return True
    place = bisect_left(starts, waiver.line)
    return place < len(starts) and starts[place] == finding.block
