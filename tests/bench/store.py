"""The store: a durable save against the disk's own sync, encrypted against plain, a backup while others save."""

import multiprocessing
import os
import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from clinicdesk.model.records import FileRecord
from clinicdesk.store.backup import back_up
from clinicdesk.store.embedded import EmbeddedStore
from clinicdesk.store.opening import _SETTINGS, migrate, open_database
from clinicdesk.store.snapshot import copied_as_is
from clinicdesk.store.sqlite import Database, connect
from tests.bench.measure import Row, interleaved, ratio
from tests.faults.recorded import recorded
from tests.faults.saving import made, opened, save
from tests.unit.store.clinics import NOW, Clinic, clinic
from tests.unit.store.stores import AT, TRAIL_KEY, put_parents

SAVES = 200
BLOCK = bytes(16 << 10)
MEGABYTES = 200
LONGEST_WAIT = 0.150
TURNS = 3


def rows() -> Iterator[Row]:
    """A save, its syncs, its encryption, a backup and what a save waits for meanwhile."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        yield from _save(folder)
        if shutil.which("strace"):
            yield _syncs(folder)
        yield _encrypted(folder)
        yield from _backup(folder)


def _save(folder: Path) -> Iterator[Row]:
    store = opened(made(folder / "save"))
    with closing(_bare(folder / "bare.db")) as bare, (folder / "floor").open("wb", buffering=0) as file:

        def floor() -> None:
            file.write(BLOCK)
            os.fdatasync(file.fileno())

        ours, sync, least = interleaved(
            lambda: save(store), floor, lambda: bare.execute("INSERT INTO bare VALUES (1)"), rounds=SAVES
        )
    store.close()
    against = "write + fdatasync of 16 KiB"
    yield ratio("one durable save of a visit, encrypted, with its row in the trail", against, (ours, sync), 1.05)
    figure = f"{(ours - sync) * 1000:.2f} ms: 1.05x on a disk whose sync takes {(ours - sync) * 20_000:.0f} ms or more"
    yield Row("what the save adds to the sync", "-", figure, "-", None)
    figure = f"{least / sync:.2f}x ({least * 1000:.1f} ms / {sync * 1000:.1f} ms)"
    yield Row("the least save of SQLite itself: one number, not encrypted, no index", against, figure, "-", None)


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("CREATE TABLE bare (number INTEGER)")
    return connection


def _syncs(folder: Path) -> Row:
    steps = recorded(shutil.which("strace") or "", made(folder / "syncs"), SAVES, "FULL")
    said = sum(step.data.count(b"\n") for step in steps if step.call == "said")
    in_wal = sum(step.call == "sync" and step.name == "clinic.db-wal" for step in steps)
    figure = f"{in_wal} syncs of the WAL for {said} saves, its beginning and checkpoints among them"
    return Row("syncs of the disk", "one a save", figure, "1 a save", in_wal <= said + 4)


def _plain(folder: Path) -> EmbeddedStore:
    """The same store without a key, which the program itself never makes."""
    folder.mkdir()
    connection = connect(str(folder / "clinic.db"), None)
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    database = Database(connection, execute_plugins=False)
    migrate(database)
    store = EmbeddedStore(database, folder, TRAIL_KEY)
    put_parents(store)
    return store


def _encrypted(folder: Path) -> Row:
    stores = opened(made(folder / "encrypted")), _plain(folder / "plain")
    used = [0.0, 0.0]
    for number in range(2 * 10 * SAVES):
        start = time.process_time()
        save(stores[number % 2])
        used[number % 2] += time.process_time() - start
    for store in stores:
        store.close()
    each = [one / (10 * SAVES) for one in used]
    return ratio("the same save, CPU", "plain SQLite, the same code", each, 1.3)


def _backup(folder: Path) -> Iterator[Row]:
    ours = _large(folder / "large")
    path = ours.data / "clinic.db"
    size = f"{path.stat().st_size >> 20} MB"
    key = ours.unlocked.database_keys[ours.unlocked.current]

    def copy_database(target: Path) -> None:
        with closing(open_database(path, key).conn) as reader, closing(open_database(path, key).conn) as holder:
            copied_as_is(reader, holder, path, target, key)

    runs: dict[str, Callable[[int], object]] = {
        "cp": lambda number: _cp(path, folder / f"cp-{number}.db"),
        "copy": lambda number: copy_database(folder / f"copy-{number}.db"),
        "backup": lambda number: back_up(ours.data, ours.unlocked, NOW + timedelta(seconds=number)),
    }
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    for number in range(TURNS):
        for name, run in runs.items():
            found[name].append(_while_saving(ours, partial(run, number)))
    plain, ours_alone, whole = (statistics.median(taken for taken, _ in found[name]) for name in runs)
    waited_for_cp, waited_for_copy, waited = (max(waits for _, waits in found[name]) for name in runs)
    yield ratio(f"the copy for a backup of {size}, while another process saves", "cp + fsync", (ours_alone, plain), 2.5)
    yield ratio("the same backup, read back and checked to its end", "cp + fsync", (whole, plain), 2.5)
    figure = f"{max(waited, waited_for_copy) * 1000:.0f} ms ({waited_for_cp * 1000:.0f} ms beside cp)"
    yield Row(
        "the longest that a save waits meanwhile",
        "-",
        figure,
        "<= 150 ms",
        max(waited, waited_for_copy) <= LONGEST_WAIT,
    )


def _large(data: Path) -> Clinic:
    ours = clinic(data)
    store = ours.store()
    for number in range(MEGABYTES):
        content = os.urandom(1 << 20)
        store.append(
            FileRecord(
                id=f"f{number}", by="s", at=AT, patient="p", name="x", purpose="scan", content=content, sha256="0"
            )
        )
    store.close()
    return ours


def _cp(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _while_saving(ours: Clinic, run: Callable[[], Any]) -> tuple[float, float]:
    """How long a run takes while another process saves, and the longest that one of its saves took."""
    mine, theirs = multiprocessing.Pipe()
    saver = multiprocessing.get_context("forkserver").Process(target=_saving, args=(ours, theirs), daemon=True)
    saver.start()
    mine.recv()
    start = time.perf_counter()
    run()
    taken = time.perf_counter() - start
    mine.send("stop")
    longest: float = mine.recv()
    saver.join()
    return taken, longest


def _saving(ours: Clinic, pipe: Pipe) -> None:
    """Save twenty times a second, and tell the longest of them once that is asked for."""
    store, longest = ours.store(), 0.0
    pipe.send("ready")
    while not pipe.poll(0.05):
        start = time.perf_counter()
        save(store)
        longest = max(longest, time.perf_counter() - start)
    store.close()
    pipe.send(longest)
