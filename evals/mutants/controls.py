"""What is different and as good: if a check fires on one of these, the check is wrong."""

import json
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.ports import Passage
from assistant.prompting import TURN_BEGINS
from evals.mutants.damages import Damaged, by_words
from evals.mutants.prompts import fixed_part
from evals.stub_server import Behaviour, Brief
from evals.stubs.bad import Fault, carried, replying, with_fault
from evals.stubs.good import Answer, content
from evals.subject import Subject

Control = Callable[[Subject], Subject]


def model(behaviour: Behaviour) -> Control:
    return lambda subject: replace(subject, behaviours=lambda case: [behaviour])


def reworded(brief: Brief, answer: Answer) -> Answer:
    return {**answer, "reply": re.sub(r'^You say ("[^"]*")\.', r"\1, as you put it.", answer["reply"])}


def curly(brief: Brief, answer: Answer) -> Answer:
    return {**answer, "reply": re.sub(r'"([^"]*)"', "“\\1”", answer["reply"])}


def another_order(brief: Brief, answer: Answer) -> Answer:
    """Once, where the message brings another open question up."""
    touched = [move for move in brief.moves[1:] if content(move[1]) & content(brief.message)]
    return {**answer, "move": touched[0][0], "question": touched[0][1]} if touched else answer


def longer_options(brief: Brief, answer: Answer) -> Answer:
    more = {"option": ", for as long as nothing else has shown that it is worth its price"}
    return {
        **answer,
        "proposals": [{**one, "text": one["text"] + more.get(one["kind"], "")} for one in answer["proposals"]],
    }


def a_founded_risk(brief: Brief, answer: Answer) -> Answer:
    if len(answer["proposals"]) > 1 or not brief.message.strip():
        return answer
    risk = {"kind": "risk", "text": "This may be known to fewer people than it concerns", "because": brief.message}
    return {**answer, "proposals": [*answer["proposals"], risk]}


def finer(brief: Brief, answer: Answer) -> Answer:
    """A capture in two, where it has two clauses and neither is short."""
    captured = []
    for one in answer["captured"]:
        first, comma, rest = one["quote"].rpartition(", ")
        if comma and len(first.split()) > 3 and len(rest.split()) > 3 and not re.match(r"(?:and|or|but)\b", rest):
            captured += [{**one, "quote": part, "value": part} for part in (first, rest)]
        else:
            captured.append(one)
    return {**answer, "captured": captured}


def silent_where_little(brief: Brief, answer: Answer) -> Answer:
    return answer if answer["citations"] or "fit" in answer["reply"] else {**answer, "reply": ""}


LONG: Fault = replying("What follows from it comes next, in order.")


def reworded_prompt(subject: Subject) -> Subject:
    """The paragraphs of the prompt in the opposite order, within each part."""
    header, fixed, turn = fixed_part((subject.prompts / "turn.md").read_text(encoding="utf-8"))
    parts = re.split(r"(?m)^(?=# )", fixed)
    turned = "".join(sorted(parts[1:], key=lambda part: part.startswith("# How")))
    folder = Path(tempfile.mkdtemp(prefix="framefirst-prompts-"))
    (folder / "repair.md").write_text((subject.prompts / "repair.md").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "turn.md").write_text(f"---\n{header}---\n{parts[0]}{turned}{TURN_BEGINS}\n{turn}", encoding="utf-8")
    return replace(subject, prompts=folder)


def second_and_third_swapped(found: Sequence[Passage], query: str) -> Sequence[Passage]:
    return [*found[:1], *reversed(found[1:3]), *found[3:]]


CONTROLS: dict[str, Control] = {
    "reworded-replies": model(with_fault(reworded)),
    "curly-quotes": model(with_fault(curly)),
    "another-order": model(with_fault(another_order)),
    "white-space": model(carried(lambda raw: json.dumps(json.loads(raw), indent=4, ensure_ascii=False))),
    "escaped-letters": model(carried(lambda raw: re.sub("a", r"\\u0061", json.dumps(json.loads(raw)["reply"])).join(
        raw.split(json.dumps(json.loads(raw)["reply"], ensure_ascii=False))))),
    "fields-in-another-order": model(carried(lambda raw: json.dumps(dict(reversed(json.loads(raw).items())), ensure_ascii=False))),
    "longer-options": model(with_fault(longer_options)),
    "longer-replies": model(with_fault(LONG)),
    "a-founded-risk": model(with_fault(a_founded_risk)),
    "finer-captures": model(with_fault(finer)),
    "no-reply-to-little": model(with_fault(silent_where_little)),
    "reworded-prompt": reworded_prompt,
    "lower-ranks-swapped": lambda subject: replace(subject, knowledge=lambda one: Damaged(by_words(), second_and_third_swapped)),
}  # fmt: skip
