"""FF401: a record that names one way and no other."""

from collections.abc import Iterator

from assistant.domain.records.evidence import decides, has_alternatives
from assistant.domain.records.record import Record
from assistant.domain.records.rules.rule import Spot, as_in
from assistant.domain.rules import no_alternatives


def lonely(record: Record) -> Iterator[Spot]:
    if decides(record) and not record.options and not has_alternatives(record):
        yield Spot(
            "options",
            record.line_of("options", "decision", "context"),
            "No other way is mentioned: which two were looked at, and why did they lose?",
        )


RULE = as_in(
    no_alternatives.RULE,
    find=lonely,
    catches=(
        "# Use Kafka\n\n## Status\n\nAccepted\n\n## Context\n\nOrders arrive in bursts.\n\n## Decision\n\nWe will use Kafka.\n",
        "# Use Kafka\n\n## Context\n\nOrders arrive in bursts.\n\n## Considered Options\n\nNone.\n\n## Decision Outcome\n\nKafka.\n",
        "# Use Kafka\n\n## Decision\n\nWe will use Kafka. Alternatives were not considered.\n",
    ),
    leaves_alone=(
        "# Use Kafka\n\n## Considered Options\n\n* Kafka\n* A job every minute\n\n## Decision Outcome\n\nKafka.\n",
        "# Use Kafka\n\n## Decision\n\nWe will use Kafka. RabbitMQ was rejected because nobody here knows it.\n",
        "# Use Kafka\n\n## Decision\n\nWe will use Kafka rather than polling the table.\n",
        "# Use Kafka\n\nStatus: superseded by [ADR 9](0009.md)\n\n## Decision\n\nWe will use Kafka.\n",
        "# Kafka\n\n| Option | Pros | Cons |\n| --- | --- | --- |\n| Kafka | replay | costs 90 euro |\n| Job | simple | a minute late |\n\n## Decision\n\nKafka.\n",
        "# Use Kafka\n\n## Decision\n\nWe will use Kafka.\n\n## Why not a queue?\n\nIt forgets.\n",
        "# Use Kafka\n\n## Positions\n\nKafka, a queue, the table as it is.\n\n## Decision\n\nKafka.\n",
    ),
)
