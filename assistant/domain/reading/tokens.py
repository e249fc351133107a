"""The words, numbers and marks of a message with their offsets, and phrase tables matched over them.

Every reader walks tokens by index, so that reading stays linear in the length of the message. A token
knows how it is written, not what it means.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, Literal, NamedTuple, TypeVar

from assistant.domain.reading.wordlists import phrases, words

TokenKind = Literal["word", "number", "coded", "date", "clock", "link", "mark"]

TOKEN = re.compile(
    r"""
      (?P<link>(?:https?://|www\.)\S++ | (?<![\w.+-])[\w.+-]++@[\w-]\S*+)
    | (?P<date>(?<![\w./-])(?:[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}
        | [0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4} | [0-9]{1,2}/[0-9]{1,2}/[0-9]{4}
        | [0-9]{1,2}-[0-9]{1,2}-[0-9]{4})(?![\w/-]|\.[0-9]))
    | (?P<clock>(?<![\w.:])[0-9]{1,2}:[0-9]{2}(?!\w|[:.][0-9]))
    | (?P<number>(?<![0-9])[1-9][0-9]{0,2}(?:[ ][0-9]{3}){1,3}+(?![0-9]|[.,][0-9])
        | [0-9]++(?:[.,'’\u00a0\u202f][0-9]++)*+)
    | (?P<coded>[pP][0-9]{2}(?:\.[0-9]++)?(?!\w))
    | (?P<word>[^\W\d]\w*+(?:['’][^\W\d_]++)*+)
    | (?P<mark>\n|[^\s])
    """,
    re.VERBOSE,
)

CONTRACTIONS = words("it's that's there's what's who's he's she's let's here's where's how's")


class Token(NamedTuple):
    """One word, number or mark. A "coded" token is a word with digits in it: S3, IPv6, p95, Q2, k8s."""

    text: str
    low: str
    """Lower case with a straight apostrophe and without a possessive "'s"."""
    start: int
    end: int
    kind: TokenKind
    glued: bool
    """Whether nothing stands between it and the token before."""


def tokens_of(text: str) -> list[Token]:
    found: list[Token] = []
    last_end = -1
    for match in TOKEN.finditer(text):
        raw = match.group()
        kind: TokenKind = match.lastgroup  # type: ignore[assignment]
        low = raw.lower().replace("’", "'")
        start, end = match.span()
        glued = start == last_end
        last_end = end
        if kind == "word":
            if any(char.isdigit() for char in raw):
                kind = "coded"
            if low.endswith("'s") and low not in CONTRACTIONS:
                low, end = low[:-2], end - 2
        found.append(Token(raw, low, start, end, kind, glued))
    return found


Value = TypeVar("Value")


class Hit(NamedTuple, Generic[Value]):
    value: Value
    stop: int
    """Index of the first token after the phrase."""


class Phrases(Generic[Value]):
    """A table of phrases, matched in lower case at a token; the longest phrase wins."""

    def __init__(self, table: Mapping[str, Value] | Iterable[tuple[str, Value]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        pairs = table.items() if isinstance(table, Mapping) else table
        for phrase, value in pairs:
            first, *rest = (token.low for token in tokens_of(phrase))
            self._by_first.setdefault(first, []).append((tuple(rest), value))
        for endings in self._by_first.values():
            endings.sort(key=lambda ending: -len(ending[0]))

    @classmethod
    def listed(cls, table: Mapping[Value, str]) -> "Phrases[Value]":
        """From the phrases of each value, between bars."""
        return cls((phrase, value) for value, listed in table.items() for phrase in phrases(listed))

    def at(self, tokens: Sequence[Token], index: int) -> Hit[Value] | None:
        if not 0 <= index < len(tokens):
            return None
        for rest, value in self._by_first.get(tokens[index].low, ()):
            stop = index + 1 + len(rest)
            if stop <= len(tokens) and all(tokens[index + 1 + offset].low == word for offset, word in enumerate(rest)):
                return Hit(value, stop)
        return None

    def over(self, tokens: Sequence[Token], first: int, stop: int) -> Value | None:
        """The value of the phrase that tokens[first:stop] spell."""
        if not 0 <= first < len(tokens):
            return None
        spelled = tuple(token.low for token in tokens[first + 1 : stop])
        endings = self._by_first.get(tokens[first].low, ())
        return next((value for rest, value in endings if rest == spelled), None)


def low_at(tokens: Sequence[Token], index: int) -> str:
    """The token's lower-case form; empty beyond either end."""
    return tokens[index].low if 0 <= index < len(tokens) else ""


def kind_at(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].kind if 0 <= index < len(tokens) else ""


def glued_at(tokens: Sequence[Token], index: int) -> bool:
    return 0 <= index < len(tokens) and tokens[index].glued
