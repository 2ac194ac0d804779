"""A plan put together from what is kept of it: the plan itself, its latest benefits, its latest telephone check."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from clinicdesk.model.coverage import Benefits, Coverage
from clinicdesk.model.records import BenefitsRecord, CoverageRecord, PhoneCheckRecord
from clinicdesk.store.protocol import Store


@dataclass(frozen=True, slots=True)
class Plan:
    """A coverage as it is kept, and `composed` as the chain takes it."""

    record: CoverageRecord
    composed: Coverage


def composed(store: Store, record: CoverageRecord) -> Coverage:
    """The plan with what was learned last; where nothing was learned, nothing is stated."""
    benefits = store.latest(BenefitsRecord, coverage=record.id)
    return _composed(record, benefits, store.latest(PhoneCheckRecord, coverage=record.id))


def composed_all(store: Store, coverages: Collection[str]) -> dict[str, Coverage]:
    """Each plan by its id, as `composed`; so many questions to the store, however many plans."""
    benefits = {one.coverage: one for one in store.find_any(BenefitsRecord, "coverage", coverages)}
    checks = {one.coverage: one for one in store.find_any(PhoneCheckRecord, "coverage", coverages)}
    plans = store.find_any(CoverageRecord, "id", coverages)
    return {one.id: _composed(one, benefits.get(one.id), checks.get(one.id)) for one in plans}


def plan_of(store: Store, record: CoverageRecord) -> Plan:
    """The coverage with its composed plan."""
    return Plan(record, composed(store, record))


def _composed(record: CoverageRecord, benefits: BenefitsRecord | None, told: PhoneCheckRecord | None) -> Coverage:
    return replace(
        record.plan, benefits=benefits.benefits if benefits else Benefits(), phone_check=told.check if told else None
    )
