"""A page to write and draw on: our fonts, our colours, and no trace of the machine or the hour."""

from collections.abc import Iterable
from datetime import datetime

from fpdf import FPDF
from fpdf.enums import MethodReturnValue

from assistant.export import fonts

Colour = tuple[int, int, int]
INK: Colour = (29, 36, 38)
MUTED: Colour = (98, 106, 105)
ACCENT: Colour = (11, 95, 102)
AMBER: Colour = (138, 84, 0)
LINE: Colour = (220, 216, 205)
WASH: Colour = (241, 239, 233)
WHITE: Colour = (255, 255, 255)
FACE = "text"
MARGIN = 20.0
"""Millimetres, as everything on a page but the size of letters, which is in points."""


class Sheet(FPDF):
    """Holds only the fonts that `texts` need; write nothing else on it."""

    def __init__(self, texts: Iterable[str], made: datetime, size: str | tuple[float, float] = "A4") -> None:
        super().__init__(format=size)
        # Words that people wrote are words: "{nb}" is not a page count.
        self.str_alias_nb_pages = None  # type: ignore[assignment]
        self.set_creation_date(made)
        self.set_lang("en")
        for style, file in (("", fonts.REGULAR), ("B", fonts.BOLD), ("I", fonts.ITALIC)):
            self.add_font(FACE, style, fonts.FOLDER / file)
        told = "".join(texts)
        needed = fonts.fallbacks(told)
        for file in needed:
            self.add_font(file, "", fonts.FOLDER / file)
        self.set_fallback_fonts(list(needed), exact_match=False)
        # Costs more than all the rest of a long document; most words look the same without it.
        self.set_text_shaping(fonts.needs_shaping(told))
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(True, margin=MARGIN)
        self.style()

    def style(self, emphasis: str = "", size: float = 10, colour: Colour = INK) -> None:
        self.set_font(FACE, emphasis, size)
        self.set_text_color(*colour)
        self._begin_with_this_font()

    def header(self) -> None:
        self._begin_with_this_font()

    def _begin_with_this_font(self) -> None:
        """fpdf2 leaves the font of a line that begins with a fallback font inside that line, and the next line has none."""
        if self.page and self.current_font is not None:
            self._out(self._set_font_for_page(self.current_font, self.font_size_pt))

    def height_of(self, text: str, width: float, line: float) -> float:
        """How high a text stands at this width in the current style; nothing is printed."""
        height = self.multi_cell(width, line, text, dry_run=True, output=MethodReturnValue.HEIGHT)
        assert isinstance(height, float | int)
        return float(height)

    def text_at(self, x: float, y: float, width: float, line: float, text: str, align: str = "") -> None:
        """By default words begin at the side they run from."""
        self.set_xy(x, y)
        self.multi_cell(width, line, text, align=align or ("R" if fonts.right_to_left(text) else "L"))

    def room(self, height: float) -> bool:
        """Whether that much fits above the lower margin."""
        return self.get_y() + height <= self.h - self.b_margin
