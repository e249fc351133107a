"""The Document page: what is written there is what the file says."""

from pathlib import Path

from browsing import WORDS_ALONE, Site, Visit
from playwright.sync_api import expect


def test_the_page_shows_the_document_in_the_look_that_the_team_gave_it(tmp_path: Path, visit: Visit) -> None:
    look = tmp_path / "look"
    look.mkdir()
    (look / "md.md").write_text("# $title\n\n*House style*\n\n## What hurts\n\n$problem\n", encoding="utf-8")
    site = Site(tmp_path / "home", environment={**WORDS_ALONE, "FRAMEFIRST_TEMPLATES": str(look)}).start()
    try:
        session = site.seed("Parcels reach customers two days late")
        visitor = visit("document", session, at=site)
        document = visitor.page.locator(".st-key-document")
        expect(document.get_by_role("heading", name="What hurts")).to_be_visible()
        expect(document).to_contain_text("House style")
        expect(document).to_contain_text("Parcels reach customers two days late")
        expect(document.get_by_role("heading")).to_have_count(1)

        (look / "md.md").write_text("# $title\n\n$nothing_of_that_name\n", encoding="utf-8")
        visitor.page.reload()
        expect(visitor.page.get_by_text("has a blank $nothing_of_that_name that nothing fills")).to_be_visible()
        expect(document.get_by_role("heading", name="What hurts")).to_have_count(0)
        expect(document).to_contain_text("Parcels reach customers two days late")
        visitor.close()  # before its server: a tab goes on reading what other pages need
    finally:
        site.close()
