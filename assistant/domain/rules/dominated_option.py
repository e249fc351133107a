"""FF417: an option that another one beats or equals on every criterion."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.progress import real_options
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch


def dominated(frame: Frame) -> Iterator[Gap]:
    given = {(score.option, score.criterion): score.value for score in frame.scores}
    rows = {
        option.id: [given[option.id, criterion.id] for criterion in frame.criteria]
        for option in frame.options
        if all((option.id, criterion.id) in given for criterion in frame.criteria)
    }
    if not frame.criteria:
        return
    for option in real_options(frame):
        better = next((other for other in frame.options if _beats(rows.get(other.id), rows.get(option.id))), None)
        if better is not None:
            yield Gap(
                f"options.{option.id}",
                f'"{better.text}" is at least as good as "{option.text}" on every criterion: drop it, or name what the scores miss.',
            )


def _beats(better: list[int] | None, worse: list[int] | None) -> bool:
    return (
        better is not None
        and worse is not None
        and better != worse
        and all(a >= b for a, b in zip(better, worse, strict=True))
    )


RULE = FrameRule(
    id="FF417",
    name="dominated-option",
    severity="info",
    meaning="An option that loses or draws everywhere. It is a straw man, or a criterion is missing on which it would win.",
    bad="Queue: cost 4, speed 5. Kafka: cost 2, speed 5.",
    good="Queue: cost 4, speed 3. Kafka: cost 2, speed 5.",
    section="trade-off-template",
    find=dominated,
    catches=(
        sketch(options=("queue", "Kafka"), weights={"cost": 2, "speed": 1}, scores={"queue": (4, 5), "Kafka": (2, 5)}),
    ),
    leaves_alone=(
        sketch(options=("queue", "Kafka"), weights={"cost": 2, "speed": 1}, scores={"queue": (4, 3), "Kafka": (2, 5)}),
        sketch(options=("queue", "Kafka"), weights={"cost": 2, "speed": 1}, scores={"queue": (4, 3), "Kafka": (4, 3)}),
        sketch(options=("queue", "Kafka"), weights={"cost": 2, "speed": 1}, scores={"queue": (4, 5), "Kafka": (2,)}),
        sketch(
            options=("queue", "as is"),
            baseline="as is",
            weights={"cost": 2, "speed": 1},
            scores={"queue": (4, 5), "as is": (1, 1)},
        ),
        sketch(options=("queue", "Kafka")),
    ),
)
