"""FF206: options are weighed, and nothing is out of scope."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.progress import is_weighing
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch


def missing_border(frame: Frame) -> Iterator[Gap]:
    if is_weighing(frame) and not frame.is_settled("out_of_scope"):
        yield Gap("answers.out_of_scope", "Nothing is out of scope yet: what will this deliberately not do?")


RULE = FrameRule(
    id="FF206",
    name="no-out-of-scope",
    severity="info",
    meaning="No border was drawn. What nobody excluded is expected by somebody, and the estimate does not contain it.",
    bad="A decision on a new booking tool that never says whether invoices are part of it.",
    good="Out of scope: invoicing, and every branch outside Austria.",
    section="right-questions",
    find=missing_border,
    catches=(sketch(options=("queue", "job"), weights={"cost": 2}),),
    leaves_alone=(
        sketch(answers={"problem": "status is 25 minutes late"}),
        sketch(answers={"out_of_scope": "invoicing"}, options=("queue", "job"), weights={"cost": 2}),
    ),
)
