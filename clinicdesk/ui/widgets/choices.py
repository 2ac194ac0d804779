"""A list to choose from by typing: a blank in the middle of a word that is typed does not open the list."""

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox


class Choices(QComboBox):
    """Qt opens the list at every blank; here it does so only where nobody is typing a name such as North Carolina.

    `picked` says that the list was open, and is closed again.
    """

    picked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._typed = QElapsedTimer()

    def hidePopup(self) -> None:
        was_open = self.view().isVisible()
        super().hidePopup()
        if was_open:
            self.picked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        blank = event.key() == Qt.Key.Key_Space
        if blank and self._typed.isValid() and self._typed.elapsed() < QApplication.keyboardInputInterval():
            self._typed.start()
            view = self.view()
            view.setCurrentIndex(self.model().index(self.currentIndex(), 0))
            view.keyboardSearch(event.text())
            self.setCurrentIndex(view.currentIndex().row())
            return
        if event.text().isprintable() and event.text() and not blank:
            self._typed.start()
        super().keyPressEvent(event)
