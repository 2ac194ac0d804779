"""The pages of a PDF that was loaded, taken into a new one: pages alone, nothing that a file has beside them."""

import logging
from io import BytesIO

from pypdf import PdfReader, PdfWriter

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def taken(pdf: bytes) -> PdfWriter:
    """A new PDF with the pages. Whatever is broken in them may raise anything that pypdf does."""
    writer = PdfWriter()
    for page in PdfReader(BytesIO(pdf)).pages:
        writer.add_page(page)
    return writer


def written(writer: PdfWriter, title: str) -> bytes:
    """Its bytes; `title` is all that its metadata tell. The same pages give the same bytes."""
    writer.metadata = {"/Title": title, "/Creator": "clinicdesk"}
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
