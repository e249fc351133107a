"""Starting from a document: pasted, looked through, shown against what is missing, taken over by a person."""

import json
from collections.abc import Iterator

import pytest
from browsing import PATIENCE, WORDS_ALONE, Site, Visit
from playwright.sync_api import expect

from evals import stub_server as stub
from evals.stub_server import Brief, Exchange, StubServer

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


# -- with a model ------------------------------------------------------------------------------------------------------


def silent_on_the_second(exchange: Exchange) -> None:
    """Finds the pager in the document it reads, and never gets to the end of another."""
    pager = [one.section for one in Brief.of(exchange.request).passages if "pager" in one.text]
    if not pager:
        stub.only_heartbeats(exchange)
        return
    found = {"topic": "team", "value": "Anna carries the pager", "quote": "Anna carries the pager", "passage": pager[0]}
    stub.says(json.dumps({"captured": [found]}))(exchange)


@pytest.fixture(scope="module")
def model() -> Iterator[StubServer]:
    with StubServer(silent_on_the_second) as server:
        yield server


@pytest.fixture(scope="module")
def model_site(model: StubServer, executable: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    configured = {"OPENAI_BASE_URL": model.url, "OPENAI_API_KEY": "sk-test", "FRAMEFIRST_MODEL": "stub-large"}
    running = Site(tmp_path_factory.mktemp("model") / "home", environment={**configured, **WORDS_ALONE})
    yield running.start()
    running.close()


def uploaded(name: str, text: str) -> dict[str, object]:
    return {"name": name, "mimeType": "text/markdown", "buffer": text.encode()}


def test_while_a_model_reads_the_page_names_the_document_and_stop_keeps_what_was_found(
    model_site: Site, model: StubServer, visit: Visit
) -> None:
    tab = visit("documents", model_site.seed("we need kafka"), at=model_site)
    filler = "The archive was moved once more. " * 400
    files = [uploaded("alarms.md", f"# Alarms\n\nAnna carries the pager.\n\n{filler}"), uploaded("notes.md", NOTES)]
    tab.page.locator('[data-testid="stFileUploaderDropzoneInput"]').first.set_input_files(files)  # type: ignore[arg-type]
    tab.button("Look for answers in them").click()
    looking = tab.page.locator(".st-key-prefill-looking")
    found = tab.page.locator(".st-key-prefill-found")

    expect(looking).to_contain_text("The model reads alarms.md and notes.md")
    expect(found).to_contain_text("4 partner shops, 30 people each")
    expect(tab.button("Look for answers in them")).to_be_disabled()

    model.cut_short.clear()
    tab.button("Stop").click()
    expect(looking).to_have_count(0)
    expect(tab.page.get_by_text("The model did not read everything: stopped on request.")).to_be_visible()
    expect(found).to_contain_text("4 found, in 3 topics.")
    expect(found).to_contain_text("Anna carries the pager")

    assert model.cut_short.wait(PATIENCE)
    assert tab.site.frame(tab.session or "").answers == {}
