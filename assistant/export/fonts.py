"""The letters that ship with us, and what to print where a script has none.

System fonts are never looked at: the same words give the same bytes on every machine.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.domain.cleaning import MEANINGLESS

FOLDER = Path(__file__).parent / "typefaces"
REGULAR, BOLD, ITALIC = "NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf"
FALLBACKS = (
    "NotoSansMath-Regular.ttf",
    "NotoSansSymbols-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansThai-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "NotoEmoji-Regular.ttf",
    "DroidSansFallback.ttf",
    "FramefirstHangul.ttf",
)
"""Asked in this order for a character that the text face does not have."""

SHAPED = frozenset(file for file in FALLBACKS if re.search("Hebrew|Arabic|Thai|Devanagari|Emoji", file))

SILENT = re.compile("[\u034f\u200c-\u200f\u061c\u2060\ufe00-\ufe0f\U000e0000-\U000e01ef]")
"""Steer how neighbours look and have no shape of their own."""


@cache
def letters(file: str) -> frozenset[int]:
    """The code points a font can draw."""
    from fontTools.ttLib import TTFont

    with TTFont(FOLDER / file, lazy=True) as font:
        return frozenset(font.getBestCmap())


def fallbacks(text: str) -> tuple[str, ...]:
    """The fonts a text needs besides the text face; none for most."""
    left = {ord(character) for character in text} - letters(REGULAR)
    needed: list[str] = []
    for file in FALLBACKS:
        if not left:
            break
        if left & letters(file):
            needed.append(file)
            left -= letters(file)
    return tuple(needed)


@dataclass(frozen=True)
class Printable:
    """A text in which every character has a shape; `without` names the scripts that had none."""

    text: str
    without: tuple[str, ...] = ()


def printable(text: str) -> Printable:
    """Runs of characters that no font here can draw become the name of their script: "[Tamil]"."""
    readable = MEANINGLESS.sub("", text)
    spaced = "".join(" " if character.isspace() and character != "\n" else character for character in readable)
    drawn = frozenset().union(letters(REGULAR), {0x20, 0x0A}, *(letters(file) for file in fallbacks(spaced)))
    if all(ord(character) in drawn for character in spaced):
        return Printable(spaced)
    parts: list[str] = []
    without: dict[str, None] = {}
    for character in spaced:
        if ord(character) in drawn:
            parts.append(character)
        elif not SILENT.match(character):
            name = script(character)
            without[name] = None
            if not parts or parts[-1] != f"[{name}]":
                parts.append(f"[{name}]")
    return Printable("".join(parts), tuple(without))


def script(character: str) -> str:
    """What the letter belongs to, as Unicode names it: "Tamil", "Cuneiform"; "symbol" for anything else."""
    if unicodedata.category(character)[0] not in "LMN":
        return "symbol"
    return unicodedata.name(character, "symbol").split(" ")[0].split("-")[0].capitalize()


def needs_shaping(text: str) -> bool:
    """Whether letters change with their neighbours or with the direction they run in."""
    return not SHAPED.isdisjoint(fallbacks(text)) or any(unicodedata.category(letter) == "Mn" for letter in set(text))


def right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from the right."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((direction in ("R", "AL") for direction in directions if direction in ("L", "R", "AL")), False)


def without_letters(texts: Iterable[str]) -> tuple[str, ...]:
    """The scripts in these texts that no font here can draw, each once."""
    return tuple(dict.fromkeys(name for text in texts for name in printable(text).without))
