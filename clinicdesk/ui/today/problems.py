"""What is wrong with a list, row by row, in words; nothing of it was kept."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from clinicdesk.errors import Problem
from clinicdesk.ui.front import Front
from clinicdesk.ui.page import column
from clinicdesk.ui.widgets.basic import Mark, add, button, empty, keys, label, row, stack


class Problems(QWidget):
    """`left` asks to go back, `pasted` to paste the list again, which is what one mostly does next."""

    left = Signal()
    pasted = Signal()

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front = front
        say = front.words.say
        self._mark = stack()
        self._told = QStringListModel(self)
        self._list = QListView()
        self._list.setModel(self._told)
        self._list.setAccessibleName(say("ui.today.refused.problems"))
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setWordWrap(True)
        self._list.setViewportMargins(4, 4, 4, 4)
        self._list.setLayoutMode(QListView.LayoutMode.Batched)
        back = button(say("ui.today.refused.back"), self.left.emit, "flat", "back")
        keys(back, "Escape", back.click)
        self._again = button(say("ui.today.refused.again"), self.pasted.emit, "primary", "import", "Ctrl+V")
        whole = column(self, spacing=12)
        add(whole, self._mark, label(say("ui.today.refused.text"), "muted"), self._list, row(back, 1, self._again))
        whole.setStretch(2, 1)

    def fill(self, title: str, problems: Sequence[Problem]) -> None:
        """Show every problem with its row."""
        empty(self._mark)
        self._mark.addWidget(Mark("stop", title))
        self._told.setStringList([_sentence(str(one)) for one in problems])
        self._list.setCurrentIndex(self._told.index(0))
        self._list.setFocus()


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
