"""The letters that ship with us, and the plain line where a script has none."""

import io

import pytest
from hostile import SCRIPTS
from loaded import START, words_of_pdf
from pypdf import PdfReader

from assistant.export import pdf
from assistant.export.document import Document, Line, Section
from assistant.export.fonts import FALLBACKS, FOLDER, fallbacks, printable, right_to_left


def document(*texts: str) -> Document:
    lines = tuple(Line(text=text, mark="you, 1") for text in texts)
    return Document(title="T", status="draft", lead=(), sections=(Section(id="a", title="A", blocks=lines),))


def test_every_font_is_there_with_its_licence():
    assert {path.name for path in FOLDER.glob("*.ttf")} >= set(FALLBACKS)
    assert (FOLDER / "LICENSE-OFL-1.1.txt").read_text().startswith("SIL OPEN FONT LICENSE")
    assert "Apache License" in (FOLDER / "LICENSE-Apache-2.0.txt").read_text()


@pytest.mark.parametrize(
    "text", [*SCRIPTS, "한국어", "中文", "สวัสดี", "हिन्दी", "Ελληνικά Łódź Кириллица", "→ ≤ ≠ ✓ ☐ ½ €"]
)
def test_the_scripts_people_write_in_have_letters(text):
    assert printable(text).without == ()


def test_plain_words_need_the_text_face_alone():
    assert fallbacks("“Plain words – naïve, 30 €…”") == ()


def test_a_script_without_letters_is_named_instead_of_boxed():
    assert printable("ab தமிழ் 𒀀𒀁 c") == type(printable(""))("ab [Tamil] [Cuneiform] c", ("Tamil", "Cuneiform"))


def test_the_file_says_which_letters_it_has_not():
    told = " ".join(words_of_pdf(pdf.render(document("தமிழ் words"), START)).split())
    assert "This file has no letters for: Tamil." in told
    assert "[Tamil] words" in told
    assert "no letters" not in words_of_pdf(pdf.render(document("plain"), START))


def test_words_in_any_order_of_scripts_come_out_as_they_went_in():
    texts = ("日本語", "plain after", "한국어", "1 and 2", "😀", "b b b")
    told = "".join(words_of_pdf(pdf.render(document(*texts), START)).split())
    assert [text for text in texts if "".join(text.split()) not in told] == []


@pytest.mark.parametrize(("text", "expected"), [("שלום", True), ("3 مرحبا", True), ("a שלום", False), ("12", False), ("", False)])  # fmt: skip
def test_the_side_that_words_begin_at(text, expected):
    assert right_to_left(text) is expected


def test_a_pdf_has_bookmarks_and_says_what_it_is():
    reader = PdfReader(io.BytesIO(pdf.render(document("x"), START)))
    assert [entry.title for entry in reader.outline] == ["A"]
    assert reader.metadata.title == "T"
    assert reader.metadata.creation_date == START
