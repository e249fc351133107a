"""The door: text from people, files and models is cleaned here once, before anything stores or reads it.

Kept is what a reader sees. Taken out is what only a machine sees: controls, half characters, and the
invisible characters that hide words from people. What scripts and emoji need to look right stays.
"""

import re
import unicodedata
from dataclasses import dataclass


class Unreadable(ValueError):
    """A message that cannot be taken in; the text is a line for its author."""


MESSAGE_LIMIT = 32_000
"""Characters of a message, counted after NFC."""
WORTH_CLEANING = 10 * MESSAGE_LIMIT
"""Characters beyond which a message is only measured: the rest of the work would be for nothing."""

LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
MEANINGLESS = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{NONCHARACTERS}]")
"""Controls but line feed and tab, lone surrogates, noncharacters."""

TAGS = re.compile("[\U000e0000-\U000e007f]+")
FLAGS_IN_TAGS = tuple(
    "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in region) + "\U000e007f"
    for region in ("gbeng", "gbsct", "gbwls")
)
"""England, Scotland, Wales: the emoji that are spelled with tag characters."""

INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
JOINERS = "\u200c\u200d"
DIRECTION_MARKS = "\u061c\u200e\u200f"
MONGOLIAN_VOWEL_SEPARATOR = "\u180e"
EMOJI_VARIATION = "\ufe0f"

JOINING_SCRIPTS = re.compile(
    "(?:"
    "ADLAM|ARABIC|BALINESE|BENGALI|BRAHMI|CHAKMA|DEVANAGARI|GRANTHA|GUJARATI|GURMUKHI|HANIFI|"
    "HEBREW|JAVANESE|KAITHI|KANNADA|KHMER|KHOJKI|KHUDAWADI|MALAYALAM|MANDAIC|MANICHAEAN|MEETEI|"
    "MODI|MONGOLIAN|MYANMAR|NKO|NEWA|ORIYA|PHAGS-PA|PSALTER|SAURASHTRA|SHARADA|SIDDHAM|SINHALA|"
    "SOGDIAN|SUNDANESE|SYRIAC|TAKRI|TAMIL|TELUGU|TIBETAN|TIRHUTA"
    ") "
)
"""Scripts in which a joiner or non-joiner changes what is seen, as the Unicode names of their letters begin."""

UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks without ink."""


@dataclass(frozen=True)
class Cleaned:
    text: str
    marks: tuple[str, ...] = ()
    """Names of the invisible characters that were taken out, each once, in the order they were met."""


def accept(text: str) -> Cleaned:
    """A message, cleaned. Raises Unreadable when there is nothing to read in it or too much."""
    cleaned = clean(text) if len(text) <= WORTH_CLEANING else Cleaned(unicodedata.normalize("NFC", text))
    over = len(cleaned.text) - MESSAGE_LIMIT
    if over > 0:
        characters = "1 character" if over == 1 else f"{over:,} characters"
        raise Unreadable(
            f"The message is {characters} over the limit of {MESSAGE_LIMIT:,}. Nothing was sent; "
            "shorten it, or send it in parts."
        )
    if is_blank(cleaned.text):
        raise Unreadable("There is nothing to read in that message. Write something, then send it.")
    return cleaned


def is_blank(text: str) -> bool:
    """Nothing in it that a person could see."""
    return all(
        character.isspace() or character in UNSEEN or unicodedata.category(character) in ("Cc", "Cf", "Cs")
        for character in clean(text).text
    )


def clean(text: str) -> Cleaned:
    """The text in NFC with plain line ends, without what no reader sees. Cleaning twice changes nothing more."""
    visible = unicodedata.normalize("NFC", MEANINGLESS.sub("", LINE_ENDS.sub("\n", text)))
    if visible.isascii() or not INVISIBLE.search(visible):
        return Cleaned(visible)
    right_to_left = any(_is_right_to_left(character) for character in visible)
    marks: dict[str, None] = {}

    def keep_or_drop(match: re.Match[str]) -> str:
        if _is_needed(match, right_to_left):
            return match.group()
        marks[_name(match.group())] = None
        return ""

    kept = INVISIBLE.sub(keep_or_drop, visible)
    # What stood between them is gone: a letter and its accent may compose now.
    return Cleaned(unicodedata.normalize("NFC", kept), tuple(marks))


def _name(character: str) -> str:
    """What it is called: "right-to-left override"; a family of characters by the name of the family."""
    if TAGS.match(character):
        return "tag characters"
    name = unicodedata.name(character, "invisible character").lower().replace("zero width", "zero-width")
    return "variation selector" if name.startswith("variation selector") else name


def _is_needed(match: re.Match[str], right_to_left: bool) -> bool:
    """Whether the text around an invisible character looks different without it.

    Only what is never taken out itself counts as a reason to stay, so that one pass is enough.
    """
    character, text, at = match.group(), match.string, match.start()
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if character in JOINERS:
        return _joins_letters(before) or (character == "\u200d" and _joins_emoji(text, at))
    if character in DIRECTION_MARKS:
        return right_to_left
    if character == MONGOLIAN_VOWEL_SEPARATOR:
        return _script(before) == "MONGOLIAN" == _script(after)
    if "\ufe00" <= character <= EMOJI_VARIATION:
        return before != "" and not before.isspace() and not INVISIBLE.match(before)
    if character >= "\U000e0100":
        return _script(before) == "CJK"
    return bool(TAGS.match(character)) and _spells_a_flag(text, at)


def _is_right_to_left(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("R", "AL") and character not in DIRECTION_MARKS


def _joins_letters(before: str) -> bool:
    return (
        before != ""
        and unicodedata.category(before)[0] in "LM"
        and JOINING_SCRIPTS.match(unicodedata.name(before, "")) is not None
    )


def _joins_emoji(text: str, at: int) -> bool:
    before = text[max(0, at - 2) : at].removesuffix(EMOJI_VARIATION)[-1:]
    return _is_pictograph(before) and _is_pictograph(text[at + 1 : at + 2])


def _is_pictograph(character: str) -> bool:
    """Of the emoji blocks as a whole, so that emoji newer than Python's tables count."""
    if character == "":
        return False
    return (
        "\U0001f000" <= character <= "\U0001faff"
        or ("\u2190" <= character <= "\u2bff" and unicodedata.category(character) == "So")
        or character == "\u2194"
    )


def _spells_a_flag(text: str, at: int) -> bool:
    return any(
        text.startswith(flag, start) for flag in FLAGS_IN_TAGS for start in range(at - len(flag) + 1, at) if start >= 0
    )


def _script(character: str) -> str:
    return unicodedata.name(character, "").split(" ")[0] if character else ""
