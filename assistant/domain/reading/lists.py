"""Items, weights and scores as people write them in one line: separators, numbers, and names in short.

Every item is a verbatim piece of the text. What the items are, and whether they make sense, is not known here.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.domain.reading.wordlists import words

# -- items -------------------------------------------------------------------------------------------------------------

NEW_LINE = re.compile(r"(?<!\s)\s*\n\s*+")
SEMICOLON = re.compile(r"(?<!\s)\s*+;\s*+")
ENUMERATOR = re.compile(r"(?:(?<=\s)|^)(?:\(?(?:[1-9]|[a-h])\)|[1-9]\.(?=\s))\s*", re.IGNORECASE)
FIRST_ENUMERATOR = re.compile(r"\(?[1a][).]", re.IGNORECASE)
BULLET = re.compile(r"(?:(?<=\s)|^)[-*•·–]\s+")
SENTENCE = re.compile(r"(?<!\bvs\.)(?<=[^.\s][.!?])\s+(?=[A-Z\"'“‘(\d]|or\b|and\b)")
COMMA = re.compile(
    r"(?<!\s)(?:\s*+,\s++(?:(?:and|or|&)\s++)?|\s++(?:and|or|&|versus|vs\.?)\s++|\s++/\s++)", re.IGNORECASE
)
BARE_COMMA = re.compile(r"(?<!\s)\s*+,\s++")
OR = re.compile(r"(?<!\s)(?:(?:\s*+,)?\s++(?:or|versus|vs\.?)\s++|\s++/\s++)", re.IGNORECASE)
AND = re.compile(r"(?<!\s)\s++(?:and|&)\s++", re.IGNORECASE)
SLASH = re.compile(r"/")
SLASHED = re.compile(r"[\w-]{2,}(?:/[\w-]{2,}){2,}[.?!]?")

NO_CHOICE = re.compile(
    r"\b(?:one or two|two or three|three or four|once or twice|more or less|or so|or later|or more|or less|or fewer|"
    r"or better|or worse|or not|or something|or whatever|or similar|or equal|sooner or later|\d+ or \d+)\b",
    re.IGNORECASE,
)
NO_PAIR = re.compile(
    r"\b(?:(?:more|again|over) and (?:more|again|over)|and so on|and so forth|pros and cons|between \S+ and)\b",
    re.IGNORECASE,
)
CONTINUES = re.compile(
    r"(?:which|who|whose|where|because|since|so|but|that|as|when|if|then|though|although|while|unless|even|especially|"
    r"ideally|preferably|mostly|not|at least|at most|for example|for instance|e\.?g\.?|i\.?e\.?|like|such as|including|"
    r"it|they|this|he|she|we|i|it'?s|that'?s|in that order|plus some)\b",
    re.IGNORECASE,
)
"""A part that opens with one of these goes on about the part before it."""
SENTENCE_CONTINUES = re.compile(
    r"(?:it|that|this|these|those|they|which|because|but|so|he|she|otherwise|i|"
    r"we (?:have|are|do|did|had|don'?t|know|think))\b",
    re.IGNORECASE,
)
GATHERS = re.compile(r"\b(?:with|using|including|such as|like|between|for|plus|by|from|both)\b", re.IGNORECASE)
DOES = re.compile(
    r"(?:stay|keep|buy|build|use|move|add|run|rewrite|hire|wait|switch|migrate|replace|split|start|stop|put|let|make|get|go|do|"
    r"leave|extend|write|rent|ask|move|host|drop|turn|set|train)\b",
    re.IGNORECASE,
)
INTRODUCTION = re.compile(
    r"(?:[\w',-]+ ){0,6}?(?:options|option|alternatives|criteria|constraints|triggers|priorities|list|these|those|"
    r"following|things|ways|ones|them|are|could|either|choices|consider|considering|have|would be|is)\s*:\s*",
    re.IGNORECASE,
)
OPENERS = re.compile(
    r"(?:(?:and|or|either|maybe|perhaps|possibly|also|then|well|ok|okay|first(?:ly)?|second(?:ly)?|third(?:ly)?|"
    r"finally|lastly|alternatively|else|otherwise|the other (?:one )?is|one is|another (?:one |option )?is|"
    r"(?:we|i|you|one) (?:could|can|might|may)(?: also| just)?|option [1-9a-h]\s*[:.)-]?|we either)(?:[\s,]+|$)){1,4}",
    re.IGNORECASE,
)
FILLER = re.compile(
    r"(?:etc|and so on|so on|that'?s (?:it|all)|nothing else|i think|i guess|something like that|whatever|none|"
    r"nothing more)",
    re.IGNORECASE,
)
WORDS_OF_A_SHORT_ITEM = 7
WORDS_OF_A_CHOICE = 14
WORDS_OF_A_PART = 4
WORDS_OF_A_PAIR = 3


class _Piece(NamedTuple):
    """Where a part of the text begins and ends."""

    start: int
    stop: int


def items(text: str) -> tuple[str, ...]:
    """The listed things, in order, each as it stands in the text; only the strongest separator present cuts."""
    lead = INTRODUCTION.match(text.lstrip())
    body = text.lstrip()[lead.end() :] if lead is not None and lead.end() < len(text.lstrip()) else text
    found: dict[str, str] = {}
    for piece in _pieces(body):
        item = _tidy(body[piece.start : piece.stop])
        if any(char.isalnum() for char in item) and not FILLER.fullmatch(item):
            found.setdefault(item.casefold(), item)
    return tuple(found.values())


def _pieces(body: str) -> list[_Piece]:
    whole = _Piece(0, len(body))
    for separator in (NEW_LINE, SEMICOLON):
        if len(parts := _cut(body, whole, separator)) > 1:
            return parts[1:] if body[parts[0].start : parts[0].stop].rstrip().endswith(":") else parts
    enumerators = list(_outside(body, whole, ENUMERATOR))
    if len(enumerators) > 1 and FIRST_ENUMERATOR.match(enumerators[0].group()):
        return _cut(body, _Piece(enumerators[0].start(), len(body)), ENUMERATOR)
    if BULLET.match(body.lstrip()):
        return _cut(body, whole, BULLET)
    if SLASHED.fullmatch(body.strip()):
        return _cut(body, whole, SLASH)
    sentences = _sentences(body)
    if len(sentences) > 1:
        return [piece for sentence in sentences for piece in _listed(body, sentence)]
    return _listed_or_chosen(body, whole)


def _sentences(body: str) -> list[_Piece]:
    return _rejoined(body, _cut(body, _Piece(0, len(body)), SENTENCE), SENTENCE_CONTINUES)


def _listed(body: str, sentence: _Piece) -> list[_Piece]:
    """A sentence among others is taken apart only where it is plainly a list."""
    parts = _comma_parts(body, sentence)
    return parts if len(parts) > 2 and _are_within(body, parts, WORDS_OF_A_PART) else [sentence]


def _listed_or_chosen(body: str, whole: _Piece) -> list[_Piece]:
    parts = _comma_parts(body, whole)
    if len(parts) > 2 and _are_within(body, parts, WORDS_OF_A_SHORT_ITEM) and not _is_one_thing(body, parts):
        return parts
    chosen = _cut(body, whole, OR, NO_CHOICE)
    if len(chosen) > 1 and _are_within(body, chosen, WORDS_OF_A_CHOICE):
        return chosen
    parts = _rejoined(body, _cut(body, whole, BARE_COMMA), CONTINUES)
    if len(parts) > 1 and _are_within(body, parts, WORDS_OF_A_SHORT_ITEM) and not _is_one_thing(body, parts):
        return parts
    pair = _cut(body, whole, AND, NO_PAIR)
    if len(pair) == 2 and _are_within(body, pair, WORDS_OF_A_PAIR):
        first = body[pair[0].start : pair[0].stop]
        return [whole] if GATHERS.search(first) or DOES.match(first) else pair
    return [whole]


def _comma_parts(body: str, whole: _Piece) -> list[_Piece]:
    """Parts of "A, B and C"; none without a comma, since a lone "and" says little."""
    if not BARE_COMMA.search(body, whole.start, whole.stop):
        return []
    return _rejoined(body, _cut(body, whole, COMMA, NO_CHOICE, NO_PAIR), CONTINUES)


def _rejoined(body: str, parts: list[_Piece], continues: re.Pattern[str]) -> list[_Piece]:
    """Parts that only go on about the one before are put back to it."""
    joined: list[_Piece] = []
    for part in parts:
        if joined and continues.match(body, part.start):
            joined[-1] = _Piece(joined[-1].start, part.stop)
        else:
            joined.append(part)
    return joined


def _is_one_thing(body: str, parts: list[_Piece]) -> bool:
    """ "a queue with retries, alarms and a dashboard" is one thing with three parts, unless "or" makes it a choice."""
    first = body[parts[0].start : parts[0].stop]
    return (
        GATHERS.search(first) is not None
        and len(first.split()) > WORDS_OF_A_PAIR
        and _are_within(body, parts[1:], WORDS_OF_A_PART)
        and not re.search(r"\bor\b", body)
    )


def _are_within(body: str, parts: list[_Piece], longest: int) -> bool:
    return all(len(body[part.start : part.stop].split()) <= longest for part in parts)


def _outside(
    body: str, whole: _Piece, separator: re.Pattern[str], *but_not: re.Pattern[str]
) -> Iterator[re.Match[str]]:
    """Separators that stand outside brackets and quotation marks and inside none of the set phrases."""
    inside = _enclosed(body)
    phrases = [match.span() for pattern in but_not for match in pattern.finditer(body)]
    for match in separator.finditer(body, whole.start, whole.stop):
        start, stop = match.span()
        if not inside[start] and not any(first < stop and start < last for first, last in phrases):
            yield match


def _cut(body: str, whole: _Piece, separator: re.Pattern[str], *but_not: re.Pattern[str]) -> list[_Piece]:
    parts, start = [], whole.start
    for match in _outside(body, whole, separator, *but_not):
        parts.append(_Piece(start, match.start()))
        start = match.end()
    parts.append(_Piece(start, whole.stop))
    return [part for part in parts if any(char.isalnum() for char in body[part.start : part.stop])]


def _enclosed(body: str) -> list[bool]:
    """For each character whether it stands inside brackets or double quotation marks that are closed later."""
    inside = [False] * (len(body) + 1)
    for opening, closing in ("()", "[]", "“”", '""'):
        start = body.find(opening)
        while start >= 0 and (stop := body.find(closing, start + 1)) >= 0:
            inside[start + 1 : stop] = [True] * (stop - start - 1)
            start = body.find(opening, stop + 1)
    return inside


def _tidy(piece: str) -> str:
    piece = piece.strip()
    for opening in (BULLET, ENUMERATOR, OPENERS):
        match = opening.match(piece)
        if match is not None and match.end() < len(piece):
            piece = piece[match.end() :]
    return piece.strip(",;: ").rstrip(".?!,;: ")


# -- doing nothing -----------------------------------------------------------------------------------------------------

NOTHING_CHANGES = re.compile(
    r"(?:(?:or |we |i |just |simply |could |can |should |maybe |perhaps |also |let'?s |then |"
    r"option \w[:.)]? )*)"
    r"(?:"
    r"(?:do|doing|change|changing) nothing(?: at all)?"
    r"|nothing(?: at all)?|(?:the )?status quo|no changes?|as[- ]is|business as usual|do not (?:do|"
    r"change) anything|don'?t (?:do|change|touch) (?:anything|it)"
    r"|not (?:do|doing|change|changing) (?:it|anything)(?: at all)?"
    r"|(?:leave|leaving) (?:\S+ ){1,5}?(?:as (?:it|they|things|that) (?:is|are|was|were)|as[- ]is|alone|"
    r"unchanged|untouched|the way (?:it|they) (?:is|are)|like (?:this|that|it is)|running|in place)"
    r"|(?:keep|keeping|retain|stay|staying|stick|sticking|continue|continuing|carry on|remain|go on|"
    r"going on|live|living)(?: with| on| using| doing| to| at| in)*"
    r" (?:what(?:ever)? (?:we|is|they|there)\S*(?: (?:have|had|got|use|run|do|there|today|now|in place))*"
    r"|(?:it|this|that|them|things|everything)(?: running| going)?(?: (?:as (?:it|they) (?:is|are)|"
    r"as[- ]is|the way (?:it|they) (?:is|are)|unchanged|like (?:this|that)))?"
    r"|(?:the|our|my|that|this|today'?s)(?: (?:old|current|existing|present|same))?(?: [\w'-]+){1,4}"
    r"|(?:current|existing|today'?s)(?: [\w'-]+){1,4}|as (?:is|we are|now|before|today|usual)|as[- ]is|"
    r"(?:using|doing) [\w'-]+(?: [\w'-]+){0,3})"
    r"|(?:wait|waiting|hold off|hold on|sit tight|sit it out)(?: and see)?"
    r"|(?:postpone|postponing|defer|deferring|delay|delaying|put off|putting off|shelve)(?: (?:it|this|"
    r"that|everything|the [\w'-]+(?: [\w'-]+){0,2}))?"
    r"|accept (?:it|things|the situation)(?: as (?:it is|they are))?"
    r")",
    re.IGNORECASE,
)  # fmt: skip
STILL_NOTHING = re.compile(
    r"(?:[\s,.:;()–-]*$|[\s,]*(?:for|until|till|this|next|another|in|now|today|yet|as|because|since|at|"
    r"to|unless|if|by|before|after|during|and (?:see|wait|hope|revisit|look|"
    r"accept|live)|then (?:decide|look|see|revisit|reconsider|review))\b|\s*[:(–-])",
    re.IGNORECASE,
)
CHANGES_SOMETHING = re.compile(
    r"\b(?:but|plus|with|while|except|only|instead|and (?!(?:see|wait|hope|revisit|look|accept|live)\b)\w+|"
    r"then (?!(?:decide|look|see|revisit|reconsider|review)\b)|adding|simple|small|low|cheap|down)\b",
    re.IGNORECASE,
)


def is_do_nothing(option: str) -> bool:
    """Whether the option leaves the present alone. A change to what is there, however small, is an option of its own."""
    plain = " ".join(option.replace("’", "'").split()).strip(" .!,;")
    match = NOTHING_CHANGES.match(plain)
    if match is None:
        return False
    rest = plain[match.end() :]
    same = rest.split(":")[0] if rest.lstrip().startswith(":") else plain[_verb_end(plain) :]
    return bool(STILL_NOTHING.match(rest)) and not CHANGES_SOMETHING.search(same)


def _verb_end(plain: str) -> int:
    """Where the words after "keep with", "live with" or "do nothing" begin, which may hold a "with" of their own."""
    match = re.match(
        r"(?:\w+\s+){0,4}?(?:live|living|keep|keeping|stay|staying|stick|sticking|continue|continuing|"
        r"carry on|go on)\s+(?:with|on)\s",
        plain,
        re.IGNORECASE,
    )
    return match.end() if match else 0


# -- names -------------------------------------------------------------------------------------------------------------

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
NUMBER = re.compile(r"(?<![\w.,-])\d+(?:[.,]\d+)?(?![\w]|[.,]\d)")
SMALL_WORDS = words(
    """
    a an the of for to in on at by with and or our my your it its is are be per as from that this we one under over
    less more than not no keep use using do make most least very first second third last then next all each both
    rest others other important points point
    """
)
NUMBER_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip
SHORTEST_PREFIX = 3
SHORTEST_STEM = 5


class Mention(NamedTuple):
    start: int
    end: int
    name: int
    """Index into the names."""


def _mentions(text: str, names: Sequence[str]) -> list[Mention]:
    """Where the text speaks of one of the names, in order; words that fit two names are nobody's."""
    found: list[Mention] = []
    lowered = text.casefold()
    for index in sorted(range(len(names)), key=lambda position: -len(names[position])):
        name = names[index].casefold().strip()
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", lowered) if name else ():
            if not any(m.start < match.end() and match.start() < m.end for m in found):
                found.append(Mention(match.start(), match.end(), index))
    whole = tuple(found)
    vocabularies = [_vocabulary(name) for name in names]
    for start, end, word in _telling_words(lowered):
        if any(m.start < end and start < m.end for m in whole):
            continue
        fitting = [index for index in range(len(names)) if _fits(word, names[index], vocabularies[index])]
        if len(fitting) == 1:
            found.append(Mention(start, end, fitting[0]))
    return _merged(sorted(found), lowered, names)


def _vocabulary(name: str) -> frozenset[str]:
    return frozenset(match.group() for match in WORD.finditer(name.casefold()))


def _telling_words(lowered: str) -> Iterator[tuple[int, int, str]]:
    for match in WORD.finditer(lowered):
        word = match.group()
        if word not in SMALL_WORDS and not word[0].isdigit() and word not in NUMBER_WORDS:
            yield match.start(), match.end(), word


def _fits(word: str, name: str, vocabulary: frozenset[str]) -> bool:
    telling = [known for known in vocabulary if known not in SMALL_WORDS and not known[0].isdigit()]
    if any(_same_stem(word, known) for known in telling):
        return True
    capitals = "".join(match.group()[0] for match in WORD.finditer(name.casefold()) if match.group() not in SMALL_WORDS)
    return len(word) >= 2 and len(capitals) >= 2 and word == capitals


def _same_stem(word: str, known: str) -> bool:
    if word == known or word.rstrip("s") == known.rstrip("s"):
        return True
    if len(word) >= SHORTEST_PREFIX and known.startswith(word):
        return True
    shared = next((n for n, (a, b) in enumerate(zip(word, known, strict=False)) if a != b), min(len(word), len(known)))
    return shared >= SHORTEST_STEM and 2 * shared >= max(len(word), len(known))


def _merged(found: list[Mention], lowered: str, names: Sequence[str]) -> list[Mention]:
    """Neighbouring mentions of one name as one, with the name's own figures and small words between them."""
    merged: list[Mention] = []
    for mention in found:
        if merged and merged[-1].name == mention.name:
            between = lowered[merged[-1].end : mention.start]
            own = _vocabulary(names[mention.name])
            if all(match.group() in own for match in WORD.finditer(between)) and not re.search(r"[;,\n/]", between):
                merged[-1] = Mention(merged[-1].start, mention.end, mention.name)
                continue
        merged.append(mention)
    return merged


# -- weights and scores ------------------------------------------------------------------------------------------------

SEGMENT = re.compile(r"[;\n]|,\s|,(?=[^\W\d])|\s(?:and|but)\s|(?<=[^.\d])\.\s+", re.IGNORECASE)
REST = re.compile(
    r"\b(?:(?:the )?(?:rest|others?|other (?:one|two|three|options|criteria)|remaining))\b", re.IGNORECASE
)
EVERY = re.compile(r"\b(?:all|every(?:thing| one|one)?|both|each)\b", re.IGNORECASE)
EACH = re.compile(r"\b(?:each|apiece|every one)\b", re.IGNORECASE)


class _Figure(NamedTuple):
    start: int
    end: int
    value: float


def weights(text: str, names: Sequence[str]) -> dict[str, float]:
    """A number for each name that was given one; empty when only an order is told."""
    given, rest = _assigned(text, names)
    if rest is not None:
        others = [name for name in names if name not in given]
        share = rest.value if EACH.search(text) or not others else rest.value / len(others)
        given |= dict.fromkeys(others, share)
    elif given and REST.search(text) and 0 < sum(given.values()) < 100:
        others = [name for name in names if name not in given]
        given |= dict.fromkeys(others, (100 - sum(given.values())) / len(others)) if others else {}
    return {name: given[name] for name in names if name in given}


def scores(text: str, names: Sequence[str]) -> dict[str, int]:
    """Whole numbers from 1 to 5 by name; others are left out."""
    given, rest = _assigned(re.sub(r"(?<=\d)\s*(?:/|out of|of)\s*5\b", "", text), names)
    if rest is not None:
        given |= {name: rest.value for name in names if name not in given}
    return {name: int(given[name]) for name in names if name in given and given[name] in (1, 2, 3, 4, 5)}


def order(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """The names in the order in which they are ranked: as mentioned, "most" to the front, "least" and "not" to the end."""
    ranked: dict[int, tuple[int, int]] = {}
    for mention in _mentions(text, names):
        ranked.setdefault(mention.name, (_rank(text, mention), mention.start))
    return tuple(names[index] for index in sorted(ranked, key=lambda index: ranked[index]))


FRONT = re.compile(
    r"^\W*(?:is |are |being |comes? )?(?:clearly |by far |the )*(?:most important|most|first|above all|"
    r"number one|top)\b",
    re.IGNORECASE,
)
BACK = re.compile(
    r"^\W*(?:is |are |being |comes? |can |should |would be )?(?:clearly |by far |the )*(?:least|last|"
    r"out\b|ruled out|dropped|off the table|too |not )",
    re.IGNORECASE,
)
AGAINST = re.compile(
    r"\b(?:not|rather than|instead of|over|without|drop|against|no|least(?: important)?(?: is)?|"
    r"before)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
FOR = re.compile(r"\b(?:most important(?:ly)?(?: is)?|above all|mainly)\s*:?\s*(?:the\s+)?$", re.IGNORECASE)


def _rank(text: str, mention: Mention) -> int:
    before, after = text[max(0, mention.start - 40) : mention.start], text[mention.end : mention.end + 40]
    before = re.split(r"[,;.\n]", before)[-1]
    after = re.split(r"[,;.\n]", after)[0]
    if BACK.match(after) or AGAINST.search(before):
        return 1
    return -1 if FRONT.match(after) or FOR.search(before) else 0


def _assigned(text: str, names: Sequence[str]) -> tuple[dict[str, float], _Figure | None]:
    """Numbers by name, and the number given to all names that are not named."""
    mentions = _mentions(text, names)
    figures = [f for f in _figures(text) if not any(m.start <= f.start and f.end <= m.end for m in mentions)]
    if not figures:
        return {}, None
    if not mentions:
        if len(figures) == len(names) and not REST.search(text):
            return {name: figure.value for name, figure in zip(names, figures, strict=True)}, None
        return {}, figures[0] if len(figures) == 1 and EVERY.search(text) else None
    given: dict[str, float] = {}
    rest = None
    for start, end in _segments(text, mentions):
        inside = [f for f in figures if start <= f.start < end]
        named = [m for m in mentions if start <= m.start < end]
        others = REST.search(text, start, end)
        if others and len(inside) == len(named) + 1 == 2:
            # "kafka 2 the others 4": the nearer number each.
            first, last = inside if named[0].start < others.start() else reversed(inside)
            given.setdefault(names[named[0].name], first.value)
            rest = last
            continue
        if len(inside) == 1 and len({m.name for m in named}) == 1:
            given.setdefault(names[named[0].name], inside[0].value)
        elif len(inside) == 1 and not named and REST.search(text[start:end]):
            rest = inside[0]
        elif inside and len(inside) == len(named):
            given |= {names[m.name]: f.value for m, f in zip(named, inside, strict=True) if names[m.name] not in given}
        elif len(inside) == 1 and named and EACH.search(text[start:end]):
            given |= {names[m.name]: inside[0].value for m in named}
    if not given and len(figures) == len({m.name for m in mentions}):
        # All names first, then all numbers.
        ordered = list(dict.fromkeys(m.name for m in mentions))
        given = {names[index]: figure.value for index, figure in zip(ordered, figures, strict=True)}
    return given, rest


def _figures(text: str) -> list[_Figure]:
    digits = [_Figure(m.start(), m.end(), float(m.group().replace(",", "."))) for m in NUMBER.finditer(text)]
    spelled = [
        _Figure(m.start(), m.end(), float(NUMBER_WORDS[m.group().casefold()]))
        for m in WORD.finditer(text)
        if m.group().casefold() in NUMBER_WORDS
    ]
    if digits or all(figure.value == 1 for figure in spelled):  # a lone "one" is rarely a number
        return digits
    return spelled


def _segments(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    start = 0
    for match in SEGMENT.finditer(text):
        if any(m.start < match.end() and match.start() < m.end for m in mentions):
            continue
        yield start, match.start()
        start = match.end()
    yield start, len(text)
