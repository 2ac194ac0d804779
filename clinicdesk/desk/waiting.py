"""What waits for a clinician: visits with findings that nobody has decided about, papers to be confirmed."""

from dataclasses import dataclass

from clinicdesk.desk.chain import unpriced
from clinicdesk.desk.desk import Work, act
from clinicdesk.engine import visit as engine
from clinicdesk.model.document import BlockerKind
from clinicdesk.model.records import DecisionRecord, VisitRecord, VisitState
from clinicdesk.model.roles import Act

_UNDECIDED = {BlockerKind.SCREENING_STOP, BlockerKind.CLINICIAN_REVIEW}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """`visits` wait for a decision, those of today first; `papers` are decisions that wait for a confirmation."""

    visits: tuple[VisitRecord, ...]
    papers: tuple[DecisionRecord, ...]


@act(Act.VIEW_WAITING)
def waiting(work: Work) -> Waiting:
    """The visits of today and later whose finished screening waits for a decision, and every unconfirmed paper."""
    states = (VisitState.ARRIVED, VisitState.BOOKED)
    finished = [one for state in states for one in work.store.find(VisitRecord, screened=True, state=state)]
    ahead = sorted((one for one in finished if one.day >= work.today), key=lambda one: (one.day, one.time, one.id))
    on_paper = work.store.find(DecisionRecord, on_paper=True)
    done = {one.confirms for one in work.store.find_any(DecisionRecord, "confirms", [one.id for one in on_paper])}
    found = Waiting(
        visits=tuple(one for one in ahead if _waits(work, one)),
        papers=tuple(one for one in on_paper if one.id not in done),
    )
    work.about(visits=[one.id for one in found.visits], papers=[one.id for one in found.papers])
    return found


def _waits(work: Work, visit: VisitRecord) -> bool:
    """Whether a decision would let the visit go on, or end it for today."""
    kinds = {one.kind for one in engine.work(unpriced(work, visit), work.rules).blockers}
    return not kinds.isdisjoint(_UNDECIDED) and BlockerKind.CLINICIAN_DECLINED not in kinds
