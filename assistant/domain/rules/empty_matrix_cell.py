"""FF418: a decision matrix with holes."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch


def holes(frame: Frame) -> Iterator[Gap]:
    if not frame.scores:
        return
    given = {(score.option, score.criterion) for score in frame.scores}
    for option in frame.options:
        missing = [criterion.text for criterion in frame.criteria if (option.id, criterion.id) not in given]
        if missing:
            yield Gap(
                f"options.{option.id}",
                f'"{option.text}" has no score for {", ".join(missing)}: the ranking may turn with it.',
            )


RULE = FrameRule(
    id="FF418",
    name="empty-matrix-cell",
    severity="warning",
    meaning="An option without a score on some criterion. A total over fewer criteria looks better or worse than it is.",
    bad="Queue: cost 4, speed 3. Kafka: cost 2.",
    good="Queue: cost 4, speed 3. Kafka: cost 2, speed 5.",
    section="expensive-decisions",
    find=holes,
    catches=(
        sketch(options=("queue", "Kafka"), weights={"cost": 2, "speed": 1}, scores={"queue": (4, 3), "Kafka": (2,)}),
    ),
    leaves_alone=(
        sketch(options=("queue", "Kafka"), weights={"cost": 2, "speed": 1}, scores={"queue": (4, 3), "Kafka": (2, 5)}),
        sketch(options=("queue", "Kafka"), weights={"cost": 2, "speed": 1}),
    ),
)
