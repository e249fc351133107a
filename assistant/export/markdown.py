"""The document as Markdown that survives a wiki, a diff and a reader who was not there."""

import re

from assistant.export.document import Blocks, Chain, Document, Line, Missing, Table
from assistant.export.template import fill

SPECIAL = re.compile(r"([\\`*_\[\]<>|~$]|&(?=#?\w+;))")
LINE_START = re.compile(r"^(\s*)(#{1,6}|[>+-]|\d+[.)])(?=\s|$)", re.MULTILINE)
CLOSING_HASHES = re.compile(r"(?<=\s)(#+)$")
RULE = re.compile(r"^([ \t]*)(:?-+:?|=+|\++)(?=[ \t]*$)", re.MULTILINE)
WORD_UNDERSCORE = re.compile(r"(?<=\w)\\_(?=\w)")


def escape(text: str) -> str:
    """People's words as plain text: nothing in them is markup, an image, a link or HTML."""
    escaped = WORD_UNDERSCORE.sub("_", SPECIAL.sub(r"\\\1", text))
    escaped = RULE.sub(lambda match: f"{match[1]}\\{match[2]}", escaped)
    return LINE_START.sub(lambda match: match[1] + _plain_start(match[2]), escaped)


def _plain_start(start: str) -> str:
    return f"{start[:-1]}\\{start[-1]}"


def one_line(text: str) -> str:
    return " ".join(escape(text).split())


def render(document: Document) -> str:
    return fill(template(document), blanks(document), "md")


def template(document: Document) -> str:
    """The built-in look, for a team to start its own from."""
    sections = (f"## {section.title}\n\n${_blank(section.id)}" for section in document.sections)
    return "\n\n".join(["# $title", "*Status: $status*", "$lead", *sections]) + "\n"


def blanks(document: Document) -> dict[str, str]:
    """Everything a document says as Markdown: its head, and each section's body by the section's name."""
    return {
        "title": CLOSING_HASHES.sub(r"\\\1", one_line(document.title)),
        "status": one_line(document.status),
        "lead": "\n\n".join(map(_block, document.lead)),
        "sources": "",
        **{_blank(section.id): body(section.blocks) for section in document.sections},
    }


def _blank(section: str) -> str:
    """ "trade-offs" -> "trade_offs"; the decision's status is not the document's."""
    return "decision_status" if section == "status" else section.replace("-", "_")


def body(blocks: Blocks) -> str:
    """Blocks one under the other: bullets close together, everything else apart."""
    lines: list[str] = []
    previous: str | None = None
    for block in blocks:
        tight = previous in ("bullet", "missing") and _shape(block) in ("bullet", "missing")
        lines.append(("\n" if tight else "\n\n") + _block(block))
        previous = _shape(block)
    return "".join(lines).lstrip("\n")


def _shape(block: Line | Missing | Table | Chain) -> str:
    return "bullet" if isinstance(block, Line) and block.bullet else block.kind


def _block(block: Line | Missing | Table | Chain) -> str:
    match block:
        case Line():
            label = f"**{one_line(block.label)}:** " if block.label else ""
            mark = f" *({one_line(block.mark)})*" if block.mark else ""
            return ("- " if block.bullet else "") + label + one_line(block.text) + mark
        case Missing():
            return f"- *Missing.* {one_line(block.text)}"
        case Table():
            return _table(block)
        case Chain():
            return "\n".join(
                f"{'  ' * depth}- {one_line(text)} *({one_line(mark)})*" for depth, text, mark in block.steps
            )


def _table(table: Table) -> str:
    head = f"| {' | '.join(one_line(column) for column in table.columns)} |"
    rule = f"| {' | '.join('---' for _ in table.columns)} |"
    rows = [f"| {' | '.join(one_line(cell) for cell in row)} |" for row in table.rows]
    return "\n".join([head, rule, *rows])
