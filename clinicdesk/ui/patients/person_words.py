"""A person in words: what is known of them, and a field's value; what is not known says so."""

from datetime import date

from clinicdesk.desk.whom import name_of
from clinicdesk.model.people import Party, Patient
from clinicdesk.model.records import PatientRecord
from clinicdesk.ui.whom import born
from clinicdesk.words import Words, languages

FIELDS = (
    "name",
    "given_name",
    "family_name",
    "birth_date",
    "phone",
    "email",
    "address",
    "language",
    "guardian",
    "representative",
    "plan",
    "rank",
    "ended",
    "service",
    "practitioner",
    "coverages",
)
"""The fields of a patient, a plan and a course that are told by a name of their own."""


def facts(words: Words, person: PatientRecord | Patient, today: date) -> list[tuple[str, str]]:
    """What is known of a person, name by name; a guardian and a representative only where there is one."""
    said = [
        (field_name(words, "name"), name_of(person)),
        (field_name(words, "birth_date"), born(words, person, today)),
        *(
            (field_name(words, name), worded(words, name, getattr(person, name)))
            for name in ("phone", "email", "address")
        ),
        (field_name(words, "language"), worded(words, "language", person.language)),
    ]
    signers = {"guardian": person.guardian, "representative": person.representative}
    return said + [(field_name(words, name), worded(words, name, one)) for name, one in signers.items() if one]


def in_a_line(words: Words, person: PatientRecord | Patient, today: date) -> str:
    """Birth date and age, and how to reach the person; a guardian and a representative where there is one."""
    reached = [one for one in (person.phone, person.email, person.address) if one]
    signers = {"guardian": person.guardian, "representative": person.representative}
    named = [f"{field_name(words, name)}: {worded(words, name, one)}" for name, one in signers.items() if one]
    return " · ".join([born(words, person, today), *(reached or [words.say("ui.patients.person.no_way")]), *named])


def field_name(words: Words, name: str) -> str:
    """What a field of a patient is called."""
    return words.say(f"ui.patients.field.{name}")


def worded(words: Words, name: str, value: object) -> str:
    """A field's value as it is read; what is empty is not known."""
    if not value:
        return words.say("ui.patients.not_known")
    if isinstance(value, Party):
        return f"{value.name} ({value.relationship})" if value.relationship else value.name
    if name == "language":
        return languages().get(str(value), str(value))
    return words.day(value) if isinstance(value, date) else str(value)
