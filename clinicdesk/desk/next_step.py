"""What is to be done next at a visit, so that one key leads on from wherever it stands."""

from enum import StrEnum

from clinicdesk.desk.standing_plan import Hold, Part
from clinicdesk.desk.visit_view import VisitView
from clinicdesk.model.document import BlockerKind
from clinicdesk.model.records import VisitState


class Next(StrEnum):
    """The next thing to do, in the order of the work.

    `clinician` waits for a decision, `not_today` has one against it; `blocked` is anything else that stands in the way
    of treatment, such as a patient who does not want it as it is planned. `nothing` is left where the visit is done or
    cancelled.
    """

    COURSE = "course"
    BEGIN = "begin"
    GO_ON = "go_on"
    FINISH = "finish"
    NOT_TODAY = "not_today"
    CLINICIAN = "clinician"
    BLOCKED = "blocked"
    ESTIMATE = "estimate"
    PAPERS = "papers"
    DONE = "done"
    NOTHING = "nothing"


_WAITS = {BlockerKind.SCREENING_STOP, BlockerKind.CLINICIAN_REVIEW}


def next_of(view: VisitView) -> Next:
    """What is to be done next at the visit."""
    if view.visit.state in {VisitState.DONE, VisitState.CANCELLED}:
        return Next.NOTHING
    if view.progress is None:
        return Next.COURSE
    return _screening(view) or _in_the_way(view) or _papers(view)


def _screening(view: VisitView) -> Next | None:
    progress = view.progress
    if progress is None or progress.finished:
        return None
    if not progress.unanswered:
        return Next.FINISH
    return Next.GO_ON if progress.answered else Next.BEGIN


def _in_the_way(view: VisitView) -> Next | None:
    kinds = {one.kind for one in view.blockers}
    if BlockerKind.CLINICIAN_DECLINED in kinds:
        return Next.NOT_TODAY
    if kinds & _WAITS:
        return Next.CLINICIAN
    return Next.BLOCKED if kinds else None


def _papers(view: VisitView) -> Next:
    told_anew = any(one.part is Part.ESTIMATE and one.hold is Hold.STALE for one in view.standing)
    if view.lacking or view.told is None or told_anew:
        return Next.ESTIMATE
    if any(one.declined for one in view.papers):
        return Next.BLOCKED
    return Next.DONE if all(one.settled for one in view.papers) else Next.PAPERS
