"""The pages for people who do not see well, and for people who use no mouse."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import story
from axe_playwright_python.sync_playwright import Axe
from browsing import Site, Visit, Visitor
from playwright.sync_api import Page, expect

from assistant import sample
from assistant.wiring import new_session_id
from ui.pages import PAGES

pytestmark = pytest.mark.browser

PATIENCE_WITH_TABS = 80
"""Presses of the Tab key within which anything on a page can be reached."""
CALLED = """() => {
    const here = document.activeElement.closest("button, input, textarea");
    return here?.getAttribute("aria-label") || here?.innerText || "";
}"""
ABOUT_COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def full(site: Site) -> str:
    """A session that has something on every page."""
    session = new_session_id()
    sample.play(site.app.ports, session, site.app.playbooks)
    site.talk(session, "It has to be real time and everybody is a user")
    return session


def barriers(page: Page, options: dict[str, Any] | None = None) -> Iterator[str]:
    """What keeps somebody out, as axe sees it."""
    found = Axe().run(page, options=options or {"resultTypes": ["violations"]}).response["violations"]
    for violation in found:
        if violation["impact"] in ("serious", "critical"):
            yield from (f"{violation['id']}: {node['html'][:120]}" for node in violation["nodes"])


def test_no_page_has_a_serious_barrier_in_light_or_dark(full: str, visit: Visit) -> None:
    """One tab walks through all pages; the dark theme has the same elements, so only its colours are looked at."""
    visitor = visit(session=full, color_scheme="light")
    visitor.page.add_style_tag(content="* { transition: none !important; }")  # no colour is looked at on its way
    found: dict[str, list[str]] = {}
    for name, (title, _) in PAGES.items():
        if name != "conversation":  # which is open: a click would draw it again, faded while that lasts
            visitor.page.get_by_test_id("stTopNavLink").filter(has_text=title).last.click()
            expect(visitor.page).to_have_url(re.compile(rf"/{name}\?"))
        visitor.settled()
        light = list(barriers(visitor.page))
        visitor.page.emulate_media(color_scheme="dark")
        expect(visitor.page.locator(".stApp")).to_have_css("color-scheme", "dark")
        found[name] = light + list(barriers(visitor.page, ABOUT_COLOURS))
        visitor.page.emulate_media(color_scheme="light")
    assert found == {name: [] for name in PAGES}


def tab_to(visitor: Visitor, name: str) -> None:
    """Presses Tab until what has the focus is called that."""
    for _ in range(PATIENCE_WITH_TABS):
        visitor.page.keyboard.press("Tab")
        if name in visitor.page.evaluate(CALLED):
            return
    raise AssertionError(f"{name!r} cannot be reached with the Tab key")


def test_a_problem_is_framed_without_a_mouse(site: Site, visit: Visit) -> None:
    visitor = visit()
    keys = visitor.page.keyboard
    expect(visitor.box).to_be_focused()
    keys.type("users complain the app is slow")
    keys.press("Enter")
    expect(visitor.bubble(1)).to_be_visible()
    visitor.caught_up()
    keys.press("/")
    expect(visitor.box).to_be_focused()
    keys.type(story.ANSWERS["symptom"])
    keys.press("Enter")
    expect(visitor.bubble(2)).to_be_visible()
    visitor.caught_up()
    visitor.page.locator("h1").first.evaluate("() => document.activeElement.blur()")
    tab_to(visitor, "One place")
    keys.press("Enter")
    expect(visitor.bubble(3)).to_have_text("One place")
    visitor.caught_up()
    tab_to(visitor, "Users")
    keys.press("Enter")
    expect(visitor.page.get_by_role("dialog")).to_be_visible()
    tab_to(visitor, "What should stand here?")
    keys.type("6,000 shoppers")
    tab_to(visitor, "Save")
    keys.press("Enter")
    expect(visitor.row("users")).to_contain_text("6,000 shoppers")
    assert site.frame(visitor.session or "").answer("users").text == "6,000 shoppers"
