"""The Good Faith Estimates that are owed soon, or already: one line over the board."""

from datetime import date, timedelta

from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinicdesk.desk.estimate_deadlines import EstimateDue
from clinicdesk.desk.paper_list import estimates_due
from clinicdesk.ui.front import Front
from clinicdesk.ui.whom import who
from clinicdesk.ui.widgets.basic import Mark, add, button, empty

AHEAD = timedelta(days=5)
"""How near a deadline is when it is shown: over a long weekend too."""


class Due(QWidget):
    """Shown only where something is owed: the first of them, and how many more there are."""

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front = front
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.hide()

    def look(self) -> None:
        """Look at the deadlines anew."""
        until = self._today() + AHEAD
        self.front.ask(
            self,
            lambda desk: estimates_due(desk, until),
            self._fill,
            lambda _refused: self._fill(()),
            instead_of="estimates due",
        )

    def _fill(self, owed: tuple[EstimateDue, ...]) -> None:
        empty(self._row)
        self.setVisible(bool(owed))
        if not owed:
            return
        first, say = owed[0], self.front.words.say
        late = first.due < self._today()
        told = say("ui.today.due.by", who=who(self.front.words, first.patient, self._today()), day=first.due)
        if len(owed) > 1:
            told = say("ui.today.due.more", by=told, count=len(owed) - 1)
        mark = Mark("stop" if late else "review", say("ui.today.due.late" if late else "ui.today.due.soon", by=told))
        open_it = button(say("ui.today.due.open"), lambda: self._open(first), shortcut="G")
        add(
            self._row,
            mark,
            open_it,
            button(say("ui.today.due.all"), lambda: self.front.go("papers", part="due"), "flat"),
        )
        self._row.setStretch(0, 1)

    def _open(self, owed: EstimateDue) -> None:
        self.front.go("visit", owed.patient.id, owed.visit.id, "papers")

    def _today(self) -> date:
        return self.front.now().astimezone().date()
