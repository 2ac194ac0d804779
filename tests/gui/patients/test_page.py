"""The list of patients: found while typing, opened by Enter, and those worked with last."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt

from clinicdesk.ui.patients.new import NewPatient
from clinicdesk.ui.patients.page import Patients
from tests.gui.patients.helpers import BEN, CTRL, DOWN, ENTER, ROSA, kept, reads, until
from tests.gui.seat import Seat

Sit = Callable[[str], Seat]


def patients(seat: Seat) -> Patients:
    page = seat.go("patients")
    assert isinstance(page, Patients)
    return page


def rows(page: Patients) -> list[list[str]]:
    model = page.found.table.model()
    return [
        [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_typing_finds_and_enter_opens(sit: Sit) -> None:
    seat = sit("bea")
    rosa = kept(seat, ROSA)
    other = kept(seat, replace(BEN, family_name="Lindahl"))
    page = patients(seat)
    seat.type("lind")
    until(seat, lambda: len(rows(page)) == 2)
    assert rows(page)[1][::2] == ["Lindqvist, Rosa", "919-555-0142"]
    assert rows(page)[1][1].startswith("May 1, 1990 (")
    seat.press(DOWN)
    seat.press(ENTER)
    assert (seat.shell.place.page, seat.shell.place.patient) == ("patient", rosa.id)
    assert other.id != rosa.id


def test_with_nothing_typed_those_stand_there_who_were_worked_with_last(sit: Sit) -> None:
    seat = sit("bea")
    rosa = kept(seat, ROSA)
    page = patients(seat)
    assert [row[0] for row in rows(page)] == ["Lindqvist, Rosa"]
    assert seat.reads("You worked with these last")
    seat.press(ENTER)
    assert seat.shell.place.patient == rosa.id


def test_an_empty_list_says_what_to_do(sit: Sit) -> None:
    seat = sit("bea")
    page = patients(seat)
    assert seat.reads("to find a patient")
    assert not page.found.table.isVisible()
    seat.type("nobody")
    reads(seat, "Nobody found. Check the spelling, or register a new patient.")


def test_what_was_typed_goes_along_to_the_new_patient(sit: Sit) -> None:
    seat = sit("bea")
    patients(seat)
    seat.type("Adeyemi, Ben")
    seat.click("New patient")
    page = seat.page
    assert isinstance(page, NewPatient)
    assert page.form
    assert page.form.fields["family_name"].text() == "Adeyemi"
    assert page.form.fields["given_name"].text() == "Ben"


def test_control_n_leads_to_a_new_patient_from_anywhere(sit: Sit) -> None:
    seat = sit("bea")
    seat.press(Qt.Key.Key_N, CTRL)
    assert seat.shell.place.page == "new_patient"


def test_a_name_is_plain_text_whatever_stands_in_it(sit: Sit) -> None:
    seat = sit("bea")
    kept(seat, replace(BEN, given_name="Ann & <b>Bo</b>", family_name="<i>Ox</i>"))
    page = patients(seat)
    assert rows(page)[0][0] == "<i>Ox</i>, Ann & <b>Bo</b>"
    model = page.found.table.model()
    told = model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert "&lt;i&gt;Ox&lt;/i&gt;" in told
    seat.press(ENTER)
    reads(seat, "<i>Ox</i>, Ann & <b>Bo</b>")
