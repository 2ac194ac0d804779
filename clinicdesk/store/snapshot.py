"""A whole copy of a database at one instant, under the same key or another, while others go on working."""

import os
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from clinicdesk.model.trail import Head
from clinicdesk.store import trail
from clinicdesk.store.sqlite import Connection, connect

_PAGES = 4096
"""How many pages are copied between two waits for the disk: 16 MiB."""


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
