"""Working with others on the Document page: a milestone, questions out, answers back in, and what changed since."""

from pathlib import Path

from browsing import Site, Visit
from playwright.sync_api import expect

from assistant.domain.events import milestones


def test_questions_go_out_come_back_with_a_name_and_the_page_says_what_changed(site: Site, visit: Visit, tmp_path: Path) -> None:  # fmt: skip
    session = site.seed("postgres or mongo for orders?", "The licence ends in March", "/unknown Piet from finance")
    topic = next(topic for topic, answer in site.frame(session).answers.items() if answer.aside)
    visitor = visit("document", session)
    page = visitor.page

    page.get_by_label("Name it as it stands").fill("before Piet")
    page.get_by_role("button", name="Set a milestone").click()
    expect(page.get_by_label("What changed since")).to_be_visible()
    assert [one.name for one in milestones(site.records(session))] == ["before Piet"]

    page.get_by_label("For", exact=True).click()
    page.get_by_role("option", name="Piet from finance").click()
    visitor.settled()
    with page.expect_download() as started:
        page.get_by_role("button", name="Questions (text)").click()
    file = tmp_path / "back.md"
    told = Path(started.value.path()).read_text(encoding="utf-8")
    assert (told.count("## "), "Your name: Piet from finance\n" in told) == (1, True)
    told = told.replace("Your name: Piet from finance", "Your name:")
    head, mark, tail = told.partition(f"[{topic}]")
    file.write_text(head + mark + tail.replace("\nAnswer:", "\nAnswer: 45 orders a day are lost", 1), encoding="utf-8")
    page.get_by_text("A questionnaire came back").click()
    page.locator('[data-testid="stFileUploaderDropzoneInput"]').set_input_files(file)
    take_in = page.get_by_role("button", name="Take the answers in")
    expect(take_in).to_be_enabled()
    take_in.click()
    expect(page.get_by_text("Nobody put a name on this questionnaire")).to_be_visible()

    page.get_by_label("Whose answers, if the file does not say").fill("Piet")
    take_in.click()
    expect(page.get_by_text("Piet answered:")).to_be_visible()
    (value,) = site.frame(session).answer(topic).values
    assert (value.text, value.origin.by) == ("45 orders a day are lost", "Piet")
    expect(page.locator(".st-key-document")).to_contain_text("45 orders a day are lost (Piet)")

    page.get_by_label("What changed since").click()
    page.get_by_role("option", name="before Piet").click()
    expect(page.locator(".st-key-differences")).to_contain_text("45 orders a day are lost")
