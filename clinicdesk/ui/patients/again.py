"""The question before a second visit on one day: asked once, above the button that would begin it."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinicdesk.ui.front import Front
from clinicdesk.ui.news import announce
from clinicdesk.ui.widgets.basic import Mark, add, button, empty, keys


class Again(QWidget):
    """Hidden until it is asked."""

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._say = front.words.say
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.hide()

    def ask(self, text: str, yes: Callable[[], object], no: Callable[[], object]) -> None:
        """Ask before another visit; Escape leaves it."""
        sure = button(self._say("ui.patients.again.yes"), lambda: self._leave(yes))
        keep = button(self._say("ui.patients.again.no"), lambda: self._leave(no), "flat")
        keys(keep, "Escape", keep.click)
        empty(self._row)
        add(self._row, Mark("review", text), sure, keep)
        self._row.setStretch(0, 1)
        self.show()
        announce(self, text)
        keep.setFocus()

    def forget(self) -> None:
        """Ask nothing any more."""
        empty(self._row)
        self.hide()

    def _leave(self, act: Callable[[], object]) -> None:
        self.forget()
        act()
