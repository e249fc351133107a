import time
from pathlib import Path

import pytest
import yaml
from knowledge_guide import GUIDE

from assistant.adapters.knowledge.guide_files import GuideFiles
from assistant.errors import Misconfigured
from assistant.ports import Section


def test_a_section_is_its_front_matter_and_its_markdown(guide: Path) -> None:
    assert GuideFiles(guide).section("five-whys") == Section(
        id="five-whys",
        number="2.5",
        title="Five Whys",
        part="I Test",
        related=(),
        asks=("the same bug comes back every month", "how deep do I dig for the cause"),
        body="Ask why until the team reaches a cause it can act on. A person's name is never a cause.",
    )


def test_a_title_is_what_people_cite(guide: Path) -> None:
    assert GuideFiles(guide).title("recovery-tiers") == "1.13 Disaster recovery tiers"


@pytest.mark.parametrize("id", ["", "nope", "../guide/five-whys", "five-whys.md", "FIVE-WHYS", "five-whys\n", "."])
def test_an_id_that_is_no_section_is_none_and_never_another_file(guide: Path, id: str) -> None:
    files = GuideFiles(guide)
    assert (files.title(id), files.section(id)) == (None, None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("No front matter at all.", "does not open with front matter"),
        ("---\nid: other\n---\nText.", "its id is 'other'"),
        ("---\nid: [\n---\nText.", "not YAML"),
        ("---\njust words\n---\nText.", "no fields"),
    ],
)
def test_a_broken_file_is_named_with_what_is_wrong(guide: Path, text: str, why: str) -> None:
    (guide / "broken.md").write_text(text)
    with pytest.raises(Misconfigured, match=why) as told:
        GuideFiles(guide).title("broken")
    assert str(guide / "broken.md") in str(told.value)
    assert "\n" not in str(told.value)


def test_a_missing_guide_says_so(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="The guide is missing"):
        GuideFiles(tmp_path / "nowhere").ids()


def test_the_digest_follows_every_word_and_not_the_place(guide: Path, tmp_path: Path) -> None:
    before = GuideFiles(guide).digest
    guide.rename(tmp_path / "elsewhere")
    assert GuideFiles(tmp_path / "elsewhere").digest == before
    file = tmp_path / "elsewhere" / "five-whys.md"
    file.write_text(file.read_text().replace("never", "seldom"))
    assert GuideFiles(tmp_path / "elsewhere").digest != before


def test_reading_the_shipped_guide_takes_no_time_worth_noticing() -> None:
    yaml.CSafeLoader  # noqa: B018 (the quick loader is there, and importing it is not what is measured)
    best = min(_seconds_to_read() for _ in range(3))
    assert best < 0.3  # about 0.05 on a quiet machine


def _seconds_to_read() -> float:
    started = time.process_time()
    assert len(list(GuideFiles(GUIDE))) == 69
    return time.process_time() - started


def test_related_sections_of_the_shipped_guide_exist() -> None:
    files = GuideFiles(GUIDE)
    missing = {(section.id, id) for section in files for id in section.related if files.title(id) is None}
    assert missing == set()
