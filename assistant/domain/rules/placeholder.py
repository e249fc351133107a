"""FF108: a placeholder where an answer should stand."""

from collections.abc import Iterator

from assistant.domain.rules.rule import WordingRule
from assistant.domain.rules.utterance import Hit, Utterance, phrase

PLACEHOLDER = phrase(
    "tb[adc]|t\\.b\\.[adc]\\.?|(?<!have\\s)(?<!has\\s)(?<!need\\s)(?<!needs\\s)(?<!want\\s)to be (?:defined"
    "|decided|determined|confirmed|clarified|discussed|specified|agreed|announced)|still to be \\w+ed",
    "lorem ipsum|xxx+|fill in later|will be (?:defined|decided|clarified|specified) later",
)


def placeholders(utterance: Utterance) -> Iterator[Hit]:
    for sentence in utterance.statements:
        match = PLACEHOLDER.search(sentence.plain)
        if match is not None:
            yield sentence.hit(*match.span(), "{quote} is an open question: who answers it, and by when?")


RULE = WordingRule(
    id="FF108",
    name="placeholder",
    severity="info",
    meaning="A placeholder where an answer should stand. In a document it reads like a decision; it is an open question without an owner.",
    bad="Retention period: tbd.",
    good="Retention period: open, Ines asks legal by 12 May.",
    section="question-checklist",
    find=placeholders,
    catches=("Retention period: tbd.", "The hosting is still to be decided.", "Owner: to be confirmed"),
    leaves_alone=(
        "Retention period: ten years.",
        "It was decided in May.",
        "Orders have to be confirmed by the clerk.",
        "The order number is to be printed.",
    ),
)
