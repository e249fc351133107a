"""FF102: a quality that is wanted but not measurable, such as "fast", "robust" or "easy to use"."""

import re
from collections.abc import Iterator, Sequence

from assistant.domain.rules.rule import EVERY_TOPIC, Finding, WordingRule
from assistant.domain.rules.utterance import LET_GO, REQUIREMENT, Hit, Sentence, Utterance, phrase

QUALITIES = (
    "fast|faster|quick(?:er|ly)?|snappy|snappier|speedy|responsive|performant|high[- ]perform(?:ance|ing)"
    "|scal(?:e?able|es? well)|robust|reliabl[ey]"
    "|stable|more stability|resilient|fault[- ]tolerant|high(?:ly)?[- ]availab(?:le|ility)|user[- ]?friendl(?:y"
    "|ier)|intuitive|eas(?:y|ily|ier)(?: to use)?"
    "|simple to use|usable|modern|seamless(?:ly)?|smooth(?:ly|er)?|flexible|extensible|maintainable"
    "|future[- ]?proof|secure(?:ly)?|safer?"
    "|enterprise[- ](?:grade|ready)|world[- ]class|best[- ]in[- ]class|state[- ]of[- ]the[- ]art|cutting[- ]edge"
    "|professional(?:ly)?|efficient(?:ly)?"
    "|cost[- ]?(?:efficient|effective)|affordable|cheap(?:er)?|lightweight|light|elegant|pretty|attractive"
    "|beautiful|appealing|nice(?:r|-looking)?"
    "|good|better|great|excellent|optimal|well[- ]designed|low[- ]latency|high quality|consistent user experience"
    "|accurate|powerful|generic"
    "|real[- ]?time|instant(?:ly|aneous)?|immediate(?:ly)?|stress[- ]free|hassle[- ]free|comfortable|convenient"
    "|top[- ]notch|solid|clean"
    "|acceptable|reasonabl[ey]|adequate|decent|sufficient(?:ly)?|satisfactory|pleasant|performs? (?:well|better)"
    "|well[- ]performing|good[- ]looking"
)
QUALITY = phrase(QUALITIES)
IN_TALK = phrase(
    "(?:good|better|great|nice|clean|easy|simple|quick|light|fast|safe) (?:reason|idea|answer|example|question"
    "|start|point|explanation|news|deal|cause|slate"
    "|majority|look|chat|word|call|track|food|overview|understanding|bit|hand|fit|candidate|moment|at|with)s?"
)
AS_POSSIBLE = phrase(rf"as (?:{QUALITIES}) as (?:possible|we can|it gets)")
IMPROVE = phrase(
    "(?:improv(?:e|ing)|increas(?:e|ing)|optimi[sz](?:e|ing)|enhanc(?:e|ing)|boost) (?:(?:the|our|its|overall"
    "|general) )*"
    "(?:performance|usability|stability|quality|security|reliability|scalability|speed|user experience|ux"
    "|maintainability|responsiveness|robustness)"
)
MATTERS = phrase(
    "(?:(?:low|good|high|great) )?(?:latency|performance|security|usability|scalability|stability|reliability"
    "|availability|speed|maintainability|quality)"
    "(?: and [^.;,?!]{1,40})?"
    " (?:is|are) (?:(?:very|really|most|super|extremely|so|also) )*(?:important|key|critical|crucial|essential"
    "|vital|a must|paramount|needed)"
)
IS_WHAT_MATTERS = phrase("(?:is|are) (?:all|what)(?: that)? (?:matters?|counts?|we (?:need|want|are after|look for))")
OVER_ANOTHER = phrase("more|over|than|first|before")
PEOPLE_BE = phrase(
    "(?:i|we|you|they|team|people|everyone|everybody) (?:must|should|need to|have to|can|will"
    "|want to) (?:all )?(?:be|get|feel)"
)
INDIRECT = phrase("whether|if|how|why|because|than|as")
BARE = phrase(
    f"(?:(?:very|really|quite|it|be|just|also|super|so|pretty) ){{0,3}}(?:{QUALITIES})(?:,? (?:and |or "
    rf"|but )?(?:very |really )?(?:{QUALITIES}))*(?=\W*$)"
)
"""An answer of nothing but qualities."""
ASSENT = phrase(
    "(?:very |really |quite |so |pretty )*(?:good|great|nice|nicer|better|excellent|reasonable|acceptable"
    "|solid)(?=\\W*$)"
)
"""Said of the talk, not of the product."""
WITHOUT_LIMIT = re.compile(
    r"\b(?:completely|absolutely|totally|perfectly|entirely|fully|(?:100|hundred)\s?(?:%|percent|per cent)|always"
    r"|never)\s+(?:be\s+)?$",
    re.IGNORECASE,
)
"""What follows is an absolute requirement, which is another rule's subject."""
REACH = 70
"""Characters between the demand and the quality it is about."""


def vague_qualities(utterance: Utterance) -> Iterator[Hit]:
    for sentence in utterance.statements:
        if sentence.is_quantified or sentence.is_let_go:
            continue
        found = _first(sentence)
        if found is not None:
            yield sentence.hit(*found, "{quote} cannot be checked: which figure, measured where, would be enough?")


def _first(sentence: Sentence) -> tuple[int, int] | None:
    plain = sentence.plain
    for pattern in (AS_POSSIBLE, IMPROVE, MATTERS):
        match = pattern.search(plain)
        if match and not sentence.is_denied(match.start()) and not (pattern is MATTERS and OVER_ANOTHER.search(plain)):
            return match.span()
    bare = BARE.match(plain)
    if bare and not ASSENT.match(plain) and not sentence.is_name(0):
        return bare.span()
    for match in QUALITY.finditer(plain):
        if (
            _is_demanded(sentence, match.start())
            and not IN_TALK.match(plain, match.start())
            and not sentence.is_name(match.start())
        ):
            return match.span()
    return None


def _is_demanded(sentence: Sentence, start: int) -> bool:
    before = sentence.plain[max(0, start - REACH) : start]
    if IS_WHAT_MATTERS.search(sentence.plain, start) and not sentence.is_denied(start, REACH):
        return True
    demand = REQUIREMENT.search(before)
    if demand is None or INDIRECT.search(before, demand.end()) or PEOPLE_BE.search(before) or LET_GO.search(before):
        return False
    return not sentence.is_denied(start, REACH) and WITHOUT_LIMIT.search(before) is None


RULE = WordingRule(
    id="FF102",
    name="vague-quality",
    severity="warning",
    meaning=(
        "A wished-for quality without scale, figure and unit. Nobody can tell when it is reached, so nobody can build, test or refuse it."
    ),
    bad="The packing screen must be fast and user-friendly.",
    good="The packing screen answers within 300 ms for 95% of scans, and a new packer needs no more than 10 minutes of training.",
    section="functional-vs-nonfunctional",
    find=vague_qualities,
    catches=(
        "The packing screen must be fast and user-friendly.",
        "We need a robust connection to the warehouse.",
        "It should work as smoothly as possible.",
        "Please improve the performance of the search.",
        "Security is very important to us.",
        "Fast and reliable.",
        "The map has to update in real time.",
    ),
    leaves_alone=(
        "The packing screen must be fast: 300 ms for 95% of scans.",
        "Availability is more important than latency.",
        "It does not need to be pretty.",
        "Fastly serves the images.",
        "We want to show the curves as Scalable Vector Graphics.",
        'The old brief asked for a "robust and modern" tool.',
        "We dropped the wish that it must be future-proof.",
        "That needs a good reason.",
        "Should it be faster than today?",
        "We have to be flexible with the dates.",
        "Great!",
        "Very good.",
    ),
    topics=EVERY_TOPIC - {"priorities", "criteria", "symptom", "why"},
    gives_way_to=frozenset(
        {
            "untestable-success",
            "unmeasurable-trigger",
            "unquantified-tradeoff",
            "tech-preference",
            "no-tradeoffs",
            "circular-why",
            "symptom-restated",
        }
    ),
)


def own_words(utterance: Utterance, words: Sequence[str]) -> Iterator[Finding]:
    """Where a team's own vague words stand, unless the sentence gives a figure for them or denies them."""
    listed = [re.escape(" ".join(word.split())) for word in words if word.strip()]
    if not listed:
        return
    pattern = phrase(*listed)
    for sentence in utterance.statements:
        if sentence.is_quantified:
            continue
        for match in pattern.finditer(sentence.plain):
            if not sentence.is_denied(match.start()):
                hit = sentence.hit(*match.span(), "{quote} is one of this team's vague words: what would one measure?")
                yield RULE.finding(utterance, hit)
