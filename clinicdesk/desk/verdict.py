"""What a determination rests on, for the one sentence that a clerk reads aloud."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clinicdesk.model.coverage import Determination
from clinicdesk.model.payer import COVERED, Billable, CoverageStatus, LineOfBusiness
from clinicdesk.model.rulebook import Rulebook


class Rest(StrEnum):
    """On what the first session's status rests."""

    POLICY = "policy"
    EXAMPLE = "example"
    PHONE = "phone"
    INACTIVE = "inactive"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the status rests on; `on` is the day of the call, or on which the policy was checked (None = neither)."""

    rest: Rest
    on: date | None = None


_RESTS = {
    "coverage.phone": Rest.PHONE,
    "coverage.phone_spoke": Rest.PHONE,
    "coverage.example": Rest.EXAMPLE,
    "coverage.rule": Rest.POLICY,
    "coverage.condition_fails": Rest.POLICY,
}
"""The reasons that can speak for the first session, which come before those of later ones."""


def verdict_of(told: Determination) -> Verdict:
    """What the first session's status rests on. What is not known rests on nothing, whoever said so."""
    if told.status is CoverageStatus.UNKNOWN:
        return Verdict(Rest.UNKNOWN)
    if told.status is CoverageStatus.INACTIVE:
        return Verdict(Rest.INACTIVE)
    speaks = next(one for one in told.reasons if one.code in _RESTS)
    called = speaks.values.get("on")
    checked = speaks.source.checked if speaks.source else None
    return Verdict(_RESTS[speaks.code], called if isinstance(called, date) else checked)


def billable_above(told: Determination, rules: Rulebook) -> Billable | None:
    """Whether the patient may be billed for a visit above the limit; None where there is no covered visit or limit."""
    if told.status not in COVERED or told.visits_allowed is None:
        return None
    if told.patient_may_be_billed in {Billable.YES, Billable.WITH_NOTICE}:
        return rules.billing[told.line_of_business or LineOfBusiness.OTHER].not_covered
    return told.patient_may_be_billed
