"""Are suggestions few, founded and of use?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.checks.turns import DraftCheck, TurnCheck
from evals.checks.words import alike, content, plain
from evals.stubs.good import known, options
from evals.talks import Talk, Turn

LEAVES_ALONE = re.compile(
    r"\b(?:do|doing) nothing\b|\bleav\w+ (?:it|things?|everything|this)\b|\bkeep\w* (?:it |things |what)|\bas (?:it|they) (?:is|are)\b"
    r"|\bno change\b|\bstatus quo\b|\bstay with\b",
    re.IGNORECASE,
)
MEASURABLE = re.compile(r"\d")


def of_kind(turn: Turn, *kinds: str) -> list[dict[str, str]]:
    return [one for one in turn.items("proposals") if one.get("kind") in kinds]


@dataclass(frozen=True)
class AtMostThree(DraftCheck):
    name = "at-most-three"
    guards = "no more is suggested at once than somebody can look at"
    most: int = 3

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        if len(turn.items("proposals")) > self.most:
            yield f"{len(turn.items('proposals'))} suggestions"


@dataclass(frozen=True)
class ReasonsKnown(DraftCheck):
    name = "reasons-known"
    guards = "a suggestion names something known that makes it likely"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        told = content(turn.told)
        for one in turn.items("proposals"):
            if not content(one.get("because", "")) & told:
                yield f"{one.get('text', '')[:40]!r} because of {one.get('because', '')[:40]!r}"


@dataclass(frozen=True)
class WhysGoFurther(DraftCheck):
    name = "whys-go-further"
    guards = "a cause is not the symptom in other words, nor a cause that is known"
    same: float = 0.7

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        told = [text for topic, text in known(turn.brief) if topic in ("symptom", "problem", "why")]
        for one in of_kind(turn, "why"):
            text = one.get("text", "")
            if any(alike(text, other) >= self.same or plain(text) in plain(other) for other in told):
                yield f"goes nowhere: {text[:60]!r}"


@dataclass(frozen=True)
class OptionsAfterTheProblem(DraftCheck):
    name = "options-after-the-problem"
    guards = "nothing is suggested as a solution before the problem is known"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        heard = {topic for topic, _ in known(turn.brief)} | {one.get("topic") for one in turn.items("captured")}
        if of_kind(turn, "option") and not heard & {"problem", "symptom"}:
            yield f"{of_kind(turn, 'option')[0].get('text', '')[:60]!r}"


@dataclass(frozen=True)
class SecondWay(DraftCheck):
    name = "second-way"
    guards = "where a choice has one way, another that could work is suggested"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        if choosing(turn):
            real = [one for one in of_kind(turn, "option") if not LEAVES_ALONE.search(one.get("text", ""))]
            if not real:
                yield "one way only"


@dataclass(frozen=True)
class LeavingItAlone(DraftCheck):
    name = "leaving-it-alone"
    guards = "where a choice has one way, leaving things alone is set beside it"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        if choosing(turn) and not any(LEAVES_ALONE.search(one.get("text", "")) for one in of_kind(turn, "option")):
            yield "doing nothing is not there"


def choosing(turn: Turn) -> bool:
    """The options come up next, and there are fewer than two."""
    return bool(re.search(r":options\b", turn.text("move"))) and len(options(turn.brief)) < 2


@dataclass(frozen=True)
class TriggerToWatch(DraftCheck):
    name = "trigger-to-watch"
    guards = "when it comes to what would reopen the matter, something measurable that is known is suggested"

    def wrong(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        due = re.search(r":revisit-triggers\b", turn.text("move")) and MEASURABLE.search(turn.brief.known)
        if due and not any(MEASURABLE.search(one.get("text", "")) for one in of_kind(turn, "trigger")):
            yield "no measurable trigger"


CHECKS: tuple[TurnCheck, ...] = (
    AtMostThree(), ReasonsKnown(), WhysGoFurther(), OptionsAfterTheProblem(), SecondWay(), LeavingItAlone(), TriggerToWatch(),
)  # fmt: skip
