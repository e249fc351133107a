"""FF405: a technology chosen for taste, fashion or habit."""

import re
from collections.abc import Iterator

from assistant.domain.rules.rule import WordingRule
from assistant.domain.rules.technology import TECHNOLOGY
from assistant.domain.rules.utterance import Hit, Sentence, Utterance, phrase

US = (
    r"(?:i|we|me|us|he|she|they|(?:the|our|my|all|most)(?: \w+)? (?:developers?|devs|engineers?|team|architects?"
    "|cto|ceo|boss|lead|guys|colleagues?|programmers?|people|department|admins?"
    r"|manager|juniors?|seniors?)|developers|everyone(?: here| in the team)?|(?:the )?team)"
)
VERY = (
    "(?:just |really |simply |personally |always |also |all |clearly |strongly |much |would |'d |definitely "
    "|still |absolutely )*"
)
SEEMS = "(?:it is|it's|is|its|are|they're|being|that's|feels?|looks?|sounds?|seems?|very|so|most|really|super)"

TASTE = phrase(
    f"{US} {VERY}(?:likes?|loves?|prefers?|enjoys?|adores?|fancy|hates?|dislikes?|(?:am|is"
    f"|are) {VERY}(?:an? )?(?:big |huge )?fans? of|(?:am|is|are) (?:excited|curious|enthusiastic|passionate|keen))",
    f"{US} {VERY}(?:wants?|would like|would love|(?:are|is) keen|dreams?|(?:are|is) eager)(?: to| on) (?:learn|try"
    "|play|work with|learning|trying)",
    "(?:i|we|he|she|they)(?:(?:'ve| have|'s| has|'d| had)? (?:always |long |really |secretly )*wanted|'d (?:really |so )?(?:like|love)) to (?:learn|try|play with|work with|use)",
    "(?:my|our|his|her|their) (?:personal )?(?:favou?rite|preference)|big fan of|fun to work with|looks good on"
    "|(?:my|our) (?:cv|resume)|curious about|excited about",
    r"(?:i've|i have|we've|we have|i'm|i am|we're|we are)(?: always)?(?: been)? an? [\w.+#-]+ (?:guy|girl|person"
    "|fan|man|woman|lover|people|house|shop|company)",
)
FASHION = phrase(
    rf"{SEEMS} (?:\w+ ){{0,2}}?(?:cool|hip|modern|popular|trendy|trending|hot|hyped|fancy|sexy|shiny|fashionable"
    "|famous|awesome|fun|outdated|old[- ]fashioned|boring|uncool|ugly|dead|new|newest|latest|in fashion|state of the art"
    r"|(?:cutting|bleeding)[- ]edge|the future|the best(?: there is)?|(?:a )?best practice)",
    "(?:the |an? )?(?:industry|de facto|de-facto) standard|(?:most|more) modern|state of the art|all the rage"
    "|on everyone's lips|(?:the )?hype",
)
OTHERS_DO = phrase(
    r"(?:every ?(?:body|one)(?:'s| is)?|all(?: the)?(?: \w+)? (?:others|companies|startups|competitors)|the (?:big"
    r"|cool) (?:players|ones|companies|kids|guys|tech \w+)|(?:our |other )?competitors?"
    "|netflix|google|amazon|facebook|meta|uber|spotify|airbnb|twitter|linkedin|apple|microsoft|zalando|faang"
    r"|(?:most |many |other )?(?:companies|startups|people))(?: \w+){0,2}?"
    " (?:us(?:es?|ing)|does|do|go(?:es)?|has|have|runs?|works? with|switch(?:es|ed|ing)?|mov(?:es?|ed|ing)"
    "|talks? about|loves?|likes?|recommends?|knows?)"
)
HABIT = phrase(
    f"{US}(?:'ve| have|'ve)? (?:always|traditionally|ever) (?:used?|using|done|do|did|worked with|chosen|taken"
    "|been using)|out of habit|as (?:always|usual)"
)
SUPERLATIVE = phrase(
    "(?:is|are) (?:simply |just |clearly |by far |obviously |still )*the (?:best|greatest|coolest|most modern"
    r"|most advanced|most popular|most loved|most wanted|most used|hottest|nicest) (?:[\w-]+ ){0,2}?"
    "(?:language|framework|database|tool|cloud|stack|platform|library|technology|system|provider|one|choice"
    "|broker|editor)s?"
)
MORE_MODERN = phrase(
    rf"{SEEMS} (?:\w+ )?(?:more modern|cooler|nicer|sexier|hipper|fancier|more fun|more up to date|fresher)(?: than)?"
)

CHOSEN = phrase(
    "(?:us(?:e|es|ed|ing)|tak(?:e|es|en|ing)|took|choos(?:e|es|ing)|chose|chosen|pick(?:ed|s|ing)?"
    "|go(?:ing)? (?:with|for)|went (?:with|for)|adopt(?:ed|ing)?|want(?:s|ed)?|try(?:ing)?"
    "|switch(?:ed|ing)? to|mov(?:e|ed|ing) to|build(?:ing)? (?:it )?(?:in|on|with)|need|should|must be|will be"
    "|decided (?:on|for)|selected?|stick(?:ing)? with|introduc(?:e|ed|ing)|rewrite"
    r"|write (?:it )?in|do it in|because|since|that's why|so we|go|prefer)"
)
NAMED_THING = re.compile(r"(?<=\w )[A-Z][\w.+#]{2,}")
FITNESS = phrase(
    "licen[cs]e|cheaper|benchmark\\w*|measured|certified|contract|experience with|on call|operat\\w+ it"
    "|maintain\\w*|support until|joins?|latency|memory|write it daily"
)
"""A reason that can be checked stands in the sentence."""
OTHER_PEOPLE = phrase(
    "(?:users?|customers?|drivers?|patients?|clients?|nurses?|guests?|students?|teachers?) (?:\\w+ )?(?:prefer"
    "|like|love|use|want|enjoy)s?"
)


def preferences(utterance: Utterance) -> Iterator[Hit]:
    for sentence in utterance.statements:
        if (
            sentence.has_number
            or sentence.is_let_go
            or OTHER_PEOPLE.search(sentence.plain)
            or FITNESS.search(sentence.plain)
        ):
            continue
        found = _first(sentence)
        if found is not None:
            yield sentence.hit(
                *found, "{quote} is a taste, not a fit: which need of yours does it meet that another would not?"
            )


def _first(sentence: Sentence) -> tuple[int, int] | None:
    plain = sentence.plain
    names_technology = TECHNOLOGY.search(sentence.marked) is not None
    if names_technology:
        found = _said(sentence, TASTE, SUPERLATIVE, MORE_MODERN)
        if found is not None:
            return found
    if CHOSEN.search(plain) and (names_technology or NAMED_THING.search(plain)):
        return _said(sentence, FASHION, OTHERS_DO, HABIT)
    return None


def _said(sentence: Sentence, *patterns: re.Pattern[str]) -> tuple[int, int] | None:
    for pattern in patterns:
        match = pattern.search(sentence.plain)
        if match is not None and not sentence.is_denied(match.start(), 25):
            return match.span()
    return None


RULE = WordingRule(
    id="FF405",
    name="tech-preference",
    severity="warning",
    meaning="A technology chosen because it is liked, new, usual or used by others. Taste changes faster than systems, and it does not tell two options apart.",
    bad="We should take Scala because it is cool.",
    good="We take PostgreSQL: five reports join three tables, and two of us have run it for six years.",
    section="discussing-trade-offs",
    find=preferences,
    catches=(
        "We should take Scala because it is cool.",
        "I really like Svelte.",
        "Let's use Kubernetes, everyone uses it.",
        "Our lead is a fan of Svelte.",
        "We use Oracle because we have always used it.",
        "React is the best framework.",
    ),
    leaves_alone=(
        "We take PostgreSQL: five reports join three tables, and two of us have run it for six years.",
        "Drivers prefer paper.",
        "We did not choose it because it is modern.",
        "I like the proposal.",
        "Kafka is popular.",
        "We dropped Elixir although the team loves it.",
        "Do you like Vue?",
    ),
)
