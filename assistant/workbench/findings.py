"""The findings page: what was flagged and what does not fit together, with the words it is about."""

from collections.abc import Sequence
from typing import NamedTuple

from assistant.domain.events import Recorded, Said, place
from assistant.domain.frame import Contradiction, Flag, Frame
from assistant.domain.topics import TOPICS, Topic
from assistant.domain.wording import short
from assistant.view import place_name

SEVERITIES = ("error", "warning", "info")
"""Worst first."""
MEANING = {"error": "blocks", "warning": "look at this", "info": "good to know"}
CONTEXT = 70
"""Characters of a message on either side of the words in question."""


class Found(NamedTuple):
    """A flag with the words it is about, in the message they stand in."""

    flag: Flag
    before: str
    words: str
    after: str
    about: str
    """What part of the frame it is on."""
    topic: Topic | None
    """Set where the answer can be changed."""


def found(frame: Frame, log: Sequence[Recorded] = ()) -> tuple[Found, ...]:
    """What is open, the worst first, then the newest."""
    said = {record.turn: record.event.text for record in log if isinstance(record.event, Said)}
    order = sorted(frame.open_flags, key=lambda flag: (SEVERITIES.index(flag.severity), -flag.turn))
    return tuple(_found(flag, said.get(flag.turn, "")) for flag in order)


def _found(flag: Flag, message: str) -> Found:
    start = message.find(flag.quote) if flag.quote else -1
    before = after = ""
    if start >= 0:
        end = start + len(flag.quote)
        before = message[:start] if start <= CONTEXT else "…" + message[start - CONTEXT : start].partition(" ")[2]
        after = (
            message[end:] if len(message) - end <= CONTEXT else message[end : end + CONTEXT].rpartition(" ")[0] + "…"
        )
    (head, _), key = place(flag.path)
    topic = next((topic for topic in TOPICS if head == "answers" and topic == key), None)
    return Found(flag, before, flag.quote, after, place_name(flag.path), topic)


def unsettled(frame: Frame) -> tuple[Contradiction, ...]:
    return tuple(both for both in frame.contradictions if both.state == "open")


class Settled(NamedTuple):
    text: str
    how: str


HOW = {"resolved": "resolved", "waived": "waived", "settled": "settled", "accepted": "accepted, both stand"}


def settled(frame: Frame) -> tuple[Settled, ...]:
    """What was dealt with, and how."""
    flags = [Settled(f.message, _how(f.state, f.reason)) for f in frame.flags if f.state != "open"]
    pairs = [
        Settled(f"“{c.first_quote}” against “{c.second_quote}”: {c.why}", _how(c.state, c.resolution))
        for c in frame.contradictions
        if c.state != "open"
    ]
    return (*pairs, *flags)


def _how(state: str, reason: str | None) -> str:
    return HOW[state] + (f": {reason}" if reason else "")


class Step(NamedTuple):
    text: str
    why: str


def next_step(frame: Frame) -> Step:
    """The one thing worth doing next on this page."""
    pairs, flags = unsettled(frame), found(frame)
    if pairs:
        return Step("Say which of the two holds", "Both halves were said; whoever reads the document will ask.")
    if flags:
        count = len(flags)
        rest = (
            "It is the last one." if count == 1 else f"{count} are open. Say it more precisely, or say why it is fine."
        )
        return Step(short(flags[0].flag.message, 140), rest)
    return Step("Nothing is open", "Vague words, missing figures and contradictions show up here while you talk.")
