"""Whether something that was said can be recognised in a text."""

import re

FIGURE = re.compile(r"\d[\d.,]*\d|\d")
RECOGNISABLE = 25
"""Characters of an answer without figures by which it is looked for."""


def stands(answer: str, text: str) -> bool:
    """Its figures stand in the text, or its first words where it has none."""
    figures = FIGURE.findall(answer)
    return all(figure in text for figure in figures) if figures else answer[:RECOGNISABLE] in text
