"""Opening a database: making it, migrating it, and refusing what must not be touched."""

import hashlib
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock
from sqlalchemy import create_engine, text

from assistant.adapters import database, schema
from assistant.adapters.sql_log import SqlLog, open_log
from assistant.domain.events import Opened, Said
from assistant.errors import FramefirstError, Misconfigured, StorageUnusable
from assistant.testing import START, TickingClock

NEXT_STEP = '''
"""A step of a version still to come."""
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("sessions", sa.Column("colour", sa.Text))
    op.execute("UPDATE sessions SET colour = 'grey'")
'''
FAILING_STEP = NEXT_STEP + '    op.execute("SELECT nothing FROM nowhere")\n'

OPEN_AND_CREATE = """
import sys
from assistant.adapters.sql_log import open_log
from assistant.testing import TickingClock
log = open_log(sys.argv[1], TickingClock())
log.create(sys.argv[2], "", [])
log.close()
"""


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def url_of(path: Path) -> str:
    return f"sqlite:///{quote(str(path))}"


def filled(path: Path, sessions: int = 1) -> Path:
    log = open_log(url_of(path), TickingClock())
    for n in range(sessions):
        log.create(f"s{n}", "Kept", [Opened(), Said(text="x" * 200, message=1)])
    log.close()
    return path


def refusal(url: str) -> str:
    """The one line a person gets instead of a log."""
    with pytest.raises(FramefirstError) as told:
        open_log(url, TickingClock()).close()
    assert isinstance(told.value, StorageUnusable | Misconfigured)
    line = str(told.value)
    assert "\n" not in line
    return line


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts one more step after the ones that are shipped."""
    scripts = tmp_path / "steps of 100% more"
    shutil.copytree(database.MIGRATIONS, scripts)

    def add(step: str) -> None:
        (scripts / "versions" / "next.py").write_text(step)
        monkeypatch.setattr(database, "MIGRATIONS", scripts)
        monkeypatch.setattr(database, "REVISIONS", (*schema.REVISIONS, "next"))

    return add


class TestTheSteps:
    def test_are_all_listed_in_order(self) -> None:
        config = Config()
        config.set_main_option("script_location", str(database.MIGRATIONS))
        shipped = ScriptDirectory.from_config(config).walk_revisions("base", "heads")

        assert [script.revision for script in shipped][::-1] == list(schema.REVISIONS)

    def test_lead_to_the_tables_the_log_uses(self, url: str, log: SqlLog) -> None:
        with log._database.reader.connect() as connection:
            difference = compare_metadata(MigrationContext.configure(connection), schema.METADATA)

        assert difference == []

    def test_are_not_even_loaded_when_there_is_nothing_to_do(self, url: str, log: SqlLog) -> None:
        look = OPEN_AND_CREATE + "print(sorted({'alembic', 'filelock', 'chromadb'} & set(sys.modules)))"
        ran = subprocess.run([sys.executable, "-c", look, url, "s1"], capture_output=True, text=True, check=True)

        assert ran.stdout == "[]\n"

    def test_are_taken_once_by_two_processes_starting_together(
        self, url: str, open_at: Callable[[str], SqlLog]
    ) -> None:
        children = [
            subprocess.Popen([sys.executable, "-c", OPEN_AND_CREATE, url, name], stderr=subprocess.PIPE, text=True)
            for name in ("left", "right")
        ]

        assert [(child.communicate()[1], child.returncode) for child in children] == [("", 0), ("", 0)]
        assert {info.id for info in open_at(url).sessions()} == {"left", "right"}

    def test_wait_for_another_process_that_takes_them(
        self, sqlite_path: Path, open_at: Callable[[str], SqlLog], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(database, "MIGRATING_SECONDS", 0.05)
        with FileLock(f"{sqlite_path}.lock"):
            line = refusal(url_of(sqlite_path))
            assert not sqlite_path.exists()

        assert f"Another Framefirst has been preparing the database {sqlite_path}" in line
        assert open_at(url_of(sqlite_path)).sessions() == []

    def test_wait_for_another_process_on_postgresql_too(
        self, postgres_url: str, open_at: Callable[[str], SqlLog], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(database, "MIGRATING_SECONDS", 0.05)
        monkeypatch.setattr(database, "MIGRATION_LOCK", secrets.randbits(60))
        engine = create_engine(postgres_url)
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": database.MIGRATION_LOCK})
            assert "Another Framefirst has been preparing" in refusal(postgres_url)
        engine.dispose()

        assert open_at(postgres_url).sessions() == []


class TestAnOlderDatabase:
    def test_f47_is_migrated_with_all_it_holds(
        self, url: str, open_at: Callable[[str], SqlLog], next_version: Callable[[str], None]
    ) -> None:
        older = open_at(url)
        older.create("s1", "Kept", [Opened()])
        before = older.read("s1")
        older.close()

        next_version(NEXT_STEP)
        newer = open_at(url)

        assert newer.read("s1") == before
        with newer._database.reader.begin() as connection:
            assert connection.execute(text("SELECT colour FROM sessions")).scalars().all() == ["grey"]

    def test_f47_is_left_as_it_was_when_a_step_fails_and_migrated_by_a_better_one(
        self, url: str, open_at: Callable[[str], SqlLog], next_version: Callable[[str], None]
    ) -> None:
        older = open_at(url)
        older.create("s1", "Kept", [Opened()])
        before = older.read("s1")

        with pytest.MonkeyPatch.context():
            next_version(FAILING_STEP)
            refusal(url)
        with older._database.reader.begin() as connection:
            difference = compare_metadata(MigrationContext.configure(connection), schema.METADATA)
        assert difference == []
        assert older.read("s1") == before
        older.close()

        next_version(NEXT_STEP)
        assert open_at(url).read("s1") == before

    def test_f47_is_backed_up_beside_itself_first(
        self, sqlite_path: Path, open_at: Callable[[str], SqlLog], next_version: Callable[[str], None]
    ) -> None:
        filled(sqlite_path, sessions=3)
        with closing(sqlite3.connect(sqlite_path)) as connection:
            held = list(connection.iterdump())

        next_version(NEXT_STEP)
        open_at(url_of(sqlite_path))

        backup = sqlite_path.with_name("framefirst.db.before-next")
        with closing(sqlite3.connect(backup)) as connection:
            assert list(connection.iterdump()) == held
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not backup.with_name(f"{backup.name}.part").exists()

    def test_an_up_to_date_one_is_not_backed_up(self, sqlite_path: Path) -> None:
        filled(sqlite_path)
        open_log(url_of(sqlite_path), TickingClock()).close()

        assert [path.name for path in sqlite_path.parent.glob("*before*")] == []


class TestANewerDatabase:
    @pytest.mark.parametrize(
        "change", ["UPDATE alembic_version SET version_num = '0815'", "PRAGMA user_version = 4711"]
    )
    def test_f46_is_refused_and_left_byte_for_byte(self, sqlite_path: Path, change: str) -> None:
        filled(sqlite_path)
        with closing(sqlite3.connect(sqlite_path)) as connection:
            connection.execute(change)
            connection.commit()
        before = digest(sqlite_path)

        line = refusal(url_of(sqlite_path))

        assert str(sqlite_path) in line
        assert "newer than this Framefirst knows" in line
        assert digest(sqlite_path) == before

    def test_f46_is_left_byte_for_byte_with_what_a_killed_process_left_beside_it(
        self, tmp_path: Path, open_at: Callable[[str], SqlLog]
    ) -> None:
        log = open_at(url_of(tmp_path / "live.db"))
        log.create("s1", "Kept", [Opened()])
        with log._database.writer.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '0815'"))
        for name in ("live.db", "live.db-wal"):
            shutil.copy(tmp_path / name, tmp_path / name.replace("live", "left"))
        before = [digest(tmp_path / name) for name in ("left.db", "left.db-wal")]

        assert "'0815', newer than" in refusal(url_of(tmp_path / "left.db"))
        assert [digest(tmp_path / name) for name in ("left.db", "left.db-wal")] == before

    def test_f46_is_refused_on_postgresql_too(self, postgres_url: str) -> None:
        log = open_log(postgres_url, TickingClock())
        with log._database.writer.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '0815'"))
        log.close()

        assert "'0815', newer than this Framefirst knows" in refusal(postgres_url)


class TestSomebodyElsesDatabase:
    def test_is_refused_and_left_byte_for_byte(self, sqlite_path: Path) -> None:
        with closing(sqlite3.connect(sqlite_path)) as connection:
            connection.execute("CREATE TABLE bookmarks (url)")
        before = digest(sqlite_path)

        assert "another program's tables" in refusal(url_of(sqlite_path))
        assert digest(sqlite_path) == before

    def test_is_refused_on_postgresql_where_a_table_of_ours_is_taken(self, postgres_url: str) -> None:
        engine = create_engine(postgres_url)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE sessions (cookie text)"))
        engine.dispose()

        assert "another program's tables" in refusal(postgres_url)

    def test_is_shared_on_postgresql_where_none_is(self, postgres_url: str, open_at: Callable[[str], SqlLog]) -> None:
        engine = create_engine(postgres_url)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE bookmarks (url text)"))
        engine.dispose()

        assert open_at(postgres_url).sessions() == []


def cut_in_half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def cut_to_its_first_page(content: bytes) -> bytes:
    return content[:4096]


def cut_within_the_header(content: bytes) -> bytes:
    return content[:50]


def noise(content: bytes) -> bytes:
    return bytes((n * 7919 + (n >> 8)) % 256 for n in range(len(content)))


def noise_after_the_header(content: bytes) -> bytes:
    return content[:100] + noise(content)[100:]


def noise_in_a_page(content: bytes) -> bytes:
    return content[: 4096 * 3] + noise(content)[: 4096 * 2] + content[4096 * 5 :]


def words(content: bytes) -> bytes:
    return b"This is my diary.\n" * 300


def zeros(content: bytes) -> bytes:
    return bytes(len(content))


class TestADamagedFile:
    @pytest.mark.parametrize(
        "damage",
        [
            cut_in_half, cut_to_its_first_page, cut_within_the_header, noise, noise_after_the_header,
            noise_in_a_page, words, zeros,
        ],
    )  # fmt: skip
    def test_f45_is_refused_with_a_way_out_and_left_byte_for_byte(
        self, sqlite_path: Path, damage: Callable[[bytes], bytes]
    ) -> None:
        filled(sqlite_path, sessions=50)
        sqlite_path.write_bytes(damage(sqlite_path.read_bytes()))
        before = digest(sqlite_path)

        line = refusal(url_of(sqlite_path))

        assert str(sqlite_path) in line
        assert "is not a database" in line or "is damaged" in line
        assert "move it away" in line
        assert digest(sqlite_path) == before

    def test_f45_a_large_one_that_was_cut_short_is_noticed_without_reading_it_all(
        self, sqlite_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(database, "CHECKED_WHOLE", 0)
        filled(sqlite_path, sessions=50)
        sqlite_path.write_bytes(sqlite_path.read_bytes()[:-4096])

        assert "is damaged" in refusal(url_of(sqlite_path))

    def test_f45_the_newest_backup_is_offered(self, sqlite_path: Path) -> None:
        sqlite_path.write_bytes(b"This is my diary.\n" * 300)
        for age, name in enumerate(["framefirst.db.before-0003", "framefirst.db.before-0002", "other.db.before-0009"]):
            backup = sqlite_path.with_name(name)
            backup.write_bytes(b"")
            os.utime(backup, (1_700_000_000 - age, 1_700_000_000 - age))

        assert f"newest backup {sqlite_path}.before-0003" in refusal(url_of(sqlite_path))

    def test_f45_one_that_is_found_only_when_it_is_read_is_refused_then(self, sqlite_path: Path) -> None:
        log = open_log(url_of(filled(sqlite_path, sessions=50)), TickingClock())
        log._database.reader.dispose()
        sqlite_path.write_bytes(noise_after_the_header(sqlite_path.read_bytes()))

        with pytest.raises(StorageUnusable, match="is damaged"):
            log.sessions()
        log.close()

    def test_f45_an_empty_one_is_simply_begun(self, sqlite_path: Path, open_at: Callable[[str], SqlLog]) -> None:
        sqlite_path.write_bytes(b"")

        assert open_at(url_of(sqlite_path)).sessions() == []

    def test_what_a_killed_process_left_beside_it_is_taken_up(
        self, tmp_path: Path, open_at: Callable[[str], SqlLog]
    ) -> None:
        log = open_at(url_of(tmp_path / "live.db"))
        log.create("s1", "Kept", [Opened()])
        for name in ("live.db", "live.db-wal"):
            shutil.copy(tmp_path / name, tmp_path / name.replace("live", "left"))

        assert [info.title for info in open_at(url_of(tmp_path / "left.db")).sessions()] == ["Kept"]


@contextmanager
def as_somebody_without_rights() -> Iterator[Path]:
    """A folder that is not ours to write, looked at by a user whom modes stop (they do not stop root)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "home").mkdir(mode=0o755)
        folder.chmod(0o755)
        yield folder / "home"


@contextmanager
def without_rights(folder: Path) -> Iterator[None]:
    root = os.geteuid() == 0
    folder.chmod(0o555)
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


class TestTheFolder:
    @pytest.mark.parametrize("name", ["data", "not/there/yet", "with spaces", "données ✓ 数据", "50% off?", "a#b&c"])
    def test_f44_is_made_and_used_whatever_it_is_called(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / name / "framefirst.db"

        filled(path)

        assert [info.title for info in open_log_and_list(path)] == ["Kept"]
        assert path.is_file()

    def test_f44_may_be_named_from_where_one_stands(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        log = open_log("sqlite:///here/framefirst.db", TickingClock())
        monkeypatch.chdir("/")
        log.create("s1", "", [])
        log.close()

        assert (tmp_path / "here" / "framefirst.db").is_file()

    @pytest.mark.parametrize("below", ["framefirst.db", "deeper/framefirst.db"])
    def test_f44_that_is_a_file_is_refused_by_name(self, tmp_path: Path, below: str) -> None:
        file = tmp_path / "data"
        file.write_text("mine")

        assert refusal(url_of(file / below)) == f"{file} is a file, not a folder. Set FRAMEFIRST_HOME to a folder."
        assert file.read_text() == "mine"

    def test_a_folder_in_the_place_of_the_file_is_refused(self, tmp_path: Path) -> None:
        assert f"{tmp_path} is a folder" in refusal(url_of(tmp_path))

    def test_f43_that_cannot_be_written_is_refused_by_name(self) -> None:
        with as_somebody_without_rights() as folder:
            with without_rights(folder):
                new = refusal(url_of(folder / "framefirst.db"))
                deeper = refusal(url_of(folder / "deeper" / "framefirst.db"))
            filled(folder / "framefirst.db")
            with without_rights(folder):
                existing = refusal(url_of(folder / "framefirst.db"))

        assert new == existing
        assert f"{folder} cannot be written" in new
        assert f"{folder / 'deeper'} cannot be made (Permission denied)" in deeper

    def test_f43_a_file_that_cannot_be_written_is_refused_by_name(self) -> None:
        with as_somebody_without_rights() as folder:
            path = filled(folder / "framefirst.db")
            path.chmod(0o444)
            folder.chmod(0o777)
            root = os.geteuid() == 0
            if root:
                os.seteuid(65534)
            try:
                line = refusal(url_of(path))
            finally:
                if root:
                    os.seteuid(0)

        assert f"{path} cannot be written" in line


def open_log_and_list(path: Path) -> list[object]:
    log = open_log(url_of(path), TickingClock())
    try:
        return list(log.sessions())
    finally:
        log.close()


class TestTheAddress:
    @pytest.mark.parametrize(
        "url", ["", "framefirst.db", "mysql://root:hunter2@host/db", "sqlite://", "sqlite:///:memory:", "oracle://x"]
    )
    def test_of_something_else_is_refused_with_two_that_work(self, url: str) -> None:
        line = refusal(url)

        assert "sqlite:////folder/framefirst.db or postgresql+psycopg://user@host/name" in line
        assert "hunter2" not in line

    @pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
    def test_of_postgresql_may_be_written_the_usual_ways(
        self, postgres_url: str, scheme: str, open_at: Callable[[str], SqlLog]
    ) -> None:
        assert open_at(postgres_url.replace("postgresql+psycopg", scheme)).sessions() == []


def test_times_are_stored_so_that_they_sort_as_text(url: str, open_at: Callable[[str], SqlLog]) -> None:
    class Moments:
        def __init__(self) -> None:
            self.left = [datetime.fromisoformat("2026-11-24T10:00:00.5+01:00"), START.replace(tzinfo=None), START]

        def now(self) -> datetime:
            return self.left.pop(0)

    log = open_log(url, Moments())
    for name in ("later", "naive", "same"):
        log.create(name, "", [])
    assert [(info.id, info.updated) for info in log.sessions()] == [
        ("later", START.replace(microsecond=500_000)),
        ("naive", START),
        ("same", START),
    ]
    log.close()
