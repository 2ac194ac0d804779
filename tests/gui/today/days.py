"""Days with made-up patients on the board, and what stands on it."""

from datetime import date

from PySide6.QtCore import Qt

from clinicdesk.desk.day import Choice, book
from clinicdesk.desk.people import register
from clinicdesk.model.people import Patient
from clinicdesk.model.records import PatientRecord, VisitRecord
from clinicdesk.ui.today.page import Today
from clinicdesk.ui.widgets.painted import CELL, Cell
from clinicdesk.ui.widgets.rows import RowsView
from tests.gui.seat import Seat

ANA = Patient(given_name="Ana", family_name="Nuñez", birth_date=date(1990, 5, 1), phone="919-555-0101")
BEN = Patient(given_name="Ben", family_name="Okafor", birth_date=date(1985, 3, 4))
CY = Patient(given_name="Cy", family_name="Ziegler", birth_date=date(1971, 12, 30))


def today_of(seat: Seat) -> date:
    return seat.front.now().astimezone().date()


def add(seat: Seat, person: Patient, time: str, day: date | None = None) -> tuple[PatientRecord, VisitRecord]:
    """A patient with a visit on the board."""
    kept = seat.act(register, person)
    (visit,) = seat.act(book, day or today_of(seat), [Choice(time, kept.id)])
    return kept, visit


def page(seat: Seat) -> Today:
    shown = seat.page
    assert isinstance(shown, Today)
    return shown


def open_today(seat: Seat) -> Today:
    seat.go("today")
    return page(seat)


def cell(table: RowsView, row: int, column: int) -> Cell:
    told = table.model().index(row, column).data(CELL)
    assert isinstance(told, Cell)
    return told


def names(table: RowsView) -> list[str]:
    return [cell(table, row, 1).first for row in range(table.model().rowCount())]


def spoken(table: RowsView, row: int, column: int) -> str:
    return str(table.model().index(row, column).data(Qt.ItemDataRole.AccessibleTextRole))
