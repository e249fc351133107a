"""The conversation in a browser: what can be said without typing, taken back, changed, and said twice."""

import pytest
import story
from browsing import Site, Visit
from playwright.sync_api import expect

from assistant.domain.cleaning import MESSAGE_LIMIT
from ui.state import PAGE

pytestmark = pytest.mark.browser

PROBLEM = story.ANSWERS["problem"]
UP_TO_COMPLIANCE = ("success", "users", "priorities", "scale", "data", "availability", "existing_system", "timeline")


def at_a_question_with_chips(site: Site) -> str:
    session = site.seed("users complain the app is slow", story.ANSWERS["symptom"])
    ask = site.frame(session).ask
    assert ask is not None
    assert ask.chips == ("One place", "Several", "Everything")
    return session


# -- answers without typing --------------------------------------------------------------------------------------------


def test_a_chip_is_an_answer(site: Site, visit: Visit) -> None:
    visitor = visit(session=at_a_question_with_chips(site))
    visitor.button("One place").click()
    expect(visitor.bubble(3)).to_have_text("One place")
    visitor.caught_up()
    assert site.said(visitor.session or "")[2:] == ["One place"]


def test_f38_a_double_click_on_a_chip_is_one_answer(site: Site, visit: Visit) -> None:
    visitor = visit(session=at_a_question_with_chips(site))
    visitor.button("One place").dblclick()
    expect(visitor.bubble(3)).to_have_text("One place")
    visitor.caught_up()
    assert site.said(visitor.session or "")[2:] == ["One place"]
    expect(visitor.page.locator(".st-key-unsent")).to_have_count(0)


def test_i_do_not_know_is_noted_with_who_would_know(site: Site, visit: Visit) -> None:
    visitor = visit(session=site.seed("we need kafka", PROBLEM))
    visitor.button("I don't know").click()
    visitor.page.get_by_label("Who would know?").fill("Ines from finance")
    visitor.button("Note as unknown").click()
    expect(visitor.row("success")).to_contain_text("ask Ines from finance")
    visitor.caught_up()
    aside = site.frame(visitor.session or "").answer("success").aside
    assert aside is not None
    assert (aside.kind, aside.owner) == ("unknown", "Ines from finance")
    expect(visitor.page.get_by_text("1 open question", exact=False)).to_be_visible()


def test_a_question_is_skipped_with_a_reason(site: Site, visit: Visit) -> None:
    visitor = visit(session=site.seed("we need kafka", PROBLEM))
    visitor.button("Skip").click()
    visitor.page.get_by_label("Why?").fill("the pilot has to show that first")
    visitor.button("Skip this question").click()
    expect(visitor.bubble(3)).to_have_text("Skipped: the pilot has to show that first")
    visitor.caught_up()
    aside = site.frame(visitor.session or "").answer("success").aside
    assert aside is not None
    assert (aside.kind, aside.reason) == ("skipped", "the pilot has to show that first")


def test_later_moves_on_and_comes_back(site: Site, visit: Visit) -> None:
    visitor = visit(session=site.seed("we need kafka", PROBLEM))
    before = visitor.seen(visitor.question)
    visitor.button("Later").click()
    expect(visitor.question).not_to_have_text(before)
    visitor.caught_up()
    aside = site.frame(visitor.session or "").answer("success").aside
    assert aside is not None
    assert aside.kind == "later"
    expect(visitor.row("success")).to_contain_text("later")


# -- taking back and changing ------------------------------------------------------------------------------------------


def test_undo_takes_the_last_answer_back_and_asks_again(site: Site, visit: Visit) -> None:
    visitor = visit(session=site.seed("we need kafka", PROBLEM))
    question = visitor.seen(visitor.question)
    visitor.say(story.ANSWERS["success"])
    expect(visitor.row("success")).to_contain_text("1 second")
    visitor.button("Undo").click()
    expect(visitor.question).to_have_text(question)
    expect(visitor.row("success")).to_contain_text("not asked yet")
    # What was taken back stays readable, as taken back.
    expect(visitor.page.locator(".st-key-undone-3")).to_have_text(story.ANSWERS["success"])
    expect(visitor.row("problem")).to_contain_text("9 seconds")


def test_a_line_of_the_frame_shows_its_quote_and_can_be_changed(site: Site, visit: Visit) -> None:
    visitor = visit(session=site.seed("we need kafka", PROBLEM, *map(story.ANSWERS.get, UP_TO_COMPLIANCE)))
    session = visitor.session or ""
    visitor.row("users").get_by_role("button").click()
    dialog = visitor.page.get_by_role("dialog")
    expect(dialog.get_by_role("blockquote")).to_have_text(story.ANSWERS["users"])
    expect(dialog).to_contain_text("you · 4")
    dialog.get_by_label("What should stand here?").fill("90,000 shoppers a month and 14 people at the service desk")
    dialog.get_by_role("button", name="Save").click()

    expect(dialog).to_have_count(0)
    expect(visitor.row("users")).to_contain_text("90,000 shoppers")
    # What rests on it is to be looked at again.
    expect(visitor.row("scale")).to_contain_text("check again")
    note = "You changed users to “90,000 shoppers a month and 14 people at the service desk”."
    expect(visitor.page.get_by_text(note)).to_be_visible()
    assert site.frame(session).answer("users").text.startswith("90,000")
    assert site.frame(session).answer("scale").stale

    visitor.row("scale").get_by_role("button").click()
    visitor.page.get_by_role("dialog").get_by_role("button", name="It still stands").click()
    expect(visitor.row("scale")).not_to_contain_text("check again")
    assert site.frame(session).answer("scale").stale is None


def test_an_empty_change_is_refused_in_the_dialog_and_nothing_changes(site: Site, visit: Visit) -> None:
    visitor = visit(session=site.seed("we need kafka", PROBLEM))
    visitor.row("problem").get_by_role("button").click()
    dialog = visitor.page.get_by_role("dialog")
    dialog.get_by_label("What should stand here?").fill("   ")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("An answer cannot be empty.")).to_be_visible()
    assert site.frame(visitor.session or "").answer("problem").text == PROBLEM


def test_a_finding_is_waived_with_a_reason(site: Site, visit: Visit) -> None:
    visitor = visit(session=site.seed("we need kafka"))
    visitor.button("Waive").click()
    dialog = visitor.page.get_by_role("dialog")
    reason = dialog.get_by_label("Why is it fine as it is?")
    reason.fill("the contract names it")
    reason.press("Enter")
    dialog.get_by_role("button", name="Waive").click()
    expect(visitor.page.get_by_text("1 finding")).to_have_count(0)
    [flag] = site.frame(visitor.session or "").flags
    assert (flag.state, flag.reason) == ("waived", "the contract names it")


def test_a_citation_opens_in_place(site: Site, visit: Visit) -> None:
    visitor = visit(session=site.seed("we need kafka"))
    address = visitor.page.url
    visitor.button("Guide 2.2").click()
    dialog = visitor.page.get_by_role("dialog")
    expect(dialog.get_by_role("heading").nth(1)).to_contain_text("2.2")
    marked = dialog.locator("[class*='st-key-cited-']")  # the passage that bears on the question
    expect(marked).to_contain_text(" ")
    expect(marked).to_be_in_viewport()
    assert visitor.page.url == address
    visitor.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(visitor.question).to_be_visible()


# -- sending -----------------------------------------------------------------------------------------------------------


def test_f38_a_double_enter_is_one_turn(site: Site, visit: Visit) -> None:
    visitor = visit(session=site.seed("we need kafka"))
    visitor.box.fill(PROBLEM)
    visitor.box.press("Enter")
    visitor.box.press("Enter")
    expect(visitor.bubble(2)).to_be_visible()
    visitor.caught_up()
    assert site.said(visitor.session or "") == ["we need kafka", PROBLEM]
    assert site.answers(visitor.session or "") == [0, 1, 2]


def test_f55_a_message_that_is_too_long_is_refused_and_kept_to_be_shortened(site: Site, visit: Visit) -> None:
    visitor = visit(session=site.seed("we need kafka"))
    much = "Parcels arrive late. " * 1905
    assert len(much) > 40_000 > MESSAGE_LIMIT
    visitor.type(much)
    expect(visitor.page.get_by_text("over the limit of 32,000")).to_be_visible()
    kept = visitor.page.get_by_label("Not sent yet")
    expect(kept).not_to_have_value("")  # it comes a moment after its frame
    assert kept.input_value().strip() == much.strip()
    assert site.said(visitor.session or "") == ["we need kafka"]

    kept.fill("Parcels arrive 2 days late, 40 a week")
    visitor.button("Send it now").click()
    expect(visitor.bubble(2)).to_have_text("Parcels arrive 2 days late, 40 a week")
    expect(visitor.page.locator(".st-key-unsent")).to_have_count(0)


def test_f56_a_message_without_anything_to_read_is_no_turn(site: Site, visit: Visit) -> None:
    visitor = visit(session=site.seed("we need kafka"))
    visitor.type("\u200b\u200b")
    expect(visitor.page.get_by_text("There is nothing to read in that message.")).to_be_visible()
    assert site.said(visitor.session or "") == ["we need kafka"]


def test_a_long_conversation_is_paged(site: Site, visit: Visit) -> None:
    session = site.seed("we need kafka", *(f"{n} orders were late on day {n}" for n in range(1, 41)))
    visitor = visit(session=session)
    expect(visitor.bubbles).to_have_count(PAGE)
    visitor.button(f"Show {PAGE} earlier of 22").click()
    expect(visitor.bubbles).to_have_count(2 * PAGE)
    visitor.button("Show 2 earlier of 2").click()
    expect(visitor.bubble(1)).to_have_text("we need kafka")
    expect(visitor.bubbles).to_have_count(41)
