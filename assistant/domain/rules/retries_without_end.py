"""FF615: trying again, with nothing that makes it stop."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, proposed, told
from assistant.domain.rules.utterance import phrase

RETRY = phrase("(?:more |automatic |add )?retr(?:y|ies|ying)", "try(?:ing)? again(?: automatically)?")
SLOW_OTHER = phrase(
    "slow\\w*",
    "overload\\w*",
    "time-?outs?",
    "timed out",
    "saturated",
    "cascad\\w+",
    "piles? up",
    "threads?",
    "connection pool",
)
STOPS = phrase(
    "back-?off", "circuit[- ]?breaker", "jitter", "at most", "limit\\w*", "budget", "once", "twice", "maximum", "max", "\\d+ (?:times|attempts|retries)",
    "three times", "bulkhead", "dead[- ]letter\\w*", "idempoten\\w+", "load shedding", "shed\\w*",
)  # fmt: skip


def again(frame: Frame) -> Iterator[Gap]:
    plan = proposed(frame, RETRY)
    if plan is None or STOPS.search(everything(frame)):
        return
    causes = "\n".join(why.text for why in frame.whys)
    slow = SLOW_OTHER.search(f"{causes}\n{told(frame, 'problem', 'symptom', 'root_cause')}")
    if slow:
        yield Gap(
            plan.path,
            f'"{plan.text}" sends more to what is already too slow ("{slow.group()}"). Right with a limit, growing pauses and something that gives up.',
        )


RULE = FrameRule(
    id="FF615",
    name="retries-without-end",
    severity="warning",
    meaning="Retries multiply the load on a service that is failing under it. They are right with a limit, growing pauses with jitter, and a breaker that stops them.",
    bad="It times out, so we add retries.",
    good="Two retries with a pause of 200 ms and then 1 s, and a breaker after 20 failures.",
    section="q17-cascading-failure",
    find=again,
    catches=(
        sketch(answers={"symptom": "Calls to stock end in timeouts", "countermeasure": "Automatic retries"}),
        sketch(answers={"problem": "The stock service is slow", "countermeasure": "Add retries"}),
    ),
    leaves_alone=(
        sketch(answers={"problem": "The stock service is slow", "countermeasure": "Retries with backoff"}),
        sketch(answers={"problem": "A file is sometimes missing", "countermeasure": "Add retries"}),
        sketch(answers={"problem": "The stock service is slow", "countermeasure": "No retries, a timeout"}),
    ),
)
