"""FF623: a stream for what nobody looks at before the morning."""

from collections.abc import Iterator

from assistant.domain.automatic import known
from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, proposed, told
from assistant.domain.rules.utterance import phrase

STREAM = phrase(
    "kafka",
    "kinesis",
    "flink",
    "spark streaming",
    "event hubs?",
    "pub/sub",
    "dataflow",
    "stream(?:ing)?(?: (?:pipeline|platform|processing|processor))",
    "real[- ]?time pipeline",
    "change data capture",
    "cdc",
)
AN_HOUR = 3600.0
OVERNIGHT = phrase(
    "(?:a|one) (?:day|week) (?:old|late|behind)", "(?:the )?next (?:morning|day|business day)", "overnight",
    "by (?:the )?morning", "once a (?:day|week)", "daily", "weekly",
)  # fmt: skip
ALSO = phrase(
    "fraud",
    "alert\\w*",
    "within (?:\\w+ )?(?:seconds?|minutes?)",
    "replay",
    "many consumers",
    "several consumers",
    "consumers? each",
    "decoupl\\w+",
    "already (?:run|have|use)\\w*",
)


def no_hurry(frame: Frame) -> Iterator[Gap]:
    plan = proposed(frame, STREAM)
    if plan is None or ALSO.search(everything(frame)):
        return
    waits = known(frame, "latency", "duration")
    if any(wait.high < AN_HOUR for wait in waits):
        return
    rhythm = OVERNIGHT.search(told(frame, "latency"))
    soon_enough = waits[0].fact.quote if waits else rhythm.group() if rhythm else ""
    if soon_enough:
        yield Gap(
            plan.path,
            f'"{plan.text}", and "{soon_enough}" is soon enough: a batch is easier to run, to repeat and to repair. Right when somebody acts within minutes.',
        )


RULE = FrameRule(
    id="FF623",
    name="stream-for-a-daily-need",
    severity="warning",
    meaning="A failed batch is started again on the same files; a stream has to be right all the time. It is right when somebody, or something, acts on each event within minutes.",
    bad="Kafka and Flink, for figures that may be a day old.",
    good="A nightly batch, for figures that may be a day old.",
    section="streaming-ingestion",
    find=no_hurry,
    catches=(
        sketch(answers={"latency": "Figures may be a day old"}, options=("Kafka and Flink", "a nightly batch")),
        sketch(answers={"latency": "Two hours late is fine"}, options=("A streaming pipeline", "a job")),
    ),
    leaves_alone=(
        sketch(answers={"latency": "Visible within 5 seconds"}, options=("Kafka and Flink",)),
        sketch(answers={"latency": "Figures may be a day old"}, options=("a nightly batch",)),
        sketch(
            answers={"latency": "Figures may be a day old", "functional": "Fraud checks on each payment"},
            options=("Kafka",),
        ),
        sketch(options=("Kafka",)),
    ),
)
