"""The server as other programs meet it: its headers, whom it refuses, and what it says when it cannot start or go on."""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from browsing import PATIENCE, PRODUCT, WORDS_ALONE, Site, Visit
from playwright.sync_api import expect

from ui.pages import PAGES
from ui.serve import HEADERS

SECRET = "sk-live-4f9a77"
BROKEN = f"""
import ui.screens.guide
def draw():
    raise RuntimeError("no such table for {SECRET}")
ui.screens.guide.draw = draw
from assistant.cli import main
main()
"""
"""The product with a page that fails."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = Site(tmp_path_factory.mktemp("serve") / "home", environment=WORDS_ALONE).start()
    yield running
    running.close()


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: str


def ask(server: Site, path: str, method: str = "GET", **headers: str) -> Reply:
    """One request, sent as it is: nothing is normalised on the way."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    try:
        line.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            line.putheader(name.replace("_", "-"), value)
        line.endheaders()
        reply = line.getresponse()
        body = "" if reply.status == 101 else reply.read().decode(errors="replace")
        return Reply(reply.status, dict(reply.getheaders()), body)
    finally:
        line.close()


def connect(server: Site, **headers: str) -> Reply:
    """Asks for the connection that a page is drawn through."""
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13"}
    return ask(server, "/_stcore/stream", Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==", **upgrade, **headers)


# -- headers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/document", 200),
        ("/readyz", 200),
        ("/assets/logo.svg", 200),
        ("/_stcore/health", 200),
        ("/assets/nothing", 404),
        ("/media/nothing", 404),
        ("/_stcore/metrics", 404),
        ("/assets/../serve.py", 400),
    ],
)
def test_f90_every_response_has_the_security_headers(server: Site, path: str, status: int) -> None:
    reply = ask(server, path)
    assert reply.status == status
    assert {name: reply.headers.get(name.lower(), reply.headers.get(name)) for name in HEADERS} == HEADERS


def test_f90_a_refused_connection_has_them_too(server: Site) -> None:
    reply = connect(server, Origin="http://evil.example")
    assert {name: reply.headers.get(name.lower()) for name in HEADERS} == HEADERS


def test_f90_no_page_may_be_framed_or_load_anything_from_elsewhere() -> None:
    policy = dict(rule.split(" ", 1) for rule in HEADERS["Content-Security-Policy"].split("; "))
    assert policy["frame-ancestors"] == "'none'"
    assert policy["object-src"] == "'none'"
    sources = {source for name, rule in policy.items() for source in rule.split(" ")}
    assert not [source for source in sources if "*" in source or "." in source or source in ("http:", "https:")]


# -- whom it refuses ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/readyz", "/assets/logo.svg", "/_stcore/health", "/media/nothing"])
@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1.evil.example", "[::2]", "[", ""])
def test_f88_a_name_that_was_pointed_at_this_machine_is_refused(server: Site, path: str, host: str) -> None:
    reply = ask(server, path, Host=host.format(port=server.port))
    assert (reply.status, reply.body) == (403, "This address is not one of the app's own.")


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST", "[::1]:{port}"])
def test_f88_its_own_names_are_served(server: Site, host: str) -> None:
    assert ask(server, "/readyz", Host=host.format(port=server.port)).status == 200
    own = host.format(port=server.port)
    assert connect(server, Host=own, Origin=f"http://{own}").status == 101


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "https://evil.example:{port}", "null", "http://127.0.0.1:1", "http://localhost"]
)
def test_f88_a_page_from_elsewhere_cannot_open_the_connection(server: Site, origin: str) -> None:
    assert connect(server, Origin=origin.format(port=server.port)).status == 403


def test_f88_a_rebound_page_cannot_either_though_its_origin_is_its_host(server: Site) -> None:
    name = f"evil.example:{server.port}"
    assert connect(server, Host=name, Origin=f"http://{name}").status == 403


def test_f88_a_program_without_an_origin_can(server: Site) -> None:
    assert connect(server).status == 101


def test_f89_a_page_from_elsewhere_cannot_upload(server: Site) -> None:
    path = "/_stcore/upload_file/a/b"
    assert ask(server, path, "PUT", Origin="http://evil.example", Content_Length="0").status == 403
    assert ask(server, path, "PUT", Origin=server.address, Content_Length="0").status != 200


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../serve.py",
        "/assets/%2e%2e/serve.py",
        "/assets/..%2fserve.py",
        "/assets/..%5cserve.py",
        "/assets//etc/passwd",
        "/assets/%2fetc%2fpasswd",
        "/assets/logo.svg%00",
        "/static/../../../app.py",
    ],
)
def test_no_file_outside_its_folder_is_served(server: Site, path: str) -> None:
    """Refused, or taken for an address within the app, which gets the empty page that draws itself."""
    reply = ask(server, path)
    assert reply.status in (400, 404) or '<div id="root">' in reply.body
    assert len(reply.body) < 20 or "<noscript>" in reply.body


def test_f95_the_agents_api_and_the_metrics_are_closed(server: Site) -> None:
    assert [ask(server, path).status for path in ("/_stcore/agent", "/_stcore/metrics")] == [404, 404]


def test_it_says_that_it_is_ready(server: Site) -> None:
    reply = ask(server, "/readyz")
    assert (reply.status, reply.body) == (200, '{"ready":true}')


# -- when it cannot start ----------------------------------------------------------------------------------------------


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FRAMEFIRST_HOME": str(home)}
    command = [sys.executable, *PRODUCT, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=4 * PATIENCE, check=False)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.com"])
def test_f91_it_listens_on_this_machine_only(tmp_path: Path, host: str) -> None:
    ended = run(tmp_path, "--host", host)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.startswith("framefirst: There is no login yet")
    assert host in ended.stderr


def test_a_port_that_is_taken_is_one_plain_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = run(tmp_path, "--port", str(port))
    told = (
        f"framefirst: Port {port} is taken, perhaps by Framefirst in another window: open http://localhost:{port} to "
        "see. Nothing was started; choose another port with --port.\n"
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", told)


# -- when a page fails -------------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_f94_a_page_that_fails_shows_a_number_and_the_log_has_the_place(tmp_path: Path, visit: Visit) -> None:
    state = tmp_path / "state"
    failing = Site(
        tmp_path / "home",
        command=("-c", BROKEN, *PRODUCT[2:]),
        environment={**WORDS_ALONE, "XDG_STATE_HOME": str(state)},
    ).start()
    try:
        visitor = visit(at=failing)
        visitor.page.get_by_role("link", name="Guide").first.click()
        told = visitor.page.get_by_test_id("stAlert")
        expect(told).to_contain_text("This page could not be drawn")
        line = told.inner_text()
        number = re.fullmatch(
            r"This page could not be drawn \(error ([0-9a-f]{8})\)\. Nothing was lost; reload to try again\.", line
        )
        assert number, line
        shown = visitor.page.locator("body").inner_text()
        assert not re.search(r"Traceback|RuntimeError|\.py|no such table|" + SECRET, shown)
        assert ask(failing, "/readyz").status == 200
        visitor.click_page("Sessions")
        expect(visitor.page.get_by_role("heading", name="Sessions")).to_be_visible()
        visitor.close()
    finally:
        failing.close()
    [log] = state.rglob("framefirst.log")
    written = log.read_text()
    assert re.search(rf"^{number[1]} RuntimeError <string>:\d+ draw < pages\.py:\d+ draw", written, re.MULTILINE)
    printed = failing.written.read_text()
    assert "A page failed (RuntimeError); the log file has the place." in printed
    for text in (written, printed):
        assert SECRET not in text
        assert "no such table" not in text


STARTED = """
import importlib, json, sys
import ui.serve
from ui.hosting import host
ui.serve.streamlit_app(); ui.serve.import_shared(); host()
for name in {names}:
    importlib.import_module(name)
print(json.dumps(sorted(sys.modules)))
"""
"""A server that has started, in which then some libraries are imported."""
PAGES_IMPORT = tuple(f"ui.screens.{name}" for name in PAGES) + (
    "streamlit.elements.widgets.data_editor",
    "streamlit.elements.vega_charts",
)
WORKERS_IMPORT = ("langchain_openai", "chromadb", "onnxruntime", "tokenizers", "langchain_text_splitters")


def test_pages_and_workers_import_no_library_between_them_once_there_are_threads(tmp_path: Path) -> None:
    """Two threads that import one library from different ends get half of it, or an error, once in many starts."""
    alone, pages, workers = (imported(tmp_path, names) for names in ((), PAGES_IMPORT, WORKERS_IMPORT))
    between = {name.partition(".")[0] for name in (pages & workers) - alone}

    assert {name for name in between if not is_of_python(name)} <= {"numpy"}


def imported(home: Path, names: tuple[str, ...]) -> set[str]:
    settings = {**os.environ, "FRAMEFIRST_HOME": str(home), **WORDS_ALONE}
    ran = subprocess.run(
        [sys.executable, "-c", STARTED.format(names=names)], env=settings, capture_output=True, text=True, check=True
    )
    return set(json.loads(ran.stdout.splitlines()[-1]))


def is_of_python(name: str) -> bool:
    return name in sys.stdlib_module_names or name.startswith("_")
