"""People's own documents by collection: taken in, listed, found, removed.

A collection is a folder of its own: a shelf (`shelf.db`), which is the truth, and an index made from it. What is wrong with
an index costs precision and nothing else. A session's documents are a collection that only its id opens, so no query of
another session can reach them.
"""

import hashlib
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.adapters.documents.cutting import cut
from assistant.adapters.documents.guarded import read_document
from assistant.adapters.documents.kinds import EMPTY, HEAD, kind_of
from assistant.adapters.documents.limits import LIMITS, Limits, Refused
from assistant.adapters.documents.names import NAME
from assistant.adapters.documents.part import section_id, title_of
from assistant.adapters.documents.shelf import Held, Kept, Shelf
from assistant.adapters.knowledge.chroma_index import Batch, EmbeddedIndex, Index, ServerIndex
from assistant.adapters.knowledge.embedding import Embedder
from assistant.adapters.knowledge.lexical import terms
from assistant.adapters.knowledge.ranking import WORTH_LISTING
from assistant.errors import BadInput, IndexUnusable
from assistant.ports import Clock, DocumentInfo, Passage, Progress

if TYPE_CHECKING:
    from assistant.adapters.knowledge.embedding import Vectors

SHELF = "shelf.db"
OPEN_AT_ONCE = 8

EMBEDDED_AT_ONCE = 128
EMBEDDING = 4
"""Queries that are embedded at once."""
ATTEMPTS = 3
"""How often an index is made anew because the documents changed meanwhile."""
NEAREST, BY_WORDS = 60, 30
MEANING_WEIGHT, WORDS_WEIGHT = 0.85, 0.20
SILENT_BELOW, WORDS_ALONE_SILENT_BELOW = 0.30, 0.25
"""Of a score. Documents may be about anything, so what they are not about is not known; only how near they come."""


@dataclass(frozen=True)
class Source:
    """A file as it was given. `read` is called once, when its turn comes; it may raise Refused."""

    name: str
    size: int
    read: Callable[[], bytes]


@dataclass(frozen=True)
class Taken:
    """What became of one file: `refused` says why not, `known` that its content was there already."""

    name: str
    pieces: int = 0
    known: bool = False
    refused: str = ""


@dataclass(frozen=True)
class CollectionState:
    """`indexed` says whether the index is whole, of these documents and of this model; if not, words alone find them."""

    name: str
    documents: int
    pieces: int
    indexed: bool


class Opened:
    """A collection in use."""

    def __init__(self, shelf: Shelf, index: Index) -> None:
        self.shelf, self.index, self.users = shelf, index, 0

    def close(self) -> None:
        self.index.close()
        self.shelf.close()


class Library:
    """`vector` embeds one query; it may remember, so that a query is embedded once for the guide and for all of these."""

    def __init__(
        self,
        root: Path,
        embedder: Embedder,
        clock: Clock,
        *,
        chroma_url: str | None = None,
        vector: "Callable[[str], Vectors] | None" = None,
        limits: Limits = LIMITS,
    ) -> None:
        self._root, self._embedder, self._clock, self._url, self._limits = root, embedder, clock, chroma_url, limits
        self._vector = vector or (lambda query: embedder.embed([query])[0])
        self._embedding = ThreadPoolExecutor(EMBEDDING, thread_name_prefix="embedding")
        self._open: OrderedDict[str, Opened] = OrderedDict()
        self._opening = threading.RLock()

    # -- taking in -----------------------------------------------------------------------------------------------------

    def add(self, collection: str, sources: Iterable[Source], progress: Progress) -> list[Taken]:
        """Reads files into a collection, one after the other; a refused one holds up no other.

        What was interrupted goes on where it stopped when it is asked for again. Raises StorageUnusable, and
        IndexUnusable when all is stored but could not be indexed, so that words alone find it.
        """
        with self._using(collection, make=True) as opened:
            taken = []
            for source in sources:
                progress(f"Reading {source.name}", None)
                taken.append(self._take(opened.shelf, source))
            self._bring_up_to_date(opened, progress)
            return taken

    def _take(self, shelf: Shelf, source: Source) -> Taken:
        try:
            if source.size > self._limits.size:
                raise Refused(f"is larger than {self._limits.size // 2**20} MB. Split it, then add its parts.")
            data = source.read()
            id = hashlib.sha256(data).hexdigest()
            if shelf.holds(id):
                return Taken(source.name, known=True)
            if not data:
                raise Refused(EMPTY)
            pieces = list(cut(read_document(data, kind_of(source.name, data[:HEAD]), self._limits)))
        except Refused as refused:
            return Taken(source.name, refused=f"{source.name} {refused}")
        added = self._clock.now().isoformat(timespec="seconds")
        shelf.put(Held(id, source.name, len(data), len(pieces), added), pieces)
        return Taken(source.name, len(pieces))

    def prepare(self, collection: str, progress: Progress, *, anew: bool = False) -> None:
        """Makes the index fit the documents where it does not, or `anew` in any case; embeds nothing a second time.

        Raises IndexUnusable, and BadInput for a collection that is not there.
        """
        with self._using(collection) as opened:
            self._bring_up_to_date(opened, progress, anew)

    def _bring_up_to_date(self, opened: Opened, progress: Progress, anew: bool = False) -> None:
        shelf, model = opened.shelf, self._embedder.id
        for _ in range(ATTEMPTS):
            if not anew and shelf.is_indexed(model) and _is_ready(opened.index, shelf):
                return
            anew = False
            revision = shelf.revision
            self._embed(shelf, progress)
            if not shelf.count():
                opened.index.drop()
            else:
                batches = (Batch([str(id) for id in ids], vectors) for ids, vectors in shelf.vectors(model))
                opened.index.build(shelf.count(), batches, lambda done: progress("Writing the index", done))
            shelf.indexed(model, revision)

    def _embed(self, shelf: Shelf, progress: Progress) -> None:
        """Kept as they come: what is embedded when it stops need not be embedded again."""
        model, total, done = self._embedder.id, shelf.left_to_embed(self._embedder.id), 0
        while some := shelf.unembedded(model, EMBEDDED_AT_ONCE):
            progress(f"Understanding {total:,} pieces", done / max(1, total))
            keys, texts = [key for key, _ in some], [text for _, text in some]
            shelf.keep_vectors(model, keys, self._embedder.embed(texts))
            done += len(some)

    # -- what there is -------------------------------------------------------------------------------------------------

    def documents(self, collection: str) -> list[DocumentInfo]:
        """By name; none for a collection that does not exist."""
        if not self._exists(collection):
            return []
        with self._using(collection) as opened:
            return [DocumentInfo(each.id, each.name, each.bytes, each.pieces) for each in opened.shelf.documents()]

    def collections(self) -> list[str]:
        """The named ones; those of sessions are nobody's to list."""
        if not self._root.is_dir():
            return []
        return sorted(path.parent.name for path in self._root.glob(f"*/{SHELF}") if NAME.fullmatch(path.parent.name))

    def state(self, collection: str) -> CollectionState:
        """Changes nothing. Raises BadInput for a collection that is not there."""
        with self._using(collection) as opened:
            shelf = opened.shelf
            indexed = shelf.is_indexed(self._embedder.id) and _is_ready(opened.index, shelf)
            return CollectionState(collection, len(shelf.documents()), shelf.count(), indexed)

    def remove(self, collection: str, id: str, progress: Progress = lambda what, done: None) -> None:
        """One document, from the index too."""
        with self._using(collection) as opened:
            if opened.shelf.remove(id):
                self._bring_up_to_date(opened, progress)

    def forget(self, collection: str) -> None:
        """The whole collection, for good."""
        if not self._exists(collection):
            return
        with (
            self._using(collection) as opened,
            suppress(IndexUnusable),
        ):  # a server that is gone keeps numbers, no words
            opened.index.drop()
        with self._opening:
            if found := self._open.pop(collection, None):
                found.close()
        shutil.rmtree(self._folder(collection), ignore_errors=True)

    # -- finding -------------------------------------------------------------------------------------------------------

    def find(self, collection: str, query: str, k: int = 5, *, chunks: bool = False) -> list[Passage]:
        """Best first, one for each place of a document unless `chunks`; empty when nothing comes near."""
        asked = terms(query)
        if not asked or k < 1 or not self._exists(collection):
            return []
        with self._using(collection) as opened:
            scores = self._scores(opened, query, asked)
            return [_passage(piece, scores[piece.id]) for piece in islice(_best(opened.shelf, scores, k, chunks), k)]

    def _scores(self, opened: Opened, query: str, asked: Sequence[str]) -> dict[int, float]:
        """Piece -> score, of those worth listing."""
        shelf = opened.shelf
        vector = self._embedding.submit(self._vector, query)  # meanwhile the words are looked up
        counted = shelf.counted(asked)
        by_words = shelf.with_words(counted, BY_WORDS)
        try:
            similar = self._similarities(opened, vector.result(), by_words)
        except IndexUnusable:
            shares = shelf.shares(counted, by_words)
            return _worth_listing(shares, WORDS_ALONE_SILENT_BELOW)
        shares = shelf.shares(counted, list(similar))
        scores = {
            id: MEANING_WEIGHT * near + WORDS_WEIGHT * shares.get(id, 0.0)
            for id, near in similar.items()
            if id in shares
        }
        return _worth_listing(scores, SILENT_BELOW)

    def _similarities(self, opened: Opened, vector: "Vectors", also: Sequence[int]) -> dict[int, float]:
        similar = {int(id): near for id, near in opened.index.nearest(vector, NEAREST)}
        others = [id for id in also if id not in similar]
        for ids, vectors in opened.shelf.vectors(self._embedder.id, only=others) if others else ():
            similar |= dict(zip(ids, (float(near) for near in vectors @ vector), strict=True))
        return similar

    def everything(self, collection: str) -> list[Passage]:
        """All there is, in reading order; nothing for a collection that does not exist."""
        if not self._exists(collection):
            return []
        with self._using(collection) as opened:
            return [_passage(piece, 1.0) for piece in opened.shelf.everything()]

    def passages(self, collection: str, section: str) -> list[Passage]:
        """Everything that stands at a cited place, in reading order."""
        name, _, place = section.rpartition("#")
        if not self._exists(collection):
            return []
        with self._using(collection) as opened:
            return [_passage(piece, 1.0) for piece in opened.shelf.at(name, place)]

    # -- opening -------------------------------------------------------------------------------------------------------

    def close(self) -> None:
        with self._opening:
            for opened in self._open.values():
                opened.close()
            self._open.clear()

    @contextmanager
    def _using(self, collection: str, make: bool = False) -> Iterator[Opened]:
        if not make and not self._exists(collection):
            raise BadInput(
                f"There is no collection {collection!r}. Make it with `framefirst ingest --collection {collection}`."
            )
        with self._opening:
            opened = self._open.get(collection) or self._opened(collection)
            self._open[collection] = opened
            self._open.move_to_end(collection)
            opened.users += 1
            self._close_idle()
        try:
            yield opened
        finally:
            with self._opening:
                opened.users -= 1

    def _opened(self, collection: str) -> Opened:
        folder = self._folder(collection)
        shelf = Shelf(folder / SHELF)
        name = f"pieces-{shelf.id}-{self._embedder.id}"
        return Opened(shelf, ServerIndex(self._url, name) if self._url else EmbeddedIndex(folder / "index", name))

    def _close_idle(self) -> None:
        idle = [name for name, opened in self._open.items() if not opened.users]
        for name in idle[: max(0, len(self._open) - OPEN_AT_ONCE)]:
            self._open.pop(name).close()

    def _exists(self, collection: str) -> bool:
        return (self._folder(collection) / SHELF).is_file()

    def _folder(self, collection: str) -> Path:
        return self._root / collection


class SessionDocuments:
    """Answers the documents port: each session's own collection, which nobody else's query reaches."""

    def __init__(self, library: Callable[[], Library]) -> None:
        self._opened = library

    def find(self, session: str, query: str, k: int = 5) -> Sequence[Passage]:
        return self._opened().find(_collection(session), query, k)

    def at(self, session: str, section: str) -> Sequence[Passage]:
        return self._opened().passages(_collection(session), section)

    def everything(self, session: str) -> Sequence[Passage]:
        return self._opened().everything(_collection(session))

    def listed(self, session: str) -> Sequence[DocumentInfo]:
        return self._opened().documents(_collection(session))

    def add(self, session: str, sources: Sequence[Source], progress: Progress) -> list[Taken]:
        """Raises BadInput for more files at once than are taken, and what Library.add raises."""
        if len(sources) > LIMITS.files:
            raise BadInput(
                f"{len(sources)} files are too many at once; give at most {LIMITS.files}. Nothing was added."
            )
        return self._opened().add(_collection(session), sources, progress)

    def remove(self, session: str, id: str) -> None:
        self._opened().remove(_collection(session), id)

    def forget(self, session: str) -> None:
        self._opened().forget(_collection(session))


def _collection(session: str) -> str:
    """A folder's name, whatever an address claims a session's id to be; no named collection is called so."""
    return f"session.{hashlib.sha256(session.encode(errors='replace')).hexdigest()[:32]}"


def _is_ready(index: Index, shelf: Shelf) -> bool:
    if not shelf.count():
        return True
    try:
        index.ready()
    except IndexUnusable:
        return False
    return True


def _worth_listing(scores: dict[int, float], silent_below: float) -> dict[int, float]:
    best = max(scores.values(), default=0.0)
    if best < silent_below:
        return {}
    return {id: round(score, 4) for id, score in scores.items() if score >= best * WORTH_LISTING}


def _best(shelf: Shelf, scores: Mapping[int, float], k: int, chunks: bool) -> Iterator[Kept]:
    """Best first, read from the shelf a few at a time; one for each place of a document unless `chunks`."""
    best_first = sorted(scores, key=lambda id: (-scores[id], id))
    seen: set[tuple[str, str]] = set()
    for start in range(0, len(best_first), 2 * k):
        several = best_first[start : start + 2 * k]
        for piece in sorted(shelf.pieces(several), key=lambda piece: several.index(piece.id)):
            if chunks or (piece.name, piece.place) not in seen:
                seen.add((piece.name, piece.place))
                yield piece


def _passage(piece: Kept, score: float) -> Passage:
    section = section_id(piece.name, piece.place)
    title = title_of(section) or piece.name
    return Passage(section, title, piece.text, score, source=title, heading=piece.heading)
