"""What a visit costs: the determination, estimates that are told and kept, options side by side, a payer looked up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from clinicdesk.desk.chain import (
    NotReady,
    Whole,
    codes_of,
    fees_on,
    lacking_fees,
    open_visit,
    told_parts,
    told_result,
    unpriced_whole,
    worked,
    written,
)
from clinicdesk.desk.chart import chart_of
from clinicdesk.desk.courses import change_course
from clinicdesk.desk.desk import Desk, Work, act
from clinicdesk.desk.entry import check_service, refuse
from clinicdesk.desk.guards import visit_of
from clinicdesk.desk.rest import begins_after, rest_of, through
from clinicdesk.desk.shown_costs import ShownCosts, costs_of
from clinicdesk.engine.coverage import determine as ask_payer
from clinicdesk.exchange.forms import DIAGNOSIS
from clinicdesk.exchange.result_file import as_json
from clinicdesk.model.coverage import Coverage, Determination, Inquiry
from clinicdesk.model.estimate import Estimate
from clinicdesk.model.payer import Indication, LineOfBusiness
from clinicdesk.model.people import Profession
from clinicdesk.model.records import CourseRecord, DeterminationRecord, EstimateRecord, VisitRecord
from clinicdesk.model.roles import Act
from clinicdesk.model.rulebook import EVERY_STATE
from clinicdesk.model.visit import Service
from clinicdesk.words import said


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to go on, by the name it is shown under. None = as the course has it.

    `sessions_range` belongs to `sessions`: where those are told, None = no range.
    """

    name: str
    use_insurance: bool | None = None
    code: str | None = None
    sessions: int | None = None
    sessions_range: tuple[int, int] | None = None

    def of(self, service: Service) -> Service:
        """The course's service this way."""
        return replace(
            service,
            use_insurance=service.use_insurance if self.use_insurance is None else self.use_insurance,
            code=self.code or service.code,
            sessions=service.sessions if self.sessions is None else self.sessions,
            sessions_range=service.sessions_range if self.sessions is None else self.sessions_range,
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """An option with its estimate and what the first plan says, where there is one.

    `costs` is what may be shown of the estimate, `chart` its bars as `chart_of` draws them.
    """

    option: Option
    estimate: Estimate
    determination: Determination | None
    costs: ShownCosts
    chart: str


@act(Act.DETERMINE)
def determine(work: Work, patient: str, visit: str) -> DeterminationRecord:
    """Keep what the rule book makes of the visit's plans and of who may treat. NotReady names what is lacking."""
    record = open_visit(work, patient, visit)
    result = through(rest_of(*unpriced_whole(work, record), work.rules), work.rules)
    told = told_parts(result, work.rules)
    kept = DeterminationRecord(
        **work.made(),
        patient=record.patient,
        visit=record.id,
        rulebook=work.rules.version,
        result=as_json({part: told[part] for part in ("practice", "coverage")}).decode(),
    )
    work.store.append(kept)
    work.about(statuses=[one.status.value for one in result.coverage])
    return kept


@act(Act.ESTIMATE)
def estimate(work: Work, patient: str, visit: str) -> EstimateRecord:
    """Keep an estimate as it is told to the patient: the visit file that it is made from, and the result file.

    NotReady names what is lacking, VisitRefused what no visit file may have.
    """
    record = open_visit(work, patient, visit)
    told, result = worked(work, record)
    inputs = written(told, work.rules)
    kept = EstimateRecord(
        **work.made(),
        patient=record.patient,
        visit=record.id,
        rulebook=work.rules.version,
        inputs=inputs.decode(),
        result=told_result(inputs, result, work.rules),
        patient_total=result.estimate.total["patient"],
    )
    work.store.append(kept)
    work.about(estimate=kept.id, cents=kept.patient_total)
    return kept


def tell(desk: Desk, patient: str, visit: str, course: CourseRecord, option: Option) -> EstimateRecord:
    """Keep an estimate as it is told to the patient, of the visit's `course` as it was seen, the option's way.

    The course is changed first where that differs; either both is kept or nothing. Refusals as of `change_course` and
    `estimate`.
    """
    chosen = option.of(course.service)
    with desk.store.transaction():
        if chosen != course.service:
            change_course(desk, replace(course, patient=patient, service=chosen))
        return estimate(desk, patient, visit)


@act(Act.COMPARE)
def compare(work: Work, patient: str, visit: str, options: Sequence[Option]) -> tuple[Compared, ...]:
    """Each option through the whole chain, side by side and for the same sessions; nothing of it is kept.

    EntryRefused for a code or a number of sessions that cannot be, NotReady where a code has no fee.
    """
    record = visit_of(work, patient, visit)
    work.about(record.patient, record.id, options=[one.name for one in options])
    whole = unpriced_whole(work, record)
    ways = [replace(whole.visit, service=one.of(whole.visit.service)) for one in options]
    before = max((begins_after(one, whole.so_far) for one in ways), default=0)
    return tuple(_compared(work, record, whole, one, before) for one in options)


@act(Act.LOOK_UP)
def look_up(
    work: Work,
    payer: str,
    code: str,
    *,
    state: str | None = None,
    profession: Profession | None = None,
    diagnoses: tuple[str, ...] = (),
    indication: Indication | None = None,
    line: LineOfBusiness | None = None,
    day: date | None = None,
) -> Determination:
    """What a payer says of a service, without any patient: `payer` is its id, `day` is today where none is told.

    EntryRefused for what is no payer, code, state or diagnosis.
    """
    if payer not in work.rules.payers:
        raise refuse("payer", "this is no payer of the rule book; choose one of the list, or unlisted")
    if code not in work.rules.service_codes:
        raise refuse(
            "code", said("the codes of dry needling are {choices}", choices=" and ".join(work.rules.service_codes))
        )
    if state is not None and (state not in work.rules.states or state == EVERY_STATE):
        raise refuse("state", "this is no US state that the rule book has; write two letters, such as NC")
    told = tuple(one.upper() for one in diagnoses)
    if not all(map(DIAGNOSIS.fullmatch, told)):
        raise refuse("diagnoses", "this has not the form of a diagnosis code; write it as M54.50")
    when = day or work.today
    inquiry = Inquiry(
        day=when,
        dates=(when,),
        code=code,
        state=state,
        profession=profession,
        diagnoses=told,
        indication=indication,
    )
    work.about(payer=payer, code=code, on=f"{when}")
    return ask_payer(Coverage(payer=payer, in_network=True, line_of_business=line), inquiry, work.rules)


def _compared(work: Work, record: VisitRecord, whole: Whole, option: Option, before: int) -> Compared:
    chosen = option.of(whole.visit.service)
    check_service(chosen, record.day, work.rules)
    fees = fees_on(work, record.day)
    lacking = lacking_fees(chosen, fees, record.day)
    if lacking:
        raise NotReady(lacking)
    visit = replace(whole.visit, service=chosen, fees={code: fees[code] for code in codes_of(chosen)})
    rest = rest_of(visit, whole.so_far, work.rules, before)
    result = through(rest, work.rules)
    return Compared(
        option=option,
        estimate=result.estimate,
        determination=next(iter(result.coverage), None),
        costs=costs_of(rest.visit, result, work.rules),
        chart=chart_of(rest.visit, result, work.rules),
    )
