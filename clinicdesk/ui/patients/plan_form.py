"""The form of a plan: payer, kind, membership, network, time, authorization, referral, how a second one shares."""

from clinicdesk.model.coverage import Coordination, Coverage, PriorAuthorization, Referral
from clinicdesk.model.payer import LineOfBusiness
from clinicdesk.ui.front import Front
from clinicdesk.ui.patients.folded import FoldedForm
from clinicdesk.ui.widgets.asked import ChosenField
from clinicdesk.ui.widgets.counted import NumberField
from clinicdesk.ui.widgets.fields import CheckField, ChoiceField, DayField, TextField
from clinicdesk.ui.widgets.payer_field import PayerField

PRIMARY, SECOND = 1, 2
_IN, _OUT = "in", "out"
_MOST_VISITS = 999


class PlanForm(FoldedForm):
    """A plan as it is kept: benefits and telephone checks have forms of their own.

    `rank` is 1 for the primary plan and 2 for the second one, of which is asked how it shares with the first.
    """

    def __init__(self, front: Front, *, second: bool = False) -> None:
        super().__init__()
        self.front = front
        words, say = front.words, front.words.say
        hint = say("ui.patients.not_stated")
        self.add("payer", PayerField(front, say("ui.patients.plan.payer")))
        network = ChosenField(
            say("ui.patients.plan.network"),
            [(_IN, say("ui.patients.plan.in_network")), (_OUT, say("ui.patients.plan.out_of_network"))],
            choose=say("ui.patients.choose"),
            lacking=say("ui.patients.plan.network_none"),
        )
        self.body.addLayout(
            self.beside(member_id=TextField(say("ui.patients.plan.member_id"), most=80), network=network)
        )
        kinds = [("", hint), *((one.value, words.word(one)) for one in LineOfBusiness)]
        ranks = [(str(PRIMARY), say("ui.patients.plan.primary")), (str(SECOND), say("ui.patients.plan.second"))]
        self._rank = ChoiceField(say("ui.patients.plan.rank"), ranks)
        self.body.addLayout(
            self.beside(rank=self._rank, line_of_business=ChoiceField(say("ui.patients.plan.line_of_business"), kinds))
        )
        shares = [("", say("ui.patients.not_known")), *((one.value, words.word(one)) for one in Coordination)]
        self._shares = ChoiceField(
            say("ui.patients.plan.coordination"), shares, help_text=say("ui.patients.plan.coordination_help")
        )
        self.add("coordination", self._shares)
        self.add("plan_name", TextField(say("ui.patients.plan.plan_name"), most=200))
        self.body.addLayout(
            self.beside(
                effective_from=DayField(say("ui.patients.plan.effective_from")),
                effective_to=DayField(say("ui.patients.plan.effective_to")),
            )
        )
        self._fold_leave(hint)
        self._fold_rest()
        self._rank.changed.connect(self._ask_shares)
        self._rank.set_value(str(SECOND if second else PRIMARY))
        self._ask_shares()

    @property
    def rank(self) -> int:
        """1 for the primary plan, 2 for the second one."""
        return int(self._rank.value())

    def value(self) -> Coverage | None:
        """The plan as typed; None where something cannot be read, which is told at its field."""
        told = self.values()
        if told is None:
            return None
        payer, payer_name = told["payer"]
        number, by = told["prior_authorization.number"], told["referral.from"]
        visits, until, on = told["prior_authorization.visits"], told["prior_authorization.until"], told["referral.date"]
        line, shares = told["line_of_business"], told["coordination"] if self.rank == SECOND else ""
        return Coverage(
            payer=payer,
            payer_name=payer_name,
            in_network=told["network"] == _IN,
            line_of_business=LineOfBusiness(line) if line else None,
            plan_name=told["plan_name"],
            member_id=told["member_id"],
            effective_from=told["effective_from"],
            effective_to=told["effective_to"],
            visits_used=told["visits_used"] or 0,
            prior_authorization=PriorAuthorization(number, visits, until) if number or visits or until else None,
            referral=Referral(by, on) if by or on else None,
            coordination=Coordination(shares) if shares else None,
            documented_improvement=told["documented_improvement"],
        )

    def fill(self, plan: Coverage, rank: int = PRIMARY) -> None:  # type: ignore[override]
        """Put a plan into the form."""
        leave, referral = plan.prior_authorization, plan.referral
        super().fill(
            {
                "payer": (plan.payer, plan.payer_name),
                "network": _IN if plan.in_network else _OUT,
                "rank": str(rank),
                "line_of_business": plan.line_of_business or "",
                "plan_name": plan.plan_name,
                "member_id": plan.member_id,
                "effective_from": plan.effective_from,
                "effective_to": plan.effective_to,
                "visits_used": plan.visits_used or None,
                "prior_authorization.number": leave.number if leave else "",
                "prior_authorization.visits": leave.visits if leave else None,
                "prior_authorization.until": leave.until if leave else None,
                "referral.from": referral.by if referral else "",
                "referral.date": referral.on if referral else None,
                "coordination": plan.coordination or "",
                "documented_improvement": plan.documented_improvement,
            }
        )

    def _fold_leave(self, hint: str) -> None:
        say = self.front.words.say
        number = TextField(say("ui.patients.plan.authorization_number"), most=200)
        visits = NumberField(say("ui.patients.plan.authorization_visits"), 0, _MOST_VISITS, hint=hint)
        until = DayField(say("ui.patients.plan.authorization_until"))
        referrer, on = (
            TextField(say("ui.patients.plan.referral_from"), most=200),
            DayField(say("ui.patients.plan.referral_date")),
        )
        self.fold(
            say("ui.patients.plan.leave"),
            self.beside(prior_authorization__number=number),
            self.beside(prior_authorization__visits=visits, prior_authorization__until=until),
            self.beside(referral__from=referrer, referral__date=on),
        )

    def _fold_rest(self) -> None:
        say = self.front.words.say
        used = NumberField(
            say("ui.patients.plan.visits_used"), 0, _MOST_VISITS, hint=say("ui.patients.plan.none_known")
        )
        improved = CheckField(say("ui.patients.plan.documented_improvement"))
        self.fold(
            say("ui.patients.plan.more"), self.beside(visits_used=used), self.beside(documented_improvement=improved)
        )

    def _ask_shares(self) -> None:
        self._shares.setVisible(self._rank.value() == str(SECOND))
