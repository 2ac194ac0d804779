"""Putting a backup in the clinic's place; what was there is kept aside.

The backup's files are first copied beside the clinic's and read back; then one rename decides that they take its
place. Whatever is killed after that is finished by `settle` when the clinic is opened next, and what is killed before
leaves the clinic as it was.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import rmtree

from clinicdesk.errors import StoreRefused
from clinicdesk.store.backup_check import FILES, KEYS, Backup, verify
from clinicdesk.store.backup_folder import disk_failing, name_of, pause_thinning, upkeep
from clinicdesk.store.embedded import DATABASE
from clinicdesk.store.files import copy_file, sync_folder
from clinicdesk.store.keys import Keyring, Unlocked

_READY = "restoring-"
_PART = "restore-part-"
_LOCKS = (0x40000000, 512)
"""Where SQLite keeps its locks in a database file: from which byte, how many."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place, the database that was kept aside (None = there was none), and sentences to be shown."""

    backup: Backup
    aside: Path | None
    told: tuple[str, ...]


def restore(data: Path, backup: Path, unlocked: Unlocked, now: datetime) -> Restored:
    """Put a backup in place of what is in the data folder. Nobody may have the clinic open, this program included.

    `unlocked` comes from the backup's own keys.json, with a password or the recovery key of that day, or from the
    clinic's. Raises StoreRefused for a backup that is not whole and while the clinic is open somewhere, StoreFailed
    where the disk fails; then the clinic is as it was.
    """
    found = verify(backup, unlocked)
    stamp = name_of(now)
    with upkeep(data), disk_failing(f"The data folder {data}"), _alone_with(data / DATABASE):
        told = tuple(_told(data, found))
        aside = data / f"{DATABASE}.before-{stamp}" if (data / DATABASE).exists() else None
        part = data / f"{_PART}{stamp}"
        try:
            _stage(part, found, unlocked)
            pause_thinning(data, backup.name, now)
            ready = part.rename(data / f"{_READY}{stamp}")
        finally:
            rmtree(part, ignore_errors=True)
        sync_folder(data)
        _put_in_place(ready)
    return Restored(found, aside, told)


def settle(data: Path) -> str:
    """Finish a restore that was cut short, before anything is opened; what was found, in a sentence, or nothing.

    To be called before `keys.json` is read, since that may be the one that is going.
    """
    if not _ready(data):
        return ""
    with upkeep(data), disk_failing(f"The data folder {data}"), _alone_with(data / DATABASE):
        for ready in _ready(data):
            _put_in_place(ready)
    return "A restore had been cut short. It is finished now: the clinic stands as the backup has it."


def _ready(data: Path) -> list[Path]:
    return sorted(data.glob(f"{_READY}*"))


def _stage(part: Path, found: Backup, unlocked: Unlocked) -> None:
    """Copy the backup into the data folder and read it back. What a kill has left of others is removed first."""
    for left in part.parent.glob(f"{_PART}*"):
        rmtree(left, ignore_errors=True)
    part.mkdir(mode=0o700)
    for name in FILES:
        copy_file(found.folder / name, part / name)
    sync_folder(part)
    verify(part, unlocked)


def _told(data: Path, found: Backup) -> Iterator[str]:
    if found.behind:
        yield "This backup is of an older version of the program. It is brought up to date when the clinic is opened."
    try:
        present = Keyring.read(data / KEYS).logins
    except StoreRefused:
        return
    back = [login for person, login in Keyring.read(found.folder / KEYS).logins.items() if person not in present]
    if back:
        yield f"These can sign in again, as on the day of the backup: {', '.join(sorted(back))}. Remove them anew."


def _put_in_place(ready: Path) -> None:
    """Each file of the backup takes the place of the clinic's, which goes aside with what belongs to it.

    It can be begun again wherever it was cut short. A WAL goes before its database: it must never meet another one.
    """
    data, stamp = ready.parent, ready.name.removeprefix(_READY)
    for name in FILES:
        if not (ready / name).exists():
            continue
        for end in ("-wal", "-shm", ""):
            if (data / f"{name}{end}").exists():
                (data / f"{name}{end}").rename(data / f"{name}.before-{stamp}{end}")
        sync_folder(data)
        (ready / name).rename(data / name)
        sync_folder(data)
    ready.rmdir()
    sync_folder(data)


@contextmanager
def _alone_with(path: Path) -> Iterator[None]:
    """Hold SQLite's own locks on a database, so that nobody has it open or comes to; StoreRefused where somebody has.

    On Windows a file that somebody has open cannot be renamed, which says the same.
    """
    if sys.platform == "win32" or not path.exists():
        yield
        return
    import fcntl  # noqa: PLC0415 - Windows has none

    number = os.open(path, os.O_RDWR)
    try:
        try:
            fcntl.lockf(number, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKS[1], _LOCKS[0])
        except OSError as error:
            raise StoreRefused(
                "The clinic is open in a window or a command. Close it everywhere, then try again. Nothing was changed."
            ) from error
        yield
    finally:
        os.close(number)
