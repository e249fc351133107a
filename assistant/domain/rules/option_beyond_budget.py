"""FF513: a way that costs more a month than there is."""

import re
from collections.abc import Iterator

from assistant.domain.automatic import known
from assistant.domain.frame import Frame
from assistant.domain.rules.rule import FrameRule, Gap
from assistant.domain.rules.sketch import sketch
from assistant.domain.rules.stated import details, facts_of

MONTHS = {"month": 1, "quarter": 3, "year": 12}
SAVED = re.compile(r"\b(?:sav\w+|cheaper|less|instead of|earns?|gains?|than)\b[^,;.]{0,25}$", re.IGNORECASE)
SAVED_AFTER = re.compile(r"\s*(?:less|cheaper|saved|saving)\b", re.IGNORECASE)


def too_dear(frame: Frame) -> Iterator[Gap]:
    budgets = [
        money
        for money in known(frame, "budget", "money")
        if money.period in MONTHS and money.fact.bound != "at_least" and money.high > 0
    ]
    if len(budgets) != 1:
        return
    budget = budgets[0]
    for path, text in details(frame):
        for price in facts_of(text, "money"):
            if price.unit != budget.fact.unit or price.period not in MONTHS or not price.low:
                continue
            if SAVED.search(text[: price.start]) or SAVED_AFTER.match(text[price.end :]):
                continue
            if price.low / MONTHS[price.period] > budget.high / MONTHS[budget.period or "month"]:
                yield Gap(
                    path, f'"{price.quote}" is more than the budget of "{budget.fact.quote}": who finds the rest?'
                )
                break


RULE = FrameRule(
    id="FF513",
    name="option-beyond-budget",
    severity="warning",
    meaning="The running cost that was named is above the budget that was named. Either it is out, or somebody with money is asked before it is compared.",
    bad="A managed search for 900 euro a month; the budget is 400 euro a month.",
    good="A managed search for 300 euro a month; the budget is 400 euro a month.",
    section="cost-vs-performance",
    find=too_dear,
    catches=(
        sketch(answers={"budget": "400 euro a month"}, options=("managed search for 900 euro a month", "own index")),
        sketch(
            answers={"budget": "at most 12,000 euro a year"},
            options=("managed search", "own index"),
            chosen="managed search",
            gives_up="It costs 2,000 euro a month",
        ),
    ),
    leaves_alone=(
        sketch(answers={"budget": "400 euro a month"}, options=("managed search for 300 euro a month",)),
        sketch(answers={"budget": "400 euro a month"}, options=("managed search for 900 dollars a month",)),
        sketch(answers={"budget": "400 euro a month"}, options=("managed search saves 900 euro a month",)),
        sketch(answers={"budget": "40,000 euro for the project"}, options=("managed search for 900 euro a month",)),
        sketch(options=("managed search for 900 euro a month",)),
    ),
)
