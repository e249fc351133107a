"""FF625: a pause to clean up, without saying what the mess costs."""

from collections.abc import Iterator

from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import everything, proposed
from assistant.domain.rules.utterance import phrase

SPRINT = phrase(
    "(?:feature|code) freeze", "(?:stop|pause|halt)(?:ping|ing)? (?:all |new )?(?:features?|feature work|development)", "(?:refactor\\w*|clean-?up|(?:tech(?:nical)? )?debt) (?:sprint|quarter|month|phase|project)s?",
    "(?:pay|paying|repay|clear|clean)\\w* (?:down |off |up )?(?:all |the |our )?(?:tech(?:nical)? )?debt",
)  # fmt: skip
INTEREST = phrase(
    "incidents?", "outages?", "hours? (?:lost|a|per)", "days? (?:lost|a|per)", "(?:files|services) (?:per|a|for each) (?:change|pull request)", "register", "scor\\w+", "hotspots?", "\\d+ ?(?:%|percent) of (?:our |the |each |every )?(?:time|capacity|sprint|week)", "lead time", "change fail\\w*",
)  # fmt: skip


def unpriced(frame: Frame) -> Iterator[Gap]:
    plan = proposed(frame, SPRINT)
    if plan is not None and not INTEREST.search(everything(frame)):
        yield Gap(
            plan.path,
            f'"{plan.text}" without what it costs today: incidents, hours lost, files touched by one change. Right for the few items whose interest is highest.',
        )


RULE = FrameRule(
    id="FF625",
    name="debt-sprint-without-interest",
    severity="warning",
    meaning="Debt mixes what hurts every week with what is only ugly, and a pause for all of it loses its patience after a month. It is right for items with a measured interest, a little in every sprint.",
    bad="Three months to pay off our technical debt.",
    good="The invoice module costs 30 hours a month in incidents; two weeks for that one.",
    section="q20-tech-debt",
    find=unpriced,
    catches=(
        sketch(options=("A three-month refactoring sprint", "go on")),
        sketch(options=("Stop features and pay off the debt", "go on")),
    ),
    leaves_alone=(
        sketch(
            answers={"problem": "The invoice module causes 6 incidents a month"},
            options=("A refactoring sprint for it",),
        ),
        sketch(options=("20 % of our time for the debt register",)),
        sketch(options=("Rewrite the billing", "go on")),
    ),
)
