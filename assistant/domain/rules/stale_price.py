"""FF706: a price from somewhere, with no word on when it was one."""

import re
from collections.abc import Iterator

from assistant.domain.rules.quote_not_found import folded
from assistant.domain.rules.reply import Fault, Reply
from assistant.domain.rules.rule import ReplyRule
from assistant.domain.rules.stated import read_facts

DATED = re.compile(r"\b(?:19|20)\d\d\b|\bas of\b|\bcheck (?:the )?(?:current )?pric\w+|\bverify\b", re.IGNORECASE)
DIGITS = re.compile(r"\d[\d.,]*\d|\d")


def undated(reply: Reply) -> Iterator[Fault]:
    if DATED.search(reply.text):
        return
    told = set(DIGITS.findall(folded(reply.told)))
    for fact in read_facts(reply.text):
        if fact.kind == "money" and not set(DIGITS.findall(fact.quote)) <= told:
            yield Fault(fact.quote, f'"{fact.quote}" is a price without the year it is from.')


RULE = ReplyRule(
    id="FF706",
    name="stale-price",
    severity="warning",
    meaning="Prices change and models remember. A sum that nobody in the talk named needs the year it comes from, or it decides something it should not.",
    bad="A control plane costs $75 a month.",
    good="A control plane cost $75 a month in 2025.",
    section="cost-optimization",
    find=undated,
    catches=(Reply("A control plane costs $75 a month."),),
    leaves_alone=(
        Reply("A control plane cost $75 a month in 2025."),
        Reply("You have 400 euro a month.", told="400 euro a month"),
        Reply("It takes 75 days."),
    ),
)
