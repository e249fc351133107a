"""Markdown made harmless before it is drawn: no picture is fetched, no link hides, no markup is obeyed.

Two entrances: `plain` for words that are not ours (shown exactly as typed), `safe` for replies and
documents, whose emphasis, lists and tables may stay. No Streamlit in here.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.domain.cleaning import LINE_ENDS
from assistant.export.markdown import CLOSING_HASHES, escape

DRAWN_AGAIN = 2_000
"""Texts that are remembered: a page is drawn again at every click, and most of what it says stays."""
SCHEMES = ("http", "https", "mailto")
URL_LIMIT = 500
WOULD_JOIN = re.compile(
    r":(?=[\w+/-]+:)"  # :smile:, :material/home:
    r"|(?:https?|ftp|file|javascript|data)(?=:)|www(?=\.)"  # addresses
    r"|(?<!\S)[<>~-](?=(?:->|[=>-])(?!\S))",  # -> and its like, drawn as arrows, dashes and signs
    re.IGNORECASE,
)
JOINER = "\u2060"
"""Invisible; holds apart what Streamlit would make something of and a backslash does not stop."""
DIRECTIVES = re.compile(r"\\.|:+(?=\S)", re.DOTALL)
"""What is escaped already, and the colons that would begin :red[…] or ::: if they were not."""
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
NO_BREAK_SPACE = "\u00a0"
BACKTICKS = re.compile("`+")
SECTION = re.compile(r"([\w-]+)\.md(?:#[\w-]*)?$")

PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")


@lru_cache(DRAWN_AGAIN)
def plain(text: str) -> str:
    """Somebody's words as they are, line breaks kept."""
    indented = INDENT.sub(lambda match: NO_BREAK_SPACE * len(match[0].expandtabs(4)), LINE_ENDS.sub("\n", text))
    return _inert(indented).replace("\n", "  \n")


def quoted(text: str) -> str:
    """Somebody's words as a quotation, to the last line."""
    return "> " + plain(text).replace("\n", "\n> ")


def _inert(text: str) -> str:
    escaped = escape(WOULD_JOIN.sub(lambda match: match[0] + JOINER, LINE_ENDS.sub("\n", text)))
    return DIRECTIVES.sub(lambda match: match[0].replace(":", "\\:") if match[0][0] == ":" else match[0], escaped)


@lru_cache(DRAWN_AGAIN)
def safe(markdown: str, page: Callable[[str], str] | None = None) -> str:
    """The same document without pictures, links, HTML or directives; a link's words are followed by its host.

    With `page`, which gives our own address of another section by its id, links to sections stay links.
    """
    tokens = PARSER.parse(markdown)
    if page is not None:
        for token in tokens:
            token.children = list(_with_pages(token.children or [], page))
    return _blocks(tokens).strip()


# -- blocks ------------------------------------------------------------------------------------------------------------


def _blocks(tokens: Sequence[Token]) -> str:
    return "\n\n".join(filter(None, (_block(token, inside) for token, inside in _nested(tokens))))


def _nested(tokens: Sequence[Token]) -> Iterator[tuple[Token, Sequence[Token]]]:
    """Each token of a level with what stands inside it."""
    position = 0
    while position < len(tokens):
        end = _closing(tokens, position)
        yield tokens[position], tokens[position + 1 : end]
        position = end + 1


def _closing(tokens: Sequence[Token], start: int) -> int:
    """Where a block that opened at `start` ends; `start` itself for a block without children."""
    if tokens[start].nesting != 1:
        return start
    depth = 0
    for position in range(start, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position
    return len(tokens) - 1


def _block(token: Token, inside: Sequence[Token]) -> str:
    match token.type:
        case "heading_open":
            return f"{'#' * max(3, int(token.tag[1]) + 1)} {_on_one_line(inside)}"
        case "paragraph_open":
            return _inlines(inside)
        case "bullet_list_open" | "ordered_list_open":
            return _list(token, inside)
        case "blockquote_open":
            return "\n".join(f"> {line}" for line in _blocks(inside).split("\n"))
        case "table_open":
            return _table(inside)
        case "fence" | "code_block":
            # Always between fences: indented code below a list would be read as part of the list.
            fence = _longer("```", token.content)
            return f"{fence}\n{token.content.removesuffix(chr(10))}\n{fence}"
        case "hr":
            return "***"  # where `---` below a list mark would be a rule of its own
        case "inline":
            return _inlines([token])
        case _:
            return _inert(token.content)


def _list(token: Token, inside: Sequence[Token]) -> str:
    first = int(token.attrs.get("start", 1))
    items = []
    for number, (_, blocks) in enumerate(_nested(inside), first):
        mark = "- " if token.type == "bullet_list_open" else f"{number}. "
        items.append(mark + _item(blocks).replace("\n", "\n" + " " * len(mark)))
    return "\n".join(items)


def _item(tokens: Sequence[Token]) -> str:
    """The blocks of a list item; a list right below a line stays right below it."""
    written = ""
    tight = False
    for token, inside in _nested(tokens):
        block = _block(token, inside)
        if block:
            is_list = token.type == "bullet_list_open" or (token.type == "ordered_list_open" and not token.attrs)
            written += ("\n" if tight and is_list else "\n\n" if written else "") + block
            tight = token.hidden
    return written


def _table(tokens: Sequence[Token]) -> str:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_inlines([token], in_table=True).replace("\n", " "))
    if not rows:
        return ""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * len(rows[0])}", *lines[1:]])


# -- what stands in a block --------------------------------------------------------------------------------------------


def _on_one_line(tokens: Sequence[Token]) -> str:
    return CLOSING_HASHES.sub(r"\\\1", " ".join(_inlines(tokens).split("\n")))


def _inlines(tokens: Sequence[Token], in_table: bool = False) -> str:
    """Words that stand next to one another are made harmless together: they may mean something only together."""
    written = ""
    children = (child for token in tokens for child in _without_links(token.children or []))
    for mark, run in groupby(children, lambda child: _mark(child, in_table)):
        for piece in (mark for _ in run) if mark else (_inert("".join(map(_words, run))),):
            written += (JOINER if written.endswith("`") and piece.startswith("`") else "") + piece
    return written


def _mark(token: Token, in_table: bool) -> str:
    """Markdown for what is more than words and may stay; empty for words."""
    match token.type:
        case "strong_open" | "strong_close":
            return "**"
        case "em_open" | "em_close":
            return "*"
        case "softbreak":
            return "\n"
        case "hardbreak":
            return "  \n"
        case "code_inline" if not (in_table and "|" in token.content):
            return _code(token.content)
        case "page_open" | "page_close":
            return token.content
        case _:
            return ""


def _code(content: str) -> str:
    fence = _longer("`", content)
    space = " " if content.strip() and (content[0] in "` " or content[-1] in "` ") else ""
    return f"{fence}{space}{content}{space}{fence}"


def _longer(fence: str, content: str) -> str:
    """A fence that nothing in the content closes."""
    runs: list[str] = BACKTICKS.findall(content)
    return max(fence, *(run + "`" for run in runs), "", key=len)


def _with_pages(children: Iterable[Token], page: Callable[[str], str]) -> Iterator[Token]:
    """Children in which links to other sections of the same text are marks of our own."""
    address = ""
    for child in children:
        if child.type == "link_open" and (found := SECTION.match(str(child.attrs.get("href", "")))):
            address = page(found[1])
            yield Token("page_open", "", 0, content="[")
        elif child.type == "link_close" and address:
            yield Token("page_close", "", 0, content=f"]({address})")
            address = ""
        else:
            yield child


def _words(token: Token) -> str:
    if token.type != "image":
        return token.content
    host = host_of(str(token.attrs.get("src", "")))
    return f"[image removed: {host}]" if host else "[image removed]"


def _without_links(children: Iterable[Token]) -> Iterator[Token]:
    """Children with a text token in the place of each link's end that says where it led."""
    href = ""
    for child in children:
        if child.type == "link_open":
            href = str(child.attrs.get("href", ""))
        elif child.type == "link_close":
            if child.markup != "autolink":  # which is its own address
                yield Token("text", "", 0, content=_where(href))
        else:
            yield child


def _where(href: str) -> str:
    if re.match(r"(?![/\\])[\w./#-]*$", href):
        return ""  # another page of the same text
    return f" ({host_of(href) or 'link removed'})"


def host_of(href: str) -> str:
    """Where an address leads, in a word; empty where nobody should go."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    if parts.scheme.lower() not in SCHEMES or len(href) > URL_LIMIT:
        return ""
    return parts.hostname or parts.path
