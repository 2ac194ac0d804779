"""Lines and paragraphs as pieces. No paragraph leaves a lonely line at a page's end or top."""

from clinicdesk.documents import style
from clinicdesk.documents.fonts import width
from clinicdesk.documents.marks import Face, Run
from clinicdesk.documents.pieces import Piece, Room, join
from clinicdesk.documents.wrap import composed, wrap

GAP = 6.0
SMALL_GAP = 4.0
"""Between paragraphs, and between small ones."""

MOST_WHOLE = 8
"""A row of more lines may be split between pages, by its lines."""

_BASELINE = 0.36
"""A line's baseline stands this part of the size below its middle."""


def baseline(face: Face) -> float:
    """How far below a line's top its baseline is."""
    return style.leading(face) / 2 + face.size * _BASELINE


def lines(text: str, face: Face, room: Room, *, right: bool = False) -> list[Piece]:
    """The text's lines, one piece each, at the left of the room or at its right."""
    high, base = style.leading(face), baseline(face)
    if right:
        return [Piece(high, [_at_right(line, face, room, base)]) for line in wrap(text, face, room.width)]
    return [Piece(high, [Run(room.left, base, line, face, room.tag)]) for line in wrap(text, face, room.width)]


def _at_right(line: str, face: Face, room: Room, base: float) -> Run:
    return Run(room.left + room.width - width(line, face), base, line, face, room.tag)


def paragraph(text: str, face: Face, room: Room, lead: str = "", bold: Face | None = None) -> list[Piece]:
    """A paragraph with a gap above it; `lead` are its first words in `bold`."""
    pieces = _led(text, face, room, lead, bold) if lead and bold else lines(text, face, room)
    pieces[0].space = GAP if face.size > style.SMALL_SIZE else SMALL_GAP
    return without_lonely_lines(pieces)


def _led(text: str, face: Face, room: Room, lead: str, bold: Face) -> list[Piece]:
    pieces = lines(lead, bold, room)
    end = pieces[-1].marks[0]
    assert isinstance(end, Run)
    used = width(composed(end.text + " "), bold)
    first, *rest = wrap(text, face, room.width, room.width - used)
    if first:
        pieces[-1].marks.append(Run(room.left + used, end.y, first, face, room.tag))
    high, base = style.leading(face), baseline(face)
    return pieces + [Piece(high, [Run(room.left, base, line, face, room.tag)]) for line in rest]


def without_lonely_lines(pieces: list[Piece]) -> list[Piece]:
    """The first two lines stay together, and the last two."""
    if len(pieces) < 4:
        return join(pieces)
    pieces[0].joined = pieces[-2].joined = True
    return pieces
