"""The two pictures of a document, drawn in lines: the tree of whys, and what made each option's total.

Both only show what stands in words beside them. What is too large to read as a picture is left to the words.
"""

import io
import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from assistant.export.document import Chain, Table
from assistant.export.fonts import printable
from assistant.export.sheet import ACCENT, INK, LINE, MUTED, WASH, WHITE, Colour, Sheet

MOST_STEPS = 24
MOST_ROWS, MOST_PARTS = 10, 8
LONGEST = 140
"""Characters of a person's words in a box; the whole of them stands in the list below."""
PARTS: tuple[Colour, ...] = (
    (11, 95, 102), (201, 138, 43), (122, 150, 110), (92, 107, 138), (176, 98, 78), (150, 178, 180), (120, 92, 128), (160, 152, 130),
)  # fmt: skip
WIDTH = 170.0
DOTS_PER_POINT = 200 / 72
ENDLESS = 3000.0
"""Millimetres: higher than the largest picture; what is not drawn on is cut off."""

PDFIUM = threading.Lock()
"""PDFium keeps state of its own and does not expect two threads."""


def can_draw_tree(chain: Chain) -> bool:
    return 2 <= len(chain.steps) <= MOST_STEPS


def can_draw_shares(table: Table) -> bool:
    return bool(table.shares) and len(table.rows) <= MOST_ROWS and len(table.columns) - 2 <= MOST_PARTS


def tree_in_words(chain: Chain) -> str:
    """What the picture shows, for who cannot see it."""
    told = "; ".join(f"level {depth + 1}: {_short(text)} ({mark})" for depth, text, mark in chain.steps)
    return f"Tree of causes, each under what it explains. {told}."


def shares_in_words(table: Table) -> str:
    told = "; ".join(f"{_short(row[0])} {row[-1]}" for row in table.rows)
    return f"Bars: the total of each option and what each criterion adds to it. {told}."


def tree(sheet: Sheet, chain: Chain) -> None:
    """Draws from the left margin and the current height on; ends below the picture."""
    left, step_in, line = sheet.l_margin, _indent(chain), 4.4
    feet: dict[int, tuple[int, float, float]] = {}
    for depth, text, mark in chain.steps:
        x = left + depth * step_in
        width = min(WIDTH - depth * step_in, 118)
        sheet.style("B" if depth == 0 else "", 9)
        words = _short(text)
        body = sheet.height_of(words, width - 6, line)
        height = body + 7.6
        if not sheet.room(height + 2):
            sheet.add_page()
        y = sheet.get_y()
        if depth:
            _elbow(sheet, feet.get(depth - 1), x, y + height / 2, x - step_in + 3)
        root = "root cause" in mark
        sheet.set_draw_color(*(ACCENT if root else LINE))
        sheet.set_fill_color(*(WASH if depth == 0 else WHITE))
        sheet.set_line_width(0.5 if root else 0.25)
        sheet.rect(x, y, width, height, style="DF", round_corners=True, corner_radius=1.4)
        sheet.style("B" if depth == 0 else "", 9)
        sheet.text_at(x + 3, y + 1.6, width - 6, line, words)
        sheet.style("B" if root else "", 7, ACCENT if root else MUTED)
        sheet.text_at(x + 3, y + body + 2.2, width - 6, 3.6, _short(printable(mark).text, 110))
        feet[depth] = (sheet.page, x + 3, y + height)
        sheet.set_xy(left, y + height + 2.2)
    sheet.ln(1.5)


def _elbow(sheet: Sheet, foot: tuple[int, float, float] | None, x: float, y: float, trunk: float) -> None:
    top = foot[2] if foot and foot[0] == sheet.page else sheet.t_margin
    sheet.set_draw_color(*MUTED)
    sheet.set_line_width(0.25)
    sheet.line(trunk, top, trunk, y)
    sheet.line(trunk, y, x, y)


def _indent(chain: Chain) -> float:
    deepest = max(depth for depth, _, _ in chain.steps)
    return min(9.0, (WIDTH - 70) / max(deepest, 1))


def shares(sheet: Sheet, table: Table) -> None:
    left, named, line = sheet.l_margin, 52.0, 4.2
    scale = (WIDTH - named - 14) / 5
    sheet.style("", 8.5)
    for row, parts in zip(table.rows, table.shares, strict=True):
        name = _short(row[0], 90)
        sheet.style("B" if row is table.rows[0] else "", 8.5)
        height = max(sheet.height_of(name, named - 4, line), 7.0)
        if not sheet.room(height + 3):
            sheet.add_page()
        y = sheet.get_y()
        sheet.text_at(left, y + (height - sheet.height_of(name, named - 4, line)) / 2, named - 4, line, name)
        _bar(sheet, left + named, y + (height - 6.4) / 2, 6.4, scale, parts)
        end = left + named + sum(parts) * scale
        sheet.style("B", 8.5)
        sheet.text_at(end + 1.5, y + (height - line) / 2, 14, line, row[-1])
        sheet.set_xy(left, y + height + 2.4)
    _legend(sheet, table.columns[1:-1], left + named)


def _bar(sheet: Sheet, x: float, y: float, height: float, scale: float, parts: Sequence[float]) -> None:
    for part, colour in zip(parts, PARTS, strict=False):
        width = part * scale
        if width <= 0:
            continue
        sheet.set_fill_color(*colour)
        sheet.set_draw_color(*WHITE)
        sheet.set_line_width(0.3)
        sheet.rect(x, y, width, height, style="DF")
        if width > 8:
            sheet.style("", 7, WHITE)
            sheet.text_at(x, y + 1.2, width, 4, f"{part:.1f}", align="C")
        x += width


def _legend(sheet: Sheet, names: Sequence[str], left: float) -> None:
    x, y = left, sheet.get_y() + 0.6
    for name, colour in zip(names, PARTS, strict=False):
        sheet.style("", 7.5, INK)
        words = _short(name, 40)
        width = sheet.get_string_width(words) + 9
        if x > left and x + width > sheet.l_margin + WIDTH:
            x, y = left, y + 4.8
        sheet.set_fill_color(*colour)
        sheet.rect(x, y + 0.6, 2.8, 2.8, style="F")
        sheet.text_at(x + 3.4, y, width, 4, words, align="L")
        x += width
    sheet.set_xy(sheet.l_margin, y + 6.5)


def _short(text: str, longest: int = LONGEST) -> str:
    words = " ".join(printable(text).text.split())
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


# -- as an image -------------------------------------------------------------------------------------------------------


def png_of_tree(chain: Chain, made: datetime) -> bytes:
    texts = [_short(words) for _, text, mark in chain.steps for words in (text, mark)]
    return _png(texts, made, lambda sheet: tree(sheet, chain))


def png_of_shares(table: Table, made: datetime) -> bytes:
    texts = [_short(text) for text in (*table.columns, *(row[0] for row in table.rows))]
    return _png(texts, made, lambda sheet: shares(sheet, table))


def _png(texts: Sequence[str], made: datetime, draw: Callable[[Sheet], None]) -> bytes:
    sheet = Sheet(texts, made, size=(WIDTH + 4, ENDLESS))
    sheet.set_margins(2, 2, 2)
    sheet.set_auto_page_break(False, margin=2)
    sheet.add_page()
    draw(sheet)
    return _raster(bytes(sheet.output()), unused=(ENDLESS - sheet.get_y() - 1) * sheet.k)


def _raster(pdf: bytes, unused: float) -> bytes:
    """The page without that many points at its foot."""
    import pypdfium2

    with PDFIUM:
        opened = pypdfium2.PdfDocument(pdf)
        try:
            image = opened[0].render(scale=DOTS_PER_POINT, crop=(0, unused, 0, 0)).to_pil()
        finally:
            opened.close()
    drawn = io.BytesIO()
    image.convert("RGB").save(drawn, "PNG", dpi=(200, 200))
    return drawn.getvalue()
