"""A button whose words may take several lines, with a key, an icon or a tick before them and a count after them."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from clinicdesk.ui.style import look, picture

_EDGE, _GAP = 10, 8
_WIDEST = 4000


@dataclass(frozen=True, slots=True)
class Measure:
    """How large a button is: the words, the room above and below them, the box of the key, the least height.

    `apart` is how far from each other they stand.
    """

    pixels: int
    room: int
    box: int
    least: int
    apart: int


ROW = Measure(pixels=14, room=3, box=16, least=30, apart=1)
ANSWER = Measure(pixels=18, room=6, box=26, least=42, apart=4)
LARGE = Measure(pixels=24, room=16, box=32, least=72, apart=12)


class WrapButton(QPushButton):
    """Before the words stands `cap`, a key in a box, or an icon, or a tick while it is chosen; after them `tail`.

    Without a key there is an empty box, round where only one can be chosen.

    Arrows are left to whatever is around the button; the space bar presses it.
    """

    def __init__(self, text: str, role: str, measure: Measure, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("role", role)
        self.setAutoDefault(False)
        self.cap = ""
        self.tail = ""
        self.mark = ("", "")
        self.ticked = False
        self.round = False
        self._measure = measure
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_mark(self, icon: str, color: str) -> None:
        """An icon before the words, in a colour of the look."""
        self.mark = (icon, color)
        self.update()

    def set_here(self, *, on: bool) -> None:
        """Whether this is the one of several that is shown."""
        told = "true" if on else "false"
        if self.property("here") == told:
            return
        self.setProperty("here", told)
        self.style().unpolish(self)
        self.style().polish(self)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        words = self._words(QRect(0, 0, width, 0))
        bound = self._metrics().boundingRect(0, 0, max(words.width(), 1), _WIDEST, self._flags(), self.text())
        return max(self._measure.least, bound.height() + 2 * self._measure.room)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """As narrow as its longest word allows."""
        around = _WIDEST - self._words(QRect(0, 0, _WIDEST, 0)).width()
        longest = max((self._metrics().horizontalAdvance(one) for one in self.text().split()), default=0)
        return QSize(around + longest + 1, self._measure.least)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Select}:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        colors, whole = look().colors, self.rect()
        chosen = self.isChecked()
        painter.setPen(colors["accent_ink" if chosen else "ink" if self.isEnabled() else "muted"])
        painter.setFont(self._font())
        painter.drawText(self._words(whole), self._flags(), self.text())
        self._paint_front(painter, whole)
        self._paint_tail(painter, whole)

    def _paint_front(self, painter: QStylePainter, whole: QRect) -> None:
        """The tick of what is chosen, the box with the key, or the icon."""
        size, colors = self._measure.box, look().colors
        box = QRect(_EDGE, (whole.height() - size) // 2, size, size)
        if self.ticked:
            painter.drawPixmap(box, picture("ok", "accent_ink", size * 2))
        elif self.mark[0]:
            painter.drawPixmap(box, picture(*self.mark, size * 2))
        elif self.isCheckable():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(colors["line_strong"])
            corner = size // 2 if self.round and not self.cap else 4
            painter.drawRoundedRect(box, corner, corner)
            painter.setPen(colors["muted"])
            painter.setFont(self._font(look().sizes["text"], bold=True))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.cap)

    def _paint_tail(self, painter: QStylePainter, whole: QRect) -> None:
        if self.tail:
            painter.setPen(look().colors["muted"])
            painter.setFont(self._font(look().sizes["text"]))
            place = whole.adjusted(0, 0, -_EDGE, 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.tail)

    def _words(self, whole: QRect) -> QRect:
        """Where the words stand."""
        before = _EDGE + (self._measure.box + _GAP if self.mark[0] or self.isCheckable() else 0)
        after = _EDGE
        if self.tail:
            after += _GAP + QFontMetrics(self._font(look().sizes["text"])).horizontalAdvance(self.tail)
        return whole.adjusted(before, 0, -after, 0)

    def _flags(self) -> int:
        return int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._font())

    def _font(self, pixels: int = 0, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(pixels or self._measure.pixels)
        font.setBold(bold)
        return font
