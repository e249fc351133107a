"""What a frame says about one thing, put together for the rules that weigh two answers against each other.

Everything here errs towards silence: an upper end of what was said where a rule asks "so few?", and nothing at all
where a figure was vague, hedged or denied.
"""

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from assistant.domain.automatic import (
    PART_OF_THE_TIME,
    Known,
    is_availability,
    is_firm,
    known,
)
from assistant.domain.frame import Frame, Option
from assistant.domain.reading.facts import Fact, FactKind
from assistant.domain.reading.reader import read
from assistant.domain.rules.utterance import phrase
from assistant.domain.topics import Topic

ANY_DAY = datetime.date(2000, 1, 1)
"""Durations, sums and rates do not depend on the day they are read."""
DENIED = re.compile(
    r"(?:\b(?:no|not|without|never|nor|neither|instead of|rather than|avoid\w*|against|away from|leav(?:e|ing)|than"
    r"|remov\w+|replac\w+|drop\w*|stop\w*|retire\w*|not yet|no longer)|n['’]t)\b[^,.;:]{0,30}$",
    re.IGNORECASE,
)
USERS = frozenset(
    [
        "user",
        "employee",
        "colleague",
        "customer",
        "shopper",
        "member",
        "people",
        "person",
        "nurse",
        "driver",
        "clerk",
        "agent",
        "student",
        "teacher",
        "patient",
        "guest",
        "client",
        "operator",
        "planner",
        "visitor",
        "subscriber",
        "seller",
        "buyer",
        "reader",
        "player",
        "worker",
        "doctor",
    ]
)
SEVERAL = phrase(
    "each", "per (?!month|day|week|hour)[a-z]+", "teams", "apiece", "every (?:site|branch|clinic|shop|store)"
)
ON_CALL = "on call"


class Statement(NamedTuple):
    """Words of the frame and the path they stand at."""

    path: str
    text: str


def proposals(frame: Frame) -> Iterator[Statement]:
    """What somebody means to do: the ways to act, then what was recommended and what was set against the cause."""
    for option in frame.options:
        if not option.baseline and _is_peoples(option):
            yield Statement(f"options.{option.id}", option.text)
    topics: tuple[Topic, ...] = ("recommendation", "countermeasure")
    for topic in topics:
        for value in frame.answer(topic).values:
            if is_firm(value):
                yield Statement(f"answers.{topic}", value.text)


def _is_peoples(option: Option) -> bool:
    return option.origin.source != "model" or option.origin.status == "accepted"


def proposed(frame: Frame, pattern: re.Pattern[str]) -> Statement | None:
    """The first proposal that names it and does not deny it."""
    return next((one for one in proposals(frame) if mentioned(one.text, pattern)), None)


def mentioned(text: str, pattern: re.Pattern[str]) -> str:
    """The first words that match and are not denied in their clause; empty when there are none."""
    for match in pattern.finditer(text):
        if not DENIED.search(text[max(0, match.start() - 60) : match.start()]):
            return match.group()
    return ""


def told(frame: Frame, *topics: Topic) -> str:
    """What was answered about these topics, a line an answer."""
    return "\n".join(value.text for topic in topics for value in frame.answer(topic).values if is_firm(value))


def everything(frame: Frame) -> str:
    """Every word anybody said that is still in the frame."""
    answers = [v.text for answer in frame.answers.values() for v in (*answer.values, *answer.heard)]
    losses = [option.trade_off.text for option in frame.options if option.trade_off]
    collections = (frame.options, frame.criteria, frame.constraints, frame.triggers, frame.whys)
    items = [item.text for items in collections for item in items]
    return "\n".join((frame.intake.text, *answers, *losses, *items))


def details(frame: Frame) -> Iterator[Statement]:
    """Each proposal with what was said to be gained and given up by it."""
    losses = {f"options.{option.id}": option.trade_off.text for option in frame.options if option.trade_off}
    for path, text in proposals(frame):
        yield Statement(path, f"{text}. {losses[path]}" if path in losses else text)


@lru_cache(maxsize=512)
def read_facts(text: str) -> tuple[Fact, ...]:
    return read(text, ANY_DAY).facts


def facts_of(text: str, *kinds: FactKind) -> Iterator[Fact]:
    """Firm figures in words that the frame keeps without their facts."""
    for fact in read_facts(text):
        if fact.kind in kinds and fact.low is not None and not (fact.hedged or fact.negated):
            yield fact


def availability(frame: Frame) -> Known | None:
    """The share of all hours of the year that was asked for."""
    for percent in known(frame, "availability", "percent"):
        if is_availability(percent) and not PART_OF_THE_TIME.search(percent.text):
            return percent
    return None


def team_size(frame: Frame) -> float | None:
    """At most how many people there are; None where nobody counted them or there are several teams."""
    counted = [people for people in known(frame, "team", "people") if people.fact.noun != ON_CALL and people.high > 0]
    if not counted or SEVERAL.search(told(frame, "team")):
        return None
    return sum(people.high for people in counted)


def user_count(frame: Frame) -> float | None:
    """At most how many people use it; None where they come and go, or were counted by place."""
    if known(frame, "users", "rate", "percent") or SEVERAL.search(told(frame, "users")):
        return None
    counted = known(frame, "users", "number", "people")
    if not any(one.fact.unit in USERS or one.fact.noun in USERS or one.fact.kind == "people" for one in counted):
        return None
    return sum(one.high for one in counted)


def rates(frame: Frame) -> list[Known]:
    """Things a second, as answered about the load; "every night" is a rhythm and no load."""
    return [rate for rate in known(frame, "scale", "rate") if rate.fact.noun and rate.high > 0]


def is_small(frame: Frame, few_users: float, low_rate: float) -> str:
    """What shows that few use it, in words; empty unless it was said and nothing said speaks against it."""
    users, load = user_count(frame), max((rate.high for rate in rates(frame)), default=None)
    if (users is None and load is None) or (users or 0) > few_users or (load or 0) > low_rate:
        return ""
    shown = [f"{users:,.0f} users"] if users is not None else []
    return " and ".join([*shown, *(rate.fact.quote for rate in rates(frame)[:1])])
