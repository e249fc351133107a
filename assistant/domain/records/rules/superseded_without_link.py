"""FF803: replaced, and it does not say by what."""

import re
from collections.abc import Iterator

from assistant.domain.records.record import Record
from assistant.domain.records.rules.rule import RecordRule, Spot
from assistant.domain.rules.utterance import phrase

POINTS_SOMEWHERE = re.compile(
    r"\]\(|\]\[|\[\[|https?://|\.md\b|\b(?:adr|dr|rfc|decision|record|no\.?|number)?[- #]?\d{1,5}\b|\bby\s+(?!us\b|it\b)[\w\"“'\[#]",
    re.IGNORECASE,
)
SUCCESSOR = phrase("super[sc]e+ded by|replaced by")


def orphaned(record: Record) -> Iterator[Spot]:
    if record.status is None or record.status.kind != "superseded":
        return
    said = "\n".join((record.status.text, record.said("status", "related", "superseded_by")))
    if not POINTS_SOMEWHERE.search(said) and not SUCCESSOR.search(record.prose):
        yield Spot(
            "status", record.status.line, "It was replaced, and no record is named: by which one?", record.status.text
        )


RULE = RecordRule(
    id="FF803",
    name="superseded-without-link",
    severity="warning",
    meaning="A record that says it was replaced and not by what. Whoever finds it first stops here, with a decision that no longer holds.",
    bad="Status: superseded.",
    good="Status: superseded by [12. Use the managed queue](0012-use-the-managed-queue.md).",
    section="revisit-triggers",
    find=orphaned,
    about_history=True,
    reads_words=False,
    catches=("# Use Kafka\n\nStatus: superseded\n\n## Decision\n\nKafka.\n",),
    leaves_alone=(
        "# Use Kafka\n\n## Status\n\nSuperseded by [9. Use a table](0009-use-a-table.md)\n\n## Decision\n\nKafka.\n",
        "# Use Kafka\n\nStatus: superseded by ADR-0009\n\n## Decision\n\nKafka.\n",
        "# Use Kafka\n\nStatus: superseded\nSuperseded by: ADR-0009\n\n## Decision\n\nKafka.\n",
        "# Use Kafka\n\nStatus: superseded\n\n## Decision\n\nKafka.\n\n## Links\n\n- [Use a table](0009-use-a-table.md)\n",
        "# Use Kafka\n\nStatus: accepted\n\n## Decision\n\nKafka.\n",
    ),
)
