"""Answers that the desk did not keep: which and why, until they are given again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.ui.front import Front
from clinicdesk.ui.news import announce
from clinicdesk.ui.widgets.basic import Mark, add, button, empty, row


class NotSaved(QWidget):
    """`chosen` has the item that somebody wants to answer again."""

    chosen = Signal(str)

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front = front
        self.lost: dict[str, str] = {}
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(4)
        self.hide()

    def tell(self, item: str, why: str) -> None:
        """An answer was not kept."""
        self.lost[item] = why
        self._show()
        announce(self, f"{self._head(item)} {why}")

    def forget(self, *items: str) -> None:
        """These were given again; nothing at all where none is named."""
        left = {item: why for item, why in self.lost.items() if items and item not in items}
        if left != self.lost:
            self.lost = left
            self._show()

    def _show(self) -> None:
        say = self.front.words.say
        empty(self._down)
        for item, why in self.lost.items():
            again = button(say("ui.screening.again"), lambda item=item: self.chosen.emit(item), "flat")  # type: ignore[misc]
            again.setAccessibleName(f"{again.text()}: {self._label(item)}")
            told = row(Mark("stop", self._head(item), why), again)
            told.setStretch(0, 1)
            add(self._down, told)
        self.setVisible(bool(self.lost))

    def _head(self, item: str) -> str:
        return self.front.words.say("ui.screening.not_saved", label=self._label(item))

    def _label(self, item: str) -> str:
        return self.front.rules.questionnaire.by_id[item].label
