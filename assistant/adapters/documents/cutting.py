"""Parts of a document to the pieces that are embedded and found, none across a page or a heading. Pure."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.adapters.documents.part import Part
from assistant.adapters.knowledge.chunking import pieces_of, plain_text


@dataclass(frozen=True)
class Piece:
    """`text` is shown, `searched` is what is embedded and matched."""

    place: str
    heading: str
    text: str
    searched: str

    @property
    def key(self) -> bytes:
        """The same for the same words wherever they stand: what is embedded once is not embedded again."""
        return hashlib.sha256(self.searched.encode()).digest()[:16]


def cut(parts: Iterable[Part]) -> Iterator[Piece]:
    for part in parts:
        line = int(part.place.removeprefix("line=")) if part.place.startswith("line=") else 0
        for text in pieces_of(part.text):
            place = f"line={line}" if line else part.place
            line += text.count("\n") if line else 0
            plain = plain_text(text)
            if plain:
                yield Piece(place, part.heading, text, f"{part.heading}\n{plain}" if part.heading else plain)
