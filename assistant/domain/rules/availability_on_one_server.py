"""FF503: an availability that one machine cannot give."""

from collections.abc import Iterator

from assistant.domain.calculators.figures import YEAR, duration
from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import availability, proposed
from assistant.domain.rules.utterance import phrase

HIGHEST_OF_ONE = 99.9
"""Percent from which repairing or replacing a single machine takes longer than a year allows for all failures together."""
ONE_MACHINE = phrase(
    "(?:one|a single|single|1) (?:small |big |physical |virtual )?(?:server|machine|node|instance|vm|host|computer"
    "|box|ec2 instance|data ?cent(?:re|er)|availability zone|raspberry pi)(?! (?:per|in each|a (?:site|shop)))"
)
SPARE = phrase(
    "standby",
    "stand-by",
    "spare",
    "fail ?-?over",
    "replicas?",
    "second",
    "another",
    "each",
    "backup (?:server|machine)",
)


def alone(frame: Frame) -> Iterator[Gap]:
    target = availability(frame)
    if target is None or target.low < HIGHEST_OF_ONE:
        return
    plan = proposed(frame, ONE_MACHINE)
    if plan is not None and not SPARE.search(plan.text):
        left = duration((1 - target.low / 100) * YEAR)
        yield Gap(
            plan.path,
            f'"{plan.text}" is one machine, and {target.fact.quote} leaves {left} a year for replacing it: what takes over?',
        )


RULE = FrameRule(
    id="FF503",
    name="availability-on-one-server",
    severity="warning",
    meaning="Three nines and more are less time than it takes to replace a machine. It is right when a spare stands ready, or when the promise counts opening hours only.",
    bad="99.95 %, on a single server.",
    good="99.95 %, on two servers, the second takes over within 2 minutes.",
    section="dr-tiers",
    find=alone,
    catches=(
        sketch(answers={"availability": "99.95 %"}, options=("a single server in the office", "two servers")),
        sketch(answers={"availability": "99.9 %", "recommendation": "Everything on one VM"}),
    ),
    leaves_alone=(
        sketch(answers={"availability": "99 %"}, options=("a single server",)),
        sketch(answers={"availability": "99.95 %"}, options=("one server with a standby",)),
        sketch(answers={"availability": "99.95 %"}, options=("not on a single server", "two servers")),
        sketch(answers={"availability": "99.95 %"}, options=("one server", "two"), baseline="one server"),
        sketch(answers={"availability": "99.95 % of office hours, 8 to 18"}, options=("one server",)),
    ),
)
