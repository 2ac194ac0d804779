"""The day's board: every visit of a day with what it still lacks, in a fixed number of questions to the store."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from clinicdesk.desk.answers import Answered, answered_after, before_visit
from clinicdesk.desk.arrivals import arrivals
from clinicdesk.desk.clock import day_of, instant, moment
from clinicdesk.desk.composing import composed_all
from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.lacking import Known, Lacking, lacking
from clinicdesk.desk.paper_changes import covers, planned
from clinicdesk.desk.so_far import sessions_before
from clinicdesk.exchange.kept_result import same_plans
from clinicdesk.model.dated import year_after
from clinicdesk.model.people import Signer
from clinicdesk.model.questionnaire import Answer
from clinicdesk.model.record import Record
from clinicdesk.model.records import (
    AnswerRecord,
    CourseRecord,
    DecisionRecord,
    DeterminationRecord,
    DocumentRecord,
    EstimateRecord,
    PatientRecord,
    ScreeningRecord,
    SignatureRecord,
    VisitRecord,
    VisitState,
)
from clinicdesk.model.roles import Act
from clinicdesk.model.visit import Kind, ScreeningKind

K = TypeVar("K")
R = TypeVar("R", bound=Record)
_ORDER = (VisitState.ARRIVED, VisitState.BOOKED, VisitState.DONE, VisitState.CANCELLED)
_NO_TIME = "99:99"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLine:
    """One visit of the day: its patient (the kept record), and what it lacks in the order of the work.

    `arrived_at` says since when the patient has been here; None where that is not known, or nobody has come.
    """

    visit: VisitRecord
    patient: PatientRecord
    lacks: tuple[Lacking, ...]
    arrived_at: datetime | None = None


@act(Act.VIEW_DAY)
def board(work: Work, day: date) -> list[BoardLine]:
    """The day's visits: who has arrived first, the longest wait first; then who is booked, done, cancelled, by time."""
    visits = work.store.find(VisitRecord, day=day)
    work.about(day=day.isoformat(), visits=len(visits))
    facts, came = Facts(work, visits), _came(work, day, visits)
    lines = [
        BoardLine(visit=one, patient=facts.patient(one), lacks=lacking(facts.known(one)), arrived_at=came.get(one.id))
        for one in visits
    ]
    return sorted(lines, key=_wait)


def _came(work: Work, day: date, visits: list[VisitRecord]) -> dict[str, datetime]:
    """Since when those have been here who are here now."""
    here = {one.id for one in visits if one.state is VisitState.ARRIVED}
    return {visit: at for visit, at in arrivals(work, day).items() if visit in here} if here else {}


def _wait(line: BoardLine) -> tuple[int, str, str]:
    visit = line.visit
    came = instant(line.arrived_at) if line.arrived_at else ""
    return _ORDER.index(visit.state), came, visit.time or _NO_TIME


class Facts:
    """What is kept about all of these visits, each kind of record asked for once."""

    def __init__(self, work: Work, visits: list[VisitRecord]) -> None:
        store, ids = work.store, [one.id for one in visits]
        self._rules = work.rules
        self._patients = kept_patients(work, {one.patient for one in visits})
        self._courses = {one.id: one for one in store.find_any(CourseRecord, "id", {one.course for one in visits})}
        self._open_courses = self._to_confirm(work, [one for one in visits if one.course not in self._courses])
        siblings = store.find_any(VisitRecord, "course", list(self._courses))
        course_of = {one.id: one.course or one.id for one in [*visits, *siblings]}
        self._sessions = _grouped(siblings, lambda one: one.course)
        open_ids = [one.id for one in visits if not one.screened]
        self._answers = _grouped(store.find_any(AnswerRecord, "visit", open_ids), lambda one: one.visit)
        self._screenings = _last(store.find_any(ScreeningRecord, "visit", ids), lambda one: one.visit)
        self._determinations = _last(store.find_any(DeterminationRecord, "visit", ids), lambda one: one.visit)
        by_visit = store.find_any(DecisionRecord, "visit", ids)
        by_course = store.find_any(DecisionRecord, "course", list(self._courses))
        decisions = {one.id: one for one in sorted([*by_course, *by_visit], key=lambda one: one.at)}.values()
        self._decisions = _grouped(decisions, lambda one: course_of.get(one.visit, one.course))
        returns = {one.course for one in visits if one.kind is Kind.RETURN and not one.screened}
        looked = [one for one, whole in course_of.items() if whole in self._decisions or whole in returns]
        self._ruled = _grouped(store.find_any(ScreeningRecord, "visit", looked), lambda one: course_of[one.visit])
        self._visits = {one.id: one for one in [*visits, *siblings]}
        estimates = store.find_any(EstimateRecord, "visit", list(course_of))
        self._estimates = _grouped(estimates, lambda one: course_of[one.visit])
        told = [one for one in self._courses.values() if one.id in self._estimates]
        self._plans = composed_all(store, {plan for one in told for plan in one.coverages})
        papers = store.find_any(DocumentRecord, "visit", list(course_of))
        self._papers = _grouped(papers, lambda one: course_of[one.visit])
        self._signed: dict[str, set[Signer]] = defaultdict(set)
        for one in store.find_any(SignatureRecord, "document", {paper.issued for paper in papers}):
            self._signed[one.document].add(one.signer)

    def patient(self, visit: VisitRecord) -> PatientRecord:
        """The kept record of the visit's patient."""
        return self._patients[visit.patient]

    def known(self, visit: VisitRecord) -> Known:
        """What is kept of one visit."""
        whole = visit.course or visit.id
        course, estimates = self._courses.get(visit.course), self._estimates[whole]
        estimate = next(reversed(estimates), None)
        return Known(
            questionnaire=self._rules.questionnaire,
            visit=visit,
            patient=self.patient(visit),
            course=course,
            given=self._given(visit),
            screening=self._screenings.get(visit.id),
            decisions=tuple(self._decisions[whole]),
            screenings=tuple(
                one for one in self._ruled[whole] if one.visit == visit.id or self._visits[one.visit].day < visit.day
            ),
            determination=self._determinations.get(visit.id),
            estimate=estimate,
            outdated=bool(course and estimate and self._is_outdated(course, estimate)),
            then=next((one for one in reversed(estimates) if self._is_up_to(one.visit, visit)), None),
            unsigned=tuple(self._unsigned(visit, self._papers[whole])),
            session=session_of(visit, self._sessions[visit.course]),
            courses=self._open_courses.get(visit.id, 0),
        )

    def _to_confirm(self, work: Work, visits: list[VisitRecord]) -> Mapping[str, int]:
        """How many open courses the patients of visits without any have."""
        kept = {one.id: self.patient(one).id for one in visits}
        people = _records_of(work, set(kept.values()))
        courses = work.store.find_any(CourseRecord, "patient", list(people))
        counted = Counter(people[one.patient] for one in courses if one.closed_on is None)
        return {visit: counted[patient] for visit, patient in kept.items()}

    def _given(self, visit: VisitRecord) -> Answered:
        """The answers that count at a visit whose screening is not finished; nobody asks for those of another."""
        if visit.screened:
            return Answered({}, {}, ScreeningKind())
        before = before_visit(visit, self._sessions[visit.course], self._ruled[visit.course]) if visit.course else []
        return answered_after(self._rules, visit, _given(self._answers[visit.id]), before)

    def _is_up_to(self, one: str, visit: VisitRecord) -> bool:
        """Whether a visit of the course is this one or an earlier one."""
        return _place(self._visits[one]) <= _place(visit)

    def _unsigned(self, visit: VisitRecord, papers: list[DocumentRecord]) -> Iterator[DocumentRecord]:
        """The last issue of each kind at a visit that is neither signed nor settled by a paper of an earlier visit."""
        earlier = [one for one in papers if one.visit != visit.id and self._is_up_to(one.visit, visit)]
        for paper in _last((one for one in papers if one.visit == visit.id), lambda one: one.kind).values():
            settled = (one for one in earlier if self._settles(one, paper, visit))
            if not paper.blocked and not self._is_signed(paper) and not any(settled):
                yield paper

    def _settles(self, earlier: DocumentRecord, paper: DocumentRecord, visit: VisitRecord) -> bool:
        """Whether an earlier paper of the course was signed, and says what this one says; for twelve months."""
        if (earlier.kind, earlier.signers) != (paper.kind, paper.signers) or earlier.blocked:
            return False
        if not self._is_signed(earlier) or visit.day > year_after(day_of(moment(earlier.at))):
            return False
        course = {one.id: one for one in self._sessions[visit.course]}
        sessions = planned(course, earlier), planned(course, paper)
        return covers(paper.kind, earlier.inputs, paper.inputs, sessions)

    def _is_signed(self, paper: DocumentRecord) -> bool:
        return self._signed[paper.issued].issuperset(paper.signers)

    def _is_outdated(self, course: CourseRecord, estimate: EstimateRecord) -> bool:
        plans = [self._plans[one] for one in course.coverages]
        return course.service.use_insurance and not same_plans(estimate.inputs, plans)


def session_of(visit: VisitRecord, siblings: Iterable[VisitRecord]) -> int:
    """Which session of its course a visit is, counted from 1; cancelled visits are none."""
    return 1 + len(sessions_before(visit, siblings))


def _place(visit: VisitRecord) -> tuple[date, str, str]:
    return visit.day, visit.time, visit.id


def _records_of(work: Work, kept: set[str]) -> dict[str, str]:
    """Every record of these patients, also those that were merged into theirs, and whose it is."""
    found = {one: one for one in kept}
    more = kept
    while more:
        merged = work.store.find_any(PatientRecord, "merged_into", more)
        more = {one.id for one in merged}
        found |= {one.id: found[one.merged_into] for one in merged}
    return found


def kept_patients(work: Work, ids: Iterable[str]) -> dict[str, PatientRecord]:
    """The kept record for each id, however long the chain of mergings."""
    known = {one.id: one for one in work.store.find_any(PatientRecord, "id", set(ids))}
    asked = list(known)
    while further := {one.merged_into for one in known.values() if one.merged_into} - known.keys():
        known |= {one.id: one for one in work.store.find_any(PatientRecord, "id", further)}
    return {one: _end_of(known, one) for one in asked}


def _end_of(known: Mapping[str, PatientRecord], patient: str) -> PatientRecord:
    record = known[patient]
    while record.merged_into:
        record = known[record.merged_into]
    return record


def _given(answers: Iterable[AnswerRecord]) -> dict[str, Answer]:
    """The latest answer of each item; one that was taken back is none."""
    latest = {one.item: one.answer for one in answers}
    return {item: answer for item, answer in latest.items() if answer is not None}


def _grouped(records: Iterable[R], key: Callable[[R], K]) -> dict[K, list[R]]:
    found: dict[K, list[R]] = defaultdict(list)
    for one in records:
        found[key(one)].append(one)
    return found


def _last(records: Iterable[R], key: Callable[[R], K]) -> dict[K, R]:
    return {key(one): one for one in records}
