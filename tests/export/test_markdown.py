"""Markdown that says exactly what was said, whatever was said."""

import re
import unicodedata

import pytest
from conversation import Conversation
from hostile import UNSEEN, VISIBLE
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.domain.events import Edited, Retitled
from assistant.export.document import Chain, Document, Line, Missing, Section, Table
from assistant.export.markdown import escape, one_line, render

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
STRICT_READER = MarkdownIt("gfm-like", {"linkify": False})
PLAIN = {"text", "softbreak", "text_special"}


def words_of(markdown: str, reader: MarkdownIt = READER) -> str:
    """The text of all inline tokens; fails on anything that is more than text."""
    told = []
    for token in reader.parse(markdown):
        for child in token.children or ():
            assert child.type in PLAIN, (child.type, markdown)
            told.append(child.content or " ")
    return " ".join("".join(told).split())


def squeezed(text: str) -> str:
    return " ".join(text.split())


def kinds(markdown: str, reader: MarkdownIt = READER) -> list[str]:
    return [token.type for token in reader.parse(markdown)]


def document(text: str) -> Document:
    return Document(
        title=text,
        status=text,
        lead=(Line(text=text, bullet=False),),
        sections=(
            Section(
                id="a",
                title="First",
                blocks=(Line(text=text, mark=text, label=text), Missing(text=text), Line(text=text, bullet=False)),
            ),
            Section(id="b", title="Second", blocks=(Table(columns=("One", text), rows=((text, text), ("", text))),)),
            Section(
                id="c", title="Third", blocks=(Chain(steps=((0, text, text), (1, text, text), (2, text, "you, 1"))),)
            ),
        ),
    )


SHAPE = kinds(render(document("plain words")))


@pytest.mark.parametrize("text", VISIBLE)
@pytest.mark.parametrize("reader", [READER, STRICT_READER], ids=["commonmark", "gfm"])
def test_words_stay_words(text, reader):
    for prefix in ("", "- ", "# "):
        assert words_of(prefix + one_line(text), reader) == squeezed(text) or (prefix == "# " and text.endswith("#"))


@pytest.mark.parametrize("text", VISIBLE)
@pytest.mark.parametrize("reader", [READER, STRICT_READER], ids=["commonmark", "gfm"])
def test_no_words_change_the_shape_of_a_document(text, reader):
    markdown = render(document(text))
    assert kinds(markdown, reader) == SHAPE
    inline = {child.type for token in reader.parse(markdown) for child in token.children or ()}
    assert inline <= PLAIN | {"strong_open", "strong_close", "em_open", "em_close"}


@pytest.mark.parametrize("text", VISIBLE)
def test_a_title_is_shown_as_it_was_given(text):
    heading = next(token for token in READER.parse(render(document(text))) if token.type == "inline")
    assert "".join(child.content or " " for child in heading.children) == squeezed(text)


AWKWARD = st.text(alphabet=st.sampled_from("ab1 \n\t\\`*_[]()<>|~$#+-=.!&;:{}^\"'/é日"), max_size=40)


@given(AWKWARD)
def test_any_mixture_of_signs_stays_words(text):
    told = squeezed(text)
    if told:
        assert words_of(one_line(text)) == told
        assert words_of("- " + one_line(text)) == told
        assert kinds(render(document(text))) == SHAPE


@given(AWKWARD)
def test_a_table_cell_holds_all_of_its_words(text):
    markdown = render(Document(title="t", status="s", lead=(), sections=(Section(id="a", title="A", blocks=(Table(columns=("x", "y"), rows=((text, "end"),)),)),)))  # fmt: skip
    cells = [
        t
        for t, before in zip(READER.parse(markdown)[1:], READER.parse(markdown), strict=False)
        if before.type == "td_open"
    ]
    assert "".join(child.content or " " for child in cells[0].children).strip() == squeezed(text)
    assert cells[1].content == "end"


def test_plain_words_are_not_cluttered_with_escapes():
    said = "We lose 4 orders a day (30 %), R&D says; see order_id 12-7 and https://example.org/a_b?x=1&y=2!"
    assert escape(said) == said


def test_the_whole_rendering():
    shown = Document(
        title="Kafka for parcels", status="draft", lead=(Line(text="Open question.", bullet=False),),
        sections=(
            Section(id="a", title="Context", blocks=(
                Line(text="late parcels", mark="you, 2", label="Problem"), Line(text="12 partners", mark="you, 3"),
                Missing(text="Budget: unknown."), Line(text="A paragraph.", bullet=False), Line(text="a bullet"),
            )),
            Section(id="b", title="Matrix", blocks=(
                Table(columns=("Option", "Total"), rows=(("a queue", "3.9"),)), Line(text="a queue leads", mark="calculated", bullet=False),
            )),
            Section(id="c", title="Causes", blocks=(Chain(steps=((0, "late", "you, 2"), (1, "slow", "you, 3; reported"))),)),
        ),
    )  # fmt: skip
    assert render(shown) == (
        "# Kafka for parcels\n\n*Status: draft*\n\nOpen question.\n\n"
        "## Context\n\n- **Problem:** late parcels *(you, 2)*\n- 12 partners *(you, 3)*\n- *Missing.* Budget: unknown.\n\n"
        "A paragraph.\n\n- a bullet\n\n"
        "## Matrix\n\n| Option | Total |\n| --- | --- |\n| a queue | 3.9 |\n\na queue leads *(calculated)*\n\n"
        "## Causes\n\n- late *(you, 2)*\n  - slow *(you, 3; reported)*\n"
    )


# -- through the whole product -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [*VISIBLE, *UNSEEN])
def test_hostile_words_travel_as_words_from_the_message_to_the_page(text):
    conversation = Conversation()
    conversation.say("postgres or mongo for orders?")
    conversation.skip_to("out-of-scope")
    conversation.say(f"Not {text} really")
    conversation.amend(Retitled(title=f"On {text}"), Edited(path="answers.risks", value=f"That {text} breaks"))
    markdown = conversation.markdown
    kept = squeezed("".join(c for c in unicodedata.normalize("NFC", text)))
    tokens = READER.parse(markdown)
    told = " ".join("".join(child.content or " " for child in token.children or ()) for token in tokens)
    assert {token.type for token in tokens}.isdisjoint(
        {"html_block", "fence", "code_block", "hr", "ordered_list_open", "blockquote_open"}
    )
    assert {child.type for token in tokens for child in token.children or ()}.isdisjoint(
        {"html_inline", "image", "link_open", "code_inline"}
    )
    assert not re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff\u200b\u202a-\u202e\U000e0041]", markdown)
    markdown.encode("utf-8")
    if text in VISIBLE:
        assert squeezed(told).count(kept) >= 3
        assert conversation.frame.answer("out_of_scope").text == unicodedata.normalize("NFC", f"Not {text} really")


def test_a_message_of_32000_characters_stands_whole_in_the_document():
    long = "x" + "0123456789 word " * 1999 + "end"
    conversation = Conversation()
    conversation.say("postgres or mongo for orders?")
    conversation.skip_to("out-of-scope").say(long[:32_000])
    assert squeezed(long[:32_000]) in conversation.markdown
