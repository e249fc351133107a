"""A server killed or stopped with a message on its way: after a restart it is there once, with its one answer."""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import story
from browsing import PATIENCE, PRODUCT, WORDS_ALONE, Site, Visit, Visitor
from playwright.sync_api import expect
from test_tabs_and_reloads import HeldModel

from assistant import turn
from evals.stub_server import StubServer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

PROBLEM = story.ANSWERS["problem"]
READING = "Reading what you said"
HURRIED = (
    "-c",
    "import ui.hosting; ui.hosting.CLAIM_SECONDS, ui.hosting.DRAIN_SECONDS = 2, 3; from assistant.cli import main; main()",
    *PRODUCT[2:],
)
"""The product, which waits less long for who died and for who does not answer."""


@pytest.fixture
def guided(executable: str, tmp_path: Path) -> Iterator[Site]:
    running = Site(tmp_path / "home", environment=WORDS_ALONE).start()
    yield running
    running.close()


@pytest.fixture
def model() -> Iterator[tuple[HeldModel, StubServer]]:
    held = HeldModel()
    with StubServer(held) as server:
        yield held, server
        held.may_answer.set()


@pytest.fixture
def slow(model: tuple[HeldModel, StubServer], executable: str, tmp_path: Path) -> Iterator[Site]:
    configured = {"OPENAI_BASE_URL": model[1].url, "OPENAI_API_KEY": "sk-test", "FRAMEFIRST_MODEL": "openai:stub-large"}
    running = Site(tmp_path / "home", HURRIED, {**configured, **WORDS_ALONE}).start()
    yield running
    running.close()


def until(holds: Callable[[], bool], seconds: float = 2 * PATIENCE, told_by: Site | None = None) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"it never came to be:\n{told_by.told() if told_by else ''}"
        time.sleep(0.05)


def thinking_about_the_problem(site: Site, server: StubServer, visit: Visit) -> Visitor:
    """A tab whose message is stored and being thought about."""
    asked = len(server.asked)
    visitor = visit(session=site.seed("we need kafka"), at=site, watched=False)  # a lost server is an error on the page
    visitor.type(PROBLEM)
    expect(visitor.page.get_by_text(READING)).to_be_visible()
    until(lambda: len(server.asked) > asked)
    assert site.said(visitor.session or "") == ["we need kafka", PROBLEM]
    return visitor


def shows_one_answer(visitor: Visitor) -> None:
    expect(visitor.bubble(2)).to_have_text(PROBLEM)
    expect(visitor.bubbles).to_have_count(2)
    visitor.caught_up()
    expect(visitor.page.locator(".st-key-reply-2")).to_have_count(1)
    expect(visitor.box).to_be_enabled()
    assert visitor.site.said(visitor.session or "") == ["we need kafka", PROBLEM]
    assert visitor.site.answers(visitor.session or "") == [0, 1, 2]


def test_f31_killed_right_after_enter_the_message_is_there_once_with_one_answer(guided: Site, visit: Visit) -> None:
    visitor = visit(session=guided.seed("we need kafka"), at=guided, watched=False)
    session = visitor.session or ""
    visitor.type(PROBLEM)
    until(lambda: guided.said(session) == ["we need kafka", PROBLEM])
    guided.kill()
    guided.start()
    visitor.page.reload()
    shows_one_answer(visitor)
    visitor.say(story.ANSWERS["success"])
    assert guided.answers(session) == [0, 1, 2, 3]


def test_f32_killed_while_a_model_thinks_the_message_is_answered_after_the_restart(
    slow: Site, model: tuple[HeldModel, StubServer], visit: Visit
) -> None:
    held, server = model
    visitor = thinking_about_the_problem(slow, server, visit)
    slow.kill()
    assert turn.waiting(slow.records(visitor.session or "")) is not None
    slow.start()
    visitor.page.reload()
    expect(visitor.bubble(2)).to_have_text(PROBLEM)
    expect(visitor.page.get_by_text(READING)).to_be_visible()
    expect(visitor.box).to_be_disabled()
    held.may_answer.set()
    until(lambda: slow.answers(visitor.session or "") == [0, 1, 2])
    shows_one_answer(visitor)
    assert len(server.asked) == 2, "once by the server that was killed, once by the next"


def test_f31_an_open_tab_finds_its_answer_when_the_server_is_back(
    slow: Site, model: tuple[HeldModel, StubServer], visit: Visit
) -> None:
    held, server = model
    visitor = thinking_about_the_problem(slow, server, visit)
    slow.kill()
    held.may_answer.set()
    slow.start()
    until(lambda: slow.answers(visitor.session or "") == [0, 1, 2])
    shows_one_answer(visitor)


def test_a_message_is_answered_after_a_restart_when_nobody_looks(
    slow: Site, model: tuple[HeldModel, StubServer], visit: Visit
) -> None:
    held, server = model
    visitor = thinking_about_the_problem(slow, server, visit)
    session = visitor.session or ""
    visitor.close()
    slow.kill()
    held.may_answer.set()
    slow.start()
    until(lambda: slow.answers(session) == [0, 1, 2])
    assert slow.said(session) == ["we need kafka", PROBLEM]


def test_f34_a_server_told_to_stop_finishes_what_it_is_answering(
    slow: Site, model: tuple[HeldModel, StubServer], visit: Visit
) -> None:
    held, server = model
    visitor = thinking_about_the_problem(slow, server, visit)
    stopping = told_to_stop(slow)
    until_no_longer_heard(slow)
    held.may_answer.set()
    assert stopping.wait(2 * PATIENCE) == 0
    assert slow.said(visitor.session or "") == ["we need kafka", PROBLEM]
    assert slow.answers(visitor.session or "") == [0, 1, 2]


def test_f34_a_model_that_never_answers_does_not_keep_a_server_from_stopping(
    slow: Site, model: tuple[HeldModel, StubServer], visit: Visit
) -> None:
    held, server = model
    visitor = thinking_about_the_problem(slow, server, visit)
    session = visitor.session or ""
    assert told_to_stop(slow).wait(2 * PATIENCE) == 0
    assert slow.said(session) == ["we need kafka", PROBLEM]
    assert slow.answers(session) == [0, 1]
    held.may_answer.set()
    slow.start()
    until(lambda: slow.answers(session) == [0, 1, 2], told_by=slow)


def told_to_stop(site: Site) -> subprocess.Popen[bytes]:
    """The server's process, which has been asked to end as a supervisor asks."""
    process = site._process
    assert process is not None
    process.terminate()
    return process


def until_no_longer_heard(site: Site) -> None:
    def refuses() -> bool:
        try:
            socket.create_connection(("127.0.0.1", site.port), timeout=1).close()
        except OSError:
            return True
        return False

    until(refuses)
