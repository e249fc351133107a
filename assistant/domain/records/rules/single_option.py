"""FF409: a list of options with one entry."""

from collections.abc import Iterator

from assistant.domain.records.evidence import ALTERNATIVES, NO_ALTERNATIVES
from assistant.domain.records.options import same_name
from assistant.domain.records.record import Record
from assistant.domain.records.rules.rule import Spot, as_in
from assistant.domain.rules import single_option


def announced(record: Record) -> Iterator[Spot]:
    if len(record.options) != 1 or not any(record.under("options")):
        return
    option = record.options[0]
    if record.chosen is not None and not same_name(record.chosen.name, option.name):
        return
    said = "\n".join(words.text for s in record.sections if not s.means("context", "drivers") for words in s.words)
    if len(option.about) <= 1 and not ALTERNATIVES.search(NO_ALTERNATIVES.sub("", said.replace(option.name, ""))):
        yield Spot(
            "options",
            option.line,
            f'"{option.name}" is the only option listed: which second way would somebody sensible choose?',
            option.name,
        )


RULE = as_in(
    single_option.RULE,
    find=announced,
    catches=("# Broker\n\n## Considered Options\n\n* Kafka\n\n## Decision Outcome\n\nKafka.\n",),
    leaves_alone=(
        "# Broker\n\n## Alternatives\n\n* RabbitMQ: nobody here knows it\n\n## Decision\n\nWe will use Kafka.\n",
        "# Broker\n\n## Considered Options\n\n* Kafka\n* RabbitMQ\n\n## Decision Outcome\n\nKafka.\n",
        "# Broker\n\n## Considered Options\n\nWe looked at Kafka and RabbitMQ.\n\n## Decision Outcome\n\nKafka.\n",
        "# Broker\n\n## Alternatives\n\n* RabbitMQ: rejected, because nobody here knows it\n\n## Decision\n\nKafka.\n",
        "# Broker\n\n## Decision\n\nKafka.\n",
    ),
)
