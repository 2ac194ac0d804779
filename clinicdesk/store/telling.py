"""What SQLite says of a disk, a lock or a fault, as sentences that carry no data."""

from collections.abc import Iterator
from contextlib import contextmanager

from clinicdesk.errors import StoreFailed
from clinicdesk.store.sqlite import DatabaseError, IntegrityError, OperationalError


@contextmanager
def plainly() -> Iterator[None]:
    """Whatever the database raises inside becomes StoreFailed."""
    try:
        yield
    except OperationalError as error:
        raise StoreFailed(_sentence(str(error))) from error
    except IntegrityError as error:
        raise StoreFailed(
            "This does not fit what is kept: it names a record that is not there, is there already, or never changes. "
            "Nothing was saved; look at the record again."
        ) from error
    except DatabaseError as error:
        raise StoreFailed(
            "The database is damaged. Nothing was saved. Restore the last backup: `clinicdesk restore`."
        ) from error


def _sentence(why: str) -> str:
    if "locked" in why or "busy" in why:
        return "Another program holds the database. Nothing was saved; try again in a moment."
    if "full" in why:
        return "The disk is full. Nothing was saved; free some space and try again."
    if "readonly" in why:
        return "The database may only be read here. Nothing was saved; give this account the right to write to it."
    return "The disk failed. Nothing was saved; see that the disk is there and whole, then try again."
