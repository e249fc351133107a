"""The sentences of a record that wording rules may see: no code, no link target, no quotation, no heading.

They are heard as `rules.utterance.hear` hears them, but for product names, which no rule used here asks for.
"""

import re

from assistant.domain.reading import spans
from assistant.domain.records.lines import Block
from assistant.domain.rules.utterance import (
    APOSTROPHES,
    LONGEST_SENTENCE,
    MEASURE,
    NUMBER,
    QUOTE_MARK,
    QUOTED,
    Sentence,
    Utterance,
)

HIDDEN = re.compile(
    r"`[^`\n]+`|\]\([^)\n]*\)|\]\[[^\]\n]*\]|<[^>\s][^>\n]*>|(?:https?://|www\.)\S+|\*\([^)*\n]*\)\*|~~[^~\n]*~~|[\w./-]+\.(?:md|py|java|ts|js|ya?ml|json|sql|go|rs)\b|\{[^}\n]*\}"
)
"""Code, link targets, HTML, addresses, file names, what was struck out, blanks of a template and our own marks."""
MARKS = str.maketrans({"*": " ", "_": "_", "|": ";", "\n": " "})


def heard(block: Block, topic: str | None = None) -> Utterance:
    """Offsets are those of the block's text; a line break inside a block ends no sentence."""
    text = block.text
    shown = HIDDEN.sub(lambda hidden: QUOTE_MARK * len(hidden.group()), text).translate(MARKS)
    plain = QUOTED.sub(lambda quoted: QUOTE_MARK * len(quoted.group()), shown).translate(APOSTROPHES)
    pieces = [(span.start, min(span.end, span.start + LONGEST_SENTENCE)) for span in spans.sentences(plain)]
    numbers = [NUMBER.search(plain, start, end) is not None for start, end in pieces]
    flat = text.replace("\n", " ")
    return Utterance(
        text,
        topic,
        tuple(
            Sentence(
                text=flat[start:end],
                plain=plain[start:end],
                marked=plain[start:end],
                start=start,
                end=end,
                is_question="?" in plain[max(start, end - 3) : end + 1],
                has_number=numbers[index],
                has_measure=MEASURE.search(plain, start, end) is not None,
                follow_up_number=index + 1 < len(numbers) and numbers[index + 1],
            )
            for index, (start, end) in enumerate(pieces)
        ),
    )
