"""A clinician's decision about findings: made on the screen, or signed on paper, filed, and confirmed later."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from clinicdesk.desk.chain import open_visit
from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.entry import refuse
from clinicdesk.desk.files import check_scan
from clinicdesk.desk.screening_set import license_of
from clinicdesk.desk.typed import typed
from clinicdesk.errors import NotAllowed
from clinicdesk.exchange.json_text import parse
from clinicdesk.model.questionnaire import AGE_ITEM, Answer, Severity
from clinicdesk.model.records import (
    REASONS,
    CourseRecord,
    DecisionReason,
    DecisionRecord,
    ScreeningRecord,
    VisitRecord,
)
from clinicdesk.model.roles import Act
from clinicdesk.model.visit import ClinicianDecision, Decision
from clinicdesk.words import said

LONGEST = 2000
_LONGEST_NAME = 200
_LONGEST_LICENSE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What is decided, because of what, and about which findings: the link ids of their items, all or some of them."""

    decision: Decision
    code: DecisionReason
    reason: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPaper:
    """Who signed a decision on the paper's review box, and when. `scan` may be the id of a file of the patient's."""

    by: str
    license: str
    signed_on: date
    scan: str = ""


@act(Act.DECIDE)
def decide(work: Work, patient: str, visit: str, ruling: Ruling) -> DecisionRecord:
    """Decide about findings of the finished screening.

    NotAllowed without a license on file, before the screening is finished, and once the visit's day is over;
    EntryRefused for an empty reason or one of the other decision, and for what the screening did not find.
    """
    record = open_visit(work, patient, visit)
    number = license_of(work.by)
    if work.today > record.day:
        raise NotAllowed(
            said(
                "This visit was on {day}. A decision counts from the day it is made: open a new visit.", day=record.day
            )
        )
    told = _decision(ruling, work.by.name, number, work.today)
    return _keep(work, _record(work, record, ruling, told))


@act(Act.FILE_DECISION)
def file_decision(work: Work, patient: str, visit: str, ruling: Ruling, paper: OnPaper) -> DecisionRecord:
    """File a decision that a clinician signed on paper. It counts at once, and waits for that clinician's confirmation.

    EntryRefused for a day that does not fit the visit, an empty name, license or reason, a reason of the other
    decision, and for what the screening did not find; NotAllowed before the screening is finished, or for a scan of
    another patient's.
    """
    record = open_visit(work, patient, visit)
    _check_day(work, record, paper.signed_on)
    check_scan(work, record.patient, paper.scan)
    by, number = typed("by", paper.by, _LONGEST_NAME), typed("license", paper.license, _LONGEST_LICENSE)
    told = _decision(ruling, by, number, paper.signed_on)
    return _keep(work, replace(_record(work, record, ruling, told), on_paper=True, scan=paper.scan))


@act(Act.CONFIRM_DECISION)
def confirm_decision(work: Work, decision: str) -> DecisionRecord:
    """Confirm a decision that was filed from paper: only the clinician whose license stands on it, and once."""
    filed = work.store.get(DecisionRecord, decision)
    work.about(filed.patient, filed.visit, confirms=filed.id)
    if not filed.on_paper:
        raise NotAllowed("This decision was made on the screen. Only one that was filed from paper is confirmed.")
    if license_of(work.by).casefold() != filed.decision.license.casefold():
        raise NotAllowed(
            said(
                "This paper bears the license {license}. Only the clinician who signed it confirms it.",
                license=filed.decision.license,
            )
        )
    if work.store.count(DecisionRecord, confirms=filed.id):
        raise NotAllowed("This decision is confirmed already.")
    kept = DecisionRecord(
        **work.made(),
        patient=filed.patient,
        visit=filed.visit,
        course=filed.course,
        code=filed.code,
        decision=filed.decision,
        rulings=filed.rulings,
        on_paper=False,
        confirms=filed.id,
    )
    return _keep(work, kept)


def _decision(ruling: Ruling, by: str, number: str, on: date) -> ClinicianDecision:
    return ClinicianDecision(
        by=by,
        license=number,
        on=on,
        decision=ruling.decision,
        reason=typed("reason", ruling.reason, LONGEST),
        findings=tuple(dict.fromkeys(ruling.findings)),
    )


def _record(work: Work, visit: VisitRecord, ruling: Ruling, told: ClinicianDecision) -> DecisionRecord:
    """The record of a decision that a clinician makes on the screen."""
    if ruling.code not in REASONS[ruling.decision]:
        raise refuse("code", "this is no reason for what was decided; choose one that is")
    return DecisionRecord(
        **work.made(),
        patient=visit.patient,
        visit=visit.id,
        course=visit.course,
        code=ruling.code,
        decision=told,
        rulings=_rulings(work, visit, told.findings),
        on_paper=False,
    )


def _keep(work: Work, record: DecisionRecord) -> DecisionRecord:
    work.store.append(record)
    told = record.decision
    work.about(
        decision=record.id, decided=told.decision.value, code=record.code.value, items=[*told.findings], on=f"{told.on}"
    )
    return record


def _rulings(work: Work, visit: VisitRecord, items: tuple[str, ...]) -> Mapping[str, Answer]:
    """What the finished screening has of each item that is decided about. EntryRefused for one without a finding."""
    screening = work.store.latest(ScreeningRecord, visit=visit.id)
    if not visit.screened or screening is None:
        raise NotAllowed("The screening of this visit is not finished yet. Finish it, then decide about what it found.")
    told = parse(screening.result.encode())
    found = {one["item"] for one in told["findings"] if one["severity"] != Severity.NOTE} | _declined(work, visit)
    if not items:
        raise refuse("findings", "name at least one finding that is decided about")
    for item in items:
        if item not in found:
            raise refuse(
                "findings", said("the screening of this visit has no finding about {item} to decide on", item=item)
            )
    known: dict[str, Answer] = {**screening.answers, AGE_ITEM: told["age"]}
    return {item: known[item] for item in items if item in known}


def _declined(work: Work, visit: VisitRecord) -> set[str]:
    """Because of what nobody was to be treated at this visit: to be taken back though the answer has changed since."""
    made = work.store.find(DecisionRecord, visit=visit.id)
    return {item for one in made if one.decision.decision is Decision.NOT_TODAY for item in one.decision.findings}


def _check_day(work: Work, visit: VisitRecord, signed_on: date) -> None:
    opened = work.store.get(CourseRecord, visit.course).opened_on if visit.course else visit.day
    if signed_on > min(work.today, visit.day):
        raise refuse("signed_on", "a decision is signed by the day of the visit, and not after today")
    if signed_on < opened:
        raise refuse(
            "signed_on", said("this lies before {opened}, the day on which the course was opened", opened=opened)
        )
