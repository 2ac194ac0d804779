"""Backups from the desk: when they are due, that they come back, and who may put one back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.settings import change_setting, view_settings
from clinicdesk.desk.signin import sign_in_with_recovery
from clinicdesk.desk.trail import verify_trail
from clinicdesk.desk.upkeep import (
    SECOND_FOLDER,
    close_desk,
    confirm,
    is_due,
    make_backup,
    restore_with_password,
    restore_with_recovery,
    verify_backup,
)
from clinicdesk.errors import NotAllowed, SignInRefused, StoreRefused
from clinicdesk.model.records import SettingRecord
from clinicdesk.store.backup_folder import BACKUPS, backups, is_paused
from tests.unit.desk.clinic import PASSWORDS, enter, make
from tests.unit.desk.conftest import SetClock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A clinic with passwords; beside it stands its recovery key."""
    folder = tmp_path / "clinic"
    (tmp_path / "recovery").write_text(make(folder))
    return folder


@pytest.fixture
def ana(folder: Path, clock: SetClock) -> Iterator[Desk]:
    """The desk with the manager signed in; the test closes it."""
    desk = enter(folder, "ana", clock)
    yield desk
    desk.close()


def test_a_backup_is_due_after_half_an_hour_of_work(ana: Desk, clock: SetClock) -> None:
    assert is_due(ana)
    make_backup(ana)
    clock.pass_by(minutes=31)
    assert not is_due(ana)
    view_settings(ana)
    assert is_due(ana)
    make_backup(ana)
    view_settings(ana)
    clock.pass_by(minutes=29)
    assert not is_due(ana)


def test_closing_makes_a_backup_of_what_was_done_since(folder: Path, ana: Desk, clock: SetClock) -> None:
    make_backup(ana)
    clock.pass_by(minutes=1)
    close_desk(ana)
    assert len(backups(folder / BACKUPS)) == 1
    desk = enter(folder, "ana", clock)
    clock.pass_by(minutes=1)
    close_desk(desk)
    assert len(backups(folder / BACKUPS)) == 2


def test_the_second_folder_gets_a_copy_and_its_absence_is_told(ana: Desk, tmp_path: Path, clock: SetClock) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    setting = change_setting(ana, SettingRecord(id=SECOND_FOLDER, value=str(stick)))
    made = make_backup(ana)
    assert made.second
    assert made.second.folder.parent == stick
    change_setting(ana, SettingRecord(id=SECOND_FOLDER, version=setting.version, value=str(tmp_path / "unplugged")))
    clock.pass_by(minutes=1)
    made = make_backup(ana)
    assert made.second is None
    assert "Plug the drive in" in made.trouble


def test_the_restore_drill_with_the_recovery_key_alone(ana: Desk, tmp_path: Path, clock: SetClock) -> None:
    change_setting(ana, SettingRecord(id="note", value="kept"))
    made = make_backup(ana)
    ana.close()
    new = tmp_path / "another computer"
    done = restore_with_recovery(new, made.backup.folder, (tmp_path / "recovery").read_text(), clock)
    assert done.aside is None
    desk = sign_in_with_recovery(new, (tmp_path / "recovery").read_text(), "ana", clock)
    assert [one.value for one in view_settings(desk).others] == ["kept"]
    assert not desk.trail_fault
    verify_trail(desk)
    assert is_paused(new)
    confirm(desk)
    assert not is_paused(new)
    desk.close()


def test_a_restore_keeps_what_was_there(folder: Path, ana: Desk, clock: SetClock) -> None:
    made = make_backup(ana)
    change_setting(ana, SettingRecord(id="note", value="since the backup"))
    ana.close()
    done = restore_with_password(folder, made.backup.folder, "ana", PASSWORDS["ana"], clock)
    assert done.aside
    assert done.aside.exists()
    desk = enter(folder, "ana", clock)
    assert view_settings(desk).others == ()
    assert not desk.trail_fault
    desk.close()


def test_only_a_manager_puts_a_backup_back(folder: Path, ana: Desk, clock: SetClock) -> None:
    made = make_backup(ana)
    ana.close()
    before = (folder / "clinic.db").read_bytes()
    with pytest.raises(NotAllowed, match="bea may not put a backup back"):
        restore_with_password(folder, made.backup.folder, "bea", PASSWORDS["bea"], clock)
    with pytest.raises(SignInRefused):
        restore_with_password(folder, made.backup.folder, "ana", PASSWORDS["bea"], clock)
    assert (folder / "clinic.db").read_bytes() == before


def test_a_damaged_backup_is_told(ana: Desk) -> None:
    made = make_backup(ana)
    assert verify_backup(ana, made.backup.folder).contents.rows["staff"] == 3
    data = bytearray((made.backup.folder / "clinic.db").read_bytes())
    data[len(data) // 2] ^= 1
    (made.backup.folder / "clinic.db").write_bytes(data)
    with pytest.raises(StoreRefused, match="damaged"):
        verify_backup(ana, made.backup.folder)
