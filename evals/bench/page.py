"""How long a page, a turn and a click take in a real browser, next to a bare Streamlit page that echoes.

    python -m evals.bench.page [paint|turn|long|clicks|idle …]

Baseline: a page of one chat input that echoes what was typed, served and driven in the same way, in the
same run, turn about; each figure is a median. Bars: first paint 1.5 times the bare page's, with nothing cached;
a guided turn, from the Enter key to the message and the next question, 1.5 times an echo; 1,000 turns open as fast
as 30; each click under 0.5 s in a session of 300 messages with 40 options on every criterion; 50 idle sessions under
20 MB together.
"""

import argparse
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from evals.bench import Row, printed

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
ECHO = """
import streamlit as st
said = st.session_state.setdefault("said", [])
text = st.chat_input("Say something")
if text:
    said.append(text)
for one in said:
    with st.chat_message("user"):
        st.write(one)
    with st.chat_message("assistant"):
        st.markdown("You said: " + one)
"""
ANSWERS = (
    "Planners wait 20 minutes for a route, about 15 times a week.",
    "95 percent of routes within 2 minutes, measured over a week.",
    "40 planners and 300 drivers.",
    "About 900 routes a day, 60 in the busiest hour.",
    "Two minutes would be fine.",
    "Addresses and time windows, 3 GB, personal data of drivers.",
    "An hour of outage in the morning costs us 2,000 euro.",
    "A spreadsheet and a script from 2018.",
    "The ERP exports a file every night at 2.",
    "Three backend developers, one of them on call.",
    "600 euro a month and 20,000 euro to build.",
    "By 1 March next year, with the route planning in it.",
    "GDPR, and the works council has to agree.",
    "Invoicing and the driver app.",
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(command: list[str], port: int, health: str, home: Path) -> Iterator[str]:
    with serving(command, port, health, _environment(home)) as server:
        yield server.address


NO_CHROMA = "http://127.0.0.1:9"
"""Nobody answers there: the guide is found by words, and no index is built while pages are measured."""


def _environment(home: Path) -> dict[str, str]:
    """Nobody's settings but the data folder."""
    theirs = {key: value for key, value in os.environ.items() if not key.startswith(("FRAMEFIRST_", "OPENAI_"))}
    return theirs | {"FRAMEFIRST_HOME": str(home), "FRAMEFIRST_CHROMA_URL": NO_CHROMA}


class Server(NamedTuple):
    address: str
    process: int


@contextmanager
def serving(command: list[str], port: int, health: str, environment: dict[str, str]) -> Iterator[Server]:
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_up(address + health)
        yield Server(address, server.pid)
    finally:
        server.terminate()
        server.wait(15)


def _wait_until_up(address: str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{address} did not come up within {seconds:.0f} s")


def product(port: int) -> list[str]:
    return [sys.executable, "-m", "assistant", "ui", "--headless", "--port", str(port)]


def echo(port: int, folder: Path) -> list[str]:
    page = folder / "echo.py"
    page.write_text(ECHO, encoding="utf-8")
    quiet = ["--server.headless=true", "--server.fileWatcherType=none", "--browser.gatherUsageStats=false"]
    return [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(page),
        f"--server.port={port}",
        "--server.address=127.0.0.1",
        *quiet,
    ]


def say(page: Any, text: str, arrived: str, argument: Any) -> float:
    """Seconds from the Enter key to the answer."""
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(text)
    started = time.perf_counter()
    box.press("Enter")
    page.wait_for_function(arrived, arg=argument, polling=10, timeout=20_000)
    return time.perf_counter() - started


ECHOED = "text => [...document.querySelectorAll('[data-testid=stChatMessage]')].some(m => m.innerText.includes(text))"
NEW_QUESTION = """before => {
  const asked = [...document.querySelectorAll('.st-key-asked')].map(e => e.innerText);
  return asked.length && asked[0] !== before;
}"""

ANSWERED = """([before, said]) => {
  const asked = [...document.querySelectorAll('.st-key-asked')].map(e => e.innerText);
  const bubbles = [...document.querySelectorAll("[class*='st-key-said-']")];
  return asked.length && asked[0] !== before && bubbles.some(bubble => bubble.innerText.includes(said));
}"""
PAUSE = 300
"""Milliseconds between two turns, in which a page comes to rest."""


def seconds_to_open(browser: Any, address: str) -> float:
    page = browser.new_page()
    started = time.perf_counter()
    page.goto(address)
    page.wait_for_function("() => document.querySelectorAll('.st-key-asked').length > 0", polling=10, timeout=60_000)
    elapsed = time.perf_counter() - started
    page.close()
    return elapsed


def seed(home: Path, turns: int) -> str:
    """A session of that many turns, made through the product itself; its id."""
    from assistant import turn
    from assistant.domain.events import Undone
    from assistant.settings import read_settings
    from assistant.wiring import App, new_session_id

    app, session = App(read_settings(environment={"FRAMEFIRST_HOME": str(home)})), new_session_id()
    turn.begin(app.ports, session)
    turn.take_turn(app.ports, session, "Our planners wait 20 minutes for a route", app.playbooks)
    for number in range(turns - 1):
        turn.take_turn(app.ports, session, ANSWERS[number % len(ANSWERS)], app.playbooks)
        known = app.ports.know(session)
        if known.frame.closed:
            last = known.log[-1].turn
            app.log.append(session, last + 1, [Undone(undone=last)], revision=known.revision)
    return session


# -- first paint -------------------------------------------------------------------------------------------------------


def first_paint(browser: Any, address: str) -> float:
    """Seconds until the box to type in is there, in a window that has cached nothing."""
    window = browser.new_context()
    page = window.new_page()
    started = time.perf_counter()
    page.goto(address)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stChatInputTextArea]')", polling=10, timeout=60_000
    )
    elapsed = time.perf_counter() - started
    window.close()
    return elapsed


# -- clicks ------------------------------------------------------------------------------------------------------------

OPTIONS, CRITERIA, MESSAGES = 40, 5, 300


def seed_large(home: Path) -> str:
    """A session of 300 messages and a full matrix of 40 options."""
    from assistant import turn
    from assistant.domain.events import Captured
    from assistant.settings import read_settings
    from assistant.wiring import App

    session = seed(home, MESSAGES)
    app = App(read_settings(environment={"FRAMEFIRST_HOME": str(home)}))
    things = [
        *(Captured(topic="options", path=f"options.o{n}", value=f"Way number {n}") for n in range(1, OPTIONS + 1)),
        *(Captured(topic="criteria", path=f"criteria.c{n}", value=f"Measure {n}") for n in range(1, CRITERIA + 1)),
        *(Captured(topic="criteria", path=f"criteria.c{n}.weight", value=str(n)) for n in range(1, CRITERIA + 1)),
        *(
            Captured(topic="criteria", path=f"scores.o{option}.c{criterion}", value=str(1 + option * criterion % 5))
            for option in range(1, OPTIONS + 1)
            for criterion in range(1, CRITERIA + 1)
        ),
    ]
    turn.amend(app.ports, session, things, app.playbooks)
    return session


CLICK = 0.5
"""Seconds that a click may take."""


class Click(NamedTuple):
    what: str
    page: str
    """Where it is made, by its name at the top."""
    target: str
    arrived: str
    """What is there then and was not before."""
    undo: str = ""
    """What is clicked afterwards, so that the next round finds the page as it was."""


TO = "[data-testid=stTopNavLink] >> text=/^{}$/"
CLICKS = (
    Click("open a line", "Conversation", "[class*='st-key-row-'] button >> nth=2", "[role=dialog] textarea"),
    Click("go to the frame", "Findings", TO.format("Frame"), "[class*='st-key-item-topic-']"),
    Click("show what is missing", "Frame", "text=/^Missing/", "[class*='st-key-item-topic-'] >> text=not asked yet"),
    Click("go to the decision", "Frame", TO.format("Decision"), ".st-key-plot canvas, .st-key-plot svg"),
    Click("look at the tornado", "Decision", "text=/^Tornado$/", ".st-key-plot >> text=A bar that crosses 0"),
    Click(
        "move a weight",
        "Decision",
        "[data-testid=stSlider] >> nth=1",
        "text=/tried out, not kept yet/",
        undo=".st-key-take-back button",
    ),  # fmt: skip
    Click("go to the document", "Decision", TO.format("Document"), ".st-key-document h3"),
    Click("go to the conversation", "Document", TO.format("Conversation"), ".st-key-rows button"),
)
LOOKED_AT = 5_000
"""Milliseconds that somebody looks at a page that was just loaded."""
REST = 700
"""Milliseconds between two clicks."""


def seconds_to_click(page: Any) -> dict[str, float]:
    """By what was clicked: from the click to what it brings. One tab goes round, as people do."""
    found = {}
    for click in CLICKS:
        page.locator(TO.format(click.page)).first.click()
        page.locator("h1").filter(has_text=re.compile(f"^{click.page}$|route")).wait_for(timeout=60_000)
        page.locator(click.target).first.wait_for(timeout=60_000)
        page.locator(".stApp[data-test-script-state='notRunning']").wait_for(state="attached", timeout=60_000)
        page.wait_for_timeout(REST)
        started = time.perf_counter()
        page.locator(click.target).first.click()
        page.locator(click.arrived).first.wait_for(timeout=60_000)
        found[click.what] = time.perf_counter() - started
        page.keyboard.press("Escape")
        if click.undo:
            page.locator(click.undo).first.click()
            page.locator(click.arrived).first.wait_for(state="detached", timeout=60_000)
    return found


# -- idle sessions -----------------------------------------------------------------------------------------------------

IDLE, IDLE_MEGABYTES = 50, 20
TABS = """
import sys
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

def tab(address, session):
    stream = address.replace("http", "ws") + "/_stcore/stream"
    line = connect(stream, additional_headers={"Origin": address}, max_size=None, legacy=True)
    asked = BackMsg()
    asked.rerun_script.query_string = f"session={session}"
    line.send(asked.SerializeToString())
    told = ForwardMsg()
    while told.WhichOneof("type") != "script_finished":
        told.ParseFromString(line.recv(timeout=60))
    return line

address, session, *counts = sys.argv[1:]
tabs = []
for count in counts:
    tabs += [tab(address, session) for _ in range(int(count))]
    print(count, flush=True)
    sys.stdin.readline()
"""
"""Opens so many tabs as a browser would, and more after each line it reads; they stay open meanwhile."""


def idle_megabytes(server: Server, session: str) -> float:
    """How much the server grows by 50 tabs that were drawn and left alone."""
    command = [sys.executable, "-c", TABS, server.address, session, "5", str(IDLE)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as tabs:
        assert tabs.stdin is not None
        assert tabs.stdout is not None
        tabs.stdout.readline()
        before = _resident(server.process)
        tabs.stdin.write("\n")
        tabs.stdin.flush()
        tabs.stdout.readline()
        return _resident(server.process) - before


def _resident(process: int) -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


# -- all of it ---------------------------------------------------------------------------------------------------------

PARTS = ("paint", "turn", "long", "clicks", "idle")


class Bench(NamedTuple):
    """What the parts measure with: one browser, our server and a bare page's, in one run."""

    browser: Any
    ours: Server
    bare: str
    home: Path


def paint(bench: Bench, times: int = 6) -> list[Row]:
    pairs = [
        (first_paint(bench.browser, bench.ours.address), first_paint(bench.browser, bench.bare)) for _ in range(times)
    ]
    return [Row("first paint / bare page", *_medians(pairs[1:]), "s", 1.5)]


def guided_turns(bench: Bench, turns: int = 12) -> list[Row]:
    ours, bare = bench.browser.new_page(), bench.browser.new_page()
    for page, address in ((ours, bench.ours.address), (bare, bench.bare)):
        page.goto(address)
        page.get_by_test_id("stChatInputTextArea").wait_for()
    asked = ours.locator(".st-key-asked").first
    say(ours, "We need a new route planner", ANSWERED, [asked.inner_text(), "route planner"])
    say(bare, "warm up", ECHOED, "warm up")
    pairs = []
    for number in range(turns):
        text = ANSWERS[number % len(ANSWERS)]
        for page in (ours, bare):
            page.wait_for_timeout(PAUSE)
        guided = say(ours, text, ANSWERED, [asked.inner_text(), text])
        pairs.append((guided, say(bare, f"{number}: {text}", ECHOED, f"You said: {number}:")))
    ours.close()
    bare.close()
    return [Row("guided turn / echo turn", *_medians(pairs), "s", 1.5)]


def long_sessions(bench: Bench, turns: int = 1_000, times: int = 5) -> list[Row]:
    links = [f"{bench.ours.address}/?session={seed(bench.home, length)}" for length in (turns, 30)]
    pairs = [tuple(seconds_to_open(bench.browser, link) for link in links) for _ in range(times + 1)]
    return [Row(f"open {turns:,} turns / 30 turns", *_medians(pairs[1:]), "s", 1.1)]


def clicks(bench: Bench, times: int = 5) -> list[Row]:
    session, page = seed_large(bench.home), bench.browser.new_page()
    page.goto(f"{bench.ours.address}/?session={session}")
    page.locator(".st-key-rows button").first.wait_for(timeout=60_000)
    page.wait_for_timeout(LOOKED_AT)
    found = [seconds_to_click(page) for _ in range(times)]
    page.close()
    return [
        Row(f"{click.what} / {CLICK} s", statistics.median(one[click.what] for one in found), CLICK, "s", 1)
        for click in CLICKS
    ]


def idle(bench: Bench) -> list[Row]:
    grown = idle_megabytes(bench.ours, seed(bench.home, 30))
    return [Row(f"{IDLE} idle sessions / {IDLE_MEGABYTES} MB", grown, IDLE_MEGABYTES, "MB", 1)]


MEASURES: dict[str, Callable[[Bench], list[Row]]] = dict(
    zip(PARTS, (paint, guided_turns, long_sessions, clicks, idle), strict=True)
)


def measured(parts: Sequence[str], chromium: str) -> Iterator[Row]:
    from playwright.sync_api import sync_playwright

    ports = free_port(), free_port()
    with (
        tempfile.TemporaryDirectory(prefix="framefirst-bench-") as folder,
        sync_playwright() as playwright,
        serving(product(ports[0]), ports[0], "/readyz", _environment(Path(folder))) as ours,
        served(echo(ports[1], Path(folder)), ports[1], "/_stcore/health", Path(folder)) as bare,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        bench = Bench(browser, ours, bare, Path(folder))
        for part in parts:
            yield from MEASURES[part](bench)
        browser.close()


def _medians(pairs: Sequence[Sequence[float]]) -> tuple[float, float]:
    ours, baseline = zip(*pairs, strict=True)
    return statistics.median(ours), statistics.median(baseline)


def rows() -> list[Row]:
    """For the table of all benchmarks."""
    return list(measured(PARTS, _chromium()))


def _chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise SystemExit("No Chromium on this machine: the pages cannot be measured. Install chromium.")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("parts", nargs="*", choices=PARTS, default=PARTS)
    arguments = parser.parse_args()
    found = []
    for row in measured(arguments.parts, _chromium()):
        found.append(row)
        print(printed([row]), flush=True)
    return 0 if all(row.held for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
