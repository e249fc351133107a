"""What does a conversation with a model cost, and does it stay so?"""

from collections.abc import Sequence
from statistics import fmean

from evals.checks import spending
from evals.result import Figure
from evals.suite import Measure, Solved, Suite
from evals.talks import Talk, talked, turns_of


def figures(solved: Solved) -> Sequence[Figure]:
    """Over all messages that a model was asked about."""
    turns = [turn for _, record in solved for turn in turns_of(record) if turn.answers]
    if not turns:
        return []
    shares = [len(turn.system) / turn.sizes[0] for turn in turns]
    return [
        Figure(name="calls a message", value=round(fmean(len(turn.answers) for turn in turns), 3), n=len(turns)),
        Figure(name="tokens read a message", value=round(fmean(turn.input_tokens for turn in turns), 1), n=len(turns)),
        Figure(
            name="tokens written a message", value=round(fmean(turn.output_tokens for turn in turns), 1), n=len(turns)
        ),
        Figure(name="stable prefix", value=round(fmean(shares), 3), n=len(turns)),
    ]


SUITE = Suite(
    "cost",
    "what does a message cost, and does it stay so",
    Talk,
    talked,
    spending.CHECKS,
    measures=(Measure(figures, {"-calls a message": 1.0, "stable prefix": 0.5}),),
)
