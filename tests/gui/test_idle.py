"""Who leaves the desk alone is locked out; whoever touches it, also a dialog of it, is not."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from clinicdesk.desk.clock import now
from clinicdesk.ui.idle import Idle

LONG_AGO = timedelta(minutes=3)


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[QLineEdit]:
    """A window of one field, with the keyboard."""
    made = QLineEdit()
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.setFocus()
    yield made
    made.deleteLater()


@pytest.fixture
def idle(field: QLineEdit) -> Iterator[Idle]:
    """It has counted for three minutes."""
    made = Idle(field)
    made.begin()
    made.touched -= LONG_AGO
    yield made
    made.rest()


def is_touched(idle: Idle) -> bool:
    return now() - idle.touched < timedelta(minutes=1)


def test_a_key_a_click_and_a_move_of_the_mouse_are_touches(idle: Idle, field: QLineEdit) -> None:
    window = field.windowHandle()
    touches: tuple[Callable[[], object], ...] = (
        lambda: QTest.keyClick(window, Qt.Key.Key_A),
        lambda: QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(5, 5)),
        lambda: QTest.mouseMove(window, QPoint(9, 9)),
    )
    for touch in touches:
        idle.touched = now() - LONG_AGO
        assert not is_touched(idle)
        touch()
        assert is_touched(idle)
    assert field.text() == "a"


def test_a_dialog_that_comes_up_later_is_the_desk_too(idle: Idle, field: QLineEdit, qtbot: QtBot) -> None:
    dialog = QDialog(field)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert not is_touched(idle)
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_A)
    assert is_touched(idle)
    dialog.deleteLater()


def test_nobody_there_is_told_once_the_time_is_over(idle: Idle, qtbot: QtBot) -> None:
    idle.timer.setInterval(5)
    with qtbot.waitSignal(idle.over):
        idle.timer.start()


def test_who_rests_is_told_nothing(idle: Idle, field: QLineEdit) -> None:
    idle.rest()
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
    assert not is_touched(idle)
    assert not idle.timer.isActive()
