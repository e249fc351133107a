"""FF409: a choice with one way to act."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.progress import is_weighing, real_options
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch


def lonely(frame: Frame) -> Iterator[Gap]:
    options = real_options(frame)
    if is_weighing(frame) and len(options) == 1:
        yield Gap("options", f'"{options[0].text}" stands alone: which second way would somebody sensible choose?')


RULE = FrameRule(
    id="FF409",
    name="single-option",
    severity="warning",
    meaning="One way to act and nothing beside it. That is an announcement; a review has nothing to compare.",
    bad="Option: Kafka. Recommendation: Kafka.",
    good="Options: Kafka, a managed queue, a job every minute, or no change.",
    section="discussing-trade-offs",
    find=lonely,
    catches=(
        sketch(options=("Kafka",), chosen="Kafka"),
        sketch(options=("Kafka", "as is"), baseline="as is", weights={"cost": 1}),
    ),
    leaves_alone=(
        sketch(options=("Kafka",)),
        sketch(options=("Kafka", "queue"), chosen="queue"),
    ),
)
