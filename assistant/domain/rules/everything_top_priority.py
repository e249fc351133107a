"""FF203: everything is number one, which orders nothing."""

from collections.abc import Iterator

from assistant.domain.rules.rule import WordingRule
from assistant.domain.rules.utterance import Hit, Utterance, phrase

TOP = (
    "(?:(?:the )?(?:top|highest|first|number one|no\\. 1|number 1|p1|p0)(?: of)?(?: all)?(?: priorit(?:y|ies))?"
    "|priority (?:one|1)|equally (?:important|critical|urgent)|(?:a )?must[- ]haves?"
    "|(?:very |all |absolutely )?(?:critical|essential|urgent|mandatory|top[- ]priority)|just as important"
    "|of equal importance)"
)
ALL = (
    "(?:everything|all (?:of (?:them|it|these)|the \\w+|\\w+)|every (?:\\w+ )?(?:item|feature|requirement|point"
    "|topic|ticket|request)|each (?:of (?:the|them) ?)?(?:\\w+)?|all|they all|these all|both)"
)
SAID = phrase(
    rf"{ALL} (?:is|are|has|have) (?:simply |just |really |all )?{TOP}",
    rf"(?:are|have) all {TOP}",
    "(?:cannot|can't|don't want to|won't|impossible to) (?:prioriti[sz]e|rank|choose between)",
)


def unordered(utterance: Utterance) -> Iterator[Hit]:
    for sentence in utterance.statements:
        match = SAID.search(sentence.plain)
        if (
            match is not None
            and not sentence.is_let_go
            and not sentence.is_denied(match.start(), 12)
            and not sentence.is_supposed(match.start())
        ):
            yield sentence.hit(
                *match.span(), "{quote} orders nothing: if only one of them could be met, which would it be?"
            )


RULE = WordingRule(
    id="FF203",
    name="everything-top-priority",
    severity="warning",
    meaning="Everything is number one. When two of them collide, somebody decides anyway, alone and late.",
    bad="All requirements are equally important.",
    good="First the tax report, then speed at the till, then the new design.",
    section="right-questions",
    find=unordered,
    catches=(
        "All requirements are equally important.",
        "Everything is top priority.",
        "Speed, cost and safety are all number one.",
        "We can't prioritise.",
        "Every feature is a must-have.",
    ),
    leaves_alone=(
        "First the tax report, then speed at the till.",
        "Not everything is top priority.",
        "The tax report is the top priority.",
        "Which of them is the highest priority?",
        "Both are in stock.",
    ),
)
