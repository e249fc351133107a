"""Vectors in Chroma: a folder of our own, or a server. Knows ids and vectors; knows nothing of the guide's text.

An embedded index is a folder that is complete or not there. One process builds it beside the old one, under a file
lock, closes it, writes down what every vector file must contain, and only then gives it its name; nobody writes to
it again. A reader compares those digests first, because Chroma ends the whole process over a truncated vector file.
"""

import hashlib
import json
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import urlsplit

from assistant.adapters.importing import one_at_a_time
from assistant.errors import IndexUnusable, Misconfigured

if TYPE_CHECKING:
    from assistant.adapters.knowledge.embedding import Vectors

COLLECTION = "guide"
MANIFEST = "manifest.json"
LOCK = ".lock"
UNFINISHED = ".building-"
SEARCH_BREADTH = 200  # neighbours HNSW looks at; as many as are ever asked for
ADDED_AT_ONCE = 256
CHECKED = 24  # entries that a health check looks up by their own vector
PATIENCE = 60  # seconds for the health check's process

Done = Callable[[float], None]
"""Told how much of a build is done, 0 to 1."""

REBUILD = "Search goes on by words alone; run `framefirst index --rebuild`."


class Batch(NamedTuple):
    """Some entries on their way in; `texts` where Chroma is to keep them too."""

    ids: list[str]
    vectors: "Vectors"
    texts: list[str] | None = None


class Index(Protocol):
    """Entries by id, found by vector. Every method raises IndexUnusable with one line for a person."""

    place: str

    def ready(self) -> None:
        """Returns if the index is built, whole and of this guide and model."""

    def nearest(self, vector: "Vectors", n: int) -> list[tuple[str, float]]:
        """(id, cosine similarity), best first."""

    def vectors(self, ids: Sequence[str]) -> "Vectors":
        """Those of some entries, in any order."""

    def build(self, entries: int, batches: Iterable[Batch], done: Done) -> None:
        """Takes the place of what was there once all `entries` are in; until then, and if it fails, that stays."""

    def check(self) -> None:
        """Looks up a sample of entries by their own vectors."""

    def drop(self) -> None:
        """Removes it for good."""

    def close(self) -> None: ...


class EmbeddedIndex:
    """Chroma in this process, in `<root>/<name>.<build>/`."""

    def __init__(self, root: Path, name: str) -> None:
        self.root, self.name = root, name
        self.place = str(root)
        self._opened: tuple[Path, Any, Any] | None = None
        self._opening = threading.RLock()

    def ready(self) -> None:
        self._collection()

    def nearest(self, vector: "Vectors", n: int) -> list[tuple[str, float]]:
        try:
            return _nearest(self._collection(), vector, n)
        except IndexUnusable:
            self.close()  # another process may have rebuilt it and removed this one
            return _nearest(self._collection(), vector, n)

    def vectors(self, ids: Sequence[str]) -> "Vectors":
        return _vectors(self._collection(), ids)

    def build(self, entries: int, batches: Iterable[Batch], done: Done) -> None:
        with self._lock():
            folder = self.root / f"{UNFINISHED}{secrets.token_hex(4)}"
            try:
                folder.mkdir()
                with _client(folder) as client:
                    _fill(client, COLLECTION, self.name, entries, batches, done)
                _write_manifest(folder, self.name, entries)
                finished = self.root / f"{self.name}.{secrets.token_hex(4)}"
                folder.rename(finished)
            except IndexUnusable:
                raise
            except Exception as fault:  # a full disk reaches us as Chroma's own exception as well as the system's
                raise IndexUnusable(
                    f"The index could not be written to {self.root} ({_brief(fault)}). Search goes on by words alone; "
                    "make room or make the folder writable, then run `framefirst index`."
                ) from fault
            finally:
                shutil.rmtree(folder, ignore_errors=True)
            self.close()
            self._remove_others(finished)

    def check(self) -> None:
        """In a process of its own, since a damaged index can end the process that opens it."""
        folder = self._whole()
        told = _in_child("check", str(folder), self.name)
        if told:
            raise IndexUnusable(f"The index in {folder} is damaged: {told}. {REBUILD}")

    def drop(self) -> None:
        with self._lock():
            self.close()
            self._remove_others(None)

    def close(self) -> None:
        with self._opening:
            if self._opened:
                with suppress(Exception):  # it is being given up; nothing it says now matters
                    self._opened[1].close()
            self._opened = None

    def _collection(self) -> Any:
        with self._opening:
            if self._opened is None or not self._opened[0].is_dir():
                self.close()
                self._opened = self._open(self._whole())
            return self._opened[2]

    def _open(self, folder: Path) -> tuple[Path, Any, Any]:
        try:
            client = _connect(folder)
            return folder, client, _get(client, COLLECTION, self.name)
        except IndexUnusable:
            raise
        except Exception as fault:  # Chroma raises its own, sqlite's and plain exceptions alike
            raise IndexUnusable(f"The index in {folder} cannot be opened ({_brief(fault)}). {REBUILD}") from fault

    def _whole(self) -> Path:
        """The newest complete folder, its contents compared with its manifest."""
        folders = sorted(self._finished(), key=_built_at, reverse=True)
        if not folders:
            others = [path.name for path in self._folders() if not path.name.startswith(f"{self.name}.")]
            why = "was made from another guide or model" if others else "is not built yet"
            raise IndexUnusable(f"The index {why}. Search goes on by words alone; run `framefirst index`.")
        fault = _damage(folders[0], self.name)
        if fault:
            raise IndexUnusable(f"The index in {folders[0]} is damaged: {fault}. {REBUILD}")
        return folders[0]

    def _finished(self) -> list[Path]:
        return [path for path in self._folders() if path.name.startswith(f"{self.name}.")]

    def _folders(self) -> list[Path]:
        try:
            return [path.parent for path in self.root.glob(f"[!.]*/{MANIFEST}")]
        except OSError:
            return []

    @contextmanager
    def _lock(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        try:
            self.root.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.root / LOCK, timeout=0)
            lock.acquire()
        except Timeout as fault:
            raise IndexUnusable(
                "Another process is building the index. Search goes on by words alone until it is done; nothing to do."
            ) from fault
        except OSError as fault:
            raise IndexUnusable(
                f"The index cannot be written to {self.root} ({fault.strerror or fault}). Search goes on by words alone; "
                "make the folder writable or set FRAMEFIRST_HOME."
            ) from fault
        try:
            yield
        finally:
            lock.release()

    def _remove_others(self, kept: Path | None) -> None:
        for path in (*self._folders(), *self.root.glob("guide-*"), *self.root.glob(f"{UNFINISHED}*")):
            if path != kept:
                shutil.rmtree(path, ignore_errors=True)


class ServerIndex:
    """Chroma as a server; the same collections, each under the full name."""

    def __init__(self, url: str, name: str) -> None:
        self.place, self.name = url, name
        self._client: Any = None
        self._found: Any = None
        self._opening = threading.RLock()

    def ready(self) -> None:
        self._collection()

    def nearest(self, vector: "Vectors", n: int) -> list[tuple[str, float]]:
        try:
            return _nearest(self._collection(), vector, n)
        except IndexUnusable:
            self._found = None  # it may have been built anew since
            return _nearest(self._collection(), vector, n)

    def vectors(self, ids: Sequence[str]) -> "Vectors":
        return _vectors(self._collection(), ids)

    def build(self, entries: int, batches: Iterable[Batch], done: Done) -> None:
        with self._reached() as client:
            unfinished = f"{self.name}-{secrets.token_hex(4)}"
            try:
                collection = _fill(client, unfinished, self.name, entries, batches, done)
                with suppress(Exception):  # usually there is none yet
                    client.delete_collection(self.name)
                collection.modify(name=self.name)
            except BaseException:
                with suppress(Exception):
                    client.delete_collection(unfinished)
                raise
            self._found = None

    def check(self) -> None:
        with self._reached():
            fault = _unreachable(self._collection())
        if fault:
            raise IndexUnusable(f"The index at {self.place} is damaged: {fault}. {REBUILD}")

    def drop(self) -> None:
        with self._reached() as client:
            with suppress(Exception):  # there may be none
                client.delete_collection(self.name)
            self._found = None

    def close(self) -> None:
        with self._opening:
            if self._client is not None:
                _hang_up(self._client)
            self._client = self._found = None

    def _collection(self) -> Any:
        with self._opening:
            if self._found is None:
                with self._reached() as client:
                    self._found = _get(client, self.name, self.name)
            return self._found

    @contextmanager
    def _reached(self) -> Iterator[Any]:
        try:
            if self._client is None:
                self._client = _connect_to(self.place)
            yield self._client
        except (IndexUnusable, Misconfigured):
            raise
        except Exception as fault:  # httpx, Chroma and sockets raise alike
            raise IndexUnusable(
                f"The Chroma server at {self.place} cannot be used ({_brief(fault)}). Search goes on by words alone; "
                "check FRAMEFIRST_CHROMA_URL and the server."
            ) from fault


def _connect(folder: Path) -> Any:
    with one_at_a_time:
        import chromadb

    return chromadb.PersistentClient(path=str(folder), settings=_settings())


def _connect_to(url: str) -> Any:
    with one_at_a_time:
        import chromadb

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Misconfigured(f"FRAMEFIRST_CHROMA_URL is {url!r}, which is not http://host:port. Correct it or unset it.")
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 8000)
    return chromadb.HttpClient(host=parts.hostname, port=port, ssl=secure, settings=_settings())


def _hang_up(client: Any) -> None:
    """Closes a server's client and the connections that Chroma itself leaves open."""
    with suppress(Exception):  # it is being given up; nothing it says now matters
        connections = [client._server._session, client._admin_client._server._session]
        client.close()
        for each in connections:
            each.close()


def _settings() -> Any:
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


@contextmanager
def _client(folder: Path) -> Iterator[Any]:
    client = _connect(folder)
    try:
        yield client
    finally:
        client.close()


def _fill(
    client: Any,
    collection_name: str,
    name: str,
    entries: int,
    batches: Iterable[Batch],
    done: Done,
) -> Any:
    collection = client.create_collection(
        collection_name,
        metadata={"made_of": name, "entries": entries},
        embedding_function=None,  # vectors come from us; nothing is downloaded
        configuration={
            "hnsw": {
                "space": "cosine",
                "ef_search": SEARCH_BREADTH,
                # Vectors reach their own files once that many are added: all of them, none left in the write-ahead log.
                "batch_size": max(2, entries),
                "sync_threshold": max(2, entries),
            }
        },
    )
    added = 0
    done(0.0)
    for batch in batches:
        collection.add(ids=batch.ids, embeddings=batch.vectors, documents=batch.texts)
        added += len(batch.ids)
        done(added / max(1, entries))
    return collection


def _get(client: Any, collection_name: str, name: str) -> Any:
    from chromadb.errors import NotFoundError

    try:
        collection = client.get_collection(collection_name, embedding_function=None)
    except NotFoundError as fault:
        raise IndexUnusable(
            "The index is not built yet. Search goes on by words alone; run `framefirst index`."
        ) from fault
    known = collection.metadata or {}
    if known.get("made_of") != name:
        raise IndexUnusable(
            "The index was made from another guide or model. Search goes on by words alone; run `framefirst index`."
        )
    if collection.count() != known.get("entries"):
        raise IndexUnusable(f"The index holds {collection.count()} of {known.get('entries')} entries. {REBUILD}")
    return collection


def _nearest(collection: Any, vector: "Vectors", n: int) -> list[tuple[str, float]]:
    try:
        found = collection.query(query_embeddings=[vector], n_results=n, include=["distances"])
    except Exception as fault:  # another dimension, a server gone, files gone: all mean the same here
        raise IndexUnusable(f"The index did not answer ({_brief(fault)}). {REBUILD}") from fault
    return [(id, 1 - distance) for id, distance in zip(found["ids"][0], found["distances"][0], strict=True)]


def _vectors(collection: Any, ids: Sequence[str]) -> "Vectors":
    import numpy as np

    try:
        held = collection.get(ids=list(ids), include=["embeddings"])
    except Exception as fault:  # files or a server gone; Chroma raises its own and plain exceptions alike
        raise IndexUnusable(f"The index did not answer ({_brief(fault)}). {REBUILD}") from fault
    return np.asarray(held["embeddings"], dtype=np.float32)


def _unreachable(collection: Any) -> str:
    """What is wrong with a sample of entries looked up by their own vectors; empty if nothing is."""
    total = collection.count()
    step = max(1, total // CHECKED)
    sample = collection.get(include=["embeddings"], limit=total)
    for id, vector in list(zip(sample["ids"], sample["embeddings"], strict=True))[::step]:
        similar = dict(_nearest(collection, vector, 10))
        if max(similar.values(), default=0.0) < 0.999:
            return f"entry {id} is not found by its own vector"
    return ""


def _write_manifest(folder: Path, name: str, entries: int) -> None:
    files = {str(path.relative_to(folder)): _digest(path) for path in _vector_files(folder)}
    (folder / MANIFEST).write_text(json.dumps({"made_of": name, "entries": entries, "files": files}, indent=1))


def _damage(folder: Path, name: str) -> str:
    """What is wrong with a folder, without opening it in Chroma; empty if nothing is."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
        if manifest["made_of"] != name:
            return "it was made from another guide or model"
        for file, digest in manifest["files"].items():
            path = folder / file
            if not path.is_file():
                return f"{path.name} is missing"
            if _digest(path) != digest:
                return f"{path.name} is not as it was written"
        with closing(sqlite3.connect(f"file:{folder / 'chroma.sqlite3'}?mode=ro", uri=True)) as database:
            if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return "its database is malformed"
            (entries,) = database.execute("SELECT count(*) FROM embeddings").fetchone()
            if entries != manifest["entries"]:
                return f"it holds {entries} of {manifest['entries']} entries"
    except (OSError, ValueError, KeyError, TypeError, AttributeError, sqlite3.Error) as fault:
        return _brief(fault)
    return ""


def _built_at(folder: Path) -> int:
    """Nanoseconds; 0 for one that another process has just removed."""
    with suppress(OSError):
        return (folder / MANIFEST).stat().st_mtime_ns
    return 0


def _vector_files(folder: Path) -> list[Path]:
    """All but the database, which Chroma touches whenever it opens it."""
    return sorted(path for path in folder.glob("*/*") if path.is_file())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _in_child(*arguments: str) -> str:
    """Runs `_main` in another process; what it found wrong, or that it ended."""
    paths = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-m", __name__, *arguments]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            env={**os.environ, "PYTHONPATH": paths},
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        return _brief(fault)
    if done.returncode < 0:
        return f"Chroma ended with signal {-done.returncode} on opening it"
    return done.stdout.strip() or (_last_line(done.stderr) if done.returncode else "")


def _main(folder: str, name: str) -> int:
    with _client(Path(folder)) as client:
        sys.stdout.write(_unreachable(_get(client, COLLECTION, name)))
    return 0


def _brief(fault: BaseException) -> str:
    return _last_line(str(fault)) or type(fault).__name__


def _last_line(text: str) -> str:
    return " ".join((text.strip().splitlines() or [""])[-1].split())[:200]


if __name__ == "__main__":
    raise SystemExit(_main(*sys.argv[2:]))
