"""The plans of one visit's course: which pay for it, added and changed where the visit begins."""

from PySide6.QtWidgets import QHBoxLayout

from clinicdesk.desk.beginning import add_plan
from clinicdesk.desk.composing import Plan
from clinicdesk.desk.patient_view import PatientView
from clinicdesk.model.coverage import Coverage
from clinicdesk.model.records import CourseRecord
from clinicdesk.model.roles import Act
from clinicdesk.ui.patients.host import Host
from clinicdesk.ui.patients.plan_form import PRIMARY
from clinicdesk.ui.patients.plan_words import about
from clinicdesk.ui.patients.plans_part import PlansPart
from clinicdesk.ui.whom import payer_of
from clinicdesk.ui.widgets.basic import button, card, empty, label, row, stack
from clinicdesk.ui.widgets.form_panel import Write


class VisitPlans(PlansPart):
    """A line for each plan, those of the course first; a plan that is added here is used by the course at once."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.course: CourseRecord | None = None

    def fill(self, view: PatientView) -> None:
        self.view = view
        empty(self.body)
        head = row(label(self.say("patients.step.plans"), "heading"), 1)
        if self.can(Act.ADD_COVERAGE):
            head.addWidget(button(self.say("patients.plan.add"), self.add, "", "add", "Alt+A"))
        used = self.course.coverages if self.course else ()
        plans = {one.record.id: one for one in view.plans}
        first = [plans[one] for one in used if one in plans]
        others = [one for one in view.plans if one.record.id not in used and not one.record.ended]
        lines = [self._line(one, self._used(one, at)) for at, one in enumerate(first)]
        lines += [self._line(one, self._lone(one)) for one in sorted(others, key=lambda one: one.record.rank)]
        none = [label(self.say("patients.plan.none"), "muted")] if not lines else []
        self.body.addWidget(card(head, *none, *lines))

    def adding(self, plan: Coverage, rank: int) -> Write:
        patient, course = self.patient, self.course
        return lambda desk: add_plan(desk, patient, plan, rank, course)

    def _used(self, plan: Plan, at: int) -> str:
        key = "patients.step.used_second" if at else "patients.step.used_first"
        return self.say(key, payer=self._payer(plan))

    def _lone(self, plan: Plan) -> str:
        """A plan that no course uses here: by its rank, or that this course leaves it out."""
        if self.course is not None:
            return self.say("patients.step.not_used", payer=self._payer(plan))
        return self._used(plan, plan.record.rank - PRIMARY)

    def _payer(self, plan: Plan) -> str:
        return payer_of(self.front.words, self.front.rules, plan.composed)

    def _line(self, plan: Plan, told: str) -> QHBoxLayout:
        line = row(stack(label(told), label(about(self.front.words, plan.composed), "muted"), spacing=0))
        line.setStretch(0, 1)
        if self.can(Act.CHANGE_COVERAGE):
            change = button(self.say("patients.plan.change"), lambda: self.change(plan), "flat", "edit")
            change.setAccessibleName(f"{change.text()}: {self._payer(plan)}")
            line.addWidget(change)
        return line
