"""What the one search box finds: patients, and the visits whose papers bear a number that was typed or scanned."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from clinicdesk.desk.board import kept_patients
from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.paper_list import numbered
from clinicdesk.model.records import DocumentRecord, PatientRecord, VisitRecord
from clinicdesk.model.roles import Act

_NUMBER = re.compile(r"([0-9A-F]{5})[ -]?([0-9A-F]{5})(?:[ -]?([0-9A-F]{6}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFound:
    """A visit that a paper's number leads to, and its patient's kept record."""

    visit: VisitRecord
    patient: PatientRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a typed text finds; `number` is the paper's number that it may be, in capitals, else empty."""

    number: str
    visits: tuple[VisitFound, ...]
    patients: tuple[PatientRecord, ...]


@act(Act.FIND)
def search(work: Work, text: str, most: int = 20) -> Found:
    """The visits of a paper's number, and the patients that a text finds, newest first, each once.

    A whole number finds its visit however old the paper is; the number of a visit alone, as it stands at a paper's
    top, among the newest. The trail learns the length of the text only.
    """
    number = number_in(text)
    visits = (*_visits(work, numbered(work, number)),) if number else ()
    found = {one.id: one for one in (work.kept_patient(hit.id) for hit in work.store.search(text, most))}
    work.about(hits=len(visits) + len(found), length=len(text))
    return Found(number=number, visits=visits, patients=(*found.values(),))


def number_in(text: str) -> str:
    """The number of a paper or of a visit that a text may be, as it is printed; empty where it is none.

    Ten figures that stand together are a phone number sooner than a visit's.
    """
    typed = text.strip().upper()
    parts = _NUMBER.fullmatch(typed)
    if parts is None or (parts[3] is None and typed.isdecimal()):
        return ""
    return "-".join(part for part in parts.groups() if part)


def _visits(work: Work, papers: Iterable[DocumentRecord]) -> Iterable[VisitFound]:
    patients = {one.visit: one.patient for one in papers}
    kept = kept_patients(work, patients.values())
    for visit, patient in patients.items():
        yield VisitFound(visit=work.store.get(VisitRecord, visit), patient=kept[patient])
