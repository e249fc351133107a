"""FF404: gains and losses, and not one of them has a size."""

from collections.abc import Iterator

from assistant.domain.records.evidence import has_consequences, has_figure
from assistant.domain.records.record import Record
from assistant.domain.records.rules.rule import Spot, as_in
from assistant.domain.rules import unquantified_tradeoff


def sizeless(record: Record) -> Iterator[Spot]:
    if (record.cons or has_consequences(record)) and not has_figure(record):
        yield Spot(
            "consequences",
            record.line_of("consequences", "negative", "positive", "comparison", "decision"),
            "No gain or loss in this record has a figure with a unit: how much, in hours, euro, milliseconds or people?",
        )


RULE = as_in(
    unquantified_tradeoff.RULE,
    find=sizeless,
    catches=(
        "# Use Kafka\n\n## Decision\n\nWe use Kafka.\n\n## Consequences\n\nReplay works. Operations get harder.\n",
    ),
    leaves_alone=(
        "# Use Kafka\n\n## Decision\n\nWe use Kafka.\n\n## Consequences\n\nReplay works. It costs 90 euro a month.\n",
        "# Use Kafka\n\n## Context\n\nOrders wait for 15 minutes.\n\n## Decision\n\nKafka.\n\n## Consequences\n\nIt is harder to run.\n",
        "# Use Kafka\n\n## Decision\n\nWe use Kafka.\n",
    ),
)
