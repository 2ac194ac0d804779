"""Staff: who may sign in, as what, and how somebody leaves."""

from dataclasses import replace
from functools import partial

from clinicdesk.desk.desk import Desk, Work, act
from clinicdesk.desk.door import read_keyring
from clinicdesk.desk.recovery_seen import mark_shown
from clinicdesk.errors import NotAllowed, StoreFailed
from clinicdesk.model.records import CLINIC, ClinicRecord, DraftRecord, StaffRecord
from clinicdesk.model.roles import Act, Role
from clinicdesk.store.backup_check import KEYS
from clinicdesk.store.keys import Keyring
from clinicdesk.store.passwords import check, check_login, folded, shown
from clinicdesk.store.rekey import finish_rotation, rotate
from clinicdesk.words import said


@act(Act.ADD_STAFF)
def add_staff(work: Work, person: StaffRecord, password: str) -> StaffRecord:
    """One more person with a first password. The id and version that are handed in do not count.

    NotAllowed for a sign-in name that is taken, a bad password, no role, or a clinician without a license.
    """
    check_person(person)
    check_login(person.login)
    check(password, person.login, _clinic(work))
    kept = work.store.put(replace(person, id=work.store.new_id(), version=0, active=True, pin=""))
    work.about(staff=kept.id, roles=[*kept.roles])
    _write(work, _keyring(work).add(work.desk.unlocked, kept.id, kept.login, password))
    return kept


@act(Act.CHANGE_STAFF)
def change_staff(work: Work, person: StaffRecord) -> StaffRecord:
    """Change name, roles or what makes a clinician. The sign-in name, the PIN and whether somebody is active stay."""
    check_person(person)
    before = work.store.get(StaffRecord, person.id)
    if Role.MANAGER in before.roles and Role.MANAGER not in person.roles:
        _leave_a_manager(work, person.id)
    kept = work.store.put(replace(person, login=before.login, pin=before.pin, active=before.active))
    work.about(staff=kept.id, roles=[*kept.roles])
    return kept


@act(Act.RESET_PASSWORD)
def reset_password(work: Work, person: str, password: str) -> None:
    """A new password for somebody who has lost theirs; the PIN goes."""
    staff = work.store.get(StaffRecord, person)
    check(password, staff.login, _clinic(work))
    work.store.put(replace(staff, pin=""))
    work.desk.shift.pop(person, None)
    work.about(staff=person)
    _write(work, _keyring(work).reset_password(work.desk.unlocked, person, password))


@act(Act.REMOVE_STAFF)
def _remove(work: Work, person: str) -> None:
    staff = work.store.get(StaffRecord, person)
    if person == work.by.id:
        raise NotAllowed("Nobody removes themselves. Ask another manager.")
    if Role.MANAGER in staff.roles:
        _leave_a_manager(work, person)
    work.store.put(replace(staff, active=False, pin=""))
    for draft in work.store.find(DraftRecord, by=person):
        work.store.drop(DraftRecord, draft.id)
    work.desk.shift.pop(person, None)
    work.about(staff=person)


def remove_staff(desk: Desk, person: str) -> None:
    """Somebody leaves: they sign in no more, and the database gets a new key, which they never had.

    StoreFailed where others have the clinic open: the person is out, and the key follows at the next sign-in of a
    manager who is alone.
    """
    _remove(desk, person)
    try:
        finish_removals(desk)
    except StoreFailed as error:
        raise StoreFailed(
            said(
                "This person signs in no more. The database could not be given its new key yet; that is done when a "
                "manager signs in alone. {error}",
                error=error,
            )
        ) from error


def finish_removals(desk: Desk) -> None:
    """New keys for the database until nobody who has left has one: also after an interruption. For managers only."""
    if desk.staff is None or Role.MANAGER not in desk.staff.roles:
        return
    left = {one.id for one in desk.store.find(StaffRecord, active=False)}
    for person in left & read_keyring(desk.folder).logins.keys():
        desk.change_keys(partial(rotate, without=person))
    if desk.unlocked.current != list(desk.unlocked.database_keys)[-1]:
        desk.change_keys(finish_rotation)


@act(Act.NEW_RECOVERY_KEY)
def new_recovery_key(work: Work) -> str:
    """A new recovery key, shown this once. The old one opens nothing but old backups."""
    keyring, text = _keyring(work).new_recovery(work.desk.unlocked)
    mark_shown(work)
    _write(work, keyring)
    return text


def person_of(desk: Desk, login: str) -> str:
    """The id of whoever signs in by this name. NotAllowed where nobody does."""
    for person, name in read_keyring(desk.folder).logins.items():
        if folded(name) == folded(login):
            return person
    raise NotAllowed(said("Nobody signs in as {value}. `clinicdesk staff list` tells the names.", value=shown(login)))


def check_person(person: StaffRecord) -> None:
    """NotAllowed for a person without a name or a role, and for a clinician without profession and license."""
    if not person.name.strip():
        raise NotAllowed("A person has a name. Type it.")
    if not person.roles:
        raise NotAllowed(said("{login} needs a role: {choices}.", login=person.login, choices=", ".join(Role)))
    if Role.CLINICIAN in person.roles and (person.profession is None or not person.license.strip()):
        raise NotAllowed("A clinician needs a profession and a license number, since they stand under each decision.")


def _leave_a_manager(work: Work, person: str) -> None:
    others = [one for one in work.store.find(StaffRecord, active=True) if one.id != person]
    if not any(Role.MANAGER in one.roles for one in others):
        raise NotAllowed("This is the last manager. Make somebody else a manager first.")


def _clinic(work: Work) -> str:
    return work.store.get(ClinicRecord, CLINIC).name


def _keyring(work: Work) -> Keyring:
    return read_keyring(work.desk.folder)


def _write(work: Work, keyring: Keyring) -> None:
    """Inside the transaction, so that two managers never write at once, and no record stays if this fails."""
    keyring.write(work.desk.folder / KEYS)
