"""Everything that happened at one visit, in the order of time, each with who did it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.guards import visit_of
from clinicdesk.model.record import Made
from clinicdesk.model.records import (
    AnswerRecord,
    DecisionRecord,
    DeterminationRecord,
    DocumentRecord,
    EstimateRecord,
    ScreeningRecord,
    SignatureRecord,
    StaffRecord,
    VisitRecord,
)
from clinicdesk.model.roles import Act

_OF_A_VISIT = (AnswerRecord, ScreeningRecord, DecisionRecord, DeterminationRecord, EstimateRecord)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One thing that happened: at which instant, by whose hand (a name), and the record that was made.

    `amends` says that an answer took the place of an earlier one. Where a finished screening was opened again there is
    no record, and `reason` says why.
    """

    at: str
    who: str
    record: Made | None = None
    amends: bool = False
    reason: str = ""


@act(Act.VIEW_VISIT)
def visit_history(work: Work, patient: str, visit: str) -> tuple[Happened, ...]:
    """Answers, screenings, decisions, determinations, estimates, papers and signatures of a visit, the oldest first."""
    record = visit_of(work, patient, visit)
    names = {one.id: one.name for one in work.store.find(StaffRecord)}
    found = [*_amending(_records(work, record)), *_opened_again(work, record)]
    work.about(record.patient, record.id)
    told = (replace(one, who=names.get(one.who, one.who)) for one in found)
    return tuple(sorted(told, key=lambda one: (one.at, one.record.id if one.record else "")))


def _records(work: Work, visit: VisitRecord) -> Iterator[Made]:
    for kind in _OF_A_VISIT:
        yield from work.store.find(kind, visit=visit.id)
    papers = work.store.find_any(DocumentRecord, "visit", [visit.id])
    yield from papers
    yield from work.store.find_any(SignatureRecord, "document", [one.id for one in papers])


def _amending(records: Iterable[Made]) -> Iterator[Happened]:
    seen: set[str] = set()
    for one in records:
        item = one.item if isinstance(one, AnswerRecord) else ""
        yield Happened(at=one.at, who=one.by, record=one, amends=item in seen)
        seen |= {item} if item else set()


def _opened_again(work: Work, visit: VisitRecord) -> Iterator[Happened]:
    """A screening that is opened again makes no record of its own; the trail has it, with the reason."""
    for row in work.store.trail(patient=visit.patient, act=Act.REOPEN_SCREENING):
        if row.entry.visit == visit.id:
            yield Happened(at=row.entry.at, who=row.entry.by, reason=str(row.entry.told["reason"]))
