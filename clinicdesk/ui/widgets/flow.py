"""Widgets side by side that go on in a new line where there is no more room, as words do."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Each widget is as wide as it asks for; in a line all have the same middle."""

    def __init__(self, *inside: QWidget, spacing: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        for one in inside:
            self.addWidget(one)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        """All in one line."""
        hints = [one.sizeHint() for one in self._shown()]
        wide = sum(one.width() for one in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(wide, max((one.height() for one in hints), default=0))

    def minimumSize(self) -> QSize:
        """Each in a line of its own."""
        hints = [one.minimumSize() for one in self._shown()]
        return QSize(max((one.width() for one in hints), default=0), max((one.height() for one in hints), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [one for one in self._items if not one.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Put the widgets into lines; returns how high all lines are."""
        down = 0
        for line in self._lines(rect.width()):
            high = max(one.sizeHint().height() for one in line)
            left = rect.left()
            for one in line:
                size = one.sizeHint().boundedTo(QSize(max(rect.width(), one.minimumSize().width()), high))
                if move:
                    one.setGeometry(QRect(QPoint(left, rect.top() + down + (high - size.height()) // 2), size))
                left += size.width() + self.spacing()
            down += high + self.spacing()
        return max(0, down - self.spacing())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for one in self._shown():
            wide = one.sizeHint().width()
            if not lines or used + self.spacing() + wide > width:
                lines.append([])
                used = -self.spacing()
            lines[-1].append(one)
            used += self.spacing() + wide
        return lines
