"""Two records that are one patient: the other one is found, both are looked at side by side, and merged."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from clinicdesk.desk.people import merge
from clinicdesk.model.records import PatientRecord
from clinicdesk.ui.page import column, scrolled
from clinicdesk.ui.patients.found import Found
from clinicdesk.ui.patients.host import Host
from clinicdesk.ui.patients.side_by_side import SideBySide
from clinicdesk.ui.widgets.basic import add, button, empty, keys, label, row

if TYPE_CHECKING:
    from clinicdesk.desk.desk import Desk


class MergePanel(QWidget):
    """The record that is shown stays; the one that is found here goes into it. It can be undone."""

    def __init__(self, host: Host, stays: PatientRecord, leave: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.host, self.front, self._stays, self._leave = host, host.front, stays, leave
        say = host.front.words.say
        self.found = Found(host.front, lambda _patient: self._merge.setFocus())
        self.found.without = stays.id
        self.found.typed = lambda _text: self._compare()
        self.found.table.setMinimumHeight(150)
        self.found.show_records(say("ui.patients.merge.hint"), [])
        selected = self.found.table.selectionModel()
        selected.currentRowChanged.connect(lambda _now, _before: self._compare())
        compared = QWidget()
        compared.setObjectName("plain")
        self._compared = column(compared)
        self._merge = button(say("ui.patients.merge.merge"), self._press, "primary", shortcut="Ctrl+Return")
        back = button(say("ui.patients.merge.back"), leave, "flat", "back")
        keys(self, "Escape", leave)
        inside = QWidget()
        add(column(inside, spacing=12), self.found, compared)
        whole = column(self, spacing=12)
        add(
            whole,
            label(say("ui.patients.merge.title"), "heading"),
            label(say("ui.patients.merge.help"), "muted"),
            scrolled(inside),
            row(back, 1, self._merge),
        )
        whole.setStretch(2, 1)
        self.setFocusProxy(self.found)
        self._compare()

    def _compare(self) -> None:
        empty(self._compared)
        other = self.found.chosen
        self._merge.setEnabled(other is not None)
        if other is not None:
            say = self.front.words.say
            heads = say("ui.patients.merge.stays"), say("ui.patients.merge.goes")
            pair = self._stays.person, other.person
            self._compared.addWidget(SideBySide(self.front.words, heads, pair, self.host.today))

    def _press(self) -> None:
        other = self.found.chosen
        if other is None:
            return
        goes, stays = other.id, self._stays.id

        def act(desk: "Desk") -> object:
            return merge(desk, goes, stays)

        self.host.save(act, self._leave)
