"""PDF to parts, a page each. Runs in the guarded process: pypdf is asked nothing that the limits do not bound."""

from collections.abc import Iterator
from typing import BinaryIO

from assistant.adapters.documents.limits import LIMITS, Limits, Refused
from assistant.adapters.documents.part import Part

BROKEN = "is damaged, or not a PDF. Open it in a viewer, print it to a new PDF, then add that."


def pdf(file: BinaryIO, limits: Limits = LIMITS) -> Iterator[Part]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    found = False
    try:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted:
            raise Refused("is encrypted. Save it without a password, then add it again.")
        if len(reader.pages) > limits.pages:
            raise Refused(
                f"has {len(reader.pages):,} pages; at most {limits.pages} are read. Split it, then add its parts."
            )
        for number, page in enumerate(reader.pages, 1):
            text = page.extract_text()
            if text.strip():
                found = True
                yield Part(f"page={number}", "", text)
    except (Refused, MemoryError):
        raise
    except (
        PyPdfError,
        RecursionError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        OSError,
        ArithmeticError,
    ) as fault:
        raise Refused(BROKEN) from fault  # pypdf raises all of these over files that are not what they say
    if not found:
        raise Refused("has no text in it, only pictures of pages perhaps. Run it through text recognition first.")
