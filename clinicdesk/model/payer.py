"""Payers and their dated policies on the codes of dry needling."""

from dataclasses import dataclass
from enum import StrEnum

from clinicdesk.model.dated import Dated
from clinicdesk.model.people import Profession


class LineOfBusiness(StrEnum):
    """The kind of plan: one payer can have several, each with its own rules."""

    COMMERCIAL = "commercial"
    MEDICARE = "medicare"
    MEDICARE_ADVANTAGE = "medicare_advantage"
    MEDICAID = "medicaid"
    TRICARE = "tricare"
    VA = "va"
    WORKERS_COMP = "workers_comp"
    AUTO = "auto"
    OTHER = "other"


class Indication(StrEnum):
    """What the needling is for, in the words that policies use."""

    MYOFASCIAL_TRIGGER_POINTS = "myofascial_trigger_points"
    TEMPOROMANDIBULAR_DISORDER = "temporomandibular_disorder"
    CHRONIC_LOW_BACK_PAIN = "chronic_low_back_pain"
    TENDINOPATHY = "tendinopathy"
    WHIPLASH = "whiplash"
    HEADACHE = "headache"
    CARPAL_TUNNEL = "carpal_tunnel"
    SPINAL = "spinal"
    OTHER = "other"


class CoverageStatus(StrEnum):
    """What a payer says, in the words of medical policies; `unknown` is ours and is never shown as "no"."""

    COVERED = "covered"
    COVERED_WITH_CONDITIONS = "covered_with_conditions"
    NOT_COVERED = "not_covered"
    INVESTIGATIONAL = "investigational"
    EXCLUDED = "excluded"
    INACTIVE = "inactive"
    UNKNOWN = "unknown"


COVERED = frozenset({CoverageStatus.COVERED, CoverageStatus.COVERED_WITH_CONDITIONS})
"""The payer pays."""

REFUSED = frozenset({CoverageStatus.NOT_COVERED, CoverageStatus.INVESTIGATIONAL, CoverageStatus.EXCLUDED})
"""The payer is known not to pay."""


class Billable(StrEnum):
    """Whether the patient may be billed for what the plan does not pay."""

    YES = "yes"
    WITH_NOTICE = "with_notice"
    NO = "no"
    UNKNOWN = "unknown"


NOT_ASKED_FOR = frozenset({Billable.NO, Billable.UNKNOWN})
"""No money may be asked of the patient before the payer has been asked."""


class Need(StrEnum):
    """What a state or a payer asks for before treatment."""

    TRAINING_HOURS = "training_hours"
    ENDORSEMENT = "endorsement"
    WRITTEN_CONSENT = "written_consent"
    PRIOR_AUTHORIZATION = "prior_authorization"
    REFERRAL = "referral"


@dataclass(frozen=True, slots=True)
class VisitLimit:
    """So many visits in a period.

    `documented_improvement` marks a limit that holds only where the record shows improvement.
    """

    count: int
    period: str
    documented_improvement: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Dated):
    """One dated block of a payer's file. An empty condition holds for everything.

    `otherwise` marks the block that answers where no specific one does.
    """

    status: CoverageStatus
    codes: tuple[str, ...]
    otherwise: bool = False
    lines_of_business: tuple[LineOfBusiness, ...] = ()
    states: tuple[str, ...] = ()
    diagnoses: tuple[str, ...] = ()
    indications: tuple[Indication, ...] = ()
    professions: tuple[Profession, ...] = ()
    visits: tuple[VisitLimit, ...] = ()
    prior_authorization: bool = False
    referral: bool = False
    modifiers: tuple[str, ...] = ()
    patient_may_be_billed: Billable | None = None
    note: str = ""


def folded(name: str) -> str:
    """A payer's name as it is looked up: small letters and digits only."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """A payer by its fixed id. `example` marks a made-up plan, which is labelled wherever it shows."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    lines_of_business: tuple[LineOfBusiness, ...] = ()
    example: bool = False
    note: str = ""
    policies: tuple[Policy, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that leads to this payer."""
        return (self.id, self.name, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingRule(Dated):
    """Who may be billed, by line of business, where a policy says nothing of its own."""

    line_of_business: LineOfBusiness
    not_covered: Billable
    covered: Billable
