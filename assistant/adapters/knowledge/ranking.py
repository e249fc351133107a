"""Evidence for each section as one score, best first, and silence where the evidence is thin. Pure.

A section counts as near as its three best pieces of text and its three best `asks`, plus the share of the query's
words it covers. Three, since one lucky sentence proves little; a mean, since sections differ in length.

Whether to answer at all is another question than which section is best: the best score is weighed with how near the
query is to everything people ask the guide, against the nearest of what the guide is not about. All weights were fitted
on evals/cases/retrieval.yaml without its held-out kinds; `python -m evals.bench.ablation --fit` does it again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

PIECES = 3

MEANING_WEIGHTS: dict["Kind", float] = {"text": 0.35, "ask": 0.50}
WORDS_WEIGHT = 0.20
ASKED_WEIGHT, ELSEWHERE_WEIGHT = 1.7, 0.63
"""Beside the best score, which weighs 1: a logistic regression, scaled."""
SILENT_BELOW = 0.11
WORDS_ALONE_SILENT_BELOW, WORDS_ALONE_ELSEWHERE_WEIGHT = 0.19, 0.7
WORTH_LISTING = 0.6
"""Further sections are listed down to this share of the best score."""

Kind = Literal["text", "ask", "elsewhere"]
Kept = tuple[Kind, str]
"""What an entry is and the section it belongs to."""
NO_SECTION: Kept = ("elsewhere", "")


@dataclass(frozen=True)
class Near:
    """An entry of the index and its cosine similarity to the query."""

    section: str
    kind: Kind
    similarity: float


@dataclass(frozen=True)
class Evidence:
    """What a query found, summed up: `scores` of sections, and what decides whether to speak at all."""

    scores: Mapping[str, float]
    asked: float
    """Mean similarity to everything people ask the guide."""
    elsewhere: float
    """Similarity to the nearest thing that the guide is not about."""

    @property
    def best(self) -> float:
        return max(self.scores.values(), default=0.0)

    @property
    def confidence(self) -> float:
        return self.best + ASKED_WEIGHT * self.asked - ELSEWHERE_WEIGHT * self.elsewhere


def ranked(
    near: Iterable[Near], held: Mapping[Kept, int], words: Mapping[str, float], asked: float
) -> list[tuple[str, float]]:
    """Sections with their scores; none when the guide has nothing to say."""
    found = evidence(near, held, words, asked)
    return _worth_listing(found.scores) if found.confidence >= SILENT_BELOW else []


def evidence(near: Iterable[Near], held: Mapping[Kept, int], words: Mapping[str, float], asked: float) -> Evidence:
    """`held` is how many entries of each kind the index has for each section, `words` the share of the query that each
    section covers, 0 to 1, `asked` the mean similarity to every ask.
    """
    found: dict[Kept, list[float]] = {}
    for one in sorted(near, key=lambda one: -one.similarity):
        found.setdefault((one.kind, one.section), []).append(one.similarity)
    # What is not among the nearest is at most as similar as the last of them.
    floor = min((similarities[-1] for similarities in found.values()), default=0.0)

    def nearness(kind: Kind, section: str) -> float:
        pieces = min(PIECES, held[kind, section])
        best = found.get((kind, section), [])[:pieces]
        return (sum(best) + floor * (pieces - len(best))) / pieces

    def score(section: str) -> float:
        weights = {kind: weight for kind, weight in MEANING_WEIGHTS.items() if held.get((kind, section))}
        meant = sum(weight * nearness(kind, section) for kind, weight in weights.items()) / sum(weights.values())
        return sum(MEANING_WEIGHTS.values()) * meant + WORDS_WEIGHT * words.get(section, 0.0)

    scores = {section: score(section) for section in {section for _, section in found if section} | words.keys()}
    return Evidence(scores, asked, max(found.get(NO_SECTION, [floor])))


def ranked_by_words(words: Mapping[str, float], elsewhere: float = 0.0) -> list[tuple[str, float]]:
    """`elsewhere` is the largest share of the query that a line covers of what the guide is not about."""
    confidence = max(words.values(), default=0.0) - WORDS_ALONE_ELSEWHERE_WEIGHT * elsewhere
    return _worth_listing(words) if words and confidence >= WORDS_ALONE_SILENT_BELOW else []


def _worth_listing(scores: Mapping[str, float]) -> list[tuple[str, float]]:
    least = max(scores.values(), default=0.0) * WORTH_LISTING
    kept = [(section, round(score, 4)) for section, score in scores.items() if score >= least]
    return sorted(kept, key=lambda one: (-one[1], one[0]))
