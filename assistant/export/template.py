"""Markdown templates with $blanks: what a document looks like, apart from what it says.

A blank stands for Markdown that is already safe; what people wrote is never a template itself. A paragraph that is one
empty blank is left out, with the heading right above it.
"""

import re
from collections.abc import Collection, Mapping
from string import Template

from assistant.errors import BadInput

PARAGRAPHS = re.compile(r"\n{2,}")
ALONE = re.compile(r"\$(?:(\w+)|\{(\w+)\})")


def fill(template: str, blanks: Mapping[str, str], name: str) -> str:
    """The template with its blanks filled, ending in one line break. `name` is what a person knows it by.

    Raises BadInput as `check` does.
    """
    check(template, blanks, name)
    kept = "\n\n".join(_without_empty(PARAGRAPHS.split(template.strip("\n")), blanks))
    return Template(kept).substitute(blanks).rstrip("\n") + "\n"


def check(template: str, blanks: Collection[str], name: str) -> None:
    """Raises BadInput for a blank that there is not, and for a lone $."""
    checked = Template(template)
    if not checked.is_valid():
        raise BadInput(f"The template {name} has a $ that begins no blank. Write $$ where a dollar sign is meant.")
    unknown = [blank for blank in checked.get_identifiers() if blank not in blanks]
    if unknown:
        there = ", ".join(f"${blank}" for blank in blanks)
        raise BadInput(f"The template {name} has a blank ${unknown[0]} that nothing fills. There are: {there}.")


def _without_empty(paragraphs: list[str], blanks: Mapping[str, str]) -> list[str]:
    kept: list[str] = []
    for paragraph in paragraphs:
        alone = ALONE.fullmatch(paragraph.strip())
        if alone is None or blanks[alone[1] or alone[2]]:
            kept.append(paragraph)
        elif kept and kept[-1].startswith("#") and "\n" not in kept[-1]:
            kept.pop()
    return kept
