"""The course of one visit: what it is; or where there is none, the form of a new one, or the open one to go on with."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from clinicdesk.desk.beginning import start_course
from clinicdesk.desk.courses import open_visit
from clinicdesk.desk.patient_view import PatientView
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.records import CourseRecord, VisitRecord
from clinicdesk.model.roles import Act
from clinicdesk.ui.form import Draft
from clinicdesk.ui.patients.course_form import CourseForm
from clinicdesk.ui.patients.course_words import course_facts, service_line
from clinicdesk.ui.patients.courses_part import CoursesPart
from clinicdesk.ui.patients.host import Host
from clinicdesk.ui.widgets.basic import button, card, empty, label, row
from clinicdesk.ui.widgets.pairs import Pairs

_INDENT = 28


class VisitCourse(CoursesPart):
    """`turned` says that another way was chosen: the form, or an open course (`joins`)."""

    turned = Signal()

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.course: CourseRecord | None = None
        self.visit: VisitRecord | None = None
        self.form: CourseForm | None = None
        self.draft: Draft | None = None
        self._anew = False
        self._open = QButtonGroup(self)

    @property
    def joins(self) -> bool:
        """Whether the visit goes on with a course that is open already."""
        return self.course is None and not self._anew and bool(self._courses())

    def show_visit(self, visit: VisitRecord, course: CourseRecord | None) -> None:
        """Another visit than before begins anew; the same one keeps what is half filled in."""
        if self.visit is None or self.visit.id != visit.id:
            self.form = self.draft = None
            self._anew = False
        self.visit, self.course = visit, course

    def fill(self, view: PatientView) -> None:
        self.view = view
        if self.course is None and not self.joins and self.form is not None:
            self.form.renew(view)
            return
        self.form = self.draft = None
        empty(self.body)
        if self.course is not None:
            self._show_course(self.course)
        elif not self.can(Act.OPEN_COURSE):
            self.body.addWidget(card(label(self.say("patients.course.no_course"), "muted")))
        elif self.joins:
            self._show_open()
        elif self.visit is not None:
            self._show_form(self.visit)

    def keep(self) -> None:
        """Keep what is half filled in."""
        if self.draft is not None:
            self.draft.keep()

    def take(self) -> bool:
        """Give the keyboard to the form, where one is to be filled in."""
        if self.form is None:
            return False
        next(one for one in self.form.fields.values()).setFocus()
        return True

    def go_on(self) -> None:
        """Open the course that was typed, or go on with the open one; the visit is then a visit of it."""
        if self.joins:
            self._join()
        elif self.form is not None:
            self._start(self.form)

    def _courses(self) -> list[CourseRecord]:
        return [one for one in self.known.courses if one.closed_on is None] if self.view else []

    def _show_course(self, course: CourseRecord) -> None:
        head = row(label(self.say("patients.step.course"), "heading"), 1)
        if self.can(Act.CHANGE_COURSE) and course.closed_on is None:
            change = button(self.say("patients.course.change"), lambda: self.change(course), "", "edit")
            change.setAccessibleName(f"{change.text()}: {self.say('patients.step.course')}")
            head.addWidget(change)
        told = Pairs(course_facts(self.front, self.known, course))
        self.body.addWidget(card(head, label(service_line(self.front, course.service)), told, spacing=12))

    def _show_open(self) -> None:
        self._open = QButtonGroup(self)
        lines: list[QWidget] = []
        for at, one in enumerate(reversed(self._courses())):
            told = label(service_line(self.front, one.service))
            told.setIndent(_INDENT)
            made = QRadioButton(self.say("patients.course.since", opened=one.opened_on))
            made.setAccessibleName(f"{made.text()}: {told.text()}")
            made.setProperty("course", one.id)
            made.setChecked(at == 0)
            self._open.addButton(made, at)
            lines += [made, told]
        other = button(self.say("patients.step.other"), self._turn, "flat", "add")
        title = label(self.say("patients.step.joining"), "heading")
        self.body.addWidget(card(title, *lines, row(other, 1)))

    def _show_form(self, visit: VisitRecord) -> None:
        self.form = CourseForm(self.front, self.known, visit.day)
        self.draft = Draft(self.front, self.form, f"first course/{visit.id}")
        self.draft.begin()
        title = label(self.say("patients.step.new_course"), "heading")
        self.body.addWidget(card(title, self.form, spacing=12))

    def _turn(self) -> None:
        self._anew = True
        self.fill(self.known)
        self.turned.emit()

    def _join(self) -> None:
        visit, chosen, patient = self.visit, self._open.checkedButton(), self.patient
        if visit is not None and chosen is not None:
            course = str(chosen.property("course"))
            self.lead(
                lambda desk: open_visit(desk, patient, course, visit.day, visit.time),
                _nothing,
                self.front.tell_refusal,
            )

    def _start(self, form: CourseForm) -> None:
        told, visit, patient, draft = form.value(), self.visit, self.patient, self.draft
        if told is None or visit is None or draft is None:
            return

        def refused(error: ClinicdeskError) -> None:
            form.refused(error)

        self.lead(
            draft.ending(
                lambda desk: start_course(
                    desk, patient, told.service, told.practitioner, told.coverages, day=visit.day, time=visit.time
                )
            ),
            _nothing,
            refused,
        )


def _nothing() -> None:
    """Nothing is left to be put away."""
