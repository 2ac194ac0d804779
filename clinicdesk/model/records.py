"""What the clinic keeps: one frozen dataclass for each kind of record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from clinicdesk.model.clinic import Clinic
from clinicdesk.model.coverage import Benefits, Coverage, PhoneCheck
from clinicdesk.model.paper_records import (
    DocumentRecord,
    FileRecord,
    HandedOver,
    HandOverRecord,
    OnScreen,
    SheetRecord,
    SignatureRecord,
)
from clinicdesk.model.people import Party, Patient, Practitioner, Profession
from clinicdesk.model.questionnaire import Answer
from clinicdesk.model.record import Made, Passing, Versioned
from clinicdesk.model.roles import Role
from clinicdesk.model.visit import ClinicianDecision, Decision, Kind, Service

__all__ = [
    "CLINIC",
    "Amount",
    "AnswerRecord",
    "ApprovalRecord",
    "Asked",
    "BenefitsRecord",
    "ClinicRecord",
    "CourseRecord",
    "CoverageRecord",
    "DecisionReason",
    "DecisionRecord",
    "DeterminationRecord",
    "DocumentRecord",
    "DraftRecord",
    "EstimateRecord",
    "FeeRecord",
    "FileRecord",
    "HandOverRecord",
    "HandedOver",
    "OnScreen",
    "PatientRecord",
    "PhoneCheckRecord",
    "RuleFileRecord",
    "ScreeningRecord",
    "SettingRecord",
    "SheetRecord",
    "SignatureRecord",
    "StaffRecord",
    "VisitRecord",
    "VisitState",
]

CLINIC = "clinic"
"""The id of the one clinic's record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientRecord(Versioned):
    """A patient. `merged_into` is the id of the record that this one is a duplicate of, else empty."""

    given_name: str
    family_name: str
    birth_date: date | None
    phone: str = ""
    email: str = ""
    address: str = ""
    language: str = "en"
    guardian: Party | None = None
    representative: Party | None = None
    merged_into: str = ""

    @property
    def person(self) -> Patient:
        """The patient as the chain takes it."""
        return Patient(
            given_name=self.given_name,
            family_name=self.family_name,
            birth_date=self.birth_date,
            id=self.id,
            phone=self.phone,
            email=self.email,
            address=self.address,
            language=self.language,
            guardian=self.guardian,
            representative=self.representative,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRecord(Versioned):
    """One plan of a patient's. Benefits and telephone checks are records of their own; those of `plan` are empty.

    `rank` 1 is the primary; `ended` says that the plan is not the patient's any more.
    """

    patient: str
    rank: int
    plan: Coverage
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitsRecord(Made):
    """What was learned of a plan's benefits, from whom and as of when (`benefits.told_by`, `benefits.as_of`)."""

    patient: str
    coverage: str
    benefits: Benefits


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneCheckRecord(Made):
    """What the payer said on the telephone."""

    patient: str
    coverage: str
    check: PhoneCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRecord(Versioned):
    """A course of treatment (FHIR EpisodeOfCare). `coverages` are ids, the primary first; `closed_on` ends it."""

    patient: str
    opened_on: date
    service: Service
    practitioner: str
    coverages: tuple[str, ...] = ()
    closed_on: date | None = None


class VisitState(StrEnum):
    """Where a visit stands."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRecord(Versioned):
    """One day of a course (FHIR Encounter). `time` is "HH:MM" or empty; `screened` says that the answers are finished.

    `course` is empty while a visit of the day's list has none yet; `full_on` is the full set that a return builds on.
    """

    patient: str
    day: date
    course: str = ""
    time: str = ""
    kind: Kind = Kind.FULL
    full_on: date | None = None
    state: VisitState = VisitState.BOOKED
    screened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRecord(Made):
    """One answer; a later one of the same visit and item amends it. None = taken back.

    `language` is that of the question when it was answered.
    """

    patient: str
    visit: str
    item: str
    answer: Answer | None
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question word for word, with the words of its options."""

    item: str
    text: str
    options: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningRecord(Made):
    """A completed screening: what was asked, in what words, what was answered, and what came out.

    `result` is the result file's part `screening`; `rulebook` and `set_sha256` are in hexadecimal digits.
    """

    patient: str
    visit: str
    set_id: str
    set_version: str
    set_sha256: str
    rulebook: str
    kind: Kind
    asked: tuple[Asked, ...]
    answers: Mapping[str, Answer]
    outcome: str
    result: str


class DecisionReason(StrEnum):
    """Why a clinician decides as they do."""

    STABLE_AND_MANAGED = "stable_and_managed"
    SITE_AVOIDED = "site_avoided"
    TECHNIQUE_ADAPTED = "technique_adapted"
    OTHER_PROVIDER_AGREES = "other_provider_agrees"
    NOT_RELEVANT = "not_relevant"
    RISK_TOO_HIGH = "risk_too_high"
    NEEDS_MORE_FACTS = "needs_more_facts"
    PATIENT_DECLINES = "patient_declines"
    OTHER = "other"


REASONS: Mapping[Decision, tuple[DecisionReason, ...]] = {
    Decision.MAY_GO_ON: (
        DecisionReason.STABLE_AND_MANAGED,
        DecisionReason.SITE_AVOIDED,
        DecisionReason.TECHNIQUE_ADAPTED,
        DecisionReason.OTHER_PROVIDER_AGREES,
        DecisionReason.NOT_RELEVANT,
        DecisionReason.OTHER,
    ),
    Decision.NOT_TODAY: (
        DecisionReason.RISK_TOO_HIGH,
        DecisionReason.NEEDS_MORE_FACTS,
        DecisionReason.PATIENT_DECLINES,
        DecisionReason.OTHER,
    ),
}
"""What each decision may be made because of. One that was kept before stays as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRecord(Made):
    """A clinician's decision about findings.

    On paper: `by` filed it, `on_paper` is true, `scan` may be a file's id, and it waits for a record of the clinician's
    own whose `confirms` is this one's id. `rulings` has what was answered to each item that was decided about.
    """

    patient: str
    visit: str
    course: str
    code: DecisionReason
    decision: ClinicianDecision
    rulings: Mapping[str, Answer]
    on_paper: bool = False
    scan: str = ""
    confirms: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeterminationRecord(Made):
    """What the rule book made of the visit's coverages: the result file's part `coverage`, and `practice`."""

    patient: str
    visit: str
    rulebook: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateRecord(Made):
    """An estimate that was told to a patient: the visit file it was made from, and the result file."""

    patient: str
    visit: str
    rulebook: str
    inputs: str
    result: str
    patient_total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRecord(Versioned):
    """One person of the staff. `pin` is a hash, or empty; clinicians have a profession and a license."""

    login: str
    name: str
    roles: tuple[Role, ...]
    profession: Profession | None = None
    license: str = ""
    npi: str = ""
    dry_needling_hours: int | None = None
    endorsed: bool = False
    active: bool = True
    pin: str = ""

    @property
    def practitioner(self) -> Practitioner | None:
        """The person as one who treats; None without a profession."""
        if self.profession is None:
            return None
        return Practitioner(
            name=self.name,
            profession=self.profession,
            license=self.license,
            npi=self.npi,
            dry_needling_hours=self.dry_needling_hours,
            endorsed=self.endorsed,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicRecord(Versioned):
    """The clinic itself; there is one, with the id `CLINIC`."""

    name: str
    state: str
    currency: str = "USD"
    address: str = ""
    phone: str = ""
    npi: str = ""
    tin: str = ""

    def with_practitioner(self, practitioner: Practitioner) -> Clinic:
        """The clinic as the chain takes it."""
        return Clinic(
            name=self.name,
            state=self.state,
            practitioner=practitioner,
            currency=self.currency,
            address=self.address,
            phone=self.phone,
            npi=self.npi,
            tin=self.tin,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRecord(Versioned):
    """One setting; `id` is its name, `value` its text."""

    value: str


class Amount(StrEnum):
    """Which of a code's amounts a fee is: what is billed, the self-pay price, or a payer's contracted amount."""

    BILLED = "billed"
    SELF_PAY = "self_pay"
    ALLOWED = "allowed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRecord(Versioned):
    """One amount of the clinic's for one unit of a code, in cents, from a day until another (None = open).

    `payer` is a payer's id for a contracted amount, else empty.
    """

    code: str
    amount: Amount
    cents: int
    since: date
    until: date | None = None
    payer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFileRecord(Versioned):
    """A rule file of the clinic's own; `id` is its relative name. An empty text = taken back."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRecord(Passing):
    """What a person has typed into a form and not saved yet: `by` whom, at which `place`, since when it stands so."""

    by: str
    place: str
    at: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRecord(Made):
    """A clinician's approval of a screening set as it stood: id, version and sha256."""

    set_id: str
    set_version: str
    set_sha256: str
    name: str
    license: str
