"""A visit file is looked through before it is taken, and a visit goes out as one."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QRadioButton

from clinicdesk.desk.files import read_scan
from clinicdesk.desk.people import register
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.model.people import Patient
from clinicdesk.model.records import AnswerRecord, CourseRecord, CoverageRecord, PatientRecord, VisitRecord
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.ui.patients.more_part import MorePart
from clinicdesk.ui.patients.page import Patients
from clinicdesk.ui.patients.record import PatientPage
from tests.conftest import example_json
from tests.gui.patients.helpers import CTRL, ENTER, reads, until
from tests.gui.seat import Seat
from tests.gui.visit.insured import BY_PHONE, bring, set_prices

Sit = Callable[[str], Seat]
TODAY = date.today()  # noqa: DTZ011 - the desk's day is the local one


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A visit file of today."""
    told = example_json("deductible-met-midway")
    told["date"] = TODAY.isoformat()
    told["service"]["first_session"] = TODAY.isoformat()
    made = tmp_path / "from-elsewhere.json"
    made.write_bytes(json.dumps(told).encode())
    return made


def count(seat: Seat, kind: type[PatientRecord] | type[VisitRecord]) -> int:
    return seat.desk(lambda desk: desk.store.count(kind))


def reading(seat: Seat, place: Path) -> None:
    page = seat.go("patients")
    assert isinstance(page, Patients)
    page.read_in(place)
    seat.settle()


def test_what_a_file_says_is_looked_through_and_taken_in_for_somebody_new(sit: Sit, place: Path) -> None:
    seat = sit("bea")
    reading(seat, place)
    reads(seat, "Whose visit is it?")
    assert seat.reads("Insurance")
    assert count(seat, PatientRecord) == 0
    seat.press(ENTER, CTRL)
    until(seat, lambda: seat.shell.place.page == "visit")
    reads(seat, "Not taken: The clinic of the file")
    assert count(seat, PatientRecord) == count(seat, VisitRecord) == 1
    assert seat.desk(lambda desk: desk.store.count(CoverageRecord)) == 1
    assert seat.desk(lambda desk: desk.store.count(AnswerRecord)) > 30


def test_of_those_who_may_be_meant_one_has_to_be_chosen(sit: Sit, place: Path, rules: Rulebook) -> None:
    seat = sit("bea")
    told = read_visit(place.read_bytes(), rules).patient
    kept = seat.act(register, told)
    reading(seat, place)
    reads(seat, "This patient's")
    assert seat.texts().count("the same") >= 2
    seat.press(ENTER, CTRL)
    reads(seat, "Choose whose visit it is.")
    next(one for one in seat.page.findChildren(QRadioButton) if one.text() == "This patient's").click()
    seat.press(ENTER, CTRL)
    until(seat, lambda: seat.shell.place.page == "visit")
    assert count(seat, PatientRecord) == 1
    assert seat.desk(lambda desk: desk.store.find(CourseRecord))[0].patient == kept.id


def test_a_file_that_cannot_be_read_in_says_every_reason(sit: Sit, place: Path) -> None:
    seat = sit("bea")
    place.write_bytes(b'{"clinicdesk": "visit/1", "date": "2026-13-01", "service": {}}')
    reading(seat, place)
    reads(seat, "This file cannot be read in. Nothing was kept.")
    assert any(one.startswith("date:") for one in seat.texts())
    assert any(one.startswith("service.") for one in seat.texts())


def test_a_file_of_another_person_is_refused_on_a_patients_page(sit: Sit, place: Path) -> None:
    seat = sit("bea")
    other = seat.act(register, Patient(given_name="Olga", family_name="Ox", birth_date=date(1950, 1, 1)))
    page = seat.go("patient", patient=other.id, part="more")
    assert isinstance(page, PatientPage)
    part = page._parts["more"]
    assert isinstance(part, MorePart)
    part.read_in(place, other)
    reads(seat, "Whose visit is it?")
    seat.press(ENTER, CTRL)
    reads(seat, "born on another day")
    assert count(seat, VisitRecord) == 0


def test_a_visit_goes_out_as_a_file_and_it_is_said_that_it_is_open(sit: Sit, folder: Path, tmp_path: Path) -> None:
    set_prices(folder)
    seat = sit("ana")
    case = bring(seat, BY_PHONE)
    page = seat.go("patient", patient=case.patient, part="more")
    assert isinstance(page, PatientPage)
    part = page._parts["more"]
    assert isinstance(part, MorePart)
    assert seat.reads("Save the visit …")
    target = tmp_path / "visit.json"
    part.save_visit(target, case.patient, case.visit)
    reads(seat, "It is not encrypted.")
    assert b'"N\\u00fa\\u00f1ez"' in read_scan(target) or "Núñez".encode() in read_scan(target)
