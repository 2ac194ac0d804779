"""Making a clinic, signing in, and what a failed sign-in costs."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from clinicdesk.desk.clock import Clock, instant, now
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.door import be_empty, forget, make_folder, open_store, read_keyring
from clinicdesk.desk.staff import finish_removals
from clinicdesk.desk.tries import settle, tried
from clinicdesk.errors import NotAllowed, NotKept, SignInRefused, StoreFailed, TrailBroken
from clinicdesk.model.records import CLINIC, ClinicRecord, StaffRecord
from clinicdesk.model.roles import Act, Role
from clinicdesk.model.trail import Told
from clinicdesk.store.backup_check import KEYS
from clinicdesk.store.embedded import DATABASE, HEAD, EmbeddedStore
from clinicdesk.store.ids import new_id
from clinicdesk.store.keys import NOT_RIGHT, Keyring, Unlocked
from clinicdesk.store.passwords import check, check_login, folded
from clinicdesk.store.waits import Waits


@dataclass(frozen=True, slots=True)
class Made:
    """A new clinic: its desk, with the manager signed in, and the recovery key, which is shown this once."""

    desk: Desk
    recovery_key: str


def make_clinic(
    folder: Path,
    clinic: ClinicRecord,
    manager: StaffRecord,
    password: str,
    clock: Clock = now,
    *,
    demo: bool = False,
) -> Made:
    """A new clinic in a folder, with its first manager. The ids and versions that are handed in do not count.

    Raises StoreRefused where no clinic can be made there, NotAllowed for a bad name or password; nothing is left then.
    """
    _check_manager(manager)
    check_login(manager.login)
    check(password, manager.login, clinic.name)
    be_empty(folder, demo=demo)
    make_folder(folder)
    manager = replace(manager, id=new_id(), version=0)
    keyring, unlocked, recovery_key = Keyring.create(manager.id, manager.login, password)
    try:
        store = EmbeddedStore.create(folder, unlocked.database_keys[unlocked.current], unlocked.trail_key)
        with store.transaction():
            store.put(replace(clinic, id=CLINIC, version=0))
            store.put(manager)
        keyring.write(folder / KEYS)
    except BaseException:
        forget(folder, KEYS, HEAD, DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm")
        raise
    desk = Desk(store, folder, unlocked, clock)
    _enter(desk, manager.id, {"made": True})
    return Made(desk, recovery_key)


def _check_manager(manager: StaffRecord) -> None:
    if Role.MANAGER not in manager.roles:
        raise NotAllowed("The first person of a clinic has to be a manager.")


def sign_in(folder: Path, login: str, password: str, clock: Clock = now) -> Desk:
    """The desk, with this person signed in.

    Raises SignInRefused in the same words and after the same time for an unknown name and a wrong password, and while
    a wait goes on; StoreRefused where the clinic cannot be opened.
    """
    return _signed_in(folder, login, lambda keyring: keyring.unlock(login, password), clock)


def sign_in_with_recovery(folder: Path, recovery_key: str, login: str, clock: Clock = now) -> Desk:
    """The desk, opened with the recovery key, as the manager who signs in as `login`: to give out new passwords."""
    return _signed_in(folder, "", lambda keyring: keyring.unlock_with_recovery(recovery_key), clock, login)


def _signed_in(folder: Path, name: str, unlock: Callable[[Keyring], Unlocked], clock: Clock, manager: str = "") -> Desk:
    keyring = read_keyring(folder)
    unlocked, waits = tried(folder, name, clock(), lambda: unlock(keyring))
    desk = Desk(open_store(folder, unlocked, clock()), folder, unlocked, clock)
    try:
        person = unlocked.person or _manager(desk, keyring, manager)
        _enter(desk, person, _told(desk, waits, with_recovery=not unlocked.person))
        with suppress(StoreFailed):
            finish_removals(desk)
    except BaseException:
        desk.close()
        raise
    settle(folder, name, waits)
    return desk


def _enter(desk: Desk, person: str, told: dict[str, Told]) -> None:
    """The person at the desk, with the first row of the shift. Whoever has no record, or no active one, stays out."""
    try:
        staff = desk.store.get(StaffRecord, person)
    except NotKept:
        raise SignInRefused(NOT_RIGHT) from None
    if not staff.active:
        raise SignInRefused(NOT_RIGHT)
    desk.enter(staff)
    with desk.work(Act.SIGN_IN) as work:
        work.about(**told)


def _manager(desk: Desk, keyring: Keyring, login: str) -> str:
    """The manager of this name, for whom the recovery key stands in."""
    for person, name in keyring.logins.items():
        if folded(name) == folded(login) and Role.MANAGER in desk.store.get(StaffRecord, person).roles:
            return person
    raise SignInRefused("No manager signs in with this name. The recovery key works with a manager's name.")


def _told(desk: Desk, waits: Waits, *, with_recovery: bool) -> dict[str, Told]:
    """What the trail learns at a sign-in: failures since the last good one, and what is wrong with its own end."""
    told: dict[str, Told] = {"recovery_key": True} if with_recovery else {}
    if waits.attempts:
        names = {waits.tag(one.login): one.login for one in desk.store.find(StaffRecord)}
        told["failed"] = [f"{instant(one.at)} {names.get(one.tag, '?')}" for one in waits.attempts]
    try:
        desk.store.check_head()
    except TrailBroken as error:
        desk.trail_fault = told["trail_fault"] = str(error)
    return told
