"""The one SQLite of this process: SQLCipher's, with sqlite-utils on top of it.

sqlite-utils takes `pysqlite3` where there is one, and handles the errors of that module; so it has to be there first.
"""

import sys
from typing import Any

import sqlcipher3
from sqlcipher3 import dbapi2
from sqlcipher3.dbapi2 import Connection, DatabaseError, IntegrityError, OperationalError

from clinicdesk.store.core_dumps import forbid_core_dumps

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = dbapi2

from sqlite_utils import Database, Migrations  # noqa: E402 - after the line above, or it takes the system's SQLite

__all__ = ["Connection", "Database", "DatabaseError", "IntegrityError", "Migrations", "OperationalError", "connect"]


def connect(path: str, key: bytes | None, **options: Any) -> Connection:
    """A connection with the raw 32-byte `key` set and nothing read yet; `options` are those of `sqlite3.connect`.

    Without a key it is for a database that is not encrypted, which this program only ever looks at.
    """
    if key:
        forbid_core_dumps()
    connection: Connection = dbapi2.connect(path, isolation_level=None, **options)
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection
