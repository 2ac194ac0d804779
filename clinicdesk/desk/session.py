"""The shift at one computer: locking, unlocking with a PIN, switching between people, passwords."""

from dataclasses import replace

from clinicdesk.desk.clock import instant
from clinicdesk.desk.desk import Desk, Work, act
from clinicdesk.desk.door import read_keyring
from clinicdesk.desk.tries import settle, tried
from clinicdesk.errors import NotAllowed, SignInRefused
from clinicdesk.model.records import CLINIC, ClinicRecord, StaffRecord
from clinicdesk.model.roles import Act
from clinicdesk.model.trail import Entry
from clinicdesk.store.backup_check import KEYS
from clinicdesk.store.passwords import check, folded
from clinicdesk.store.pins import TRIES, check_pin, fits, hashed
from clinicdesk.words import said

NOT_RIGHT = "The PIN is not right."
PASSWORD_FIRST = "A PIN works only after a sign-in with the password in this shift. Sign in with the password."  # noqa: S105


@act(Act.LOCK)
def lock(work: Work) -> None:
    """Lock the desk. The keys stay in memory, so that a PIN unlocks it."""
    work.desk.locked = True


def unlock(desk: Desk, login: str, pin: str) -> None:
    """Unlock the desk, or switch to another person of this shift, with the PIN.

    SignInRefused for a wrong PIN; after five of them, and for who has not begun with a password, it asks for that.
    """
    staff = next((one for one in desk.store.find(StaffRecord, active=True) if folded(one.login) == folded(login)), None)
    if staff is None or staff.id not in desk.shift or not staff.pin:
        raise SignInRefused(PASSWORD_FIRST)
    if not fits(pin, staff.pin):
        _failed(desk, staff)
    _let_in(desk, staff, pin=True)


def _failed(desk: Desk, staff: StaffRecord) -> None:
    desk.shift[staff.id] += 1
    left = TRIES - desk.shift[staff.id]
    if not left:
        del desk.shift[staff.id]
    at = instant(desk.clock())
    desk.store.log(Entry(at=at, by=staff.id, act=Act.UNLOCK, told={"failed": True, "tries_left": left}))
    tries = said("1 more try.") if left == 1 else said("{left} more tries.", left=left)
    raise SignInRefused(said("{what} {then}", what=said(NOT_RIGHT), then=tries if left else said(PASSWORD_FIRST)))


def unlock_with_password(desk: Desk, login: str, password: str) -> None:
    """Unlock the desk, or begin another person's shift at it, with the password. SignInRefused as at sign-in."""
    unlocked, waits = tried(desk.folder, login, desk.clock(), lambda: read_keyring(desk.folder).unlock(login, password))
    staff = desk.store.get(StaffRecord, unlocked.person)
    if not staff.active:
        raise NotAllowed(said("{login} may not work here any more.", login=staff.login))
    _let_in(desk, staff, pin=False)
    settle(desk.folder, login, waits)


def _let_in(desk: Desk, staff: StaffRecord, *, pin: bool) -> None:
    """The person is at the desk, with the row that says so; where that cannot be written, the desk stays as it was."""
    before = vars(desk).copy()
    desk.enter(staff)
    try:
        with desk.work(Act.UNLOCK) as work:
            work.about(pin=pin)
    except BaseException:
        vars(desk).update(before)
        raise


@act(Act.SET_PIN)
def set_pin(work: Work, pin: str) -> None:
    """Choose one's own PIN: 4 to 12 digits."""
    check_pin(pin)
    work.store.put(replace(work.by, pin=hashed(pin)))


@act(Act.CHANGE_PASSWORD)
def change_password(work: Work, old: str, new: str) -> None:
    """Choose one's own password anew. SignInRefused for a wrong old one, NotAllowed for a bad new one."""
    check(new, work.by.login, work.store.get(ClinicRecord, CLINIC).name)
    keyring = read_keyring(work.desk.folder).change_password(work.by.login, old, new)
    keyring.write(work.desk.folder / KEYS)


@act(Act.SIGN_OUT)
def sign_out(work: Work) -> None:
    """End one's shift at this computer."""
    work.desk.shift.pop(work.by.id, None)
    work.desk.locked = True
