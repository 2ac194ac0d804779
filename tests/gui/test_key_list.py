"""F1 lists what the keys do on the page that is shown."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinicdesk.ui.key_list import KeyList
from tests.gui.seat import Seat

Sit = Callable[[str], Seat]


def opened(seat: Seat) -> KeyList:
    seat.window.activateWindow()
    seat.settle()
    seat.press(Qt.Key.Key_F1)
    return next(one for one in seat.window.findChildren(KeyList) if one.isVisible())


def test_the_keys_of_the_page_and_of_everywhere_are_told(sit: Sit) -> None:
    seat = sit("bea")
    told = seat.texts(opened(seat))
    for text in ("Ctrl+N", "New patient", "Ctrl+K", "Alt+1", "Today", "Ctrl+L", "Ctrl+V", "F1"):
        assert text in told, told


def test_keys_of_another_page_and_of_what_cannot_be_pressed_are_not_told(sit: Sit) -> None:
    seat = sit("bea")
    seat.go("patients")
    assert "Ctrl+V" not in seat.texts(opened(seat))


def test_escape_closes_the_list_and_a_lock_does(sit: Sit) -> None:
    seat = sit("bea")
    shown = opened(seat)
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    seat.settle()
    assert [one for one in seat.window.findChildren(KeyList) if one.isVisible()] == []
    opened(seat)
    seat.front.locked.emit()
    seat.settle()
    assert [one for one in seat.window.findChildren(KeyList) if one.isVisible()] == []
