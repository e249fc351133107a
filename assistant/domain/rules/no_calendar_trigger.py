"""FF414: triggers that all depend on somebody noticing."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch, trigger


def undated(frame: Frame) -> Iterator[Gap]:
    if frame.triggers and all(trigger.due is None for trigger in frame.triggers):
        yield Gap(
            "triggers", "No trigger stands in the calendar: on which date will somebody look even if nothing fired?"
        )


RULE = FrameRule(
    id="FF414",
    name="no-calendar-trigger",
    severity="info",
    meaning="Every trigger is a condition. Busy teams miss conditions; a date in the calendar is the safety net.",
    bad="Reopen when the bill passes 3,000 euro.",
    good="Reopen when the bill passes 3,000 euro, and look at it on 1 March anyway.",
    section="revisit-triggers",
    find=undated,
    catches=(sketch(triggers=(trigger("bill above 3,000 euro", owner="Ines"),)),),
    leaves_alone=(
        sketch(triggers=(trigger("bill above 3,000 euro"), trigger("yearly look", due="2026-03-01"))),
        sketch(),
    ),
)
