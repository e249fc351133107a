"""FF804: nobody can tell how old it is."""

from collections.abc import Iterator

from assistant.domain.records.parser import DAY
from assistant.domain.records.record import Record
from assistant.domain.records.rules.rule import RecordRule, Spot


def undated(record: Record) -> Iterator[Spot]:
    said = "\n".join(field.value for field in record.fields)
    if record.date is None and not DAY.search(said) and record.style not in ("framefirst", "y-statement"):
        yield Spot("date", record.line, "No date: when was this decided, or last looked at?")


RULE = RecordRule(
    id="FF804",
    name="no-date",
    severity="info",
    meaning="A record without a date. Its prices, versions and reasons cannot be placed, and no review can be planned from it.",
    bad="Status: accepted, without a day.",
    good="Status: accepted. Date: 2026-01-15.",
    section="trade-off-template",
    find=undated,
    reads_words=False,
    catches=("# Use Kafka\n\nStatus: accepted\n\n## Decision\n\nKafka.\n",),
    leaves_alone=(
        "# Use Kafka\n\nDate: 2026-01-15\n\n## Decision\n\nKafka.\n",
        "# Use Kafka\n\n* Date: 15 January 2026\n\n## Decision\n\nKafka.\n",
        "# Use Kafka\n\n## Status\n\nAccepted on 15.01.2026\n\n## Decision\n\nKafka.\n",
        "---\ndate: 2026-01-15\n---\n# Use Kafka\n\n## Decision\n\nKafka.\n",
    ),
)
