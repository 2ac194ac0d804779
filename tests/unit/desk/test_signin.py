"""Signing in: who gets in, who waits, and what the trail learns of it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.session import change_password, lock, set_pin, sign_out, unlock, unlock_with_password
from clinicdesk.desk.settings import view_settings
from clinicdesk.desk.signin import make_clinic, sign_in, sign_in_with_recovery
from clinicdesk.desk.staff import add_staff, change_staff, person_of, remove_staff, reset_password
from clinicdesk.desk.trail import verify_trail, view_trail
from clinicdesk.errors import NotAllowed, SignInRefused, StoreFailed, StoreRefused, TrailBroken
from clinicdesk.model.records import ClinicRecord, StaffRecord
from clinicdesk.model.roles import Act, Role
from clinicdesk.store.embedded import DATABASE
from clinicdesk.store.sqlite import connect
from tests.unit.desk.clinic import ANOTHER, PASSWORDS, enter, make, person
from tests.unit.desk.conftest import SetClock


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A clinic that no test changes, and its recovery key."""
    folder = tmp_path_factory.mktemp("made") / "clinic"
    return folder, make(folder)


@pytest.fixture
def folder(made: tuple[Path, str], tmp_path: Path) -> Path:
    """The clinic's data folder, a copy for one test."""
    return Path(shutil.copytree(made[0], tmp_path / "clinic"))


@pytest.fixture
def ana(folder: Path, clock: SetClock) -> Iterator[Desk]:
    """The desk with the manager signed in."""
    desk = enter(folder, "ana", clock)
    yield desk
    desk.close()


def told_last(desk: Desk, act: Act) -> dict[str, object]:
    row = next(desk.store.trail(act=act, newest_first=True, limit=1))
    return dict(row.entry.told)


def test_a_clinic_is_made_once(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(StoreRefused, match="a clinic already"):
        make_clinic(folder, ClinicRecord(id="", name="Other", state="NC"), person("eve", "Eve", Role.MANAGER), ANOTHER)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_first_person_is_a_manager(tmp_path: Path) -> None:
    clinic = ClinicRecord(id="", name="Other", state="NC")
    with pytest.raises(NotAllowed, match="manager"):
        make_clinic(tmp_path / "new", clinic, person("eve", "Eve", Role.FRONT_DESK), ANOTHER)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaaaaaa", "Other Clinic Other Clinic"])
def test_a_bad_password_makes_no_clinic(tmp_path: Path, password: str) -> None:
    clinic = ClinicRecord(id="", name="Other Clinic", state="NC")
    with pytest.raises(NotAllowed):
        make_clinic(tmp_path / "new", clinic, person("eve", "Eve", Role.MANAGER), password)
    assert not (tmp_path / "new").exists()


def test_the_folder_is_for_its_owner_alone(made: tuple[Path, str]) -> None:
    assert made[0].stat().st_mode & 0o077 == 0
    for path in made[0].iterdir():
        assert path.stat().st_mode & 0o077 == 0, path.name


@pytest.mark.parametrize(("typed", "login"), [("ana", "ana"), ("BEA ", "bea"), ("ｓａｍ", "sam")])
def test_everybody_signs_in_with_their_own_password(folder: Path, clock: SetClock, typed: str, login: str) -> None:
    desk = sign_in(folder, typed, PASSWORDS[login], clock)
    assert desk.staff
    assert desk.staff.login == login
    desk.close()


def test_an_unknown_name_and_a_wrong_password_sound_the_same(folder: Path, clock: SetClock) -> None:
    with pytest.raises(SignInRefused) as unknown:
        sign_in(folder, "nobody", PASSWORDS["ana"], clock)
    with pytest.raises(SignInRefused) as wrong:
        sign_in(folder, "ana", PASSWORDS["bea"], clock)
    assert str(unknown.value) == str(wrong.value)


def test_waits_grow_and_stay_over_a_restart(folder: Path, clock: SetClock) -> None:
    waits = []
    for _ in range(6):
        with pytest.raises(SignInRefused) as refused:
            sign_in(folder, "bea", "wrong", clock)
        waits.append(refused.value.wait)
        clock.pass_by(seconds=refused.value.wait)
    assert waits == [0, 0, 0, 2, 4, 8]
    with pytest.raises(SignInRefused):
        sign_in(folder, "bea", "wrong", clock)
    with pytest.raises(SignInRefused, match="Wait 16 seconds"):
        enter(folder, "bea", clock)
    clock.pass_by(seconds=16)
    enter(folder, "bea", clock).close()


def test_the_trail_learns_of_failed_sign_ins(folder: Path, clock: SetClock) -> None:
    for login in ("bea", "somebody"):
        with pytest.raises(SignInRefused):
            sign_in(folder, login, "wrong", clock)
    desk = enter(folder, "ana", clock)
    assert told_last(desk, Act.SIGN_IN)["failed"] == ["2026-11-23T15:00:00.000Z bea", "2026-11-23T15:00:00.000Z ?"]
    desk.close()
    desk = enter(folder, "ana", clock)
    assert "failed" not in told_last(desk, Act.SIGN_IN)
    desk.close()


def test_a_trail_that_was_put_back_shows_at_the_next_sign_in(folder: Path, clock: SetClock) -> None:
    old = (folder / "clinic.db").read_bytes()
    enter(folder, "ana", clock).close()
    enter(folder, "ana", clock).close()
    (folder / "clinic.db").write_bytes(old)
    desk = enter(folder, "ana", clock)
    assert desk.trail_fault
    assert told_last(desk, Act.SIGN_IN)["trail_fault"] == desk.trail_fault
    desk.close()


def test_the_recovery_key_alone_gives_a_manager_a_new_password(
    folder: Path, made: tuple[Path, str], clock: SetClock
) -> None:
    desk = sign_in_with_recovery(folder, made[1].lower().replace("-", " "), "ana", clock)
    assert told_last(desk, Act.SIGN_IN)["recovery_key"] is True
    reset_password(desk, person_of(desk, "ana"), ANOTHER)
    desk.close()
    with pytest.raises(SignInRefused):
        enter(folder, "ana", clock)
    sign_in(folder, "ana", ANOTHER, clock).close()


def test_the_recovery_key_stands_in_for_managers_only(folder: Path, made: tuple[Path, str], clock: SetClock) -> None:
    for login in ("bea", "nobody"):
        with pytest.raises(SignInRefused, match="No manager"):
            sign_in_with_recovery(folder, made[1], login, clock)


def test_nothing_is_done_while_the_desk_is_locked(ana: Desk) -> None:
    set_pin(ana, "2580")
    lock(ana)
    with pytest.raises(NotAllowed, match="locked"):
        view_settings(ana)
    unlock(ana, "ana", "2580")
    assert view_settings(ana).clinic.name == "Maple Street Physical Therapy"


def test_five_wrong_pins_ask_for_the_password(ana: Desk) -> None:
    set_pin(ana, "2580")
    lock(ana)
    for left in (4, 3, 2, 1):
        with pytest.raises(SignInRefused, match=f"{left} more tr(y|ies)"):
            unlock(ana, "ana", "1111")
    with pytest.raises(SignInRefused, match="Sign in with the password"):
        unlock(ana, "ana", "1111")
    with pytest.raises(SignInRefused, match="Sign in with the password"):
        unlock(ana, "ana", "2580")
    assert sum(row.entry.told.get("failed") is True for row in ana.store.trail(act=Act.UNLOCK)) == 5
    unlock_with_password(ana, "ana", PASSWORDS["ana"])
    assert not ana.locked


def test_people_of_one_shift_switch_with_a_pin(ana: Desk) -> None:
    unlock_with_password(ana, "bea", PASSWORDS["bea"])
    set_pin(ana, "7193")
    unlock_with_password(ana, "ana", PASSWORDS["ana"])
    lock(ana)
    unlock(ana, "bea", "7193")
    assert ana.staff
    assert ana.staff.login == "bea"
    with pytest.raises(NotAllowed):
        view_trail(ana)


def test_a_pin_alone_begins_no_shift(folder: Path, clock: SetClock) -> None:
    desk = enter(folder, "bea", clock)
    set_pin(desk, "7193")
    desk.close()
    desk = enter(folder, "ana", clock)
    with pytest.raises(SignInRefused, match="password"):
        unlock(desk, "bea", "7193")
    desk.close()


def test_signing_out_ends_the_shift(ana: Desk) -> None:
    set_pin(ana, "2580")
    sign_out(ana)
    with pytest.raises(SignInRefused, match="password"):
        unlock(ana, "ana", "2580")


@pytest.mark.parametrize("pin", ["123", "1234", "4321", "0000", "12a4", "1" * 13, "", "١٢٣٥"])
def test_what_is_no_pin(ana: Desk, pin: str) -> None:
    with pytest.raises(NotAllowed):
        set_pin(ana, pin)


def test_a_password_is_changed_by_who_knows_it(folder: Path, clock: SetClock) -> None:
    desk = enter(folder, "bea", clock)
    with pytest.raises(SignInRefused):
        change_password(desk, PASSWORDS["ana"], ANOTHER)
    with pytest.raises(NotAllowed):
        change_password(desk, PASSWORDS["bea"], "maple street physical therapy")
    change_password(desk, PASSWORDS["bea"], ANOTHER)
    desk.close()
    with pytest.raises(SignInRefused):
        enter(folder, "bea", clock)
    sign_in(folder, "bea", ANOTHER, clock).close()


def test_who_leaves_gets_in_no_more_and_never_had_the_new_key(folder: Path, clock: SetClock) -> None:
    desk = enter(folder, "ana", clock)
    old = dict(desk.unlocked.database_keys)
    remove_staff(desk, person_of(desk, "bea"))
    assert view_settings(desk).clinic.name
    desk.close()
    with pytest.raises(SignInRefused):
        enter(folder, "bea", clock)
    desk = enter(folder, "ana", clock)
    assert desk.unlocked.current not in old
    assert old.items() <= desk.unlocked.database_keys.items()
    assert not desk.trail_fault
    assert not desk.store.check()
    desk.close()


def test_the_last_manager_stays(ana: Desk) -> None:
    assert ana.staff
    with pytest.raises(NotAllowed, match="last manager"):
        change_staff(ana, replace(ana.store.get(StaffRecord, ana.staff.id), roles=(Role.FRONT_DESK,)))
    with pytest.raises(NotAllowed, match="Nobody removes themselves"):
        remove_staff(ana, ana.staff.id)


def test_staff_needs_a_role_and_a_clinician_a_license(ana: Desk) -> None:
    rows = ana.store.last_row().number
    with pytest.raises(NotAllowed, match="role"):
        add_staff(ana, person("eve", "Eve"), ANOTHER)
    with pytest.raises(NotAllowed, match="license"):
        add_staff(ana, replace(person("eve", "Eve", Role.CLINICIAN), license=" "), ANOTHER)
    with pytest.raises(NotAllowed, match="Somebody else signs in with this name"):
        add_staff(ana, person("BEA", "Bea Other", Role.FRONT_DESK), ANOTHER)
    assert ana.store.last_row().number == rows
    assert len(view_settings(ana).staff) == 3


def test_a_removed_person_at_work_is_stopped_and_the_key_follows(folder: Path, clock: SetClock) -> None:
    bea, ana = enter(folder, "bea", clock), enter(folder, "ana", clock)
    before = ana.unlocked.current
    with pytest.raises(StoreFailed, match="signs in no more"):
        remove_staff(ana, person_of(ana, "bea"))
    with pytest.raises(NotAllowed, match="may not work here"):
        view_settings(bea)
    assert view_settings(ana).clinic.name
    bea.close()
    ana.close()
    ana = enter(folder, "ana", clock)
    assert ana.unlocked.current != before
    assert ana.unlocked.current == list(ana.unlocked.database_keys)[-1]
    ana.close()


def test_a_head_that_is_missing_or_unreadable_shows_and_stops_nobody(folder: Path, clock: SetClock) -> None:
    head = folder / "head.json"
    for harm in (head.unlink, lambda: head.write_bytes(b"nothing")):
        harm()
        desk = enter(folder, "ana", clock)
        assert "head.json" in desk.trail_fault
        assert view_settings(desk).clinic.name
        verify_trail(desk)
        desk.close()
    head.unlink()
    desk = enter(folder, "ana", clock)
    head.unlink()
    with pytest.raises(TrailBroken, match="is missing"):
        verify_trail(desk)
    desk.close()


def test_an_unlock_whose_row_cannot_be_written_leaves_the_desk_locked(folder: Path, clock: SetClock) -> None:
    desk = enter(folder, "ana", clock)
    set_pin(desk, "2580")
    lock(desk)
    other = connect(str(folder / DATABASE), desk.unlocked.database_keys[desk.unlocked.current])
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreFailed):
        unlock(desk, "ana", "2580")
    other.execute("ROLLBACK")
    other.close()
    assert desk.locked
    with pytest.raises(NotAllowed):
        view_settings(desk)
    desk.close()
