"""Passwords tried at the door: the growing wait after failures."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from clinicdesk.errors import SignInRefused
from clinicdesk.store.waits import Waits, wait_after
from clinicdesk.words import said

T = TypeVar("T")
WAITS = "waits.json"


def tried(folder: Path, login: str, moment: datetime, unlock: Callable[[], T]) -> tuple[T, Waits]:
    """What `unlock` gives, and the failures up to now, which `settle` clears once all else is well.

    SignInRefused with the seconds to wait, while a wait goes on and after another failure.
    """
    waits = Waits.read(folder / WAITS).settled(moment)
    left = waits.left(login, moment)
    if left:
        raise SignInRefused(said("Too many tries. Wait {left} seconds, then try again.", left=left), left)
    try:
        return unlock(), waits
    except SignInRefused as error:
        waits = waits.failed(login, moment)
        waits.write(folder / WAITS)
        raise SignInRefused(error.args[0], wait_after(waits.failures[waits.tag(login)].count)) from None


def settle(folder: Path, login: str, waits: Waits) -> None:
    """After a good sign-in this name waits no more."""
    if waits.attempts or waits.failures:
        waits.good(login).write(folder / WAITS)
