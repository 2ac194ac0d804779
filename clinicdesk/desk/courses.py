"""Courses of treatment and their visits: opened, changed, closed, moved on; and what of a course still holds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from clinicdesk.desk.course_facts import facts_of
from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.entry import check_service, check_time, refuse
from clinicdesk.desk.guards import course_of, coverage_of, one_patient, visit_of
from clinicdesk.desk.papers import check_papers
from clinicdesk.desk.people import changed
from clinicdesk.desk.standing import asks_for_full_set, standing_of
from clinicdesk.desk.standing_plan import Standing
from clinicdesk.errors import NotAllowed
from clinicdesk.model.records import CourseRecord, StaffRecord, VisitRecord, VisitState
from clinicdesk.model.roles import Act
from clinicdesk.model.visit import Kind, Service

MOST_PLANS = 2
"""A course uses a primary plan and a second one at most."""

_OPEN = {VisitState.BOOKED, VisitState.ARRIVED}


@act(Act.OPEN_COURSE)
def open_course(
    work: Work, patient: str, service: Service, practitioner: str, coverages: Sequence[str] = ()
) -> CourseRecord:
    """Open a course. `practitioner` is a staff id; `coverages` are ids of the patient's plans, the primary first."""
    kept = work.kept_patient(patient)
    record = CourseRecord(
        id=work.store.new_id(),
        patient=kept.id,
        opened_on=work.today,
        service=service,
        practitioner=practitioner,
        coverages=tuple(coverages),
    )
    check_course(work, record)
    work.about(kept.id, course=record.id)
    return work.store.put(record)


@act(Act.CHANGE_COURSE)
def change_course(work: Work, record: CourseRecord) -> CourseRecord:
    """Keep a new state of a course. Conflict where somebody else changed it since `record.version`."""
    stored = course_of(work, record.patient, record.id)
    _check_open(stored)
    check_course(work, record, before=stored.coverages)
    work.about(stored.patient, course=record.id, changed=changed(stored, record))
    kept = replace(record, patient=stored.patient, opened_on=stored.opened_on, closed_on=stored.closed_on)
    return work.store.put(kept)


@act(Act.CLOSE_COURSE)
def close_course(work: Work, patient: str, course: str) -> CourseRecord:
    """End a course today. Visits that are still open are done or cancelled first."""
    stored = course_of(work, patient, course)
    _check_open(stored)
    if any(one.state in _OPEN for one in work.store.find(VisitRecord, course=course)):
        raise NotAllowed("This course still has visits to come. Finish or cancel them first, then close it.")
    work.about(stored.patient, course=course)
    return work.store.put(replace(stored, closed_on=work.today))


@act(Act.OPEN_VISIT)
def open_visit(work: Work, patient: str, course: str, day: date, time: str = "") -> VisitRecord:
    """Open a visit of a course: the full set of questions, or a return that builds on the last full one.

    A visit of the day's list that has no course yet is taken for it, so that nobody stands on the board twice.
    """
    stored = course_of(work, patient, course)
    _check_open(stored)
    check_time(time)
    facts = facts_of(work.store, stored, day, work.rules)
    full = asks_for_full_set(facts)
    visit = replace(
        visit_for(work, stored, day, time),
        course=course,
        kind=Kind.FULL if full else Kind.RETURN,
        full_on=None if full else facts.full_set_on,
    )
    work.about(visit.patient, visit.id, course=course, kind=visit.kind.value)
    return work.store.put(visit)


@act(Act.MOVE_VISIT)
def move_visit(work: Work, patient: str, visit: str, state: VisitState) -> VisitRecord:
    """Say where a visit stands now: arrived, done, cancelled, or booked again.

    NotAllowed for `done` while a paper is not signed that has to be, or anything stands in the way of treatment.
    """
    stored = visit_of(work, patient, visit)
    if stored.state is state:
        raise NotAllowed("The visit stands there already. Look at it anew; somebody else may have moved it.")
    if state is VisitState.DONE:
        check_papers(work, stored)
    work.about(stored.patient, visit, state=state.value, was=stored.state.value)
    return work.store.put(replace(stored, state=state))


@act(Act.VIEW_COURSE)
def standing(work: Work, course: str) -> tuple[Standing, ...]:
    """What of a course holds today and what is stale, part by part."""
    stored = work.store.get(CourseRecord, course)
    work.about(stored.patient, course=course)
    return standing_of(facts_of(work.store, stored, work.today, work.rules))


def visit_for(work: Work, course: CourseRecord, day: date, time: str) -> VisitRecord:
    """The open visit of that day without a course, at that time where one is told; else a new one."""
    everyone = one_patient(work.store, work.kept_patient(course.patient))
    there = work.store.find_any(VisitRecord, "patient", [one.id for one in everyone])
    listed = [one for one in there if one.day == day and not one.course and one.state in _OPEN]
    meant = next((one for one in listed if time in {"", one.time}), None)
    return meant or VisitRecord(id=work.store.new_id(), patient=course.patient, day=day, time=time)


def _check_open(course: CourseRecord) -> None:
    if course.closed_on:
        raise NotAllowed("This course is closed. Open a new one.")


def check_course(work: Work, course: CourseRecord, before: Sequence[str] = ()) -> None:
    """EntryRefused where a course cannot be kept so.

    A plan that has ended may stay with a course that had it `before`, but is not chosen anew.
    """
    check_service(course.service, work.today, work.rules)
    staff = next(iter(work.store.find(StaffRecord, id=course.practitioner)), None)
    if staff is None or not staff.active or staff.practitioner is None:
        raise refuse("practitioner", "choose somebody of the staff who treats: with a profession, and still active")
    if len(course.coverages) > MOST_PLANS or len(set(course.coverages)) < len(course.coverages):
        raise refuse("coverages", "a course uses a primary plan and at most one other")
    for one in course.coverages:
        if coverage_of(work, course.patient, one).ended and one not in before:
            raise refuse("coverages", "one of these plans has ended; choose a plan that the patient has now")
