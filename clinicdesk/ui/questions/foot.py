"""What can be done with the questions: the list or the questions, opening again, and the one thing that comes next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinicdesk.desk.screening import Progress
from clinicdesk.model.roles import Role
from clinicdesk.ui.front import Front
from clinicdesk.ui.widgets.basic import add, button, label

_PRIMARY = "Ctrl+Return"


class Foot(QWidget):
    """Which buttons there are hangs on how far the screening is; the one at the lower right comes next."""

    back = Signal()
    onward = Signal()
    to_list = Signal()
    to_questions = Signal()
    to_open_again = Signal()
    to_look_through = Signal()
    to_finish = Signal()
    to_go_on = Signal()

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front, say = front, front.words.say
        self._list = button(say("ui.screening.to_list"), self.to_list.emit, "flat", "rules")
        self._questions = button(say("ui.screening.to_questions"), self.to_questions.emit, "flat", "back")
        self._again = button(say("ui.screening.open_again"), self.to_open_again.emit, "flat", "edit")
        through = say("ui.screening.look_through")
        self._through = button(through, self.to_look_through.emit, "primary", shortcut=_PRIMARY)
        self._finish = button(say("ui.screening.finish"), self.to_finish.emit, "primary", shortcut=_PRIMARY)
        self._on = button(say("ui.screening.go_on"), self.to_go_on.emit, "primary", "next", _PRIMARY)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        self._back = button(say("ui.screening.back"), self.back.emit, "", "back")
        self._next = button(say("ui.screening.next"), self.onward.emit, "", "next")
        self._next.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.before = label("", "muted")
        left = (self._list, self._questions, self._again)
        right = (self._back, self._next, self._through, self._finish, self._on)
        for one in (*left, *right):
            one.hide()
        add(across, *left, self.before, *right)
        across.setStretch(len(left), 1)

    def fill(self, progress: Progress, *, listed: bool) -> None:
        """Show what can be done now."""
        works = self.front.may(Role.FRONT_DESK, Role.CLINICIAN, Role.MANAGER)
        still, alone = not progress.finished, bool(progress.alone)
        asking = still and not listed
        for one in (self._list, self._back, self._next):
            one.setVisible(asking)
        if not asking:
            self.before.setText("")
        self._questions.setVisible(still and listed)
        self._again.setVisible(not still and works)
        self._through.setVisible(still and alone and works)
        self._finish.setVisible(still and not alone and works)
        self._on.setVisible(not still)
