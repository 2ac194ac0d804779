"""The one line of news below a page: what was refused, what was done, what to do next.

It comes and goes while somebody is about to choose a row or a step, so these must not move for it.
"""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.basic import Mark, button, empty

PASSING = {"ok", "note"}
"""News that pass by themselves; what was refused or has to be looked at stays."""

PASSES_AFTER = 8_000
"""Milliseconds."""


class News(QWidget):
    """Shows the last news until it is closed, has passed, or another page comes; a screen reader is told too."""

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front = front
        self.text = ""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.hide()
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.setInterval(PASSES_AFTER)
        self._passing.timeout.connect(self.forget)
        front.told.connect(self.tell)

    def tell(self, state: str, text: str) -> None:
        """Say it."""
        self.forget()
        self.text = text
        self._row.addWidget(Mark(state, text), 1)
        self._row.addWidget(button(self.front.words.say("ui.news.close"), self.forget, "flat", "close"))
        self.show()
        if state in PASSING:
            self._passing.start()
        announce(self, text)

    def forget(self) -> None:
        """Say nothing any more."""
        self._passing.stop()
        self.text = ""
        empty(self._row)
        self.hide()


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say a text at once."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
