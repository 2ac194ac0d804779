"""How a patient is named and dated wherever one is shown."""

from datetime import date

from clinicdesk.engine import calendar
from clinicdesk.model.people import Patient, Signer
from clinicdesk.model.records import PatientRecord


def name_of(patient: PatientRecord | Patient) -> str:
    """`Núñez, Ana`; the one name where there is only one."""
    return ", ".join(part for part in (patient.family_name, patient.given_name) if part)


def age_on(birth: date, day: date) -> int:
    """Whole years on a day."""
    return calendar.age_on(birth, day)


def signer_name(patient: PatientRecord, signer: Signer) -> str:
    """Who signs, by the name that is printed there; empty where nobody is named."""
    if signer in {Signer.PATIENT, Signer.CHILD}:
        return patient.person.full_name
    named = {Signer.GUARDIAN: patient.guardian, Signer.REPRESENTATIVE: patient.representative}.get(signer)
    return named.name if named else ""
