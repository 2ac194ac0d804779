"""The first step of a visit: who this is, which plans pay, and the course that the visit belongs to."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from clinicdesk.desk.patient_view import PatientView
from clinicdesk.desk.patient_view import view as view_patient
from clinicdesk.desk.visit_view import VisitView
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.roles import Act
from clinicdesk.ui.page import column, scrolled_texts
from clinicdesk.ui.patients.files_part import FilesPart
from clinicdesk.ui.patients.host import Swap, build_anew, can
from clinicdesk.ui.patients.person_part import PersonPart
from clinicdesk.ui.patients.visit_course import VisitCourse
from clinicdesk.ui.patients.visit_plans import VisitPlans
from clinicdesk.ui.visit.step import Step
from clinicdesk.ui.widgets.basic import add, button, row
from clinicdesk.ui.widgets.fold import Fold
from clinicdesk.ui.widgets.form_panel import Write

if TYPE_CHECKING:
    from clinicdesk.ui.visit.page import VisitPage

_ROOM = 12
_FILES = 320


class PatientStep(Step):
    """Cards one below the other; a form stands in their place while it is filled in."""

    def __init__(self, page: "VisitPage") -> None:
        super().__init__(page)
        self._visit = ""
        self._person = PersonPart(self, short=True)
        self._plans = VisitPlans(self)
        self.course = VisitCourse(self)
        self._files = FilesPart(self)
        self._files.setMinimumHeight(_FILES)
        self._fold = Fold(self.say("patients.step.files"), [], self._files)
        self._fold.head.clicked.connect(self._look_at_files)
        self._known: PatientView | None = None
        self._on = button("", self._go_on, "primary", "next", "Ctrl+Return")
        inside = QWidget()
        inside_layout = column(inside, spacing=12)
        inside_layout.setContentsMargins(0, 0, _ROOM, 0)
        add(inside_layout, self._person, self._plans, self.course, self._fold, 1)
        main = QWidget()
        main.setObjectName("plain")
        whole = column(main, spacing=12)
        add(whole, scrolled_texts(inside), row(1, self._on))
        whole.setStretch(0, 1)
        self.swap = Swap(main, self._on)
        self.body.addWidget(self.swap, 1)
        self.course.turned.connect(self._turned)

    @property
    def today(self) -> date:
        """The day at the desk."""
        return self.page.today

    def save(
        self,
        act: Write,
        after: Callable[[], object] | None = None,
        refused: Callable[[ClinicdeskError], object] | None = None,
    ) -> None:
        """Have a write of the desk done, then look at visit and patient anew, then go on with `after`."""
        self.page.save(act, after, refused)

    def fill(self, view: VisitView) -> None:
        if view.visit.id != self._visit:
            self.swap.close_panel()
            self._known = None
        self._visit = view.visit.id
        patient = view.patient.id
        self.front.ask(self, lambda desk: view_patient(desk, patient), self._fill, instead_of="patient step")

    def shown(self) -> None:
        if self.swap.panel is not None:
            self.swap.panel.setFocus()
        elif self._known is None or not self.course.take():
            self._on.setFocus()

    def leave(self) -> None:
        self.swap.keep()
        self.course.keep()

    def _fill(self, known: PatientView) -> None:
        view, first = self.view, self._known is None
        if view.patient.id != known.record.id:
            return
        self._known = known
        build_anew(self.swap.main, lambda: self._build(view, known), self.shown)
        if first and self.swap.panel is None:
            self.shown()

    def _build(self, view: VisitView, known: PatientView) -> None:
        self._person.fill(known)
        self._plans.course = view.course
        self._plans.fill(known)
        self.course.show_visit(view.visit, view.course)
        self.course.fill(known)
        self._name_button()
        if self._fold.is_open:
            self._files.fill(known)

    def _turned(self) -> None:
        self._name_button()
        self.shown()

    def _name_button(self) -> None:
        """What the one primary button does: go on, open the typed course, or join the open one."""
        if self.view.course is not None:
            told = self.say("patients.step.go_on")
        elif self.course.joins:
            told = self.say("patients.step.join")
        else:
            told = self.say("patients.step.open")
        self._on.setText(told)
        self._on.setVisible(self.view.course is not None or can(self.front, Act.OPEN_COURSE))

    def _go_on(self) -> None:
        if self.view.course is not None:
            self.page.show_step("screening")
        elif self._known is not None:
            self.course.go_on()

    def _look_at_files(self) -> None:
        if self._fold.is_open and self._known is not None:
            self._files.fill(self._known)
