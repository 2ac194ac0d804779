from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinicdesk.desk.recovery_seen import is_unseen
from clinicdesk.desk.settings import view_settings
from clinicdesk.desk.signin import sign_in, sign_in_with_recovery
from clinicdesk.store.backup_folder import BACKUPS, backups
from clinicdesk.ui.door.first_run import FirstRun
from clinicdesk.ui.door.key_page import KeyPage
from clinicdesk.ui.front import Front
from clinicdesk.ui.hands import Hands
from clinicdesk.ui.style import look_of, wear
from clinicdesk.ui.window import Window
from clinicdesk.words import read_words
from tests.gui.seat import Seat

PASSWORD = "wandering teapot seventeen gulls"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "new" / "clinic"


@pytest.fixture
def seat(qtbot: QtBot, qapp: QApplication, place: Path) -> Iterator[Seat]:
    wear(qapp, look_of("light"))
    front = Front(Hands(), read_words("en"), place)
    crashed: list[BaseException] = []
    front.crashed.connect(crashed.append)
    window = Window(front, place)
    door = FirstRun(front, place)
    door.entered.connect(window.enter)
    window.begin(door)
    window.show()
    seat = Seat(qtbot, window)
    seat.settle()
    yield seat
    window.close()
    qtbot.waitUntil(lambda: bool(crashed) or not front.has_desk(), timeout=20_000)
    front.hands.stop()
    window.deleteLater()
    for error in crashed:
        raise error


def door_of(seat: Seat) -> FirstRun:
    found = seat.window.findChild(FirstRun)
    assert found is not None
    return found


def go_on(seat: Seat) -> None:
    seat.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seat.qtbot.waitUntil(lambda: seat.front.hands.idle, timeout=20_000)
    seat.settle()


def test_a_clinic_is_set_up_by_keys_alone(seat: Seat, place: Path) -> None:
    begun = monotonic()
    seat.type("Maple Street PT")
    seat.press(Qt.Key.Key_Tab)
    seat.type("North C")
    assert door_of(seat).clinic.fields["state"].value() == "NC"
    go_on(seat)
    for text in ("Ana Ruiz", "ana", PASSWORD, PASSWORD):
        seat.type(text)
        seat.press(Qt.Key.Key_Tab)
    go_on(seat)
    seat.type("75")
    seat.press(Qt.Key.Key_Tab)
    seat.type("45")
    go_on(seat)
    page = door_of(seat).key_page
    assert page is not None
    key = page.shown.text().replace("\n", "-")
    seat.type("WRONG-GROUP")
    go_on(seat)
    assert seat.reads("That is not the end of the key.")
    QApplication.clipboard().setText(key)
    page.typed.set_text("-".join(key.split("-")[-2:]).lower())
    go_on(seat)
    assert QApplication.clipboard().text() == ""
    assert seat.shell.place.page == "today"
    assert seat.reads("Maple Street PT")
    settings = seat.act(view_settings)
    assert settings.clinic.state == "NC"
    assert sorted(one.cents for one in settings.fees) == [4500, 7500]
    assert monotonic() - begun < 120
    sign_in(place, "ana", PASSWORD).close()
    sign_in_with_recovery(place, key, "ana").close()
    assert key not in " ".join(seat.texts())


def test_what_is_missing_is_told_and_nothing_is_made(seat: Seat, place: Path) -> None:
    go_on(seat)
    assert seat.reads("The clinic needs a name")
    seat.type("Maple Street PT")
    go_on(seat)
    assert seat.reads("Choose the state")
    door = door_of(seat)
    door.clinic.fill({"state": "NC", "npi": "12345"})
    go_on(seat)
    assert seat.reads("An NPI has 10 digits; this has 5.")
    assert not (place / "keys.json").exists()


def test_a_bad_password_is_told_on_its_page(seat: Seat, place: Path) -> None:
    door = door_of(seat)
    door.clinic.fill({"name": "Maple Street PT", "state": "NC"})
    go_on(seat)
    door.manager.fill({"name": "Ana Ruiz", "login": "ana", "password": "short", "again": "short"})
    go_on(seat)
    assert seat.reads("needs at least 15")
    door.manager.fill({"password": PASSWORD, "again": "another"})
    go_on(seat)
    assert seat.reads("The two are not alike.")
    assert not (place / "keys.json").exists()
    door._go_back()
    assert door.clinic.fields["name"].value() == "Maple Street PT"


def test_a_broken_logo_leaves_no_half_made_clinic(seat: Seat, place: Path, tmp_path: Path) -> None:
    door = door_of(seat)
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    door.clinic.take_logo(tmp_path / "logo.png")
    door.clinic.fill({"name": "Maple Street PT", "state": "NC"})
    go_on(seat)
    door.manager.fill({"name": "Ana Ruiz", "login": "ana", "password": PASSWORD, "again": PASSWORD})
    go_on(seat)
    go_on(seat)
    assert seat.reads("logo")
    assert not (place / "keys.json").exists()


def test_a_key_that_nobody_has_confirmed_is_asked_for_at_the_next_sign_in(seat: Seat) -> None:
    door = door_of(seat)
    door.clinic.fill({"name": "Maple Street PT", "state": "NC"})
    go_on(seat)
    door.manager.fill({"name": "Ana Ruiz", "login": "ana", "password": PASSWORD, "again": PASSWORD})
    go_on(seat)
    go_on(seat)
    assert door.key_page is not None
    seat.window.sign_out()
    seat.qtbot.waitUntil(lambda: not seat.front.has_desk(), timeout=20_000)
    seat.settle()
    assert len(backups(seat.window.folder / BACKUPS)) == 1
    seat.enter("ana", PASSWORD)
    assert seat.reads("Nobody has shown yet that the recovery key is written down.")
    seat.go("settings", part="people")
    seat.click("New recovery key")
    shown = seat.window.findChildren(KeyPage)[-1]
    shown.typed.set_text("-".join(shown.shown.text().replace("\n", "-").split("-")[-2:]))
    seat.click("Save")
    assert seat.reads("The recovery key is written down.")
    assert not seat.desk(is_unseen)
