"""What a visit still lacks before the patient can be treated and go home: one check a thing, in a table."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from clinicdesk.desk.ahead import Basis, counted
from clinicdesk.desk.answers import Answered
from clinicdesk.desk.rulings import as_they_hold, in_order, standing_of
from clinicdesk.engine.calendar import age_on
from clinicdesk.exchange.kept_result import asks_for, patient_at, primary_status, weighty_items
from clinicdesk.model.payer import CoverageStatus, Need
from clinicdesk.model.questionnaire import AGE_ITEM, Answer, Questionnaire
from clinicdesk.model.records import (
    CourseRecord,
    DecisionRecord,
    DeterminationRecord,
    DocumentRecord,
    EstimateRecord,
    PatientRecord,
    ScreeningRecord,
    VisitRecord,
    VisitState,
)
from clinicdesk.model.screening import Outcome
from clinicdesk.model.visit import ClinicianDecision, Decision


class Lack(StrEnum):
    """What can be lacking."""

    COURSE = "course"
    COURSE_TO_CONFIRM = "course_to_confirm"
    SCREENING = "screening"
    STOP = "stop"
    REVIEW = "review"
    NOT_TODAY = "not_today"
    CONFIRMATION = "confirmation"
    COVERAGE_UNKNOWN = "coverage_unknown"
    ESTIMATE = "estimate"
    SIGNATURE = "signature"
    COLLECT = "collect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """One thing that is lacking: questions `done` of `of`, `cents` to collect today, the `papers` that are unsigned."""

    code: Lack
    done: int = 0
    of: int = 0
    cents: int = 0
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is kept of one visit. Of what can be there several times it has what counts: the latest.

    `decisions` are those of the visit and of its course, and `screenings` those up to the visit where there are
    decisions, the oldest first; `outdated` says that something was learned of the plans since the estimate, and `then`
    is the last estimate that was told up to the visit; `unsigned` are the papers that were issued at the visit and are
    neither signed nor settled by an earlier one; `session` counts the course's visits from 1. `courses` is how many
    open courses the patient of a visit without any has.
    """

    questionnaire: Questionnaire
    visit: VisitRecord
    patient: PatientRecord
    course: CourseRecord | None
    given: Answered
    screening: ScreeningRecord | None
    decisions: tuple[DecisionRecord, ...]
    screenings: tuple[ScreeningRecord, ...]
    determination: DeterminationRecord | None
    estimate: EstimateRecord | None
    outdated: bool
    then: EstimateRecord | None
    unsigned: tuple[DocumentRecord, ...]
    session: int
    courses: int


def lacking(known: Known) -> tuple[Lacking, ...]:
    """What the visit lacks, in the order of the work; nothing where it was cancelled."""
    found = (check(known) for check in _CHECKS[known.visit.state])
    return tuple(one for one in found if one)


def untreated(lacks: Iterable[Lacking]) -> Lack | None:
    """What forbids to treat at all, so that nothing is to be collected: a STOP, or a decision against it."""
    return next((one.code for one in lacks if one.code in _FORBIDS), None)


_FORBIDS = {Lack.STOP, Lack.NOT_TODAY}


def _screening(known: Known) -> Lacking | None:
    """The required questions that are answered, of those that are asked so far; finished ones lack none.

    Whether a referral is asked for is told by what was kept of the course.
    """
    visit, given = known.visit, known.given
    if visit.screened:
        return None
    told = known.determination or known.estimate
    referral_asked = asks_for(told.result, Need.REFERRAL) if told else False
    basis = Basis(
        day=visit.day,
        kind=given.kind,
        referral_asked=referral_asked,
        own=given.own,
        carried=given.carried,
    )
    now = counted(basis, known.questionnaire)
    return Lacking(code=Lack.SCREENING, done=now.required - len(now.left), of=now.required)


def _course(known: Known) -> Lacking | None:
    if known.course:
        return None
    return Lacking(code=Lack.COURSE_TO_CONFIRM if known.courses == 1 else Lack.COURSE)


def _outcome(known: Known) -> Lacking | None:
    """What a finished screening asks for, as long as no decision of a clinician's names every finding."""
    asked = {Outcome.STOP: Lack.STOP, Outcome.REVIEW: Lack.REVIEW}
    screening = known.screening
    if not known.visit.screened or screening is None or screening.outcome not in asked:
        return None
    decision = _decision(known, screening)
    if decision is None or not weighty_items(screening.result) <= set(decision.findings):
        return Lacking(code=asked[Outcome(screening.outcome)])
    return Lacking(code=Lack.NOT_TODAY) if decision.decision is Decision.NOT_TODAY else None


def _decision(known: Known, screening: ScreeningRecord) -> ClinicianDecision | None:
    """The one decision that stands for the visit, of its own and of its course."""
    born, day = known.patient.birth_date, known.visit.day
    age: dict[str, Answer] = {AGE_ITEM: age_on(born, day)} if born else {}
    decisions = as_they_hold(in_order(known.decisions), known.screenings)
    return standing_of(known.questionnaire, known.visit, {**screening.answers, **age}, decisions)


def _confirmation(known: Known) -> Lacking | None:
    """A decision on paper waits for the clinician's own record."""
    confirmed = {one.confirms for one in known.decisions}
    waits = any(one.on_paper and one.id not in confirmed for one in known.decisions)
    return Lacking(code=Lack.CONFIRMATION) if waits else None


def _coverage(known: Known) -> Lacking | None:
    if not known.course or not known.course.coverages or not known.course.service.use_insurance:
        return None
    told = known.determination or known.estimate
    status = primary_status(told.result) if told else CoverageStatus.UNKNOWN
    return Lacking(code=Lack.COVERAGE_UNKNOWN) if status is CoverageStatus.UNKNOWN else None


def _estimate(known: Known) -> Lacking | None:
    told = known.estimate and not known.outdated
    return Lacking(code=Lack.ESTIMATE) if known.course and not told else None


def _signatures(known: Known) -> Lacking | None:
    papers = tuple(one.kind for one in known.unsigned)
    return Lacking(code=Lack.SIGNATURE, papers=papers) if papers else None


def _collect(known: Known) -> Lacking | None:
    """What is to be collected as it was told; nothing where that does not hold any more, or nobody may be treated."""
    outcome = _outcome(known)
    if known.outdated or (outcome and untreated([outcome])):
        return None
    return _collected(known.estimate, known.session)


def _was_to_collect(known: Known) -> Lacking | None:
    """What was to be collected at a visit that is done; what was learned since does not matter."""
    return _collected(known.then, known.session)


def _collected(told: EstimateRecord | None, session: int) -> Lacking | None:
    cents = patient_at(told.result, session) if told else None
    return Lacking(code=Lack.COLLECT, cents=cents) if cents else None


_Check = Callable[[Known], Lacking | None]
_BEFORE: tuple[_Check, ...] = (
    _course,
    _screening,
    _outcome,
    _confirmation,
    _coverage,
    _estimate,
    _signatures,
    _collect,
)
_AFTER: tuple[_Check, ...] = (_confirmation, _signatures, _was_to_collect)
_CHECKS: Mapping[VisitState, tuple[_Check, ...]] = {
    VisitState.BOOKED: _BEFORE,
    VisitState.ARRIVED: _BEFORE,
    VisitState.DONE: _AFTER,
    VisitState.CANCELLED: (),
}
