"""Whether a prompt grows with the conversation: `python -m evals.bench.prompt_growth`.

Scripted people talk to the good stub for a whole session. The characters sent in the last five requests are set against
those sent around the eighth message of the same session; the frame is the memory, so the ratio has a bound.
"""

from statistics import fmean

from evals.bench import Row, printed
from evals.conversation import solve, stakeholders
from evals.evaluation import stubbed
from evals.subject import Subject

PEOPLE = 3
EARLY = slice(6, 11)
LIMIT = 1.6


def rows() -> list[Row]:
    early, late = [], []
    for located in stakeholders()[:PEOPLE]:
        sizes = [_characters(request) for request in solve(located.case, stubbed(Subject(), "good")).requests]
        early.append(fmean(sizes[EARLY]))
        late.append(fmean(sizes[-5:]))
    return [Row("prompt at the end / at message 8", fmean(late), fmean(early), "characters", LIMIT)]


def _characters(request: dict[str, list[dict[str, str]]]) -> int:
    return sum(len(message["content"]) for message in request["messages"])


if __name__ == "__main__":
    print(printed(rows()))
