"""A new database key: the database is written anew under it into a new file, checked, and put in the old one's place.

While that goes on keys.json knows both keys. Whenever it is killed, one of them opens the database.
"""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from clinicdesk.errors import StoreFailed
from clinicdesk.store.backup_check import KEYS
from clinicdesk.store.backup_folder import disk_failing, upkeep
from clinicdesk.store.checking import faults
from clinicdesk.store.embedded import DATABASE
from clinicdesk.store.files import sync_folder
from clinicdesk.store.keys import Keyring, Unlocked
from clinicdesk.store.looking import connect_read_only, key_of
from clinicdesk.store.opening import forget, open_database
from clinicdesk.store.snapshot import Contents, contents_of, copied
from clinicdesk.store.sqlite import Connection


def rotate(data: Path, unlocked: Unlocked, *, without: str) -> Unlocked:
    """Take a person out of the keyring and put the database under a new key; what is unlocked from now on.

    Nobody may have the clinic open, this program included. Raises NotKept and NotAllowed as `Keyring.begin_rotation`
    does, StoreFailed where the clinic is open or the disk fails. Once the person is out of the keyring, what is left
    to do is done by `finish_rotation`, with the keys of anybody who signs in anew.
    """
    with upkeep(data):
        keyring, key_id, key = Keyring.read(data / KEYS).begin_rotation(unlocked, without=without)
        keyring.write(data / KEYS)
    return finish_rotation(data, replace(unlocked, database_keys={**unlocked.database_keys, key_id: key}))


def finish_rotation(data: Path, unlocked: Unlocked) -> Unlocked:
    """Put the database under the newest key, if it is not, and note that in keys.json; what is unlocked from now on.

    Raises as `rotate` does; then the database is under the key that it was under.
    """
    newest = list(unlocked.database_keys)[-1]
    with upkeep(data):
        present = key_of(data / DATABASE, unlocked)
        if present != newest:
            old = unlocked.database_keys[present or unlocked.current]
            rekeyed_copy(data / DATABASE, old, unlocked.database_keys[newest])
        keyring = Keyring.read(data / KEYS)
        if keyring.contents.current != newest:
            keyring.finish_rotation(newest).write(data / KEYS)
    return replace(unlocked, current=newest)


def rekeyed_copy(path: Path, old: bytes, new: bytes) -> Contents:
    """Write a database anew under another key, check the copy, and put it in the old one's place.

    Raises StoreFailed where somebody else has it open or the disk fails, StoreRefused where the old key does not open
    it; then it is as it was.
    """
    beside = path.with_name(f"{path.name}.rekeyed")
    try:
        with disk_failing(f"The database under its new key, {beside},"):
            forget(beside)
            with closing(open_database(path, old).conn) as connection:
                _be_alone(connection)
                contents = copied(connection, beside, new)
                _compare(beside, new, contents)
                beside.replace(path)
                sync_folder(path.parent)
    finally:
        forget(beside)
    return contents


def _be_alone(connection: Connection) -> None:
    """Put what is in the WAL into the database, do without one, and keep everybody else out until it is closed."""
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")


def _compare(copy: Path, key: bytes, contents: Contents) -> None:
    with closing(connect_read_only(copy, key)) as connection:
        if faults(connection) or contents_of(connection) != contents:
            raise StoreFailed("The database under its new key is not whole. The old one stays; try again.")
