"""FF402: options listed without leaving things as they are."""

from collections.abc import Iterator

from assistant.domain.records.evidence import has_baseline
from assistant.domain.records.record import Record
from assistant.domain.records.rules.rule import Spot, as_in
from assistant.domain.rules import missing_do_nothing

FEWEST = 2


def missing_yardstick(record: Record) -> Iterator[Spot]:
    if len(record.options) >= FEWEST and not has_baseline(record):
        yield Spot(
            "options",
            record.options[0].line,
            f"None of the {len(record.options)} options leaves things as they are: what would that cost, and for how long?",
        )


RULE = as_in(
    missing_do_nothing.RULE,
    find=missing_yardstick,
    catches=(
        "# Broker\n\n## Considered Options\n\n* Kafka\n* RabbitMQ\n\n## Decision Outcome\n\nChosen option: Kafka.\n",
        "In the context of orders, facing bursts, we decided for Kafka and neglected RabbitMQ, to achieve replay, accepting 90 euro a month.\n",
    ),
    leaves_alone=(
        "# Broker\n\n## Considered Options\n\n* Kafka\n* RabbitMQ\n* Do nothing\n\n## Decision Outcome\n\nKafka.\n",
        "# Broker\n\n## Options\n\n1. Kafka\n2. Keep the nightly job\n\n## Decision\n\nKafka.\n",
        "# Broker\n\n## Options\n\n1. Kafka\n2. RabbitMQ\n\nThe status quo loses 40 orders a day.\n\n## Decision\n\nKafka.\n",
        "# Broker\n\n## Decision\n\nWe will use Kafka.\n",
    ),
)
