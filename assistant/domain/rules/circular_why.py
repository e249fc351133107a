"""FF301: a cause that says the effect again in other words."""

import re
from collections.abc import Iterator

from assistant.domain.rules.rule import WordingRule
from assistant.domain.rules.thoughts import thoughts
from assistant.domain.rules.utterance import Hit, Sentence, Utterance, phrase

BECAUSE = phrase(r"because of|because|since|due to|owing to|as a result of|caused by|comes from|(?<=,\s)as")
REASON_IS = phrase(r"(?:the )?reason(?: why| that| for)? (?P<effect>[\w' -]{3,80}?) is (?:that|because|due to) ")
CAUSE_ENDS = re.compile(r"[;:]|,? but |, (?:and|so|while) ")
NO_CAUSE_OF_ITS_OWN = frozenset(
    {
        "many",
        "process",
        "system",
        "thing",
        "whole",
        "somehow",
        "software",
        "code",
        "application",
        "tool",
        "platform",
        "product",
    }
)
"""Says how much, or that there is something, and adds no thought."""


def circles(utterance: Utterance) -> Iterator[Hit]:
    previous = ""
    for sentence in utterance.sentences:
        found = _circle(sentence, previous)
        if found is not None:
            yield sentence.hit(*found, "{quote} says the effect again in other words: what makes it happen?")
        previous = sentence.plain


def _circle(sentence: Sentence, previous: str) -> tuple[int, int] | None:
    plain = sentence.plain
    if sentence.is_let_go or sentence.has_number:
        return None
    reason = REASON_IS.search(plain)
    if reason is not None:
        return _repeated(plain, reason.group("effect"), reason.end())
    because = BECAUSE.search(plain)
    if because is None:
        return None
    effect = plain[: because.start()]
    return _repeated(plain, effect if thoughts(effect) else previous, because.end())


def _repeated(plain: str, effect: str, start: int) -> tuple[int, int] | None:
    """The cause that begins at `start`, when it holds no thought the effect does not hold."""
    cause = CAUSE_ENDS.split(plain[start:], maxsplit=1)[0].rstrip(" .!?")
    said = thoughts(cause) - NO_CAUSE_OF_ITS_OWN
    if not said or said - thoughts(effect):
        return None
    return start + len(cause) - len(cause.lstrip()), start + len(cause)


RULE = WordingRule(
    id="FF301",
    name="circular-why",
    severity="warning",
    meaning="The answer to a why repeats the question in other words. The chain looks one step deeper and has not moved.",
    bad="The import is slow because it takes too long.",
    good="The import is slow because it asks the tax service once for each line.",
    section="five-whys",
    find=circles,
    catches=(
        "The import is slow because it takes too long.",
        "Builds break because the build fails.",
        "Customers complain because they are dissatisfied.",
        "The invoice is wrong since it's not correct.",
        "Why is the portal down? Because it is not available.",
        "Costs rise because spending goes up.",
    ),
    leaves_alone=(
        "The import is slow because it asks the tax service once for each line.",
        "The page is slow because the database is slow.",
        "Customers complain because parcels arrive late.",
        "The build fails because the certificate has expired.",
        "Because of the holiday nobody noticed.",
        "It has been slow since March.",
    ),
)
