"""FF415: a revisit trigger that nobody watches."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch, trigger


def unwatched(frame: Frame) -> Iterator[Gap]:
    for watched in frame.triggers:
        if watched.owner is None:
            yield Gap(f"triggers.{watched.id}", f'Nobody watches "{watched.text}": whose job is it to notice?')


RULE = FrameRule(
    id="FF415",
    name="trigger-without-owner",
    severity="warning",
    meaning="A condition with nobody watching it. It will come true unnoticed.",
    bad="Reopen when the bill passes 3,000 euro.",
    good="Reopen when the bill passes 3,000 euro; Ines watches the bill.",
    section="revisit-triggers",
    find=unwatched,
    catches=(sketch(triggers=(trigger("bill above 3,000 euro"),)),),
    leaves_alone=(
        sketch(triggers=(trigger("bill above 3,000 euro", owner="Ines"),)),
        sketch(),
    ),
)
