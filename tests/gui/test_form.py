from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from clinicdesk.desk.drafts import read_drafts
from clinicdesk.errors import Conflict, EntryRefused, NotAllowed, Problem
from clinicdesk.ui.form import Draft, Form
from clinicdesk.ui.widgets.fields import DayField, MoneyField, TextField
from tests.gui.seat import Seat

Sit = Callable[[str], Seat]


def small(qtbot: QtBot) -> Form:
    form = Form()
    form.add("family_name", TextField("Family name"))
    form.add("birth_date", DayField("Birth date"))
    form.add("copay", MoneyField("Copay"))
    qtbot.addWidget(form)
    form.show()
    return form


def wrong(form: Form, name: str) -> str:
    return form.fields[name]._wrong.text() if form.fields[name]._wrong.isVisible() else ""


def test_what_cannot_be_read_is_told_at_its_field_and_the_first_gets_the_keyboard(qtbot: QtBot) -> None:
    form = small(qtbot)
    form.fields["birth_date"].set_text("5/1/90")
    form.fields["copay"].set_text("ten")
    assert form.values() is None
    assert "four digits" in wrong(form, "birth_date")
    assert "digits" in wrong(form, "copay")
    assert wrong(form, "family_name") == ""
    editor = form.fields["birth_date"].editor
    assert isinstance(editor, QLineEdit)
    assert editor.accessibleDescription() == wrong(form, "birth_date")
    form.fields["birth_date"].set_text("5/1/1990")
    assert wrong(form, "birth_date") == ""


def test_refusals_of_the_desk_stand_at_the_fields_that_they_name(qtbot: QtBot) -> None:
    form = small(qtbot)
    form.refused(EntryRefused([Problem("birth_date", "this day is still to come"), Problem("elsewhere", "no")]))
    assert wrong(form, "birth_date") == "This day is still to come."
    assert form._wrong.text() == "elsewhere: no"
    form.refused(NotAllowed("Nobody is signed in."))
    assert wrong(form, "birth_date") == ""
    assert form._wrong.text() == "Nobody is signed in."
    form.refused(Conflict("Somebody else changed this.", ["copay"]))
    assert "Somebody else" in form._wrong.text()


def test_patients_text_is_never_markup(qtbot: QtBot) -> None:
    form = small(qtbot)
    form.refused(NotAllowed("<b>bold</b><img src='x'>"))
    assert form._wrong.text() == "<b>bold</b><img src='x'>"
    assert form._wrong.textFormat().name == "PlainText"


def test_a_draft_is_kept_encrypted_and_comes_back(qtbot: QtBot, sit: Sit) -> None:
    seat = sit("bea")
    form = small(qtbot)
    draft = Draft(seat.front, form, "new_patient")
    draft.begin()
    seat.settle()
    form.fields["family_name"].set_text("Núñez\nde la Cruz")
    form.fields["birth_date"].set_text("5/1/19")
    draft.keep()
    seat.settle()
    again, restored = small(qtbot), []
    Draft(seat.front, again, "new_patient", lambda: restored.append(True)).begin()
    seat.settle()
    assert restored == [True]
    assert again.fields["birth_date"].text() == "5/1/19"
    data = b"".join(path.read_bytes() for path in seat.window.folder.rglob("*") if path.is_file())
    assert "Núñez".encode() not in data
    draft.drop()
    seat.settle()
    assert seat.desk(read_drafts) == {}
