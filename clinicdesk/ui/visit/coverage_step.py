"""The step coverage of a visit: what each plan does with the course, what is still needed, and who may treat."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.desk.composing import Plan
from clinicdesk.desk.costs import determine
from clinicdesk.desk.plans import change_coverage, check_by_phone, tell_benefits
from clinicdesk.desk.visit_view import VisitView
from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.records import CoverageRecord
from clinicdesk.ui.coverage.needs import NeedsForm
from clinicdesk.ui.coverage.plan_card import Acts, Course, PlanCard
from clinicdesk.ui.coverage.practice_card import PracticeCard
from clinicdesk.ui.form import Form
from clinicdesk.ui.page import scrolled_texts
from clinicdesk.ui.visit.step import Step
from clinicdesk.ui.whom import payer_of
from clinicdesk.ui.widgets.basic import Mark, add, button, card, empty, label, row
from clinicdesk.ui.widgets.form_panel import FormPanel, Write

if TYPE_CHECKING:
    from clinicdesk.ui.visit.page import VisitPage


_GAP = 12


class CoverageStep(Step):
    """Cards for the plans and for who treats; a form of its own stands in their place while it is filled in."""

    scrolls_itself = True

    def __init__(self, page: "VisitPage") -> None:
        super().__init__(page)
        self._visit = ""
        self.body.setContentsMargins(0, 8, 0, 8)
        self._main = QWidget()
        self._main.setObjectName("plain")
        inside = QWidget()
        self._cards = QVBoxLayout(inside)
        self._cards.setContentsMargins(0, 0, _GAP, 0)
        self._cards.setSpacing(12)
        self._next = button(self.say("coverage.keep"), self._keep, "primary", "next", "Ctrl+Return")
        whole = QVBoxLayout(self._main)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        foot = row(1, self._next)
        foot.setContentsMargins(0, 0, _GAP, 0)
        self._area = scrolled_texts(inside)
        add(whole, self._area, foot)
        whole.setStretch(0, 1)
        self.panel: FormPanel | None = None
        self.body.addWidget(self._main, 1)
        self.plans: list[PlanCard] = []

    def fill(self, view: VisitView) -> None:
        if view.visit.id != self._visit:
            self._close()
            self._area.verticalScrollBar().setValue(0)
        self._visit = view.visit.id
        for one in self.plans:
            if one.needs:
                one.needs.draft.keep()
        empty(self._cards)
        self.plans = [self._plan(plan, at) for at, plan in enumerate(view.plans) if at < len(view.coverage)]
        for mark in self._above(view):
            self._cards.addWidget(mark)
        for one in self.plans:
            self._cards.addWidget(card(one))
        if view.permission is not None and view.practitioner is not None:
            self._cards.addWidget(card(PracticeCard(self.front, view.permission, view.practitioner, self.page.today)))
        self._cards.addStretch(1)
        self._next.setEnabled(view.permission is not None)

    def shown(self) -> None:
        if self.panel is not None:
            self.panel.take()
            return
        asked = [one.needs.form for one in self.plans if one.needs]
        if asked:
            next(iter(asked[0].fields.values())).setFocus()
        else:
            self._next.setFocus()

    def leave(self) -> None:
        if self.panel is not None:
            self.panel.draft.keep()
        for one in self.plans:
            if one.needs:
                one.needs.draft.keep()

    def _above(self, view: VisitView) -> list[QWidget]:
        """What has to be said before any plan: that none is used, is there, or can be worked out."""
        found: list[QWidget] = []
        if view.permission is None:
            found += [Mark("open", one) for one in view.lacking]
        if view.course is not None and not view.plans:
            add_plan = button(self.say("coverage.add_plan"), lambda: self.page.show_step("patient"), "", "add")
            found.append(card(label(self.say("coverage.no_plan")), row(add_plan, 1)))
        elif view.course is not None and not view.course.service.use_insurance:
            found.append(Mark("note", self.say("coverage.not_used")))
        return found

    def _plan(self, plan: Plan, at: int) -> PlanCard:
        view = self.view
        course = Course(
            rank=at + 1,
            sessions=view.course.service.sessions if view.course else 0,
            left=view.sessions_left,
            paid=view.paid if at == 0 else None,
            standing=view.standing,
            currency=self.page.currency,
            today=self.page.today,
        )
        made = PlanCard(self.front, plan, view.coverage[at], course)
        made.offer(Acts(self._called, self._learned, self._change))
        if needs := made.needs:
            needs.save = lambda record: self._save_needs(needs, record)
            needs.draft.begin()
        return made

    def _keep(self) -> None:
        self._next.setEnabled(False)

        def refused(error: ClinicdeskError) -> None:
            self._next.setEnabled(True)
            self.front.tell_refusal(error)

        here = self.page.here
        self.page.save(lambda desk: determine(desk, *here), lambda: self.page.show_step("estimate"), refused)

    def _save_needs(self, needs: NeedsForm, record: CoverageRecord) -> None:
        act = needs.draft.ending(lambda desk: change_coverage(desk, record))
        self.page.save(act, self.shown, needs.form.refused)

    def _called(self, plan: Plan) -> None:
        from clinicdesk.ui.patients.phone_check_form import PhoneCheckForm

        form = PhoneCheckForm(self.front, self.page.today)
        patient, coverage = self.view.patient.id, plan.record.id

        def act() -> Write | None:
            check = form.value()
            return None if check is None else lambda desk: check_by_phone(desk, patient, coverage, check)

        self._open(self.say("coverage.called_title", payer=self._payer(plan)), form, f"phone/{coverage}", act)

    def _learned(self, plan: Plan) -> None:
        from clinicdesk.ui.patients.benefits_form import BenefitsForm

        form = BenefitsForm(self.front, self.page.today)
        form.fill(replace(plan.composed.benefits, as_of=self.page.today, told_by=""))
        patient, coverage = self.view.patient.id, plan.record.id

        def act() -> Write | None:
            benefits = form.value()
            return None if benefits is None else lambda desk: tell_benefits(desk, patient, coverage, benefits)

        self._open(self.say("coverage.learned_title", payer=self._payer(plan)), form, f"benefits/{coverage}", act)

    def _change(self, plan: Plan) -> None:
        from clinicdesk.ui.patients.plan_form import PlanForm

        form = PlanForm(self.front, second=plan.record.rank > 1)
        form.fill(plan.record.plan, plan.record.rank)

        def act() -> Write | None:
            told = form.value()
            if told is None:
                return None
            record = replace(plan.record, plan=told, rank=form.rank)
            return lambda desk: change_coverage(desk, record)

        self._open(self.say("coverage.change_title", payer=self._payer(plan)), form, f"plan/{plan.record.id}", act)

    def _payer(self, plan: Plan) -> str:
        return payer_of(self.front.words, self.front.rules, plan.composed)

    def _open(self, title: str, form: Form, place: str, act: Callable[[], Write | None]) -> None:
        """A form in the place of the cards."""
        self._close()
        self.panel = FormPanel(self.front, title, form, place, self._back, scrolls=True)
        self.panel.setContentsMargins(0, 0, _GAP, 0)
        self._main.hide()
        self.body.addWidget(self.panel, 1)
        self.panel.begin(act, self.page.save)

    def _back(self) -> None:
        self._close()
        self.shown()

    def _close(self) -> None:
        """The cards again."""
        if self.panel is not None:
            self.body.removeWidget(self.panel)
            self.panel.hide()
            self.panel.deleteLater()
        self.panel = None
        self._main.show()
