"""Times of day, alone or as the two ends of a window, in seconds since midnight."""

from collections.abc import Sequence

from assistant.domain.reading import units
from assistant.domain.reading.found import Found
from assistant.domain.reading.nouns import NOT_IN_A_PHRASE
from assistant.domain.reading.passage import Passage
from assistant.domain.reading.tokens import Hit, Token, glued_at, kind_at, low_at
from assistant.domain.reading.wordlists import words

DAY_PARTS = {"morning": "am", "afternoon": "pm", "evening": "pm"}
OPENING = words("open opens opened opening shift shifts staffed hours")
CLOCK_WORDS = {"noon": 12 * units.HOUR, "midday": 12 * units.HOUR, "midnight": 0.0}
WRITTEN = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
           "twelve": 12}  # fmt: skip
"""Hours in words; "one" is hardly ever an hour."""
BEFORE_AN_HOUR = words("at by before until till around from after between since to")
"""Without one of these, or an "o'clock", "two in the morning" may be two people."""
AFTER_AN_HOUR = words("o'clock oclock am pm")


def time_at(passage: Passage, index: int) -> Found | None:
    """ "18:00", "7 in the morning", "7:30 pm", "noon", "between 9:00 and 17"; low and high are seconds since midnight."""
    tokens = passage.tokens
    first = _clock_at(tokens, index)
    if first is None:
        return _bare_hours_at(passage, index)
    connector = first.stop
    if (
        low_at(tokens, connector) in {"to", "-", "–", "until", "till", "and"}
        and low_at(tokens, index - 1) in {"between", "from"}
        or low_at(tokens, connector) in {"to", "-", "–"}
    ):
        second = _clock_at(tokens, connector + 1) or _hour_at(tokens, connector + 1)
        if second is not None and second.value > first.value:
            return Found("time", index, second.stop, first.value, second.value)
    return Found("time", index, first.stop, first.value, first.value)


def _bare_hours_at(passage: Passage, index: int) -> Found | None:
    """ "7 to 9 in the morning", "9 to 5pm": hours that the second one explains."""
    tokens = passage.tokens
    first = _hour_at(tokens, index)
    if first is None or low_at(tokens, first.stop) not in {"to", "-", "–", "and", "until", "till"}:
        return None
    if low_at(tokens, first.stop) == "and" and low_at(tokens, index - 1) != "between":
        return None
    second = _clock_at(tokens, first.stop + 1)
    if second is None and passage.has_near(OPENING, index, 4, 0):
        second = _hour_at(tokens, first.stop + 1)
    if second is None:
        return None
    low = first.value
    if (
        second.value >= 13 * units.HOUR
        and tokens[second.stop - 1].low not in {"pm", "m"}
        and low_at(tokens, second.stop - 1) in DAY_PARTS
    ):
        low += 12 * units.HOUR
    return Found("time", index, second.stop, low, second.value) if low < second.value else None


def _hour_at(tokens: Sequence[Token], index: int) -> Hit[float] | None:
    hour = _number_of_hours(tokens, index)
    if hour is None:
        return None
    after = low_at(tokens, index + 1)
    followed = (
        kind_at(tokens, index + 1) in {"word", "coded"}
        and after not in NOT_IN_A_PHRASE
        or after in {"%", "€", "$", "+"}
    )
    return Hit(hour * units.HOUR, index + 1) if hour <= 24 and not followed else None


def _clock_at(tokens: Sequence[Token], index: int) -> Hit[float] | None:
    word = low_at(tokens, index)
    if word in CLOCK_WORDS:
        return Hit(CLOCK_WORDS[word], index + 1)
    if kind_at(tokens, index) == "clock":
        hours, minutes = (int(part) for part in tokens[index].text.split(":"))
        if hours > 24 or minutes > 59:
            return None
        seconds, stop = hours * units.HOUR + minutes * units.MINUTE, index + 1
        half = _half_of_day(tokens, stop)
        return (
            Hit(_on_the_right_half(seconds, half.value), half.stop)
            if half is not None and hours <= 12
            else Hit(seconds, stop)
        )
    number = _number_of_hours(tokens, index)
    if number is not None:
        half = _half_of_day(tokens, index + 1)
        if half is not None and 1 <= number <= 12:
            return Hit(_on_the_right_half(number * units.HOUR, half.value), half.stop)
        if low_at(tokens, index + 1) in {"o'clock", "oclock"} and number <= 24:
            return Hit(number * units.HOUR, index + 2)
    return None


def _number_of_hours(tokens: Sequence[Token], index: int) -> int | None:
    """Two digits at most, or a word that can only be an hour."""
    if kind_at(tokens, index) == "number" and tokens[index].text.isdigit() and len(tokens[index].text) <= 2:
        return int(tokens[index].text)
    before = low_at(tokens, index - 1)
    ends_a_window = before == "and" and low_at(tokens, index - 3) in {"between", "from"}
    is_hour = before in BEFORE_AN_HOUR or ends_a_window or low_at(tokens, index + 1) in AFTER_AN_HOUR
    return WRITTEN.get(low_at(tokens, index)) if is_hour else None


def _half_of_day(tokens: Sequence[Token], index: int) -> Hit[str] | None:
    word = low_at(tokens, index)
    if word in {"am", "pm"} and (
        glued_at(tokens, index) or kind_at(tokens, index + 1) != "word" or low_at(tokens, index + 1) in NOT_IN_A_PHRASE
    ):
        return Hit(word, index + 1)
    if word in {"a", "p"} and [low_at(tokens, index + 1), low_at(tokens, index + 2)] == [".", "m"]:
        return Hit(
            word + "m", index + 4 if low_at(tokens, index + 3) == "." and glued_at(tokens, index + 3) else index + 3
        )
    if word == "in" and low_at(tokens, index + 1) == "the" and low_at(tokens, index + 2) in DAY_PARTS:
        return Hit(DAY_PARTS[low_at(tokens, index + 2)], index + 3)
    if word == "at" and low_at(tokens, index + 1) == "night":
        return Hit("night", index + 2)
    return None


def _on_the_right_half(seconds: float, half: str) -> float:
    noon = 12 * units.HOUR
    hours = seconds % noon
    if half == "night":
        return hours + noon if hours >= 6 * units.HOUR else hours
    return hours + noon if half == "pm" else hours
