"""Bytes copied for a backup while others save, read and move the WAL are those of one instant, every time."""

import multiprocessing
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random
from shutil import rmtree

import pytest

from clinicdesk.model.records import PatientRecord, SettingRecord, VisitRecord
from clinicdesk.store import snapshot, trail
from clinicdesk.store.opening import open_database
from clinicdesk.store.snapshot import Contents, copied_as_is
from tests.faults.saving import made, opened, save
from tests.unit.store.stores import KEY, TRAIL_KEY

SECONDS, LONG = 4.0, 300.0
TRY = """
import sys
from pathlib import Path
from clinicdesk.errors import StoreRefused
from clinicdesk.store.restore import _alone_with
try:
    with _alone_with(Path(sys.argv[1])):
        print("alone")
except StoreRefused:
    print("in use")
"""
COUNTER = SettingRecord(id="counter", value="0")


def saving(folder: Path, stop: Event) -> None:
    """Save acts that each raise a counter in place and change an address, and move the WAL at times."""
    store, chance = opened(folder), Random()
    while not stop.is_set():
        with store.transaction():
            save(store)
            now = store.get(SettingRecord, "counter")
            store.put(replace(now, value=str(int(now.value) + 1)))
            store.put(replace(store.get(PatientRecord, "p"), address="x" * chance.randrange(8000)))
        if chance.random() < 0.05:
            store._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        time.sleep(0.001)
    store.close()


def reading(folder: Path, stop: Event) -> None:
    """Open the store, look around, close it, over and over."""
    while not stop.is_set():
        store = opened(folder)
        for _ in range(20):
            store.search("vogel")
            store.find(VisitRecord, patient="p")
        store.close()


def copies(folder: Path, into: Path, seconds: float) -> int:
    """Copy and look at each copy for a while; how many there were."""
    store = opened(made(folder))
    store.put(COUNTER)
    context = multiprocessing.get_context("forkserver")
    stop = context.Event()
    others = [context.Process(target=work, args=(folder, stop)) for work in (saving, saving, reading)]
    for one in others:
        one.start()
    end, number = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        look_at(into, copied(folder, into))
        number += 1
    stop.set()
    for one in others:
        one.join()
    assert [one.exitcode for one in others] == [0, 0, 0]
    assert store.check() == []
    assert store.verify_trail().number == store.count(VisitRecord)
    store.close()
    return number


def copied(folder: Path, into: Path) -> Contents:
    rmtree(into, ignore_errors=True)
    into.mkdir()
    path = folder / "clinic.db"
    with closing(open_database(path, KEY).conn) as reader, closing(open_database(path, KEY).conn) as holder:
        return copied_as_is(reader, holder, path, into / "clinic.db", KEY)


def look_at(copy: Path, contents: Contents) -> None:
    """Pages of two instants would not have the same number of acts everywhere."""
    store = opened(copy)
    assert store.check() == []
    assert trail.verify(store._connection, TRAIL_KEY, None) == contents.head
    raised = int(store.get(SettingRecord, "counter").value)
    assert raised == store.count(VisitRecord) - 1 == contents.head.number - 1
    assert len(store.history(SettingRecord, "counter")) == raised + 1
    assert len(store.history(PatientRecord, "p")) == raised + 1
    store.close()


def test_every_copy_is_of_one_instant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(snapshot, "copied")  # the bytes as they stand, each time
    assert copies(tmp_path / "clinic", tmp_path / "copy", SECONDS) > 1


@pytest.mark.torture
def test_every_copy_of_five_minutes_is_of_one_instant(tmp_path: Path) -> None:
    print(f"{copies(tmp_path / 'clinic', tmp_path / 'copy', LONG)} copies")


def test_where_another_never_stops_reading_pages_are_copied_one_by_one(tmp_path: Path) -> None:
    store, other = opened(made(tmp_path / "clinic")), opened(tmp_path / "clinic")
    store.put(COUNTER)
    other._connection.execute("BEGIN")
    assert other.count(VisitRecord) == 1
    for _ in range(5):
        with store.transaction():
            save(store)
            now = store.get(SettingRecord, "counter")
            store.put(replace(now, value=str(int(now.value) + 1)))
            store.put(replace(store.get(PatientRecord, "p"), address="elsewhere"))
    look_at(tmp_path / "copy", copied(tmp_path / "clinic", tmp_path / "copy"))
    store.close()
    other.close()


def test_after_a_copy_this_process_still_holds_its_locks(tmp_path: Path) -> None:
    """Closing the database's file anywhere in a process would take the locks of its stores away."""
    store = opened(made(tmp_path / "clinic"))
    assert copied(tmp_path / "clinic", tmp_path / "copy").head.number == 1
    assert others_see(tmp_path / "clinic" / "clinic.db") == "in use"
    store.close()
    assert others_see(tmp_path / "clinic" / "clinic.db") == "alone"


def others_see(path: Path) -> str:
    """What a restore in another process finds."""
    return subprocess.run([sys.executable, "-c", TRY, path], capture_output=True, text=True, check=True).stdout.strip()
