"""Stacked bars as marks: told apart by pattern as well as by colour, so that black and white print is enough."""

from collections.abc import Iterator, Sequence

from clinicdesk.documents import style
from clinicdesk.documents.blocks import Chart, Part
from clinicdesk.documents.fonts import width
from clinicdesk.documents.marks import Disc, Mark, Polygon, Rect, Run, tagged
from clinicdesk.documents.pieces import Piece, Room, stacked
from clinicdesk.documents.tags import Role
from clinicdesk.documents.typeset import baseline, lines
from clinicdesk.documents.wrap import composed

_HEIGHT = 72.0
_LOW = 36.0
_KEY = 9.0
_WIDEST = 34.0

_PATIENT = (
    (style.ACCENT, "plain"),
    ("#2c7386", "falling"),
    ("#324a57", "level"),
    ("#7b8d99", "plain"),
    ("#24665b", "dots"),
    ("#c09445", "level"),
)
_PLAN = (("#d3e0e3", "plain"), ("#a5bcc3", "falling"))


def chart(block: Chart, room: Room) -> list[Piece]:
    """The chart as one piece: title, legend, bars with their words."""
    piece = stacked(lines(block.title, style.SUBHEAD, room.under(Role.HEADING)))
    title = len(piece.marks)
    piece.height += 2
    piece.height += _legend(block.parts, room, piece)
    piece.marks += _Plot(block, room, piece.height).marks()
    if figure := room.under(Role.FIGURE, block.told).tag:
        piece.marks[title:] = [tagged(mark, figure) for mark in piece.marks[title:]]
    piece.height += _height(block) + 16
    piece.space = 2 * style.GRID
    return [piece]


def _height(block: Chart) -> float:
    """Bars that are all alike need no height to be compared."""
    alike = all(len(set(part.values)) == 1 for part in block.parts)
    return _LOW if alike else _HEIGHT


def _look(part: Part) -> tuple[str, str]:
    return (_PATIENT if part.patients else _PLAN)[part.look]


def _legend(parts: Sequence[Part], room: Room, piece: Piece) -> float:
    """Draw the legend below what stands in the piece; returns its height."""
    left, down = room.left, 0.0
    high = style.LEADING[style.SMALL_SIZE] + 2
    for part in parts:
        color, pattern = _look(part)
        wide = _KEY + 4 + width(composed(part.name), style.SMALL) + 14
        if left > room.left and left + wide - 14 > room.left + room.width:
            left, down = room.left, down + high
        piece.marks += _filled(Rect(left, piece.height + down + 1.5, _KEY, _KEY, color), pattern)
        piece.marks.append(
            Run(left + _KEY + 4, piece.height + down + baseline(style.SMALL), composed(part.name), style.SMALL)
        )
        left += wide
    return down + high + 14


class _Plot:
    """The bars with their axis, drawn from `top` downwards."""

    def __init__(self, block: Chart, room: Room, top: float) -> None:
        self.block, self.room, self.top = block, room, top
        self.most = block.scale[-1][0] or 1
        self.height = _height(block)
        self.axis = max(width(words, style.SMALL_MUTED) for _, words in block.scale)

    def marks(self) -> Iterator[Mark]:
        """Axis, bars, and the words below and above them."""
        yield from self._grid()
        block, plot = self.block, self.room.inset(self.axis + 12, 4)
        step = plot.width / len(block.bars)
        wide = min(step * 0.68, _WIDEST)
        words_every = _every(max(width(words, style.SMALL) for words in block.bars), step)
        tops_every = _every(max(width(words, style.SMALL) for words in block.tops), step)
        for number, bar in enumerate(block.bars):
            middle = plot.left + step * (number + 0.5)
            yield from self._bar(number, middle - wide / 2, wide)
            if tops_every == 1 and block.tops[number]:
                yield _centred(block.tops[number], middle, self._y(self._tall(number)) - 4)
            if number % words_every == 0:
                yield _centred(bar, middle, self._y(0) + 11)
        left = self.room.left + self.axis + 6
        yield Rect(left, self._y(0) - 0.5, self.room.width - self.axis - 6, 1.0, style.MUTED)

    def _grid(self) -> Iterator[Mark]:
        left = self.room.left + self.axis
        for cents, words in self.block.scale:
            yield Rect(left + 6, self._y(cents) - 0.25, self.room.width - self.axis - 6, 0.5, style.RULE)
            yield Run(left - width(words, style.SMALL_MUTED), self._y(cents) + 3, words, style.SMALL_MUTED)

    def _bar(self, number: int, x: float, wide: float) -> Iterator[Mark]:
        """One bar, from the axis upwards."""
        below = 0
        for part in self.block.parts:
            cents = part.values[number]
            if cents:
                color, pattern = _look(part)
                high = self._y(below + cents)
                yield from _filled(Rect(x, high, wide, self._y(below) - high, color), pattern)
                if below:
                    yield Rect(x, self._y(below) - 0.5, wide, 1.0, style.WHITE)
                below += cents

    def _tall(self, number: int) -> int:
        return sum(part.values[number] for part in self.block.parts)

    def _y(self, cents: int) -> float:
        return self.top + self.height * (1 - cents / self.most)


def _every(widest: float, step: float) -> int:
    """Each how manieth word there is room for."""
    return next((every for every in (1, 2, 5, 10, 20) if widest + 3 <= step * every), 60)


def _centred(words: str, middle: float, y: float) -> Run:
    face = style.SMALL
    return Run(middle - width(words, face) / 2, y, words, face)


def _filled(rect: Rect, pattern: str) -> Iterator[Mark]:
    """A rectangle with its pattern in white."""
    yield rect
    if pattern == "level":
        yield from (Rect(rect.x, rect.y + at, rect.width, 0.8, style.WHITE) for at in _steps(rect.height, 3.2))
    elif pattern == "dots":
        yield from (
            Disc(rect.x + x, rect.y + y, 0.7, style.WHITE)
            for x in _steps(rect.width, 3.6)
            for y in _steps(rect.height, 3.6)
        )
    elif pattern == "falling":
        yield from _slanted(rect)


def _steps(length: float, step: float) -> Iterator[float]:
    """Places inside a length, a step apart and half a step from its ends."""
    count = int(length // step)
    start = (length - (count - 1) * step) / 2
    return (start + step * number for number in range(count))


def _slanted(rect: Rect) -> Iterator[Polygon]:
    """White stripes that fall to the right, cut at the rectangle's edges."""
    step, thick = 4.0, 1.1
    along = -rect.height + step / 2
    while along < rect.width:
        points = _clip(along, rect), _clip(along + thick, rect)
        if points[0] and points[1]:
            (a, b), (d, c) = points[0], points[1]
            yield Polygon((a, b, c, d), style.WHITE)
        along += step


def _clip(start: float, rect: Rect) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """The line that enters the top edge's height at `start` and falls at 45 degrees, inside the rectangle."""
    low, high = max(0.0, start), min(rect.width, start + rect.height)
    if low >= high:
        return None
    return (rect.x + low, rect.y + low - start), (rect.x + high, rect.y + high - start)
