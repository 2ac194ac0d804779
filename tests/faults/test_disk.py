"""A disk that fails or is full: what was said to be saved stays, the rest is told, and work goes on afterwards."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from clinicdesk.desk.clock import now
from clinicdesk.desk.people import register
from clinicdesk.desk.record_export import export_record
from clinicdesk.errors import ClinicdeskError, StoreFailed
from clinicdesk.model.people import Patient
from clinicdesk.store.backup import back_up
from clinicdesk.store.backup_folder import BACKUPS, backups
from clinicdesk.store.embedded import EmbeddedStore
from clinicdesk.store.keys import Keyring
from clinicdesk.store.snapshot import contents_of
from tests.faults.recorded import saving
from tests.faults.saving import made, opened, save, visits, whole
from tests.unit.desk.clinic import enter, make
from tests.unit.store.clinics import NOW, PASSWORD, Clinic, clinic
from tests.unit.store.stores import KEY, TRAIL_KEY

MOST = "6m"
FAILED = "failed: The disk failed. Nothing was saved; see that the disk is there and whole, then try again."
FULL = "failed: The disk is full. Nothing was saved; free some space and try again."
MIGRATING = """
import sys
from pathlib import Path
from clinicdesk.desk.clock import now
from clinicdesk.desk.people import register
from clinicdesk.desk.record_export import export_record
from clinicdesk.errors import ClinicdeskError, StoreFailed
from clinicdesk.model.people import Patient
from clinicdesk.store.embedded import EmbeddedStore
from clinicdesk.store.schema import STEPS, migrations

@migrations(name="9001")
def one(db):
    db.execute('CREATE TABLE "large" ("x" BLOB) STRICT')
    db.execute('INSERT INTO "large" VALUES (zeroblob(20000000))')

STEPS["9001"] = one
store = EmbeddedStore.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), bytes.fromhex(sys.argv[3]))
try:
    store.migrate()
except StoreFailed as error:
    print(error)
print(store.behind)
store.close()
"""


def failing(strace: str, folder: Path, call: str, when: str, error: str = "EIO") -> tuple[set[str], list[str]]:
    """What a program said to be saved, and what it said to have failed, on a disk that fails so."""
    options = ["-P", str(folder / "clinic.db"), "-P", str(folder / "clinic.db-wal"), "-o", os.devnull]
    options += ["-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={when}"]
    said = saving(strace, options, folder, "12").splitlines()
    return {one for one in said if not one.startswith("failed")}, [one for one in said if one.startswith("failed")]


@pytest.mark.parametrize(
    ("call", "when"), [("pwrite64", 2), ("pwrite64", 31), ("pwrite64", 64), ("fsync", 3), ("fsync", 8)]
)
def test_one_call_that_fails_costs_one_act_and_that_is_told(strace: str, tmp_path: Path, call: str, when: int) -> None:
    saved, failed = failing(strace, made(tmp_path / "clinic"), call, str(when))
    assert failed == [FAILED]
    assert len(saved) == 11
    assert whole(tmp_path / "clinic") == saved


def test_a_disk_that_fails_from_now_on_keeps_what_it_has(strace: str, tmp_path: Path) -> None:
    saved, failed = failing(strace, made(tmp_path / "clinic"), "pwrite64", "80+")
    assert failed == [FAILED] * (12 - len(saved))
    assert 0 < len(saved) < 12
    assert saved <= whole(tmp_path / "clinic")


def test_a_disk_that_is_full_is_told_as_that(strace: str, tmp_path: Path) -> None:
    saved, failed = failing(strace, made(tmp_path / "clinic"), "pwrite64", "80+", "ENOSPC")
    assert failed == [FULL] * (12 - len(saved))
    assert 0 < len(saved) < 12
    assert whole(tmp_path / "clinic") == saved


@pytest.mark.torture
def test_every_call_may_fail(strace: str, tmp_path: Path) -> None:
    for call, last in (("pwrite64", 250), ("fsync", 16), ("ftruncate", 2)):
        for when in range(1, last):
            folder = made(tmp_path / f"{call}-{when}")
            saved, failed = failing(strace, folder, call, str(when))
            assert len(failed) <= 1, (call, when)
            assert whole(folder) == saved, (call, when)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with very little room. Only root may mount one.

    It goes once this process ends, which keeps a database open that it copied for a backup.
    """
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MOST}", "clinicdesk-test", str(place)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("not run: only root may mount a small disk; the same is tried with strace above")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(disk: Path, leave: int = 0) -> Path:
    """Take all the room but so many bytes."""
    filler = disk / "filler"
    found = os.statvfs(disk)
    with filler.open("wb") as file:
        file.write(bytes(found.f_bavail * found.f_bsize - leave))
    return filler


def save_until_full(store: EmbeddedStore, saved: set[str]) -> None:
    while True:
        saved.add(save(store))


def test_on_a_full_disk_saving_stops_with_words_and_goes_on_once_there_is_room(small_disk: Path) -> None:
    store = opened(made(small_disk / "clinic"))
    filler = fill(small_disk, leave=300_000)
    saved: set[str] = set()
    with pytest.raises(StoreFailed, match=r"The disk is full\. Nothing was saved; free some space and try again\."):
        save_until_full(store, saved)
    assert len(saved) > 3
    assert len(store.search("vogel")) == 1
    filler.unlink()
    saved |= {save(store) for _ in range(20)}
    store.close()
    assert whole(small_disk / "clinic") == saved


def test_a_clinic_opens_from_a_full_disk_once_there_is_room(small_disk: Path) -> None:
    store = opened(made(small_disk / "clinic"))
    saved = {save(store) for _ in range(20)}
    filler = fill(small_disk)
    with pytest.raises(StoreFailed, match="The disk is full"):
        save_until_full(store, saved)
    store.close()
    filler.unlink()
    assert whole(small_disk / "clinic") == saved


@pytest.fixture
def on_small_disk(small_disk: Path) -> Clinic:
    return clinic(small_disk / "clinic")


def test_without_room_for_a_backup_none_is_left_and_nothing_is_harmed(on_small_disk: Clinic, small_disk: Path) -> None:
    fill(small_disk, leave=100_000)
    with pytest.raises(StoreFailed, match="No space left on device"):
        back_up(on_small_disk.data, on_small_disk.unlocked, NOW)
    assert backups(on_small_disk.data / BACKUPS) == []
    assert [path.name for path in (on_small_disk.data / BACKUPS).iterdir()] == ["lock"]
    assert Keyring.read(on_small_disk.data / "keys.json").unlock("ana", PASSWORD) == on_small_disk.unlocked
    (small_disk / "filler").unlink()
    on_small_disk.save("after")
    assert back_up(on_small_disk.data, on_small_disk.unlocked, NOW).backup.contents.rows["answer"] == 2


def test_a_full_second_folder_is_told_and_the_first_backup_stands(small_disk: Path, tmp_path: Path) -> None:
    ours = clinic(tmp_path / "clinic")
    fill(small_disk, leave=100_000)
    made_ = back_up(ours.data, ours.unlocked, NOW, small_disk)
    assert made_.second is None
    assert made_.trouble.startswith("There is no second copy. The backup")
    assert "No space left on device" in made_.trouble
    assert backups(ours.data / BACKUPS) == [made_.backup.folder]
    assert [path.name for path in small_disk.iterdir()] == ["filler"]
    (small_disk / "filler").unlink()
    assert back_up(ours.data, ours.unlocked, NOW + timedelta(hours=1), small_disk).second


def test_without_room_for_an_export_no_file_is_left_and_the_trail_tells_of_none(
    small_disk: Path, tmp_path: Path
) -> None:
    make(tmp_path / "clinic")
    desk = enter(tmp_path / "clinic", "ana", now)
    patient = register(desk, Patient(given_name="Ada", family_name="Vogel", birth_date=date(1980, 1, 2))).id
    rows = desk.store.last_row().number
    fill(small_disk, leave=0)
    with pytest.raises(ClinicdeskError, match="No space left on device"):
        export_record(desk, patient, small_disk / "record.zip")
    assert [path.name for path in small_disk.iterdir()] == ["filler"]
    assert desk.store.last_row().number == rows
    (small_disk / "filler").unlink()
    assert export_record(desk, patient, small_disk / "record.zip")
    desk.close()


def test_without_room_for_a_migration_the_old_schema_stays(small_disk: Path) -> None:
    folder = made(small_disk / "clinic")
    store = opened(folder)
    before = contents_of(store._connection)
    store.close()
    command = [sys.executable, "-c", MIGRATING, str(folder), KEY.hex(), TRAIL_KEY.hex()]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert said == ["The disk is full. Nothing was saved; free some space and try again.", "True"]
    store = EmbeddedStore.open(folder, KEY, TRAIL_KEY)
    assert contents_of(store._connection) == before
    save(store)
    store.close()
    assert len(visits(folder)) == 1
