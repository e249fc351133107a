"""FF101: an amount, a frequency or a time that no two people read as the same number."""

from collections.abc import Iterator

from assistant.domain.rules.rule import WordingRule
from assistant.domain.rules.utterance import TALK, Hit, Sentence, Utterance, phrase

MEASURED = (
    "traffic|load|rush|surge|volumes?|amounts?|numbers?|quantit(?:y|ies)|spikes?|peaks?|budgets?|team|user base"
    "|customer base|audience|data ?sets?|databases?"
    "|files|backlog|demand|growth|throughput|delays?|percentage|share|portion|part|majority|crowds?|downtime"
    "|outages?|errors?|lag|interruptions?"
    "|costs?|money|usage|storage"
)
SIZE = (
    "huge|large|big|high|heavy|massive|enormous|considerable|significant|substantial|low|small|tiny|limited|tight"
    "|modest|moderate|giant|vast"
)
COUNT = phrase(
    "(?:quite )?a lot of|lots of|(?:a )?(?:ton|load|heap|pile)s? of|masses of|quite some|plenty of|(?:very |too |so )?many|numerous"
    "|countless|several|quite a few"
    "|a few|(?:only |very |too )?few|a couple of|a handful of|a bunch of|a (?:great|good) deal of|a (?:fair|good|decent) (?:amount|number|bit|many|part|share|chunk|portion) of"
    "|an? (?:very )?(?:large|big|huge|small|growing|high|considerable|significant|sizeable|tiny) (?:number|amount|part|share|chunk|portion|percentage) of"
    "|(?:hundreds|thousands|millions|dozens) of|(?:too|so|not) much|much"
    "|more and more|(?P<more>\\w{3,}er) and (?P=more)|a number of|only some(?: of)?"
    "|hardly (?:any(?:one|body)?|ever)|barely any(?:one|body)?|almost (?:nobody|no one|everyone|everybody|never|always)"
    "|most of (?=(?:the|our|their|these|all) (?:\\w+ )?(?:\\w+s|load|traffic|data|time|budget)\\b)"
    "|most(?= (?:\\w+ )?\\w+s\\b)(?! of\\b)",
    rf"some (?=(?:{MEASURED})\b)",
)
AMOUNT = phrase(rf"(?:{SIZE})(?: [a-z-]+)? (?:{MEASURED})")
IS_SIZED = phrase(
    f"(?:{MEASURED}) (?:is|are|will be|gets?|becomes?) (?:(?:rather|fairly|relatively|comparatively|very|quite|pretty|too|still|really|so"
    f"|extremely) )?(?:{SIZE})"
)
FREQUENCY = phrase(
    "often|sometimes|occasionally|frequently|rarely|seldom|regularly|from time to time|(?:every )?now and (?:then"
    "|again)|(?:every )?once in a while"
    "|every so often|at times|again and again|sporadically|all the time|constantly"
)
GROWTH = phrase(
    "(?:fills? up|filling up|grow(?:s|ing|n)?|grew|increas(?:es?|ing)|ris(?:es?|ing)|climb(?:s|ing)?) (?:very |really |quite |pretty |rather |fairly )?"
    "(?:rapidly|fast|quickly|a lot|strongly|heavily|steadily|constantly|exponentially|massively|significantly"
    "|all the time)"
)
WAIT = phrase(
    "as soon as possible|asap|soon|shortly|in the near future|(?:quite )?some time|(?:for )?ages|forever"
    "|a (?:very )?long time|a few moments"
    "|(?:takes?|took|lasts?|needs?|for) (?:quite )?a while"
    "|(?:takes?|took|lasts?|wait(?:s|ing)?) (?:(?:quite|very|too|so|really|way too) )?long"
    "|(?:gets?|becomes?|is|are|was|were) (?:quite|very|too|so|really|way too|pretty|rather|extremely) (?:long|big|large|full)(?=\\W*$| (?:on|in|at|during|around|when|every|after|before)\\b)"
)
LASTS = phrase("(?:takes?|took|lasts?) (?:\\w+ ){0,3}?(?:long|ages|forever|a while|time)")
BECAUSE = phrase("because|since|due to")
VAGUE = (COUNT, AMOUNT, IS_SIZED, FREQUENCY, GROWTH, WAIT)

TALKED_ABOUT = phrase(
    "options?|ideas?|reasons?|ways?|things?|questions?|alternatives|thanks|sense|meetings?|opinions?|thoughts?"
    "|words?|arguments?|us|them|background"
    "|context|choices?|information|help|luck|people think|respect|fun|work|likely|important|cases|examples?"
    "|to-many|of all|interesting|suitable"
)
"""Nouns of talk rather than of load: nobody needs a number for "a few ideas"."""
AGO = phrase("ago|back")
NO_EVENT = phrase(
    "an?|the|both|not|enough|is|are|be|been|was|were|has|have|had|means?|needs?|holds?|appears?|seems?|knows?"
    "|better|worse|cheaper|more|less|too|right"
)
"""After "often" or "rarely" these describe a state; only events can be counted."""


def vague_quantities(utterance: Utterance) -> Iterator[Hit]:
    for sentence in utterance.statements:
        if sentence.is_quantified or sentence.is_let_go or TALK.search(sentence.plain):
            continue
        found = _first(sentence)
        if found is not None and not _is_effect_of_a_cause(sentence, found[1]):
            start, end = found
            yield sentence.hit(
                start, end, "{quote} has no number: how many or how often, and is that the average or the peak?"
            )


def _first(sentence: Sentence) -> tuple[int, int] | None:
    spans = [
        match.span()
        for pattern in VAGUE
        for match in pattern.finditer(sentence.plain)
        if not _is_idiom(sentence.plain, match.start(), match.end())
        and not sentence.is_name(match.start() + _indent(match.group()))
    ]
    return min(spans, default=None)


def _is_effect_of_a_cause(sentence: Sentence, end: int) -> bool:
    """Whether it is said as in "it takes long because ...", which is about the because."""
    return LASTS.search(sentence.plain, 0, end) is not None and BECAUSE.search(sentence.plain, end) is not None


def _indent(words: str) -> int:
    return len(words) - len(words.lstrip())


def _is_idiom(plain: str, start: int, end: int) -> bool:
    before = plain[max(0, start - 8) : start].rstrip().lower()
    after = plain[end : end + 30]
    if before.endswith(("how", " as", "at the", "not as", "-")) or before == "as" or after.startswith("-"):
        return True
    if plain[start:end].lower() == "most" and before.endswith("the"):
        return True
    if plain[start:end].lower() in {"soon", "often", "much", "long", "many"} and after.lstrip().startswith(
        ("as ", "enough")
    ):
        return True
    close = " ".join(after.split()[:2])
    if FREQUENCY.fullmatch(plain, start, end) and NO_EVENT.match(close):
        return True
    return (
        TALKED_ABOUT.match(close) is not None or AGO.match(close) is not None or _is_comparison(plain[start:end], close)
    )


def _is_comparison(words: str, after: str) -> bool:
    """Whether the words grade something, as in "much easier" and "most important", rather than count."""
    if words.lower().split()[-1] not in {"much", "most"}:
        return False
    following = after.split()[0].lower() if after else ""
    return following.endswith(("er", "ant", "al", "able", "ible", "ed", "ent", "ive", "ful", "y")) or following in {
        "more",
        "less",
        "better",
        "worse",
        "likely",
    }


RULE = WordingRule(
    id="FF101",
    name="vague-quantity",
    severity="warning",
    meaning=(
        "An amount, a frequency or a wait without a figure. Everybody reads their own number into it, and a design for 50 is not a design "
        "for 50,000."
    ),
    bad="Lots of couriers report their position during rush hour.",
    good="1,900 couriers report their position every 30 seconds between 16:00 and 19:00.",
    section="question-checklist",
    find=vague_quantities,
    catches=(
        "Lots of couriers report their position during rush hour.",
        "The scanner drops the connection every now and then.",
        "Our archive is growing quickly.",
        "The team is quite small.",
        "The label printer needs to be replaced soon.",
        "Most tenants export once the month is closed.",
    ),
    leaves_alone=(
        "Many thanks for the summary.",
        "We collected several ideas in the workshop.",
        "A lot of returns come in after Christmas: 4,200 in the first week of January.",
        "Orders and products are many-to-many.",
        "How many stores join the pilot?",
        'The ticket says "lots of errors".',
        "As soon as the driver signs, the invoice goes out.",
        "The most important screen is the packing list.",
    ),
    gives_way_to=frozenset(
        {
            "untestable-success",
            "unmeasurable-trigger",
            "unquantified-tradeoff",
            "symptom-restated",
            "circular-why",
            "blame-as-cause",
            "everything-top-priority",
            "tech-preference",
        }
    ),
)
