"""The form of a call to the payer: who called, when, with whom, the reference number, and what was said."""

from datetime import date

from clinicdesk.desk.plans import TOLD_BY_PHONE
from clinicdesk.model.coverage import PhoneCheck
from clinicdesk.model.payer import CoverageStatus
from clinicdesk.ui.front import Front
from clinicdesk.ui.patients.folded import FoldedForm
from clinicdesk.ui.widgets.asked import ChosenField, GivenDayField
from clinicdesk.ui.widgets.counted import NumberField
from clinicdesk.ui.widgets.fields import ChoiceField, TextField
from clinicdesk.ui.widgets.typed import listed

_YES, _NO = "yes", "no"
_BILLED = {"": None, _YES: True, _NO: False}
_MOST_VISITS = 999


class PhoneCheckForm(FoldedForm):
    """What the payer said on the telephone, of which codes (none named = all of the visit)."""

    def __init__(self, front: Front, today: date) -> None:
        super().__init__()
        words, say = front.words, front.words.say
        hint = say("ui.patients.not_stated")
        said = [(one, words.word(CoverageStatus(one))) for one in TOLD_BY_PHONE]
        lacking = say("ui.patients.check.status_none")
        self.add(
            "verified_by_phone.status",
            ChosenField(say("ui.patients.check.status"), said, choose=say("ui.patients.choose"), lacking=lacking),
        )
        visits = NumberField(say("ui.patients.check.visits"), 0, _MOST_VISITS, hint=hint)
        billed = [
            ("", say("ui.patients.check.not_asked")),
            (_YES, say("ui.patients.yes")),
            (_NO, say("ui.patients.no")),
        ]
        self.body.addLayout(
            self.beside(
                verified_by_phone__visits_allowed=visits,
                verified_by_phone__may_bill_patient=ChoiceField(say("ui.patients.check.may_bill"), billed),
            )
        )
        self.body.addLayout(
            self.beside(
                verified_by_phone__on=GivenDayField(
                    say("ui.patients.check.on"), lacking=say("ui.patients.check.on_none")
                ),
                verified_by_phone__by=TextField(say("ui.patients.check.by"), most=200),
            )
        )
        self.body.addLayout(
            self.beside(
                verified_by_phone__spoke_to=TextField(say("ui.patients.check.spoke_to"), most=200),
                verified_by_phone__reference=TextField(
                    say("ui.patients.check.reference"), most=200, hint=say("ui.patients.check.reference_hint")
                ),
            )
        )
        codes = TextField(say("ui.patients.check.codes"), most=200, help_text=say("ui.patients.check.codes_help"))
        self.add("verified_by_phone.codes", codes)
        self.fields["verified_by_phone.on"].set_value(today)
        self.fields["verified_by_phone.by"].set_value(front.staff.name if front.staff else "")

    def value(self) -> PhoneCheck | None:
        """The call as typed; None where something cannot be read, which is told at its field."""
        told = self.values()
        if told is None:
            return None
        told = {name.removeprefix("verified_by_phone."): value for name, value in told.items()}
        return PhoneCheck(
            status=CoverageStatus(told["status"]),
            on=told["on"],
            by=told["by"],
            reference=told["reference"],
            spoke_to=told["spoke_to"],
            visits_allowed=told["visits_allowed"],
            codes=listed(told["codes"]),
            may_bill_patient=_BILLED[told["may_bill_patient"]],
        )

    def fill(self, check: PhoneCheck) -> None:  # type: ignore[override]
        """Put a call into the form."""
        billed = {answer: code for code, answer in _BILLED.items()}
        super().fill(
            {
                "verified_by_phone.status": check.status,
                "verified_by_phone.on": check.on,
                "verified_by_phone.by": check.by,
                "verified_by_phone.reference": check.reference,
                "verified_by_phone.spoke_to": check.spoke_to,
                "verified_by_phone.visits_allowed": check.visits_allowed,
                "verified_by_phone.codes": ", ".join(check.codes),
                "verified_by_phone.may_bill_patient": billed[check.may_bill_patient],
            }
        )
