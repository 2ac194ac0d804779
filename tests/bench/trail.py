"""The trail: a hundred thousand rows of an encrypted database verified."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from clinicdesk.model.trail import Entry, Head
from clinicdesk.store.sqlite import Connection, connect
from clinicdesk.store.trail import SCHEMA, append, last, verify
from tests.bench.measure import Row, interleaved

ROWS = 100_000
DATABASE_KEY, MAC_KEY = b"d" * 32, b"m" * 32


def rows() -> Iterator[Row]:
    """Every MAC checked, against reading the rows and doing nothing with them."""
    with tempfile.TemporaryDirectory() as folder:
        connection = connect(str(Path(folder) / "clinic.db"), DATABASE_KEY)
        head = _grow(connection)
        ours, floor = interleaved(
            lambda: verify(connection, MAC_KEY, head),
            lambda: [None for _ in connection.execute("SELECT number, entry, mac FROM audit")],
        )
        connection.close()
    figure = f"{ours:.2f} s ({ours / floor:.1f}x)"
    yield Row(f"the trail: {ROWS:,} rows verified", "the same rows only read", figure, "< 1 s", ours < 1)


def _grow(connection: Connection) -> Head:
    """A long trail, as a front desk writes it."""
    for statement in SCHEMA:
        connection.execute(statement)
    connection.execute("BEGIN IMMEDIATE")
    for number in range(ROWS):
        append(connection, MAC_KEY, _entry(number))
    connection.execute("COMMIT")
    return last(connection)


def _entry(number: int) -> Entry:
    return Entry(
        at=f"2026-11-24T15:{number // 60 % 60:02d}:{number % 60:02d}.123Z",
        by="0193f0a0-0000-7000-8000-00000000000a",
        act="patient.view",
        patient=f"0193f0a0-0000-7000-8000-{number % 5000:012d}",
        visit=f"0193f0a0-0000-7000-8000-{number:012d}",
        told={"page": "summary", "fields": ["phone"]},
    )
