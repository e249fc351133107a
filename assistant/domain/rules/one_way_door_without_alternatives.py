"""FF412: a one-way door recommended with nothing to compare it to."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.progress import real_options
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch

FEWEST = 2


def unopposed(frame: Frame) -> Iterator[Gap]:
    if frame.stakes == "one_way" and frame.chosen is not None and len(real_options(frame)) < FEWEST:
        yield Gap(
            "options",
            "A one-way door with one way to go: which two alternatives were looked at, and what ruled them out?",
        )


RULE = FrameRule(
    id="FF412",
    name="one-way-door-without-alternatives",
    severity="error",
    meaning="An irreversible choice with one option on the table. What cannot be undone deserves the most comparison and here gets none.",
    bad="One-way door: move the primary store to a new engine. Alternatives: none.",
    good="Compared: the new engine, partitioning the old one, archiving old rows.",
    section="expensive-decisions",
    find=unopposed,
    catches=(sketch(options=("new engine", "as is"), baseline="as is", stakes="one_way", chosen="new engine"),),
    leaves_alone=(
        sketch(options=("new engine", "partitions"), stakes="one_way", chosen="new engine"),
        sketch(options=("new engine",), stakes="two_way", chosen="new engine"),
    ),
)
