from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinicdesk.ui.window import Window
from tests.gui.seat import Seat

Sit = Callable[[str], Seat]


def test_signing_in_by_keys_shows_the_day(sit: Sit) -> None:
    seat = sit("bea")
    assert seat.shell.place.page == "today"
    assert seat.reads("Maple Street Physical Therapy")
    assert seat.window.windowTitle() == "clinicdesk"


def test_a_wrong_password_is_told_and_waited_for(qtbot: QtBot, window: Window) -> None:
    seat = Seat(qtbot, window)
    seat.type("bea")
    seat.press(Qt.Key.Key_Return)
    seat.type("not the password at all")
    seat.press(Qt.Key.Key_Return)
    assert window.shell is None
    assert any("password" in text for text in seat.texts())
