"""FF107: a list that ends in "etc.", so that nobody knows what else is in it."""

from collections.abc import Iterator

from assistant.domain.rules.rule import WordingRule
from assistant.domain.rules.utterance import Hit, Utterance, phrase

OPEN_END = phrase(
    "etc|et cetera|and so on|and so forth|and the like|and things like (?:that|this)|and stuff like (?:that|this)"
    "|and (?:all )?that (?:kind|sort) of (?:thing|stuff)",
    "and (?:many|much|lots) more|and more(?=\\W*$)|and others(?=\\W*$)|or whatever|and whatnot|among others(?=\\W*$)",
)


def open_ends(utterance: Utterance) -> Iterator[Hit]:
    for sentence in utterance.statements:
        match = OPEN_END.search(sentence.plain)
        if match is not None:
            yield sentence.hit(*match.span(), "{quote} leaves the list open: what else belongs to it, or is that all?")


RULE = WordingRule(
    id="FF107",
    name="open-ended-list",
    severity="info",
    meaning="A list without an end. What stands behind the etc. is neither planned nor refused, and turns up as a surprise.",
    bad="It has to talk to the till, the web shop, etc.",
    good="It has to talk to the till and the web shop; nothing else in the first release.",
    section="discovery",
    find=open_ends,
    catches=(
        "It has to talk to the till, the web shop, etc.",
        "Clerks, packers and so on.",
        "We store names, addresses and many more.",
    ),
    leaves_alone=(
        "It has to talk to the till and the web shop.",
        "Etching machines are out of scope.",
        "More and more stores join.",
        'The form has a field "and so on".',
    ),
)
