"""FF407: a person's rank given as the reason for a choice."""

from collections.abc import Iterator

from assistant.domain.rules.rule import WordingRule
from assistant.domain.rules.utterance import Hit, Utterance, phrase

RANK = (
    "(?:(?:the|our|my|a) )?(?:ceo|cto|cfo|coo|cio|vp|boss|chief|director|board|management|head of \\w+|manager"
    "|founder|owner|investors?|consultants?|architect|team lead|lead architect|president|steering committee)"
)
WANTS = (
    "(?:wants?|wanted|said|says|insists?|insisted|demands?|demanded|decided|told us|likes?|ordered|promised"
    "|wishes|asked for|prefers?|has decided|read about)"
)
SAID = phrase(
    rf"(?:because|since|as|simply because|due to the fact that) {RANK} (?:\w+ )?{WANTS}(?: (?:it|so|this|that))?"
)


def ranks(utterance: Utterance) -> Iterator[Hit]:
    for sentence in utterance.statements:
        match = SAID.search(sentence.plain)
        if match is not None and not sentence.has_number and not sentence.is_denied(match.start(), 8):
            yield sentence.hit(*match.span(), "{quote} says who, not why: which goal do they want to reach with it?")


RULE = WordingRule(
    id="FF407",
    name="authority-as-reason",
    severity="info",
    meaning="Rank as the reason for a choice. It names a stakeholder and hides the goal, so nobody can offer a cheaper way to reach it.",
    bad="We move to the cloud because the CEO wants it.",
    good="The CEO wants to close the server room by March, because its lease ends.",
    section="q05-multi-cloud-honest",
    find=ranks,
    catches=(
        "We move to the cloud because the CEO wants it.",
        "It has to be Oracle since our architect said so.",
        "We do this because management decided it.",
    ),
    leaves_alone=(
        "The CEO wants to close the server room by March.",
        "Not because the boss wants it, but because the lease ends.",
        "We wait because the board meets in May.",
        "The owner of the shop decides.",
    ),
)
