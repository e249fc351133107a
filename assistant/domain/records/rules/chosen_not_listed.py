"""FF806: the chosen option is none of those that were listed."""

from collections.abc import Iterator

from assistant.domain.records.options import chosen_option
from assistant.domain.records.record import Record
from assistant.domain.records.rules.rule import RecordRule, Spot

FEWEST = 2


def out_of_the_blue(record: Record) -> Iterator[Spot]:
    chosen = record.chosen
    if chosen is None or not chosen.explicit or len(record.options) < FEWEST or chosen_option(chosen, record.options):
        return
    yield Spot(
        "decision",
        chosen.line,
        f'"{chosen.name}" is chosen and not among the {len(record.options)} options: what was it compared to?',
        chosen.name,
    )


RULE = RecordRule(
    id="FF806",
    name="chosen-not-listed",
    severity="warning",
    meaning="A chosen option that was never listed. Either it was compared under another name, or it was not compared.",
    bad="Options: Kafka, RabbitMQ. Chosen option: Pulsar.",
    good="Options: Kafka, RabbitMQ. Chosen option: Kafka.",
    section="discussing-trade-offs",
    find=out_of_the_blue,
    reads_words=False,
    catches=(
        '# Broker\n\n## Considered Options\n\n* Kafka\n* RabbitMQ\n\n## Decision Outcome\n\nChosen option: "Pulsar", because it is new.\n',
    ),
    leaves_alone=(
        '# Broker\n\n## Considered Options\n\n* Kafka\n* RabbitMQ\n\n## Decision Outcome\n\nChosen option: "Apache Kafka", because of replay.\n',
        "# Broker\n\n## Considered Options\n\n* [Option 1: Kafka](#kafka)\n* Option 2: RabbitMQ\n\n## Decision Outcome\n\nChosen option: Option 2.\n",
        "# Broker\n\n## Considered Options\n\n1. Kafka\n2. RabbitMQ\n\n## Decision Outcome\n\nChosen option: 2\n",
        "# Broker\n\n## Decision\n\nChosen option: Kafka.\n",
        "# Broker\n\n## Options\n\n* Kafka\n* RabbitMQ\n\n## Decision\n\nWe will write to a table.\n",
    ),
)
