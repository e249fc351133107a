"""Makes the pictures in the README and the docs from the running app: `make screenshots`."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assistant import sample
from assistant.domain.events import replay
from assistant.settings import read_settings
from assistant.wiring import App, new_session_id
from evals.bench.page import FLAGS, NEW_QUESTION, free_port, product, say, served

IMAGES = Path(__file__).with_name("images")
SIZE = {"width": 1280, "height": 800}
OPENING = "We need Kafka. Can you help me write the design so I can get it approved?"
ANSWERS = {
    "problem": "Depots hear about a cancelled pickup up to 40 minutes late. Drivers made 35 empty trips last month.",
    "success": "Fewer than 5 empty trips a month, counted by dispatch, for three months running.",
    "users": "12 depots, 160 drivers and 4 dispatchers.",
    "latency": "It has to be real time.",
    "scale": "About 2,400 pickups a day, at most 6 a second around noon.",
    "priorities": "No empty trips first, then nothing lost, then cost.",
}
TURNS = 5


def played(home: Path) -> str:
    """The sample session, which has something on every page."""
    app, session = App(read_settings(environment={"FRAMEFIRST_HOME": str(home)})), new_session_id()
    sample.play(app.ports, session, app.playbooks)
    app.log.tag(session, ["sample", "notices"])
    return session


def converse(page: Any, home: Path) -> None:
    """Answers what is asked, as long as there is an answer for it."""
    app, left = App(read_settings(environment={"FRAMEFIRST_HOME": str(home)})), dict(ANSWERS)
    say(page, OPENING, NEW_QUESTION, page.locator(".st-key-asked").first.inner_text())
    for _ in range(TURNS):
        page.wait_for_timeout(400)
        ask = replay(app.log.read(page.url.split("session=")[1])).ask
        if ask is None or ask.topic not in left:
            break
        say(page, left.pop(ask.topic), NEW_QUESTION, page.locator(".st-key-asked").first.inner_text())


def keep(page: Any, name: str) -> None:
    """Waits until nothing moves any more."""
    page.locator(".stApp[data-test-script-state='notRunning']").wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(800)
    page.screenshot(path=IMAGES / f"{name}.png")


def main() -> None:
    from playwright.sync_api import sync_playwright

    home = Path(tempfile.mkdtemp(prefix="framefirst-pictures-"))
    port = free_port()
    IMAGES.mkdir(exist_ok=True)
    session = played(home)
    with sync_playwright() as playwright, served(product(port), port, "/readyz", home) as address:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport=SIZE)
        page.goto(address)
        page.get_by_test_id("stChatInputTextArea").wait_for()
        keep(page, "welcome")
        converse(page, home)
        keep(page, "conversation")
        for name, ready in (
            ("causes", ".st-key-tree svg"),
            ("decision", ".st-key-plot canvas, .st-key-plot svg"),
            ("document", ".st-key-document h3"),
            ("sessions", "[class*='st-key-session-']"),
            ("guide", ".st-key-section-text h3"),
        ):
            page.goto(f"{address}/{name}?session={session}")
            page.locator(ready).first.wait_for()
            keep(page, name)
        dark = browser.new_page(viewport=SIZE, color_scheme="dark")
        dark.goto(f"{address}/frame?session={session}")
        dark.locator("[class*='st-key-item-topic-']").first.wait_for()
        keep(dark, "frame-dark")
        browser.close()


if __name__ == "__main__":
    main()
