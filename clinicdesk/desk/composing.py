"""A plan put together from what is kept of it: the plan itself, its latest benefits, its latest telephone check."""

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
    told = store.latest(PhoneCheckRecord, coverage=record.id)
    return replace(
        record.plan, benefits=benefits.benefits if benefits else Benefits(), phone_check=told.check if told else None
    )


def plan_of(store: Store, record: CoverageRecord) -> Plan:
    """The coverage with its composed plan."""
    return Plan(record, composed(store, record))
