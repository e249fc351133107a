"""A reply that a model wrote, with what it had to go by. Who wrote it and how it was sent is not known here."""

import re
from typing import NamedTuple


class Reply(NamedTuple):
    text: str
    told: str = ""
    """What the person said, and what was worked out from it."""
    sections: frozenset[str] = frozenset()
    """Ids and numbers of the guide sections that were retrieved for it."""
    passages: str = ""
    """Their text."""


class Fault(NamedTuple):
    """Words of the reply and a sentence about them."""

    quote: str
    message: str


def questions(text: str) -> list[str]:
    """The sentences that ask."""
    return [one.strip() for one in re.split(r"(?<=[.!?])\s+", text) if one.rstrip("*_ )").endswith("?")]
