"""By when the Good Faith Estimates of many visits are due, in a fixed number of questions to the store."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from clinicdesk.desk.board import kept_patients
from clinicdesk.desk.chain import codes_of
from clinicdesk.desk.composing import composed_all
from clinicdesk.desk.desk import Work
from clinicdesk.engine import visit as engine
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.fees import Fee
from clinicdesk.model.records import (
    CLINIC,
    ClinicRecord,
    CourseRecord,
    DocumentRecord,
    HandOverRecord,
    PatientRecord,
    StaffRecord,
    VisitRecord,
)
from clinicdesk.model.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateDue:
    """A Good Faith Estimate that was not handed over yet: for a patient's visit (the kept record), by the day `due`."""

    visit: VisitRecord
    patient: PatientRecord
    due: date


def deadlines(work: Work, visits: Sequence[VisitRecord]) -> list[EstimateDue]:
    """The deadline of each course among the visits that owes an estimate, told at the first of its visits."""
    firsts = _first_of_each_course(visits)
    given = _given(work, firsts)
    open_ones = {course: visit for course, visit in firsts.items() if course not in given}
    patients = kept_patients(work, [one.patient for one in open_ones.values()])
    found = []
    for visit, told in _visits(work, open_ones, patients):
        notices = {one.kind: one.due for one in engine.work(told, work.rules).notices}
        day = notices.get(NoticeKind.GOOD_FAITH_ESTIMATE)
        if day:
            found.append(EstimateDue(visit=visit, patient=patients[visit.patient], due=day))
    return found


def _first_of_each_course(visits: Iterable[VisitRecord]) -> dict[str, VisitRecord]:
    in_order = sorted(visits, key=lambda one: (one.day, one.time, one.id))
    return {one.course: one for one in reversed(in_order) if one.course}


def _given(work: Work, courses: Iterable[str]) -> set[str]:
    """The courses of which an estimate was handed over, also one without a place to sign."""
    course_of = {one.id: one.course for one in work.store.find_any(VisitRecord, "course", list(courses))}
    papers = work.store.find_any(DocumentRecord, "visit", list(course_of))
    estimates = {one.id: course_of[one.visit] for one in papers if one.kind == NoticeKind.GOOD_FAITH_ESTIMATE}
    given = work.store.find_any(HandOverRecord, "document", list(estimates))
    return {estimates[one.document] for one in given}


def _visits(
    work: Work, visits: dict[str, VisitRecord], patients: dict[str, PatientRecord]
) -> Iterator[tuple[VisitRecord, Visit]]:
    """Each visit as far as a deadline hangs on it: unanswered and free. Where nobody treats there is none."""
    clinic = next(iter(work.store.find(ClinicRecord, id=CLINIC)), None)
    staff = {one.id: one.practitioner for one in work.store.find(StaffRecord)}
    courses = work.store.find_any(CourseRecord, "id", list(visits))
    plans = composed_all(work.store, {one for course in courses for one in course.coverages})
    for course in courses:
        visit, practitioner = visits[course.id], staff.get(course.practitioner)
        if clinic and practitioner:
            yield (
                visit,
                Visit(
                    day=visit.day,
                    clinic=clinic.with_practitioner(practitioner),
                    patient=patients[visit.patient].person,
                    service=course.service,
                    coverage=tuple(plans[one] for one in course.coverages),
                    fees=dict.fromkeys(codes_of(course.service), Fee(billed=0, self_pay=0)),
                ),
            )
