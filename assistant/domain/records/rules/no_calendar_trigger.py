"""FF414: revisit triggers, and no date among them."""

from collections.abc import Iterator

from assistant.domain.records.evidence import REGULAR
from assistant.domain.records.parser import DAY
from assistant.domain.records.record import Record
from assistant.domain.records.rules.rule import Spot, as_in
from assistant.domain.rules import no_calendar_trigger
from assistant.domain.rules.utterance import DATE


def undated(record: Record) -> Iterator[Spot]:
    listed = [words for section in record.under("triggers") for words in section.words]
    if not listed:
        return
    said = "\n".join(words.text for words in (*listed, *record.triggers))
    if not (DAY.search(said) or DATE.search(said) or REGULAR.search(said)):
        yield Spot(
            "triggers",
            listed[0].line,
            "No trigger stands in the calendar: on which date will somebody look even if nothing fired?",
        )


RULE = as_in(
    no_calendar_trigger.RULE,
    find=undated,
    catches=("# Use Kafka\n\n## Decision\n\nKafka.\n\n## Revisit triggers\n\n- bill above 3,000 euro a day\n",),
    leaves_alone=(
        "# Use Kafka\n\n## Decision\n\nKafka.\n\n## Revisit triggers\n\n- bill above 3,000 euro\n- a look on 1 March 2027\n",
        "# Use Kafka\n\n## Decision\n\nKafka.\n\n## Review\n\nEvery quarter.\n",
        "# Use Kafka\n\nReview by: 2027-03-01\n\n## Decision\n\nKafka.\n\n## Revisit triggers\n\n- bill above 3,000 euro\n",
        "# Use Kafka\n\n## Decision\n\nKafka.\n",
    ),
)
