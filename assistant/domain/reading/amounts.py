"""Bare values: digits with either separator convention, number words, multipliers and ranges of them.

What is being counted is not known here; `numbers.py` reads the unit that follows.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.domain.reading.facts import Bound
from assistant.domain.reading.tokens import Token, glued_at, kind_at, low_at
from assistant.domain.reading.wordlists import phrases, words

ONES = {
    word: value
    for value, word in enumerate(
        phrases(
            "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
            "seventeen|eighteen|nineteen"
        )
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(phrases("twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"), start=2)
} | {"fourty": 40}
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "thousands": 1e3, "million": 1e6, "millions": 1e6, "mio": 1e6, "mln": 1e6,
    "billion": 1e9, "billions": 1e9, "bn": 1e9, "lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7, "dozen": 12,
}  # fmt: skip
LETTER_SCALES = {"k": 1e3, "K": 1e3, "M": 1e6, "mn": 1e6, "mio": 1e6, "mln": 1e6, "bn": 1e9, "Bn": 1e9, "BN": 1e9}
"""Letters written against the digits, case kept: "10k", "2.5M". A small "m" could be minutes or metres."""

RANGE_WORDS = words("to - – — till or")
CHANGES = words(
    "grow grows grew grown growing go goes went gone going rise rises rose increase increased increases up down drop dropped "
    "drops fell fall falls jump jumped jumps scale scaled reduce reduced cut bring brought came come moved move double doubled "
    "shrink shrank slowed improved improve"
)
PLAIN = re.compile(r"[0-9]+\Z")
GROUPED = {
    separator: re.compile(rf"[1-9][0-9]{{0,2}}(?:{re.escape(separator)}[0-9]{{3}})+\Z")
    for separator in ",.'’ \u00a0\u202f"
}
GROUPED_DECIMAL = re.compile(r"[1-9][0-9]{0,2}(?:(?P<group>[,.'’ \u00a0\u202f])[0-9]{3})+(?P<point>[.,])[0-9]{1,2}\Z")
DECIMAL = re.compile(r"[0-9]+[.,][0-9]+\Z")
LONGEST = 15
"""Digits beyond which a number is an identifier, not an amount."""


class Amount(NamedTuple):
    """A value or range read from tokens[first:stop]."""

    low: float
    high: float
    first: int
    stop: int
    worded: bool = False
    """Written in letters, so that "one" and "two" need a noun to be a count."""
    thousands: float | None = None
    """The other reading of "1.250", where the point may separate thousands."""
    bound: Bound | None = None
    hedged: bool = False
    bare: float = 0.0
    """The value before its multiplier: 10 in "10k"."""


def amount_at(tokens: Sequence[Token], index: int) -> Amount | None:
    """The amount that starts at this token, as a range where one is said: "10 to 20k", "between 2 and 3"."""
    first = value_at(tokens, index)
    if first is None:
        return None
    connector = first.stop
    between = low_at(tokens, index - 1) == "between"
    if low_at(tokens, connector) not in RANGE_WORDS and not (between and low_at(tokens, connector) == "and"):
        return first
    second = value_at(tokens, connector + 1)
    if second is None or first.hedged or second.hedged or _tells_of_change(tokens, index):
        return first
    low = first.low
    if first.bare == first.low < second.bare and second.high != second.bare:
        low = first.low * second.high / second.bare
    if low >= second.high:
        return first
    return Amount(low, second.high, index, second.stop, worded=first.worded and second.worded)


def _tells_of_change(tokens: Sequence[Token], index: int) -> bool:
    """Whether "from A to B" is a move and no range: "grew from 200 to 400"."""
    if low_at(tokens, index - 1) != "from":
        return False
    return any(low_at(tokens, position) in CHANGES for position in range(max(0, index - 6), index - 1))


def value_at(tokens: Sequence[Token], index: int) -> Amount | None:
    kind = kind_at(tokens, index)
    if kind == "number":
        return _digits_at(tokens, index)
    if kind == "word":
        return _words_at(tokens, index)
    return None


def parse_digits(text: str) -> tuple[float, float | None] | None:
    """Value of "1,900", "62.000" or "99.5", and the second reading where the separator is ambiguous ("1.250")."""
    if len(text) > LONGEST + 6 or (len(text) > 1 and text[0] == "0" and text[1].isdigit()):
        return None
    if PLAIN.match(text):
        return (float(text), None) if len(text) <= LONGEST else None
    for separator, pattern in GROUPED.items():
        if pattern.match(text):
            whole = float(text.replace(separator, ""))
            if separator == "." and text.count(".") == 1 and not text.endswith("000"):
                return float(text), whole
            return whole, None
    mixed = GROUPED_DECIMAL.match(text)
    if mixed and mixed["group"] != mixed["point"]:
        return float(text.replace(mixed["group"], "").replace(mixed["point"], ".")), None
    if DECIMAL.match(text):
        return float(text.replace(",", ".")), None
    return None


def _digits_at(tokens: Sequence[Token], index: int) -> Amount | None:
    if _is_part_of_a_name(tokens, index):
        return None
    parsed = parse_digits(tokens[index].text)
    if parsed is None:
        return None
    value, thousands = parsed
    scale, stop = _scale_at(tokens, index + 1)
    if low_at(tokens, stop) == "." and glued_at(tokens, stop + 1) and kind_at(tokens, stop + 1) == "number":
        return None
    if scale != 1:
        return Amount(value * scale, value * scale, index, stop, bare=value)
    if [low_at(tokens, stop + offset) for offset in range(3)] == ["and", "a", "half"]:
        return Amount(value + 0.5, value + 0.5, index, stop + 3, bare=value + 0.5)
    return Amount(value, value, index, stop, thousands=thousands, bare=value)


def _scale_at(tokens: Sequence[Token], index: int) -> tuple[float, int]:
    """Multiplier written behind digits and the index after it; 1 where there is none."""
    if kind_at(tokens, index) != "word":
        return 1, index
    token = tokens[index]
    if token.text in LETTER_SCALES and (token.glued or token.text in {"k", "K", "M"}):
        return LETTER_SCALES[token.text], index + 1
    scale = 1.0
    while low_at(tokens, index) in SCALES:
        scale *= SCALES[tokens[index].low]
        index += 1
        if scale >= 1e12:
            break
    return scale, index


def _is_part_of_a_name(tokens: Sequence[Token], index: int) -> bool:
    """Digits tied to what stands before or behind them: "us-east-1", "3-tier", "24/7", "#12", "3f2a"."""
    before, after = low_at(tokens, index - 1), low_at(tokens, index + 1)
    if glued_at(tokens, index):
        if before in {"#", "_", "§", "/", "\\", "."}:
            return True
        if before == "-" and glued_at(tokens, index - 1) and kind_at(tokens, index - 2) in {"word", "coded"}:
            return not (glued_at(tokens, index - 2) and kind_at(tokens, index - 3) == "number")
        if kind_at(tokens, index - 1) in {"word", "coded"} and before not in {"usd", "eur", "gbp", "chf"}:
            return True
    if glued_at(tokens, index + 1):
        if kind_at(tokens, index + 1) == "coded":
            return True
        if after in {"/", ":", "_", "\\"} and glued_at(tokens, index + 2) and kind_at(tokens, index + 2) == "number":
            return True
    return False


def _words_at(tokens: Sequence[Token], index: int) -> Amount | None:
    word = tokens[index].low
    if word in {"a", "an", "half", "quarter", "couple"}:
        return _article_amount_at(tokens, index)
    value, stop = _spelled_at(tokens, index)
    if value is None:
        return None
    if [low_at(tokens, stop + offset) for offset in range(3)] == ["and", "a", "half"]:
        value, stop = value + 0.5, stop + 3
        scale, stop = _scale_at(tokens, stop)
        value *= scale
    bare = value / SCALES[tokens[stop - 1].low] if tokens[stop - 1].low in SCALES else value
    return Amount(value, value, index, stop, worded=True, bare=bare)


def _article_amount_at(tokens: Sequence[Token], index: int) -> Amount | None:
    """ "a dozen", "half a million", "a couple of", "a hundred and twenty"; a lone article is no amount."""
    word, following = tokens[index].low, low_at(tokens, index + 1)
    if word == "half" or (word == "quarter" and following in SCALES):
        after_article = index + 2 if following in {"a", "an"} else index + 1
        scale, stop = _scale_at(tokens, after_article)
        part = 0.5 if word == "half" else 0.25
        if scale != 1:
            return Amount(part * scale, part * scale, index, stop, worded=True, bare=part * scale)
        return None
    if word in {"a", "an"} and following == "half" and low_at(tokens, index + 2) in SCALES:
        scale, stop = _scale_at(tokens, index + 2)
        return Amount(scale / 2, scale / 2, index, stop, worded=True, bare=scale / 2)
    couple = index + 1 if word == "a" else index
    if low_at(tokens, couple) == "couple":
        if low_at(tokens, couple + 1) != "of":
            return None
        scale, stop = _scale_at(tokens, couple + 2)
        return Amount(2 * scale, 2 * scale, index, stop, worded=True, bound="about", hedged=True, bare=2)
    if word in {"a", "an"} and following in SCALES and following not in {"thousands", "millions", "billions"}:
        value, stop = _spelled_at(tokens, index + 1, start=1)
        return None if value is None else Amount(value, value, index, stop, worded=True, bare=value)
    return None


def _spelled_at(tokens: Sequence[Token], index: int, start: float | None = None) -> tuple[float | None, int]:
    """Value of a number in words ("two hundred and fifty thousand") and the index after it; None where there is none."""
    total, current, stop, seen = 0.0, start or 0.0, index, start is not None
    room = "any" if start is None else "scale"
    while stop < len(tokens) and stop - index < 14:
        word = tokens[stop].low
        if word in ONES and room in {"any", "ones"} and (room == "any" or ONES[word] < 10):
            current, room, seen = current + ONES[word], "scale", True
        elif word in TENS and room == "any":
            current, room, seen = current + TENS[word], "ones", True
        elif word in SCALES and seen:
            if word == "hundred":
                current, room = (current or 1) * 100, "any"
            else:
                total, current, room = total + (current or 1) * SCALES[word], 0.0, "any"
        elif seen and word == "-" and room == "ones" and low_at(tokens, stop + 1) in ONES:
            pass
        elif seen and word == "and" and room == "any" and low_at(tokens, stop + 1) in ONES | TENS:
            if low_at(tokens, stop - 1) not in {"hundred", "thousand"}:
                break
        else:
            break
        stop += 1
    return (total + current, stop) if seen else (None, index)


def as_thousands(amount: Amount, always: bool = False) -> Amount:
    """ "1.250" as 1,250 where a fraction makes no sense."""
    if always and amount.thousands is not None:
        return amount._replace(low=amount.thousands, high=amount.thousands)
    return amount


def as_decimal(amount: Amount, value: float) -> float | None:
    """The value as a decimal; None for "1.500 hours", which could be either."""
    if amount.thousands is not None and amount.thousands % 100 == 0:
        return None
    return value
