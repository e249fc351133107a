"""FF808: a record in which nothing is decided."""

from collections.abc import Iterator

from assistant.domain.records.evidence import decides, has_content
from assistant.domain.records.record import Record
from assistant.domain.records.rules.rule import RecordRule, Spot


def undecided(record: Record) -> Iterator[Spot]:
    if decides(record):
        return
    if not has_content(record.prose):
        yield Spot(
            "decision", record.line, "There is nothing in it but a title or front matter: what was decided, and why?"
        )
    elif record.is_english and not _is_settled(record):
        yield Spot(
            "decision",
            record.line_of("decision", "options", "context"),
            "It never says what is decided or proposed: which way is it, in one sentence?",
        )


def _is_settled(record: Record) -> bool:
    """Accepted, without a part that waits for the decision; or free text in which nothing can be told apart."""
    waits = any(section.meaning == "decision" for section in record.sections if section.title)
    accepted = record.status is not None and record.status.kind == "accepted"
    return not waits and (accepted or not any(record.under("context", "options", "drivers")))


RULE = RecordRule(
    id="FF808",
    name="no-decision",
    severity="warning",
    meaning="A record without a decision. Readers take from it what they like.",
    bad="Context, three options, end of file.",
    good="Decision: we use the managed queue, because two of us know it and it costs 90 euro a month.",
    section="trade-off-template",
    find=undecided,
    reads_words=False,
    catches=(
        "# Broker\n\n## Context\n\nOrders arrive in bursts.\n",
        "---\nstatus: accepted\n---\n",
        "# Broker\n\n## Context\n\nOrders arrive in bursts.\n\n## Decision\n\nTBD\n",
    ),
    leaves_alone=(
        "# Broker\n\n## Decision\n\nKafka.\n",
        "# RFC 42\n\nStatus: accepted\n\n## Summary\n\nThe gateway goes off in June.\n",
        "# Broker\n\nWe will use Kafka for the orders.\n",
        "# Broker\n\n## Entscheidung\n\nWir nutzen Kafka.\n",
        "In the context of orders, facing bursts, we decided for Kafka, to achieve replay, accepting 90 euro.\n",
    ),
)
