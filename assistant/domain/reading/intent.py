"""What somebody wants with a whole message: to answer, or to skip, go back, stop, agree, correct or ask why.

It reads the message alone. It does not know the question, so whatever could also be an answer is one.
"""

import re
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.domain.reading.wordlists import words

Intent = Literal[
    "answer",
    "unknown",
    "skip",
    "later",
    "not_applicable",
    "someone_else",
    "enough",
    "undo",
    "why",
    "affirm",
    "deny",
    "correct",
    "blank",
]


class Meant(BaseModel):
    model_config = ConfigDict(frozen=True)

    intent: Intent
    detail: str | None = None
    """Who would know, the reason, or what it should be instead, in the person's own words."""


COMMANDS: dict[str, Intent] = {
    "/skip": "skip",
    "/unknown": "unknown",
    "/later": "later",
    "/undo": "undo",
    "/done": "enough",
    "/enough": "enough",
    "/why": "why",
    "/na": "not_applicable",
}

SIGNS: dict[str, Intent] = {"?": "why", "??": "why", "???": "why", "👍": "affirm", "👎": "deny"}

LEAD = (
    r"(?:(?:yes|yeah|no|fine|good|great|perfect|ok(?:ay)?|well|hm+|um+|uh+|oh|ah|oops|sorry|please|"
    r"honestly|frankly|right|alright|so|actually|thanks|thank you|you know what)\b[\s,.!…-]*)*"
)
TAIL = (
    r"(?:[\s,.!?…-]*\b(?:please|thanks|thank you|sorry|honestly|then|now|for now|really|to be honest|"
    r"tbh|mate|ok|okay|"
)
TAIL += r"i'm afraid|i am afraid|at the moment|right now|yet|here)\b)*[\s.!?…]*"
REASON = r"(?:(?:\s*[,;:.(–-]+\s*|\s+(?:because|since|as)\s+)(?P<detail>\S.{2,200}))?"
WHO = (
    r"(?P<detail>(?:the |our |my |someone (?:from|in|at) |somebody (?:from|in|at) |whoever [\w ]{3,30}|)"
    r"[\w.'’&-]+(?: [\w.'’&-]+){0,4}?)"
)
THIS = r"(?:this|that|it|this one|that one|(?:this|that|the) (?:question|topic|part|bit|step))"
DUNNO = (
    r"(?:(?:i|we) (?:really |honestly |just |simply )?(?:don'?t|do not) (?:really |actually )?know|"
    r"dunno|idk|"
    r"(?:(?:i|we)(?:'ve| have)? )?(?:have )?(?:absolutely |really )?no (?:idea|clue)|don'?t know|"
    r"(?:i|we)(?:'m| am|'re| are) (?:really )?not sure|not sure|unsure|unknown|tbd|to be determined|"
    r"beats me|"
    r"(?:i |we )?(?:can'?t|cannot|couldn'?t) (?:really )?(?:tell|say)(?: you)?|"
    r"(?:that's )?hard to (?:say|tell)|"
    r"no one knows|nobody knows|who knows)"
)
DUNNO_TAIL = rf"(?: (?:about )?{THIS}| (?:exactly|offhand|off the top of my head|either))*"

YES = (
    r"(?:yes|yep|yeah|yup|ja|sure|correct|exactly|right|agreed?|absolutely|indeed|confirmed?|i confirm|"
    r"i agree|ok|okay|"
    r"fine|good|great|perfect|that's it|of course|definitely|"
    r"(?:(?:that|this|it|all of (?:that|it)|all|everything)(?:'s| is| are| looks| sounds)? )?(?:all )?"
    r"(?:correct|right|true|fine|good|ok|okay|perfect|accurate)(?: (?:like that|as it is|to me|with me|"
    r"for me|by me|so far))?|"
    r"(?:looks|sounds) (?:good|right|fine|ok|okay|correct)(?: to me)?|you(?:'ve|"
    r" have)? got it(?: right)?|well said|lgtm)"
)
NO = (
    r"(?:no|nope|nah|nee|wrong|incorrect|not (?:quite|really|correct|right|true|exactly)|i disagree|"
    r"disagree|"
    r"(?:that|this|it)(?:'s| is) (?:all )?(?:wrong|incorrect|not (?:quite )?(?:right|correct|true|it))|"
    r"(?:that|this) (?:isn't|is not) (?:right|correct|true|it))"
)

FORMS: tuple[tuple[Intent, str], ...] = (
    ("unknown", rf"{DUNNO}{DUNNO_TAIL}"),
    (
        "unknown",
        rf"{DUNNO}{DUNNO_TAIL}[\s,.;:–-]+(?:but )?(?:maybe |perhaps |probably )?(?:you (?:would|'d|"
        r"will)? ?(?:have|need) to |"
        rf"i(?:'d| would|'ll| will)? (?:have|need) to |better |please )?(?:ask|check with) {WHO}",
    ),
    (
        "unknown",
        rf"{DUNNO}{DUNNO_TAIL}[\s,.;:–-]+(?:but )?(?:maybe |perhaps |probably |only )?{WHO} "
        r"(?:would(?: have to)?|might|may|should|will|has to|must|can|could)?\s?(?:knows?|check|"
        r"look(?: it up)?|tell|say|find out)"
        rf"(?: {THIS})?",
    ),
    ("skip",
        r"(?:let'?s |can (?:we|you) |could (?:we|you) |i'?d like to |i want to |just |"
        rf"we can )?skip(?: {THIS})?(?: for now)?{REASON}"),
    ("skip",
        r"(?:next(?: question| one| topic)?|pass|i(?:'ll)? pass|no comment|never ?mind)(?: on (?:this|"
        r"that)(?: one)?)?"),
    ("skip",
        r"(?:let'?s |can we |could we |please )?(?:move on|go on|continue|proceed)(?: to the next(?: one|"
        r" question)?)?"),
    ("skip", rf"(?:i(?:'d| would) rather not|i (?:don'?t|do not) want to) (?:say|answer|tell|discuss)(?: {THIS})?"),
    (
        "later",
        rf"(?:maybe |perhaps |ask me |ask (?:again )?|remind me |let'?s do {THIS} |let'?s (?:talk about|"
        rf"discuss) {THIS} |"
        rf"(?:i(?:'ll| will)|we(?:'ll| will)) (?:answer|do|tell you) (?:{THIS} )?)?(?:later|another time|"
        r"some other time|not now|tomorrow)(?: on)?",
    ),
    (
        "later",
        r"(?:(?:can|could) we |let'?s |let me |i(?:'ll| will) |we(?:'ll| will) |we can )(?:come back|"
        rf"get back|return)(?: to (?:{THIS}|you))?"
        rf"(?: (?:on|about|with) {THIS})?(?: later| another time| afterwards)?",
    ),
    ("later", rf"(?:let'?s )?(?:park|postpone|defer) {THIS}(?: question)?(?: for later)?"),
    (
        "not_applicable",
        rf"(?:n/?a|(?:{THIS} (?:is|'s) |{THIS}'s )?(?:not applicable|not relevant|irrelevant|no concern)|"
        rf"(?:{THIS} )?(?:does not|doesn'?t|do not|don'?t|won'?t) (?:really )?apply)"
        rf"(?: (?:here|to us|for us|in our case|to this|in this case|to me))*{REASON}",
    ),
    (
        "someone_else",
        r"(?:(?:you(?:'d| would|'ll| will)? (?:have|need) to|you (?:should|could|must|can)|better|please|go|"
        r"i(?:'d| would)? (?:have|need) to|"
        r"we(?:'d| would)? (?:have|need) to|let me|i(?:'ll| will)) )?(?:ask|check with|"
        rf"talk to) {WHO}(?: (?:about|for) {THIS}| that)?",
    ),
    ("someone_else",
        r"(?:that|this|it)(?:'s| is) (?:really )?(?:a question |something |one |up |a call |"
        rf"a decision )?(?:for|to) {WHO}(?: to (?:answer|decide|say|tell|judge))?"),
    ("someone_else",
        rf"(?:only |maybe |probably |perhaps )?{WHO} (?:knows|would know|should know|might know|will know|"
        rf"has to answer|has to say|can answer|can tell you)(?: {THIS})?"),
    ("someone_else", rf"not my (?:call|decision|area|department)[\s,.;:–-]+(?:but )?(?:it'?s |that'?s |ask )?{WHO}(?:'s)?"),
    (
        "enough",
        r"(?:(?:i think |i guess )?(?:that'?s |that is |this is |it'?s )?enough(?: (?:questions|for today|"
        r"already|of this|of that))?|stop(?: asking(?: questions| me)?| it)?|"
        r"no more questions|i'?m done|we'?re done|i am done|we are done|done|finished|finish(?: up| it)?|"
        r"wrap (?:it )?up|let'?s (?:wrap (?:it |this )?up|finish|stop))"
        r"(?:[\s,.;:!–-]+(?:and )?(?:just |please |now |you can )*(?:write|wrap|give|make|show|produce|"
        r"generate|create|finish|export|draft)\b.{0,60})?",
    ),
    (
        "enough",
        r"(?:(?:just|please|now|go ahead and|can you|could you|let'?s|you can) )*(?:write|generate|produce|"
        r"create|give me|show me|make|draft|export) "
        r"(?:(?:it|this|that|everything|what (?:you|we) have|the (?:(?:final|whole) )?(?:document|doc|"
        r"design|report|adr|summary|result|write-?up))(?: (?:up|down|out|already))?)",
    ),
    (
        "undo",
        r"(?:can (?:we|you) |let me |please |i want to |let'?s )?(?:undo|revert|scratch|strike|retract|"
        rf"take back|delete)(?: (?:{THIS}|my|the)?\s?(?:last |previous )?(?:answer|message|one|thing|step)?)?",
    ),
    ("undo",
        rf"(?:can we |let me |please |i want to |let'?s )?(?:take {THIS} back|go back(?: (?:one|a) step| one|"
        r" to the (?:previous|last) (?:question|one))?|back)"),
    ("undo",
        r"(?:please )?(?:forget|ignore|disregard) (?:that|it|what i (?:just )?(?:said|wrote)|"
        r"my last (?:answer|message))"),
    (
        "why",
        rf"(?:why|what for|how so|why (?:do|are|would|should) you .{{2,60}}|"
        rf"why (?:does|is|would|should) (?:{THIS} )(?:matter|relevant|important|needed|necessary|asked|"
        rf"interest).{{0,40}}|"
        rf"why {THIS}(?: question)?|how (?:is|does) {THIS} (?:relevant|matter|help).{{0,20}}|what(?:'s|"
        rf" is) the (?:point|use)(?: of {THIS})?|"
        rf"what do you mean(?: (?:by|with) .{{2,60}})?|what does {THIS} mean|"
        rf"(?:i )?(?:don'?t|do not|didn'?t) (?:understand|get|follow)(?: (?:{THIS}|what you mean|you))?|"
        rf"(?:can|could) you (?:please )?(?:explain|rephrase|clarify|repeat)(?: {THIS}| what you mean)?|huh|"
        r"come again|say again|rephrase|explain)",
    ),
    ("affirm", rf"(?:{YES}[\s,.!]*)+(?: please)?"),
    ("deny", rf"(?:{NO}[\s,.!]*)+"),
    (
        "correct",
        r"(?:no|nope|wrong|incorrect|not quite|wait|no wait|oops|sorry|actually|hold on|that'?s (?:wrong|"
        r"not right|not correct))\b[\s,.:;!–-]+(?:wait[\s,]+)?"
        r"(?P<detail>(?:.{1,120}\W(?:not|instead of|rather than)\s.{1,120}|(?:i meant|i said|make (?:that|"
        r"it)|(?:it|that|this) should (?:be|read|say)|"
        r"(?:it|that|this) was supposed to be|it'?s actually)\s.{1,200}))",
    ),
    ("correct", r"(?:small |one |a )?correction\s*[,:–-]+\s*(?P<detail>.{1,200})"),
    ("correct", r"(?P<detail>(?:i meant|i mean to say|what i meant (?:was|is)|make that)\s.{1,200})"),
    ("correct",
        r"(?:please )?(?P<detail>(?:change|correct|fix|replace) (?:the |my |that |this )?[\w ]{2,40} (?:to|"
        r"with|into|by) .{1,100})"),
)  # fmt: skip

LONGEST_WISH = 300
NOT_A_PERSON = words(
    """
    i we you it that this they he she nobody noone everybody everyone someone somebody anyone no one what which for to
    about if when why how around again later me us them users customers people
    """
)


@cache
def _patterns() -> tuple[tuple[Intent, re.Pattern[str]], ...]:
    return tuple((intent, re.compile(rf"{LEAD}(?:{form}){TAIL}", re.IGNORECASE | re.DOTALL)) for intent, form in FORMS)


def meant(text: str) -> Meant:
    plain = " ".join(text.replace("’", "'").split())
    if plain in SIGNS:
        return Meant(intent=SIGNS[plain])
    if not any(char.isalnum() for char in plain):
        return Meant(intent="blank")
    if plain.startswith("/"):
        return _command(plain)
    if len(plain) > LONGEST_WISH:
        return Meant(intent="answer")
    for intent, pattern in _patterns():
        match = pattern.fullmatch(plain)
        if match is not None and (wish := _wish(intent, match)) is not None:
            return wish
    return Meant(intent="answer")


def _command(plain: str) -> Meant:
    name, _, rest = plain.partition(" ")
    intent = COMMANDS.get(name.lower())
    return Meant(intent=intent, detail=rest.strip() or None) if intent else Meant(intent="answer")


def _wish(intent: Intent, match: re.Match[str]) -> Meant | None:
    detail = match.groupdict().get("detail")
    if detail is None:
        return Meant(intent=intent)
    detail = detail.strip(" ,.;:!?()-–")
    if intent in ("unknown", "someone_else") and _is_nobody(detail):
        return None
    return Meant(intent=intent, detail=detail or None)


def _is_nobody(who: str) -> bool:
    first = who.lower().split()[:1]
    return not first or first[0] in NOT_A_PERSON
