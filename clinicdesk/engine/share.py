"""One plan's cost share: deductible, copay or coinsurance, and the cut at the out-of-pocket maximum."""

from collections.abc import Callable
from datetime import date

from clinicdesk.model.coverage import Benefits
from clinicdesk.model.estimate import Assumption, CostShare
from clinicdesk.model.money import part_of

Assume = Callable[[Assumption], object]


class PlanYear:
    """What is left of a plan, as the course goes on. Cents and visits; None = not stated."""

    __slots__ = (
        "benefits",
        "copay_left",
        "deductible",
        "family_deductible",
        "family_maximum",
        "maximum",
        "turned",
        "visits",
    )

    def __init__(self, benefits: Benefits) -> None:
        """Start with what is left now."""
        left = benefits.accumulators
        self.benefits = benefits
        self.deductible, self.family_deductible = left.deductible_remaining, left.family_deductible_remaining
        self.maximum, self.family_maximum = left.out_of_pocket_remaining, left.family_out_of_pocket_remaining
        self.visits = left.visits_remaining
        self.copay_left = benefits.copay
        self.turned = False

    def open_session(self, day: date) -> None:
        """A new visit has its copay; after the plan year's end the accumulators are next year's, once.

        What next year does not state is not stated; only visits go on with what was left, the worse for the patient.
        """
        self.copay_left = self.benefits.copay
        ends = self.benefits.plan_year_ends
        if ends is None or self.turned or day <= ends:
            return
        left = self.benefits.next_year
        self.turned = True
        self.deductible, self.family_deductible = left.deductible_remaining, left.family_deductible_remaining
        self.maximum, self.family_maximum = left.out_of_pocket_remaining, left.family_out_of_pocket_remaining
        if left.visits_remaining is not None:
            self.visits = left.visits_remaining

    def take(self, base: int, assume: Assume) -> CostShare:
        """The patient's share of `base` cents under this plan; what is taken is taken off what is left."""
        deductible_left = _least(self.deductible, self.family_deductible)
        deductible = self._deductible(base, deductible_left, assume)
        rest = base - deductible
        copay, coinsurance = self._share(rest, assume)
        copay_left = self.copay_left
        if copay_left is not None:
            self.copay_left = copay_left - copay
        maximum = _least(self.maximum, self.family_maximum)
        if maximum is None and deductible + copay + coinsurance:
            assume(Assumption.OUT_OF_POCKET_NOT_STATED)
        reduction = max(0, deductible + copay + coinsurance - maximum) if maximum is not None else 0
        cut = min(reduction, coinsurance)
        coinsurance -= cut
        copay_cut = min(reduction - cut, copay)
        copay -= copay_cut
        deductible -= reduction - cut - copay_cut
        self._reduce(deductible, deductible + copay + coinsurance)
        return CostShare(
            base=base,
            deductible=deductible,
            copay=copay,
            coinsurance=coinsurance,
            reduction=reduction,
            deductible_left=deductible_left,
            deductible_applies=self.benefits.deductible_applies,
            copay_stated=self.benefits.copay,
            copay_left=copay_left,
            ratio=self.benefits.coinsurance,
            rest=rest,
            out_of_pocket_left=maximum,
        )

    def _deductible(self, base: int, left: int | None, assume: Assume) -> int:
        if not self.benefits.deductible_applies or not base:
            return 0
        if left is None:
            assume(Assumption.DEDUCTIBLE_NOT_STATED)
            return base
        return min(base, left)

    def _share(self, rest: int, assume: Assume) -> tuple[int, int]:
        """Copay and coinsurance of what the deductible leaves."""
        if self.copay_left is not None:
            return min(rest, self.copay_left), 0
        if self.benefits.coinsurance is not None:
            return 0, part_of(rest, self.benefits.coinsurance)
        if rest:
            assume(Assumption.COST_SHARE_NOT_STATED)
        return 0, rest

    def _reduce(self, deductible: int, shared: int) -> None:
        if self.deductible is not None:
            self.deductible -= min(deductible, self.deductible)
        if self.family_deductible is not None:
            self.family_deductible -= min(deductible, self.family_deductible)
        if self.maximum is not None:
            self.maximum -= shared
        if self.family_maximum is not None:
            self.family_maximum -= shared


def _least(one: int | None, other: int | None) -> int | None:
    if one is None:
        return other
    return one if other is None else min(one, other)
