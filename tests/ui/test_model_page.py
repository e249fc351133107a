"""A turn with a model, as somebody at the page meets it: words as they come, a wait that counts down, Stop, another try."""

import threading
from collections.abc import Iterator

import pytest
import story
from browsing import PATIENCE, WORDS_ALONE, Site, Visit, Visitor
from playwright.sync_api import expect

from assistant import turn
from assistant.domain.events import Answered, Usage
from evals import stub_server as stub
from evals.stub_server import Exchange, StubServer

pytestmark = pytest.mark.browser

PROBLEM = story.ANSWERS["problem"]
WORDS = "Heard: partners hear late"


class Told:
    """A model that behaves as the test says next; good otherwise."""

    def __init__(self) -> None:
        self.next: list[stub.Behaviour] = []
        self.go_on = threading.Event()

    def __call__(self, exchange: Exchange) -> None:
        (self.next.pop(0) if self.next else stub.good)(exchange)

    def halfway(self, exchange: Exchange) -> None:
        """The first words of a reply, and the rest when the test lets it."""
        exchange.start_stream()
        exchange.delta('{"captured": [], "proposals": [], "move": "", "reply": "' + WORDS)
        while not self.go_on.is_set() and exchange.wait(0.02):
            exchange.write(": ping\n\n")
        exchange.delta(', sixty calls.", "question": "", "citations": []}')
        exchange.end()


@pytest.fixture(scope="module")
def model() -> Iterator[tuple[Told, StubServer]]:
    told = Told()
    with StubServer(told) as server:
        yield told, server


@pytest.fixture(scope="module")
def model_site(
    model: tuple[Told, StubServer], executable: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    configured = {
        "OPENAI_BASE_URL": model[1].url,
        "OPENAI_API_KEY": "sk-test-1234567890",
        "FRAMEFIRST_MODEL": "stub-large",
    }
    running = Site(tmp_path_factory.mktemp("model") / "home", environment={**configured, **WORDS_ALONE})
    yield running.start()
    running.close()


@pytest.fixture
def tab(model_site: Site, visit: Visit) -> Visitor:
    return visit(session=model_site.seed("we need kafka"), at=model_site)


def usage_of(tab: Visitor) -> Usage:
    answers = [record.event for record in tab.site.records(tab.session or "") if isinstance(record.event, Answered)]
    return answers[-1].usage


def test_words_show_while_they_come_and_the_verified_ones_take_their_place(
    tab: Visitor, model: tuple[Told, StubServer]
) -> None:
    told, _ = model
    told.go_on.clear()
    told.next = [told.halfway]
    tab.type(PROBLEM)
    arriving = tab.page.locator(".st-key-arriving")

    expect(arriving).to_have_text(WORDS)
    assert turn.waiting(tab.site.records(tab.session or "")) is not None

    told.go_on.set()
    tab.caught_up()

    expect(arriving).to_have_count(0)
    assert usage_of(tab).calls == 1
    expect(tab.page.get_by_text("Model: 1 call")).to_be_visible()


def test_f37_stop_ends_the_request_keeps_what_had_come_and_asks_on(
    tab: Visitor, model: tuple[Told, StubServer]
) -> None:
    told, server = model
    told.go_on.clear()
    server.cut_short.clear()
    told.next = [told.halfway]
    tab.type(PROBLEM)
    expect(tab.page.locator(".st-key-arriving")).to_have_text(WORDS)
    tab.button("Stop").click()
    tab.caught_up()

    assert server.cut_short.wait(PATIENCE)
    assert usage_of(tab).degraded == "stopped on request"
    assert WORDS in tab.seen(tab.page.locator(".st-key-reply-2"))
    expect(tab.button("Ask the model again")).to_be_visible()


def test_f06_a_wait_counts_down_and_then_the_answer_comes(tab: Visitor, model: tuple[Told, StubServer]) -> None:
    told, server = model
    told.next = [stub.fails(429, "slow down", headers={"retry-after": "2"})]
    asked = len(server.asked)
    tab.type(PROBLEM)

    expect(tab.page.get_by_text("is busy. Asking again in")).to_be_visible()
    tab.caught_up()

    assert (len(server.asked) - asked, usage_of(tab).degraded) == (2, None)


def test_f09_a_model_that_failed_can_be_asked_again_for_the_same_message(
    tab: Visitor, model: tuple[Told, StubServer]
) -> None:
    told, _ = model
    told.next = [stub.fails(401, "no")]
    tab.say(PROBLEM)
    expect(
        tab.page.get_by_text("refused the key. The guided questions go on; set a valid OPENAI_API_KEY.")
    ).to_be_visible()

    tab.button("Ask the model again").click()
    expect(tab.bubble(4)).to_have_text(PROBLEM)
    tab.caught_up()

    assert tab.site.said(tab.session or "") == ["we need kafka", PROBLEM, PROBLEM]
    assert (usage_of(tab).calls, usage_of(tab).degraded) == (1, None)
    expect(tab.button("Ask the model again")).to_have_count(0)


def test_the_settings_page_says_where_each_value_is_from_and_tests_the_endpoint(
    model_site: Site, model: tuple[Told, StubServer], visit: Visit
) -> None:
    told, _ = model
    told.next = [stub.answers_whole('{"ok": true}'), stub.fails(401, "no")]
    tab = visit("settings", at=model_site)
    shown = tab.seen(tab.page.locator(".st-key-settings-model"))
    tab.button("Test this endpoint").click()

    expect(tab.page.get_by_text("and keeps to a JSON schema")).to_be_visible()
    assert "openai:stub-large" in shown
    assert "environment" in shown
    assert "sk-test-1234567890" not in tab.page.content()

    tab.button("Test this endpoint").click()

    expect(tab.page.get_by_text("refused the key. Set a valid OPENAI_API_KEY.")).to_be_visible()
