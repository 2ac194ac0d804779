"""What a plan still asks for, typed where it is told: the authorization, the referral."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout

from clinicdesk.model.coverage import Coverage, PriorAuthorization, Referral
from clinicdesk.model.payer import Need
from clinicdesk.model.records import CoverageRecord
from clinicdesk.ui.form import Draft
from clinicdesk.ui.front import Front
from clinicdesk.ui.patients.folded import FoldedForm
from clinicdesk.ui.widgets.basic import Mark, add, button, row
from clinicdesk.ui.widgets.counted import NumberField
from clinicdesk.ui.widgets.fields import DayField, TextField

_MOST_VISITS = 999


class NeedsForm(QFrame):
    """A mark for each thing that is lacking, and its fields below; `save` gets the plan with what was typed."""

    def __init__(self, front: Front, record: CoverageRecord, unmet: Sequence[Need]) -> None:
        super().__init__()
        self._front, self.record, self._unmet = front, record, unmet
        self.save: Callable[[CoverageRecord], object] = lambda _record: None
        self.form = FoldedForm()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        needs = front.words.listed(map(front.words.word, unmet))
        layout.addWidget(Mark("open", front.words.say("ui.coverage.needed", needs=needs)))
        if Need.PRIOR_AUTHORIZATION in unmet:
            self._ask_authorization()
        if Need.REFERRAL in unmet:
            self._ask_referral()
        keep = button(front.words.say("ui.coverage.keep_needed"), self._save, "", "save")
        add(layout, self.form, row(keep, 1))
        self.draft = Draft(front, self.form, f"needs/{record.id}")

    def _ask_authorization(self) -> None:
        say = self._front.words.say
        self.form.body.addLayout(
            self.form.beside(
                prior_authorization__number=TextField(say("ui.coverage.number"), most=200),
                prior_authorization__visits=NumberField(
                    say("ui.coverage.visits"), 1, _MOST_VISITS, hint=say("ui.coverage.if_stated")
                ),
                prior_authorization__until=DayField(say("ui.coverage.until")),
            )
        )

    def _ask_referral(self) -> None:
        say = self._front.words.say
        self.form.body.addLayout(
            self.form.beside(
                referral__from=TextField(say("ui.coverage.referred_by"), most=200),
                referral__date=DayField(say("ui.coverage.referred_on")),
            )
        )

    def _save(self) -> None:
        told = self.form.values()
        if told is None:
            return
        plan = _with(self.record.plan, told)
        if plan == self.record.plan:
            self._lacking()
            return
        self.save(replace(self.record, plan=plan))

    def _lacking(self) -> None:
        """Nothing was typed: say so at the first field."""
        first = next(iter(self.form.fields.values()))
        first.tell_wrong(self._front.words.say("ui.coverage.type_it"))
        first.setFocus()


def _with(plan: Coverage, told: dict[str, Any]) -> Coverage:
    """The plan with what was typed of it; what was left empty stays as it was."""
    number, visits = told.get("prior_authorization.number"), told.get("prior_authorization.visits")
    until, by = told.get("prior_authorization.until"), told.get("referral.from")
    on = told.get("referral.date")
    return replace(
        plan,
        prior_authorization=PriorAuthorization(number or "", visits, until)
        if number or visits or until
        else plan.prior_authorization,
        referral=Referral(by or "", on) if by or on else plan.referral,
    )
