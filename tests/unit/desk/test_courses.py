"""A course is opened, its visits come one after the other, and the desk sees what still holds."""

from dataclasses import replace
from datetime import date

import pytest

from clinicdesk.desk.composing import composed
from clinicdesk.desk.courses import change_course, close_course, move_visit, open_course, open_visit, standing
from clinicdesk.desk.day import Choice, book
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.people import merge, register
from clinicdesk.desk.plans import add_coverage, change_coverage, end_coverage, tell_benefits
from clinicdesk.desk.standing_plan import Hold, Part, Standing
from clinicdesk.errors import Conflict, EntryRefused, NotAllowed
from clinicdesk.model.coverage import Accumulators, Benefits, Coverage, PriorAuthorization, Referral
from clinicdesk.model.fees import Fee
from clinicdesk.model.people import Patient
from clinicdesk.model.records import (
    CLINIC,
    ClinicRecord,
    CourseRecord,
    CoverageRecord,
    StaffRecord,
    VisitRecord,
    VisitState,
)
from clinicdesk.model.screening import Outcome
from clinicdesk.model.visit import Kind, Service, Visit
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.kept import answered, estimated, issued, screened, signed, treated

TODAY = date(2026, 11, 23)
SERVICE = Service(code="20561", sessions=6, first_session=TODAY, diagnoses=("M79.18",))
PLAN = Coverage(payer="bcbsnc", in_network=True, member_id="YPP123")
TOLD = Benefits(
    accumulators=Accumulators(visits_remaining=3), coinsurance=2000, plan_year_ends=date(2026, 12, 31),
    as_of=TODAY, told_by="phone",
)  # fmt: skip


@pytest.fixture
def patient(desk: Desk) -> str:
    return register(desk, Patient(given_name="Ana", family_name="Nuñez", birth_date=date(1990, 5, 1))).id


@pytest.fixture
def other(desk: Desk) -> str:
    return register(desk, Patient(given_name="Ben", family_name="Adeyemi", birth_date=date(1971, 2, 3))).id


@pytest.fixture
def plan(desk: Desk, patient: str) -> CoverageRecord:
    kept = add_coverage(desk, patient, PLAN, 1)
    tell_benefits(desk, patient, kept.id, TOLD)
    return kept


@pytest.fixture
def course(desk: Desk, patient: str, plan: CoverageRecord) -> CourseRecord:
    return open_course(desk, patient, SERVICE, "staff-kim", [plan.id])


def as_visit(desk: Desk, course: CourseRecord, day: date) -> Visit:
    """The visit of a course as the chain takes it."""
    practitioner = desk.store.get(StaffRecord, course.practitioner).practitioner
    assert practitioner
    patient = desk.store.find(CourseRecord, id=course.id)[0].patient
    plans = [desk.store.get(CoverageRecord, one) for one in course.coverages]
    return Visit(
        day=day,
        clinic=desk.store.get(ClinicRecord, CLINIC).with_practitioner(practitioner),
        patient=Patient(given_name="Ana", family_name="Nuñez", birth_date=date(1990, 5, 1), id=patient),
        service=replace(course.service, first_session=day),
        coverage=tuple(composed(desk.store, one) for one in plans),
        fees={course.service.code: Fee(billed=9500, self_pay=8000)},
    )


def first_visit(desk: Desk, course: CourseRecord) -> VisitRecord:
    """A first visit with everything done, as it stands at its end."""
    today = desk.clock().date()
    visit = open_visit(desk, course.patient, course.id, today, "09:00")
    screened(desk, visit, Outcome.NO_FLAGS, {"pregnant": "no"})
    estimated(desk, visit, as_visit(desk, course, today))
    signed(desk, issued(desk, visit))
    return treated(desk, visit)


def parts(desk: Desk, course: CourseRecord) -> dict[Part, Standing]:
    return {one.part: one for one in standing(desk, course.id)}


def test_the_first_visit_asks_everything_and_the_next_builds_on_it(
    desk: Desk, course: CourseRecord, clock: SetClock
) -> None:
    first = first_visit(desk, course)
    assert (first.kind, first.full_on, first.course) == (Kind.FULL, None, course.id)
    clock.pass_by(days=7)
    second = open_visit(desk, course.patient, course.id, date(2026, 11, 30), "09:00")
    assert (second.kind, second.full_on) == (Kind.RETURN, TODAY)
    third = open_visit(desk, course.patient, course.id, date(2026, 12, 7))
    assert (third.kind, third.full_on) == (Kind.RETURN, TODAY)


def test_a_first_visit_that_was_never_screened_is_no_full_set(desk: Desk, course: CourseRecord) -> None:
    visit = open_visit(desk, course.patient, course.id, TODAY)
    answered(desk, visit, {"pregnant": "no"})
    assert open_visit(desk, course.patient, course.id, date(2026, 11, 30)).kind is Kind.FULL


@pytest.mark.parametrize(
    ("day", "kind"),
    [(date(2027, 11, 23), Kind.RETURN), (date(2027, 11, 24), Kind.FULL)],
    ids=["12 months", "a day more"],
)
def test_after_twelve_months_everything_is_asked_again(desk: Desk, patient: str, day: date, kind: Kind) -> None:
    course = open_course(desk, patient, replace(SERVICE, use_insurance=False), "staff-kim")
    first_visit(desk, course)
    assert open_visit(desk, patient, course.id, day).kind is kind


def test_a_new_plan_year_asks_everything_again_though_the_new_benefits_were_told(
    desk: Desk, course: CourseRecord, plan: CoverageRecord, clock: SetClock
) -> None:
    first_visit(desk, course)
    assert open_visit(desk, course.patient, course.id, date(2026, 12, 31)).kind is Kind.RETURN
    clock.pass_by(days=50)
    new = replace(TOLD, plan_year_ends=date(2027, 12, 31), as_of=date(2027, 1, 12))
    tell_benefits(desk, course.patient, plan.id, new)
    assert parts(desk, course)[Part.PLAN_YEAR].hold is Hold.STALE
    again = open_visit(desk, course.patient, course.id, date(2027, 1, 12))
    assert again.kind is Kind.FULL
    estimated(desk, again, as_visit(desk, course, date(2027, 1, 12)))
    assert parts(desk, course)[Part.PLAN_YEAR].until == date(2027, 12, 31)


def test_a_new_payer_asks_everything_again(desk: Desk, course: CourseRecord) -> None:
    first_visit(desk, course)
    new = add_coverage(desk, course.patient, replace(PLAN, payer="aetna"), 1)
    change_course(desk, replace(course, coverages=(new.id,)))
    assert parts(desk, course)[Part.PAYER].hold is Hold.STALE
    assert open_visit(desk, course.patient, course.id, date(2026, 11, 30)).kind is Kind.FULL


def test_used_up_visits_ask_everything_again(desk: Desk, course: CourseRecord) -> None:
    first_visit(desk, course)
    for day in (date(2026, 11, 30), date(2026, 12, 7)):
        visit = open_visit(desk, course.patient, course.id, day)
        assert visit.kind is Kind.RETURN
        treated(desk, visit)
    told = parts(desk, course)[Part.PLAN_VISITS]
    assert (told.hold, told.used, told.of, told.since) == (Hold.STALE, 3, 3, TODAY)
    assert open_visit(desk, course.patient, course.id, date(2026, 12, 14)).kind is Kind.FULL


def test_an_authorization_runs_out_by_its_day_or_by_its_visits(
    desk: Desk, course: CourseRecord, plan: CoverageRecord, clock: SetClock
) -> None:
    given = PriorAuthorization("A-77", visits=2, until=date(2026, 12, 10))
    plan = change_coverage(desk, replace(plan, plan=replace(PLAN, prior_authorization=given)))
    first_visit(desk, course)
    told = parts(desk, course)[Part.AUTHORIZATION]
    assert (told.hold, told.used, told.of, told.until) == (Hold.HOLDS, 1, 2, date(2026, 12, 10))
    clock.pass_by(days=18)
    assert parts(desk, course)[Part.AUTHORIZATION].hold is Hold.STALE
    longer = PriorAuthorization("A-77", visits=1, until=date(2027, 2, 1))
    plan = change_coverage(desk, replace(plan, plan=replace(PLAN, prior_authorization=longer)))
    assert parts(desk, course)[Part.AUTHORIZATION].hold is Hold.STALE
    new = replace(longer, number="B-12")
    change_coverage(desk, replace(plan, plan=replace(PLAN, prior_authorization=new)))
    told = parts(desk, course)[Part.AUTHORIZATION]
    assert (told.hold, told.used) == (Hold.HOLDS, 0)


def test_what_of_a_new_course_is_still_missing(desk: Desk, course: CourseRecord) -> None:
    told = parts(desk, course)
    assert {part for part, one in told.items() if one.hold is Hold.MISSING} == {
        Part.SCREENING, Part.ESTIMATE, Part.CONSENT,
    }  # fmt: skip
    assert told[Part.SESSIONS] == Standing(part=Part.SESSIONS, hold=Hold.HOLDS, used=0, of=6)
    assert Part.PAYER not in told
    assert Part.AUTHORIZATION not in told


def test_what_holds_after_the_first_visit_is_told_with_its_days(
    desk: Desk, course: CourseRecord, plan: CoverageRecord, clock: SetClock
) -> None:
    change_coverage(desk, replace(plan, plan=replace(PLAN, referral=Referral("Dr. Osei", date(2026, 11, 1)))))
    first_visit(desk, course)
    told = parts(desk, course)
    assert {one.hold for one in told.values()} == {Hold.HOLDS}
    assert (told[Part.SCREENING].since, told[Part.SCREENING].until) == (TODAY, date(2027, 11, 23))
    assert (told[Part.ESTIMATE].since, told[Part.ESTIMATE].until) == (TODAY, date(2027, 11, 23))
    assert (told[Part.CONSENT].since, told[Part.CONSENT].rulebook) == (TODAY, desk.rules.version)
    assert (told[Part.COVERAGE_CHECK].since, told[Part.COVERAGE_CHECK].until) == (TODAY, date(2027, 2, 21))
    assert told[Part.PLAN_YEAR].until == date(2026, 12, 31)
    assert told[Part.REFERRAL].since == date(2026, 11, 1)
    assert told[Part.SESSIONS].used == 1
    assert {one.coverage for one in told.values()} == {"", plan.id}
    clock.pass_by(days=91)
    stale = {part for part, one in parts(desk, course).items() if one.hold is Hold.STALE}
    assert stale == {Part.COVERAGE_CHECK, Part.PLAN_YEAR}
    clock.pass_by(days=300)
    stale = {part for part, one in parts(desk, course).items() if one.hold is Hold.STALE}
    assert stale == {Part.COVERAGE_CHECK, Part.PLAN_YEAR, Part.ESTIMATE, Part.SCREENING}


def test_a_consent_that_was_issued_anew_and_not_signed_is_missing(desk: Desk, course: CourseRecord) -> None:
    visit = first_visit(desk, course)
    issued(desk, visit)
    assert parts(desk, course)[Part.CONSENT].hold is Hold.MISSING


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"practitioner": "staff-ana"}, "practitioner"),
        ({"practitioner": "nobody"}, "practitioner"),
        ({"service": replace(SERVICE, code="97140")}, "code"),
        ({"service": replace(SERVICE, sessions=0)}, "sessions"),
    ],
)
def test_a_course_that_could_not_be_worked_out_is_refused(
    desk: Desk, patient: str, changes: dict[str, object], field: str
) -> None:
    told = {"service": SERVICE, "practitioner": "staff-kim"} | changes
    with pytest.raises(EntryRefused) as refused:
        open_course(desk, patient, **told)  # type: ignore[arg-type]
    assert field in {one.place for one in refused.value.problems}
    assert desk.store.count(CourseRecord) == 0


def test_a_course_takes_plans_that_the_patient_has_now(desk: Desk, patient: str, plan: CoverageRecord) -> None:
    with pytest.raises(EntryRefused, match="at most one other"):
        open_course(desk, patient, SERVICE, "staff-kim", [plan.id, plan.id])
    end_coverage(desk, patient, plan.id)
    with pytest.raises(EntryRefused, match="has ended"):
        open_course(desk, patient, SERVICE, "staff-kim", [plan.id])


def test_a_course_whose_plan_ended_can_still_be_changed(desk: Desk, course: CourseRecord, plan: CoverageRecord) -> None:
    end_coverage(desk, course.patient, plan.id)
    changed = change_course(desk, replace(course, service=replace(SERVICE, sessions=4)))
    assert (changed.version, changed.service.sessions) == (2, 4)
    with pytest.raises(Conflict) as conflict:
        change_course(desk, replace(course, service=replace(SERVICE, sessions=5)))
    assert "service.sessions" in conflict.value.fields


def test_a_course_closes_when_no_visit_is_open_and_takes_no_more(desk: Desk, course: CourseRecord) -> None:
    visit = open_visit(desk, course.patient, course.id, TODAY)
    with pytest.raises(NotAllowed, match="visits to come"):
        close_course(desk, course.patient, course.id)
    move_visit(desk, course.patient, visit.id, VisitState.CANCELLED)
    assert close_course(desk, course.patient, course.id).closed_on == TODAY
    for attempt in (
        lambda: open_visit(desk, course.patient, course.id, TODAY),
        lambda: close_course(desk, course.patient, course.id),
        lambda: change_course(desk, course),
    ):
        with pytest.raises(NotAllowed, match="closed"):
            attempt()


def test_a_visit_of_the_days_list_is_taken_for_the_course(desk: Desk, course: CourseRecord) -> None:
    (listed,) = book(desk, TODAY, [Choice("14:30", course.patient)])
    opened = open_visit(desk, course.patient, course.id, TODAY)
    assert (opened.id, opened.time, opened.course, opened.version) == (listed.id, "14:30", course.id, 2)
    assert open_visit(desk, course.patient, course.id, TODAY).id != listed.id


def test_a_visit_at_another_time_than_the_listed_one_is_another_visit(desk: Desk, course: CourseRecord) -> None:
    (listed,) = book(desk, TODAY, [Choice("14:30", course.patient)])
    assert open_visit(desk, course.patient, course.id, TODAY, "09:00").id != listed.id
    with pytest.raises(EntryRefused, match="four digits"):
        open_visit(desk, course.patient, course.id, TODAY, "9 am")


def test_a_visit_moves_on_and_is_not_moved_twice(desk: Desk, course: CourseRecord) -> None:
    visit = open_visit(desk, course.patient, course.id, TODAY)
    moved = move_visit(desk, course.patient, visit.id, VisitState.ARRIVED)
    assert [one.state for one in desk.store.history(VisitRecord, visit.id)] == ["booked", "arrived"]
    with pytest.raises(NotAllowed, match="stands there already"):
        move_visit(desk, course.patient, visit.id, moved.state)


def test_nothing_is_written_to_a_course_or_visit_of_another_patient(
    desk: Desk, course: CourseRecord, plan: CoverageRecord, other: str
) -> None:
    visit = open_visit(desk, course.patient, course.id, TODAY)
    for attempt in (
        lambda: open_course(desk, other, SERVICE, "staff-kim", [plan.id]),
        lambda: change_course(desk, replace(course, patient=other)),
        lambda: close_course(desk, other, course.id),
        lambda: open_visit(desk, other, course.id, TODAY),
        lambda: move_visit(desk, other, visit.id, VisitState.ARRIVED),
    ):
        with pytest.raises(NotAllowed, match="belongs to another patient"):
            attempt()
    assert desk.store.find(CourseRecord) == [course]
    assert desk.store.find(VisitRecord) == [visit]


def test_after_a_merging_the_course_goes_on_under_either_id(desk: Desk, course: CourseRecord, other: str) -> None:
    merge(desk, course.patient, other)
    visit = open_visit(desk, other, course.id, TODAY)
    assert visit.patient == course.patient
    assert move_visit(desk, course.patient, visit.id, VisitState.ARRIVED).state is VisitState.ARRIVED
