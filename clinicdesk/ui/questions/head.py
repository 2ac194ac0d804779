"""How far the questions are: a count, a bar, what is still being saved, and which set is asked."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from clinicdesk.desk.screening import Progress
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.basic import add, label
from clinicdesk.ui.widgets.flow import Flow

_BAR = 160
_SLOW = 400
"""Milliseconds that an answer may be on its way before that is said."""


class Head(QWidget):
    """The count and the bar; `ways` stand at its right."""

    def __init__(self, front: Front, *ways: QWidget) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._say = front.words.say
        self._count = label("", "strong", wrap=False)
        self._saving = label(self._say("ui.screening.saving"), "muted", wrap=False)
        self._saving.hide()
        self._set = label("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self._say("ui.screening.progress"))
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW)
        self._slow.timeout.connect(self._saving.show)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        self._bar.setFixedWidth(_BAR)
        add(whole, self._set)
        whole.insertLayout(0, Flow(self._count, self._bar, self._saving, *ways, spacing=16))

    def fill(self, progress: Progress, *, busy: bool) -> None:
        """Show how far it is; `busy` says that answers are on their way."""
        say = self._say
        self._count.setText(say("ui.screening.count", answered=progress.answered, required=progress.required))
        show_on(self._bar, progress)
        basis = progress.basis
        told, full_on = "", basis.full_on or basis.day
        if basis.anew is not None:
            told = say(f"ui.screening.anew.{basis.anew.value}", day=full_on)
        elif not progress.full:
            told = say("ui.screening.short", day=full_on)
        self._set.setText(told)
        self._set.setVisible(bool(told))
        if not busy:
            self._slow.stop()
            self._saving.hide()
        elif not self._slow.isActive() and self._saving.isHidden():
            self._slow.start()


def show_on(bar: QProgressBar, progress: Progress) -> None:
    """Show on a bar how far it is. Qt would draw it at once, and all else that waits to be drawn with it."""
    bar.setUpdatesEnabled(False)
    bar.setRange(0, max(1, progress.required))
    bar.setValue(progress.answered)
    bar.setUpdatesEnabled(True)
