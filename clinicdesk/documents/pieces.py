"""A piece: marks that stay together on one page, stacked below one another to fill it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from clinicdesk.documents import style
from clinicdesk.documents.marks import Mark, Rect, moved
from clinicdesk.documents.tags import Role, Tag


@dataclass(slots=True)
class Piece:
    """Marks with their height. `space` stands above it, but not at a page's top.

    `joined` keeps it on one page with the next piece; `header` stands above it where it begins a page;
    `opens_page` begins one.
    """

    height: float
    marks: list[Mark] = field(default_factory=list)
    space: float = 0.0
    joined: bool = False
    header: "Piece | None" = None
    opens_page: bool = False


class Room(NamedTuple):
    """Where pieces may stand, their left edge and their width; and which part of the paper they belong to, if any."""

    left: float
    width: float
    tag: Tag | None = None

    def under(self, role: Role, told: str = "") -> "Room":
        """The room for a new part of its part, read after those that are there already."""
        return self._replace(tag=self.tag.under(role, told)) if self.tag else self

    def inset(self, left: float, right: float = 0.0) -> "Room":
        """The room without so much at its left and right."""
        return Room(self.left + left, self.width - left - right, self.tag)

    def split(self, weights: Iterable[int], gap: float) -> list["Room"]:
        """The room as columns, with a gap between them."""
        weights = tuple(weights)
        unit = (self.width - gap * (len(weights) - 1)) / sum(weights)
        rooms: list[Room] = []
        left = self.left
        for weight in weights:
            rooms.append(Room(left, weight * unit, self.tag))
            left += weight * unit + gap
        return rooms


def join(pieces: list[Piece]) -> list[Piece]:
    """The pieces, to be kept on one page."""
    for piece in pieces[:-1]:
        piece.joined = True
    return pieces


def stacked(pieces: Iterable[Piece]) -> Piece:
    """The pieces as one that is never split."""
    whole = Piece(0.0)
    for piece in pieces:
        if whole.marks or whole.height:
            whole.height += piece.space
        whole.marks += [moved(mark, whole.height) for mark in piece.marks] if whole.height else piece.marks
        whole.height += piece.height
    return whole


def beside(columns: Iterable[list[Piece]]) -> Piece:
    """Columns side by side as one piece; their pieces know their own left edge."""
    whole = Piece(0.0)
    for column in columns:
        one = stacked(column)
        whole.marks += one.marks
        whole.height = max(whole.height, one.height)
    return whole


def backed(pieces: list[Piece], room: Room, fill: str, bar: str) -> list[Piece]:
    """The pieces on a coloured ground with a bar at its left, which goes on over a page's end."""
    for position, piece in enumerate(pieces):
        above = piece.space if position else 0.0
        ground = Rect(room.left, -above, room.width, piece.height + above, fill)
        piece.marks[:0] = [ground, Rect(room.left, -above, style.GRID / 2, piece.height + above, bar)]
    return pieces
