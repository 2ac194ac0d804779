"""Every paper that was issued, each with where it stands; and the estimates that have to be handed over yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice, takewhile

from clinicdesk.desk.board import kept_patients
from clinicdesk.desk.clock import day_of, moment
from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.estimate_deadlines import EstimateDue, deadlines
from clinicdesk.desk.guards import one_patient
from clinicdesk.desk.papers import GIVEN_KINDS, SIGNED_KINDS
from clinicdesk.model.people import Signer
from clinicdesk.model.records import (
    DocumentRecord,
    HandOverRecord,
    PatientRecord,
    SignatureRecord,
    VisitRecord,
    VisitState,
)
from clinicdesk.model.roles import Act

LOOKED_THROUGH = 1000
"""So many of the newest issues are looked through for a state, or for a part of a number."""


_PATIENTS = 20
"""So many patients that a text finds are looked at for their papers."""


class PaperState(StrEnum):
    """Where a paper stands: waiting for a signature, signed, or nobody signs it and it is handed over, or to be.

    `lapsed` is one that nobody signed and nobody will: a newer one of its kind was issued in the course, or the visit
    was cancelled. `blocked` was printed without a place to sign, as something stood in the way of treatment.
    """

    WAITING = "waiting"
    SIGNED = "signed"
    TO_GIVE = "to_give"
    HANDED_OVER = "handed_over"
    LAPSED = "lapsed"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A paper with its visit and its patient (the kept record). `waiting` are those who have to sign it yet.

    `given` tells how it was handed over, where that was noted.
    """

    document: DocumentRecord
    patient: PatientRecord
    visit: VisitRecord
    state: PaperState
    waiting: tuple[Signer, ...]
    given: HandOverRecord | None = None


@act(Act.VIEW_PAPERS)
def paper_list(
    work: Work, *, number: str = "", state: PaperState | None = None, since: date | None = None, most: int = 200
) -> tuple[PaperLine, ...]:
    """Papers, the newest first: by the number printed on them, by where they stand, issued on a day or later.

    A whole number finds its paper however old it is; a part of one, and a state, are looked for among the newest
    `LOOKED_THROUGH` issues.
    """
    asked = _digits(number)
    found = [one for one in _candidates(work, asked, state, since, most) if asked in _digits(one.label)]
    found = [one for one in found if since is None or day_of(moment(one.at)) >= since]
    lines = [one for one in _lines(work, found) if state in {None, one.state}]
    work.about(papers=len(lines[:most]), state=state.value if state else "", number=bool(asked))
    return tuple(lines[:most])


@act(Act.VIEW_PAPERS)
def find_papers(work: Work, text: str, *, state: PaperState | None = None, most: int = 200) -> tuple[PaperLine, ...]:
    """Papers, the newest first, that a typed text finds: by their number as in `paper_list`, or by their patient.

    What has no figure in it is no number. The trail learns the length of the text only.
    """
    asked = _digits(text)
    told = _candidates(work, asked, state, None, most) if any(one.isdigit() for one in asked) else []
    numbered = [one for one in told if asked in _digits(one.label)]
    scanned = any(asked == _digits(one.label) for one in numbered)
    found = {one.id: one for one in [*numbered, *([] if scanned else _of_patients(work, text))]}
    newest = sorted(found.values(), key=lambda one: (one.at, one.id), reverse=True)
    lines = [one for one in _lines(work, newest) if state in {None, one.state}]
    work.about(papers=len(lines[:most]), state=state.value if state else "", length=len(text))
    return tuple(lines[:most])


@act(Act.VIEW_PAPERS)
def patient_papers(work: Work, patient: str) -> tuple[PaperLine, ...]:
    """All papers of a patient, under whichever record they were issued, the newest first."""
    kept = work.kept_patient(patient)
    ids = [one.id for one in one_patient(work.store, kept)]
    lines = tuple(_lines(work, work.store.find_any(DocumentRecord, "patient", ids)[::-1]))
    work.about(kept.id, papers=len(lines))
    return lines


@act(Act.VIEW_PAPERS)
def estimates_due(work: Work, until: date) -> tuple[EstimateDue, ...]:
    """The Good Faith Estimates that open visits of today and later still owe, by `until` at the latest, oldest first.

    A course is named once, with the first of its open visits. What is overdue is among them. A visit without a course
    is not, as nobody knows yet who pays for it.
    """
    states = (VisitState.ARRIVED, VisitState.BOOKED)
    ahead = [one for state in states for one in work.store.find(VisitRecord, state=state) if one.day >= work.today]
    found = sorted((one for one in deadlines(work, ahead) if one.due <= until), key=lambda one: (one.due, one.visit.id))
    work.about(estimates=len(found), until=f"{until}")
    return tuple(found)


def numbered(work: Work, number: str) -> list[DocumentRecord]:
    """Papers whose number begins so, the newest first: however old for a whole number, else of the newest issues."""
    asked = _digits(number)
    return [one for one in _candidates(work, asked, None, None, LOOKED_THROUGH) if _digits(one.label).startswith(asked)]


def _digits(number: str) -> str:
    return "".join(letter for letter in number.upper() if letter.isalnum())


def _candidates(
    work: Work, asked: str, state: PaperState | None, since: date | None, most: int
) -> list[DocumentRecord]:
    """Papers that may be meant, the newest first."""
    exact = work.store.find(DocumentRecord, label=f"{asked[:5]}-{asked[5:10]}-{asked[10:]}")
    if exact:
        return exact[::-1]
    rows = work.store.trail(act=Act.ISSUE, newest_first=True)
    late = takewhile(lambda row: since is None or day_of(moment(row.entry.at)) >= since, rows)
    looked = islice(late, LOOKED_THROUGH if state or asked else most)
    visits = {row.entry.visit for row in looked}
    return work.store.find_any(DocumentRecord, "visit", visits)[::-1]


def _of_patients(work: Work, text: str) -> list[DocumentRecord]:
    """All papers of the patients that a text finds, under whichever of their records they were issued."""
    patients = {kept.id: kept for kept in (work.kept_patient(one.id) for one in work.store.search(text, _PATIENTS))}
    everyone = {one.id for kept in patients.values() for one in one_patient(work.store, kept)}
    return work.store.find_any(DocumentRecord, "patient", everyone)


def _lines(work: Work, papers: Sequence[DocumentRecord]) -> Iterable[PaperLine]:
    papers = _last_forms(papers)
    visits = {one.id: one for one in work.store.find_any(VisitRecord, "id", {one.visit for one in papers})}
    patients = kept_patients(work, {one.patient for one in papers})
    signed: dict[str, set[Signer]] = {}
    for one in work.store.find_any(SignatureRecord, "document", [one.issued for one in papers]):
        signed.setdefault(one.document, set()).add(one.signer)
    given = {one.document: one for one in work.store.find_any(HandOverRecord, "document", [one.id for one in papers])}
    last = _last_of_their_kind(work, visits.values())
    for paper in papers:
        visit = visits[paper.visit]
        waiting = tuple(one for one in paper.signers if one not in signed.get(paper.issued, ()))
        lapses = paper.id not in last or visit.state is VisitState.CANCELLED
        yield PaperLine(
            document=paper,
            patient=patients[paper.patient],
            visit=visit,
            state=_state(paper, waiting, lapses=lapses, given=paper.id in given),
            waiting=() if paper.blocked or lapses else waiting,
            given=given.get(paper.id),
        )


def _last_forms(papers: Sequence[DocumentRecord]) -> list[DocumentRecord]:
    """Each paper once: where there are forms of it with signatures from the screen, the last of these."""
    last = {one.issued: one.id for one in reversed(papers)}
    return [one for one in papers if last[one.issued] == one.id]


def _state(paper: DocumentRecord, waiting: Sequence[Signer], *, lapses: bool, given: bool) -> PaperState:
    to_give = paper.kind in GIVEN_KINDS and not given
    if paper.blocked and paper.kind in SIGNED_KINDS:
        return PaperState.BLOCKED
    if not paper.signers:
        return PaperState.HANDED_OVER if not to_give else PaperState.LAPSED if lapses else PaperState.TO_GIVE
    if not waiting:
        return PaperState.SIGNED
    return PaperState.LAPSED if lapses else PaperState.WAITING


def _last_of_their_kind(work: Work, visits: Iterable[VisitRecord]) -> set[str]:
    """The ids of the last paper of each kind in each course of these visits."""
    siblings = work.store.find_any(VisitRecord, "course", {one.course for one in visits if one.course})
    whole = {one.id: one.course or one.id for one in [*visits, *siblings]}
    issued = work.store.find_any(DocumentRecord, "visit", list(whole))
    return {one.id for one in {(whole[paper.visit], paper.kind): paper for paper in issued}.values()}
