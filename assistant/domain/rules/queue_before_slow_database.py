"""FF602: a queue in front of a database that is the bottleneck."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, proposed, told
from assistant.domain.rules.utterance import phrase

QUEUE = phrase("queues?", "sqs", "rabbitmq", "kafka", "message broker", "azure service bus", "pub/sub", "buffer")
SLOW_DATABASE = phrase(
    "(?:database|db|postgres\\w*|mysql|mariadb|oracle|sql server|mongodb|tables?|queries|query|inserts?|writes?)"
    " (?:\\w+ ){0,3}(?:slow\\w*|bottleneck|overloaded|locks?|saturated|cannot keep up|can't keep up|at its limit|maxed out)",
    "slow (?:database|db|queries|query|inserts?|writes?|sql)", "bottleneck is the (?:database|db)",
    "(?:full table scan|missing index|no index|without an index)",
)  # fmt: skip
NO_WAIT = phrase(
    "backlog",
    "drain\\w*",
    "batch\\w*",
    "accepted at once",
    "may be late",
    "spikes? of \\w+",
    "e-?mails?",
    "asynchron\\w*",
)


def put_off(frame: Frame) -> Iterator[Gap]:
    plan = proposed(frame, QUEUE)
    if plan is None:
        return
    causes = "\n".join(why.text for why in frame.whys)
    slow = SLOW_DATABASE.search(f"{causes}\n{told(frame, 'problem', 'symptom', 'root_cause', 'existing_system')}")
    if slow and not NO_WAIT.search(everything(frame)):
        yield Gap(
            plan.path,
            f'"{slow.group()}" stays so behind "{plan.text}"; a queue puts the work off. Right if the work may wait and there is time to drain it.',
        )


RULE = FrameRule(
    id="FF602",
    name="queue-before-slow-database",
    severity="warning",
    meaning="A queue adds no capacity. Work that the database cannot do now waits, and the newest waits longest. It is right for work that may wait, with spare capacity afterwards.",
    bad="Writes to the database are slow, so we put SQS in front.",
    good="Writes take 90 ms because of six indexes; four of them go, then we measure again.",
    section="q15-queue-antipattern",
    find=put_off,
    catches=(
        sketch(
            answers={"problem": "The database is the bottleneck on Fridays"}, options=("SQS in front", "fewer indexes")
        ),
        sketch(answers={"root_cause": "Slow queries on orders", "countermeasure": "A queue between them"}),
    ),
    leaves_alone=(
        sketch(answers={"problem": "Mails are lost when the provider is down"}, options=("SQS",)),
        sketch(answers={"problem": "Slow queries on orders"}, options=("an index",)),
        sketch(answers={"problem": "Slow writes", "latency": "A backlog of 5 minutes is fine"}, options=("SQS",)),
        sketch(answers={"problem": "Slow queries"}, options=("no queue, an index",)),
    ),
)
