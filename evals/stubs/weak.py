"""A model that is weak and not broken: plausible answers, most of them with something wrong, the same ones every time."""

import hashlib
from collections.abc import Mapping, Sequence

from evals.stub_server import Behaviour, Brief, Request, writes
from evals.stubs.bad import DRAFT_FAULTS
from evals.stubs.good import PIECES, good_answer

SHARE = 0.6
"""Of its answers that have a fault."""
LIKELY = (
    "hears-only-what-was-asked", "altered-quote", "invented-fact", "rounded-figures", "hears-what-was-not-stated",
    "off-the-move", "three-questions", "leading", "rambling-question", "asks-what-was-told", "re-asks", "praise", "softens",
    "nothing-heard", "talks-at-length", "invented-figure", "names-a-product", "blunt-solution", "no-citation",
    "invented-section", "ignores-contradiction", "early-option", "unchained-why", "takes-a-side",
)  # fmt: skip
"""What small models do."""


def weak(share: float = SHARE, seed: str = "weak", faults: Sequence[str] = LIKELY) -> Behaviour:
    """The fault depends on the seed and on the request alone, so that two runs are the same."""

    def answer(request: Request) -> Mapping[str, object]:
        brief = Brief.of(request)
        draft = good_answer(brief)
        dice = hashlib.sha256(f"{seed}\n{request.prompt}".encode()).digest()
        if int.from_bytes(dice[:4], "big") >= share * 2**32:
            return draft
        return DRAFT_FAULTS[faults[dice[4] % len(faults)]](brief, draft)

    return writes(answer, PIECES)
