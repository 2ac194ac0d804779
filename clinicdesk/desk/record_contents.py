"""Everything that is kept about one patient, gathered for a copy of the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from clinicdesk.desk.clock import day_of, instant, moment
from clinicdesk.desk.desk import Work
from clinicdesk.desk.guards import one_patient
from clinicdesk.desk.patient_view import trail_of
from clinicdesk.exchange.record_file import ending_of
from clinicdesk.exchange.record_index import Index
from clinicdesk.model.record import Made, R, Record, Versioned
from clinicdesk.model.records import (
    CLINIC,
    AnswerRecord,
    BenefitsRecord,
    ClinicRecord,
    CourseRecord,
    CoverageRecord,
    DecisionRecord,
    DeterminationRecord,
    DocumentRecord,
    EstimateRecord,
    FileRecord,
    HandOverRecord,
    PatientRecord,
    PhoneCheckRecord,
    ScreeningRecord,
    SheetRecord,
    SignatureRecord,
    StaffRecord,
    VisitRecord,
)
from clinicdesk.model.trail import TrailRow
from clinicdesk.store.kept import TABLES
from clinicdesk.store.protocol import Store

OF_A_PATIENT: tuple[type[Record], ...] = (
    CoverageRecord,
    BenefitsRecord,
    PhoneCheckRecord,
    CourseRecord,
    VisitRecord,
    AnswerRecord,
    ScreeningRecord,
    DecisionRecord,
    DeterminationRecord,
    EstimateRecord,
    DocumentRecord,
    SignatureRecord,
    HandOverRecord,
    FileRecord,
)
"""Every kind of record that says whose it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A patient's records by their kind, each kind in the order of its making, and what explains them.

    `patient` is the kept record, `made` the instant of the copy, `staff` names by id, `sheets` the bytes of the papers'
    sheets by id; `rows` are the trail's.
    """

    patient: PatientRecord
    made: datetime
    clinic: str
    records: Mapping[type[Record], Sequence[Record]]
    rows: Sequence[TrailRow]
    staff: Mapping[str, str]
    sheets: Mapping[str, bytes]

    @property
    def papers(self) -> dict[str, DocumentRecord]:
        """The issued papers by their names in the archive, which nothing that was typed goes into."""
        return {f"papers/{number:04d}.pdf": one for number, one in enumerate(self.of(DocumentRecord), 1)}

    @property
    def files(self) -> dict[str, FileRecord]:
        """The files that were added, by their names in the archive."""
        found = enumerate(self.of(FileRecord), 1)
        return {f"files/{number:04d}.{ending_of(one.content)}": one for number, one in found}

    def of(self, kind: type[R]) -> list[R]:
        """The records of one kind."""
        return [one for one in self.records[kind] if isinstance(one, kind)]


def contents_of(work: Work, patient: PatientRecord) -> Contents:
    """What is kept under every record that is this patient."""
    everyone = one_patient(work.store, patient)
    ids = [one.id for one in everyone]
    records: dict[type[Record], Sequence[Record]] = {PatientRecord: everyone}
    records |= {kind: work.store.find_any(kind, "patient", ids) for kind in OF_A_PATIENT}
    sheets = {one.sheet for one in records[DocumentRecord] if isinstance(one, DocumentRecord)}
    rows = trail_of(work, ids)
    named = {one.by for found in records.values() for one in found if isinstance(one, Made)}
    named |= {row.entry.by for row in rows}
    return Contents(
        patient=patient,
        made=work.now,
        clinic=work.store.get(ClinicRecord, CLINIC).name,
        records=records,
        rows=rows,
        staff={one.id: one.name for one in work.store.find(StaffRecord) if one.id in named},
        sheets={one.id: one.pdf for one in work.store.find_any(SheetRecord, "id", sheets)},
    )


def as_told(contents: Contents, store: Store) -> dict[str, Any]:
    """The record as `exchange.record_file` tells it."""
    names = {one.id: name for name, one in (contents.papers | contents.files).items()}
    return {
        "patient": contents.patient.id,
        "made": instant(contents.made),
        "clinic": contents.clinic,
        "staff": contents.staff,
        "records": {
            TABLES[kind]: [_told(store, one, names) for one in found] for kind, found in contents.records.items()
        },
        "trail": [{"number": row.number} | _fields(row.entry) for row in contents.rows],
    }


def as_listed(contents: Contents) -> Index:
    """The record as its first page lists it."""
    return Index(
        clinic=contents.clinic,
        patient=contents.patient.person,
        made=day_of(contents.made),
        plans=[(one.plan.payer_name or one.plan.payer, one.plan.member_id) for one in contents.of(CoverageRecord)],
        visits=[(one.day, one.time) for one in contents.of(VisitRecord)],
        papers=[(name, day_of(moment(one.at)), one.label) for name, one in contents.papers.items()],
        files=[(name, day_of(moment(one.at)), one.name) for name, one in contents.files.items()],
        looked=[(row.entry.at, contents.staff.get(row.entry.by, ""), row.entry.act) for row in contents.rows],
    )


def _told(store: Store, record: Record, names: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a record, with its earlier states where it may change, and a file's name in place of bytes."""
    told = {name: value for name, value in _fields(record).items() if not isinstance(value, bytes)}
    if record.id in names:
        told["file"] = names[record.id]
    if isinstance(record, Versioned):
        told["earlier"] = store.history(type(record), record.id)[:-1]
    return told


def _fields(one: Any) -> dict[str, Any]:
    return {field.name: getattr(one, field.name) for field in fields(one)}
