"""Who may needle where: the states' rules, and what they say of one practitioner on one day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clinicdesk.model.dated import Dated, Reason
from clinicdesk.model.payer import Need
from clinicdesk.model.people import Profession


class PracticeStatus(StrEnum):
    """What a state's law says of a profession and dry needling."""

    ALLOWED = "allowed"
    CONDITIONAL = "conditional"
    PROHIBITED = "prohibited"
    NOT_YET_EFFECTIVE = "not_yet_effective"
    SILENT = "silent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRule(Dated):
    """One dated block of a state's file.

    `training_hours` is the one number that the state asks for; `training` tells in words what is no single number.
    `effective` is the day on which a law that is enacted comes into force, None where no day is set.
    """

    profession: Profession
    status: PracticeStatus
    training_hours: int | None = None
    training: str = ""
    endorsement: bool = False
    written_consent: bool = False
    referral: bool = False
    delegation: bool | None = None
    effective: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeOfConsent(Dated):
    """The age in years at which the state lets a person consent to health care."""

    age: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentSentence(Dated):
    """A sentence that the state's law wants in the consent: its gist, and the words themselves where they are supplied.

    What ships has the gist alone. A clinic's own rule file has the `text`, which is printed as it stands.
    """

    professions: tuple[Profession, ...]
    gist: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A US state or DC. The id `every` holds the rows that are true of every state without one of its own."""

    id: str
    name: str
    practice: tuple[PracticeRule, ...] = ()
    age_of_consent: AgeOfConsent | None = None
    consent: tuple[ConsentSentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Permission:
    """What the state says of this practitioner on the day of the first session."""

    status: PracticeStatus
    needs: tuple[Need, ...]
    unmet: tuple[Need, ...]
    reasons: tuple[Reason, ...]
