"""An official form filled in: our words drawn over its pages, which stay as they are."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import NamedTuple

from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from clinicdesk.documents import fonts, style
from clinicdesk.documents.marks import Face
from clinicdesk.documents.official_editions import Edition, Place
from clinicdesk.documents.official_pages import taken, written
from clinicdesk.documents.official_words import Spot, texts
from clinicdesk.documents.wrap import wrap
from clinicdesk.errors import CannotPrint, Problem

LEAST_SIZE = 8.0
_STEP = 0.5
_LEADING = 1.25


class Line(NamedTuple):
    """One line of our own: points from the page's lower left corner."""

    x: float
    y: float
    text: str
    size: float


def fill(pdf: bytes, edition: Edition, values: Mapping[str, str]) -> bytes:
    """The form with the values on its first page. The same form and values give the same bytes.

    `pdf` is one that `known_form` took. CannotPrint names each value that has no room; NoGlyphError where the typeface
    lacks a letter.
    """
    read = texts(pdf)[0]
    lines: list[Line] = []
    problems: list[Problem] = []
    for place in edition.places:
        spot = read.find(place.anchor)
        assert spot is not None
        made = _lines(place, spot, values[place.field])
        lines += made
        if values[place.field] and not made:
            problems.append(Problem(place.field, "this is too long for its place on the official form; shorten it"))
    if problems:
        raise CannotPrint(problems)
    return _merged(pdf, edition, lines)


def _lines(place: Place, spot: Spot, text: str) -> list[Line]:
    """The text in its place, as large as it fits; nothing where it does not fit. Beside words, one line comes first."""
    for most in (place.lines,) if place.below else (1, place.lines):
        size = float(place.size)
        while size >= LEAST_SIZE:
            found = wrap(text, Face(style.REGULAR, size, style.BLACK), place.width)
            if len(found) <= most:
                return list(_placed(place, spot, found, size))
            size -= _STEP
    return []


def _placed(place: Place, spot: Spot, found: list[str], size: float) -> Iterator[Line]:
    left = spot.left if place.below else spot.right + place.gap
    top = spot.baseline - place.gap - size if place.below else spot.baseline
    for at, text in enumerate(found):
        yield Line(left if place.left is None else place.left, top - at * size * _LEADING, text, size)


def _merged(pdf: bytes, edition: Edition, lines: list[Line]) -> bytes:
    writer = taken(pdf)
    first = writer.pages[0]
    first.merge_page(PdfReader(BytesIO(_overlay(lines, first.mediabox.upper_right))).pages[0])
    return written(writer, edition.title)


def _overlay(lines: list[Line], size: tuple[float, float]) -> bytes:
    fonts.metrics(style.REGULAR)
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for line in lines:
        canvas.setFont(style.REGULAR, line.size)
        canvas.drawString(line.x, line.y, line.text)
    canvas.save()
    return out.getvalue()
