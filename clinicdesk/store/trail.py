"""The trail in the database: a chain of MACs to which rows are only ever added.

Whoever has the database key but not the MAC key can write anything into the table, and `verify` then names the first
row that is not as it was written. The triggers stop accidents only.
"""

from collections.abc import Iterator
from typing import Any

from clinicdesk.errors import TrailBroken
from clinicdesk.model.trail import Entry, Head, TrailRow
from clinicdesk.store.sqlite import Connection
from clinicdesk.store.trail_faults import Kept, broken_at
from clinicdesk.store.trail_text import BEFORE_THE_FIRST, entry_of, fits, mac_of, text_of
from clinicdesk.words import said

SCHEMA: tuple[str, ...] = (
    """
    CREATE TABLE audit (
        number INTEGER PRIMARY KEY,
        entry TEXT NOT NULL,
        mac BLOB NOT NULL,
        at TEXT AS (CASE WHEN json_valid(entry) THEN entry ->> 'at' END) VIRTUAL,
        by_whom TEXT AS (CASE WHEN json_valid(entry) THEN entry ->> 'by' END) VIRTUAL,
        act TEXT AS (CASE WHEN json_valid(entry) THEN entry ->> 'act' END) VIRTUAL,
        patient TEXT AS (CASE WHEN json_valid(entry) THEN entry ->> 'patient' END) VIRTUAL
    ) STRICT
    """,
    "CREATE INDEX audit_patient ON audit (patient)",
    "CREATE INDEX audit_at ON audit (at)",
    """
    CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'a row of the trail is never changed'); END
    """,
    """
    CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'a row of the trail is never deleted'); END
    """,
    """
    CREATE TRIGGER audit_goes_on BEFORE INSERT ON audit
    WHEN NEW.number IS NOT 1 + (SELECT coalesce(max(number), 0) FROM audit)
    BEGIN SELECT RAISE(ABORT, 'a row of the trail follows the last one'); END
    """,
)
"""The table, its indexes and triggers. What rows are looked for by is read out of `entry`, so it is under the MAC."""

_KEPT = "SELECT iif(typeof(number) = 'integer', number, 1 << 62), CAST(entry AS BLOB), CAST(mac AS BLOB) FROM audit"
_ALL_KEPT = f"{_KEPT} ORDER BY number"
"""With what somebody else may have put in their place made into a whole number and bytes (NULL stays)."""

_NEVER = "9999-12-31T24"
"""After every instant: a stretch of time with two ends is found by the index, one with a single end is not."""


def append(connection: Connection, key: bytes, entry: Entry) -> Head:
    """Add one row, inside the caller's transaction (`BEGIN IMMEDIATE`); the head to write after its commit.

    TypeError for an entry that `text_of` does not take; then nothing has been written.
    """
    text = text_of(entry)
    before = last(connection)
    number = before.number + 1
    mac = mac_of(key, bytes.fromhex(before.mac), number, text)
    connection.execute("INSERT INTO audit (number, entry, mac) VALUES (?, ?, ?)", (number, text.decode("ascii"), mac))
    return Head(number=number, mac=mac.hex())


def last(connection: Connection) -> Head:
    """The last row; number 0 where there is none."""
    found = connection.execute("SELECT number, lower(hex(mac)) FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    number, mac = found or (0, BEFORE_THE_FIRST.hex())
    return Head(number=number, mac=mac)


def rows(
    connection: Connection,
    *,
    after: int = 0,
    patient: str = "",
    by: str = "",
    act: str = "",
    since: str = "",
    until: str = "",
    newest_first: bool = False,
    limit: int | None = None,
) -> Iterator[TrailRow]:
    """The rows past number `after`, by number; an empty filter lets every row through.

    `since` (with it) and `until` (without it) are instants as in `Entry.at`. Nothing is verified here; TrailBroken for
    a row that cannot even be read.
    """
    filters: dict[str, Any] = {"number > ?": after, "patient = ?": patient, "by_whom = ?": by, "act = ?": act}
    asked = {condition: value for condition, value in filters.items() if value}
    if since or until:
        asked |= {"at >= ?": since, "at < ?": until or _NEVER}
    order = "ORDER BY number DESC LIMIT ?" if newest_first else "ORDER BY number LIMIT ?"
    query = " ".join((_KEPT, "WHERE", " AND ".join(asked) or "TRUE", order))
    for number, text, mac in connection.execute(query, (*asked.values(), -1 if limit is None else limit)):
        yield TrailRow(number=number, entry=_entry(number, text), mac=mac)


def _entry(number: int, text: bytes) -> Entry:
    try:
        return entry_of(text)
    except ValueError as error:
        raise TrailBroken(
            said("Row {number} of the trail cannot be read: it is not as the program writes rows.", number=number),
            number,
        ) from error


def verify(connection: Connection, key: bytes, head: Head | None) -> Head:
    """Go through the whole trail; the last row, where all is as it was written.

    `head` is what this computer saw last, read before this is called; None where that is not known. TrailBroken names
    the first bad row and says in a sentence what is wrong with it.
    """
    reached, bad = _walk(connection, key)
    if head and (bad is None or head.number < bad):
        check_head(connection, head)
    if bad is not None:
        raise broken_at(bad, _all_kept(connection), key)
    return reached


def check_head(connection: Connection, head: Head) -> None:
    """TrailBroken where the row that this computer saw last is gone or another one. Quick however long the trail is.

    To be called before the first row of a run is added: once the trail has grown past the head, a copy that was put
    back can no longer be told from it.
    """
    ends = last(connection).number
    found = connection.execute("SELECT lower(hex(mac)) FROM audit WHERE number = ?", (head.number,)).fetchone()
    if ends < head.number:
        raise TrailBroken(
            said(
                "The trail ends at row {ends}, but this computer has seen row {number}: rows from {first} on were "
                "cut off, or an older copy of the database was put back.",
                ends=ends,
                number=head.number,
                first=ends + 1,
            ),
            ends + 1,
        )
    if head.number and (found is None or found[0] != head.mac):
        raise TrailBroken(
            said(
                "Row {number} of the trail is not the one that this computer has seen: an older copy of the database "
                "was put back and worked on.",
                number=head.number,
            ),
            head.number,
        )


def _walk(connection: Connection, key: bytes) -> tuple[Head, int | None]:
    """The last row of the sound beginning, and the number of the first bad row if there is one."""
    before, number = BEFORE_THE_FIRST, 0
    for found, text, mac in connection.execute(_ALL_KEPT):
        number += 1
        if found != number or not fits(key, before, number, text or b"", mac or b""):
            return Head(number=number - 1, mac=before.hex()), min(found, number)
        before = mac
    return Head(number=number, mac=before.hex()), None


def _all_kept(connection: Connection) -> list[Kept]:
    return [Kept(number, text or b"", mac or b"") for number, text, mac in connection.execute(_ALL_KEPT)]
