"""FF514: a recovery that takes longer than a whole year may be down."""

import re
from collections.abc import Iterator

from assistant.domain.automatic import known
from assistant.domain.calculators.figures import YEAR, duration
from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import availability
from assistant.domain.topics import Topic

TOPICS: tuple[Topic, ...] = ("recovery", "failure_mode", "rollback")
BACK_UP = re.compile(
    r"\b(?:back(?: up)?|recover\w*|restor\w+|rto|up again|running again|rebuil\w+|fail ?over|repair\w*)\b[^,;.]{0,30}$"
)


def too_slow(frame: Frame) -> Iterator[Gap]:
    target = availability(frame)
    if target is None:
        return
    budget = (1 - target.low / 100) * YEAR
    for topic in TOPICS:
        for span in known(frame, topic, "duration"):
            if span.low > budget and BACK_UP.search(span.before + span.fact.quote.lower()[:7]):
                yield Gap(
                    f"answers.{topic}",
                    f"{duration(span.low)} to come back is more than {target.fact.quote} allows in a year ({duration(budget)}).",
                )
                return


RULE = FrameRule(
    id="FF514",
    name="recovery-beyond-downtime",
    severity="warning",
    meaning="One failure breaks the promise for the year. Either the recovery has to be faster, or the target is lower than it was said to be.",
    bad="99.99 %, and a restore takes 4 hours.",
    good="99.9 %, and a restore takes 4 hours.",
    section="dr-tiers",
    find=too_slow,
    catches=(sketch(answers={"availability": "99.99 %", "recovery": "Restored within 4 hours"}),),
    leaves_alone=(
        sketch(answers={"availability": "99.9 %", "recovery": "Restored within 4 hours"}),
        sketch(answers={"availability": "99.99 %", "recovery": "We may lose 4 hours of data"}),
        sketch(answers={"availability": "99.99 %"}),
        sketch(answers={"recovery": "Restored within 4 hours"}),
    ),
)
