"""A paper into a PDF: its blocks onto pages, and the small words around them."""

from clinicdesk.documents import style
from clinicdesk.documents.around import around
from clinicdesk.documents.blocks import Paper
from clinicdesk.documents.fonts import NoGlyphError
from clinicdesk.documents.glyphs import refusal
from clinicdesk.documents.layout import layout
from clinicdesk.documents.pages import paginate
from clinicdesk.documents.pen import Pen
from clinicdesk.documents.pieces import Room
from clinicdesk.documents.tags import Role, Tag
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
    whole = Tag(Role.DOCUMENT)
    pen = Pen(size_of(paper), paper.title, paper.number, words.language, whole)
    put(paper, words, pen, whole)
    return pen.done()


def size_of(paper: Paper) -> tuple[float, float]:
    """Width and height of its pages, in points."""
    return style.LETTER if paper.letter else style.A4


def put(paper: Paper, words: Words, pen: Pen, whole: Tag) -> int:
    """Put the paper's pages on a pen; `whole` gets its parts. Returns how many pages there are."""
    wide, high = size_of(paper)
    room = Room(style.MARGIN, wide - 2 * style.MARGIN, whole)
    pages = paginate(layout(paper.blocks, room), high - style.TOP - style.BOTTOM)
    for number, page in enumerate(pages, 1):
        told = words.say("paper.page", page=number, pages=len(pages))
        content = ((style.TOP + placed.top, placed.marks) for placed in page)
        pen.page([*content, (0.0, around(paper, room, high, number, told))])
    return len(pages)
