"""FF616: a year paid in advance for a bill nobody has explained."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import proposed, told
from assistant.domain.rules.utterance import phrase

COMMITMENT = phrase(
    "reserved (?:instances?|capacity)", "savings plans?", "committed[- ]use(?: discounts?)?", "(?:one|two|three|1|2|3)[- ]year (?:commitment|reservation|contract|term)s?",
    "enterprise discount",
)  # fmt: skip
JUMPED = phrase(
    "(?:bill|bills|costs?|spend(?:ing)?|invoice) (?:\\w+ ){0,4}(?:jump\\w*|rose|rise[ns]?|risen|went up|gone up|doubled|tripled|exploded|grew|grown|increased|up)",
    "(?:jump|rise|spike|increase) in (?:the |our )?(?:\\w+ )?(?:bill|costs?|spend(?:ing)?)",
)  # fmt: skip


def unexplained(frame: Frame) -> Iterator[Gap]:
    plan = proposed(frame, COMMITMENT)
    if plan is None or len(frame.whys) > 1 or frame.knows("root_cause"):
        return
    jump = JUMPED.search(told(frame, "problem", "symptom", "cost", "existing_system") or frame.intake.text)
    if jump:
        yield Gap(
            plan.path,
            f'"{plan.text}" makes "{jump.group()}" permanent before anybody knows what it is. Right once the cause is found and the size is settled.',
        )


RULE = FrameRule(
    id="FF616",
    name="commitment-before-the-cause",
    severity="warning",
    meaning="A discount on what should not be running still pays for it. It is right once the cause of the rise is known, the machines have their size, and the load is predictable.",
    bad="The bill rose by 40 %, so we buy savings plans.",
    good="The bill rose by 40 %: a test system of 20 machines. It goes; then we commit.",
    section="q01-bill-jump",
    find=unexplained,
    catches=(
        sketch(
            answers={"problem": "The cloud bill rose by 40 percent last month"}, options=("Buy savings plans", "wait")
        ),
        sketch(
            answers={"symptom": "Our costs have doubled since May"},
            options=("Reserved instances for three years", "wait"),
        ),
    ),
    leaves_alone=(
        sketch(
            answers={"problem": "The cloud bill rose by 40 percent", "root_cause": "A forgotten load test"},
            options=("Buy savings plans",),
        ),
        sketch(answers={"problem": "We pay list price for a steady load"}, options=("Buy savings plans",)),
        sketch(answers={"problem": "The bill rose by 40 percent"}, options=("Find the orphaned disks",)),
    ),
)
