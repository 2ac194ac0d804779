"""The line above the acts of the board: a question before something is cancelled, and what was just done, with undo."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinicdesk.ui.front import Front
from clinicdesk.ui.news import announce
from clinicdesk.ui.widgets.basic import Mark, add, button, empty, keys


class Strip(QWidget):
    """Shows one thing at a time, and nothing most of the time."""

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front = front
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.hide()

    def ask(self, text: str, yes: Callable[[], object], no: Callable[[], object]) -> None:
        """Ask before something that is seldom meant. Y does it; N and Escape leave it."""
        say = self.front.words.say
        sure = button(say("ui.today.cancel.yes"), lambda: self._leave(yes), shortcut="Y")
        keep = button(say("ui.today.cancel.no"), lambda: self._leave(no), "flat", shortcut="N")
        keys(keep, "Escape", keep.click)
        self._show("review", text, sure, keep)
        sure.setFocus()

    def offer(self, text: str, *buttons: QWidget) -> None:
        """Offer something that can be done now or later."""
        self._show("note", text, *buttons)

    def tell(self, state: str, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say what was done or refused."""
        taken = undo or self.forget
        back = button(self.front.words.say("ui.today.moved.undo"), lambda: self._leave(taken), "", "back", "Ctrl+Z")
        self._show(state, text, *([back] if undo else []))

    def forget(self) -> None:
        """Show nothing any more."""
        empty(self._row)
        self.hide()

    def _show(self, state: str, text: str, *buttons: QWidget) -> None:
        empty(self._row)
        add(self._row, Mark(state, text), *buttons)
        self._row.setStretch(0, 1)
        self.show()
        announce(self, text)

    def _leave(self, act: Callable[[], object]) -> None:
        self.forget()
        act()
