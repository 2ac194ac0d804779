"""A new patient: registered, or found to be there already; half a form outlasts leaving and a lock."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinicdesk.desk.drafts import read_drafts
from clinicdesk.desk.people import find
from clinicdesk.model.people import Party
from clinicdesk.model.records import PatientRecord, VisitRecord
from clinicdesk.ui.front import Front
from clinicdesk.ui.hands import Hands
from clinicdesk.ui.patients.new import NewPatient
from clinicdesk.ui.window import Window
from clinicdesk.words import read_words
from tests.gui.patients.helpers import ALT, CTRL, ENTER, ESCAPE, ROSA, TAB, kept, named, reads, until
from tests.gui.seat import LONG, Seat
from tests.unit.desk.clinic import PASSWORDS

Sit = Callable[[str], Seat]
TODAY = date.today()  # noqa: DTZ011 - the desk's day is the local one


def new(seat: Seat, part: str = "") -> NewPatient:
    page = seat.go("new_patient", part=part)
    assert isinstance(page, NewPatient)
    assert page.form
    return page


def count(seat: Seat) -> int:
    return seat.desk(lambda desk: desk.store.count(PatientRecord))


def type_rosa(seat: Seat) -> None:
    for at, text in enumerate(("Rosa", "Lindqvist", "5/1/1990", "919-555-0142")):
        if at:
            seat.press(TAB)
        seat.type(text)


def test_the_form_is_filled_in_by_keys_and_leads_to_the_record(sit: Sit) -> None:
    seat = sit("bea")
    new(seat)
    type_rosa(seat)
    seat.click("Register only")
    reads(seat, "Lindqvist, Rosa")
    assert seat.shell.place.page == "patient"
    (found,) = seat.act(find, "lindqvist")
    assert (found.given_name, found.birth_date, found.phone) == ("Rosa", date(1990, 5, 1), "919-555-0142")
    assert found.email == found.address == ""


def test_registering_begins_todays_visit_and_the_visit_comes_up(sit: Sit) -> None:
    seat = sit("bea")
    new(seat)
    type_rosa(seat)
    seat.press(ENTER, CTRL)
    until(seat, lambda: seat.shell.place.page == "visit")
    (visit,) = seat.desk(lambda desk: desk.store.find(VisitRecord))
    assert (visit.id, visit.day, visit.course) == (seat.shell.place.visit, TODAY, "")


def test_what_cannot_be_kept_is_told_at_its_field_and_nothing_is_saved(sit: Sit) -> None:
    seat = sit("bea")
    page = new(seat)
    seat.press(ENTER, CTRL)
    reads(seat, "A patient needs a name; write at least one of the two.")
    assert named(seat) == "Last name"
    seat.type("Lindqvist")
    assert page.form
    page.form.fields["birth_date"].set_text("5/1/90")
    seat.press(ENTER, CTRL)
    reads(seat, "Write the day as month, day and a year of four digits")
    page.form.fields["birth_date"].set_text("5/1/2090")
    seat.press(ENTER, CTRL)
    reads(seat, "This day is still to come")
    assert count(seat) == 0
    assert seat.shell.place.page == "new_patient"


def test_a_guardian_is_asked_for_as_soon_as_the_birth_date_says_so(sit: Sit) -> None:
    seat = sit("bea")
    page = new(seat)
    assert page.form
    guardian = page.form.fields["guardian.name"]
    page.form.fields["given_name"].set_text("Ida")
    assert not guardian.isVisible()
    page.form.fields["birth_date"].set_text(f"1/1/{TODAY.year - 17}")
    assert guardian.isVisible()
    assert seat.reads("Under 18: a parent or guardian signs.")
    guardian.set_text("Olga Lindqvist")
    page.form.fields["guardian.relationship"].set_text("mother")
    seat.click("Register only")
    until(seat, lambda: seat.shell.place.page == "patient")
    (ida,) = seat.act(find, "ida")
    assert ida.guardian == Party("Olga Lindqvist", "mother")
    reads(seat, "Olga Lindqvist (mother)")


def test_for_somebody_of_age_no_guardian_is_asked_for(sit: Sit) -> None:
    seat = sit("bea")
    page = new(seat)
    assert page.form
    page.form.fields["birth_date"].set_text(f"1/1/{TODAY.year - 19}")
    assert not page.form.fields["guardian.name"].isVisible()


def test_likely_duplicates_are_looked_at_before_anything_is_saved(sit: Sit) -> None:
    seat = sit("bea")
    there = kept(seat, ROSA)
    new(seat)
    type_rosa(seat)
    seat.click("Register only")
    reads(seat, "Somebody like this is registered already.")
    assert seat.texts().count("the same") == 3
    assert seat.reads("same name, same birth date and same phone")
    assert count(seat) == 1
    seat.click("This is the same person: open")
    until(seat, lambda: seat.shell.place.page == "patient")
    assert seat.shell.place.patient == there.id
    assert count(seat) == 1


def test_somebody_else_of_that_name_is_registered_all_the_same(sit: Sit) -> None:
    seat = sit("bea")
    kept(seat, replace(ROSA, phone="", email=""))
    new(seat)
    type_rosa(seat)
    seat.press(ENTER, CTRL)
    reads(seat, "Is it one of these?")
    seat.press(ESCAPE)
    assert seat.reads("New patient")
    seat.press(ENTER, CTRL)
    reads(seat, "Is it one of these?")
    seat.press(ENTER, CTRL)
    until(seat, lambda: seat.shell.place.page == "visit")
    assert count(seat) == 2


def test_half_a_form_comes_back_and_can_be_given_up(sit: Sit) -> None:
    seat = sit("bea")
    new(seat)
    seat.type("Rosa")
    seat.go("patients")
    page = new(seat)
    reads(seat, "This is what you had typed before.")
    assert page.form
    assert page.form.fields["given_name"].text() == "Rosa"
    seat.click("Start empty")
    assert page.form.fields["given_name"].text() == ""
    page = new(seat)
    assert not seat.reads("This is what you had typed before.")


def test_half_a_form_outlasts_a_lock(sit: Sit) -> None:
    seat = sit("bea")
    new(seat)
    seat.type("Rosa")
    seat.front.locked.emit()
    until(seat, lambda: seat.window.lock_page is not None and seat.window.lock_page.isVisible())
    assert not seat.reads("Rosa")
    lock = seat.window.lock_page
    assert lock
    lock.person.set_value("")
    lock.other.set_value("bea")
    lock.secret.set_value(PASSWORDS["bea"])
    lock.try_in()
    until(seat, lambda: seat.window.lock_page is None)
    reads(seat, "This is what you had typed before.")
    page = seat.page
    assert isinstance(page, NewPatient)
    assert page.form
    assert page.form.fields["given_name"].text() == "Rosa"


def test_half_a_form_is_kept_while_it_is_typed_so_that_a_kill_takes_nothing(
    sit: Sit, qtbot: QtBot, folder: Path
) -> None:
    seat = sit("bea")
    new(seat)
    seat.type("Rosa")
    until(seat, lambda: any("Rosa" in one for one in seat.desk(read_drafts).values()))
    front = Front(Hands(), read_words("en"), folder)
    window = Window(front, folder)
    qtbot.addWidget(window)
    window.begin(window.sign_in_page())
    window.show()
    window.activateWindow()
    again = Seat(qtbot, window).enter("bea", PASSWORDS["bea"])
    page = new(again)
    reads(again, "This is what you had typed before.")
    assert page.form
    assert page.form.fields["given_name"].text() == "Rosa"
    window.close()
    qtbot.waitUntil(lambda: not front.has_desk(), timeout=LONG)
    front.hands.stop()


def test_what_was_registered_does_not_come_back_as_half_a_form(sit: Sit) -> None:
    seat = sit("bea")
    new(seat)
    type_rosa(seat)
    seat.click("Register only")
    until(seat, lambda: seat.shell.place.page == "patient")
    page = new(seat)
    assert page.form
    assert page.form.fields["given_name"].text() == ""


def test_escape_leads_back_to_where_one_came_from(sit: Sit) -> None:
    seat = sit("bea")
    seat.go("papers")
    seat.press(Qt.Key.Key_N, CTRL)
    assert isinstance(seat.page, NewPatient)
    seat.press(ESCAPE)
    assert seat.shell.place.page == "papers"


def test_a_telephone_number_that_is_cut_short_is_told_and_kept_all_the_same(sit: Sit) -> None:
    seat = sit("bea")
    page = seat.go("new_patient")
    assert isinstance(page, NewPatient)
    assert page.form is not None
    phone = page.form.fields["phone"]
    for text, told in (
        ("919-555-014", "A US number has 10 digits; this has 9. It is saved as it stands."),
        ("919-555-0142 ext. 7", ""),
        ("+91 22 5550", ""),
        ("", ""),
    ):
        phone.set_text(text)
        phone.editor.setFocus()
        seat.press(TAB)
        assert phone.editor.accessibleDescription() == told
    phone.set_text("555-0142")
    page.form.fields["family_name"].set_text("Okafor")
    seat.press(Qt.Key.Key_O, ALT)
    assert [one.phone for one in seat.desk(lambda desk: desk.store.find(PatientRecord))] == ["555-0142"]
