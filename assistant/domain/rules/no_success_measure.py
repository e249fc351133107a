"""FF205: options are weighed, and nobody has said what would count as success."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.progress import is_weighing
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch


def missing_success(frame: Frame) -> Iterator[Gap]:
    if is_weighing(frame) and not frame.is_settled("success"):
        yield Gap(
            "answers.success",
            "Options are being weighed and nothing says what success is: which figure, by when, measured how?",
        )


RULE = FrameRule(
    id="FF205",
    name="no-success-measure",
    severity="warning",
    meaning="Options are weighed without a measure of success. Each of them can then be declared a success, or a failure, by whoever speaks last.",
    bad="Three options, two criteria, and no word on what success would be.",
    good="Success: planning a shift takes 10 minutes instead of 45, one month after go-live.",
    section="right-questions",
    find=missing_success,
    catches=(
        sketch(options=("queue", "job"), weights={"cost": 2}),
        sketch(options=("queue",), chosen="queue"),
    ),
    leaves_alone=(
        sketch(answers={"problem": "status is 25 minutes late"}),
        sketch(answers={"success": "60 calls become 5"}, options=("queue", "job"), weights={"cost": 2}),
    ),
)
