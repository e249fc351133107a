"""One server and one Chromium for all browser tests of a worker; each test gets tabs of its own."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import FLAGS, SIZE, Site, Visit, Visitor
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright
from shipped_index import built

REQUIRED = "FRAMEFIRST_REQUIRE_BROWSER"
LONG = ("test_killed_server", "test_random_walk", "test_hostile_text", "test_accessibility", "test_tabs_and_reloads")
"""Files whose tests take about as long as those of all others."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def _executable(playwright: Playwright) -> str:
    """A Chromium of this machine, or the one that Playwright installed."""
    own = playwright.chromium.executable_path
    found = next(filter(None, map(shutil.which, NAMES)), own if Path(own).exists() else None)
    if found:
        return found
    reason = f"no Chromium on this machine; install one of {', '.join(NAMES)}"
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{reason} ({REQUIRED}=1)", pytrace=False)
    pytest.skip(reason)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Two browsers at a time and no more, whatever the number of workers: a third one makes all of them slow."""
    for item in items:
        if item.get_closest_marker("browser"):
            long = item.path.stem in LONG
            item.add_marker(pytest.mark.xdist_group("browser, long" if long else "browser"))


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def executable(playwright: Playwright) -> str:
    return _executable(playwright)


@pytest.fixture(scope="package")
def chromium(playwright: Playwright, executable: str) -> Iterator[Browser]:
    """For windows that are not like any other."""
    browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def site(executable: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The app as `framefirst ui` starts it, nothing configured."""
    home = tmp_path_factory.mktemp("site") / "home"
    shutil.copytree(built() / "index", home / "index")
    running = Site(home).start()
    yield running
    running.close()


@pytest.fixture(scope="package")
def window(
    playwright: Playwright, executable: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """One window for all; each tab is a visitor of its own. Kept on disk, it need not compile the page's scripts anew."""
    profile = tmp_path_factory.mktemp("profile")
    opened = playwright.chromium.launch_persistent_context(
        profile, executable_path=executable, args=FLAGS, viewport=SIZE
    )
    yield opened
    opened.close()


@pytest.fixture
def visit(request: pytest.FixtureRequest, window: BrowserContext, site: Site) -> Iterator[Visit]:
    """Opens a tab; at the end nothing may have gone wrong in any of them, unless it was not `watched`."""
    visitors: list[tuple[Visitor, bool]] = []
    windows: list[BrowserContext] = []

    def open_tab(
        path: str = "",
        session: str | None = None,
        *,
        at: Site | None = None,
        watched: bool = True,
        **settings: Any,
    ) -> Visitor:
        if settings:
            chromium: Browser = request.getfixturevalue("chromium")
            windows.append(chromium.new_context(**{"viewport": SIZE, **settings}))
        visitor = Visitor(windows[-1] if settings else window, at or site)
        visitors.append((visitor, watched))
        return visitor.open(path, session)

    yield open_tab
    for visitor, _ in visitors:
        visitor.close()
    for own in windows:
        own.close()
    assert [fault for visitor, watched in visitors if watched for fault in visitor.faults] == []
