"""The page of one visit: bar, steps, side panel. What is shown is looked at anew after every save."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QWidget

from clinicdesk.desk.settings import view_settings
from clinicdesk.desk.visit_view import VisitView, view_visit
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.records import ClinicRecord
from clinicdesk.model.visit import Kind
from clinicdesk.ui.front import Front, Place
from clinicdesk.ui.page import Page, column, scrolled
from clinicdesk.ui.visit.bar import Bar
from clinicdesk.ui.visit.coverage_step import CoverageStep
from clinicdesk.ui.visit.estimate_step import EstimateStep
from clinicdesk.ui.visit.papers_step import PapersStep
from clinicdesk.ui.visit.patient_step import PatientStep
from clinicdesk.ui.visit.return_step import ReturnStep
from clinicdesk.ui.visit.screening_step import ScreeningStep
from clinicdesk.ui.visit.side import Side
from clinicdesk.ui.visit.step import Step
from clinicdesk.ui.widgets.basic import add, button, keys

STEPS: dict[str, Callable[["VisitPage"], Step]] = {
    "patient": PatientStep,
    "screening": ScreeningStep,
    "coverage": CoverageStep,
    "estimate": EstimateStep,
    "papers": PapersStep,
}
"""The five steps in their order. On a return visit `return` stands in the first one's place."""

RETURN = "return"
_SIDE = 330


class VisitPage(Page):
    """One patient's visit. `view` is what was looked at last; `reload` looks anew and fills everything."""

    def __init__(self, front: Front) -> None:
        super().__init__(front)
        self.view: VisitView | None = None
        self.clinic: ClinicRecord | None = None
        self._part, self._turned = "", 0
        self._steps: dict[str, Step] = {}
        self._bar = Bar(front)
        self._side = Side(self)
        self._stack = QStackedWidget()
        self._tabs = QButtonGroup(self)
        across = QHBoxLayout()
        across.setSpacing(0)
        for at, name in enumerate(STEPS):
            across.addWidget(self._tab(at, name))
        across.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(16)
        beside = QWidget()
        self._beside = column(beside, spacing=0)
        self._beside.addWidget(self._side)
        side = scrolled(beside)
        side.setFixedWidth(_SIDE)
        body.addWidget(self._stack, 1)
        body.addWidget(side)
        whole = column(self)
        add(whole, self._bar, across, body)
        whole.setStretch(2, 1)

    @property
    def currency(self) -> str:
        """The clinic's currency."""
        return self.clinic.currency if self.clinic else "USD"

    @property
    def here(self) -> tuple[str, str]:
        """What most acts are told first: whom the screen shows, and which visit."""
        assert self.view is not None
        return self.view.patient.id, self.view.visit.id

    def show_place(self, place: Place) -> None:
        self.leave()
        self.view = None
        self._turned += 1
        turned = self._turned
        self._part = place.part
        self.setEnabled(False)
        self.front.ask(self, view_settings, self._set_clinic)
        self.front.ask(
            self,
            lambda desk: view_visit(desk, place.patient, place.visit),
            lambda view: self._fill(view, fresh=True) if turned == self._turned else None,
            lambda error: self._gone(error) if turned == self._turned else None,
        )

    def save(
        self,
        act: Callable[[Any], object],
        after: Callable[[], object] | None = None,
        refused: Callable[[ClinicdeskError], object] | None = None,
    ) -> None:
        """Have a write of the desk done, then look at the visit anew, then go on with `after`.

        Where another visit is to be shown by then, a refusal is told in the window's own line, and all else is left.
        """
        turned = self._turned

        def well(_told: object) -> None:
            if turned == self._turned:
                self.reload(after)

        def wrong(error: ClinicdeskError) -> None:
            (refused if refused and turned == self._turned else self.front.tell_refusal)(error)

        self.front.ask(self, act, well, wrong, writes=True)

    def reload(self, after: Callable[[], object] | None = None) -> None:
        """Look at the visit anew; nothing where another one is about to be shown."""
        if self.view is None:
            return
        patient, visit = self.here
        turned = self._turned

        def fill(view: VisitView) -> None:
            if turned != self._turned:
                return
            self._fill(view)
            if after:
                after()

        self.front.ask(self, lambda desk: view_visit(desk, patient, visit), fill)

    def show_step(self, part: str) -> None:
        """Bring a step to the front: one of `STEPS`, or `return`."""
        if (step := self._steps.get(self._part)) is not None:
            step.leave()
        if part in {"patient", RETURN}:
            part = RETURN if self.is_return and part != "patient" else part
        self._part = part
        step = self._step(part)
        at = list(STEPS).index("patient" if part == RETURN else part)
        self._tabs.button(at).setChecked(True)
        area = step.parentWidget()
        while area is not None and self._stack.indexOf(area) < 0:
            area = area.parentWidget()
        self._stack.setCurrentWidget(area or step)
        self._put_beside(step)
        step.fill(self._known())
        step.shown()

    def _put_beside(self, step: Step) -> None:
        """What the step wants at the side, and nothing of the other steps."""
        if step.beside is not None and self._beside.indexOf(step.beside) < 0:
            self._beside.insertWidget(0, step.beside)
        for one in self._steps.values():
            if one.beside is not None:
                one.beside.setVisible(one is step)
        self._side.show_flags(step.beside is None)

    @property
    def is_return(self) -> bool:
        """Whether the visit builds on an earlier one of its course."""
        return self.view is not None and self.view.visit.kind is Kind.RETURN

    @property
    def today(self) -> date:
        """The day at the desk."""
        return self.front.now().astimezone().date()

    def leave(self) -> None:
        if (step := self._steps.get(self._part)) is not None and self.view is not None:
            step.leave()

    def _known(self) -> VisitView:
        assert self.view is not None
        return self.view

    def _set_clinic(self, settings: Any) -> None:
        self.clinic = settings.clinic

    def _gone(self, error: ClinicdeskError) -> None:
        self.front.tell_refusal(error)
        self.front.go("today")

    def _fill(self, told: VisitView, *, fresh: bool = False) -> None:
        """Show the visit as it was looked at; what it lacks, in the words of the screens."""
        self.view = view = replace(told, lacking=tuple(map(self.front.words.told, told.lacking)))
        self.setEnabled(True)
        self._bar.fill(view, self.clinic.state if self.clinic else "", self.currency, self.today)
        self._side.fill(view)
        self._tell_tabs(view)
        if fresh:
            self.show_step(self._part or self.first_open(view))
        elif (step := self._steps.get(self._part)) is not None:
            step.fill(view)

    def first_open(self, view: VisitView) -> str:
        """The step at which the work goes on."""
        if view.course is None:
            return "patient"
        if self.is_return:
            return RETURN
        if not view.visit.screened:
            return "screening"
        return "estimate" if view.told is None else "papers"

    def _tell_tabs(self, view: VisitView) -> None:
        for at, name in enumerate(STEPS):
            tab = self._tabs.button(at)
            key = RETURN if name == "patient" and self.is_return else name
            told = self.say(f"visit.step.{key}", number=at + 1)
            progress = view.progress
            if name == "screening" and progress is not None:
                told = f"{told}  {progress.answered}/{progress.required}"
            tab.setText(told)
            tab.setAccessibleName(told)
            tab.setEnabled(name == "patient" or view.course is not None)

    def _step(self, part: str) -> Step:
        if part not in self._steps:
            made = ReturnStep(self) if part == RETURN else STEPS[part](self)
            self._steps[part] = made
            self._stack.addWidget(made if made.scrolls_itself else scrolled(made))
        return self._steps[part]

    def _tab(self, at: int, name: str) -> QPushButton:
        made = button(name, lambda: self.show_step(RETURN if name == "patient" and self.is_return else name), "step")
        keys(made, f"Ctrl+{at + 1}", made.click)
        made.setCheckable(True)
        self._tabs.addButton(made, at)
        return made


def focus_first(widget: QWidget) -> None:
    """Give the keyboard to the first part of a widget that takes it."""
    widget.focusNextChild()
