"""FF421: an option recommended, and nothing is said about what it gives up."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch


def painless(frame: Frame) -> Iterator[Gap]:
    if frame.is_settled("trade_offs"):
        return
    for option in frame.options:
        if option.id == frame.chosen and option.trade_off is None:
            yield Gap(
                f"options.{option.id}",
                f'"{option.text}" is recommended and gives nothing up: what gets slower, dearer or harder with it?',
            )


RULE = FrameRule(
    id="FF421",
    name="choice-without-loss",
    severity="warning",
    meaning="A recommendation without its price. The loss exists anyway, and whoever runs the system meets it unprepared.",
    bad="Recommendation: the queue.",
    good="Recommendation: the queue; we give up replaying old events, and pay 90 euro a month.",
    section="discussing-trade-offs",
    find=painless,
    catches=(sketch(options=("queue", "job"), chosen="queue"),),
    leaves_alone=(
        sketch(options=("queue", "job"), chosen="queue", gives_up="no replay"),
        sketch(options=("queue", "job"), chosen="queue", answers={"trade_offs": "no replay"}),
        sketch(options=("queue", "job")),
    ),
)
