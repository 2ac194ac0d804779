"""The restore drill: a backup is put in place, what was there is kept aside, and a kill leaves a clinic that opens."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from clinicdesk.errors import ClinicdeskError, StoreFailed, StoreRefused
from clinicdesk.model.records import AnswerRecord
from clinicdesk.store.backup import back_up
from clinicdesk.store.backup_check import FILES, KEYS
from clinicdesk.store.backup_folder import BACKUPS, is_paused
from clinicdesk.store.embedded import DATABASE, HEAD, EmbeddedStore
from clinicdesk.store.keys import Keyring, Unlocked
from clinicdesk.store.restore import _put_in_place, restore, settle
from clinicdesk.store.schema import STEPS, migrations
from tests.unit.store.clinics import NOW, PASSWORD, Clinic, clinic, killed_after

LATER = NOW + timedelta(hours=3)
STAMP = "2026-11-24T18-04-05.123Z"
RESTORING = """
import sys
from datetime import datetime
from pathlib import Path
from clinicdesk.store.keys import Keyring
from clinicdesk.store.restore import restore
data, backup = Path(sys.argv[1]), Path(sys.argv[2])
unlocked = Keyring.read(backup / "keys.json").unlock("ana", sys.argv[3])
print("ready", flush=True)
restore(data, backup, unlocked, datetime.fromisoformat(sys.argv[4]))
print("done", flush=True)
"""
NO_ROOM = """
import resource, sys
from datetime import datetime
from pathlib import Path
from clinicdesk.errors import StoreFailed
from clinicdesk.store.keys import Keyring
from clinicdesk.store.restore import restore
data, backup = Path(sys.argv[1]), Path(sys.argv[2])
unlocked = Keyring.read(backup / "keys.json").unlock("ana", sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    restore(data, backup, unlocked, datetime.fromisoformat(sys.argv[4]))
except StoreFailed as error:
    print(error)
"""
HOLDER = """
import sys
from pathlib import Path
from clinicdesk.store.embedded import EmbeddedStore
store = EmbeddedStore.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), bytes(32))
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def ours(tmp_path: Path) -> Clinic:
    return clinic(tmp_path / "Praxis #1 Größe")


@pytest.fixture
def backup(ours: Clinic) -> Path:
    """A backup of one act; since then another act was done."""
    made = back_up(ours.data, ours.unlocked, NOW).backup.folder
    ours.save("since")
    return made


def answers(data: Path, unlocked: Unlocked) -> list[str]:
    """The acts in a data folder, once everything has been looked at."""
    store = EmbeddedStore.open(data, unlocked.database_keys[unlocked.current], unlocked.trail_key)
    found = [one.id for one in store.find(AnswerRecord)]
    assert store.check() == []
    assert store.verify_trail().number == len(found)
    store.close()
    return found


def names(data: Path) -> set[str]:
    return {path.name for path in data.iterdir()}


def test_a_restore_puts_the_backup_in_place_and_keeps_what_was_there(ours: Clinic, backup: Path) -> None:
    done = restore(ours.data, backup, ours.unlocked, LATER)
    assert answers(ours.data, ours.unlocked) == ["first"]
    assert done.aside == ours.data / f"{DATABASE}.before-{STAMP}"
    assert done.told == ()
    aside = ours.data.parent / "aside"
    aside.mkdir()
    for name in FILES:
        (ours.data / f"{name}.before-{STAMP}").rename(aside / name)
    assert answers(aside, ours.unlocked) == ["first", "since"]
    assert names(ours.data) == {*FILES, BACKUPS}
    assert is_paused(ours.data)
    assert backup.is_dir()


def test_what_was_in_the_wal_is_kept_aside_with_its_database(ours: Clinic, backup: Path, tmp_path: Path) -> None:
    store = ours.store()
    with store.transaction():
        store.append(AnswerRecord(id="x", by="s", at="x", patient="p", visit="v", item="i", answer=None))
    killed = tmp_path / "killed"
    copytree(ours.data, killed)
    store.close()
    restore(killed, backup, ours.unlocked, LATER)
    assert answers(killed, ours.unlocked) == ["first"]
    aside = killed / f"{DATABASE}.before-{STAMP}"
    assert aside.with_name(f"{aside.name}-wal").stat().st_size > 0
    (killed / "looked at").mkdir()
    for end in ("", "-wal"):
        (killed / f"{aside.name}{end}").rename(killed / "looked at" / f"{DATABASE}{end}")
    key = ours.unlocked.database_keys[ours.unlocked.current]
    opened = EmbeddedStore.open(killed / "looked at", key, ours.unlocked.trail_key)
    assert [one.id for one in opened.find(AnswerRecord)] == ["first", "since", "x"]
    opened.close()


def test_the_drill_with_the_recovery_key_alone(ours: Clinic, backup: Path, tmp_path: Path) -> None:
    """The computer is gone; there is a copy of the backup, an empty disk, and the recovery key on paper."""
    copytree(backup, tmp_path / "stick" / backup.name)
    rmtree(ours.data)
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    copied = tmp_path / "stick" / backup.name
    unlocked = Keyring.read(copied / KEYS).unlock_with_recovery(ours.recovery_key)
    done = restore(fresh, copied, unlocked, LATER)
    assert done.aside is None
    assert answers(fresh, unlocked) == ["first"]
    assert Keyring.read(fresh / KEYS).unlock("ana", PASSWORD).person == "staff-1"


@pytest.mark.parametrize("lost", [DATABASE, KEYS, HEAD])
@pytest.mark.parametrize("how", ["gone", "spoilt"])
def test_a_clinic_that_lost_a_file_is_restored(ours: Clinic, backup: Path, lost: str, how: str) -> None:
    if how == "gone":
        (ours.data / lost).unlink()
    else:
        (ours.data / lost).write_bytes(b"spoilt")
    unlocked = Keyring.read(backup / KEYS).unlock("ana", PASSWORD)
    restore(ours.data, backup, unlocked, LATER)
    assert answers(ours.data, unlocked) == ["first"]
    assert (ours.data / f"{lost}.before-{STAMP}").exists() == (how == "spoilt")


def test_who_was_removed_since_is_told(ours: Clinic, backup: Path) -> None:
    begun, _, _ = Keyring.read(ours.data / KEYS).begin_rotation(ours.unlocked, without="staff-2")
    begun.write(ours.data / KEYS)
    done = restore(ours.data, backup, ours.unlocked, LATER)
    assert done.told == ("These can sign in again, as on the day of the backup: ben. Remove them anew.",)


def test_a_backup_of_an_older_version_is_told(ours: Clinic, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "_migrations", list(migrations._migrations))
    migrations(name="9999")(lambda db: db.execute("CREATE TABLE later (x)"))
    monkeypatch.setitem(STEPS, "9999", lambda _: None)
    done = restore(ours.data, backup, ours.unlocked, LATER)
    assert done.told[0].startswith("This backup is of an older version of the program.")
    store = ours.store()
    states = [store.behind]
    store.migrate()
    assert [*states, store.behind] == [True, False]
    assert [one.id for one in store.find(AnswerRecord)] == ["first"]
    store.close()


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_damaged_backup_changes_nothing(ours: Clinic, backup: Path) -> None:
    data = bytearray((backup / DATABASE).read_bytes())
    data[-40] ^= 1
    (backup / DATABASE).write_bytes(data)
    before = everything(ours.data)
    with pytest.raises(StoreRefused, match="is damaged"):
        restore(ours.data, backup, ours.unlocked, LATER)
    assert everything(ours.data) == before


def test_without_room_nothing_is_changed(ours: Clinic, backup: Path) -> None:
    before = everything(ours.data)
    command = [sys.executable, "-c", NO_ROOM, str(ours.data), str(backup), PASSWORD, LATER.isoformat()]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "could not be written (File too large). What was there is unharmed." in said
    assert everything(ours.data) == before
    assert not is_paused(ours.data)


def test_while_the_clinic_is_open_somewhere_nothing_is_restored(ours: Clinic, backup: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(ours.data), ours.unlocked.database_keys[ours.unlocked.current].hex()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreRefused, match=r"The clinic is open in a window or a command\. Close it everywhere"):
            restore(ours.data, backup, ours.unlocked, LATER)
        other.kill()
    assert not any(name.startswith("restor") for name in names(ours.data))
    assert answers(ours.data, ours.unlocked) == ["first", "since"]


@pytest.mark.parametrize("steps", range(6))
def test_wherever_it_is_cut_short_settling_finishes_it(
    ours: Clinic, backup: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """Every rename is one step; after each of them the program is stopped once."""
    ready = ours.data / f"restoring-{STAMP}"
    copytree(backup, ready)
    rename = Path.rename
    done: list[str] = []

    def stopping(path: Path, target: Path) -> Path:
        if len(done) == steps:
            raise KeyboardInterrupt
        done.append(path.name)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", stopping)
    with pytest.raises(KeyboardInterrupt):
        _put_in_place(ready)
    monkeypatch.undo()
    assert settle(ours.data).startswith("A restore had been cut short.")
    assert answers(ours.data, ours.unlocked) == ["first"]
    assert names(ours.data) == {*FILES, BACKUPS, *(f"{name}.before-{STAMP}" for name in FILES)}
    assert settle(ours.data) == ""


def test_a_kill_leaves_the_old_clinic_or_the_new(ours: Clinic, backup: Path, tmp_path: Path) -> None:
    ends = set()
    for number in range(8):
        data = tmp_path / f"clinic-{number}"
        copytree(ours.data, data)
        killed_after(RESTORING, 0.005 * number, str(data), str(backup), PASSWORD, LATER.isoformat())
        told = settle(data)
        found = answers(data, ours.unlocked)
        ends.add(len(found))
        assert found in (["first"], ["first", "since"])
        assert not told or found == ["first"]
        restore(data, backup, ours.unlocked, LATER + timedelta(hours=1))
        assert answers(data, ours.unlocked) == ["first"]
        assert not any(name.startswith("restor") for name in names(data))
    assert 2 in ends


def test_settling_where_nothing_was_cut_short_does_nothing(ours: Clinic) -> None:
    before = everything(ours.data)
    assert settle(ours.data) == ""
    assert everything(ours.data) == before


def test_into_a_folder_that_is_not_there_nothing_is_restored(ours: Clinic, backup: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreFailed, match="could not be written"):
        restore(tmp_path / "nowhere", backup, ours.unlocked, LATER)
    with pytest.raises(ClinicdeskError, match=r"lacks clinic\.db, so it is not whole\. Choose another backup"):
        restore(ours.data, tmp_path / "nowhere", ours.unlocked, LATER)
