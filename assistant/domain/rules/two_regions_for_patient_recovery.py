"""FF620: both regions at full size for a service that may be away for an hour."""

from collections.abc import Iterator

from assistant.domain.automatic import known
from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import proposed
from assistant.domain.rules.utterance import phrase

ACTIVE = phrase(
    "active[-/ ]active", "multi[- ]?master", "both regions (?:serve|active|at full)", "two active regions", "hot[- ]hot"
)
PATIENT = 1800.0
"""Seconds that a pilot light needs at its best."""


def patient(frame: Frame) -> Iterator[Gap]:
    plan = proposed(frame, ACTIVE)
    if plan is None:
        return
    allowed = [wait for wait in known(frame, "recovery", "duration") if wait.high >= PATIENT]
    if allowed and len(allowed) == len(known(frame, "recovery", "duration")):
        yield Gap(
            plan.path,
            f'"{plan.text}" costs about twice, and "{allowed[0].fact.quote}" is allowed: machines that stand ready but off are back in 30 to 60 minutes (guide, 2025). Right when seconds count.',
        )


RULE = FrameRule(
    id="FF620",
    name="two-regions-for-patient-recovery",
    severity="warning",
    meaning="Serving from two regions costs about twice and brings conflicting writes. Where the service may be away for half an hour or more, a copy of the data and machines that start on demand are enough.",
    bad="Active-active, and two hours of recovery are fine.",
    good="A replica and machines that start on demand; two hours of recovery are fine.",
    section="dr-tiers",
    find=patient,
    catches=(
        sketch(answers={"recovery": "Back within 2 hours"}, options=("Active-active in two regions", "a replica")),
    ),
    leaves_alone=(
        sketch(answers={"recovery": "Back within 60 seconds"}, options=("Active-active in two regions",)),
        sketch(answers={"recovery": "Back within 2 hours"}, options=("A replica in a second region",)),
        sketch(
            answers={"recovery": "Back within 2 hours, and at most 5 seconds of data lost"}, options=("Active-active",)
        ),
        sketch(options=("Active-active",)),
    ),
)
