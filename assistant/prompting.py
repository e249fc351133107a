"""A prompt file and values become messages.

Prompts are words and live in `prompts/*.md`: a header that says what each is for, then the text, with
`$blanks`. What stays the same from turn to turn comes first. What people and documents wrote goes in
as quoted lines, never as part of a template. This module knows neither a model nor a network.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, islice
from pathlib import Path
from string import Template
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.domain import flow, wording
from assistant.domain.events import Answered, Asked, Recorded, Said, undone_turns
from assistant.domain.frame import Answer, Frame
from assistant.domain.topics import TOPICS, Topic
from assistant.errors import Misconfigured
from assistant.ports import Message, Passage

FOLDER = Path(__file__).resolve().parent.parent / "prompts"
TURN_BEGINS = "=== this turn ==="
"""Parts a prompt file: what stands above it never changes within a session, what stands below is one turn."""
QUESTION = 300
"""Characters of an open question, whose wording may carry lists of what people named."""
A_FEW_WORDS = 70
"""Characters that a thing known is told in however much is known."""
QUOTED = "| "
"""Begins every line that somebody else wrote. A line break in their text begins another such line."""


class Header(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    purpose: str
    blanks: dict[str, str]
    """Name of each blank, and what goes there."""
    shape: str
    """What the answer is parsed as."""
    eval: tuple[str, ...]
    """Suites that would notice a worse prompt."""


@dataclass(frozen=True)
class Prompt:
    name: str
    header: Header
    fixed: str
    turn: str

    def fill(self, values: Mapping[str, str]) -> str:
        """The turn's part. Raises KeyError for a blank without a value or a value without a blank."""
        if set(values) != set(self.header.blanks):
            wrong = ", ".join(sorted(set(values) ^ set(self.header.blanks)))
            raise KeyError(f"prompt {self.name!r}: these blanks and values do not meet: {wrong}")
        return Template(self.turn).substitute(values)


@cache
def load(name: str, folder: Path = FOLDER) -> Prompt:
    """A prompt of a folder, the shipped one where the folder has none of that name.

    Raises Misconfigured when the file cannot be read or its blanks are not the declared ones.
    """
    path = folder / f"{name}.md"
    if folder != FOLDER and not path.exists():
        return load(name)
    try:
        _, header, body = path.read_text(encoding="utf-8").split("---\n", 2)
        declared = Header.model_validate(yaml.safe_load(header))
        fixed, _, turn = body.partition(f"{TURN_BEGINS}\n")
    except (OSError, ValueError, ValidationError, yaml.YAMLError) as error:
        raise Misconfigured(f"The prompt {path} cannot be read: {' '.join(str(error).split())[:200]}") from error
    used = set(Template(turn).get_identifiers())
    if used != set(declared.blanks) or Template(fixed).get_identifiers():
        wrong = ", ".join(sorted(used ^ set(declared.blanks) | set(Template(fixed).get_identifiers())))
        raise Misconfigured(
            f"The prompt {path} uses blanks it does not declare, or declares ones it does not use: {wrong}"
        )
    return Prompt(name, declared, Template(fixed).substitute().strip(), turn.strip())


@dataclass(frozen=True)
class Room:
    """How much of each thing a prompt has room for, in characters unless the name says otherwise."""

    message: int = 32_000
    digest: int = 7_000
    value: int = 200
    """Of one thing that is known."""
    values: int = 2_600
    """Of all of them together: the more is known, the shorter each is told, but for a few words at least."""
    exchanges: int = 6
    """Messages of either side, latest last."""
    exchange: int = 500
    passages: int = 5
    passage: int = 1_200
    moves: int = 6


ROOMY = Room()
SMALLER = (
    ROOMY,
    replace(ROOMY, exchanges=4, exchange=300, passage=700),
    replace(ROOMY, exchanges=4, exchange=200, passages=4, passage=450, values=1_800, digest=4_000),
    replace(ROOMY, exchanges=2, exchange=200, passages=3, passage=350, values=1_200, digest=2_600),
    replace(ROOMY, exchanges=2, exchange=120, passages=2, passage=300, values=800, digest=1_800, moves=4),
)
"""From roomy to small. Providers keep the beginning of a prompt that stays the same, and charge little for it: what changes is
given no more room than that. The talk goes first, because the frame remembers it; what is known goes last."""
ORDINARY = 400
"""Characters of a message that counts towards its prompt's size; a longer one is its author's choice."""
TIGHT = Room(message=4_000, digest=2_500, value=100, exchanges=0, passages=0, moves=3)
"""After an endpoint said that the prompt was too long."""


@dataclass(frozen=True)
class Asking:
    """A prompt as it is sent."""

    messages: tuple[Message, ...]
    fixed: str
    fingerprint: str
    """Of the prompt file and of all that was sent: `turn-3f9a52c1-77e0b4d2`."""


def turn_prompt(
    frame: Frame,
    log: Sequence[Recorded],
    said: str,
    offered: Mapping[str, flow.Move],
    passages: Sequence[Passage],
    room: Room | None = None,
    folder: Path = FOLDER,
) -> Asking:
    """The prompt for one message; `offered` are the open moves by the id a model may choose.

    Its size has a bound that does not depend on how long the session is. Without a `room` it is the largest whose text is
    no longer than what stays the same from turn to turn.
    """
    prompt = load("turn", folder)
    sizes = (room,) if room else SMALLER
    most = len(prompt.fixed) + max(0, len(said) - ORDINARY)
    fits, small = 0, len(sizes) - 1
    texts: dict[int, str] = {}
    while fits <= small:  # the first size that fits, by halving: each try writes the whole prompt
        size = (fits + small) // 2
        texts[size] = _filled(prompt, frame, log, said, offered, passages, sizes[size])
        fits, small = (fits, size - 1) if len(texts[size]) <= most else (size + 1, small)
    filled = texts[min(fits, len(sizes) - 1)]
    messages = (Message("system", prompt.fixed), Message("user", filled))
    return Asking(messages, prompt.fixed, fingerprint(prompt, messages))


def _filled(
    prompt: Prompt, frame: Frame, log: Sequence[Recorded], said: str, offered: Mapping[str, flow.Move],
    passages: Sequence[Passage], room: Room,
) -> str:  # fmt: skip
    return prompt.fill(
        {
            "topic": frame.ask.topic if frame.ask else "problem",
            "digest": quoted(cut("\n".join(digest(frame, told_in(frame, room))), room.digest)),
            "moves": "\n".join(listed_moves(frame, islice(offered.items(), room.moves))) or "(none)",
            "exchanges": "\n".join(exchanges(log, room)) or "(this is the first message)",
            "passages": "\n".join(listed_passages(passages[: room.passages], room.passage)) or "(none)",
            "message": quoted(cut(said, room.message)),
        }
    )


def repair_prompt(
    asking: Asking, raw: str, problem: str, room: Room = ROOMY, folder: Path = FOLDER
) -> Asking:  # fmt: skip
    """The same question again, with the answer that could not be read."""
    prompt = load("repair", folder)
    again = Message("user", prompt.fill({"problem": problem}))
    messages = (*asking.messages, Message("assistant", cut(raw, room.digest)), again)
    return Asking(messages, asking.fixed, fingerprint(prompt, messages))


def documents_prompt(shown: Mapping[str, Passage], settled: Iterable[Topic], folder: Path = FOLDER) -> Asking:
    """The prompt for some passages of a session's documents, by the id each is shown under."""
    prompt = load("prefill", folder)
    # Under the name of its kind alone: what a file is called is somebody's words, and stands quoted with the rest.
    listed = [replace(passage, section=id, source="document") for id, passage in shown.items()]
    longest = max((len(passage.title) + len(passage.text) for passage in listed), default=0)
    filled = prompt.fill(
        {
            "settled": ", ".join(settled) or "(none)",
            "passages": "\n".join(listed_passages(listed, longest + 1)) or "(none)",
        }
    )
    messages = (Message("system", prompt.fixed), Message("user", filled))
    return Asking(messages, prompt.fixed, fingerprint(prompt, messages))


def fingerprint(prompt: Prompt, messages: Iterable[Message]) -> str:
    written = _sha256(f"{prompt.fixed}\n{prompt.turn}")
    sent = _sha256("\n".join(f"{message.role}\n{message.text}" for message in messages))
    return f"{prompt.name}-{written}-{sent}"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]


# -- parts of the turn -------------------------------------------------------------------------------------------------


def quoted(text: str) -> str:
    """Somebody else's words as quoted lines, so that nothing in them can pass for ours."""
    return "\n".join(f"{QUOTED}{line}" for line in text.splitlines())


def one_line(text: str) -> str:
    return " ".join(text.replace("`", "'").split())


def cut(text: str, limit: int) -> str:
    """The beginning and the end of a text that is too long; what is left out is marked."""
    if len(text) <= limit:
        return text
    return f"{text[: limit * 2 // 3]}\n[…]\n{text[-(limit // 3) :]}"


def told_in(frame: Frame, room: Room) -> int:
    """Characters that each thing known may be told in, so that a long session costs little more than a short one."""
    things = sum(1 for _ in digest(frame, room.value))
    return min(room.value, max(A_FEW_WORDS, room.values // max(1, things)))


def digest(frame: Frame, limit: int) -> Iterator[str]:
    """Everything known, a line each, most deciding first: what the model remembers of the session."""
    opening = frame.intake.kind.replace("_", " ") if frame.intake.kind else "not recognised yet"
    yield f"Opening: {opening}. Stakes: {frame.stakes.replace('_', ' ')}."
    for contradiction in frame.contradictions:
        if contradiction.state == "open":
            yield f"Does not fit together: {_brief(contradiction.first_quote, limit)} / {_brief(contradiction.second_quote, limit)}"
    taken_apart = {topic for topic, items in _items(frame).items() if items}
    for topic in TOPICS:
        if topic in frame.answers and not (topic in taken_apart and frame.knows(topic)):
            yield from _known(frame.answers[topic], limit)
    yield from (f"Option {o.id}{_notes(o.baseline, o.parked)}: {_brief(o.text, limit)}" for o in frame.options)
    yield from (
        f"Criterion {c.id}{f', weight {c.weight}' if c.weight is not None else ''}: {_brief(c.text, limit)}"
        for c in frame.criteria
    )
    yield from (f"Constraint{' (hard)' if k.hard else ''}: {_brief(k.text, limit)}" for k in frame.constraints)
    told = {frame.answer(topic).text for topic in ("symptom", "problem")}
    for w in frame.whys:
        text = "the problem above" if w.parent is None and w.text in told else _brief(w.text, limit)
        yield f"Why {w.id}, under {w.parent or 'nothing'}, {w.evidence}: {text}"
    yield from (f"Trigger: {_brief(trigger.text, limit)}" for trigger in frame.triggers)
    yield from (f"Calculated: {_brief(calculation.text, limit // 2)}" for calculation in frame.calculations)


def _items(frame: Frame) -> dict[Topic, Sequence[object]]:
    """Topics whose answer is listed item by item, which says it once."""
    return {
        "options": frame.options,
        "criteria": frame.criteria,
        "constraints": frame.constraints,
        "revisit_triggers": frame.triggers,
    }


def _known(answer: Answer, limit: int) -> Iterator[str]:
    name = answer.topic
    if answer.values:
        notes = ", ".join(
            filter(None, ("vague" if answer.is_vague else "", "needs a second look" if answer.stale else ""))
        )
        yield f"{name}{f' [{notes}]' if notes else ''}: {_brief(answer.text, limit)}"
    elif answer.aside:
        owner = f", {_brief(answer.aside.owner, 40)} would know" if answer.aside.owner else ""
        yield f"{name}: put aside, {answer.aside.kind.replace('_', ' ')}{owner}"
    elif answer.heard:
        yield f"{name}, in passing: {_brief('; '.join(value.text for value in answer.heard[-2:]), limit)}"


def _brief(text: str, limit: int) -> str:
    return f'"{wording.short(text, limit)}"'


def _notes(baseline: bool, parked: bool) -> str:
    return " (doing nothing)" if baseline else " (parked)" if parked else ""


def listed_moves(frame: Frame, offered: Iterable[tuple[str, flow.Move]]) -> Iterator[str]:
    for name, move in offered:
        yield f"- `{name}` ({move.question.topic}): {wording.short(wording.put(move, frame).question, QUESTION)}"


def listed_passages(passages: Iterable[Passage], limit: int) -> Iterator[str]:
    for passage in passages:
        yield f"- `{one_line(passage.section)}`, {one_line(passage.source)}"
        yield quoted(cut(f"{passage.title}\n{passage.text}", limit))


Side = Literal["Person", "You"]


def exchanges(log: Sequence[Recorded], room: Room) -> Iterator[str]:
    """The last messages of both sides, without the one that is being answered and without what was taken back."""
    for side, text in reversed(tuple(islice(_spoken_latest_first(log), room.exchanges))):
        yield f"{side}:"
        yield quoted(cut(text, room.exchange))


def _spoken_latest_first(log: Sequence[Recorded]) -> Iterator[tuple[Side, str]]:
    """However long the session is, only as much of its end is looked at as is asked for."""
    gone, last = undone_turns(log), log[-1].turn if log else 0
    for turn, records in groupby(reversed(log), key=lambda record: record.turn):
        if turn in gone or turn == last:
            continue
        events = [record.event for record in records][::-1]
        parts = [event.reply for event in events if isinstance(event, Answered)]
        parts += [event.ask.question for event in events if isinstance(event, Asked)]
        if any(parts):
            yield "You", "\n".join(filter(None, parts))
        yield from (("Person", event.text) for event in events if isinstance(event, Said))
