"""Units as people write them, each with its value in the base unit: seconds, bytes, percent, a currency's ISO code."""

from collections.abc import Sequence

from assistant.domain.reading.facts import Period
from assistant.domain.reading.tokens import Hit, Phrases, Token, glued_at, kind_at, low_at
from assistant.domain.reading.wordlists import words

MINUTE, HOUR, DAY, WEEK = 60.0, 3600.0, 86400.0, 604800.0
YEAR = 365 * DAY
MONTH, QUARTER = YEAR / 12, YEAR / 4

PERIOD_SECONDS: dict[Period, float] = {
    "second": 1.0,
    "minute": MINUTE,
    "hour": HOUR,
    "day": DAY,
    "week": WEEK,
    "month": MONTH,
    "quarter": QUARTER,
    "year": YEAR,
}
"""A sprint or a release has no fixed length."""

BILLING_PERIODS: frozenset[Period] = frozenset({"day", "week", "month", "quarter", "year"})
"""What money is paid by; nobody pays per second."""

DURATIONS: dict[str, float] = {
    "ns": 1e-9, "nanosecond": 1e-9, "nanoseconds": 1e-9,
    "µs": 1e-6, "μs": 1e-6, "microsecond": 1e-6, "microseconds": 1e-6,
    "ms": 1e-3, "msec": 1e-3, "msecs": 1e-3, "millis": 1e-3, "millisecond": 1e-3, "milliseconds": 1e-3,
    "miliseconds": 1e-3, "milisecond": 1e-3, "millisec": 1e-3,
    "s": 1.0, "sec": 1.0, "secs": 1.0, "second": 1.0, "seconds": 1.0, "secound": 1.0, "secounds": 1.0,
    "min": MINUTE, "mins": MINUTE, "minute": MINUTE, "minutes": MINUTE, "minuts": MINUTE, "minuets": MINUTE,
    "h": HOUR, "hr": HOUR, "hrs": HOUR, "hour": HOUR, "hours": HOUR,
    "d": DAY, "day": DAY, "days": DAY, "night": DAY, "nights": DAY,
    "w": WEEK, "wk": WEEK, "wks": WEEK, "week": WEEK, "weeks": WEEK, "fortnight": 2 * WEEK, "fortnights": 2 * WEEK,
    "mo": MONTH, "mos": MONTH, "month": MONTH, "months": MONTH, "quarter": QUARTER, "quarters": QUARTER,
    "y": YEAR, "yr": YEAR, "yrs": YEAR, "year": YEAR, "years": YEAR, "decade": 10 * YEAR, "decades": 10 * YEAR,
}  # fmt: skip
GLUED_DURATIONS = words("s d w y h ns mo")
"""Too short to trust with a blank before them, save "s" and "h"."""
DAY_MODIFIERS = words("working business calendar full whole consecutive straight")

BYTE_UNITS: dict[str, float] = {
    "byte": 1, "bytes": 1,
    "kb": 1e3, "kilobyte": 1e3, "kilobytes": 1e3, "kbyte": 1e3, "kbytes": 1e3, "kib": 2.0**10,
    "mb": 1e6, "megabyte": 1e6, "megabytes": 1e6, "meg": 1e6, "megs": 1e6, "mbyte": 1e6, "mbytes": 1e6, "mib": 2.0**20,
    "gb": 1e9, "gigabyte": 1e9, "gigabytes": 1e9, "gig": 1e9, "gigs": 1e9, "gbyte": 1e9, "gbytes": 1e9, "gib": 2.0**30,
    "tb": 1e12, "terabyte": 1e12, "terabytes": 1e12, "tera": 1e12, "tbyte": 1e12, "tib": 2.0**40,
    "pb": 1e15, "petabyte": 1e15, "petabytes": 1e15, "pib": 2.0**50,
}  # fmt: skip
BIT_RATES: dict[str, float] = {
    "kbps": 125.0, "kbit": 125.0, "mbps": 125e3, "mbit": 125e3, "gbps": 125e6, "gbit": 125e6,
    "megabit": 125e3, "megabits": 125e3, "gigabit": 125e6, "gigabits": 125e6,
}  # fmt: skip

PERCENT = Phrases.listed(
    {
        1.0: ("%|percent|per cent|pct|procent|percentage points"),
    }
)

CURRENCY_MARKS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₺": "TRY", "₩": "KRW"}
CURRENCIES: dict[str, str | None] = {
    **CURRENCY_MARKS,
    "euro": "EUR", "euros": "EUR", "eur": "EUR", "euroes": "EUR",
    "dollar": "USD", "dollars": "USD", "usd": "USD", "bucks": "USD",
    "pound": "GBP", "pounds": "GBP", "quid": "GBP", "gbp": "GBP",
    "franc": "CHF", "francs": "CHF", "chf": "CHF", "yen": "JPY", "jpy": "JPY",
    "rupee": "INR", "rupees": "INR", "inr": "INR", "sek": "SEK", "nok": "NOK", "dkk": "DKK",
    "pln": "PLN", "zloty": "PLN", "zł": "PLN", "czk": "CZK", "huf": "HUF", "aud": "AUD", "cad": "CAD", "nzd": "NZD",
    "sgd": "SGD", "brl": "BRL", "reais": "BRL", "zar": "ZAR", "rand": "ZAR", "cny": "CNY", "rmb": "CNY", "yuan": "CNY",
    "ils": "ILS", "shekel": "ILS", "shekels": "ILS", "aed": "AED", "mxn": "MXN", "kr": None,
    "kronor": "SEK", "krona": "SEK", "kroner": None, "peso": None, "pesos": None,
}  # fmt: skip
"""ISO code by word; None where several currencies share the word."""
CENTS = frozenset({"cent", "cents", "ct", "cts"})

PERIOD_WORDS: dict[str, Period] = {
    "second": "second", "sec": "second", "s": "second", "minute": "minute", "min": "minute",
    "hour": "hour", "hr": "hour", "h": "hour", "day": "day", "d": "day", "night": "day", "week": "week", "wk": "week",
    "month": "month", "mo": "month", "mth": "month", "quarter": "quarter", "year": "year", "yr": "year", "annum": "year",
    "sprint": "sprint", "release": "release",
}  # fmt: skip
SHORT_PERIODS = words("s h d sec min hr wk mo mth yr")
PERIOD_ADVERBS: dict[str, Period] = {
    "hourly": "hour", "daily": "day", "nightly": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter",
    "yearly": "year", "annually": "year",
}  # fmt: skip
PAST_PERIODS: Phrases[Period] = Phrases(
    {
        f"{lead}{word} {period}": period
        for lead in ("", "in the ", "over the ", "during the ")
        for word in ("last", "past", "previous")
        for period in ("hour", "day", "week", "month", "quarter", "year")
    }
    | {"yesterday": "day"}
)
MONEY_PERIODS: Phrases[Period] = Phrases.listed({"month": "pm|p / m|p.m.|pcm|/ m", "year": "p.a.|pa"})

RATE_UNITS: dict[str, tuple[str, Period]] = {
    "rps": ("request", "second"), "qps": ("query", "second"), "tps": ("transaction", "second"),
    "eps": ("event", "second"), "iops": ("operation", "second"), "rpm": ("request", "minute"),
}  # fmt: skip


def period_at(tokens: Sequence[Token], index: int) -> Hit[Period] | None:
    """ "per second", "a day", "each month", "/s", "daily" at this token."""
    word = low_at(tokens, index)
    if word in PERIOD_ADVERBS:
        return Hit(PERIOD_ADVERBS[word], index + 1)
    following = index + 1
    if word in {"per", "each", "every"} and low_at(tokens, following) in {"working", "business", "calendar", "single"}:
        following += 1
    period = PERIOD_WORDS.get(low_at(tokens, following))
    if period is None:
        return None
    if word in {"per", "/"}:
        return Hit(period, following + 1)
    short = low_at(tokens, following) in SHORT_PERIODS
    if word in {"a", "an", "each", "every"} and not short and period not in {"release", "sprint"}:
        return Hit(period, following + 1)
    if word in {"each", "every"} and not short:
        return Hit(period, following + 1)
    return None


def duration_unit_at(tokens: Sequence[Token], index: int) -> Hit[float] | None:
    """Seconds in the unit that follows an amount: "60 s", "15-minute", "5 working days"."""
    if low_at(tokens, index) == "-" and glued_at(tokens, index) and glued_at(tokens, index + 1):
        index += 1
    if low_at(tokens, index) in DAY_MODIFIERS:
        index += 1
    word = low_at(tokens, index)
    if kind_at(tokens, index) != "word" or word not in DURATIONS:
        return None
    if word in GLUED_DURATIONS and not glued_at(tokens, index) and word not in {"s", "h", "ns"}:
        return None
    stop = index + 1
    if low_at(tokens, stop) == "-" and glued_at(tokens, stop) and kind_at(tokens, stop + 1) == "word":
        if low_at(tokens, stop + 1) == "long":
            return Hit(DURATIONS[word], stop + 2)
        return Hit(DURATIONS[word], stop) if low_at(tokens, stop + 1) == "old" else None
    return Hit(DURATIONS[word], stop)
