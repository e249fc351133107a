"""FF419: options compared on one dimension only."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch


def one_dimension(frame: Frame) -> Iterator[Gap]:
    if frame.scores and len(frame.criteria) == 1:
        yield Gap(
            "criteria",
            f'Options are compared on "{frame.criteria[0].text}" alone: what do running, changing and leaving each of them cost?',
        )


RULE = FrameRule(
    id="FF419",
    name="single-criterion",
    severity="warning",
    meaning="One dimension decides. Operability, change and exit are paid for later by the people who were not asked.",
    bad="Compared on speed.",
    good="Compared on speed, cost per month, and what four developers can operate.",
    section="discussing-trade-offs",
    find=one_dimension,
    catches=(sketch(options=("queue", "Kafka"), weights={"speed": 1}, scores={"queue": (3,), "Kafka": (5,)}),),
    leaves_alone=(
        sketch(options=("queue",), weights={"cost": 2, "speed": 1}, scores={"queue": (3, 4)}),
        sketch(weights={"speed": 1}),
    ),
)
