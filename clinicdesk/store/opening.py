"""Opening the database: the key, the settings that safety rests on, the schema; and what to say where it cannot be."""

import os
from contextlib import closing
from pathlib import Path

from clinicdesk.errors import StoreFailed, StoreRefused
from clinicdesk.store.files import sync_folder
from clinicdesk.store.looking import RESTORE, look_at
from clinicdesk.store.schema import STEPS, migrations
from clinicdesk.store.sqlite import Connection, Database, DatabaseError, OperationalError, connect
from clinicdesk.store.wal import PAGE
from clinicdesk.words import said

_SETTINGS = (
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "temp_store = MEMORY",
    "secure_delete = ON",
    "busy_timeout = 5000",
    "journal_mode = WAL",
    "synchronous = FULL",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
)


def open_database(path: Path, key: bytes) -> Database:
    """The database at `path` under its raw 32-byte key, its schema as this version writes it.

    StoreRefused says what is the matter where it cannot be; then nothing was made or changed.
    """
    look_at(path, key)
    return _opened(path, key)


def create_database(path: Path, key: bytes) -> Database:
    """A new, empty database, whole or not at all. StoreRefused where there is a file already."""
    beside = path.with_name(f"{path.name}.new")
    try:
        _refuse_another(path)
        forget(beside)
        beside.touch(0o600)
        with closing(_opened(beside, key).conn) as connection:
            migrate(Database(connection, execute_plugins=False))
        _refuse_another(path)
        beside.rename(path)
        sync_folder(path.parent)
    except OSError as error:
        raise StoreRefused(
            said("No database can be made in {parent}: {why}.", parent=path.parent, why=error.strerror)
        ) from error
    finally:
        forget(beside)
    return _opened(path, key)


def _refuse_another(path: Path) -> None:
    if path.exists():
        raise StoreRefused(said("There is a database already: {path}. It was left alone.", path=path))


def forget(path: Path) -> None:
    """Remove a database that nobody has open, with the files beside it."""
    for one in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        one.unlink(missing_ok=True)


def is_behind(database: Database) -> bool:
    """Whether migrations wait, so that a backup comes first."""
    return bool(migrations.pending(database))


def migrate(database: Database) -> None:
    """Bring the schema up to date: all steps or none, and one program at a time."""
    database.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(database)
        database.execute("COMMIT")
    except BaseException:
        database.rollback()
        raise


def newer_step(database: Database) -> str:
    """The last step of the schema that this version does not know; empty where it knows them all."""
    return max((one.name for one in migrations.applied(database) if one.name not in STEPS), default="")


def _opened(path: Path, key: bytes) -> Database:
    before = path.stat()
    try:
        connection = connect(str(path), key)
    except OperationalError as error:
        raise StoreRefused(said("The database at {path} cannot be opened: {error}.", path=path, error=error)) from error
    try:
        database = _set_up(connection, path)
        _refuse_replaced(path, before)
    except BaseException:
        connection.close()
        raise
    return database


def _refuse_replaced(path: Path, before: os.stat_result) -> None:
    if not os.path.samestat(before, path.stat()):
        raise StoreFailed(
            said("The database at {path} was replaced while it was being opened. Start again.", path=path)
        )


def _set_up(connection: Connection, path: Path) -> Database:
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise StoreRefused("This program's SQLite cannot encrypt. Install clinicdesk anew.")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        _is_whole(connection, path)
        database = Database(connection, execute_plugins=False)
        _is_ours(database, path)
    except OperationalError as error:
        raise StoreFailed(
            said(
                "The database at {path} cannot be worked with now ({error}). See that the disk has room and that no "
                "other program holds the file, then start again.",
                path=path,
                error=error,
            )
        ) from error
    except DatabaseError as error:
        raise StoreRefused(
            said("The database at {path} was cut off or is damaged. {restore}", path=path, restore=said(RESTORE))
        ) from error
    return database


def _is_whole(connection: Connection, path: Path) -> None:
    """Whether the file has all the pages that it should have, once nothing waits to be put into it.

    They are counted first: while others save, there are more of them in the WAL a moment later.
    """
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    busy, waiting, moved = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    there = path.stat().st_size // PAGE
    if not busy and waiting == moved and there < pages:
        raise StoreRefused(
            said(
                "The database at {path} was cut off: {pages} pages should be there, {there} are. {restore}",
                path=path,
                pages=pages,
                there=there,
                restore=said(RESTORE),
            )
        )


def _is_ours(database: Database, path: Path) -> None:
    newer = newer_step(database)
    if newer:
        raise StoreRefused(
            said(
                "The database at {path} was written by a newer clinicdesk (schema {newer}). Install that version.",
                path=path,
                newer=newer,
            )
        )
