"""How much an answer says: nothing, that it is not known, that there is none, something vague, or something to hold on to.

Pressing somebody who answered properly costs more than letting a vague answer pass, so an answer is
vague only when it judges, generalises or counts without a number and nothing beside that is specific.
"""

import re
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from assistant.domain.reading.facts import Fact, Reading, Span
from assistant.domain.reading.wordlists import words
from assistant.domain.reading.words import DIMENSIONS, FUNCTION_WORDS, GENERIC_WORDS, ROLES, VAGUE

Substance = Literal["empty", "unknown", "none", "vague", "precise"]


class Assessment(BaseModel):
    model_config = ConfigDict(frozen=True)

    substance: Substance
    vague: tuple[str, ...] = ()
    """The words that say too little, verbatim; may be empty for an answer that is vague as a whole."""
    owner: str | None = None
    """Who would know, when the answer is not known."""
    hedged: bool = False


# -- not knowing -------------------------------------------------------------------------------------------------------

WE = r"(?:i|we|they|you)"
ADVERBS = (
    r"(?:really |honestly |just |simply |actually |still |also |even |exactly |quite |entirely |"
    r"completely |yet |ever |never ){0,4}"
)
OPENS = r"^\W*(?:(?:honestly|really|still|sorry|well|hmm|um|and|but|so|i'm afraid|good question)\W+){0,3}"
LOOKED = (
    r"(?:knows?|measured?|measures|timed?|count(?:s|ed)?|look(?:s|ed)?(?: into)?|check(?:s|ed)?|"
    r"track(?:s|ed)?|asked|told|wrote|thought|think|calculated?|"
    r"record(?:s|ed)?|tested|talked|discussed|decided?|defined?|agreed?|found out|figured|worked (?:it|"
    r"that) out|let)"
)


def _any_of(*forms: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in forms), re.IGNORECASE)


NOT_KNOWN = _any_of(
    rf"(?:{OPENS}|\b{WE} {ADVERBS})(?:don'?t|do not|didn'?t|can ?not|can'?t|couldn'?t) {ADVERBS}(?:know|"
    r"tell|say)\b",
    rf"{OPENS}(?:(?:you|we|i)(?:'d| would|'ll| will)? (?:have|need)(?: to)? |you (?:should|could|can|"
    rf"must) |please |better |maybe |just ){{0,3}}ask (?!for\b)\w+",
    r"\b(?:would|will|might|should) (?:have to )?know(?: (?:that|this|it|more|better))?\W*$",
    rf"{OPENS}(?:only |maybe |perhaps |probably )?(?:the |our |my )?[\w ]{{2,30}} knows? (?:that|this|it)\W*$",
    r"\b(?:it|that|this) (?:has not|hasn't|was not|wasn't|was never|has never) (?:yet )?been (?:decided|defined|measured|agreed|clarified|discussed)\b",
    r"\b(?:has|have|needs?) to (?:answer|tell|say|decide)(?: (?:that|this|it|you|us))?\W*$",
    r"\bwould (?:have|need) to (?:answer|tell|say|look|list|check|ask|find|measure|count|dig|know)\b",
    r"\b(?:absolutely |really )?no (?:idea|clue)\b|\b(?:dunno|idk|unsure)\b|not a clue|"
    r"haven'?t (?:got )?(?:a|the) (?:clue|idea|faintest)|without a clue",
    r"\b(?:no|(?:don'?t|do not) have (?:any|the|exact)) (?:exact |real |hard )?(?:numbers|figures|data|"
    r"stats|statistics|metrics|measurements)"
    r"(?:\W*$| (?:yet|available|on (?:that|this|it)|about (?:that|this|it)|for (?:that|this|it)|so far|"
    r"at hand|here|to go by)\b)",
    rf"(?:{OPENS}|\b{WE}(?:'m| am|'re| are) {ADVERBS})not {ADVERBS}(?:sure|certain)\b|"
    rf"\b{WE} aren'?t {ADVERBS}(?:sure|certain)\b",
    rf"(?:{OPENS}|\b(?:it|that|this|which)(?:'s| is) {ADVERBS})(?:not|isn'?t) {ADVERBS}(?:clear|known|"
    r"decided|defined|agreed|measured)\b|\bnot yet (?:clear|known|decided|defined|agreed|measured)\b",
    r"\b(?:hard|difficult|impossible|too early) to (?:say|tell|know|estimate|judge)\b",
    rf"(?:{OPENS}|\b(?:is|are|still|it's|that's|all) )(?:unknown|undecided|unclear|tbd|tbc|open|"
    r"to be (?:defined|determined|decided|confirmed))(?:\W*$| (?:yet|to us|so far|at the moment|for now|"
    r"who|what|which|how|when|if|whether)\b)",
    r"your guess is as good as mine|beats me|who knows(?=\W*$|,| (?:how|what|when|where|why|if|whether)\b)|never told (?:us|me)\b",
)
NOT_LOOKED_AT = _any_of(
    rf"\b(?:nobody|no one|no-one|noone) (?:has |have |had )?{ADVERBS}(?:here )?{LOOKED}\b",
    rf"(?:{OPENS}|\b{WE} )(?:have |has |had )?never (?:been )?{ADVERBS}{LOOKED}\b",
    rf"(?:{OPENS}|\b{WE} )(?:haven'?t|have not|hadn'?t|didn'?t|did not|don'?t|do not) {ADVERBS}{LOOKED}\b",
)
"""A figure that nobody looked at is not known; told of a thing, "nobody looked at the backups" may be the very cause asked for."""
ONLY_NOT_EXACTLY = re.compile(r"\b(?:exact(?:ly)?|precise(?:ly)?|for sure|by heart|offhand)\b", re.IGNORECASE)
""" "I don't know exactly" announces an estimate."""
PERSON_NAME = (
    r"(?:(?:the|our|my|their|a|someone (?:from|in|at)|somebody (?:from|in|"
    r"at)) )?[\w'’.&-]+(?: (?!would\b|has\b|have\b|must\b|might\b|should\b|can\b|could\b|knows?\b|"
    r"will\b|about\b|for\b|first\b|to\b|and\b|or\b|because\b|but\b|who\b|that\b|this\b|"
    r"it\b)[\w'’.&-]+){0,3}"
)
OWNERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:ask|check with|talk to|up to|a question for|question of|call of|matter for|decision of|"
        rf"depends on what|wait for|know from)\s+(?P<owner>{PERSON_NAME})",
        r"(?:^|[,.;:–-]\s*|\b(?:but|only|maybe|perhaps|probably|because|and|think|guess|suppose|something|"
        rf"thing) )(?:only |maybe |perhaps )?(?P<owner>{PERSON_NAME})\s+(?:would (?:have to|need to|know)|"
        r"has to|have to|might know|should know|must know|will know|knows?|can tell|could tell|decides?|"
        r"handles?|owns?|has (?:the|those|these|all)|have (?:the|those|these)|keeps? (?:the|track|that)|"
        r"is the one|looks? after)\b",
        rf"\b(?:that|it|this)(?:'s| is)\s+(?P<owner>{PERSON_NAME})'s (?:call|decision|question|job|area|"
        r"department|business)\b",
    )
)
NOT_AN_OWNER = words(
    """
    i we you it that this they he she me us nobody noone no everybody everyone somebody anybody one what which who
    there here nothing something not and but don't can't didn't no-one haven't isn't won't yes well so maybe that's
    it's there's only
    """
)

# -- none --------------------------------------------------------------------------------------------------------------

NONE = re.compile(
    r"(?:(?:well|no|so|honestly|really|actually|and|but|also|currently|at the moment|right now|for now|"
    r"today|as far as i know)[\s,]+)*"
    r"(?:none|nothing|nobody|no one|no-one|nowhere|nil|zero|n/?a|not any|"
    r"(?:there (?:is|are|was|were|will be|would be)|there's|we have|we've got|i have|it has|we see|"
    r"we need|we want|we expect|it needs|it stores|it holds|it uses|has|have|with)?\s*(?:no|not a|"
    r"not any|zero|none|nothing|nobody) ?[\w'/-]*|"
    r"(?:we|i|it|there) (?:don'?t|do not|doesn'?t|does not|isn'?t|aren'?t|haven'?t|hasn'?t) (?:have |"
    r"need |hold |store |use |expect |got )?any(?:thing|body|one)?\b|no)"
    r"(?:\s+[\w'/-]+){0,6}",
    re.IGNORECASE,
)
NOBODY_DOES = re.compile(r"(?:nobody|no one|no-one|nothing)\s+(?!else\b|at all\b|more\b|that\b|to\b)\w+", re.IGNORECASE)
""" "nobody waits for it" says there is none; "nobody can enter the building" says what happens."""
NONE_AT_ALL = re.compile(
    r"(?:no[,\s]+)?(?:none|nothing|nobody|no one|nil|zero)(?: (?:at all|really|yet|so far|else|more))*|no",
    re.IGNORECASE,
)
SAYS_NONE_FIRST = re.compile(r"(?:(?:really|honestly|well)[ ,]+)?(?:none|nothing|nil|zero)(?: at all)?", re.IGNORECASE)
"""A sentence of its own that answers how much: what follows explains it."""
FILLER = re.compile(
    r"(?:really|honestly|i think|i guess|i suppose|so far|yet|for now|at the moment|right now|"
    r"as far as i know|(?:not )?that (?:i|we)(?:'m| am|'re| are)? (?:know|aware|can think)(?: of)?|"
    r"to be honest|actually|today|at all|thanks|sorry|ok|okay|well|yes|no|of course|obviously|"
    r"basically)+",
    re.IGNORECASE,
)
MOST_WORDS_OF_A_NONE = 9

# -- hedges, comparisons -----------------------------------------------------------------------------------------------

HEDGE = re.compile(
    r"\b(?:maybe|perhaps|probably|possibly|i (?:think|guess|suppose|believe|hope|assume|reckon|imagine)|"
    r"we (?:think|guess|suppose|believe|hope|assume)|hopefully|might|could be|not (?:quite |entirely |"
    r"totally |100 ?% )?(?:sure|certain)|"
    r"as far as (?:i|we) know|off the top of my head|ballpark|(?:rough|wild|educated) guess|guessing|"
    r"guesstimate|more or less|i'?d say|something like|don'?t know exactly|no exact|presumably|"
    r"supposedly|apparently|from memory|if i remember|give or take)\b",
    re.IGNORECASE,
)
COMPARISON = re.compile(
    r"(?:(?:^|[,;]\s*)(?:just |a bit |more |sort of |kind of )?like|\b(?:similar to|comparable (?:to|"
    r"with)|on par with|the same as|same as|as \w+ as(?! (?:possible|needed|necessary|required|we can|it gets|you can)))|"
    r"\b(?:fast|quick|good|easy|simple|snappy|smooth|instant|stable|reliable|slick|cool|big|just|feels?|"
    r"works?|behaves?|looks?|more|stuff|things) like)\s+.*",
    re.IGNORECASE,
)
MAGNITUDE = re.compile(
    r"^(?:(?:many|several|some|a few|tens? of)\s+)?(?:dozens|hundreds|thousands|millions|billions)\b", re.IGNORECASE
)
PERIOD = re.compile(
    r"\b(?:an?|one|half an?|every|each|per|over)\s+(?:\w+\s+)?(?:second|minute|hour|day|week|weekend|"
    r"month|quarter|year|night|morning|afternoon|evening|shift|sprint|season)\b|"
    r"\bwithin (?:milliseconds|seconds|minutes|hours|days)\b|\b(?:opening|office|working|business|"
    r"school|shop|night) (?:hours|time)\b|\bovernight\b",
    re.IGNORECASE,
)
"""Plain words for a length, a pace or a stretch of the day, told without a figure."""
LENGTH = re.compile(
    r"\bwithin (?:milliseconds|seconds|minutes|hours|days)\b|\bovernight\b|\b(?:opening|office|working|"
    r"business|school|shop) hours\b|\bwithin (?:the|an?|one) (?:second|minute|hour|day|week|month)\b|"
    r"\b(?:an?|one|half an?) (?:second|minute|hour|day|week) (?:without|down|off|offline|of (?:it|waiting|downtime))\b|"
    r"\b(?:the )?(?:next|same|following) (?:business |working )?(?:day|morning|evening|night|afternoon|"
    r"shift|weekday)\b|\bend of (?:the |each )?(?:day|shift|morning)\b",
    re.IGNORECASE,
)
"""Those that say how long or until when."""
LASTING = frozenset({"duration", "time", "date"})
HOW_LONG = LASTING | {"percent"}
"""Where nothing else is wanted, words that tell of no time do not answer: "couriers and the webshop" is who waits."""
TIME_IN_WORDS = re.compile(
    r"\b(?:before|until|till|after|when(?:ever)?|while|during|once|as soon as|by the|as long as|between|since|daily|hourly|weekly|"
    r"nightly|monthly|overnight|tonight|today|tomorrow|later|never|any ?time|real[- ]time|right away|"
    r"straight away|seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?|mornings?|noon|lunch|"
    r"afternoons?|evenings?|nights?|weekends?|shifts?|season|spring|summer|autumn|winter|holidays?|sprint|release|deadlines?|"
    r"nobody|no one|no-one|nothing|does(?:n't| not) matter|do(?:n't| not) (?:care|mind)|not urgent|no (?:hurry|rush)|"
    r"asap)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W_]+(?:['’./-][^\W_]+)*")

CONCRETE = 3
"""Specific words in a clause, an anchor counting double, from which it stands on its own."""
CONCRETE_AND_VAGUE = 4
"""The same for a clause that also judges or generalises."""
CONCRETE_WITHOUT_FIGURE = 5
"""The same where a figure was wanted as well."""
AN_ENUMERATION = 3
"""Clauses that each name something, from which a single judgement among them is no matter."""
ENOUGH_TO_BE_TOLD = 2
"""Specific words from which "nobody does …" or "there is no …" tells what happens."""
DOMINATES = 5
"""How much must be told beside "I don't know" for the answer to be what was told."""

QUANTITIES = ("number", "rate", "money", "size", "percent", "duration", "date", "time", "people")
NAMES = ("product", "person", "region", "regulation")


class Weight(NamedTuple):
    """What one clause holds once judgements, comparisons and words that name nothing are taken out."""

    vague: tuple[str, ...]
    specific: int
    anchors: int
    """Figures, names, roles and places."""
    dimensions: int

    @property
    def total(self) -> int:
        return self.specific + 2 * self.anchors


def assess(reading: Reading, needs: tuple[str, ...]) -> Assessment:
    """How much the message says; any one of the kinds in `needs` makes it concrete, none asked for means words will do."""
    text = _straight(reading.text)
    if not any(char.isalnum() for char in text):
        return Assessment(substance="empty")
    clauses = _clauses(reading)
    unknown = [clause for clause in clauses if _is_not_known(clause, text, needs)]
    hedged = bool(HEDGE.search(text)) or bool(unknown) or any(fact.hedged for fact in reading.facts)
    fitting = _fitting(reading, needs)
    if _says_none(clauses, needs) and all(fact.negated or fact.high == 0 for fact in fitting):
        return Assessment(substance="none", hedged=hedged)
    if fitting or (LASTING.intersection(needs) and LENGTH.search(text)):
        return Assessment(substance="precise", hedged=hedged)
    if unknown and _dominates(unknown, clauses, reading):
        return Assessment(substance="unknown", owner=_owner(reading.text), hedged=bool(HEDGE.search(text)))
    weights = [_weigh(clause, reading) for clause in clauses if clause not in unknown]
    timeless = HOW_LONG.issuperset(needs) and "duration" in needs and not TIME_IN_WORDS.search(text)
    if not timeless and _is_precise(weights, needs):
        return Assessment(substance="precise", hedged=hedged)
    vague = tuple(dict.fromkeys(word for weight in weights for word in weight.vague))
    return Assessment(substance="vague", vague=vague, hedged=hedged)


def _is_precise(weights: list[Weight], needs: tuple[str, ...]) -> bool:
    if not any(weight.vague for weight in weights):
        if needs and len(weights) == 1:
            return weights[0].total >= ENOUGH_TO_BE_TOLD
        return any(weight.total or (weight.dimensions and not needs) for weight in weights)
    if not needs:
        return any(weight.total >= (CONCRETE_AND_VAGUE if weight.vague else CONCRETE) for weight in weights)
    naming = [weight for weight in weights if weight.total]
    if len(naming) >= AN_ENUMERATION and sum(bool(weight.vague) for weight in weights) == 1:
        return True
    concrete = [w.total for w in weights if w.total >= (CONCRETE_WITHOUT_FIGURE if w.vague else CONCRETE)]
    return sum(concrete) >= CONCRETE_WITHOUT_FIGURE


def _dominates(unknown: list[Span], clauses: list[Span], reading: Reading) -> bool:
    """Whether not knowing comes first and little is told beside it, whoever would know left aside."""
    if any(_weigh(clause, reading).total for clause in clauses[: clauses.index(unknown[0])]):
        return False
    owner = _owner(reading.text)
    rest = [clause for clause in clauses if clause not in unknown and not (owner and owner in clause.quote)]
    return sum(weight.total for weight in (_weigh(clause, reading) for clause in rest) if not weight.vague) < DOMINATES


def _clauses(reading: Reading) -> list[Span]:
    if reading.clauses:
        return list(reading.clauses)
    return [
        Span(quote=match.group(), start=match.start(), end=match.end())
        for match in re.finditer(r"[^\s.,;:!?][^.,;:!?\n]*", reading.text)
    ]


def _straight(text: str) -> str:
    return text.replace("’", "'")


def _is_not_known(clause: Span, text: str, needs: tuple[str, ...]) -> bool:
    quote = _straight(clause.quote)
    if ONLY_NOT_EXACTLY.search(quote):
        return False
    if NOT_KNOWN.search(quote):
        return True
    return NOT_LOOKED_AT.search(quote) is not None and (
        bool(needs) or not _specific_words(_blanked(NOT_LOOKED_AT, text))
    )


def _is_filler(clause: Span) -> bool:
    quote = _straight(clause.quote).strip(" .!?")
    return bool(FILLER.fullmatch(quote)) or all(
        match.group().lower() in FUNCTION_WORDS for match in WORD.finditer(quote)
    )


def _says_none(clauses: list[Span], needs: tuple[str, ...]) -> bool:
    """Every clause says that there is none of it, or adds nothing; the absence of something bad is a wish, not a none."""
    quotes = [_straight(clause.quote).strip(" .!?") for clause in clauses]
    said = [quote for clause, quote in zip(clauses, quotes, strict=True) if not _is_filler(clause)] or quotes
    if needs and SAYS_NONE_FIRST.fullmatch(quotes[0]) and clauses[0].quote.rstrip()[-1:] in (".", ";", "!"):
        return True
    if NONE_AT_ALL.fullmatch(quotes[0]):
        said = [quotes[0], *(quote for quote in said if _specific_words(VAGUE.sub(" ", quote)))]
    return sum(len(quote.split()) for quote in said) <= MOST_WORDS_OF_A_NONE and all(
        NONE.fullmatch(quote)
        and not VAGUE.search(quote)
        and not NOT_KNOWN.search(quote)
        and not (needs and NOT_LOOKED_AT.search(quote))
        and not _tells_what_happens(quote, needs)
        for quote in said
    )


def _tells_what_happens(quote: str, needs: tuple[str, ...]) -> bool:
    """Where a figure was asked for, "no dedicated test servers" says none; otherwise so much may be a cause or a rule."""
    told = len(_specific_words(quote))
    if NOBODY_DOES.match(quote):
        return told >= (ENOUGH_TO_BE_TOLD if needs else 1)
    return not needs and told >= ENOUGH_TO_BE_TOLD


def _fitting(reading: Reading, needs: tuple[str, ...]) -> list[Fact]:
    """Facts of a wanted kind that give a value: not a name compared with, a bare magnitude or an absolute."""
    text = _straight(reading.text)
    compared = [match.span() for match in COMPARISON.finditer(text)]
    vague = [match.span() for match in VAGUE.finditer(text)]
    return [
        fact
        for fact in reading.facts
        if (fact.kind in needs or (fact.kind == "number" and fact.unit is None and "money" in needs))
        and not MAGNITUDE.match(fact.quote)
        and not (fact.kind in NAMES and _within(fact, compared))
        and not _within(fact, vague)
        and not (fact.kind == "percent" and fact.low == 100)
    ]


def _within(fact: Fact, spans: list[tuple[int, int]]) -> bool:
    return any(start <= fact.start and fact.end <= end for start, end in spans)


def _weigh(clause: Span, reading: Reading) -> Weight:
    quote = _blanked(COMPARISON, _straight(clause.quote))
    hits = list(VAGUE.finditer(quote))
    rest = _blanked(VAGUE, quote)
    facts = [fact for fact in reading.facts if clause.start <= fact.start and fact.end <= clause.end]
    facts = [fact for fact in facts if not fact.negated and not MAGNITUDE.match(fact.quote)]
    facts = [fact for fact in facts if rest[fact.start - clause.start : fact.end - clause.start].strip()]
    beside = _without_facts(rest, clause, facts)
    opens = clause.start == 0 or reading.text[: clause.start].rstrip()[-1:] in (".", "!", "?")
    return Weight(
        vague=tuple(clause.quote[hit.start() : hit.end()].strip() for hit in hits),
        specific=len(_specific_words(rest)),
        anchors=len(facts)
        + len(PERIOD.findall(beside))
        + sum(_names_somebody(match.group(), opens and match.start() == 0) for match in WORD.finditer(beside)),
        dimensions=len(_words(rest) & DIMENSIONS),
    )


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    """The text with what the pattern finds turned to blanks, so that offsets stay."""
    return pattern.sub(lambda match: " " * len(match.group()), text)


def _without_facts(rest: str, clause: Span, facts: list[Fact]) -> str:
    for fact in facts:
        start, end = fact.start - clause.start, fact.end - clause.start
        rest = rest[:start] + " " * (end - start) + rest[end:]
    return rest


def _specific_words(text: str) -> set[str]:
    return {word for word in _words(text) if word not in FUNCTION_WORDS and word not in GENERIC_WORDS}


def _words(text: str) -> set[str]:
    return {match.group().lower() for match in WORD.finditer(text)}


def _names_somebody(word: str, opens_sentence: bool) -> bool:
    """A role, an acronym, or a name by its capital letter."""
    if word.lower() in FUNCTION_WORDS or word.lower() in GENERIC_WORDS:
        return False
    return word.lower() in ROLES or (len(word) > 1 and word.isupper()) or (word[0].isupper() and not opens_sentence)


def _owner(text: str) -> str | None:
    for pattern in OWNERS:
        for match in pattern.finditer(_straight(text)):
            owner = text[match.start("owner") : match.end("owner")].strip(" .,")
            spoken = _straight(owner).lower().split()
            if spoken and spoken[0] not in NOT_AN_OWNER and not all(word in FUNCTION_WORDS for word in spoken):
                return owner
    return None
