"""The pen: marks onto the pages of a tagged PDF. What is for the eye only first, then what is read, in its order."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from clinicdesk.documents import fonts, style
from clinicdesk.documents.marks import Bars, Disc, Image, Mark, Polygon, Rect, Run, Tick, WritingLine
from clinicdesk.documents.style import fill
from clinicdesk.documents.tagged import TaggedCanvas
from clinicdesk.documents.tags import Role, Tag
from clinicdesk.documents.writing import Writing

_AROUND = "/Artifact <</Type/Pagination>> BDC"
_DRAWN = "/Artifact BMC"
_END = "EMC"
_STROKE = fill(style.INK).upper() + " 0.6 w"
_WRITTEN = 22.0
"""So high over its line is what is written on it."""

Placed = tuple[float, Mark]
"""A mark with the height that its own is measured from, downwards."""

rl_config.useA85 = 0  # plain deflated streams: a fifth smaller, and sooner made


class Pen:
    """One PDF document in the making. The same marks give the same bytes."""

    def __init__(
        self, size: tuple[float, float], title: str, subject: str, language: str, whole: Tag | None = None
    ) -> None:
        """Open a document; neither title nor subject may tell who the patient is. `whole` has all parts of it."""
        for name in (style.REGULAR, style.BOLD):
            fonts.metrics(name)
        self.height = size[1]
        self._canvas = TaggedCanvas(size, style.REGULAR, language, whole or Tag(Role.DOCUMENT))
        self._canvas.setTitle(title)
        self._canvas.setSubject(subject)
        self._canvas.setAuthor("")
        self._canvas.setCreator("clinicdesk")

    def page(self, placed: Iterable[tuple[float, Iterable[Mark]]]) -> None:
        """Draw one page: groups of marks, each so far below the page's top edge. Text without a tag is no content."""
        read: list[Placed] = []
        self._canvas.owners.append([])
        self._canvas.addLiteral(_DRAWN)
        for top, marks in placed:
            zero = self.height - top
            for mark in marks:
                if mark.tag is not None or isinstance(mark, Run):
                    read.append((zero, mark))
                else:
                    _DRAW[type(mark)](self._canvas, mark, zero)
        self._canvas.addLiteral(_END)
        self._write(read)
        self._canvas.showPage()

    def _write(self, read: Iterable[Placed]) -> None:
        """What is read: as few text objects as the figures between them allow."""
        text = self._canvas.beginText()
        for tag, group in groupby(read, key=_tag):
            if tag is not None and tag.role is Role.FIGURE:
                self._canvas.drawText(text)
                self._figure(tag, [*group])
                text = self._canvas.beginText()
            else:
                _written(text, group, self._opened(tag) if tag else _AROUND, " " if tag else "")
        self._canvas.drawText(text)

    def _figure(self, tag: Tag, placed: Sequence[Placed]) -> None:
        """A picture with the words in it, as one piece."""
        canvas, text = self._canvas, self._canvas.beginText()
        tag.box = _box(placed)
        canvas.addLiteral(self._opened(tag))
        for zero, mark in placed:
            if isinstance(mark, Run):
                text.run(mark, zero - mark.y, " ")
            else:
                _DRAW[type(mark)](canvas, mark, zero)
        canvas.drawText(text)
        canvas.addLiteral(_END)

    def _opened(self, tag: Tag) -> str:
        """The beginning of a marked piece of this part."""
        tags = self._canvas.owners[-1]
        number = len(tags)
        tags.append(tag)
        tag.pieces.append((len(self._canvas.owners) - 1, number))
        return f"/{tag.role.partition(' ')[0]} <</MCID {number}>> BDC"

    def done(self) -> bytes:
        """The whole PDF."""
        self._canvas.save()
        return self._canvas.out.getvalue()


def _tag(placed: Placed) -> Tag | None:
    return placed[1].tag


def _written(text: Writing, group: Iterable[tuple[float, Any]], opened: str, after: str) -> None:
    text.literal(opened)
    for zero, run in group:
        text.run(run, zero - run.y, after)
    text.literal(_END)


def _box(placed: Sequence[Placed]) -> tuple[float, float, float, float]:
    """What shapes and words take of the page: left, bottom, right, top."""
    corners = [(x, zero - y) for zero, mark in placed for x, y in _corners(mark)]
    across, upwards = zip(*corners, strict=True)
    return min(across), min(upwards), max(across), max(upwards)


def _corners(mark: Any) -> Iterable[tuple[float, float]]:
    if isinstance(mark, Polygon):
        return mark.points
    if isinstance(mark, Run):
        return (mark.x, mark.y - mark.face.size), (mark.x, mark.y + mark.face.size / 4)
    if isinstance(mark, Disc):
        return (mark.x - mark.radius, mark.y - mark.radius), (mark.x + mark.radius, mark.y + mark.radius)
    return (mark.x, mark.y), (mark.x + mark.width, mark.y + mark.height)


def _rect(canvas: Canvas, mark: Rect, zero: float) -> None:
    canvas.addLiteral(f"{fill(mark.fill)} {_area(mark.x, zero - mark.y - mark.height, mark.width, mark.height)} f")


def _area(x: float, y: float, width: float, height: float) -> str:
    return f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"


def _tick(canvas: TaggedCanvas, mark: Tick, zero: float) -> None:
    lower = zero - mark.y - mark.size
    canvas.addLiteral(f"{_STROKE} {_area(mark.x, lower, mark.size, mark.size)} S")
    if mark.place:
        canvas.name_place(mark.place, (mark.x, lower, mark.x + mark.size, lower + mark.size))


def _line(canvas: TaggedCanvas, mark: WritingLine, zero: float) -> None:
    y, right = zero - mark.y, mark.x + mark.width
    canvas.addLiteral(f"{_STROKE} {mark.x:.2f} {y:.2f} m {right:.2f} {y:.2f} l S")
    if mark.place:
        canvas.name_place(mark.place, (mark.x, y, right, y + _WRITTEN))


def _polygon(canvas: Canvas, mark: Polygon, zero: float) -> None:
    lines = " l ".join(f"{x:.2f} {zero - y:.2f}" for x, y in mark.points)
    canvas.addLiteral(f"{fill(mark.fill)} {lines.replace(' l ', ' m ', 1)} l h f")


def _disc(canvas: Canvas, mark: Disc, zero: float) -> None:
    canvas.addLiteral(fill(mark.fill))
    canvas.circle(mark.x, zero - mark.y, mark.radius, stroke=0, fill=1)


def _bars(canvas: Canvas, mark: Bars, zero: float) -> None:
    """All bars as one path, in full black: a grey would be printed as dots, which no scanner reads well."""
    areas = (_area(x, zero - mark.y - mark.height, wide, mark.height) for x, wide in mark.bars)
    canvas.addLiteral(f"{fill(style.BLACK)} {' '.join(areas)} f")


def _image(canvas: Canvas, mark: Image, zero: float) -> None:
    canvas.drawImage(ImageReader(BytesIO(mark.png)), mark.x, zero - mark.y - mark.height, mark.width, mark.height)


_DRAW: dict[type, Callable[[Any, Any, float], None]] = {
    Rect: _rect,
    Tick: _tick,
    WritingLine: _line,
    Polygon: _polygon,
    Disc: _disc,
    Image: _image,
    Bars: _bars,
}
