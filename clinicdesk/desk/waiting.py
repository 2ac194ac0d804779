"""What waits for a clinician: visits with findings that nobody has decided about, papers to be confirmed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from clinicdesk.desk.chain import unpriced
from clinicdesk.desk.clock import moment
from clinicdesk.desk.desk import Work, act
from clinicdesk.engine import visit as engine
from clinicdesk.model.document import BlockerKind
from clinicdesk.model.records import DecisionRecord, PatientRecord, ScreeningRecord, VisitRecord, VisitState
from clinicdesk.model.result import Result
from clinicdesk.model.roles import Act
from clinicdesk.model.screening import Screening

_UNDECIDED = {BlockerKind.SCREENING_STOP, BlockerKind.CLINICIAN_REVIEW}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """`visits` wait for a decision, those of today first; `papers` are decisions that wait for a confirmation.

    `decided` are the decisions about visits of today, the newest first. `patients` has the kept record of everybody
    named in these, by the patient's id there; `screenings` what was found, and `since` when the answers were finished,
    by the id of a visit that waits.
    """

    visits: tuple[VisitRecord, ...]
    papers: tuple[DecisionRecord, ...]
    decided: tuple[DecisionRecord, ...]
    patients: Mapping[str, PatientRecord]
    screenings: Mapping[str, Screening]
    since: Mapping[str, datetime]


@act(Act.VIEW_WAITING)
def waiting(work: Work) -> Waiting:
    """The visits of today and later whose finished screening waits for a decision, and every unconfirmed paper."""
    undecided = {one: result for one in _ahead(work) if _waits(result := engine.work(unpriced(work, one), work.rules))}
    on_paper = work.store.find(DecisionRecord, on_paper=True)
    done = {one.confirms for one in work.store.find_any(DecisionRecord, "confirms", [one.id for one in on_paper])}
    papers = tuple(one for one in on_paper if one.id not in done)
    decided = tuple(_decided(work))
    whom = {one.patient for one in undecided} | {one.patient for one in (*papers, *decided)}
    work.about(visits=[one.id for one in undecided], papers=[one.id for one in papers])
    return Waiting(
        visits=tuple(undecided),
        papers=papers,
        decided=decided,
        patients={one: work.kept_patient(one) for one in whom},
        screenings={visit.id: result.screening for visit, result in undecided.items()},
        since=_since(work, undecided),
    )


def _ahead(work: Work) -> list[VisitRecord]:
    """The visits of today and later whose screening is finished, in the order of their days and times."""
    states = (VisitState.ARRIVED, VisitState.BOOKED)
    finished = [one for state in states for one in work.store.find(VisitRecord, screened=True, state=state)]
    return sorted((one for one in finished if one.day >= work.today), key=lambda one: (one.day, one.time, one.id))


def _waits(result: Result) -> bool:
    """Whether a decision would let the visit go on, or end it for today."""
    kinds = {one.kind for one in result.blockers}
    return not kinds.isdisjoint(_UNDECIDED) and BlockerKind.CLINICIAN_DECLINED not in kinds


def _decided(work: Work) -> Iterable[DecisionRecord]:
    """The decisions about visits of today, the newest first; a record that confirms one adds nothing."""
    today = [one.id for one in work.store.find(VisitRecord, day=work.today)]
    made = work.store.find_any(DecisionRecord, "visit", today)
    return (one for one in reversed(made) if not one.confirms)


def _since(work: Work, visits: Iterable[VisitRecord]) -> dict[str, datetime]:
    """When the answers of these visits were finished last."""
    kept = work.store.find_any(ScreeningRecord, "visit", [one.id for one in visits])
    return {one.visit: moment(one.at) for one in kept}
