"""Official forms in the settings: a manager loads one, looks at a trial page, and uses an old one longer."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import cast

from clinicdesk.desk.official_forms import FormState, list_forms
from clinicdesk.ui.settings.official import OfficialForms
from clinicdesk.ui.settings.page import SettingsPage
from clinicdesk.ui.settings.papers import PapersSection
from tests.gui.seat import LONG, Seat
from tests.unit.documents.made_up_form import made_up_form

Sit = Callable[[str], Seat]


def forms(seat: Seat) -> OfficialForms:
    page = cast("SettingsPage", seat.go("settings", part="papers"))
    return cast("PapersSection", page.sections["papers"]).forms


def load(seat: Seat, place: Path, pdf: bytes) -> OfficialForms:
    place.write_bytes(pdf)
    shown = forms(seat)
    seat.click("Load a form …")
    assert shown.form is not None
    shown.form.fields["content"].set_value(place)
    seat.click("Save", shown)
    return shown


def test_a_manager_loads_the_form_and_looks_at_a_trial_page(sit: Sit, tmp_path: Path) -> None:
    seat = sit("ana")
    shown = forms(seat)
    assert seat.reads("Not loaded")
    load(seat, tmp_path / "abn.pdf", made_up_form())
    assert seat.reads("Usable until March 31, 2029")
    assert seat.reads("by Ana Ruiz")
    assert seat.reads("Not checked against the official PDF by us")
    seat.click("Look at a trial page")
    viewer = shown.viewer
    assert viewer is not None
    seat.qtbot.waitUntil(lambda: viewer.pages == 1, timeout=LONG)
    seat.click("Back")
    assert seat.reads("Usable until March 31, 2029")


def test_what_is_no_form_is_told_at_its_field(sit: Sit, tmp_path: Path) -> None:
    seat = sit("ana")
    shown = load(seat, tmp_path / "other.pdf", made_up_form("06/30/2031"))
    assert shown.form is not None
    assert "reads like none of the forms" in shown.form.fields["content"]._wrong.text()
    assert {one.state for one in seat.act(list_forms)} == {FormState.MISSING, FormState.OVER}


def test_without_a_file_nothing_is_loaded(sit: Sit) -> None:
    seat = sit("ana")
    shown = forms(seat)
    seat.click("Load a form …")
    seat.click("Save", shown)
    assert seat.reads("Choose the PDF first.")


def test_an_edition_that_is_over_is_used_longer_with_a_reason_and_a_source(sit: Sit, tmp_path: Path) -> None:
    seat = sit("ana")
    shown = load(seat, tmp_path / "old.pdf", made_up_form("01/31/2026"))
    assert seat.reads("Not to be used after May 12, 2026")
    seat.click("Use it longer")
    assert shown.form is not None
    seat.click("Save", shown)
    assert seat.reads("Type the new last day.")
    until = date.fromisoformat(f"{seat.front.now().astimezone().date()}").replace(day=28)
    until = until.replace(year=until.year + 1, month=1) if until.month == 12 else until.replace(month=until.month + 1)
    shown.form.fields["until"].set_value(until)
    shown.form.fields["reason"].set_value("CMS gives more time")
    seat.click("Save", shown)
    assert "This is empty" in shown.form.fields["source"]._wrong.text()
    shown.form.fields["source"].set_value("CMS letter")
    seat.click("Save", shown)
    assert seat.reads("CMS gives more time (CMS letter)")


def test_who_does_not_manage_loads_and_extends_nothing(sit: Sit) -> None:
    seat = sit("bea")
    forms(seat)
    assert seat.reads("Not loaded")
    assert not seat.reads("Load a form")


def test_the_language_notice_is_loaded_and_what_is_no_page_is_told_at_its_field(sit: Sit, tmp_path: Path) -> None:
    seat = sit("ana")
    forms(seat)
    page = cast("SettingsPage", seat.page)
    notice = cast("PapersSection", page.sections["papers"]).notice
    assert seat.reads("the notice for NC")
    seat.click("Load the page …")
    for name, data, said in (("bad.pdf", b"MZ", "This is no PDF"), ("good.pdf", made_up_form(), "")):
        (tmp_path / name).write_bytes(data)
        assert notice.form is not None
        field = notice.form.fields["content"]
        field.set_value(tmp_path / name)
        seat.click("Save", notice)
        if said:
            assert said in field._wrong.text()
    assert notice.form is None
    assert "Loaded on" in " ".join(seat.texts(notice))
