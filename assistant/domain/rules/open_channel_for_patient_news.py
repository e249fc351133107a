"""FF617: a connection held open for news that may be a minute late."""

from collections.abc import Iterator

from assistant.domain.automatic import known
from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, proposed
from assistant.domain.rules.utterance import phrase

CHANNEL = phrase(
    "web ?sockets?",
    "socket\\.io",
    "signalr",
    "server-sent events",
    "sse",
    "long polling",
    "persistent connections?",
    "bidirectional stream(?:ing|s)?",
)
PATIENT = 60.0
"""Seconds from which a request every now and then brings the same news."""
BOTH_WAYS = phrase(
    "chat", "both ways", "bidirectional\\w*", "collaborat\\w+", "typing", "cursor", "game", "games", "voice", "battery"
)


def patient(frame: Frame) -> Iterator[Gap]:
    plan = proposed(frame, CHANNEL)
    if plan is None or BOTH_WAYS.search(everything(frame)):
        return
    waits = known(frame, "latency", "duration")
    if waits and min(wait.high for wait in waits) >= PATIENT:
        yield Gap(
            plan.path,
            f'"{plan.text}", and "{waits[0].fact.quote}" is soon enough: asking again every so often brings that with nothing to hold open. Right when something also travels the other way.',
        )


RULE = FrameRule(
    id="FF617",
    name="open-channel-for-patient-news",
    severity="warning",
    meaning="Connections that stay open change load balancers, deployments and the way users reconnect. They are right for seconds, or when both sides talk; for a minute a plain request will do.",
    bad="WebSockets, and the status may be five minutes old.",
    good="The page asks every minute; the status may be five minutes old.",
    section="q03-realtime-notifications",
    find=patient,
    catches=(
        sketch(answers={"latency": "A status may be 5 minutes old"}, options=("WebSockets to the browser", "reload")),
    ),
    leaves_alone=(
        sketch(answers={"latency": "Visible within 2 seconds"}, options=("WebSockets to the browser",)),
        sketch(answers={"latency": "A status may be 5 minutes old"}, options=("the page asks every minute",)),
        sketch(
            answers={"latency": "A status may be 5 minutes old", "functional": "A chat between driver and shop"},
            options=("WebSockets",),
        ),
        sketch(options=("WebSockets",)),
    ),
)
