"""FF406: money or time already spent given as the reason to go on."""

from collections.abc import Iterator

from assistant.domain.rules.rule import WordingRule
from assistant.domain.rules.utterance import Hit, Utterance, phrase

SPENT = (
    "(?:we|they|i|the company|the team)(?:'ve| have| has|'d| had)? (?:already |now |so far )?(?:invested|spent"
    "|paid|sunk|put|poured|built|bought)"
)
SO_FAR = "(?:already|so much|too much|so many|a lot|so far|lots of|all that|this far)"
GO_ON = (
    "(?:continue|go on|keep(?: going| it| using)?|finish|carry on|stick with|stay with|cannot stop|can't stop"
    "|no way back|too late to|not stop|stop now|throw (?:it )?away|go through with)"
)
SAID = phrase(
    rf"{SPENT}\b[^.;?!]{{0,60}}?(?:,|so|therefore|that's why|now|and|thus)[^.;?!]{{0,40}}?\b{GO_ON}",
    rf"{GO_ON}\b[^.;?!]{{0,40}}?\b(?:because|since|as|after)\b[^.;?!]{{0,30}}?{SPENT}",
)
ALREADY = phrase(f"{SO_FAR}|already|all|everything|after")


def sunk_costs(utterance: Utterance) -> Iterator[Hit]:
    for sentence in utterance.statements:
        match = SAID.search(sentence.plain)
        if match is not None and ALREADY.search(sentence.plain) and not sentence.is_let_go:
            yield sentence.hit(
                *match.span(),
                "{quote} counts what is gone either way: starting today, with what is left to spend, what would you choose?",
            )


RULE = WordingRule(
    id="FF406",
    name="sunk-cost",
    severity="info",
    meaning="Money or time already spent as the reason to go on. It is gone with every option; only what is still to be spent differs between them.",
    bad="We have already invested two years, so we must continue with it.",
    good="Finishing takes five more months; starting over with the bought tool takes three.",
    section="reversible-decisions",
    find=sunk_costs,
    catches=(
        "We have already invested two years, so we must continue with it.",
        "We can't stop now because we spent so much already.",
        "They already paid for the licences, so we stick with it.",
    ),
    leaves_alone=(
        "Finishing takes five more months.",
        "We have already paid the invoice.",
        "We spent 4,000 euro last month and continue to measure.",
        "We continue the pilot until May.",
    ),
)
