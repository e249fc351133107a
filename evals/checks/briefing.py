"""Was the model shown what it needs, and nothing that could pass for an instruction? Read off the requests."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.events import Captured
from evals.check import Judgement, skipped
from evals.checks.turns import TurnCheck, faulted
from evals.checks.words import plain
from evals.record import Record
from evals.talks import Talk, Turn, turns_of

ITEMS = frozenset({"options", "criteria", "constraints", "revisit_triggers", "why"})
"""Topics whose answers are shown item by item."""
HEADINGS = (
    "## The frame so far",
    "## Passages",
    "## Earlier in this conversation",
    "## Open questions",
    "## The message",
)


@dataclass(frozen=True)
class ShownTheMessage(TurnCheck):
    name = "shown-the-message"
    guards = "the model reads the message whole, and knows which question it answers"

    def faults(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        if turn.answers and plain(turn.brief.message) != plain(turn.said):
            yield f"it read {turn.brief.message[:60]!r}"
        if turn.answers and turn.topic and turn.brief.topic != turn.topic:
            yield f"it was told that {turn.brief.topic} was asked, and it was {turn.topic}"


@dataclass(frozen=True)
class ShownTheFacts(TurnCheck):
    name = "shown-the-facts"
    guards = "the model knows what is known, after a resume as well"

    def faults(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        yield from ()

    def judge(self, case: Talk, record: Record) -> Judgement:
        turns = [turn for turn in turns_of(record) if turn.answers]
        if not turns:
            return skipped("no model was asked")
        stated = [
            (one.event.message, one.event.topic, one.event.value)
            for one in record.events
            if isinstance(one.event, Captured)
            and one.event.path == f"answers.{one.event.topic}"
            and not one.event.vague
        ]
        faults = []
        for turn in turns:
            latest = {topic: value for message, topic, value in stated if message and message < turn.message}
            known = plain(turn.brief.known)
            faults += [
                f"message {turn.message}: {topic} is not in front of it"
                for topic, value in latest.items()
                if topic not in ITEMS and plain(value)[:40] not in known
            ]
        return faulted(faults)


@dataclass(frozen=True)
class ShownWhatWasSaid(TurnCheck):
    name = "shown-what-was-said"
    guards = "the model reads the last exchange"

    def faults(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        last = next((one for one in reversed(turns) if one.message == turn.message - 1), None)
        if (
            turn.answers
            and last is not None
            and plain(last.said)[:200] not in plain(turn.brief.earlier.replace("| ", ""))
        ):
            yield "what was said before is not in front of it"


@dataclass(frozen=True)
class ShownThePassages(TurnCheck):
    name = "shown-the-passages"
    guards = "what was found reaches the model"

    def faults(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        missing = [piece.section for piece in turn.retrieved if piece.section not in turn.brief.sections]
        if turn.answers and missing:
            yield f"found and not shown: {', '.join(missing)}"


@dataclass(frozen=True)
class ShownTheQuestions(TurnCheck):
    name = "shown-the-questions"
    guards = "the model chooses among the questions that are due: the one that guided mode would ask is on its list"

    def faults(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        if turn.answers and turn.due and turn.due not in dict(turn.brief.moves):
            yield f"{turn.due} is due and not on its list"


@dataclass(frozen=True)
class ForeignWordsQuoted(TurnCheck):
    name = "foreign-words-quoted"
    guards = "what people and documents wrote stands on quoted lines, where it cannot pass for an instruction"

    def faults(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        foreign = [turn.said, *(piece.text for piece in turn.retrieved)]
        lines = {line.strip() for text in foreign for line in text.splitlines() if len(line.split()) > 3}
        for line in turn.sent.splitlines():
            if line.strip() in lines:
                yield f"stands bare: {line.strip()[:60]!r}"
        if turn.sent and any(turn.sent.count(heading) != 1 for heading in HEADINGS):
            yield "a heading is missing or doubled"


CHECKS = (
    ShownTheMessage(), ShownTheFacts(), ShownWhatWasSaid(), ShownThePassages(), ShownTheQuestions(), ForeignWordsQuoted(),
)  # fmt: skip
