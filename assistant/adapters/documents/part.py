"""A stretch of a document's text and where it stands. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

NOT_IN_A_PLACE = re.compile(r"[\W_]+")
LONGEST_PLACE = 60
PLACED = re.compile(r"(page|row|line)=(\d+)")


@dataclass(frozen=True)
class Part:
    """`place` is written as after the # of an address: page=3, row=12, line=40, or a heading as `service-levels`."""

    place: str
    heading: str
    text: str


@dataclass(frozen=True)
class Heading:
    level: int
    text: str


def by_heading(blocks: Iterable[Heading | str]) -> Iterator[Part]:
    """Blocks in reading order, gathered under the headings they follow: "Costs: Per region"."""
    above: dict[int, str] = {}
    gathered: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            gathered.append(block)
            continue
        yield from _gathered(above, gathered)
        gathered = []
        above = {level: text for level, text in above.items() if level < block.level} | {block.level: block.text}
    yield from _gathered(above, gathered)


def _gathered(above: dict[int, str], blocks: list[str]) -> Iterator[Part]:
    text = _joined(blocks)
    if text.strip():
        heading = ": ".join(above.values())
        yield Part(place_of(heading), heading, text)


def _joined(blocks: list[str]) -> str:
    """Paragraphs apart, rows of a table together."""
    pieces: list[str] = []
    for before, block in zip(["", *blocks], blocks, strict=False):
        pieces += ["\n" if before.startswith("|") and block.startswith("|") else "\n\n", block]
    return "".join(pieces[1:])


def place_of(heading: str) -> str:
    return NOT_IN_A_PLACE.sub("-", heading.casefold())[:LONGEST_PLACE].strip("-")


def section_id(name: str, place: str) -> str:
    """How a passage of a document is cited: `offer.pdf#page=3`. No section of the guide has a # in its id."""
    return f"{name}#{place}"


def title_of(section: str) -> str | None:
    """ "offer.pdf, page 3", from the id alone: a citation is still readable when its document is gone."""
    name, mark, place = section.rpartition("#")
    if not mark or not name:
        return None
    counted = PLACED.fullmatch(place)
    where = f"{counted[1]} {counted[2]}" if counted else place.replace("-", " ")
    return f"{name}, {where}" if where else name
