"""The sample session: a script said to the product in guided mode, so that what it shows is what the product does."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from assistant import turn
from assistant.domain.events import Edited, replay
from assistant.domain.frame import Ask, Frame
from assistant.domain.playbook import Playbook
from assistant.ports import Ports

SCRIPT = Path(__file__).resolve().parent.parent / "knowledge" / "sample.yaml"
LATER = "/later"
TURNS = 80
"""More than any script needs: a question that comes again and again must not hold anybody up."""


class Script(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    opening: str
    answers: dict[str, list[str]]
    """By topic, in the order in which they are given when a topic comes again."""
    whys: list[str]
    branches: list[str]
    trade_offs: dict[str, str]
    """By words of the option."""
    weights: str
    scores: dict[str, str]
    """By criterion, in the order of the options."""
    reasons: list[tuple[str, str, str]]
    """Words of the option, the criterion, and why it scores that."""


@cache
def script() -> Script:
    return Script.model_validate(yaml.safe_load(SCRIPT.read_text(encoding="utf-8")))


def play(ports: Ports, session: str, playbooks: Sequence[Playbook], said: Script | None = None) -> None:
    """A new session in which the script was said and answered. No model is asked, whatever is configured."""
    said, guided = said or script(), replace(ports, model=None)
    turn.begin(guided, session, said.title)
    given: dict[str, int] = {}
    text = said.opening
    for _ in range(TURNS):
        turn.take_turn(guided, session, text, playbooks)
        frame = replay(guided.log.read(session))
        if frame.ask is None:
            break
        text = _answer(said, frame.ask, frame, given)
    frame = replay(guided.log.read(session))
    reasons = [Edited(path=path, value=why) for path, why in _reasons(said, frame)]
    if reasons:
        turn.amend(guided, session, reasons, playbooks)


def _answer(said: Script, ask: Ask, frame: Frame, given: dict[str, int]) -> str:
    """What the script says to a question; put aside what it has no answer to."""
    match ask.move, ask.topic:
        case "why", _:
            return _next(said.whys, "whys", given)
        case "branch", _:
            return _next(said.branches, "branches", given)
        case "weigh", _:
            return said.weights
        case "score", _:
            criterion = next((c.text for c in frame.criteria if c.id == ask.about), "")
            return _by_words(said.scores, criterion)
        case _, "trade_offs":
            return _by_words(said.trade_offs, next((o.text for o in frame.options if o.id == ask.about), ""))
        case "settle", _:
            return _next(said.answers["contradiction"], "contradiction", given)
        case _:
            return _next(said.answers.get(ask.topic, []), ask.topic, given)


def _next(answers: Sequence[str], key: str, given: dict[str, int]) -> str:
    number = given.get(key, 0)
    given[key] = number + 1
    return answers[number] if number < len(answers) else LATER


def _by_words(texts: dict[str, str], name: str) -> str:
    return next((text for words, text in texts.items() if words.casefold() in name.casefold()), LATER)


def _reasons(said: Script, frame: Frame) -> list[tuple[str, str]]:
    return [
        (f"scores.{option.id}.{criterion.id}.reason", why)
        for words, about, why in said.reasons
        for option in frame.options
        if words.casefold() in option.text.casefold()
        for criterion in frame.criteria
        if criterion.text.casefold() == about.casefold()
    ]
