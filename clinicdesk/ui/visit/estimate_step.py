"""The step estimate of a visit: worked out while it is chosen, kept when it is told to the patient."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from clinicdesk.desk.clock import day_of, moment
from clinicdesk.desk.costs import Compared, Option, compare, tell
from clinicdesk.desk.next_step import Next, next_of
from clinicdesk.desk.visit_view import VisitView
from clinicdesk.errors import ClinicdeskError
from clinicdesk.ui.estimate.choices import Choices
from clinicdesk.ui.estimate.compare import Compare
from clinicdesk.ui.estimate.results import Results
from clinicdesk.ui.form import Draft
from clinicdesk.ui.page import scrolled_texts
from clinicdesk.ui.visit.step import Step
from clinicdesk.ui.widgets.basic import Mark, add, button, card, empty, label, row
from clinicdesk.ui.widgets.flow import Flow
from clinicdesk.ui.widgets.form_panel import Refused

if TYPE_CHECKING:
    from clinicdesk.ui.visit.page import VisitPage

WAIT = 90
"""Milliseconds after the last move of the slider until it is worked out."""

_GAP = 12


class EstimateStep(Step):
    """What is chosen above, what follows from it below; `told` is what is shown now, the chosen way first."""

    scrolls_itself = True

    def __init__(self, page: "VisitPage") -> None:
        super().__init__(page)
        self.visit = ""
        self.choices: Choices | None = None
        self._draft: Draft | None = None
        self.told: Sequence[Compared] = ()
        self._seeks = False
        self.results = Results(self.front.words)
        self.compare = Compare(self.front)
        self.compare.changed.connect(self._compare)
        self.compare.taken.connect(self._take)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT)
        self._wait.timeout.connect(self._work)
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget()
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(0, 0, _GAP, 0)
        self._inside.setSpacing(8)
        self._above, self._trouble = QVBoxLayout(), QVBoxLayout()
        self._compared = card(self.compare)
        add(self._inside, self._above, self._trouble, self.results, self._compared, 1)
        self._state = label("", "muted")
        self._undo = button(self.say("estimate.undo"), self._as_kept, "flat", "back")
        self._tell = button(self.say("estimate.tell"), self._press, "primary", "ok", "Ctrl+Return")
        foot = row(self._state, self._undo, self._tell)
        foot.setStretch(0, 1)
        foot.setContentsMargins(0, 0, _GAP, 0)
        self.body.setContentsMargins(0, 8, 0, 8)
        self._area = scrolled_texts(inside)
        add(self.body, self._area, foot)
        self.body.setStretch(0, 1)

    def fill(self, view: VisitView) -> None:
        if view.course is None:
            return
        if view.visit.id != self.visit or self.choices is None:
            self._begin(view)
        else:
            self.choices.rebase(view.course.service)
        self._look()

    def shown(self) -> None:
        if self.choices is not None:
            self.choices.sessions.setFocus()

    def leave(self) -> None:
        if self._draft is not None:
            self._draft.keep()

    def _begin(self, view: VisitView) -> None:
        """Another visit: nothing is left of the one before."""
        assert view.course
        self.visit = view.visit.id
        service, has_plan = view.course.service, bool(view.plans)
        empty(self._above)
        self.choices = Choices(self.front, service, has_plan=has_plan)
        self._above.addWidget(card(self.choices, margin=12))
        self._draft = Draft(self.front, self.choices, f"estimate/{self.visit}")
        for field in self.choices.fields.values():
            field.changed.connect(self._changed)
        self.results.table.begin()
        self._area.verticalScrollBar().setValue(0)
        self.compare.begin_with(service.sessions, service.sessions_range, has_plan=has_plan)
        self._draft.begin()

    def _compare(self) -> None:
        """Something else is put side by side: it is brought into sight once it is worked out."""
        self._seeks = bool(self.compare.kind)
        self._changed()

    def _changed(self) -> None:
        self._tell_state()
        self._wait.start()

    def _look(self) -> None:
        """What is chosen now, from what was looked at where that is it, else worked out anew."""
        self._wait.stop()
        self._tell_state()
        view, choices = self.view, self.choices
        if choices is None or choices.changed or self.compare.kind:
            self._work()
        elif view.estimate is not None and view.costs is not None:
            determination = view.coverage[0] if view.coverage else None
            self._show([Compared(choices.option(), view.estimate, determination, view.costs, view.chart)])
        else:
            self._cannot(view.lacking)

    def _work(self) -> None:
        """What is chosen, beside what it is compared with; alone where the others cannot be worked out."""
        if self.choices is None or self.page.view is None:
            return
        now = self.choices.option()
        others = self.compare.others(now)

        def refused(error: ClinicdeskError) -> None:
            lacking = str(error).splitlines()
            if others:
                self._ask([now], lambda told: self._show(told, lacking), self.front.tell_refusal)
            else:
                self._cannot(lacking)

        self._ask([now, *others], self._show, refused)

    def _ask(self, options: Sequence[Option], then: Callable[[Sequence[Compared]], object], refused: Refused) -> None:
        patient, visit = self.page.here
        self.front.ask(
            self,
            lambda desk: compare(desk, patient, visit, options),
            lambda told: then(told) if visit == self.visit else None,
            refused,
            instead_of="estimate",
        )

    def _show(self, told: Sequence[Compared], lacking: Sequence[str] = ()) -> None:
        self.told = told
        empty(self._trouble)
        self._show_results(True)
        view = self.view
        self.results.fill(told[0], view.visit.day, view.session, self.page.today)
        self.compare.fill(told, lacking)
        if self._seeks:
            self._seeks = False
            QTimer.singleShot(0, self._area, self._bring_compared)

    def _bring_compared(self) -> None:
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # first it must be as high as it will be
        self._area.ensureWidgetVisible(self._compared)

    def _show_results(self, on: bool) -> None:
        self.results.setVisible(on)
        self._compared.setVisible(on)
        self._tell.setEnabled(on)

    def _cannot(self, lacking: Sequence[str]) -> None:
        """Say what is lacking, and where it is mended."""
        self.told = ()
        empty(self._trouble)
        self._show_results(False)
        where = QWidget()
        where.setObjectName("plain")
        settings = button(self.say("estimate.open_settings"), lambda: self.front.go("settings"), "", "settings")
        first = button(self.say("coverage.add_plan"), lambda: self.page.show_step("patient"), "", "patients")
        where.setLayout(Flow(settings, first))
        self._trouble.addWidget(card(*(Mark("open", one) for one in lacking), where))

    def _tell_state(self) -> None:
        told, changed = self.view.told, self.choices is not None and self.choices.changed
        self._tell.setText(self.say("estimate.go_on" if self._is_kept else "estimate.tell"))
        self._undo.setVisible(changed)
        if changed:
            self._state.setText(self.say("estimate.not_kept"))
        elif told is not None:
            self._state.setText(self.say("estimate.kept", day=day_of(moment(told.at))))
        else:
            self._state.setText(self.say("estimate.not_told"))

    @property
    def _is_kept(self) -> bool:
        """Whether what is chosen was told to the patient and still holds."""
        changed = self.choices is None or self.choices.changed
        return not changed and self.view.told is not None and next_of(self.view) is not Next.ESTIMATE

    def _press(self) -> None:
        """The one act that comes next: to keep what is told, or to go on with what is kept."""
        if self._is_kept:
            self.page.show_step("papers")
        else:
            self._keep()

    def _as_kept(self) -> None:
        """What was chosen is given up."""
        assert self.choices
        assert self._draft
        self.choices.put(self.choices.base)
        self._draft.drop()

    def _take(self, option: Option) -> None:
        """An option of those side by side is chosen."""
        assert self.choices
        self.choices.take(option)

    def _keep(self) -> None:
        course, choices, draft = self.view.course, self.choices, self._draft
        if course is None or choices is None or draft is None:
            return
        self._wait.stop()
        self._tell.setEnabled(False)
        here, option = self.page.here, choices.option()

        def kept() -> None:
            draft.renew()
            self._tell.setEnabled(True)
            self.front.told.emit("ok", self.say("estimate.is_kept"))

        def refused(error: ClinicdeskError) -> None:
            self._tell.setEnabled(True)
            self.front.tell_refusal(error)

        self.page.save(draft.ending(lambda desk: tell(desk, *here, course, option)), kept, refused)
