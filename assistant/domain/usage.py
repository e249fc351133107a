"""What a session asked of its model, and how much of that there may be."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from assistant.domain.events import Recorded, Usage

AMOUNT = re.compile(r"(?P<count>\d[\d,_]*(?:\.\d+)?)\s*(?P<thousands>[km]?)\s*(?P<what>calls?|tokens?)", re.IGNORECASE)
THOUSANDS = {"": 1, "k": 1_000, "m": 1_000_000}


class Spent(NamedTuple):
    """Over a session, turns that were taken back included: they were paid for too."""

    calls: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    """Of the input tokens, those that the endpoint had kept from an earlier prompt."""
    output_tokens: int = 0
    turns: int = 0
    """Turns in which the model was asked."""
    model_ms: int = 0

    @property
    def tokens(self) -> int:
        return self.input_tokens + self.output_tokens

    def plus(self, used: "Usage") -> "Spent":
        """With one more turn, or with none where the model was not asked."""
        if not used.calls:
            return self
        more = (used.calls, used.input_tokens, used.cached_tokens, used.output_tokens, 1, used.model_ms)
        return Spent(*(before + now for before, now in zip(self, more, strict=True)))


def spent(log: "Iterable[Recorded]") -> Spent:
    total = Spent()
    for record in log:
        if record.event.type == "answered" or record.event.type == "documents_read":
            total = total.plus(record.event.usage)
    return total


SET_ASIDE = ("reply", "question", "move")
"""How reasons begin that concern some of a model's words and not its answer as a whole."""


class Asked(Protocol):
    """What is known of the asking in one turn."""

    @property
    def calls(self) -> int: ...
    @property
    def degraded(self) -> str | None: ...


def asked_in_vain(used: Asked) -> bool:
    """The model gave nothing that could be used, so that another try may be worth something."""
    return bool(used.calls and used.degraded) and not str(used.degraded).startswith(SET_ASIDE)


class Budget(NamedTuple):
    """Of one session; None is no limit."""

    calls: int | None = None
    tokens: int | None = None

    @property
    def text(self) -> str:
        """ "50 calls and 200,000 tokens"; empty without a limit."""
        limits = ((self.calls, "call"), (self.tokens, "token"))
        return " and ".join(f"{most:,} {name}{'' if most == 1 else 's'}" for most, name in limits if most is not None)

    def is_spent(self, used: Spent) -> bool:
        """A turn is never broken off in the middle, so the last one may run over."""
        return (self.calls is not None and used.calls >= self.calls) or (
            self.tokens is not None and used.tokens >= self.tokens
        )


UNLIMITED = Budget()


def budget(text: str) -> Budget:
    """ "50 calls", "200k tokens", or both with a comma between. Raises ValueError for anything else."""
    limits: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in re.split(r",\s+|;|\band\b", text))):
        found = AMOUNT.fullmatch(part)
        if found is None:
            raise ValueError(f"{part!r} is no amount of calls or tokens")
        count = float(found["count"].replace(",", "").replace("_", "")) * THOUSANDS[found["thousands"].lower()]
        limits[f"{found['what'].lower().rstrip('s')}s"] = round(count)
    return Budget(limits.get("calls"), limits.get("tokens"))
