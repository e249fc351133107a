"""FF422: options that lose on every criterion, so that only one was ever meant."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch

FEWEST_CRITERIA = 2
FEWEST_OTHERS = 2
"""One option that loses everywhere is dominated; all of them losing everywhere is a show."""


def walkover(frame: Frame) -> Iterator[Gap]:
    """Silent while a cell is empty: it might be where another option is better."""
    cells = {(score.option, score.criterion): score.value for score in frame.scores}
    criteria = [criterion.id for criterion in frame.criteria]
    options = [option for option in frame.options if not frame.ruled_out(option.id)]
    if len(criteria) < FEWEST_CRITERIA or len(options) <= FEWEST_OTHERS or len(cells) < len(criteria) * len(options):
        return
    if any((option.id, criterion) not in cells for option in options for criterion in criteria):
        return
    for best in options:
        others = [other for other in options if other is not best]
        if all(cells[best.id, c] > cells[other.id, c] for other in others for c in criteria):
            yield Gap(
                f"options.{best.id}",
                f'"{best.text}" beats every other option on every criterion: which of them would somebody defend, and what would it be better at?',
            )
            return


RULE = FrameRule(
    id="FF422",
    name="straw-options",
    severity="info",
    meaning="Options that lose everywhere were put there to lose. Each of them needs somebody who would defend it, and a criterion on which it is better, if only the price.",
    bad="A queue: 5 and 5. Kafka: 2 and 1. Doing nothing: 1 and 1.",
    good="A queue: 5 and 3. Kafka: 4 and 1. Doing nothing: 1 and 5.",
    section="trade-off-template",
    find=walkover,
    catches=(
        sketch(
            options=("a queue", "Kafka", "nothing"), weights={"delay": 3, "cost": 2},
            scores={"a queue": (5, 5), "Kafka": (2, 1), "nothing": (1, 1)},
        ),
    ),
    leaves_alone=(
        sketch(
            options=("a queue", "Kafka", "nothing"), weights={"delay": 3, "cost": 2},
            scores={"a queue": (5, 3), "Kafka": (4, 1), "nothing": (1, 5)},
        ),
        sketch(
            options=("a queue", "Kafka", "nothing"), weights={"delay": 3, "cost": 2},
            scores={"a queue": (5, 5), "Kafka": (2, 1), "nothing": (1,)},
        ),
        sketch(
            options=("a queue", "Kafka"), weights={"delay": 3, "cost": 2},
            scores={"a queue": (5, 5), "Kafka": (2, 1)},
        ),
        sketch(
            options=("a queue", "Kafka", "nothing"), weights={"delay": 3, "cost": 2},
            scores={"a queue": (5, 5), "Kafka": (2, 5), "nothing": (1, 1)},
        ),
    ),
)  # fmt: skip
