"""One message of free text in, a Reading out; it knows nothing of topics, questions or the conversation so far."""

import datetime
from collections.abc import Sequence
from functools import lru_cache

from assistant.domain.reading import dates, names, numbers, people
from assistant.domain.reading.facts import Fact, FactKind, Reading
from assistant.domain.reading.found import Found
from assistant.domain.reading.passage import Passage
from assistant.domain.reading.scope import scoped

MOST_SPECIFIC_FIRST: tuple[FactKind, ...] = (
    "date", "time", "money", "rate", "percent", "people", "size", "duration", "number",
)  # fmt: skip
"""Which quantity wins where two of the same length claim the same words."""


READINGS_KEPT = 64
"""A message is read when it is heard, when its answer is verified and when that is worked out again."""


def read(text: str, today: datetime.date) -> Reading:
    """Everything the message says as facts with verbatim quotes; days are resolved forward from `today`.

    An interval ("every 15 minutes") is a rate, with the duration inside it as a second fact. Names may
    stand inside a quantity ("3 Kafka clusters"); otherwise no two facts share a word.
    """
    return _read(text, today)


@lru_cache(READINGS_KEPT)
def _read(text: str, today: datetime.date) -> Reading:
    passage = Passage.of(text)
    named = names.read_names(passage)
    inside_names = {index for name in named for index in range(name.first, name.stop)}
    days = dates.read_days(passage, today, inside_names)
    quantities = _without_overlaps([*days, *numbers.read_quantities(passage, inside_names)])
    deciders = _without_overlaps(_deciders(passage), [*named, *quantities])
    facts = [_fact(passage, found) for found in scoped(passage, [*named, *quantities, *deciders])]
    facts.sort(key=lambda fact: (fact.start, -fact.end))
    return Reading(text=text, sentences=passage.sentences, clauses=passage.clauses, facts=tuple(facts), today=today)


def products(text: str) -> tuple[tuple[str, str], ...]:
    """Products in a text, verbatim and by their usual name; far quicker than reading all of it."""
    passage = Passage.of(text)
    named = (found for found in names.read_names(passage) if found.kind == "product")
    return tuple(
        (passage.text[passage.tokens[one.first].start : passage.tokens[one.stop - 1].end], one.name or "")
        for one in named
    )


def _deciders(passage: Passage) -> list[Found]:
    found = (people.decider_at(passage, index) for index in range(len(passage.tokens)))
    return [person for person in found if person is not None]


def _without_overlaps(found: list[Found], standing: Sequence[Found] = ()) -> list[Found]:
    """The findings that share no token with a longer or more specific one, or with what already stands."""
    owner = {index: one for one in standing for index in range(one.first, one.stop)}
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.first - one.stop, _rank(one), one.first)):
        owners = {id(owner[index]): owner[index] for index in range(one.first, one.stop) if index in owner}
        if owners and not all(_is_interval_of(other, one) for other in owners.values()):
            continue
        for index in range(one.first, one.stop):
            owner.setdefault(index, one)
        kept.append(one)
    return kept


def _is_interval_of(outer: Found, inner: Found) -> bool:
    """Whether the inner one is the duration of the interval around it: "15 minutes" in "every 15 minutes"."""
    return (
        outer.kind == "rate" and inner.kind == "duration" and outer.period is None
        and outer.stop == inner.stop and outer.first < inner.first
    )  # fmt: skip


def _rank(found: Found) -> int:
    return MOST_SPECIFIC_FIRST.index(found.kind) if found.kind in MOST_SPECIFIC_FIRST else len(MOST_SPECIFIC_FIRST)


def _fact(passage: Passage, found: Found) -> Fact:
    start, end = passage.tokens[found.first].start, passage.tokens[found.stop - 1].end
    return Fact(
        kind=found.kind,
        quote=passage.text[start:end],
        start=start,
        end=end,
        low=found.low,
        high=found.high,
        unit=found.unit,
        noun=found.noun,
        name=found.name,
        day=found.day,
        period=found.period,
        bound=found.bound,
        hedged=found.hedged,
        negated=found.negated,
    )
