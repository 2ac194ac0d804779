"""People: the patient, those who may sign for the patient, and the practitioner."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Profession(StrEnum):
    """Who puts the needles in, as payers and practice acts tell them apart."""

    PT = "PT"
    PTA = "PTA"
    OT = "OT"
    AT = "AT"
    DC = "DC"
    LAC = "LAc"
    MD = "MD"
    DO = "DO"
    NP = "NP"
    PA = "PA"
    DDS = "DDS"


class Signer(StrEnum):
    """Who signs the papers: one who decides; and beside that one a child, an interpreter, a clinician."""

    PATIENT = "patient"
    GUARDIAN = "guardian"
    REPRESENTATIVE = "representative"
    CHILD = "child"
    INTERPRETER = "interpreter"
    CLINICIAN = "clinician"


@dataclass(frozen=True, slots=True)
class Party:
    """A guardian or a legal representative."""

    name: str
    relationship: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """FHIR Patient. `birth_date` is None where it is not known; names are two fields and never parsed."""

    given_name: str
    family_name: str
    birth_date: date | None
    id: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    language: str = "en"
    guardian: Party | None = None
    representative: Party | None = None

    @property
    def full_name(self) -> str:
        """Given name and family name; empty where neither is known."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def not_known(self) -> tuple[str, ...]:
        """What an estimate has to name and nobody knows, as fields of the visit file."""
        known = {"patient.name": self.full_name, "patient.birth_date": self.birth_date}
        return tuple(place for place, value in known.items() if not value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Practitioner:
    """Who treats. `dry_needling_hours` is None where nobody has said."""

    name: str
    profession: Profession
    license: str = ""
    npi: str = ""
    dry_needling_hours: int | None = None
    endorsed: bool = False
