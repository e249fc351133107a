"""The noun phrase that follows a number, found by its plural and by the words that cannot belong to it."""

from collections.abc import Sequence

from assistant.domain.reading.tokens import Token, glued_at, kind_at, low_at
from assistant.domain.reading.wordlists import words

LONGEST_PHRASE = 5
LONGEST_ACRONYM = 5

NOT_IN_A_PHRASE = words(
    "a an the this that these those some any each every all both either neither no none not my our your their "
    "his her its i we you they he she it me us them who whom whose which what when where why how whether i'm "
    "we're they're it's there's of from in on at by to for with without within into onto over under up down "
    "out off about above below across after against along among around as before behind between beyond during "
    "except inside like near outside per since than through till until toward towards upon via versus vs and "
    "or but nor so yet because although though while if unless then there here etc incl excl plus minus times "
    "is are was were be been being am isn't aren't wasn't weren't have has had haven't hasn't do does did "
    "don't doesn't didn't can can't cannot could will won't would should must may might shall need needs "
    "needed want wants get gets got go goes went come comes came run ran make makes made take takes took "
    "use uses used using see sees saw say says said give gives gave send sends sent pay pays paid know knows "
    "work works worked fail fails failed happen happens arrive arrives arrived wait waited ask "
    "asked call log open opened read write live lives sit sits push sign "
    "join joined leave left start started stop expect become becomes became grow "
    "grows grew keep keeps kept lose loses lost cost costs hit spread depend depends look share "
    "click visit place placed having sharing waiting coming going doing getting making taking "
    "running called written done again ago ahead almost already also altogether always anyway apart "
    "approximately approx away back currently daily directly downstream early else enough especially even ever "
    "everywhere exactly extra-ish far fast finally first hourly however instead just last late lately later "
    "least less mainly max maximum maybe mean min minimum mostly monthly more most much nearly never next "
    "normally now often once only otherwise overall perhaps please possibly probably quite rather really right "
    "roughly simply somehow sometimes soon still straight sure tho today together tomorrow tonight too top "
    "tops total twice usually weekly well worst yearly yesterday yes ok okay idk tbh btw one two three four "
    "five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million half dozen "
    "couple few several many somewhere respectively annually concurrently simultaneously im dont wont thats"
)
MODIFIERS = words(
    "concurrent simultaneous active new different other additional extra more full-time part-time full part "
    "time big small large huge tiny paying registered online unique separate distinct physical local regional "
    "daily monthly average real typical busy good bad main internal external senior junior medior old existing "
    "current happy late possible parallel"
)

"""Words that qualify a noun and are none themselves."""

PLURALS_WITHOUT_S = {
    "people": "person", "children": "child", "men": "man", "women": "woman", "staff": "staff", "personnel": "personnel",
    "data": "data", "feet": "foot", "mice": "mouse", "criteria": "criterion", "devs": "dev", "media": "media",
    "indices": "index", "matrices": "matrix", "vertices": "vertex", "fte": "FTE", "ftes": "FTE", "folk": "person",
}  # fmt: skip
NOT_PLURAL = words(
    "ops devops status process address access business business-class class loss success bus gas plus bonus press "
    "analysis basis sms gps https dns aws ios kubernetes postgres series"
)  # fmt: skip
PLURAL_MODIFIERS = words(
    "sales sports goods news operations systems logistics analytics telematics electronics statistics graphics robotics events savings settings communications "
    "claims customs customers clients students schools accounts payments"
)
"""Plurals that often stand before another noun: "12 sales reps"."""

SINGULARS = {"statuses": "status", "buses": "bus", "viruses": "virus", "analyses": "analysis", "bases": "base",
             "lives": "life", "shelves": "shelf", "series": "series", "movies": "movie", "cookies": "cookie",
             "caches": "cache", "headaches": "headache", "queries": "query", "species": "species"}  # fmt: skip


def singular(word: str) -> str:
    """ "calls" -> "call", "companies" -> "company", "addresses" -> "address"; what is no plural stays."""
    if word in PLURALS_WITHOUT_S:
        return PLURALS_WITHOUT_S[word]
    if word in SINGULARS:
        return SINGULARS[word]
    if not is_plural(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def is_plural(word: str) -> bool:
    if word in PLURALS_WITHOUT_S:
        return True
    return (
        len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")) and word not in NOT_PLURAL
    )


def noun_at(tokens: Sequence[Token], index: int) -> tuple[str | None, int]:
    """The thing counted, singular ("status update"), and the index after it; (None, index) where none follows."""
    phrase: list[str] = []
    stop = index
    while stop < len(tokens) and len(phrase) < LONGEST_PHRASE and _may_belong(tokens, stop, bool(phrase)):
        word = tokens[stop].low
        acronym = tokens[stop].text.isupper() and 1 < len(word) <= LONGEST_ACRONYM and not is_plural(word)
        phrase.append(tokens[stop].text if acronym else word)
        stop += 1
        for _ in range(LONGEST_PHRASE):
            if not _is_hyphenated(tokens, stop):
                break
            phrase[-1] += "-" + low_at(tokens, stop + 1)
            stop += 2
        if is_plural(phrase[-1]):
            if word in PLURAL_MODIFIERS and _may_belong(tokens, stop, True) and is_plural(low_at(tokens, stop)):
                continue
            return " ".join([*phrase[:-1], singular(phrase[-1])]), stop
    if not phrase or len(phrase) > 2 or phrase[-1] in MODIFIERS or phrase[-1].endswith("ly"):
        return None, index
    return " ".join(phrase), stop


def _may_belong(tokens: Sequence[Token], index: int, inside: bool) -> bool:
    if kind_at(tokens, index) != "word" and not (inside and kind_at(tokens, index) == "coded"):
        return False
    word = low_at(tokens, index)
    if word == "more" and not inside:
        following = low_at(tokens, index + 1)
        return kind_at(tokens, index + 1) == "word" and following not in NOT_IN_A_PHRASE
    return (
        word not in NOT_IN_A_PHRASE
        and "'" not in word
        and not (tokens[index].glued and not _after_hyphen(tokens, index))
    )


def _after_hyphen(tokens: Sequence[Token], index: int) -> bool:
    return low_at(tokens, index - 1) in {"-", "+", "'"}


def _is_hyphenated(tokens: Sequence[Token], index: int) -> bool:
    return (
        low_at(tokens, index) == "-"
        and glued_at(tokens, index)
        and glued_at(tokens, index + 1)
        and kind_at(tokens, index + 1) == "word"
    )
