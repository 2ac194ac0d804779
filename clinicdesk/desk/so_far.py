"""What went before a visit of a course: the sessions that were held, and since when the plans' word holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clinicdesk.desk.clock import day_of, moment
from clinicdesk.errors import TrailBroken
from clinicdesk.model.coverage import Coverage
from clinicdesk.model.records import BenefitsRecord, CoverageRecord, VisitRecord, VisitState
from clinicdesk.model.roles import Act
from clinicdesk.store.protocol import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """`days` are those of the course's sessions before the visit, the earliest first.

    `told` has, a plan each, the day as of which its benefits were told: they have the sessions before that day in them,
    and none of that day or later. `leave` is the day since which the primary plan's authorization stands in the place
    of another one. `date.min` = nothing was told, no other one was there.
    """

    days: tuple[date, ...]
    told: tuple[date, ...]
    leave: date = date.min


def so_far(store: Store, visit: VisitRecord, records: Sequence[CoverageRecord], plans: Sequence[Coverage]) -> SoFar:
    """What went before a visit; `plans` are those of `records`, composed."""
    siblings = store.find(VisitRecord, course=visit.course)
    return SoFar(
        days=tuple(one.day for one in sessions_before(visit, siblings)),
        told=tuple(_told_on(store, record, plan) for record, plan in zip(records, plans, strict=True)),
        leave=max((_leave_since(store, one) for one in records[:1]), default=date.min),
    )


def sessions_before(visit: VisitRecord, siblings: Iterable[VisitRecord]) -> list[VisitRecord]:
    """The visits of its course that come before a visit, in their order; those that were cancelled are no sessions."""
    sessions = (one for one in siblings if one.state is not VisitState.CANCELLED and one.id != visit.id)
    return sorted((one for one in sessions if _place(one) < _place(visit)), key=_place)


def _place(visit: VisitRecord) -> tuple[date, str, str]:
    return visit.day, visit.time, visit.id


def _told_on(store: Store, record: CoverageRecord, plan: Coverage) -> date:
    """As of which day the benefits were told; where nobody said that, the day on which they were kept."""
    if plan.benefits.as_of:
        return plan.benefits.as_of
    last = store.latest(BenefitsRecord, coverage=record.id)
    return day_of(moment(last.at)) if last else date.min


def _leave_since(store: Store, record: CoverageRecord) -> date:
    """The day on which the authorization took the place of one with another number, which alone the trail keeps.

    Where none was there before, or nobody can say when, every session of the course is under it.
    """
    given = record.plan.prior_authorization
    if given is None or given.visits is None or record.version == 1:
        return date.min
    numbers = [one.plan.prior_authorization for one in store.history(CoverageRecord, record.id)]
    others = [place for place, one in enumerate(numbers) if one and one.number != given.number]
    if not others:
        return date.min
    first = next(place for place in range(others[-1] + 1, len(numbers)) if numbers[place])
    changed = _changes(store, record)
    return changed[first - 1] if len(changed) == len(numbers) - 1 else date.min


def _changes(store: Store, record: CoverageRecord) -> list[date]:
    """The day of each change of a plan after its first state."""
    try:
        rows = [*store.trail(patient=record.patient, act=Act.CHANGE_COVERAGE)]
    except TrailBroken:
        return []
    return [day_of(moment(one.entry.at)) for one in rows if one.entry.told.get("coverage") == record.id]
