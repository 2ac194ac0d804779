"""Backups at the desk: making one when it is due, checking one, putting one back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from clinicdesk.desk.clock import Clock, now
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.door import make_folder
from clinicdesk.desk.tries import settle, tried
from clinicdesk.errors import NotAllowed, NotKept, StoreRefused
from clinicdesk.model.records import SettingRecord, StaffRecord
from clinicdesk.model.roles import Act, Role
from clinicdesk.store import restore
from clinicdesk.store.backup import Made, back_up
from clinicdesk.store.backup_check import KEYS, Backup, verify
from clinicdesk.store.backup_folder import BACKUPS, backups, confirm_restore, instant_of
from clinicdesk.store.backup_staff import person_of
from clinicdesk.store.embedded import HEAD
from clinicdesk.store.head import read_head
from clinicdesk.store.keys import Keyring, Unlocked
from clinicdesk.words import said

EVERY = timedelta(minutes=30)
SECOND_FOLDER = "backup.second_folder"
"""The setting that names the folder, on another disk, for a second copy of each backup."""


def make_backup(desk: Desk) -> Made:
    """A verified backup now, and its second copy where a folder is set. Others go on working meanwhile."""
    made = backup_of(desk)()
    tell_backup(desk, made)
    return made


def backup_of(desk: Desk) -> Callable[[], Made]:
    """What makes the backup, to be called on any thread while the desk goes on; `tell_backup` then writes its row."""
    desk.allowed(Act.BACK_UP)
    return partial(back_up, desk.folder, desk.unlocked, desk.clock(), _second_folder(desk))


def tell_backup(desk: Desk, made: Made) -> None:
    """Tell the trail of a backup that was made."""
    with desk.work(Act.BACK_UP) as work:
        work.about(backup=made.backup.folder.name, rows=made.backup.contents.head.number, trouble=bool(made.trouble))


@dataclass(frozen=True, slots=True)
class BackupLine:
    """A backup in the clinic's folder: its folder, the instant that it was made at, and its size in bytes."""

    folder: Path
    at: datetime
    size: int


def list_backups(desk: Desk) -> tuple[BackupLine, ...]:
    """The backups that are there, the newest first. It tells of no patient, so it is no act."""
    desk.present()
    return tuple(
        BackupLine(one, instant_of(one), sum(file.stat().st_size for file in one.iterdir() if file.is_file()))
        for one in reversed(backups(desk.folder / BACKUPS))
    )


def is_due(desk: Desk, after: timedelta = EVERY) -> bool:
    """Whether so much time has passed since the last backup, and anything was done since. At closing: after nothing."""
    made = backups(desk.folder / BACKUPS)
    if not made:
        return True
    head = read_head(made[-1] / HEAD)
    # the row that tells of the backup itself comes after it
    changed = head is None or desk.store.last_row().number > head.number + 1
    return changed and desk.clock() - instant_of(made[-1]) >= after


def close_desk(desk: Desk) -> None:
    """End the day: the search index in order, a backup of what was done, and the store closed, come what may."""
    try:
        if desk.staff and not desk.locked and is_due(desk, timedelta()):
            desk.store.tidy()
            make_backup(desk)
    finally:
        desk.close()


def verify_backup(desk: Desk, backup: Path) -> Backup:
    """Open a backup and read all of it. StoreRefused says what is wrong with one that is not whole."""
    desk.allowed(Act.VERIFY_BACKUP)
    found = verify(backup, desk.unlocked)
    with desk.work(Act.VERIFY_BACKUP) as work:
        work.about(backup=backup.name, rows=found.contents.head.number)
    return found


def confirm(desk: Desk) -> None:
    """What was restored is what was wanted: backups are thinned out again."""
    with desk.work(Act.RESTORE) as work:
        confirm_restore(desk.folder)
        work.about(confirmed=True)


def restore_with_password(
    folder: Path, backup: Path, login: str, password: str, clock: Clock = now
) -> restore.Restored:
    """Put a backup in the clinic's place, as a manager of the day of the backup. What was there is kept aside.

    SignInRefused and NotAllowed as at sign-in, StoreRefused for a backup that is not whole or while the clinic is open.
    """
    return _restored(folder, backup, login, lambda keyring: keyring.unlock(login, password), clock)


def restore_with_recovery(folder: Path, backup: Path, recovery_key: str, clock: Clock = now) -> restore.Restored:
    """Put a backup in the clinic's place with the recovery key of its day alone: also on a new computer."""
    return _restored(folder, backup, "", lambda keyring: keyring.unlock_with_recovery(recovery_key), clock)


def _restored(
    folder: Path, backup: Path, login: str, unlock: Callable[[Keyring], Unlocked], clock: Clock
) -> restore.Restored:
    make_folder(folder)
    keyring = Keyring.read(backup / KEYS)
    unlocked, waits = tried(folder, login, clock(), lambda: unlock(keyring))
    if unlocked.person and Role.MANAGER not in _person(backup, unlocked).roles:
        raise NotAllowed(
            said("{login} may not put a backup back. A manager may, or whoever has the recovery key.", login=login)
        )
    settle(folder, login, waits)
    return restore.restore(folder, backup, unlocked, clock())


def _person(backup: Path, unlocked: Unlocked) -> StaffRecord:
    found = person_of(backup, unlocked)
    if found is None or not found.active:
        raise StoreRefused(
            said("The backup {backup} does not know you. The recovery key of its day opens it.", backup=backup)
        )
    return found


def _second_folder(desk: Desk) -> Path | None:
    try:
        set_to = desk.store.get(SettingRecord, SECOND_FOLDER).value
    except NotKept:
        return None
    return Path(set_to) if set_to else None
