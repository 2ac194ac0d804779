"""What papers are due, and what stands in the way of treatment."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from clinicdesk.model.dated import Dated, Reason
from clinicdesk.model.people import Signer


class NoticeKind(StrEnum):
    """The papers that can be due."""

    CONSENT = "consent"
    GOOD_FAITH_ESTIMATE = "good_faith_estimate"
    COST_ESTIMATE = "cost_estimate"
    ABN = "abn"
    ORGANIZATION_DETERMINATION = "organization_determination"
    NON_COVERED_WAIVER = "non_covered_waiver"


class BlockerKind(StrEnum):
    """Why no treatment may start."""

    SCREENING_STOP = "screening_stop"
    SCREENING_INCOMPLETE = "screening_incomplete"
    CLINICIAN_REVIEW = "clinician_review"
    CLINICIAN_DECLINED = "clinician_declined"
    PRACTICE_PROHIBITED = "practice_prohibited"
    PRACTITIONER_NOT_QUALIFIED = "practitioner_not_qualified"
    SIGNER_MISSING = "signer_missing"


@dataclass(frozen=True, slots=True)
class Deadline:
    """Booked at least so many business days ahead -> due so many business days after the booking."""

    ahead: int
    within: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRule(Dated):
    """The law or the rule behind one kind of paper.

    Only an estimate has deadlines; `on_request` is in business days.
    """

    kind: NoticeKind
    deadlines: tuple[Deadline, ...] = ()
    on_request: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A paper that is due. `signer` is None where the age is not known; `missing` names fields of the visit file."""

    kind: NoticeKind
    due: date | None
    signer: Signer | None
    missing: tuple[str, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason why no treatment may start, and its words."""

    kind: BlockerKind
    reason: Reason


class TranslationReview(NamedTuple):
    """Who has reviewed the translation of what patients read, and when."""

    by: str
    on: date


class Earlier(NamedTuple):
    """The estimate that the patient was given before this one: its number, the day, and what is other now, in words."""

    number: str
    given_on: date
    changed: tuple[str, ...]
