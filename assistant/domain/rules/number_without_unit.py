"""FF109: a latency, a timeout or a recovery time as a bare number."""

import re
from collections.abc import Iterator

from assistant.domain.rules.rule import WordingRule
from assistant.domain.rules.utterance import Hit, Utterance

TIMED = (
    r"(?:latency|response times?|load(?:ing)? times?|time-?outs?|delay|rto|rpo|p50|p9[059]|p99\.9"
    "|retention(?: period)?|recovery time|session length|interval)"
)
BARE = re.compile(
    rf"\b{TIMED}\s+(?:(?:is|are|of|should|must|be|has|have|to|stay|at|most|about|around|under|below|than|less|max"
    r"|maximum|=|:)\s+){1,5}(?P<number>(?!0\b)\d+(?:[.,]\d+)?)\b(?P<after>.{0,16})",
    re.IGNORECASE,
)
UNIT = re.compile(
    r"^\s?-?(?:ms|millis|s\b|secs?|seconds?|m\b|min|minutes?|h\b|hours?|hrs?|d\b|days?|weeks?|months?|quarters?"
    r"|years?|business|working|%|percent|st\b|nd\b|rd\b|th\b|to\b|-|–|:|/|or\b|and\b|times|x\b)",
    re.IGNORECASE,
)


def unitless(utterance: Utterance) -> Iterator[Hit]:
    for sentence in utterance.statements:
        for match in BARE.finditer(sentence.plain):
            if UNIT.match(match.group("after")) is None:
                yield sentence.hit(
                    match.start(), match.end("number"), "{quote} has no unit: milliseconds, seconds, minutes or days?"
                )


RULE = WordingRule(
    id="FF109",
    name="number-without-unit",
    severity="warning",
    meaning="A time given as a bare number. Between 200 milliseconds and 200 seconds lie two different systems.",
    bad="The latency should be under 200.",
    good="The latency should be under 200 ms for 95% of requests.",
    section="latency-vs-throughput",
    find=unitless,
    catches=("The latency should be under 200.", "RTO is 4, RPO is 15 minutes.", "p95 must be below 300"),
    leaves_alone=(
        "The latency should be under 200 ms.",
        "The timeout is 30 seconds.",
        "The delay affects 60 parcels.",
        "The interval is 2-3 days.",
        "We serve 200 clerks.",
    ),
)
