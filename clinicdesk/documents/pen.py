"""The pen: marks onto the pages of a PDF. Shapes first, then all text of a page in one go."""

import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from clinicdesk.documents import fonts, style
from clinicdesk.documents.marks import Disc, Image, Mark, Polygon, Rect, Run, Tick, WritingLine

THIN = 0.6
_FIRST_MARK = "\u0300"
_ABOVE = 230
_TALL = "bdfhkl"
_RAISED = 0.178
"""The typeface's capitals are so much taller than its small letters, as a part of the size."""

rl_config.useA85 = 0  # plain deflated streams: a fifth smaller, and sooner made


class Pen:
    """One PDF document in the making. The same marks give the same bytes."""

    def __init__(self, size: tuple[float, float], title: str, subject: str) -> None:
        """Open a document; neither of the texts may tell who the patient is."""
        for name in (style.REGULAR, style.BOLD):
            fonts.metrics(name)
        self.height = size[1]
        self._out = BytesIO()
        self._canvas = Canvas(self._out, pagesize=size, invariant=1, pageCompression=1)
        self._canvas.setTitle(title)
        self._canvas.setSubject(subject)
        self._canvas.setAuthor("")
        self._canvas.setCreator("clinicdesk")

    def page(self, placed: Iterable[tuple[float, Iterable[Mark]]]) -> None:
        """Draw one page: groups of marks, each so far below the page's top edge."""
        runs: list[tuple[float, Run]] = []
        for top, marks in placed:
            for mark in marks:
                if isinstance(mark, Run):
                    runs.append((self.height - top - mark.y, mark))
                else:
                    _DRAW[type(mark)](self._canvas, mark, self.height - top)
        self._write(runs)
        self._canvas.showPage()

    def _write(self, runs: list[tuple[float, Run]]) -> None:
        text = self._canvas.beginText()
        face = color = None
        for y, run in runs:
            if run.face is not face:
                face = run.face
                text.setFont(face.font, face.size)
                if face.color != color:
                    color = face.color
                    text.setFillColorRGB(*rgb(color))
            text.setTextOrigin(run.x, y)
            if max(run.text, default="") < _FIRST_MARK:
                text.textOut(run.text)
                continue
            for part, raised in raised_marks(run.text):
                text.setRise(_RAISED * run.face.size if raised else 0)
                text.textOut(part)
            text.setRise(0)
        self._canvas.drawText(text)

    def done(self) -> bytes:
        """The whole PDF."""
        self._canvas.save()
        return self._out.getvalue()


def raised_marks(text: str) -> list[tuple[str, bool]]:
    """The text in parts: a mark above a tall letter, where Unicode has no composed form, is a part to be raised."""
    parts: list[tuple[str, bool]] = []
    tall = False
    for character in text:
        mark = unicodedata.combining(character)
        if not mark:
            tall = character.isupper() or character in _TALL
        raised = mark == _ABOVE and tall
        if parts and parts[-1][1] is raised:
            parts[-1] = (parts[-1][0] + character, raised)
        else:
            parts.append((character, raised))
    return parts


@cache
def rgb(color: str) -> tuple[float, float, float]:
    """Red, green and blue from 0 to 1."""
    return tuple(round(int(color[at : at + 2], 16) / 255, 4) for at in (1, 3, 5))  # type: ignore[return-value]


def _rect(canvas: Canvas, mark: Rect, zero: float) -> None:
    canvas.setFillColorRGB(*rgb(mark.fill))
    canvas.rect(mark.x, zero - mark.y - mark.height, mark.width, mark.height, stroke=0, fill=1)


def _tick(canvas: Canvas, mark: Tick, zero: float) -> None:
    canvas.setStrokeColorRGB(*rgb(style.INK))
    canvas.setLineWidth(THIN)
    canvas.rect(mark.x, zero - mark.y - mark.size, mark.size, mark.size, stroke=1, fill=0)


def _line(canvas: Canvas, mark: WritingLine, zero: float) -> None:
    canvas.setStrokeColorRGB(*rgb(style.INK))
    canvas.setLineWidth(THIN)
    canvas.line(mark.x, zero - mark.y, mark.x + mark.width, zero - mark.y)


def _polygon(canvas: Canvas, mark: Polygon, zero: float) -> None:
    canvas.setFillColorRGB(*rgb(mark.fill))
    path = canvas.beginPath()
    path.moveTo(mark.points[0][0], zero - mark.points[0][1])
    for x, y in mark.points[1:]:
        path.lineTo(x, zero - y)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _disc(canvas: Canvas, mark: Disc, zero: float) -> None:
    canvas.setFillColorRGB(*rgb(mark.fill))
    canvas.circle(mark.x, zero - mark.y, mark.radius, stroke=0, fill=1)


def _image(canvas: Canvas, mark: Image, zero: float) -> None:
    canvas.drawImage(ImageReader(BytesIO(mark.png)), mark.x, zero - mark.y - mark.height, mark.width, mark.height)


_DRAW: dict[type, Callable[[Canvas, Any, float], None]] = {
    Rect: _rect,
    Tick: _tick,
    WritingLine: _line,
    Polygon: _polygon,
    Disc: _disc,
    Image: _image,
}
