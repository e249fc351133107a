"""Did the turn go on, and did the model change nothing it may not change?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.domain.frame import Frame
from evals.check import Check, Judgement, failed, passed, skipped
from evals.checks.turns import TurnCheck, faulted
from evals.record import Record
from evals.talks import Talk, Turn, turns_of

OURS_ALONE = (
    "whys",
    "options",
    "criteria",
    "scores",
    "constraints",
    "screenings",
    "triggers",
    "chosen",
    "decided",
    "stakes",
)


def stated(frame: Frame) -> dict[str, Any]:
    """What a person said or did, as the frame holds it: everything that is not wording, mention or suggestion."""
    answers = {
        topic: [(value.text, value.origin.quote, value.origin.source, value.origin.status) for value in answer.values]
        for topic, answer in sorted(frame.answers.items())
        if answer.values
    }
    asides = {topic: answer.aside.kind for topic, answer in sorted(frame.answers.items()) if answer.aside}
    kept = frame.model_dump(mode="json", include=set(OURS_ALONE))
    return {"answers": {k: [list(v) for v in values] for k, values in answers.items()}, "asides": asides, **kept}


@dataclass(frozen=True)
class GoesOn(TurnCheck):
    name = "goes-on"
    guards = "every message gets an answer and the next question, whatever the model does"

    def faults(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        if not turn.reply.strip():
            yield "no reply"
        if not turn.asks.strip():
            yield "no question"


@dataclass(frozen=True)
class SaysWhy(Check):
    name = "says-why"
    guards = "where the spine speaks instead of the model, a few words say why"

    def judge(self, case: Any, record: Record) -> Judgement:
        if not case.because:
            return skipped("the model is only not believed")
        given = [turn.degraded or "" for turn in turns_of(record) if turn.answers]
        silent = [why for why in given if case.because not in why]
        return failed(f"wants {case.because!r}, says {silent[0]!r}") if silent else passed


@dataclass(frozen=True)
class ChangesNothingButPolish(Check):
    name = "changes-nothing-but-polish"
    guards = "a model changes nothing that a person said, chose or decided"

    def judge(self, case: Talk, record: Record) -> Judgement:
        guided = record.data.get("guided", {})
        found = stated(record.frame)
        return faulted(
            [
                f"{part}: {_short(found.get(part))} where guided mode has {_short(guided.get(part))}"
                for part in found
                if found.get(part) != guided.get(part)
            ]
        )


def _short(value: object) -> str:
    return str(value)[:80]


@dataclass(frozen=True)
class FewCalls(TurnCheck):
    name = "few-calls"
    guards = "a message costs at most three questions to the model, however bad the answers"
    most: int = 3

    def faults(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        if len(turn.answers) > self.most:
            yield f"{len(turn.answers)} questions"


CHECKS = (GoesOn(), SaysWhy(), ChangesNothingButPolish(), FewCalls())
