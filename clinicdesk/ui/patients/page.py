"""The patients: those whom one looked at last, a search, and the way to a new one."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from clinicdesk.desk.recent import recent
from clinicdesk.model.records import PatientRecord
from clinicdesk.model.roles import Act
from clinicdesk.ui.ask_file import ask_open
from clinicdesk.ui.front import Front, Place
from clinicdesk.ui.page import Page, column
from clinicdesk.ui.patients.found import Found
from clinicdesk.ui.patients.host import Swap, can
from clinicdesk.ui.patients.visit_file import VisitFilePanel
from clinicdesk.ui.widgets.basic import add, button, hint, label, row


class Patients(Page):
    """Typing finds; with nothing typed, those are shown whom this person worked with last."""

    def __init__(self, front: Front) -> None:
        super().__init__(front)
        self.found = Found(front, lambda patient: front.go("patient", patient=patient))
        self.found.typed = self._typed
        self._last: list[PatientRecord] = []
        self.new = button(self.say("patients.list.new"), self._new, "primary", "add")
        hint(self.new, f"{self.new.text()} (Ctrl+N)")
        self.read = button(self.say("patients.file.taken_from"), self._ask_file, "flat", "import")
        main = QWidget()
        main.setObjectName("plain")
        inside = column(main, spacing=12)
        add(inside, label(self.say("patients.list.title"), "heading"), self.found, row(1, self.read, self.new))
        inside.setStretch(1, 1)
        self.swap = Swap(main, self.found)
        column(self).addWidget(self.swap)

    def show_place(self, place: Place) -> None:
        self.swap.close_panel()
        self.new.setVisible(can(self.front, Act.REGISTER))
        self.read.setVisible(can(self.front, Act.IMPORT_VISIT))
        self.found.line.setText(place.part)
        self.found.setFocus()
        self.front.ask(self, recent, self._show_last)

    def _show_last(self, records: list[PatientRecord]) -> None:
        self._last = records
        self._typed(self.found.line.text())

    def _typed(self, text: str) -> None:
        if not text.strip():
            key = "patients.list.last" if self._last else "patients.list.empty"
            self.found.show_records(self.say(key), self._last)

    def read_in(self, place: Path) -> None:
        """Look through a visit file that was chosen, for whoever it is about."""
        panel = VisitFilePanel(self.front, None, self.front.now().astimezone().date(), self.swap.close_panel)
        self.swap.show_panel(panel, wide=True)
        panel.look(place)

    def _ask_file(self) -> None:
        ask_open(self, self.say("patients.file.taken_from"), self.say("patients.file.kinds"), self.read_in)

    def _new(self) -> None:
        self.front.go("new_patient", part=self.found.line.text())
