"""FF401: one way declared the only one, or the others never looked at."""

from collections.abc import Iterator

from assistant.domain.rules.rule import WordingRule
from assistant.domain.rules.utterance import Hit, Sentence, Utterance, phrase

WAY = "(?:options?|choices?|possibilit(?:y|ies)|solutions?|alternatives?|approach(?:es)?|candidates?)"
OTHERS = (
    "(?:anything else|alternatives?|(?:any |the )?(?:others?|other \\w+(?: \\w+)?)|another \\w+|(?:other "
    "|any )?options|elsewhere|anything (?:other|but|except|besides|apart from)|any further|second \\w+)"
)
ONLY = phrase(
    "only (?:real |sensible |viable |possible |realistic |feasible |good |right |logical |reasonable "
    f"|acceptable )*{WAY}|only (?:real |sensible |viable |possible |right )*(?:way|path)"
    r"(?: forward| out| to (?:fix|solve|do|reach|make|get|achieve|handle|address|go|scale|improve|proceed)| is\b)"
    "|(?:is|are) the only (?:one|thing) (?:that|which) (?:works?|makes sense|can)"
)
NONE = phrase(
    "(?:there (?:is|are|was|were)|there's|we (?:see|have|had|'ve got)|i see|has|have|leaves us"
    "|leaving) (?:simply |really |just |absolutely )*(?:no|not any|n't any|not)"
    " (?:(?:other|real|viable|better|sensible|further|realistic) )*(?:alternatives?|choice|possibilit(?:y|ies)"
    f"|way around|other way|(?:other |real |viable |better )+(?:{WAY}|ways?)|options? (?:but|than|except|left))"
    "|(?:there )?(?:isn't|aren't|don't have|haven't) (?:any )?(?:real |other |another |viable )*(?:alternatives?"
    f"|choice|other {WAY}|other way|another (?:way|option|choice))|without alternatives?|no other (?:way|{WAY})"
    "|no alternatives?"
)
NOTHING_ELSE = phrase(
    "nothing else (?:would |will |can |could |really |ever )*(?:works?|helps?|fits?|makes sense"
    "|comes into question|is possible|do|does|be)|nothing else (?:was|is|were|has been) (?:on the table|considered|looked at|evaluated|discussed|compared)|anything else (?:makes no sense|is nonsense|won't work"
    "|would not work|is out of the question)"
)
NEVER_LOOKED = phrase(
    "(?:(?:did|have|has|had|do|does|will|need)(?:n't| not)(?: even| really| yet| ever)?|never(?: really| even)?"
    "|no need to|not need to|no reason to|no point in|without|not going to|did not)"
    " (?:look(?:ed|ing)?|consider(?:ed|ing)?|compar(?:e|ed|ing)|evaluat(?:e|ed|ing)|explor(?:e|ed|ing)|check(?:ed"
    "|ing)?|think|thought|investigat(?:e|ed|ing)|stud(?:y|ied)|examin(?:e|ed|ing)|discuss(?:ed|ing)?)"
    rf"(?: (?:at|into|about|of|it|this|that|with|to|for|on|against|any|the|them))*? {OTHERS}"
    r"|(?:no|not any) need to (?:compare|evaluate|look (?:any )?further|discuss (?:it|this))(?: \w+){0,2}(?=\W*$)"
    f"|{OTHERS} (?:weren't|wasn't|aren't|haven't been|hasn't been) (?:considered|looked at|evaluated|compared|discussed|checked)"
    r"|no other \w+(?: \w+)?(?: was| were| has been| have been| is| are) (?:even |ever |seriously )?(?:considered|evaluated|looked at|compared|discussed|checked|on the table)"
    r"|(?:nobody|no one|none of us)(?: has| ever| even| really| seriously| yet){0,2} (?:looked|considered|compared|evaluated|explored|checked|investigated|examined|discussed)"
    rf"(?: (?:at|into|about|of|with|to|any|the))*? {OTHERS}"
    f"|{OTHERS} (?:were|was|are|have been|is) (?:not|never) (?:considered|looked at|evaluated|compared|needed"
    "|discussed|checked)"
)
ONE_WAY = phrase(
    rf"(?:just|only) one(?: \w+)? (?:{WAY}|way)|only an? [\w -]{{2,30}}? (?:will|can|would|could) (?:help|work"
    "|solve|do|save|fix)",
    "(?:can't|cannot|couldn't|could not|don't) (?:think of|imagine|see|know)(?: of)? (?:any other|another"
    f"|any better|an? other|other) (?:{WAY}|way)",
    r"(?:everything|anything) else (?:is|would be) (?:out of the question|nonsense|pointless|impossible|worse)",
    r"[\w.+-]+ or nothing(?=\W*$)",
    r"(?:just|only) one \w+ (?:that|which|who) (?:can|could|will|would|does|works|fits|meets)",
    "we (?:only|just) (?:considered|looked at|evaluated|checked)|no (?:comparison|evaluation|alternatives?"
    "|analysis)(?: is| are)? (?:needed|necessary|required)|(?:the )?decision (?:is|has been"
    "|was) (?:already )?(?:made|taken|final)",
)
CLOSED = phrase(
    r"full stop(?=\W*$)|, period(?=\W*$)|end of (?:the )?(?:discussion|story|debate)|"
    "(?:is|it's) (?:a |an )?(?:complete |total |clear )?no-brainer"
    "|not up for (?:debate|discussion)|(?:no|without) (?:further )?discussion(?: needed)?"
    "|has already been decided(?: anyway)?"
)
SAID = (ONLY, ONE_WAY, NONE, NOTHING_ELSE, NEVER_LOOKED, CLOSED)
COMPARED = phrase(
    "after|left|remain(?:s|ing|ed)?|ruled out|rejected|failed|dropped out|screened|besides|so far|yet to"
    "|because the others|of the (?:two|three|four|five)|eliminated|in the tender"
)
"""Says that others were looked at and fell out."""
NOT_ONLY = phrase(r"not (?:really )?(?:the|our) only|n't (?:the|our) only|hardly the only|is not true|not without")
THIRD_PARTY = phrase(
    "(?:customers?|users?|patients?|drivers?|citizens|they|guests|passengers|students) (?:has|have|had)"
)


def closed_choices(utterance: Utterance) -> Iterator[Hit]:
    for sentence in utterance.statements:
        if sentence.is_let_go or NOT_ONLY.search(sentence.plain) or COMPARED.search(sentence.plain):
            continue
        found = _first(sentence)
        if found is not None:
            yield sentence.hit(
                *found,
                "{quote} closes the choice before it was made: which two others were weighed, and why did they lose?",
            )


def _first(sentence: Sentence) -> tuple[int, int] | None:
    for pattern in SAID:
        match = pattern.search(sentence.plain)
        if match is not None and not sentence.is_supposed(match.start()) and not THIRD_PARTY.match(sentence.plain):
            return match.span()
    return None


RULE = WordingRule(
    id="FF401",
    name="no-alternatives",
    severity="warning",
    meaning="One way presented as the only one. A choice without a rejected alternative cannot be reviewed, and cannot be undone with open eyes.",
    bad="A new ERP is the only option.",
    good="We weighed a new ERP, an add-on for the old one, and a shared spreadsheet for a year; the add-on loses because its vendor stops in 2027.",
    section="discussing-trade-offs",
    find=closed_choices,
    catches=(
        "A new ERP is the only option.",
        "There's no other way.",
        "We did not look at other vendors.",
        "Nothing else makes sense.",
        "We have no choice.",
        "Alternatives were not considered.",
    ),
    leaves_alone=(
        "We weighed a new ERP, an add-on and a spreadsheet.",
        "It is not the only option.",
        "After two vendors dropped out, the add-on is the only option left.",
        "Patients have no alternative pharmacy nearby.",
        "The only scanner is in the basement.",
        "Do we have an alternative?",
        "The only way to undo it is a restore from the backup.",
    ),
)
