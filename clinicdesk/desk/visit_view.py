"""One visit on the screen: everything that is known of it and follows from it, as one value."""

from dataclasses import dataclass, replace

from clinicdesk.desk.board import Facts
from clinicdesk.desk.chain import as_far_as_known
from clinicdesk.desk.chart import chart_of
from clinicdesk.desk.composing import Plan
from clinicdesk.desk.course_facts import facts_of
from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.guards import visit_of
from clinicdesk.desk.lacking import Known, Lack, Lacking, lacking
from clinicdesk.desk.paid import Paid, paid_of
from clinicdesk.desk.papers import DuePaper, papers_of
from clinicdesk.desk.rest import through
from clinicdesk.desk.screening import Progress, progress_of
from clinicdesk.desk.shown_costs import ShownCosts, costs_of
from clinicdesk.desk.standing import standing_of
from clinicdesk.desk.standing_plan import Standing
from clinicdesk.model.coverage import Determination
from clinicdesk.model.document import Blocker, BlockerKind, Notice
from clinicdesk.model.estimate import Estimate
from clinicdesk.model.practice import Permission
from clinicdesk.model.records import (
    CourseRecord,
    DecisionRecord,
    EstimateRecord,
    PatientRecord,
    StaffRecord,
    VisitRecord,
    VisitState,
)
from clinicdesk.model.result import Result
from clinicdesk.model.roles import Act
from clinicdesk.model.screening import Screening
from clinicdesk.model.visit import Decision, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitView:
    """A visit with its patient (the kept record), its course, and what follows from all that is kept now.

    `session` counts the course's visits from 1 (0 = no course), `sessions_done` those that were held. `plans` are the
    course's, the primary first; `decisions` the course's, the oldest first; `standing` is the course on the visit's
    day; `told` the estimate that was kept last. `practitioner` comes without the PIN.

    What is worked out now: `progress`, `screening`, `permission`, `coverage`, `notices` and `blockers` are there as
    soon as the visit has a course, somebody who treats and the clinic; `estimate`, what of it is shown in `costs`, its
    bars `chart` (SVG) and `papers` only where nothing is in `lacking`, which has a sentence for each thing. Where the
    plans were told anew in mid-course, the estimate is for the rest of it; sessions bear the course's numbers.
    `today_cents` is what the patient pays at this session by that estimate; None = not known, or not to be asked for.
    `paid` is how far the first plan's visits reach by it; None where no plan is used. `lacks` is as on the day's board.
    """

    visit: VisitRecord
    patient: PatientRecord
    course: CourseRecord | None
    practitioner: StaffRecord | None
    plans: tuple[Plan, ...]
    session: int
    sessions_done: int
    progress: Progress | None
    screening: Screening | None
    permission: Permission | None
    coverage: tuple[Determination, ...]
    notices: tuple[Notice, ...]
    blockers: tuple[Blocker, ...]
    estimate: Estimate | None
    costs: ShownCosts | None
    chart: str
    lacking: tuple[str, ...]
    lacks: tuple[Lacking, ...]
    standing: tuple[Standing, ...]
    papers: tuple[DuePaper, ...]
    decisions: tuple[DecisionRecord, ...]
    told: EstimateRecord | None
    today_cents: int | None
    paid: Paid | None

    @property
    def sessions_left(self) -> int:
        """The sessions of the course that are left at the visit, its own among them."""
        return max(0, self.course.service.sessions - self.session + 1) if self.course else 0

    @property
    def declined(self) -> DecisionRecord | None:
        """The decision that nobody is treated today, where it stands."""
        if not self._blocked(BlockerKind.CLINICIAN_DECLINED):
            return None
        against = (one for one in reversed(self.decisions) if one.decision.decision is Decision.NOT_TODAY)
        return next(against, None)

    @property
    def untreated(self) -> Lack | None:
        """Why nothing is collected today: a decision against treatment, or a STOP that nobody has decided about."""
        if self._blocked(BlockerKind.CLINICIAN_DECLINED):
            return Lack.NOT_TODAY
        return Lack.STOP if self._blocked(BlockerKind.SCREENING_STOP) else None

    def _blocked(self, kind: BlockerKind) -> bool:
        return any(one.kind is kind for one in self.blockers)


@act(Act.VIEW_VISIT)
def view_visit(work: Work, patient: str, visit: str) -> VisitView:
    """Everything about a visit. NotAllowed where it is another patient's."""
    record = visit_of(work, patient, visit)
    work.about(record.patient, record.id)
    facts = Facts(work, [record])
    known = facts.known(record)
    course = facts_of(work.store, known.course, record.day, work.rules) if known.course else None
    rest, missing = as_far_as_known(work, record)
    told = rest.visit if rest else None
    result = through(rest, work.rules) if rest else None
    priced = result if result and not missing else None
    session = known.session if known.course else 0
    costs = costs_of(told, priced, work.rules) if told and priced else None
    return VisitView(
        visit=record,
        patient=known.patient,
        course=known.course,
        practitioner=_practitioner(work, known),
        plans=course.plans if course else (),
        session=session,
        sessions_done=sum(one.state is VisitState.DONE for one in course.visits) if course else 0,
        progress=progress_of(work, record, told, result) if told and result else None,
        screening=result.screening if result else None,
        permission=result.practice if result else None,
        coverage=result.coverage if result else (),
        notices=result.notices if result else (),
        blockers=result.blockers if result else (),
        estimate=priced.estimate if priced else None,
        costs=costs,
        chart=chart_of(told, priced, work.rules) if told and priced else "",
        lacking=missing,
        lacks=lacking(known),
        standing=standing_of(course) if course else (),
        papers=papers_of(work, record, told, priced) if told and priced else (),
        decisions=known.decisions,
        told=known.estimate,
        today_cents=costs.at(session) if costs else None,
        paid=_paid(told, priced, session) if told and priced else None,
    )


def _paid(told: Visit, result: Result, session: int) -> Paid | None:
    if told.self_pay or not result.coverage:
        return None
    return paid_of(told.coverage[0], result.coverage[0], result.estimate, told.service.code, session)


def _practitioner(work: Work, known: Known) -> StaffRecord | None:
    found = work.store.find(StaffRecord, id=known.course.practitioner) if known.course else []
    return replace(found[0], pin="") if found else None
