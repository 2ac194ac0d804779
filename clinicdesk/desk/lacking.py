"""What a visit still lacks before the patient can be treated and go home: one check a thing, in a table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from clinicdesk.desk.rulings import as_they_hold, in_order, standing_of
from clinicdesk.engine.calendar import age_on
from clinicdesk.engine.practice import ADULT
from clinicdesk.engine.screening import screen
from clinicdesk.exchange.kept_result import patient_at, primary_status, weighty_items
from clinicdesk.model.payer import CoverageStatus
from clinicdesk.model.people import Signer
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
from clinicdesk.model.screening import BIRTH_DATE, Outcome
from clinicdesk.model.visit import ClinicianDecision, Decision, ScreeningKind


class Lack(StrEnum):
    """What can be lacking."""

    COURSE = "course"
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
    decisions, the oldest first; `outdated` says that something was learned of the plans since the estimate; `papers`
    has the latest issued of each kind in the course, and `signed` who signed each of them; `session` counts the
    course's visits from 1.
    """

    questionnaire: Questionnaire
    visit: VisitRecord
    patient: PatientRecord
    course: CourseRecord | None
    answers: Mapping[str, Answer]
    screening: ScreeningRecord | None
    decisions: tuple[DecisionRecord, ...]
    screenings: tuple[ScreeningRecord, ...]
    determination: DeterminationRecord | None
    estimate: EstimateRecord | None
    outdated: bool
    papers: tuple[DocumentRecord, ...]
    signed: Mapping[str, frozenset[Signer]]
    session: int


def lacking(known: Known) -> tuple[Lacking, ...]:
    """What the visit lacks, in the order of the work; nothing where it was cancelled."""
    found = (check(known) for check in _CHECKS[known.visit.state])
    return tuple(one for one in found if one)


def _screening(known: Known) -> Lacking | None:
    """The questions that are answered, of those that are asked as far as the answers show; finished ones lack none."""
    visit = known.visit
    if visit.screened:
        return None
    left = screen(
        known.questionnaire,
        known.answers,
        day=visit.day,
        birth_date=known.patient.birth_date,
        kind=ScreeningKind(visit.kind, visit.full_on),
        age_of_consent=ADULT,
        referral_asked=False,
    ).unanswered
    done = len(known.answers)
    return Lacking(code=Lack.SCREENING, done=done, of=done + sum(one != BIRTH_DATE for one in left))


def _course(known: Known) -> Lacking | None:
    return None if known.course else Lacking(code=Lack.COURSE)


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
    open_papers = tuple(one.kind for one in known.papers if not _is_signed(known, one))
    return Lacking(code=Lack.SIGNATURE, papers=open_papers) if open_papers else None


def _is_signed(known: Known, paper: DocumentRecord) -> bool:
    """What was printed with a blocker has no place to sign."""
    return paper.blocked or known.signed.get(paper.id, frozenset()).issuperset(paper.signers)


def _collect(known: Known) -> Lacking | None:
    """What is to be collected as it was told; nothing where what it was worked out from does not hold any more."""
    told = known.estimate if not known.outdated else None
    cents = patient_at(told.result, known.session) if told else None
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
_AFTER: tuple[_Check, ...] = (_confirmation, _signatures)
_CHECKS: Mapping[VisitState, tuple[_Check, ...]] = {
    VisitState.BOOKED: _BEFORE,
    VisitState.ARRIVED: _BEFORE,
    VisitState.DONE: _AFTER,
    VisitState.CANCELLED: (),
}
