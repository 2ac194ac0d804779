"""The board of the day, worked by keys: who is here, how they are moved on, and what stays where it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from clinicdesk.desk.courses import move_visit, open_course, open_visit
from clinicdesk.desk.estimate_deadlines import EstimateDue
from clinicdesk.desk.paper_list import estimates_due
from clinicdesk.desk.people import register
from clinicdesk.model.records import StaffRecord, VisitRecord, VisitState
from clinicdesk.model.roles import Role
from clinicdesk.model.visit import Service
from clinicdesk.ui.widgets.rows import RowsView
from tests.gui.seat import Seat
from tests.gui.today.days import ANA, BEN, CY, add, cell, names, open_today, page, spoken, today_of

Sit = Callable[[str], Seat]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def seat(sit: Sit) -> Seat:
    """Bea at the front desk, with three patients to come."""
    made = sit("bea")
    for person, time in ((ANA, "09:00"), (BEN, "09:30"), (CY, "10:00")):
        add(made, person, time)
    open_today(made)
    return made


def table(seat: Seat) -> RowsView:
    return page(seat).board.table


def states(seat: Seat) -> dict[str, str]:
    lines = page(seat).board.seen
    assert lines is not None
    return {one.patient.given_name: one.visit.state.value for one in lines.lines}


def test_a_row_tells_who_where_and_what_is_left_in_words(seat: Seat) -> None:
    assert names(table(seat)) == ["Nuñez, Ana", "Okafor, Ben", "Ziegler, Cy"]
    assert cell(table(seat), 0, 1).second.startswith("May 1, 1990 (")
    told = spoken(table(seat), 0, 1)
    assert told.startswith("Nuñez, Ana   May 1, 1990")
    assert "09:00, to come, no course yet, screening 0/" in told
    assert spoken(table(seat), 0, 3).startswith("no course yet, screening 0/")
    assert seat.focus is table(seat)


def test_arrived_and_done_and_cancelled_by_one_key_each_and_taken_back(seat: Seat) -> None:
    seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_A)
    assert states(seat)["Ben"] == "arrived"
    assert names(table(seat))[0] == "Okafor, Ben"
    assert table(seat).currentIndex().row() == 0
    assert seat.reads("Okafor, Ben   March 4, 1985")
    assert seat.reads("Here 1, longest 0 min")
    seat.press(Qt.Key.Key_Z, CTRL)
    assert states(seat)["Ben"] == "booked"


def test_what_the_desk_refuses_is_told_in_words_and_nothing_moves(seat: Seat) -> None:
    seat.press(Qt.Key.Key_D)
    assert states(seat)["Ana"] == "booked"
    assert seat.reads("This visit cannot be worked out yet.")


def test_cancelling_is_asked_once_and_can_be_undone(seat: Seat) -> None:
    seat.press(Qt.Key.Key_X)
    assert seat.reads("Cancel the visit of Nuñez, Ana")
    assert states(seat)["Ana"] == "booked"
    seat.press(Qt.Key.Key_N)
    assert not seat.reads("Cancel the visit of")
    assert seat.focus is table(seat)
    seat.press(Qt.Key.Key_X)
    seat.press(Qt.Key.Key_Y)
    assert states(seat)["Ana"] == "cancelled"
    assert seat.focus is table(seat)
    seat.press(Qt.Key.Key_Z, CTRL)
    assert states(seat)["Ana"] == "booked"


def test_escape_leaves_the_question_without_cancelling(seat: Seat) -> None:
    seat.press(Qt.Key.Key_X)
    seat.press(Qt.Key.Key_Escape)
    assert not seat.reads("Cancel the visit of")
    assert states(seat)["Ana"] == "booked"


def test_only_what_a_visit_allows_can_be_pressed(seat: Seat) -> None:
    acts = page(seat).board.acts
    able = {name: one.isEnabled() for name, one in acts._acts.items()}
    assert able == {"arrived": True, "done": True, "cancel": True, "course": True, "open": True}
    seat.press(Qt.Key.Key_X)
    seat.press(Qt.Key.Key_Y)
    assert {name for name, one in acts._acts.items() if one.isEnabled()} == {"arrived", "open"}


def test_enter_opens_the_visit_and_coming_back_finds_the_same_row(seat: Seat) -> None:
    seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_Return)
    assert seat.shell.place.page == "visit"
    assert seat.reads("Ziegler, Cy")
    seat.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert seat.shell.place.page == "today"
    assert cell(table(seat), table(seat).currentIndex().row(), 1).first == "Ziegler, Cy"


def test_a_visit_without_a_course_is_opened_where_one_is_made(seat: Seat) -> None:
    seat.press(Qt.Key.Key_C)
    assert (seat.shell.place.page, seat.shell.place.part) == ("visit", "patient")


def test_the_parts_of_the_day_are_chosen_by_keys(seat: Seat) -> None:
    seat.press(Qt.Key.Key_A)
    seat.press(Qt.Key.Key_2)
    assert names(table(seat)) == ["Nuñez, Ana"]
    seat.press(Qt.Key.Key_3)
    assert names(table(seat)) == ["Okafor, Ben", "Ziegler, Cy"]
    seat.press(Qt.Key.Key_4)
    assert names(table(seat)) == []
    assert seat.reads("Nobody is in this part of the day. Press 1 to see everybody.")
    seat.press(Qt.Key.Key_1)
    assert len(names(table(seat))) == 3


def test_home_and_end_go_to_the_first_row_and_to_the_last(seat: Seat) -> None:
    seat.press(Qt.Key.Key_End)
    assert table(seat).currentIndex().row() == 2
    seat.press(Qt.Key.Key_Home)
    assert table(seat).currentIndex().row() == 0
    assert seat.focus is table(seat)


def test_a_visit_that_is_taken_back_is_on_the_list_again(seat: Seat) -> None:
    seat.press(Qt.Key.Key_A)
    seat.press(Qt.Key.Key_Z, CTRL)
    assert seat.reads("back on the list, to come.")


def test_an_empty_day_says_what_to_do(sit: Sit) -> None:
    seat = sit("bea")
    open_today(seat)
    assert seat.reads("Nobody is on the board for this day.")
    assert seat.reads("Paste the day's list from your other system (Ctrl+V)")


def test_the_day_is_changed_by_keys_and_by_typing(seat: Seat) -> None:
    tomorrow = today_of(seat) + timedelta(days=1)
    add(seat, replace(BEN, given_name="Bo"), "11:00", tomorrow)
    seat.press(Qt.Key.Key_Right, CTRL)
    assert seat.reads("Tomorrow, ")
    assert names(table(seat)) == ["Okafor, Bo"]
    seat.press(Qt.Key.Key_T)
    assert len(names(table(seat))) == 3
    field = page(seat).board.head._field
    field.setFocus()
    seat.type("13/45/2026")
    seat.press(Qt.Key.Key_Return)
    assert seat.reads("There is no such day.")
    field.clear()
    seat.type("2/3/2027")
    seat.press(Qt.Key.Key_Return)
    assert seat.reads("Wednesday, February 3, 2027")
    assert seat.shell.place.part == "2027-02-03"


def test_two_of_one_name_are_told_apart_and_marked(seat: Seat) -> None:
    add(seat, replace(ANA, birth_date=date(1992, 8, 8), phone="919-555-0102"), "11:00")
    open_today(seat)
    twins = [row for row, name in enumerate(names(table(seat))) if name == "Nuñez, Ana"]
    assert [cell(table(seat), row, 1).second.split(" (")[0] for row in twins] == ["May 1, 1990", "August 8, 1992"]
    assert all("same name" in spoken(table(seat), row, 1) for row in twins)
    assert cell(table(seat), 1, 1).chips == ()


def test_two_of_one_name_and_birth_date_are_told_apart_by_their_telephones(seat: Seat) -> None:
    add(seat, replace(ANA, phone="919-555-0102"), "11:00")
    open_today(seat)
    twins = [row for row, name in enumerate(names(table(seat))) if name == "Nuñez, Ana"]
    assert [cell(table(seat), row, 1).second[-12:] for row in twins] == ["919-555-0101", "919-555-0102"]


def moved_elsewhere(seat: Seat, row: int, state: VisitState) -> None:
    """Somebody at another desk moves a visit on."""
    line = list(page(seat).board._model.by_id.values())[row]
    seat.act(move_visit, line.patient.id, line.visit.id, state)


def test_what_others_do_shows_by_itself_and_the_chosen_row_stays_chosen(seat: Seat) -> None:
    seat.press(Qt.Key.Key_Down)
    moved_elsewhere(seat, 2, VisitState.ARRIVED)
    page(seat).board.tick()
    seat.settle()
    assert names(table(seat))[0] == "Ziegler, Cy"
    assert cell(table(seat), table(seat).currentIndex().row(), 1).first == "Okafor, Ben"


def test_a_look_at_a_day_where_nothing_was_done_leaves_no_row_in_the_trail(seat: Seat) -> None:
    before = seat.desk(lambda desk: desk.store.last_row().number)
    for _ in range(3):
        page(seat).board.tick()
        seat.settle()
    assert seat.desk(lambda desk: desk.store.last_row().number) == before


def test_the_board_looks_again_every_thirty_seconds_while_it_is_shown(seat: Seat) -> None:
    timer = page(seat).board._timer
    assert (timer.interval(), timer.isActive()) == (30_000, True)
    today = page(seat)
    seat.go("patients")
    assert not timer.isActive()
    seat.go("today")
    assert page(seat) is today
    assert timer.isActive()


def test_scrolling_stays_where_it_was_when_the_day_is_looked_at_anew(seat: Seat) -> None:
    for number in range(30):
        add(seat, replace(BEN, given_name=f"Bo {number}"), f"{10 + number // 6}:{number % 6}0")
    open_today(seat)
    table(seat).verticalScrollBar().setValue(400)
    moved_elsewhere(seat, 32, VisitState.CANCELLED)
    page(seat).board.tick()
    seat.settle()
    assert table(seat).verticalScrollBar().value() == 400


def with_course(seat: Seat, days: int) -> VisitRecord:
    """A self-pay course whose first visit lies ahead, so that a Good Faith Estimate is owed."""
    sam = seat.desk(lambda desk: next(one for one in desk.store.find(StaffRecord) if one.login == "sam"))
    day = today_of(seat) + timedelta(days=days)
    patient = seat.act(register, replace(CY, given_name="Cleo"))
    made = today_of(seat) - timedelta(days=5)
    service = Service(code="20561", sessions=4, first_session=day, use_insurance=False, scheduled_on=made)
    course = seat.act(open_course, patient.id, service, sam.id)
    return seat.act(open_visit, patient.id, course.id, day, "09:00")


def test_an_estimate_that_is_owed_soon_is_told_and_leads_to_its_papers(seat: Seat) -> None:
    visit = with_course(seat, 7)
    owed: tuple[EstimateDue, ...] = seat.act(estimates_due, today_of(seat))
    assert [one.visit.id for one in owed] == [visit.id]
    open_today(seat)
    assert any("Good Faith Estimate" in text and "Ziegler, Cleo" in text for text in seat.texts())
    seat.press(Qt.Key.Key_G)
    assert (seat.shell.place.page, seat.shell.place.visit, seat.shell.place.part) == ("visit", visit.id, "papers")


def test_whoever_may_not_move_visits_is_told_so(seat: Seat) -> None:
    staff = seat.desk(lambda desk: desk.staff)
    assert staff is not None

    seat.desk(lambda desk: desk.store.put(replace(desk.store.get(StaffRecord, staff.id), roles=(Role.AUDITOR,))))
    seat.press(Qt.Key.Key_A)
    assert states(seat)["Ana"] == "booked"
    assert seat.reads("bea may not do this.")
