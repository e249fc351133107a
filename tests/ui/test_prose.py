"""Markdown made harmless: what must not be obeyed on a page, and what must be left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ui.parts.prose import JOINER, host_of, plain, quoted, safe


def _directive(state: StateInline, silent: bool) -> bool:
    """:name, ::name and :::name, as Streamlit reads them: not after a backslash, not in code."""
    match = re.compile(r":+[^\s!-/:-@\[-`{-~]").match(state.src, state.pos)
    if match and not silent:
        state.push("directive", "", 0)
        state.pos = match.end()
    return match is not None and not silent


GULLIBLE = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
"""Obeys all there is to obey, as a page would."""
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
GULLIBLE.inline.ruler.before("escape", "directive", _directive)
JOINED = re.compile(
    r":[\w+/-]+:|(?:https?|ftp|file|javascript|data):|www\.|(?:^|\s)(?:<->|->|<-|--|>=|<=|~=)(?:\s|$)", re.I
)
"""What Streamlit makes something of in words that Markdown leaves alone."""
HIDDEN_BEHIND = {"image", "html_inline", "html_block", "link_open", "s_open", "directive"}


def flat(markdown: str, reader: MarkdownIt = GULLIBLE) -> list[Token]:
    return [part for token in reader.parse(markdown) for part in (token, *(token.children or ()))]


def kinds(markdown: str) -> set[str]:
    return {token.type for token in flat(markdown)}


def words(markdown: str) -> str:
    """What a reader sees, white space squeezed."""
    told = (
        token.content if token.type in ("text", "code_inline", "fence", "code_block") else " " * token.block
        for token in flat(markdown)
        if token.type != "inline"
    )
    breaks = (
        " " if token.type in ("softbreak", "hardbreak") else "" for token in flat(markdown) if token.type != "inline"
    )
    return " ".join("".join(a + b for a, b in zip(told, breaks, strict=True)).replace(JOINER, "").split())


def is_inert(markdown: str) -> bool:
    joined = [token.content for token in flat(markdown) if token.type == "text" and JOINED.search(token.content)]
    return not kinds(markdown) & HIDDEN_BEHIND and joined == []


HOSTILE = (
    "<script>fetch('http://sink/')</script>",
    "<img src=x onerror=alert(1)>",
    "<iframe src=//sink></iframe>",
    "<style>@import url(http://sink)</style>",
    "<form action=http://sink><input></form>",
    "<!-- nobody sees this -->",
    "<?php echo 1 ?>",
    "![](http://sink/?q=1)",
    "![alt](//sink/x.png 'title')",
    "![alt](data:image/svg+xml;base64,PHN2Zz4=)",
    "![picture][ref]\n\n[ref]: http://sink/ref",
    "[![inside](http://sink/a.png)](http://sink/b)",
    "# ![in a heading](http://sink)",
    "| a | ![in a table](http://sink) |\n|---|---|\n| `x\\|` | ![](http://sink) |",
    "[click](javascript:alert(1))",
    "[click](data:text/html,<script>alert(1)</script>)",
    "[click](vbscript:msgbox)",
    "[click](file:///etc/passwd)",
    "[https://bank.example](https://evil.example/login)",
    "[ref], [ref][], [text][ref]\n\n[ref]: https://evil.example",
    "<https://evil.example>",
    "<me@evil.example>",
    "https://evil.example/path and www.evil.example and _http://evil.example and éhttps://evil.example",
    ":name{.class} :::name{#id} \\:red[x] \\\\:red[x] 10:30{x}",
    ":red[alarm] :red-background[alarm] :color[x]{foreground=red} :small :help :shimmer[x]",
    ":material/home: :streamlit: :smile: :+1: :100:",
    "::leaf[label]\n\n:::container\nx\n:::",
    "$x^2$ $$\\frac{1}{2}$$",
    "a -> b <- c -- d >= e <= f ~= g <-> h",
    "~~gone~~",
    "a\n-",
    "a\n=",
    "a\n:-",
    "- a\n\n```\n![](http://sink)\n```",
    "- a\n\n  ```\n  ![](http://sink)\n  ```",
    "1. a\n\n       ![](http://sink)",
    "> - a\n>\n>       <img src=x>",
    "`a`[``b`![](http://sink)``](x)",
    "````\n```\n![](http://sink)\n```\n````",
    "```\nnever closed ![](http://sink)",
    "~~~\n```\n~~~\n![](http://sink)",
    ":[red](x)[now] ht[tp](x)s://evil.example",
    "&lt;img src=x&gt; &#33;[](http://sink) &#58;red[x]",
    "a&#13;# b&#10;&#10;![](http://sink)",
    "\\![](http://sink) \\<b>",
    "> " * 100 + "![](http://sink)",
    "[" * 200 + "![](http://sink)",
    "- " * 50 + "![](http://sink)",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_f72_to_f75_nothing_hostile_is_obeyed(text: str) -> None:
    for shown in (plain(text), safe(text), quoted(text)):
        assert is_inert(shown), shown


@pytest.mark.parametrize("text", HOSTILE)
def test_f72_somebodys_words_are_shown_as_they_were_typed(text: str) -> None:
    assert kinds(plain(text)) <= {"paragraph_open", "paragraph_close", "inline", "text", "softbreak", "hardbreak"}
    assert words(plain(text)) == " ".join(text.split())
    assert words(quoted(text)) == " ".join(text.split())
    assert [token.type for token in GULLIBLE.parse(quoted(text)) if token.level == 0] == ["blockquote_open", "blockquote_close"]  # fmt: skip


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("![a cat](http://sink/cat.png)", "[image removed: sink]"),
        ("![a cat](cat.png)", "[image removed]"),
        ("![a cat](data:image/png;base64,AAAA)", "[image removed]"),
        ("![a cat][r]\n\n[r]: https://sink/cat.png", "[image removed: sink]"),
        ("[our bank](https://evil.example/login)", "our bank (evil.example)"),
        ("[https://bank.example](https://evil.example)", "https://bank.example (evil.example)"),
        ("[bank](https://bank.example@evil.example)", "bank (evil.example)"),
        ("[bank](https://b\u0430nk.example)", "bank (xn--bnk-6cd.example)"),
        ("[write](mailto:ana@team.example)", "write (ana@team.example)"),
        ("[files](ftp://evil.example)", "files (link removed)"),
        ("[there](//evil.example)", "there (link removed)"),
        ("[there](/\\evil.example)", "there (link removed)"),
        ("[far](https://evil.example/" + "x" * 2000 + ")", "far (link removed)"),
        ("[run](javascript:alert(1))", "[run](javascript:alert(1))"),
        ("<https://evil.example/a>", "https://evil.example/a"),
        ("[five whys](five-whys.md) and [below](#below)", "five whys and below"),
        ("![**a** `b`](http://sink)", "[image removed: sink]"),
        ("[![x](http://sink/x)](http://other)", "[image removed: sink] (other)"),
    ],
)
def test_f73_f74_a_picture_or_a_link_becomes_words_that_name_its_host(markdown: str, shown: str) -> None:
    assert words(safe(markdown)) == shown


KEPT = (
    "Late by up to 25 minutes, 60 calls a month (Guide 2.3, Latency).",
    "**Heard:** delay up to 25 min, *60 calls* a month.",
    'Costs: 400 €, at 10:30, 3 < 5 & 7 > 2, R&D, 50 %, a/b, C++, #1, it\'s "fine"',
    "Zürich, größer, naïve, 東京で遅い, שלום, مرحبا, 👩‍👩‍👧",
    "- one\n- two\n    - deeper\n- three",
    "1. one\n2. two",
    "7. seven\n8. eight",
    "- a paragraph\n\n  and another in the same item\n- next",
    "> quoted\n> twice",
    "| a | b |\n| --- | --- |\n| 1 | **2** |",
    "first line  \nsecond line",
    "`code` and ``a ` tick`` and `{{x}}` and `$HOME` and `<b>`",
    "```\ndef f():\n    return ![](x)\n\n\nx = 1\n```",
    "- item\n\n  ```\n  code\n    indented\n  ```",
    "a_b_c and file_name.py and 2*3*4",
    "### A heading\n\nwith words",
)


@pytest.mark.parametrize("markdown", KEPT)
def test_what_a_document_may_hold_is_left_alone(markdown: str) -> None:
    before, after = (
        [(token.type, token.tag, token.content.replace(JOINER, ""), token.attrs.get("start")) for token in flat(text, READER) if token.type != "inline"]
        for text in (markdown, safe(markdown))
    )  # fmt: skip
    assert [each if "heading" not in each[0] else each[0] for each in after] == [
        each if "heading" not in each[0] else each[0] for each in before
    ]


def test_ordinary_words_carry_nothing_invisible() -> None:
    said = "Shoppers wait 9 seconds at 10:30, 60 calls a month; see Guide 2.3: latency (p95 < 2 s). Zürich, 東京."
    assert JOINER not in plain(said) + safe(said)


def test_lines_and_their_indent_are_kept() -> None:
    said = "first\n    second\n\tthird\n\n    after a gap"
    assert plain(said) == "first  \n\u00a0\u00a0\u00a0\u00a0second  \n\u00a0\u00a0\u00a0\u00a0third  \n  \n\u00a0\u00a0\u00a0\u00a0after a gap"  # fmt: skip
    assert kinds(plain(said)) == {"paragraph_open", "inline", "text", "hardbreak", "paragraph_close"}


def test_a_reply_is_never_a_title_of_the_page() -> None:
    assert safe("# Approved by Ana") == "### Approved by Ana"
    assert safe("Approved by Ana\n===") == "### Approved by Ana"


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://Team.Example:8443/x", "team.example"),
        ("mailto:ana@team.example", "ana@team.example"),
        ("javascript:alert(1)", ""),
        ("http://[::1", ""),
        ("//evil.example", ""),
        ("", ""),
    ],
)
def test_a_host_in_a_word(address: str, host: str) -> None:
    assert host_of(address) == host


PIECES = st.one_of(
    st.sampled_from(
        [*HOSTILE, "![](http://sink)", "<b>", "[a](http://sink)", "[a](b)", ":red[", "http", "s://", "www."]
    ),
    st.sampled_from(["\n", "\n\n", "    ", "\t", " ", "- ", "1. ", "> ", "# ", "```", "~~~", "`", "``", "|", "|---|"]),
    st.text(alphabet="ab1 \n\t\\`*_[]()<>|~$#+-=.!&;:{}/\"'@é日", max_size=8),
    st.text(max_size=6),
)
ANYTHING = st.lists(PIECES, max_size=14).map("".join)


@given(ANYTHING)
def test_no_words_at_all_fetch_a_picture_hide_a_link_or_become_html(text: str) -> None:
    assert is_inert(safe(text)), safe(text)
    assert is_inert(plain(text)), plain(text)
    assert is_inert(quoted(text)), quoted(text)


def test_links_to_other_sections_lead_to_our_own_page_and_no_other_link_does() -> None:
    text = "See [the *checklist*](question-checklist.md#users), [this](http://sink/a.md) and [that](../x.md)."
    assert safe(text, lambda id: f"/guide?section={id}") == (
        "See [the *checklist*](/guide?section=question-checklist), this (sink) and that."
    )


@given(ANYTHING)
def test_all_of_somebodys_words_are_words(text: str) -> None:
    allowed = {"paragraph_open", "paragraph_close", "inline", "text", "softbreak", "hardbreak"}
    assert kinds(plain(text)) <= allowed, plain(text)


@given(ANYTHING)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    """Making a document harmless twice adds no second note, fence or escape."""
    once = safe(text)
    assert words(safe(once)) == words(once)
