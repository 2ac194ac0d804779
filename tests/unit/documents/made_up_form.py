"""A made-up form of the shape that an official one has, and broken and hostile PDFs beside it."""

from io import BytesIO

from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

WORDS = (
    (60, 750, "A. Notifier:"),
    (60, 715, "B. Patient Name:"),
    (360, 715, "C. Identification Number:"),
    (140, 690, "A Made-Up Notice in the Shape of the Real One"),
    (60, 640, "Item, Test, Service or Care"),
    (215, 640, "E. Reason Medicare May Not Pay:"),
    (455, 640, "F. Estimated Cost"),
    (70, 430, "OPTION 1. I want it. Bill Medicare."),
    (70, 410, "OPTION 2. I want it. Do not bill Medicare."),
    (70, 390, "OPTION 3. I do not want it."),
    (60, 120, "Signature:"),
    (360, 120, "Date:"),
)


def made_up_form(expires: str = "03/31/2029", *, number: str = "CMS-R-131", leave_out: str = "") -> bytes:
    """One page of letter size."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    for x, y, text in WORDS:
        if text != leave_out:
            canvas.setFont("Helvetica", 10)
            canvas.drawString(x, y, text)
    for y in (430, 410, 390):
        canvas.rect(56, y, 8, 8)
    canvas.rect(50, 560, 512, 90)
    canvas.drawString(60, 40, f"Form {number} (Exp. {expires})  Made up for tests: no form of anybody's")
    canvas.save()
    return out.getvalue()


def writer() -> PdfWriter:
    """The form, to be changed."""
    return PdfWriter(BytesIO(made_up_form()))


def written(made: PdfWriter) -> bytes:
    out = BytesIO()
    made.write(out)
    return out.getvalue()
