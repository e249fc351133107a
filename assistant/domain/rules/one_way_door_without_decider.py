"""FF411: a one-way door recommended, and no person has decided it."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch


def undecided(frame: Frame) -> Iterator[Gap]:
    if frame.stakes == "one_way" and frame.chosen is not None and frame.decided is None:
        yield Gap("decided", "This cannot be undone cheaply and nobody's name is on it: who decides, and when?")


RULE = FrameRule(
    id="FF411",
    name="one-way-door-without-decider",
    severity="error",
    meaning="An irreversible choice without a named person who made it. A recommendation is not a decision.",
    bad="One-way door: sign the five-year contract. Decided by: the team.",
    good="Decided by Anna Berger, head of logistics, on 15 January.",
    section="reversible-decisions",
    find=undecided,
    catches=(sketch(options=("contract", "no contract"), stakes="one_way", chosen="contract"),),
    leaves_alone=(
        sketch(options=("contract",), stakes="one_way", chosen="contract", decided_by="Anna"),
        sketch(options=("contract",), stakes="two_way", chosen="contract"),
        sketch(stakes="one_way"),
    ),
)
