"""A reader of decision records that knows MADR 4.0 and nothing of us: strict about what its template says.

Written from the template of MADR 4.0.0: which metadata there may be, which headings, in which order, at which level,
and which form their bullets have. Metadata beyond it is allowed and handed over.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

STATUS = re.compile(r"proposed|rejected|accepted|deprecated|superseded by .+")
SECTIONS = [
    (2, "Context and Problem Statement", True), (2, "Decision Drivers", False), (2, "Considered Options", True),
    (2, "Decision Outcome", True), (3, "Consequences", False), (3, "Confirmation", False),
    (2, "Pros and Cons of the Options", False), (2, "More Information", False),
]  # fmt: skip
"""Level, heading, whether the short template has it too."""
OUTCOME = re.compile(r'Chosen option: "(?P<option>.+)", because (?P<reason>.+)\.')
ARGUMENT = re.compile(r"(Good|Neutral|Bad), because .+", re.DOTALL)
KNOWN = {"status", "date", "decision-makers", "consulted", "informed"}


class NotMadr(AssertionError):
    pass


@dataclass
class Madr:
    title: str
    metadata: dict[str, Any]
    drivers: list[str]
    options: list[str]
    chosen: str | None
    arguments: dict[str, list[str]]
    consequences: list[str]
    further: dict[str, Any] = field(default_factory=dict)
    """Metadata that MADR does not have."""


def read(text: str) -> Madr:
    """Raises NotMadr, with the reason, for what is none."""
    match = re.fullmatch(r"---\n(.*?)\n---\n(.*)", text, re.DOTALL)
    _must(match is not None, "no metadata")
    metadata = yaml.safe_load(match[1])
    _check_metadata(metadata)
    nodes = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(match[2])).children
    titles = [_text(node) for node in nodes if node.type == "heading" and node.tag == "h1"]
    _must(len(titles) == 1 and nodes[0].tag == "h1", f"{len(titles)} titles")
    _check_order(nodes)
    options = _bullets(_under(nodes, "Considered Options", "h2"))
    _must(len(options) == len(set(options)), "an option is listed twice")
    outcome = OUTCOME.search("\n".join(_text(node) for node in _under(nodes, "Decision Outcome", "h2")))
    chosen = outcome["option"] if outcome else None
    _must(chosen is None or chosen in options, f"{chosen!r} is chosen and was not considered")
    arguments = {name: _bullets(_under(nodes, name, "h3", within="Pros and Cons of the Options")) for name in options}
    consequences = _bullets(_under(nodes, "Consequences", "h3"))
    for told in (*arguments.values(), *([consequences] if chosen else [])):
        for argument in told:
            _must(ARGUMENT.fullmatch(argument) is not None, f"no argument: {argument!r}")
    return Madr(
        titles[0],
        {key: value for key, value in metadata.items() if key in KNOWN},
        _bullets(_under(nodes, "Decision Drivers", "h2")),
        options,
        chosen,
        arguments,
        consequences,
        {key: value for key, value in metadata.items() if key not in KNOWN},
    )


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise NotMadr(otherwise)


def _check_metadata(metadata: dict[str, Any]) -> None:
    _must(STATUS.fullmatch(str(metadata.get("status"))) is not None, f"status {metadata.get('status')!r}")
    _must(type(metadata.get("date")) is date, f"date {metadata.get('date')!r}")
    for people in ("decision-makers", "consulted", "informed"):
        listed = metadata.get(people, [])
        _must(isinstance(listed, list) and all(isinstance(name, str) for name in listed), f"{people} {listed!r}")


def _check_order(nodes: list[SyntaxTreeNode]) -> None:
    known = {heading: level for level, heading, _ in SECTIONS}
    told = [(int(node.tag[1]), _text(node)) for node in nodes if node.type == "heading"]
    found = [(level, heading) for level, heading in told if level == 2 or known.get(heading) == level]
    order = [(level, heading) for level, heading, _ in SECTIONS]
    _must(all(heading in order for heading in found), f"headings that MADR does not have: {found}")
    _must([order.index(heading) for heading in found] == sorted({order.index(h) for h in found}), f"order: {found}")
    missing = [heading for level, heading, needed in SECTIONS if needed and (level, heading) not in found]
    _must(not missing, f"missing: {missing}")


def _under(nodes: list[SyntaxTreeNode], name: str, tag: str, within: str | None = None) -> list[SyntaxTreeNode]:
    """What stands below a heading, up to the next one of its level or above."""
    if within:
        nodes = _under(nodes, within, "h2")
    start = next((n for n, node in enumerate(nodes) if node.tag == tag and _text(node) == name), None)
    if start is None:
        return []
    ends = (n for n in range(start + 1, len(nodes)) if nodes[n].type == "heading" and nodes[n].tag <= tag)
    return nodes[start + 1 : next(ends, len(nodes))]


def _bullets(nodes: list[SyntaxTreeNode]) -> list[str]:
    """Of the first list."""
    first = next((node for node in nodes if node.type == "bullet_list"), None)
    return [_text(item) for item in first.children] if first else []


def _text(node: SyntaxTreeNode) -> str:
    if node.type in ("text", "code_inline"):
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return "".join(_text(child) for child in node.children)
