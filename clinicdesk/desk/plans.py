"""A patient's plans: added, changed, ended; what was learned of their benefits, and what was said by telephone."""

from dataclasses import replace

from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.entry import check_plan, refuse
from clinicdesk.desk.guards import coverage_of
from clinicdesk.desk.people import changed
from clinicdesk.errors import NotAllowed
from clinicdesk.exchange.coverage import TELLERS, TOLD
from clinicdesk.model.coverage import Benefits, Coverage, PhoneCheck
from clinicdesk.model.records import BenefitsRecord, CoverageRecord, PhoneCheckRecord
from clinicdesk.model.roles import Act

TOLD_BY = TELLERS
"""Where benefits can be learned from."""

TOLD_BY_PHONE = TOLD
"""What a payer can say on the telephone, as codes of CoverageStatus."""


@act(Act.ADD_COVERAGE)
def add_coverage(work: Work, patient: str, plan: Coverage, rank: int) -> CoverageRecord:
    """Keep a plan of a patient's; `rank` 1 is the primary, 2 the next. EntryRefused names what cannot be kept."""
    kept = work.kept_patient(patient)
    _check(work, plan, rank)
    record = work.store.put(CoverageRecord(id=work.store.new_id(), patient=kept.id, rank=rank, plan=plan))
    work.about(kept.id, coverage=record.id, payer=plan.payer)
    return record


@act(Act.CHANGE_COVERAGE)
def end_coverage(work: Work, patient: str, coverage: str) -> CoverageRecord:
    """Say that a plan is not the patient's any more. It stays with the courses that used it."""
    stored = coverage_of(work, patient, coverage)
    if stored.ended:
        raise NotAllowed("This plan has ended already.")
    work.about(stored.patient, coverage=coverage, changed=["ended"])
    return work.store.put(replace(stored, ended=True))


@act(Act.CHANGE_COVERAGE)
def change_coverage(work: Work, record: CoverageRecord) -> CoverageRecord:
    """Keep a new state of a plan. Conflict where somebody else changed it since `record.version`."""
    stored = coverage_of(work, record.patient, record.id)
    _check(work, record.plan, record.rank)
    work.about(stored.patient, coverage=record.id, changed=changed(stored, record))
    return work.store.put(replace(record, patient=stored.patient))


@act(Act.TELL_BENEFITS)
def tell_benefits(work: Work, patient: str, coverage: str, benefits: Benefits) -> BenefitsRecord:
    """Keep what was learned of a plan's benefits; it must say from whom and as of when. The latest counts."""
    stored = coverage_of(work, patient, coverage)
    if not benefits.told_by:
        raise refuse("benefits.told_by", "say where this was learned: 271, phone, portal, card or patient")
    if benefits.as_of is None or benefits.as_of > work.today:
        raise refuse("benefits.as_of", "say as of which day this holds; that day is not after today")
    check_plan(replace(stored.plan, benefits=benefits), work.today, work.rules)
    record = BenefitsRecord(**work.made(), patient=stored.patient, coverage=coverage, benefits=benefits)
    work.store.append(record)
    work.about(stored.patient, coverage=coverage, told_by=benefits.told_by)
    return record


@act(Act.CHECK_BY_PHONE)
def check_by_phone(work: Work, patient: str, coverage: str, check: PhoneCheck) -> PhoneCheckRecord:
    """Keep what the payer said on the telephone: by whom, when, with which reference. The latest counts."""
    stored = coverage_of(work, patient, coverage)
    check_plan(replace(stored.plan, phone_check=check), work.today, work.rules)
    record = PhoneCheckRecord(**work.made(), patient=stored.patient, coverage=coverage, check=check)
    work.store.append(record)
    work.about(stored.patient, coverage=coverage, status=check.status.value)
    return record


def _check(work: Work, plan: Coverage, rank: int) -> None:
    """Benefits and telephone checks are kept with where they were learned, so a plan itself has none."""
    if rank < 1:
        raise refuse("rank", "the primary plan is 1, the next one 2")
    if plan.phone_check or plan.benefits != Benefits():
        raise refuse("benefits", "benefits and telephone checks are told in a step of their own")
    check_plan(plan, work.today, work.rules)
