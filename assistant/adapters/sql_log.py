"""The log port over SQL: SQLite in a file, or PostgreSQL. It appends, reads and hands out claims.

An append holds the session's write lock from the revision check to the commit, so a turn is there whole
or not at all, and once. It does not know what events mean, but for one thing: a message stays open
until it is answered.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError, IntegrityError

from assistant.adapters.database import Database, open_database
from assistant.adapters.schema import claims, drafts, sessions
from assistant.adapters.schema import events as stored
from assistant.domain.cleaning import clean
from assistant.domain.events import Answered, Event, Recorded, Said
from assistant.errors import ChangedElsewhere, NoSuchSession, StorageUnusable
from assistant.ports import Clock, SessionInfo

Result = TypeVar("Result")

RECORDS = TypeAdapter(tuple[Recorded, ...])

# What every turn asks of the database, put together once.
OURS: BindParameter[str] = bindparam("ours")
"""The session's id."""
READ: Select[Any] = (
    select(stored.c.seq, stored.c.turn, stored.c.at, stored.c.payload)
    .where(stored.c.session_id == OURS, stored.c.seq > bindparam("after"))
    .order_by(stored.c.seq)
)
LOCK = select(sessions).where(sessions.c.id == OURS).with_for_update()
APPEND = insert(stored)
MOVE_ON = (
    update(sessions)
    .where(sessions.c.id == OURS)
    .values(revision=bindparam("to"), updated=bindparam("at"), open_turn=bindparam("open"))
)
DROP_DRAFTS = delete(drafts).where(drafts.c.session_id == OURS, drafts.c.turn.in_(bindparam("turns", expanding=True)))


def open_log(url: str, clock: Clock) -> "SqlLog":
    """The log at a SQLAlchemy address, made or migrated when needed. Raises Misconfigured, StorageUnusable."""
    return SqlLog(open_database(url), clock)


class SqlLog:
    """Safe to share between threads; each call is one transaction on a connection of its own."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def create(self, session: str, title: str, events: Sequence[Event]) -> None:
        at = self._clock.now()
        records = [Recorded(seq=seq, turn=0, at=at, event=event) for seq, event in enumerate(events, start=1)]
        self._add(session, title, at, records)

    def restore(self, session: str, title: str, log: Sequence[Recorded]) -> None:
        if [record.seq for record in log] != list(range(1, len(log) + 1)):
            raise ValueError("a log is numbered from 1 without gaps")
        self._add(session, title, log[0].at if log else self._clock.now(), log)

    def read(self, session: str, after: int = 0) -> tuple[Recorded, ...]:
        ours = _known_id(session)

        def rows_of(connection: Connection) -> Sequence[Row[Any]]:
            rows = connection.execute(READ, {"ours": ours, "after": after}).all()
            if not rows:
                _session(connection, session, sessions.c.id)
            return rows

        rows = self._read(rows_of)
        try:
            return RECORDS.validate_json(_json(rows))
        except ValidationError as error:
            raise StorageUnusable(
                f"Session {session!r} in {self._database.place} holds an event that this Framefirst cannot read "
                f"({error.errors()[0]['msg']}). Nothing was changed; update Framefirst, or go back to a backup."
            ) from error

    def append(self, session: str, turn: int, events: Sequence[Event], revision: int) -> int:
        at = self._clock.now()
        records = [
            Recorded(seq=seq, turn=turn, at=at, event=event) for seq, event in enumerate(events, start=revision + 1)
        ]
        rows = [_row(session, record) for record in records]

        def write(connection: Connection, again: bool) -> int:
            stands = _locked(connection, session)
            if stands.revision != revision:
                if again and rows and _holds(connection, session, rows):
                    return revision + len(rows)
                raise ChangedElsewhere
            return _append(connection, session, stands, records, rows)

        return self._transaction(self._database.writer, write)

    def revision(self, session: str) -> int:
        return int(self._read(lambda connection: _session(connection, session, sessions.c.revision).revision))

    def sessions(self) -> list[SessionInfo]:
        columns = [sessions.c[name] for name in ("id", "title", "created", "updated", "revision", "archived", "tags")]
        newest_first = select(*columns).order_by(sessions.c.updated.desc(), sessions.c.id)
        rows = self._read(lambda connection: connection.execute(newest_first).all())
        return [
            SessionInfo(
                id,
                title,
                datetime.fromisoformat(created),
                datetime.fromisoformat(updated),
                revision,
                archived,
                tuple(tags.splitlines()),
            )  # fmt: skip
            for id, title, created, updated, revision, archived, tags in rows
        ]

    def pending(self) -> list[tuple[str, int]]:
        # Sorted here: asked to sort, SQLite would walk through all sessions instead of the few that are open.
        columns = (sessions.c.updated, sessions.c.id, sessions.c.open_turn)
        waiting = select(*columns).where(sessions.c.open_turn.is_not(None))
        rows = self._read(lambda connection: connection.execute(waiting).all())
        return [(session, turn) for _, session, turn in sorted(tuple(row) for row in rows)]

    def retitle(self, session: str, title: str) -> None:
        self._change(session, title=clean(title).text)

    def archive(self, session: str, archived: bool) -> None:
        self._change(session, archived=archived)

    def tag(self, session: str, tags: Sequence[str]) -> None:
        self._change(session, tags="\n".join(" ".join(clean(tag).text.split()) for tag in tags))

    def delete(self, session: str) -> None:
        def write(connection: Connection, again: bool) -> None:
            gone = connection.execute(delete(sessions).where(_of(sessions.c.id, session))).rowcount
            if not gone and not again:
                raise NoSuchSession(session)

        self._transaction(self._database.writer, write)

    def claim(self, session: str, turn: int, owner: str, seconds: float) -> bool:
        now = self._clock.now()
        claimed = {
            "session_id": session,
            "turn": turn,
            "owner": owner,
            "until": _text(now + timedelta(seconds=seconds)),
        }

        def write(connection: Connection, again: bool) -> bool:
            if _locked(connection, session).open_turn != turn:
                return False
            held = connection.execute(select(claims).where(_of(claims.c.session_id, session))).one_or_none()
            # A claim to an earlier turn is what a worker left behind that was killed after its answer.
            if held and held.turn == turn and held.owner != owner and datetime.fromisoformat(held.until) > now:
                return False
            connection.execute(delete(claims).where(_of(claims.c.session_id, session)))
            connection.execute(insert(claims), claimed)
            return True

        return self._transaction(self._database.writer, write)

    def release(self, session: str, owner: str) -> None:
        mine = delete(claims).where(_of(claims.c.session_id, session), claims.c.owner == owner)
        self._transaction(self._database.writer, lambda connection, again: connection.execute(mine))

    def draft(self, session: str, turn: int, text: str) -> None:
        so_far = {"session_id": session, "turn": turn, "text": clean(text).text}

        def write(connection: Connection, again: bool) -> None:
            _locked(connection, session)
            connection.execute(delete(drafts).where(_of(drafts.c.session_id, session)))
            connection.execute(insert(drafts), so_far)

        self._transaction(self._database.writer, write)

    def drafted(self, session: str) -> tuple[int, str] | None:
        wanted = select(drafts.c.turn, drafts.c.text).where(_of(drafts.c.session_id, session))
        row = self._read(lambda connection: connection.execute(wanted).one_or_none())
        return (row.turn, row.text) if row else None

    def close(self) -> None:
        """Lets the connections go; SQLite folds its write-ahead log back into the file."""
        self._database.close()

    # -- the parts these are made of -----------------------------------------------------------------------------------

    def _add(self, session: str, title: str, at: datetime, records: Sequence[Recorded]) -> None:
        rows = [_row(session, record) for record in records]
        begun = {
            "id": session, "title": clean(title).text, "created": _text(at), "updated": _text(at),
            "revision": 0, "archived": False,
        }  # fmt: skip

        def write(connection: Connection, again: bool) -> None:
            if again and _has_begun(connection, begun) and _holds(connection, session, rows):
                return
            try:
                connection.execute(insert(sessions), begun)
            except IntegrityError:
                raise ChangedElsewhere from None
            _append(connection, session, _locked(connection, session), records, rows)

        self._transaction(self._database.writer, write)

    def _change(self, session: str, **values: str | bool) -> None:
        changed = update(sessions).where(_of(sessions.c.id, session)).values(**values)

        def write(connection: Connection, again: bool) -> None:
            if not connection.execute(changed).rowcount:
                raise NoSuchSession(session)

        self._transaction(self._database.writer, write)

    def _read(self, look: Callable[[Connection], Result]) -> Result:
        return self._transaction(self._database.reader, lambda connection, again: look(connection))

    def _transaction(self, engine: Engine, work: Callable[[Connection, bool], Result]) -> Result:
        """Does the work and commits. A connection that dropped is tried once more, on a new one.

        The commit of a dropped connection may have reached the server: `work` is told that it runs
        again, and must then leave things as after running once.
        """
        for again in (False, True):
            try:
                with engine.begin() as connection:
                    return work(connection, again)
            except DBAPIError as error:
                if again or not error.connection_invalidated:
                    raise self._database.refusal(error) from error
        raise AssertionError("the second try returns or raises")


def _of(column: ColumnElement[str], session: str) -> ColumnElement[bool]:
    """What belongs to a session."""
    return column == _known_id(session)


def _known_id(session: str) -> str:
    """An id that drivers refuse, with NUL or half characters, names no session."""
    if not session.isprintable():
        raise NoSuchSession(session)
    return session


def _session(connection: Connection, session: str, *columns: ColumnElement[Any]) -> Row[Any]:
    row = connection.execute(select(*columns).where(_of(sessions.c.id, session))).one_or_none()
    if row is None:
        raise NoSuchSession(session)
    return row


def _locked(connection: Connection, session: str) -> Row[Any]:
    """The session's row, which nobody else changes until we commit. SQLite has locked the whole file already."""
    row = connection.execute(LOCK, {"ours": _known_id(session)}).one_or_none()
    if row is None:
        raise NoSuchSession(session)
    return row


def _append(
    connection: Connection, session: str, stands: Row[Any], records: Sequence[Recorded], rows: list[dict[str, Any]]
) -> int:
    if not records:
        return int(stands.revision)
    ours, last = _known_id(session), records[-1]
    connection.execute(APPEND, rows)
    stands_open = open_turn(stands.open_turn, records)
    connection.execute(MOVE_ON, {"ours": ours, "to": last.seq, "at": _text(last.at), "open": stands_open})
    connection.execute(DROP_DRAFTS, {"ours": ours, "turns": sorted({record.turn for record in records})})
    return last.seq


def open_turn(before: int | None, records: Iterable[Recorded]) -> int | None:
    """The last turn, if it holds a message without an answer, after some more records."""
    turn = before
    for record in records:
        if isinstance(record.event, Said):
            turn = record.turn
        elif isinstance(record.event, Answered) or record.turn != turn:
            turn = None
    return turn


def _holds(connection: Connection, session: str, rows: Sequence[dict[str, Any]]) -> bool:
    """Whether these very rows are stored: what was written when a connection dropped during its commit."""
    places = [row["seq"] for row in rows]
    found = select(stored).where(_of(stored.c.session_id, session), stored.c.seq.in_(places)).order_by(stored.c.seq)
    return [dict(row) for row in connection.execute(found).mappings()] == list(rows)


def _has_begun(connection: Connection, begun: dict[str, Any]) -> bool:
    found = select(sessions.c.title, sessions.c.created).where(_of(sessions.c.id, begun["id"]))
    return connection.execute(found).one_or_none() == (begun["title"], begun["created"])


def _row(session: str, record: Recorded) -> dict[str, Any]:
    return {
        "session_id": session, "seq": record.seq, "turn": record.turn, "type": record.event.type,
        "at": _text(record.at), "payload": _payload(record.event),
    }  # fmt: skip


def _payload(event: Event) -> str:
    try:
        return event.model_dump_json()
    except PydanticSerializationError:
        # Half characters, which a careless JSON parser lets through: better a question mark than a lost turn.
        halves = json.dumps(event.model_dump(mode="json"), ensure_ascii=False)
        return halves.encode("utf-8", errors="replace").decode("utf-8")


def _json(rows: Iterable[Sequence[Any]]) -> str:
    """Rows as the JSON of their records, so that one pass reads and checks them all."""
    records = (f'{{"seq":{seq},"turn":{turn},"at":"{at}","event":{payload}}}' for seq, turn, at, payload in rows)
    return f"[{','.join(records)}]"


def _text(moment: datetime) -> str:
    """A moment as it is stored; one without a time zone is UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="microseconds")
