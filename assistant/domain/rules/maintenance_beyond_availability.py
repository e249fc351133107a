"""FF502: planned maintenance that uses up more time than the availability leaves."""

import re
from collections.abc import Iterator

from assistant.domain.automatic import known
from assistant.domain.calculators.figures import duration
from assistant.domain.frame import Frame
from assistant.domain.reading.units import PERIOD_SECONDS
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import availability
from assistant.domain.rules.utterance import phrase

PLANNED = phrase(
    "maintenance(?: windows?)?", "planned downtime", "service windows?", "patch(?:ing)? windows?", "switched off"
)
NOT_COUNTED = phrase(
    "exclud\\w+", "not counted", "does ?n[o']t count", "without", "apart from", "except", "outside", "no longer"
)
WEEKLY = re.compile(
    r"\b(?:every|each|on) (?:week|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?s?\b|\bweekly\b", re.IGNORECASE
)
MONTHLY = re.compile(r"\b(?:every|each) month\b|\bmonthly\b", re.IGNORECASE)


def used_up(frame: Frame) -> Iterator[Gap]:
    target = availability(frame)
    if target is None or NOT_COUNTED.search(target.text):
        return
    for topic in ("availability", "existing_system", "rollout", "maintainability"):
        for window in known(frame, topic, "duration"):
            if not PLANNED.search(window.sentence) or NOT_COUNTED.search(window.sentence):
                continue
            period = _period(window.period, window.sentence)
            if period is None:
                continue
            share = window.low / period
            if share > 1 - target.low / 100:
                left = duration((1 - target.low / 100) * period)
                yield Gap(
                    "answers.availability",
                    f'{target.fact.quote} leaves {left} in the time in which "{window.fact.quote}" are planned to be off.',
                )
                return


def _period(named: str | None, sentence: str) -> float | None:
    if named in PERIOD_SECONDS:
        return PERIOD_SECONDS[named]
    if WEEKLY.search(sentence):
        return PERIOD_SECONDS["week"]
    return PERIOD_SECONDS["month"] if MONTHLY.search(sentence) else None


RULE = FrameRule(
    id="FF502",
    name="maintenance-beyond-availability",
    severity="warning",
    meaning="What is switched off on purpose is off all the same. Either the window does not count and somebody says so, or the target is missed before anything fails.",
    bad="99.9 %, with a maintenance window of 4 hours a week.",
    good="99.9 % outside a maintenance window of 4 hours on Sundays.",
    section="deployment-downtime",
    find=used_up,
    catches=(
        sketch(answers={"availability": "99.9 %", "existing_system": "A maintenance window of 4 hours a week"}),
        sketch(answers={"availability": "99.9 %", "rollout": "Planned downtime every Sunday for two hours"}),
    ),
    leaves_alone=(
        sketch(answers={"availability": "99.9 % outside maintenance", "rollout": "Maintenance of 4 hours a week"}),
        sketch(answers={"availability": "99.9 %", "rollout": "Maintenance of 5 minutes a week"}),
        sketch(answers={"availability": "99.9 %", "rollout": "Maintenance takes 4 hours"}),
        sketch(answers={"availability": "99.9 %", "existing_system": "A report of 4 hours a week"}),
    ),
)
