"""The document as a Word file: styles, contents, tables, and the two pictures with their words.

What people said is only ever text: fields, links and pictures are all ours.
"""

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document as new_file
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from assistant.domain.cleaning import MEANINGLESS
from assistant.export import pictures
from assistant.export.document import Blocks, Chain, Document, Line, Missing, Section, Table
from assistant.export.fonts import right_to_left
from assistant.export.sheet import ACCENT, AMBER, INK, LINE, MUTED, WASH, Colour

FACE = "Calibri"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every part in the file: the earliest that a zip can hold."""
DEEPEST = 8
WIDTH = 170
"""Millimetres between the margins."""
AFTER_BIDI = tuple(f"w:{name}" for name in ("spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr"))
"""What the format wants to stand behind the direction of a paragraph."""


def render(document: Document, made: datetime) -> bytes:
    file = empty(document.title, "Trade-off document", made)
    _opening(file, document, made)
    _contents(file, document)
    for place, section in enumerate(document.sections):
        _section(file, section, place, made)
    return packed(file)


def empty(title: str, subject: str, made: datetime) -> Any:
    """A file with our styles and page, and nothing on it."""
    file = new_file()
    _styles(file)
    _page(file, title)
    _properties(file, title, subject, made)
    return file


def packed(file: Any) -> bytes:
    """The file's parts without the hour at which they were packed."""
    saved, written = io.BytesIO(), io.BytesIO()
    file.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as whole:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 3
            part.external_attr = 0o644 << 16
            whole.writestr(part, parts.read(name))
    return written.getvalue()


# -- how it looks ------------------------------------------------------------------------------------------------------


def _styles(file: Any) -> None:
    _style(file, "Normal", 10.5, INK, after=4)
    _style(file, "Title", 24, INK, bold=True, after=4)
    _style(file, "Subtitle", 10, MUTED, after=12)
    _style(file, "Heading 1", 15, ACCENT, bold=True, before=16, after=4)
    _style(file, "List Bullet", 10.5, INK, after=3)
    _style(file, "Caption", 8.5, MUTED, after=8)
    for name, size, colour in (("Lead", 12, INK), ("Contents Heading", 11, ACCENT), ("Contents Entry", 10, INK), ("Cell", 9.5, INK)):  # fmt: skip
        file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = file.styles["Normal"]
        _style(file, name, size, colour, bold=name == "Contents Heading", after=2 if name.startswith("Co") else 0)
    mark = file.styles.add_style("Source Mark", WD_STYLE_TYPE.CHARACTER)
    mark.font.size, mark.font.italic, mark.font.color.rgb = Pt(8.5), True, RGBColor(*MUTED)
    gap = file.styles.add_style("Missing Mark", WD_STYLE_TYPE.CHARACTER)
    gap.font.bold, gap.font.color.rgb = True, RGBColor(*AMBER)
    for name in ("Title", "Subtitle"):
        for unwanted in ("w:pBdr", "w:spacing"):
            for found in list(file.styles[name].element.iter(qn(unwanted))):
                if unwanted == "w:pBdr" or found.getparent().tag == qn("w:rPr"):
                    found.getparent().remove(found)
    _shade(file.styles["Lead"].element.get_or_add_pPr(), WASH)
    lead = file.styles["Lead"].paragraph_format
    lead.left_indent = lead.right_indent = Mm(3)
    lead.space_before = lead.space_after = Pt(8)
    lead.line_spacing = 1.25
    _edge(file.styles["Lead"].element.get_or_add_pPr())


def _style(
    file: Any, name: str, size: float, colour: Colour, bold: bool = False, before: float = 0, after: float = 0
) -> None:
    style = file.styles[name]
    style.font.name, style.font.size, style.font.bold, style.font.italic = FACE, Pt(size), bold, False
    style.font.color.rgb = RGBColor(*colour)
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        faces.set(qn(f"w:{script}"), FACE)
        faces.attrib.pop(qn(f"w:{script}Theme"), None)
    faces.attrib.pop(qn("w:cstheme"), None)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _shade(properties: Any, colour: Colour) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _hex(colour))):
        shade.set(qn(f"w:{name}"), value)
    properties.append(shade)


def _edge(properties: Any) -> None:
    """A line at the left in the accent colour, and room above and below the words."""
    borders = OxmlElement("w:pBdr")
    for side, size, space, colour in (("top", "4", "6", WASH), ("left", "24", "8", ACCENT), ("bottom", "4", "6", WASH)):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", size), ("space", space), ("color", _hex(colour))):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    properties.find(qn("w:shd")).addprevious(borders)


def _hex(colour: Colour) -> str:
    return "".join(f"{part:02X}" for part in colour)


def _page(file: Any, title: str) -> None:
    page = file.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin = page.bottom_margin = Mm(20)
    footer = page.footer.paragraphs[0]
    footer.style.font.size = Pt(8.5)
    _run(footer, f"{_cut(title, 90)}  ·  ", "Source Mark")
    number = _run(footer, "", "Source Mark")
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        number._r.append(_field(kind, text))


def _field(kind: str, instruction: str = "") -> Any:
    if kind:
        part = OxmlElement("w:fldChar")
        part.set(qn("w:fldCharType"), kind)
        return part
    part = OxmlElement("w:instrText")
    part.set(qn("xml:space"), "preserve")
    part.text = f" {instruction} "
    return part


def _properties(file: Any, title: str, subject: str, made: datetime) -> None:
    core = file.core_properties
    core.title, core.subject = _cut(title, 200), subject
    core.author = core.last_modified_by = "Framefirst"
    core.comments = core.keywords = core.category = ""
    core.created = core.modified = made.replace(tzinfo=None, microsecond=0)
    core.revision = 1
    package = file.part.package
    for key, part in list(package.rels.items()):
        if part.reltype.endswith("/thumbnail"):  # a picture of somebody else's empty page
            del package.rels[key]


# -- what it says ------------------------------------------------------------------------------------------------------


def _opening(file: Any, document: Document, made: datetime) -> None:
    paragraph(file, "Title", document.title)
    paragraph(file, "Subtitle", f"Status: {_flat(document.status)}")
    for block in document.lead:
        if isinstance(block, Line):
            paragraph(file, "Lead", block.text)
        else:
            _blocks(file, (block,), made)


def _contents(file: Any, document: Document) -> None:
    """A real table of contents that is already filled in; a click goes to the section, Word can rebuild it."""
    paragraph(file, "Contents Heading", "Contents")
    for place, section in enumerate(document.sections):
        entry = _new(file, "Contents Entry")
        if place == 0:
            for kind, text in (("begin", ""), ("", r'TOC \o "1-1" \h \n'), ("separate", "")):
                entry.add_run()._r.append(_field(kind, text))
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _anchor(place))
        link.append(_run(entry, section.title)._r)
        entry._p.append(link)
    entry.add_run()._r.append(_field("end"))


def _anchor(place: int) -> str:
    return f"_Section{place + 1}"


def _section(file: Any, section: Section, place: int, made: datetime) -> None:
    heading = paragraph(file, "Heading 1", section.title)
    for name in ("start", "end"):
        mark = OxmlElement(f"w:bookmark{name.capitalize()}")
        mark.set(qn("w:id"), str(place + 1))
        if name == "start":
            mark.set(qn("w:name"), _anchor(place))
            heading._p.insert(1, mark)
        else:
            heading._p.append(mark)
    _blocks(file, section.blocks, made)


def _blocks(file: Any, blocks: Blocks, made: datetime) -> None:
    for block in blocks:
        match block:
            case Line():
                _line(file, block)
            case Missing():
                told = _new(file, "List Bullet")
                _run(told, "Missing. ", "Missing Mark")
                _run(told, block.text)
                _direct(told, block.text)
            case Table():
                _table(file, block, made)
            case Chain():
                _chain(file, block, made)


def _line(file: Any, line: Line) -> None:
    told = _new(file, "List Bullet" if line.bullet else "Normal")
    if line.label:
        _run(told, f"{_flat(line.label)}: ").bold = True
    _run(told, line.text)
    if line.mark:
        _run(told, f"  {_flat(line.mark)}", "Source Mark")
    _direct(told, line.text)


def _chain(file: Any, chain: Chain, made: datetime) -> None:
    if pictures.can_draw_tree(chain):
        _picture(file, pictures.png_of_tree(chain, made), "Causes", pictures.tree_in_words(chain))
    for depth, text, mark in chain.steps:
        told = _new(file, "List Bullet")
        told.paragraph_format.left_indent = Mm(6 + 6 * min(depth, DEEPEST))
        _run(told, text)
        _run(told, f"  {_flat(mark)}", "Source Mark")
        _direct(told, text)


def _table(file: Any, table: Table, made: datetime) -> None:
    if pictures.can_draw_shares(table):
        _picture(file, pictures.png_of_shares(table, made), "Totals", pictures.shares_in_words(table))
    made_of = file.add_table(rows=0, cols=len(table.columns))
    made_of.autofit = False
    _rules(made_of)
    widths = _widths(table)
    for column, width in zip(made_of.columns, widths, strict=True):
        column.width = Mm(width)
    for place, row in enumerate((table.columns, *table.rows)):
        added = made_of.add_row()
        if place == 0:
            head = OxmlElement("w:tblHeader")
            added._tr.get_or_add_trPr().append(head)
        for cell, text, width in zip(added.cells, row, widths, strict=True):
            cell.width = Mm(width)
            told = cell.paragraphs[0]
            told._p.style = _id("Cell")
            run = _run(told, text)
            _direct(told, text)
            if place == 0:
                run.bold, run.font.color.rgb = True, RGBColor(*ACCENT)
                _shade(cell._tc.get_or_add_tcPr(), WASH)
    _new(file, "Caption")


def _widths(table: Table) -> list[float]:
    """Room by how long the words are, between narrow and half of the page; in millimetres."""
    longest = [max(len(row[column]) for row in (table.columns, *table.rows)) for column in range(len(table.columns))]
    shares = [min(max(length, 9), 46) for length in longest]
    return [WIDTH * share / sum(shares) for share in shares]


def _rules(table: Any) -> None:
    """Thin lines between rows and room around words."""
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        rule = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _hex(LINE))):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", "50"), ("left", "90"), ("bottom", "50"), ("right", "90")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), width)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    layout = properties.find(qn("w:tblLayout"))
    for element in (borders, margins):
        properties.append(element)
    if layout is not None:
        margins.addprevious(layout)
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.append(look)


def _picture(file: Any, image: bytes, name: str, words: str) -> None:
    told = _new(file, "Normal")
    told.alignment = WD_ALIGN_PARAGRAPH.LEFT
    shape = told.add_run().add_picture(io.BytesIO(image), width=Mm(168))
    if shape.height > Mm(220):
        shape.width, shape.height = int(shape.width * Mm(220) / shape.height), Mm(220)
    properties = shape._inline.docPr
    properties.set("name", name)
    properties.set("descr", _clean(words)[:2000])


def paragraph(file: Any, style: str, text: str) -> Any:
    told = _new(file, style)
    _run(told, text)
    _direct(told, text)
    return told


def _new(file: Any, style: str) -> Any:
    paragraph = file.add_paragraph()
    paragraph._p.style = _id(style)
    return paragraph


def _id(style: str) -> str:
    """Styles are named by id throughout: looking one up by its name reads all of them, for every paragraph."""
    return style.replace(" ", "")


def _run(paragraph: Any, text: str, style: str | None = None) -> Any:
    run = paragraph.add_run(_flat(text) if text.strip() == text else _clean(text))
    if style:
        run._r.style = _id(style)
    return run


def _direct(paragraph: Any, text: str) -> None:
    """Words that run from the right start at the right."""
    if right_to_left(text):
        paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *AFTER_BIDI)
        for run in paragraph.runs:
            run.font.rtl = right_to_left(run.text) or None


def _clean(text: str) -> str:
    """Without what XML cannot hold. Words are cleaned at the door; this keeps the file whole whatever comes."""
    return MEANINGLESS.sub("", text)


def _flat(text: str) -> str:
    return " ".join(_clean(text).split())


def _cut(text: str, longest: int) -> str:
    words = _flat(text)
    return words if len(words) <= longest else f"{words[: longest - 1]}…"
