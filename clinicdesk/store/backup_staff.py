"""Who somebody was on the day of a backup."""

from contextlib import closing
from pathlib import Path

from clinicdesk.model.records import StaffRecord
from clinicdesk.store.backup_check import verify
from clinicdesk.store.embedded import DATABASE
from clinicdesk.store.kept import COLUMNS, from_row
from clinicdesk.store.keys import Unlocked
from clinicdesk.store.looking import connect_read_only


def person_of(backup: Path, unlocked: Unlocked) -> StaffRecord | None:
    """The staff record of who unlocked the backup, as it stands in it. StoreRefused for one that is not whole."""
    key = unlocked.database_keys[verify(backup, unlocked).key_id]
    names = list(COLUMNS[StaffRecord])
    told = ", ".join(f'"{name}"' for name in names)
    with closing(connect_read_only(backup / DATABASE, key)) as connection:
        row = connection.execute(f'SELECT {told} FROM "staff" WHERE "id" = ?', (unlocked.person,)).fetchone()
    return row and from_row(StaffRecord, dict(zip(names, row, strict=True)))
