"""FF204: the users are "everyone"."""

from collections.abc import Iterator

from assistant.domain.rules.rule import WordingRule
from assistant.domain.rules.utterance import Hit, Utterance, phrase

EVERYONE = (
    "(?:everyone|everybody|anyone|anybody|all (?:kinds|sorts|types) of people|the whole world|the general public"
    "|all people|all of them|people in general)"
)
WHO = "(?:users?|customers?|audience|target group|target audience|clients?|personas?)"
SAID = phrase(
    f"(?:our |the |my )?{WHO} (?:is|are|will be|would be) (?:basically |simply |just |really "
    f"|more or less )?{EVERYONE}",
    f"{EVERYONE} (?:is|will be|can be|could be) (?:a |our |the )?{WHO}|(?:it's|it is|meant|made|built"
    rf"|intended) for {EVERYONE}(?=\W*$)",
)
BARE = phrase(rf"(?:basically |just |simply )?{EVERYONE}(?=\W*$)")


def crowds(utterance: Utterance) -> Iterator[Hit]:
    for sentence in utterance.statements:
        match = SAID.search(sentence.plain) or (BARE.match(sentence.plain) if utterance.topic == "users" else None)
        if match is not None and not sentence.is_denied(match.start(), 12):
            yield sentence.hit(
                *match.span(),
                "{quote} is nobody one can ask or count: which group would miss it first, and how many are they?",
            )


RULE = WordingRule(
    id="FF204",
    name="everyone-as-users",
    severity="warning",
    meaning="The users are everyone. A system for everyone is checked with no one, and its load cannot be estimated.",
    bad="Our users are basically everyone.",
    good="1,900 parcel owners a day, and 14 dispatchers who look at it all day.",
    section="discovery",
    find=crowds,
    catches=("Our users are basically everyone.", "Anyone can be a customer.", "It is meant for everybody."),
    leaves_alone=(
        "1,900 parcel owners a day, and 14 dispatchers.",
        "Everyone in the depot has a badge.",
        "Our users are not everybody, only clerks.",
        "The users are nurses.",
    ),
)
