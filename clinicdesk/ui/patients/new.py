"""A new patient: the form, a look at who may be the same person, and on to the record or straight to a first visit."""

from datetime import date

from PySide6.QtWidgets import QWidget

from clinicdesk.desk.beginning import register_and_begin
from clinicdesk.desk.people import Likeness, likely_duplicates, register, signs_alone_from
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.people import Patient
from clinicdesk.model.records import PatientRecord, VisitRecord
from clinicdesk.ui.form import Draft, restored_mark
from clinicdesk.ui.front import Front, Place
from clinicdesk.ui.page import Page, column, scrolled
from clinicdesk.ui.patients.duplicates import Duplicates
from clinicdesk.ui.patients.folded import WIDE
from clinicdesk.ui.patients.person_form import PersonForm
from clinicdesk.ui.patients.typed_search import as_fields
from clinicdesk.ui.widgets.basic import add, button, card, empty, keys, label, row

_PLACE = "new patient"
_MARGIN = 24


class NewPatient(Page):
    """The form as it was left comes back. Ctrl+Return registers and begins today's visit."""

    def __init__(self, front: Front) -> None:
        super().__init__(front)
        self.form: PersonForm | None = None
        self.draft: Draft | None = None
        self._begins = True
        inside = QWidget()
        self._body = column(inside, spacing=12)
        self._title = label(self.say("patients.new.title"), "heading")
        self._back = button(self.say("patients.new.back"), self._go_back, "flat", "back")
        self._only = button(self.say("patients.new.only"), lambda: self._press(begins=False), shortcut="Alt+O")
        self._else = button(self.say("patients.new.else"), self._register, "primary", shortcut="Ctrl+Return")
        self._begin = button(
            self.say("patients.new.begin"), lambda: self._press(begins=True), "primary", "next", "Ctrl+Return"
        )
        keys(self, "Escape", self._go_back)
        whole = column(self, spacing=12)
        add(whole, self._title, scrolled(inside), row(self._back, 1, self._only, self._else, self._begin))
        whole.setStretch(1, 1)
        self.duplicates: Duplicates | None = None

    def show_place(self, place: Place) -> None:
        self.leave()
        typed = as_fields(place.part)
        self.front.ask(self, signs_alone_from, lambda age: self._build(age, typed))

    def leave(self) -> None:
        if self.draft is not None:
            self.draft.keep()

    def _build(self, age: int, typed: dict[str, str]) -> None:
        empty(self._body)
        self.duplicates = None
        self.form = PersonForm(self.front, self._today, age)
        self._restored = restored_mark(self.say("patients.new.restored"))
        self._anew = button(self.say("patients.new.anew"), lambda: self._start_anew(typed), "flat")
        for one in (self._restored, self._anew):
            one.hide()
        self._frame = card(row(self._restored, self._anew, 1), self.form, margin=_MARGIN)
        self._frame.setMaximumWidth(WIDE + 2 * _MARGIN)
        add(self._body, self._frame, 1)
        self._show_form()
        _fill(self.form, typed)
        self.draft = Draft(self.front, self.form, _PLACE, self._tell_restored)
        self.draft.begin()

    @property
    def _today(self) -> date:
        return self.front.now().astimezone().date()

    def _tell_restored(self) -> None:
        self._restored.show()
        self._anew.show()

    def _start_anew(self, typed: dict[str, str]) -> None:
        """Give up what came back."""
        if self.form is None or self.draft is None:
            return
        _fill(self.form, dict.fromkeys(self.form.fields, "") | typed)
        self.draft.drop()
        self._restored.hide()
        self._anew.hide()
        self._first().setFocus()

    def _first(self) -> QWidget:
        """The field at which the typing begins: the first empty one of those that every patient has."""
        assert self.form is not None
        fields = [self.form.fields[one] for one in ("given_name", "family_name", "birth_date", "phone")]
        return next((one for one in fields if not one.text()), fields[0])

    def _show_form(self) -> None:
        if self.duplicates is not None:
            self.duplicates.hide()
            self.duplicates.deleteLater()
            self.duplicates = None
        self._frame.show()
        self._title.setText(self.say("patients.new.title"))
        for one, shown in ((self._only, True), (self._begin, True), (self._else, False)):
            one.setVisible(shown)
            one.setEnabled(True)
        self._first().setFocus()

    def _press(self, *, begins: bool) -> None:
        """Look for likely duplicates first."""
        person = self.form.value() if self.form is not None else None
        if person is None:
            return
        self._begins = begins
        self._rest(on=True)
        self.front.ask(self, lambda desk: likely_duplicates(desk, person), lambda found: self._looked(person, found))

    def _looked(self, person: Patient, found: list[Likeness]) -> None:
        if not found:
            self._register()
            return
        self._rest(on=False)
        self._frame.hide()
        self._title.setText(self.say("patients.new.likely"))
        self.duplicates = Duplicates(self.front.words, person, found, self._today, self._open)
        self._body.insertWidget(0, self.duplicates)
        self._only.hide()
        self._begin.hide()
        self._else.show()
        self.duplicates.opens[0].setFocus()

    def _register(self) -> None:
        person, draft = self.form.value() if self.form is not None else None, self.draft
        if person is None or draft is None:
            return
        self._rest(on=True)
        if self._begins:
            begin = draft.ending(lambda desk: register_and_begin(desk, person))
            self.front.ask(self, begin, self._begun, self._refused, writes=True)
        else:
            keep = draft.ending(lambda desk: register(desk, person))
            self.front.ask(self, keep, self._kept, self._refused, writes=True)

    def _begun(self, visit: VisitRecord) -> None:
        self.draft = None
        self.front.go("visit", patient=visit.patient, visit=visit.id)

    def _kept(self, record: PatientRecord) -> None:
        self.draft = None
        self.front.go("patient", patient=record.id)

    def _open(self, patient: str) -> None:
        """It is the same person: what was typed is not needed."""
        if self.draft is not None:
            self.draft.drop()
        self.draft = None
        self.front.go("patient", patient=patient)

    def _refused(self, error: ClinicdeskError) -> None:
        self._show_form()
        if self.form is not None:
            self.form.refused(error)

    def _rest(self, *, on: bool) -> None:
        for one in (self._only, self._else, self._begin):
            one.setEnabled(not on)

    def _go_back(self) -> None:
        if self.duplicates is not None:
            self._show_form()
        else:
            self.front.went_back.emit()


def _fill(form: PersonForm, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        form.fields[name].set_text(text)
