"""The search box at the top of the window: people by what is typed, a visit by its paper's number, scanned or typed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinicdesk.ui.search_box import SearchBox
from tests.gui.papers.scene import issued, ready
from tests.gui.seat import Seat
from tests.gui.visit.insured import set_prices

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def seat(folder: Path, sit: Callable[[str], Seat]) -> Seat:
    """Bea of the front desk at the window; the clinic has its fees."""
    set_prices(folder)
    return sit("bea")


@pytest.fixture
def box(seat: Seat) -> SearchBox:
    """The search box, with the keyboard."""
    seat.press(Qt.Key.Key_K, CTRL)
    assert seat.focus is seat.shell.search
    return seat.shell.search


def scan(box: SearchBox, text: str) -> None:
    """What a scanner does: all keys and Enter at once, before anything is found."""
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)


def rows(box: SearchBox) -> list[str]:
    return [box.found.item(at).text() for at in range(box.found.count())]


def test_a_scanned_number_opens_the_papers_of_its_visit(seat: Seat, box: SearchBox) -> None:
    case = ready(seat)
    label = issued(seat, case)[0].label
    scan(box, label)
    seat.settle()
    assert seat.shell.place == ("visit", case.patient, case.visit, "papers")
    assert (box.text(), box.found.isVisible()) == ("", False)
    assert seat.window.windowTitle() == "clinicdesk"


def test_a_typed_number_shows_whose_visit_it_is_before_it_is_opened(seat: Seat, box: SearchBox) -> None:
    case = ready(seat)
    label = issued(seat, case)[0].label
    seat.type(label.lower().replace("-", ""))
    (row,) = rows(box)
    assert row.startswith("Visit, ")
    assert "Núñez, Ana" in row
    seat.press(Qt.Key.Key_Return)
    assert seat.shell.place == ("visit", case.patient, case.visit, "papers")


def test_a_number_that_no_paper_has_is_told_and_leads_nowhere(seat: Seat, box: SearchBox) -> None:
    issued(seat, ready(seat))
    before = seat.shell.place
    scan(box, "00000-00000-000000")
    seat.settle()
    assert rows(box) == ["No paper has the number 00000-00000-000000."]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        seat.press(key)
    assert seat.shell.place == before
    assert box.text() == "00000-00000-000000"


def test_one_number_after_the_other(seat: Seat, box: SearchBox) -> None:
    first, second = ready(seat), ready(seat)
    labels = [issued(seat, case)[0].label for case in (first, second)]
    for case, label in zip((first, second, first), (*labels, labels[0]), strict=True):
        seat.press(Qt.Key.Key_K, CTRL)
        scan(box, label)
        seat.settle()
        assert seat.shell.place.visit == case.visit


def test_a_name_is_found_while_it_is_typed_and_enter_waits_for_it(seat: Seat, box: SearchBox) -> None:
    case = ready(seat)
    scan(box, "nunez")
    seat.settle()
    assert seat.shell.place == ("patient", case.patient, "", "")
    seat.press(Qt.Key.Key_K, CTRL)
    seat.type("nunez")
    assert [row.split("   ")[0] for row in rows(box)] == ["Núñez, Ana", "Somebody else: register a new patient"]
    seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_Return)
    assert seat.shell.place == ("new_patient", "", "", "nunez")


def test_what_was_found_for_an_older_text_is_not_opened(seat: Seat, box: SearchBox) -> None:
    ready(seat)
    seat.type("nunez")
    scan(box, "zzz")
    seat.settle()
    assert seat.shell.place == ("new_patient", "", "", "nunezzzz")


def test_escape_forgets_what_is_still_being_looked_for(seat: Seat, box: SearchBox) -> None:
    case = ready(seat)
    label = issued(seat, case)[0].label
    before = seat.shell.place
    scan(box, label)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    seat.settle()
    assert (seat.shell.place, box.text(), rows(box)) == (before, "", [])


def test_the_hint_fits(box: SearchBox) -> None:
    assert box.fontMetrics().horizontalAdvance(box.placeholderText()) < box.minimumWidth() - 56
