"""Opens the database the log lives in: makes or migrates it, and refuses what it must not touch.

SQLite in a file, or PostgreSQL. Whatever a database says when it fails becomes one plain line here.
It knows no session and no event.
"""

import glob
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from assistant.adapters.schema import REVISIONS
from assistant.errors import Misconfigured, StorageUnusable

MIGRATIONS = Path(__file__).with_name("migrations")

BUSY_MS = 5_000
"""How long a writer waits for another one."""
MIGRATING_SECONDS = 60
"""How long a start waits for another process that is migrating."""
PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""How long a silent PostgreSQL counts as there: libpq's words; seconds, and milliseconds for the last."""
CHECKED_WHOLE = 32 * 2**20
"""Bytes up to which the structure of a whole SQLite file is checked at every start; takes milliseconds."""
MIGRATION_LOCK = 0x4672616D65  # an arbitrary number of our own among PostgreSQL's advisory locks

POSTGRES_SCHEMES = ("postgres", "postgresql", "postgresql+psycopg")

SQLITE_REFUSALS = {
    "SQLITE_FULL": "There is no space left for {place}. This was not saved; what was there before is intact. "
    "Free some space, then try again.",
    "SQLITE_BUSY": f"Another program kept {{place}} locked for more than {BUSY_MS // 1000} seconds. "
    "This was not saved; try again.",
    "SQLITE_READONLY": "{place} cannot be written. Make the file and its folder writable, then try again.",
    "SQLITE_CANTOPEN": "{place} cannot be opened. Check that its folder exists and is writable.",
    "SQLITE_NOTADB": "{place} is not a database. It was left as it is; {way_out}",
    "SQLITE_CORRUPT": "{place} is damaged. It was left as it is; {way_out}",
    "SQLITE_IOERR": "The disk failed under {place} ({reason}). Check the disk; what was acknowledged before is kept.",
}
"""By SQLite's primary result code."""

LOCK_NOT_AVAILABLE = "55P03"
READ_ONLY = "25006"
POSTGRES_REFUSALS = {
    "53100": SQLITE_REFUSALS["SQLITE_FULL"],
    LOCK_NOT_AVAILABLE: SQLITE_REFUSALS["SQLITE_BUSY"],
    READ_ONLY: "{place} is read-only at the moment, a standby perhaps. This was not saved; "
    "point FRAMEFIRST_DATABASE_URL at the primary server.",
    "42501": "The database user may not do this in {place}. Grant it the right to use and change the tables.",
}
"""By SQLSTATE."""

UNREACHABLE = (
    "{place} cannot be reached ({reason}). Start the server, or correct FRAMEFIRST_DATABASE_URL; "
    "what was acknowledged before is kept."
)
UNKNOWN = (
    f"{{place}} holds version {{reason!r}}, newer than this Framefirst knows (up to {REVISIONS[-1]!r}) or another "
    "program's. It was not changed; update Framefirst, or point FRAMEFIRST_DATABASE_URL somewhere else."
)
FOREIGN = "{place} holds another program's tables. It was not changed; point FRAMEFIRST_DATABASE_URL somewhere else."
PREPARED_ELSEWHERE = (
    "Another Framefirst has been preparing {place} for over {reason} seconds. Wait until it is done, or end it."
)
FAILED = "{place} failed ({reason}). This may not have been saved; look, then try again."


@dataclass(frozen=True)
class Database:
    reader: Engine
    writer: Engine
    """The same connections; its transactions take the write lock when they begin."""
    place: str
    """What people call it: a path or a host, never a password."""
    path: Path | None = None

    def refusal(self, error: DBAPIError) -> StorageUnusable:
        return refusal(error, self.place, self.path)

    def close(self) -> None:
        self.reader.dispose()


def open_database(url: str) -> Database:
    """Made or migrated when needed. Raises Misconfigured, StorageUnusable."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise Misconfigured(
            "FRAMEFIRST_DATABASE_URL is not an address of a database. "
            "Use sqlite:////folder/framefirst.db or postgresql+psycopg://user@host/name."
        ) from None
    if parsed.drivername in ("sqlite", "sqlite+pysqlite") and parsed.database not in (None, "", ":memory:"):
        return _open_sqlite(Path(str(parsed.database)).absolute())
    if parsed.drivername in POSTGRES_SCHEMES:
        return _open_postgres(parsed.set(drivername="postgresql+psycopg"))
    raise Misconfigured(
        f"FRAMEFIRST_DATABASE_URL names {parsed.drivername!r}, which Framefirst does not store in. "
        "Use sqlite:////folder/framefirst.db or postgresql+psycopg://user@host/name."
    )


# -- refusals ----------------------------------------------------------------------------------------------------------


def refusal(error: DBAPIError, place: str, path: Path | None = None) -> StorageUnusable:
    """What a database said, as one line for the person who can do something about it."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return _sqlite_refusal(cause, place, path)
    state = getattr(cause, "sqlstate", None) or ""
    dropped = error.connection_invalidated or not state or state.startswith(("08", "57P"))
    line = POSTGRES_REFUSALS.get(state, UNREACHABLE if dropped else FAILED)
    return StorageUnusable(_sentence(line, place, _reason(cause)))


def _sqlite_refusal(cause: sqlite3.Error, place: str, path: Path | None) -> StorageUnusable:
    # Extended codes begin with the primary one: SQLITE_READONLY_DBMOVED, SQLITE_IOERR_WRITE.
    code = "_".join(getattr(cause, "sqlite_errorname", "").split("_")[:2])
    return StorageUnusable(_sentence(SQLITE_REFUSALS.get(code, FAILED), place, _reason(cause), way_out(path)))


def _sentence(line: str, place: str, reason: str = "", way_out: str = "") -> str:
    sentence = line.format(place=place, reason=reason, way_out=way_out)
    return sentence[0].upper() + sentence[1:]


def _reason(cause: BaseException | None) -> str:
    """The driver's words on one line, without the part that repeats the address."""
    first = (str(cause).strip() or "no reason given").splitlines()[0]
    return " ".join(first.rsplit("failed: ", 1)[-1].rstrip(".").split())


def way_out(path: Path | None) -> str:
    """What to do about a file that cannot be used."""
    backup = newest_backup(path) if path else None
    if backup:
        return f"move it away and put its newest backup {backup} in its place."
    return "move it away to start afresh, or put a backup in its place."


def newest_backup(path: Path) -> Path | None:
    backups = path.parent.glob(f"{glob.escape(path.name)}.before-*")
    return max(backups, key=lambda backup: backup.stat().st_mtime, default=None)


def _unknown(place: str, revision: str) -> StorageUnusable:
    return StorageUnusable(_sentence(UNKNOWN, place, revision))


def _foreign(place: str) -> StorageUnusable:
    return StorageUnusable(_sentence(FOREIGN, place))


def _prepared_elsewhere(place: str) -> StorageUnusable:
    return StorageUnusable(_sentence(PREPARED_ELSEWHERE, place, str(MIGRATING_SECONDS)))


# -- SQLite ------------------------------------------------------------------------------------------------------------


def _named(path: Path) -> str:
    return f"the database {path}"


def _open_sqlite(path: Path) -> Database:
    _make_folder(path)
    if _sqlite_revision(path) != REVISIONS[-1]:
        _migrate_sqlite(path)
    reader = _sqlite_engine(path)
    return Database(reader, reader.execution_options(begin="IMMEDIATE"), _named(path), path)


def _make_folder(path: Path) -> None:
    folder = path.parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        file = next(parent for parent in (folder, *folder.parents) if parent.exists())
        raise StorageUnusable(f"{file} is a file, not a folder. Set FRAMEFIRST_HOME to a folder.") from None
    except OSError as error:
        raise StorageUnusable(
            f"The folder {folder} cannot be made ({error.strerror}). Make it, or set FRAMEFIRST_HOME to another one."
        ) from None
    if path.is_dir():
        raise StorageUnusable(f"{path} is a folder, not a database file. Name a file in FRAMEFIRST_DATABASE_URL.")
    for needed, rights in ((folder, os.W_OK | os.X_OK), (path, os.R_OK | os.W_OK)):
        if needed.exists() and not _may(needed, rights):
            raise StorageUnusable(
                f"{needed} cannot be written. Make it writable, or set FRAMEFIRST_HOME to another folder."
            )


def _may(path: Path, rights: int) -> bool:
    return os.access(path, rights, effective_ids=os.access in os.supports_effective_ids)


def _sqlite_revision(path: Path) -> str | None:
    """The revision of the database in a file, None for one still to be made; looks without changing a byte.

    Raises StorageUnusable for what is not a sound database of ours.
    """
    place = _named(path)
    if not path.exists() or path.stat().st_size == 0:
        return None
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=BUSY_MS / 1000)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            _check_structure(connection, path)
            number = connection.execute("PRAGMA user_version").fetchone()[0]
            if number > len(REVISIONS):
                raise _unknown(place, str(number))
            if not tables:
                return None
            if "alembic_version" not in tables:
                raise _foreign(place)
            return _known([row[0] for row in connection.execute("SELECT version_num FROM alembic_version")], place)
    except sqlite3.Error as error:
        raise _sqlite_refusal(error, place, path) from None


def _check_structure(connection: sqlite3.Connection, path: Path) -> None:
    """SQLite itself notices a file that was cut short; pages that do not hang together it has to look for."""
    if path.stat().st_size > CHECKED_WHOLE or connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok":
        return
    raise StorageUnusable(_sentence(SQLITE_REFUSALS["SQLITE_CORRUPT"], _named(path), way_out=way_out(path)))


def _known(found: list[str], place: str) -> str | None:
    unknown = [revision for revision in found if revision not in REVISIONS]
    if unknown:
        raise _unknown(place, unknown[0])
    return found[0] if found else None


def _migrate_sqlite(path: Path) -> None:
    from filelock import FileLock, Timeout

    place = _named(path)
    try:
        with FileLock(f"{path}.lock", timeout=MIGRATING_SECONDS):
            revision = _sqlite_revision(path)  # again: whoever held the lock may have done it
            if revision == REVISIONS[-1]:
                return
            if revision is not None:
                back_up(path, path.with_name(f"{path.name}.before-{REVISIONS[-1]}"))
            _use_wal(path)
            engine = _sqlite_engine(path).execution_options(begin="IMMEDIATE")
            try:
                with engine.begin() as connection:
                    _upgrade(connection)
                    connection.exec_driver_sql(f"PRAGMA user_version = {len(REVISIONS)}")
            finally:
                engine.dispose()
    except Timeout:
        raise _prepared_elsewhere(place) from None
    except DBAPIError as error:
        raise refusal(error, place, path) from error
    except sqlite3.Error as error:
        raise _sqlite_refusal(error, place, path) from error
    except OSError as error:
        raise StorageUnusable(
            f"The database {path} cannot be prepared ({error.strerror}). It holds what it held; free space or "
            "make its folder writable, then try again."
        ) from error


def back_up(path: Path, backup: Path) -> None:
    """A whole copy of a database that may be in use; `backup` appears only once it is complete."""
    part = backup.with_name(f"{backup.name}.part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, without companions
    part.replace(backup)


def _use_wal(path: Path) -> None:
    """Lasts in the file. A file system without shared memory declines, and the rollback journal serves."""
    with closing(sqlite3.connect(path, timeout=BUSY_MS / 1000)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def _sqlite_engine(path: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)), pool_size=8, max_overflow=32)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, record: object) -> None:
    connection.isolation_level = None  # pysqlite begins no transaction of its own; _begin_sqlite does
    for pragma in (f"busy_timeout = {BUSY_MS}", "foreign_keys = ON", "synchronous = FULL", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that has read and then wants to write fails at once if another one wrote meanwhile:
    # writers take the lock when they begin.
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', 'DEFERRED')}")


# -- PostgreSQL --------------------------------------------------------------------------------------------------------


def _open_postgres(url: URL) -> Database:
    place = f"the PostgreSQL database {url.database or '(default)'} on {_host(url)}"
    reader = _postgres_engine(url)
    writer = reader.execution_options(lock_timeout=BUSY_MS)
    try:
        with writer.begin() as connection:
            if connection.execute(text("SHOW transaction_read_only")).scalar() == "on":
                raise StorageUnusable(_sentence(POSTGRES_REFUSALS[READ_ONLY], place))
            current = _postgres_revision(connection, place) == REVISIONS[-1]
        if not current:
            _migrate_postgres(writer, place)
    except DBAPIError as error:
        reader.dispose()
        raise refusal(error, place) from error
    except StorageUnusable:
        reader.dispose()
        raise
    return Database(reader, writer, place)


def _host(url: URL) -> str:
    host = url.host or url.query.get("host") or "this machine"
    return f"{host}:{url.port}" if url.port else str(host)


def _postgres_engine(url: URL) -> Engine:
    try:
        engine = create_engine(url, pool_pre_ping=True, connect_args=PATIENCE)
    except ModuleNotFoundError:
        raise Misconfigured(
            'PostgreSQL needs its driver. Install it with `pip install "framefirst[postgres]"`.'
        ) from None
    event.listen(engine, "begin", _begin_postgres)
    return engine


def _begin_postgres(connection: Connection) -> None:
    patience = connection.get_execution_options().get("lock_timeout")
    if patience:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {patience}")


def _postgres_revision(connection: Connection, place: str) -> str | None:
    ours, version = connection.execute(text("SELECT to_regclass('sessions'), to_regclass('alembic_version')")).one()
    if version is None and ours is not None:
        raise _foreign(place)
    if version is None:
        return None
    return _known(list(connection.execute(text("SELECT version_num FROM alembic_version")).scalars()), place)


def _migrate_postgres(writer: Engine, place: str) -> None:
    with writer.execution_options(lock_timeout=int(MIGRATING_SECONDS * 1000)).begin() as connection:
        try:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE:
                raise _prepared_elsewhere(place) from None
            raise
        if _postgres_revision(connection, place) != REVISIONS[-1]:
            _upgrade(connection)


# -- both --------------------------------------------------------------------------------------------------------------


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
