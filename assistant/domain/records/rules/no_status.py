"""FF801: nobody can tell whether it holds."""

from collections.abc import Iterator

from assistant.domain.records.record import Record
from assistant.domain.records.rules.rule import RecordRule, Spot


def without_status(record: Record) -> Iterator[Spot]:
    if record.status is None and record.style != "y-statement":
        yield Spot("status", record.line, "No status: is this proposed, accepted, or replaced by another record?")


RULE = RecordRule(
    id="FF801",
    name="no-status",
    severity="warning",
    meaning="A record without a status. A reader two years on cannot tell a plan from a decision in force.",
    bad="# Use Kafka, and straight to the context.",
    good="Status: accepted. Date: 2026-01-15.",
    section="trade-off-template",
    find=without_status,
    reads_words=False,
    catches=(
        "# Use Kafka\n\n## Context\n\nBursts.\n\n## Decision\n\nWe will use Kafka.\n",
        "# Use Kafka\n\n## Status\n\n## Decision\n\nWe will use Kafka.\n",
    ),
    leaves_alone=(
        "# Use Kafka\n\n* Status: accepted\n\n## Decision\n\nWe will use Kafka.\n",
        "---\nstatus: proposed\n---\n# Use Kafka\n\n## Decision\n\nKafka.\n",
        "# Use Kafka\n\n## Status\n\nAccepted\n\n## Decision\n\nKafka.\n",
        "# Use Kafka\n\n| Status | Accepted |\n| --- | --- |\n| Decision | Kafka |\n",
    ),
)
