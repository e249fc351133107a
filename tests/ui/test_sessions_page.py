"""What was framed before: found again, branched, put away, deleted and brought back."""

import re

import pytest
import story
from browsing import Site, Visit, Visitor
from playwright.sync_api import Locator, expect

from assistant.domain.events import Retitled
from assistant.errors import NoSuchSession

pytestmark = pytest.mark.browser

PROBLEM = story.ANSWERS["problem"]


def named(site: Site, title: str) -> str:
    """A session of that name, with a problem in it."""
    session = site.seed("we need kafka", PROBLEM)
    log = site.app.log
    log.append(session, site.records(session)[-1].turn + 1, [Retitled(title=title)], revision=log.revision(session))
    log.retitle(session, title)
    return session


def entry(visitor: Visitor, session: str) -> Locator:
    return visitor.page.locator(f".st-key-session-{session}")


def choose(visitor: Visitor, session: str, what: str) -> None:
    """From what else can be done with a session."""
    entry(visitor, session).get_by_role("button", name="More").click()
    visitor.page.get_by_role("menuitem", name=what, exact=True).click()


def is_gone(site: Site, session: str) -> bool:
    try:
        site.app.log.revision(session)
    except NoSuchSession:
        return True
    return False


def test_a_session_is_found_by_a_word_of_its_title_and_opened(site: Site, visit: Visit) -> None:
    wanted, other = named(site, "Late invoices"), named(site, "Broken labels")
    visitor = visit("sessions")
    search = visitor.page.get_by_label("Find")
    search.press_sequentially("INVOI")
    expect(entry(visitor, other)).to_have_count(0)
    entry(visitor, wanted).get_by_role("button", name="Late invoices").click()
    expect(visitor.page).to_have_url(re.compile(rf"session={wanted}"))
    expect(visitor.row("problem")).to_contain_text("9 seconds")
    visitor.say(story.ANSWERS["success"])
    assert site.said(wanted)[-1] == story.ANSWERS["success"]


def test_a_branch_goes_its_own_way(site: Site, visit: Visit) -> None:
    trunk = named(site, "Refunds")
    visitor = visit("sessions")
    choose(visitor, trunk, "Branch")
    expect(visitor.row("problem")).to_contain_text("9 seconds")
    branch = visitor.session or ""
    assert branch != trunk
    visitor.say(story.ANSWERS["success"])
    assert site.said(branch) == ["we need kafka", PROBLEM, story.ANSWERS["success"]]
    assert site.said(trunk) == ["we need kafka", PROBLEM]
    visitor.click_page("Sessions")
    choose(visitor, trunk, "Compare")
    visitor.page.get_by_label("The other one").click()
    visitor.page.get_by_role("option", name="Refunds").first.click()
    expect(visitor.page.get_by_role("dialog")).to_contain_text("Success measure")


def test_an_archived_session_is_out_of_sight_until_asked_for(site: Site, visit: Visit) -> None:
    session = named(site, "Old pallets")
    visitor = visit("sessions")
    choose(visitor, session, "Archive")
    expect(entry(visitor, session)).to_have_count(0)
    visitor.page.get_by_text("Archived too").click()
    expect(entry(visitor, session)).to_contain_text("archived")
    choose(visitor, session, "Unarchive")
    expect(entry(visitor, session)).not_to_contain_text("archived")
    assert [info.archived for info in site.app.log.sessions() if info.id == session] == [False]


def test_a_deleted_session_can_be_brought_back_whole(site: Site, visit: Visit) -> None:
    session = named(site, "Gone by mistake")
    before = site.records(session)
    site.app.log.tag(session, ["returns"])
    visitor = visit("sessions")
    choose(visitor, session, "Delete")
    expect(visitor.page.get_by_text("Deleted “Gone by mistake”.")).to_be_visible()
    expect(entry(visitor, session)).to_have_count(0)
    assert is_gone(site, session)
    visitor.button("Bring it back").click()
    expect(entry(visitor, session)).to_contain_text("returns")
    assert site.records(session) == before


def test_sessions_are_filed_under_tags_and_found_by_them(site: Site, visit: Visit) -> None:
    filed, other = named(site, "Parcel labels"), named(site, "Cold store")
    visitor = visit("sessions")
    choose(visitor, filed, "Tags")
    tags = visitor.page.get_by_label("Tags, separated by commas")
    tags.fill("#depot,  second  quarter ,depot")
    tags.press("Enter")
    expect(entry(visitor, filed)).to_contain_text("second quarter")
    visitor.page.get_by_role("radio", name="depot", exact=True).click()
    expect(entry(visitor, other)).to_have_count(0)
    expect(entry(visitor, filed)).to_be_visible()
    assert [info.tags for info in site.app.log.sessions() if info.id == filed] == [("depot", "second quarter")]


def test_the_open_session_may_be_deleted_under_its_own_page(site: Site, visit: Visit) -> None:
    session = named(site, "Sawn off")
    elsewhere = visit(session=session)
    visitor = visit("sessions", session)
    choose(visitor, session, "Delete")
    expect(visitor.page.get_by_text("Deleted “Sawn off”.")).to_be_visible()
    expect(elsewhere.page.get_by_text("That session does not exist (any more).")).to_be_visible()
    expect(elsewhere.question).to_have_text("What is going wrong, being decided, or asked of you to build?")


def test_a_link_opens_the_same_place_in_another_browser(site: Site, visit: Visit) -> None:
    first = visit()
    first.say("we need kafka")
    first.say(PROBLEM)
    second = visit(session=first.session, locale="en-GB")
    expect(second.question).to_have_text(first.seen(first.question))
    expect(second.bubble(2)).to_have_text(PROBLEM)


def test_the_session_stays_open_from_page_to_page(site: Site, visit: Visit) -> None:
    session = site.seed("we need kafka", PROBLEM)
    visitor = visit(session=session)
    for page in ("Document", "Sessions", "Guide", "Conversation"):
        visitor.click_page(page)
        expect(visitor.page).to_have_url(re.compile(f"session={session}"))
    expect(visitor.row("problem")).to_contain_text("9 seconds")


@pytest.mark.parametrize("unknown", ["0" * 32, "no-such-session", "%00", "../../etc/passwd"])
def test_f92_an_unknown_session_gives_a_plain_line_and_a_fresh_start(unknown: str, site: Site, visit: Visit) -> None:
    before = len(site.app.log.sessions())
    visitor = visit(session=unknown)
    expect(visitor.page.get_by_text("That session does not exist (any more).")).to_be_visible()
    expect(visitor.box).to_be_enabled()
    assert len(site.app.log.sessions()) == before
