"""FF416: a recorded trigger with neither a figure nor a date."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch, trigger


def unmeasured(frame: Frame) -> Iterator[Gap]:
    for watched in frame.triggers:
        if not watched.measurable and watched.due is None:
            yield Gap(
                f"triggers.{watched.id}",
                f'"{watched.text}" can never be seen to fire: which figure or date stands for it?',
            )


RULE = FrameRule(
    id="FF416",
    name="trigger-without-measure",
    severity="warning",
    meaning="A recorded trigger without threshold or date. It reads like a safeguard and is none.",
    bad="Trigger: when it becomes a problem.",
    good="Trigger: p95 above 800 ms for two weeks.",
    section="revisit-triggers",
    find=unmeasured,
    catches=(sketch(triggers=(trigger("when it becomes a problem", measurable=False, owner="Ines"),)),),
    leaves_alone=(
        sketch(triggers=(trigger("p95 above 800 ms"),)),
        sketch(triggers=(trigger("yearly look", measurable=False, due="2026-03-01"),)),
    ),
)
