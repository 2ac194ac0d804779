"""A course of treatment as seen from one visit at the desk: what goes into the chain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from clinicdesk.model.clinic import Clinic
from clinicdesk.model.coverage import Coverage
from clinicdesk.model.fees import Fee
from clinicdesk.model.payer import Indication
from clinicdesk.model.people import Patient
from clinicdesk.model.questionnaire import Answer


class Kind(StrEnum):
    """The full set of questions, or the short one of a return visit."""

    FULL = "full"
    RETURN = "return"


class Decision(StrEnum):
    """What a clinician may decide of findings."""

    MAY_GO_ON = "may_go_on"
    NOT_TODAY = "not_today"


@dataclass(frozen=True, slots=True)
class OtherService:
    """Another code that is billed at every session."""

    code: str
    units: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The course: which code, how many sessions, from when, how many days apart."""

    code: str
    sessions: int
    first_session: date
    every_days: int = 7
    sessions_range: tuple[int, int] | None = None
    diagnoses: tuple[str, ...] = ()
    indication: Indication | None = None
    body_region: str = ""
    scheduled_on: date | None = None
    also: tuple[OtherService, ...] = ()
    use_insurance: bool = True

    def dates(self, sessions: int) -> tuple[date, ...]:
        """The days of the first so many sessions."""
        return tuple(self.first_session + timedelta(days=self.every_days * n) for n in range(sessions))

    @property
    def most_sessions(self) -> int:
        """The most sessions that anything is worked out for."""
        return max(self.sessions, self.sessions_range[1] if self.sessions_range else 0)


@dataclass(frozen=True, slots=True)
class ScreeningKind:
    """Which set was asked; a return builds on the full set of the day `full_on`."""

    kind: Kind = Kind.FULL
    full_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicianDecision:
    """What a licensed clinician decided about named findings."""

    by: str
    license: str
    on: date
    decision: Decision
    reason: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Everything that is told of one visit. `day` is today for every rule; `coverage` has the primary plan first."""

    day: date
    clinic: Clinic
    patient: Patient
    service: Service
    answers: Mapping[str, Answer] = field(default_factory=dict)
    coverage: tuple[Coverage, ...] = ()
    fees: Mapping[str, Fee] = field(default_factory=dict)
    screening: ScreeningKind = field(default_factory=ScreeningKind)
    clinician_decision: ClinicianDecision | None = None

    @property
    def self_pay(self) -> bool:
        """Whether the patient pays without a plan: has none, or asks not to use it."""
        return not self.coverage or not self.service.use_insurance

    @property
    def is_over(self) -> bool:
        """Whether the whole course lies before the day of the visit."""
        return self.service.dates(self.service.sessions)[-1] < self.day
