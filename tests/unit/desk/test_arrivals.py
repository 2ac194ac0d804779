"""Since when each patient is here, and the board that sorts by it."""

from datetime import UTC, date, datetime

import pytest

from clinicdesk.desk.board import board
from clinicdesk.desk.courses import move_visit
from clinicdesk.desk.day import Choice, book
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.people import register
from clinicdesk.model.people import Patient
from clinicdesk.model.records import VisitRecord, VisitState
from tests.unit.desk.conftest import SetClock

TODAY = date(2026, 11, 23)
ARRIVED, BOOKED, CANCELLED = VisitState.ARRIVED, VisitState.BOOKED, VisitState.CANCELLED


@pytest.fixture
def visits(desk: Desk) -> dict[str, VisitRecord]:
    """Three visits of today, by their times."""
    ana = register(desk, Patient(given_name="Ana", family_name="Nuñez", birth_date=date(1990, 5, 1))).id
    return {one.time: one for one in book(desk, TODAY, [Choice(at, ana) for at in ("09:00", "10:00", "11:00")])}


def move(desk: Desk, visit: VisitRecord, *states: VisitState) -> None:
    for one in states:
        move_visit(desk, visit.patient, visit.id, one)


def shown(desk: Desk) -> list[tuple[str, datetime | None]]:
    return [(line.visit.time, line.arrived_at) for line in board(desk, TODAY)]


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 11, 23, hour, minute, tzinfo=UTC)


def test_who_came_first_stands_first_whatever_the_time_of_the_appointment(
    desk: Desk, clock: SetClock, visits: dict[str, VisitRecord]
) -> None:
    move(desk, visits["11:00"], ARRIVED)
    clock.pass_by(minutes=7)
    move(desk, visits["10:00"], ARRIVED)
    assert shown(desk) == [("11:00", at(15, 0)), ("10:00", at(15, 7)), ("09:00", None)]


def test_a_slip_that_was_set_right_is_no_arrival(desk: Desk, clock: SetClock, visits: dict[str, VisitRecord]) -> None:
    move(desk, visits["09:00"], ARRIVED, BOOKED)
    assert shown(desk)[0] == ("09:00", None)
    clock.pass_by(minutes=20)
    move(desk, visits["09:00"], ARRIVED)
    assert shown(desk)[0] == ("09:00", at(15, 20))


def test_a_cancelling_that_was_undone_leaves_the_wait_as_it_was(
    desk: Desk, clock: SetClock, visits: dict[str, VisitRecord]
) -> None:
    move(desk, visits["09:00"], ARRIVED)
    clock.pass_by(minutes=20)
    move(desk, visits["09:00"], CANCELLED, ARRIVED)
    assert shown(desk)[0] == ("09:00", at(15, 0))


def test_an_arrival_of_another_day_is_no_wait_of_today(
    desk: Desk, clock: SetClock, visits: dict[str, VisitRecord]
) -> None:
    clock.pass_by(days=-1)
    move(desk, visits["09:00"], ARRIVED)
    clock.pass_by(days=1)
    assert shown(desk)[0] == ("09:00", None)


def test_a_trail_that_cannot_be_read_leaves_the_board_sorted_by_the_appointments(
    desk: Desk, visits: dict[str, VisitRecord]
) -> None:
    move(desk, visits["11:00"], ARRIVED)
    move(desk, visits["10:00"], ARRIVED)
    connection = desk.store._connection  # type: ignore[attr-defined]
    connection.execute("DROP TRIGGER audit_is_not_changed")
    connection.execute("UPDATE audit SET entry = replace(entry, '\"told\"', '\"tolt\"') WHERE number = 3")
    assert shown(desk) == [("10:00", None), ("11:00", None), ("09:00", None)]
