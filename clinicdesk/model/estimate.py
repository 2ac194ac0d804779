"""The cost of a course: lines, totals, and what had to be assumed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from clinicdesk.model.coverage import Coordination
from clinicdesk.model.dated import Reason
from clinicdesk.model.payer import CoverageStatus

AMOUNTS = (
    "billed",
    "allowed",
    "write_off",
    "deductible",
    "copay",
    "coinsurance",
    "out_of_pocket_reduction",
    "not_covered",
    "balance_bill",
    "plan",
    "secondary_plan",
    "patient",
)
"""The amounts of a line, in the order of the result."""


class Basis(StrEnum):
    """On what the estimate stands."""

    INSURED = "insured"
    SELF_PAY = "self_pay"
    NOT_COVERED = "not_covered"
    UNKNOWN = "unknown"


class Assumption(StrEnum):
    """What was not known and is worked out at the patient's expense, or taken to be so."""

    PHONE_CHECK_LAPSED = "phone_check_lapsed"
    NEEDS_ASSUMED_MET = "needs_assumed_met"
    OTHER_SERVICE_ASSUMED_COVERED = "other_service_assumed_covered"
    ALLOWED_NOT_KNOWN = "allowed_not_known"
    DEDUCTIBLE_NOT_STATED = "deductible_not_stated"
    COST_SHARE_NOT_STATED = "cost_share_not_stated"
    OUT_OF_POCKET_NOT_STATED = "out_of_pocket_not_stated"
    COORDINATION_NOT_KNOWN = "coordination_not_known"


class NotPaid(StrEnum):
    """Why the plan pays nothing for a line, where it is not the status that says so."""

    SELF_PAY = "self_pay"
    NO_VISITS_LEFT = "no_visits_left"
    NOT_OBTAINED = "not_obtained"


class CostShare(NamedTuple):
    """One plan's share of one line, with what it was worked out from. Cents; None = not stated.

    `base` is what the plan reckons from; `deductible_left`, `copay_left` and `out_of_pocket_left` are as they stood
    before. The three shares are as they stand after the cut to the out-of-pocket maximum; `reduction` is that cut.
    """

    base: int
    deductible: int
    copay: int
    coinsurance: int
    reduction: int
    deductible_left: int | None
    deductible_applies: bool
    copay_stated: int | None
    copay_left: int | None
    ratio: int | None
    rest: int
    out_of_pocket_left: int | None

    @property
    def patient(self) -> int:
        """Deductible, copay and coinsurance together."""
        return self.deductible + self.copay + self.coinsurance


class SecondShare(NamedTuple):
    """What the second plan does with a line: its own cost share, by which rule, and what it would have paid alone."""

    coordination: Coordination
    share: CostShare
    alone: int


class Line(NamedTuple):
    """One code at one session. All amounts in whole cents; `status` is what the plan says of it (None = no plan used).

    The last five fields are what the amounts rest on.
    """

    session: int
    day: date
    code: str
    units: int
    billed: int
    allowed: int
    write_off: int
    covered: bool
    deductible: int
    copay: int
    coinsurance: int
    out_of_pocket_reduction: int
    not_covered: int
    balance_bill: int
    plan: int
    secondary_plan: int
    patient: int
    status: CoverageStatus | None
    not_paid: NotPaid | None
    contracted: int | None
    share: CostShare | None
    second: SecondShare | None


@dataclass(frozen=True, slots=True)
class Range:
    """The patient's totals, in cents, for the least and the most sessions."""

    sessions: tuple[int, int]
    patient: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The whole course.

    `total` has the sum of each amount; `if_covered` and `if_not_obtained` are the patient's totals, in cents.

    `why` explains the patient's amount of each line in one sentence, in the order of the lines.
    """

    currency: str
    basis: Basis
    lines: tuple[Line, ...]
    total: Mapping[str, int]
    range: Range | None
    if_covered: int | None
    if_not_obtained: int | None
    assumptions: tuple[Assumption, ...]
    why: tuple[Reason, ...]
