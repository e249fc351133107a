"""Where the sentences and clauses of a message begin and end; it knows English punctuation and nothing of meaning."""

import re
from collections.abc import Mapping

from assistant.domain.reading.facts import Span
from assistant.domain.reading.wordlists import words

ABBREVIATIONS = words(
    "e.g i.e eg ie etc approx ca vs no nr incl excl max min est resp dr mr mrs ms prof inc ltd co corp dept "
    "fig avg jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun"
)
"""Words whose full stop does not end a sentence when something in lower case or a digit follows."""
BEFORE_A_NAME = words("dr prof mr mrs ms")
"""Those whose full stop never does."""

CLAUSE_OPENERS = (
    "but|because|although|though|whereas|while|unless|however|otherwise|so that|so|which|who|where|when|if|then|"
    "and (?=(?:we|it|they|there|i|he|she|you|that|this|the|our|my|no|nobody|only|also|then|must|should|need)\\b)"
)

SENTENCE_END = re.compile(r"(?<![.!?…。！？])[.!?…。！？]++[\"'”’)\]]*+(?=\s|$)|[。！？]|\n++")
CLAUSE_END = re.compile(rf"[,;](?=\s)|:(?=\s)|\s[-–—]{{1,2}}\s|—|[()\[\]]|\s(?=(?:{CLAUSE_OPENERS})\b)", re.IGNORECASE)
LAST_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:\.[^\W\d_]+)*$")
BULLET = re.compile(r"\s*(?:[-*•–]\s+)?")
LIST_NUMBER = re.compile(r"(?<!\S)([0-9]{1,2})[.):](?=\s)")


def sentences(text: str) -> tuple[Span, ...]:
    """Sentences without their surrounding blanks, bullet or list number; a line break always ends one."""
    numbered = list_numbers(text)
    number_ends = {stop for _, stop in numbered}
    ends = [match for match in SENTENCE_END.finditer(text) if match.end() not in number_ends]
    cuts = [match.end() for match in ends if not _is_abbreviation(text, match)]
    items = [start for start, _ in numbered]
    pieces = _pieces(text, 0, len(text), sorted({*cuts, *items}), dict(numbered))
    return tuple(pieces)


def list_numbers(text: str) -> list[tuple[int, int]]:
    """Where the numbers of a list stand ("1. speed 2. cost"), each with its mark; "40. Mostly students" has none."""
    marked = list(LIST_NUMBER.finditer(text))
    if not {"1", "2"} <= {match.group(1) for match in marked}:
        marked = [match for match in marked if match.group(1) == "1"]
    return [match.span() for match in marked]


def clauses(text: str, within: tuple[Span, ...]) -> tuple[Span, ...]:
    """The parts of each sentence that a comma, a dash, a bracket or a conjunction sets apart."""
    found: list[Span] = []
    for sentence in within:
        found.extend(clauses_of(text, sentence))
    return tuple(found)


def clauses_of(text: str, sentence: Span) -> list[Span]:
    cuts = [match.end() for match in CLAUSE_END.finditer(text, sentence.start, sentence.end)]
    return _pieces(text, sentence.start, sentence.end, cuts)


def _pieces(text: str, start: int, end: int, cuts: list[int], numbered: Mapping[int, int] | None = None) -> list[Span]:
    """The text between the cuts; `numbered` has the end of each list number by its start, for sentences."""
    pieces: list[Span] = []
    for stop in [*cuts, end]:
        if numbered is not None:
            start = numbered.get(start, start)
            bullet = BULLET.match(text, start, stop)
            start = bullet.end() if bullet is not None else start
        piece = _trimmed(text, start, stop)
        if piece is not None:
            pieces.append(piece)
        start = stop
    return pieces


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and (text[start].isspace() or text[start] in ",;:()[]–—"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:()[]–—-"):
        end -= 1
    if not any(char.isalnum() for char in text[start:end]):
        return None
    return Span(quote=text[start:end], start=start, end=end)


def _is_abbreviation(text: str, stop: re.Match[str]) -> bool:
    """Whether the full stop belongs to "e.g." or "approx." and the sentence goes on."""
    if stop.group() != "." or stop.start() == 0:
        return False
    word = LAST_WORD.search(text, max(0, stop.start() - 12), stop.start())
    if word is None or word.group().lower() not in ABBREVIATIONS:
        return False
    following = text[stop.end() : stop.end() + 2].strip()
    if word.group().lower() in BEFORE_A_NAME and following:
        return True
    return following[:1].islower() or following[:1].isdigit()
