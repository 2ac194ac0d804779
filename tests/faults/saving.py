"""A program that saves visits and says so: `python -m tests.faults.saving FOLDER COUNT [SYNCHRONOUS]`.

Each id is printed once its transaction has been committed, never before; a failure is printed as a sentence.
"""

import ctypes
import sys
from collections.abc import Callable
from pathlib import Path

from clinicdesk.errors import ClinicdeskError
from clinicdesk.model.records import PatientRecord, VisitRecord
from clinicdesk.store.core_dumps import forbid_core_dumps
from clinicdesk.store.embedded import EmbeddedStore
from tests.unit.store.stores import DAY, KEY, TRAIL_KEY, entry, put_parents

PR_SET_DUMPABLE = 4


def made(folder: Path) -> Path:
    """A new data folder with a patient, and a first act, so that there is a head of the trail."""
    folder.mkdir(exist_ok=True)
    store = EmbeddedStore.create(folder, KEY, TRAIL_KEY)
    put_parents(store)
    store.log(entry("clinic.made"))
    store.close()
    return folder


def opened(folder: Path) -> EmbeddedStore:
    """The store of such a folder."""
    return EmbeddedStore.open(folder, KEY, TRAIL_KEY)


def save(store: EmbeddedStore) -> str:
    """One act as the desk does it: a visit and its row in the trail; the visit's id once it is committed."""
    number = store.new_id()
    with store.transaction():
        store.put(VisitRecord(id=number, patient="p", day=DAY, time="09:30"))
        store.log(entry("visit.open"))
    return number


def saved(folder: Path, say: Callable[[str], object], count: int, synchronous: str = "FULL") -> None:
    """Save so many visits, saying each."""
    store = opened(folder)
    store._connection.execute(f"PRAGMA synchronous = {synchronous}")
    for _ in range(count):
        try:
            say(save(store))
        except ClinicdeskError as error:
            say(f"failed: {error}")
    store.close()


def visits(folder: Path) -> set[str]:
    """The visits of a data folder, each with its row in the trail, in a database that is whole."""
    store = opened(folder)
    assert store.check() == []
    assert store.count(PatientRecord) == 1
    found = {one.id for one in store.find(VisitRecord)} - {"v"}
    assert store.last_row().number == len(found) + 1
    store.close()
    return found


def whole(folder: Path) -> set[str]:
    """The same, once the trail has been verified with its head too."""
    store = opened(folder)
    assert store.verify_trail() == store.last_row()
    store.close()
    return visits(folder)


def let_strace_look() -> None:
    """A process that forbids core dumps shows its memory to no tracer of an ordinary account either."""
    forbid_core_dumps()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1)


if __name__ == "__main__":
    let_strace_look()
    saved(Path(sys.argv[1]), lambda text: print(text, flush=True), int(sys.argv[2]), *sys.argv[3:])
