"""Somebody new, somebody who stands at the desk now, a new course with its first visit."""

from dataclasses import replace
from datetime import date

import pytest

from clinicdesk.desk.beginning import TodayAlready, add_plan, begin_visit, register_and_begin, start_course
from clinicdesk.desk.courses import close_course, open_course, open_visit
from clinicdesk.desk.day import Choice, book
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.people import register
from clinicdesk.errors import EntryRefused, NotAllowed
from clinicdesk.model.people import Patient
from clinicdesk.model.records import CourseRecord, CoverageRecord, PatientRecord, VisitRecord, VisitState
from clinicdesk.model.roles import Act
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.visits import ACME, ANA, MONDAY, SERVICE

KIM = "staff-kim"


def acts(desk: Desk) -> list[str]:
    return [row.entry.act for row in desk.store.trail()]


def test_somebody_new_stands_at_the_desk_with_a_visit_and_no_course_yet(desk: Desk) -> None:
    visit = register_and_begin(desk, ANA)
    assert (visit.day, visit.course, visit.state) == (MONDAY, "", VisitState.ARRIVED)
    assert desk.store.get(PatientRecord, visit.patient).family_name == "Núñez"
    assert acts(desk) == [Act.REGISTER, Act.VIEW_PATIENT, Act.OPEN_VISIT, Act.MOVE_VISIT]


def test_who_cannot_be_registered_gets_no_visit_either(desk: Desk) -> None:
    with pytest.raises(EntryRefused):
        register_and_begin(desk, replace(ANA, birth_date=date(2027, 1, 1)))
    assert desk.store.count(PatientRecord) == desk.store.count(VisitRecord) == 0


def test_a_visit_of_the_days_list_is_the_one_that_begins_and_a_second_press_makes_no_other(desk: Desk) -> None:
    patient = register(desk, ANA).id
    (listed,) = book(desk, MONDAY, [Choice("10:30", patient)])
    visit = begin_visit(desk, patient)
    assert (visit.id, visit.time, visit.state) == (listed.id, "10:30", VisitState.ARRIVED)
    assert begin_visit(desk, patient) == visit
    assert desk.store.count(VisitRecord) == 1


def test_a_visit_belongs_to_the_one_open_course(desk: Desk, clock: SetClock) -> None:
    patient = register(desk, ANA).id
    first = start_course(desk, patient, SERVICE, KIM, (), day=MONDAY)
    clock.pass_by(days=7)
    again = begin_visit(desk, patient)
    assert (again.course, again.day, again.state) == (first.course, date(2026, 11, 30), VisitState.ARRIVED)
    assert again.id != first.id


def test_of_several_open_courses_one_has_to_be_named(desk: Desk) -> None:
    patient = register(desk, ANA).id
    one, other = (open_course(desk, patient, SERVICE, KIM) for _ in range(2))
    with pytest.raises(NotAllowed, match="several open courses"):
        begin_visit(desk, patient)
    visit = begin_visit(desk, patient, other.id)
    assert visit.course == other.id
    assert begin_visit(desk, patient, one.id).course == one.id
    close = open_course(desk, patient, SERVICE, KIM)
    close_course(desk, patient, close.id)
    with pytest.raises(NotAllowed, match="closed"):
        begin_visit(desk, patient, close.id)


def test_what_is_over_today_does_not_begin_again(desk: Desk) -> None:
    patient = register(desk, ANA).id
    course = open_course(desk, patient, SERVICE, KIM)
    over = open_visit(desk, patient, course.id, MONDAY)
    desk.store.put(replace(over, state=VisitState.CANCELLED))
    assert begin_visit(desk, patient).id != over.id


def test_another_visit_on_one_day_is_asked_for_first(desk: Desk) -> None:
    patient = register(desk, ANA).id
    course = open_course(desk, patient, SERVICE, KIM)
    over = open_visit(desk, patient, course.id, MONDAY)
    desk.store.put(replace(over, state=VisitState.DONE))
    with pytest.raises(TodayAlready):
        begin_visit(desk, patient)
    assert desk.store.count(VisitRecord) == 1
    another = begin_visit(desk, patient, again=True)
    assert (another.id != over.id, another.state) == (True, VisitState.ARRIVED)
    assert begin_visit(desk, patient) == another


def test_a_course_and_its_first_visit_are_kept_together_or_not_at_all(desk: Desk) -> None:
    patient = register(desk, ANA).id
    (listed,) = book(desk, MONDAY, [Choice("10:30", patient)])
    with pytest.raises(EntryRefused, match="time"):
        start_course(desk, patient, SERVICE, KIM, (), day=MONDAY, time="half past")
    assert desk.store.count(CourseRecord) == 0
    visit = start_course(desk, patient, SERVICE, KIM, (), day=MONDAY)
    assert visit.id == listed.id
    assert desk.store.get(CourseRecord, visit.course).service == SERVICE


def test_a_plan_that_is_added_at_a_course_is_used_by_it(desk: Desk) -> None:
    patient = register(desk, ANA).id
    course = open_course(desk, patient, SERVICE, KIM)
    second = add_plan(desk, patient, replace(ACME, member_id="B2"), 2, course)
    course = desk.store.get(CourseRecord, course.id)
    assert course.coverages == (second.id,)
    first = add_plan(desk, patient, ACME, 1, course)
    assert desk.store.get(CourseRecord, course.id).coverages == (first.id, second.id)


def test_the_second_plan_stands_behind_the_first_and_a_new_first_takes_the_place_of_the_old(desk: Desk) -> None:
    patient = register(desk, ANA).id
    first = add_plan(desk, patient, ACME, 1, None)
    course = open_course(desk, patient, SERVICE, KIM, [first.id])
    second = add_plan(desk, patient, ACME, 2, course)
    course = desk.store.get(CourseRecord, course.id)
    assert course.coverages == (first.id, second.id)
    new = add_plan(desk, patient, ACME, 1, course)
    assert desk.store.get(CourseRecord, course.id).coverages == (new.id, second.id)


def test_a_plan_that_is_refused_changes_no_course(desk: Desk) -> None:
    patient = register(desk, ANA).id
    course = open_course(desk, patient, SERVICE, KIM)
    with pytest.raises(EntryRefused):
        add_plan(desk, patient, replace(ACME, payer="nobody"), 1, course)
    assert desk.store.get(CourseRecord, course.id) == course
    assert desk.store.count(CoverageRecord) == 0


def test_another_patients_course_is_refused(desk: Desk) -> None:
    patient = register(desk, ANA).id
    other = register(desk, Patient(given_name="Ben", family_name="Adeyemi", birth_date=None)).id
    course = open_course(desk, other, SERVICE, KIM)
    with pytest.raises(NotAllowed, match="another patient"):
        begin_visit(desk, patient, course.id)
    assert desk.store.count(VisitRecord) == 0
