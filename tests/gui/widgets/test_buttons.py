"""Buttons and their keys: Enter presses what has the keyboard, and what is held down is done once."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clinicdesk.ui.page import column
from clinicdesk.ui.widgets.basic import add, button

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


class Shown(QWidget):
    """A plain button beside one with keys of its own; `done` has what was pressed."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        self.done: list[str] = []
        self.plain = button("Look", lambda: self.done.append("look"))
        self.first = button("Save", lambda: self.done.append("save"), "primary", shortcut="Ctrl+Return")
        add(column(self), self.plain, self.first)
        qtbot.addWidget(self)
        with qtbot.waitActive(self):
            self.show()
        self.plain.setFocus()


def held(to: QPushButton, key: Qt.Key) -> None:
    """What a key that stays down sends again and again."""
    QCoreApplication.sendEvent(to, QKeyEvent(QEvent.Type.KeyPress, key, NONE, "\r", autorep=True))


def test_enter_of_either_kind_presses_the_button_that_has_the_keyboard(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    QTest.keyClick(shown.plain, Qt.Key.Key_Return)
    QTest.keyClick(shown.plain, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert shown.done == ["look", "look"]


def test_enter_that_is_held_down_presses_once(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    QTest.keyClick(shown.plain, Qt.Key.Key_Return)
    held(shown.plain, Qt.Key.Key_Return)
    assert shown.done == ["look"]


def test_keys_of_another_button_are_not_the_focused_ones(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    QTest.keyClick(shown.plain, Qt.Key.Key_Return, CTRL)
    assert shown.done == ["save"]
    shown.first.setEnabled(False)
    QTest.keyClick(shown.plain, Qt.Key.Key_Return, CTRL)
    assert shown.done == ["save"]
