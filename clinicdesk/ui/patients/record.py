"""The page of one patient: who it is, plans, courses, papers, files, who looked, and what is seldom done."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QWidget

from clinicdesk.desk.patient_view import PatientView, view
from clinicdesk.desk.whom import name_of
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.roles import Act
from clinicdesk.ui.front import Front, Place
from clinicdesk.ui.page import Page, column, scrolled_texts
from clinicdesk.ui.patients.again import Again
from clinicdesk.ui.patients.courses_part import CoursesPart
from clinicdesk.ui.patients.files_part import FilesPart
from clinicdesk.ui.patients.glance import GlancePart
from clinicdesk.ui.patients.host import Host, Part, Swap, build_anew, can
from clinicdesk.ui.patients.looked_part import LookedPart
from clinicdesk.ui.patients.more_part import MorePart
from clinicdesk.ui.patients.papers_part import PapersPart
from clinicdesk.ui.patients.plans_part import PlansPart
from clinicdesk.ui.whom import born
from clinicdesk.ui.widgets.basic import add, button, label, row
from clinicdesk.ui.widgets.form_panel import Write

PARTS: dict[str, Callable[[Host], Part]] = {
    "person": GlancePart,
    "plans": PlansPart,
    "courses": CoursesPart,
    "papers": PapersPart,
    "files": FilesPart,
    "looked": LookedPart,
    "more": MorePart,
}
"""The parts of a record in their order; a place's `part` names one."""

_TALL = {"papers", "files", "looked"}
"""Parts that have a table, which scrolls by itself."""


class PatientPage(Page):
    """One patient's record. A part is filled when it is shown, and again after each save."""

    def __init__(self, front: Front) -> None:
        super().__init__(front)
        self.view: PatientView | None = None
        self._part = "person"
        self._asked = ""
        self._parts: dict[str, Part] = {}
        self._stack = QStackedWidget()
        self._tabs = QButtonGroup(self)
        self._name = label("", "heading", wrap=False)
        self._born = label("", "muted", wrap=False)
        self._phone = label("", "muted", wrap=False)
        tabs = QHBoxLayout()
        tabs.setSpacing(0)
        for at, (name, title) in enumerate(zip(PARTS, self._titles(), strict=True)):
            tabs.addWidget(self._tab(at, name, title))
        tabs.addStretch(1)
        self._begin = button(
            self.say("patients.record.begin"), self._begin_visit, "primary", "next", shortcut="Ctrl+Return"
        )
        main = QWidget()
        main.setObjectName("plain")
        inside = column(main, spacing=12)
        add(inside, tabs, self._stack, row(1, self._begin))
        inside.setStretch(1, 1)
        self._again = Again(front)
        inside.insertWidget(2, self._again)
        self.swap = Swap(main, self._begin)
        whole = column(self, spacing=8)
        add(whole, self._head(), self.swap)
        whole.setStretch(1, 1)

    @property
    def today(self) -> date:
        """The day at the desk."""
        return self.front.now().astimezone().date()

    def show_place(self, place: Place) -> None:
        self.leave()
        self._again.forget()
        self.swap.close_panel()
        self._asked = place.patient
        self._part = place.part if place.part in PARTS else "person"
        self.setEnabled(False)
        self.reload(fresh=True)

    def leave(self) -> None:
        self.swap.keep()

    def save(
        self,
        act: Write,
        after: Callable[[], object] | None = None,
        refused: Callable[[ClinicdeskError], object] | None = None,
    ) -> None:
        """Have a write of the desk done, then look at the patient anew, then go on with `after`."""
        self.front.ask(self, act, lambda _told: self.reload(after), refused, writes=True)

    def reload(self, after: Callable[[], object] | None = None, *, fresh: bool = False) -> None:
        """Look at the patient anew."""
        patient = self._asked

        def well(found: PatientView) -> None:
            self._fill(found)
            if fresh:
                self._begin.setFocus()
            if after:
                after()

        self.front.ask(self, lambda desk: view(desk, patient), well, self._gone)

    def show_part(self, name: str) -> None:
        """Bring a part to the front."""
        self._part = name
        self._tabs.button(list(PARTS).index(name)).setChecked(True)
        part = self._made(name)
        self._stack.setCurrentIndex(list(self._parts).index(name))
        if (known := self.view) is not None:
            build_anew(part, lambda: part.fill(known), self._begin.setFocus)

    def _fill(self, found: PatientView) -> None:
        self.view = found
        self._asked = found.record.id
        self.setEnabled(True)
        self._name.setText(name_of(found.record))
        self._born.setText(born(self.front.words, found.record, self.today))
        self._phone.setText(found.record.phone)
        self._begin.setVisible(can(self.front, Act.OPEN_VISIT))
        self.show_part(self._part)

    def _begin_visit(self) -> None:
        courses = self._made("courses")
        assert isinstance(courses, CoursesPart)
        if self.view is not None:
            courses.view = self.view
            courses.begin(refused=self._choose_course)

    def _choose_course(self, error: ClinicdeskError) -> None:
        """Where there are several open courses, each has the button of its own."""
        self.show_part("courses")
        self.front.tell_refusal(error)

    def _ask_again(self, begin: Callable[[], object]) -> None:
        if self.view is not None:
            who = name_of(self.view.record)
            self._again.ask(self.say("patients.again.ask", who=who), begin, self._begin.setFocus)

    def _gone(self, error: ClinicdeskError) -> None:
        self.front.go("patients")
        self.front.tell_refusal(error)

    def _made(self, name: str) -> Part:
        if name not in self._parts:
            made = PARTS[name](self)
            self._parts[name] = made
            if isinstance(made, CoursesPart):
                made.already.connect(self._ask_again)
            self._stack.addWidget(made if name in _TALL else scrolled_texts(_at_top(made)))
        return self._parts[name]

    def _head(self) -> QFrame:
        made = QFrame()
        made.setProperty("role", "card")
        across = QHBoxLayout(made)
        across.setContentsMargins(16, 10, 16, 10)
        across.setSpacing(16)
        add(across, self._name, self._born, self._phone, 1)
        return made

    def _titles(self) -> tuple[str, ...]:
        return (
            self.say("patients.record.person"),
            self.say("patients.record.plans"),
            self.say("patients.record.courses"),
            self.say("patients.record.papers"),
            self.say("patients.record.files"),
            self.say("patients.record.looked"),
            self.say("patients.record.more"),
        )

    def _tab(self, at: int, name: str, title: str) -> QPushButton:
        made = button(title, lambda: self.show_part(name), "step", shortcut=f"Ctrl+{at + 1}")
        made.setCheckable(True)
        self._tabs.addButton(made, at)
        return made


def _at_top(part: Part) -> QWidget:
    """A part as high as what it holds, whatever the room. An aligned layout would cut texts that wrap."""
    made = QWidget()
    made.setObjectName("plain")
    add(column(made, spacing=0), part, 1)
    return made
