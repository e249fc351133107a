"""Both engines for the tests of the log, SQLite in a folder and PostgreSQL in a schema of each test's own; and a Chroma server."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from chroma_servers import NoServer
from chroma_servers import chroma_server as running_server
from databases import REQUIRED, postgres_server, report, with_options

from assistant.adapters.sql_log import SqlLog, open_log
from assistant.testing import TickingClock


def pytest_report_header() -> str:
    return report()


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """An empty schema of this test's own, gone afterwards."""
    address, words = postgres_server()
    if address is None and os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{REQUIRED}=1, but there is no PostgreSQL: {words}")
    if address is None:
        pytest.skip(f"no PostgreSQL: {words}")
    import psycopg

    schema = f"framefirst_{os.getpid()}_{secrets.token_hex(6)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        yield with_options(address, f"-csearch_path={schema}")
        connection.execute("SELECT set_config('client_min_messages', 'warning', false)")
        connection.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def sqlite_path(tmp_path: Path) -> Path:
    return tmp_path / "framefirst.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """Where a new log can be made, on each engine."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{request.getfixturevalue('sqlite_path')}"


@pytest.fixture
def open_at() -> Iterator[Callable[[str], SqlLog]]:
    """Opens logs that are closed when the test is over."""
    opened: list[SqlLog] = []

    def open_another(url: str) -> SqlLog:
        opened.append(open_log(url, TickingClock()))
        return opened[-1]

    yield open_another
    for log in opened:
        log.close()


@pytest.fixture
def log(url: str, open_at: Callable[[str], SqlLog]) -> SqlLog:
    return open_at(url)


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real one; tests that want it are skipped where it does not start."""
    with ExitStack() as stack:
        try:
            url = stack.enter_context(running_server(tmp_path_factory.mktemp("chroma")))
        except NoServer as reason:
            pytest.skip(f"no Chroma server: {reason}")
        yield url
