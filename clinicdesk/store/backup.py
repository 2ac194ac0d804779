"""Backups: a copy of one instant that was read back and compared before it is called one."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from shutil import rmtree

from clinicdesk.errors import StoreFailed, StoreRefused
from clinicdesk.store.backup_check import FILES, KEYS, Backup, verify
from clinicdesk.store.backup_folder import BACKUPS, backups, disk_failing, instant_of, is_paused, name_of, upkeep
from clinicdesk.store.backup_thinning import thin
from clinicdesk.store.embedded import DATABASE, HEAD
from clinicdesk.store.files import copy_file, sync_file, sync_folder
from clinicdesk.store.head import write_head
from clinicdesk.store.keys import Unlocked
from clinicdesk.store.looking import key_of
from clinicdesk.store.opening import open_database
from clinicdesk.store.snapshot import Contents, copied_as_is
from clinicdesk.words import said

_PART = ".part"
_GONE = ".gone"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup; the same in a second folder, or a sentence why it is not there; and those that were thinned out."""

    backup: Backup
    second: Backup | None
    trouble: str
    dropped: tuple[Path, ...]


def back_up(data: Path, unlocked: Unlocked, now: datetime, also: Path | None = None) -> Made:
    """Make a verified backup of the data folder, then a second one in the folder `also`, then thin both out.

    It opens the database itself, so that it may run beside the store in a thread of its own; others go on working.
    Raises StoreRefused and StoreFailed where no good backup could be made; then none is left behind. What is wrong
    with the second folder is told in `trouble` and harms nothing.
    """
    with upkeep(data):
        name = name_of(now)
        backup = _kept(data / BACKUPS, name, unlocked, lambda part: _fill(part, data, unlocked))
        second, trouble = _second(backup, also, unlocked) if also else (None, "")
        dropped: list[Path] = []
        if not is_paused(data):
            dropped += _thin_out(data / BACKUPS, now)
            dropped += _thin_out(also, now) if also and second else ()
    return Made(backup, second, trouble, tuple(dropped))


def _kept(folder: Path, name: str, unlocked: Unlocked, fill: Callable[[Path], Contents]) -> Backup:
    """Fill a folder, read it back, compare, and only then give it a backup's name."""
    _clear(folder)
    part = folder / f"{name}{_PART}"
    try:
        with disk_failing(f"The backup {folder / name}"):
            part.mkdir(mode=0o700)
            contents = fill(part)
            sync_folder(part)
            found = _read_back(part, unlocked, contents)
            part.rename(folder / name)
            sync_folder(folder)
    except BaseException:
        rmtree(part, ignore_errors=True)
        raise
    return replace(found, folder=folder / name)


def _read_back(part: Path, unlocked: Unlocked, contents: Contents) -> Backup:
    found = verify(part, unlocked)
    if found.contents != contents:
        raise StoreFailed(said("The backup {part} does not hold what the clinic does. Make another one.", part=part))
    return found


def _fill(part: Path, data: Path, unlocked: Unlocked) -> Contents:
    """What stands in the data folder now; the database as of one instant, and the head that it has then."""
    key = unlocked.database_keys[key_of(data / DATABASE, unlocked) or unlocked.current]
    path = data / DATABASE
    with closing(open_database(path, key).conn) as reader, closing(open_database(path, key).conn) as holder:
        contents = copied_as_is(reader, holder, path, part / DATABASE, key)
    copy_file(data / KEYS, part / KEYS)
    if not write_head(part / HEAD, contents.head):
        raise StoreFailed(
            said("{head} could not be written into the backup. See that the disk has room, then try again.", head=HEAD)
        )
    sync_file(part / HEAD)
    return contents


def _second(backup: Backup, also: Path, unlocked: Unlocked) -> tuple[Backup | None, str]:
    """The same backup in another folder, or why it is not there."""
    if not also.is_dir():
        return None, said(
            "There is no second copy: {also} is not there. Plug the drive in, then make another backup.", also=also
        )

    def fill(part: Path) -> Contents:
        for name in FILES:
            copy_file(backup.folder / name, part / name)
        return backup.contents

    try:
        return _kept(also, backup.folder.name, unlocked, fill), ""
    except (StoreFailed, StoreRefused) as error:
        return None, said("There is no second copy. {error}", error=error)


def _thin_out(folder: Path, now: datetime) -> Iterator[Path]:
    """Drop what may go. One that is being dropped is no backup any more, however far that gets."""
    made = {instant_of(path): path for path in backups(folder)}
    for path in [made[at] for at in thin(made, now)]:
        with disk_failing(f"The folder {folder}"):
            gone = path.rename(path.with_name(f"{path.name}{_GONE}"))
        rmtree(gone, ignore_errors=True)
        yield path


def _clear(folder: Path) -> None:
    """Remove what a kill has left of backups that were being made or dropped."""
    for left in (*folder.glob(f"*{_PART}"), *folder.glob(f"*{_GONE}")):
        rmtree(left, ignore_errors=True)
