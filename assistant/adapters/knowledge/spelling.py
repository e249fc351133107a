"""Mistyped words put right before a query is searched. Pure; knows the guide's words and whatever reads them.

A small embedding model spells out a word that it does not know and takes it for another thing: "kuberntes" is near to
nothing. Only such words are touched, only towards a word of the guide with the same first letter, and only by one slip
of the fingers, or two in a long word.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cached_property

from assistant.adapters.knowledge.lexical import STOP_WORDS, stem

WORD = re.compile(r"[A-Za-z]+")
SHORTEST, LONG = 5, 8
"""Letters: shorter words are too near to others; a long one may hold two slips."""


class Spelling:
    """`words` are those of the guide with how often it has them; `reads` says whether the model knows a word."""

    def __init__(self, words: Mapping[str, int], reads: Callable[[str], bool]) -> None:
        self._words, self._reads = words, reads

    def corrected(self, text: str) -> str:
        return WORD.sub(lambda found: self._corrected(found[0]), text)

    def _corrected(self, word: str) -> str:
        small = word.lower()
        if len(small) < SHORTEST or small in STOP_WORDS or stem(small) in self._stems or self._reads(small):
            return word
        slips = 2 if len(small) >= LONG else 1
        near = [
            (several, -self._words[other], other)
            for other in self._by_first_letter[small[0]]
            if (several := slips_between(small, other, slips)) <= slips
        ]
        return min(near)[2] if near else word

    @cached_property
    def _stems(self) -> set[str]:
        return {stem(word) for word in self._words}

    @cached_property
    def _by_first_letter(self) -> dict[str, list[str]]:
        words: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            if len(word) >= SHORTEST - 1:
                words[word[0]].append(word)
        return words


def slips_between(a: str, b: str, most: int) -> int:
    """Letters left out, added, exchanged or swapped with their neighbour; more than `most` where there are more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    above, before = list(range(len(b) + 1)), [0] * (len(b) + 1)
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            slips = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and other == a[i - 2]:
                slips = min(slips, before[j - 2] + 1)
            row.append(slips)
        if min(row) > most:
            return most + 1
        above, before = row, above
    return above[-1]
