"""The nouns of a calculation: what it takes, what it gives back, and what is said when it cannot be done."""

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

Kind = Literal[
    "share",  # 99.9% as 0.999
    "count",
    "duration",  # seconds
    "rate",  # per second
    "size",  # bytes
    "flow",  # bytes per second
    "memory",  # GB of 1,024 MB, as memory is billed
    "money",
    "money_per_time",  # per second
    "money_per_size",  # per byte
    "money_per_size_time",  # per byte and second
    "money_per_memory_time",  # per GB and second
]


class CalculationError(ValueError):
    """Something about the name or the inputs; the message is one line for whoever typed them."""


class Input(NamedTuple):
    name: str
    kind: Kind
    meaning: str
    example: str
    default: str | None = None
    dated: bool = False
    """The default is a price or a limit that changes."""
    optional: bool = False
    """May be left out, and then part of the result is too."""
    many: bool = False
    """Several values, separated by commas."""
    also: tuple[str, ...] = ()
    """Other names people give it."""
    zero: bool = False
    """0 makes sense."""


class Given(NamedTuple):
    """Inputs read: numbers in the base unit of their kind."""

    values: Mapping[str, tuple[float, ...]]
    currency: str = ""

    def __call__(self, name: str) -> float:
        return self.values[name][0]

    def all(self, name: str) -> tuple[float, ...]:
        return self.values[name]

    def maybe(self, name: str) -> float | None:
        return self.values[name][0] if name in self.values else None


class Quantity(BaseModel):
    model_config = ConfigDict(frozen=True)

    value: float
    unit: str
    """Empty for a bare number."""


class Outcome(NamedTuple):
    results: Mapping[str, Quantity]
    working: str
    assumptions: tuple[str, ...] = ()


class Calculator(NamedTuple):
    name: str
    summary: str
    section: str
    """Where the guide speaks of it."""
    inputs: tuple[Input, ...]
    compute: Callable[[Given], Outcome]


class Result(BaseModel):
    model_config = ConfigDict(frozen=True)

    name: str
    inputs: dict[str, str]
    """As given, with the defaults that were used."""
    results: dict[str, Quantity]
    working: str
    """The formula with the numbers put in, a line a step."""
    assumptions: tuple[str, ...] = ()


def quantity(value: float, unit: str = "") -> Quantity:
    return Quantity(value=value, unit=unit)
