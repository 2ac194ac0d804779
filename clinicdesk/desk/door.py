"""The data folder's door: making a clinic, opening its store with what a password unlocked."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from clinicdesk.desk.data_folder import DEMO_MARK
from clinicdesk.errors import StoreRefused
from clinicdesk.store.backup import back_up
from clinicdesk.store.backup_check import KEYS
from clinicdesk.store.embedded import DATABASE, EmbeddedStore
from clinicdesk.store.keys import Keyring, Unlocked
from clinicdesk.store.looking import key_of
from clinicdesk.store.place import check_place
from clinicdesk.store.restore import settle
from clinicdesk.words import said


def make_folder(folder: Path) -> None:
    """The data folder, for its owner alone, if it is not there yet. StoreRefused where no clinic may be kept."""
    check_place(folder)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreRefused(
            said("No clinic can be kept in {folder}: {why}. Choose another folder.", folder=folder, why=error.strerror)
        ) from error


def be_empty(folder: Path, *, demo: bool = False) -> None:
    """StoreRefused where a clinic is in the folder already, or where it is the demo's and no `demo` is made there."""
    if not demo and (folder / DEMO_MARK).exists():
        raise StoreRefused(
            said("{folder} is the demo clinic's, and is emptied on another day. Choose another folder.", folder=folder)
        )
    if any((folder / name).exists() for name in (KEYS, DATABASE)):
        raise StoreRefused(
            said(
                "There is a clinic already in {folder}. Choose another folder, or sign in to that clinic.",
                folder=folder,
            )
        )


def read_keyring(folder: Path) -> Keyring:
    """The clinic's keyring, after a restore that was cut short is finished. StoreRefused where there is no clinic."""
    settle(folder)
    if not (folder / KEYS).exists():
        raise StoreRefused(said("There is no clinic in {folder}. `clinicdesk init` makes one.", folder=folder))
    return Keyring.read(folder / KEYS)


def open_store(folder: Path, unlocked: Unlocked, moment: datetime) -> EmbeddedStore:
    """The store, its schema up to date; before it is changed a backup is made.

    It is under the current key, or, where a change of keys was cut short, under another of the known ones.
    """
    check_place(folder)
    key_id = key_of(folder / DATABASE, unlocked) or unlocked.current
    store = EmbeddedStore.open(folder, unlocked.database_keys[key_id], unlocked.trail_key)
    try:
        if store.behind:
            back_up(folder, unlocked, moment)
            store.migrate()
    except BaseException:
        store.close()
        raise
    return store


def forget(folder: Path, *names: str) -> None:
    """Take back files of a clinic that was not made after all."""
    for name in names:
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)
