"""Files and folders that have to be on the disk before the next step: synced, copied, removed."""

import os
from errno import EINVAL, EIO
from functools import cache
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


def copy_bytes(source: Path, target: Path, size: int) -> None:
    """Copy so many bytes of a database that this program may have open into a new file, and wait for the disk.

    Where locks belong to a process, closing the file here would take those of SQLite away: it stays open until the
    program ends. Raises OSError, also where the file has fewer bytes.
    """
    number = _standing(source, source.stat().st_ino)
    with open(target, "xb", opener=_owners) as new:
        while left := size - new.tell():
            chunk = os.pread(number, min(_CHUNK, left), new.tell())
            if not chunk:
                raise OSError(EIO, os.strerror(EIO), str(source))
            new.write(chunk)
            new.flush()
            os.fsync(new.fileno())


def copy_file(source: Path, target: Path) -> None:
    """Copy a file that nobody writes to into a new one, for its owner alone, and wait until it is on the disk.

    The disk is waited for as it goes, so that others need not wait long for theirs. Raises OSError.
    """
    with source.open("rb") as old, open(target, "xb", opener=_owners) as new:
        while chunk := old.read(_CHUNK):
            new.write(chunk)
            new.flush()
            os.fsync(new.fileno())


@cache
def _standing(path: Path, _inode: int) -> int:
    return os.open(path, os.O_RDONLY)


def _owners(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
