"""A table into pieces: columns as wide as they need, text wrapped, a header on each page, nothing too wide."""

from collections.abc import Sequence

from clinicdesk.documents import style
from clinicdesk.documents.blocks import Column, Row, Table
from clinicdesk.documents.fonts import width
from clinicdesk.documents.marks import Face, Mark, Rect, Run, moved
from clinicdesk.documents.pieces import Piece, Room
from clinicdesk.documents.tags import Role, Tag
from clinicdesk.documents.typeset import MOST_WHOLE, baseline, without_lonely_lines
from clinicdesk.documents.wrap import composed, wrap

_GAP = 10.0
_PAD = 2.5
_LEAST_TEXT = 56.0
_Cells = Sequence[Sequence[str]]
_Tags = Sequence[Tag | None]
_SIZES = (8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0)


def table(block: Table, room: Room) -> list[Piece]:
    """The table's rows. Figures get smaller before anything is cut off."""
    whole = room.under(Role.TABLE)
    sized = next(
        (sized for size in _SIZES if (sized := _Sized(block, whole, size)).fits), _Sized(block, whole, _SIZES[-1])
    )
    header = sized.header(whole.under(Role.TABLE_HEAD))
    body = whole.under(Role.TABLE_BODY)
    pieces = [header, *(piece for row in block.rows for piece in sized.row(row, body))]
    for piece in pieces[1:]:
        piece.header = header
    header.joined = True
    header.space = style.GRID
    if len(pieces) > 2:
        pieces[1].joined = pieces[-2].joined = True
    return pieces


class _Sized:
    """A table set in one size."""

    def __init__(self, block: Table, room: Room, size: float) -> None:
        self.block, self.room = block, room
        self.plain = Face(style.REGULAR, size, style.INK)
        self.bold = Face(style.BOLD, size, style.INK)
        self.label = Face(style.BOLD, size, style.MUTED)
        self.gap = _GAP * size / _SIZES[0]
        self.widths = self._widths()

    @property
    def fits(self) -> bool:
        """Whether no column hangs over."""
        return sum(self.widths) <= self.room.width + 0.01

    def _widths(self) -> list[float]:
        """What each column needs, then what is left: to the columns that wrap by their weight, else to all alike."""
        columns = self.block.columns
        needed = [_LEAST_TEXT if column.wraps else self._natural(at, column) for at, column in enumerate(columns)]
        needed = [wide + self.gap for wide in needed]
        needed[-1] -= self.gap
        left = max(0.0, self.room.width - sum(needed))
        shares = [column.weight if column.wraps else 0 for column in columns]
        if not sum(shares):
            shares = [1 if at else 0 for at in range(len(columns))] if len(columns) > 1 else [1]
        return [wide + left * share / sum(shares) for wide, share in zip(needed, shares, strict=True)]

    def _natural(self, at: int, column: Column) -> float:
        title = composed(column.title)
        beside_text = any(one.wraps for one in self.block.columns) and width(title, self.label) < _LEAST_TEXT
        titles = width(title, self.label) if beside_text else max(width(word, self.label) for word in title.split(" "))
        strong = max((width(composed(row.cells[at]), self.bold) for row in self.block.rows if row.strong), default=0.0)
        plain = max(
            (width(composed(row.cells[at]), self.plain) for row in self.block.rows if not row.strong), default=0.0
        )
        return max(titles, strong, plain)

    def header(self, head: Room) -> Piece:
        """The titles, standing on their last line."""
        row = head.under(Role.ROW)
        tags = [row.under(Role.COLUMN_HEADER).tag for _ in self.block.columns]
        cells = [wrap(column.title, self.label, self._room(at)) for at, column in enumerate(self.block.columns)]
        most = max(len(cell) for cell in cells)
        piece = self._set([[""] * (most - len(cell)) + cell for cell in cells], self.label, tags)
        piece.marks.append(Rect(self.room.left, piece.height - 1.0, self.room.width, 1.0, style.ACCENT))
        return piece

    def row(self, row: Row, body: Room) -> list[Piece]:
        """One row, with a thin rule below it: a single piece, or a piece a line where it is long."""
        whole = body.under(Role.ROW)
        tags = [whole.under(Role.CELL if at or not cell else Role.ROW_HEADER).tag for at, cell in enumerate(row.cells)]
        face = self.bold if row.strong else self.plain
        cells = [
            wrap(cell, face, self._room(at)) if self.block.columns[at].wraps else [composed(cell)]
            for at, cell in enumerate(row.cells)
        ]
        most = max(len(cell) for cell in cells)
        pieces = [self._set(cells, face, tags)] if most <= MOST_WHOLE else self._lines(cells, face, most, tags)
        for piece in pieces if row.tinted else ():
            piece.marks.insert(0, Rect(self.room.left, 0, self.room.width, piece.height, style.PALE))
        last = pieces[-1]
        last.joined = row.joined
        if row.ruled:
            last.marks.append(Rect(self.room.left, last.height - 0.5, self.room.width, 0.5, style.RULE))
        return pieces

    def _lines(self, cells: _Cells, face: Face, most: int, tags: _Tags) -> list[Piece]:
        """A long row line by line; the room above stands at its first line only, the room below at its last."""
        pieces = [self._set([cell[at : at + 1] for cell in cells], face, tags) for at in range(most)]
        for piece in pieces[1:]:
            piece.marks = [moved(mark, -_PAD) for mark in piece.marks]
            piece.height -= _PAD
        for piece in pieces[:-1]:
            piece.height -= _PAD
        return without_lonely_lines(pieces)

    def _room(self, at: int) -> float:
        last = at == len(self.widths) - 1
        return self.widths[at] - (0 if last else self.gap) + 0.01

    def _set(self, cells: _Cells, face: Face, tags: _Tags) -> Piece:
        high, base = face.size * 1.36, baseline(face) if face.size == style.SMALL_SIZE else face.size * 1.04
        marks: list[Mark] = []
        left = self.room.left
        for at, (cell, tag) in enumerate(zip(cells, tags, strict=True)):
            right = left + self._room(at)
            for number, line in enumerate(cell):
                if line:
                    x = right - width(line, face) if self.block.columns[at].right else left
                    marks.append(Run(x, _PAD + base + number * high, line, face, tag))
            left += self.widths[at]
        return Piece(max(len(cell) for cell in cells) * high + 2 * _PAD, marks)
