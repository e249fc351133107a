import pytest

from assistant.adapters.documents.kinds import label, path_label
from assistant.adapters.documents.part import place_of, section_id, title_of


@pytest.mark.parametrize(
    ("given", "called"),
    [
        ("offer.pdf", "offer.pdf"),
        ("../../x.md", "x.md"),
        (r"C:\docs\Angebot (final).docx", "Angebot (final).docx"),
        ("x.md\x00.exe", "x.md.exe"),
        ("a\nb`c`<script>.txt", "a b_c_script_.txt"),
        (".hidden.md", "hidden.md"),
        ("///", "document"),
        ("Größe 中文.md", "Größe 中文.md"),
        (f"{'a' * 500}.html", f"{'a' * 70}.html"),
        ("no#anchor.md", "no_anchor.md"),
    ],
)
def test_f62_a_file_is_called_by_a_harmless_name(given: str, called: str) -> None:
    assert label(given) == called


def test_files_below_a_folder_keep_their_path() -> None:
    assert path_label(("docs", "a b", "README.md")) == "docs/a b/README.md"
    assert path_label(("..", "x.md")) == "x.md"


@pytest.mark.parametrize(
    ("name", "place", "title"),
    [
        ("offer.pdf", "page=3", "offer.pdf, page 3"),
        ("load.csv", "row=12", "load.csv, row 12"),
        ("log.txt", "line=40", "log.txt, line 40"),
        ("notes.md", place_of("Service levels: Who pays?"), "notes.md, service levels who pays"),
        ("notes.md", "", "notes.md"),
    ],
)
def test_a_citation_can_be_read_without_its_document(name: str, place: str, title: str) -> None:
    assert title_of(section_id(name, place)) == title


def test_a_section_of_the_guide_is_no_document() -> None:
    assert title_of("question-checklist") is None
