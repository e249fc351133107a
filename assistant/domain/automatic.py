"""Calculations that run by themselves once the frame holds their inputs.

Plain arithmetic on the base units of facts, since it runs on every turn. It calculates only with figures that
somebody stood behind: nothing vague, hedged, negated or merely proposed, and nothing whose meaning is in doubt.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from assistant.domain.calculators.figures import HOUR, MONTH, YEAR, duration, exact, figure, rounded, size
from assistant.domain.frame import Calculation, Frame, Value
from assistant.domain.reading.facts import Fact, FactKind, Period
from assistant.domain.reading.topics import LEAST_AVAILABILITY
from assistant.domain.reading.units import PERIOD_SECONDS
from assistant.domain.topics import Topic

LONG_PERIODS: frozenset[Period] = frozenset({"day", "week", "month", "quarter", "year"})
"""A rate over one of these is an average; over a shorter one it may be a peak."""

PERIOD_AFTER = re.compile(r"\s*(?:of \w+ )?(?:a|an|per|each|every|/)\s*(hour|day|week|month|quarter|year)\b")
SENTENCE_END = re.compile(r"[.;!?](?=\s|$)|\n")
PART_END = re.compile(r"[,:()](?=\s|$)|\b(?:and|but|with|while)\b")

PEAK = re.compile(r"\b(?:peaks?|busiest|spikes?|rush|bursts?|at most|maximum|max)\b")
FUTURE = re.compile(
    r"\b(?:will|expect\w*|plan\w*|forecast\w*|hope\w*|next|future|double|triple|grow\w*|by 20\d\d|in \d+)\b"
)
WORKING_DAY = re.compile(r"\b(?:working|business|week|school|trading)[ -]?days?\b")
PART_OF_THE_TIME = re.compile(
    r"\b(?:working|business|office|opening|service|core|support|trading|store|shop|school) hours\b"
    r"|\b(?:working|business|week)[ -]?days?\b|\bdaytime\b|\bduring the (?:day|week|season)\b"
    r"|\b(?:in|at|during|outside|within) (?:those|these|that|this) (?:hours?|times?|window|period)\b"
    r"|\b\d{1,2}(?::\d\d)?\s?(?:am|pm)?\s?(?:to|-|–|and|till|until)\s?\d{1,2}(?::\d\d)?\s?(?:am|pm|h|o'clock|:\d\d)"
    r"|\b(?:open|between|from)\s\d{1,2}\s?(?:to|-|–|and|till|until)\s?\d{1,2}\b(?!\s?(?:%|percent|times|people|users))"
)
SHARE_OF_SOMETHING_ELSE = re.compile(
    r"\s*(?:of (?!the (?:time|year|month|week|hours)|all (?:time|hours)|time|hours)|more|less|fewer)"
)
MONEY_SHARE = re.compile(
    r"\b(?:penalt(?:y|ies)|discounts?|rebates?|refunds?|savings?|fines?|commissions?|margins?|credits?)\b"
)
AVAILABLE = re.compile(r"\b(?:availability|uptime)\b")
LEAST_SO_CALLED = 50
EACH = re.compile(r"\b(?:each|apiece)$")
EACH_AFTER = re.compile(r"\s*(?:each|apiece|per (?!day|week|month|quarter|year|hour|second|minute)[a-z]+)")
INTERVAL = re.compile(r"(?:once |twice )?(?:every|each|an?) ")
PAST = re.compile(r"\b(?:last|past|previous|yesterday)\b")
GROWTH = re.compile(r"\b(?:grow\w*|increas\w*|adds?|more)\b")
REPEATS = re.compile(r"\bevery (?:about |roughly )?$")
SCHEDULED = re.compile(
    r"\b(?:poll\w*|cron\w*|job\w*|batch\w*|sync\w*|refresh\w*|schedul\w*|check\w*|fetch\w*|import\w*|export\w*|runs?|pulls?)\b"
)
FAILS = re.compile(r"\b(?:fail|stop|crash|break|broke|die|hang|hung|stuck|error|outage|complain)\w*")
SCHEDULED_AFTER = re.compile(r"[ -](?:job|cron|poll\w*|batch\w*|interval|cycle|sync\w*|refresh)\b")

LONGEST_WAIT = HOUR
"""Beyond it a latency is a deadline for a batch, and load times latency no number of requests in progress."""


class Known(NamedTuple):
    """A figure that may be calculated with, and the words around it in lower case."""

    topic: Topic
    fact: Fact
    low: float
    high: float
    before: str
    after: str

    @property
    def sentence(self) -> str:
        return f"{_last(SENTENCE_END, self.before)}{self.fact.quote.lower()}{_first(SENTENCE_END, self.after)}"

    @property
    def part(self) -> str:
        """The words nearest to the figure, up to a comma or an "and"."""
        before, after = _last(SENTENCE_END, self.before), _first(SENTENCE_END, self.after)
        return f"{_last(PART_END, before)}{self.fact.quote.lower()}{_first(PART_END, after)}"

    @property
    def text(self) -> str:
        return f"{self.before}{self.fact.quote.lower()}{self.after}"

    @property
    def period(self) -> Period | None:
        if self.fact.period is not None:
            return self.fact.period
        following = PERIOD_AFTER.match(self.after)
        return following[1] if following else None  # type: ignore[return-value]  # the pattern names periods only

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    @property
    def path(self) -> str:
        return f"answers.{self.topic}"


def _last(end: re.Pattern[str], text: str) -> str:
    return end.split(text)[-1]


def _first(end: re.Pattern[str], text: str) -> str:
    return end.split(text, maxsplit=1)[0]


def known(frame: Frame, topic: Topic, *kinds: FactKind) -> list[Known]:
    """Usable figures of these kinds among a topic's answers, the latest answer first."""
    answers = [value for value in reversed(frame.answer(topic).values) if is_firm(value)]
    return [
        usable
        for value in answers
        for fact in value.facts
        if fact.kind in kinds
        for usable in _usable(topic, value, fact)
    ]


def is_firm(value: Value) -> bool:
    return not value.vague and not value.hedged and value.origin.status != "proposed"


def _usable(topic: Topic, value: Value, fact: Fact) -> Iterator[Known]:
    if fact.hedged or fact.negated or fact.low is None or fact.high is None:
        return
    as_read = value.text[fact.start : fact.end] == fact.quote
    start = fact.start if as_read else value.text.find(fact.quote)
    if start >= 0:
        before, after = value.text[:start], value.text[start + len(fact.quote) :]
        yield Known(topic, fact, fact.low, fact.high, before.lower(), after.lower())


def calculations(frame: Frame) -> tuple[Calculation, ...]:
    """Everything that follows from the answers by arithmetic, at most one of each kind."""
    return tuple(calculation for derive in DERIVATIONS.values() if (calculation := derive(frame)) is not None)


def withdrawn(before: Frame, after: Frame) -> tuple[str, ...]:
    """Ids of automatic calculations that the answers no longer bear out."""
    following = {calculation.id for calculation in calculations(after)}
    return tuple(c.id for c in before.calculations if c.id in DERIVATIONS and c.inputs and c.id not in following)


# -- availability ------------------------------------------------------------------------------------------------------


def downtime(frame: Frame) -> Calculation | None:
    """How long an availability leaves for being down; per 100 hours where only some hours count."""
    target = next((percent for percent in known(frame, "availability", "percent") if is_availability(percent)), None)
    if target is None:
        return None
    share, said = 1 - target.low / 100, exact(target.low)
    if PART_OF_THE_TIME.search(target.text):
        return Calculation(
            id="downtime",
            name="downtime",
            text=f"{said} % leaves {duration(share * 100 * HOUR)} in every 100 hours that count.",
            working=f"(1 − {said} / 100) × 100 h = {rounded(share * 100)} h",
            inputs=(target.path,),
        )
    return Calculation(
        id="downtime",
        name="downtime",
        text=f"{said} % leaves {duration(share * YEAR)} a year, {duration(share * MONTH)} a month.",
        working=f"(1 − {said} / 100) × 8,760 h a year = {rounded(share * YEAR / HOUR)} h; a twelfth of it a month",
        inputs=(target.path,),
    )


def is_availability(percent: Known) -> bool:
    """A share of the time: a figure that only an availability has, or one that its own words call so."""
    if not percent.is_exact or SHARE_OF_SOMETHING_ELSE.match(percent.after) or MONEY_SHARE.search(percent.part):
        return False
    least = LEAST_SO_CALLED if AVAILABLE.search(percent.part) else LEAST_AVAILABILITY
    return least <= percent.low < 100


# -- load --------------------------------------------------------------------------------------------------------------


def average_load(frame: Frame) -> Calculation | None:
    average = next(iter(_averages(frame)), None)
    if average is None:
        return None
    period = average.period or "day"
    seconds = PERIOD_SECONDS[period]
    total = _span(average.low * seconds, average.high * seconds)
    return Calculation(
        id="average-load",
        name="rate",
        text=f"{total} a {period} is {_pace(average)} on average, spread over the whole {period}.",
        working=f"{total} / {seconds:,.0f} s = {_span(average.low, average.high, rounded)} a second",
        inputs=(average.path,),
    )


def _averages(frame: Frame) -> list[Known]:
    """Rates of a day or longer, all hours counted."""
    return [
        rate
        for rate in known(frame, "scale", "rate")
        if rate.period in LONG_PERIODS
        and rate.low > 0
        and not INTERVAL.match(rate.fact.quote.lower())
        and not PEAK.search(rate.part)
        and not WORKING_DAY.search(rate.sentence)
    ]


def _pace(rate: Known) -> str:
    """ "0.44 a second", or "one every 3.6 minutes" where a second is too short to picture it."""
    if rate.low >= 0.1:
        return f"{_span(rate.low, rate.high, figure)} a second"
    slowest, fastest = duration(1 / rate.low), duration(1 / rate.high)
    return f"one every {slowest}" if rate.is_exact else f"one every {fastest} to {slowest}"


def _span(low: float, high: float, show: Callable[[float], str] = exact) -> str:
    return show(high) if low == high else f"{show(low)} to {show(high)}"


def peak_load(frame: Frame) -> Calculation | None:
    """The peak as a multiple of the average, where both speak of the same thing and the same time."""
    peaks = [rate for rate in _short_rates(frame) if PEAK.search(rate.sentence) and not FUTURE.search(rate.sentence)]
    if len(peaks) > 1:
        peaks = [rate for rate in peaks if PEAK.search(rate.part)]
    averages = [rate for rate in _averages(frame) if rate.is_exact and not FUTURE.search(rate.part)]
    if len(peaks) != 1 or not averages:
        return None
    peak, average = peaks[0], averages[0]
    if peak.fact.noun and average.fact.noun and peak.fact.noun != average.fact.noun:
        return None
    if peak.high <= average.high:
        return None
    times = figure(peak.high / average.high)
    return Calculation(
        id="peak-load",
        name="peak against average",
        text=f"The peak of {_as_said(peak)} is {times} times the average.",
        working=f"{rounded(peak.high)} a second / {rounded(average.high)} a second = {rounded(peak.high / average.high)}",
        inputs=tuple(dict.fromkeys((peak.path, average.path))),
    )


def _short_rates(frame: Frame) -> list[Known]:
    return [
        rate
        for rate in known(frame, "scale", "rate")
        if rate.period in ("second", "minute", "hour")
        and rate.is_exact
        and rate.low > 0
        and not INTERVAL.match(rate.fact.quote.lower())
    ]


def _as_said(rate: Known) -> str:
    period = rate.period or "second"
    article = "an" if period == "hour" else "a"
    return f"{rounded(rate.high * PERIOD_SECONDS[period])} {article} {period}"


# -- waiting -----------------------------------------------------------------------------------------------------------


def concurrency(frame: Frame) -> Calculation | None:
    """Little's law: what arrives in the time one of them takes is in progress together."""
    wait = _latency_target(frame)
    rate = max(_short_rates(frame), key=lambda short: short.high, default=None)
    if rate is None:
        rate = next((average for average in _averages(frame) if average.is_exact), None)
    if wait is None or rate is None or wait.high > LONGEST_WAIT:
        return None
    together = rate.high * wait.high
    many = f"{figure(together)} are" if together >= 1 else "fewer than one is"
    return Calculation(
        id="concurrency",
        name="concurrency",
        text=f"At {_as_said(rate)} and {duration(wait.high)} each, {many} in progress at a time.",
        working=f"{rounded(rate.high)} a second × {exact(wait.high)} s = {rounded(together)}",
        inputs=(rate.path, wait.path),
    )


def polling(frame: Frame) -> Calculation | None:
    """An interval that alone uses up more than the latency allows."""
    target, repeated = _latency_target(frame), next(_intervals(frame), None)
    if target is None or repeated is None or repeated.seconds <= target.high:
        return None
    interval, allowed, times = duration(repeated.seconds), duration(target.high), figure(repeated.seconds / target.high)
    return Calculation(
        id="polling",
        name="interval against latency",
        text=f"What runs every {interval} can be {interval} late, {times} times the {allowed} allowed.",
        working=f"{interval} / {allowed} = {times}",
        inputs=tuple(dict.fromkeys((repeated.path, target.path))),
    )


def _latency_target(frame: Frame) -> Known | None:
    """The one duration that the latency answer allows; None where several could be meant."""
    durations = [
        wait
        for wait in known(frame, "latency", "duration")
        if wait.is_exact and wait.low > 0 and wait.fact.period is None and not _is_repeated(wait)
    ]
    candidates = [wait for wait in durations if wait.fact.bound == "at_most"] or durations
    return candidates[0] if len({wait.high for wait in candidates}) == 1 else None


class Interval(NamedTuple):
    seconds: float
    path: str


SYSTEM_TODAY: tuple[Topic, ...] = ("existing_system", "latency", "problem")


def _intervals(frame: Frame) -> Iterator[Interval]:
    """Time between two runs of something scheduled: "polls every 15 minutes", "a nightly job"."""
    for topic in SYSTEM_TODAY:
        for found in known(frame, topic, "duration", "rate"):
            if not found.is_exact or found.low <= 0 or FAILS.search(found.part):
                continue
            if not SCHEDULED.search(found.part) and not SCHEDULED_AFTER.match(found.after):
                continue
            if found.fact.kind == "duration" and _is_repeated(found):
                yield Interval(found.high, found.path)
            if found.fact.kind == "rate" and INTERVAL.match(found.fact.quote.lower()):
                yield Interval(1 / found.high, found.path)


def _is_repeated(found: Known) -> bool:
    return bool(REPEATS.search(found.before) or SCHEDULED_AFTER.match(found.after))


# -- data --------------------------------------------------------------------------------------------------------------


def data_growth(frame: Frame) -> Calculation | None:
    """What the data grows by in a year, and what it is then."""
    sizes = [found for found in known(frame, "data", "size") if found.is_exact and found.low > 0]
    stock = next((found for found in sizes if found.period is None and not _is_each(found)), None)
    flow = next((found for found in sizes if found.period in LONG_PERIODS), None)
    if flow is not None:
        return _growth_by_flow(flow, stock)
    records = next(
        (rate for rate in known(frame, "data", "rate") if rate.period in LONG_PERIODS and rate.is_exact), None
    )
    each = next((found for found in sizes if found.period is None and _is_each(found)), None)
    if records is not None and each is not None:
        return _growth_by_records(records, each)
    percent = next((found for found in known(frame, "data", "percent") if _is_growth(found)), None)
    if stock is not None and percent is not None:
        return _growth_by_percent(stock, percent)
    return None


def _is_each(size: Known) -> bool:
    """A size of one record: "2 KB each", "1 MB per image"."""
    return bool(size.fact.noun or EACH.search(size.fact.quote.lower()) or EACH_AFTER.match(size.after))


def _growth_by_flow(flow: Known, stock: Known | None) -> Calculation | None:
    period = flow.period or "day"
    periods = YEAR / PERIOD_SECONDS[period]
    yearly = flow.high * periods
    then = f"; {size(stock.high)} becomes {size(stock.high + yearly)}" if stock else ""
    if period == "year" and stock is None:
        return None
    return Calculation(
        id="data-growth",
        name="storage growth",
        text=f"{size(flow.high)} a {period} is {size(yearly)} a year{then}, if nothing is deleted.",
        working=f"{size(flow.high)} × {figure(periods)} = {size(yearly)} a year",
        inputs=(flow.path,),
    )


def _growth_by_records(records: Known, each: Known) -> Calculation:
    count = records.high * YEAR
    yearly = size(count * each.high)
    return Calculation(
        id="data-growth",
        name="storage growth",
        text=f"{_as_said(records)} at {size(each.high)} each is {yearly} a year, before indexes and copies.",
        working=f"{rounded(count)} a year × {size(each.high)} = {yearly}",
        inputs=(records.path,),
    )


def _is_growth(percent: Known) -> bool:
    return percent.is_exact and percent.low > 0 and percent.period == "year" and bool(GROWTH.search(percent.sentence))


def _growth_by_percent(stock: Known, percent: Known) -> Calculation:
    factor = 1 + percent.high / 100
    return Calculation(
        id="data-growth",
        name="storage growth",
        text=f"{size(stock.high)} growing {exact(percent.high)} % a year is {size(stock.high * factor)} after a year "
        f"and {size(stock.high * factor**3)} after three.",
        working=f"{size(stock.high)} × {exact(factor)}³ = {size(stock.high * factor**3)}",
        inputs=(stock.path,),
    )


# -- money -------------------------------------------------------------------------------------------------------------


def yearly_budget(frame: Frame) -> Calculation | None:
    """A recurring budget over a year."""
    recurring = next((money for money in known(frame, "budget", "money") if _is_recurring_total(money)), None)
    if recurring is None:
        return None
    period = recurring.period or "month"
    times = {"day": 365, "week": 52, "month": 12, "quarter": 4}[period]
    said, yearly = _span(recurring.low, recurring.high), _span(recurring.low * times, recurring.high * times)
    return Calculation(
        id="yearly-budget",
        name="budget a year",
        text=f"{said} {recurring.fact.unit} a {period} is {yearly} {recurring.fact.unit} a year.",
        working=f"{said} × {times} = {yearly}",
        inputs=(recurring.path,),
    )


def _is_recurring_total(money: Known) -> bool:
    """ "400 euro a month", and neither "5 euro per user a month" nor "400 euro last month"."""
    each = money.fact.noun or EACH_AFTER.match(money.after)
    recurs = money.period in LONG_PERIODS - {"year"} and not PAST.search(money.fact.quote.lower())
    return recurs and not each and money.low > 0 and money.fact.unit is not None


DERIVATIONS: dict[str, Callable[[Frame], Calculation | None]] = {
    # the id of what it yields
    "average-load": average_load,
    "peak-load": peak_load,
    "concurrency": concurrency,
    "polling": polling,
    "downtime": downtime,
    "data-growth": data_growth,
    "yearly-budget": yearly_budget,
}
