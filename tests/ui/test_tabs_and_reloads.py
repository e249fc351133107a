"""Reloads, closed tabs and second tabs, while an answer is on its way and right after Enter: nothing is lost or doubled."""

import threading
from collections.abc import Iterator

import pytest
import story
from browsing import WORDS_ALONE, Site, Visit, Visitor
from playwright.sync_api import expect

from evals import stub_server as stub
from evals.stub_server import Exchange, StubServer

pytestmark = pytest.mark.browser

PROBLEM = story.ANSWERS["problem"]
CONVERGED = 6_000
"""Milliseconds after which two tabs show the same: 2 s on a machine that has nothing else to do."""

UNWATCHED = """
from ui.screens import conversation
assert conversation._watch
conversation._watch = lambda session, drawn: None
from assistant.cli import main
main()
"""


class HeldModel:
    """A model that thinks for as long as it is told to."""

    def __init__(self) -> None:
        self.may_answer = threading.Event()

    def __call__(self, exchange: Exchange) -> None:
        while not self.may_answer.is_set() and exchange.wait(0.01):
            pass
        stub.good(exchange)


@pytest.fixture(scope="module")
def model() -> Iterator[tuple[HeldModel, StubServer]]:
    held = HeldModel()
    with StubServer(held) as server:
        yield held, server


@pytest.fixture(scope="module")
def slow_site(
    model: tuple[HeldModel, StubServer], executable: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The app with a model whose answers the test lets through."""
    configured = {"OPENAI_BASE_URL": model[1].url, "OPENAI_API_KEY": "sk-test", "FRAMEFIRST_MODEL": "openai:stub-large"}
    running = Site(tmp_path_factory.mktemp("slow") / "home", environment={**configured, **WORDS_ALONE})
    yield running.start()
    model[0].may_answer.set()
    running.close()


@pytest.fixture
def thinking(slow_site: Site, model: tuple[HeldModel, StubServer], visit: Visit) -> Iterator[tuple[Visitor, HeldModel]]:
    """A tab in the middle of a turn: the message is sent, the model is still thinking."""
    held, server = model
    held.may_answer.clear()
    asked = len(server.asked)
    visitor = visit(session=slow_site.seed("we need kafka"), at=slow_site)
    visitor.type(PROBLEM)
    expect(visitor.page.get_by_text("Reading what you said")).to_be_visible()
    expect(visitor.bubble(2)).to_have_text(PROBLEM)
    assert slow_site.said(visitor.session or "") == ["we need kafka", PROBLEM]
    yield visitor, held
    held.may_answer.set()
    assert len(server.asked) == asked + 1


def is_answered_once(visitor: Visitor) -> None:
    """The page shows the one answer to the one message."""
    expect(visitor.page.get_by_text("Heard: Shoppers wait 9 seconds")).to_be_visible()
    visitor.caught_up()
    session = visitor.session or ""
    assert visitor.site.said(session) == ["we need kafka", PROBLEM]
    assert visitor.site.answers(session) == [0, 1, 2]
    expect(visitor.box).to_be_enabled()


def test_f35_a_reload_in_the_middle_of_a_turn_loses_nothing(thinking: tuple[Visitor, HeldModel]) -> None:
    visitor, model = thinking
    visitor.page.reload()
    expect(visitor.bubble(2)).to_have_text(PROBLEM)
    model.may_answer.set()
    is_answered_once(visitor)


def test_f35_a_tab_closed_in_the_middle_of_a_turn_finds_its_answer_on_return(
    thinking: tuple[Visitor, HeldModel], slow_site: Site, visit: Visit
) -> None:
    visitor, model = thinking
    session = visitor.session
    visitor.close()
    model.may_answer.set()
    is_answered_once(visit(session=session, at=slow_site))


def test_f36_going_to_another_page_in_the_middle_of_a_turn_leaves_the_answer_alone(
    thinking: tuple[Visitor, HeldModel],
) -> None:
    visitor, model = thinking
    visitor.click_page("Guide")
    visitor.click_page("Document")
    model.may_answer.set()
    visitor.click_page("Conversation")
    is_answered_once(visitor)


def test_f38_nothing_can_be_sent_while_an_answer_is_on_its_way(thinking: tuple[Visitor, HeldModel]) -> None:
    visitor, model = thinking
    expect(visitor.box).to_be_disabled()
    model.may_answer.set()
    is_answered_once(visitor)


def test_f39_a_second_tab_sees_the_message_before_it_is_answered_and_the_answer_after(
    thinking: tuple[Visitor, HeldModel], slow_site: Site, visit: Visit
) -> None:
    visitor, model = thinking
    second = visit(session=visitor.session, at=slow_site)
    expect(second.bubble(2)).to_have_text(PROBLEM)
    model.may_answer.set()
    is_answered_once(second)
    is_answered_once(visitor)


def test_f39_a_change_in_the_panel_waits_for_the_answer(thinking: tuple[Visitor, HeldModel], slow_site: Site) -> None:
    visitor, model = thinking
    visitor.row("budget").get_by_role("button").click()
    dialog = visitor.page.get_by_role("dialog")
    dialog.get_by_label("What should stand here?").fill("400 euro a month")
    dialog.get_by_role("button", name="Save").click()
    expect(visitor.page.get_by_text("still being answered")).to_be_visible()
    assert not slow_site.frame(visitor.session or "").knows("budget")
    visitor.page.keyboard.press("Escape")
    model.may_answer.set()
    is_answered_once(visitor)


# -- without a model, where turns take milliseconds --------------------------------------------------------------------


def test_f35_a_reload_right_after_enter_loses_and_doubles_nothing(site: Site, visit: Visit) -> None:
    session = site.seed("we need kafka")
    visitor = visit(session=session)
    visitor.type(PROBLEM)
    visitor.has_sent(PROBLEM)
    visitor.page.reload()
    expect(visitor.bubble(2)).to_have_text(PROBLEM)
    visitor.caught_up()
    assert site.said(session) == ["we need kafka", PROBLEM]
    assert site.answers(session) == [0, 1, 2]


def test_f35_a_reload_right_after_the_first_enter_leaves_the_new_session_in_the_list(site: Site, visit: Visit) -> None:
    before = {info.id for info in site.app.log.sessions()}
    visitor = visit()
    visitor.type("we need a swimming pool for reload tests")
    visitor.has_sent("we need a swimming pool")
    visitor.page.reload()
    expect(visitor.box).to_be_enabled()
    visitor.click_page("Sessions")
    entries = visitor.page.locator("[class*='st-key-session-']").filter(has_text="swimming pool")
    expect(entries).to_have_count(1)
    [new] = {info.id for info in site.app.log.sessions()} - before
    assert site.said(new) == ["we need a swimming pool for reload tests"]
    assert site.answers(new) == [0, 1]


def test_f39_two_tabs_show_the_same_within_about_two_seconds(site: Site, visit: Visit) -> None:
    session = site.seed("we need kafka")
    first, second = visit(session=session), visit(session=session)
    first.say(PROBLEM)
    expect(second.bubble(2)).to_have_text(PROBLEM, timeout=CONVERGED)
    expect(second.question).to_have_text(first.seen(first.question), timeout=CONVERGED)
    second.say(story.ANSWERS["success"])
    expect(first.bubble(3)).to_have_text(story.ANSWERS["success"], timeout=CONVERGED)
    expect(first.row("success")).to_contain_text("1 second", timeout=CONVERGED)
    assert site.said(session) == ["we need kafka", PROBLEM, story.ANSWERS["success"]]


def test_f39_what_is_being_typed_survives_a_change_made_elsewhere(site: Site, visit: Visit) -> None:
    session = site.seed("we need kafka")
    visitor = visit(session=session)
    visitor.box.fill("I was just about to say")
    site.talk(session, PROBLEM)
    expect(visitor.bubble(2)).to_have_text(PROBLEM, timeout=CONVERGED)
    assert visitor.box.input_value() == "I was just about to say"


@pytest.fixture(scope="module")
def unwatched_site(executable: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The app with tabs that stay stale: the moment before a tab looks for changes, for as long as it takes."""
    running = Site(tmp_path_factory.mktemp("unwatched") / "home", ("-c", UNWATCHED, "ui", "--headless"), WORDS_ALONE)
    yield running.start()
    running.close()


def test_f39_a_message_from_a_stale_tab_is_neither_lost_nor_taken_for_an_answer_to_another_question(
    unwatched_site: Site, visit: Visit
) -> None:
    site = unwatched_site
    session = site.seed("we need kafka")
    visitor = visit(session=session, at=site)
    visitor.caught_up()
    site.talk(session, PROBLEM)
    visitor.type("It has to be live by March")

    expect(visitor.page.get_by_text("The session moved on in another tab, so this was not sent yet.")).to_be_visible()
    expect(visitor.bubble(2)).to_have_text(PROBLEM)
    kept = visitor.page.get_by_label("Not sent yet")
    expect(kept).to_have_value("It has to be live by March")
    assert site.said(session) == ["we need kafka", PROBLEM]

    visitor.button("Send it now").click()
    expect(visitor.bubble(3)).to_have_text("It has to be live by March")
    expect(kept).to_have_count(0)
    visitor.caught_up()
    assert site.said(session) == ["we need kafka", PROBLEM, "It has to be live by March"]


def test_f39_what_is_half_typed_in_a_dialog_outlives_a_change_in_another_tab(site: Site, visit: Visit) -> None:
    session = site.seed("we need kafka", PROBLEM)
    visitor = visit(session=session)
    visitor.row("budget").get_by_role("button").click()
    field = visitor.page.get_by_role("dialog").get_by_label("What should stand here?")
    field.press_sequentially("400 euro")
    site.talk(session, story.ANSWERS["success"])
    field.press_sequentially(" a month, and 20,000 once", delay=150)  # longer than a tab takes to see the change
    expect(field).to_have_value("400 euro a month, and 20,000 once")
    visitor.page.keyboard.press("Escape")
    expect(visitor.row("success")).not_to_contain_text("not asked yet")


def test_f39_a_change_in_a_stale_panel_is_refused_and_nothing_of_the_other_tab_is_lost(
    site: Site, visit: Visit
) -> None:
    session = site.seed("we need kafka", PROBLEM)
    visitor = visit(session=session)
    visitor.row("budget").get_by_role("button").click()
    dialog = visitor.page.get_by_role("dialog")
    site.talk(session, story.ANSWERS["success"])
    dialog.get_by_label("What should stand here?").fill("400 euro a month")
    dialog.get_by_role("button", name="Save").click()
    expect(visitor.page.get_by_text("This session changed in another tab")).to_be_visible()
    assert site.frame(session).knows("success")
    assert not site.frame(session).knows("budget")

    expect(dialog.get_by_label("What should stand here?")).to_have_value("400 euro a month")
    dialog.get_by_role("button", name="Save").click()
    expect(visitor.row("budget")).to_contain_text("400 euro a month")
    expect(dialog).to_have_count(0)
    assert site.frame(session).knows("success")
