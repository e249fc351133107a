"""FF103: a quality demanded without limit: never down, zero loss, 100 % available. Prohibitions and policies are not meant."""

from collections.abc import Iterator

from assistant.domain.rules.rule import WordingRule
from assistant.domain.rules.utterance import Hit, Sentence, Utterance, phrase

MODAL = (
    "must|may|can|could|should|shall|will|has to|have to|needs? to|is allowed to|are allowed to|ought to"
    "|want(?:s)?(?: it| them)? to"
)
GO_WRONG = (
    "(?:go(?:es)?|be|is|are|get|gets|become) (?:ever )?(?:down|offline|dark|unavailable|unreachable|slow|late"
    "|lost|wrong|interrupted|delayed|missed|stuck)"
    "|fail|fails|crash(?:es)?|break(?:s|ing)?(?: down)?|lose|lost|drop|miss|hang|freeze|stall|stop(?: working)?"
    "|(?:show|send|give|return|charge|bill|deliver|publish|print) (?:an? |any |the )?wrong \\w+|err|lag|wait|have to wait|have (?:a |an |any )?(?:downtime|outages?|errors?)"
)
FAULT = (
    "down ?time|outages?|data ?loss(?:es)?|loss of data|bugs?|errors?|defects?|failures?|delays?|latency"
    "|interruptions?|mistakes?|incidents?|losses|lag"
    "|waiting times?|faults?|vulnerabilit(?:y|ies)|security holes?|lost \\w+"
)
WORKING = (
    "work(?:s|ing)?|available|availability|up|online|reachable|running|run|correct|right|accessible|responsive"
    "|respond|accurate|on|succeed|up to date|in sync"
)

NEVER_WRONG = phrase(
    rf"(?:{MODAL})(?: absolutely)? (?:never(?: ever)?|not ever)(?: \w+)?? (?:{GO_WRONG})",
    rf"never(?: ever)? (?:{MODAL})(?: \w+)?? (?:{GO_WRONG})",
    f"(?:(?:{MODAL}) not|can't|cannot|mustn't|(?:is|are) not (?:allowed"
    rf"|permitted) to)(?: \w+)?? (?:{GO_WRONG})(?: \w+)??,? (?:at all|ever|at any (?:time|point|moment)|whatsoever"
    "|in any case)",
)
EVERY_ONE_SUCCEEDS = phrase(
    rf"(?:every|each|all|any)(?: single)? \w+(?: \w+)?? (?:{MODAL})(?: always)? (?:succeed|arrive|be delivered"
    "|be answered|get through|go through|work|be correct|be processed (?:immediately|instantly))",
    rf"(?:100|hundred) ?(?:%|percent|per cent) of (?:the |all |our )?\w+(?: \w+)? (?:{MODAL})(?: always)? (?:{WORKING}|arrive|be (?:delivered|answered|correct)|get through|go through)",
)
CANNOT_LOSE = phrase(
    "(?:cannot|can't|can not|must not|mustn't|may not|shouldn't|should not|cant)(?: ever)?(?: afford to)? (?:lose"
    "|miss|drop|have)"
    rf" (?:any|a single|even (?:a single|one)|one(?: single)?|(?:a |an )?(?={FAULT})) ?[\w-]*",
    rf"(?:cannot|can't|can not|must not|mustn't|may not|shouldn't|should not)(?: ever)? be (?:any|a single|even one|one single) (?:{FAULT})",
)
NOTHING_WRONG = phrase(
    r"(?:nothing|no one|not (?:a|one) single \w+|not one \w+|no(?: single)? \w+) (?:must|may|can|should|shall"
    f"|is allowed to)(?: ever)? (?:{GO_WRONG})"
)
FULL_PERCENT = phrase(
    r"(?:100|hundred) ?(?:%|percent|per cent) ?(?:uptime|availab\w+|accura\w+|secur\w+|reliab\w+|coverage"
    r"|correct\w*|safe\w*|of the time|guarantee\w*"
    r"|perfect\w*|stable|stability|error[- ]?free|bug[- ]?free|consisten\w+|precis\w+|sla|up)"
)
ZERO_FAULTS = phrase(
    rf"(?:zero|no|0|not any|without(?: any)?)(?: single| kind of)? (?:{FAULT})(?: at all| whatsoever| ever)?"
)
FAULT_REFUSED = phrase(
    f"(?:{FAULT}|failing) (?:is|are) (?:not |never |absolutely |completely )*(?:an option|acceptable|accepted"
    "|tolerable|tolerated|allowed|permitted|unacceptable|forbidden)"
)
ALWAYS_WORKING = phrase(
    rf"(?:{MODAL})(?: be| to)? always(?: be| to)?(?: \w+)?? ?(?:{WORKING})"
    rf"|(?:{MODAL})(?: \w+)? (?:{WORKING})(?: [\w-]+)??(?: [\w-]+)??,? (?:at all times|all the time|always|24/7|24x7"
    "|around the clock|every second|no matter what|whatever happens)"
    rf"|(?:{MODAL})(?: [\w-]+){{0,5}} (?:from anywhere|anywhere)(?:,| and)? (?:at )?any ?time"
)
WITHOUT_EXCEPTION = phrase(
    r"(?:under (?:any|all|no) circumstances?|no matter what|whatever happens|at (?:any|all) costs?"
    r"|(?:on|in|for|with) (?:every|any|all)(?: \w+)? (?:browsers?|devices?|languages?|platforms?|situations?"
    "|conditions?|circumstances|scenarios?|phones?))"
)
ABOUT_WORKING = phrase(rf"{FAULT}|{GO_WRONG}|{WORKING}|support|handle|scale")
FLAWLESS = phrase(
    "(?:completely|absolutely|perfectly|totally|entirely|fully) (?:secure|safe|reliable|accurate|(?:error"
    "|bug)[- ]free|correct|consistent|stable|available|precise)"
    "|(?:completely |totally |absolutely )?(?:unhackable|bug[- ]free|error[- ]free|bullet ?proof|fool[- ]?proof"
    "|unbreakable|flawless(?:ly)?|faultless|fail[- ]?safe)"
)
LIMITLESS = phrase(
    "(?:scale|grow|handle|support)(?:s)? (?:infinite(?:ly)?|without (?:any )?limits?|endless(?:ly)?"
    "|unlimited(?:ly)?|any (?:load|amount|number|volume|traffic)(?: of \\w+)?)"
    "|(?:unlimited|infinite) (?:users|scale|scalability|load|traffic|storage|throughput|growth)"
)
GUARANTEED = phrase(
    "(?:guarantee|guaranteed|guarantees) (?:\\w+ ){0,2}?(?:delivery|availability|uptime|no \\w+|zero \\w+"
    "|100 ?%)(?: of (?:all|every) \\w+)?",
    "(?:\\w+ ){1,3}without (?:any )?exceptions?",
)
STANDS_ALONE = (NEVER_WRONG, EVERY_ONE_SUCCEEDS, CANNOT_LOSE, NOTHING_WRONG, FAULT_REFUSED, ALWAYS_WORKING)
NEEDS_A_DEMAND = (GUARANTEED, FULL_PERCENT, ZERO_FAULTS, FLAWLESS, LIMITLESS)
CAN_BE = phrase("(?:can|may) (?:be|have)")
PROCEDURE = phrase(
    "deploy(?:ment|s|ing)?|migrations?|releases?|upgrades?|budget|policy|report|log|message|handling|rate|tracking"
)
"""Right after the words these name a thing: "a zero-downtime migration", "an error message"."""
TOLERANCE = phrase(
    "except|apart from|other than|unless|outside|besides|is (?:fine|ok|okay|acceptable|enough|tolerable)"
    "|are (?:fine|ok|okay|acceptable)"
)
REFUSED = phrase(
    "not an option|unacceptable|not acceptable|never acceptable|not tolerable|not allowed|forbidden|not permitted"
    "|not tolerated|never allowed|not accepted"
)


def absolutes(utterance: Utterance) -> Iterator[Hit]:
    for sentence in utterance.statements:
        if (
            sentence.has_measure
            or sentence.is_let_go
            or (TOLERANCE.search(sentence.plain) and not REFUSED.search(sentence.plain))
        ):
            continue
        found = _first(sentence)
        if found is not None:
            yield sentence.hit(
                *found, "{quote} has no limit and so no price: how much per month or year would still be bearable?"
            )


def _first(sentence: Sentence) -> tuple[int, int] | None:
    plain = sentence.plain
    for pattern in STANDS_ALONE:
        for match in pattern.finditer(plain):
            if pattern is FAULT_REFUSED and not REFUSED.search(match.group()):
                continue
            return match.span()
    is_demand = sentence.is_requirement or CAN_BE.search(plain) is not None or len(plain.split()) <= 4
    for pattern in NEEDS_A_DEMAND:
        for match in pattern.finditer(plain):
            if (
                is_demand
                and not PROCEDURE.match(plain[match.end() :].lstrip(" -"))
                and not sentence.is_denied(match.start())
            ):
                return match.span()
    universal = WITHOUT_EXCEPTION.search(plain)
    if universal and sentence.is_requirement | bool(REFUSED.search(plain)) and ABOUT_WORKING.search(plain):
        return universal.span()
    return None


RULE = WordingRule(
    id="FF103",
    name="absolute-requirement",
    severity="warning",
    meaning=(
        "A quality demanded without limit. No system reaches it, each further nine costs about ten times more, and without an accepted "
        "loss nobody can choose between designs."
    ),
    bad="The dispatch board must never go down.",
    good="The dispatch board may be down for 20 minutes a month, not between 05:00 and 09:00.",
    section="q10-payment-dr",
    find=absolutes,
    catches=(
        "The dispatch board must never go down.",
        "We cannot lose any scan.",
        "Zero downtime is what we demand.",
        "We want 100% availability.",
        "No order may be lost.",
        "Outages are not acceptable.",
        "It must be completely bug-free.",
        "The platform has to handle any load.",
        "The lift alarm must be reachable at all times.",
    ),
    leaves_alone=(
        "The dispatch board may be down for 20 minutes a month.",
        "Card numbers must never be written to a log.",
        "Every change must always be approved by a second person.",
        "It has never failed so far.",
        "There were no errors last night.",
        "We want a zero-downtime migration of the orders table.",
        "100% of the invoices must be archived.",
        "We gave up on 100% uptime.",
        "Nobody asks for zero data loss.",
        "An outage outside office hours is fine, during them it must not fail.",
        "We always deploy in the morning.",
    ),
)
