"""Everything about one patient as one value."""

from dataclasses import dataclass

from clinicdesk.desk.composing import Plan, plan_of
from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.guards import one_patient
from clinicdesk.model.records import CourseRecord, CoverageRecord, DocumentRecord, PatientRecord, VisitRecord
from clinicdesk.model.roles import Act
from clinicdesk.model.trail import TrailRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientView:
    """A patient with what was kept under every record that is this patient, in the order of the making.

    `merged` has the records that were merged into `record`; `states` every state of `record`, the present one last;
    `looked` has the trail's rows of the patient, the newest first.
    """

    record: PatientRecord
    merged: tuple[PatientRecord, ...]
    states: tuple[PatientRecord, ...]
    plans: tuple[Plan, ...]
    courses: tuple[CourseRecord, ...]
    visits: tuple[VisitRecord, ...]
    documents: tuple[DocumentRecord, ...]
    looked: tuple[TrailRow, ...]


@act(Act.VIEW_PATIENT)
def view(work: Work, patient: str) -> PatientView:
    """The patient whom an id stands for. NotKept where there is none."""
    record = work.kept_patient(patient)
    work.about(record.id)
    everyone = one_patient(work.store, record)
    ids = [one.id for one in everyone]
    return PatientView(
        record=record,
        merged=everyone[1:],
        states=tuple(work.store.history(PatientRecord, record.id)),
        plans=tuple(plan_of(work.store, one) for one in work.store.find_any(CoverageRecord, "patient", ids)),
        courses=tuple(work.store.find_any(CourseRecord, "patient", ids)),
        visits=tuple(work.store.find_any(VisitRecord, "patient", ids)),
        documents=tuple(work.store.find_any(DocumentRecord, "patient", ids)),
        looked=tuple(trail_of(work, ids)),
    )


def trail_of(work: Work, ids: list[str]) -> list[TrailRow]:
    """The trail's rows about any of these records, the newest first."""
    rows = [row for one in ids for row in work.store.trail(patient=one)]
    return sorted(rows, key=lambda row: -row.number)
