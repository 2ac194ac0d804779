"""Pieces onto pages: joined ones stay together, a table's header comes again, nothing hangs over the edge."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clinicdesk.documents.marks import Mark, tagged
from clinicdesk.documents.pieces import Piece


class Placed(NamedTuple):
    """A piece, so far below the top of the page's content; `again` where it stood on a page before."""

    top: float
    piece: Piece
    again: bool = False

    @property
    def marks(self) -> list[Mark]:
        """Its marks. What stands there again is for the eye only."""
        return [tagged(mark, None) for mark in self.piece.marks] if self.again else self.piece.marks


def paginate(pieces: Sequence[Piece], height: float) -> list[list[Placed]]:
    """The pages, each `height` points high inside its margins."""
    pages: list[list[Placed]] = [[]]
    used = 0.0
    for group in _groups(pieces):
        needed = sum(piece.space + piece.height for piece in group) - (0 if pages[-1] else group[0].space)
        if pages[-1] and (group[0].opens_page or used + needed > height):
            pages.append([])
            used = 0.0
        for piece in group:
            used = _place(piece, pages, used, height)
    return pages


def _place(piece: Piece, pages: list[list[Placed]], used: float, height: float) -> float:
    """Put one piece down, on a page of its own if need be. Returns what is used of the page."""
    if pages[-1] and used + piece.space + piece.height > height:
        pages.append([])
        used = 0.0
    if not pages[-1] and piece.header:
        pages[-1].append(Placed(0.0, piece.header, again=True))
        used = piece.header.height
    top = used + piece.space if pages[-1] else 0.0
    pages[-1].append(Placed(top, piece))
    return top + piece.height


def _groups(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.joined:
            yield group
            group = []
    if group:
        yield group
