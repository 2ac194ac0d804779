"""A patient's plans: what each is, what was learned of it and where, what the payer said; and what changes them."""

from dataclasses import replace

from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from clinicdesk.desk.composing import Plan
from clinicdesk.desk.patient_view import PatientView
from clinicdesk.desk.plans import add_coverage, change_coverage, check_by_phone, end_coverage, tell_benefits
from clinicdesk.model.coverage import Coverage
from clinicdesk.model.records import BenefitsRecord
from clinicdesk.model.roles import Act
from clinicdesk.ui.patients.benefits_form import BenefitsForm
from clinicdesk.ui.patients.host import Part
from clinicdesk.ui.patients.phone_check_form import PhoneCheckForm
from clinicdesk.ui.patients.plan_form import PRIMARY, PlanForm
from clinicdesk.ui.patients.plan_words import about, benefits_facts, called, check_line, learned, plan_facts
from clinicdesk.ui.whom import payer_of
from clinicdesk.ui.widgets.basic import Mark, button, card, empty, label, row, rule, stack
from clinicdesk.ui.widgets.fold import Fold
from clinicdesk.ui.widgets.form_panel import Write
from clinicdesk.ui.widgets.pairs import Pairs


class PlansPart(Part):
    """A card for each plan that the patient has; those that ended are folded away."""

    def fill(self, view: PatientView) -> None:
        self.view = view
        empty(self.body)
        now = sorted((one for one in view.plans if not one.record.ended), key=lambda one: one.record.rank)
        ended = [one for one in view.plans if one.record.ended]
        if not now:
            self.body.addWidget(card(label(self.say("patients.plan.none"), "muted")))
        for plan in now:
            self.body.addWidget(self._card(plan))
        if self.can(Act.ADD_COVERAGE):
            self.body.addLayout(row(button(self.say("patients.plan.add"), self.add, "", "add", "Alt+A"), 1))
        if ended:
            gone = stack(*(self._ended(one) for one in ended))
            self.body.addWidget(Fold(self.say("patients.plan.ended", count=len(ended)), [], gone))

    def add(self) -> None:
        """One more plan: the primary one where there is none yet, else the second."""
        there = [one.record.rank for one in self.known.plans if not one.record.ended]
        form = PlanForm(self.front, second=PRIMARY in there)

        def act() -> Write | None:
            plan = form.value()
            return None if plan is None else self.adding(plan, form.rank)

        self.open_form(self.say("patients.plan.adding"), form, f"plan/{self.patient}", act)

    def adding(self, plan: Coverage, rank: int) -> Write:
        """The act that keeps a new plan."""
        patient = self.patient
        return lambda desk: add_coverage(desk, patient, plan, rank)

    def change(self, plan: Plan) -> None:
        """Another state of a plan."""
        began = plan.record
        form = PlanForm(self.front)
        form.fill(began.plan, began.rank)

        def act() -> Write | None:
            told = form.value()
            if told is None:
                return None
            record = replace(began, plan=told, rank=form.rank)
            return lambda desk: change_coverage(desk, record)

        self.open_form(self.say("patients.plan.changing"), form, f"plan/{began.id}/{began.version}", act)

    def _card(self, plan: Plan) -> QFrame:
        words, record = self.front.words, plan.record
        name = payer_of(words, self.front.rules, plan.composed)
        rank = self.say("patients.plan.is_primary" if record.rank == PRIMARY else "patients.plan.is_second")
        parts: list[QWidget | QBoxLayout] = [
            row(label(name, "heading"), 1, label(rank, "muted", wrap=False)),
            label(about(words, plan.composed), "muted"),
        ]
        if told := plan_facts(words, record.plan):
            parts.append(Pairs(told))
        told_parts = row(stack(*self._benefits(plan), 1), stack(*self._checks(plan), 1), spacing=24)
        told_parts.setStretch(0, 1)
        told_parts.setStretch(1, 1)
        parts += [rule(), told_parts, self._acts(plan, name)]
        return card(*parts, spacing=12)

    def _benefits(self, plan: Plan) -> list[QWidget | QBoxLayout]:
        """What was learned last; earlier ones are folded away."""
        words, view = self.front.words, self.known
        told = [one for one in view.benefits if one.coverage == plan.record.id]
        if not told:
            return [Mark("open", self.say("patients.benefits.none"))]
        lines = [self._learned(one) for one in reversed(told)]
        found: list[QWidget | QBoxLayout] = [
            label(self.say("patients.benefits.title"), "strong"),
            label(lines[0], "muted"),
            Pairs(benefits_facts(words, told[-1].benefits, view.currency)),
        ]
        return found + _earlier(self.say("patients.earlier", count=len(lines) - 1), lines[1:])

    def _checks(self, plan: Plan) -> list[QWidget | QBoxLayout]:
        told = [one for one in self.known.checks if one.coverage == plan.record.id]
        if not told:
            return [Mark("open", self.say("patients.check.none"))]
        lines = [
            f"{check_line(self.front, one.check)}. {called(self.front.words, one.check)}" for one in reversed(told)
        ]
        found: list[QWidget | QBoxLayout] = [
            label(self.say("patients.check.title"), "strong"),
            label(check_line(self.front, told[-1].check)),
            label(called(self.front.words, told[-1].check), "muted"),
        ]
        return found + _earlier(self.say("patients.earlier", count=len(lines) - 1), lines[1:])

    def _learned(self, told: BenefitsRecord) -> str:
        return learned(self.front.words, told.benefits, self.known.staff.get(told.by, ""))

    def _acts(self, plan: Plan, name: str) -> QBoxLayout:
        """What may be done about a plan; each button says to a screen reader which plan it is."""
        made = []
        if self.can(Act.TELL_BENEFITS):
            made.append(button(self.say("patients.benefits.tell"), lambda: self._tell(plan), "flat", "money"))
        if self.can(Act.CHECK_BY_PHONE):
            made.append(button(self.say("patients.check.tell"), lambda: self._call(plan), "flat", "phone"))
        if self.can(Act.CHANGE_COVERAGE):
            made.append(button(self.say("patients.plan.change"), lambda: self.change(plan), "flat", "edit"))
            made.append(button(self.say("patients.plan.end"), lambda: self._end(plan, ended=True), "flat", "close"))
        for one in made:
            one.setAccessibleName(f"{one.text()}: {name}")
        return row(*made, 1, spacing=4)

    def _tell(self, plan: Plan) -> None:
        form = BenefitsForm(self.front, self.host.today)

        def act() -> Write | None:
            told, patient = form.value(), self.patient
            return None if told is None else lambda desk: tell_benefits(desk, patient, plan.record.id, told)

        self.open_form(self._titled("patients.benefits.telling", plan), form, f"benefits/{plan.record.id}", act)

    def _call(self, plan: Plan) -> None:
        form = PhoneCheckForm(self.front, self.host.today)

        def act() -> Write | None:
            told, patient = form.value(), self.patient
            return None if told is None else lambda desk: check_by_phone(desk, patient, plan.record.id, told)

        self.open_form(self._titled("patients.check.telling", plan), form, f"call/{plan.record.id}", act)

    def _titled(self, key: str, plan: Plan) -> str:
        return self.say(key, payer=payer_of(self.front.words, self.front.rules, plan.composed))

    def _end(self, plan: Plan, *, ended: bool) -> None:
        """Say that a plan is not the patient's any more, or that it is after all."""
        record, patient = plan.record, self.patient
        if ended:
            self.host.save(lambda desk: end_coverage(desk, patient, record.id))
        else:
            self.host.save(lambda desk: change_coverage(desk, replace(record, ended=False)))

    def _ended(self, plan: Plan) -> QBoxLayout:
        name = payer_of(self.front.words, self.front.rules, plan.composed)
        line = row(label(f"{name}   {about(self.front.words, plan.composed)}", "muted"), 1)
        if self.can(Act.CHANGE_COVERAGE):
            back = button(self.say("patients.plan.again"), lambda: self._end(plan, ended=False), "flat", "back")
            back.setAccessibleName(f"{back.text()}: {name}")
            line.addWidget(back)
        return line


def _earlier(title: str, lines: list[str]) -> list[QWidget | QBoxLayout]:
    """What was told before, folded away; nothing where there is none."""
    return [Fold(title, [], stack(*(label(one, "muted") for one in lines)))] if lines else []
