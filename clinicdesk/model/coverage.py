"""A patient's coverage as told, and the determination that the rule book makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from clinicdesk.model.dated import Reason
from clinicdesk.model.payer import Billable, CoverageStatus, Indication, LineOfBusiness, Need
from clinicdesk.model.people import Profession


class Coordination(StrEnum):
    """How a second plan shares with the first."""

    STANDARD = "standard"
    MAINTENANCE_OF_BENEFITS = "maintenance_of_benefits"
    NON_DUPLICATION = "non_duplication"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accumulators:
    """What is left of the plan year: cents, and a count of visits.

    None = not stated by the payer, which is not zero.
    """

    deductible_remaining: int | None = None
    family_deductible_remaining: int | None = None
    out_of_pocket_remaining: int | None = None
    family_out_of_pocket_remaining: int | None = None
    visits_remaining: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefits:
    """The cost share. `copay` in cents a visit, `coinsurance` in ten-thousandths; None = not stated."""

    accumulators: Accumulators = field(default_factory=Accumulators)
    copay: int | None = None
    coinsurance: int | None = None
    deductible_applies: bool = True
    plan_year_ends: date | None = None
    next_year: Accumulators = field(default_factory=Accumulators)
    as_of: date | None = None
    told_by: str = ""

    @property
    def stated(self) -> bool:
        """Whether the payer has said anything that a cost can be worked out from."""
        return self != Benefits(as_of=self.as_of, told_by=self.told_by, plan_year_ends=self.plan_year_ends)


@dataclass(frozen=True, slots=True)
class PriorAuthorization:
    """The payer's leave. `visits` is a limit of its own; past `until` it is none."""

    number: str
    visits: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Referral:
    """Another provider's request for the service."""

    by: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneCheck:
    """What the payer said on the telephone of this service for this patient.

    Empty `codes` = every service of the visit.
    """

    status: CoverageStatus
    on: date
    by: str
    reference: str
    spoke_to: str = ""
    visits_allowed: int | None = None
    codes: tuple[str, ...] = ()
    may_bill_patient: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """FHIR Coverage: one plan of the patient's."""

    payer: str
    in_network: bool
    payer_name: str = ""
    line_of_business: LineOfBusiness | None = None
    plan_name: str = ""
    member_id: str = ""
    effective_from: date | None = None
    effective_to: date | None = None
    benefits: Benefits = field(default_factory=Benefits)
    visits_used: int = 0
    prior_authorization: PriorAuthorization | None = None
    referral: Referral | None = None
    phone_check: PhoneCheck | None = None
    coordination: Coordination | None = None
    documented_improvement: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What is asked of a payer: FHIR CoverageEligibilityRequest.

    None = not stated; `others` are the codes beside the service.
    """

    day: date
    dates: tuple[date, ...]
    code: str
    others: tuple[str, ...] = ()
    state: str | None = None
    profession: Profession | None = None
    diagnoses: tuple[str, ...] = ()
    indication: Indication | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """From this session on another status than the session before."""

    session: int
    status: CoverageStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Determination:
    """What one coverage means for a course, session by session.

    `needling` has the service's status a session, `others` that of each other code. `visits_allowed` is the payer's
    limit as stated, `service_limit` what is left of it; `authorized` is each session's limit by authorization (None =
    none). `lapsed` says that a telephone check was too old to count. `assumed` names the codes that nothing speaks of.
    """

    payer: str
    line_of_business: LineOfBusiness | None
    needling: tuple[CoverageStatus, ...]
    others: Mapping[str, tuple[CoverageStatus, ...]]
    changes: tuple[Change, ...]
    visits_allowed: int | None
    service_limit: int | None
    visits_left: int | None
    authorized: tuple[int | None, ...]
    needs: tuple[Need, ...]
    unmet: tuple[Need, ...]
    unmet_sessions: tuple[bool, ...]
    patient_may_be_billed: Billable
    verified: bool
    lapsed: bool
    assumed: frozenset[str]
    reasons: tuple[Reason, ...]

    @property
    def status(self) -> CoverageStatus:
        """The first session's status."""
        return self.needling[0]
