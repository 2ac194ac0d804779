"""The folder of backups: their names, the lock under which they are made, and whether thinning pauses."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from clinicdesk.errors import StoreFailed
from clinicdesk.store.instance import held
from clinicdesk.store.json_file import write_json
from clinicdesk.store.telling import plainly
from clinicdesk.words import said

BACKUPS = "backups"
"""The folder in the data folder."""

PAUSED = "paused.json"
"""The file in it that stops thinning."""

_LOCK = "lock"
_NAME = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z")


def backups(folder: Path) -> list[Path]:
    """The backups in a folder of backups, oldest first. Those that were never finished are none."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in found if _is_named(path) and path.is_dir()]


def _is_named(path: Path) -> bool:
    """Whether the name is an instant that there was."""
    if not _NAME.fullmatch(path.name):
        return False
    try:
        instant_of(path)
    except ValueError:
        return False
    return True


def instant_of(backup: Path) -> datetime:
    """The instant, in UTC, that a backup is named for."""
    return datetime.strptime(backup.name, "%Y-%m-%dT%H-%M-%S.%fZ").replace(tzinfo=UTC)


def name_of(now: datetime) -> str:
    """What a backup of this instant is called: a name that every file system takes, and that sorts."""
    utc = now.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H-%M-%S}.{utc.microsecond // 1000:03d}Z"


def pause_thinning(data: Path, restored: str, now: datetime) -> None:
    """From now on no backup of this data folder is dropped: a backup of the name `restored` was put back."""
    write_json(data / BACKUPS / PAUSED, {"restored": restored, "on": name_of(now)})


def is_paused(data: Path) -> bool:
    """Whether thinning waits for somebody to look at what was restored."""
    return (data / BACKUPS / PAUSED).exists()


def confirm_restore(data: Path) -> None:
    """What was restored is what was wanted: backups are thinned out again."""
    with disk_failing(PAUSED):
        (data / BACKUPS / PAUSED).unlink(missing_ok=True)


@contextmanager
def upkeep(data: Path) -> Iterator[None]:
    """Hold the data folder for one backup, restore or change of keys at a time. StoreRefused while another goes on."""
    with disk_failing(BACKUPS):
        (data / BACKUPS).mkdir(mode=0o700, exist_ok=True)
    busy = "A backup, a restore or a change of keys is being made just now. Wait until it is done, then try again."
    with held(data / BACKUPS / _LOCK, busy):
        yield


@contextmanager
def disk_failing(what: str) -> Iterator[None]:
    """What the disk or the database does not do inside, as a sentence: StoreFailed."""
    try:
        with plainly():
            yield
    except OSError as error:
        raise StoreFailed(
            said(
                "{what} could not be written ({why}). What was there is unharmed. See that the disk is there, can be "
                "written to and has room, then try again.",
                what=what,
                why=error.strerror,
            )
        ) from error
