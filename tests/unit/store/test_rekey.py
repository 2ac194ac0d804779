"""A change of the database key: nothing is lost, the old key opens nothing new, and a kill leaves what opens."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import copytree

import pytest

from clinicdesk.errors import NotAllowed, SignInRefused, StoreFailed, StoreRefused
from clinicdesk.model.records import AnswerRecord
from clinicdesk.store.backup import back_up
from clinicdesk.store.backup_check import KEYS, verify
from clinicdesk.store.backup_folder import BACKUPS
from clinicdesk.store.embedded import DATABASE, HEAD, EmbeddedStore
from clinicdesk.store.keys import Keyring, Unlocked
from clinicdesk.store.looking import key_of
from clinicdesk.store.rekey import finish_rotation, rekeyed_copy, rotate
from tests.unit.store.clinics import NOW, PASSWORD, Clinic, clinic, killed_after

ROTATING = """
import sys
from pathlib import Path
from clinicdesk.store.keys import Keyring
from clinicdesk.store.rekey import rotate
data = Path(sys.argv[1])
unlocked = Keyring.read(data / "keys.json").unlock("ana", sys.argv[2])
print("ready", flush=True)
rotate(data, unlocked, without="staff-2")
print("done", flush=True)
"""
NO_ROOM = """
import resource, sys
from pathlib import Path
from clinicdesk.errors import StoreFailed
from clinicdesk.store.keys import Keyring
from clinicdesk.store.rekey import rotate
data = Path(sys.argv[1])
unlocked = Keyring.read(data / "keys.json").unlock("ana", sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    rotate(data, unlocked, without="staff-2")
except StoreFailed as error:
    print(error)
"""


@pytest.fixture
def ours(tmp_path: Path) -> Clinic:
    return clinic(tmp_path / "clinic")


def unlocked_now(data: Path) -> Unlocked:
    return Keyring.read(data / KEYS).unlock("ana", PASSWORD)


def looked_at(data: Path, unlocked: Unlocked) -> list[str]:
    """The acts in a data folder under the key that opens it, once everything has been looked at."""
    key = unlocked.database_keys[key_of(data / DATABASE, unlocked)]
    store = EmbeddedStore.open(data, key, unlocked.trail_key)
    assert store.check() == []
    assert store.verify_trail().number == store.count(AnswerRecord)
    found = [one.id for one in store.find(AnswerRecord)]
    store.close()
    return found


def test_whoever_goes_cannot_open_what_comes_after(ours: Clinic) -> None:
    before = Keyring.read(ours.data / KEYS).unlock("ben", PASSWORD)
    now = rotate(ours.data, ours.unlocked, without="staff-2")
    assert now == unlocked_now(ours.data)
    assert now.current not in before.database_keys
    assert looked_at(ours.data, now) == ["first"]
    assert key_of(ours.data / DATABASE, before) == ""
    with pytest.raises(SignInRefused):
        Keyring.read(ours.data / KEYS).unlock("ben", PASSWORD)
    assert {path.name for path in ours.data.iterdir()} == {DATABASE, HEAD, KEYS, BACKUPS}


def test_the_recovery_key_opens_it_as_before(ours: Clinic) -> None:
    rotate(ours.data, ours.unlocked, without="staff-2")
    unlocked = Keyring.read(ours.data / KEYS).unlock_with_recovery(ours.recovery_key)
    assert looked_at(ours.data, unlocked) == ["first"]


def test_old_backups_open_with_the_keys_that_stay_sealed(ours: Clinic) -> None:
    old = back_up(ours.data, ours.unlocked, NOW).backup
    now = rotate(ours.data, ours.unlocked, without="staff-2")
    new = back_up(ours.data, now, NOW + timedelta(hours=1)).backup
    assert verify(old.folder, now) == old
    assert (old.key_id, new.key_id) == (ours.unlocked.current, now.current)
    with pytest.raises(StoreRefused, match="does not open with your keys"):
        verify(new.folder, ours.unlocked)


def test_what_was_saved_and_not_yet_checkpointed_comes_along(ours: Clinic, tmp_path: Path) -> None:
    store = ours.store()
    store.append(AnswerRecord(id="late", by="s", at="x", patient="p", visit="v", item="i", answer="yes"))
    copytree(ours.data, tmp_path / "killed")
    store.close()
    assert (tmp_path / "killed" / f"{DATABASE}-wal").stat().st_size > 0
    key = ours.unlocked.database_keys[ours.unlocked.current]
    contents = rekeyed_copy(tmp_path / "killed" / DATABASE, key, bytes(32))
    assert contents.rows["answer"] == 2
    opened = EmbeddedStore.open(tmp_path / "killed", bytes(32), ours.unlocked.trail_key)
    assert [one.id for one in opened.find(AnswerRecord)] == ["first", "late"]
    opened.close()


def test_while_somebody_has_it_open_the_key_stays(ours: Clinic) -> None:
    store = ours.store()
    assert store.count(AnswerRecord) == 1
    before = (ours.data / DATABASE).read_bytes()
    key = ours.unlocked.database_keys[ours.unlocked.current]
    with pytest.raises(StoreFailed, match="Another program holds the database"):
        rekeyed_copy(ours.data / DATABASE, key, bytes(32))
    store.append(AnswerRecord(id="on", by="s", at="x", patient="p", visit="v", item="i", answer="yes"))
    store.close()
    assert (ours.data / DATABASE).read_bytes()[:16] == before[:16]
    assert key_of(ours.data / DATABASE, ours.unlocked) == ours.unlocked.current


def test_with_a_key_that_does_not_fit_nothing_is_done(ours: Clinic) -> None:
    before = (ours.data / DATABASE).read_bytes()
    with pytest.raises(StoreRefused, match="does not open with this clinic's key"):
        rekeyed_copy(ours.data / DATABASE, bytes(32), bytes(32))
    assert (ours.data / DATABASE).read_bytes() == before


def test_without_room_the_person_is_out_and_the_rest_is_done_later(ours: Clinic) -> None:
    command = [sys.executable, "-c", NO_ROOM, str(ours.data), PASSWORD]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Nothing was saved" in said
    now = unlocked_now(ours.data)
    assert now.current == ours.unlocked.current
    assert looked_at(ours.data, now) == ["first"]
    finished = finish_rotation(ours.data, now)
    assert finished == unlocked_now(ours.data)
    assert finished.current == list(finished.database_keys)[-1] != now.current
    assert looked_at(ours.data, finished) == ["first"]


def test_finishing_what_is_finished_changes_nothing(ours: Clinic) -> None:
    now = rotate(ours.data, ours.unlocked, without="staff-2")
    before = (ours.data / DATABASE).read_bytes(), (ours.data / KEYS).read_bytes()
    assert finish_rotation(ours.data, now) == now
    assert ((ours.data / DATABASE).read_bytes(), (ours.data / KEYS).read_bytes()) == before


def test_the_last_person_stays(ours: Clinic) -> None:
    now = rotate(ours.data, ours.unlocked, without="staff-2")
    before = (ours.data / KEYS).read_bytes()
    with pytest.raises(NotAllowed, match="last person"):
        rotate(ours.data, now, without="staff-1")
    assert (ours.data / KEYS).read_bytes() == before


def test_a_kill_leaves_a_clinic_that_opens_with_one_of_the_known_keys(ours: Clinic, tmp_path: Path) -> None:
    ours.save(*(f"a{number}" for number in range(200)))
    ends = set()
    for number in range(10):
        data = tmp_path / f"clinic-{number}"
        copytree(ours.data, data)
        killed_after(ROTATING, 0.006 * number, str(data), PASSWORD)
        now = unlocked_now(data)
        opens = key_of(data / DATABASE, now)
        ends.add((len(now.database_keys), opens == now.current, now.current == ours.unlocked.current))
        assert len(looked_at(data, now)) == 201
        finished = finish_rotation(data, now)
        assert finished.current == list(now.database_keys)[-1]
        assert len(looked_at(data, finished)) == 201
        assert not (data / f"{DATABASE}.rekeyed").exists()
    assert len(ends) > 1


def test_where_only_the_note_of_the_new_key_is_missing_it_is_made(ours: Clinic) -> None:
    begun, key_id, key = Keyring.read(ours.data / KEYS).begin_rotation(ours.unlocked, without="staff-2")
    begun.write(ours.data / KEYS)
    rekeyed_copy(ours.data / DATABASE, ours.unlocked.database_keys[ours.unlocked.current], key)
    now = unlocked_now(ours.data)
    assert now.current == ours.unlocked.current
    assert key_of(ours.data / DATABASE, now) == key_id
    assert looked_at(ours.data, now) == ["first"]
    assert finish_rotation(ours.data, now) == replace(now, current=key_id) == unlocked_now(ours.data)
