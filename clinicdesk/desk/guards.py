"""Who is who: the records that are one patient, and the refusal of a write whose patient is another one."""

from clinicdesk.desk.desk import Work
from clinicdesk.errors import NotAllowed
from clinicdesk.model.records import CourseRecord, CoverageRecord, PatientRecord, VisitRecord
from clinicdesk.store.protocol import Store


def one_patient(store: Store, kept: PatientRecord) -> tuple[PatientRecord, ...]:
    """The kept record first, then every record that was merged into it, also by way of another."""
    found = [kept]
    for one in found:
        found += store.find(PatientRecord, merged_into=one.id)
    return tuple(found)


def check_patient(work: Work, patient: str, owner: str) -> PatientRecord:
    """The kept record of `patient`. NotAllowed where `owner`, whom a visit, course or plan belongs to, is another."""
    shown = work.kept_patient(patient)
    if work.kept_patient(owner).id != shown.id:
        raise NotAllowed("This belongs to another patient than the one that is shown. Nothing was saved; open it anew.")
    return shown


def visit_of(work: Work, patient: str, visit: str) -> VisitRecord:
    """A visit of this patient's. NotAllowed where it is another's."""
    record = work.store.get(VisitRecord, visit)
    check_patient(work, patient, record.patient)
    return record


def course_of(work: Work, patient: str, course: str) -> CourseRecord:
    """A course of this patient's. NotAllowed where it is another's."""
    record = work.store.get(CourseRecord, course)
    check_patient(work, patient, record.patient)
    return record


def coverage_of(work: Work, patient: str, coverage: str) -> CoverageRecord:
    """A coverage of this patient's. NotAllowed where it is another's."""
    record = work.store.get(CoverageRecord, coverage)
    check_patient(work, patient, record.patient)
    return record
