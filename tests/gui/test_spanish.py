"""The window in Spanish; papers and the hand-over in the patient's language, whatever the screens speak."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinicdesk.desk.people import change, merge
from clinicdesk.desk.session import set_pin
from clinicdesk.desk.settings import set_fee
from clinicdesk.desk.translations import review_translation
from clinicdesk.model.records import DocumentRecord, FeeRecord, PatientRecord, SettingRecord
from clinicdesk.ui.hand_over import HandOver
from clinicdesk.ui.patients.new import NewPatient
from clinicdesk.ui.remembered import language_of, remember
from clinicdesk.ui.settings.languages import Languages, ReviewForm
from clinicdesk.ui.settings.look import LookSection
from clinicdesk.ui.settings.page import SettingsPage
from clinicdesk.ui.settings.papers import PapersSection
from clinicdesk.ui.visit.page import VisitPage
from clinicdesk.ui.visit.papers_step import PapersStep
from clinicdesk.words import read_words
from tests.gui.demo_day import CLINICIAN, MANAGER, SIGHTS, DemoDay, open_demo_day
from tests.gui.papers.scene import dialogs, ready
from tests.gui.questions.screened import Asked, ask_about
from tests.gui.reading import cut_off, nameless
from tests.gui.seat import LONG, Seat
from tests.gui.visit.insured import TODAY, set_prices
from tests.unit.documents.helpers import plain

Sit = Callable[[str], Seat]


@pytest.fixture(name="shared", scope="session")
def folder_of_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that every process of this run can see."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


@pytest.fixture(params=[MANAGER, CLINICIAN])
def day(
    request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, shared: Path, tmp_path: Path
) -> Iterator[DemoDay]:
    """The demo in Spanish."""
    made = open_demo_day(qtbot, qapp, shared, tmp_path / "demo", login=request.param, words=read_words("es"))
    yield made
    made.close(qtbot)


def test_every_page_can_be_read_whole_and_by_ear_in_spanish(day: DemoDay) -> None:
    login = day.front.staff.login if day.front.staff else ""
    wrong = {}
    for sight in (one for one in SIGHTS if one.login == login):
        day.see(sight)
        found = [*nameless(day.window), *cut_off(day.window)]
        if found:
            wrong[sight.name] = found
    assert wrong == {}


def in_spanish(seat: Seat, patient: str) -> None:
    """The patient wants papers in Spanish."""
    seat.desk(lambda desk: change(desk, replace(desk.store.get(PatientRecord, patient), language="es")))


def section(seat: Seat, name: str) -> object:
    page = cast("SettingsPage", seat.go("settings", part=name))
    return page.sections[name]


def test_the_language_of_the_screens_is_remembered_on_this_computer(sit: Sit, folder: Path) -> None:
    seat = sit("bea")
    look = cast("LookSection", section(seat, "look"))
    assert look.language.value() == "en"
    look.language.set_value("es")
    assert language_of(folder) == "es"
    remember(folder, "language", "../en")
    assert language_of(folder) == "en"


def test_who_reviewed_a_translation_is_entered_by_who_manages(sit: Sit) -> None:
    seat = sit("ana")
    papers = cast("PapersSection", section(seat, "papers"))
    seat.settle()
    languages = papers.languages
    assert seat.reads("Nobody has reviewed this translation.")
    seat.click("Enter a review")
    form = cast("ReviewForm", languages.form)
    assert form.fields["on"].value() == TODAY
    form.fields["by"].set_value("Rosa Ibarra")
    seat.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seat.settle()
    assert seat.reads("Reviewed by Rosa Ibarra on ")
    assert seat.desk(lambda desk: desk.store.get(SettingRecord, "review.es").value).endswith(" Rosa Ibarra")


def test_who_does_not_manage_only_reads_it(sit: Sit) -> None:
    seat = sit("bea")
    papers = cast("PapersSection", section(seat, "papers"))
    seat.settle()
    assert seat.reads("Nobody has reviewed this translation.")
    assert isinstance(papers.languages, Languages)
    assert "Enter a review" not in seat.texts(papers.languages)


@pytest.fixture
def handed(sit: Sit) -> Iterator[Asked]:
    """Bea hands the questions to Ana Núñez, who speaks Spanish."""
    seat = sit("bea")
    seat.act(set_pin, "2718")
    asked = ask_about(seat)
    in_spanish(seat, asked.patient)
    asked.show()
    seat.click("Hand to the patient")
    yield asked
    let_in(seat, "bea")


def let_in(seat: Seat, login: str) -> None:
    """Staff are back, where the desk is handed over."""
    page = seat.window.handed
    if page is not None:
        page.ask_staff()
        seat.settle()
        page.lock.person.set_value(login)
        page.lock.secret.set_value("2718")
        page.lock.try_in()
        seat.settle()


def test_what_is_refused_is_told_in_spanish_at_its_field_and_in_the_line_of_news(
    qtbot: QtBot, qapp: QApplication, shared: Path, tmp_path: Path
) -> None:
    made = open_demo_day(qtbot, qapp, shared, tmp_path / "demo", login=MANAGER, words=read_words("es"))
    seat = Seat(qtbot, made.window)
    page = seat.go("new_patient")
    assert isinstance(page, NewPatient)
    assert page.form is not None
    born, given = page.form.fields["birth_date"], page.form.fields["given_name"]
    born.set_text("31/31/1990")
    given.set_text("7")
    seat.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert born.editor.accessibleDescription() == "No hay tal día. Revise el mes y el día."
    born.set_text("05/01/1990")
    seat.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given.editor.accessibleDescription().startswith("Un nombre tiene al menos una letra")
    seat.front.ask(page, lambda desk: merge(desk, "x", "x"), lambda _none: None)
    seat.settle()
    assert seat.shell.news.text == "No hay nada con el número x (paciente)."
    made.close(qtbot)


def test_what_a_visit_lacks_is_told_in_spanish(qtbot: QtBot, qapp: QApplication, shared: Path, tmp_path: Path) -> None:
    made = open_demo_day(qtbot, qapp, shared, tmp_path / "demo", login=MANAGER, words=read_words("es"))
    seat = Seat(qtbot, made.window)
    line = made.lines["Castellano"]
    seat.desk(lambda desk: [set_fee(desk, replace(one, until=one.since)) for one in desk.store.find(FeeRecord)])
    page = seat.go("visit", line.patient.id, line.visit.id, "estimate")
    assert isinstance(page, VisitPage)
    assert seat.reads("La clínica no tiene precio para 20560 el 24 de noviembre de 2026.")
    assert not seat.reads("The clinic has no fee")
    made.close(qtbot)


def test_the_hand_over_speaks_spanish_and_the_staff_are_asked_in_their_language(handed: Asked) -> None:
    seat = handed.seat
    page = seat.window.handed
    assert isinstance(page, HandOver)
    assert seat.reads("Hola, Ana")
    assert seat.reads("Todavía nadie ha revisado esta traducción.")
    seat.click("Empezar")
    assert seat.reads("¿Quiere que le hagan punción seca hoy?")
    assert seat.reads("No sé")
    page.asking.ask("diabetes")
    page.pane.answered.emit("diabetes", "yes", False)
    seat.settle()
    assert [one.message for one in page.answering.shown.findings] == ["Dígale al clínico: diabetes."]
    page.ask_staff()
    seat.settle()
    assert seat.reads("PIN or password")
    let_in(seat, "bea")
    assert seat.reads("Tell the clinician: diabetes.")


def test_papers_are_issued_in_the_patients_language_and_the_original_can_be_chosen(folder: Path, sit: Sit) -> None:
    set_prices(folder)
    seat = sit("bea")
    case = ready(seat)
    in_spanish(seat, case.patient)
    step = papers_of(seat, case.here)
    assert "Traducción no revisada" in plain(shown(seat, step))
    assert step.sheet.caption.text() == "As it would be issued now, in Español. Nothing of it is kept yet."
    seat.click("In English")
    assert "Traducción" not in plain(shown(seat, step))
    assert step.sheet.caption.text() == "As it would be issued now, in English. Nothing of it is kept yet."
    seat.click("In Español")
    shown(seat, step)
    seat.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    for one in dialogs():
        one.reject()
    issued = seat.desk(lambda desk: desk.store.find(DocumentRecord))
    assert {one.language for one in issued} == {"es"}
    assert not step._other.isVisible()


def papers_of(seat: Seat, here: tuple[str, str]) -> PapersStep:
    page = seat.go("visit", *here, "papers")
    assert isinstance(page, VisitPage)
    step = page._steps["papers"]
    assert isinstance(step, PapersStep)
    seat.settle()
    return step


def shown(seat: Seat, step: PapersStep) -> bytes:
    """The sheet that is shown, once its first page is drawn."""
    if not step.sheet.isVisible():
        seat.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    seat.qtbot.waitUntil(lambda: step.sheet.viewer.preview.sharp, timeout=LONG)
    return step.sheet.viewer.preview._pdf


def test_a_reviewed_translation_is_handed_over_without_a_word_about_it(sit: Sit) -> None:
    seat = sit("ana")
    seat.act(review_translation, "es", "Rosa Ibarra", TODAY)
    asked = ask_about(seat)
    in_spanish(seat, asked.patient)
    seat.act(set_pin, "2718")
    asked.show()
    seat.click("Hand to the patient")
    assert seat.reads("Hola, Ana")
    assert not seat.reads("Todavía nadie ha revisado")
    let_in(seat, "ana")
