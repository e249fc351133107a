"""What each part of the guide's search adds: `python -m evals.bench.ablation` prints the table of evals/README.md.

Every variant answers evals/cases/retrieval.yaml with exact similarities, without an index. `--fit` prints how the
weights that decide on silence come out of a logistic regression over the questions that are not held out.
"""

import argparse
import re
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from assistant.adapters.knowledge.chroma_index import SEARCH_BREADTH
from assistant.adapters.knowledge.chunking import Entry, entries_of, plain_text
from assistant.adapters.knowledge.embedding import MiniLM
from assistant.adapters.knowledge.guide_files import GuideFiles
from assistant.adapters.knowledge.lexical import BM25, terms
from assistant.adapters.knowledge.ranking import SILENT_BELOW, Evidence, Near, evidence
from assistant.adapters.knowledge.spelling import WORD, Spelling

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "knowledge" / "guide"
CASES = ROOT / "evals" / "cases" / "retrieval.yaml"
HEAD = "| variant | hit@3 | MRR | held out: hit@3 | MRR | silent off topic | held out |"
WRONGLY_SILENT = 0.02
"""Share of the development questions for the guide that a threshold on the best score alone may leave unanswered."""

Vectors = np.ndarray[Any, np.dtype[np.float32]]
Case = dict[str, Any]
Answer = tuple[Case, Evidence]


@dataclass(frozen=True)
class Variant:
    """Which parts take part. `decides` is silence as it ships; without, a threshold on the best score."""

    name: str
    words: bool = True
    meaning: bool = True
    asks: bool = True
    headings: bool = True
    spelling: bool = False
    decides: bool = False


VARIANTS = (
    Variant("lexical: BM25 over the text", meaning=False, asks=False, headings=False),
    Variant("dense: the text by meaning", words=False, asks=False, headings=False),
    Variant("fused", asks=False, headings=False),
    Variant("+ asks", headings=False),
    Variant("+ headings"),
    Variant("+ spelling", spelling=True),
    Variant("+ what lies elsewhere (shipped)", spelling=True, decides=True),
)


@dataclass(frozen=True)
class Quality:
    hit_at_3: float
    reciprocal_rank: float
    silence: float
    """The share of questions about something else that get no answer."""


class Bench:
    """The guide's entries and the questions, each text embedded once."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self.cases = cases
        self.entries = entries_of(GuideFiles(GUIDE))
        self._embedder = MiniLM()
        words = Counter(
            word for entry in self.entries if entry.section for word in WORD.findall(entry.searched.lower())
        )
        self._spelling = Spelling(words, self._embedder.reads)
        self._vectors: dict[str, Vectors] = {}

    def answers(self, variant: Variant) -> list[Answer]:
        entries = [entry for entry in map(_bare, self.entries) if variant.asks or entry.kind != "ask"]
        if variant.headings:
            entries = [entry for entry in self.entries if variant.asks or entry.kind != "ask"]
        queries = [
            self._spelling.corrected(case["query"]) if variant.spelling else case["query"] for case in self.cases
        ]
        held = Counter((entry.kind, entry.section) for entry in entries)
        shares = _bm25(entries)
        similar, asked = self._similar(queries, entries) if variant.meaning else (None, [0.0] * len(queries))
        answers = []
        for row, (case, query) in enumerate(zip(self.cases, queries, strict=True)):
            words = shares.shares(terms(query)) if variant.words else {}
            if similar is None:
                answers.append((case, Evidence(words, 0.0, 0.0)))
            else:
                answers.append((case, evidence(_nearest(similar[row], entries), held, words, asked[row])))
        return answers

    def _similar(self, queries: Sequence[str], entries: Sequence[Entry]) -> tuple[Vectors, list[float]]:
        similar = self._embed(queries) @ self._embed([entry.searched for entry in entries]).T
        asks = [n for n, entry in enumerate(entries) if entry.kind == "ask"]
        return similar, [float(one) for one in similar[:, asks].mean(axis=1)] if asks else [0.0] * len(queries)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        new = list(dict.fromkeys(text for text in texts if text not in self._vectors))
        self._vectors |= dict(zip(new, self._embedder.embed(new), strict=True)) if new else {}
        return np.array([self._vectors[text] for text in texts])


def _bare(entry: Entry) -> Entry:
    return replace(entry, searched=plain_text(entry.text)) if entry.kind == "text" else entry


def _bm25(entries: Iterable[Entry]) -> BM25:
    by_section: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if entry.kind != "elsewhere":
            by_section[entry.section] += terms(entry.searched)
    return BM25(by_section)


def _nearest(similar: Vectors, entries: Sequence[Entry]) -> list[Near]:
    nearest = np.argpartition(-similar, SEARCH_BREADTH)[:SEARCH_BREADTH]
    return [Near(entries[n].section, entries[n].kind, float(similar[n])) for n in nearest]


def held_out(case: Case) -> bool:
    return bool(case["kind"].startswith("held-out"))


def measured(answers: Sequence[Answer], threshold: float, value: Mapping[int, float]) -> Quality:
    """`value` of each answer by its place; below `threshold` nothing is said."""
    ranks, silent = [], []
    for place, (case, found) in enumerate(answers):
        spoken = value[place] >= threshold
        if not case["relevant"]:
            silent.append(not spoken)
            continue
        best = sorted(found.scores, key=lambda id: (-found.scores[id], id))[:10] if spoken else []
        ranks.append(min((best.index(id) + 1 for id in case["relevant"] if id in best), default=None))
    return Quality(
        statistics.fmean(rank is not None and rank <= 3 for rank in ranks),
        statistics.fmean(1 / rank if rank else 0.0 for rank in ranks),
        statistics.fmean(silent),
    )


def row(variant: Variant, answers: Sequence[Answer]) -> str:
    value = [found.confidence if variant.decides else found.best for _, found in answers]
    threshold = SILENT_BELOW if variant.decides else _leaves_unanswered(answers, value)
    figures = []
    for held in (False, True):
        chosen = [n for n, (case, _) in enumerate(answers) if held_out(case) is held]
        figures.append(measured([answers[n] for n in chosen], threshold, dict(enumerate(value[n] for n in chosen))))
    development, others = figures
    cells = [
        development.hit_at_3,
        development.reciprocal_rank,
        others.hit_at_3,
        others.reciprocal_rank,
        development.silence,
        others.silence,
    ]
    return f"| {variant.name} | " + " | ".join(f"{cell:.2f}" for cell in cells) + " |"


def _leaves_unanswered(answers: Sequence[Answer], value: Sequence[float]) -> float:
    development = [
        one for one, (case, _) in zip(value, answers, strict=True) if case["relevant"] and not held_out(case)
    ]
    return float(np.quantile(development, WRONGLY_SILENT))


def fitted(answers: Sequence[Answer], folds: int = 5) -> str:
    """The weights, the best score's being 1, and how well they tell the two kinds of question apart."""
    development = [(case, found) for case, found in answers if not held_out(case)]
    features = np.array([[found.best, found.asked, found.elsewhere] for _, found in development])
    on = np.array([bool(case["relevant"]) for case, _ in development])
    weights = _logistic(features, on)
    out_of_fold = np.zeros(len(on))
    fold = np.random.default_rng(0).integers(0, folds, len(on))
    for one in range(folds):
        out_of_fold[fold == one] = features[fold == one] @ _logistic(features[fold != one], on[fold != one])[:-1]
    best, asked, elsewhere, bias = weights
    return (
        f"asked {asked / best:.2f}  elsewhere {elsewhere / best:.2f}  as likely as not at {-bias / best:.2f}  "
        f"area under the curve {_area(features @ weights[:-1], on):.4f}, cross-validated {_area(out_of_fold, on):.4f}"
    )


def _logistic(features: np.ndarray, on: np.ndarray, ridge: float = 0.01) -> np.ndarray:
    """Both classes weigh the same; by Newton's method."""
    design = np.c_[features, np.ones(len(features))]
    share = np.where(on, 0.5 / on.mean(), 0.5 / (1 - on.mean()))
    penalty = np.diag([ridge] * features.shape[1] + [1e-6])
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (share * (likely - on)) + penalty @ weights
        bend = (design * (share * likely * (1 - likely))[:, None]).T @ design + penalty
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def _area(value: np.ndarray, on: np.ndarray) -> float:
    return float((value[on][:, None] > value[~on][None]).mean())


def table(bench: Bench) -> list[str]:
    return [HEAD, re.sub(r"[^|]+", " --- ", HEAD).strip(), *(row(each, bench.answers(each)) for each in VARIANTS)]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fit", action="store_true", help="the weights of silence instead of the table")
    asked = parser.parse_args(arguments)
    bench = Bench(yaml.safe_load(CASES.read_text(encoding="utf-8")))
    print(fitted(bench.answers(VARIANTS[-1])) if asked.fit else "\n".join(table(bench)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
