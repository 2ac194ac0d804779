"""Locks between the programs of one computer: one window at a time, one backup at a time.

The system holds them and takes them back when a program ends, however it ends: none can be left behind.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clinicdesk.errors import StoreRefused
from clinicdesk.words import said

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = "lock"
"""The file in the data folder that the window holds."""


@contextmanager
def only_window(folder: Path) -> Iterator[None]:
    """Hold the data folder for one window. StoreRefused where another window has it."""
    with held(folder / LOCK, "This clinic is already open here, in another window. Go on working in that one."):
        yield


@contextmanager
def held(path: Path, otherwise: str) -> Iterator[None]:
    """Hold a lock file, which stays when the lock goes. StoreRefused, with these words, where somebody else holds it.

    Not even the same program gets it twice.
    """
    try:
        number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreRefused(
            said(
                "{path} cannot be made ({why}). See that this account can write to {parent}.",
                path=path,
                why=error.strerror,
                parent=path.parent,
            )
        ) from error
    try:
        _lock(number, otherwise)
        yield
    finally:
        os.close(number)


def _lock(number: int, otherwise: str) -> None:
    try:
        if sys.platform == "win32":
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise StoreRefused(otherwise) from error
