"""Who the patient is: what is kept, changed in place, and what to do where two people changed it at once."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from clinicdesk.desk.drafts import drop_draft
from clinicdesk.desk.patient_view import PatientView, view
from clinicdesk.desk.people import Difference, change, differences, with_person
from clinicdesk.desk.whom import age_on
from clinicdesk.errors import ClinicdeskError, Conflict
from clinicdesk.model.records import PatientRecord
from clinicdesk.model.roles import Act
from clinicdesk.ui.patients.conflict import ConflictForm
from clinicdesk.ui.patients.host import Host, Part
from clinicdesk.ui.patients.person_form import PersonForm
from clinicdesk.ui.patients.person_words import facts, field_name, in_a_line, worded
from clinicdesk.ui.widgets.basic import Mark, button, card, empty, label, row
from clinicdesk.ui.widgets.form_panel import Refused, Write
from clinicdesk.ui.widgets.pairs import Pairs

_MERGED = "merged_into"


class PersonPart(Part):
    """A card with what is known of the person: fact by fact, or `short` in a line."""

    def __init__(self, host: Host, *, short: bool = False) -> None:
        super().__init__(host)
        self._short = short

    def fill(self, view: PatientView) -> None:
        self.view = view
        empty(self.body)
        head = row(label(self.say("patients.person.title"), "heading"), 1)
        if self.can(Act.CHANGE_PATIENT):
            head.addWidget(button(self.say("patients.person.edit"), self.edit, "", "edit", "Alt+E"))
        told = facts(self.front.words, view.record, self.host.today)
        known = label(in_a_line(self.front.words, view.record, self.host.today)) if self._short else Pairs(told)
        self.body.addWidget(card(head, *self._marks(view), known, spacing=12))

    def edit(self) -> None:
        """Change the person in place."""
        began = self.known.record
        form = PersonForm(self.front, self.host.today, self.known.signs_from)
        form.fill(began.person)
        place = f"person/{began.id}/{began.version}"

        def act() -> Write | None:
            told = form.value()
            return None if told is None else _change(with_person(began, told))

        def write(made: Write, after: Callable[[], object], refused: Refused) -> None:
            def wrong(error: ClinicdeskError) -> None:
                told = form.value() if isinstance(error, Conflict) else None
                if told is None:
                    refused(error)
                else:
                    self._look_again(began, with_person(began, told), lambda: refused(error), place)

            self.host.save(made, after, wrong)

        self.open_form(self.say("patients.person.change"), form, place, act, write)

    def _look_again(self, began: PatientRecord, mine: PatientRecord, refused: Callable[[], object], place: str) -> None:
        """Somebody else has changed the patient: look at both, field by field."""

        def compare(now: PatientView) -> None:
            found = [one for one in differences(began, mine, now.record) if one.field != _MERGED]
            if found:
                self.view = now
                self._choose(now.record, found, place)
            else:
                refused()

        self.front.ask(self, lambda desk: view(desk, mine.id), compare)

    def _choose(self, theirs: PatientRecord, found: list[Difference], place: str) -> None:
        words = self.front.words
        told = [
            (
                field_name(words, one.field),
                one,
                worded(words, one.field, one.mine),
                worded(words, one.field, one.theirs),
            )
            for one in found
        ]
        form = ConflictForm(words, told)

        def act() -> Write:
            own = {one.field: one.mine for one in found if form.takes_mine(one.field)}
            return _change(replace(theirs, **own))

        def write(made: Write, after: Callable[[], object], refused: Refused) -> None:
            def kept() -> None:
                after()
                self.front.ask(self, lambda desk: drop_draft(desk, place), lambda _none: None)

            self.host.save(made, kept, refused)

        conflict = f"conflict/{theirs.id}/{theirs.version}"
        self.open_form(self.say("patients.conflict.title"), form, conflict, act, write)

    def _marks(self, view: PatientView) -> list[QWidget]:
        """What the papers will ask for and nobody has told yet."""
        birth = view.record.birth_date
        if birth is None:
            return [Mark("open", self.say("patients.person.no_birth_date"))]
        if age_on(birth, self.host.today) < view.signs_from and view.record.guardian is None:
            return [Mark("review", self.say("patients.person.no_guardian", age=view.signs_from))]
        return []


def _change(record: PatientRecord) -> Write:
    return lambda desk: change(desk, record)
