"""Visit files at the desk: a visit goes out as one, and one that comes from elsewhere is looked at and read in."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from clinicdesk.desk.chain import visit_of as gathered
from clinicdesk.desk.chain import written
from clinicdesk.desk.desk import Desk, Work, act
from clinicdesk.desk.files import keep_file
from clinicdesk.desk.guards import visit_of
from clinicdesk.desk.visit_import import differs, keep_patient, keep_plans, keep_visit, visit_in
from clinicdesk.exchange.whole_file import write_whole
from clinicdesk.model.records import VisitRecord
from clinicdesk.model.roles import Act
from clinicdesk.model.visit import Kind, Visit
from clinicdesk.words import Words, read_words


@dataclass(frozen=True, slots=True)
class Imported:
    """The visit that came of a file, and what of the file was not taken, a sentence each."""

    visit: VisitRecord
    left_out: tuple[str, ...]


@act(Act.EXPORT_VISIT)
def export_visit(work: Work, patient: str, visit: str) -> bytes:
    """The visit as a visit file. NotReady names what is lacking, VisitRefused what no visit file may have."""
    record = visit_of(work, patient, visit)
    text = written(gathered(work, record), work.rules)
    work.about(record.patient, record.id, sha256=sha256(text).hexdigest(), bytes=len(text))
    return text


def save_visit(desk: Desk, patient: str, visit: str, target: Path) -> None:
    """Write the visit as a visit file, whole or not at all. It raises what `export_visit` does.

    ClinicdeskError where the place cannot be written to.
    """
    with desk.store.transaction():
        write_whole({target: export_visit(desk, patient, visit)})


@act(Act.IMPORT_VISIT)
def read_file(work: Work, data: bytes) -> Visit:
    """The visit of a file, to be looked through; nothing is kept.

    VisitRefused names every problem, also what lies after today; NotAllowed for amounts in another currency.
    """
    told = visit_in(work, data)
    work.about(step="read", bytes=len(data))
    return told


@act(Act.IMPORT_VISIT)
def import_visit(work: Work, data: bytes, patient: str | None, practitioner: str) -> Imported:
    """Keep what a file says: of a patient who is known here, or of a new one (None). All of it, or nothing.

    Plans with what was learned of them, a new course with the staff member who treats, the visit on its day with its
    answers, not finished yet; and the file as it came. It raises what `read_file` does; NotAllowed where the patient
    was born on another day or the file was read in before; EntryRefused for what cannot be kept.
    """
    told = visit_in(work, data)
    kept = keep_patient(work, told.patient, patient, data)
    plans = keep_plans(work, kept, told.coverage)
    visit = keep_visit(work, told, kept, plans.records, practitioner)
    words = read_words(work.rules.language)
    name, purpose = words.say("visit_file.name"), words.say("visit_file.purpose")
    keep_file(work, kept.id, name, purpose, data)
    left_out = _left_out(told, words, older=plans.older, differs=patient is not None and differs(told.patient, kept))
    work.about(step="keep", new=patient is None)
    return Imported(visit, tuple(left_out))


def _left_out(told: Visit, words: Words, *, older: bool, differs: bool) -> Iterator[str]:
    yield words.say("visit_file.left_out.clinic")
    if told.fees:
        yield words.say("visit_file.left_out.fees")
    if told.clinician_decision:
        yield words.say("visit_file.left_out.decision")
    if told.screening.kind is Kind.RETURN:
        yield words.say("visit_file.left_out.earlier_set")
    if differs:
        yield words.say("visit_file.left_out.patient")
    if older:
        yield words.say("visit_file.left_out.older")
