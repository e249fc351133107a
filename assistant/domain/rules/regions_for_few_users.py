"""FF612: two regions at work at once, for a few people in one place."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.configuration import Limits
from assistant.domain.rules.rule import Gap, LimitRule
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, is_small, proposed
from assistant.domain.rules.utterance import phrase

EVERYWHERE = phrase(
    "active[-/ ]active",
    "multi-?region",
    "(?:two|2|three|several) regions",
    "cross-?region",
    "multi-?master",
    "geo-?replicat\\w+",
)
REASON = phrase(
    "regulat\\w+", "law", "life|lives", "emergency", "contract\\w* (?:require|demand)\\w*", "patients?", "per minute (?:down|of downtime)",
    "worldwide", "global\\w*", "continents?",
)  # fmt: skip


def doubled(frame: Frame, limits: Limits) -> Iterator[Gap]:
    plan = proposed(frame, EVERYWHERE)
    if plan is None:
        return
    small = is_small(frame, limits.few_users, limits.low_rate)
    if small and not REASON.search(everything(frame)):
        yield Gap(
            plan.path,
            f'"{plan.text}" for {small}: about twice the bill, and conflicts when both sides change the same thing. Right if an hour down costs more than that.',
        )


RULE = LimitRule(
    id="FF612",
    name="regions-for-few-users",
    severity="warning",
    meaning="A second active region costs 1.5 to 2 times as much and brings conflicts between copies. It is right for people on several continents, or when an hour down costs more than the second region.",
    bad="Active-active in two regions, for 60 planners.",
    good="One region, restored elsewhere within 4 hours, for 60 planners.",
    section="multi-region",
    find=doubled,
    catches=(
        sketch(answers={"users": "60 planners in Ghent"}, options=("active-active in two regions", "one region")),
    ),
    leaves_alone=(
        sketch(answers={"users": "60,000 users"}, options=("active-active in two regions",)),
        sketch(answers={"users": "60 planners on two continents"}, options=("active-active in two regions",)),
        sketch(answers={"users": "60 planners"}, options=("one region, not active-active",)),
        sketch(options=("active-active in two regions",)),
    ),
)
