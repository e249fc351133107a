"""Is there an answer, and is it the one JSON object that was asked for?"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.checks.turns import TurnCheck
from evals.talks import Answer, Talk, Turn

FIELDS = {"captured": list, "proposals": list, "move": str, "reply": str, "question": str, "citations": list}
DONE = frozenset({"stop", "tool_calls", "function_call", "end_turn", "STOP"})


@dataclass(frozen=True)
class Answers(TurnCheck):
    name = "answers"
    guards = "a model that was asked says something, and says it to the end"

    def faults(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        for answer in turn.answers:
            fault = no_answer(answer)
            if fault:
                yield fault


def no_answer(answer: Answer) -> str:
    if answer.failure:
        return f"no answer: {answer.failure}"
    if answer.refused:
        return "refused"
    if answer.tools:
        return f"called {answer.tools[0]}, which nobody offered"
    if not answer.raw.strip():
        return "empty"
    return "" if answer.finish in DONE else f"ended as {answer.finish or 'unfinished'}"


@dataclass(frozen=True)
class InForm(TurnCheck):
    name = "in-form"
    guards = "an answer is the one JSON object that was asked for, whole and with nothing around it"

    def faults(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        for answer in turn.answers:
            if not no_answer(answer):
                yield from out_of_form(answer.raw)


def out_of_form(raw: str) -> Iterator[str]:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        yield f"not JSON alone: {' '.join(raw.split())[:40]!r}"
        return
    if not isinstance(found, dict):
        yield "not an object"
        return
    missing, extra = [name for name in FIELDS if name not in found], [name for name in found if name not in FIELDS]
    wrong = [name for name, kind in FIELDS.items() if name in found and not isinstance(found[name], kind)]
    if missing or extra or wrong:
        yield f"fields: {', '.join([*(f'no {m}' for m in missing), *(f'also {e}' for e in extra), *(f'{w} of another kind' for w in wrong)])}"


@dataclass(frozen=True)
class SaysSomething(TurnCheck):
    name = "says-something"
    guards = "an answer has a question where one is open, and is not an empty form"

    def faults(self, case: Talk, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
        if turn.draft is not None and turn.brief.moves and not turn.text("question").strip():
            yield "no question"


CHECKS: tuple[TurnCheck, ...] = (Answers(), InForm(), SaysSomething())
