"""People who build or run a thing, counted or missing ("four backend developers", "no DBA"), and people who decide."""

from collections.abc import Sequence

from assistant.domain.reading.amounts import Amount, amount_at
from assistant.domain.reading.found import Found
from assistant.domain.reading.nouns import MODIFIERS, NOT_IN_A_PHRASE, noun_at, singular
from assistant.domain.reading.passage import Passage
from assistant.domain.reading.tokens import Phrases, Token, glued_at, kind_at, low_at
from assistant.domain.reading.wordlists import phrases, words
from assistant.domain.reading.words import DIMENSIONS, FUNCTION_WORDS, GENERIC_WORDS

BUILDERS = words(
    "developer dev engineer programmer coder designer tester qa dba sre sysadmin administrator architect "
    "contractor freelancer intern devops backender frontender fte technician scientist webmaster ops "
    "maintainer"
)
"""Head nouns of roles that build or run software, whatever stands before them."""

ANYBODY = words(
    "person people guy colleague folk head employee staff member specialist expert admin student consultant "
    "volunteer trainee"
)
TECHNICAL_MODIFIERS = words(
    "database db backend back-end frontend front-end fullstack full-stack infra infrastructure ops operations "
    "platform data devops dev it security test testing qa mobile ios android cloud network support product "
    "tech technical software full-time part-time fulltime parttime on-call team"
)
TEAM_WORDS = words(
    "team teams squad crew developers devs engineers engineering build builds building maintain maintains "
    "maintaining on-call hire hiring staffed us we're ops"
)
USING = words(
    "use uses using used log logs login visit visits read reads click see sees enter enters order orders book "
    "books buy buys subscribe subscribed sign signed register registered search searching wait waiting"
)

TEAM_TAILS = Phrases.listed({
    True: (
        "in one team|in a team|in the team|in my team|in our team|on the team|on my team|on our team|in total|"
        "on call|of us|on staff"
    ),
})  # fmt: skip
ON_CALL = Phrases({"on call": "on call", "on - call": "on call", "oncall": "on call"})
AFTER_A_NAME = words(
    "half full part for in from on with at who both only evenings weekends parttime part-time half-time"
)
COMPANIONS = words(
    "other others person people colleague colleagues developer developers dev devs engineer engineers "
    "cofounder co-founder friend wife husband partner brother sister intern freelancer guy guys contractor"
)
ALONE: Phrases[float] = Phrases.listed({
    1.0: (
        "just me|i'm the only developer|i am the only developer|im the only developer|i'm the only engineer|only me|me alone|i'm alone|i am alone|im alone|it's me alone|solo founder|solo developer|"
        "one-man show|one man show|only myself|just myself"
    ),
})  # fmt: skip
NONE_OF = Phrases.listed({
    True: (
        "no|without a|without an|without any|without|don't have a|don't have an|don't have any|dont have a|"
        "dont have any|do not have a|do not have any|not a single|lack a|no dedicated|"
        "don't have a dedicated|nobody"
    ),
})  # fmt: skip
MISSING_ROLES = words(
    "dba dbas sre sres devops ops sysadmin sysadmins administrator tester testers designer designers developer "
    "developers dev devs engineer engineers architect"
)  # fmt: skip

DECIDERS: Phrases[str] = Phrases(
    (role, role)
    for role in phrases(
        "chief executive officer|chief technology officer|chief operating officer|chief financial officer|"
        "chief product officer|chief information officer|chief information security officer|privacy officer|"
        "data protection officer|security officer|compliance officer|product owner|product manager|"
        "project manager|program manager|programme manager|engineering manager|team lead|tech lead|"
        "technical lead|lead developer|lead engineer|line manager|account manager|it manager|operations manager|"
        "security manager|office manager|general manager|finance manager|managing director|finance director|"
        "medical director|founder|co-founder|cofounder|owner|boss|manager|director|auditor|controller|accountant|"
        "lawyer|legal counsel|steering committee|board|works council|ethics board|legal department|"
        "finance department|security team|legal team|finance team|platform team|head of product|"
        "head of engineering|head of it|head of operations|head of sales|head of support|head of finance|"
        "head of data|head of security|head of legal|head of marketing|head of hr|vp of engineering|"
        "vp engineering|vp of product|vp product|vp of sales|partner manager|warehouse manager|support lead|"
        "investor|sponsor|treasurer|chairman|chair|dean|registrar|mayor"
    )
)
ACRONYM_ROLES = words("CEO CTO COO CFO CIO CPO CISO DPO CMO CRO CDO VP PM PO")
OWNERS = words("our my the their a an")
DEPARTMENTS = words("legal finance procurement compliance purchasing audit")
BEFORE_A_DEPARTMENT = words("from with by ask asked via at and")
AFTER_A_DEPARTMENT = words(
    "decides decide must signs sign approves approve says said wants want needs has have will won't insists "
    "reviews asked"
)
TEAMS = words(
    "hr it security infosec marketing sales operations ops accounting controlling engineering support management it logistics"
)
"""Departments that are things as well, so that they count only beside a deed of deciding."""
TITLES = words("dr prof professor mr mrs ms mx")
DECIDES = Phrases.listed({
    True: (
        "decides|approves|signs|agrees|vetoes|sponsors|owns|knows|has the last word|has the final word|has the final say|"
        "has the last say|has a veto|has a say|wants a say|has to be asked|is the sponsor|is the owner|is responsible|"
        "is accountable|is in charge|knows about"
    ),
})  # fmt: skip
DECIDE = Phrases.listed(
    {True: "decide|approve|sign|agree|own|know|have the last word|have the final say|have a veto|have a say"}
)
MAY_OR_MUST = Phrases.listed({
    True: (
        "has to|have to|had to|needs to|need to|must|will|would|should|can|could|may|might|gets to|wants to|will have to|"
        "would have to|should also|must also|must first"
    ),
})  # fmt: skip
DEED_OF_DECIDING = Phrases.listed(
    {
        True: "decide|approve|sign|sign off|agree|veto|sponsor|know|stop it|stop this|say yes|say no|give the ok|confirm it|release it"
    }
)
ASKED = Phrases.listed({
    True: (
        "ask|asking|talk to|check with|up to|decision of|decision by|decision from|approval of|approval from|approval by|"
        "approved by|signed by|signed off by|sign off from|sign off by|sign - off from|sign - off by|owned by|decided by|"
        "question for|decision lies with|decision is with|decision rests with|sponsored by|yes from|yes of|ok from|okay from"
    ),
})  # fmt: skip
LONGEST_ASKED = 4
THEIRS = words("call decision approval sign-off okay ok word veto budget")
SOUNDS_LIKE_A_THING = ("tion", "sion", "ment", "ness", "ity", "ing", "ance", "ence", "ship", "ism")
SOUND_LIKE_MANY = ("ers", "ors", "ists", "ents", "ants", "ees", "ies")
ABSTRACT = words("taste age reality weather luck history fate chance fear habit data technology nature politics")
MOST_NAMED_TOGETHER = 4
MOST_PARTS_OF_A_NAME = 3
PARTICLES = words("van von de der den di da la el al bin ter")
WORKS_IN_OPS = words("team people person staff engineer engineers")


def staff_at(passage: Passage, amount: Amount, unit_at: int) -> Found | None:
    """The counted people who build or run, where that is what this amount counts."""
    tokens = passage.tokens
    first = amount.first
    if (call := ON_CALL.at(tokens, unit_at)) is not None:
        return Found("people", first, call.stop, amount.low, amount.high, noun="on call")
    if (tail := TEAM_TAILS.at(tokens, unit_at)) is not None and low_at(tokens, unit_at + 1) != "total":
        return Found("people", first, tail.stop, amount.low, amount.high)
    hyphen = low_at(tokens, unit_at) == "-" and glued_at(tokens, unit_at)
    if low_at(tokens, unit_at + hyphen) in {"person", "people", "man", "developer"}:
        group = low_at(tokens, unit_at + hyphen + 1)
        if group in {"team", "crew", "squad"}:
            return Found("people", first, unit_at + hyphen + 2, amount.low, amount.high, noun="team")
        if group in {"company", "startup", "firm", "business", "shop", "agency", "organisation", "organization"}:
            return Found("number", first, unit_at + hyphen + 2, amount.low, amount.high, unit="person")
    if hyphen:
        return None
    noun, stop = noun_at(tokens, unit_at)
    if noun is not None:
        return _role(passage, amount, noun, stop)
    if low_at(tokens, first - 1) == "of" and low_at(tokens, first - 2) in {"team", "squad", "crew"}:
        start = first - 3 if low_at(tokens, first - 3) in {"a", "our", "the"} else first - 2
        return Found("people", start, amount.stop, amount.low, amount.high, noun="team")
    if _counts_ourselves(tokens, first) and _ends_here(tokens, unit_at):
        return Found("people", first, amount.stop, amount.low, amount.high)
    return None


def _role(passage: Passage, amount: Amount, noun: str, stop: int) -> Found | None:
    tokens = passage.tokens
    role = [word for word in noun.split() if word not in MODIFIERS]
    if not role:
        return None
    using = any(low_at(tokens, stop + offset) in USING for offset in (0, 1))
    head, before = role[-1].lower(), [word.lower() for word in role[:-1]]
    technical = any(word in TECHNICAL_MODIFIERS for word in before)
    in_team = passage.has_near(TEAM_WORDS, amount.first, 6, 8) or _counts_ourselves(tokens, amount.first)
    builds = head in BUILDERS or (head in ANYBODY and (technical or in_team))
    if not builds or using or low_at(tokens, amount.first - 1) == "for":
        return None
    if (call := ON_CALL.at(tokens, stop)) is not None:
        stop = call.stop
    elif (tail := TEAM_TAILS.at(tokens, stop)) is not None:
        stop = tail.stop
    named = None if role == ["person"] else " ".join(role)
    return Found("people", amount.first, stop, amount.low, amount.high, noun=named)


def _counts_ourselves(tokens: Sequence[Token], index: int) -> bool:
    """Whether "we are", "we're" or "there are" stands before, with "only" and the like between."""
    before = index - 1
    while low_at(tokens, before) in {"only", "just", "about", "around", "now", "currently", "with", "maybe", "roughly"}:
        before -= 1
    if low_at(tokens, before) in {"we're", "were"}:
        return low_at(tokens, before) == "we're"
    return low_at(tokens, before) == "are" and low_at(tokens, before - 1) == "we"


def _ends_here(tokens: Sequence[Token], index: int) -> bool:
    return (
        index >= len(tokens)
        or (kind_at(tokens, index) == "mark" and tokens[index].low not in {"%", "-", "/"})
        or (low_at(tokens, index) in {"and", "but", "so", "now", "today", "who", "all", "building", "working"})
    )


def ourselves_at(passage: Passage, index: int) -> Found | None:
    """ "me and one other person", "me and my cofounder", "me and Kofi", "just me"."""
    tokens = passage.tokens
    if (alone := ALONE.at(tokens, index)) is not None:
        return Found("people", index, alone.stop, 1, 1)
    joint = index + 2 if low_at(tokens, index + 1) == "," else index + 1
    if low_at(tokens, index) not in {"me", "myself", "i"} or low_at(tokens, joint) not in {"and", "plus", "+", "&"}:
        return None
    following = joint + 1
    if following < len(tokens) and _is_name(tokens[following]) and _is_all_that_is_named(tokens, following + 1):
        return Found("people", index, following + 1, 2, 2)
    if low_at(tokens, following) in {"my", "a", "an"}:
        stop = following + 1
        while stop < following + 4 and low_at(tokens, stop) not in COMPANIONS and kind_at(tokens, stop) == "word":
            stop += 1
        stop = _after_hyphenated(tokens, stop)
        if low_at(tokens, stop) in COMPANIONS or low_at(tokens, stop - 1) in COMPANIONS | {"founder"}:
            return Found(
                "people", index, max(stop, following + 2) if low_at(tokens, stop) not in COMPANIONS else stop + 1, 2, 2
            )
        return None
    others = amount_at(tokens, following)
    if others is None:
        return None
    stop = others.stop
    if low_at(tokens, stop) not in COMPANIONS:
        noun, after = noun_at(tokens, stop)
        if noun is None or noun.split()[-1].lower() not in BUILDERS | COMPANIONS:
            return None
        return Found("people", index, after, others.low + 1, others.high + 1)
    while low_at(tokens, stop) in COMPANIONS:
        stop += 1
    return Found("people", index, stop, others.low + 1, others.high + 1)


def _is_all_that_is_named(tokens: Sequence[Token], index: int) -> bool:
    """A single first name: no other name, and no deed of the two ("me and Kofi", not "me and Kofi built it")."""
    return index >= len(tokens) or kind_at(tokens, index) == "mark" or low_at(tokens, index) in AFTER_A_NAME


def _after_hyphenated(tokens: Sequence[Token], index: int) -> int:
    """Index of the last part of "co-founder"."""
    if low_at(tokens, index) == "-" and low_at(tokens, index + 1) == "founder":
        return index + 2
    return index


def missing_at(passage: Passage, index: int) -> Found | None:
    """ "no DBA", "nobody on call", "we don't have an ops team": a role that is said to be absent."""
    tokens = passage.tokens
    absent = NONE_OF.at(tokens, index)
    if absent is None:
        return None
    stop = absent.stop
    if low_at(tokens, index) == "nobody":
        call = ON_CALL.at(tokens, stop) or (ON_CALL.at(tokens, stop + 1) if low_at(tokens, stop) == "is" else None)
        return None if call is None else Found("people", index, call.stop, 0, 0, noun="on call", negated=True)
    if (call := ON_CALL.at(tokens, stop)) is not None:
        return Found("people", index, call.stop, 0, 0, noun="on call", negated=True)
    said: list[str] = []
    while len(said) < 3 and kind_at(tokens, stop) == "word" and low_at(tokens, stop) not in NOT_IN_A_PHRASE:
        said.append(low_at(tokens, stop))
        stop += 1
        if said[-1] in MISSING_ROLES:
            break
    if (
        not said
        or said[-1] not in MISSING_ROLES
        or not set(said[:-1]) <= MODIFIERS | TECHNICAL_MODIFIERS | {"dedicated", "real"}
    ):
        return None
    if said[-1] in {"ops", "devops"} and low_at(tokens, stop) in WORKS_IN_OPS:
        said.append(low_at(tokens, stop))
        stop += 1
    role = " ".join(word for word in said if word not in {"dedicated", "real"})
    return Found("people", index, stop, 0, 0, noun=_role_name(role), negated=True)


def _role_name(role: str) -> str:
    """In the singular, and in capitals where the role is an acronym."""
    return (
        role.upper().removesuffix("S")
        if role in {"dba", "dbas", "sre", "sres"}
        else " ".join(map(singular, role.split(" ")))
    )


def decider_at(passage: Passage, index: int) -> Found | None:
    """A role or named person who may decide: "COO Henk", "our privacy officer", "legal signs"."""
    tokens = passage.tokens
    token = tokens[index]
    before = low_at(tokens, index - 1)
    if token.text in ACRONYM_ROLES:
        return _with_name(tokens, index, index + 1, token.text)
    if token.low in DEPARTMENTS:
        if (
            before in BEFORE_A_DEPARTMENT
            and _ends_phrase(tokens, index + 1)
            or low_at(tokens, index + 1) in AFTER_A_DEPARTMENT
        ):
            return Found("person", index, index + 1, noun=token.low)
        return None
    if token.low == "head" and low_at(tokens, index + 1) == "of" and _is_a_department(tokens, index + 2):
        return _with_name(tokens, index, index + 3, f"head of {low_at(tokens, index + 2)}")
    role = DECIDERS.at(tokens, index)
    if role is None:
        return _titled(tokens, index) or _team_that_decides(tokens, index) or _named_who_decides(passage, index)
    if before in OWNERS:
        return _with_name(tokens, index, role.stop, role.value)
    named = _with_name(tokens, index, role.stop, role.value)
    return named if named.name is not None or " " in role.value and before in {"", "."} else None


def _titled(tokens: Sequence[Token], index: int) -> Found | None:
    """ "Dr. Okafor", "Mrs Chen": a title makes any name a person."""
    if tokens[index].low not in TITLES or not tokens[index].text[0].isupper():
        return None
    first = index + 1 + (low_at(tokens, index + 1) == ".")
    stop = _after_name(tokens, first)
    return None if stop == first else Found("person", index, stop, name=_spelled(tokens, first, stop))


def _team_that_decides(tokens: Sequence[Token], index: int) -> Found | None:
    token = tokens[index]
    if token.low not in TEAMS or (token.low == "it" and token.text != "IT"):
        return None
    if _decides_at(tokens, index + 1) or (_is_asked(tokens, index) and _ends_phrase(tokens, index + 1)):
        return Found("person", index, index + 1, noun=token.text if token.text.isupper() else token.low)
    return None


def _named_who_decides(passage: Passage, index: int) -> Found | None:
    """ "Marek decides", "ask Anna Kowalska", "that is Marek's call": a name by its capital, beside a deed of deciding."""
    tokens = passage.tokens
    stop = _after_name(tokens, index)
    if stop == index or (_is_name(tokens[index - 1]) and index > 0 and not _opens_sentence(passage, index - 1)):
        return None
    opens = _opens_sentence(passage, index)
    if opens and stop == index + 1 and not _may_be_a_first_name(tokens[index].low):
        return None
    theirs = tokens[stop - 1].text.endswith(("'s", "’s"))
    if theirs:
        decides = low_at(tokens, stop) in THEIRS
    else:
        decides = _decides_at(tokens, stop) or _decide_together(tokens, index, stop) or _is_asked(tokens, index)
    return Found("person", index, stop, name=_spelled(tokens, index, stop)) if decides else None


def _opens_sentence(passage: Passage, index: int) -> bool:
    return passage.sentence(index).start == index


def _may_be_a_first_name(word: str) -> bool:
    """A capital says nothing at the start of a sentence: there the word must not be known, or built, as a thing or many."""
    if word in DIMENSIONS or word in GENERIC_WORDS or word in FUNCTION_WORDS or word in ABSTRACT:
        return False
    return not (len(word) > 6 and word.endswith((*SOUNDS_LIKE_A_THING, *SOUND_LIKE_MANY)))


def _decides_at(tokens: Sequence[Token], index: int) -> bool:
    if DECIDES.at(tokens, index) is not None:
        return True
    modal = MAY_OR_MUST.at(tokens, index)
    return modal is not None and DEED_OF_DECIDING.at(tokens, modal.stop) is not None


def _decide_together(tokens: Sequence[Token], index: int, stop: int) -> bool:
    """ "Marek and Sven decide", seen from either of them."""
    if low_at(tokens, stop) == "and":
        other = _after_name(tokens, stop + 1)
        return other > stop + 1 and (DECIDE.at(tokens, other) is not None or _decides_at(tokens, other))
    follows = low_at(tokens, index - 1) == "and" and index > 1 and _is_name(tokens[index - 2])
    return follows and DECIDE.at(tokens, stop) is not None


def _is_asked(tokens: Sequence[Token], index: int) -> bool:
    """ "ask Marek", "approved by Marek and Sven"."""
    for _ in range(MOST_NAMED_TOGETHER):
        lead = index - (low_at(tokens, index - 1) in OWNERS)
        if any(lead >= length and ASKED.over(tokens, lead - length, lead) for length in range(1, LONGEST_ASKED + 1)):
            return True
        if low_at(tokens, index - 1) not in {"and", "or", ","} or index < 2 or not _is_name(tokens[index - 2]):
            return False
        index -= 2
    return False


def _after_name(tokens: Sequence[Token], index: int) -> int:
    """Index after a first name and up to two more, "Anna van Dijk" included; the index itself where none starts."""
    stop = index
    for _ in range(MOST_PARTS_OF_A_NAME):
        part = stop
        while index < part < stop + 2 and low_at(tokens, part) in PARTICLES:
            part += 1
        if part >= len(tokens) or not _is_name(tokens[part]) or (part > index and tokens[part].glued):
            break
        stop = part + 1
    return stop


def _spelled(tokens: Sequence[Token], first: int, stop: int) -> str:
    return " ".join(token.text for token in tokens[first:stop]).removesuffix("'s").removesuffix("’s")


def _ends_phrase(tokens: Sequence[Token], index: int) -> bool:
    return kind_at(tokens, index) in {"", "mark"} or low_at(tokens, index) in NOT_IN_A_PHRASE


def _is_a_department(tokens: Sequence[Token], index: int) -> bool:
    return kind_at(tokens, index) == "word" and low_at(tokens, index) not in NOT_IN_A_PHRASE - {"it"}


def _with_name(tokens: Sequence[Token], index: int, stop: int, role: str) -> Found:
    following = tokens[stop] if stop < len(tokens) else None
    if following is not None and _is_name(following) and not following.glued:
        return Found("person", index, stop + 1, noun=role, name=following.text.removesuffix("'s").removesuffix("’s"))
    start = index - 1 if low_at(tokens, index - 1) in OWNERS else index
    names_before = start >= 2 and _is_name(tokens[start - 2]) and _ends_phrase(tokens, start - 3)
    if names_before and low_at(tokens, start - 1) == "," and start < index:
        return Found("person", start - 2, stop, noun=role, name=tokens[start - 2].text)
    if low_at(tokens, index - 1) == "(" and index >= 2 and _is_name(tokens[index - 2]) and low_at(tokens, stop) == ")":
        return Found("person", index - 2, stop + 1, noun=role, name=tokens[index - 2].text)
    return Found(
        "person", start if low_at(tokens, start) in {"our", "my"} and role.islower() else index, stop, noun=role
    )


def _is_name(token: Token) -> bool:
    return (
        token.kind == "word"
        and token.text[:1].isupper()
        and token.text[1:].islower()
        and token.low not in NOT_IN_A_PHRASE
    )
