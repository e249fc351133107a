"""What one message says, as values: the vocabulary that the readers fill and the flow consumes.

A fact always carries the verbatim words it was read from, so that nothing enters a frame without a
quote. Facts know nothing of topics or questions; `topics.py` decides what they are about.
"""

import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

FactKind = Literal[
    "number",  # a bare count: "60 calls", "140 clinics"; `unit` is the noun counted, singular ("call")
    "rate",  # things per time: "9 per second", "38,000 a day"; low/high per second, `noun`, `period` as said
    "money",  # "400 euro a month"; `unit` is the ISO code, `period` if recurring
    "size",  # "2 TB"; low/high in bytes
    "percent",  # "99.5 %", "95 out of 100"; low/high in percent
    "duration",  # "60 seconds", "half a year", "an hour"; low/high in seconds
    "date",  # "30 September", "by Friday", "mid February", "end of Q2"; `day` is ISO
    "time",  # a time of day: "7 in the morning", "18:00", "21"
    "people",  # people who build or run: "four backend developers", "nine in one team"; `noun` is the role
    "regulation",  # GDPR, HIPAA, PCI DSS, tax law…; `name` is the canonical name
    "product",  # Kafka, PostgreSQL, Kubernetes, a REST API…; `name` canonical, `noun` the category ("message broker")
    "region",  # EU, Germany, us-east-1
    "person",  # a named person or role who decides or owns: "COO Henk", "legal"
]

Period = Literal["second", "minute", "hour", "day", "week", "month", "quarter", "year", "sprint", "release"]
Bound = Literal["at_most", "at_least", "about"]


class Fact(BaseModel):
    """One thing read from a message. Offsets point into the text that was read; `text[start:end] == quote`."""

    model_config = ConfigDict(frozen=True)

    kind: FactKind
    quote: str
    start: int
    end: int
    low: float | None = None
    """Lower end in the kind's base unit (seconds, bytes, per second, percent, people); equal to `high` unless a range."""
    high: float | None = None
    unit: str | None = None
    noun: str | None = None
    name: str | None = None
    day: str | None = None
    """ISO date, resolved against the day the message was said."""
    period: Period | None = None
    bound: Bound | None = None
    """"under 60 s" is at_most, "more than 10" at_least, "roughly" about."""
    hedged: bool = False
    """Said with "maybe", "I think", "I hope", "roughly guessing"."""
    negated: bool = False
    """"not GDPR", "no budget", "without Kubernetes"."""

    @property
    def is_range(self) -> bool:
        return self.low is not None and self.high is not None and self.low != self.high


class Span(BaseModel):
    """A sentence or clause of a message; `text[start:end] == quote`."""

    model_config = ConfigDict(frozen=True)

    quote: str
    start: int
    end: int


class Reading(BaseModel):
    """One message, read: its sentences, its clauses and every fact found, in order of appearance."""

    model_config = ConfigDict(frozen=True)

    text: str
    sentences: tuple[Span, ...] = ()
    clauses: tuple[Span, ...] = ()
    facts: tuple[Fact, ...] = ()
    today: datetime.date | None = None
    """The day it was said."""

    def is_over(self, fact: Fact) -> bool:
        """Whether it is a day before the one on which it was said."""
        return fact.day is not None and self.today is not None and fact.day < self.today.isoformat()

    def of(self, *kinds: FactKind) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.kind in kinds)
