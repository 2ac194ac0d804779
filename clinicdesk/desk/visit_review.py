"""A visit file before it is taken: what it says, who may be meant, and who treats here."""

from dataclasses import dataclass
from pathlib import Path

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.files import read_scan
from clinicdesk.desk.people import likely_duplicates
from clinicdesk.desk.settings import view_settings
from clinicdesk.desk.visit_files import read_file
from clinicdesk.model.records import PatientRecord, StaffRecord
from clinicdesk.model.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A file's bytes and what they say. `meant` are the patients who may be meant, `treating` those who treat here."""

    data: bytes
    visit: Visit
    meant: tuple[PatientRecord, ...]
    treating: tuple[StaffRecord, ...]


def look_through(desk: Desk, place: Path, patient: PatientRecord | None = None) -> Review:
    """Read a visit file for a patient, or for whoever it is about; nothing is kept.

    It raises what `read_file` does, and ClinicdeskError where the file cannot be read.
    """
    data = read_scan(place)
    visit = read_file(desk, data)
    meant = (patient,) if patient else tuple(one.patient for one in likely_duplicates(desk, visit.patient))
    staff = (one for one in view_settings(desk).staff if one.practitioner)
    return Review(data=data, visit=visit, meant=meant, treating=tuple(staff))
