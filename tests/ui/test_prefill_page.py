"""Starting from a document: pasted, looked through, shown against what is missing, taken over by a person."""

import pytest
from browsing import Visit
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NOTES = """## Problem
Partners hear about delivered parcels up to 25 minutes late.

## Users
- 4 partner shops, 30 people each
- 1,900 owners of parcels
"""


def test_pasted_notes_are_read_shown_with_their_words_and_counted_only_when_taken(visit: Visit) -> None:
    tab = visit()
    tab.button("Start from a document or notes").click()
    tab.page.get_by_text("Or paste it").click()
    tab.page.get_by_role("textbox", name="A requirements document").fill(NOTES)
    tab.button("Add it").click()
    tab.button("Look for answers in them").click()
    found = tab.page.locator(".st-key-prefill-found")
    expect(found).to_contain_text("3 found, in 2 topics.")

    assert tab.site.frame(tab.session or "").answers == {}
    expect(tab.page.locator(".st-key-found-in-documents-problem")).to_contain_text("one by one")

    tab.button("Take all 2").click()
    expect(found).to_contain_text("1 found")
    tab.button("Take it").click()
    expect(found).to_have_count(0)
    frame = tab.site.frame(tab.session or "")

    assert frame.answer("users").text == "4 partner shops, 30 people each; 1,900 owners of parcels"
    assert [value.origin.source for value in frame.answer("problem").values] == ["document"]

    tab.click_page("Conversation")
    tab.caught_up()
    expect(tab.row("problem")).to_contain_text("document")
