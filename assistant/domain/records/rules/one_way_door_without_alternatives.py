"""FF412: a record that says there is no way back, and looked at one way only."""

from collections.abc import Iterator

from assistant.domain.records.evidence import has_alternatives, one_way
from assistant.domain.records.record import Record
from assistant.domain.records.rules.rule import Spot, as_in
from assistant.domain.rules import one_way_door_without_alternatives


def unopposed(record: Record) -> Iterator[Spot]:
    said = one_way(record)
    if said and not has_alternatives(record):
        yield Spot(
            "options",
            said[1],
            f'"{said[0]}", with one way to go: which two alternatives were looked at, and what ruled them out?',
            said[0],
        )


RULE = as_in(
    one_way_door_without_alternatives.RULE,
    find=unopposed,
    catches=("# Move the ledger\n\nDecided by Anna.\n\n## Decision\n\nWe move the ledger. It cannot be undone.\n",),
    leaves_alone=(
        "# Move the ledger\n\n## Options\n\n- Move it\n- Leave it\n\n## Decision\n\nWe move it. It cannot be undone.\n",
        "# Move the ledger\n\n## Decision\n\nWe move the ledger. It can be undone.\n",
    ),
)
