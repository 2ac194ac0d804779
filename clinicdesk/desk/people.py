"""Patients: found, registered after a look at likely duplicates, changed, merged and taken apart again."""

from dataclasses import dataclass, fields, replace
from typing import Any

from clinicdesk.desk.desk import Desk, Work, act
from clinicdesk.desk.entry import check_person
from clinicdesk.desk.phones import compared
from clinicdesk.engine.practice import age_of_consent
from clinicdesk.errors import NotAllowed
from clinicdesk.model.people import Patient
from clinicdesk.model.record import V
from clinicdesk.model.records import CLINIC, ClinicRecord, PatientRecord
from clinicdesk.model.roles import Act
from clinicdesk.store.protocol import Likeness
from clinicdesk.store.search_words import joined

__all__ = [
    "Difference",
    "Likeness",
    "add_patient",
    "agreeing",
    "change",
    "changed",
    "differences",
    "find",
    "likely",
    "likely_duplicates",
    "merge",
    "register",
    "signs_alone_from",
    "unmerge",
    "with_person",
]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two people have changed to different values, or one of the two: what each of them has now.

    `mine_is_new` and `theirs_is_new` say whose value is another than the one that both began with.
    """

    field: str
    mine: Any
    theirs: Any
    mine_is_new: bool
    theirs_is_new: bool


@act(Act.FIND)
def likely_duplicates(work: Work, person: Patient) -> list[Likeness]:
    """Who may be the same person as one who is about to be registered, the likeliest first; shown before saving.

    A record that was merged stands for the one that it was merged into.
    """
    found = likely(work, person)
    work.about(hits=len(found), before="register")
    return found


@act(Act.FIND)
def find(work: Work, text: str, limit: int = 20) -> list[PatientRecord]:
    """The patients that a typed text finds, newest first, each once. The trail learns the length of the text only."""
    found = {one.id: one for one in (work.kept_patient(hit.id) for hit in work.store.search(text, limit))}
    work.about(hits=len(found), length=len(text))
    return list(found.values())


@act(Act.REGISTER)
def register(work: Work, person: Patient) -> PatientRecord:
    """Keep a new patient under a new id. EntryRefused names what cannot be kept.

    Nothing is merged and nobody is turned away for being like another: `likely_duplicates` comes first, on the screen.
    """
    kept = add_patient(work, person)
    work.about(kept.id)
    return kept


@act(Act.CHANGE_PATIENT)
def change(work: Work, record: PatientRecord) -> PatientRecord:
    """Keep a new state of a patient; the trail learns which fields changed, not what stands in them.

    Conflict where somebody else changed it since `record.version`; NotAllowed for one that was merged, and for a change
    of `merged_into`.
    """
    stored = work.store.get(PatientRecord, record.id)
    if stored.version == record.version:
        if stored.merged_into:
            raise NotAllowed("This record was merged into another one. Change the patient's other record.")
        if record.merged_into:
            raise NotAllowed("Two records are merged in a step of its own. Nothing was saved.")
    check_person(record.person, work.today, work.rules)
    work.about(record.id, changed=changed(stored, record))
    return work.store.put(record)


@act(Act.MERGE)
def merge(work: Work, goes: str, stays: str) -> PatientRecord:
    """Say that two records are one patient, and return the one that stays. Nothing moves; `unmerge` takes it back."""
    going, staying = work.store.get(PatientRecord, goes), work.store.get(PatientRecord, stays)
    if going.id == staying.id:
        raise NotAllowed("A record cannot be merged into itself. Choose two records.")
    if work.kept_patient(goes).id == work.kept_patient(stays).id:
        raise NotAllowed("These two records are one patient already.")
    if going.merged_into:
        raise NotAllowed("This record was merged into another one already. Undo that first.")
    if staying.merged_into:
        raise NotAllowed("The record that should stay was merged into another one. Merge into that other one.")
    work.store.put(replace(going, merged_into=stays))
    work.about(stays, goes=goes)
    return staying


@act(Act.UNMERGE)
def unmerge(work: Work, goes: str) -> PatientRecord:
    """Take a merging back: the record is a patient of its own again, with everything that was kept under its id."""
    going = work.store.get(PatientRecord, goes)
    if not going.merged_into:
        raise NotAllowed("This record was not merged into another one, so there is nothing to undo.")
    work.about(going.merged_into, goes=goes)
    return work.store.put(replace(going, merged_into=""))


def add_patient(work: Work, person: Patient) -> PatientRecord:
    """Keep a new patient, as part of an act. EntryRefused names what cannot be kept."""
    check_person(person, work.today, work.rules)
    return work.store.put(_record(work.store.new_id(), person))


def likely(work: Work, person: Patient) -> list[Likeness]:
    """The likely duplicates of somebody who is not kept yet, each kept patient once."""
    found: dict[str, Likeness] = {}
    for one in work.store.likely(_record(work.store.new_id(), person)):
        kept = work.kept_patient(one.patient.id)
        found.setdefault(kept.id, replace(one, patient=kept))
    return list(found.values())


def changed(stored: V, record: V) -> list[str]:
    """The names of the fields in which two states of a record differ."""
    names = (one.name for one in fields(stored) if one.name != "version")
    return [name for name in names if getattr(stored, name) != getattr(record, name)]


def differences(began: V, mine: V, theirs: V) -> tuple[Difference, ...]:
    """In which fields two states differ that were both made of `began`: to be looked at after a Conflict."""

    def told(name: str) -> Difference:
        first, own, other = (getattr(one, name) for one in (began, mine, theirs))
        return Difference(name, own, other, own != first, other != first)

    return tuple(told(name) for name in changed(mine, theirs))


def agreeing(one: Patient, other: Patient) -> frozenset[str]:
    """The fields in which two persons say the same, accents, capitals and the spelling of a number apart."""
    alike: dict[str, list[object]] = {
        "name": [(joined(who.family_name), joined(who.given_name)) for who in (one, other)],
        "birth_date": [one.birth_date, other.birth_date],
        "phone": [compared(who.phone) for who in (one, other)],
        "email": [who.email.casefold() for who in (one, other)],
        "address": [joined(who.address) for who in (one, other)],
    }
    return frozenset(name for name, (left, right) in alike.items() if left and left == right)


def signs_alone_from(desk: Desk) -> int:
    """The age in years from which a patient signs alone in the clinic's state. It is no act, as it is about nobody."""
    return age_of_consent(desk.rules.states.get(desk.store.get(ClinicRecord, CLINIC).state))


def with_person(record: PatientRecord, person: Patient) -> PatientRecord:
    """A patient's record with everything that a form asks for; id, version and mergings stay."""
    made = _record(record.id, person)
    return replace(made, version=record.version, merged_into=record.merged_into)


def _record(record_id: str, person: Patient) -> PatientRecord:
    return PatientRecord(
        id=record_id,
        given_name=person.given_name,
        family_name=person.family_name,
        birth_date=person.birth_date,
        phone=person.phone,
        email=person.email,
        address=person.address,
        language=person.language,
        guardian=person.guardian,
        representative=person.representative,
    )
