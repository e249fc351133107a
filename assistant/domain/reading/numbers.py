"""Quantities: an amount with the unit, thing or period that follows it. Dates, names and hedges are read elsewhere."""

from collections.abc import Callable, Collection
from dataclasses import replace

from assistant.domain.reading import people, units
from assistant.domain.reading.amounts import Amount, amount_at, as_thousands
from assistant.domain.reading.facts import FactKind
from assistant.domain.reading.found import Found
from assistant.domain.reading.measures import (
    article_duration_at,
    duration_of,
    fraction_at,
    nines_at,
    part_of_whole,
    percentile_at,
    size_of,
)
from assistant.domain.reading.nouns import is_plural, noun_at
from assistant.domain.reading.passage import Passage
from assistant.domain.reading.prices import (
    UNIT_PRICE_WORDS,
    as_price,
    continues_a_price,
    currency_after,
    is_priced_by_context,
    no_money_at,
    price_at,
    speaks_of_money,
)
from assistant.domain.reading.rates import (
    interval_at,
    leading_periods,
    on_a_typical_day,
    period_after_words,
    rate_of,
    times_at,
)
from assistant.domain.reading.tokens import glued_at, kind_at, low_at
from assistant.domain.reading.wordlists import words

LABELS = words(
    "version v page chapter section article art step option phase level tier port room floor error http code "
    "ticket issue rfc layer release sprint grade class type figure table question number nr no id build "
    "appendix rev revision node group stage milestone plan model"
)
"""Nouns that a number names rather than counts: "option 2"."""
SMALL_TALK = words(
    "way ways thing things reason reasons option options question questions point points word words example "
    "examples side sides hand hands kind kinds idea ideas cent place time"
)  # fmt: skip
COUNTED_PERIODS = words("# day week month year q")
POINTING = words("these those the other first last next no this that any which each every")


def read_quantities(passage: Passage, taken: Collection[int]) -> list[Found]:
    """Every quantity, in order; tokens that belong to a name ("MySQL 5.6") are in `taken` and start none."""
    found: list[Found] = []
    index = 0
    while index < len(passage.tokens):
        quantity = None if index in taken else _quantity_at(passage, index)
        if quantity is None:
            index += 1
            continue
        found.extend(quantity)
        index = max(index + 1, quantity[0].stop)
    return leading_periods(passage, _joined(passage, found))


def _quantity_at(passage: Passage, index: int) -> list[Found] | None:
    for reader in READERS:
        quantity = reader(passage, index)
        if quantity is not None:
            return [quantity]
    interval = interval_at(passage, index)
    if interval is not None:
        return interval
    amount = amount_at(passage.tokens, index)
    if amount is None:
        return None
    measured = _measured(passage, amount)
    return None if measured is None else [measured]


READERS: tuple[Callable[[Passage, int], Found | None], ...] = (
    no_money_at,
    people.missing_at,
    people.ourselves_at,
    price_at,
    times_at,
    percentile_at,
    nines_at,
    fraction_at,
    article_duration_at,
)


def _measured(passage: Passage, amount: Amount) -> Found | None:
    tokens = passage.tokens
    unit_at = amount.stop
    at_least = low_at(tokens, unit_at) == "+" and glued_at(tokens, unit_at)
    if at_least:
        unit_at += 1
    found = _with_unit(passage, amount, unit_at)
    if found is None or found.bound is not None:
        return found
    if not at_least and amount.bound is None:
        return found
    return replace(
        found, bound="at_least" if at_least else amount.bound, hedged=amount.hedged, stop=max(found.stop, unit_at)
    )


def _with_unit(passage: Passage, amount: Amount, unit_at: int) -> Found | None:
    tokens = passage.tokens
    word = low_at(tokens, unit_at)
    first = amount.first
    if (share := units.PERCENT.at(tokens, unit_at)) is not None:
        yearly = units.period_at(tokens, share.stop)
        if yearly is not None and low_at(tokens, share.stop) != "/":
            return Found("percent", first, yearly.stop, amount.low, amount.high, period=yearly.value)
        return Found("percent", first, share.stop, amount.low, amount.high)
    if (part := part_of_whole(passage, amount)) is not None:
        return part
    if (price := currency_after(passage, amount, unit_at)) is not None:
        return price
    if (size := size_of(passage, amount, unit_at)) is not None:
        return size
    if (duration := duration_of(passage, amount, unit_at)) is not None:
        return duration
    if units.duration_unit_at(tokens, unit_at) is not None or word in units.BYTE_UNITS:
        return None
    if kind_at(tokens, unit_at) == "word" and glued_at(tokens, unit_at) and unit_at == amount.stop:
        return _glued(passage, amount, unit_at)
    amount = as_thousands(amount, always=True)
    if word in {"times", "x"}:
        often = units.period_at(tokens, unit_at + 1) or units.PAST_PERIODS.at(tokens, unit_at + 1)
        if often is not None:
            return rate_of(amount, often.stop, None, often.value)
    if word in units.RATE_UNITS:
        noun, period = units.RATE_UNITS[word]
        return rate_of(amount, unit_at + 1, noun, period)
    staff = people.staff_at(passage, amount, unit_at)
    if staff is not None:
        return staff
    return _counted(passage, amount, unit_at)


def _glued(passage: Passage, amount: Amount, unit_at: int) -> Found | None:
    """Letters straight behind digits that are neither unit nor multiplier: only "3x" and "5m users" mean an amount."""
    tokens = passage.tokens
    if low_at(tokens, unit_at) == "x":
        if kind_at(tokens, unit_at + 1) == "number" and glued_at(tokens, unit_at + 1):
            return None
        return Found("number", amount.first, unit_at + 1, amount.low, amount.high, unit="x")
    if low_at(tokens, unit_at) in units.RATE_UNITS:
        noun, period = units.RATE_UNITS[low_at(tokens, unit_at)]
        return rate_of(amount, unit_at + 1, noun, period)
    if low_at(tokens, unit_at) == "req" and (period_hit := units.period_at(tokens, unit_at + 1)) is not None:
        return rate_of(amount, period_hit.stop, "request", period_hit.value)
    if low_at(tokens, unit_at) == "m" and noun_at(tokens, unit_at + 1)[0] is not None:
        return _counted(passage, amount._replace(low=amount.low * 1e6, high=amount.high * 1e6), unit_at + 1)
    return None


def _counted(passage: Passage, amount: Amount, unit_at: int) -> Found | None:
    """A count of things, or a rate where a period follows, or money where the words around it speak of a budget."""
    tokens = passage.tokens
    noun, stop = noun_at(tokens, unit_at)
    if noun is not None and noun.split()[-1] in {"req", "reqs"}:
        noun = "request"
    period = units.period_at(tokens, stop) or (units.PAST_PERIODS.at(tokens, stop) if noun is not None else None)
    if period is None and noun is not None:
        distant = period_after_words(passage, stop)
        if distant is not None:
            return rate_of(amount, distant[1], noun, distant[0])
    if period is not None:
        if noun is None and period.value in units.BILLING_PERIODS and speaks_of_money(passage, amount, period.stop):
            return Found("money", amount.first, period.stop, amount.low, amount.high, period=period.value)
        if noun is None and tokens[period.stop - 1].low in units.PERIOD_ADVERBS:
            later, after = noun_at(tokens, period.stop)
            if later is not None:
                return rate_of(amount, after, later, period.value)
        return rate_of(amount, period.stop, noun, period.value)
    if noun is None and not amount.worded and is_priced_by_context(passage, amount, unit_at):
        return Found("money", amount.first, unit_at, amount.low, amount.high)
    if noun is None and low_at(tokens, unit_at) == "per" and passage.has_near(UNIT_PRICE_WORDS, amount.first, 5, 0):
        thing, after = noun_at(tokens, unit_at + 1)
        if thing is not None:
            return Found("money", amount.first, after, amount.low, amount.high, noun=thing)
    if _is_label(passage, amount, unit_at, noun) or not _is_worth_reading(passage, amount, noun, unit_at, stop):
        return None
    if low_at(tokens, stop) == "per":
        per, after = noun_at(tokens, stop + 1)
        if per is not None:
            return Found("number", amount.first, after, amount.low, amount.high, unit=noun, noun=per)
    counted = Found("number", amount.first, max(stop, amount.stop), amount.low, amount.high, unit=noun)
    return counted if noun is None else on_a_typical_day(passage, counted)


def _is_label(passage: Passage, amount: Amount, unit_at: int, noun: str | None) -> bool:
    """ "option 2", "day 1", "2) first we…", "the year 2019"."""
    tokens = passage.tokens
    first = amount.first
    if amount.worded:
        return False
    before = low_at(tokens, first - 1)
    if before == "." and low_at(tokens, first - 2) in {"no", "nr", "art"}:
        before = low_at(tokens, first - 2)
    if before in LABELS or (noun is None and before in COUNTED_PERIODS):
        return True
    if tokens[first].start in passage.list_numbers:
        return True
    is_year = tokens[first].text.isdigit() and amount.stop == first + 1 and 1990 <= amount.low <= 2099
    return is_year and noun is None


def _is_worth_reading(passage: Passage, amount: Amount, noun: str | None, unit_at: int, stop: int) -> bool:
    """Number words that only point or link ("one thing", "the two differ") are no counts."""
    tokens = passage.tokens
    following = low_at(tokens, unit_at)
    if following in {"-", "/"} and glued_at(tokens, unit_at) and kind_at(tokens, unit_at + 1) not in {"", "mark"}:
        return False
    if not amount.worded:
        return True
    before = low_at(tokens, amount.first - 1)
    if noun is not None:
        if noun.split()[-1] in SMALL_TALK:
            return False
        if amount.low == 1:
            return before in {"only", "just", "exactly"}
        return amount.high >= 20 or is_plural(low_at(tokens, stop - 1))
    if amount.low == 1 or before in POINTING:
        return False
    stands_alone = kind_at(tokens, unit_at) != "word" and len(passage.clause(amount.first)) <= 4
    return following in {"of", "or"} or stands_alone or amount.high >= 20


def _joined(passage: Passage, found: list[Found]) -> list[Found]:
    """ "90 minutes to 2 hours" as one range, where both ends carry a unit of the same kind."""
    joined: list[Found] = []
    for quantity in found:
        last = joined[-1] if joined else None
        if last is not None and _are_ends_of_one_range(passage, last, quantity):
            joined[-1] = replace(quantity, first=last.first, low=last.low)
        elif last is not None and continues_a_price(passage, last, quantity):
            joined.append(as_price(quantity, last.unit))
        else:
            joined.append(quantity)
    return joined


RANGED: frozenset[FactKind] = frozenset({"duration", "size", "money", "percent", "rate", "number"})


def _are_ends_of_one_range(passage: Passage, lower: Found, upper: Found) -> bool:
    if lower.kind != upper.kind or lower.kind not in RANGED or upper.first != lower.stop + 1:
        return False
    if lower.low is None or upper.high is None or lower.low != lower.high or upper.low != upper.high:
        return False
    if (lower.unit, lower.period, lower.noun) != (upper.unit, upper.period, upper.noun) or lower.low >= upper.high:
        return False
    tokens = passage.tokens
    between = low_at(tokens, lower.first - 1) == "between"
    word = low_at(tokens, lower.stop)
    return word in {"to", "-", "–", "till", "or"} or (between and word == "and")
