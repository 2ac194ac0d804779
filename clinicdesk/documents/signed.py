"""A paper with signatures from the screen: the bytes that were issued, strokes on their lines, and a page more."""

from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader

from clinicdesk.documents import style
from clinicdesk.documents.fonts import NoGlyphError
from clinicdesk.documents.glyphs import refusal
from clinicdesk.documents.pdf import put, size_of
from clinicdesk.documents.pen import Pen
from clinicdesk.documents.signed_join import draw_over, join_pages
from clinicdesk.documents.signed_page import About, signature_page
from clinicdesk.documents.signed_places import places_of, written
from clinicdesk.documents.signed_update import Update
from clinicdesk.documents.tags import Role, Tag
from clinicdesk.errors import CannotPrint, Problem
from clinicdesk.model.paper_records import DocumentRecord, SignatureRecord
from clinicdesk.words import Words

__all__ = ["About", "signed"]


def signed(
    unsigned: bytes, paper: DocumentRecord, about: About, signatures: Sequence[SignatureRecord], words: Words
) -> bytes:
    """The PDF of a paper, given as it was issued, with these signatures. The same ones give the same bytes.

    It begins with the bytes of the unsigned one. CannotPrint for a text that the typeface cannot show.
    """
    try:
        return _signed(unsigned, paper, about, signatures, words)
    except NoGlyphError as error:
        problem = Problem(words.say("paper.cannot_print.place"), refusal(error.character, words))
        raise CannotPrint([problem]) from error


def _signed(
    unsigned: bytes, paper: DocumentRecord, about: About, signatures: Sequence[SignatureRecord], words: Words
) -> bytes:
    update, whole = Update(unsigned), Tag(Role.DOCUMENT)
    width, high = (float(one) for one in update.reader.pages[0].mediabox.upper_right)
    page = signature_page(paper, about, signatures, words, letter=round(width) == round(style.LETTER[0]))
    over = written(places_of(update.reader), paper.kind, signatures, about, words, high)
    pen = Pen(size_of(page), page.title, page.number, words.language, whole)
    count = put(page, words, pen, whole)
    for marks in over.values():
        pen.page([(0.0, marks)])
    added = PdfReader(BytesIO(pen.done()))
    draw_over(update, added.pages[count:], [*over])
    join_pages(update, added, count)
    return update.done()
