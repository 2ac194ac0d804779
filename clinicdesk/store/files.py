"""Files and folders that have to be on the disk before the next step: synced, copied, removed."""

import os
from errno import EINVAL
from pathlib import Path

_CHUNK = 16 << 20


def sync_file(path: Path) -> None:
    """Wait until a file's bytes are on the disk. Raises OSError."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until a folder's names are on the disk, where there is such a call. Raises OSError.

    Windows has none, nor have some file systems of USB drives and networks.
    """
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    except OSError as error:
        if error.errno != EINVAL:
            raise
    finally:
        os.close(number)


def copy_file(source: Path, target: Path) -> None:
    """Copy a file that nobody writes to into a new one, for its owner alone, and wait until it is on the disk.

    The disk is waited for as it goes, so that others need not wait long for theirs. Raises OSError.
    """
    with source.open("rb") as old, open(target, "xb", opener=_owners) as new:
        while chunk := old.read(_CHUNK):
            new.write(chunk)
            new.flush()
            os.fsync(new.fileno())


def _owners(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
