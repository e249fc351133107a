"""FF404: a gain and a loss named, and neither has a size."""

import re
from collections.abc import Iterator

from assistant.domain.rules.rule import WordingRule
from assistant.domain.rules.utterance import Hit, Sentence, Utterance, phrase

DEGREE = (
    "(?:a bit|a little|a little bit|somewhat|slightly|much|far|a lot|way|rather|quite|significantly|considerably"
    "|noticeably|marginally|some)"
)
CLEARLY_BETTER = "faster|cheaper|simpler|easier|quicker|safer|nicer|smoother"
CLEARLY_WORSE = (
    "more expensive|more complex|more complicated|slower|harder|worse|riskier|costlier|pricier|dearer|weaker"
)
PLEASANT = f"{CLEARLY_BETTER}|happier|calmer|cleaner|clearer|better|lighter|shorter|smaller|stronger|lower|less|fewer"
UNPLEASANT = f"{CLEARLY_WORSE}|heavier|longer|bigger|higher|more|extra|additional"
MORE_OR_LESS = rf"(?:{DEGREE} )?(?:{PLEASANT}|{UNPLEASANT})"
BUT = (
    "(?:but|yet|though|although|while|however|whereas|in return|on the other hand|at the same time|and in return"
    "|even if|still)"
)
EFFECT = (
    "(?:takes? (?:\\w+ ){1,3}off|(?:sav|free|spar|avoid|reduc|improv|gain|lower|speed|simplif|increas|cost|add|los|slow|complicat|rais|hurt|giv|mak)(?:e|es|s"
    "|ing|ies|y|ed)?(?: up)?)"
)
QUALITY = (
    "(?:control|speed|freshness|stale(?:ness)?|costs?|effort|throughput|safety|privacy|velocity|overhead"
    "|isolation|comfort|lock-in|work|code|time|performance"
    r"|convenience|independence|correctness|\w{3,}(?:ility|icity|iency|ness|acy|ancy|ency|exity|urity|ity))"
)
COMPARED = phrase(rf"{MORE_OR_LESS}\b[^.;?!]{{0,60}}?[,;]? ?\b{BUT}\b[^.;?!]{{0,60}}?\b(?:{MORE_OR_LESS}|{EFFECT})")
CONCEDED = phrase(
    "(?:although|though|while"
    rf"|even if)\b[^.;?!]{{0,60}}?\b{MORE_OR_LESS}\b[^.;?!]{{0,60}}?,[^.;?!]{{0,60}}?\b(?:{MORE_OR_LESS}|{EFFECT})"
)
SIDE_BY_SIDE = phrase(
    f"(?P<one>{CLEARLY_BETTER}"
    rf"|{CLEARLY_WORSE})\b[^.;?!,]{{0,40}}?,(?! and)[^.;?!]{{0,30}}? (?P<other>{CLEARLY_BETTER}"
    rf"|{CLEARLY_WORSE})\b(?! and)"
)
SET_AGAINST = phrase(
    rf"(?P<one>{PLEASANT}|{UNPLEASANT})\b[^.;?!,]{{0,40}}?,?(?: versus| vs\.?"
    rf"| on the minus side)[^.;?!]{{0,30}}? (?P<other>{PLEASANT}|{UNPLEASANT})\b"
)
EFFECTS_OPPOSED = phrase(
    r"(?:increas|rais|add|rais|slow|complicat|cost)\w* (?:\w+ ){0,3}?(?:but|yet|though|while"
    r"|and) (?:\w+ )?(?:improv|reduc|sav|lower|speed|simplif|gain|boost)\w*",
    r"(?:improv|reduc|sav|lower|speed|simplif|gain|boost)\w* (?:\w+ ){0,3}?(?:but|yet|though"
    r"|while) (?:\w+ )?(?:increas|rais|add|slow|complicat|cost|hurt)\w*",
    rf"los(?:e|es|ing) (?:\w+ ){{0,5}}?(?:performance|{QUALITY})[^.;?!]{{0,20}}? gain\w*"
    rf"|gain\w* (?:\w+ ){{0,5}}?{QUALITY}[^.;?!]{{0,20}}? los(?:e|es|ing)",
)
EXCHANGED = phrase(
    "(?:giv(?:e|es|ing) up|sacrific(?:e|es|ing)|los(?:e|es|ing)|compromis(?:e|es|ing) on|accept(?:s"
    rf"|ing)?) (?:\w+ ){{0,3}}?{QUALITY}"
    r"[^.;?!]{0,60}?\b(?:for|in exchange|in return|but|to get|to gain|to have|to be)",
    rf"(?:giv(?:e|es|ing) up|sacrific(?:e|es|ing)|compromis(?:e|es|ing) on) (?:\w+ ){{0,3}}?{QUALITY}",
    r"trad(?:e|es|ing) (?:off )?(?:\w+ ){0,3}?(?:for|against)|pay(?:s|ing)? (?:for \w+ )?(?:with"
    rf"|in) (?:\w+ ){{0,2}}?{QUALITY}|costs? us (?:\w+ ){{0,2}}?{QUALITY}",
    rf"(?:in exchange|in return) for (?:\w+ ){{0,3}}?{QUALITY}|at the (?:cost|expense|price) of (?:\w+ ){{0,3}}?\w+",
    rf"{DEGREE} (?:more|less|fewer) \w+ for {DEGREE} (?:{PLEASANT}|more)",
    r"trade-?off (?:is )?(?:between )?(?:\w+ ){0,3}?(?:and|versus|vs|against|for) \w+",
)
PRICE = phrase(
    "(?:downside|drawback|disadvantage|price|catch|trade-?off|cost of (?:it|this|that))(?: (?:of"
    r"|for) (?:\w+ ){1,4}?| here| we pay)? ?(?:is|are|would be|will be)"
    rf" (?:that )?[^.;?!]{{0,50}}?\b(?:{MORE_OR_LESS}|{DEGREE} (?:\w+ )?{QUALITY})"
)
GOES_UP = phrase(
    rf"(?:go(?:es|ing)?|went) (?:up|down)\b[^.;?!]{{0,30}}?[,;]? ?\b{BUT}\b[^.;?!]{{0,50}}?\b(?:{MORE_OR_LESS}|go(?:es)? (?:up|down))",
    rf"{MORE_OR_LESS}\b[^.;?!]{{0,50}}?[,;]? ?\b{BUT}\b[^.;?!]{{0,50}}?\bgo(?:es)? (?:up|down)",
)
SAID = (GOES_UP, COMPARED, CONCEDED, EFFECTS_OPPOSED, EXCHANGED, PRICE)
NOT_AN_EXCHANGE = phrase(
    "no longer|rather not|nothing|anything|any|more than once|not lose|without|more and more|less and less|more or less"
)


def sizeless_exchanges(utterance: Utterance) -> Iterator[Hit]:
    for sentence in utterance.statements:
        if sentence.is_quantified or sentence.is_let_go or NOT_AN_EXCHANGE.search(sentence.plain):
            continue
        match = next(
            (found for pattern in SAID if (found := pattern.search(sentence.plain)) is not None), None
        ) or _opposites(sentence)
        if match is not None and not sentence.is_denied(match.start()):
            yield sentence.hit(
                *match.span(),
                "{quote} has no size: how much is gained and how much is lost, in hours, euro or milliseconds?",
            )


def _opposites(sentence: Sentence) -> re.Match[str] | None:
    """A pleasant and an unpleasant comparative side by side, without a "but"."""
    match = SIDE_BY_SIDE.search(sentence.plain) or SET_AGAINST.search(sentence.plain)
    if match is None:
        return None
    pleasant = [word.lower() in PLEASANT.split("|") for word in match.group("one", "other")]
    return match if pleasant[0] != pleasant[1] else None


RULE = WordingRule(
    id="FF404",
    name="unquantified-tradeoff",
    severity="info",
    meaning="A gain set against a loss without the size of either. A bit slower for much simpler can be a bargain or a disaster; only figures tell.",
    bad="It gets a bit slower, but much easier to operate.",
    good="The p95 goes from 180 to 240 ms, and we save a day of operations a week.",
    section="common-trade-offs",
    find=sizeless_exchanges,
    catches=(
        "It gets a bit slower, but much easier to operate.",
        "We give up some accuracy for speed.",
        "Self-hosting is cheaper but takes more work.",
        "We gain portability at the cost of speed.",
        "The downside is slightly higher complexity.",
        "Although it is more expensive, it is safer.",
        "Quicker to write, slower to run.",
        "It raises the bill but reduces the manual work.",
    ),
    leaves_alone=(
        "The p95 goes from 180 to 240 ms, and we save a day of operations a week.",
        "We give up the offline mode.",
        "We do not trade safety for speed.",
        "It is cheaper.",
        "Is it slower but simpler?",
        "The drawback is that the scanner app has no French version.",
        "The new shelf is higher, and the boxes are smaller.",
    ),
    gives_way_to=frozenset({"no-tradeoffs", "unmeasurable-trigger", "untestable-success"}),
)
