"""FF420: a criterion on which all options score the same."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch

FEWEST = 2


def idle_criteria(frame: Frame) -> Iterator[Gap]:
    for criterion in frame.criteria:
        values = [score.value for score in frame.scores if score.criterion == criterion.id]
        if len(values) >= max(FEWEST, len(frame.options)) and len(set(values)) == 1:
            yield Gap(
                f"criteria.{criterion.id}",
                f'Every option scores {values[0]} on "{criterion.text}": it decides nothing, whatever its weight.',
            )


RULE = FrameRule(
    id="FF420",
    name="criterion-decides-nothing",
    severity="info",
    meaning="All options score the same on it. It makes the matrix longer and the totals closer, and tells nothing apart.",
    bad="Security: 4, 4, 4.",
    good="Security is a constraint that all three meet; the matrix compares cost and speed.",
    section="expensive-decisions",
    find=idle_criteria,
    catches=(
        sketch(options=("queue", "Kafka"), weights={"cost": 2, "speed": 1}, scores={"queue": (4, 3), "Kafka": (4, 5)}),
    ),
    leaves_alone=(
        sketch(options=("queue", "Kafka"), weights={"cost": 2, "speed": 1}, scores={"queue": (4, 3), "Kafka": (2, 5)}),
        sketch(options=("queue", "Kafka"), weights={"cost": 2, "speed": 1}, scores={"queue": (4, 3)}),
    ),
)
