"""A button for what cannot be taken back: it asks once, in its own place."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinicdesk.ui.widgets.basic import button, keys, label


class Sure(QWidget):
    """The button; pressed, it gives way to what it does in words, and to yes and no."""

    def __init__(self, text: str, question: str, yes: str, no: str, act: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._ask = button(text, self._turn, "flat")
        self._told = label(question, "strong")
        self._yes = button(yes, act)
        self._no = button(no, self._back, "flat")
        keys(self._no, "Escape", self._back)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._ask)
        layout.addWidget(self._told, 1)
        layout.addWidget(self._yes)
        layout.addWidget(self._no)
        self._show(False)

    def _turn(self) -> None:
        self._show(True)
        self._no.setFocus()

    def _back(self) -> None:
        self._show(False)
        self._ask.setFocus()

    def _show(self, asked: bool) -> None:
        self._ask.setVisible(not asked)
        for one in (self._told, self._yes, self._no):
            one.setVisible(asked)
