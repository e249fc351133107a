"""FF507: more work than the team has days before the deadline."""

import re
from collections.abc import Iterator

from assistant.domain.automatic import known
from assistant.domain.calculators.figures import DAY, MONTH, YEAR, duration, exact
from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import details, team_size, told

EFFORT = re.compile(
    r"\b(\d+(?:\.\d+)?) (?:person|man|developer|engineer|staff)[- ]?(days?|weeks?|months?|years?)\b", re.IGNORECASE
)
WORK = {"day": 7 / 5 * DAY, "week": 7 * DAY, "month": MONTH, "year": YEAR}
"""Calendar time in which one person does it."""


def too_much(frame: Frame) -> Iterator[Gap]:
    people = team_size(frame)
    left = [span for span in known(frame, "timeline", "duration") if span.low >= DAY and span.fact.period is None]
    if not people or len(left) != 1:
        return
    plans = [*details(frame), ("answers.functional", told(frame, "functional"))]
    for path, text in plans:
        effort = EFFORT.search(text)
        if effort is None:
            continue
        needed = float(effort[1]) * WORK[effort[2].lower().rstrip("s")]
        if needed > people * left[0].high:
            yield Gap(
                path,
                f'"{effort.group()}" are {duration(needed / people)} for {exact(people)} people, and {duration(left[0].high)} are left: what is left out?',
            )


RULE = FrameRule(
    id="FF507",
    name="effort-beyond-team",
    severity="warning",
    meaning="The work divided by the people is longer than the time. More people late make it later; less scope does not.",
    bad="24 person-months, 4 developers, 3 months.",
    good="12 person-months, 4 developers, 4 months, and two of the reports later.",
    section="trade-off-template",
    find=too_much,
    catches=(
        sketch(
            answers={"team": "4 developers", "timeline": "3 months"},
            options=("a new order system, 24 person-months", "a package"),
        ),
    ),
    leaves_alone=(
        sketch(answers={"team": "4 developers", "timeline": "8 months"}, options=("a new system, 24 person-months",)),
        sketch(answers={"team": "two teams of 4 developers", "timeline": "3 months"}, options=("24 person-months",)),
        sketch(answers={"team": "4 developers"}, options=("24 person-months",)),
        sketch(answers={"team": "4 developers", "timeline": "3 months"}, options=("24 months of support",)),
    ),
)
