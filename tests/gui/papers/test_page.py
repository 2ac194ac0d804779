"""The page Papers: found by number, patient and state; opened, signed, led on from; and the estimates that are owed."""

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from clinicdesk.desk.courses import move_visit, open_course, open_visit
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.paper_list import paper_list
from clinicdesk.desk.people import register
from clinicdesk.desk.signing import sign
from clinicdesk.model.people import Patient
from clinicdesk.model.records import SignatureRecord, StaffRecord, VisitState
from clinicdesk.model.roles import Act
from clinicdesk.ui.papers.page import PapersPage
from clinicdesk.ui.papers.parts import PARTS
from clinicdesk.ui.papers.sign_mark import MarkForm
from clinicdesk.ui.widgets.painted import CELL, Cell
from clinicdesk.ui.widgets.rows import RowsView
from tests.gui.papers.hand import with_mouse
from tests.gui.papers.scene import issued, ready
from tests.gui.reading import cut_off
from tests.gui.seat import LONG, Seat
from tests.gui.visit.insured import SERVICE, TODAY, Case
from tests.unit.desk.drawn import signature

CONTROL = Qt.KeyboardModifier.ControlModifier
BEN = Patient(given_name="Ben", family_name="Adeyemi", birth_date=date(1971, 2, 3))


@pytest.fixture
def case(seat: Seat) -> Case:
    return ready(seat)


def shown(seat: Seat, part: str = "") -> PapersPage:
    page = seat.go("papers", part=part)
    assert isinstance(page, PapersPage)
    return page


def rows(view: RowsView) -> list[str]:
    """What stands in each row, as it is read aloud."""
    model = view.rows
    columns = [at for at in range(model.columnCount()) if not view.isColumnHidden(at)]
    return ["; ".join(model.cell(model.index(row, at)).text for at in columns) for row in range(model.rowCount())]


def booked(desk: Desk, person: Patient, day: date, since: date | None = None) -> Case:
    """Somebody without a plan, booked at the desk `since` then for a day."""
    patient = register(desk, person).id
    (sam,) = desk.store.find(StaffRecord, login="sam")
    course = open_course(desk, patient, replace(SERVICE, first_session=day, scheduled_on=since), sam.id)
    return Case(patient, course, open_visit(desk, patient, course.id, day).id, ())


def test_every_paper_stands_there_with_whose_it_is_and_where_it_stands(seat: Seat, case: Case) -> None:
    label = issued(seat, case)[0].label
    first, second = rows(shown(seat).table)
    assert first.startswith(f"Cost estimate, {label}; Núñez, Ana, May 1, 1990 (36);")
    assert first.endswith("; handed over")
    assert second.startswith(f"Consent, {label}; Núñez, Ana")
    assert second.endswith("; to be signed")


def test_the_newest_stands_first(seat: Seat, case: Case) -> None:
    issued(seat, case)
    ben = seat.desk(lambda desk: booked(desk, BEN, TODAY))
    issued(seat, ben)
    told = rows(shown(seat).table)
    assert ["Adeyemi" in one for one in told] == [True, True, False, False]


def test_a_part_of_the_list_is_chosen_by_a_digit(seat: Seat, case: Case) -> None:
    issued(seat, case)
    page = shown(seat)
    page.table.setFocus()
    found = {}
    for at, part in enumerate(PARTS):
        seat.press(Qt.Key(Qt.Key.Key_1 + at))
        assert page.parts.part == part
        found[part] = len(page.table.rows.keys)
    assert found == {"all": 2, "waiting": 1, "signed": 0, "handed_over": 1, "blocked": 0, "lapsed": 0}


@pytest.mark.parametrize("way", ["number", "part", "small", "name"])
def test_a_paper_is_found_by_its_number_and_by_its_patient_and_opened_by_enter(
    seat: Seat, case: Case, way: str
) -> None:
    consent = next(one for one in issued(seat, case) if one.kind == "consent")
    issued(seat, seat.desk(lambda desk: booked(desk, BEN, TODAY)))
    page = shown(seat)
    assert seat.focus is page.text
    label = consent.label
    seat.type({"number": label, "part": label[:7], "small": label.lower().replace("-", " "), "name": "nunez"}[way])
    assert len(page.table.rows.keys) == 2
    seat.press(Qt.Key.Key_Return)
    assert page.pane.line is not None
    assert page.pane.line.document == consent
    seat.qtbot.waitUntil(lambda: page.pane.sheet.viewer.preview.sharp, timeout=LONG)
    assert seat.reads("Núñez, Ana")
    assert seat.focus is page.pane.sheet.viewer.preview.viewport()


def test_down_leads_into_the_list_and_escape_back_to_it(seat: Seat, case: Case) -> None:
    issued(seat, case)
    page = shown(seat)
    seat.press(Qt.Key.Key_Down)
    assert seat.focus is page.table
    seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_Return)
    assert page.pane.isVisible()
    assert page.pane.line is not None
    assert page.pane.line.document.id == page.table.chosen
    seat.press(Qt.Key.Key_Escape)
    assert not page.pane.isVisible()
    assert seat.focus is page.table
    assert page.pane.sheet.viewer.preview._pdf == b""


def test_opening_a_paper_is_in_the_trail_and_is_no_printing(seat: Seat, case: Case) -> None:
    paper = issued(seat, case)[1]
    page = shown(seat)
    page.table.choose(0)
    page.open_paper()
    seat.settle()
    rows_of = seat.desk(lambda desk: [one.entry for one in desk.store.trail(patient=case.patient)])
    assert [one.told["label"] for one in rows_of if one.act == Act.VIEW_PAPERS and "label" in one.told] == [paper.label]
    assert Act.REPRINT not in {one.act for one in rows_of}


def test_a_paper_is_marked_as_signed_beside_the_list(seat: Seat, case: Case) -> None:
    issued(seat, case)
    page = shown(seat, "waiting")
    page.table.setFocus()
    seat.press(Qt.Key.Key_Return)
    assert page.by_hand.text() == "Mark as signed on paper"
    seat.press(Qt.Key.Key_Return, CONTROL, Qt.KeyboardModifier.ShiftModifier)
    assert isinstance(seat.focus, QLineEdit)
    assert seat.focus.text() == "Ana Núñez"
    seat.press(Qt.Key.Key_Return, CONTROL)
    signatures: list[SignatureRecord] = seat.desk(lambda desk: desk.store.find(SignatureRecord))
    assert [one.name for one in signatures] == ["Ana Núñez"]
    assert page.table.rows.keys == []
    assert not page.pane.isVisible()
    assert seat.reads("No paper is like that")


def test_a_paper_is_signed_on_the_screen_beside_the_list(seat: Seat, case: Case) -> None:
    issued(seat, case)
    page = shown(seat, "waiting")
    page.table.setFocus()
    seat.press(Qt.Key.Key_Return)
    assert page.primary.text() == "&Sign here"
    seat.press(Qt.Key.Key_Return, CONTROL)
    assert page.pane.panel is not None
    assert not page.primary.isVisible()
    seat.press(Qt.Key.Key_Return, CONTROL)
    form = page.pane.panel.form
    assert isinstance(form, MarkForm)
    assert cut_off(seat.window) == []
    form.fields["agreed"].editor.setFocus()
    seat.press(Qt.Key.Key_Space)
    with_mouse(form.pad.pad, signature())
    seat.press(Qt.Key.Key_Return, CONTROL)
    (signed,) = seat.desk(lambda desk: desk.store.find(SignatureRecord))
    assert signed.name == "Ana Núñez"
    assert signed.screen is not None
    assert page.table.rows.keys == []
    assert not page.pane.isVisible()


def test_who_signs_is_not_asked_of_a_paper_that_is_not_shown_any_more(seat: Seat, case: Case) -> None:
    issued(seat, case)
    page = shown(seat)
    waiting, other = sorted(page.papers.lines.values(), key=lambda one: one.document.kind != "consent")
    page.pane.show_line(waiting)
    seat.settle()
    page.pane.sign_here()
    page.pane.show_line(other)
    seat.settle()
    assert page.pane.panel is None
    assert page.pane.line == other


def test_escape_leaves_the_pad_and_the_paper_is_there_again(seat: Seat, case: Case) -> None:
    issued(seat, case)
    page = shown(seat, "waiting")
    page.table.setFocus()
    seat.press(Qt.Key.Key_Return)
    for _ in range(2):
        seat.press(Qt.Key.Key_Return, CONTROL)
    seat.press(Qt.Key.Key_Escape)
    assert page.pane.panel is None
    assert page.pane.sheet.isVisible()
    assert page.primary.text() == "&Sign here"
    assert seat.desk(lambda desk: desk.store.find(SignatureRecord)) == []


def test_what_somebody_else_signed_meanwhile_is_refused_in_words_and_what_was_typed_stays(
    seat: Seat, case: Case
) -> None:
    consent = next(one for one in issued(seat, case) if one.kind == "consent")
    page = shown(seat, "waiting")
    page.table.setFocus()
    seat.press(Qt.Key.Key_Return)
    seat.press(Qt.Key.Key_Return, CONTROL, Qt.KeyboardModifier.ShiftModifier)
    seat.act(sign, case.patient, consent.id, consent.signers[0], "Ana Núñez", signed_on=TODAY)
    seat.press(Qt.Key.Key_Return, CONTROL)
    assert seat.reads("has signed this paper already")
    assert page.pane.panel is not None
    assert page.pane.panel.form.fields["name"].value() == "Ana Núñez"


def test_a_patients_papers_are_listed_and_the_one_that_was_meant_is_open(seat: Seat, case: Case) -> None:
    consent, estimate = issued(seat, case)
    issued(seat, seat.desk(lambda desk: booked(desk, BEN, TODAY)))
    page = seat.go("papers", patient=case.patient, part=estimate.id)
    assert isinstance(page, PapersPage)
    assert page.table.rows.keys == [estimate.id, consent.id]
    assert page.table.chosen == estimate.id
    assert page.pane.line is not None
    assert page.pane.line.document == estimate
    page.table.setFocus()
    seat.press(Qt.Key.Key_2)
    assert page.table.rows.keys == [consent.id]
    seat.press(Qt.Key.Key_1)
    assert len(page.table.rows.keys) == 4


def test_from_a_paper_to_its_visit(seat: Seat, case: Case) -> None:
    issued(seat, case)
    page = shown(seat, "handed_over")
    page.table.setFocus()
    seat.press(Qt.Key.Key_Return)
    assert page.primary.text() == "Go to the visit"
    seat.press(Qt.Key.Key_Return, CONTROL)
    place = seat.shell.place
    assert (place.page, place.patient, place.visit, place.part) == ("visit", *case.here, "papers")


def test_what_is_no_longer_needed_and_what_has_no_place_to_sign_have_their_parts(seat: Seat, case: Case) -> None:
    issued(seat, case)
    seat.act(move_visit, *case.here, VisitState.CANCELLED)
    issued(seat, seat.desk(lambda desk: booked(desk, BEN, TODAY)))
    assert ["Consent" in one for one in rows(shown(seat, "lapsed").table)] == [True]
    assert all(one.endswith("no place to sign") for one in rows(shown(seat, "blocked").table))


def test_estimates_that_are_owed_stand_by_their_deadline_and_lead_to_their_visits(seat: Seat) -> None:
    late = seat.desk(lambda desk: booked(desk, BEN, TODAY + timedelta(days=1), since=TODAY - timedelta(days=30)))
    seat.desk(lambda desk: booked(desk, replace(BEN, given_name="Bo"), TODAY + timedelta(days=30), since=TODAY))
    page = shown(seat, "due")
    first, second = rows(page.due)
    assert first.startswith("Adeyemi, Ben")
    assert first.endswith("overdue")
    assert "left" in second or "today" in second
    assert seat.reads("Estimates due: 2")
    page.due.setFocus()
    seat.press(Qt.Key.Key_Return)
    place = seat.shell.place
    assert (place.page, place.patient, place.visit, place.part) == ("visit", *late.here, "papers")


def test_empty_lists_say_what_to_do(seat: Seat) -> None:
    shown(seat)
    assert seat.reads("No paper has been issued yet")
    assert seat.reads("go to step 5")
    shown(seat, "signed")
    assert seat.reads("No paper is like that")
    shown(seat, "due")
    assert seat.reads("No Good Faith Estimate is due")


def test_older_papers_are_listed_when_they_are_asked_for(
    seat: Seat, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clinicdesk.ui.papers.page.MOST", 1)
    issued(seat, case)
    page = shown(seat)
    page._look_for()
    seat.settle()
    assert len(page.table.rows.keys) == 1
    assert page.older.isVisible()
    page.older.click()
    seat.settle()
    assert len(page.table.rows.keys) == 2


def test_what_is_saved_meanwhile_shows_and_the_open_paper_stays(seat: Seat, case: Case) -> None:
    consent = next(one for one in issued(seat, case) if one.kind == "consent")
    page = shown(seat)
    page.table.choose(1)
    page.open_paper()
    seat.settle()
    seat.act(sign, case.patient, consent.id, consent.signers[0], "Ana Núñez", signed_on=TODAY)
    seat.front.wrote.emit()
    seat.settle()
    assert page.pane.line is not None
    assert page.pane.line.document == consent
    assert seat.reads("Consent: signed")
    assert page.primary.text() == "Go to the visit"


def test_nothing_of_the_papers_stays_when_the_desk_locks(seat: Seat, case: Case) -> None:
    issued(seat, case)
    page = shown(seat)
    page.open_paper()
    seat.settle()
    gone: list[bool] = []
    page.destroyed.connect(lambda: gone.append(True))
    seat.front.locked.emit()
    seat.settle()
    seat.qtbot.waitUntil(lambda: bool(gone), timeout=LONG)
    assert not any("Núñez" in text for text in seat.texts())


def test_thousands_of_papers_are_as_quick_as_one(seat: Seat, case: Case) -> None:
    issued(seat, case)
    (line, *_) = seat.act(paper_list)
    page = shown(seat)
    many = tuple(replace(line, document=replace(line.document, id=f"{at}")) for at in range(20_000))
    began = time.perf_counter()
    page._fill(many)
    seat.settle()
    page.table.choose(19_999)
    page.table.grab()
    assert time.perf_counter() - began < 2
    assert len(page.papers._made) < 200
    cell = page.papers.index(19_999, 0).data(CELL)
    assert isinstance(cell, Cell)
    assert cell.first == "Cost estimate"


def test_the_window_has_no_patients_name_in_its_title(seat: Seat, case: Case) -> None:
    issued(seat, case)
    page = shown(seat)
    page.open_paper()
    seat.settle()
    assert seat.window.windowTitle() == "clinicdesk"
