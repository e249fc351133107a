"""What a conversation with a model costs, in calls and in size."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.reading.intent import meant
from evals.check import Judgement, failed, passed, skipped
from evals.checks.turns import TurnCheck
from evals.record import Record
from evals.talks import Talk, Turn, turns_of

EARLY, LATE = 9, 41
"""Messages whose requests are compared."""


@dataclass(frozen=True)
class OneCall(TurnCheck):
    name = "one-call"
    guards = "a message costs one call, and what is no answer costs none"

    def faults(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        calls, due = len(turn.answers), 1 if meant(turn.said).intent == "answer" else 0
        if calls != due:
            yield f"{calls} calls"


@dataclass(frozen=True)
class SmallRequests(TurnCheck):
    name = "small-requests"
    guards = "a request stays within what a small model reads"
    characters: int = 20_000

    def faults(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        if any(size > self.characters for size in turn.sizes):
            yield f"{max(turn.sizes):,} characters"


@dataclass(frozen=True)
class GrowsLittle(TurnCheck):
    name = "grows-little"
    guards = "the 41st message is no dearer than the 9th, give or take a third"
    most: float = 1.3

    def faults(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        yield from ()

    def judge(self, case: Talk, record: Record) -> Judgement:
        sizes = {turn.message: turn.sizes[0] for turn in turns_of(record) if turn.sizes}
        early = next((sizes[n] for n in sorted(sizes) if n >= EARLY), None)
        late = next((sizes[n] for n in sorted(sizes) if n >= LATE), None)
        if early is None or late is None:
            return skipped(f"ends before message {LATE}")
        ratio = late / early
        return passed if ratio <= self.most else failed(f"{late:,} characters after {early:,}: {ratio:.2f} times")


@dataclass(frozen=True)
class StablePrefix(TurnCheck):
    name = "stable-prefix"
    guards = "the first half of a request is the same on every turn, so that endpoints need not read it again"
    least: float = 0.5

    def faults(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        asked = [one for one in turns if one.sizes]
        if turn not in asked or turn is asked[0]:
            return
        before = asked[asked.index(turn) - 1]
        shared = len(os.path.commonprefix([before.system + before.sent, turn.system + turn.sent]))
        if shared < len(turn.system) or shared < self.least * len(turn.system + turn.sent):
            yield f"{shared / len(turn.system + turn.sent):.0%} is the same as before"


CHECKS = (OneCall(), SmallRequests(), GrowsLittle(), StablePrefix())
