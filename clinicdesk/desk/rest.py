"""The rest of a course: sessions that are in what was told last are not worked out again. See decisions/0008."""

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from clinicdesk.desk.so_far import SoFar
from clinicdesk.desk.taken import plans_after
from clinicdesk.engine import visit as engine
from clinicdesk.model.coverage import Coverage
from clinicdesk.model.result import Result
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.visit import Service, Visit


class Rest(NamedTuple):
    """A visit as the chain takes it, and how many sessions of its course lie before the first of the chain."""

    visit: Visit
    before: int


def rest_of(visit: Visit, so_far: SoFar, rules: Rulebook, before: int | None = None) -> Rest:
    """The visit with what is left of its course, laid so that the visit's own session falls on the visit's day.

    `visit` has the whole course, and keeps it as it is planned where nothing was held, or all of it is planned for
    later. Else it begins after `before` sessions, where None is told after as many as `begins_after` says; the last
    session of the course is left in any case.
    """
    passed = min(begins_after(visit, so_far) if before is None else before, visit.service.sessions - 1)
    if not so_far.days or (not passed and _lies_ahead(visit)):
        return Rest(visit, 0)
    plans = visit.coverage if visit.self_pay else plans_after(visit, so_far, passed, rules)
    return Rest(replace(visit, service=_service(visit, so_far, passed), coverage=plans), passed)


def begins_after(visit: Visit, so_far: SoFar) -> int:
    """How many sessions the chain does not work out any more; none where no plan is used.

    Those before the newest of what was told. And those up to the last that was held in another plan year, or time of
    coverage or leave, than the course's rhythm, counted back from the visit, would have it.
    """
    if visit.self_pay:
        return 0
    days, every = so_far.days, visit.service.every_days
    told = sum(day < max(so_far.leave, *so_far.told) for day in days)
    rhythm = (visit.day - timedelta(days=every * back) for back in range(len(days), 0, -1))
    moved = [place for place, pair in enumerate(zip(days, rhythm, strict=True), 1) if _differs(visit, *pair)]
    return told if _lies_ahead(visit) else max([told, *moved])


def through(rest: Rest, rules: Rulebook) -> Result:
    """The visit through the chain; its sessions bear the numbers that they have in the course."""
    result, before = engine.work(rest.visit, rules), rest.before
    lines = tuple(line._replace(session=line.session + before) for line in result.estimate.lines)
    coverage = (
        replace(one, changes=tuple(replace(change, session=change.session + before) for change in one.changes))
        for one in result.coverage
    )
    return replace(result, estimate=replace(result.estimate, lines=lines), coverage=tuple(coverage))


def _lies_ahead(visit: Visit) -> bool:
    """Whether the course, as it is planned, begins after the visit."""
    return visit.day < visit.service.first_session


def _differs(visit: Visit, one: date, other: date) -> bool:
    """Whether a plan stands otherwise on another day."""
    return any(_stands(plan, one) != _stands(plan, other) for plan in visit.coverage)


def _stands(plan: Coverage, day: date) -> tuple[bool, ...]:
    leave = plan.prior_authorization.until if plan.prior_authorization else None
    ends = (plan.benefits.plan_year_ends, plan.effective_to, leave)
    return (*(day <= (one or date.max) for one in ends), day >= (plan.effective_from or date.min))


def _service(visit: Visit, so_far: SoFar, before: int) -> Service:
    """What is left of the course. The day of its booking speaks of the first session only."""
    service = visit.service
    first = visit.day - timedelta(days=service.every_days * (len(so_far.days) - before))
    booked, numbers = service.scheduled_on, service.sessions_range
    left = (max(1, numbers[0] - before), numbers[1] - before) if numbers and numbers[1] - before > 1 else None
    return replace(
        service,
        sessions=service.sessions - before,
        sessions_range=left,
        first_session=first,
        scheduled_on=booked if booked and booked <= first and not before else None,
    )
