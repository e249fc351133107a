"""The app as people meet it: a real server process, and somebody at a real browser tab."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Locator, Page, Request, expect

from assistant import turn
from assistant.domain.events import Answered, Recorded, Said, replay
from assistant.domain.frame import Frame
from assistant.settings import read_settings
from assistant.wiring import App, new_session_id

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SIZE = {"width": 1380, "height": 900}
PATIENCE = 30.0
"""Seconds: machines that run tests are busy."""
PRODUCT = ("-m", "assistant", "ui", "--headless")
PROBES = ("/_stcore/health", "/_stcore/host-config")
"""On any page but the first, Streamlit looks for its server below the page's own path before it looks at the root."""
WORDS_ALONE = {"FRAMEFIRST_CHROMA_URL": "http://127.0.0.1:9"}
"""For servers that come and go: a Chroma that is not there, so that none builds an index for itself."""
READY = "The document is ready."
"""What stands in the question's place when nothing is left to ask."""
INVISIBLE = "\u2060"
"""What keeps colons and addresses from being read as markup; nobody sees it."""


class Site:
    """One server with its own data folder. It can be killed and started again."""

    def __init__(self, home: Path, command: Sequence[str] = PRODUCT, environment: dict[str, str] | None = None) -> None:
        self.home = home
        self.command = command
        self.environment = environment or {}
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.app = App(read_settings(environment={"FRAMEFIRST_HOME": str(home)}))
        """The same product over the same data, to look and to prepare."""
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, **environment: str) -> "Site":
        self.home.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, *self.command, "--port", str(self.port)]
        own = {"FRAMEFIRST_HOME": str(self.home), "XDG_STATE_HOME": str(self.home / "state")}
        settings = {**os.environ, **own, **self.environment, **environment}
        with self.written.open("ab") as out:
            self._process = subprocess.Popen(command, cwd=self.home, env=settings, stdout=out, stderr=out)
        self._wait_until_up()
        return self

    @property
    def written(self) -> Path:
        """What the server printed."""
        return self.home.with_name(f"{self.home.name}.txt")

    def told(self) -> str:
        """What the server said of itself, on its terminal and in its log."""
        logs = sorted(self.home.rglob("*.log"))
        return "\n".join(path.read_text(errors="replace") for path in (self.written, *logs))

    def kill(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(PATIENCE)

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()

    def close(self) -> None:
        self.stop()
        self.app.log.close()  # type: ignore[attr-defined]  # the SQL log has connections to let go

    def _wait_until_up(self) -> None:
        until = time.monotonic() + 2 * PATIENCE
        while time.monotonic() < until:
            if self._process is None or self._process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.address}/readyz", timeout=2):
                    return
            except OSError:
                time.sleep(0.05)
        self.stop()
        raise AssertionError(f"the server did not come up:\n{self.written.read_text(errors='replace')}")

    # -- what is stored ------------------------------------------------------------------------------------------------

    def seed(self, *messages: str) -> str:
        """A session in which these messages were said and answered; its id."""
        session = new_session_id()
        turn.begin(self.app.ports, session)
        self.talk(session, *messages)
        return session

    def talk(self, session: str, *messages: str) -> None:
        """Says something from elsewhere, as a second tab or the terminal would."""
        for message in messages:
            turn.take_turn(self.app.ports, session, message, self.app.playbooks)

    def records(self, session: str) -> tuple[Recorded, ...]:
        return self.app.log.read(session)

    def frame(self, session: str) -> Frame:
        return replay(self.records(session))

    def said(self, session: str) -> list[str]:
        return [record.event.text for record in self.records(session) if isinstance(record.event, Said)]

    def answers(self, session: str) -> list[int]:
        """The turns that were answered, as often as they were."""
        return [record.turn for record in self.records(session) if isinstance(record.event, Answered)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Visitor:
    """Somebody at one tab. `faults` fills with whatever a page must not do: errors, dialogs, foreign requests."""

    def __init__(self, window: BrowserContext, site: Site) -> None:
        self.site = site
        self.faults: list[str] = []
        self._sent: list[str | bytes] = []
        self.page = self._watched(window.new_page())
        self.page.set_default_timeout(PATIENCE * 1000)

    def _watched(self, page: Page) -> Page:
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.faults.append(f"error on the page: {error}"))
        page.on("request", self._on_request)
        page.on("dialog", self._on_dialog)
        page.on("websocket", lambda line: line.on("framesent", lambda sent: self._sent.append(sent)))
        return page

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.location["url"].endswith(PROBES):
            self.faults.append(f"console: {message.text} {message.location['url']}")

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self.site.address, "data:", "blob:")):
            self.faults.append(f"request to {request.url}")

    def _on_dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def close(self) -> None:
        self.page.close()

    # -- going somewhere -----------------------------------------------------------------------------------------------

    def open(self, path: str = "", session: str | None = None) -> "Visitor":
        self.page.goto(f"{self.site.address}/{path}{f'?session={session}' if session else ''}")
        self.page.locator("h1").first.wait_for()
        return self

    def click_page(self, name: str) -> None:
        """One of the pages named at the top."""
        self.page.get_by_role("link", name=re.compile(rf"\b{re.escape(name)}$")).first.click()
        self.settled()

    @property
    def session(self) -> str | None:
        return next(iter(parse_qs(urlsplit(self.page.url).query).get("session", [])), None)

    # -- the conversation ----------------------------------------------------------------------------------------------

    @property
    def box(self) -> Locator:
        return self.page.get_by_test_id("stChatInputTextArea")

    @property
    def question(self) -> Locator:
        return self.page.locator(".st-key-asked").last  # while a page is redrawn, the one it replaces is still there

    def bubble(self, turn: int) -> Locator:
        return self.page.locator(f".st-key-said-{turn}")

    @property
    def bubbles(self) -> Locator:
        return self.page.locator("[class*='st-key-said-']")

    def row(self, topic: str) -> Locator:
        """A line of the frame, by its topic's id, and not the one it replaces."""
        here = "[class*='st-key-row-']:not([data-stale='true'])"
        return self.page.locator(f"{here}[class$='-{topic}'], {here}[class*='-{topic} ']")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=False)

    def type(self, text: str) -> None:
        expect(self.box).to_be_enabled()
        self.box.fill(text)
        self.box.press("Enter")

    def say(self, text: str) -> None:
        """Types, and waits until the page shows the answer."""
        number = self.site.records(self.session)[-1].turn + 1 if self.session else 1
        self.type(text)
        expect(self.bubble(number)).to_be_visible()
        self.caught_up()

    def has_sent(self, text: str) -> None:
        """Waits until the words have left the browser."""
        while not any(text.encode() in frame for frame in self._sent if isinstance(frame, bytes)):
            self.page.wait_for_timeout(5)

    def caught_up(self) -> None:
        """Waits until the page shows what the log holds."""
        assert self.session is not None
        while turn.waiting(self.site.records(self.session)):
            self.page.wait_for_timeout(20)
        ask = self.site.frame(self.session).ask
        expect(self.question).to_have_text(as_shown(ask.question if ask else READY))
        self.settled()

    def settled(self) -> None:
        expect(self.page.locator(".stApp[data-test-script-state='notRunning']")).to_be_attached()
        expect(self.page.locator("[data-stale='true']:visible")).to_have_count(0)

    def seen(self, locator: Locator) -> str:
        """The text as a person sees it."""
        return locator.inner_text().replace(INVISIBLE, "")


def as_shown(text: str) -> re.Pattern[str]:
    """The text with what nobody sees in it, wherever the page put that."""
    letters = rf"{INVISIBLE}?".join(map(re.escape, " ".join(text.split())))
    return re.compile(rf"^\s*{letters}\s*$".replace(r"\ ", r"\s+"))


Visit = Callable[..., Visitor]
"""Opens a tab: a path and a session, then settings of a browser window of its own."""

expect.set_options(timeout=PATIENCE * 1000)
