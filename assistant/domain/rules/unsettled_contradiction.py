"""FF511: two statements that cannot both hold, and nobody has said which does."""

from collections.abc import Iterator

from assistant.domain.frame import Contradiction, Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch


def unsettled(frame: Frame) -> Iterator[Gap]:
    for both in frame.contradictions:
        if both.state == "open":
            yield Gap(both.first, f"{both.why} Which of the two holds, or who accepts that both stand?")


LATE = Contradiction(
    id="latency-integration",
    first="answers.latency",
    first_quote="within a minute",
    second="answers.integration",
    second_quote="The supplier sends a file every night",
    why="What arrives every night cannot be there within a minute.",
)

RULE = FrameRule(
    id="FF511",
    name="unsettled-contradiction",
    severity="warning",
    meaning="Two things were said that cannot both be true. Left as they are, each reader picks the half they like, and the "
    "argument comes back after the decision.",
    bad="Status within a minute. The supplier sends a file every night.",
    good="Status within a minute for suppliers with webhooks, the next morning for the others; Anna accepts that.",
    section="expensive-decisions",
    find=unsettled,
    catches=(sketch(contradictions=(LATE,)),),
    leaves_alone=(
        sketch(
            contradictions=(LATE.model_copy(update={"state": "settled", "resolution": "the next morning will do"}),)
        ),
        sketch(contradictions=(LATE.model_copy(update={"state": "accepted", "resolution": "Anna accepts both"}),)),
        sketch(answers={"latency": "within a minute"}),
    ),
)
