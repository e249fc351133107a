"""FF509: more people at the same time than there are."""

import re
from collections.abc import Iterator

from assistant.domain.automatic import FUTURE, known
from assistant.domain.calculators.figures import exact
from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import USERS, user_count

TOGETHER = re.compile(
    r"^\s?(?:are |is |work |online )*(?:at once|at the same time|at a time|concurrently|simultaneously)"
)
TOGETHER_BEFORE = re.compile(r"\b(?:concurrent|simultaneous|parallel)\b")


def too_many(frame: Frame) -> Iterator[Gap]:
    users = user_count(frame)
    if not users:
        return
    for count in known(frame, "scale", "number", "people"):
        if (count.fact.unit or count.fact.noun) not in USERS or FUTURE.search(count.sentence):
            continue
        if count.low > users and (TOGETHER.search(count.after) or TOGETHER_BEFORE.search(count.fact.quote.lower())):
            yield Gap(
                "answers.scale", f'"{count.fact.quote}" at once, and {exact(users)} use it: which of the two is meant?'
            )
            return


RULE = FrameRule(
    id="FF509",
    name="more-at-once-than-users",
    severity="warning",
    meaning="The peak is larger than the whole. One of the two figures is a guess, or people are meant whom nobody has named.",
    bad="300 employees, 2,000 users at once.",
    good="300 employees, 120 users at once on Monday morning.",
    section="question-checklist",
    find=too_many,
    catches=(sketch(answers={"users": "300 employees", "scale": "2,000 users at the same time"}),),
    leaves_alone=(
        sketch(answers={"users": "300 employees", "scale": "120 users at the same time"}),
        sketch(answers={"users": "300 employees", "scale": "2,000 users will be there at once in 2 years"}),
        sketch(answers={"users": "300 employees", "scale": "2,000 orders at the same time"}),
        sketch(answers={"users": "300 employees", "scale": "2,000 users"}),
    ),
)
