from textwrap import dedent

from knowledge_guide import GUIDE

from assistant.adapters.knowledge.chunking import LARGEST, entries_of
from assistant.adapters.knowledge.elsewhere import ELSEWHERE
from assistant.adapters.knowledge.guide_files import GuideFiles
from assistant.ports import Section


def section(body: str, *asks: str) -> Section:
    return Section("a-b", "1", "The title", "I", (), asks, dedent(body).strip())


def texts(body: str) -> list[tuple[str, str]]:
    return [(entry.heading, entry.text) for entry in entries_of([section(body)]) if entry.kind == "text"]


def test_a_piece_stays_under_one_heading() -> None:
    assert texts("Opening.\n\n## First\n\nOne.\n\n### Detail\n\nTwo.\n\n## Second\n\nThree.") == [
        ("", "Opening."),
        ("First", "One."),
        ("First: Detail", "Two."),
        ("Second", "Three."),
    ]


def test_paragraphs_stay_paragraphs() -> None:
    assert texts("## H\n\nOne.\n\nTwo.") == [("H", "One.\n\nTwo.")]


def test_a_table_that_is_cut_gets_its_head_again() -> None:
    head = "| Name | What it means for those who pay |\n| --- | --- |"
    rows = [f"| row {n} | {'words ' * 12}|" for n in range(20)]
    pieces = [text for _, text in texts("\n".join([head, *rows]))]
    assert len(pieces) > 1
    assert all(piece.startswith(head) for piece in pieces)
    assert [row for piece in pieces for row in piece.splitlines()[2:]] == rows


def test_text_after_a_table_gets_no_head() -> None:
    table = "| A | B |\n| --- | --- |\n" + "\n".join(f"| {n} | {'cell ' * 8}|" for n in range(6))
    (_, first), (_, second) = texts(f"{table}\n\n{'Long words follow here. ' * 24}")
    assert (first, second.startswith("Long words")) == (table, True)


def test_what_is_searched_carries_the_title_and_no_markup() -> None:
    (entry,) = (e for e in entries_of([section("## H\n\nSee **the** [other one](other.md), `x`.")]) if e.kind == "text")
    assert entry.text == "See **the** [other one](other.md), `x`."
    assert entry.searched == "The title. H\nSee the other one, x ."


def test_every_ask_is_an_entry_of_its_own() -> None:
    found = [
        (e.id, e.section, e.text, e.searched) for e in entries_of([section("Text.", "one?", "two?")]) if e.kind == "ask"
    ]
    assert found == [("a-b?0", "a-b", "one?", "one?"), ("a-b?1", "a-b", "two?", "two?")]


def test_what_lies_elsewhere_belongs_to_no_section() -> None:
    found = [(entry.section, entry.text) for entry in entries_of([]) if entry.kind == "elsewhere"]
    assert found == [("", words) for words in ELSEWHERE]


def test_the_shipped_guide_is_cut_without_loss_into_pieces_of_readable_size() -> None:
    files = GuideFiles(GUIDE)
    entries = entries_of(files)
    sizes = [len(entry.text) for entry in entries if entry.kind == "text"]
    assert len({entry.id for entry in entries}) == len(entries)
    assert max(sizes) < LARGEST * 1.5
    for one in files:
        shown = " ".join(entry.text for entry in entries if entry.section == one.id and entry.kind == "text")
        words = [word for line in one.body.splitlines() if not line.startswith("#") for word in line.split()]
        assert [word for word in words if word not in shown] == [], one.id
