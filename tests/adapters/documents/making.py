"""Documents as people make them, and as somebody makes them who means harm."""

import io
import zipfile

import docx
from fpdf import FPDF

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_document() -> bytes:
    """Written by python-docx, as Word would: title, headings, a list, a table."""
    document = docx.Document()
    document.add_heading("Offer", 0)
    document.add_paragraph("For parcel tracking.")
    document.add_heading("Price", 1)
    document.add_paragraph("It costs 400 euro a month.")
    document.add_heading("Terms", 2)
    document.add_paragraph("Twelve months.", style="List Bullet")
    table = document.add_table(2, 2)
    for row, cells in enumerate((("Region", "Delay"), ("Europe", "30 s"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(document: str | bytes, **more: bytes) -> bytes:
    """A .docx of nothing but its main document, and what else is asked for."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        for name, content in more.items():
            archive.writestr(name, content)
    return out.getvalue()


def paragraphs(*texts: str, before: str = "") -> str:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    return f"{before}<w:document {WORD}><w:body>{body}</w:body></w:document>"


def pages(*texts: str, password: str = "") -> bytes:
    """A PDF with a page for each text."""
    pdf = FPDF()
    if password:
        pdf.set_encryption("owner", password)
    pdf.set_font("helvetica")
    for text in texts:
        pdf.add_page()
        pdf.multi_cell(0, 6, text)
    return bytes(pdf.output())


def flate_bomb(megabytes: int) -> bytes:
    """A page whose content unpacks to that much."""
    import zlib

    stream = zlib.compress(b"(a) Tj " * (megabytes * 2**20 // 7), 9)
    return _one_page(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream))


def looping_pages() -> bytes:
    """A tree of pages whose child is the tree."""
    return _pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])


def _one_page(content: bytes) -> bytes:
    return _pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>",
            content,
        ]
    )


def _pdf(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer
