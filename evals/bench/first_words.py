"""How long after a model's first word of a reply somebody sees it: `python -m evals.bench.first_words`.

The endpoint is on loopback and drips: the head of the draft, then, a while later, the reply word by word. It notes when it
sent the first word; the page, in a real Chromium, notes when that word was there to be read. Both read the same clock.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from evals.bench.page import ANSWERS, FLAGS, free_port, product, served
from evals.stub_server import Exchange, StubServer

LIMIT = 0.5
"""Seconds."""
HEAD = '{"captured": [], "proposals": [], "move": "", "reply": "'
TAIL = '", "question": "", "citations": []}'
WORDS = "Planners wait, that much is clear, and a route is what they wait for"
EVERY = 0.15
"""Seconds between two words."""
WATCH = """() => {
  window.seen = [];
  let shown = false;
  new MutationObserver(() => {
    const now = [...document.querySelectorAll('.st-key-arriving')].some(e => e.innerText.trim());
    if (now && !shown) window.seen.push(Date.now() / 1000);
    shown = now;
  }).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""


class Dripping:
    """Remembers when each first word was sent, in seconds since 1970."""

    def __init__(self) -> None:
        self.sent: list[float] = []

    def __call__(self, exchange: Exchange) -> None:
        exchange.start_stream()
        exchange.delta(HEAD)
        exchange.wait(1.0)
        for number, word in enumerate(WORDS.split()):
            if not number:
                self.sent.append(time.time())
            exchange.delta(word if not number else f" {word}")
            exchange.wait(EVERY)
        exchange.delta(TAIL)
        exchange.end()


def measured(turns: int, chromium: str | None, home: Path) -> list[float]:
    """Seconds between the first word and its being seen, a turn each."""
    from playwright.sync_api import sync_playwright

    dripping, port = Dripping(), free_port()
    with StubServer(dripping) as server, sync_playwright() as playwright:
        (home / ".env").write_text(
            f"OPENAI_BASE_URL={server.url}\nFRAMEFIRST_MODEL=openai:stub-large\n", encoding="utf-8"
        )
        os.chdir(home)  # where the server reads its settings from
        with served(product(port), port, "/readyz", home) as address:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            page = browser.new_page()
            page.goto(address)
            page.get_by_test_id("stChatInputTextArea").wait_for()
            page.evaluate(WATCH)
            for text in ("We need a new route planner", *ANSWERS)[:turns]:
                _say(page, text)
            seen: list[float] = page.evaluate("() => window.seen")
            browser.close()
    assert len(seen) == len(dripping.sent) == turns, f"{len(seen)} of {len(dripping.sent)} were seen while they came"
    return [at - sent for at, sent in zip(seen, dripping.sent, strict=True)]


def _say(page: Any, text: str) -> None:
    box = page.locator("[data-testid=stChatInputTextArea]:not([disabled])")
    box.wait_for(timeout=60_000)
    box.fill(text)
    box.press("Enter")
    page.locator(".st-key-arriving").wait_for(timeout=60_000)
    page.locator(".st-key-arriving").wait_for(state="detached", timeout=60_000)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--turns", type=int, default=8)
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("chromium-browser"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="framefirst-bench-", ignore_cleanup_errors=True) as home:
        waits = sorted(measured(arguments.turns, arguments.chromium, Path(home)))
    found = {"turns": len(waits), "median_s": round(statistics.median(waits), 3), "longest_s": round(waits[-1], 3)}
    print(json.dumps(found))
    print(f"the first word is seen after {found['median_s']} s (limit {LIMIT})")
    return 0 if found["median_s"] <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
