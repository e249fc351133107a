"""One collection of documents in one SQLite file: the pieces, their words and their vectors. The truth behind an index.

A document is there whole or not at all. Vectors are kept by the words they stand for and the model that made them, so
nothing is embedded twice, an interrupted run goes on where it stopped, and a damaged index is rebuilt without a model.
Knows no file format and no Chroma.
"""

import json
import math
import secrets
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.adapters.documents.cutting import Piece
from assistant.adapters.knowledge.lexical import terms
from assistant.errors import StorageUnusable

if TYPE_CHECKING:
    from assistant.adapters.knowledge.embedding import Vectors

VERSION = 1
BUSY_MS = 5_000
AT_ONCE = 512
"""Vectors held in memory on their way into an index."""
RARE_TERMS, COMMON = 6, 0.05
"""Words looked up for a query: the rarest so many, none that stands in more than this share of the pieces."""
FEW = 200
"""Pieces below which no word is too common."""

TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, bytes INTEGER NOT NULL, pieces INTEGER NOT NULL,
    added TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE pieces (id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    place TEXT NOT NULL, heading TEXT NOT NULL, text TEXT NOT NULL, searched TEXT NOT NULL, key BLOB NOT NULL);
CREATE INDEX pieces_of_document ON pieces (document);
CREATE INDEX pieces_by_key ON pieces (key);
CREATE TABLE vectors (model TEXT NOT NULL, key BLOB NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (model, key)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(stems, tokenize = "unicode61 remove_diacritics 0 tokenchars '.''’'");
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, 'row');
"""


@dataclass(frozen=True)
class Held:
    """A document on the shelf. `id` is a sha256 of its content, `added` an ISO time in UTC."""

    id: str
    name: str
    bytes: int
    pieces: int
    added: str


@dataclass(frozen=True)
class Kept:
    """A piece on the shelf."""

    id: int
    name: str
    place: str
    heading: str
    text: str


@dataclass(frozen=True)
class Counted:
    """The words of a query: in how many pieces each stands, of so many pieces."""

    pieces: int
    holding: dict[str, int]


class Shelf:
    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            self._set_up()
        except (OSError, sqlite3.Error) as fault:
            raise self._unusable(fault) from fault

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    # -- documents -----------------------------------------------------------------------------------------------------

    def documents(self) -> list[Held]:
        """By name."""
        return [Held(*row) for row in self._all("SELECT id, name, bytes, pieces, added FROM documents ORDER BY name")]

    def holds(self, id: str) -> str | None:
        """The name under which a content is there already."""
        found = self._all("SELECT name FROM documents WHERE id = ?", id)
        return found[0][0] if found else None

    def put(self, document: Held, pieces: Iterable[Piece]) -> None:
        """Adds a document, in place of an earlier one of its name."""
        with self._writing() as database:
            replaced = self._take_out(database, "name = ? OR id = ?", document.name, document.id)
            database.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?)",
                (document.id, document.name, document.bytes, document.pieces, document.added),
            )
            for piece in pieces:
                row = database.execute(
                    "INSERT INTO pieces (document, place, heading, text, searched, key) VALUES (?, ?, ?, ?, ?, ?)",
                    (document.id, piece.place, piece.heading, piece.text, piece.searched, piece.key),
                )
                stems = " ".join(terms(piece.searched))
                database.execute("INSERT INTO words (rowid, stems) VALUES (?, ?)", (row.lastrowid, stems))
            self._drop_unused(database, replaced)

    def remove(self, id: str) -> bool:
        """Whether it was there. Its vectors go with it, but for those of words that other documents have too."""
        with self._writing() as database:
            keys = self._take_out(database, "id = ?", id)
            self._drop_unused(database, keys)
            return bool(keys)

    def _take_out(self, database: sqlite3.Connection, which: str, *values: str) -> list[bytes]:
        """Keys of the pieces that went."""
        keys: list[bytes] = []
        for (id,) in database.execute(f"SELECT id FROM documents WHERE {which}", values).fetchall():
            keys += [key for (key,) in database.execute("SELECT key FROM pieces WHERE document = ?", (id,))]
            database.execute("DELETE FROM words WHERE rowid IN (SELECT id FROM pieces WHERE document = ?)", (id,))
            database.execute("DELETE FROM documents WHERE id = ?", (id,))
        return keys

    def _drop_unused(self, database: sqlite3.Connection, keys: Iterable[bytes]) -> None:
        database.executemany(
            "DELETE FROM vectors WHERE key = ?1 AND NOT EXISTS (SELECT 1 FROM pieces WHERE pieces.key = ?1)",
            ((key,) for key in keys),
        )

    # -- vectors -------------------------------------------------------------------------------------------------------

    def unembedded(self, model: str, n: int) -> list[tuple[bytes, str]]:
        """(key, words) of pieces that have no vector of this model yet, each key once."""
        return self._all(
            "SELECT key, min(searched) FROM pieces WHERE NOT EXISTS (SELECT 1 FROM vectors WHERE model = ? AND "
            "vectors.key = pieces.key) GROUP BY key ORDER BY min(id) LIMIT ?",
            model, n,
        )  # fmt: skip

    def left_to_embed(self, model: str) -> int:
        return int(
            self._all(
                "SELECT count(DISTINCT key) FROM pieces WHERE NOT EXISTS (SELECT 1 FROM vectors WHERE model = ? AND "
                "vectors.key = pieces.key)",
                model,
            )[0][0]
        )

    def keep_vectors(self, model: str, keys: Sequence[bytes], vectors: "Vectors") -> None:
        with self._writing(raises=False) as database:
            rows = ((model, key, vector.tobytes()) for key, vector in zip(keys, vectors, strict=True))
            database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def vectors(self, model: str, only: Sequence[int] | None = None) -> Iterator[tuple[list[int], "Vectors"]]:
        """Ids of pieces with their vectors, AT_ONCE at a time."""
        import numpy as np

        which, last = (f"AND pieces.id IN ({_marks(only)})", -1) if only is not None else ("", -1)
        while True:
            rows = self._all(
                # A cross join is made in the order it is written: SQLite would else walk through all the vectors.
                "SELECT pieces.id, vector FROM pieces CROSS JOIN vectors ON vectors.key = pieces.key AND model = ? "
                f"WHERE pieces.id > ? {which} ORDER BY pieces.id LIMIT {AT_ONCE}",
                model, last, *(only or ()),
            )  # fmt: skip
            if rows:
                yield [row[0] for row in rows], np.stack([np.frombuffer(row[1], dtype=np.float32) for row in rows])
            if len(rows) < AT_ONCE:
                return
            last = rows[-1][0]

    # -- finding -------------------------------------------------------------------------------------------------------

    def pieces(self, ids: Iterable[int]) -> list[Kept]:
        ids = list(ids)
        return [
            Kept(*row)
            for row in self._all(
                "SELECT pieces.id, name, place, heading, text FROM pieces JOIN documents ON documents.id = document "
                f"WHERE pieces.id IN ({_marks(ids)})", *ids,
            )
        ]  # fmt: skip

    def everything(self) -> list[Kept]:
        """In reading order, document by document as they were added."""
        return [
            Kept(*row)
            for row in self._all(
                "SELECT pieces.id, name, place, heading, text FROM pieces JOIN documents ON documents.id = document "
                "ORDER BY pieces.id"
            )
        ]

    def at(self, name: str, place: str) -> list[Kept]:
        """What stands at a place of a document, in reading order."""
        return [
            Kept(*row)
            for row in self._all(
                "SELECT pieces.id, name, place, heading, text FROM pieces JOIN documents ON documents.id = document "
                "WHERE name = ? AND place = ? ORDER BY pieces.id", name, place,
            )
        ]  # fmt: skip

    def with_words(self, asked: Counted, n: int) -> list[int]:
        """Pieces that share a query's rare words, best first."""
        common = max(FEW, COMMON * asked.pieces)
        rare = sorted((seen, term) for term, seen in asked.holding.items() if 0 < seen <= common)[:RARE_TERMS]
        if not rare:
            return []
        wanted = " OR ".join(f'"{term}"' for _, term in rare)
        return [
            row[0] for row in self._all("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?", wanted, n)
        ]

    def shares(self, asked: Counted, ids: Sequence[int]) -> dict[int, float]:
        """Piece -> the share of the query's words it has, each weighed by its rarity; 0 to 1."""
        weights = {
            f" {term} ": math.log(1 + (asked.pieces - seen + 0.5) / (seen + 0.5))
            for term, seen in asked.holding.items()
        }
        whole = sum(weights.values()) or 1.0
        rows = self._all(f"SELECT rowid, ' ' || stems || ' ' FROM words WHERE rowid IN ({_marks(ids)})", *ids)
        return {id: sum(weight for term, weight in weights.items() if term in stems) / whole for id, stems in rows}

    def counted(self, asked: Sequence[str]) -> Counted:
        wanted = [term for term in dict.fromkeys(asked) if '"' not in term]
        found = dict(self._all(f"SELECT term, doc FROM vocabulary WHERE term IN ({_marks(wanted)})", *wanted))
        return Counted(self.count(), {term: int(found.get(term, 0)) for term in wanted})

    def count(self) -> int:
        return int(self._all("SELECT coalesce(sum(pieces), 0) FROM documents")[0][0])

    # -- which index fits ----------------------------------------------------------------------------------------------

    @property
    def id(self) -> str:
        """Random, so that two shelves on one Chroma server never meet."""
        return str(self._about("id"))

    @property
    def revision(self) -> int:
        """Raised by whatever changes the documents."""
        return int(self._about("revision"))

    def is_indexed(self, model: str) -> bool:
        """Whether the index of this model was built from the documents as they are."""
        return self._about("indexed") == json.dumps([model, self.revision])

    def indexed(self, model: str, revision: int) -> None:
        with self._writing(raises=False) as database:
            database.execute("UPDATE about SET value = ? WHERE key = 'indexed'", (json.dumps([model, revision]),))

    # -- the database --------------------------------------------------------------------------------------------------

    def _set_up(self) -> None:
        database = self._connection
        for pragma in ("journal_mode = WAL", f"busy_timeout = {BUSY_MS}", "synchronous = NORMAL", "foreign_keys = ON"):
            database.execute(f"PRAGMA {pragma}")
        database.execute("PRAGMA busy_timeout = 5000")
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise StorageUnusable(f"{self.path} is from a newer Framefirst. It was not changed; update Framefirst.")
        if version == VERSION:
            return
        database.execute("BEGIN IMMEDIATE")
        try:
            if database.execute("PRAGMA user_version").fetchone() == (0,):
                for statement in TABLES.strip().split(";\n"):
                    database.execute(statement.rstrip(";"))
                about = {"id": secrets.token_hex(8), "revision": "0", "indexed": ""}
                database.executemany("INSERT INTO about VALUES (?, ?)", about.items())
                database.execute(f"PRAGMA user_version = {VERSION}")
            database.execute("COMMIT")
        except BaseException:
            database.execute("ROLLBACK")
            raise

    def _about(self, key: str) -> str:
        return str(self._all("SELECT value FROM about WHERE key = ?", key)[0][0])

    def _all(self, query: str, *values: Any) -> list[Any]:
        with self._lock:
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.Error as fault:
                raise self._unusable(fault) from fault

    @contextmanager
    def _writing(self, raises: bool = True) -> Iterator[sqlite3.Connection]:
        """One transaction; `raises` the revision unless what is written leaves the documents as they are."""
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self._connection
                    if raises:
                        self._connection.execute("UPDATE about SET value = value + 1 WHERE key = 'revision'")
                    self._connection.execute("COMMIT")
                except BaseException:
                    self._connection.execute("ROLLBACK")
                    raise
            except sqlite3.Error as fault:
                raise self._unusable(fault) from fault

    def _unusable(self, fault: Exception) -> StorageUnusable:
        return StorageUnusable(
            f"The documents in {self.path} cannot be used ({fault}). Nothing was changed; make room and make the folder "
            "writable, or remove the folder and add the documents again."
        )


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))
