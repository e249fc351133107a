"""FF705: a change claimed that a model cannot make."""

import re
from collections.abc import Iterator

from assistant.domain.rules.quote_not_found import folded
from assistant.domain.rules.reply import Fault, Reply
from assistant.domain.rules.rule import ReplyRule

CLAIMS_A_CHANGE = re.compile(
    r"\bI(?:['’](?:ve|ll|m)| have| will| am)?(?: now| just| also| already)* "
    r"(?:approv(?:ed?|ing)|mark(?:ed|ing)?|set(?:ting)?|delet(?:ed?|ing)|remov(?:ed?|ing)|confirm(?:ed|ing)?|accept(?:ed|ing)?"
    r"|sign(?:ed|ing)?|clos(?:ed?|ing)|record(?:ed|ing)?|sav(?:ed?|ing)|updat(?:ed?|ing)|chang(?:ed?|ing)|grant(?:ed|ing)?"
    r"|merg(?:ed?|ing)|deploy(?:ed|ing)?|schedul(?:ed?|ing)|sen[dt]|email(?:ed|ing)?|notif(?:y|ied|ying))\b"
    r"|\b(?:approved|confirmed|signed off|decided|accepted|authori[sz]ed|agreed) by\b"
    r"|\b(?:has|have|is|are) (?:now |been |already |hereby )+"
    r"(?:approved|confirmed|accepted|agreed|final|decided|deleted|signed off|closed)\b"
    r"|\bstatus\s*[:=]\s*(?:approved|accepted|final|done|confirmed)",
    re.IGNORECASE,
)


def claim(text: str) -> str | None:
    """The words that say something was done, approved or sent; None when there are none."""
    found = CLAIMS_A_CHANGE.search(text)
    return found.group() if found else None


def claimed(reply: Reply) -> Iterator[Fault]:
    words = claim(reply.text)
    if words and folded(words) not in folded(reply.told):
        yield Fault(words, f'"{words}" says that something was done, and a reply does nothing.')


RULE = ReplyRule(
    id="FF705",
    name="claimed-change",
    severity="error",
    meaning="A reply is words. Nothing is approved, sent, saved or decided by it, and somebody who believes it was will not do it.",
    bad="I have approved the budget.",
    good="The budget waits for Ines.",
    section="ai-assisted-lens",
    find=claimed,
    catches=(Reply("I have approved the budget."), Reply("The decision has been approved."), Reply("Status: approved")),
    leaves_alone=(
        Reply("The budget waits for Ines."),
        Reply("It was approved by Ines.", told="That was approved by Ines last week."),
        Reply("Who approves the budget?"),
    ),
)
