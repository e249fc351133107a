"""What becomes of a message that interrupts: it is answered in a line, and the thread is picked up again.

Pure: it sees the frame and the words, and finds nothing in any guide; whoever calls may put that beside it.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.domain import flow, wording
from assistant.domain.events import Asked, Event
from assistant.domain.frame import Frame
from assistant.domain.matrix import analyse, from_frame
from assistant.domain.matrix.report import turns
from assistant.domain.playbook import Playbook
from assistant.domain.prefill import topic_of
from assistant.domain.reading.interruption import Interruption, interruption
from assistant.domain.topics import NAMES, Topic

STAYS = "The question stays where it was."
PAUSE = f"Take your time. {STAYS}"
VERDICT = (
    "That is what the comparison answers at the end, against your own weights. What goes into it comes first, so: "
    "back to the question."
)
UNKNOWN = f"I have no answer to that, and it is no answer to mine. {STAYS}"
LISTED = 4


class Interrupted(NamedTuple):
    """`asks_the_guide` when the words may be looked up; the reply is what is said when nothing is found."""

    reply: str
    events: tuple[Event, ...] = ()
    asks_the_guide: bool = False


def interrupted(text: str, frame: Frame, playbooks: Sequence[Playbook]) -> Interrupted | None:
    """None for a message that is an answer, a wish or an opening."""
    if frame.ask is None or frame.intake.kind is None:
        return None
    found = interruption(text)
    if found is None:
        return None
    if found.kind == "topic":
        return _another_topic(found, frame, playbooks)
    if found.kind == "doubt":
        return Interrupted(change_of_mind(frame))
    if found.kind == "question":
        return Interrupted(UNKNOWN, asks_the_guide=True)
    return Interrupted(PAUSE if found.kind == "pause" else VERDICT)


def _another_topic(found: Interruption, frame: Frame, playbooks: Sequence[Playbook]) -> Interrupted | None:
    """Asked next where it is still open; the question that stood comes back by itself, because it is still open too."""
    topic = topic_of(found.detail)
    if topic is None or frame.ask is None:
        return None
    if frame.ask.topic == topic:
        return Interrupted("That is what the question is about.")
    if frame.knows(topic):
        return Interrupted(
            f"{NAMES[topic]} stands as “{wording.short(frame.answer(topic).text, 160)}”. Say what should stand there instead, "
            "or change it in the frame. Back to the question."
        )
    move = next((move for move in flow.next_moves(frame, playbooks) if _asks_for(move, topic)), None)
    if move is None:
        return Interrupted(
            f"{NAMES[topic]} has no question of its own here; say what there is to say about it. {STAYS}"
        )
    back = NAMES[frame.ask.topic].lower()
    return Interrupted(f"{NAMES[topic]} first, then back to {back}.", (Asked(ask=wording.put(move, frame)),))


def _asks_for(move: flow.Move, topic: Topic) -> bool:
    return move.question.topic == topic and move.kind in ("ask", "complete")


# -- what would change my mind? ----------------------------------------------------------------------------------------


def change_of_mind(frame: Frame) -> str:
    """Everything in the frame that would turn the outcome, or that it rests on without being known."""
    lines = [f"- {line}" for line in _would_turn(frame)]
    if not lines:
        return (
            "Nothing yet: there are no weights, no revisit triggers and no guesses to be wrong about. They come later."
        )
    return "\n".join(["This would:", "", *lines[: 2 * LISTED]])


def _would_turn(frame: Frame) -> Iterator[str]:
    matrix = from_frame(frame)
    if matrix is not None:
        yield from turns(analyse(matrix))[:LISTED]
    yield from (f"It happens that: {wording.short(trigger.text)}." for trigger in frame.triggers[:LISTED])
    for both in frame.contradictions:
        if both.state == "open":
            yield f"“{wording.short(both.first_quote)}” turns out not to hold, or “{wording.short(both.second_quote)}”."
    guesses = [why for why in frame.whys if why.evidence == "guessed"]
    yield from (f"This guess is wrong: {wording.short(why.text).rstrip('.')}." for why in guesses[:LISTED])
    unknown = [NAMES[topic].lower() for topic, answer in frame.answers.items() if answer.aside and not answer.values]
    if unknown:
        yield f"An answer to what is not known yet: {wording.listed(unknown[:LISTED])}."
    vague = [NAMES[topic].lower() for topic, answer in frame.answers.items() if answer.is_vague]
    if vague:
        yield f"A figure for what is still vague: {wording.listed(vague[:LISTED])}."
