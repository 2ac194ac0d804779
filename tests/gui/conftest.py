"""The window on a real clinic: encrypted store on disk, real acts, the screen drawn off screen."""

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinicdesk.ui.front import Front
from clinicdesk.ui.hands import Hands
from clinicdesk.ui.style import look_of, wear
from clinicdesk.ui.window import Window
from clinicdesk.words import read_words
from tests.gui.seat import Seat
from tests.unit.desk.clinic import PASSWORDS, make


@pytest.fixture(scope="session")
def made_clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up clinic with Ana (manager), Bea (front desk) and Sam (clinician), made once and copied for each test."""
    folder = tmp_path_factory.mktemp("made") / "clinic"
    make(folder)
    return folder


@pytest.fixture
def folder(made_clinic: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    return copytree(made_clinic, tmp_path / "clinic")


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, folder: Path) -> Iterator[Window]:
    """The window at its door."""
    wear(qapp, look_of("light"))
    front = Front(Hands(), read_words("en"), folder)
    crashed: list[BaseException] = []
    front.crashed.connect(crashed.append)
    made = Window(front, folder)
    made.begin(made.sign_in_page())
    made.show()
    yield made
    made.close()
    qtbot.waitUntil(lambda: bool(crashed) or not front.has_desk(), timeout=20_000)
    front.hands.stop()
    made.deleteLater()
    for error in crashed:
        raise error


@pytest.fixture
def sit(qtbot: QtBot, window: Window) -> Callable[[str], Seat]:
    """Sit down at the desk as ana, bea or sam: `seat = sit("bea")`."""

    def sign_in(login: str) -> Seat:
        return Seat(qtbot, window).enter(login, PASSWORDS[login])

    return sign_in


@pytest.fixture(autouse=True)
def _no_stray_log_line(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A line in any log fails the test."""
    yield
    told = [one for when in ("setup", "call") for one in caplog.get_records(when)]
    assert [one.getMessage() for one in told if one.levelno >= logging.WARNING] == []
