"""The board is looked at again when something was done, and only then."""

from datetime import date

from clinicdesk.desk.day import Choice, book
from clinicdesk.desk.day_board import is_old, look
from clinicdesk.desk.desk import Desk
from clinicdesk.model.people import Patient

TODAY = date(2026, 11, 23)
ANA = Patient(given_name="Ana", family_name="Nuñez", birth_date=date(1990, 5, 1))


def test_a_board_is_not_old_by_itself_and_asking_leaves_no_row(desk: Desk) -> None:
    seen = look(desk, TODAY)
    assert (seen.day, seen.lines) == (TODAY, ())
    rows = desk.store.last_row().number
    assert not is_old(desk, seen)
    assert desk.store.last_row().number == rows


def test_a_board_is_old_once_anything_was_done(desk: Desk) -> None:
    seen = look(desk, TODAY)
    book(desk, TODAY, [Choice("09:00", ANA)])
    assert is_old(desk, seen)
    again = look(desk, TODAY)
    assert [one.patient.person for one in again.lines] == [one.patient.person for one in look(desk, TODAY).lines]
    assert len(again.lines) == 1
