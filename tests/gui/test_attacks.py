"""What somebody gets to see or do at the window who should not: a patient, a colleague, whoever sits down next."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event
from time import sleep
from typing import NoReturn

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from clinicdesk.desk.data_folder import DEMO_MARK
from clinicdesk.desk.drafts import read_drafts
from clinicdesk.desk.people import register
from clinicdesk.desk.session import unlock_with_password
from clinicdesk.desk.upkeep import backup_of
from clinicdesk.errors import NotAllowed
from clinicdesk.main import DEMO
from clinicdesk.model.records import VisitRecord
from clinicdesk.model.roles import Act
from clinicdesk.ui.front import Front, Place
from clinicdesk.ui.hands import Hands
from clinicdesk.ui.idle import MINUTES
from clinicdesk.ui.page import Page
from clinicdesk.ui.papers.page import PapersPage
from clinicdesk.ui.patients.page import Patients
from clinicdesk.ui.patients.record import PatientPage
from clinicdesk.ui.shell import Shell
from clinicdesk.ui.visit.page import VisitPage
from clinicdesk.ui.widgets.form_panel import FormPanel
from clinicdesk.ui.window import Window
from clinicdesk.words import read_words
from tests.gui.papers.scene import issued, ready
from tests.gui.papers.test_page import BEN, booked
from tests.gui.questions.screened import NOBODY_BORN, ask_about
from tests.gui.seat import LONG, Seat
from tests.gui.visit.insured import ANA, TODAY, set_prices
from tests.unit.desk.clinic import PASSWORDS

Sit = Callable[[str], Seat]
CTRL = Qt.KeyboardModifier.ControlModifier


@contextmanager
def desk_at_work(seat: Seat) -> Iterator[None]:
    """The desk does one thing that takes long, which has begun, and everything else waits for it."""
    seat.settle()
    begun, over = Event(), Event()

    def long() -> None:
        begun.set()
        over.wait(LONG / 1000)

    seat.front.hands.do(long, lambda _none: None, lambda _error: None)
    assert begun.wait(LONG / 1000)
    yield
    over.set()
    seat.settle()


@contextmanager
def answer_on_its_way(seat: Seat, asks: Callable[[], object]) -> Iterator[None]:
    """What the desk answers to something is there, and the window has not looked at it yet."""
    seat.settle()
    asks()
    while not seat.front.hands.idle:
        sleep(0.001)
    yield
    seat.settle()


def quickly(where: QLineEdit, text: str) -> None:
    """Typed or scanned, with Enter at the end, before anything comes back."""
    where.setFocus()
    QTest.keyClicks(where, text)
    QTest.keyClick(where, Qt.Key.Key_Return)


def test_nothing_of_who_signed_out_stays_in_the_window(sit: Sit) -> None:
    seat = sit("bea")
    asked = ask_about(seat).show()
    seat.front.leaving.emit()
    seat.qtbot.waitUntil(lambda: not seat.front.has_desk(), timeout=LONG)
    seat.settle()
    assert seat.window.findChildren(Shell) == []
    seat.enter("sam", PASSWORDS["sam"])
    seat.go("visit", *asked.here)
    assert len(seat.window.findChildren(Page)) == 2
    seat.front.locked.emit()
    seat.settle()
    assert seat.window.findChildren(Page) == []


def test_a_computer_that_wakes_up_is_locked_at_the_first_touch(sit: Sit) -> None:
    seat = sit("bea")
    ask_about(seat).show()
    assert seat.window.idle is not None
    seat.window.idle.touched -= timedelta(minutes=MINUTES, seconds=1)
    QTest.keyClick(seat.window.windowHandle(), Qt.Key.Key_K, CTRL)
    seat.settle()
    assert seat.window.findChildren(Page) == []
    assert seat.window.lock_page is not None


def test_a_backup_that_is_ready_while_the_desk_is_locked_is_in_the_trail_later(sit: Sit) -> None:
    seat = sit("bea")
    backing_up = seat.window.backing_up
    assert backing_up is not None
    told: list[str] = []
    backing_up.failed.connect(told.append)
    backing_up.made.connect(told.append)
    work = seat.desk(backup_of)
    seat.front.locked.emit()
    seat.settle()
    backing_up.busy = True
    backing_up._copy(work)
    seat.qtbot.waitUntil(lambda: backing_up._untold is not None, timeout=LONG)
    seat.settle()
    seat.act(unlock_with_password, "sam", PASSWORDS["sam"])
    assert told == []
    backing_up.when_due()
    seat.settle()
    assert told == [""]
    assert not backing_up.busy
    (row,) = seat.desk(lambda desk: list(desk.store.trail(newest_first=True, limit=1)))
    assert row.entry.act == Act.BACK_UP


def test_what_comes_back_for_one_visit_touches_no_other(sit: Sit) -> None:
    seat = sit("bea")
    first, second = ask_about(seat), ask_about(seat, NOBODY_BORN)
    page = first.show().seat.page
    assert isinstance(page, VisitPage)
    told: list[str] = []
    with desk_at_work(seat):
        page.save(lambda _desk: None, lambda: told.append("after"))
        page.save(_refuse, None, lambda _error: told.append("refused"))
        page.reload(lambda: told.append("reloaded"))
        seat.front.go("visit", *second.here, "screening")
        page.reload(lambda: told.append("reloaded"))
        seat.front.go("visit", *second.here, "patient")
    assert told == []
    assert page.here == second.here
    assert page._part == "patient"
    assert seat.shell.news.text == "No."


def _refuse(_desk: object) -> None:
    raise NotAllowed("No.")


def test_what_was_searched_for_does_not_come_back_with_undo(sit: Sit) -> None:
    seat = sit("bea")
    search = seat.shell.search
    search.setFocus()
    seat.type("Adeyemi")
    search.forget()
    search.undo()
    assert search.text() == ""


def test_who_spoke_to_the_patient_is_gone_with_the_hand_over(sit: Sit) -> None:
    seat = sit("bea")
    asked = ask_about(seat, replace(ANA, language="es")).show()
    seat.front.handing_over.emit(Place("visit", *asked.here, "screening"))
    seat.settle()
    handed = seat.window.handed
    assert handed is not None
    assert handed.front is not seat.front
    handed.lock.other.set_value("bea")
    handed.lock.secret.set_value(PASSWORDS["bea"])
    handed.lock.try_in()
    seat.settle()
    assert seat.window.handed is None
    assert seat.front.findChildren(Front) == []


def test_the_window_knows_a_demo_s_folder_by_the_mark_that_the_desk_sets() -> None:
    assert DEMO == DEMO_MARK


def test_a_mistake_of_ours_keeps_nobody_from_closing_the_window(
    qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistaken(*_: object) -> NoReturn:
        raise ValueError("made up")

    front = Front(Hands(), read_words("en"), folder)
    crashed: list[BaseException] = []
    front.crashed.connect(crashed.append)
    window = Window(front, folder)
    window.begin(window.sign_in_page())
    window.show()
    Seat(qtbot, window).enter("bea", PASSWORDS["bea"])
    monkeypatch.setattr("clinicdesk.desk.upkeep.is_due", mistaken)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=LONG)
    assert not front.has_desk()
    assert {type(one) for one in crashed} == {ValueError}
    window.deleteLater()


@pytest.fixture
def namesakes(sit: Sit) -> tuple[Seat, str]:
    """Bea, and two whose names begin alike; the id of the second."""
    seat = sit("bea")
    seat.act(register, NOBODY_BORN)
    return seat, seat.act(register, replace(NOBODY_BORN, family_name="Adeyinka")).id


def test_a_search_that_is_typed_quickly_opens_nobody_but_who_was_typed(namesakes: tuple[Seat, str]) -> None:
    seat, meant = namesakes
    seat.shell.search.setFocus()
    seat.type("Adey")
    with desk_at_work(seat):
        quickly(seat.shell.search, "inka")
        assert seat.shell.place.page == "today"
    assert (seat.shell.place.page, seat.shell.place.patient) == ("patient", meant)


def test_the_list_of_patients_opens_nobody_but_who_was_typed(namesakes: tuple[Seat, str]) -> None:
    seat, meant = namesakes
    page = seat.go("patients")
    assert isinstance(page, Patients)
    seat.type("Adey")
    with desk_at_work(seat):
        quickly(page.found.line, "inka")
        assert seat.shell.place.page == "patients"
    assert (seat.shell.place.page, seat.shell.place.patient) == ("patient", meant)


def test_a_number_that_is_scanned_opens_no_paper_but_its_own(folder: Path, sit: Sit) -> None:
    set_prices(folder)
    seat = sit("bea")
    issued(seat, ready(seat))
    (meant, *_) = issued(seat, seat.desk(lambda desk: booked(desk, BEN, TODAY)))
    page = seat.go("papers")
    assert isinstance(page, PapersPage)
    with answer_on_its_way(seat, page.load):
        page.text.setText(meant.label)
        page.text.returnPressed.emit()
    assert page.pane.line is not None
    assert page.pane.line.visit.id == meant.visit


def test_a_name_that_was_typed_for_a_new_patient_is_gone_with_a_lock(sit: Sit) -> None:
    seat = sit("bea")
    seat.go("new_patient", part="Featherstone")
    seat.front.locked.emit()
    seat.settle()
    assert seat.shell.place == ("new_patient", "", "", "")


def test_a_paper_that_comes_to_be_signed_once_the_desk_is_locked_does_not_take_the_screen(sit: Sit) -> None:
    seat = sit("bea")
    seat.front.locked.emit()
    seat.settle()
    seat.front.paper_handed.emit(object())
    seat.settle()
    assert seat.window.handed is None
    assert seat.window.lock_page is not None
    assert seat.window.lock_page.isVisible()


def test_a_draft_does_not_come_back_once_its_form_is_saved(sit: Sit) -> None:
    """Escape and a lock in the moment after the press: what was typed is kept only where the save is refused."""
    seat = sit("bea")
    kept = seat.act(register, NOBODY_BORN)
    for born, refused in (("5/1/1990", False), ("5/1/1890", True)):
        seat.go("patient", kept.id, part="person")
        seat.press(Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
        panel = next(one for one in seat.window.findChildren(FormPanel) if one.isVisible())
        with desk_at_work(seat):
            panel.form.fields["birth_date"].set_text(born)
            panel._save.click()
            panel.form.fields["address"].set_text("1 Elm Street")
            panel.leave()
        assert bool(seat.act(read_drafts)) is refused


def test_an_answer_that_comes_late_brings_nobody_back_to_where_it_was_asked_for(sit: Sit) -> None:
    seat = sit("bea")
    kept = seat.act(register, NOBODY_BORN)
    page = seat.go("patient", kept.id)
    assert isinstance(page, PatientPage)
    with desk_at_work(seat):
        page._begin.click()
        seat.front.go("papers")
    assert seat.shell.place.page == "papers"
    assert [one.patient for one in seat.desk(lambda desk: desk.store.find(VisitRecord))] == [kept.id]
