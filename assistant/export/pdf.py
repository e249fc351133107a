"""The document as a PDF: the same words as every other format, with pictures, contents and bookmarks."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from fpdf.fonts import FontFace
from fpdf.outline import OutlineSection

from assistant.export import pictures
from assistant.export.document import Blocks, Chain, Document, Line, Missing, Section, Table
from assistant.export.fonts import printable, right_to_left, without_letters
from assistant.export.sheet import ACCENT, AMBER, FACE, INK, LINE, MARGIN, MUTED, WASH, WHITE, Sheet

INDENT = 5.0
LEADING = 5.0
MOST_COLUMNS = 8
LONGEST_CELL = 400
"""Beyond these a table is told row by row: narrow columns of long words are for nobody."""


def render(document: Document, made: datetime) -> bytes:
    sheet = _Paper(_texts(document), made)
    sheet.title_below = printable(" ".join(document.title.split())).text
    sheet.set_title(sheet.title_below)
    sheet.set_subject("Trade-off document")
    sheet.set_creator("Framefirst")
    sheet.add_page()
    _opening(sheet, document)
    _contents(sheet, document)
    for section in document.sections:
        _section(sheet, section)
    return bytes(sheet.output())


class _Paper(Sheet):
    title_below = ""

    def footer(self) -> None:
        self.set_y(-13)
        self.style("", 7.5, MUTED)
        shown = self.title_below if len(self.title_below) <= 90 else f"{self.title_below[:89]}…"
        self.cell(self.epw - 20, 5, shown, align="L")
        self.cell(20, 5, str(self.page_no()), align="R")


def _texts(document: Document) -> Iterator[str]:
    """Every word that will stand on the pages."""
    yield "…•–—“”’0123456789"
    for text in words_of(document):
        yield printable(text).text


def words_of(document: Document) -> Iterator[str]:
    yield from (document.title, document.status)
    for blocks in (document.lead, *(section.blocks for section in document.sections)):
        for block in blocks:
            match block:
                case Line():
                    yield from (block.text, block.mark, block.label)
                case Missing():
                    yield block.text
                case Table():
                    yield from block.columns
                    yield from (cell for row in block.rows for cell in row)
                case Chain():
                    yield from (words for _, text, mark in block.steps for words in (text, mark))
    yield from (section.title for section in document.sections)


def _flat(text: str) -> str:
    return " ".join(printable(text).text.split())


# -- the first page ----------------------------------------------------------------------------------------------------


def _opening(sheet: Sheet, document: Document) -> None:
    sheet.style("B", 8, ACCENT)
    sheet.cell(0, 5, "TRADE-OFF DOCUMENT", new_x="LMARGIN", new_y="NEXT")
    sheet.style("B", 21)
    title = _flat(document.title)
    sheet.multi_cell(0, 9.6, title, align="R" if right_to_left(title) else "L", new_x="LMARGIN", new_y="NEXT")
    sheet.ln(1)
    sheet.style("", 9.5, MUTED)
    sheet.multi_cell(0, 5, f"Status: {_flat(document.status)}", align="L", new_x="LMARGIN", new_y="NEXT")
    sheet.ln(4)
    for block in document.lead:
        _lead(sheet, block)
    missing = without_letters(words_of(document))
    if missing:
        _missing(sheet, Missing(text=(
            f"This file has no letters for: {', '.join(missing)}. Where they stood, the name stands in brackets; "
            "the Markdown, Word and web page files hold the words themselves."
        )))  # fmt: skip
        sheet.ln(2)


def _lead(sheet: Sheet, block: Line | Missing | Table | Chain) -> None:
    if not isinstance(block, Line) or len(block.text) > 1500:
        _blocks(sheet, (block,))
        return
    sheet.style("", 11)
    text = _flat(block.text)
    height = sheet.height_of(text, sheet.epw - 12, 6) + 8
    y = sheet.get_y()
    sheet.set_fill_color(*WASH)
    sheet.rect(MARGIN, y, sheet.epw, height, style="F", round_corners=True, corner_radius=1.5)
    sheet.set_fill_color(*ACCENT)
    sheet.rect(MARGIN, y, 1.1, height, style="F")
    sheet.text_at(MARGIN + 6, y + 4, sheet.epw - 12, 6, text)
    sheet.set_xy(MARGIN, y + height + 6)


def _contents(sheet: Sheet, document: Document) -> None:
    rows = -(-len(document.sections) // 2)
    if not sheet.room(12 + rows * 5.6):
        sheet.add_page()
    sheet.style("B", 10, ACCENT)
    sheet.cell(0, 7, "Contents", new_x="LMARGIN", new_y="NEXT")
    sheet.insert_toc_placeholder(lambda pdf, outline: _list_contents(pdf, outline, rows))  # type: ignore[arg-type]  # our own sheet


def _list_contents(sheet: Sheet, outline: Sequence[OutlineSection], rows: int) -> None:
    top, width = sheet.get_y(), (sheet.epw - 10) / 2
    for place, entry in enumerate(outline):
        column, row = divmod(place, rows)
        x, y = MARGIN + column * (width + 10), top + row * 5.6
        link = sheet.add_link(page=entry.page_number)
        sheet.style("", 9)
        sheet.set_xy(x, y)
        sheet.cell(width - 10, 5.6, entry.name, link=link)
        sheet.style("", 9, MUTED)
        sheet.cell(10, 5.6, str(entry.page_number), align="R", link=link)
        sheet.set_draw_color(*LINE)
        sheet.set_line_width(0.15)
        sheet.line(x, y + 5.6, x + width, y + 5.6)


# -- sections ----------------------------------------------------------------------------------------------------------


def _section(sheet: Sheet, section: Section) -> None:
    if sheet.get_y() > MARGIN:
        sheet.ln(4)
    if not sheet.room(30):
        sheet.add_page()
    sheet.style("B", 13, ACCENT)
    sheet.start_section(section.title)
    sheet.cell(0, 8, section.title, new_x="LMARGIN", new_y="NEXT")
    sheet.ln(0.8)
    _blocks(sheet, section.blocks)


def _blocks(sheet: Sheet, blocks: Blocks) -> None:
    for block in blocks:
        match block:
            case Line():
                _line(sheet, block)
            case Missing():
                _missing(sheet, block)
            case Table():
                _table(sheet, block)
            case Chain():
                _chain(sheet, block)


Piece = tuple[str, str, float, tuple[int, int, int]]
"""Text, emphasis, size and colour."""


def _paragraph(sheet: Sheet, pieces: Sequence[Piece], indent: float = 0.0, bullet: bool = False) -> None:
    """One paragraph in several styles; wrapped lines stand under the first.

    Words that run from the right stand at the right, in the style of the longest piece.
    """
    if not sheet.room(6):
        sheet.add_page()
    if bullet:
        sheet.set_fill_color(*ACCENT)
        sheet.circle(MARGIN + indent - 2.6, sheet.get_y() + 2.6, 0.55, style="F")
    told = "".join(text for text, *_ in pieces)
    pieces = _spaced(pieces)
    sheet.set_left_margin(MARGIN + indent)
    if right_to_left(told):
        _, emphasis, size, colour = max(pieces, key=lambda piece: len(piece[0]))
        sheet.style(emphasis, size, colour)
        sheet.multi_cell(0, LEADING, told, align="R", new_x="LMARGIN", new_y="NEXT")
    else:
        for text, emphasis, size, colour in pieces:
            sheet.style(emphasis, size, colour)
            sheet.write(LEADING, text)
        sheet.ln(LEADING)
    sheet.ln(1.0)
    sheet.set_left_margin(MARGIN)


def _spaced(pieces: Sequence[Piece]) -> list[Piece]:
    """A space before words that run from the right goes to the words before: it would end up behind them."""
    spaced: list[Piece] = []
    for text, emphasis, size, colour in pieces:
        if spaced and text.startswith(" ") and right_to_left(text):
            spaced[-1] = (f"{spaced[-1][0]} ", *spaced[-1][1:])
            text = text.lstrip()
        spaced.append((text, emphasis, size, colour))
    return spaced


def _line(sheet: Sheet, line: Line) -> None:
    pieces: list[Piece] = []
    if line.label:
        pieces.append((f"{_flat(line.label)}:", "B", 10, INK))
    pieces.append((f" {_flat(line.text)}" if line.label else _flat(line.text), "", 10, INK))
    if line.mark:
        pieces.append((f"  {_flat(line.mark)}", "I", 8, MUTED))
    _paragraph(sheet, pieces, indent=INDENT if line.bullet else 0.0, bullet=line.bullet)


def _missing(sheet: Sheet, missing: Missing) -> None:
    _paragraph(
        sheet, [("Missing.", "B", 10, AMBER), (f" {_flat(missing.text)}", "", 10, INK)], indent=INDENT, bullet=True
    )  # fmt: skip


def _chain(sheet: Sheet, chain: Chain) -> None:
    if pictures.can_draw_tree(chain):
        pictures.tree(sheet, chain)
    for depth, text, mark in chain.steps:
        pieces: list[Piece] = [(_flat(text), "", 9, INK), (f"  {_flat(mark)}", "I", 8, MUTED)]
        _paragraph(sheet, pieces, indent=INDENT * (1 + min(depth, 12)), bullet=True)
    sheet.ln(1.5)


def _table(sheet: Sheet, table: Table) -> None:
    if pictures.can_draw_shares(table):
        pictures.shares(sheet, table)
    cells = [cell for row in (table.columns, *table.rows) for cell in row]
    if len(table.columns) > MOST_COLUMNS or max(map(len, cells), default=0) > LONGEST_CELL:
        _told_by_row(sheet, table)
        return
    sheet.style("", 9)
    sheet.set_draw_color(*LINE)
    sheet.set_fill_color(*WHITE)
    sheet.set_line_width(0.2)
    with sheet.table(
        borders_layout="HORIZONTAL_LINES",
        headings_style=FontFace(family=FACE, emphasis="BOLD", color=ACCENT, fill_color=WASH),
        col_widths=_widths(sheet, table),
        line_height=4.8,
        padding=(1.2, 1.6),
        text_align="LEFT",
        first_row_as_headings=True,
    ) as rows:
        for row in (table.columns, *table.rows):
            cells_of = rows.row()
            for cell in row:
                text = _flat(cell)
                cells_of.cell(text, align="RIGHT" if right_to_left(text) else "LEFT")
    sheet.ln(3)


def _widths(sheet: Sheet, table: Table) -> tuple[float, ...]:
    """Room by how long the words are, between narrow and half of the page."""
    longest = [max(len(_flat(row[column])) for row in (table.columns, *table.rows)) for column in range(len(table.columns))]  # fmt: skip
    return tuple(min(max(length, 9.0), 46.0) for length in longest)


def _told_by_row(sheet: Sheet, table: Table) -> None:
    for row in table.rows:
        first, *others = zip(table.columns, row, strict=True)
        _paragraph(sheet, [(f"{_flat(first[0])}:", "B", 10, INK), (f" {_flat(first[1])}", "", 10, INK)])
        for column, cell in others:
            _paragraph(
                sheet, [(f"{_flat(column)}:", "B", 9, INK), (f" {_flat(cell)}", "", 9, INK)], INDENT, bullet=True
            )
    sheet.ln(2)
