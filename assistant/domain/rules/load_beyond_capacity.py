"""FF512: a way whose stated limit lies below the load."""

import re
from collections.abc import Iterator

from assistant.domain.calculators.figures import figure
from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import details, facts_of, rates

CAPACITY = re.compile(
    r"\b(?:handles?|carries|takes|serves|up to|at most|max(?:imum)?(?: of)?|limit(?:ed)?(?: of| to| is)?|capacity(?: of| is)?)\s+"
    r"(?:about |roughly |up to |at most )*$",
    re.IGNORECASE,
)


def too_small(frame: Frame) -> Iterator[Gap]:
    loads = rates(frame)
    if not loads:
        return
    for path, text in details(frame):
        for limit in facts_of(text, "rate"):
            stated = CAPACITY.search(text[: limit.start]) or limit.bound == "at_most"
            above = [load for load in loads if load.fact.noun == limit.noun and limit.high and load.low > limit.high]
            if stated and above:
                yield Gap(
                    path,
                    f'"{limit.quote}" is its limit and "{above[0].fact.quote}" the load, {figure(above[0].low / (limit.high or 1))} times as much.',
                )
                break


RULE = FrameRule(
    id="FF512",
    name="load-beyond-capacity",
    severity="warning",
    meaning="The load that was named does not fit into the limit that was named. It is right when something in front of it turns work away or puts it off, and that is said.",
    bad="It handles 300 orders a second; we have 800 orders a second on Fridays.",
    good="It handles 1,200 orders a second; we have 800 orders a second on Fridays.",
    section="q15-queue-antipattern",
    find=too_small,
    catches=(
        sketch(
            answers={"scale": "800 orders a second at peak"},
            options=("a queue that handles 300 orders a second", "a pool"),
        ),
    ),
    leaves_alone=(
        sketch(answers={"scale": "200 orders a second"}, options=("a queue that handles 300 orders a second",)),
        sketch(answers={"scale": "800 requests a second"}, options=("handles 300 orders a second",)),
        sketch(answers={"scale": "800 orders a second"}, options=("saves 300 orders a second",)),
        sketch(answers={"scale": "800 orders a day"}, options=("handles 300 orders a second",)),
    ),
)
