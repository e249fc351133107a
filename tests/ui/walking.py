"""Somebody who does anything at all with the pages, at random and repeatably, and what must hold at every step.

Two tabs on one server: typing, clicking whatever can be clicked, reloading, going to other pages, killing the server.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from random import Random

from browsing import Site, Visitor
from playwright.sync_api import BrowserContext, Error, expect

from ui.pages import PAGES

WORDS = (
    "we need kafka", "users complain the app is slow", "6,000 shoppers a month and 14 people at the service desk",
    "It has to be real time", "I don't know", "400 euro a month, **maybe** <b>500</b>", "{'a': $x} %s \\ :red[no]",
    "An index and a date filter, or a read replica", "日本語で 30 秒", "Ines decides in January", "yes", "5 4 3",
)  # fmt: skip
LEFT_ALONE = re.compile(
    r"Delete|Remove|Upload|Browse|sample session|More|Test|Stop|"  # what takes things away on purpose, and what takes long
    r"Word|PDF|Web page|Markdown|Decision record|JSON|Calendar|Tickets|Alert rules|Statement|download|questionnaire",
    re.IGNORECASE,
)
IN_REACH = """() => {
    const dialog = document.querySelector('[role=dialog]');
    const place = dialog || document.querySelector('.stMain');
    return [...place.querySelectorAll('button')].map((button, place) => [button, place])
        .filter(([button]) => !button.disabled && button.checkVisibility())
        .map(([button, place]) => [place, button.innerText.trim() || button.ariaLabel || '']);
}"""
RETRIES = 5
BROKEN = "could not be drawn"
FAULTS = ("request to", "dialog:", "error on the page:")
"""Of what a visitor notices: a server that is gone is an error on the console too, and no fault of a page."""


class Walk:
    """`sent` fills with what was acknowledged on the page: session and words."""

    def __init__(self, window: BrowserContext, site: Site, seed: int) -> None:
        self.site, self.dice = site, Random(seed)
        self.tabs = [Visitor(window, site).open(), Visitor(window, site).open()]
        self.sent: list[tuple[str, str]] = []
        self.done: list[str] = []
        """What was done so far, for whoever has to find out why it went wrong."""
        self.tab.page.bring_to_front()

    @property
    def tab(self) -> Visitor:
        return self.tabs[0]

    def go(self, steps: int) -> None:
        acts: dict[Callable[[], str], int] = {
            self.say: 34, self.click: 30, self.open_page: 12, self.reload: 8, self.change_tabs: 11, self.kill: 3,
            self.say_and_reload: 2,
        }  # fmt: skip
        for _ in range(steps):
            [act] = self.dice.choices(list(acts), weights=list(acts.values()))
            self.done.append(act())
            self.holds()

    def holds(self) -> None:
        """What must be true after every step."""
        self._settled()
        assert self.tab.page.get_by_text(BROKEN).count() == 0, self.done
        assert [f for tab in self.tabs for f in tab.faults if f.startswith(FAULTS)] == [], self.done

    def _settled(self) -> None:
        app = ".stApp[data-test-script-state='notRunning'][data-test-connection-state='CONNECTED']"
        expect(self.tab.page.locator(app)).to_be_attached()

    def _look_what_happens(self) -> None:
        """As a person does after a click: nobody types into a page that a dialog is about to cover."""
        with suppress(Error):
            self.tab.page.locator(".stApp[data-test-script-state='running']").wait_for(state="attached", timeout=500)
        self._settled()

    # -- what can be done ----------------------------------------------------------------------------------------------

    def say(self) -> str:
        return self._say(self._words())

    def say_and_reload(self) -> str:
        """The tab is gone as soon as the words have left it."""
        words = self._words()
        if not self._type(words):
            return "nothing to type in"
        self.tab.has_sent(words)
        self.tab.page.reload()
        return self._acknowledged(words, f"say {words!r} and reload")

    def _say(self, words: str) -> str:
        if not self._type(words):
            return "nothing to type in"
        return self._acknowledged(words, f"say {words!r}")

    def _words(self) -> str:
        """No two messages are the same, so that each can be found again."""
        return f"{self.dice.choice(WORDS)}, message {len(self.done) + 1}"

    def _type(self, words: str) -> bool:
        """A click before this may still be opening a dialog or another page: whoever sits there tries again."""
        for _ in range(RETRIES):
            self._close_dialog()
            with suppress(Error):
                self.tab.box.fill(words, timeout=1500)
                self.tab.box.press("Enter", timeout=1500)
                return True
            if not self.tab.box.count():
                self._link("Conversation")
        return False

    def _acknowledged(self, words: str, told: str) -> str:
        """Stored, or still on the page: nothing else."""
        for _ in range(1500):
            session = self.tab.session
            if session and words in self.site.said(session):
                self.sent.append((session, words))
                return told
            unsent = self.tab.page.locator(".st-key-unsent textarea")
            if unsent.count() and words in unsent.first.input_value():
                self.tab.button("Send it now").click()
            if self.tab.box.count() and self.tab.box.input_value() == words:
                # A dialog that was opening took the key away from the box: the words still stand there, not sent.
                self._close_dialog()
                self.tab.box.press("Enter")
            self.tab.page.wait_for_timeout(20)
        raise AssertionError(f"{words!r} is lost after {self.done}")

    def click(self) -> str:
        """Anything in reach; an open dialog is filled in first."""
        page = self.tab.page
        dialog = page.get_by_role("dialog")
        if dialog.count():
            field = dialog.locator("textarea, input[type=text]").first
            with suppress(Error):  # some have none, and one may be closing
                field.fill(f"{self.dice.choice(WORDS)} {len(self.done)}", timeout=500)
        choices = [(place, name) for place, name in page.evaluate(IN_REACH) if not LEFT_ALONE.search(name)]
        if not choices:
            return "nothing to click"
        place, name = self.dice.choice(choices)
        here = dialog if dialog.count() else page.locator(".stMain")
        try:
            here.first.locator("button").nth(place).click(timeout=1000)
        except Error:
            return f"could not click {name!r}"  # it moved, or something lies over it
        self._look_what_happens()
        return f"click {name!r}"

    def open_page(self) -> str:
        name = self.dice.choice(list(PAGES))
        self._close_dialog()
        self._link(PAGES[name][0])
        return f"open {name}"

    def reload(self) -> str:
        self.tab.page.reload()
        return "reload"

    def change_tabs(self) -> str:
        """To the other tab, which may stand elsewhere; now and then it comes to where this one is."""
        session = self.tab.session
        self.tabs.reverse()
        self.tab.page.bring_to_front()  # a browser draws a tab behind another one seldom or never
        if session and self.dice.random() < 0.5:
            self.tab.open(session=session)
            return "the other tab, on the same session"
        return "the other tab"

    def kill(self) -> str:
        self.site.kill()
        self.site.start()
        for tab in self.tabs:
            tab.page.reload()
        return "kill the server and start it again"

    def _close_dialog(self) -> None:
        """Waits until none is open; one that is on its way has no button yet."""
        dialog = self.tab.page.get_by_role("dialog")
        for _ in range(RETRIES):
            if not dialog.count():
                return
            with suppress(Error):
                dialog.first.get_by_role("button", name="Close").first.click(timeout=1500)
            self._look_what_happens()
        expect(dialog).to_have_count(0)

    def _link(self, title: str) -> None:
        link = self.tab.page.get_by_test_id("stTopNavLink").filter(has_text=re.compile(f"^{title}$"))
        for _ in range(RETRIES):
            try:
                link.click(timeout=1500)
            except Error:
                self._close_dialog()
            else:
                break
        self._settled()
