"""FF609: more services than a small team can own."""

from collections.abc import Iterator

from assistant.domain.calculators.figures import exact
from assistant.domain.frame import Frame
from assistant.domain.rules.configuration import Limits
from assistant.domain.rules.rule import Gap, LimitRule
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import proposed, team_size
from assistant.domain.rules.utterance import phrase

MICROSERVICES = phrase(
    "micro-?services?",
    "micro services",
    "one service (?:per|for each) \\w+",
    "split (?:it |the monolith )?into services",
)


def spread_thin(frame: Frame, limits: Limits) -> Iterator[Gap]:
    people, plan = team_size(frame), proposed(frame, MICROSERVICES)
    if plan is not None and people is not None and people <= limits.small_team:
        yield Gap(
            plan.path,
            f'"{plan.text}" with {exact(people)} people: each service wants an owner, a pipeline and a contract. Right if teams get in each other\'s way.',
        )


RULE = LimitRule(
    id="FF609",
    name="microservices-for-small-team",
    severity="warning",
    meaning="Services solve the trouble of many teams in one codebase, and cost pipelines, contracts and tracing. They are right when people collide, parts scale differently and boundaries hold still, all three.",
    bad="Microservices, with 4 developers.",
    good="One application with clear modules, with 4 developers.",
    section="q04-microservices-velocity",
    find=spread_thin,
    catches=(sketch(answers={"team": "4 developers"}, options=("microservices", "one application")),),
    leaves_alone=(
        sketch(answers={"team": "40 developers"}, options=("microservices",)),
        sketch(answers={"team": "three teams of 4 developers"}, options=("microservices",)),
        sketch(answers={"team": "4 developers"}, options=("a monolith instead of microservices",)),
        sketch(options=("microservices",)),
    ),
)
