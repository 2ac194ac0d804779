"""The demo clinic on one fixed day, made once for a whole run, and the places of the window that are looked at."""

import time
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree
from typing import NamedTuple

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinicdesk.desk.board import BoardLine, board
from clinicdesk.desk.demo import demo_people, make_demo
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.signin import sign_in
from clinicdesk.ui.front import Front, Place
from clinicdesk.ui.hands import Hands
from clinicdesk.ui.style import look_of, wear
from clinicdesk.ui.window import Window
from clinicdesk.words import Words, read_words
from tests.gui.seat import Seat

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
"""A Tuesday; the demo's visits lie around this hour."""

MANAGER, CLINICIAN = "marisol", "imani"
_PATIENCE = 120


def clock() -> datetime:
    """The clock of the demo stands still."""
    return NOW


def made_demo(shared: Path) -> Path:
    """The demo clinic below a folder that all processes of a run share; the first who asks makes it."""
    folder, ready = shared / "demo", shared / "demo-ready"
    try:
        (shared / "demo-begun").mkdir()
    except FileExistsError:
        for _ in range(_PATIENCE * 10):
            if ready.exists():
                return folder
            time.sleep(0.1)
        raise TimeoutError("the demo clinic was not made in time") from None
    make_demo(folder, NOW)
    ready.touch()
    return folder


class Sight(NamedTuple):
    """One place of the window that is looked at, with a name for its picture."""

    name: str
    page: str
    family: str = ""
    part: str = ""
    login: str = MANAGER


STEPS = ("patient", "screening", "coverage", "estimate", "papers")
SIGHTS = (
    Sight("today", "today"),
    Sight("patients", "patients"),
    Sight("patient", "patient", "Wójcik"),
    Sight("new-patient", "new_patient"),
    *(Sight(f"visit-{step}", "visit", "Papadopoulou", step) for step in STEPS),
    *(Sight(f"visit-{step}-ready", "visit", "Castellano", step) for step in STEPS),
    Sight("visit-stop", "visit", "O'Malley", "screening"),
    Sight("visit-review", "visit", "von Hohenfels-Brandt", "screening"),
    Sight("visit-coverage-unknown", "visit", "Freeman", "coverage"),
    Sight("visit-no-course", "visit", "Fairweather"),
    Sight("return", "visit", "Wójcik"),
    Sight("return-stale", "visit", "Nascimento"),
    Sight("return-screening", "visit", "Tuipulotu", "screening"),
    Sight("review", "review", login=CLINICIAN),
    Sight("coverage", "coverage"),
    Sight("papers", "papers"),
    Sight("rules", "rules"),
    *(
        Sight(f"settings-{one}", "settings", part=one)
        for one in ("own", "clinic", "people", "prices", "papers", "backups", "look", "trail")
    ),
)


class DemoDay:
    """The demo clinic's window, with somebody signed in."""

    def __init__(self, qtbot: QtBot, folder: Path, login: str = MANAGER, words: Words | None = None) -> None:
        self.front = Front(Hands(), words or read_words("en"), folder)
        self.crashed: list[BaseException] = []
        self.front.crashed.connect(self.crashed.append)
        self.window = Window(self.front, folder, demo=True)
        self.seat = Seat(qtbot, self.window)
        person = next(one for one in demo_people() if one.login == login)
        got: list[Desk] = []
        self.front.hands.do(
            lambda: sign_in(folder, person.login, person.password, clock), got.append, self.crashed.append
        )
        qtbot.waitUntil(lambda: bool(got or self.crashed), timeout=30_000)
        self.window.show()
        self.window.enter(got[0])
        qtbot.waitUntil(lambda: self.window.shell is not None, timeout=30_000)
        self.seat.settle()
        self.lines = {line.patient.family_name: line for line in self.seat.act(board, NOW.date())}

    def see(self, sight: Sight) -> None:
        """Show a place."""
        line = self._line(sight.family)
        place = Place(
            sight.page,
            line.patient.id if line else "",
            line.visit.id if line and sight.page == "visit" else "",
            sight.part,
        )
        self.front.moved.emit(place)
        self.seat.settle()
        if self.crashed:
            raise self.crashed[0]

    def close(self, qtbot: QtBot) -> None:
        """Close the window, the store and the thread."""
        self.window.close()
        qtbot.waitUntil(lambda: not self.front.has_desk(), timeout=30_000)
        self.front.hands.stop()
        self.window.deleteLater()

    def _line(self, family: str) -> BoardLine | None:
        return self.lines[family] if family else None


def open_demo_day(
    qtbot: QtBot,
    qapp: QApplication,
    shared: Path,
    own: Path,
    *,
    login: str = MANAGER,
    theme: str = "light",
    words: Words | None = None,
) -> DemoDay:
    """The demo clinic in a copy of its own."""
    wear(qapp, look_of(theme))
    return DemoDay(qtbot, copytree(made_demo(shared), own), login, words)
