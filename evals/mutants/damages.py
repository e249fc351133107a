"""Retrieval that is broken in one way (M4), over the guide found by its words alone, which needs no index."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from assistant.ports import Knowledge, Passage
from assistant.wiring import GUIDE
from evals.subject import opened

NOWHERE = Path("/nonexistent/framefirst")
"""Holds no index."""


@cache
def by_words(guide: Path = GUIDE) -> Knowledge:
    return opened(guide, NOWHERE)


@dataclass(frozen=True)
class Damaged:
    whole: Knowledge
    damage: Callable[[Sequence[Passage], str], Sequence[Passage]]

    def find(self, query: str, k: int = 5) -> Sequence[Passage]:
        return self.damage(self.whole.find(query, k), query)

    def title(self, section: str) -> str | None:
        return self.whole.title(section)


@cache
def ids(guide: Path = GUIDE) -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in guide.glob("*.md")))


def beside(section: str) -> str:
    """The next section of the guide by name."""
    known = ids()
    return known[(known.index(section) + 1) % len(known)]


def swapped(section: str) -> str:
    """Its neighbour, which is itself in its place."""
    at = ids().index(section)
    other = at ^ 1
    return ids()[other] if other < len(ids()) else section


DAMAGES: dict[str, Callable[[Sequence[Passage], str], Sequence[Passage]]] = {
    "top-dropped": lambda found, query: found[1:],
    "order-reversed": lambda found, query: found[::-1],
    "sections-swapped": lambda found, query: [replace(one, section=swapped(one.section)) for one in found],
    "index-empty": lambda found, query: [],
    "ids-off-by-one": lambda found, query: [replace(one, section=beside(one.section)) for one in found],
    "never-silent": lambda found, query: found or [Passage("question-checklist", "2.3", "", 0.1)],
}
