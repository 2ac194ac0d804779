"""The pad that is signed on: with a pen, whose pressure widens the stroke, a finger or the mouse."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QTabletEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from clinicdesk.model.ink import ACROSS, FULL, MOST_DOTS, USUAL, Dot, Ink, breadth
from clinicdesk.ui.style import look
from clinicdesk.ui.widgets.basic import button, row
from clinicdesk.ui.widgets.fields import Field
from clinicdesk.words import Words

SHAPE = 0.3
"""The pad is so high, as a part of its width."""

_HEIGHT = round(ACROSS * SHAPE)
_LEAST, _MOST = 300, 760
_NEAREST = 12
"""Dots that are nearer to the last one than this, in units, add nothing."""

_LINE = 0.76
_INSET = 0.04


class Pad(QWidget):
    """Strokes while somebody draws them; `ink` is what was drawn, `changed` says that it is other now."""

    changed = Signal()

    def __init__(self, hint: str) -> None:
        super().__init__()
        self._hint = hint
        self._strokes: list[list[Dot]] = []
        self._drawing = self._with_pen = False
        self.setMinimumWidth(_LEAST)
        self.setMaximumWidth(_MOST)
        self.setFixedHeight(round(_LEAST * SHAPE))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(hint)

    @property
    def ink(self) -> Ink:
        """What was drawn so far."""
        return Ink(height=_HEIGHT, strokes=tuple(map(tuple, self._strokes)))

    def wipe(self) -> None:
        """Begin anew."""
        self._strokes, self._drawing = [], False
        self.update()
        self.changed.emit()

    def sizeHint(self) -> QSize:
        return QSize(_MOST, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pad keeps its shape, and with it what is drawn on it."""
        super().resizeEvent(event)
        self.setFixedHeight(round(self.width() * SHAPE))

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen: it counts until it is lifted, whatever the mouse says meanwhile."""
        pressure = round(event.pressure() * FULL)
        if event.type() is QEvent.Type.TabletPress:
            self._with_pen = True
            self._begin(event.position(), pressure)
        elif event.type() is QEvent.Type.TabletMove:
            self._go_on(event.position(), pressure)
        else:
            self._end()
            self._with_pen = False
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and not self._with_pen:
            self._begin(event.position(), USUAL)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._with_pen:
            self._go_on(event.position(), USUAL)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and not self._with_pen:
            self._end()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, painter = look().colors, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors["line_strong"]), 1))
        painter.setBrush(QColor(colors["raised"]))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), look().sizes["radius"], look().sizes["radius"])
        self._paint_line(painter, colors)
        pen = QPen(QColor(colors["ink"]))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        for first, second in self._steps():
            start, end, wide = self._seen(first), self._seen(second), self._breadth(second)
            if _around(start, end, wide).intersects(event.rect()):
                pen.setWidthF(wide)
                painter.setPen(pen)
                painter.drawLine(start, end)

    def _paint_line(self, painter: QPainter, colors: dict[str, str]) -> None:
        """The line to sign on, and in small letters what it is for, as long as nothing is drawn."""
        y, left = round(self.height() * _LINE), round(self.width() * _INSET)
        painter.setPen(QPen(QColor(colors["line_strong"]), 1))
        painter.drawLine(left, y, self.width() - left, y)
        if not self._strokes:
            painter.setPen(QColor(colors["muted"]))
            below = QRect(left, y, self.width() - 2 * left, self.height() - y)
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._hint)

    def _steps(self) -> Iterator[tuple[Dot, Dot]]:
        """From dot to dot; a single one is a step to itself."""
        for stroke in self._strokes:
            yield from pairwise(stroke if len(stroke) > 1 else [*stroke, *stroke])

    def _begin(self, at: QPointF, pressure: int) -> None:
        if sum(map(len, self._strokes)) < MOST_DOTS:
            self._drawing = True
            self._strokes.append([])
            self._put(at, pressure)

    def _go_on(self, at: QPointF, pressure: int) -> None:
        if self._drawing and sum(map(len, self._strokes)) < MOST_DOTS:
            self._put(at, pressure)

    def _end(self) -> None:
        if self._drawing:
            self._drawing = False
            self.changed.emit()

    def _put(self, at: QPointF, pressure: int) -> None:
        stroke, dot = self._strokes[-1], self._dot(at, pressure)
        if stroke and max(abs(dot[0] - stroke[-1][0]), abs(dot[1] - stroke[-1][1])) < _NEAREST:
            return
        stroke.append(dot)
        before = stroke[-2] if len(stroke) > 1 else dot
        first = len(self._strokes) == 1 and len(stroke) == 1
        self.update(self.rect() if first else _around(self._seen(before), self._seen(dot), self._breadth(dot)))

    def _dot(self, at: QPointF, pressure: int) -> Dot:
        """Where something is on the pad, in the pad's own units; what goes over its edge stays on it."""
        x, y = (round(one * ACROSS / max(1, self.width())) for one in (at.x(), at.y()))
        return min(max(x, 0), ACROSS), min(max(y, 0), _HEIGHT), min(max(pressure, 0), FULL)

    def _seen(self, dot: Dot) -> QPointF:
        return QPointF(dot[0], dot[1]) * self.width() / ACROSS

    def _breadth(self, dot: Dot) -> float:
        return max(1.2, breadth(dot[2]) * self.width() / ACROSS)


class PadField(Field[Ink]):
    """A pad with a way to begin anew, below it or elsewhere: `wipe`.

    A draft has nothing of it: nobody keeps a signature before it is given.
    """

    def __init__(self, words: Words, *, wipes_below: bool = True) -> None:
        say = words.say
        self.pad = Pad(say("ui.signing.pad"))
        super().__init__(say("ui.signing.signature"), self.pad)
        self.wipe = button(say("ui.signing.wipe"), self.pad.wipe, "flat", "close", "Ctrl+Backspace")
        self.title.hide()
        layout = self.layout()
        if wipes_below and isinstance(layout, QVBoxLayout):
            layout.addLayout(row(self.wipe, 1))
        self.setFocusProxy(self.wipe)
        self.pad.setAccessibleDescription(say("ui.signing.pad_help"))
        self.pad.changed.connect(self.changed.emit)

    def value(self) -> Ink:
        return self.pad.ink

    def set_value(self, value: Ink) -> None:
        """Only a hand draws on a pad; it can be wiped."""
        if not value.strokes:
            self.pad.wipe()

    def text(self) -> str:
        return ""

    def set_text(self, text: str) -> None:
        """A draft has nothing of it."""


def _around(start: QPointF, end: QPointF, wide: float) -> QRect:
    """What is drawn anew for a step."""
    left, right = sorted((start.x(), end.x()))
    top, bottom = sorted((start.y(), end.y()))
    edge = round(wide) + 2
    return QRect(int(left) - edge, int(top) - edge, int(right - left) + 2 * edge, int(bottom - top) + 2 * edge)
