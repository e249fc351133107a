"""FF402: options listed, or a choice put, without leaving things as they are; or that waved away without a reason."""

from collections.abc import Iterator

from assistant.domain.rules.rule import WordingRule
from assistant.domain.rules.utterance import DATE, PRODUCT_MARK, Hit, Sentence, Utterance, phrase

BASELINE = phrase(
    "(?:do|does|doing) nothing|nothing|inaction|status quo|no change|unchanged|(?:as|what) (?:it|they|things"
    "|we) (?:is|are|have)",
    "(?:leav|keep|stay|stick|remain|continu|carry|wait|postpon|defer|abandon)(?:e|es|s|ing)?|liv(?:e|ing) with"
    "|go on|drop it",
    "current|currently|existing|today's|present|baseline|old one|not (?:do|build|act|chang)(?:e|ing)?|or not"
    "|without any",
)
LEAVING_IT = (
    r"(?:do(?:ing)? nothing|(?:leaving|keeping) (?:it|things|everything|them|that|the \w+)(?: \w+){0,4}"
    r"|staying(?: \w+){0,4}?|standing still"
    r"|(?:the )?status quo|waiting(?: \w+){0,2}|carrying on(?: \w+){0,3}|continuing(?: \w+){0,3}|inaction)"
)
REALLY = "(?:simply |really |just |absolutely |certainly |clearly ){0,2}"
WAVED_AWAY = phrase(
    rf"{LEAVING_IT} (?:(?:is|would be|was) )?{REALLY}(?:not|no|n't|wouldn't be|never|no longer) (?:really )?(?:an? |even )?"
    "(?:option|choice|alternative|possible|acceptable|way|feasible|viable)",
    rf"{LEAVING_IT} (?:is|would be|was) {REALLY}(?:out of the question|impossible|unacceptable)",
    "(?:can't|cannot|can not|must not) (?:just |simply )?(?:do nothing|leave (?:it|things) as (?:it is|they are)"
    "|(?:continue|go on|carry on) like this"
    r"|stay (?:as we are|on|with|like)(?: \w+){0,3})",
)
OPTIONS = "(?:options?|choices|candidates|possibilit(?:y|ies)|variants|alternatives|shortlist|contenders|ways)"
LISTED = phrase(
    rf"(?!option\b|alternative\b|possibility\b){OPTIONS}(?: (?:on the table|we have|we see|for us|here|now|to do it"
    "|we consider|under discussion))* ?(?:are|is|:|=|include|would be|-|–|—)(?=.* (?:or|and|vs|versus) |.*,|.*\b[b2][).] )",
)
BETWEEN = phrase(
    "(?:choice|choose|decide|choosing|deciding|pick|decision|torn|select|toss-up|selecting|undecided"
    r"|hesitating)(?: \w+){0,3}? between (?:(?:two|three|four|five|several|[2-9]) \w+|(?:[\w./+-]+ ){1,6}?(?:and|or|vs))"
)
EITHER = phrase(
    r"either (?:we|to|i|go|use|build|buy|take|rewrite|migrate|move|switch) [^;:?!]{1,80}? or (?:we |to |i )?\w+",
    "(?:we|i)(?: can| could| may| might| should| will| must| have to| need to"
    r"| want to)?(?: \w+)? either \w+ [^;:?!]{1,80}? or \w+",
)
SHALL_WE = phrase(
    r"(?:should|shall) (?:we|i) (?:rather |better |now )?(?!go\b)[a-z-]+ or (?!not)[a-z-]+",
    "(?:should|shall|do|can|could|would) (?:we|i|our team|one) (?:rather |better |now "
    r"|go )?(?:[a-z-]+) [^;:?!]{1,80}? or (?!not)(?:rather )?[\w-]+",
)
DECIDE = phrase(
    r"(?:the )?(?:only )?question is (?:now )?(?:whether|if) (?:to|we (?:should )?)\b[^;?!]{1,60}? or (?!not)[\w-]+",
    "(?:have to|need to|must|should|want to|will|going to|trying to|to|let us|let's) (?:decide|choose"
    r"|pick)\b[^;?!]{0,60}? or (?!not)[\w-]+",
)
OPENS_A_LIST = phrase(rf"{OPTIONS}(?: are| we have| we see)?(?=\W*$)")
LETTERED = phrase("(?:option|variant|plan|alternative) (?P<letter>[a-d1-4])")
A_OR_B = phrase(
    f"(?:it's|it is|it will be|that leaves)(?: now)?(?: either)? (?:{PRODUCT_MARK}+|[A-Z]) or (?:{PRODUCT_MARK}+"
    r"|[A-Z]\b)",
    rf"^{PRODUCT_MARK}+(?:,? (?:or|vs|versus) {PRODUCT_MARK}+)+(?=\W*$)",
)
COMPARED = phrase(
    r"compar(?:e|ed|ing) [\w.+-]+(?: \w+)? (?:with|to|and|against) [\w.+-]+\b[^;:?!]{0,50}?\b(?:pick|choose|decide|select|settle|go with)\b"
)
CHOICES = (LISTED, BETWEEN, EITHER, SHALL_WE, DECIDE, A_OR_B, COMPARED)

CONVERSATION = phrase("start|begin|talk|meet|call|send|discuss|continue|speak|write you|answer|first|come back")
"""A choice about this conversation, not about the product."""
OTHERS_CHOOSE = phrase(
    "(?:users?|customers?|patients?|drivers?|clients?|members?|buyers?|guests?|students?|visitors?|shoppers?|they"
    r"|he|she|people|the \w+er)"
    r" (?:can|could|may|might|must|should|have|has|chooses?|picks?|selects?|gets?|need)"
)
REASON = phrase("because|since|costs?|loses?|losing|as|due to|the law|deadline|expires?|ends?|runs out")
LEFT_OUT = "{quote} leaves out doing nothing: what happens if everything stays as it is for a year?"


def missing_baseline(utterance: Utterance) -> Iterator[Hit]:
    if any(OTHERS_CHOOSE.search(sentence.plain) for sentence in utterance.sentences):
        return
    dismissed = [hit for sentence in utterance.statements if (hit := _dismissal(sentence)) is not None]
    if dismissed:
        yield from dismissed
        return
    if any(BASELINE.search(sentence.plain) for sentence in utterance.sentences):
        return
    heading = _heading_of_a_list(utterance)
    if heading is not None:
        yield heading.hit(0, len(heading.plain.rstrip(" .!?")), LEFT_OUT)
        return
    for sentence in utterance.sentences:
        found = _choice(sentence)
        if found is not None:
            yield sentence.hit(*found, LEFT_OUT)


def _heading_of_a_list(utterance: Utterance) -> Sentence | None:
    """The sentence that opens an enumeration: "Options:" before numbered items, or the first of "option A" and "option B"."""
    sentences = utterance.sentences
    for sentence in sentences[:-2]:
        if OPENS_A_LIST.search(sentence.plain) and utterance.text[sentence.end : sentence.end + 2].strip().startswith(
            ":"
        ):
            return sentence
    lettered = [
        (match.group("letter").lower(), sentence)
        for sentence in utterance.statements
        for match in LETTERED.finditer(sentence.plain)
    ]
    return lettered[0][1] if len({letter for letter, _ in lettered}) > 1 else None


def _dismissal(sentence: Sentence) -> Hit | None:
    match = WAVED_AWAY.search(sentence.plain)
    if (
        match is None
        or sentence.is_quantified
        or REASON.search(sentence.plain, match.end())
        or DATE.search(sentence.plain)
    ):
        return None
    return sentence.hit(*match.span(), "{quote} is said without a cost: what does it cost to leave things as they are?")


def _choice(sentence: Sentence) -> tuple[int, int] | None:
    if sentence.is_let_go or DATE.search(sentence.plain) or CONVERSATION.search(sentence.plain):
        return None
    match = next((match for pattern in CHOICES if (match := pattern.search(sentence.marked)) is not None), None)
    return (match.start(), len(sentence.plain.rstrip(" .!?"))) if match is not None else None


RULE = WordingRule(
    id="FF402",
    name="missing-do-nothing",
    severity="info",
    meaning=(
        "A choice without the option of leaving things as they are. Doing nothing is the yardstick: without it nobody sees what the others are worth."
    ),
    bad="We have two options: extend the tool or buy a new one.",
    good="We have three options: extend the tool, buy a new one, or keep working by mail, which costs 12 hours a week.",
    section="trade-off-template",
    find=missing_baseline,
    catches=(
        "We have two options: extend the tool or buy a new one.",
        "We must choose between Temporal and Camunda.",
        "Should we build the connector ourselves or buy it?",
        "Either we hire a vendor or we train the clerks.",
        "Waiting is not an option.",
        "Leaving it as it is isn't possible.",
        "Option A is a new vendor, option B is our own build.",
        "MySQL or PostgreSQL?",
        "Possibilities: 1) train the clerks, 2) buy the add-on.",
    ),
    leaves_alone=(
        "We have three options: extend the tool, buy a new one, or keep working by mail.",
        "Customers can choose between card and invoice.",
        "Doing nothing is not an option because the licence ends in June.",
        "Should we start with the users or with the data?",
        "Doing nothing is not expensive.",
        "We have several options.",
        "Either the driver or the customer signs.",
        "There are options we have not named yet.",
    ),
    gives_way_to=frozenset({"no-alternatives"}),
)
