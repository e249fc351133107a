"""Sizes, shares and durations: amounts with a unit of their own."""

from dataclasses import replace

from assistant.domain.reading import units
from assistant.domain.reading.amounts import Amount, as_decimal, value_at
from assistant.domain.reading.facts import Period
from assistant.domain.reading.found import Found
from assistant.domain.reading.nouns import NOT_IN_A_PHRASE, noun_at
from assistant.domain.reading.passage import Passage
from assistant.domain.reading.tokens import glued_at, kind_at, low_at
from assistant.domain.reading.wordlists import words

NINES = {"two": 99.0, "three": 99.9, "four": 99.99, "five": 99.999, "six": 99.9999}
FRACTION_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "nine": 9}
FRACTIONS = {"third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10}
LEADS_INTO_ARTICLE_DURATION = words(
    "within for in takes take took taking about under over after than least most to almost nearly around lasts "
    "last down lost lose cost costs = : is was spend spends ~ < > max maximum half another"
)
FOLLOWS_ARTICLE_DURATION = words("max or at later late long maximum tops delay ago each")
LEADS_INTO_JUDGEMENT = words(
    "is would will should might could may seems sounds feels 's 'd still be just about right too"
)
JUDGEMENTS = words(
    "fine ok okay enough acceptable tolerable plenty alright good do suffice long slow late much short bearable"
)
TIME_SPENT = words("downtime outage outages maintenance work effort support interruption unavailability training")


def percentile_at(passage: Passage, index: int) -> Found | None:
    tokens = passage.tokens
    token = tokens[index]
    if token.kind == "coded" and token.low[0] == "p" and token.low[1:].replace(".", "", 1).isdigit():
        value = float(token.low[1:])
        return Found("number", index, index + 1, value, value, unit="percentile") if 50 <= value < 100 else None
    if (
        token.kind == "number"
        and low_at(tokens, index + 1) in {"th", "st", "nd", "rd"}
        and low_at(tokens, index + 2) == "percentile"
    ):
        amount = value_at(tokens, index)
        return None if amount is None else Found("number", index, index + 3, amount.low, amount.low, unit="percentile")
    return None


def nines_at(passage: Passage, index: int) -> Found | None:
    value = NINES.get(low_at(passage.tokens, index))
    if value is None or low_at(passage.tokens, index + 1) != "nines":
        return None
    return Found("percent", index, index + 2, value, value)


def fraction_at(passage: Passage, index: int) -> Found | None:
    """ "two thirds of the drivers", "a quarter of"."""
    tokens = passage.tokens
    parts = FRACTION_COUNTS.get(low_at(tokens, index))
    if parts is None:
        return None
    named = index + 1 + (low_at(tokens, index + 1) == "-" and glued_at(tokens, index + 1))
    whole = FRACTIONS.get(low_at(tokens, named))
    if whole is None or low_at(tokens, named + 1) != "of" or parts >= whole or low_at(tokens, named + 2) in {"an", "a"}:
        return None
    return Found("percent", index, named + 1, 100 * parts / whole, 100 * parts / whole)


def part_of_whole(passage: Passage, amount: Amount) -> Found | None:
    """ "95 out of 100", "9 in 10"."""
    tokens = passage.tokens
    if low_at(tokens, amount.stop) == "out" and low_at(tokens, amount.stop + 1) == "of":
        whole = value_at(tokens, amount.stop + 2)
    elif low_at(tokens, amount.stop) == "in" and amount.high <= 99:
        whole = value_at(tokens, amount.stop + 1)
        if (
            whole is None
            or whole.low not in {5, 10, 20, 100, 1000}
            or units.duration_unit_at(tokens, whole.stop) is not None
        ):
            return None
    else:
        return None
    if whole is None or whole.low <= 0 or amount.high > whole.low:
        return None
    return Found("percent", amount.first, whole.stop, 100 * amount.low / whole.low, 100 * amount.high / whole.low)


def size_of(passage: Passage, amount: Amount, unit_at: int) -> Found | None:
    tokens = passage.tokens
    if low_at(tokens, unit_at) == "-" and glued_at(tokens, unit_at) and glued_at(tokens, unit_at + 1):
        unit_at += 1
    word = low_at(tokens, unit_at)
    scale, stop = units.BYTE_UNITS.get(word), unit_at + 1
    period: Period | None = None
    if scale is None and word in units.BIT_RATES:
        scale, period = units.BIT_RATES[word], "second"
        if not word.endswith("ps"):
            spelled = units.period_at(tokens, stop)
            if spelled is None or spelled.value != "second":
                return None
            stop = spelled.stop
    if scale is None and tokens[unit_at : unit_at + 1] and tokens[unit_at].text == "B" and not tokens[unit_at].glued:
        scale = 1.0
    if scale is None:
        return None
    low, high = (as_decimal(amount, value) for value in (amount.low, amount.high))
    if low is None or high is None:
        return None
    size = Found("size", amount.first, stop, low * scale, high * scale, period=period)
    if period is None and (said := units.period_at(tokens, stop)) is not None:
        return replace(size, stop=said.stop, period=said.value)
    if low_at(tokens, stop) in {"per", "/"}:
        noun, after = noun_at(tokens, stop + 1)
        return size if noun is None else replace(size, stop=after, noun=noun)
    if low_at(tokens, stop) in {"each", "apiece"}:
        return replace(size, stop=stop + 1)
    return size


def duration_of(passage: Passage, amount: Amount, unit_at: int) -> Found | None:
    tokens = passage.tokens
    unit = units.duration_unit_at(tokens, unit_at)
    if unit is None:
        return None
    low, high = as_decimal(amount, amount.low), as_decimal(amount, amount.high)
    if low is None or high is None:
        return None
    duration = Found("duration", amount.first, unit.stop, low * unit.value, high * unit.value)
    if low == high:
        duration = _with_smaller_unit(passage, duration, unit.value)
    period = units.period_at(tokens, duration.stop)
    if period is None and low_at(tokens, duration.stop + (low_at(tokens, duration.stop) == "of")) in TIME_SPENT:
        period = units.period_at(tokens, duration.stop + (low_at(tokens, duration.stop) == "of") + 1)
    if period is not None and units.PERIOD_SECONDS.get(period.value, 0) > (duration.high or 0):
        return replace(duration, stop=period.stop, period=period.value)
    return duration


def _with_smaller_unit(passage: Passage, duration: Found, unit: float) -> Found:
    """ "1h 30m", "2 hours and 15 minutes", "two years and a half"."""
    tokens = passage.tokens
    following = duration.stop
    if [low_at(tokens, following + offset) for offset in range(3)] == ["and", "a", "half"]:
        return replace(
            duration, stop=following + 3, low=(duration.low or 0) + unit / 2, high=(duration.high or 0) + unit / 2
        )
    if low_at(tokens, following) == "and":
        following += 1
    rest = value_at(tokens, following)
    if rest is None or rest.thousands is not None:
        return duration
    smaller = units.duration_unit_at(tokens, rest.stop)
    seconds, stop = (smaller.value, smaller.stop) if smaller else (0.0, 0)
    if unit == units.HOUR and smaller is None and low_at(tokens, rest.stop) == "m" and glued_at(tokens, rest.stop):
        seconds, stop = units.MINUTE, rest.stop + 1
    if not 0 < seconds < unit or rest.low * seconds >= unit:
        return duration
    total = (duration.low or 0) + rest.low * seconds
    return replace(duration, stop=stop, low=total, high=total)


def article_duration_at(passage: Passage, index: int) -> Found | None:
    """ "an hour", "half a year", "an hour and a half"; a lone "a day" only where something around it measures."""
    tokens = passage.tokens
    word, following = low_at(tokens, index), low_at(tokens, index + 1)
    if word == "half" and following in {"a", "an"} or word in {"a", "an"} and following == "half":
        unit = units.duration_unit_at(tokens, index + 2)
        return None if unit is None else Found("duration", index, unit.stop, unit.value / 2, unit.value / 2)
    if word == "half" and (unit := units.duration_unit_at(tokens, index + 1)) is not None:
        return Found("duration", index, unit.stop, unit.value / 2, unit.value / 2)
    if (
        word == "quarter"
        and following == "of"
        and low_at(tokens, index + 2) == "an"
        and low_at(tokens, index + 3) == "hour"
    ):
        start = index - 1 if low_at(tokens, index - 1) == "a" else index
        return Found("duration", start, index + 4, 900, 900)
    if word not in {"a", "an", "one"}:
        return None
    unit = units.duration_unit_at(tokens, index + 1)
    if unit is None or following in units.SHORT_PERIODS or following in {"quarter", "night"}:
        return None
    if [low_at(tokens, unit.stop + offset) for offset in range(3)] == ["and", "a", "half"]:
        return Found("duration", index, unit.stop + 3, unit.value * 1.5, unit.value * 1.5)
    if (
        following == "second"
        and kind_at(tokens, unit.stop) == "word"
        and low_at(tokens, unit.stop) not in NOT_IN_A_PHRASE
    ):
        return None
    if word == "one" and (period := units.period_at(tokens, unit.stop)) is not None:
        return Found("duration", index, period.stop, unit.value, unit.value, period=period.value)
    clause = passage.clause(index)
    fragment = len(clause) <= 3
    if (
        fragment
        or low_at(tokens, index - 1) in LEADS_INTO_ARTICLE_DURATION
        or low_at(tokens, unit.stop) in FOLLOWS_ARTICLE_DURATION
        or _is_judged(passage, unit.stop)
    ):
        return Found("duration", index, unit.stop, unit.value, unit.value)
    return None


def _is_judged(passage: Passage, index: int) -> bool:
    """ "… would be fine", "… is too long": what comes before is a measure of something."""
    if low_at(passage.tokens, index) not in LEADS_INTO_JUDGEMENT:
        return False
    while low_at(passage.tokens, index) in LEADS_INTO_JUDGEMENT:
        index += 1
    return low_at(passage.tokens, index) in JUDGEMENTS
