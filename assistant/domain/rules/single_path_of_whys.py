"""FF304: one chain of whys, without a look at a second branch."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import beside, chain, sketch


def single_path(frame: Frame) -> Iterator[Gap]:
    parents = [why.parent for why in frame.whys if why.parent is not None]
    if any(why.is_root for why in frame.whys) and len(parents) == len(set(parents)):
        yield Gap("whys", "The whys are one straight line: what else contributed at one of the steps?")


RULE = FrameRule(
    id="FF304",
    name="single-path-of-whys",
    severity="info",
    meaning="A single chain of whys. Most incidents need two things to go wrong; the first plausible chain hides the second.",
    bad="Late status, because the job stops, because one partner blocks it.",
    good="The job stops because one partner blocks it; and nobody noticed, because no alarm watches the job.",
    section="five-whys",
    find=single_path,
    catches=(
        sketch(
            whys=chain(("status late", "measured"), ("job stops", "observed"), ("one partner blocks it", "observed"))
        ),
    ),
    leaves_alone=(
        sketch(
            whys=beside(
                chain(("status late", "measured"), ("job stops", "observed"), ("a partner blocks it", "observed")),
                "no alarm",
                "w0",
            )
        ),
        sketch(whys=chain(("status late", "measured"), ("job stops", "observed"), root=False)),
        sketch(),
    ),
)
