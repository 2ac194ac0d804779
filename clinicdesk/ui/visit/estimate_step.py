"""The step estimate of a visit: worked out while it is chosen, kept when it is told to the patient."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.clock import day_of, moment
from clinicdesk.desk.costs import Compared, Option, compare, tell
from clinicdesk.desk.visit_view import VisitView
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.estimate import Assumption
from clinicdesk.ui.estimate.bars import Bars
from clinicdesk.ui.estimate.choices import Choices
from clinicdesk.ui.estimate.compare import Compare
from clinicdesk.ui.estimate.figures import Course, Figures
from clinicdesk.ui.estimate.table import CostTable
from clinicdesk.ui.form import Draft
from clinicdesk.ui.page import scrolled_texts
from clinicdesk.ui.visit.step import Step
from clinicdesk.ui.widgets.basic import Mark, add, button, card, empty, label, row
from clinicdesk.ui.widgets.flow import Flow

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
        words = self.front.words
        self.visit = ""
        self.choices: Choices | None = None
        self._draft: Draft | None = None
        self.told: Sequence[Compared] = ()
        self.figures = Figures(words)
        self.bars = Bars(self.say("estimate.bars"))
        self.table = CostTable(words, self.say("estimate.table"))
        self.compare = Compare(self.front)
        self.compare.changed.connect(self._changed)
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
        self._inside.setSpacing(12)
        self._above, self._trouble, self._assumed = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._results = QWidget()
        self._results.setObjectName("plain")
        down = QVBoxLayout(self._results)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(12)
        self._bars_card = card(self.bars)
        table = card(self.table, margin=8)
        add(down, card(self.figures), table, self._bars_card, self._assumed, card(self.compare))
        add(self._inside, self._above, self._trouble, self._results, 1)
        self._state = label("", "muted")
        self._undo = button(self.say("estimate.undo"), self._as_kept, "flat", "back")
        self._tell = button(self.say("estimate.tell"), self._keep, "primary", "ok", "Ctrl+Return")
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
        self._above.addWidget(card(self.choices))
        self._draft = Draft(self.front, self.choices, f"estimate/{self.visit}")
        for field in self.choices.fields.values():
            field.changed.connect(self._changed)
        self.table.begin()
        self._area.verticalScrollBar().setValue(0)
        self.compare.begin_with(service.sessions, service.sessions_range, has_plan=has_plan)
        self._draft.begin()

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
        if self.choices is None or self.page.view is None:
            return
        now = self.choices.option()
        options = [now, *self.compare.others(now)]
        patient, visit = self.page.here
        self.front.ask(
            self,
            lambda desk: compare(desk, patient, visit, options),
            lambda told: self._show(told) if visit == self.visit else None,
            lambda error: self._cannot(str(error).splitlines()),
            instead_of="estimate",
        )

    def _show(self, told: Sequence[Compared]) -> None:
        self.told = told
        now = told[0]
        empty(self._trouble)
        self._results.show()
        self._tell.setEnabled(True)
        self.figures.fill(now.costs, self._course(now))
        self.table.fill(now.costs, self.page.today)
        self.bars.show_svg(now.chart)
        self._bars_card.setVisible(bool(now.chart))
        self._tell_assumed(now.estimate.assumptions)
        self.compare.fill(told)

    def _course(self, now: Compared) -> Course:
        return Course(
            session=self.view.session,
            sessions=len({line.session for line in now.estimate.lines}),
            range=now.estimate.range.sessions if now.estimate.range else None,
            needs=now.costs.unmet,
            currency=now.estimate.currency,
        )

    def _tell_assumed(self, assumed: Sequence[Assumption]) -> None:
        empty(self._assumed)
        if assumed:
            words = self.front.words
            marks = [Mark("note", words.word(one)) for one in assumed]
            self._assumed.addWidget(card(label(self.say("estimate.assumed"), "heading"), *marks))

    def _cannot(self, lacking: Sequence[str]) -> None:
        """Say what is lacking, and where it is mended."""
        self.told = ()
        empty(self._trouble)
        self._results.hide()
        self._tell.setEnabled(False)
        where = QWidget()
        where.setObjectName("plain")
        settings = button(self.say("estimate.open_settings"), lambda: self.front.go("settings"), "", "settings")
        first = button(self.say("coverage.add_plan"), lambda: self.page.show_step("patient"), "", "patients")
        where.setLayout(Flow(settings, first))
        self._trouble.addWidget(card(*(Mark("open", one) for one in lacking), where))

    def _tell_state(self) -> None:
        told, changed = self.view.told, self.choices is not None and self.choices.changed
        self._undo.setVisible(changed)
        if changed:
            self._state.setText(self.say("estimate.not_kept"))
        elif told is not None:
            self._state.setText(self.say("estimate.kept", day=day_of(moment(told.at))))
        else:
            self._state.setText(self.say("estimate.not_told"))

    def _as_kept(self) -> None:
        """What was chosen is given up."""
        assert self.choices
        self.choices.put(self.choices.base)
        self._drop()

    def _drop(self) -> None:
        if self._draft is not None:
            self._draft.drop()

    def _take(self, option: Option) -> None:
        """An option of those side by side is chosen."""
        assert self.choices
        self.choices.take(option)

    def _keep(self) -> None:
        course, choices = self.view.course, self.choices
        if course is None or choices is None:
            return
        self._wait.stop()
        self._tell.setEnabled(False)
        here, option = self.page.here, choices.option()

        def kept() -> None:
            self._drop()
            self._tell.setEnabled(True)
            self.front.told.emit("ok", self.say("estimate.is_kept"))

        def refused(error: ClinicdeskError) -> None:
            self._tell.setEnabled(True)
            self.front.tell_refusal(error)

        self.page.save(lambda desk: tell(desk, *here, course, option), kept, refused)
