"""A backup is called one only when it was read back and compared; whatever goes wrong leaves none behind."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from clinicdesk.errors import StoreFailed, StoreRefused
from clinicdesk.store.backup import _read_back, back_up
from clinicdesk.store.backup_check import FILES, KEYS, verify
from clinicdesk.store.backup_folder import (
    BACKUPS,
    PAUSED,
    backups,
    confirm_restore,
    instant_of,
    is_paused,
    name_of,
    pause_thinning,
    upkeep,
)
from clinicdesk.store.embedded import DATABASE, HEAD, EmbeddedStore
from clinicdesk.store.files import sync_folder
from clinicdesk.store.head import read_head
from clinicdesk.store.keys import Keyring
from clinicdesk.store.schema import STEPS, migrations
from clinicdesk.store.wal import PAGE
from tests.unit.store.clinics import NOW, PASSWORD, Clinic, clinic, killed_after
from tests.unit.store.stores import answer, entry

BACKING_UP = """
import sys
from datetime import datetime
from pathlib import Path
from clinicdesk.store.backup import _read_back, back_up
from clinicdesk.store.keys import Keyring
data = Path(sys.argv[1])
unlocked = Keyring.read(data / "keys.json").unlock("ana", sys.argv[2])
print("ready", flush=True)
back_up(data, unlocked, datetime.fromisoformat(sys.argv[3]))
print("done", flush=True)
"""
NO_ROOM = (
    """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
from clinicdesk.errors import StoreFailed
try:
    exec(compile('''"""
    + BACKING_UP
    + """''', "", "exec"))
except StoreFailed as error:
    print(error)
"""
)


@pytest.fixture
def ours(tmp_path: Path) -> Clinic:
    return clinic(tmp_path / "Praxis #1 Größe")


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_backup_holds_what_the_clinic_holds(ours: Clinic) -> None:
    made = back_up(ours.data, ours.unlocked, NOW)
    backup = made.backup
    assert backup.folder == ours.data / BACKUPS / "2026-11-24T15-04-05.123Z"
    assert sorted(path.name for path in backup.folder.iterdir()) == sorted(FILES)
    assert backup.contents.rows["patient"] == 1
    assert backup.contents.rows["answer"] == backup.contents.head.number == 1
    assert read_head(backup.folder / HEAD) == backup.contents.head == ours.store().last_row()
    assert (backup.folder / KEYS).read_bytes() == (ours.data / KEYS).read_bytes()
    assert (made.second, made.trouble, made.dropped) == (None, "", ())
    assert verify(backup.folder, ours.unlocked) == backup
    assert {path.stat().st_mode & 0o777 for path in backup.folder.iterdir()} == {0o600}


def test_a_backup_is_encrypted_under_the_same_key(ours: Clinic) -> None:
    folder = back_up(ours.data, ours.unlocked, NOW).backup.folder
    assert b"Vogel" not in (folder / DATABASE).read_bytes()
    assert not (folder / DATABASE).read_bytes().startswith(b"SQLite")
    store = EmbeddedStore.open(folder, ours.unlocked.database_keys[ours.unlocked.current], ours.unlocked.trail_key)
    assert store.verify_trail().number == 1
    store.close()


def test_others_go_on_saving_and_the_backup_is_of_one_instant(ours: Clinic) -> None:
    ours.save(*(f"a{number}" for number in range(300)))
    stop = threading.Event()
    saved: list[str] = []

    def save() -> None:
        store = ours.store()
        while not stop.is_set():
            with store.transaction():
                store.append(answer(f"b{len(saved)}"))
                store.log(entry())
            saved.append("")
        store.close()

    writer = threading.Thread(target=save)
    writer.start()
    found = [back_up(ours.data, ours.unlocked, NOW + timedelta(hours=hour)).backup.contents for hour in range(4)]
    stop.set()
    writer.join()
    assert [one.rows["answer"] for one in found] == [one.head.number for one in found]
    assert 301 <= found[0].head.number < found[-1].head.number <= 301 + len(saved)


def test_what_is_still_in_the_wal_is_in_the_backup(ours: Clinic) -> None:
    store = ours.store()
    store.append(answer("late"))
    assert (ours.data / f"{DATABASE}-wal").stat().st_size > 0
    assert back_up(ours.data, ours.unlocked, NOW).backup.contents.rows["answer"] == 2
    store.close()


def test_a_second_folder_gets_its_own_verified_copy(ours: Clinic, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    made = back_up(ours.data, ours.unlocked, NOW, tmp_path / "stick")
    assert made.second
    assert made.second == replace(made.backup, folder=tmp_path / "stick" / made.backup.folder.name)
    assert everything(made.second.folder) == everything(made.backup.folder)


def test_a_second_folder_that_is_unplugged_is_told_and_harms_nothing(ours: Clinic, tmp_path: Path) -> None:
    made = back_up(ours.data, ours.unlocked, NOW, tmp_path / "stick")
    assert made.trouble == (
        f"There is no second copy: {tmp_path / 'stick'} is not there. Plug the drive in, then make another backup."
    )
    assert made.second is None
    assert verify(made.backup.folder, ours.unlocked) == made.backup
    assert not (tmp_path / "stick").exists()


def test_a_second_folder_that_takes_nothing_is_told_and_harms_nothing(ours: Clinic) -> None:
    made = back_up(ours.data, ours.unlocked, NOW, Path("/proc"))
    assert made.trouble.startswith("There is no second copy. The backup /proc/2026-11-24T15-04-05.123Z could not be")
    assert verify(made.backup.folder, ours.unlocked) == made.backup


def test_without_room_no_backup_is_left_and_the_clinic_is_unharmed(ours: Clinic) -> None:
    before = everything(ours.data)
    command = [sys.executable, "-c", NO_ROOM, str(ours.data), PASSWORD, NOW.isoformat()]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert said[0] == "ready"
    assert "What was there is unharmed." in said[1]
    assert backups(ours.data / BACKUPS) == []
    assert list((ours.data / BACKUPS).iterdir()) == [ours.data / BACKUPS / "lock"]
    assert {name: data for name, data in everything(ours.data).items() if "lock" not in name} == before


def test_one_backup_at_a_time(ours: Clinic) -> None:
    with upkeep(ours.data), pytest.raises(StoreRefused, match=r"is being made just now\. Wait until it is done"):
        back_up(ours.data, ours.unlocked, NOW)


def test_what_a_kill_leaves_is_no_backup_and_is_cleared_by_the_next(ours: Clinic) -> None:
    ours.save(*(f"a{number}" for number in range(400)))
    ends, found = set(), [ours.data]
    for number in range(8):
        now = NOW + timedelta(hours=number)
        told = killed_after(BACKING_UP, 0.004 * number, str(ours.data), PASSWORD, now.isoformat())
        found = backups(ours.data / BACKUPS)
        ends.add(bool(found) and instant_of(found[-1]) == now)
        assert "done" not in told or instant_of(found[-1]) == now
        assert [verify(one, ours.unlocked).contents.head.number for one in found] == [401] * len(found)
    assert False in ends
    last = back_up(ours.data, ours.unlocked, NOW + timedelta(days=1)).backup.folder
    left = {path.name for path in (ours.data / BACKUPS).iterdir()}
    assert left == {"lock", *(path.name for path in found), last.name}
    assert ours.store().check() == []


def test_old_backups_are_thinned_out_in_both_folders(ours: Clinic, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    first = back_up(ours.data, ours.unlocked, NOW, tmp_path / "stick").backup.folder
    second = back_up(ours.data, ours.unlocked, NOW + timedelta(minutes=30), tmp_path / "stick").backup.folder
    made = back_up(ours.data, ours.unlocked, NOW + timedelta(days=5), tmp_path / "stick")
    assert made.dropped == (first, tmp_path / "stick" / first.name)
    assert backups(ours.data / BACKUPS) == [second, made.backup.folder]
    assert [path.name for path in backups(tmp_path / "stick")] == [second.name, made.backup.folder.name]
    assert not any(
        path.name.endswith(".gone") for path in (*(ours.data / BACKUPS).iterdir(), *(tmp_path / "stick").iterdir())
    )


def test_after_a_restore_nothing_is_thinned_out_until_somebody_confirms(ours: Clinic) -> None:
    for minutes in (0, 30):
        back_up(ours.data, ours.unlocked, NOW + timedelta(minutes=minutes))
    pause_thinning(ours.data, "a backup", NOW)
    assert is_paused(ours.data)
    assert json.loads((ours.data / BACKUPS / PAUSED).read_text()) == {"restored": "a backup", "on": name_of(NOW)}
    assert back_up(ours.data, ours.unlocked, NOW + timedelta(days=5)).dropped == ()
    confirm_restore(ours.data)
    assert len(back_up(ours.data, ours.unlocked, NOW + timedelta(days=6)).dropped) == 1


def test_names_sort_by_their_instant_and_others_are_no_backups(tmp_path: Path) -> None:
    moments = [NOW + timedelta(milliseconds=1) * 37**number for number in range(7)]
    for moment in moments:
        (tmp_path / name_of(moment)).mkdir()
    (tmp_path / f"{name_of(NOW)}.part").mkdir()
    (tmp_path / "2026-11-24").mkdir()
    (tmp_path / name_of(NOW - timedelta(days=1))).write_bytes(b"")
    assert [instant_of(path) for path in backups(tmp_path)] == moments
    assert backups(tmp_path / "nowhere") == []


def flip(backup: Path, at: int) -> None:
    data = bytearray((backup / DATABASE).read_bytes())
    data[at] ^= 1
    (backup / DATABASE).write_bytes(data)


SPOILT: dict[str, Callable[[Path], object]] = {
    "lacks keys.json": lambda backup: (backup / KEYS).unlink(),
    "lacks clinic.db": lambda backup: (backup / DATABASE).unlink(),
    "keys.json was cut off": lambda backup: os.truncate(backup / KEYS, 300),
    "was cut off: its database has 0 bytes": lambda backup: os.truncate(backup / DATABASE, 0),
    "was cut off: its database has 40977 bytes": lambda backup: os.truncate(backup / DATABASE, 10 * PAGE + 17),
    "is damaged or was cut off": lambda backup: os.truncate(backup / DATABASE, 10 * PAGE),
    "does not open with your keys": lambda backup: flip(backup, 900),
    "is damaged. A page was changed or damaged": lambda backup: flip(backup, 5 * PAGE + 11),
    "has a head.json that does not belong": lambda backup: (backup / HEAD).write_bytes(b"{}"),
}


@pytest.mark.parametrize("sentence", SPOILT)
def test_what_is_wrong_with_a_backup_is_told_and_nothing_is_written(ours: Clinic, sentence: str) -> None:
    folder = back_up(ours.data, ours.unlocked, NOW).backup.folder
    SPOILT[sentence](folder)
    before = everything(folder)
    with pytest.raises(StoreRefused) as refused:
        verify(folder, ours.unlocked)
    assert sentence in str(refused.value)
    assert everything(folder) == before


def test_another_clinics_backup_is_refused(ours: Clinic, tmp_path: Path) -> None:
    other = clinic(tmp_path / "other")
    folder = back_up(other.data, other.unlocked, NOW).backup.folder
    with pytest.raises(StoreRefused, match="does not open with your keys: it is another clinic's"):
        verify(folder, ours.unlocked)


def test_the_keys_of_another_day_and_clinic_do_not_pass_as_its_own(ours: Clinic, tmp_path: Path) -> None:
    other = clinic(tmp_path / "other")
    folder = back_up(ours.data, ours.unlocked, NOW).backup.folder
    (folder / KEYS).write_bytes((other.data / KEYS).read_bytes())
    with pytest.raises(StoreRefused, match=r"has a keys\.json that does not belong to its database"):
        verify(folder, ours.unlocked)


def test_a_newer_backup_is_refused_and_an_older_one_is_told(ours: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = back_up(ours.data, ours.unlocked, NOW).backup.folder
    monkeypatch.setattr(migrations, "_migrations", list(migrations._migrations))
    migrations(name="9999")(lambda db: db.execute("CREATE TABLE later (x)"))
    monkeypatch.setitem(STEPS, "9999", lambda _: None)
    assert verify(folder, ours.unlocked).behind
    store = ours.store()
    assert store.behind
    store.migrate()
    store.close()
    assert not back_up(ours.data, ours.unlocked, NOW + timedelta(hours=1)).backup.behind
    monkeypatch.undo()
    newer = backups(ours.data / BACKUPS)[-1]
    with pytest.raises(StoreRefused, match=r"is of a newer clinicdesk \(schema 9999\). Install that version"):
        verify(newer, ours.unlocked)
    assert not verify(folder, ours.unlocked).behind


def test_what_is_read_back_is_compared_with_what_was_counted_before(ours: Clinic) -> None:
    backup = back_up(ours.data, ours.unlocked, NOW).backup
    ours.save("second")
    later = back_up(ours.data, ours.unlocked, NOW + timedelta(hours=1)).backup
    assert _read_back(backup.folder, ours.unlocked, backup.contents) == backup
    with pytest.raises(StoreFailed, match="does not hold what the clinic does"):
        _read_back(backup.folder, ours.unlocked, later.contents)


def test_a_folder_without_a_sync_of_its_own_is_no_fault() -> None:
    sync_folder(Path("/proc"))
    with pytest.raises(FileNotFoundError):
        sync_folder(Path("/proc/nowhere"))


def test_a_data_folder_that_is_not_there_is_told(ours: Clinic, tmp_path: Path) -> None:
    with pytest.raises(StoreFailed, match=r"backups could not be written \(No such file or directory\)"):
        back_up(tmp_path / "nowhere", ours.unlocked, NOW)


def test_after_a_cut_off_change_of_keys_a_backup_is_made_with_the_key_that_fits(ours: Clinic) -> None:
    begun, key_id, key = Keyring.read(ours.data / KEYS).begin_rotation(ours.unlocked, without="staff-2")
    begun.write(ours.data / KEYS)
    unlocked = replace(ours.unlocked, database_keys={**ours.unlocked.database_keys, key_id: key}, current=key_id)
    made = back_up(ours.data, unlocked, NOW).backup
    assert made.key_id == ours.unlocked.current
