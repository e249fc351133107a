"""FF809: a finding waved away without saying why."""

from collections.abc import Iterator

from assistant.domain.records.record import Record
from assistant.domain.records.rules.rule import RecordRule, Spot
from assistant.domain.records.waivers import waivers_in


def unexplained(record: Record) -> Iterator[Spot]:
    for waiver in waivers_in(record.comments):
        if not waiver.reason:
            rules = ", ".join(waiver.rules) or "nothing by name"
            yield Spot(
                "waiver",
                waiver.line,
                f"{rules} ignored without a rule or a reason, so it is not: write <!-- framefirst: ignore FF101 because … -->.",
            )


RULE = RecordRule(
    id="FF809",
    name="waiver-without-reason",
    severity="warning",
    meaning="A waiver without a reason. The next reader cannot tell a considered exception from an annoyed one, so it does not count.",
    bad="<!-- framefirst: ignore FF101 -->",
    good="<!-- framefirst: ignore FF101 because the load is counted in the appendix -->",
    section="discussing-trade-offs",
    find=unexplained,
    reads_words=False,
    about_history=True,
    catches=(
        "# Use Kafka\n\n<!-- framefirst: ignore FF413 -->\n\n## Decision\n\nKafka.\n",
        "# Use Kafka\n\n<!-- framefirst: ignore because we say so -->\n\n## Decision\n\nKafka.\n",
    ),
    leaves_alone=(
        "# Use Kafka\n\n<!-- framefirst: ignore FF413 because the contract ends in May and is not renewed -->\n\n## Decision\n\nKafka.\n",
        "# Use Kafka\n\n<!-- an ordinary remark -->\n\n## Decision\n\nKafka.\n",
        "# Use Kafka\n\n```\n<!-- framefirst: ignore FF413 -->\n```\n\n## Decision\n\nKafka.\n",
    ),
)
