"""FF413: a choice that nothing would reopen."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.progress import is_concluding
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch, trigger


def never_again(frame: Frame) -> Iterator[Gap]:
    if (
        is_concluding(frame)
        and frame.chosen is not None
        and not frame.triggers
        and not frame.is_settled("revisit_triggers")
    ):
        yield Gap("triggers", "Nothing would reopen this decision: which figure or date should make you look again?")


RULE = FrameRule(
    id="FF413",
    name="no-revisit-trigger",
    severity="warning",
    meaning="A decision without a condition that reopens it. Its reasons age, and nobody is told.",
    bad="Decision: one region. End.",
    good="Reopen when the bill passes 3,000 euro a month, or on 1 March.",
    section="revisit-triggers",
    find=never_again,
    catches=(sketch(options=("queue", "job"), chosen="job"),),
    leaves_alone=(
        sketch(options=("queue", "job"), chosen="job", triggers=(trigger("bill above 3,000 euro"),)),
        sketch(options=("queue", "job")),
    ),
)
