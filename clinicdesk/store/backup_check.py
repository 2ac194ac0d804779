"""What one backup holds, and whether it is whole: it is opened with its key, checked and counted."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from clinicdesk.errors import StoreRefused, TrailBroken
from clinicdesk.model.trail import Head
from clinicdesk.store.checking import faults
from clinicdesk.store.embedded import DATABASE, HEAD
from clinicdesk.store.head import read_head
from clinicdesk.store.keys import Keyring, Unlocked
from clinicdesk.store.looking import connect_read_only, key_of
from clinicdesk.store.opening import is_behind, newer_step
from clinicdesk.store.snapshot import Contents, contents_of
from clinicdesk.store.sqlite import Connection, Database, DatabaseError
from clinicdesk.store.wal import PAGE
from clinicdesk.words import said

KEYS = "keys.json"
FILES = (DATABASE, KEYS, HEAD)
"""What a backup is made of; in this order a restore puts it in place."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was read to its end: its folder, the id of its database key, what it holds.

    `behind` says that an older version of the program made it: it is brought up to date once it is opened for work.
    """

    folder: Path
    key_id: str
    contents: Contents
    behind: bool


def verify(backup: Path, unlocked: Unlocked) -> Backup:
    """Open a backup with the keys that somebody unlocked, and read all of it. Nothing is written, not even beside it.

    StoreRefused, with a sentence for each thing that can be wrong, where it is not whole.
    """
    _look_at(backup)
    keyring = Keyring.read(backup / KEYS)
    key_id = key_of(backup / DATABASE, unlocked)
    if not key_id:
        raise _refused(
            backup,
            "does not open with your keys: it is another clinic's, older than your account, or damaged at its "
            "beginning. If it is old, the recovery key of its day opens it",
        )
    if key_id not in keyring.contents.keys:
        raise _refused(backup, said("has a {keys} that does not belong to its database", keys=KEYS))
    with closing(connect_read_only(backup / DATABASE, unlocked.database_keys[key_id])) as connection:
        return _read(backup, key_id, connection)


def _look_at(backup: Path) -> None:
    for name in FILES:
        if not (backup / name).is_file():
            raise _refused(backup, said("lacks {name}, so it is not whole", name=name))
    size = (backup / DATABASE).stat().st_size
    if not size or size % PAGE:
        raise _refused(
            backup, said("was cut off: its database has {size} bytes, which is no whole number of pages", size=size)
        )


def _read(backup: Path, key_id: str, connection: Connection) -> Backup:
    try:
        database = Database(connection, execute_plugins=False)
        newer, behind = newer_step(database), is_behind(database)
        contents = contents_of(connection)
    except DatabaseError as error:
        raise _refused(backup, said("is damaged or was cut off ({error})", error=error)) from error
    if newer:
        raise StoreRefused(
            said(
                "The backup {backup} is of a newer clinicdesk (schema {newer}). Install that version.",
                backup=backup,
                newer=newer,
            )
        )
    found = faults(connection)
    if found:
        raise _refused(backup, said("is damaged. {found} ({count} such faults)", found=found[0], count=len(found)))
    if _head(backup) != contents.head:
        raise _refused(backup, said("has a {head} that does not belong to its trail", head=HEAD))
    return Backup(backup, key_id, contents, behind)


def _head(backup: Path) -> Head | None:
    try:
        return read_head(backup / HEAD)
    except TrailBroken:
        return None


def _refused(backup: Path, what: str) -> StoreRefused:
    return StoreRefused(said("The backup {backup} {what}. Choose another backup.", backup=backup, what=said(what)))
