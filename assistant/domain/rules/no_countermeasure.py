"""FF306: a root cause without a countermeasure."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import chain, sketch


def uncountered(frame: Frame) -> Iterator[Gap]:
    if frame.is_settled("countermeasure"):
        return
    for why in frame.whys:
        if why.is_root:
            yield Gap(
                f"whys.{why.id}",
                f'Nothing is planned against "{why.text}": what would remove it, and how would a relapse show?',
            )


RULE = FrameRule(
    id="FF306",
    name="no-countermeasure",
    severity="warning",
    meaning="A root cause found and nothing set against it. The analysis then only explains the next incident.",
    bad="Root cause: no timeout on partner calls. End of the document.",
    good="Each partner call times out after 5 s; an alarm fires when the job is 2 minutes late.",
    section="five-whys",
    find=uncountered,
    catches=(sketch(whys=chain(("status late", "measured"), ("no timeout on calls", "observed"))),),
    leaves_alone=(
        sketch(
            whys=chain(("status late", "measured"), ("no timeout on calls", "observed")),
            answers={"countermeasure": "a 5 s timeout"},
        ),
        sketch(whys=chain(("status late", "measured"), ("job stops", "observed"), root=False)),
    ),
)
