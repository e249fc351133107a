"""Answers the knowledge port: finds passages by meaning and by words together, by words alone when it must.

Retrieval never stops a conversation: whatever is wrong with the index or the embedding model costs precision and is
told by `status()`. Building is asked for, by `prepare` and `rebuild`; a query only ever opens what is there.
"""

import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from assistant.adapters.knowledge.chroma_index import (
    ADDED_AT_ONCE,
    SEARCH_BREADTH,
    Batch,
    EmbeddedIndex,
    Index,
    ServerIndex,
)
from assistant.adapters.knowledge.chunking import CUTTING, Entry, entries_of
from assistant.adapters.knowledge.elsewhere import ELSEWHERE
from assistant.adapters.knowledge.embedding import EMBEDDED, Embedder, embedder_from, normalised
from assistant.adapters.knowledge.guide_files import GuideFiles
from assistant.adapters.knowledge.lexical import BM25, terms
from assistant.adapters.knowledge.ranking import Evidence, Kept, Near, evidence, ranked, ranked_by_words
from assistant.adapters.knowledge.spelling import WORD, Spelling
from assistant.errors import IndexUnusable
from assistant.ports import IndexStatus, Passage, Progress, Section

if TYPE_CHECKING:
    from assistant.adapters.knowledge.embedding import Vectors

PAUSE = 60.0  # seconds before an index or embedding model that failed is tried again
TRIAL = "what to ask before building"
READING = "Reading the guide into the index"
REMEMBERED = 256  # vectors of recent lines


def open_guide(
    guide: Path,
    data: Path,
    *,
    chroma_url: str | None = None,
    embedding: str = EMBEDDED,
    base_url: str | None = None,
    api_key: str | None = None,
    elsewhere: Sequence[str] = ELSEWHERE,
) -> "GuideKnowledge":
    """The guide in folder `guide`, its index in the data folder or on a server. Opens and reads nothing yet.

    `base_url` and `api_key` are for an embedding endpoint; without them it takes the usual OPENAI_ variables. `elsewhere`
    names what the guide is not about.
    """
    return GuideKnowledge(
        GuideFiles(guide),
        embedder_from(embedding, base_url=base_url, api_key=api_key),
        lambda name: ServerIndex(chroma_url, name) if chroma_url else EmbeddedIndex(data / "index", name),
        elsewhere=elsewhere,
    )


class Found(NamedTuple):
    near: dict[str, Near]
    """By the entry's id."""
    asked: float
    """Mean similarity to every ask."""


class GuideKnowledge:
    def __init__(
        self,
        files: GuideFiles,
        embedder: Embedder,
        index: Callable[[str], Index],
        seconds: Callable[[], float] = time.monotonic,
        elsewhere: Sequence[str] = ELSEWHERE,
    ) -> None:
        self._files, self.embedder, self._index_named, self._seconds = files, embedder, index, seconds
        self._elsewhere = elsewhere
        self._why = ""
        self._again_at = 0.0
        self._line = lru_cache(REMEMBERED)(lambda line: embedder.embed([line])[0])

    def find(self, query: str, k: int = 5, *, chunks: bool = False) -> Sequence[Passage]:
        """Best first, one a section unless `chunks`, empty when the guide has nothing to say."""
        if not terms(query) or k < 1:
            return []
        query = self._spelled(query)
        asked = terms(query)
        found = self._nearest(query)
        words = self._words.shares(asked)
        if found:
            scores = ranked(found.near.values(), self._held, words, found.asked)
        else:
            scores = ranked_by_words(words, max(self._other_words.shares(asked).values(), default=0.0))
        return list(islice(self._passages(scores, found.near if found else {}, asked, chunks), k))

    def vector(self, query: str) -> "Vectors":
        """Amid those of its lines. A line that comes again, as a question does, is not embedded again."""
        import numpy as np

        lines = [line for line in query.splitlines() if line.strip()] or [query]
        middle: Vectors = normalised(np.mean([self._line(line) for line in lines], axis=0, keepdims=True))[0]
        return middle

    def passage(self, section: str, about: str) -> str:
        """The part of a section that says most about these words; empty where it says nothing of them."""
        about = self._spelled(about)
        asked = terms(about)
        found = self._nearest(about) if asked else None
        closeness = self._closeness(found.near if found else {}, asked)
        best = max(self._chunks.get(section, ()), key=closeness, default=None)
        return best.text if best is not None and closeness(best) > (0.0, 0.0) else ""

    def title(self, section: str) -> str | None:
        return self._files.title(section)

    def section(self, id: str) -> Section | None:
        return self._files.section(id)

    def ids(self) -> Sequence[str]:
        return self._files.ids()

    def status(self, check: bool = False) -> IndexStatus:
        try:
            self.index.ready()
            self.index.nearest(self.vector(TRIAL), 1)
            if check:
                self.index.check()
        except IndexUnusable as fault:
            self._words_alone_for_a_while(fault)
        else:
            self._why, self._again_at = "", 0.0
        return self._status()

    def prepare(self, progress: Progress) -> IndexStatus:
        if self.status().mode == "hybrid":
            return self._status()
        try:
            return self.rebuild(progress)
        except IndexUnusable as fault:
            self._words_alone_for_a_while(fault)
            return self._status()

    def rebuild(self, progress: Progress) -> IndexStatus:
        self.index.build(len(self._entries), self._batches(), lambda done: progress(READING, done))
        return self.status()

    def _batches(self) -> Iterator[Batch]:
        entries = list(self._entries.values())
        for start in range(0, len(entries), ADDED_AT_ONCE):
            part = entries[start : start + ADDED_AT_ONCE]
            texts = [entry.searched for entry in part]
            yield Batch([entry.id for entry in part], self.embedder.embed(texts), texts)

    def entries(self) -> Sequence[Entry]:
        """What is or would be indexed."""
        return tuple(self._entries.values())

    def close(self) -> None:
        self.index.close()

    def evidence(self, query: str) -> Evidence | None:
        """What `find` would decide by; None when words must do."""
        query = self._spelled(query)
        found = self._nearest(query)
        words = self._words.shares(terms(query))
        return evidence(found.near.values(), self._held, words, found.asked) if found else None

    def _spelled(self, query: str) -> str:
        try:
            return self._spelling.corrected(query)
        except IndexUnusable:  # no model to say which words it knows
            return query

    def _nearest(self, query: str) -> Found | None:
        if self._why and self._seconds() < self._again_at:
            return None
        try:
            self.index.ready()
            vector = self.vector(query)
            found = self.index.nearest(vector, SEARCH_BREADTH)
            asked = float(vector @ self._middle)
        except IndexUnusable as fault:
            self._words_alone_for_a_while(fault)
            return None
        self._why = ""
        entries = self._entries
        return Found(
            {id: Near(entries[id].section, entries[id].kind, near) for id, near in found if id in entries}, asked
        )

    def _words_alone_for_a_while(self, fault: IndexUnusable) -> None:
        self._why, self._again_at = str(fault), self._seconds() + PAUSE

    def _status(self) -> IndexStatus:
        return IndexStatus(
            mode="words" if self._why else "hybrid",
            why=self._why,
            sections=len(self._files.ids()),
            entries=len(self._entries),
            embedding=self.embedder.id,
            place=self.index.place,
        )

    def _passages(
        self, scores: Sequence[tuple[str, float]], near: Mapping[str, Near], asked: Sequence[str], chunks: bool
    ) -> Iterator[Passage]:
        for section, score in scores:
            best_first = sorted(self._chunks[section], key=self._closeness(near, asked), reverse=True)
            for entry in best_first if chunks else best_first[:1]:
                yield Passage(section, self._files.title(section) or section, entry.text, score, heading=entry.heading)

    def _closeness(self, near: Mapping[str, Near], asked: Sequence[str]) -> Callable[[Entry], tuple[float, float]]:
        wanted = set(asked)
        return lambda entry: (
            near[entry.id].similarity if entry.id in near else 0.0,
            sum(self._words.rarity[term] for term in wanted.intersection(self._terms[entry.id])),
        )

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in entries_of(self._files, self._elsewhere)}

    @cached_property
    def _middle(self) -> "Vectors":
        """Of everything people ask the guide, or of its text where no section has asks; from the index, not embedded again."""
        of_kind = {
            kind: [entry.id for entry in self._entries.values() if entry.kind == kind] for kind in ("ask", "text")
        }
        middle: Vectors = self.index.vectors(of_kind["ask"] or of_kind["text"]).mean(axis=0)
        return middle

    @cached_property
    def _spelling(self) -> Spelling:
        texts = (entry.searched.lower() for entry in self._entries.values() if entry.kind != "elsewhere")
        return Spelling(Counter(word for text in texts for word in WORD.findall(text)), self.embedder.reads)

    @cached_property
    def _held(self) -> Counter[Kept]:
        return Counter((entry.kind, entry.section) for entry in self._entries.values())

    @cached_property
    def _chunks(self) -> dict[str, list[Entry]]:
        by_section: dict[str, list[Entry]] = defaultdict(list)
        for entry in self._entries.values():
            if entry.kind == "text":
                by_section[entry.section].append(entry)
        return by_section

    @cached_property
    def _terms(self) -> dict[str, list[str]]:
        return {entry.id: terms(entry.searched) for entry in self._entries.values() if entry.kind != "elsewhere"}

    @cached_property
    def _words(self) -> BM25:
        by_section: dict[str, list[str]] = defaultdict(list)
        for id, several in self._terms.items():
            by_section[self._entries[id].section] += several
        return BM25(by_section)

    @cached_property
    def _other_words(self) -> BM25:
        return BM25({line: terms(line) for line in self._elsewhere})

    @cached_property
    def index(self) -> Index:
        made_of = hashlib.sha256(f"{self._files.digest} {CUTTING} {self._elsewhere}".encode()).hexdigest()
        return self._index_named(f"guide-{made_of[:12]}-{self.embedder.id}")
