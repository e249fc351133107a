"""FF403: a choice said to have no price."""

from collections.abc import Iterator

from assistant.domain.rules.rule import WordingRule
from assistant.domain.rules.utterance import CONTRAST, DENIAL, Hit, Sentence, Utterance, phrase

PRICE = (
    "(?:down-?sides?|drawbacks?|disadvantages?|trade-?offs?|cons|negatives|minus points|compromis(?:es?|ing)"
    "|negative (?:sides?|points?|effects?|consequences)|side effects?|catch|weak(?:nesses| points)|price to pay)"
)
NO_PRICE = phrase(
    rf"(?:can't|cannot|can not|couldn't|could not) (?:think of|find|name|imagine)(?: even)? (?:a single|any|one) {PRICE}",
    r"nothing (?:really )?(?:speaks|speaking|that speaks) against|(?:no|not a single) (?:reason|argument)s? against",
    "(?:zero|no|not any|n't any|not (?:a|one)(?: single)?|n't a(?: single)?|without(?: any| a single| a)?|free of"
    "|(?:don't|do not|can't|cannot) (?:really )?see (?:any|a))(?: (?:real|major|serious|significant|relevant|big"
    f"|obvious|other|known|at all|more))* {PRICE}",
)
ONLY_GAIN = phrase(
    "only (?:has |have |brings? |gives? (?:us )?|see |offers? |positive |the )*(?:advantages|benefits|upsides?"
    "|positives|pros|wins?|winners)|(?:has|have|brings?|gives?(?: us)?|see|offers?) (?:us )?(?:only|nothing but"
    "|just|purely) (?:advantages|benefits|upsides?|positives|pros)"
    "|all (?:pros|advantages|benefits|upside)(?:,? (?:and )?no (?:cons|disadvantages|downsides?))?|makes? (?:just |simply )?(?:everything|all of it|it all) (?:just |simply )?(?:better|easier|faster|nicer|cheaper)|(?:can|will"
    "|would|could) only (?:make (?:things|it|everything|us) better|improve|help|get better|win|gain)"
)
BETTER_EVERYWHERE = phrase(
    "(?:better|superior|best|wins?|winner|improvement|stronger|ahead|beats \\w+(?: \\w+)?) (?:in|on|at) (?:every|all|each"
    "|literally every|any) (?:single )?(?:way|ways|respects?|aspects?|regards?|fronts?|points?|dimensions?|areas?"
    "|counts?|category|categories|criteri(?:on|a))"
)
NO_LOSS = phrase(
    "(?:don't|do not|won't|will not|doesn't|wouldn't|would not|not) (?:lose|give up|sacrifice|miss|cost us|pay"
    "|cost) (?:us )?(?:anything|a thing|any \\w+)|(?:lose|loses|losing|give up|gives up|sacrifice"
    "|sacrificing) nothing|nothing to lose|(?:it|this|that|which) costs? (?:us )?nothing(?: at all| extra)?"
    "|without (?:giving (?:anything |something )?up(?: anything| a thing)?|losing (?:anything|a thing)|sacrificing (?:anything|a thing)|paying for it)"
    "|win[- ]win|best of (?:both|all) worlds|(?:comes?|is) (?:completely |totally )?for free"
    "|without (?:any |the slightest |additional )*(?:risks?|extra costs?|additional costs?|losses|sacrifices?"
    "|effort)(?: or| and)?(?: (?:any )?(?:extra |additional )?(?:risks?|costs?|effort))?|(?:has|have|there (?:is"
    "|are)|with) (?:absolutely |really )?(?:no|zero) risks?"
)
FLAWLESS = phrase(
    "(?:solves?|fix(?:es)?) (?:all|every|each|literally all)(?: of)?(?: the| our)? ?(?:\\w+ )?(?:problems?"
    "|issues?|everything)|solves? everything|perfect (?:in|on|for) (?:all|every|everything)",
    "(?:get|gets|gives us|have|has) everything we (?:want|need)|risk[- ]free|free of (?:any )?risks?|pay nothing"
    "|(?:think of|find|name|imagine)(?: \\w+)? (?:a single|any|one) (?:disadvantage|downside|drawback)s?",
)
GAIN = (
    "(?:faster|cheaper|simpler|easier|quicker|better|lighter|safer|more (?:secure|reliable|stable|flexible"
    "|scalable|modern|robust|efficient)|stronger|nicer|smarter)"
)
ALL_GAINS = phrase(rf"{GAIN},? (?:and )?{GAIN},? and {GAIN}")
"""Three gains in a row and no price."""
SAID = (FLAWLESS, ALL_GAINS, NO_PRICE, ONLY_GAIN, BETTER_EVERYWHERE, NO_LOSS)
EVERYTHING_HAS_ONE = phrase(
    "nothing|there (?:is|are) no \\w+|no (?:\\w+ ){1,2}(?:is|has|comes)|none|every \\w+ has|hardly any"
    "|not without|n't without|never without|rarely"
)
DOING_NOTHING = phrase("doing nothing|if|would be|unless|until")


def free_lunches(utterance: Utterance) -> Iterator[Hit]:
    for sentence in utterance.statements:
        if sentence.is_let_go or sentence.has_number or CONTRAST.search(sentence.plain):
            continue
        found = _first(sentence)
        if found is not None:
            yield sentence.hit(*found, "{quote} hides the price: what gets slower, dearer, harder or riskier with it?")


def _first(sentence: Sentence) -> tuple[int, int] | None:
    for pattern in SAID:
        match = pattern.search(sentence.plain)
        if match is None:
            continue
        before = sentence.plain[max(0, match.start() - 40) : match.start()]
        if (
            DENIAL.search(before)
            or _is_general_wisdom(before, match.group())
            or DOING_NOTHING.search(before)
            or sentence.is_supposed(match.start())
        ):
            continue
        return match.span()
    return None


def _is_general_wisdom(before: str, words: str) -> bool:
    """Whether the words are part of "no option is without downsides", which says the opposite."""
    return words.lower().startswith(("without", "free of")) and EVERYTHING_HAS_ONE.search(before) is not None


RULE = WordingRule(
    id="FF403",
    name="no-tradeoffs",
    severity="warning",
    meaning="A choice said to cost nothing. Every choice gives something up; the price that nobody names is paid by whoever runs it.",
    bad="Moving to the managed database has no downsides.",
    good="The managed database costs 220 euro a month more and takes away superuser rights; it saves a day of patching a month.",
    section="discussing-trade-offs",
    find=free_lunches,
    catches=(
        "Moving to the managed database has no downsides.",
        "It's better in every way.",
        "We lose nothing with it.",
        "This brings only advantages.",
        "It is a win-win.",
        "There aren't any drawbacks.",
        "We can switch without any risk.",
    ),
    leaves_alone=(
        "The managed database costs 220 euro a month more and saves a day of patching.",
        "No option is without downsides.",
        "There are no downsides at first sight, but exports are limited.",
        "What are the downsides?",
        "The vendor promises no downsides, yet the export is limited.",
        "It is not a win-win.",
        "Doing nothing costs nothing this year.",
    ),
)
