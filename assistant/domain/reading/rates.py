"""How often: intervals, things per time, and the period that stands away from its count."""

from dataclasses import replace

from assistant.domain.reading import units
from assistant.domain.reading.amounts import Amount, amount_at
from assistant.domain.reading.facts import Period
from assistant.domain.reading.found import Found
from assistant.domain.reading.nouns import NOT_IN_A_PHRASE
from assistant.domain.reading.passage import Passage
from assistant.domain.reading.scope import bound_before
from assistant.domain.reading.tokens import kind_at, low_at
from assistant.domain.reading.wordlists import words

TIMES: dict[str, float] = {"once": 1, "twice": 2, "thrice": 3}
TYPICAL = words("normal typical average busy regular usual quiet good bad peak working single given")
BETWEEN_COUNT_AND_PERIOD = words("of from to by in for with at on our the their my into through about across")


def interval_at(passage: Passage, index: int) -> list[Found] | None:
    """ "every 15 minutes" is a rate and the duration between two; "every other day", "every hour" are rates."""
    tokens = passage.tokens
    if low_at(tokens, index) not in {"every", "each"}:
        return None
    amount = amount_at(tokens, index + 1)
    if amount is not None:
        unit = units.duration_unit_at(tokens, amount.stop)
        if unit is None or amount.low <= 0:
            return None
        shortest, longest = amount.low * unit.value, amount.high * unit.value
        rate = Found("rate", index, unit.stop, 1 / longest, 1 / shortest)
        return [rate, Found("duration", index + 1, unit.stop, shortest, longest)]
    skip = (
        2
        if low_at(tokens, index + 1) in {"other", "single", "second"}
        and low_at(tokens, index + 2) in units.PERIOD_WORDS
        else 1
    )
    period = units.PERIOD_WORDS.get(low_at(tokens, index + skip))
    if period is None or period not in units.PERIOD_SECONDS or low_at(tokens, index + skip) in units.SHORT_PERIODS:
        return None
    if period == "second" and kind_at(tokens, index + 2) == "word" and low_at(tokens, index + 2) not in NOT_IN_A_PHRASE:
        return None
    seconds = units.PERIOD_SECONDS[period] * (2 if skip == 2 and low_at(tokens, index + 1) != "single" else 1)
    return [
        Found(
            "rate",
            index,
            index + skip + 1,
            1 / seconds,
            1 / seconds,
            period=period if seconds == units.PERIOD_SECONDS[period] else None,
        )
    ]


def times_at(passage: Passage, index: int) -> Found | None:
    """ "once a day", "twice per week", "once every two weeks"."""
    tokens = passage.tokens
    count = TIMES.get(low_at(tokens, index))
    if count is None:
        return None
    period = units.period_at(tokens, index + 1)
    if period is not None and period.value in units.PERIOD_SECONDS:
        per_second = count / units.PERIOD_SECONDS[period.value]
        return Found("rate", index, period.stop, per_second, per_second, period=period.value)
    interval = interval_at(passage, index + 1)
    if interval is None:
        return None
    rate = interval[0]
    return replace(rate, first=index, low=count * (rate.low or 0), high=count * (rate.high or 0))


def rate_of(amount: Amount, stop: int, noun: str | None, period: Period) -> Found:
    seconds = units.PERIOD_SECONDS.get(period)
    if seconds is None:
        return Found("number", amount.first, stop, amount.low, amount.high, unit=noun, period=period)
    return Found("rate", amount.first, stop, amount.low / seconds, amount.high / seconds, noun=noun, period=period)


def period_after_words(passage: Passage, index: int) -> tuple[Period, int] | None:
    """The period a few words on, in the same clause: "60 calls from partners per month"."""
    tokens = passage.tokens
    if low_at(tokens, index) not in BETWEEN_COUNT_AND_PERIOD:
        return None
    limit = min(passage.clause(max(index - 1, 0)).stop, index + 6)
    for position in range(index, limit):
        if kind_at(tokens, position) == "number":
            return None
        period = units.period_at(tokens, position)
        if period is not None and (low_at(tokens, position) in {"per", "/"} or position > index):
            if low_at(tokens, position) in {"a", "an"} and not is_followed_by_nothing_counted(passage, period.stop):
                return None
            return period.value, period.stop
        word = low_at(tokens, position)
        if kind_at(tokens, position) != "word" or (word in NOT_IN_A_PHRASE and word not in BETWEEN_COUNT_AND_PERIOD):
            return None
    return None


def is_followed_by_nothing_counted(passage: Passage, index: int) -> bool:
    tokens = passage.tokens
    return kind_at(tokens, index) != "word" or low_at(tokens, index) in NOT_IN_A_PHRASE


def on_a_typical_day(passage: Passage, count: Found) -> Found:
    """ "on a normal day 38,000 updates": the period said first makes the count a rate."""
    tokens = passage.tokens
    clause = passage.clause(count.first)
    for start in range(max(clause.start, count.first - 7), count.first - 2):
        if low_at(tokens, start) not in {"on", "in", "during"} or low_at(tokens, start + 1) not in {"a", "an"}:
            continue
        named = start + 2 + (low_at(tokens, start + 2) in TYPICAL)
        period = units.PERIOD_WORDS.get(low_at(tokens, named))
        if period in units.BILLING_PERIODS | {"hour"} and low_at(tokens, named) not in units.SHORT_PERIODS:
            seconds = units.PERIOD_SECONDS[period]
            return replace(
                count, kind="rate", bound=bound_before(passage, count.first), first=start, unit=None, noun=count.unit, period=period,
                low=(count.low or 0) / seconds, high=(count.high or 0) / seconds,
            )  # fmt: skip
    return count


def leading_periods(passage: Passage, found: list[Found]) -> list[Found]:
    """ "every week we get 60 calls" is a rate of 60 a week, not a weekly event and a count."""
    merged: list[Found] = []
    for quantity in found:
        last = merged[-1] if merged else None
        if (
            last is not None
            and last.kind == "rate"
            and last.period is not None
            and last.noun is None
            and quantity.kind == "number"
            and quantity.unit not in {None, "percentile", "x"}
            and last.stop == last.first + 2
            and low_at(passage.tokens, last.first) in {"every", "each"}
            and quantity.first - last.stop <= 4
            and passage.sentence(last.first) == passage.sentence(quantity.first)
            and quantity.low is not None
            and quantity.high is not None
        ):
            seconds = units.PERIOD_SECONDS[last.period]
            merged[-1] = replace(
                quantity, kind="rate", bound=bound_before(passage, quantity.first), first=last.first, unit=None, noun=quantity.unit, period=last.period,
                low=quantity.low / seconds, high=quantity.high / seconds,
            )  # fmt: skip
        else:
            merged.append(quantity)
    return merged
