"""Checks that look at one turn after the other."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.check import Check, Judgement, failed, passed, skipped
from evals.record import Record
from evals.talks import Talk, Turn, turns_of

SHOWN = 3
"""Faults that a reason names; more of the same kind tell nothing new."""


@dataclass(frozen=True)
class TurnCheck(Check):
    """Passes when no turn has a fault; skips a conversation in which no model was asked."""

    @abstractmethod
    def faults(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        """`turns` is the whole conversation."""

    def judge(self, case: Talk, record: Record) -> Judgement:
        turns = turns_of(record)
        if not any(turn.answers for turn in turns):
            return skipped("no model was asked")
        found = [f"message {turn.message}: {fault}" for turn in turns for fault in self.faults(case, turn, turns)]
        return faulted(found)


def faulted(found: Sequence[str]) -> Judgement:
    more = f" (and {len(found) - SHOWN} more)" if len(found) > SHOWN else ""
    return failed("; ".join(found[:SHOWN]) + more) if found else passed


@dataclass(frozen=True)
class DraftCheck(TurnCheck):
    """Looks at what a model wanted to say; an answer that cannot be read at all is for `form` to judge."""

    def faults(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        if turn.draft is not None:
            yield from self.wrong(case, turn, turns)

    @abstractmethod
    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]: ...
