"""What sessions that were held took of the plans, each worked out on its own day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from clinicdesk.desk.so_far import SoFar
from clinicdesk.engine.estimate import estimate
from clinicdesk.engine.visit import determined
from clinicdesk.model.coverage import Accumulators, Benefits, Coverage
from clinicdesk.model.estimate import CostShare, Line
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.visit import Visit


def plans_after(visit: Visit, so_far: SoFar, count: int, rules: Rulebook) -> tuple[Coverage, ...]:
    """The visit's plans as they stand after the first so many sessions.

    What was told later than a session has it already; else what the session took is taken off.
    """
    if not count:
        return visit.coverage
    for day in so_far.days[:count]:
        visit = replace(visit, coverage=_after(visit, so_far, day, rules))
    began = next(iter(so_far.days[count:]), visit.day)
    last = so_far.days[count - 1]
    return tuple(
        replace(plan, benefits=_dated(plan.benefits, told, last, began))
        for plan, told in zip(visit.coverage, so_far.told, strict=True)
    )


def _dated(benefits: Benefits, told: date, last: date, began: date) -> Benefits:
    """What was worked out here holds as of the first session that is left, and nobody has told it."""
    return replace(benefits, as_of=began, told_by="") if told <= last else replace(benefits, as_of=told)


def _after(visit: Visit, so_far: SoFar, day: date, rules: Rulebook) -> tuple[Coverage, ...]:
    lines = _lines(visit, so_far, day, rules)
    shares = ([one.share for one in lines if one.share], [one.second.share for one in lines if one.second])
    plans = [
        replace(plan, benefits=_less(plan.benefits, taken, day)) if told <= day and taken else plan
        for plan, told, taken in zip(visit.coverage, so_far.told, shares, strict=False)
    ]
    if lines[0].covered:
        plans[0] = _used(plans[0], under=so_far.leave <= day)
    return tuple(plans)


def _lines(visit: Visit, so_far: SoFar, day: date, rules: Rulebook) -> tuple[Line, ...]:
    """The session of that day by itself. A number of visits that was told later is no limit to it."""
    then = [_unlimited(plan) if told > day else plan for plan, told in zip(visit.coverage, so_far.told, strict=True)]
    given = then[0].prior_authorization
    if given and so_far.leave > day:
        then[0] = replace(then[0], prior_authorization=replace(given, visits=None))
    service = replace(visit.service, sessions=1, sessions_range=None, first_session=day, scheduled_on=None)
    session = replace(visit, service=service, coverage=tuple(then))
    return estimate(session, determined(session, 1, rules)).lines


def _unlimited(plan: Coverage) -> Coverage:
    left = replace(plan.benefits.accumulators, visits_remaining=None)
    return replace(plan, benefits=replace(plan.benefits, accumulators=left))


def _used(plan: Coverage, *, under: bool) -> Coverage:
    """One more visit of those that the payer allows, and of an authorization that the session was under."""
    given = plan.prior_authorization
    if given and under:
        given = replace(given, visits=_down(given.visits, 1))
    return replace(plan, visits_used=plan.visits_used + 1, prior_authorization=given)


def _less(benefits: Benefits, shares: Sequence[CostShare], day: date) -> Benefits:
    """After the plan year's end the next one's is taken off; visits that it does not state go on with what was left."""
    left, later, ends = benefits.accumulators, benefits.next_year, benefits.plan_year_ends
    if ends is None or day <= ends:
        return replace(benefits, accumulators=_taken(left, shares))
    if later.visits_remaining is None:
        left = replace(left, visits_remaining=_down(left.visits_remaining, 1))
    return replace(benefits, accumulators=left, next_year=_taken(later, shares))


def _taken(left: Accumulators, shares: Sequence[CostShare]) -> Accumulators:
    deductible, shared = sum(one.deductible for one in shares), sum(one.patient for one in shares)
    return Accumulators(
        deductible_remaining=_down(left.deductible_remaining, deductible),
        family_deductible_remaining=_down(left.family_deductible_remaining, deductible),
        out_of_pocket_remaining=_down(left.out_of_pocket_remaining, shared),
        family_out_of_pocket_remaining=_down(left.family_out_of_pocket_remaining, shared),
        visits_remaining=_down(left.visits_remaining, 1),
    )


def _down(left: int | None, taken: int) -> int | None:
    """What is not stated stays so."""
    return None if left is None else max(0, left - taken)
