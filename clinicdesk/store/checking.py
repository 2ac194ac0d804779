"""Whether a database is whole: every page's MAC, the trees made of them, and every reference."""

from collections.abc import Iterator

from clinicdesk.store.sqlite import Connection, DatabaseError
from clinicdesk.words import said

_MOST = 100


def faults(connection: Connection) -> list[str]:
    """What is wrong, in sentences, at most a hundred; nothing where all is whole."""
    found: list[str] = []
    for check in (_pages, _trees, _orphans):
        try:
            found += check(connection)
        except DatabaseError as error:
            found.append(said("The database cannot be read to its end: {error}.", error=error))
    return found[:_MOST]


def _pages(connection: Connection) -> Iterator[str]:
    for (told,) in connection.execute("PRAGMA cipher_integrity_check"):
        yield said("A page was changed or damaged: {told}.", told=told)


def _trees(connection: Connection) -> Iterator[str]:
    for (told,) in connection.execute("PRAGMA quick_check"):
        if told != "ok":
            yield said("The pages do not fit together: {told}.", told=told)


def _orphans(connection: Connection) -> Iterator[str]:
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield said("Row {row} of {table} names a {parent} that is not there.", row=row, table=table, parent=parent)
