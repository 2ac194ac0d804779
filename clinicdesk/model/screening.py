"""What screening found."""

from dataclasses import dataclass
from enum import StrEnum

from clinicdesk.model.dated import Source
from clinicdesk.model.questionnaire import Scope, Severity

BIRTH_DATE = "birth_date"
"""Stands among the unanswered where the birth date is not known."""


class Outcome(StrEnum):
    """No outcome is ever called safe or cleared: `no_flags` means just that."""

    STOP = "stop"
    INCOMPLETE = "incomplete"
    REVIEW = "review"
    NO_FLAGS = "no_flags"


@dataclass(frozen=True, slots=True)
class Finding:
    """One trigger that held. FHIR DetectedIssue; severity high, moderate, low."""

    item: str
    severity: Severity
    scope: Scope
    message: str
    sources: tuple[Source, ...]
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Screening:
    """The outcome, its findings, the unanswered in the questionnaire's order, the age in years (None = not known)."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    unanswered: tuple[str, ...]
    age: int | None
