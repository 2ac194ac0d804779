"""The wheel of the mouse over fields."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class NoWheel(QObject):
    """The wheel scrolls the page, and does not change a field that it passes over."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False
