"""FF303: the absence of a favourite remedy given as the cause."""

from collections.abc import Iterator

from assistant.domain.rules.rule import WordingRule
from assistant.domain.rules.technology import THING
from assistant.domain.rules.utterance import Hit, Utterance, phrase

NONE = (
    "(?:(?:we |there |they )(?:have|has|is|are|'ve got) (?:still |simply )?(?:no|not any)|(?:we |they )(?:don't"
    "|do not) (?:have|use|run)|(?:we |they )lack|(?:a |the )?(?:lack|absence) of|no)"
)
SAID = phrase(
    "(?:because|since|due to|because of|caused by|root cause (?:is|was)|cause (?:is|was)|comes from)(?: that"
    f"| the fact that)? {NONE} (?:an? |any |the |proper |real |good |central ){{0,3}}{THING}"
)


def absences(utterance: Utterance) -> Iterator[Hit]:
    for sentence in utterance.statements:
        match = SAID.search(sentence.marked)
        if match is not None and not sentence.is_let_go and not sentence.has_number:
            yield sentence.hit(
                *match.span(),
                "{quote} names a remedy that is missing, not a cause: what happens without it, step by step?",
            )


RULE = WordingRule(
    id="FF303",
    name="missing-remedy-as-cause",
    severity="info",
    meaning="The absence of a remedy given as the cause. It smuggles the solution into the analysis, and every other remedy is out before it was seen.",
    bad="Orders get lost because we have no message queue.",
    good="Orders get lost because the shop sends each one once and forgets it when the warehouse does not answer.",
    section="five-whys",
    find=absences,
    catches=(
        "Orders get lost because we have no message queue.",
        "The root cause is a lack of Kubernetes.",
        "It is slow since we don't use Redis.",
    ),
    leaves_alone=(
        "Orders get lost because the shop sends each one once.",
        "We have no message queue.",
        "It is late because nobody owns the interface.",
        "It failed because there is no second gate in the depot.",
    ),
    gives_way_to=frozenset({"circular-why"}),
)
