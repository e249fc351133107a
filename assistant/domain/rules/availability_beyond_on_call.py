"""FF501: an availability that the people on call cannot keep."""

from collections.abc import Iterator

from assistant.domain.calculators.figures import HOUR, YEAR, duration
from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import availability, told
from assistant.domain.rules.utterance import phrase

WEEKEND = 62 * HOUR
"""From Friday at six to Monday at eight."""
LONGEST_BUDGET_OF_ONE = 5 * HOUR
"""A year's downtime that one night without an answer uses up."""
NOBODY = phrase(
    "(?:nobody|no one|none(?: of (?:us|them))?) (?:is |will be |can be |wants to be )?on[- ]call",
    "(?:no|without|not an?) on[- ]call",
    "n't (?:have|do|want|offer) (?:an? )?on[- ]call",
)
ONE = phrase(
    "(?:one|1|a single) (?:person|developer|engineer|admin|administrator|colleague)(?: is)?(?: always)? on[- ]call",
    "only (?:one|1|me|\\w+)(?: of (?:us|them))?(?: is)? on[- ]call",
    "on[- ]call (?:is|rests on|means) (?:one|a single|me\\b)",
)
TAKING_TURNS = phrase(
    "rota\\w*", "turns?", "at a time", "shifts?", "alternat\\w+", "each week", "every week", "per week"
)


def unanswered(frame: Frame) -> Iterator[Gap]:
    target = availability(frame)
    if target is None:
        return
    team = told(frame, "team", "observability", "maintainability")
    budget = (1 - target.low / 100) * YEAR
    left = f"{target.fact.quote} leaves {duration(budget)} a year"
    if NOBODY.search(team) and budget < WEEKEND:
        yield Gap("answers.availability", f"{left} and nobody is on call: one unseen weekend is {duration(WEEKEND)}.")
    elif ONE.search(team) and not TAKING_TURNS.search(team) and budget < LONGEST_BUDGET_OF_ONE:
        yield Gap("answers.availability", f"{left} and one person is on call: a night or a holiday uses it up.")


RULE = FrameRule(
    id="FF501",
    name="availability-beyond-on-call",
    severity="warning",
    meaning="The target leaves less time than a failure takes to be noticed. An availability is a promise about people as much as about machines.",
    bad="99.99 %, and one person on call.",
    good="99.5 % in opening hours, with five people taking turns of a week.",
    section="functional-vs-nonfunctional",
    find=unanswered,
    catches=(
        sketch(answers={"availability": "99.99 % a year", "team": "4 developers, only one is on call"}),
        sketch(answers={"availability": "99.9 %", "team": "Three developers, no on-call"}),
    ),
    leaves_alone=(
        sketch(answers={"availability": "99.99 %", "team": "8 developers, one person is on call at a time"}),
        sketch(answers={"availability": "99 %", "team": "Nobody is on call"}),
        sketch(answers={"availability": "99.9 % during office hours", "team": "Nobody is on call"}),
        sketch(answers={"availability": "99.99 %", "team": "4 developers"}),
        sketch(answers={"team": "Nobody is on call"}),
    ),
)
