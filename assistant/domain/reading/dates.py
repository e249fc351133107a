"""Days and deadlines, resolved forward from the day of the message, or backward where the words tell of the past;
`times.py` reads the times of day between them.

The phrases are taken apart here and put together with `datetime`: a general date parser would have to
be told where each phrase ends, and costs milliseconds a phrase.
"""

import datetime
import re
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from assistant.domain.reading.amounts import amount_at
from assistant.domain.reading.calendar_periods import (
    Edge,
    PeriodKind,
    Stretch,
    day_in,
    easter,
    fourth_thursday_of_november,
    months_later,
    next_stretch,
    stretch_of,
)
from assistant.domain.reading.facts import Bound, Period
from assistant.domain.reading.found import Found
from assistant.domain.reading.nouns import NOT_IN_A_PHRASE
from assistant.domain.reading.passage import Passage
from assistant.domain.reading.times import time_at
from assistant.domain.reading.tokens import Hit, Phrases, Token, glued_at, kind_at, low_at
from assistant.domain.reading.wordlists import phrases, words

MONTHS = {
    name: number
    for number, names in enumerate(
        phrases(
            "january jan|february feb febuary|march mar|april apr|may|june jun|july jul|august aug|"
            "september sep sept septembre|october oct|november nov|december dec"
        ),
        start=1,
    )
    for name in names.split()
}
SHORT_MONTHS = words("jan feb mar apr jun jul aug sep sept oct nov dec")
WORDS_TOO = words("may march mar jan dec sep jun")
"""Months that are also English words or names, so that they need more than their letters."""

WEEKDAYS = {
    name: number
    for number, names in enumerate(phrases("monday|tuesday|wednesday wendsday|thursday|friday|saturday|sunday"))
    for name in names.split()
}

ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
MONTH_LEADS = words(
    "in by before until till since from of mid early late end next this last after around during for begin "
    "through to every and or -"
)
DEADLINE_LEADS = words("by before until till due deadline next this coming")
PAST_LEADS = words("since last previous past")
MAY_TELL_OF_THE_PAST = words("in on at over around during about after and or of")
PAST_VERBS = words(
    "was were had did didn't wasn't weren't hadn't went broke lost came became began fell rose grew gave got took saw ran "
    "threw left sold bought paid spent sent kept held built made brought met found felt heard knew wrote won stood "
    "slept woke drew chose hit cost happened occurred failed crashed"
)
REPORTING_VERBS = words(
    "wanted needed planned expected asked agreed decided promised announced hoped intended scheduled called named used based "
    "required allowed supposed limited unused fixed estimated"
)
"""Past in form, though what they tell of is often to come: "they promised a release in March"."""
AHEAD = words(
    "will won't would shall should must may might can could need needs want wants plan plans planned planning going "
    "expect expects deadline due ends expires starts begins opens closes goes hope hopes aim aims target ready 'll let's "
    "if unless next supposed scheduled"
)
BEFORE_AN_ADJECTIVE = words(
    "a an the our my your their its his her this that these those is are be being been get gets to of in on for with by as "
    "and or no not any some very more"
)
"""Between these and its noun, "delayed" or "promised" tells of no time."""
DELIVERY_WORDS = words(
    "live launch launched ship shipped release released deadline deliver delivered delivery due ready finish "
    "finished done renewal expires expire expiry ends contract meeting demo review go-live migrate migrated "
    "replace pilot rollout decide decision"
)

EDGES: Phrases[Edge] = Phrases.listed(
    {
        "start": "beginning of|the beginning of|start of|the start of|begin|the very beginning of",
        "early": "early|early in|very early",
        "mid": "mid|mid -|middle of|the middle of|half way through",
        "late": "late|late in|very late",
        "end": "end of|the end of|end|the very end of|very end of|eind",
    }
)
ACRONYM_ENDS: dict[str, PeriodKind] = {"eoy": "year", "eom": "month", "eoq": "quarter", "eow": "week"}
PERIOD_KINDS: dict[str, PeriodKind] = {"week": "week", "month": "month", "quarter": "quarter", "year": "year"}
YEAR_END = Phrases({"year - end": True, "year end": True, "yearend": True})
SEASONS = words("spring summer autumn fall winter")

HOLIDAYS: Phrases[Callable[[int], datetime.date]] = Phrases(
    dict.fromkeys(("christmas eve",), lambda year: datetime.date(year, 12, 24))
    | dict.fromkeys(("christmas", "xmas", "x - mas"), lambda year: datetime.date(year, 12, 25))
    | dict.fromkeys(("new year's eve", "new years eve", "new year eve"), lambda year: datetime.date(year, 12, 31))
    | dict.fromkeys(("new year's day", "new year's", "new year", "the new year"), lambda year: datetime.date(year, 1, 1))
    | dict.fromkeys(("halloween",), lambda year: datetime.date(year, 10, 31))
    | dict.fromkeys(("valentine's day", "valentine's", "valentines day", "valentines"), lambda year: datetime.date(year, 2, 14))
    | dict.fromkeys(("easter",), easter)
    | dict.fromkeys(("thanksgiving",), fourth_thursday_of_november)
    | dict.fromkeys(("black friday",), lambda year: fourth_thursday_of_november(year) + datetime.timedelta(days=1))
    | dict.fromkeys(("cyber monday",), lambda year: fourth_thursday_of_november(year) + datetime.timedelta(days=4))
)  # fmt: skip

YEARS_FROM_NOW = {"last": -1, "this": 0, "next": 1}
FAR_UNITS = words("week weeks wk wks month months quarter quarters year years yr yrs")
NEAR_UNITS = frozenset({"day", "days"})
BETWEEN_IN_AND_COUNT = words("about around roughly maybe approximately ~ like the next at most")
YEAR_LEADS = words("in by before since until till from after during")
AFTER_A_DAY_OF_THE_MONTH = words("and or of to each every at we is when because in for it but so")


class Day(NamedTuple):
    """A day, or a stretch with its meant day, read up to `stop`; `day` is None where the words do not settle it."""

    day: datetime.date | None
    stop: int
    stretch: Stretch | None = None
    edge: Edge | None = None
    period: Period | None = None
    past: bool = False


def read_days(passage: Passage, today: datetime.date, taken: Collection[int]) -> list[Found]:
    """Every date and time of day, in order; none starts at a token in `taken`."""
    found: list[Found] = []
    index = 0
    while index < len(passage.tokens):
        one = None if index in taken else (_date_at(passage, index, today) or time_at(passage, index))
        if one is None:
            index += 1
        else:
            found.append(one)
            index = one.stop
    return found


# Dates


def _date_at(passage: Passage, index: int, today: datetime.date) -> Found | None:
    tokens = passage.tokens
    try:
        for reader in (
            _numeric,
            _edged,
            _last,
            _relative,
            _day_and_month,
            _month_and_day,
            _month_alone,
            _quarter,
            _holiday,
            _weekday,
            _year_alone,
            _day_of_month,
            _season,
        ):
            said = reader(passage, index, today)
            if said is not None:
                return _as_found(tokens, index, said, today)
    except (ValueError, OverflowError):
        return None
    return None


def _as_found(tokens: Sequence[Token], index: int, said: Day, today: datetime.date) -> Found:
    day, bound = said.day, None
    if said.stretch is not None:
        before = low_at(tokens, index - 1)
        if before == "the":
            before = low_at(tokens, index - 2)
        if said.edge is not None:
            day = day_in(said.stretch, said.edge)
            bound = "about" if said.edge in {"early", "mid", "late"} else None
        elif before in {"by", "before", "until", "till", "since", "from", "after"}:
            day = day_in(said.stretch, "end" if before == "after" else "start")
        elif said.past:
            day, bound = min(day_in(said.stretch, "mid"), today), "about"
        elif said.stretch.first <= today <= said.stretch.last:
            day, bound = said.stretch.last, "at_most"
        else:
            day, bound = day_in(said.stretch, "mid"), "about"
    known: Bound | None = bound  # type: ignore[assignment]
    return Found(
        "date", index, said.stop, day=None if day is None else day.isoformat(), bound=known, period=said.period
    )


def _numeric(passage: Passage, index: int, today: datetime.date) -> Day | None:
    """ "2026-09-30", "30.9.2026", "30/09/2026"; "05/06/2026" stays open."""
    token = passage.tokens[index]
    if token.kind != "date":
        return None
    first, second, third = (int(part) for part in re.split(r"[-./]", token.text))
    if len(token.text.split("-")[0]) == 4:
        return Day(datetime.date(first, second, third), index + 1)
    if "." in token.text or first > 12 or first == second:
        return Day(datetime.date(third, second, first), index + 1)
    if second > 12:
        return Day(datetime.date(third, first, second), index + 1)
    return Day(None, index + 1)


def _edged(passage: Passage, index: int, today: datetime.date) -> Day | None:
    """ "mid September", "end of Q2", "the end of next month", "early 2027", "EOY"."""
    tokens = passage.tokens
    word = low_at(tokens, index)
    if word in ACRONYM_ENDS:
        return Day(None, index + 1, stretch_of(ACRONYM_ENDS[word], today), "end")
    if (year_end := YEAR_END.at(tokens, index)) is not None and low_at(tokens, index - 1) in DEADLINE_LEADS | {"at"}:
        return Day(None, year_end.stop, stretch_of("year", today), "end")
    edge = EDGES.at(tokens, index)
    if edge is None:
        return None
    following = edge.stop
    stretch = _stretch_at(passage, following, today, index)
    if stretch is not None:
        return Day(None, stretch.stop, stretch.value, edge.value)
    if edge.value in {"early", "late"} or tokens[edge.stop - 1].low == "end":
        return None
    article = low_at(tokens, following) in {"the", "this", "our"}
    kind = PERIOD_KINDS.get(low_at(tokens, following + article))
    if (
        kind is None
        or low_at(tokens, index - 1) in {"at", "each", "every"}
        or low_at(tokens, index - 2) in {"at", "each", "every"}
    ):
        return None
    current = stretch_of(kind, today)
    return Day(
        None,
        following + article + 1,
        current if day_in(current, edge.value) >= today else next_stretch(kind, today),
        edge.value,
    )


def _stretch_at(passage: Passage, index: int, today: datetime.date, start: int) -> Hit[Stretch] | None:
    """The named stretch that an edge word points into."""
    tokens = passage.tokens
    if low_at(tokens, index) in {"the", "coming"}:
        index += 1
    word = low_at(tokens, index)
    past = low_at(tokens, start - 1) in PAST_LEADS or _tells_of_the_past(passage, start)
    if word in MONTHS and tokens[index].kind == "word":
        year, stop = _year_after(tokens, index + 1, today)
        return Hit(_month_stretch(MONTHS[word], year, today, past), stop)
    quarter = _quarter_stretch(tokens, index, today, past)
    if quarter is not None:
        return quarter
    if word in {"next", "this", "current"} and low_at(tokens, index + 1) in PERIOD_KINDS:
        kind = PERIOD_KINDS[low_at(tokens, index + 1)]
        return Hit(next_stretch(kind, today) if word == "next" else stretch_of(kind, today), index + 2)
    year = _year_of(tokens, index)
    if year is not None:
        return Hit(stretch_of("year", datetime.date(year, 1, 1)), index + 1)
    return None


def _last(passage: Passage, index: int, today: datetime.date) -> Day | None:
    """ "last Easter", "last March", "last Friday", "last Q3"; "the last of May" and "last month" are none."""
    if low_at(passage.tokens, index) not in {"last", "previous"}:
        return None
    readers = (_month_alone, _quarter, _holiday)
    said = next((said for reader in readers if (said := reader(passage, index + 1, today)) is not None), None)
    if said is not None:
        return said
    weekday = WEEKDAYS.get(low_at(passage.tokens, index + 1))
    if weekday is None:
        return None
    return Day(today - datetime.timedelta(days=(today.weekday() - weekday) % 7 or 7), index + 2)


def _relative(passage: Passage, index: int, today: datetime.date) -> Day | None:
    """ "tomorrow", "next month", "this quarter", "in five months", "3 weeks ago", "6 months from now"."""
    tokens = passage.tokens
    word = low_at(tokens, index)
    if word == "tomorrow":
        return Day(today + datetime.timedelta(days=1), index + 1)
    if word in {"today", "tonight"} and low_at(tokens, index - 1) in {"by", "before", "until", "due"}:
        return Day(today, index + 1)
    if word in {"next", "this"} and low_at(tokens, index + 1) in PERIOD_KINDS:
        if word == "this" and low_at(tokens, index - 1) not in {"by", "before", "within", "in", "until"}:
            return None
        kind = PERIOD_KINDS[low_at(tokens, index + 1)]
        return Day(None, index + 2, next_stretch(kind, today) if word == "next" else stretch_of(kind, today))
    leads = word in {"in", "within"}
    start = index + 1 if leads else index
    while leads and low_at(tokens, start) in BETWEEN_IN_AND_COUNT:
        if low_at(tokens, start) == "the" and low_at(tokens, start + 1) not in {"next", "coming"}:
            return None
        start += 1
    span = _span_of_days(passage, start)
    if span is None:
        return None
    count, unit, stop = span
    if low_at(tokens, stop) == "ago":
        return Day(_later(today, -count, unit), stop + 1)
    if low_at(tokens, stop) == "from" and low_at(tokens, stop + 1) in {"now", "today"}:
        return Day(_later(today, count, unit), stop + 2)
    if (
        word == "in"
        and (unit in FAR_UNITS or _speaks_of_delivery(passage, index))
        and low_at(tokens, stop) not in {"of", "or"}
    ):
        return Day(_later(today, count, unit), stop)
    if word == "within" and _speaks_of_delivery(passage, index) and unit in FAR_UNITS:
        return Day(_later(today, count, unit), stop)
    return None


def _speaks_of_delivery(passage: Passage, index: int) -> bool:
    return passage.has_near(DELIVERY_WORDS, index, 10, 8)


def _span_of_days(passage: Passage, index: int) -> tuple[float, str, int] | None:
    """The count, the unit's word and the index after "five months", "a week" or "half a year"."""
    tokens = passage.tokens
    word = low_at(tokens, index)
    if word in {"a", "an", "one"} and low_at(tokens, index + 1) in FAR_UNITS | NEAR_UNITS:
        return 1.0, low_at(tokens, index + 1), index + 2
    if word == "half" and low_at(tokens, index + 1) == "a" and low_at(tokens, index + 2) == "year":
        return 6.0, "months", index + 3
    amount = amount_at(tokens, index)
    if amount is None or amount.high > 600 or amount.thousands is not None:
        return None
    unit = low_at(tokens, amount.stop)
    return (amount.high, unit, amount.stop + 1) if unit in FAR_UNITS | NEAR_UNITS else None


def _later(today: datetime.date, count: float, unit: str) -> datetime.date:
    if unit.startswith("d"):
        return today + datetime.timedelta(days=round(count))
    if unit.startswith("w"):
        return today + datetime.timedelta(days=round(7 * count))
    months = {"m": 1, "q": 3, "y": 12}[unit[0]]
    return months_later(today, round(count * months))


def _day_and_month(passage: Passage, index: int, today: datetime.date) -> Day | None:
    """ "30 September", "the 24th of December 2026"; "24th and 25th of December" gives its first half here."""
    tokens = passage.tokens
    day = _day_number(tokens, index)
    if day is None:
        return None
    number, stop = day
    if (
        low_at(tokens, stop) == "of"
        or low_at(tokens, stop) in {"-", "–"}
        and glued_at(tokens, stop)
        and kind_at(tokens, stop + 1) == "word"
    ):
        stop += 1
    if low_at(tokens, stop) not in MONTHS or kind_at(tokens, stop) != "word" or _is_modal_may(tokens, stop):
        return _first_of_several(passage, number, index, stop, today)
    year, after = _year_after(tokens, stop + 1, today)
    past = low_at(tokens, index - 1) in PAST_LEADS or _tells_of_the_past(passage, index)
    return Day(_resolved(MONTHS[low_at(tokens, stop)], number, year, today, past), after)


def _is_modal_may(tokens: Sequence[Token], index: int) -> bool:
    return (
        tokens[index].text == "may"
        and kind_at(tokens, index + 1) == "word"
        and low_at(tokens, index + 1) in {"be", "have", "not", "need", "use", "take", "get", "go"}
    )


def _first_of_several(passage: Passage, number: int, index: int, stop: int, today: datetime.date) -> Day | None:
    """ "24th" where "and 25th of December" follows."""
    tokens = passage.tokens
    if low_at(tokens, stop) not in {"and", "or", "to", "-", "–"}:
        return None
    second = _day_number(tokens, stop + 1)
    if second is None:
        return None
    month_at = second[1] + (low_at(tokens, second[1]) == "of")
    if low_at(tokens, month_at) not in MONTHS or kind_at(tokens, month_at) != "word":
        return None
    year, _ = _year_after(tokens, month_at + 1, today)
    return Day(_resolved(MONTHS[low_at(tokens, month_at)], number, year, today, past=False), stop)


def _month_and_day(passage: Passage, index: int, today: datetime.date) -> Day | None:
    """ "September 30", "Sept 30th, 2026"."""
    tokens = passage.tokens
    word = low_at(tokens, index)
    if (
        word not in MONTHS
        or kind_at(tokens, index) != "word"
        or tokens[index].text in {"may", "march", "mar"}
        and low_at(tokens, index - 1) not in MONTH_LEADS | {"on"}
    ):
        return None
    following = index + 1
    if low_at(tokens, following) == "." and word in SHORT_MONTHS and glued_at(tokens, following):
        following += 1
    if low_at(tokens, following) == "the":
        following += 1
    day = _day_number(tokens, following)
    if day is None or _starts_a_quantity(tokens, day[1]):
        return None
    year, stop = _year_after(tokens, day[1] + (low_at(tokens, day[1]) == ","), today)
    if year is None:
        stop = day[1]
    past = low_at(tokens, index - 1) in PAST_LEADS or _tells_of_the_past(passage, index)
    return Day(_resolved(MONTHS[word], day[0], year, today, past), stop)


def _starts_a_quantity(tokens: Sequence[Token], index: int) -> bool:
    """Whether what follows makes the number before it a count: "In March 20 users left"."""
    return (
        kind_at(tokens, index) == "word"
        and low_at(tokens, index) not in NOT_IN_A_PHRASE
        or low_at(tokens, index) in {"%", "€", "$"}
    )


def _month_alone(passage: Passage, index: int, today: datetime.date) -> Day | None:
    """ "in September", "by March 2027"."""
    tokens = passage.tokens
    word = low_at(tokens, index)
    if (
        word not in MONTHS
        or kind_at(tokens, index) != "word"
        or glued_at(tokens, index)
        and low_at(tokens, index - 1) != "-"
    ):
        return None
    year, stop = _year_after(tokens, index + 1, today)
    before = low_at(tokens, index - 1)
    if kind_at(tokens, index - 1) == "number" or before in ORDINAL_ENDINGS:
        return None
    if year is None and (word in WORDS_TOO or word in SHORT_MONTHS) and before not in MONTH_LEADS:
        return None
    if (
        year is None
        and word in {"may", "march", "mar"}
        and before in {"to", "and", "or", "for", "last", "-"}
        and not tokens[index].text[0].isupper()
    ):
        return None
    past = before in PAST_LEADS or _tells_of_the_past(passage, index)
    stretch = _month_stretch(MONTHS[word], year, today, past)
    return Day(None, stop, stretch, period="year" if before in {"every", "each"} else None, past=past)


def _tells_of_the_past(passage: Passage, index: int) -> bool:
    """ "the bill was 300 in May", "at Easter we lost two days": a clause in the past tense, and nothing in it that lies ahead."""
    tokens = passage.tokens
    before = index - 2 if low_at(tokens, index - 1) in {"early", "late", "mid", "the", "-"} else index - 1
    if low_at(tokens, before) not in MAY_TELL_OF_THE_PAST:
        return False
    around = passage.clause(index)
    if len(around) <= SHORT_CLAUSE and before <= around.start + 1:
        around = passage.sentence(index)
    around = range(max(around.start, index - FAR_BEFORE), min(around.stop, index + FAR_AFTER))
    told = [near for near in around if _is_past_tense(tokens, near)]
    ahead = [near for near in around if tokens[near].low in AHEAD and near != index]
    # What lies ahead bears on the date unless it comes after both: "we launched in May and want to grow".
    return any(all(other > max(verb, index) for other in ahead) for verb in told)


FAR_BEFORE, FAR_AFTER = 16, 10
"""Tokens within which a verb tells when something was."""
SHORT_CLAUSE = 4
"""Tokens of "In late March," whose verb stands in the next clause."""


def _is_past_tense(tokens: Sequence[Token], index: int) -> bool:
    """An irregular form, or one in -ed behind who or what did it."""
    word = low_at(tokens, index)
    if word in PAST_VERBS:
        return low_at(tokens, index - 1) not in {"be", "being", "get", "is", "are", "to"}
    if not word.endswith("ed") or len(word) < 5 or word.endswith("eed") or word in REPORTING_VERBS:
        return False
    return kind_at(tokens, index - 1) in {"word", "coded"} and low_at(tokens, index - 1) not in BEFORE_AN_ADJECTIVE


def _quarter(passage: Passage, index: int, today: datetime.date) -> Day | None:
    past = low_at(passage.tokens, index - 1) in PAST_LEADS or _tells_of_the_past(passage, index)
    hit = _quarter_stretch(passage.tokens, index, today, past)
    return None if hit is None else Day(None, hit.stop, hit.value, past=past)


def _quarter_stretch(tokens: Sequence[Token], index: int, today: datetime.date, past: bool) -> Hit[Stretch] | None:
    """ "Q3", "Q1 2027", "H2"."""
    word = low_at(tokens, index)
    if (
        len(word) != 2
        or kind_at(tokens, index) != "coded"
        or (word[0], word[1]) not in {(a, b) for a, bs in (("q", "1234"), ("h", "12")) for b in bs}
    ):
        return None
    if word[0] == "h" and low_at(tokens, index - 1) not in MONTH_LEADS:
        return None
    kind: PeriodKind = "quarter" if word[0] == "q" else "half"
    length = 3 if kind == "quarter" else 6
    year, stop = _year_after(tokens, index + 1, today)
    stretch = stretch_of(kind, datetime.date(year or today.year, (int(word[1]) - 1) * length + 1, 1))
    if year is None and stretch.last < today and not past:
        stretch = stretch_of(kind, months_later(stretch.first, 12))
    if year is None and stretch.first > today and past:
        stretch = stretch_of(kind, months_later(stretch.first, -12))
    return Hit(stretch, stop)


def _holiday(passage: Passage, index: int, today: datetime.date) -> Day | None:
    tokens = passage.tokens
    hit = HOLIDAYS.at(tokens, index)
    if hit is None:
        return None
    first = low_at(tokens, index)
    if (
        first in {"new", "the"}
        and low_at(tokens, hit.stop - 1) == "year"
        and low_at(tokens, index - 1) not in {"before", "by", "after", "until", "the"}
    ):
        return None
    year, stop = _year_after(tokens, hit.stop, today)
    if year is not None:
        return Day(hit.value(year), stop)
    this_year = hit.value(today.year)
    if low_at(tokens, index - 1) in PAST_LEADS or _tells_of_the_past(passage, index):
        return Day(this_year if this_year <= today else hit.value(today.year - 1), hit.stop)
    return Day(this_year if this_year >= today else hit.value(today.year + 1), hit.stop)


def _weekday(passage: Passage, index: int, today: datetime.date) -> Day | None:
    """ "by Friday", "next Monday"; "on Mondays" and a plain "Monday morning" are habits, not days."""
    tokens = passage.tokens
    word = low_at(tokens, index)
    if word not in WEEKDAYS:
        return None
    before = low_at(tokens, index - 1)
    if before == "on" and not _speaks_of_delivery(passage, index) or before not in DEADLINE_LEADS | {"on"}:
        return None
    ahead = (WEEKDAYS[word] - today.weekday()) % 7 or 7
    if _tells_of_the_past(passage, index):
        return Day(today - datetime.timedelta(days=(today.weekday() - WEEKDAYS[word]) % 7 or 7), index + 1)
    if before == "next":
        return Day(next_stretch("week", today).first + datetime.timedelta(days=WEEKDAYS[word]), index + 1)
    return Day(today + datetime.timedelta(days=ahead), index + 1)


def _year_alone(passage: Passage, index: int, today: datetime.date) -> Day | None:
    """ "in 2027", "since 2019"."""
    tokens = passage.tokens
    year = _year_of(tokens, index)
    if year is None or low_at(tokens, index - 1) not in YEAR_LEADS:
        return None
    if _starts_a_quantity(tokens, index + 1) or low_at(tokens, index + 1) in {"to", "-", "–", "or"}:
        return None
    return Day(None, index + 1, stretch_of("year", datetime.date(year, 1, 1)))


def _day_of_month(passage: Passage, index: int, today: datetime.date) -> Day | None:
    """ "by the 15th", "24th and 25th"; "the 2nd version" is none."""
    tokens = passage.tokens
    day = _day_number(tokens, index)
    if day is None or day[1] == index + 1:
        return None
    number, stop = day
    following = low_at(tokens, stop)
    if kind_at(tokens, stop) in {"word", "coded"} and following not in AFTER_A_DAY_OF_THE_MONTH:
        return None
    before = low_at(tokens, index - 1)
    if before == "the":
        before = low_at(tokens, index - 2)
    paired = {following, before} & {"and", "or", "to", "-", "–"} and (
        _day_number(tokens, stop + 1) or _ends_in_ordinal(tokens, index - 2)
    )
    recurring = _names_a_recurring_month(tokens, stop)
    if before not in {"on", "by", "before", "until", "till", "around", "due"} and not paired and recurring is None:
        return None
    first = today.replace(day=1)
    for months in range(13):
        month = months_later(first, months)
        try:
            candidate = month.replace(day=number)
        except ValueError:
            continue
        if candidate >= today:
            return Day(candidate, stop if recurring is None else recurring, period="month" if recurring else None)
    return None


def _ends_in_ordinal(tokens: Sequence[Token], index: int) -> bool:
    return low_at(tokens, index) in ORDINAL_ENDINGS and glued_at(tokens, index)


def _names_a_recurring_month(tokens: Sequence[Token], index: int) -> int | None:
    """Index after "of the month", "of each month", "every month"."""
    if low_at(tokens, index) == "of":
        index += 1
    if low_at(tokens, index) in {"the", "each", "every", "a"} and low_at(tokens, index + 1) == "month":
        return index + 2
    return None


def _season(passage: Passage, index: int, today: datetime.date) -> Day | None:
    """ "before summer" is a deadline whose day depends on where people live: the phrase without a day."""
    tokens = passage.tokens
    if low_at(tokens, index) not in SEASONS:
        return None
    before = low_at(tokens, index - 1)
    if before in {"the", "this", "next"}:
        before = low_at(tokens, index - 2) if before == "the" else before
    if (
        before not in {"by", "before", "until", "after", "next", "this", "in", "during"}
        or low_at(tokens, index) in {"fall", "spring"}
        and before == "in"
    ):
        return None
    if kind_at(tokens, index + 1) == "word" and low_at(tokens, index + 1) not in NOT_IN_A_PHRASE:
        return None
    return Day(None, index + 1)


# The parts of a date


def _day_number(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """The day of a month and the index after it: "30", "30th"."""
    if kind_at(tokens, index) != "number" or not tokens[index].text.isdigit() or not 1 <= int(tokens[index].text) <= 31:
        return None
    if glued_at(tokens, index + 1) and low_at(tokens, index + 1) in ORDINAL_ENDINGS:
        return int(tokens[index].text), index + 2
    if glued_at(tokens, index + 1) and kind_at(tokens, index + 1) in {"word", "coded"}:
        return None
    return int(tokens[index].text), index + 1


def _year_of(tokens: Sequence[Token], index: int) -> int | None:
    if kind_at(tokens, index) != "number" or len(tokens[index].text) != 4 or not tokens[index].text.isdigit():
        return None
    year = int(tokens[index].text)
    return (
        year
        if 1950 <= year <= 2099 and not (glued_at(tokens, index + 1) and kind_at(tokens, index + 1) == "word")
        else None
    )


def _year_after(tokens: Sequence[Token], index: int, today: datetime.date) -> tuple[int | None, int]:
    """The year said behind a month or a day, as a number or as "(of) last year", and the index after it."""
    said = index + (low_at(tokens, index) == "of")
    if low_at(tokens, said) in YEARS_FROM_NOW and low_at(tokens, said + 1) == "year":
        return today.year + YEARS_FROM_NOW[low_at(tokens, said)], said + 2
    year = _year_of(tokens, index)
    if year is not None and _starts_a_quantity(tokens, index + 1):
        return None, index
    return year, index + 1 if year is not None else index


def _resolved(month: int, day: int, year: int | None, today: datetime.date, past: bool) -> datetime.date:
    """That day in the given year, or the nearest one ahead (behind, where it is said to be past). ValueError for 31 June."""
    if year is not None:
        return datetime.date(year, month, day)
    step = -1 if past else 1
    for offset in range(9):
        try:
            candidate = datetime.date(today.year + step * offset, month, day)
        except ValueError:
            if (month, day) != (2, 29):
                raise
            continue
        if (candidate <= today) if past else (candidate >= today):
            return candidate
    raise ValueError(f"no such day: {day}/{month}")


def _month_stretch(month: int, year: int | None, today: datetime.date, past: bool) -> Stretch:
    if year is not None:
        return stretch_of("month", datetime.date(year, month, 1))
    stretch = stretch_of("month", datetime.date(today.year, month, 1))
    if past and stretch.first > today:
        return stretch_of("month", datetime.date(today.year - 1, month, 1))
    if not past and stretch.last < today:
        return stretch_of("month", datetime.date(today.year + 1, month, 1))
    return stretch
