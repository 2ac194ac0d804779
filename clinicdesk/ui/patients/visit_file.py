"""A visit file is looked through before it is taken: what it says, whose it is, and who treats here."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QWidget

from clinicdesk.desk.visit_files import Imported, import_visit
from clinicdesk.desk.visit_review import Review, look_through
from clinicdesk.errors import ClinicdeskError, VisitRefused
from clinicdesk.model.records import PatientRecord
from clinicdesk.ui.front import Front
from clinicdesk.ui.page import column, scrolled_texts
from clinicdesk.ui.patients.course_words import service_line
from clinicdesk.ui.patients.folded import FoldedForm
from clinicdesk.ui.patients.person_words import facts
from clinicdesk.ui.patients.plan_words import about
from clinicdesk.ui.patients.side_by_side import SideBySide
from clinicdesk.ui.whom import payer_of
from clinicdesk.ui.widgets.asked import ChosenField
from clinicdesk.ui.widgets.basic import Mark, add, button, card, empty, keys, label, row, stack
from clinicdesk.ui.widgets.pairs import Pairs

_NEW = 1000
"""The button of somebody who is not registered yet."""


class VisitFilePanel(QWidget):
    """What a file says, part by part; it is taken in whole, or left."""

    def __init__(self, front: Front, patient: PatientRecord | None, today: date, leave: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.front, self._patient, self._today = front, patient, today
        self._review: Review | None = None
        self._whose = QButtonGroup(self)
        self._form = FoldedForm()
        inside = QWidget()
        self._body = column(inside, spacing=12)
        self._take = button(front.words.say("ui.patients.file.take"), self._press, "primary", shortcut="Ctrl+Return")
        self._take.setEnabled(False)
        back = button(front.words.say("ui.patients.file.back"), leave, "flat", "back")
        keys(self, "Escape", leave)
        self._area = scrolled_texts(inside)
        whole = column(self, spacing=12)
        self._treats = stack()
        title = label(front.words.say("ui.patients.file.title"), "heading")
        add(whole, title, self._area, self._treats, row(back, 1, self._take))
        whole.setStretch(1, 1)
        self.first = back

    def look(self, place: Path) -> None:
        """Read a file that was chosen, and show what it says; or why it cannot be read in."""
        patient = self._patient
        self.front.ask(self, lambda desk: look_through(desk, place, patient), self._show, self._refused)

    def _show(self, review: Review) -> None:
        self._review = review
        empty(self._body)
        say = self.front.words.say
        add(self._body, self._person(review), self._plans(review), self._course(review))
        self._form = FoldedForm()
        treating = [(one.id, one.name) for one in review.treating]
        treats = ChosenField(
            say("ui.patients.course.practitioner"),
            treating,
            choose=say("ui.patients.choose"),
            lacking=say("ui.patients.course.practitioner_none"),
        )
        if len(treating) == 1:
            treats.set_value(treating[0][0])
        self._form.add("practitioner", treats)
        self._body.addStretch(1)
        empty(self._treats)
        self._treats.addWidget(self._form)
        self._take.setEnabled(True)
        treats.setFocus()

    def _person(self, review: Review) -> QFrame:
        """Whose visit it is: the patient who is shown, one of those who may be meant, or somebody new."""
        words, say = self.front.words, self.front.words.say
        told = review.visit.patient
        heads = say("ui.patients.file.says"), say("ui.patients.likely.kept")
        self._whose = QButtonGroup(self)
        parts: list[QWidget] = [label(say("ui.patients.file.whose"), "strong")]
        for at, one in enumerate(review.meant):
            if self._patient is None:
                parts.append(self._radio(say("ui.patients.file.this_one"), at, chosen=False))
            parts.append(SideBySide(words, heads, (told, one.person), self._today))
        if self._patient is None:
            parts.append(self._radio(say("ui.patients.file.new"), _NEW, chosen=not review.meant))
        if not review.meant:
            parts.append(Pairs(facts(words, told, self._today)))
        return card(*parts, spacing=8)

    def _radio(self, text: str, at: int, *, chosen: bool) -> QRadioButton:
        made = QRadioButton(text)
        made.setChecked(chosen)
        self._whose.addButton(made, at)
        return made

    def _plans(self, review: Review) -> QFrame:
        words, say = self.front.words, self.front.words.say
        lines = [
            label(f"{payer_of(words, self.front.rules, one)}   {about(words, one)}") for one in review.visit.coverage
        ]
        none = [label(say("ui.patients.plan.none"), "muted")]
        return card(label(say("ui.patients.glance.insurance"), "strong"), *(lines or none))

    def _course(self, review: Review) -> QFrame:
        say, visit = self.front.words.say, review.visit
        return card(
            label(say("ui.patients.file.course", day=visit.day), "strong"),
            label(service_line(self.front, visit.service)),
            label(say("ui.patients.file.answers", count=len(visit.answers))),
            label(say("ui.patients.file.unfinished"), "muted"),
        )

    def _meant(self, review: Review) -> str | None:
        """The id of the patient who is meant; None for somebody new."""
        if self._patient is not None:
            return self._patient.id
        at = self._whose.checkedId()
        return None if at == _NEW else review.meant[at].id

    def _press(self) -> None:
        review = self._review
        told = self._form.values() if review is not None else None
        if review is None or told is None:
            return
        if self._patient is None and self._whose.checkedButton() is None:
            self.front.told.emit("review", self.front.words.say("ui.patients.file.whose_none"))
            return
        patient, practitioner = self._meant(review), told["practitioner"]
        self._take.setEnabled(False)
        self.front.ask(
            self,
            lambda desk: import_visit(desk, review.data, patient, practitioner),
            self._taken,
            self._not_taken,
            writes=True,
        )

    def _taken(self, made: Imported) -> None:
        self.front.go("visit", patient=made.visit.patient, visit=made.visit.id)
        left = " ".join(made.left_out)
        self.front.told.emit("note", self.front.words.say("ui.patients.file.left_out", parts=left))

    def _not_taken(self, error: ClinicdeskError) -> None:
        self._take.setEnabled(True)
        self._form.refused(error)

    def _refused(self, error: ClinicdeskError) -> None:
        """Every problem of the file, one below the other."""
        empty(self._body)
        problems = [str(one) for one in error.problems] if isinstance(error, VisitRefused) else [str(error)]
        add(self._body, Mark("stop", self.front.words.say("ui.patients.file.refused")), *map(label, problems), 1)
