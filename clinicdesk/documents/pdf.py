"""A paper into a PDF: its blocks onto pages, and the small words around them."""

from collections.abc import Iterator

from clinicdesk.documents import style
from clinicdesk.documents.blocks import Paper
from clinicdesk.documents.fonts import NoGlyphError, width
from clinicdesk.documents.glyphs import refusal
from clinicdesk.documents.layout import layout
from clinicdesk.documents.marks import Mark, Rect, Run
from clinicdesk.documents.pages import paginate
from clinicdesk.documents.pen import Pen
from clinicdesk.documents.pieces import Room
from clinicdesk.documents.wrap import clipped
from clinicdesk.errors import CannotPrint, Problem
from clinicdesk.words import Words


def pdf(paper: Paper, words: Words) -> bytes:
    """The PDF. CannotPrint where a text that nobody has checked before, such as a rule file's, cannot be printed."""
    try:
        return _drawn(paper, words)
    except NoGlyphError as error:
        problem = Problem(words.say("paper.cannot_print.place"), refusal(error.character, words))
        raise CannotPrint([problem]) from error


def _drawn(paper: Paper, words: Words) -> bytes:
    wide, high = size = style.LETTER if paper.letter else style.A4
    room = Room(style.MARGIN, wide - 2 * style.MARGIN)
    pages = paginate(layout(paper.blocks, room), high - style.TOP - style.BOTTOM)
    pen = Pen(size, paper.title, paper.number)
    for number, page in enumerate(pages, 1):
        around = [
            *_head(paper, room, number),
            *_foot(paper, room, high, words.say("paper.page", page=number, pages=len(pages))),
        ]
        pen.page([*((style.TOP + placed.top, placed.piece.marks) for placed in page), (0.0, around)])
    return pen.done()


def _head(paper: Paper, room: Room, page: int) -> Iterator[Mark]:
    """From the second page on: whose paper it is."""
    if page > 1 and paper.about:
        text = clipped(paper.about, style.SMALL_MUTED, room.width)
        yield Run(room.left + room.width - width(text, style.SMALL_MUTED), style.TOP - 14, text, style.SMALL_MUTED)


def _foot(paper: Paper, room: Room, high: float, page: str) -> Iterator[Mark]:
    face = style.SMALL_MUTED
    y = high - style.BOTTOM + 3.5 * style.GRID
    yield Rect(room.left, y - 12, room.width, 0.5, style.RULE)
    end = f"{paper.number} · {paper.rules} · {page}" if paper.rules else f"{paper.number} · {page}"
    wide = width(end, face)
    yield Run(room.left, y, clipped(paper.clinic, face, room.width - wide - 2 * style.GRID), face)
    yield Run(room.left + room.width - wide, y, end, face)
