"""Which database servers tests may use, and why one is left out."""

import os
from functools import cache
from urllib.parse import quote

NAMED = "FRAMEFIRST_TEST_DATABASE_URL"
REQUIRED = "FRAMEFIRST_REQUIRE_POSTGRES"
LOCAL = (
    "postgresql://postgres@127.0.0.1:5432/test",
    "postgresql://postgres@127.0.0.1:5432/postgres",
    "postgresql:///test?host=/var/run/postgresql",
    "postgresql:///postgres?host=/var/run/postgresql",
)


@cache
def postgres_server() -> tuple[str | None, str]:
    """The address of a PostgreSQL that tests may use, and a few words on which it is or why there is none."""
    try:
        import psycopg
    except ModuleNotFoundError:
        return None, "psycopg is not installed"
    named = os.environ.get(NAMED, "").replace("postgresql+psycopg://", "postgresql://")
    reason = ""
    for address in (named,) if named else LOCAL:
        try:
            with psycopg.connect(address, connect_timeout=2) as connection:
                return address, f"{connection.info.server_version // 10_000} ({NAMED if named else 'found locally'})"
        except psycopg.Error as error:
            reason = str(error).strip().split("\n")[0]
    return None, f"{reason} ({NAMED})" if named else f"none answers locally; name one in {NAMED}"


def report() -> str:
    address, words = postgres_server()
    return f"log tests on: SQLite, PostgreSQL {words}" if address else f"log tests on: SQLite; no PostgreSQL: {words}"


def with_options(address: str, options: str) -> str:
    """The address for our driver, with options for the server added to those it has."""
    address = address.replace("postgresql://", "postgresql+psycopg://")
    if "options=" in address:
        raise ValueError(f"{NAMED} must not set options of its own")
    return f"{address}{'&' if '?' in address else '?'}options={quote(options)}"
