"""FF413: a decision in force that nothing would reopen."""

from collections.abc import Iterator

from assistant.domain.records.evidence import decides, has_trigger
from assistant.domain.records.record import Record
from assistant.domain.records.rules.rule import Spot, as_in
from assistant.domain.rules import no_revisit_trigger


def never_again(record: Record) -> Iterator[Spot]:
    if decides(record) and not has_trigger(record):
        yield Spot(
            "triggers",
            record.line_of("triggers", "consequences", "decision"),
            "Nothing would reopen this decision: which figure or date should make you look again?",
        )


RULE = as_in(
    no_revisit_trigger.RULE,
    find=never_again,
    catches=("# Use Kafka\n\n## Decision\n\nWe will use Kafka.\n\n## Consequences\n\nOne more system.\n",),
    leaves_alone=(
        "# Use Kafka\n\nRevisit by 2027-05-24.\n\n## Decision\n\nWe will use Kafka.\n",
        "# Use Kafka\n\n## Decision\n\nWe will use Kafka.\n\n## Revisit triggers\n\n- bill above 3,000 euro\n",
        "# Use Kafka\n\n## Decision\n\nWe will use Kafka and reconsider it when the contract ends.\n",
        "---\nstatus: accepted\nreview-by: 2027-05-24\n---\n# Use Kafka\n\n## Decision\n\nKafka.\n",
        "# Use Kafka\n\nStatus: rejected\n\n## Decision\n\nKafka.\n",
    ),
)
