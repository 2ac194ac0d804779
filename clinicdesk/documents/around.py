"""What stands around each page's content: whose paper it is, the foot with its number in words and in bars."""

from collections.abc import Iterator

from clinicdesk.documents import style
from clinicdesk.documents.barcode import QUIET, bars, length
from clinicdesk.documents.blocks import Paper
from clinicdesk.documents.fonts import width
from clinicdesk.documents.marks import Mark, Rect, Run
from clinicdesk.documents.pieces import Room
from clinicdesk.documents.wrap import clipped

_RULE = 50.0
_TALL = 20.0
_BELOW = 22.0
"""From the page's lower edge: the rule, and the bars, which are so tall."""

_LEADING = 11.0
_CAPITAL = 0.714
_FACE = style.SMALL_MUTED


def around(paper: Paper, room: Room, high: float, number: int, page: str) -> Iterator[Mark]:
    """Head and foot of the page of this number, which `page` tells in words."""
    if number > 1 and paper.about:
        text = clipped(paper.about, _FACE, room.width - width(paper.born, _FACE)) + paper.born
        yield Run(room.left + room.width - width(text, _FACE), style.TOP - 14, text, _FACE)
    yield Rect(room.left, high - _RULE, room.width, 0.5, style.RULE)
    yield from _foot(paper, room, high, page)


def _foot(paper: Paper, room: Room, high: float, page: str) -> Iterator[Mark]:
    """Two lines of words, as high together as the middle of the bars at their right."""
    words = room
    if paper.barcode:
        long = length(paper.barcode)
        yield bars(paper.barcode, room.left + room.width - long, high - _BELOW - _TALL, _TALL)
        words = room.inset(0, long + 2 * QUIET)
    lower = high - _BELOW - (_TALL - _LEADING - _CAPITAL * _FACE.size) / 2
    end = " · ".join(part for part in (paper.number, paper.rules, page) if part)
    yield Run(room.left, lower - _LEADING, clipped(paper.clinic, _FACE, words.width), _FACE)
    yield Run(room.left, lower, clipped(end, _FACE, words.width), _FACE)
