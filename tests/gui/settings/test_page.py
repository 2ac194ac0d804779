from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.logo import logo
from clinicdesk.desk.settings import TITLE_NAMES, set_fee, view_settings
from clinicdesk.desk.signin import sign_in
from clinicdesk.model.records import Amount, SettingRecord
from clinicdesk.ui.form import Form
from clinicdesk.ui.remembered import remember, remembered
from clinicdesk.ui.settings.backups import Backups
from clinicdesk.ui.settings.clinic import ClinicSection
from clinicdesk.ui.settings.look import LookSection
from clinicdesk.ui.settings.own import Own
from clinicdesk.ui.settings.page import SettingsPage
from clinicdesk.ui.settings.papers import PapersSection
from clinicdesk.ui.settings.person_form import PasswordForm
from clinicdesk.ui.settings.prices import Prices
from clinicdesk.ui.settings.trail import TrailSection
from tests.gui.seat import Seat
from tests.unit.desk.clinic import ANOTHER, PASSWORDS

Sit = Callable[[str], Seat]


def at(seat: Seat, name: str) -> SettingsPage:
    return cast("SettingsPage", seat.go("settings", part=name))


def test_the_arrows_go_through_the_sections(sit: Sit) -> None:
    seat = sit("ana")
    page = at(seat, "own")
    for heading in ("Clinic", "People", "Prices", "Papers", "Backups", "This computer", "Trail"):
        seat.press(Qt.Key.Key_Down)
        assert heading in seat.texts(page._stack)


def test_a_pin_that_is_set_unlocks(sit: Sit) -> None:
    seat = sit("bea")
    own = cast("Own", at(seat, "own").sections["own"])
    own.pin.fields["pin"].set_text("2580")
    own.pin.fields["again"].set_text("2581")
    seat.click("Set the PIN")
    assert own.pin.fields["again"]._wrong.isVisible()
    for name in ("pin", "again"):
        own.pin.fields[name].set_text("12")
    seat.click("Set the PIN")
    assert "4 to 12 digits" in own.pin.fields["pin"]._wrong.text()
    own.pin.fields["pin"].set_text("2580")
    own.pin.fields["again"].setFocus()
    own.pin.fields["again"].set_text("2580")
    seat.press(Qt.Key.Key_Return)
    assert seat.reads("Your PIN is set.")
    assert own.pin.fields["pin"].text() == ""
    seat.window.lock()
    seat.settle()
    seat.type("2580")
    seat.press(Qt.Key.Key_Return)
    assert seat.shell.isVisible()


def test_a_password_is_changed_only_with_the_old_one_and_two_that_are_alike(sit: Sit) -> None:
    seat = sit("bea")
    own = cast("Own", at(seat, "own").sections["own"])
    fields = own.password.fields
    for name, text in (("old", "not mine at all, this one"), ("new", ANOTHER), ("again", "something else")):
        fields[name].set_text(text)
    seat.click("Change the password")
    assert fields["again"]._wrong.isVisible()
    fields["again"].set_text(ANOTHER)
    seat.click("Change the password")
    assert own.password._wrong.isVisible()
    fields["old"].set_text(PASSWORDS["bea"])
    seat.click("Change the password")
    assert seat.reads("Your password is changed.")
    sign_in(seat.window.folder, "bea", ANOTHER).close()


def test_the_clinics_letterhead_and_logo_are_changed_by_a_manager(sit: Sit, tmp_path: Path) -> None:
    seat = sit("ana")
    section = cast("ClinicSection", at(seat, "clinic").sections["clinic"])
    assert section.form is not None
    section.form.fields["phone"].set_value("919-555-0123")
    Image.new("RGB", (60, 30), "#0d5c75").save(tmp_path / "logo.png")
    section.form.take_logo(tmp_path / "logo.png")
    seat.click("Save")
    assert seat.act(view_settings).clinic.phone == "919-555-0123"
    assert seat.desk(logo).startswith(b"\x89PNG")
    seat.click("No logo")
    assert seat.desk(logo) == b""
    section.form.fields["npi"].set_value("12345")
    seat.click("Save")
    assert "An NPI has 10 digits; this has 5." in section.form.fields["npi"]._wrong.text()
    section.form.fields["npi"].set_value("")
    section.form.fields["name"].set_value("")
    seat.click("Save")
    assert seat.reads("The clinic needs a name")
    assert seat.act(view_settings).clinic.name == "Maple Street Physical Therapy"


def test_who_does_not_manage_sees_and_changes_nothing(sit: Sit) -> None:
    seat = sit("bea")
    at(seat, "people")
    assert seat.reads("Only a manager changes what is here.")
    assert seat.reads("Sam Lee, PT, DPT")
    assert not seat.reads("Add a person")
    at(seat, "prices")
    assert not seat.reads("Add a price")
    at(seat, "trail")
    assert seat.reads("Managers and auditors look at the trail.")


def fill(seat: Seat, *keys: str) -> None:
    for text in keys:
        seat.type(text)
        seat.press(Qt.Key.Key_Tab)


def test_a_person_is_added_given_a_new_password_and_removed(sit: Sit) -> None:
    seat = sit("ana")
    page = at(seat, "people")
    seat.click("Add a person")
    fill(seat, "Cleo Park", "cleo")
    seat.press(Qt.Key.Key_Space)
    form = page.findChildren(PasswordForm)[0]
    for name in ("password", "again"):
        form.fields[name].set_text(ANOTHER)
    seat.click("Save")
    assert seat.reads("Added.")
    cleo = next(one for one in seat.act(view_settings).staff if one.login == "cleo")
    assert [role.value for role in cleo.roles] == ["front_desk"]
    sign_in(seat.window.folder, "cleo", ANOTHER).close()
    remove = [one for one in page.findChildren(QPushButton) if one.accessibleName() == "Remove: Cleo Park"]
    remove[-1].click()
    seat.settle()
    assert seat.reads("Cleo Park will not sign in any more")
    seat.click("Remove now")
    assert seat.reads("Cleo Park signs in no more.")
    assert "cleo" not in {one.login for one in seat.act(view_settings).staff}


def test_a_price_is_added_refused_where_days_overlap_and_ended(sit: Sit) -> None:
    seat = sit("ana")
    prices = cast("Prices", at(seat, "prices").sections["prices"])

    def add(cents: str) -> None:
        seat.click("Add a price")
        prices.over.findChildren(Form)[-1].fields["cents"].set_text(cents)
        seat.click("Save")

    add("75")
    assert [(one.code, one.amount, one.cents) for one in seat.act(view_settings).fees] == [
        ("20560", Amount.BILLED, 7500)
    ]
    add("80")
    assert seat.reads("There is an amount for these days already.")
    seat.press(Qt.Key.Key_Escape)
    seat.click("Add a price")
    seat.click("Save")
    assert seat.reads("Fill this in.")
    seat.press(Qt.Key.Key_Escape)
    seat.click("End it yesterday")
    assert seat.reads("This price began today.")
    fee = seat.act(view_settings).fees[0]
    assert fee.until is None
    seat.act(set_fee, replace(fee, since=date(2026, 1, 1)))
    at(seat, "prices")
    seat.click("End it yesterday")
    assert seat.act(view_settings).fees[0].until is not None


def test_a_backup_is_made_without_stopping_the_desk_and_checked(sit: Sit) -> None:
    seat = sit("ana")
    backups = cast("Backups", at(seat, "backups").sections["backups"])
    assert backups.lines == {}
    seat.click("Back up now")
    backing_up = seat.window.backing_up
    assert backing_up is not None
    seat.qtbot.waitUntil(lambda: not backing_up.busy, timeout=20_000)
    at(seat, "backups")
    assert len(backups.lines) == 1
    seat.click("Check the chosen one again")
    assert seat.reads("This backup is whole.")


def test_the_trail_is_shown_checked_and_narrowed(sit: Sit) -> None:
    seat = sit("ana")
    trail = cast("TrailSection", at(seat, "trail").sections["trail"])
    assert len(trail.rows) > 3
    trail.what.set_value("session.sign_in")
    seat.settle()
    assert {one.entry.act for one in trail.rows.values()} == {"session.sign_in"}
    seat.click("Is it whole?")
    assert seat.reads("all as they were written")


def test_light_and_dark_are_kept_for_this_computer(sit: Sit) -> None:
    seat = sit("bea")
    seat.front.changed_look.emit("dark")
    seat.settle()
    assert "dark" in (seat.window.folder / "window.ini").read_text()
    seat.front.changed_look.emit("light")
    seat.settle()


def test_a_pin_that_was_typed_and_not_set_is_gone_with_its_page(sit: Sit) -> None:
    seat = sit("bea")
    own = cast("Own", at(seat, "own").sections["own"])
    own.pin.fields["pin"].set_text("1234")
    at(seat, "clinic")
    at(seat, "own")
    assert own.pin.fields["pin"].text() == ""


def test_a_printer_that_is_not_there_any_more_stays_chosen_until_another_is(sit: Sit, folder: Path) -> None:
    remember(folder, "printer", "Upstairs")
    look = cast("LookSection", at(sit("bea"), "look").sections["look"])
    assert [text for _, text in look._printers()] == ["Ask each time", "Upstairs (not there now)"]
    assert look.printer.value() == "Upstairs"
    look.printer.set_value("")
    assert remembered(folder, "printer") == ""


def test_a_manager_may_want_names_in_the_titles_of_pdfs_and_nobody_else_changes_that(sit: Sit) -> None:
    seat = sit("ana")
    titles = cast("PapersSection", at(seat, "papers").sections["papers"]).titles
    assert not titles.field.value()
    seat.click("Put the patient's name into the titles of PDFs")
    assert titles.field.value()
    assert seat.desk(kept_titles) == "yes"
    seat.click("Put the patient's name into the titles of PDFs")
    assert seat.desk(kept_titles) == ""


def kept_titles(desk: Desk) -> str:
    return desk.store.get(SettingRecord, TITLE_NAMES).value
