"""FF305: a cause named as the root that is a guess, or a tree of nothing but guesses."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import chain, sketch

ENOUGH_TO_JUDGE = 2
"""Causes below which a tree is still being dug."""


def guesses(frame: Frame) -> Iterator[Gap]:
    guessed_roots = [why for why in frame.whys if why.is_root and why.evidence == "guessed"]
    for why in guessed_roots:
        yield Gap(
            f"whys.{why.id}",
            f'"{why.text}" is named as the root cause and is a guess: what could be measured or looked up to confirm it?',
        )
    causes = [why for why in frame.whys if why.parent is not None]
    if not guessed_roots and len(causes) >= ENOUGH_TO_JUDGE and all(why.evidence == "guessed" for why in causes):
        yield Gap("whys", "Every why so far is a guess: which of them can be checked first, and how?")


RULE = FrameRule(
    id="FF305",
    name="why-without-evidence",
    severity="warning",
    meaning="A cause that nobody measured, saw or heard from someone who did. Fixing a guess costs as much as fixing a cause.",
    bad="Nobody owns the interface (guess), so it is slow (guess).",
    good="The log shows 14 stops in March, each after a partner timed out (measured).",
    section="five-whys",
    find=guesses,
    catches=(
        sketch(whys=chain(("status late", "measured"), ("nobody owns it", "guessed"))),
        sketch(
            whys=chain(("status late", "measured"), ("job stops", "guessed"), ("partner blocks", "guessed"), root=False)
        ),
    ),
    leaves_alone=(
        sketch(whys=chain(("status late", "measured"), ("job stops", "guessed"), ("partner blocks", "measured"))),
        sketch(whys=chain(("status late", "guessed"), root=False)),
    ),
)
