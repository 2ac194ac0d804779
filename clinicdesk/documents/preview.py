"""A PDF as pictures for the screen. PDFium keeps to one thread: whoever calls this does so from one thread only."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from math import sqrt
from typing import NamedTuple

from pypdfium2 import PdfDocument, PdfiumError

from clinicdesk.errors import CannotShow

FORMAT = "BGRx"
MOST_PIXELS = 24_000_000
"""A picture of more is drawn smaller: a letter page at six times its size has 17 million."""


class PageSize(NamedTuple):
    """How large a page is, in points."""

    width: float
    height: float


class Picture(NamedTuple):
    """A page as it looks: `height` rows of `stride` bytes each, four bytes a pixel (blue, green, red, unused).

    `format` is always `BGRx`.
    """

    width: int
    height: int
    stride: int
    format: str
    data: bytes


def pages(pdf: bytes) -> tuple[PageSize, ...]:
    """The sizes of all pages. CannotShow for what is no PDF, or one that is broken or wants a password."""
    with _opened(pdf) as document:
        return tuple(PageSize(*document.get_page_size(number)) for number in range(len(document)))


def page_picture(pdf: bytes, number: int, scale: float) -> Picture:
    """One page, `number` from 0, at so many pixels a point. CannotShow as `pages`; IndexError where there is no such.

    Where that would be more than `MOST_PIXELS`, the picture is smaller.
    """
    with _opened(pdf) as document:
        if not 0 <= number < len(document):
            raise IndexError(number)
        with closing(document[number]) as page:
            wide, high = page.get_size()
            fitting = min(scale, sqrt(MOST_PIXELS / max(1.0, wide * high)))
            with closing(page.render(scale=fitting, prefer_bgrx=True)) as drawn:
                return Picture(drawn.width, drawn.height, drawn.stride, FORMAT, bytes(drawn.buffer))


@contextmanager
def _opened(pdf: bytes) -> Iterator[PdfDocument]:
    try:
        with closing(PdfDocument(pdf)) as document:
            yield document
    except PdfiumError as error:
        raise CannotShow(
            "This file cannot be shown here: it is no PDF, or it is broken, or it asks for a password. "
            "Save it, and open it with another program."
        ) from error
