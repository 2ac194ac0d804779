"""The estimate: each session of a course through the plans, to the cent."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum, auto
from operator import attrgetter

from clinicdesk.engine.explain import explain
from clinicdesk.engine.share import PlanYear
from clinicdesk.model.coverage import Coordination, Coverage, Determination
from clinicdesk.model.estimate import (
    AMOUNTS,
    Assumption,
    Basis,
    Estimate,
    Line,
    NotPaid,
    Range,
    SecondShare,
)
from clinicdesk.model.payer import COVERED, CoverageStatus
from clinicdesk.model.visit import OtherService, Visit


class Suppose(Enum):
    """On what supposition a course is worked through."""

    AS_DETERMINED = auto()
    UNKNOWN_IS_COVERED = auto()
    NEEDS_NOT_OBTAINED = auto()


_AMOUNTS = attrgetter(*AMOUNTS)


def estimate(visit: Visit, determinations: Sequence[Determination]) -> Estimate:
    """What the course costs: self-pay, or with the plans, the primary first.

    `determinations` reach over `visit.service.most_sessions` sessions; they are not looked at for self-pay.
    """
    assumed: dict[Assumption, None] = {}
    used = () if visit.self_pay else tuple(determinations)
    sessions = visit.service.sessions

    def work(count: int, suppose: Suppose = Suppose.AS_DETERMINED) -> tuple[Line, ...]:
        return _Course(visit, used, suppose, assumed).lines(count)

    lines = work(sessions)
    needed = Assumption.NEEDS_ASSUMED_MET in assumed
    unknown = bool(used) and CoverageStatus.UNKNOWN in used[0].needling[:sessions]
    return Estimate(
        currency=visit.clinic.currency,
        basis=_basis(lines, visit, unknown=unknown),
        lines=lines,
        total=dict(zip(AMOUNTS, map(sum, zip(*map(_AMOUNTS, lines), strict=True)), strict=True)),
        range=_range(visit, work),
        if_covered=patients_total(work(sessions, Suppose.UNKNOWN_IS_COVERED)) if unknown else None,
        if_not_obtained=patients_total(work(sessions, Suppose.NEEDS_NOT_OBTAINED)) if needed else None,
        assumptions=tuple(assumed),
        why=tuple(explain(line, "patient", visit.clinic.currency) for line in lines),
    )


def patients_total(lines: Sequence[Line]) -> int:
    """What the patient pays for all lines, in cents."""
    return sum(line.patient for line in lines)


def _basis(lines: Sequence[Line], visit: Visit, *, unknown: bool) -> Basis:
    if visit.self_pay:
        return Basis.SELF_PAY
    if any(line.covered for line in lines if line.code == visit.service.code):
        return Basis.INSURED
    return Basis.UNKNOWN if unknown else Basis.NOT_COVERED


def _range(visit: Visit, work: Callable[[int], tuple[Line, ...]]) -> Range | None:
    if not visit.service.sessions_range:
        return None
    least, most = visit.service.sessions_range
    return Range((least, most), (patients_total(work(least)), patients_total(work(most))))


class _Course:
    """One working through of the course. It holds what is left of each plan while the sessions pass."""

    def __init__(
        self,
        visit: Visit,
        determinations: tuple[Determination, ...],
        suppose: Suppose,
        assumed: dict[Assumption, None],
    ) -> None:
        self.visit = visit
        self.suppose = suppose
        self.assumed = assumed
        self.plans = [
            _Plan(coverage, determination)
            for coverage, determination in zip(visit.coverage, determinations, strict=False)
        ]

    def assume(self, what: Assumption) -> None:
        self.assumed.setdefault(what)

    def lines(self, sessions: int) -> tuple[Line, ...]:
        service = self.visit.service
        billed = (OtherService(service.code), *service.also)
        lines: list[Line] = []
        for number, day in enumerate(service.dates(sessions), 1):
            for plan in self.plans:
                plan.open_session(day)
            lines += [self._line(number, day, one, needling=not place) for place, one in enumerate(billed)]
            for plan in self.plans:
                plan.close_session()
        return tuple(lines)

    def _line(self, number: int, day: date, one: OtherService, *, needling: bool) -> Line:
        if not self.plans:
            return self._unpaid(number, day, one, None, NotPaid.SELF_PAY)
        plan = self.plans[0]
        status = plan.status(one.code, number, needling=needling)
        if plan.determination.lapsed:
            self.assume(Assumption.PHONE_CHECK_LAPSED)
        not_paid = self._not_paid(plan, status, number, needling=needling)
        if not_paid is not None or not self._is_covered(status):
            return self._unpaid(number, day, one, status, not_paid)
        self._assume_of(plan, one.code, number, needling=needling)
        plan.use(needling=needling, counts=status in COVERED)
        return self._paid(number, day, one, plan, status)

    def _is_covered(self, status: CoverageStatus) -> bool:
        return status in COVERED or (status is CoverageStatus.UNKNOWN and self.suppose is Suppose.UNKNOWN_IS_COVERED)

    def _not_paid(self, plan: "_Plan", status: CoverageStatus, number: int, *, needling: bool) -> NotPaid | None:
        """Why a line of covered status is not paid all the same. What is only supposed to be covered has no limit."""
        if status not in COVERED:
            return None
        lacking = needling and plan.determination.unmet_sessions[number - 1]
        if lacking and self.suppose is Suppose.NEEDS_NOT_OBTAINED:
            return NotPaid.NOT_OBTAINED
        return None if plan.has_visits(number, needling=needling) else NotPaid.NO_VISITS_LEFT

    def _unpaid(
        self, number: int, day: date, one: OtherService, status: CoverageStatus | None, not_paid: NotPaid | None
    ) -> Line:
        fee = self.visit.fees[one.code]
        billed, price = fee.billed * one.units, fee.self_pay * one.units
        return Line(
            session=number, day=day, code=one.code, units=one.units,
            billed=billed, allowed=0, write_off=billed - price, covered=False,
            deductible=0, copay=0, coinsurance=0, out_of_pocket_reduction=0,
            not_covered=price, balance_bill=0, plan=0, secondary_plan=0, patient=price,
            status=status, not_paid=not_paid, contracted=None, share=None, second=None,
        )  # fmt: skip

    def _paid(self, number: int, day: date, one: OtherService, plan: "_Plan", status: CoverageStatus) -> Line:
        fee = self.visit.fees[one.code]
        billed = fee.billed * one.units
        contracted = _times(fee.allowed.get(plan.coverage.payer), one.units)
        if contracted is None:
            self.assume(Assumption.ALLOWED_NOT_KNOWN)
        allowed = billed if contracted is None else min(billed, contracted)
        over = billed - allowed
        balance = 0 if plan.coverage.in_network else over
        share = plan.year.take(allowed, self.assume)
        paid = allowed - share.patient
        second, secondary = self._second(number, one, billed, allowed, paid, share.patient)
        patient = share.patient + balance - secondary
        return Line(
            session=number, day=day, code=one.code, units=one.units,
            billed=billed, allowed=allowed, write_off=over - balance, covered=True,
            deductible=share.deductible, copay=share.copay, coinsurance=share.coinsurance,
            out_of_pocket_reduction=share.reduction, not_covered=0, balance_bill=balance,
            plan=paid, secondary_plan=secondary, patient=patient,
            status=status, not_paid=None, contracted=contracted, share=share, second=second,
        )  # fmt: skip

    def _second(
        self, number: int, one: OtherService, billed: int, allowed: int, paid: int, patients: int
    ) -> tuple[SecondShare | None, int]:
        """The second plan, on a line that the first one covers: its share, and what it pays."""
        plan = self.plans[1] if len(self.plans) > 1 else None
        if plan is None or not self._covers(plan, one.code, number):
            return None, 0
        coordination = plan.coverage.coordination
        if coordination is None:
            self.assume(Assumption.COORDINATION_NOT_KNOWN)
            return None, 0
        self._assume_of(plan, one.code, number, needling=one.code == self.visit.service.code)
        contracted = _times(self.visit.fees[one.code].allowed.get(plan.coverage.payer), one.units)
        base = allowed if contracted is None else min(billed, contracted)
        plan.applied = True
        if coordination is Coordination.MAINTENANCE_OF_BENEFITS:
            base = max(0, base - paid)
        share = plan.year.take(base, self.assume)
        alone = base - share.patient
        pays = max(0, alone - paid) if coordination is Coordination.NON_DUPLICATION else alone
        return SecondShare(coordination, share, alone), min(pays, patients)

    def _covers(self, plan: "_Plan", code: str, number: int) -> bool:
        """Whether the second plan covers the line itself, on that day and with a visit left."""
        needling = code == self.visit.service.code
        if plan.determination.lapsed:
            self.assume(Assumption.PHONE_CHECK_LAPSED)
        lacking = needling and plan.determination.unmet_sessions[number - 1]
        if lacking and self.suppose is Suppose.NEEDS_NOT_OBTAINED:
            return False
        return plan.status(code, number, needling=needling) in COVERED and plan.year.visits != 0

    def _assume_of(self, plan: "_Plan", code: str, number: int, *, needling: bool) -> None:
        """What has to be assumed of a line that a plan covers."""
        if needling and plan.determination.unmet_sessions[number - 1]:
            self.assume(Assumption.NEEDS_ASSUMED_MET)
        if not needling and code in plan.determination.assumed:
            self.assume(Assumption.OTHER_SERVICE_ASSUMED_COVERED)


class _Plan:
    """One coverage on its way through the course: what is left of the year, and of the limits."""

    def __init__(self, coverage: Coverage, determination: Determination) -> None:
        self.coverage = coverage
        self.determination = determination
        self.year = PlanYear(coverage.benefits)
        self.used = 0
        self.needled = False
        self.applied = False

    def open_session(self, day: date) -> None:
        self.year.open_session(day)
        self.needled = self.applied = False

    def close_session(self) -> None:
        """Covered needling uses the service's limits; anything covered uses the plan's."""
        self.used += self.needled
        if self.applied and self.year.visits is not None:
            self.year.visits -= 1

    def status(self, code: str, number: int, *, needling: bool) -> CoverageStatus:
        one = self.determination
        return (one.needling if needling else one.others[code])[number - 1]

    def has_visits(self, number: int, *, needling: bool) -> bool:
        if self.year.visits == 0:
            return False
        if not needling:
            return True
        limit, authorized = self.determination.service_limit, self.determination.authorized[number - 1]
        return (limit is None or self.used < limit) and (authorized is None or self.used < authorized)

    def use(self, *, needling: bool, counts: bool) -> None:
        self.applied = self.applied or counts
        self.needled = self.needled or (needling and counts)


def _times(amount: int | None, units: int) -> int | None:
    return None if amount is None else amount * units
