"""Somebody sitting at the window: keys, acts of the desk, and what stands on the screen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from clinicdesk.desk.desk import Desk
from clinicdesk.ui.page import Page
from clinicdesk.ui.shell import Shell
from clinicdesk.ui.window import Window

T = TypeVar("T")
LONG = 20_000
"""Milliseconds after which something that should have happened has not."""


class Seat:
    """A person at the window. Everything waits until the desk has answered."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self.qtbot = qtbot
        self.window = window
        self.front = window.front

    @property
    def shell(self) -> Shell:
        """The frame around the pages."""
        assert self.window.shell is not None
        return self.window.shell

    @property
    def page(self) -> Page:
        """The page that is shown."""
        page = self.shell.page
        assert page is not None
        return page

    def enter(self, login: str, password: str) -> "Seat":
        """Sign in by the keyboard."""
        self.settle()
        self.type(login)
        self.press(Qt.Key.Key_Return)
        self.type(password)
        self.press(Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.window.shell is not None, timeout=LONG)
        self.settle()
        return self

    def settle(self) -> None:
        """Wait until the desk has nothing to do and the screen has shown what came back."""
        for _ in range(3):
            self.qtbot.waitUntil(lambda: self.front.hands.idle, timeout=LONG)
            QApplication.processEvents()
            QApplication.processEvents()

    def go(self, page: str, patient: str = "", visit: str = "", part: str = "") -> Page:
        """Show a page."""
        self.front.go(page, patient, visit, part)
        self.settle()
        return self.page

    def act(self, act: Callable[..., T], *args: Any, **named: Any) -> T:
        """An act of the desk, on its own thread, such as `seat.act(register, person)`; a refusal is raised."""
        told: list[T] = []
        wrong: list[BaseException] = []

        def work() -> T:
            desk = self.front._at_desk()
            return act(desk, *args, **named)

        self.front.hands.do(work, told.append, wrong.append)
        self.qtbot.waitUntil(lambda: bool(told or wrong), timeout=LONG)
        if wrong:
            raise wrong[0]
        return told[0]

    def desk(self, work: Callable[[Desk], T]) -> T:
        """Anything with the desk, on its own thread."""
        return self.act(work)

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """One key, to what has the keyboard."""
        together = Qt.KeyboardModifier.NoModifier
        for one in modifiers:
            together |= one
        QTest.keyClick(self.focus or self.window, key, together)
        self.settle()

    def type(self, text: str) -> None:
        """Text, to what has the keyboard."""
        QTest.keyClicks(self.focus or self.window, text)
        self.settle()

    @property
    def focus(self) -> QWidget | None:
        """What has the keyboard."""
        return QApplication.focusWidget()

    def texts(self, inside: QWidget | None = None) -> list[str]:
        """Everything that can be read on the screen, in no order that counts."""
        root = inside or self.window
        found = [one.text() for one in root.findChildren(QLabel) if one.isVisible()]
        found += [one.text() for one in root.findChildren(QAbstractButton) if one.isVisible()]
        found += [one.text() for one in root.findChildren(QLineEdit) if one.isVisible()]
        return [one for one in found if one]

    def reads(self, text: str) -> bool:
        """Whether a text stands somewhere on the screen."""
        return any(text in one for one in self.texts())

    def click(self, text: str, inside: QWidget | None = None) -> None:
        """Press the visible button with this text (without its &)."""
        found = [
            one
            for one in (inside or self.window).findChildren(QAbstractButton)
            if one.isVisible() and one.text().replace("&", "") == text
        ]
        assert len(found) == 1, (text, [one.text() for one in found])
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
        self.settle()

    def picture(self, place: Path) -> None:
        """The window as a PNG."""
        self.settle()
        assert self.window.grab().save(str(place))
