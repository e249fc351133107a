"""FF604: a store that answers by key, for questions that nobody knows yet."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, mentioned, proposed, told
from assistant.domain.rules.utterance import phrase

KEY_VALUE = phrase(
    "dynamodb",
    "dynamo db",
    "cassandra",
    "scylladb",
    "hbase",
    "bigtable",
    "key[- ]value (?:store|database)",
    "riak",
    "wide[- ]column store",
)
OPEN_QUESTIONS = phrase(
    "ad[- ]hoc(?: \\w+)?", "reports?", "reporting", "joins?", "analytics", "full[- ]text search", "keyword search", "aggregat\\w+",
    "dashboards?", "monthly (?:revenue|figures|numbers)", "sorted by", "filter(?:ed|ing)? by \\w+",
)  # fmt: skip
ELSEWHERE = phrase(
    "warehouse",
    "bigquery",
    "redshift",
    "athena",
    "opensearch",
    "elasticsearch",
    "replicat\\w+ to",
    "streams?",
    "export\\w*",
)


def unanswerable(frame: Frame) -> Iterator[Gap]:
    plan = proposed(frame, KEY_VALUE)
    if plan is None:
        return
    question = mentioned(told(frame, "functional", "problem", "success", "data", "users"), OPEN_QUESTIONS)
    if question and not ELSEWHERE.search(everything(frame)):
        yield Gap(
            plan.path,
            f'"{plan.text}" answers by key, and "{question}" was asked for. Right if every question is known today, or reports run elsewhere.',
        )


RULE = FrameRule(
    id="FF604",
    name="key-value-for-reports",
    severity="warning",
    meaning="A key-value store gives up joins, sums and search for scale. It is right when every access pattern is written down, or when a second store serves the other questions.",
    bad="DynamoDB; finance wants ad-hoc queries.",
    good="PostgreSQL; finance wants ad-hoc queries over 2 million orders.",
    section="q21-dynamodb-access-patterns",
    find=unanswerable,
    catches=(
        sketch(
            answers={"functional": "Orders by key and ad-hoc queries for finance"}, options=("DynamoDB", "PostgreSQL")
        ),
        sketch(answers={"problem": "Finance waits 3 days for a report"}, options=("Cassandra", "PostgreSQL")),
    ),
    leaves_alone=(
        sketch(answers={"functional": "Sessions by key"}, options=("DynamoDB",)),
        sketch(answers={"functional": "Orders by key, reports"}, options=("PostgreSQL",)),
        sketch(answers={"functional": "Reports"}, options=("DynamoDB, exported to BigQuery every hour",)),
        sketch(answers={"functional": "No reports"}, options=("DynamoDB",)),
    ),
)
