"""FF805: an accepted decision that nobody's name is on."""

from collections.abc import Iterator

from assistant.domain.records.evidence import has_decider, one_way
from assistant.domain.records.record import Record
from assistant.domain.records.rules.rule import RecordRule, Spot


def unsigned(record: Record) -> Iterator[Spot]:
    accepted = record.status is not None and record.status.kind == "accepted"
    if accepted and not has_decider(record) and not one_way(record):
        yield Spot(
            "deciders",
            record.line_of("deciders", "status"),
            "Accepted, and by nobody in particular: whose decision was it?",
        )


RULE = RecordRule(
    id="FF805",
    name="no-decider",
    severity="info",
    meaning="An accepted decision without a name. When its reasons are questioned there is nobody to ask, and nobody to change it.",
    bad="Status: accepted.",
    good="Status: accepted. Deciders: Anna Berger, Tom Okafor.",
    section="reversible-decisions",
    find=unsigned,
    catches=("# Use Kafka\n\nStatus: accepted\n\n## Decision\n\nWe will use Kafka.\n",),
    leaves_alone=(
        "# Use Kafka\n\n* Status: accepted\n* Deciders: Anna Berger\n\n## Decision\n\nKafka.\n",
        "---\nstatus: accepted\ndecision-makers: [Anna, Tom]\n---\n# Use Kafka\n\n## Decision\n\nKafka.\n",
        "# Use Kafka\n\nStatus: accepted\nAuthor: Anna\n\n## Decision\n\nKafka.\n",
        "# Use Kafka\n\n## Status\n\nApproved by the architecture board on 2026-01-15\n\n## Decision\n\nKafka.\n",
        "# Use Kafka\n\nStatus: proposed\n\n## Decision\n\nKafka.\n",
    ),
)
