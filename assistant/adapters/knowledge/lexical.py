"""Search by words: terms of a text, and BM25 over them. Pure; knows nothing of files, vectors or the guide."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
SATURATION, LENGTH_WEIGHT = 1.2, 0.6  # BM25's k1 and b

STOP_WORDS = frozenset(
    word
    for line in (
        "a about after all also am an and any are as at be because been before being but by can could did do does doing",
        "done for from get gets getting go goes going got had has have having he her here him his how i if in into is it",
        "its just let like may me might more most must my no not of off on one only or other our ours out over own per",
        "please put s shall she should so some such t than that the their them then there these they thing things this",
        "those through to too under until up upon us very was we were what when where whether which while who whom whose",
        "why will with would yes you your",
    )
    for word in line.split()
)

ENDINGS = (  # longest first; an ending stays where fewer than three letters would be left
    ("izations", "is"), ("isations", "is"), ("ization", "is"), ("isation", "is"), ("fulness", "ful"), ("iveness", "ive"),
    ("ability", "able"), ("ibility", "ible"), ("izing", "is"), ("ising", "is"), ("ized", "is"), ("ised", "is"), ("izes", "is"),
    ("ises", "is"), ("ize", "is"), ("ise", "is"), ("ements", ""), ("ations", "at"), ("ation", "at"), ("ement", ""), ("ments", ""),
    ("ingly", ""), ("edly", ""), ("ings", ""), ("ment", ""), ("ness", ""), ("sses", "ss"), ("ies", "y"), ("ied", "y"), ("ing", ""),
    ("ers", "er"), ("ed", ""), ("ly", ""), ("es", ""), ("ss", "ss"), ("e", ""), ("s", ""),
)  # fmt: skip


def terms(text: str) -> list[str]:
    """Lower-case stems in reading order, without the words that every text has."""
    return [
        stem(word)
        for word in WORD.findall(text.lower())
        if word not in STOP_WORDS and (len(word) > 1 or word.isdigit())
    ]


def stem(word: str) -> str:
    """Takes endings off, so that "deploying", "deployed" and "deploys" meet. Rough on purpose."""
    word = word.removesuffix("'s").removesuffix("’s")
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _undoubled(word[: -len(ending)] + instead)
    return word


def _undoubled(word: str) -> str:
    """The "stopp" of "stopping" is the "stop" of "stop"; "ss", "ll" and "zz" stay."""
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "slz" else word


class BM25:
    """How much of a query each document covers."""

    def __init__(self, documents: Mapping[str, Sequence[str]]) -> None:
        counted = {name: Counter(document) for name, document in documents.items()}
        lengths = {name: counts.total() for name, counts in counted.items()}
        average = sum(lengths.values()) / max(1, len(lengths)) or 1.0
        containing = Counter(term for counts in counted.values() for term in counts)
        self.rarity = {term: math.log(1 + (len(counted) - n + 0.5) / (n + 0.5)) for term, n in containing.items()}
        self._unknown = math.log(2 + 2 * len(counted))
        self._weights: dict[str, dict[str, float]] = defaultdict(dict)
        for name, counts in counted.items():
            half = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * lengths[name] / average)
            for term, n in counts.items():
                self._weights[term][name] = n / (n + half)

    def shares(self, query: Iterable[str]) -> dict[str, float]:
        """Document -> the share of the query it covers, each term weighed by its rarity; 0 to 1; a document at 0 is left out.

        A term that no document has weighs most, so that a query about something else stays low everywhere.
        """
        wanted = set(query)
        whole = sum(self.rarity.get(term, self._unknown) for term in wanted) or 1.0
        covered: dict[str, float] = defaultdict(float)
        for term in wanted:
            for name, weight in self._weights.get(term, {}).items():
                covered[name] += self.rarity[term] * weight / whole
        return dict(covered)
