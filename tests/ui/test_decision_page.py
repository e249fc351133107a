"""The decision page: options side by side, changed in place, looked at from several sides."""

import pytest
from browsing import Site, Visit, Visitor
from playwright.sync_api import expect

from assistant import turn
from assistant.domain.events import Captured
from assistant.workbench.decision import PICTURED
from ui.screens.decision import LISTED, TOLD

pytestmark = pytest.mark.browser


def decided_among(site: Site, options: int) -> str:
    """A session with so many options, two weighed criteria and every score."""
    session = site.seed("postgres or mongo for orders?", "/skip")
    numbers, criteria = range(1, options + 1), ("c1", "c2")
    things = [
        *(Captured(topic="options", path=f"options.w{n}", value=f"Way number {n}") for n in numbers),
        *(Captured(topic="criteria", path=f"criteria.{c}", value=f"Measure {c}") for c in criteria),
        *(Captured(topic="criteria", path=f"criteria.{c}.weight", value="3") for c in criteria),
        *(
            Captured(topic="criteria", path=f"scores.w{n}.{c}", value=str(1 + (n * len(c) + i) % 5))
            for n in numbers
            for i, c in enumerate(criteria)
        ),
    ]
    turn.amend(site.app.ports, session, things, site.app.playbooks)
    return session


def renamed(visitor: Visitor, option: str, name: str) -> None:
    item = visitor.page.locator(".st-key-item-option-w2")
    expect(item).to_contain_text(option)
    item.get_by_role("button", name="Change").click()
    visitor.page.get_by_label("Name", exact=True).fill(name)
    visitor.page.get_by_role("button", name="Save", exact=True).click()
    expect(item).to_contain_text(name)
    expect(visitor.page.get_by_label("Name", exact=True)).to_have_count(0)


def test_an_option_is_renamed_in_place_and_the_form_closes(site: Site, visit: Visit) -> None:
    session = decided_among(site, 14)
    visitor = visit("decision", session)
    renamed(visitor, "Way number 2", "A read replica")
    renamed(visitor, "A read replica", "Two read replicas")
    names = [option.text for option in site.frame(session).options]
    assert (names.count("Two read replicas"), names.count("Way number 2")) == (1, 0)


def test_a_long_list_of_options_is_folded_until_it_is_asked_for_or_added_to(site: Site, visit: Visit) -> None:
    session = decided_among(site, 30)
    visitor = visit("decision", session)
    count = len(site.frame(session).options)
    options = visitor.page.locator("[class*='st-key-item-option-']")
    expect(options).to_have_count(LISTED)
    expect(visitor.page.get_by_text(f"The picture has {PICTURED} of {count} options", exact=False)).to_be_visible()
    visitor.button(f"Show {count - LISTED} more").first.click()
    expect(options).to_have_count(count)

    turns = visitor.page.locator(".st-key-result ul").first.locator("li")
    expect(turns).to_have_count(TOLD)
    visitor.page.locator(".st-key-all-turns button").click()
    expect(visitor.page.locator(".st-key-all-turns")).to_have_count(0)
    assert turns.count() > TOLD

    visitor.page.reload()
    expect(options).to_have_count(LISTED)
    visitor.page.get_by_label("Another option").fill("Keep the spreadsheet")
    visitor.page.get_by_label("Another option").press("Enter")
    expect(options).to_have_count(count + 1)
    expect(options.last).to_contain_text("Keep the spreadsheet")


def test_the_result_is_looked_at_from_another_side(site: Site, visit: Visit) -> None:
    visitor = visit("decision", decided_among(site, 3))
    shown = visitor.page.locator(".st-key-plot")
    expect(shown.locator("canvas, svg").first).to_be_visible()
    visitor.page.get_by_text("Tornado", exact=True).click()
    expect(shown).to_contain_text("A bar that crosses 0 turns the result")
    visitor.page.get_by_text("Robustness", exact=True).click()
    expect(shown).to_contain_text("How often each wins")
    visitor.page.get_by_text("Ranking", exact=True).click()
    expect(shown).not_to_contain_text("How often each wins")
