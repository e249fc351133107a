"""Each way a conversation starts, driven in a browser from the first words to the file on disk."""

from pathlib import Path

import pytest
import story
from browsing import Site, Visit, Visitor
from playwright.sync_api import expect

from assistant.domain.events import replay
from assistant.export.formats import FORMATS, export_session

pytestmark = pytest.mark.browser

FIRST_QUESTIONS = {
    "solution_first": "Leave kafka aside for a moment. What goes wrong today, for whom, and how often?",
    "symptom": "Which screens or steps is it, how bad in figures, and since when?",
    "decision": "What forces this decision now, and what happens if nothing changes for three months?",
}
OPTIONS = {
    "solution_first": {"kafka"},
    "symptom": set(),
    "decision": {"postgres", "mongo", "Do nothing: keep what is in place today"},
}


@pytest.mark.parametrize("kind", ["solution_first", "symptom"])
def test_a_newcomer_types_an_opening_and_walks_away_with_a_document(kind: str, site: Site, visit: Visit) -> None:
    visitor = visit()
    _open_with(kind, visitor)
    said = _answer(visitor, questions=8)
    visitor.button("Enough, write it now").click()
    expect(visitor.page.get_by_text("The document is ready.")).to_be_visible()

    assert site.said(visitor.session or "") == [story.OPENINGS[kind], *said, "/done"]
    document = _download(visitor, "Markdown")
    assert document.startswith("# ")
    assert [answer for answer in said if answer not in document] == []
    assert "*Missing.*" in document


def test_a_decision_is_taken_through_every_question_to_a_confirmed_document(site: Site, visit: Visit) -> None:
    visitor = visit()
    _open_with("decision", visitor)
    session = visitor.session or ""
    said = _answer(visitor, questions=4)
    # The middle is talked through elsewhere; the page follows.
    while (frame := site.frame(session)).ask and frame.ask.move != "weigh":
        said.append(story.answer_to(frame.ask, frame))
        site.talk(session, said[-1])
    visitor.caught_up()
    said += _answer(visitor, questions=40)
    expect(visitor.page.get_by_text("The document is ready.")).to_be_visible()

    assert site.frame(session).confirmed
    assert site.said(session) == [story.OPENINGS["decision"], *said]
    document = _download(visitor, "Markdown")
    for topic in ("success", "team", "budget", "out_of_scope", "reversibility", "risks"):
        assert story.ANSWERS[topic] in document, topic
    assert "| waiting time |" in document
    assert "Do nothing" in document


def _open_with(kind: str, visitor: Visitor) -> None:
    visitor.say(story.OPENINGS[kind])
    frame = visitor.site.frame(visitor.session or "")
    assert visitor.seen(visitor.question) == FIRST_QUESTIONS[kind]
    assert frame.intake.kind == kind
    assert {option.text for option in frame.options} == OPTIONS[kind]
    assert frame.constraints == ()


def _answer(visitor: Visitor, questions: int) -> list[str]:
    """Answers each question as it is asked, that many or until none is left; what was said."""
    said: list[str] = []
    while len(said) < questions and not (frame := visitor.site.frame(visitor.session or "")).closed:
        assert frame.ask is not None
        said.append(story.answer_to(frame.ask, frame))
        visitor.say(said[-1])
    return said


def _download(visitor: Visitor, label: str) -> str:
    visitor.click_page("Document")
    with visitor.page.expect_download() as started:
        visitor.button(label).click()
    return Path(started.value.path()).read_text(encoding="utf-8")


def test_enough_at_any_point_gives_a_document_with_its_gaps_shown(site: Site, visit: Visit) -> None:
    visitor = visit(session=site.seed("we need kafka", story.ANSWERS["problem"], story.ANSWERS["success"]))
    visitor.button("Enough, write it now").click()
    expect(visitor.page.get_by_text("The document is ready.")).to_be_visible()
    assert site.said(visitor.session or "")[-1] == "/done"

    document = _download(visitor, "Markdown")
    assert story.ANSWERS["success"] in document
    assert "*Missing.*" in document
    preview = visitor.seen(visitor.page.locator(".st-key-document"))
    assert story.ANSWERS["success"] in preview
    assert "Missing." in preview


def test_every_file_on_the_document_page_can_be_kept(site: Site, visit: Visit) -> None:
    session = site.seed("we need kafka", story.ANSWERS["problem"])
    visitor = visit("document", session)
    frame = replay(site.records(session))
    for name, format in FORMATS.items():
        button = visitor.page.get_by_role("button", name=format.label, exact=True)
        if format.lacks(frame, site.records(session)[-1].at.date(), site.app.playbooks):
            expect(button).to_be_disabled()
            continue
        with visitor.page.expect_download() as started:
            button.click()
        assert started.value.suggested_filename == f"kafka.{format.ending}"
        assert Path(started.value.path()).read_bytes() == export_session(
            session, site.records(session), name, site.app.playbooks, site.app.titles
        )


def test_a_conversation_goes_on_after_the_document_was_ready(site: Site, visit: Visit) -> None:
    visitor = visit(session=site.seed("we need kafka", "/done"))
    visitor.say("The budget is 400 euro a month")
    expect(visitor.row("budget")).to_contain_text("400 euro a month")
