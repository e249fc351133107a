"""FF508: more requests than the people who use it can make."""

from collections.abc import Iterator

from assistant.domain.automatic import FUTURE
from assistant.domain.calculators.figures import DAY, exact, figure
from assistant.domain.frame import Frame
from assistant.domain.rules.configuration import Limits
from assistant.domain.rules.rule import Gap, LimitRule
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, rates, user_count
from assistant.domain.rules.utterance import phrase

MACHINES = phrase(
    "devices?", "sensors?", "machines?", "robots?", "bots?", "scanners?", "trackers?", "meters?", "jobs?", "scripts?",
    "apis?", "integrations?", "polls?", "polling", "crawlers?", "systems? (?:call|send|ask)s?", "cameras?", "vehicles?",
    "batch\\w*", "imports?", "syncs?", "terminals?", "tills?",
)  # fmt: skip


def too_busy(frame: Frame, limits: Limits) -> Iterator[Gap]:
    users = user_count(frame)
    loads = [rate for rate in rates(frame) if not FUTURE.search(rate.sentence)]
    if not users or not loads or MACHINES.search(everything(frame)):
        return
    busiest = max(loads, key=lambda rate: rate.low)
    per_head = busiest.low * DAY / users
    if busiest.period in ("day", "hour", "minute") and per_head > limits.requests_a_user_a_day:
        yield Gap(
            "answers.scale",
            f'"{busiest.fact.quote}" is {figure(per_head)} a day for each of {exact(users)} users: what else sends them?',
        )


RULE = LimitRule(
    id="FF508",
    name="load-beyond-users",
    severity="warning",
    meaning="People make tens or hundreds of requests a day. A load far above that comes from machines nobody mentioned, from polling, or from a slip in a number.",
    bad="40 users, 2 million requests a day.",
    good="40 users and 900 sensors, 2 million readings a day.",
    section="question-checklist",
    find=too_busy,
    catches=(sketch(answers={"users": "40 planners", "scale": "2 million requests a day"}),),
    leaves_alone=(
        sketch(answers={"users": "40 planners", "scale": "20,000 requests a day"}),
        sketch(answers={"users": "40 planners and 900 sensors", "scale": "2 million readings a day"}),
        sketch(answers={"users": "40 planners per site", "scale": "2 million requests a day"}),
        sketch(answers={"users": "40 planners", "scale": "In 2 years 2 million requests a day are expected"}),
        sketch(answers={"scale": "2 million requests a day"}),
    ),
)
