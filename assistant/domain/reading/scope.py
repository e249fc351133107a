"""Words that bound, hedge or negate a fact ("at most", "I think", "without"), and how far each of them reaches."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Literal, NamedTuple

from assistant.domain.reading.facts import Bound
from assistant.domain.reading.found import Found
from assistant.domain.reading.passage import Passage
from assistant.domain.reading.tokens import Phrases, glued_at, kind_at, low_at
from assistant.domain.reading.wordlists import phrases, words

MEASURED = words("number rate money size percent duration people date time")
NAMED = frozenset({"regulation", "product", "region"})

BOUND_WORDS: dict[Bound, str] = {
    "at_most": (
        "under|below|less than|lower than|fewer than|at most|at the most|up to|upto|max|max.|maximum|maximum of|"
        "a maximum of|max of|no more than|not more than|no longer than|not longer than|no later than|"
        "not later than|no higher than|within|<|≤|<=|not exceed|not exceeding|not above|not over|smaller than|"
        "shorter than|cheaper than|faster than|never more than|as much as|as many as|limited to|capped at|"
        "inside of|not to exceed|max :|maximum :|cannot exceed|can't exceed|won't exceed|latest by|"
        "at the latest by"
    ),
    "at_least": (
        "over|above|more than|at least|at the least|minimum|minimum of|a minimum of|min.|no less than|"
        "not less than|no fewer than|not fewer than|greater than|bigger than|higher than|longer than|larger than|"
        "exceeds|exceed|exceeding|upwards of|starting at|starting from|>|≥|>=|not under|not below|slower than|"
        "well over|beyond|older than|north of|no earlier than|not before"
    ),
    "about": (
        "about|around|roughly|approximately|approx|approx.|aprox|~|ca|ca.|circa|some|almost|nearly|close to|"
        "more or less|something like|somewhere around|in the order of|on the order of|order of|an estimated|"
        "give or take|±"
    ),
}
BOUNDS_BEFORE: Phrases[Bound] = Phrases(
    (spelled, bound)
    for bound, listed in BOUND_WORDS.items()
    for phrase in phrases(listed)
    for spelled in {phrase, phrase.replace(" than", " then")}
)
BOUNDS_BEFORE_A_DAY: Phrases[Bound] = Phrases.listed(
    {
        "at_most": (
            "by|before|until|till|by the|before the|until the|no later than|not later than|at the latest|latest|"
            "latest by|due|due by|up to|by at the latest"
        ),
        "at_least": ("after|from|since|not before|no earlier than|after the|starting|from the"),
        "about": (
            "around|about|roughly|approximately|approx|~|ca|somewhere in|some time in|sometime in|sometime around"
        ),
    }
)
BOUNDS_AFTER: Phrases[Bound] = Phrases.listed(
    {
        "at_most": (
            "or less|or fewer|or lower|or under|or below|or faster|or cheaper|max|maximum|at most|at the most|tops|"
            "at the latest|latest|at max|max.|or quicker|or better"
        ),
        "at_least": ("or more|or higher|or longer|or above|or over|at least|minimum|at minimum|and up|and more|or up"),
        "about": ("or so|ish|- ish|give or take|more or less|or thereabouts|approximately|approx|roughly"),
    }
)
FILLERS = words("a an the only just still maybe perhaps probably another total of like now currently be is it's")
EXCEEDING = words("more over above longer exceed exceeds exceeding higher bigger larger greater beyond slower")
FALLING_SHORT = words("less fewer under below lower")

Reach = Literal["after", "around", "sentence"]
HEDGES: Phrases[Reach] = Phrases.listed(
    {
        "sentence": (
            "i think|i thnk|i guess|i believe|i suppose|i suspect|i assume|we think|we guess|we believe|we assume|"
            "we suspect|i hope|we hope|hopefully|not sure|not certain|unsure|i reckon|i'd say|i would say|i'd guess|"
            "my guess|a guess|guessing|just guessing|rough guess|best guess|educated guess|ballpark|gut feeling|"
            "afaik|as far as i know|if i remember|from memory|don't quote me|no hard numbers|finger in the air|"
            "more or less a guess|estimate|estimated|estimates|idk|i'm assuming|assuming|i would guess|imo|dunno|"
            "who knows|to be confirmed|tbc|tbd|i imagine|presumably|supposedly|apparently|as i remember"
        ),
        "around": (
            "maybe|mabye|perhaps|probably|probly|prolly|possibly|likely|might|might be|could be|"
            "should be around|roughly|something like|somewhere around|or so|give or take|like maybe|ish|"
            "in theory|ideally|potentially"
        ),
    }
)

NEGATIONS_BEFORE = words(
    "no not without never neither nor isn't aren't don't doesn't didn't wasn't weren't won't wouldn't can't "
    "cannot dont doesnt didnt isnt cant wont non avoid excluding except replacing dropping instead "
    "haven't hasn't havent hasnt"
)
NOT_A_NEGATION = Phrases.listed({
    True: (
        "not only|not just|no more than|not more than|no less than|not less than|no longer than|not longer than|"
        "no later than|not later than|no doubt|no fewer than|not fewer than|not sure|not certain|don't forget|"
        "not to mention|no problem|no idea|don't know|not exceed|cannot exceed|can't exceed|won't exceed"
    ),
})  # fmt: skip
NEGATIONS_AFTER = Phrases.listed(
    {
        True: (
            "doesn't apply|does not apply|doesnt apply|don't apply|do not apply|not apply|not applicable|"
            "isn't relevant|is not relevant|not relevant|is irrelevant|isn't needed|is not needed|not needed|"
            "isn't required|is not required|not required|isn't an issue|is not an issue|not an issue|isn't a concern|"
            "is not a concern|not a concern|is out of scope|out of scope|is out|is off the table|off the table|"
            "isn't in scope|is not in scope|not in scope|isn't involved|is not involved|isn't an option|"
            "is not an option|not an option|n/a|no longer applies|doesn't matter|does not matter|isn't applicable|"
            "is not applicable|aren't needed|are not needed|isn't allowed|is not allowed|not allowed"
        ),
    }
)
REACH_OF_A_NEGATION = 4
REACH_BEFORE_A_NAME = words(
    "a an the any use using used need needs needing want wants require requires subject to under have having "
    "has run running covered by of in for with on affected be is it's about do does fall falls bound our other "
    "special real or and nor plan planning touch allow allowed , going go leave leaving apply applicable "
    "relevant regulated talking move moving new own strictly really certified compliant yet"
)
"""Words over which "not" still reaches the name behind it."""
AFTER_A_TRAILING_BOUND = words("and but for per in on at of to")


class Cue(NamedTuple):
    first: int
    stop: int
    reach: Reach


def scoped(passage: Passage, found: list[Found]) -> list[Found]:
    """The findings, in order, with their bounds, hedges and negations; a bound beside a fact joins its quote."""
    ordered = sorted(found, key=lambda one: (one.first, -one.stop))
    occupied = {index for one in ordered for index in range(one.first, one.stop)}
    bounded = [_bounded(passage, one, occupied) for one in ordered]
    hedges = _hedges(passage)
    fact_starts = [one.first for one in bounded]
    names = {index for one in bounded if one.kind in NAMED for index in range(one.first, one.stop)}
    return [_coloured(passage, one, hedges, fact_starts, names) for one in bounded]


def _coloured(
    passage: Passage, found: Found, hedges: Sequence[Cue], fact_starts: Sequence[int], names: Collection[int]
) -> Found:
    hedged = found.hedged or _is_hedged(passage, found, hedges, fact_starts)
    negated = found.negated or _is_negated(passage, found, names)
    if (hedged, negated) == (found.hedged, found.negated):
        return found
    return replace(found, hedged=hedged, negated=negated)


def _bounded(passage: Passage, found: Found, occupied: AbstractSet[int]) -> Found:
    if found.kind not in MEASURED or found.negated or found.unit == "percentile":
        return found
    if found.kind == "time" and found.low != found.high:
        return found
    tokens = passage.tokens
    first, stop, bound = found.first, found.stop, found.bound
    table = BOUNDS_BEFORE_A_DAY if found.kind in {"date", "time"} else BOUNDS_BEFORE
    before = first
    for _ in range(3):
        while low_at(tokens, before - 1) in FILLERS and table is BOUNDS_BEFORE and before > 0 and first - before < 3:
            before -= 1
        cue = _cue_ending_at(passage, table, before)
        if cue is None:
            break
        start, said = cue
        if _is_during(passage, found, start) or not occupied.isdisjoint(range(start, before)):
            break
        flipped = _flipped(passage, start, said)
        if bound in {None, "about"} or said == bound:
            bound = flipped
        first = before = start
    after = BOUNDS_AFTER.at(tokens, stop)
    if (
        after is not None
        and _same_clause(passage, found.first, stop)
        and _stands_alone(passage, after.stop, tokens[after.stop - 1].low)
    ):
        stop = after.stop
        bound = after.value if bound in {None, "about"} else bound
    if (first, stop, bound) == (found.first, found.stop, found.bound):
        return found
    return replace(found, first=first, stop=stop, bound=bound)


def bound_before(passage: Passage, index: int) -> Bound | None:
    """The bound said just before the token at this index."""
    cue = _cue_ending_at(passage, BOUNDS_BEFORE, index)
    return None if cue is None else _flipped(passage, *cue)


def _is_during(passage: Passage, found: Found, cue: int) -> bool:
    """ "over a week" lasts a week, "over two weeks" is longer; only a duration is "within"."""
    word = low_at(passage.tokens, cue)
    if word == "within":
        return found.kind not in {"duration", "date"}
    return (
        word == "over"
        and found.kind == "duration"
        and low_at(passage.tokens, found.first) in {"a", "an", "one", "half"}
    )


def _cue_ending_at(passage: Passage, table: Phrases[Bound], stop: int) -> tuple[int, Bound] | None:
    """The longest bound phrase that ends just before this token, in the same sentence."""
    for length in (4, 3, 2, 1):
        start = stop - length
        if start < 0:
            continue
        bound = table.over(passage.tokens, start, stop)
        if bound is not None:
            return start, bound
    return None


def _flipped(passage: Passage, index: int, bound: Bound) -> Bound:
    """ "must not take more than" is a limit, not a floor."""
    tokens = passage.tokens
    clause = passage.clause(index)
    negated = any(
        tokens[position].low in NEGATIONS_BEFORE - {"except", "excluding", "instead"}
        or tokens[position].low.endswith("n't")
        for position in range(max(clause.start, index - 5), index)
    )
    if negated and bound == "at_least" and tokens[index].low in EXCEEDING:
        return "at_most"
    if negated and bound == "at_most" and tokens[index].low in FALLING_SHORT:
        return "at_least"
    return bound


def _stands_alone(passage: Passage, index: int, word: str) -> bool:
    """Whether nothing that the bound word could belong to follows: "60 s max" but not "60 max speed tests"."""
    if word not in {"max", "maximum", "minimum", "latest", "roughly", "approximately", "approx", "tops"}:
        return True
    return kind_at(passage.tokens, index) in {"", "mark"} or low_at(passage.tokens, index) in AFTER_A_TRAILING_BOUND


def _same_clause(passage: Passage, one: int, other: int) -> bool:
    return other in passage.clause(one)


def _hedges(passage: Passage) -> list[Cue]:
    found: list[Cue] = []
    index = 0
    while index < len(passage.tokens):
        hit = HEDGES.at(passage.tokens, index)
        if hit is None:
            index += 1
        else:
            found.append(Cue(index, hit.stop, hit.value))
            index = hit.stop
    return found


def _is_hedged(passage: Passage, found: Found, hedges: Sequence[Cue], fact_starts: Sequence[int]) -> bool:
    if found.kind not in MEASURED:
        return False
    tokens = passage.tokens
    if low_at(tokens, found.stop) == "?" and glued_at(tokens, found.stop) and len(passage.clause(found.first)) <= 6:
        return True
    clause, sentence = passage.clause(found.first), passage.sentence(found.first)
    nearby = bisect_left(hedges, sentence.start, key=lambda cue: cue.first)
    for cue in hedges[nearby : nearby + 12]:
        if cue.first >= sentence.stop:
            break
        if clause.start <= cue.first < clause.stop:
            reaches = cue.first < found.stop or _is_last_before(cue, found, fact_starts)
        elif cue.first < found.first:
            reaches = cue.reach == "sentence" and cue.first - sentence.start <= 3
        else:
            reaches = cue.first - found.stop <= 3 and _is_an_afterthought(passage, cue, found, fact_starts)
        if reaches:
            return True
    return False


def _is_an_afterthought(passage: Passage, cue: Cue, found: Found, fact_starts: Sequence[int]) -> bool:
    """ "60 calls, I think": a clause of its own that holds nothing but the hedge."""
    return len(passage.clause(cue.first)) <= cue.stop - cue.first + 1 and _is_last_before(cue, found, fact_starts)


def _is_last_before(cue: Cue, found: Found, fact_starts: Sequence[int]) -> bool:
    """Whether no other fact stands between this one and the hedge behind it."""
    position = bisect_left(fact_starts, found.first + 1)
    return position >= len(fact_starts) or fact_starts[position] >= cue.first


def _is_negated(passage: Passage, found: Found, names: Collection[int]) -> bool:
    tokens = passage.tokens
    if found.kind not in NAMED and found.kind != "people":
        before = found.first - 1
        return (
            low_at(tokens, before) == "not"
            and found.bound is None
            and low_at(tokens, before - 1) not in {"if", "or", "why"}
        )
    sentence, clause = passage.sentence(found.first), passage.clause(found.first)
    following = found.stop
    for position in range(following, min(following + 3, sentence.stop)):
        if NEGATIONS_AFTER.at(tokens, position) is not None:
            return True
    if found.kind == "people":
        return low_at(tokens, found.first - 1) == "not" and found.bound is None
    for position in range(found.first - 1, max(clause.start, found.first - 1 - REACH_OF_A_NEGATION) - 1, -1):
        word = low_at(tokens, position)
        if word in NEGATIONS_BEFORE:
            return NOT_A_NEGATION.at(tokens, position) is None and not (
                word == "no" and low_at(tokens, position + 1) in {"problem", "idea"}
            )
        if word not in REACH_BEFORE_A_NAME and position not in names and kind_at(tokens, position) == "word":
            return False
    return False
