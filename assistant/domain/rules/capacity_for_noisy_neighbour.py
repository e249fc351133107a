"""FF621: a bigger machine for what one customer takes from the others."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, proposed, told
from assistant.domain.rules.utterance import phrase

NEIGHBOUR = phrase(
    "nois\\w+ neighbou?rs?", "(?:one|a|single|each|large|largest|biggest) (?:\\w+ )?(?:tenant|customer|client)s?(?:'s?)? (?:\\w+ ){0,6}(?:slow(?:s|ed|ing)? (?:down )?(?:\\w+ )?(?:others?|everybody|everyone|all)|starv\\w+|hog\\w*|takes? (?:all|most)|use[sd]? up)",
    "(?:other|all) (?:tenants|customers|clients) (?:are |get |become |suffer|wait)\\w*",
)  # fmt: skip
BIGGER = phrase(
    "(?:bigger|larger|stronger|faster) (?:\\w+ )?(?:machine|instance|server|database|cluster|node|plan)s?",
    "scal\\w+ (?:up|out)",
    "(?:more|additional|extra) (?:\\w+ )?(?:cpu|memory|ram|nodes|replicas|servers|instances|capacity)",
    "upgrad\\w+ the (?:\\w+ )?(?:database|server|instance|machine|plan)",
)
LIMITED = phrase(
    "quotas?",
    "limit(?:s|ed|ing)?",
    "throttl\\w+",
    "statement_timeout",
    "time-?outs?",
    "bulkheads?",
    "isolat\\w+",
    "own (?:database|pool|machine|schema)",
    "dedicated",
    "per[- ]tenant",
    "separate\\w*",
    "fair\\w*",
)


def crowded(frame: Frame) -> Iterator[Gap]:
    plan = proposed(frame, BIGGER)
    if plan is None or LIMITED.search(everything(frame)):
        return
    causes = "\n".join(why.text for why in frame.whys)
    seen = NEIGHBOUR.search(f"{causes}\n{told(frame, 'problem', 'symptom', 'root_cause')}")
    if seen:
        yield Gap(
            plan.path,
            f'"{plan.text}" gives more to whoever takes most ("{seen.group()}"). Right beside a limit for each, when all of them grow.',
        )


RULE = FrameRule(
    id="FF621",
    name="capacity-for-noisy-neighbour",
    severity="warning",
    meaning="What one customer takes from the others grows with the machine. A timeout, a quota for connections or a pool of its own stops it today; more capacity is right when everybody grows.",
    bad="One tenant slows everyone down, so we take a larger database.",
    good="One tenant slows everyone down: a statement timeout and 20 connections for each.",
    section="q14-noisy-neighbor",
    find=crowded,
    catches=(
        sketch(
            answers={"problem": "One tenant slows down all others at night"},
            options=("A larger database instance", "wait"),
        ),
        sketch(answers={"root_cause": "A noisy neighbour on the shared pool", "countermeasure": "We scale up"}),
    ),
    leaves_alone=(
        sketch(
            answers={"problem": "One tenant slows down all others"},
            options=("A connection quota and a larger database",),
        ),
        sketch(answers={"problem": "Everything is slow in the mornings"}, options=("A larger database",)),
        sketch(
            answers={"problem": "One tenant slows down all others"}, options=("A database of its own for the largest",)
        ),
    ),
)
