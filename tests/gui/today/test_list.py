"""The list of the other system: brought in, looked through row by row, booked; and nothing is lost on the way."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from clinicdesk.desk.drafts import read_drafts
from clinicdesk.desk.people import find, register
from clinicdesk.model.records import VisitRecord
from clinicdesk.ui.today.list_view import DRAFT
from tests.gui.seat import Seat
from tests.gui.today.days import ANA, BEN, add, cell, names, open_today, page, spoken
from tests.unit.desk.clinic import PASSWORDS

Sit = Callable[[str], Seat]
CTRL = Qt.KeyboardModifier.ControlModifier
LIST = """Last name,First name,Date of birth,Time,Phone,Room
NUNEZ,ANA,05/01/1990,9:00 AM,,1
O'Brien,Siobhan,03/04/1985,9:30 AM,(919) 555-0110,2
Nunes,Ana,05/01/1990,10:00 AM,,1
"""


@pytest.fixture
def seat(sit: Sit) -> Seat:
    """Bea at the front desk; Ana Nuñez is known."""
    made = sit("bea")
    made.act(register, ANA)
    open_today(made)
    return made


def paste(seat: Seat, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    seat.press(Qt.Key.Key_V, CTRL)


def what(seat: Seat) -> list[str]:
    """What each row becomes."""
    table = page(seat).list.table
    return [spoken(table, row, 3) for row in range(table.model().rowCount())]


def booked(seat: Seat) -> list[str]:
    return [one.time for one in seat.desk(lambda desk: desk.store.find(VisitRecord))]


def test_a_pasted_list_shows_what_was_read_and_what_becomes_of_it(seat: Seat) -> None:
    paste(seat, LIST)
    rows = page(seat).list.table
    assert [cell(rows, row, 2).first for row in range(3)] == ["NUNEZ, ANA", "O'Brien, Siobhan", "Nunes, Ana"]
    assert what(seat)[0].startswith("Nuñez, Ana   May 1, 1990")
    assert what(seat)[1:] == ["new patient", "choose who it is"]
    assert seat.reads("3 rows: 1 known, 1 new, 0 left out, 1 to choose. Columns not used: Room.")
    assert booked(seat) == []


def test_the_likely_one_stands_beside_what_was_read_and_is_chosen_by_a_key(seat: Seat) -> None:
    paste(seat, LIST)
    assert page(seat).list.table.currentIndex().row() == 2
    assert seat.reads("In the list, row 4")
    assert seat.reads("similar name, same birth date")
    seat.press(Qt.Key.Key_1)
    assert what(seat)[2].startswith("Nuñez, Ana   May 1, 1990")
    seat.press(Qt.Key.Key_Return, CTRL)
    assert sorted(booked(seat)) == ["09:00", "09:30", "10:00"]
    assert names(page(seat).board.table) == ["Nuñez, Ana", "O'Brien, Siobhan", "Nuñez, Ana"]
    assert seat.reads("3 visits booked, 0 on the board already.")
    assert DRAFT not in seat.act(read_drafts)


def test_somebody_new_is_registered_and_who_is_left_out_is_not_booked(seat: Seat) -> None:
    paste(seat, LIST)
    seat.press(Qt.Key.Key_N)
    seat.press(Qt.Key.Key_Up)
    seat.press(Qt.Key.Key_L)
    assert what(seat)[1:] == ["left out", "new patient"]
    seat.press(Qt.Key.Key_Return, CTRL)
    assert sorted(booked(seat)) == ["09:00", "10:00"]
    assert [one.family_name for one in seat.act(find, "nunes ana")] == ["Nunes"]
    assert seat.act(find, "siobhan") == []


def test_nothing_is_booked_while_a_row_is_still_to_choose(seat: Seat) -> None:
    paste(seat, LIST)
    seat.press(Qt.Key.Key_Up)
    seat.press(Qt.Key.Key_Return, CTRL)
    assert booked(seat) == []
    assert seat.reads("1 row is still to choose.")
    assert page(seat).list.table.currentIndex().row() == 2


def test_the_same_list_again_books_nothing_twice(seat: Seat) -> None:
    text = "".join(LIST.splitlines(keepends=True)[:3])
    paste(seat, text)
    seat.press(Qt.Key.Key_Return, CTRL)
    paste(seat, text)
    assert all(one.endswith(": on the board already") for one in what(seat))
    seat.press(Qt.Key.Key_Return, CTRL)
    assert sorted(booked(seat)) == ["09:00", "09:30"]
    assert seat.reads("0 visits booked, 2 on the board already.")


def test_everything_that_is_wrong_is_told_with_its_row(seat: Seat) -> None:
    paste(seat, LIST.replace("9:00 AM", "9 o'clock").replace("03/04/1985", "03/04/85"))
    told = page(seat).problems._told.stringList()
    assert [one.split(":")[0] for one in told] == ["Row 2, time", "Row 3, date of birth"]
    assert seat.reads("This list could not be read. Nothing was kept.")
    paste(seat, LIST)
    assert page(seat).list.isVisible()


def test_escape_goes_back_to_the_board_from_what_is_wrong(seat: Seat) -> None:
    paste(seat, "no headings at all")
    assert page(seat).problems.isVisible()
    seat.press(Qt.Key.Key_Escape)
    assert page(seat).board.isVisible()


def test_an_empty_clipboard_says_what_to_copy(seat: Seat) -> None:
    paste(seat, "  \n ")
    assert seat.reads("There is nothing to paste. Copy the day's list in your other system first, with its headings.")


def test_a_row_that_cannot_be_kept_is_named_and_the_list_is_still_there(seat: Seat) -> None:
    paste(seat, LIST.replace("O'Brien,Siobhan", "---,???"))
    seat.press(Qt.Key.Key_1)
    seat.press(Qt.Key.Key_Return, CTRL)
    assert booked(seat) == []
    assert [one.split(",")[0] for one in page(seat).problems._told.stringList()] == ["Row 3", "Row 3"]
    seat.press(Qt.Key.Key_Escape)
    seat.press(Qt.Key.Key_Up)
    seat.press(Qt.Key.Key_L)
    seat.press(Qt.Key.Key_Return, CTRL)
    assert sorted(booked(seat)) == ["09:00", "10:00"]


def test_a_list_that_is_left_is_offered_again_with_what_was_chosen(seat: Seat) -> None:
    paste(seat, LIST)
    seat.press(Qt.Key.Key_1)
    seat.press(Qt.Key.Key_Escape)
    assert page(seat).board.isVisible()
    assert seat.reads("was not booked yet.")
    seat.press(Qt.Key.Key_R)
    assert what(seat)[2].startswith("Nuñez, Ana   May 1, 1990")
    seat.press(Qt.Key.Key_Escape)
    seat.click("Drop it")
    assert DRAFT not in seat.act(read_drafts)
    open_today(seat)
    assert not seat.reads("was not booked yet.")


def test_a_lock_in_the_middle_keeps_the_list(seat: Seat) -> None:
    paste(seat, LIST)
    seat.press(Qt.Key.Key_1)
    seat.window.lock()
    seat.settle()
    assert QGuiApplication.clipboard().text() == ""
    seat.type("bea")
    seat.press(Qt.Key.Key_Return)
    seat.type(PASSWORDS["bea"])
    seat.press(Qt.Key.Key_Return)
    seat.qtbot.waitUntil(lambda: seat.window.lock_page is None, timeout=20_000)
    seat.settle()
    seat.press(Qt.Key.Key_R)
    assert what(seat)[2].startswith("Nuñez, Ana   May 1, 1990")


def choose_file(seat: Seat, path: Path) -> None:
    """The file dialog as somebody uses it who types the path."""
    seat.press(Qt.Key.Key_O, CTRL)
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog) and one.isVisible())
    dialog.selectFile(str(path))
    dialog.fileSelected.emit(str(path))
    dialog.close()
    seat.settle()


def test_a_file_is_opened_as_a_list_is_pasted(seat: Seat, tmp_path: Path) -> None:
    path = tmp_path / "day.tsv"
    path.write_text(LIST.replace(",", "\t"), "utf-16")
    choose_file(seat, path)
    assert len(what(seat)) == 3
    assert seat.reads("Columns not used: Room.")


def test_a_file_that_is_gone_is_told_in_words(seat: Seat, tmp_path: Path) -> None:
    choose_file(seat, tmp_path / "gone.csv")
    (told,) = page(seat).problems._told.stringList()
    assert told.startswith("The file cannot be read")


def test_reading_a_long_list_shows_how_far_it_is_and_can_be_stopped(seat: Seat) -> None:
    waits = Event()
    seat.front.hands.do(waits.wait, lambda _told: None, lambda _error: None)
    QGuiApplication.clipboard().setText(LIST)
    progress = page(seat).board.progress
    page(seat).paste()
    seat.qtbot.waitUntil(progress.isVisible, timeout=5_000)
    assert seat.reads("Looking for the patients of the list …")
    QTest.keyClick(progress._stop, Qt.Key.Key_Space)
    waits.set()
    seat.settle()
    assert seat.reads("Stopped. Nothing of it was kept.")
    assert not progress.isVisible()
    assert page(seat).board.isVisible()


def test_a_list_for_tomorrow_is_booked_for_tomorrow(seat: Seat) -> None:
    seat.press(Qt.Key.Key_Right, CTRL)
    paste(seat, "".join(LIST.splitlines(keepends=True)[:2]))
    seat.press(Qt.Key.Key_Return, CTRL)
    assert seat.reads("Tomorrow, ")
    assert names(page(seat).board.table) == ["Nuñez, Ana"]
    seat.press(Qt.Key.Key_T)
    assert names(page(seat).board.table) == []


def test_who_comes_at_another_time_of_the_day_too_is_marked(seat: Seat) -> None:
    add(seat, replace(BEN, given_name="Siobhan", family_name="O'Brien"), "14:00")
    paste(seat, LIST)
    assert what(seat)[1].endswith(": on the board already that day, at 14:00")


def test_who_is_on_the_board_already_is_not_registered_again_by_a_slip(seat: Seat) -> None:
    add(seat, replace(BEN, given_name="Siobhan", family_name="O'Brien"), "09:30")
    paste(seat, LIST)
    assert what(seat)[1].endswith(": on the board already")
