"""What is kept of one course, gathered once to be looked at on one day."""

from dataclasses import dataclass
from datetime import date
from itertools import islice

from clinicdesk.desk.composing import Plan, plan_of
from clinicdesk.errors import VisitRefused
from clinicdesk.exchange.kept_result import same_plans
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.records import (
    CourseRecord,
    CoverageRecord,
    DocumentRecord,
    EstimateRecord,
    ScreeningRecord,
    SignatureRecord,
    VisitRecord,
    VisitState,
)
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.visit import Kind, Visit
from clinicdesk.store.protocol import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFacts:
    """What is kept of a course. `visits` in the order of their days.

    `told` has what each estimate was made from; the last one alone where no plan has an authorization to be counted.
    `outdated` says that something was learned of the plans since the last one.
    """

    course: CourseRecord
    day: date
    visits: tuple[VisitRecord, ...]
    plans: tuple[Plan, ...]
    screenings: tuple[ScreeningRecord, ...]
    told: tuple[Visit, ...]
    outdated: bool
    consent: DocumentRecord | None
    signatures: tuple[SignatureRecord, ...]

    def done_since(self, day: date) -> int:
        """How many visits were done on that day and after it."""
        return sum(one.state is VisitState.DONE and one.day >= day for one in self.visits)

    @property
    def full_set_on(self) -> date | None:
        """The day of the course's last full set of questions; None where there was none."""
        days = {one.id: one.day for one in self.visits}
        full = [days[one.visit] for one in self.screenings if one.kind is Kind.FULL]
        return max(full, default=None)


def facts_of(store: Store, course: CourseRecord, day: date, rules: Rulebook) -> CourseFacts:
    """What is kept of a course, to be looked at on `day`."""
    visits = sorted(store.find(VisitRecord, course=course.id), key=lambda one: (one.day, one.time, one.id))
    ids = [one.id for one in visits]
    papers = [one for one in store.find_any(DocumentRecord, "visit", ids) if one.kind == NoticeKind.CONSENT]
    plans = tuple(plan_of(store, store.get(CoverageRecord, one)) for one in course.coverages)
    estimates = store.find_any(EstimateRecord, "visit", ids)
    told = (one for kept in reversed(estimates) if (one := _told(kept, rules)))
    used = estimates[-1:] if course.service.use_insurance else []
    every = any(one.composed.prior_authorization for one in plans)
    return CourseFacts(
        course=course,
        day=day,
        visits=tuple(visits),
        plans=plans,
        screenings=tuple(store.find_any(ScreeningRecord, "visit", ids)),
        told=tuple(reversed([*(told if every else islice(told, 1))])),
        outdated=any(not same_plans(one.inputs, [plan.composed for plan in plans]) for one in used),
        consent=papers[-1] if papers else None,
        signatures=tuple(store.find(SignatureRecord, document=papers[-1].issued)) if papers else (),
    )


def _told(estimate: EstimateRecord, rules: Rulebook) -> Visit | None:
    """The visit that an estimate was made from; None where today's rules cannot read it any more."""
    try:
        return read_visit(estimate.inputs.encode(), rules)
    except VisitRefused:
        return None
