"""The bar over every page of a visit: who this is, may it go on, what does it cost."""

from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from clinicdesk.desk.visit_view import VisitView
from clinicdesk.desk.whom import name_of
from clinicdesk.model.document import BlockerKind
from clinicdesk.model.questionnaire import Severity
from clinicdesk.ui.front import Front
from clinicdesk.ui.visit.amounts import today_amount
from clinicdesk.ui.whom import born, payer_of
from clinicdesk.ui.widgets.basic import add, empty, label
from clinicdesk.ui.widgets.elided import Flag

_MOST = 3
_HARD = {
    BlockerKind.CLINICIAN_DECLINED,
    BlockerKind.PRACTICE_PROHIBITED,
    BlockerKind.PRACTITIONER_NOT_QUALIFIED,
    BlockerKind.SIGNER_MISSING,
}


class Bar(QFrame):
    """Name, birth date and age, state, plan and today's amount; below it the flags, the gravest first."""

    def __init__(self, front: Front) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.front = front
        self._who = label("", "heading", wrap=False)
        self._born = label("", "muted", wrap=False)
        self._plan = label("", "muted", wrap=False)
        self._amount = label("", "heading", wrap=False)
        across = QHBoxLayout()
        across.setSpacing(16)
        add(across, self._who, self._born, self._plan, 1, self._amount)
        self._flags = QHBoxLayout()
        self._flags.setSpacing(8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 10, 16, 10)
        whole.setSpacing(8)
        whole.addLayout(across)
        whole.addLayout(self._flags)

    def fill(self, view: VisitView, state: str, currency: str, today: date) -> None:
        """Show a visit's patient."""
        words = self.front.words
        self._who.setText(name_of(view.patient))
        self._born.setText(born(words, view.patient, today))
        self._plan.setText("   ".join([state, *(self._plan_words(view))]))
        self._amount.setText(words.say("ui.visit.bar.today", amount=today_amount(words, view, currency)))
        empty(self._flags)
        marks = self._marks(view)
        add(self._flags, *marks[:_MOST])
        if len(marks) > _MOST:
            more = len(marks) - _MOST
            self._flags.addWidget(label(words.say("ui.visit.bar.more", count=more), "muted", wrap=False))
        self._flags.addStretch(1)

    def _plan_words(self, view: VisitView) -> list[str]:
        """The payer and the last four of the member id; or that none is used."""
        if not view.plans or (view.course and not view.course.service.use_insurance):
            return [self.front.words.say("ui.visit.bar.self_pay")] if view.course else []
        plan = view.plans[0].composed
        name = payer_of(self.front.words, self.front.rules, plan)
        return [f"{name} …{plan.member_id[-4:]}" if plan.member_id else name]

    def _marks(self, view: VisitView) -> list[Flag]:
        words, items = self.front.words, self.front.rules.questionnaire.by_id
        blocked = [Flag("stop", words.tell(one.reason)) for one in view.blockers if one.kind in _HARD]
        findings = view.screening.findings if view.screening else ()
        found = [
            Flag(severity.value, f"{words.word(severity).upper()}: {items[one.item].label}")
            for severity in (Severity.STOP, Severity.REVIEW)
            for one in findings
            if one.severity is severity
        ]
        return blocked + found
