"""Files that are added to a patient's record as they came, and looked at again."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.entry import refuse
from clinicdesk.desk.guards import check_patient, one_patient
from clinicdesk.desk.typed import typed
from clinicdesk.errors import ClinicdeskError, EntryRefused
from clinicdesk.model.records import DocumentRecord, FileRecord, StaffRecord
from clinicdesk.model.roles import Act
from clinicdesk.words import said

MOST_BYTES = 20 << 20
_STARTS = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_LONGEST_NAME = 200


class ContentChanged(ClinicdeskError):
    """What is kept of a paper or a file is not what was kept once: its sha256 is another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """A file as a list names it: `by` whom it was added (a name), `at` which instant (UTC), how many bytes it has."""

    id: str
    name: str
    purpose: str
    by: str
    at: str
    size: int


def read_scan(path: Path) -> bytes:
    """The bytes of a file outside; ClinicdeskError where it is none or unreadable, EntryRefused where too large."""
    try:
        there = path.stat()
        if not S_ISREG(there.st_mode):
            raise ClinicdeskError("That is a folder or a device, and no file. Choose another one.")
        if there.st_size > MOST_BYTES:
            raise _too_large()
        return path.read_bytes()
    except OSError as error:
        raise ClinicdeskError(
            said("The file cannot be read ({why}). Choose another one.", why=error.strerror)
        ) from error


@act(Act.VIEW_PATIENT)
def files_of(work: Work, patient: str) -> tuple[FileLine, ...]:
    """The files of a patient, the newest first."""
    kept = work.kept_patient(patient)
    work.about(kept.id, part="files")
    names = {one.id: one.name for one in work.store.find(StaffRecord)}
    found = work.store.find_any(FileRecord, "patient", [one.id for one in one_patient(work.store, kept)])
    return tuple(
        FileLine(
            id=one.id,
            name=one.name,
            purpose=one.purpose,
            by=names.get(one.by, ""),
            at=one.at,
            size=len(one.content),
        )
        for one in reversed(found)
    )


@act(Act.FILE_SCAN)
def add_file(work: Work, name: str, purpose: str, content: bytes, patient: str) -> FileRecord:
    """Keep a file as it came: PDF, PNG or JPEG by its first bytes, of at most 20 MiB. EntryRefused for any other."""
    kept = work.kept_patient(patient)
    if len(content) > MOST_BYTES:
        raise _too_large()
    if not content.startswith(_STARTS):
        raise refuse("content", "this is no PDF, PNG or JPEG; save it as one of these and add that")
    return keep_file(work, kept.id, name, purpose, content)


@act(Act.VIEW_FILE)
def view_file(work: Work, file: str) -> FileRecord:
    """A file as it came. ContentChanged where its bytes are not those that were added."""
    record = work.store.get(FileRecord, file)
    work.about(record.patient, file=file)
    check_content(record, record.content)
    return record


def keep_file(work: Work, patient: str, name: str, purpose: str, content: bytes) -> FileRecord:
    """Keep a file as it came, as part of an act, whatever is in it. EntryRefused for an empty name or purpose."""
    record = FileRecord(
        **work.made(),
        patient=patient,
        name=typed("name", name, _LONGEST_NAME),
        purpose=typed("purpose", purpose, _LONGEST_NAME),
        content=content,
        sha256=sha256(content).hexdigest(),
    )
    work.store.append(record)
    work.about(patient, file=record.id, bytes=len(content))
    return record


def check_scan(work: Work, patient: str, scan: str) -> None:
    """NotKept where there is no such file, NotAllowed where it is another patient's; an empty id is no scan."""
    if scan:
        check_patient(work, patient, work.store.get(FileRecord, scan).patient)


def check_content(record: DocumentRecord | FileRecord, content: bytes) -> None:
    """ContentChanged where the bytes are not those whose sha256 was kept with them."""
    if sha256(content).hexdigest() != record.sha256:
        raise ContentChanged(
            "What is kept here is not what was kept once: its sha256 is another. Do not use it. Tell whoever looks "
            "after the program; a backup has it as it was."
        )


def _too_large() -> EntryRefused:
    return refuse(
        "content", said("the file has more than {most} MiB; scan it with fewer dots an inch", most=MOST_BYTES >> 20)
    )
