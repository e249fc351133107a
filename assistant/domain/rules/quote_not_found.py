"""FF702: words in quotation marks that nobody said."""

import re
import unicodedata
from collections.abc import Iterator

from assistant.domain.rules.reply import Fault, Reply
from assistant.domain.rules.rule import ReplyRule

QUOTED = re.compile(r"[\"“„]([^\"“”„\n]{1,300})[\"”“]")
SHORTEST = 3
"""Words; below that, marks may stand around a term."""
TYPOGRAPHY = str.maketrans("‘’‚′“”„«»‐‑‒–—−", '\'\'\'\'"""""------')


def verbatim(quote: str, said: str) -> str | None:
    """The words of the message that a quote repeats, as they stand there; None when it does not.

    Case, typographic quotes and dashes, and white space may differ; words may not, and none is cut in half.
    """
    wanted = " ".join(folded(quote.strip()).split())
    if not any(character.isalnum() for character in wanted):
        return None
    letters: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(said):
        for piece in folded(character):
            if not piece.isspace():
                letters.append(piece)
                origin.append(index)
            elif letters and letters[-1] != " ":
                letters.append(" ")
                origin.append(index)
    text, start = "".join(letters), -1
    while (start := text.find(wanted, start + 1)) >= 0:
        stop = start + len(wanted)
        if not (_joined(text, start) or _joined(text, stop)):
            return said[origin[start] : origin[stop - 1] + 1]
    return None


def folded(text: str) -> str:
    """Without what typing and typography make different: case, ligatures, kinds of quotes and dashes."""
    return unicodedata.normalize("NFKC", text).translate(TYPOGRAPHY).casefold()


def _joined(text: str, at: int) -> bool:
    """Whether a cut at this place would go through a word or a number."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def invented(reply: Reply) -> Iterator[Fault]:
    for mark in QUOTED.finditer(reply.text):
        words = mark[1].strip(" .,;:!?…")
        if len(words.split()) >= SHORTEST and not (verbatim(words, reply.told) or verbatim(words, reply.passages)):
            yield Fault(words, f'"{words}" stands in quotation marks and nobody said it.')


RULE = ReplyRule(
    id="FF702",
    name="quote-not-found",
    severity="error",
    meaning="Words put into somebody's mouth. What is quoted has to stand in the message or in a passage, letter for letter.",
    bad='You said "we never lose an order".',
    good="You lose about one order a week.",
    section="ai-assisted-lens",
    find=invented,
    catches=(Reply('You said "we never lose an order".', told="We lose about one order a week."),),
    leaves_alone=(
        Reply('You said "about one order".', told="We lose about one order a week."),
        Reply("You said “lose  ABOUT one order a week.”", told="We lose about one order a week."),
        Reply('A "one-way door" it is.', told="We sign for five years."),
        Reply('The guide: "a cache is load-bearing".', passages="So a cache is load-bearing."),
    ),
)
