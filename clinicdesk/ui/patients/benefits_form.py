"""The form of what was learned of a plan's benefits. An empty field is not stated, which is never zero."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout

from clinicdesk.desk.plans import TOLD_BY
from clinicdesk.model.coverage import Accumulators, Benefits
from clinicdesk.ui.front import Front
from clinicdesk.ui.patients.folded import FoldedForm
from clinicdesk.ui.widgets.basic import label
from clinicdesk.ui.widgets.counted import NumberField, PercentField
from clinicdesk.ui.widgets.fields import CheckField, ChoiceField, DayField, MoneyField

_MOST_VISITS = 999
_LEFT = (
    "deductible_remaining",
    "out_of_pocket_remaining",
    "visits_remaining",
    "family_deductible_remaining",
    "family_out_of_pocket_remaining",
)


class BenefitsForm(FoldedForm):
    """Where it was learned and as of when, the cost share, and what is left of this plan year and of the next one."""

    def __init__(self, front: Front, today: date) -> None:
        super().__init__()
        self.front = front
        say = front.words.say
        self._hint = say("ui.patients.not_stated")
        tellers = [
            ("", say("ui.patients.choose")),
            *((told, say(f"ui.patients.benefits.by.{told}")) for told in TOLD_BY),
        ]
        self.body.addWidget(label(say("ui.patients.benefits.empty"), "muted"))
        self.body.addLayout(
            self.beside(
                benefits__told_by=ChoiceField(say("ui.patients.benefits.told_by"), tellers),
                benefits__as_of=DayField(say("ui.patients.benefits.as_of")),
            )
        )
        self.body.addLayout(
            self.beside(
                benefits__copay=self._money(say("ui.patients.benefits.copay")),
                benefits__coinsurance=PercentField(
                    say("ui.patients.benefits.coinsurance"),
                    hint=self._hint,
                    help_text=say("ui.patients.benefits.coinsurance_help"),
                ),
            )
        )
        for line in self._left("benefits.accumulators"):
            self.body.addLayout(line)
        self.add("benefits.deductible_applies", CheckField(say("ui.patients.benefits.deductible_applies")))
        self.add("benefits.plan_year_ends", DayField(say("ui.patients.benefits.plan_year_ends")))
        self.fold(say("ui.patients.benefits.family"), self._family("benefits.accumulators"))
        next_year = "benefits.next_year"
        self.fold(say("ui.patients.benefits.next_year"), *self._left(next_year), self._family(next_year))
        self.fields["benefits.deductible_applies"].set_value(True)
        self.fields["benefits.as_of"].set_value(today)

    def value(self) -> Benefits | None:
        """The benefits as typed; None where something cannot be read, which is told at its field."""
        told = self.values()
        if told is None:
            return None
        return Benefits(
            accumulators=Accumulators(**{one: told[f"benefits.accumulators.{one}"] for one in _LEFT}),
            copay=told["benefits.copay"],
            coinsurance=told["benefits.coinsurance"],
            deductible_applies=told["benefits.deductible_applies"],
            plan_year_ends=told["benefits.plan_year_ends"],
            next_year=Accumulators(**{one: told[f"benefits.next_year.{one}"] for one in _LEFT}),
            as_of=told["benefits.as_of"],
            told_by=told["benefits.told_by"],
        )

    def fill(self, benefits: Benefits) -> None:  # type: ignore[override]
        """Put benefits into the form, with where and when they were learned."""
        now, later = benefits.accumulators, benefits.next_year
        super().fill(
            {f"benefits.accumulators.{one}": getattr(now, one) for one in _LEFT}
            | {f"benefits.next_year.{one}": getattr(later, one) for one in _LEFT}
            | {
                "benefits.copay": benefits.copay,
                "benefits.coinsurance": benefits.coinsurance,
                "benefits.deductible_applies": benefits.deductible_applies,
                "benefits.plan_year_ends": benefits.plan_year_ends,
                "benefits.as_of": benefits.as_of,
                "benefits.told_by": benefits.told_by,
            }
        )

    def _money(self, name: str) -> MoneyField:
        made = MoneyField(name)
        made.line.setPlaceholderText(self._hint)
        return made

    def _left(self, part: str) -> tuple[QHBoxLayout, QHBoxLayout]:
        say = self.front.words.say
        visits = NumberField(say("ui.patients.benefits.visits"), 0, _MOST_VISITS, hint=self._hint)
        return (
            self.beside(
                **{
                    f"{part}.deductible_remaining": self._money(say("ui.patients.benefits.deductible")),
                    f"{part}.out_of_pocket_remaining": self._money(say("ui.patients.benefits.out_of_pocket")),
                }
            ),
            self.beside(**{f"{part}.visits_remaining": visits}),
        )

    def _family(self, part: str) -> QHBoxLayout:
        say = self.front.words.say
        return self.beside(
            **{
                f"{part}.family_deductible_remaining": self._money(say("ui.patients.benefits.family_deductible")),
                f"{part}.family_out_of_pocket_remaining": self._money(say("ui.patients.benefits.family_out_of_pocket")),
            }
        )
