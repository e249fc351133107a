"""Stretches of the calendar (a month, a quarter, a week) and the day that "early", "mid" or "end of" means in them."""

import datetime
from typing import Literal, NamedTuple

Edge = Literal["start", "early", "mid", "late", "end"]
PeriodKind = Literal["week", "month", "quarter", "half", "year"]
MONTHS_IN: dict[PeriodKind, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}


class Stretch(NamedTuple):
    """From the first day to the last, both included."""

    first: datetime.date
    last: datetime.date


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months on, or the last day of a shorter month."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    following = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return datetime.date(year, month + 1, min(day.day, (following - datetime.timedelta(days=1)).day))


def stretch_of(kind: PeriodKind, day: datetime.date) -> Stretch:
    """The week, month, quarter, half or year that the day is in."""
    if kind == "week":
        first = day - datetime.timedelta(days=day.weekday())
        return Stretch(first, first + datetime.timedelta(days=6))
    length = MONTHS_IN[kind]
    first = datetime.date(day.year, (day.month - 1) // length * length + 1, 1)
    return Stretch(first, months_later(first, length) - datetime.timedelta(days=1))


def next_stretch(kind: PeriodKind, day: datetime.date) -> Stretch:
    return stretch_of(kind, stretch_of(kind, day).last + datetime.timedelta(days=1))


def day_in(stretch: Stretch, edge: Edge) -> datetime.date:
    """The day meant: "early" and "late" are a sixth from either end."""
    days = (stretch.last - stretch.first).days
    offsets: dict[Edge, int] = {
        "start": 0,
        "early": days // 6,
        "mid": (days - 1) // 2,
        "late": days - days // 6,
        "end": days,
    }
    return stretch.first + datetime.timedelta(days=offsets[edge])


def easter(year: int) -> datetime.date:
    """Easter Sunday in the Gregorian calendar (the anonymous computus)."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    leap_skips, leap_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_skips - correction + 15) % 30
    leap_years, year_rest = divmod(in_century, 4)
    weekday = (32 + 2 * leap_rest + 2 * leap_years - epact - year_rest) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return datetime.date(year, month, day + 1)


def fourth_thursday_of_november(year: int) -> datetime.date:
    first = datetime.date(year, 11, 1)
    return first + datetime.timedelta(days=(3 - first.weekday()) % 7 + 21)
