"""Everything about one patient as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from clinicdesk.desk.composing import Plan, plan_of
from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.guards import one_patient
from clinicdesk.desk.people import signs_alone_from
from clinicdesk.model.records import (
    CLINIC,
    BenefitsRecord,
    ClinicRecord,
    CourseRecord,
    CoverageRecord,
    DocumentRecord,
    PatientRecord,
    PhoneCheckRecord,
    SignatureRecord,
    StaffRecord,
    VisitRecord,
)
from clinicdesk.model.roles import Act
from clinicdesk.model.trail import TrailRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientView:
    """A patient with what was kept under every record that is this patient, in the order of the making.

    `merged` has the records that were merged into `record`; `states` every state of `record`, the present one last.
    `benefits` and `checks` are all that was learned of the plans, the latest last. `looked` has the trail's rows of the
    patient, the newest first. `staff` has the names of all who ever worked here by their ids, `treating` those who may
    be chosen for a course; `signs_from` is the age in years from which a patient signs alone, `currency` the clinic's.
    """

    record: PatientRecord
    merged: tuple[PatientRecord, ...]
    states: tuple[PatientRecord, ...]
    plans: tuple[Plan, ...]
    benefits: tuple[BenefitsRecord, ...]
    checks: tuple[PhoneCheckRecord, ...]
    courses: tuple[CourseRecord, ...]
    visits: tuple[VisitRecord, ...]
    documents: tuple[DocumentRecord, ...]
    signatures: tuple[SignatureRecord, ...]
    looked: tuple[TrailRow, ...]
    staff: Mapping[str, str]
    treating: tuple[StaffRecord, ...]
    signs_from: int
    currency: str


@act(Act.VIEW_PATIENT)
def view(work: Work, patient: str) -> PatientView:
    """The patient whom an id stands for. NotKept where there is none."""
    record = work.kept_patient(patient)
    work.about(record.id)
    store, everyone = work.store, one_patient(work.store, record)
    ids = [one.id for one in everyone]
    staff = store.find(StaffRecord)
    return PatientView(
        record=record,
        merged=everyone[1:],
        states=tuple(store.history(PatientRecord, record.id)),
        plans=tuple(plan_of(store, one) for one in store.find_any(CoverageRecord, "patient", ids)),
        benefits=tuple(store.find_any(BenefitsRecord, "patient", ids)),
        checks=tuple(store.find_any(PhoneCheckRecord, "patient", ids)),
        courses=tuple(store.find_any(CourseRecord, "patient", ids)),
        visits=tuple(store.find_any(VisitRecord, "patient", ids)),
        documents=tuple(store.find_any(DocumentRecord, "patient", ids)),
        signatures=tuple(store.find_any(SignatureRecord, "patient", ids)),
        looked=tuple(trail_of(work, ids)),
        staff={one.id: one.name for one in staff},
        treating=tuple(replace(one, pin="") for one in staff if one.active and one.practitioner),
        signs_from=signs_alone_from(work.desk),
        currency=store.get(ClinicRecord, CLINIC).currency,
    )


def trail_of(work: Work, ids: list[str]) -> list[TrailRow]:
    """The trail's rows about any of these records, the newest first."""
    rows = [row for one in ids for row in work.store.trail(patient=one)]
    return sorted(rows, key=lambda row: -row.number)
