"""FF807: a one-way door, and nothing is said about how far one can go and still turn round."""

from collections.abc import Iterator

from assistant.domain.records.evidence import WAY_BACK, has_content, one_way
from assistant.domain.records.record import Record
from assistant.domain.records.rules.rule import RecordRule, Spot


def no_return(record: Record) -> Iterator[Spot]:
    said = one_way(record)
    if said is None or has_content(record.said("rollback")):
        return
    rest = "\n".join(line.replace(said[0], "") for line in record.prose.split("\n"))
    if not WAY_BACK.search(rest):
        yield Spot(
            "rollback",
            said[1],
            f'"{said[0]}", and nothing on turning round: up to which step can it still be undone, and how?',
            said[0],
        )


RULE = RecordRule(
    id="FF807",
    name="no-way-back",
    severity="warning",
    meaning="A decision that cannot be undone, without the point up to which it can. Every one-way door has a threshold; not knowing it is what makes it dangerous.",
    bad="We move the ledger to the new vendor. This is a one-way door.",
    good="Until the old cluster is deleted on 1 June we can switch back within an hour; after that it is final.",
    section="reversible-decisions",
    find=no_return,
    catches=("# Move the ledger\n\nDeciders: Anna\n\n## Decision\n\nWe move the ledger. This is a one-way door.\n",),
    leaves_alone=(
        "# Move the ledger\n\n## Decision\n\nWe move it. This is a one-way door.\n\n## Rollback\n\nUntil 1 June by switching the address.\n",
        "# Move the ledger\n\n## Decision\n\nWe move it. It cannot be undone after the old system stays off; until then we switch back.\n",
        "# Move the ledger\n\n## Decision\n\nWe move the ledger.\n",
    ),
)
