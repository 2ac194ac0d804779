"""Patients as a clerk meets them, and waiting until the screen shows something."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt

from clinicdesk.desk.people import register
from clinicdesk.model.people import Patient
from clinicdesk.model.records import PatientRecord
from tests.gui.seat import LONG, Seat

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ENTER, TAB, DOWN, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Escape

ROSA = Patient(
    given_name="Rosa", family_name="Lindqvist", birth_date=date(1990, 5, 1), phone="919-555-0142", email="r@example.org"
)
BEN = Patient(given_name="Ben", family_name="Adeyemi", birth_date=date(1971, 2, 3), phone="919-555-0199")


def kept(seat: Seat, person: Patient = ROSA) -> PatientRecord:
    """A patient who is registered already."""
    return seat.act(register, person)


def until(seat: Seat, holds: Callable[[], bool]) -> None:
    """Wait until something holds, and the desk has nothing more to do."""
    seat.qtbot.waitUntil(holds, timeout=LONG)
    seat.settle()


def reads(seat: Seat, text: str) -> None:
    """Wait until a text stands on the screen."""
    until(seat, lambda: seat.reads(text))


def named(seat: Seat) -> str:
    """The accessible name of what has the keyboard."""
    return seat.focus.accessibleName() if seat.focus else ""


def has_keyboard(seat: Seat, name: str) -> None:
    """Wait until the widget of this accessible name has the keyboard."""
    seat.window.activateWindow()
    until(seat, lambda: named(seat) == name)
