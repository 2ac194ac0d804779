"""The parts of a visit file as records of this clinic: patient, plans, course, visit and answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from clinicdesk.desk.courses import check_course, visit_for
from clinicdesk.desk.desk import Work
from clinicdesk.desk.guards import one_patient
from clinicdesk.desk.people import add_patient
from clinicdesk.errors import NotAllowed
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.exchange.visit_writer import visit_text
from clinicdesk.model.coverage import Benefits, Coverage
from clinicdesk.model.people import Patient
from clinicdesk.model.questionnaire import CHANGED_ITEM
from clinicdesk.model.records import (
    CLINIC,
    AnswerRecord,
    BenefitsRecord,
    ClinicRecord,
    CourseRecord,
    CoverageRecord,
    FileRecord,
    PatientRecord,
    PhoneCheckRecord,
    VisitRecord,
)
from clinicdesk.model.visit import Kind, Visit
from clinicdesk.words import said

_SAID = ("given_name", "family_name", "birth_date", "phone", "email", "address", "guardian", "representative")


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans of a file as they are kept, the primary first; `older` says that something learned was too old."""

    records: tuple[CoverageRecord, ...]
    older: bool


def visit_in(work: Work, data: bytes) -> Visit:
    """The visit of a file, as it can be kept here today.

    VisitRefused names every problem, also what lies after today; NotAllowed for amounts in another currency.
    """
    told = read_visit(data, work.rules)
    if told.day > work.today:
        read_visit(visit_text(replace(told, day=work.today, clinician_decision=None)), work.rules)
    ours = work.store.get(ClinicRecord, CLINIC).currency
    if told.clinic.currency != ours:
        raise NotAllowed(
            said(
                "The amounts in this file are in {currency}, and this clinic reckons in {ours}.",
                currency=told.clinic.currency,
                ours=ours,
            )
        )
    return told


def keep_patient(work: Work, told: Patient, patient: str | None, data: bytes) -> PatientRecord:
    """The patient that a file is read in for: the one that was chosen, else a new one.

    NotAllowed where the chosen one was born on another day, or this very file was read in for them before.
    EntryRefused where the file's patient cannot be kept.
    """
    if patient is None:
        return add_patient(work, told)
    kept = work.kept_patient(patient)
    if told.birth_date and kept.birth_date and told.birth_date != kept.birth_date:
        raise NotAllowed(
            "The file is about somebody who was born on another day. Choose another patient, or a new one."
        )
    digest = sha256(data).hexdigest()
    if any(work.store.count(FileRecord, patient=one.id, sha256=digest) for one in one_patient(work.store, kept)):
        raise NotAllowed("This very file was read in for this patient already. Open the visit that came of it.")
    return kept


def keep_plans(work: Work, patient: PatientRecord, plans: Sequence[Coverage]) -> Plans:
    """Keep the plans of a file, each with what was learned of it. One that is there to the letter is used again."""
    everyone = [one.id for one in one_patient(work.store, patient)]
    there = [one for one in work.store.find_any(CoverageRecord, "patient", everyone) if not one.ended]
    records, older = [], False
    for rank, plan in enumerate(plans, 1):
        bare = replace(plan, benefits=Benefits(), phone_check=None)
        free = (one for one in there if one.plan == bare and one not in records)
        new = CoverageRecord(id=work.store.new_id(), patient=patient.id, rank=rank, plan=bare)
        records.append(next(free, None) or work.store.put(new))
        older |= not all([_keep_benefits(work, records[-1], plan), _keep_check(work, records[-1], plan)])
    return Plans(tuple(records), older)


def keep_visit(
    work: Work, told: Visit, patient: PatientRecord, plans: Sequence[CoverageRecord], practitioner: str
) -> VisitRecord:
    """Keep a new course and its visit with its answers, to be finished here. EntryRefused as `open_course`.

    A return is asked the full set, as none of its course is kept here.
    """
    course = CourseRecord(
        id=work.store.new_id(),
        patient=patient.id,
        opened_on=min(work.today, told.day),
        service=told.service,
        practitioner=practitioner,
        coverages=tuple(one.id for one in plans),
    )
    check_course(work, course)
    work.store.put(course)
    listed = visit_for(work, course, told.day, "")
    visit = work.store.put(replace(listed, course=course.id, kind=Kind.FULL, full_on=None))
    answers = {item: given for item, given in told.answers.items() if item != CHANGED_ITEM}
    for item, given in answers.items():
        work.store.append(AnswerRecord(**work.made(), patient=visit.patient, visit=visit.id, item=item, answer=given))
    work.about(patient.id, visit.id, course=course.id, plans=len(plans), answers=len(answers))
    return visit


def differs(told: Patient, kept: PatientRecord) -> bool:
    """Whether a file says anything of a patient that is not what is kept; what it leaves out is no difference."""
    return any((value := getattr(told, name)) and value != getattr(kept, name) for name in _SAID)


def _keep_benefits(work: Work, record: CoverageRecord, plan: Coverage) -> bool:
    """Keep what a file says of benefits; false where that is older than what is kept."""
    last = work.store.latest(BenefitsRecord, coverage=record.id)
    if plan.benefits == (last.benefits if last else Benefits()):
        return True
    if last and _is_older(plan.benefits.as_of, last.benefits.as_of):
        return plan.benefits == Benefits()
    if plan.benefits != Benefits():
        told = BenefitsRecord(**work.made(), patient=record.patient, coverage=record.id, benefits=plan.benefits)
        work.store.append(told)
    return True


def _keep_check(work: Work, record: CoverageRecord, plan: Coverage) -> bool:
    """Keep a call to the payer; false where that is older than the one that is kept."""
    last = work.store.latest(PhoneCheckRecord, coverage=record.id)
    if plan.phone_check is None or (last and last.check == plan.phone_check):
        return True
    if last and plan.phone_check.on < last.check.on:
        return False
    told = PhoneCheckRecord(**work.made(), patient=record.patient, coverage=record.id, check=plan.phone_check)
    work.store.append(told)
    return True


def _is_older(as_of: date | None, kept: date | None) -> bool:
    """Whether what is told is older; where it has no day and the other one does, nobody can say that it is newer."""
    return kept is not None and (as_of is None or as_of < kept)
