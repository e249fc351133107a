"""FF408: two or more ways to act, and leaving things as they are is not among them."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.progress import real_options
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch

FEWEST = 2


def missing_yardstick(frame: Frame) -> Iterator[Gap]:
    if len(real_options(frame)) >= FEWEST and not any(option.baseline for option in frame.options):
        yield Gap(
            "options",
            "Doing nothing is not among the options: what happens, and what does it cost, if everything stays as it is?",
        )


RULE = FrameRule(
    id="FF408",
    name="missing-do-nothing-option",
    severity="warning",
    meaning="Options without the baseline. Doing nothing is what each of them has to beat, and sometimes it wins.",
    bad="Options: a queue, or a job every minute.",
    good="Options: a queue, a job every minute, or the 15-minute job as it is.",
    section="trade-off-template",
    find=missing_yardstick,
    catches=(sketch(options=("queue", "job")),),
    leaves_alone=(
        sketch(options=("queue", "job", "as is"), baseline="as is"),
        sketch(options=("queue",)),
    ),
)
