"""How checks read text: plainly, and apart from the code they judge."""

import re
import unicodedata
from collections.abc import Iterable

from assistant.domain.reading.wordlists import words as listed

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
NUMBER = re.compile(r"\d+(?:[.,\u202f\u00a0'’ ]\d+)*")
IN_MARKS = re.compile(r"[\"“„«][^\"“”„«»\n]*[\"”“»]")
RUN = 6
"""So many words in a row are no accident."""
COMMON = listed(
    "a about after all also am an and any are as at be because been before but by can could did do does each else "
    "for from get go had has have how if in into is it its just let like made make many may me might more most much "
    "must my need no not now of off on one only or other our out over own per say says should since so some still "
    "such than that the their them then there these they this those through to today too under until up us use very "
    "was way we were what when where which while who whom whose why will with would you your yours"
)
FUNCTION_WORDS = {
    "English": listed(
        "the a and of to is it that for with not what who how in on are you we was this be which from their they"
    ),
    "German": listed(
        "der die das und ist nicht wer wie im den dem mit für es uns sich auf eine ein von zu wird sind wir sie bei"
    ),
    "French": listed(
        "le la les et est pas qui comment dans des un une pour que nous vous sur avec ce il elle sont du au en de"
    ),
    "Spanish": listed(
        "el la los y es no quién cómo en de un una para que nos con se por lo las son del al más su como está"
    ),
    "Dutch": listed(
        "de het een en is niet wie hoe in van dat voor met op te zijn we jullie dit er wordt bij naar ook maar"
    ),
    "Italian": listed(
        "il la le e è non chi come in di un una per che ci con si sono del della gli lo ma più da al nel"
    ),
}


def plain(text: str) -> str:
    """Without what typography and line breaks make different."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(folded.translate(str.maketrans("‘’“”„«»‐‑–—−", '\'\'"""""-----')).split())


def words(text: str) -> list[str]:
    return WORD.findall(plain(text))


def content(text: str) -> frozenset[str]:
    """Words of weight, cut to their beginning so that "parcel" and "parcels" are one."""
    return frozenset(word[:5] for word in words(text) if word not in COMMON and len(word) > 2)


def numbers(text: str) -> set[str]:
    """As digits alone: "6,400" and "6 400" are one number, "3,5" and "3.5" too."""
    found = set()
    for match in NUMBER.finditer(text):
        for written in _readings(match.group()):
            found.add(written)
    return found


def _readings(written: str) -> Iterable[str]:
    """A group of three digits may be thousands or a fraction; spaces may part two numbers."""
    joined = re.sub(r"[.,\u202f\u00a0'’ ](?=\d{3}(?!\d))", "", written)
    yield from (part.replace(",", ".") for part in re.split(r"[\u202f\u00a0'’ ]", joined))


def runs(text: str, length: int = RUN) -> set[tuple[str, ...]]:
    spoken = re.findall(r"[^\W_]+", plain(text))
    return {tuple(spoken[start : start + length]) for start in range(len(spoken) - length + 1)}


def shares_a_run(text: str, other: str, length: int = RUN) -> bool:
    return not runs(text, length).isdisjoint(runs(other, length))


def alike(text: str, other: str) -> float:
    """Share of the words of weight of both that both have."""
    first, second = content(text), content(other)
    return len(first & second) / len(first | second) if first | second else 0.0


def without_quotes(text: str) -> str:
    return IN_MARKS.sub(" ", text)


def quotes(text: str, least: int = 3) -> list[str]:
    """What stands between quotation marks, from so many words on."""
    found = [match.group()[1:-1].strip(" .,;:!?…") for match in IN_MARKS.finditer(text)]
    return [quote for quote in found if len(quote.split()) >= least]


def sentences(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"(?<=[.!?])\s+|\n+", text) if one.strip()]


def language(text: str) -> str | None:
    """By its small words; None for a text too short to tell."""
    spoken = words(text)
    counts = {name: sum(word in small for word in spoken) for name, small in FUNCTION_WORDS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= 3 else None
