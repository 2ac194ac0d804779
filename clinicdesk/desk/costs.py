"""What a visit costs: the determination, estimates that are told and kept, options side by side, a payer looked up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from clinicdesk.desk.chain import (
    NotReady,
    codes_of,
    fees_on,
    lacking_fees,
    open_visit,
    told_parts,
    told_result,
    unpriced,
    worked,
    written,
)
from clinicdesk.desk.chart import chart_of
from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.entry import check_service, refuse
from clinicdesk.desk.guards import visit_of
from clinicdesk.engine import visit as engine
from clinicdesk.engine.coverage import determine as ask_payer
from clinicdesk.exchange.result_file import as_json
from clinicdesk.model.coverage import Coverage, Determination, Inquiry
from clinicdesk.model.estimate import Estimate
from clinicdesk.model.payer import Indication, LineOfBusiness
from clinicdesk.model.people import Profession
from clinicdesk.model.records import DeterminationRecord, EstimateRecord, VisitRecord
from clinicdesk.model.roles import Act
from clinicdesk.model.rulebook import EVERY_STATE
from clinicdesk.model.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to go on, by the name it is shown under. None = as the course has it."""

    name: str
    use_insurance: bool | None = None
    code: str | None = None
    sessions: int | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """An option with its estimate and what the first plan says, where there is one; `chart` as `chart_of` draws it."""

    option: Option
    estimate: Estimate
    determination: Determination | None
    chart: str


@act(Act.DETERMINE)
def determine(work: Work, patient: str, visit: str) -> DeterminationRecord:
    """Keep what the rule book makes of the visit's plans and of who may treat. NotReady names what is lacking."""
    record = open_visit(work, patient, visit)
    result = engine.work(unpriced(work, record), work.rules)
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


@act(Act.COMPARE)
def compare(work: Work, patient: str, visit: str, options: Sequence[Option]) -> tuple[Compared, ...]:
    """Each option through the whole chain, side by side; nothing of it is kept.

    EntryRefused for a code or a number of sessions that cannot be, NotReady where a code has no fee.
    """
    record = visit_of(work, patient, visit)
    work.about(record.patient, record.id, options=[one.name for one in options])
    told = unpriced(work, record)
    return tuple(_compared(work, record, told, one) for one in options)


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
    """What a payer says of a service, without any patient: `payer` is its id, `day` is today where none is told."""
    if payer not in work.rules.payers:
        raise refuse("payer", "this is no payer of the rule book; choose one of the list, or unlisted")
    if code not in work.rules.service_codes:
        raise refuse("code", f"the codes of dry needling are {' and '.join(work.rules.service_codes)}")
    if state is not None and (state not in work.rules.states or state == EVERY_STATE):
        raise refuse("state", "this is no US state that the rule book has; write two letters, such as NC")
    when = day or work.today
    inquiry = Inquiry(
        day=when,
        dates=(when,),
        code=code,
        state=state,
        profession=profession,
        diagnoses=diagnoses,
        indication=indication,
    )
    work.about(payer=payer, code=code, on=f"{when}")
    return ask_payer(Coverage(payer=payer, in_network=True, line_of_business=line), inquiry, work.rules)


def _compared(work: Work, record: VisitRecord, told: Visit, option: Option) -> Compared:
    service = told.service
    chosen = replace(
        service,
        use_insurance=service.use_insurance if option.use_insurance is None else option.use_insurance,
        code=option.code or service.code,
        sessions=service.sessions if option.sessions is None else option.sessions,
        sessions_range=service.sessions_range if option.sessions is None else None,
    )
    check_service(chosen, record.day, work.rules)
    fees = fees_on(work, record.day)
    lacking = lacking_fees(chosen, fees, record.day)
    if lacking:
        raise NotReady(lacking)
    visit = replace(told, service=chosen, fees={code: fees[code] for code in codes_of(chosen)})
    result = engine.work(visit, work.rules)
    drawn = chart_of(visit, result, work.rules)
    return Compared(option, result.estimate, next(iter(result.coverage), None), drawn)
