"""FF403: a decision, and not a word about what it brings and takes."""

from collections.abc import Iterator

from assistant.domain.records.evidence import decides, has_consequences, has_loss
from assistant.domain.records.record import Record
from assistant.domain.records.rules.rule import Spot, as_in
from assistant.domain.rules import no_tradeoffs


def silent_about_effects(record: Record) -> Iterator[Spot]:
    if decides(record) and not has_consequences(record) and not has_loss(record):
        yield Spot(
            "consequences",
            record.line_of("consequences", "decision"),
            "Nothing says what this choice gives up: what gets slower, dearer, harder or riskier with it?",
        )


RULE = as_in(
    no_tradeoffs.RULE,
    find=silent_about_effects,
    catches=(
        "# Use Kafka\n\n## Context\n\nPolling is slow and costs money, but works.\n\n## Decision\n\nWe will use Kafka.\n",
        "# Use Kafka\n\n## Decision\n\nWe will use Kafka.\n\n## Consequences\n\nTBD\n",
    ),
    leaves_alone=(
        "# Use Kafka\n\n## Decision\n\nWe will use Kafka.\n\n## Consequences\n\nEvents can be replayed for seven days.\n",
        "# Use Kafka\n\n## Decision\n\nWe will use Kafka. It costs 90 euro a month.\n",
        "# Use Kafka\n\n## Decision Outcome\n\nKafka.\n\n### Consequences\n\n* Bad, because one more system is on call\n",
        "# Use Kafka\n\n## Options\n\n### Kafka\n\nCons:\n\n- one more system\n\n## Decision\n\nKafka.\n",
        "In the context of orders, facing bursts, we decided for Kafka, to achieve replay, accepting a second cluster.\n",
    ),
)
