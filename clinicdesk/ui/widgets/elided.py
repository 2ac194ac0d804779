"""A mark in one line that ends with an ellipsis where there is no room for its words; the tooltip has them all."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from clinicdesk.ui.widgets.basic import Mark, hint

_LEAST = 48


class Elided(QLabel):
    """A plain text in one line, as much of it as there is room for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.whole = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "strong")
        self.setAccessibleName(text)
        self.setText(text)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.whole) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(_LEAST, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        hint(self, self.whole if shown != self.whole else "")


class Flag(Mark):
    """A mark as small as its words, and smaller where it has to be."""

    def __init__(self, state: str, text: str) -> None:
        super().__init__(state, text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def title(self, text: str) -> QLabel:
        return Elided(text)
