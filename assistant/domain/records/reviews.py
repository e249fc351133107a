"""When a record is to be looked at again: its review date and its revisit triggers, with the day where they have one.

A day that is written out counts wherever it stands. "In six months" and "every quarter" count from the day of the record,
and only in a line that makes nothing a condition: "if the load doubles in six months" is for somebody to watch.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from assistant.domain.reading.facts import Fact
from assistant.domain.reading.reader import read
from assistant.domain.records.record import Record
from assistant.domain.rules.utterance import phrase

UNDATED = date(2000, 1, 1)
"""What a day without a year is read against where a record has no day of its own; no such day is believed."""
YEAR = re.compile(r"(?:19|20)\d\d")
MONTH = re.compile(r"(?<![\d-])((?:19|20)\d\d)-(0[1-9]|1[0-2])(?![\d-])")
COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
BEGAN = re.compile(r"\b(?:since|as of|started|began|measured)\s+(?:on\s+)?$|^since\b", re.IGNORECASE)
"""Before a day on which something began, and nobody looks again."""
CONDITION = phrase(
    "if|when|whenever|once(?! (?:an?|per|every)\\b)|unless|while|above|below|over|under|exceed(?:s|ed|ing)?|more than|less than|fewer than|at least"
    "|doubles?|drops?|falls?|rises?|reach(?:es)?|grows?"
)
COUNTED = re.compile(r"\b(?:in|within|after|next|this|tomorrow|days?|weeks?|months?|years?|quarters?)\b", re.IGNORECASE)
""" "In six months", as against "on 30 June"."""
RELATIVE = re.compile(r"\b(?:after|in|within)\s+$|^(?:after|in|within)\b", re.IGNORECASE)
REGULARLY: tuple[tuple[re.Pattern[str], int], ...] = (
    (phrase("every (?:two|2|other) weeks?|fortnightly"), 14),
    (phrase("every week|each week|once a week|weekly"), 7),
)
EVERY_MONTHS: tuple[tuple[re.Pattern[str], int], ...] = (
    (phrase("(?:every|each) (?:half[- ]year|six months|6 months|second quarter)|half-?yearly|twice a year|semi-?annual(?:ly)?"), 6),
    (phrase("(?:every|each|per|once a|once per) quarter|quarterly|every (?:three|3) months"), 3),
    (phrase("every (?:two|2) years|every (?:other|second) year"), 24),
    (phrase("(?:every|each|per|once a|once per) (?:year|twelve months|12 months)|yearly|annual(?:ly)?"), 12),
    (phrase("(?:every|each|per|once a|once per) month|monthly"), 1),
)  # fmt: skip
WHO = re.compile(r"who\b|owner|responsible|watched by", re.IGNORECASE)
NOBODY = "nobody yet"
A_WEEK = 7 * 86_400


class Review(NamedTuple):
    """A reason to look again."""

    text: str
    line: int
    day: date | None
    """None for a condition that somebody has to watch."""
    owner: str | None = None


def reviews(record: Record) -> tuple[Review, ...]:
    """In the order they stand; none for a record that was rejected, replaced or left behind."""
    if record.is_left_behind:
        return ()
    anchor = day_of(record)
    rows = _rows(record)
    found: dict[tuple[str, int], Review] = {}
    for words in record.triggers:
        text = " ".join(words.text.split())
        what, owner = rows.get(words.line, (text, None))
        found.setdefault((text, words.line), Review(what, words.line, next_day(text, anchor), owner))
    return tuple(found.values())


def _rows(record: Record) -> dict[int, tuple[str, str | None]]:
    """What and who, by line, of triggers in tables: the first column, and the one that says who watches."""
    found: dict[int, tuple[str, str | None]] = {}
    for section in record.under("triggers"):
        who: int | None = None
        for block in section.blocks:
            if block.kind == "head":
                who = next((place for place, title in enumerate(block.cells) if WHO.match(title)), None)
            elif block.kind == "row":
                owner = block.cells[who] if who is not None and who < len(block.cells) else None
                found[block.line] = (block.cells[0], None if owner in ("", NOBODY) else owner)
    return found


def day_of(record: Record) -> date | None:
    """The day it was decided or last changed."""
    if record.date is None:
        return None
    return next(_written_out(record.date.text), None)


def next_day(text: str, anchor: date | None) -> date | None:
    """The first day a line names: as written, else counted from the day of the record."""
    written = sorted(_written_out(text))
    if written:
        return written[0]
    if anchor is None:
        return None
    is_condition = CONDITION.search(text) is not None
    named = [day for fact, day in _days(text, anchor) if not (is_condition and COUNTED.search(fact.quote))]
    if named or is_condition:
        return min(named, default=None)
    days = next((days for pattern, days in REGULARLY if pattern.search(text)), None)
    if days is not None:
        return anchor + timedelta(days=days)
    months = next((months for pattern, months in EVERY_MONTHS if pattern.search(text)), None)
    return months_later(anchor, months) if months is not None else _after_a_while(text, anchor)


def _written_out(text: str) -> Iterator[date]:
    """Days with their year."""
    yield from (day for fact, day in _days(text, UNDATED) if YEAR.search(fact.quote))
    for match in MONTH.finditer(text):
        yield date(int(match[1]), int(match[2]), 1)
    for match in COMPACT.finditer(text):
        try:
            yield date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue


def _days(text: str, today: date) -> Iterator[tuple[Fact, date]]:
    for fact in read(text, today).of("date"):
        if fact.day and not (BEGAN.search(text, 0, fact.start) or BEGAN.match(fact.quote)):
            yield fact, date.fromisoformat(fact.day)


def _after_a_while(text: str, anchor: date) -> date | None:
    """ "After twelve months"."""
    for fact in read(text, anchor).of("duration"):
        is_relative = RELATIVE.search(text[: fact.start]) or RELATIVE.search(fact.quote)
        if fact.high and fact.high >= A_WEEK and is_relative:
            days = round(fact.high / 86_400)
            return anchor + timedelta(days=days)
    return None


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
