"""What a reader found among the tokens, before bounds, hedges and negation are known and the quote is cut."""

from dataclasses import dataclass

from assistant.domain.reading.facts import Bound, FactKind, Period


@dataclass(slots=True)
class Found:
    """A fact over tokens[first:stop]; the other fields are those of Fact."""

    kind: FactKind
    first: int
    stop: int
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    noun: str | None = None
    name: str | None = None
    day: str | None = None
    period: Period | None = None
    bound: Bound | None = None
    hedged: bool = False
    negated: bool = False
