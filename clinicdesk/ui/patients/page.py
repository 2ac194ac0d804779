"""The patients: those whom one looked at last, a search, and the way to a new one."""

from clinicdesk.desk.recent import recent
from clinicdesk.model.records import PatientRecord
from clinicdesk.model.roles import Act
from clinicdesk.ui.front import Front, Place
from clinicdesk.ui.page import Page, column
from clinicdesk.ui.patients.found import Found
from clinicdesk.ui.patients.host import can
from clinicdesk.ui.widgets.basic import add, button, label, row


class Patients(Page):
    """Typing finds; with nothing typed, those are shown whom this person worked with last."""

    def __init__(self, front: Front) -> None:
        super().__init__(front)
        self.found = Found(front, lambda patient: front.go("patient", patient=patient))
        self.found.typed = self._typed
        self._last: list[PatientRecord] = []
        self.new = button(self.say("patients.list.new"), self._new, "primary", "add")
        whole = column(self, spacing=12)
        add(whole, label(self.say("patients.list.title"), "heading"), self.found, row(1, self.new))
        whole.setStretch(1, 1)

    def show_place(self, place: Place) -> None:
        self.new.setVisible(can(self.front, Act.REGISTER))
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

    def _new(self) -> None:
        self.front.go("new_patient", part=self.found.line.text())
