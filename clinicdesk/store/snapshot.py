"""A whole copy of a database at one instant, under the same key or another, while others go on working."""

import os
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from clinicdesk.model.trail import Head
from clinicdesk.store import trail
from clinicdesk.store.files import copy_bytes
from clinicdesk.store.sqlite import Connection, connect
from clinicdesk.store.wal import PAGE

_PAGES = 4096
"""How many pages are copied between two waits for the disk: 16 MiB."""

_TRIES, _PAUSE = 20, 0.02


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds at one instant: the rows of each table, and the last row of the trail."""

    rows: Mapping[str, int]
    head: Head


def contents_of(connection: Connection) -> Contents:
    """What it holds now; inside a transaction of the caller's, if anybody may write."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
    tables = sorted(name for (name,) in found)
    rows = {name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in tables}
    return Contents(rows, trail.last(connection))


def copied(connection: Connection, target: Path, key: bytes) -> Contents:
    """Copy what `connection` sees into a new file under `key`, page by page, and wait until it is on the disk.

    One read transaction spans the count and the copy, so that neither sees what others save meanwhile, and nothing
    makes it begin again. The copy is one file without a WAL. Raises OSError and the errors of SQLite.
    """
    connection.execute("BEGIN")
    try:
        contents = contents_of(connection)
        _copy(connection, target, key)
    finally:
        connection.rollback()
    return contents


def copied_as_is(reader: Connection, holder: Connection, path: Path, target: Path, key: bytes) -> Contents:
    """Copy a database under its own key into a new file, its encrypted bytes as they stand, and wait for the disk.

    `reader` and `holder` are connections to it, in no transaction. SQLite moves nothing from the WAL into a database
    past what a reader of it began with, for the reader would see it. So once a reader has begun when all of the WAL had
    been moved, the file itself stands still until that reader is done, whoever saves meanwhile. Where others' reading
    keeps the WAL from being moved, and on Windows, pages are copied one by one. Raises as `copied` does.
    """
    if sys.platform == "win32" or not _stands_still(reader, holder):
        return copied(reader, target, key)
    try:
        contents = contents_of(reader)
        (pages,) = reader.execute("PRAGMA page_count").fetchone()
        copy_bytes(path, target, pages * PAGE)
    finally:
        reader.rollback()
    return contents


def _stands_still(reader: Connection, holder: Connection) -> bool:
    """Begin to read when nothing is left in the WAL; whether that came about. Saves wait for the last of it only."""
    for _ in range(_TRIES):
        reader.execute("PRAGMA wal_checkpoint(PASSIVE)")
        holder.execute("BEGIN IMMEDIATE")
        try:
            busy, waiting, moved = reader.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            if not busy and waiting == moved:
                reader.execute("BEGIN")
                reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
                return True
        finally:
            holder.rollback()
        time.sleep(_PAUSE)
    return False


def _copy(connection: Connection, target: Path, key: bytes) -> None:
    number = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with closing(connect(str(target), key)) as copy:
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")
            connection.backup(copy, pages=_PAGES, progress=lambda *_: os.fsync(number), sleep=0)
            copy.execute("PRAGMA journal_mode = DELETE")
        os.fsync(number)
    finally:
        os.close(number)
