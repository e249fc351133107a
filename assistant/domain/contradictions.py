"""Pairs of statements in one frame that cannot both hold, found by arithmetic on what was read.

Each function looks at one kind of pair and stays silent unless both halves are explicit.
"""

import re
from collections.abc import Callable, Iterator

from assistant.domain.frame import Contradiction, Frame, Value
from assistant.domain.reading.facts import Fact, FactKind
from assistant.domain.topics import Topic


def values(frame: Frame, topic: Topic) -> tuple[Value, ...]:
    answer = frame.answer(topic)
    return (*answer.values, *answer.heard)


def facts(frame: Frame, topic: Topic, *kinds: FactKind) -> Iterator[tuple[Value, Fact]]:
    for value in frame.answer(topic).values:
        for fact in value.facts:
            if fact.kind in kinds and not fact.negated:
                yield value, fact


TAKES = re.compile(
    r"\b(?:fetch|pull|read|collect|import|download|take|poll|ask|get|receive|want|expect)\w*\b", re.IGNORECASE
)
"""A neighbour that comes for its data keeps nobody waiting."""
BRINGS = re.compile(
    r"\b(?:sends?|offers?|delivers?|gives?|pushes|hands? (?:us|over)|arrives?|comes?|provides?|publishes|exports?|updates?|"
    r"sync\w*|files?|feed|batch(?:es)?|dump|csv|s?ftp|extract)\b",
    re.IGNORECASE,
)
"""Data on its way to us; "the weather service every hour" does not say that anybody waits for it."""
FRESHNESS = re.compile(
    r"\b(?:fresh\w*|up to date|old(?:er)?|stale|behind|new|newest|status|updat\w+|chang\w+|sees?|seen|visible|appears?|shows?|"
    r"arriv\w+|reach\w*|hears?|knows?|noti\w+|sync\w*|deliver\w*|from .+ to)\b",
    re.IGNORECASE,
)
"""Words for how late news may be, as against how long a page may take."""
PATIENCE = 10.0
"""Seconds below which a wait is somebody looking at a screen, unless it is said to be about news."""
BARE = 6
"""Words up to which an answer is a figure and no more."""
INTERVALS = ("every ", "once ", "per ", "each ")
ANSWERS = re.compile(r"\b(?:answers?|repl(?:y|ies)|responds?|returns|approves?|decides?)\b", re.IGNORECASE)
"""A neighbour that is waited for."""
LASTS = re.compile(r"\b(?:takes|needs)\b", re.IGNORECASE)
"""The same of a machine; "the migration takes two weeks" holds up no request."""
A_MACHINE = 60.0
"""Seconds below which nobody but a machine answers."""
PEOPLE_OUTSIDE = re.compile(
    r"\b(?:support|help ?desk|hotline|account manager|sales|vendor|supplier|consultan\w+|tickets?|e?-?mails?|phone|"
    r"questions?|contracts?|change requests?)\b",
    re.IGNORECASE,
)
"""Who answers people, not what they build."""
SAME_DAY = 4 * 60 * 60.0
"""Seconds up to which what comes later on the clock is late; beyond, it is there long before the next morning."""
WORD = re.compile(r"[^\W\d_]+")
SENTENCE = re.compile(r"[.;]\s")
BUSY = ("promised", "taken", "busy", "booked", "assigned", "on leave", "away", "unavailable", "not free", "on another",
        "to another")  # fmt: skip
INEXPERIENCE = ("none", "nobody", "no one", "never", "no experience", "only one", "one of", "without experience")
LONELY = re.compile(r"\s*(?:and |but )?(?:only |just )?(?:one|a single|1)\b(?! (?:hundred|thousand|or))", re.IGNORECASE)
"""How a clause begins that tells of one person alone."""
PART = re.compile(r"[,;.:]\s|\b(?:but|and|while)\b", re.IGNORECASE)


def later_than_wanted(frame: Frame) -> Iterator[Contradiction]:
    """Something was promised sooner than a neighbour lets it be there; the first reason that is found."""
    for reason in (brought_too_seldom, fetched_too_seldom, waits_for_an_answer, arrives_after_the_hour):
        for value, other, why in reason(frame):
            yield Contradiction(
                id="latency-integration",
                first="answers.latency",
                first_quote=value.text,
                second="answers.integration",
                second_quote=other.text,
                why=why,
            )
            return


Late = tuple[Value, Value, str]
"""What was wanted, what keeps it, and why."""


def brought_too_seldom(frame: Frame) -> Iterator[Late]:
    """News was promised sooner than the neighbour that brings them delivers."""
    targets = [(v, f) for v, f in facts(frame, "latency", "duration") if f.high and _is_about_news(v, f)]
    for value, fact in targets[:1]:
        for other, interval, seconds in _intervals(frame):
            if TAKES.search(_before(other, interval)) or not BRINGS.search(_part(other.text, interval)):
                continue
            if seconds > (fact.high or 0):
                yield value, other, f"What arrives {interval.quote} cannot be there {_within(fact.quote)}."


def fetched_too_seldom(frame: Frame) -> Iterator[Late]:
    """The people whom it is for fetch their news themselves, and more seldom than was promised."""
    people = {word for value in values(frame, "users") for word in WORD.findall(value.text.lower())}
    for value, fact in _most_patient(frame):
        for other, interval, seconds in _intervals(frame):
            before = _before(other, interval)
            fetch = TAKES.search(before)
            who = WORD.findall(before[: fetch.start()].lower())[-1:] if fetch else []
            several = who and who[0].endswith("s") and who[0] in people  # one is more often a system or a place
            if several and seconds > (fact.high or 0) >= PATIENCE:
                yield value, other, f"What is fetched {interval.quote} is not seen {_within(fact.quote)}."


def waits_for_an_answer(frame: Frame) -> Iterator[Late]:
    """A neighbour on the way takes longer to answer than the whole may take."""
    for value, fact in _most_patient(frame):
        for other, wait in facts(frame, "integration", "duration"):
            part, sentence = _part(other.text, wait), SENTENCE.split(other.text[: wait.start])[-1]
            asked = ANSWERS.search(part) or ((wait.high or 0) < A_MACHINE and LASTS.search(part))
            if asked and not PEOPLE_OUTSIDE.search(sentence) and (wait.low or 0) > (fact.high or 0):
                yield value, other, f"What waits for an answer {_in(wait.quote)} cannot be there {_within(fact.quote)}."


def arrives_after_the_hour(frame: Frame) -> Iterator[Late]:
    """By the clock: what a neighbour brings comes a little later than people want to have it."""
    due = [(v, f) for v, f in facts(frame, "latency", "time") if f.bound != "at_least" and not f.is_range]
    for value, hour in due[:1]:
        for other, arrival in facts(frame, "integration", "time"):
            late = (arrival.high or 0) - (hour.high or 0)
            comes = BRINGS.search(_part(other.text, arrival)) and not TAKES.search(_before(other, arrival))
            if comes and 0 < late <= SAME_DAY:
                yield value, other, f"What may come at {_clock(arrival)} is not there by {_clock(hour)}."


def _most_patient(frame: Frame) -> Iterator[tuple[Value, Fact]]:
    """The longest of the times that were asked for: it is not known which of them the neighbour has to do with."""
    asked = [(value, fact) for value, fact in facts(frame, "latency", "duration") if fact.high]
    if asked:
        yield max(asked, key=lambda pair: pair[1].high or 0)


def _intervals(frame: Frame) -> Iterator[tuple[Value, Fact, float]]:
    """What happens again and again with neighbours, and the seconds in between."""
    for value, fact in facts(frame, "integration", "duration", "rate"):
        around = f"{value.text[max(0, fact.start - 8) : fact.end]} {fact.quote}".lower()
        if fact.high and any(word in around for word in INTERVALS):
            yield value, fact, fact.high if fact.kind == "duration" else 1 / fact.high


def _before(value: Value, fact: Fact) -> str:
    return re.split(r"[,;.]", value.text[: fact.start])[-1]


def _clock(hour: Fact) -> str:
    minutes = round((hour.high or 0) / 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def _in(quote: str) -> str:
    return quote if quote.lower().startswith(("within", "in ", "up to")) else f"of {quote}"


def _is_about_news(value: Value, fact: Fact) -> bool:
    part = _part(value.text, fact)
    if FRESHNESS.search(part.replace(fact.quote, "")):
        return True
    return len(value.text.split()) <= BARE and (fact.high or 0) >= PATIENCE


def _part(text: str, fact: Fact) -> str:
    """The words around a fact, up to a comma, a stop or an "and"."""
    start = max((match.end() for match in PART.finditer(text, 0, fact.start)), default=0)
    after = PART.search(text, fact.end)
    return text[start : after.start() if after else len(text)]


def _within(quote: str) -> str:
    bare = re.sub(r"^(?:older|later|more|longer|less) than\s+", "", quote, flags=re.IGNORECASE)
    bounded = bare.lower().startswith(("within", "under", "in ", "below", "less"))
    return bare[:1].lower() + bare[1:] if bounded else f"within {bare}"


def _bare(quote: str) -> str:
    """A date without the preposition it was said with."""
    return re.sub(r"^(?:until|till|before|by|from|after|on|in)\s+", "", quote, flags=re.IGNORECASE)


def due_before_people_are_free(frame: Frame) -> Iterator[Contradiction]:
    """The deadline comes before the day on which the people who should build it are free."""
    deadlines = [(v, f) for v, f in facts(frame, "timeline", "date") if f.day]
    for value, deadline in deadlines[:1]:
        for other, free in facts(frame, "team", "date"):
            busy = any(word in other.text.lower() for word in BUSY)
            if busy and free.day and deadline.day and free.day > deadline.day:
                yield Contradiction(
                    id="timeline-team",
                    first="answers.timeline",
                    first_quote=value.text,
                    second="answers.team",
                    second_quote=other.text,
                    why=f"It is due {deadline.quote}, and the people are not free before {_bare(free.quote)}.",
                )
                return


def nobody_has_run_it(frame: Frame) -> Iterator[Contradiction]:
    """An option rests on a product that the team says it has not run, or one of them alone has."""
    for value in frame.answer("team").values:
        for fact in value.facts:
            if fact.kind != "product" or not fact.name:
                continue
            part = _part(value.text, fact)
            alone = LONELY.match(part) is not None
            inexperienced = fact.negated or alone or any(word in part.lower() for word in INEXPERIENCE)
            option = next((o for o in frame.options if not o.baseline and fact.quote.lower() in o.text.lower()), None)
            if inexperienced and option is not None:
                yield Contradiction(
                    id=f"team-{option.id}",
                    first="answers.team",
                    first_quote=value.text,
                    second=f"options.{option.id}",
                    second_quote=option.text,
                    why=f"One person knows {fact.quote}: who runs it while they are away?"
                    if alone
                    else f"Somebody has to run {fact.quote}; it may be fine, and somebody has to say why.",
                )
                return


PAIRS: tuple[Callable[[Frame], Iterator[Contradiction]], ...] = (
    later_than_wanted,
    due_before_people_are_free,
    nobody_has_run_it,
)


def holding(frame: Frame) -> frozenset[str]:
    """Ids of those that the answers, as they stand, bear out."""
    return frozenset(found.id for pair in PAIRS for found in pair(frame))


def contradictions(frame: Frame) -> tuple[Contradiction, ...]:
    """Those that the frame does not hold yet."""
    known = {contradiction.id for contradiction in frame.contradictions}
    return tuple(found for pair in PAIRS for found in pair(frame) if found.id not in known)
