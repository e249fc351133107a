"""A message cut into tokens, sentences and clauses that know each other, so that a reader can ask what stands nearby."""

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from assistant.domain.reading import spans
from assistant.domain.reading.facts import Span
from assistant.domain.reading.tokens import Token, tokens_of


@dataclass(frozen=True)
class Passage:
    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Span, ...]
    clauses: tuple[Span, ...]

    @classmethod
    def of(cls, text: str) -> "Passage":
        sentences = spans.sentences(text)
        return cls(text, tuple(tokens_of(text)), sentences, spans.clauses(text, sentences))

    @cached_property
    def list_numbers(self) -> frozenset[int]:
        """Offsets at which a list number starts."""
        return frozenset(start for start, _ in spans.list_numbers(self.text))

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _clause_ranges(self) -> list[range]:
        return self._ranges(self.clauses)

    @cached_property
    def _sentence_ranges(self) -> list[range]:
        return self._ranges(self.sentences)

    def clause(self, index: int) -> range:
        """Indexes of the tokens in the clause around this token; just the token where it stands in none."""
        return _range_around(self._clause_ranges, index)

    def sentence(self, index: int) -> range:
        return _range_around(self._sentence_ranges, index)

    def has_near(self, words: Collection[str], index: int, before: int, after: int, same: str = "clause") -> bool:
        """Whether one of the words stands up to so many tokens before or after this one, in the same clause or sentence."""
        around = self.clause(index) if same == "clause" else self.sentence(index)
        first, stop = max(around.start, index - before), min(around.stop, index + after + 1)
        return any(self.tokens[position].low in words for position in range(first, stop))

    def _ranges(self, pieces: tuple[Span, ...]) -> list[range]:
        bounds = [piece.start for piece in pieces] + [len(self.text)]
        starts = self._token_starts
        cuts = [bisect_right(starts, bound - 1) for bound in bounds]
        return [range(first, stop) for first, stop in zip(cuts, cuts[1:], strict=False)]


def _range_around(ranges: list[range], index: int) -> range:
    position = bisect_right(ranges, index, key=lambda piece: piece.start) - 1
    if 0 <= position < len(ranges) and index in ranges[position]:
        return ranges[position]
    return range(index, index + 1)
