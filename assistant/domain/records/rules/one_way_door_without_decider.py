"""FF411: a record that says there is no way back, and names nobody who decided."""

from collections.abc import Iterator

from assistant.domain.records.evidence import has_decider, one_way
from assistant.domain.records.record import Record
from assistant.domain.records.rules.rule import Spot, as_in
from assistant.domain.rules import one_way_door_without_decider


def unsigned(record: Record) -> Iterator[Spot]:
    said = one_way(record)
    if said and not has_decider(record):
        yield Spot("deciders", said[1], f'"{said[0]}", and nobody\'s name is on it: who decides, and when?', said[0])


RULE = as_in(
    one_way_door_without_decider.RULE,
    find=unsigned,
    catches=(
        "# Move the ledger\n\n## Decision\n\nWe move the ledger. This is a one-way door.\n\n## Consequences\n\nOne vendor.\n",
    ),
    leaves_alone=(
        "# Move the ledger\n\n* Deciders: Anna Berger\n\n## Decision\n\nWe move the ledger. This is a one-way door.\n",
        "# Move the ledger\n\n## Decision\n\nWe move the ledger. This is not a one-way door.\n",
        "# Move the ledger\n\n## Decision\n\nWe move the ledger, to be undone within a day.\n",
    ),
)
