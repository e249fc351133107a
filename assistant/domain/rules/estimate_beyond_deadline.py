"""FF506: a way that takes longer than the time there is."""

import re
from collections.abc import Iterator

from assistant.domain.automatic import known
from assistant.domain.calculators.figures import DAY, duration
from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import details, facts_of

TIME_LEFT = re.compile(r"(?:^|\b(?:in|within|have|only|after|deadline is|leaves?|for|next)\s+(?:the next )?)$")
NOT_A_DEADLINE = re.compile(
    r"\b(?:pilot|last|ago|took|since|every|each|already|delay\w*|late|extra|then|later|support)\b"
)
TAKES = re.compile(
    r"\b(?:takes?|needs?|estimat\w+(?: at| to take| to be)?|lasts?)\s+(?:us |about |roughly |at least |some )*$",
    re.IGNORECASE,
)


def too_long(frame: Frame) -> Iterator[Gap]:
    left = [
        span
        for span in known(frame, "timeline", "duration")
        if span.low >= DAY
        and span.fact.period is None
        and not NOT_A_DEADLINE.search(span.sentence)
        and (TIME_LEFT.search(span.before) or span.fact.quote.lower().startswith(("in ", "within ")))
    ]
    if len(left) != 1:
        return
    for path, text in details(frame):
        for span in facts_of(text, "duration"):
            if span.low and span.low > left[0].high and TAKES.search(text[: span.start]):
                yield Gap(
                    path,
                    f"{duration(span.low)} are estimated and {duration(left[0].high)} are left: which part goes first, and which not at all?",
                )
                break


RULE = FrameRule(
    id="FF506",
    name="estimate-beyond-deadline",
    severity="warning",
    meaning="An estimate longer than the time left. Said now, it is a talk about scope; said in the last week, only the tests are left to cut.",
    bad="It takes 8 weeks, and the deadline is in 6.",
    good="Six weeks: orders first, invoices in May.",
    section="q18-skip-tests",
    find=too_long,
    catches=(
        sketch(answers={"timeline": "within 6 weeks"}, options=("a new checkout, takes 8 weeks", "the old one")),
        sketch(answers={"timeline": "We have 3 months", "countermeasure": "A new pipeline that needs about 5 months"}),
    ),
    leaves_alone=(
        sketch(answers={"timeline": "within 8 weeks"}, options=("a new checkout, takes 6 weeks",)),
        sketch(answers={"timeline": "a pilot for 2 weeks"}, options=("a new checkout, takes 6 weeks",)),
        sketch(answers={"timeline": "within 2 weeks"}, options=("a contract for 3 years",)),
        sketch(answers={"timeline": "by 1 March"}, options=("takes 8 weeks",)),
    ),
)
