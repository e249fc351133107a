"""The log port over both engines, through the port alone wherever that is possible."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, event, func, insert, select

from assistant.adapters import database, schema
from assistant.adapters.sql_log import SqlLog, open_log, open_turn
from assistant.domain.events import Answered, Captured, Event, Opened, Recorded, Retitled, Said, Undone
from assistant.errors import ChangedElsewhere, NoSuchSession, StorageUnusable
from assistant.ports import Log, SessionInfo
from assistant.testing import START

FIRST = (Opened(title="Late parcels"), Answered(reply="What goes wrong today?"))
SAID = Said(text="Partners hear about it 25 minutes late.", message=1)
REPLY = Answered(reply="Heard.")


def at(seconds: int) -> datetime:
    return START + timedelta(seconds=seconds)


def recorded(turn: int, seconds: int, first: int, *events: Event) -> tuple[Recorded, ...]:
    return tuple(Recorded(seq=seq, turn=turn, at=at(seconds), event=event) for seq, event in enumerate(events, first))


@pytest.fixture
def session(log: SqlLog) -> str:
    log.create("s1", "Late parcels", FIRST)
    return "s1"


def rows_in(log: SqlLog) -> dict[str, int]:
    with log._database.reader.begin() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in schema.METADATA.tables.items()
        }


@contextmanager
def queries() -> Iterator[list[str]]:
    """Collects the queries that are executed meanwhile."""
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith("SELECT"):  # SQLite says BEGIN as a statement, PostgreSQL does not
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_it_is_a_log(log: SqlLog) -> None:
    port: Log = log

    assert port.sessions() == []


class TestAppending:
    def test_a_new_session_holds_its_turn_0(self, log: SqlLog, session: str) -> None:
        assert log.read(session) == recorded(0, 0, 1, *FIRST)
        assert log.revision(session) == 2
        assert log.sessions() == [SessionInfo("s1", "Late parcels", at(0), at(0), 2)]

    def test_events_get_the_next_numbers_and_the_time(self, log: SqlLog, session: str) -> None:
        assert log.append(session, 1, [SAID], 2) == 3
        assert log.append(session, 1, [Retitled(title="Late"), REPLY], 3) == 5

        assert log.read(session) == (
            *recorded(0, 0, 1, *FIRST),
            *recorded(1, 1, 3, SAID),
            *recorded(1, 2, 4, Retitled(title="Late"), REPLY),
        )
        assert log.sessions() == [SessionInfo("s1", "Late parcels", at(0), at(2), 5)]

    def test_no_events_change_nothing(self, log: SqlLog, session: str) -> None:
        assert log.append(session, 1, [], 2) == 2
        assert log.read(session) == recorded(0, 0, 1, *FIRST)

    @pytest.mark.parametrize("revision", [0, 1, 3])
    def test_f39_a_session_that_stands_elsewhere_is_left_alone(self, log: SqlLog, session: str, revision: int) -> None:
        with pytest.raises(ChangedElsewhere):
            log.append(session, 1, [SAID], revision)

        assert log.read(session) == recorded(0, 0, 1, *FIRST)
        assert log.pending() == []

    def test_a_taken_id_is_refused_and_its_session_left_alone(self, log: SqlLog, session: str) -> None:
        with pytest.raises(ChangedElsewhere):
            log.create(session, "Another", [Opened()])
        with pytest.raises(ChangedElsewhere):
            log.restore(session, "Another", recorded(0, 9, 1, Opened()))

        assert log.read(session) == recorded(0, 0, 1, *FIRST)
        assert [info.title for info in log.sessions()] == ["Late parcels"]

    def test_f33_a_turn_that_fails_half_way_leaves_nothing(self, log: SqlLog, session: str) -> None:
        in_the_way = {"session_id": session, "seq": 4, "turn": 9, "type": "said", "at": "", "payload": "{}"}
        with log._database.writer.begin() as connection:
            connection.execute(insert(schema.events), in_the_way)

        with pytest.raises(StorageUnusable):
            log.append(session, 1, [SAID, REPLY], 2)

        with log._database.writer.begin() as connection:
            connection.execute(delete(schema.events).where(schema.events.c.seq == in_the_way["seq"]))
        assert (log.revision(session), log.read(session)) == (2, recorded(0, 0, 1, *FIRST))

    def test_one_of_two_threads_at_one_revision_wins(self, log: SqlLog, session: str) -> None:
        outcomes: list[str] = []
        start = threading.Barrier(2)

        def race(name: str) -> None:
            start.wait()
            try:
                log.append(session, 1, [Said(text=name, message=1)], 2)
                outcomes.append(name)
            except ChangedElsewhere:
                outcomes.append("changed elsewhere")

        threads = [threading.Thread(target=race, args=(name,)) for name in ("left", "right")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        (winner,) = {"left", "right"} & set(outcomes)
        assert sorted(outcomes) == sorted([winner, "changed elsewhere"])
        assert [record.event for record in log.read(session, 2)] == [Said(text=winner, message=1)]

    def test_two_threads_with_the_same_words_at_the_same_moment_are_still_two(self, url: str) -> None:
        class StoppedClock:
            def now(self) -> datetime:
                return START

        log = open_log(url, StoppedClock())
        log.create("s1", "", [])
        log.append("s1", 1, [SAID], 0)
        with pytest.raises(ChangedElsewhere):
            log.append("s1", 1, [SAID], 0)
        log.close()


class TestReading:
    def test_after_an_event(self, log: SqlLog, session: str) -> None:
        log.append(session, 1, [SAID], 2)

        assert log.read(session, after=2) == recorded(1, 1, 3, SAID)
        assert log.read(session, after=3) == ()

    @pytest.mark.parametrize("unknown", ["", "s2", "S1", "s1 ", "s\x001", "\ud800", "' OR 1=1 --"])
    def test_an_unknown_session_is_named(self, log: SqlLog, session: str, unknown: str) -> None:
        asked: list[Callable[[], object]] = [
            lambda: log.read(unknown),
            lambda: log.revision(unknown),
            lambda: log.append(unknown, 1, [SAID], 0),
            lambda: log.retitle(unknown, "x"),
            lambda: log.archive(unknown, True),
            lambda: log.tag(unknown, ["x"]),
            lambda: log.delete(unknown),
            lambda: log.claim(unknown, 1, "worker", 5),
            lambda: log.draft(unknown, 1, "so far"),
        ]
        for ask in asked:
            with pytest.raises(NoSuchSession, match="There is no session"):
                ask()
        assert rows_in(log) == {"sessions": 1, "events": 2, "claims": 0, "drafts": 0}

    @pytest.mark.parametrize(
        "text",
        [
            "'; DROP TABLE sessions; --",
            "%s %(name)s {0} {{7*7}} ${x} :name ?",
            'quote " backslash \\ slash / tab \t line\nline',
            "NUL \x00 ESC \x1b VT \x0b DEL \x7f",
            "\ufffe \uffff \U0010ffff \u2028 \u2029",
            "שלום مرحبا 你好 👨‍👩‍👧 ก็ e\u0301",
        ],
    )
    def test_f58_f60_text_comes_back_as_it_went_in(self, log: SqlLog, text: str) -> None:
        words = Captured(topic="scale", path="answers.scale", value=text, quote=text)
        log.create("s1", "", [words])

        assert [record.event for record in log.read("s1")] == [words]

    def test_f58_half_a_character_costs_itself_and_not_the_turn(self, log: SqlLog) -> None:
        log.create("s1", "half \ud800 title", [Answered(reply="half \ud800 of it", raw="{\udfff}")])

        assert [record.event for record in log.read("s1")] == [Answered(reply="half ? of it", raw="{?}")]
        assert [info.title for info in log.sessions()] == ["half  title"]

    def test_an_event_of_a_later_version_is_refused_in_one_line(self, log: SqlLog, session: str) -> None:
        strange = {"session_id": session, "seq": 3, "turn": 1, "type": "dreamt", "at": at(1).isoformat()}
        with log._database.writer.begin() as connection:
            connection.execute(insert(schema.events), {**strange, "payload": '{"type": "dreamt"}'})

        with pytest.raises(
            StorageUnusable, match="'s1' in .* holds an event that this Framefirst cannot read .* update Framefirst"
        ) as told:
            log.read(session)
        assert "\n" not in str(told.value)


class TestListing:
    def test_last_touched_first(self, log: SqlLog) -> None:
        for name in ("a", "b", "c"):
            log.create(name, name.upper(), FIRST)
        log.append("a", 1, [SAID], 2)
        log.retitle("b", "Renamed \x00\u202e")
        log.archive("c", True)
        log.tag("b", ["billing", "Q3  review\n"])

        assert log.sessions() == [
            SessionInfo("a", "A", at(0), at(3), 3),
            SessionInfo("c", "C", at(2), at(2), 2, archived=True),
            SessionInfo("b", "Renamed ", at(1), at(1), 2, tags=("billing", "Q3 review")),
        ]

    def test_archiving_can_be_taken_back(self, log: SqlLog, session: str) -> None:
        log.archive(session, True)
        log.archive(session, False)

        assert [info.archived for info in log.sessions()] == [False]

    def test_deleting_takes_everything_of_that_session_and_nothing_else(self, log: SqlLog, session: str) -> None:
        for name in (session, "s2"):
            if name != session:
                log.create(name, "", FIRST)
            log.append(name, 1, [SAID], 2)
            log.claim(name, 1, "worker", 60)
            log.draft(name, 1, "so far")

        log.delete(session)

        assert rows_in(log) == {"sessions": 1, "events": 3, "claims": 1, "drafts": 1}
        assert log.drafted("s2") == (1, "so far")

    def test_f51_ten_thousand_sessions_are_listed_by_one_query(self, log: SqlLog) -> None:
        stored = [
            {
                "id": f"s{n}", "title": f"Session {n}", "created": at(n).isoformat(timespec="microseconds"),
                "updated": at(n).isoformat(timespec="microseconds"), "revision": 0, "archived": False,
            }
            for n in range(10_000)
        ]  # fmt: skip
        with log._database.writer.begin() as connection:
            connection.execute(insert(schema.sessions), stored)

        with queries() as asked:
            listed = log.sessions()

        assert [info.id for info in listed] == [f"s{n}" for n in reversed(range(10_000))]
        assert len(asked) == 1, asked

    def test_f51_a_session_of_a_thousand_turns_is_read_by_two_queries(self, log: SqlLog) -> None:
        captured = Captured(topic="scale", path="answers.scale", value="9 events a second", quote="9 events a second")
        turns = [(turn, event) for turn in range(1_000) for event in (SAID, *[captured] * 4, REPLY)]
        whole = [Recorded(seq=n, turn=turn, at=at(turn), event=event) for n, (turn, event) in enumerate(turns, 1)]
        log.restore("long", "Long", whole)

        with queries() as asked:
            read = log.read("long")

        assert list(read) == whole
        assert len(asked) <= 2, asked


class TestRestoring:
    def test_numbers_and_times_are_kept(self, log: SqlLog) -> None:
        elsewhere = datetime(2024, 2, 29, 23, 59, 59, 123456, tzinfo=UTC)
        exported = (
            Recorded(seq=1, turn=0, at=elsewhere, event=Opened()),
            Recorded(seq=2, turn=4, at=elsewhere + timedelta(days=1), event=SAID),
        )
        log.restore("s1", "From elsewhere", exported)

        assert log.read("s1") == exported
        assert log.pending() == [("s1", 4)]
        assert log.sessions() == [SessionInfo("s1", "From elsewhere", elsewhere, elsewhere + timedelta(days=1), 2)]
        assert log.append("s1", 4, [REPLY], 2) == 3

    @pytest.mark.parametrize("numbers", [(2, 3), (1, 3), (2, 1), (1, 1)])
    def test_a_log_with_gaps_or_twins_is_refused(self, log: SqlLog, numbers: tuple[int, int]) -> None:
        broken = [Recorded(seq=seq, turn=0, at=START, event=Opened()) for seq in numbers]

        with pytest.raises(ValueError, match="numbered from 1 without gaps"):
            log.restore("s1", "", broken)
        assert log.sessions() == []


class TestPending:
    @pytest.mark.parametrize(
        ("turns", "expected"),
        [
            ([], None),
            ([(0, FIRST)], None),
            ([(1, [SAID])], 1),
            ([(1, [SAID, REPLY])], None),
            ([(1, [SAID]), (1, [Opened(), REPLY])], None),
            ([(1, [SAID]), (1, [Opened()])], 1),
            ([(1, [SAID]), (2, [Retitled(title="x")])], None),
            ([(1, [SAID, REPLY]), (2, [Undone(undone=1)])], None),
            ([(1, [SAID]), (2, [SAID])], 2),
            ([(1, [SAID]), (2, [SAID, REPLY])], None),
            ([(1, [SAID, REPLY]), (2, [SAID])], 2),
        ],
    )
    def test_only_the_last_turn_can_be_open(
        self, turns: Sequence[tuple[int, Sequence[Event]]], expected: int | None
    ) -> None:
        records = [Recorded(seq=1, turn=turn, at=START, event=event) for turn, events in turns for event in events]

        assert open_turn(None, records) == expected

    def test_f31_messages_without_an_answer_are_found_after_a_restart(
        self, url: str, log: SqlLog, open_at: Callable[[str], SqlLog]
    ) -> None:
        for name in ("answered", "waiting", "quiet", "waiting longer"):
            log.create(name, "", FIRST)
        log.append("waiting longer", 1, [SAID], 2)
        log.append("waiting", 1, [SAID], 2)
        log.append("answered", 1, [SAID], 2)
        log.append("answered", 1, [REPLY], 3)

        assert open_at(url).pending() == [("waiting longer", 1), ("waiting", 1)]


class TestClaims:
    """The clock moves on by one second at every look."""

    @pytest.fixture(autouse=True)
    def _somebody_asks(self, log: SqlLog, session: str) -> None:
        log.append(session, 1, [SAID], 2)

    def test_one_worker_at_a_time(self, log: SqlLog, session: str) -> None:
        assert log.claim(session, 1, "worker", 60)
        assert not log.claim(session, 1, "other", 60)

    def test_the_owner_may_ask_again_for_more_time(self, log: SqlLog, session: str) -> None:
        assert log.claim(session, 1, "worker", 2)
        assert log.claim(session, 1, "worker", 60)
        assert not log.claim(session, 1, "other", 60)

    def test_a_claim_that_ran_out_is_taken_over(self, log: SqlLog, session: str) -> None:
        assert log.claim(session, 1, "killed", 2)
        assert not log.claim(session, 1, "other", 60)
        assert log.claim(session, 1, "other", 60)
        assert not log.claim(session, 1, "killed", 60)

    def test_a_released_session_is_free_again(self, log: SqlLog, session: str) -> None:
        assert log.claim(session, 1, "worker", 60)
        log.release(session, "other")
        assert not log.claim(session, 1, "other", 60)
        log.release(session, "worker")
        assert log.claim(session, 1, "other", 60)

    def test_only_the_turn_that_waits_is_given_out(self, log: SqlLog, session: str) -> None:
        assert not log.claim(session, 0, "worker", 60)
        assert not log.claim(session, 2, "worker", 60)
        assert log.claim(session, 1, "worker", 60)
        log.append(session, 1, [REPLY], 3)
        log.release(session, "worker")

        assert not log.claim(session, 1, "worker", 60)
        assert not log.claim(session, 1, "other", 60)

    def test_a_claim_to_an_earlier_turn_holds_nobody_up(self, log: SqlLog, session: str) -> None:
        assert log.claim(session, 1, "killed after its answer", 60)
        log.append(session, 1, [REPLY], 3)
        log.append(session, 2, [SAID], 4)

        assert log.claim(session, 2, "other", 60)

    def test_claims_are_of_a_session_each(self, log: SqlLog, session: str) -> None:
        log.create("s2", "", FIRST)
        log.append("s2", 1, [SAID], 2)

        assert log.claim(session, 1, "worker", 60)
        assert log.claim("s2", 1, "other", 60)

    def test_one_of_two_threads_gets_the_turn(self, log: SqlLog, session: str) -> None:
        got: list[bool] = []
        start = threading.Barrier(2)

        def ask(owner: str) -> None:
            start.wait()
            got.append(log.claim(session, 1, owner, 60))

        threads = [threading.Thread(target=ask, args=(owner,)) for owner in ("left", "right")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(got) == [False, True]


class TestDrafts:
    def test_f32_the_text_so_far_is_there_after_a_restart(
        self, url: str, log: SqlLog, session: str, open_at: Callable[[str], SqlLog]
    ) -> None:
        log.append(session, 1, [SAID], 2)
        assert log.drafted(session) is None
        log.draft(session, 1, "Heard: delay")
        log.draft(session, 1, "Heard: delay up to 25 min\x00\ud800")

        assert open_at(url).drafted(session) == (1, "Heard: delay up to 25 min")

    def test_it_makes_way_for_the_answer(self, log: SqlLog, session: str) -> None:
        log.draft(session, 1, "Heard")
        log.append(session, 1, [SAID, REPLY], 2)

        assert log.drafted(session) is None

    def test_another_turn_leaves_it_alone(self, log: SqlLog, session: str) -> None:
        log.draft(session, 2, "Heard")
        log.append(session, 1, [SAID, REPLY], 2)

        assert log.drafted(session) == (2, "Heard")


APPEND_UNTIL_KILLED = """
import sys
from datetime import UTC, datetime
from assistant.adapters.sql_log import open_log
from assistant.domain.events import Answered, Captured, Said

class Clock:
    def now(self):
        return datetime.now(UTC)

log = open_log(sys.argv[1], Clock())
captured = Captured(topic="scale", path="answers.scale", value="9 a second")
revision, turn = log.revision("s1"), 0
while True:
    turn += 1
    revision = log.append("s1", turn, [Said(text=str(turn), message=turn), captured, captured, Answered(reply="ok")], revision)
    print(turn, flush=True)
"""

MIXED_WRITES = """
import sys
from datetime import UTC, datetime
from assistant.adapters.sql_log import open_log
from assistant.domain.events import Answered, Said
from assistant.errors import ChangedElsewhere

class Clock:
    def now(self):
        return datetime.now(UTC)

url, name = sys.argv[1:]
log, own = open_log(url, Clock()), f"of {name}"
log.create(own, name, [])
for n in range(25):
    log.append(own, n, [Said(text=str(n), message=n), Answered(reply="ok")], 2 * n)
    log.draft(own, n + 1, "so far")
    log.retitle(own, f"{name} {n}")
    while True:
        try:
            log.append("shared", n, [Said(text=f"{name} {n}", message=n)], log.revision("shared"))
            break
        except ChangedElsewhere:
            pass
log.close()
"""


class TestProcesses:
    @pytest.mark.parametrize("lines", [1, 3, 20])
    def test_f33_every_acknowledged_turn_survives_kill_9_and_none_is_half_there(
        self, url: str, log: SqlLog, session: str, lines: int, open_at: Callable[[str], SqlLog]
    ) -> None:
        with subprocess.Popen(
            [sys.executable, "-c", APPEND_UNTIL_KILLED, url], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            acknowledged = [int(child.stdout.readline()) for _ in range(lines)]
            os.kill(child.pid, signal.SIGKILL)
            acknowledged += [int(line) for line in child.stdout.read().splitlines()]

        kept = open_at(url).read(session, after=2)
        turns = [[record.event.type for record in kept[n : n + 4]] for n in range(0, len(kept), 4)]
        assert turns == [["said", "captured", "captured", "answered"]] * len(turns)
        assert len(turns) in (acknowledged[-1], acknowledged[-1] + 1)
        assert log.append(session, 999, [SAID], log.revision(session)) == 2 + len(kept) + 1

    def test_f40_two_processes_write_side_by_side(self, url: str, log: SqlLog) -> None:
        log.create("shared", "", [])
        children = [
            subprocess.Popen([sys.executable, "-c", MIXED_WRITES, url, name], stderr=subprocess.PIPE, text=True)
            for name in ("left", "right")
        ]
        assert [(child.communicate()[1], child.returncode) for child in children] == [("", 0), ("", 0)]

        shared = [record.event.text for record in log.read("shared") if isinstance(record.event, Said)]
        assert sorted(shared) == sorted(f"{name} {n}" for name in ("left", "right") for n in range(25))
        for name in ("left", "right"):
            assert [text for text in shared if text.startswith(name)] == [f"{name} {n}" for n in range(25)]
            assert [record.turn for record in log.read(f"of {name}")] == [n for n in range(25) for _ in range(2)]
            assert log.drafted(f"of {name}") == (25, "so far")
        if url.startswith("sqlite"):
            with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            connection.close()


class TestSqliteInTrouble:
    def test_it_is_set_up_to_lose_nothing(self, sqlite_path: Path, open_at: Callable[[str], SqlLog]) -> None:
        log = open_at(f"sqlite:///{sqlite_path}")
        with log._database.reader.begin() as connection:
            pragmas = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
            }
        assert pragmas == {
            "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000, "secure_delete": 1,
        }  # fmt: skip

    def test_f42_a_full_disk_costs_the_turn_and_nothing_else(
        self, sqlite_path: Path, open_at: Callable[[str], SqlLog]
    ) -> None:
        log = open_at(f"sqlite:///{sqlite_path}")
        log.create("s1", "", FIRST)
        space = {"pages": 60}

        @event.listens_for(log._database.reader, "checkout")
        def limit(connection: sqlite3.Connection, record: object, proxy: object) -> None:
            connection.execute(f"PRAGMA max_page_count = {space['pages']}")

        with pytest.raises(StorageUnusable, match="no space left for the database") as told:
            log.append("s1", 1, [Said(text="x" * 1_000_000, message=1)], 2)
        assert str(sqlite_path) in str(told.value)
        assert "\n" not in str(told.value)
        assert log.read("s1") == recorded(0, 0, 1, *FIRST)

        space["pages"] = 10_000
        assert log.append("s1", 1, [Said(text="x" * 1_000_000, message=1)], 2) == 3

    def test_a_lock_that_is_held_too_long_is_said_so(
        self, sqlite_path: Path, open_at: Callable[[str], SqlLog], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(database, "BUSY_MS", 20)
        log = open_at(f"sqlite:///{sqlite_path}")
        log.create("s1", "", FIRST)
        holder = sqlite3.connect(sqlite_path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")

        with pytest.raises(StorageUnusable, match="locked"):
            log.append("s1", 1, [SAID], 2)
        assert log.read("s1") == recorded(0, 0, 1, *FIRST)
        holder.close()

        assert log.append("s1", 1, [SAID], 2) == 3

    def test_deleted_words_are_not_left_in_the_file(self, sqlite_path: Path) -> None:
        log = open_log(f"sqlite:///{sqlite_path}", _Now())
        log.create("s1", "", [Said(text="the takeover of Acme", message=1)])
        log.delete("s1")
        log.close()

        assert b"takeover" not in sqlite_path.read_bytes()
        assert [path.name for path in sqlite_path.parent.iterdir() if path.suffix != ".lock"] == ["framefirst.db"]


class _Now:
    def now(self) -> datetime:
        return START
