"""What every test may rely on: no network beyond this machine, and no settings of whoever runs them."""

import os
from collections.abc import Iterator

import databases
import pytest
from hypothesis import settings
from pytest_socket import socket_allow_hosts

LOOPBACK = ["127.0.0.1", "::1", "localhost"]
SETTINGS = ("OPENAI_", "FRAMEFIRST_")
KEPT = ("FRAMEFIRST_TEST_", "FRAMEFIRST_REQUIRE_")
"""Prefixes of the switches that tests themselves read."""

settings.register_profile("framefirst", deadline=None, database=None, derandomize=True, print_blob=True)
settings.load_profile("framefirst")


def pytest_report_header() -> list[str]:
    return ["network: loopback and unix sockets only; model: none, unless a test brings one", databases.report()]


def pytest_runtest_setup() -> None:
    socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


@pytest.fixture(scope="session", autouse=True)
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keys, endpoints and data folders of the person at the keyboard stay out of reach."""
    before = dict(os.environ)
    for name in list(os.environ):
        if name.startswith(SETTINGS) and not name.startswith(KEPT):
            del os.environ[name]
    somewhere = tmp_path_factory.mktemp("home")
    os.environ |= {"FRAMEFIRST_HOME": str(somewhere / "data"), "XDG_STATE_HOME": str(somewhere / "state")}
    yield
    os.environ.clear()
    os.environ.update(before)
