"""A PDF as pictures for the screen. PDFium keeps to one thread: whoever calls this does so from one thread only."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from math import ceil, sqrt
from typing import NamedTuple

from pypdfium2 import PdfDocument, PdfiumError, PdfPage

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


def page_picture(pdf: bytes, number: int, scale: float, rows: range | None = None) -> Picture:
    """One page, `number` from 0, at so many pixels a point. CannotShow as `pages`; IndexError where there is no such.

    Where that would be more than `MOST_PIXELS`, the picture is smaller. `rows` asks for some rows of it only: these are
    drawn at that very scale, as far as the page goes and as many as `MOST_PIXELS` allow.
    """
    with _opened(pdf) as document:
        if not 0 <= number < len(document):
            raise IndexError(number)
        with closing(document[number]) as page:
            return _drawn(page, scale) if rows is None else _drawn_rows(page, scale, rows)


def pixels(size: PageSize, scale: float) -> tuple[int, int]:
    """How many pixels wide and high a page is at so many pixels a point, whatever of it is drawn."""
    return ceil(size.width * scale), ceil(size.height * scale)


def _drawn(page: PdfPage, scale: float) -> Picture:
    wide, high = page.get_size()
    return _picture(page, min(scale, sqrt(MOST_PIXELS / max(1.0, wide * high))))


def _drawn_rows(page: PdfPage, scale: float, rows: range) -> Picture:
    wide, high = pixels(PageSize(*page.get_size()), scale)
    if not 0 <= rows.start < min(rows.stop, high):
        raise IndexError(rows.start)
    stop = min(rows.stop, high, rows.start + max(1, MOST_PIXELS // wide))
    return _picture(page, scale, (0, _edge(high - stop, scale), 0, _edge(rows.start, scale)))


def _edge(rows: int, scale: float) -> float:
    """Points that the renderer, which rounds up, makes so many rows of."""
    return max(0.0, rows - 0.5) / scale


def _picture(page: PdfPage, scale: float, crop: tuple[float, float, float, float] = (0, 0, 0, 0)) -> Picture:
    with closing(page.render(scale=scale, crop=crop, prefer_bgrx=True)) as drawn:
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
