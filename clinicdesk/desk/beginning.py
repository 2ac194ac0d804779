"""How a visit comes about at the desk: somebody new, somebody who stands there now, a new course with its first visit.

Each is several acts in one transaction: all of them are kept, or none.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from clinicdesk.desk.clock import day_of
from clinicdesk.desk.courses import MOST_PLANS, change_course, move_visit, open_course, open_visit
from clinicdesk.desk.desk import Desk, Work, act
from clinicdesk.desk.guards import one_patient
from clinicdesk.desk.people import register
from clinicdesk.desk.plans import add_coverage
from clinicdesk.errors import NotAllowed
from clinicdesk.model.coverage import Coverage
from clinicdesk.model.people import Patient
from clinicdesk.model.records import CourseRecord, CoverageRecord, VisitRecord, VisitState
from clinicdesk.model.roles import Act
from clinicdesk.model.visit import Service

PRIMARY = 1


def register_and_begin(desk: Desk, person: Patient) -> VisitRecord:
    """Keep a new patient, who stands at the desk: today's visit, still without a course. EntryRefused as `register`."""
    with desk.store.transaction():
        return begin_visit(desk, register(desk, person).id)


class TodayAlready(NotAllowed):
    """A patient who had a visit today that is done: somebody has to say that another one is meant."""


def begin_visit(desk: Desk, patient: str, course: str = "", *, again: bool = False) -> VisitRecord:
    """Today's visit of a patient who stands at the desk, arrived: the one that is booked, else a new one.

    A new one belongs to `course`, or to the patient's one open course, or to none yet. NotAllowed where there are
    several open courses and none is named; TodayAlready where a visit of today is done, unless it is to be `again`.
    """
    with desk.store.transaction():
        there, named = _at_hand(desk, patient, course, again=again)
        if there is None:
            today = day_of(desk.clock())
            there = open_visit(desk, patient, named, today) if named else _receive(desk, patient)
        if there.state is VisitState.ARRIVED:
            return there
        return move_visit(desk, patient, there.id, VisitState.ARRIVED)


def start_course(
    desk: Desk,
    patient: str,
    service: Service,
    practitioner: str,
    coverages: Sequence[str],
    *,
    day: date,
    time: str = "",
) -> VisitRecord:
    """Open a course and its first visit, which takes the place of one of the day's list that has no course yet."""
    with desk.store.transaction():
        course = open_course(desk, patient, service, practitioner, coverages)
        return open_visit(desk, patient, course.id, day, time)


def add_plan(desk: Desk, patient: str, plan: Coverage, rank: int, course: CourseRecord | None) -> CoverageRecord:
    """Keep a plan of a patient's; where a course is told, it uses the plan from now on, as its first or its second."""
    with desk.store.transaction():
        record = add_coverage(desk, patient, plan, rank)
        if course is not None:
            others = [one for one in course.coverages if desk.store.get(CoverageRecord, one).rank != rank]
            used = (record.id, *others) if rank == PRIMARY else (*others, record.id)
            change_course(desk, replace(course, coverages=used[:MOST_PLANS]))
        return record


@act(Act.OPEN_VISIT)
def _receive(work: Work, patient: str) -> VisitRecord:
    """A visit today of somebody who has no course yet."""
    kept = work.kept_patient(patient)
    visit = VisitRecord(id=work.store.new_id(), patient=kept.id, day=work.today)
    work.about(kept.id, visit.id)
    return work.store.put(visit)


@act(Act.VIEW_PATIENT)
def _at_hand(work: Work, patient: str, course: str, *, again: bool) -> tuple[VisitRecord | None, str]:
    """The earliest visit of today that is not over; where there is none, the id of the course for a new one."""
    kept = work.kept_patient(patient)
    work.about(kept.id)
    everyone = [one.id for one in one_patient(work.store, kept)]
    found = [one for one in work.store.find_any(VisitRecord, "patient", everyone) if one.day == work.today]
    waiting = [one for one in found if one.state in {VisitState.BOOKED, VisitState.ARRIVED}]
    meant = [one for one in waiting if course in {"", one.course}]
    if meant:
        return min(meant, key=lambda one: (one.time or "99:99", one.id)), ""
    if not again and any(one.state is VisitState.DONE for one in found):
        raise TodayAlready("This patient has a visit today already, and it is done.")
    courses = [one.id for one in work.store.find_any(CourseRecord, "patient", everyone) if one.closed_on is None]
    if len(courses) > 1 and not course:
        raise NotAllowed("This patient has several open courses. Choose the one that this visit belongs to.")
    return None, course or next(iter(courses), "")
