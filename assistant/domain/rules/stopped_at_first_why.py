"""FF307: the first answer to the first why taken for the root cause."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import chain, sketch


def shallow_roots(frame: Frame) -> Iterator[Gap]:
    symptoms = {why.id for why in frame.whys if why.parent is None}
    for why in frame.whys:
        if why.is_root and why.parent in symptoms:
            yield Gap(f"whys.{why.id}", f'"{why.text}" answers only the first why: what made that possible?')


RULE = FrameRule(
    id="FF307",
    name="stopped-at-first-why",
    severity="info",
    meaning="The first answer taken for the root cause. It is usually the trigger; what let it happen lies below.",
    bad="The site was down because the disk was full.",
    good="The disk was full because logs are never rotated on hosts set up by hand.",
    section="five-whys",
    find=shallow_roots,
    catches=(sketch(whys=chain(("site down", "measured"), ("disk full", "measured"))),),
    leaves_alone=(
        sketch(whys=chain(("site down", "measured"), ("disk full", "measured"), ("logs never rotated", "observed"))),
        sketch(whys=chain(("site down", "measured"), ("disk full", "measured"), root=False)),
    ),
)
