"""PostgreSQL that goes away, comes back, or does not want to: never a turn lost that was acknowledged, never one twice."""

import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, event, make_url, text

from assistant.adapters import database
from assistant.adapters.sql_log import SqlLog, open_log
from assistant.domain.events import Answered, Opened, Said
from assistant.errors import ChangedElsewhere, FramefirstError, StorageUnusable
from assistant.testing import TickingClock

FIRST = (Opened(title="Late parcels"), Answered(reply="What goes wrong today?"))
SAID = Said(text="Partners hear about it 25 minutes late.", message=1)
OTHER = Said(text="Nobody called about 30 seconds.", message=1)


class Line:
    """The wire to the server. It can be told to break just before, or just after, a statement gets through."""

    def __init__(self, server: URL) -> None:
        self._server = server
        self._breaks: list[tuple[bytes, bool, Callable[[], object]]] = []
        self._ends: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        here = server.difference_update_query(["host"]).set(host="127.0.0.1", port=self._door.getsockname()[1])
        self.url = here.update_query_dict({"sslmode": "disable", "gssencmode": "disable"})
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def break_before(self, statement: str, then: Callable[[], object] = lambda: None) -> None:
        self._breaks.append((statement.encode(), False, then))

    def break_after(self, statement: str, then: Callable[[], object] = lambda: None) -> None:
        self._breaks.append((statement.encode(), True, then))

    def break_now(self) -> None:
        for end in self._ends:
            with suppress(OSError):  # it has ended by itself
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        with suppress(OSError):  # closed before
            self._door.shutdown(socket.SHUT_RDWR)
        self._listener.join()
        self._door.close()
        self.break_now()

    def _listen(self) -> None:
        with suppress(OSError):  # the door is closed
            while True:
                client, _ = self._door.accept()
                server = self._reach_server()
                self._ends += [client, server]
                threading.Thread(target=self._carry, args=(client, server)).start()

    def _reach_server(self) -> socket.socket:
        host, port = self._server.host or str(self._server.query.get("host")), self._server.port or 5432
        if not host.startswith("/"):
            return socket.create_connection((host, port))
        server = socket.socket(socket.AF_UNIX)
        server.connect(str(Path(host) / f".s.PGSQL.{port}"))
        return server

    def _carry(self, client: socket.socket, server: socket.socket) -> None:
        with client, server, suppress(OSError):  # either end may be gone when the other one sends
            while True:
                for end in select.select([client, server], [], [])[0]:
                    sent = end.recv(65_536)
                    if not sent or (end is client and self._broke(sent, server)):
                        return
                    (server if end is client else client).sendall(sent)

    def _broke(self, sent: bytes, server: socket.socket) -> bool:
        if not self._breaks or self._breaks[0][0] not in sent:
            return False
        _, gets_through, then = self._breaks.pop(0)
        if gets_through:
            server.sendall(sent)
            server.recv(65_536)
        server.close()
        then()
        return True


@pytest.fixture
def direct(postgres_url: str) -> Iterator[SqlLog]:
    """The same database by another way: what is really stored, and another process that writes."""
    log = open_log(postgres_url, TickingClock())
    yield log
    log.close()


@pytest.fixture
def line(postgres_url: str) -> Iterator[Line]:
    line = Line(make_url(postgres_url))
    yield line
    line.close()


@pytest.fixture
def log(line: Line, direct: SqlLog, open_at: Callable[[str], SqlLog]) -> SqlLog:
    log = open_at(line.url.render_as_string(hide_password=False))
    log.create("s1", "Late parcels", FIRST)
    return log


def said(log: SqlLog) -> list[str]:
    return [record.event.text for record in log.read("s1") if isinstance(record.event, Said)]


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(FramefirstError) as told:
        act()
    assert isinstance(told.value, StorageUnusable)
    words = str(told.value)
    assert "\n" not in words
    return words


class TestADroppedConnection:
    def test_f53_while_nothing_happens_is_not_noticed(self, log: SqlLog, line: Line) -> None:
        line.break_now()
        assert log.revision("s1") == 2
        line.break_now()
        assert log.append("s1", 1, [SAID], 2) == 3

    def test_f53_during_a_read_is_read_again(self, log: SqlLog, line: Line) -> None:
        line.break_before("FROM events")

        assert [record.event for record in log.read("s1")] == list(FIRST)

    @pytest.mark.parametrize("after", [False, True])
    @pytest.mark.parametrize("statement", ["FOR UPDATE", "INSERT INTO events", "UPDATE sessions", "COMMIT"])
    def test_f53_during_an_append_gives_the_turn_once(
        self, log: SqlLog, direct: SqlLog, line: Line, statement: str, after: bool
    ) -> None:
        (line.break_after if after else line.break_before)(statement)

        assert log.append("s1", 1, [SAID], 2) == 3
        assert said(direct) == [SAID.text]
        assert direct.pending() == [("s1", 1)]
        assert log.append("s1", 1, [FIRST[1]], 3) == 4

    def test_f53_lets_another_writer_who_came_between_win(self, log: SqlLog, direct: SqlLog, line: Line) -> None:
        line.break_before("COMMIT", then=lambda: direct.append("s1", 1, [OTHER], 2))

        with pytest.raises(ChangedElsewhere):
            log.append("s1", 1, [SAID], 2)
        assert said(direct) == [OTHER.text]

    def test_f53_after_the_commit_keeps_a_turn_that_others_have_built_on(
        self, log: SqlLog, direct: SqlLog, line: Line
    ) -> None:
        line.break_after("COMMIT", then=lambda: direct.append("s1", 2, [OTHER], 3))

        assert log.append("s1", 1, [SAID], 2) == 3
        assert said(direct) == [SAID.text, OTHER.text]

    @pytest.mark.parametrize("after", [False, True])
    def test_f53_at_the_commit_of_anything_else_is_done_once(
        self, log: SqlLog, direct: SqlLog, line: Line, after: bool
    ) -> None:
        break_there = line.break_after if after else line.break_before
        acts: list[Callable[[], object]] = [
            lambda: log.create("s2", "Two", FIRST),
            lambda: log.restore("s3", "Three", direct.read("s1")),
            lambda: log.create("s4", "Empty", []),
            lambda: log.retitle("s2", "Renamed"),
            lambda: log.archive("s3", True),
            lambda: log.draft("s2", 2, "Heard"),
            lambda: log.delete("s1"),
        ]
        for act in acts:
            break_there("COMMIT")
            act()
        direct.append("s2", 1, [SAID], 2)
        break_there("COMMIT")
        assert log.claim("s2", 1, "worker", 60)
        assert not direct.claim("s2", 1, "other", 5)
        break_there("COMMIT")
        log.release("s2", "worker")
        assert direct.claim("s2", 1, "other", 5)

        infos = {info.id: (info.title, info.revision, info.archived) for info in direct.sessions()}
        assert infos == {"s2": ("Renamed", 3, False), "s3": ("Three", 2, True), "s4": ("Empty", 0, False)}
        assert direct.drafted("s2") == (2, "Heard")

    def test_f53_twice_in_a_row_is_said_and_nothing_is_stored(self, log: SqlLog, direct: SqlLog, line: Line) -> None:
        for _ in range(2):
            line.break_before("COMMIT")

        assert "cannot be reached" in refused(lambda: log.append("s1", 1, [SAID], 2))
        assert said(direct) == []
        assert log.append("s1", 1, [SAID], 2) == 3

    def test_f53_for_good_is_said_with_the_host_and_what_to_do(self, log: SqlLog, line: Line) -> None:
        line.close()

        words = refused(lambda: log.append("s1", 1, [SAID], 2))
        assert f"on 127.0.0.1:{line.url.port} cannot be reached" in words
        assert "Start the server, or correct FRAMEFIRST_DATABASE_URL" in words
        assert refused(lambda: log.read("s1")) == words


class TestAServerThatRefuses:
    def test_f53_that_is_not_there_is_named_without_the_password(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        words = refused(lambda: open_log(f"postgresql+psycopg://me:hunter2@127.0.0.1:{port}/team", TickingClock()))

        assert words == (
            f"The PostgreSQL database team on 127.0.0.1:{port} cannot be reached (Connection refused). Start the server, "
            "or correct FRAMEFIRST_DATABASE_URL; what was acknowledged before is kept."
        )

    def test_that_has_no_such_database_says_so(self, postgres_url: str) -> None:
        elsewhere = make_url(postgres_url).set(database="nobody_made_this").render_as_string(hide_password=False)

        assert 'database "nobody_made_this" does not exist' in refused(lambda: open_log(elsewhere, TickingClock()))

    def test_f53_that_is_read_only_is_refused_at_the_start(self, postgres_url: str, direct: SqlLog) -> None:
        read_only = f"{postgres_url}%20-cdefault_transaction_read_only%3Don"

        assert "is read-only at the moment" in refused(lambda: open_log(read_only, TickingClock()))

    def test_f53_that_becomes_read_only_can_still_be_read(self, log: SqlLog) -> None:
        @event.listens_for(log._database.reader, "begin")
        def read_only(connection) -> None:  # type: ignore[no-untyped-def]
            connection.execute(text("SET TRANSACTION READ ONLY"))

        assert "is read-only at the moment" in refused(lambda: log.append("s1", 1, [SAID], 2))
        assert log.revision("s1") == 2

    def test_a_lock_that_is_held_too_long_is_said_so(
        self, postgres_url: str, direct: SqlLog, open_at: Callable[[str], SqlLog], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(database, "BUSY_MS", 20)
        log = open_at(postgres_url)
        log.create("s1", "", FIRST)
        engine = create_engine(postgres_url)
        with engine.begin() as connection:
            connection.execute(text("SELECT * FROM sessions FOR UPDATE"))
            assert "locked" in refused(lambda: log.append("s1", 1, [SAID], 2))
            assert log.revision("s1") == 2
        engine.dispose()

        assert log.append("s1", 1, [SAID], 2) == 3
