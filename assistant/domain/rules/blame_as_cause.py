"""FF302: a person's character, attention or skill given as the cause."""

import re
from collections.abc import Iterator

from assistant.domain.rules.rule import WordingRule
from assistant.domain.rules.utterance import Hit, Sentence, Utterance, phrase

JUST = (
    "(?:just |simply |too |so |really |again |obviously |always |clearly |quite |very |a bit |being |totally "
    "|completely )*"
)
FLAW = (
    "careless|lazy|sloppy|incompetent|stupid|negligent|inattentive|unprofessional|dumb|clueless|irresponsible"
    "|reckless|unmotivated|ignorant|unqualified|idiots?|forgetful"
    "|incapable|undisciplined|distracted|inexperienced"
)
VIRTUE = (
    r"careful|competent|smart|paying attention|motivated|good enough|good at \w+ job|skilled|experienced"
    "|professional|capable|qualified|disciplined"
)
NOT = "(?:not|isn't|aren't|wasn't|weren't)"
DID_NOT = "(?:do|does|did)(?:n't| not)"

CHARACTER = phrase(
    f"(?:is|are|was|were|'s|'re|isn't|aren't|wasn't|weren't) {JUST}(?:{FLAW})|(?:(?:is|are|was"
    f"|were) {JUST})?{NOT} {JUST}(?:{VIRTUE})(?: enough)?"
)
INDIFFERENCE = phrase(
    f"{DID_NOT} {JUST}(?:care|bother|pay attention|give a damn|know what (?:he|she|they)(?:'s|'re| is| are)? doing"
    "|concentrate|think|listen|understand (?:anything|the basics)|do (?:their|his|her|its) (?:jobs?|work|homework)"
    "|(?:read|follow|look at) (?:the |our |any )?(?:documentation|docs|manuals?|instructions?|guidelines?|rules|procedures?|e-?mails?))"
    "|never (?:listens?|thinks?|tests?|checks?|cares?|reads?|does what \\w+ \\w+|do what \\w+ \\w+)"
)
BUNGLED = phrase(
    rf"{JUST}(?:(?:mess|screw|fuck)(?:ed|es|s|ing)?(?: \w+)? up|botched|slipped up|blew it|(?:made|make"
    r"|makes) (?:(?:a|an|some|the|many|too many) )?(?!(?:fewer|less|no) )(?:\w+ )?mistakes?"
    "|was asleep at the wheel)",
    "keeps? (?:break|mak|forget|ignor|screw|mess|caus|delet)(?:t?ing)(?: \\w+)?",
    "(?:push|deploy|merg|releas|ship|chang|sent|send)(?:ed|d|es|s)? (?:\\w+ ){0,3}?without (?:test|check|ask"
    "|think|read|review|tell)ing",
)
NEGLECTED = phrase(
    f"(?:didn't|did not|doesn't|don't|never|hasn't|haven't) {JUST}(?:test|check|read|look|review|follow|document"
    "|verif|do|done)(?:ed|y|ied|s)?(?: properly)?",
    rf"{JUST}forg[eo]t(?:s|ten)?(?: to)?|overlooked|ignored|neglected",
    "(?:enter|click|typ|chose|choos|delet|push|press|pick|select|us|copi|upload)(?:ed|e|d)? (?:on )?(?:the "
    "|a )?wrong \\w+",
)
NOBODY_THERE = phrase(
    r"(?:nobody|no one|no-one) (?:in|at|from|on|over in) (?:the |our )?\w+(?: \w+)? (?:cares?|bothers?|pays? attention|listens?|thinks?|tests?)"
)
"""A whole department without a care."""
COUNTERFACTUAL = phrase(
    r"if (?:\w+ ){1,4}?(?:did (?:their|his|her) jobs?|(?:had|were|was|would) (?:\w+ )?(?:more "
    rf"|better )?(?:{VIRTUE}|been|paid|tested|checked|thought)(?: \w+)?)"
)
AT_FAULT = phrase(
    "(?:it's|it is|it was|that's|that was|this is|all|is|was|clearly) (?:all |clearly |only |just )?(?:(?:the|our"
    r"|my|their|his|her) )?(?:[\w-]+(?:'s|s') )(?:\w+ )?fault",
    r"fault of (?:the|our|my|a) \w+(?: \w+)?|(?:is|are|was|were) (?:clearly |all )?(?:to blame|at fault)|(?:i |we "
    r"|they )?blame (?:the|our|my|him|her|them|it on) ?\w*",
    r"(?:human|user|operator|pilot|driver|developer|admin) (?:error|failure|mistake)s?",
    "(?:due to|because of|through|from|by|cause (?:is|was)) (?:the |pure |sheer |an? )?(?:incompetence"
    "|carelessness|laziness|negligence|stupidity|ignorance|sloppiness|inattention"
    r"|lack of (?:discipline|care|attention|skill|motivation))",
    rf"(?:by|of|due to) (?:an? |the |our |some )(?:{FLAW}) \w+",
    "(?:someone|somebody) (?:simply |just |again |once again )?(?:forgot|missed|overlooked|neglected)(?: to)?",
    r"who(?:so)?ever (?:wrote|built|designed|configured|set up|coded|did|deployed) [^.;?!]{1,40} (?:had no|has no|was|is|did not|didn't|should(?: have)?)",
)
OUTRIGHT = (CHARACTER, INDIFFERENCE, BUNGLED, AT_FAULT)

GROUPS = (
    "team|department|staff|people|guys?|someone|somebody|ops|qa|sales|finance|support|marketing|agency|vendor"
    "|supplier|contractor|intern|trainee|admin|developer|dev|engineer"
    "|tester|operator|user|customer|colleague|management|manager|boss|junior|senior|freelancer|consultant|nurse"
    "|driver|clerk|architect|designer|he|she|they|everyone|everybody"
    "|nobody|employee|worker|predecessor|partner|company|dba|analyst|technician|provider|programmer|outsourcer"
)
MACHINES = (
    "serv|rout|contain|pars|load|brok|brows|scann|print|sens|monit|connect|process|control|numb|ord|lett|clust"
    "|build|render|consum|produc|help|pap|comput|adapt|deliv|off"
)
"""What ends like a person and is none: servers, orders, letters."""
PERSON = phrase(rf"(?:{GROUPS})s?", rf"(?!{MACHINES})\w{{3,}}(?:ers|ists|icians|ees)")
NAME = re.compile(r"\b[A-Z][a-z]{2,}\b")
NO_NAMES = frozenset(
    {
        "the",
        "our",
        "because",
        "since",
        "root",
        "cause",
        "that",
        "this",
        "these",
        "and",
        "but",
        "when",
        "after",
        "your",
        "their",
    }
)
CAUSAL = phrase(
    "because|since|due to|root cause|cause|reason|that's why|that is why|so it|therefore|which is why|fault|broke"
    "|failed|went wrong|crash\\w*|outage|bug|hence|and so|led to|happened"
)
SYSTEM_BEHIND_IT = phrase("because|since|as(?! (?:always|usual|ever))|due to|so that")
NOBODYS = phrase(
    r"nobody(?:'s)?|no one(?:'s)?|not to blame|without blam\w+|no blame|instead of blaming|don't blame|not blame"
    r"|blameless|(?:isn't|not) (?:the )?\w+(?:'s)? fault"
)
PREVENTED = phrase(
    "prevent\\w*|protect\\w*|avoid\\w*|against|catch\\w*|reduce\\w*|in case of|possible|risk of|tolerant?"
    "|guard\\w*|allow\\w* for|if|would|could|might|may|can"
)
SPEAKER = phrase("i|sorry|let me|to")


def blame(utterance: Utterance) -> Iterator[Hit]:
    for sentence in utterance.statements:
        if sentence.is_let_go:
            continue
        careless = NOBODY_THERE.search(sentence.plain)
        if careless is None and NOBODYS.search(sentence.plain):
            continue
        found = careless.span() if careless else _first(sentence, asked_why=utterance.topic in {"why", "root_cause"})
        if found is None or SYSTEM_BEHIND_IT.search(sentence.plain, found[1]):
            continue  # the reason behind the mistake was given, which is what the rule would have asked for
        yield sentence.hit(
            *found,
            "{quote} names a person, not a cause: what made the mistake possible, and what would stop the next one?",
        )


def _first(sentence: Sentence, asked_why: bool) -> tuple[int, int] | None:
    plain = sentence.plain
    supposed = COUNTERFACTUAL.search(plain)
    if supposed is not None and PERSON.search(supposed.group()):
        return supposed.span()
    if PREVENTED.search(plain):
        return None
    for pattern in OUTRIGHT:
        match = pattern.search(plain)
        if match is None or sentence.is_denied(match.start(), 12):
            continue
        if pattern is AT_FAULT:
            return match.span()
        person = _person_before(plain, match.start())
        if person is not None:
            return person, match.end()
    if not (asked_why or CAUSAL.search(plain)):
        return None
    neglect = NEGLECTED.search(plain)
    person = _person_before(plain, neglect.start()) if neglect is not None else None
    return (person, neglect.end()) if neglect is not None and person is not None else None


def _person_before(plain: str, start: int) -> int | None:
    """Where the person who did it is named, within the clause."""
    clause = max(plain.rfind(mark, 0, start) for mark in (",", ";", ":", "because ", "since "))
    begin = max(clause + 1, start - 40, 0)
    if SPEAKER.search(plain, begin, start):
        return None
    people = [match.start() for match in PERSON.finditer(plain, begin, start)]
    people += [match.start() for match in NAME.finditer(plain, begin, start) if match.group().lower() not in NO_NAMES]
    return min(people, default=None)


RULE = WordingRule(
    id="FF302",
    name="blame-as-cause",
    severity="warning",
    meaning=(
        "A person's carelessness, skill or fault as the cause. The next person can make the same mistake, because what let it through is untouched."
    ),
    bad="The price list was wrong because Karin forgot to upload it.",
    good="The price list was wrong because uploading it is a manual step that no check covers.",
    section="five-whys",
    find=blame,
    catches=(
        "The price list was wrong because Karin forgot to upload it.",
        "The outage was a human error.",
        "The contractor was sloppy.",
        "It is the fault of the network team.",
        "The trainees make too many mistakes.",
        "Our suppliers don't care.",
        "If the dispatchers were more careful, the trucks would be full.",
    ),
    leaves_alone=(
        "The price list was wrong because uploading it is a manual step that no check covers.",
        "Karin forgot the upload because the checklist does not mention it.",
        "It is nobody's fault.",
        "The form prevents user errors.",
        "Users who forgot their password get a mail.",
        "The test failed because the certificate was not renewed.",
        "Sorry, I made a mistake above.",
        "The on-call engineer was asleep since the alarm went to a muted channel.",
        "The Graz branch is not good at forecasts yet, says the report.",
    ),
)
