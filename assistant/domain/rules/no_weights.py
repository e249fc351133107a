"""FF410: options scored on criteria that nobody weighed."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch

FEWEST = 2


def unweighed(frame: Frame) -> Iterator[Gap]:
    if len(frame.criteria) < FEWEST or not frame.scores:
        return
    for criterion in frame.criteria:
        if criterion.weight is None:
            yield Gap(
                f"criteria.{criterion.id}",
                f'"{criterion.text}" has scores and no weight: how much does it count beside the others?',
            )


RULE = FrameRule(
    id="FF410",
    name="no-weights",
    severity="warning",
    meaning="Scores before weights. Whoever sees the scores first can choose weights that make the favourite win.",
    bad="Cost and speed scored for each option, and the importance of neither said.",
    good="Cost counts twice as much as speed; said before the first score.",
    section="expensive-decisions",
    find=unweighed,
    catches=(sketch(options=("queue", "job"), weights={"cost": None, "speed": 1}, scores={"queue": (3, 4)}),),
    leaves_alone=(
        sketch(options=("queue", "job"), weights={"cost": 2, "speed": 1}, scores={"queue": (3, 4)}),
        sketch(weights={"cost": None, "speed": None}),
        sketch(options=("queue",), weights={"cost": None}, scores={"queue": (3,)}),
    ),
)
