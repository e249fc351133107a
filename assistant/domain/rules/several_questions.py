"""FF704: more than one question at a time."""

from collections.abc import Iterator

from assistant.domain.rules.reply import Fault, Reply
from assistant.domain.rules.rule import ReplyRule


def counted(text: str) -> int:
    """Question marks, runs of them taken as one."""
    return sum(1 for index, mark in enumerate(text) if mark == "?" and text[index + 1 : index + 2] != "?")


def too_many(reply: Reply) -> Iterator[Fault]:
    if counted(reply.text) > 1:
        yield Fault(reply.text, "Several questions at once: only the last of them gets an answer.")


RULE = ReplyRule(
    id="FF704",
    name="several-questions",
    severity="error",
    meaning="Of several questions people answer the easiest. One at a time is slower by the minute and faster by the hour.",
    bad="Who uses it? How often? From where?",
    good="Who uses it first thing in the morning?",
    section="right-questions",
    find=too_many,
    catches=(Reply("Who uses it? How often? From where?"), Reply("Who uses it and how often? And why?")),
    leaves_alone=(Reply("Who uses it?"), Reply("Who uses it??"), Reply("Planners use it.")),
)
