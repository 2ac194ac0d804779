"""What can be told of a database before it is opened: nothing is locked, made or changed by looking.

The file is read through SQLite only: closing it otherwise would take this process's own locks on it away from SQLite.
"""

import os
import time
from contextlib import closing
from pathlib import Path

from clinicdesk.errors import StoreRefused
from clinicdesk.store.keys import Unlocked
from clinicdesk.store.sqlite import Connection, DatabaseError, connect
from clinicdesk.store.wal import PAGE, wal_fits, wal_size
from clinicdesk.words import said

RESTORE = "Restore the last backup: `clinicdesk restore`."
_TRIES = 3
_PAUSE = 0.05


def look_at(path: Path, key: bytes) -> None:
    """StoreRefused, with a sentence for each thing that can be wrong, where the key opens no database there."""
    _look_at_file(path)
    if not fits(path, key):
        raise StoreRefused(_why_not(path))


def connect_read_only(path: Path, key: bytes | None) -> Connection:
    """A connection to a database as its one file stands: no lock is taken, no file is made beside it.

    What is still in a WAL is not seen. None is for a database that is not encrypted.
    """
    return connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", key, uri=True)


def fits(path: Path, key: bytes | None) -> bool:
    """Whether the key opens the first page. Somebody may just be writing it, so a failure is tried again."""
    for _ in range(_TRIES):
        if _first_page(path, key) != "SQLITE_NOTADB":
            return True
        time.sleep(_PAUSE)
    return key is not None and wal_fits(path, key)


def _first_page(path: Path, key: bytes | None) -> str:
    """The name of the error that reading it gives, or nothing."""
    with closing(connect_read_only(path, key)) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except DatabaseError as error:
            return str(error.sqlite_errorname)
    return ""


def _look_at_file(path: Path) -> None:
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise StoreRefused(
            said(
                "There is no database at {path}. If the clinic is new, run `clinicdesk init`; else check the folder.",
                path=path,
            )
        ) from error
    except OSError as error:
        raise StoreRefused(
            said("The database at {path} cannot be read: {why}.", path=path, why=error.strerror)
        ) from error
    if not path.is_file():
        raise StoreRefused(
            said("{path} is a folder, or no ordinary file, so it is no database. It was left alone.", path=path)
        )
    _look_at_rights(path)
    if not size:
        raise StoreRefused(
            said("The database at {path} is empty (0 bytes). {restore}", path=path, restore=said(RESTORE))
        )
    if size % PAGE and not wal_size(path):
        raise StoreRefused(
            said(
                "The database at {path} was cut off: {size} bytes are no whole number of pages. {restore}",
                path=path,
                size=size,
                restore=said(RESTORE),
            )
        )


def _look_at_rights(path: Path) -> None:
    if not os.access(path, os.R_OK):
        raise StoreRefused(
            said("This account may not read the database at {path}. Sign in to the computer as its owner.", path=path)
        )
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)):
        raise StoreRefused(
            said(
                "The database at {path} can be read but not written to, so no work could be saved. Give this account "
                "the right to write to the file and its folder.",
                path=path,
            )
        )


def _why_not(path: Path) -> str:
    if fits(path, None):
        return said(
            "The database at {path} is not encrypted, so it is not this program's. It was left alone.", path=path
        )
    return said(
        "The database at {path} does not open with this clinic's key: it is another clinic's, no database at all, "
        "or its first page is damaged. It was left alone.",
        path=path,
    )


def key_of(path: Path, unlocked: Unlocked) -> str:
    """The id of the key that opens a database: `current`, else the newest of the others; empty where none does."""
    others = (key_id for key_id in reversed(list(unlocked.database_keys)) if key_id != unlocked.current)
    keys = unlocked.database_keys
    return next((key_id for key_id in (unlocked.current, *others) if fits(path, keys[key_id])), "")
