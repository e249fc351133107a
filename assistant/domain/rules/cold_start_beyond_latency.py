"""FF624: functions that sleep, for an answer sooner than they wake."""

from collections.abc import Iterator

from assistant.domain.automatic import known
from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, proposed
from assistant.domain.rules.utterance import phrase

FUNCTIONS = phrase(
    "serverless(?: functions?)?", "(?:aws )?lambdas?", "cloud functions", "azure functions", "functions as a service"
)
WARM = phrase(
    "provisioned concurrency",
    "pre-?warm\\w*",
    "kept warm",
    "keep(?:ing)? (?:it |them )?warm",
    "warm",
    "always on",
    "cold starts? (?:is|are) (?:fine|acceptable|ok)",
    "background",
    "asynchron\\w*",
    "snapstart",
    "edge (?:workers|functions)",
)
EXCEPTIONS = phrase("p50", "median", "on average", "usually", "(?:9\\d|9\\d\\.\\d) ?(?:%|percent|out of 100)", "p9\\d")
FASTEST_WAKE = 0.1
"""Seconds that a cold start takes at least."""


def asleep(frame: Frame) -> Iterator[Gap]:
    plan = proposed(frame, FUNCTIONS)
    if plan is None or WARM.search(everything(frame)):
        return
    waits = [
        wait
        for wait in known(frame, "latency", "duration")
        if wait.high <= FASTEST_WAKE and not EXCEPTIONS.search(wait.text)
    ]
    if waits:
        yield Gap(
            plan.path,
            f'"{plan.text}" wakes in 100 ms to 10 s when nobody called for a while (guide, 2025), and "{waits[0].fact.quote}" was asked for. Right for nearly all answers, or kept warm.',
        )


RULE = FrameRule(
    id="FF624",
    name="cold-start-beyond-latency",
    severity="warning",
    meaning="The first call after a pause waits for the function to start, 100 ms to 10 s. It is right where most answers may be fast and some may not, or with instances that are paid to stay warm.",
    bad="Lambda, and each answer in 80 ms.",
    good="Lambda with provisioned concurrency, and each answer in 80 ms.",
    section="serverless-trade-offs",
    find=asleep,
    catches=(sketch(answers={"latency": "Each answer in 80 ms"}, options=("AWS Lambda", "a container")),),
    leaves_alone=(
        sketch(answers={"latency": "Each answer in 3 seconds"}, options=("AWS Lambda",)),
        sketch(answers={"latency": "Each answer in 80 ms"}, options=("AWS Lambda with provisioned concurrency",)),
        sketch(answers={"latency": "95 percent in 80 ms"}, options=("AWS Lambda",)),
        sketch(answers={"latency": "Each answer in 80 ms"}, options=("a container",)),
    ),
)
