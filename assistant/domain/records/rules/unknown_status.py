"""FF802: a status that is none of the known ones, or still the template's choice of all of them."""

from collections.abc import Iterator

from assistant.domain.records.record import Record
from assistant.domain.records.rules.rule import RecordRule, Spot

LONGEST = 60


def unreadable(record: Record) -> Iterator[Spot]:
    if record.status is None or record.status.kind != "unknown":
        return
    text = record.status.text if len(record.status.text) <= LONGEST else f"{record.status.text[:LONGEST]}…"
    said = (
        "still offers the template's choice"
        if "|" in text
        else "says neither proposed, accepted, rejected, deprecated nor superseded"
    )
    yield Spot("status", record.status.line, f'The status "{text}" {said}: which is it?', text)


RULE = RecordRule(
    id="FF802",
    name="unknown-status",
    severity="warning",
    meaning="A status in words of its own. Tools and readers cannot tell whether the decision is in force.",
    bad="Status: it depends.",
    good="Status: accepted.",
    section="trade-off-template",
    find=unreadable,
    catches=(
        "# Use Kafka\n\nStatus: purple\n\n## Decision\n\nKafka.\n",
        "# Use Kafka\n\n* Status: [proposed | rejected | accepted | deprecated]\n\n## Decision\n\nKafka.\n",
    ),
    leaves_alone=(
        "# Use Kafka\n\nStatus: Accepted (2026-01-15, after the pilot)\n\n## Decision\n\nKafka.\n",
        "# Use Kafka\n\n## Status\n\n~~Proposed~~ In force\n\n## Decision\n\nKafka.\n",
        "# Use Kafka\n\n## Status\n\nSuperseded by [9. Use a table](0009-use-a-table.md)\n\n## Decision\n\nKafka.\n",
        "# Use Kafka\n\n## Decision\n\nKafka.\n",
    ),
)
