"""FF421: consequences that are all gains."""

from collections.abc import Iterator

from assistant.domain.records.evidence import has_burden, has_gain
from assistant.domain.records.record import Record
from assistant.domain.records.rules.rule import Spot, as_in
from assistant.domain.rules import choice_without_loss


def painless(record: Record) -> Iterator[Spot]:
    if has_gain(record) and not has_burden(record):
        yield Spot(
            "consequences",
            record.line_of("consequences", "positive", "comparison", "decision"),
            "Only gains are named: what gets slower, dearer, harder or riskier with this choice?",
        )


RULE = as_in(
    choice_without_loss.RULE,
    find=painless,
    catches=(
        "# Use Kafka\n\n## Decision Outcome\n\nKafka.\n\n### Consequences\n\n* Good, because events can be replayed\n* Good, because the team knows it\n",
        "# Use Kafka\n\n## Decision\n\nWe use Kafka.\n\n## Positive Consequences\n\n- Replay for seven days\n",
    ),
    leaves_alone=(
        "# Use Kafka\n\n## Decision Outcome\n\nKafka.\n\n### Consequences\n\n* Good, because of replay\n* Bad, because of a second cluster\n",
        "# Use Kafka\n\n## Decision\n\nWe use Kafka.\n\n## Consequences\n\nReplay works. Developers have to learn it.\n",
        "# Use Kafka\n\n## Decision\n\nWe use Kafka.\n\n## Positive Consequences\n\n- Replay\n\n## Negative Consequences\n\n- One more system on call\n",
        "# Use Kafka\n\n## Decision\n\nWe use Kafka.\n\n## Consequences\n\nOld links point to nowhere.\n",
        "# Use Kafka\n\n## Decision\n\nWe use Kafka.\n",
    ),
)
