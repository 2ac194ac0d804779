"""The record of a patient: looked at part by part, changed in place, and led on to a visit."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from clinicdesk.desk.beginning import register_and_begin
from clinicdesk.desk.courses import move_visit, open_course
from clinicdesk.desk.files import files_of
from clinicdesk.desk.papers import issue
from clinicdesk.desk.patient_view import view
from clinicdesk.desk.people import change, register
from clinicdesk.desk.plans import add_coverage
from clinicdesk.desk.staff import add_staff
from clinicdesk.model.coverage import Coverage
from clinicdesk.model.people import Patient
from clinicdesk.model.records import CourseRecord, PatientRecord, StaffRecord, VisitRecord, VisitState
from clinicdesk.model.roles import Act, Role
from clinicdesk.ui.patients.courses_part import CoursesPart
from clinicdesk.ui.patients.files_part import FilesPart
from clinicdesk.ui.patients.glance import GlancePart
from clinicdesk.ui.patients.looked_part import LookedPart
from clinicdesk.ui.patients.papers_part import PapersPart
from clinicdesk.ui.patients.plans_part import PlansPart
from clinicdesk.ui.patients.record import PatientPage
from clinicdesk.ui.widgets.form_panel import FormPanel
from tests.gui.patients.helpers import ALT, BEN, CTRL, ENTER, ESCAPE, ROSA, kept, reads, until
from tests.gui.seat import Seat
from tests.gui.visit.insured import BY_PHONE, bring, set_prices
from tests.unit.desk.clinic import ANOTHER

Sit = Callable[[str], Seat]
TODAY = date.today()  # noqa: DTZ011 - the desk's day is the local one
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005"
    "fe02fe0def46b80000000049454e44ae426082"
)


def record(seat: Seat, patient: str, part: str = "person") -> PatientPage:
    page = seat.go("patient", patient=patient, part=part)
    seat.settle()
    assert isinstance(page, PatientPage)
    return page


def files_at(seat: Seat, patient: str) -> FilesPart:
    part = record(seat, patient, "files")._parts["files"]
    assert isinstance(part, FilesPart)
    return part


def asked(seat: Seat) -> QFileDialog:
    """The question for a file that stands before the window."""
    (asks,) = [one for one in seat.window.findChildren(QFileDialog) if one.isVisible()]
    return asks


def answer(seat: Seat, place: Path) -> None:
    """The question is answered as a double click answers it."""
    asks = asked(seat)
    asks.fileSelected.emit(str(place))
    asks.close()
    seat.window.activateWindow()
    seat.settle()


def form_of(page: PatientPage) -> FormPanel:
    assert isinstance(page.swap.panel, FormPanel)
    return page.swap.panel


def stored(seat: Seat, patient: str) -> PatientRecord:
    return seat.desk(lambda desk: desk.store.get(PatientRecord, patient))


def test_the_head_says_who_it_is_on_every_part(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat, BY_PHONE)
    page = record(seat, case.patient)
    for at, title in enumerate(("Person", "Insurance", "Courses", "Papers", "Files", "Who looked", "More"), 1):
        seat.press(Qt.Key(Qt.Key.Key_0 + at), CTRL)
        seat.settle()
        checked = [one.text() for one in page._tabs.buttons() if one.isChecked()]
        assert checked == [f"{at} {title}"]
        assert seat.reads("Núñez, Ana")
        assert seat.reads("May 1, 1990 (")
    assert seat.window.windowTitle() == "clinicdesk"


def test_what_is_not_known_says_so(sit: Sit) -> None:
    seat = sit("bea")
    record(seat, kept(seat, Patient(given_name="", family_name="Ox", birth_date=None)).id)
    assert seat.reads("The birth date is not known. Papers cannot be signed before it is.")
    assert seat.texts().count("not known") == 3
    assert seat.reads("No plan yet.")


def test_a_person_is_changed_in_place(sit: Sit) -> None:
    seat = sit("bea")
    rosa = kept(seat)
    page = record(seat, rosa.id)
    seat.press(Qt.Key.Key_E, ALT)
    form_of(page).form.fields["phone"].set_text("919-555-0100")
    seat.press(ENTER, CTRL)
    until(seat, lambda: page.swap.panel is None)
    assert stored(seat, rosa.id) == replace(rosa, phone="919-555-0100", version=2)
    assert seat.reads("919-555-0100")


def test_a_change_that_is_refused_stays_in_the_form_with_the_reason_at_its_field(sit: Sit) -> None:
    seat = sit("bea")
    rosa = kept(seat)
    page = record(seat, rosa.id)
    seat.press(Qt.Key.Key_E, ALT)
    form_of(page).form.fields["birth_date"].set_text("5/1/1890")
    seat.press(ENTER, CTRL)
    reads(seat, "This is more than 130 years ago; check the year.")
    seat.press(ESCAPE)
    assert page.swap.panel is None
    assert stored(seat, rosa.id) == rosa


def test_where_two_change_one_patient_each_field_is_chosen(sit: Sit) -> None:
    seat = sit("bea")
    rosa = kept(seat)
    page = record(seat, rosa.id)
    seat.press(Qt.Key.Key_E, ALT)
    form = form_of(page).form
    form.fields["phone"].set_text("919-555-0100")
    form.fields["address"].set_text("12 Elm St")
    seat.act(change, replace(rosa, phone="919-555-0999", email="rosa@example.org"))
    seat.press(ENTER, CTRL)
    reads(seat, "Somebody else has changed this meanwhile")
    picks = {one.accessibleName(): one.isChecked() for one in page.findChildren(QRadioButton) if one.isVisible()}
    assert picks == {
        "Phone: As you typed it: 919-555-0100": True,
        "Phone: As it was saved meanwhile: 919-555-0999": False,
        "E-mail: As you typed it: r@example.org": False,
        "E-mail: As it was saved meanwhile: rosa@example.org": True,
        "Address: As you typed it: 12 Elm St": True,
        "Address: As it was saved meanwhile: not known": False,
    }
    next(one for one in page.findChildren(QRadioButton) if "0999" in one.accessibleName()).click()
    seat.press(ENTER, CTRL)
    until(seat, lambda: page.swap.panel is None)
    now = stored(seat, rosa.id)
    assert (now.phone, now.email, now.address) == ("919-555-0999", "rosa@example.org", "12 Elm St")


def test_a_plan_is_added_and_what_is_learned_of_it_says_from_where(sit: Sit) -> None:
    seat = sit("bea")
    rosa = kept(seat)
    page = record(seat, rosa.id, "plans")
    assert seat.reads("No plan yet.")
    seat.press(Qt.Key.Key_A, ALT)
    fields = form_of(page).form.fields
    fields["payer"].set_text("bcbsnc")
    fields["network"].set_value("in")
    seat.press(ENTER, CTRL)
    reads(seat, "Blue Cross and Blue Shield of North Carolina")
    assert seat.reads("No benefits were learned yet. Nobody knows what the plan pays.")
    assert seat.reads("Nobody has called the payer yet.")
    seat.click("Benefits learned")
    fields = form_of(page).form.fields
    seat.press(ENTER, CTRL)
    reads(seat, "Say where this was learned")
    fields["benefits.told_by"].set_value("card")
    fields["benefits.accumulators.deductible_remaining"].set_text("0")
    seat.press(ENTER, CTRL)
    until(seat, lambda: page.swap.panel is None)
    assert seat.reads("$0.00")
    assert seat.texts().count("not stated") == 5
    assert any("From: insurance card" in one and "Noted by Bea Holt." in one for one in seat.texts())


def test_a_call_to_the_payer_is_noted_with_its_reference(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat, BY_PHONE)
    page = record(seat, case.patient, "plans")
    seat.click("Called the payer")
    fields = form_of(page).form.fields
    fields["verified_by_phone.status"].set_value("not_covered")
    fields["verified_by_phone.reference"].set_text("REF-2")
    fields["verified_by_phone.may_bill_patient"].set_value("no")
    seat.press(ENTER, CTRL)
    until(seat, lambda: page.swap.panel is None)
    assert seat.reads("not covered · the patient may not be billed for the rest")
    assert seat.reads("Reference REF-2.")
    assert seat.reads("1 earlier note")


def test_a_plan_that_has_ended_is_folded_away_and_can_come_back(sit: Sit) -> None:
    seat = sit("bea")
    rosa = kept(seat)
    seat.act(add_coverage, rosa.id, Coverage(payer="aetna", in_network=True), 1)
    record(seat, rosa.id, "plans")
    seat.click("It has ended")
    reads(seat, "1 plan that has ended")
    seat.click("1 plan that has ended")
    seat.click("It is the patient's again")
    until(seat, lambda: not seat.reads("1 plan that has ended"))
    assert seat.reads("Primary plan")


def test_a_course_is_booked_with_its_first_visit_and_the_visit_comes_up(sit: Sit) -> None:
    seat = sit("bea")
    rosa = kept(seat)
    page = record(seat, rosa.id, "courses")
    seat.press(Qt.Key.Key_O, ALT)
    fields = form_of(page).form.fields
    fields["code"].set_value("20560")
    seat.press(ENTER, CTRL)
    reads(seat, "Type how many sessions are planned.")
    fields["sessions"].set_text("4")
    fields["diagnoses"].set_text("nonsense")
    fields["time"].set_text("2 pm")
    fields["also"].set_text("97140 x2")
    seat.press(ENTER, CTRL)
    reads(seat, "is not of the form")
    fields["diagnoses"].set_text("m79.18")
    seat.press(ENTER, CTRL)
    until(seat, lambda: seat.shell.place.page == "visit")
    (visit,) = seat.desk(lambda desk: desk.store.find(VisitRecord))
    (course,) = seat.desk(lambda desk: desk.store.find(CourseRecord))
    assert (visit.day, visit.time, visit.course) == (TODAY, "14:00", course.id)
    assert (course.service.diagnoses, course.service.also[0].units) == (("M79.18",), 2)
    assert course.service.scheduled_on == TODAY


def test_the_same_visit_comes_up_however_often_it_is_begun(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat, BY_PHONE)
    for _ in range(2):
        record(seat, case.patient)
        seat.press(ENTER, CTRL)
        until(seat, lambda: seat.shell.place.page == "visit")
        assert seat.shell.place.visit == case.visit


def test_another_visit_after_one_that_is_done_today_is_asked_once(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat, BY_PHONE)
    seat.desk(lambda desk: desk.store.put(replace(desk.store.get(VisitRecord, case.visit), state=VisitState.DONE)))
    question = "Núñez, Ana has a visit today already (done). Another one?"
    record(seat, case.patient)
    seat.press(ENTER, CTRL)
    reads(seat, question)
    seat.press(ESCAPE)
    assert not seat.reads(question)
    assert seat.desk(lambda desk: desk.store.count(VisitRecord)) == 1
    seat.press(ENTER, CTRL)
    reads(seat, question)
    next(one for one in seat.page.findChildren(QPushButton) if one.text() == "Yes, begin another one").click()
    until(seat, lambda: seat.shell.place.page == "visit")
    assert seat.shell.place.visit != case.visit


def test_of_several_open_courses_one_is_chosen(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat, BY_PHONE)
    visit = seat.desk(lambda desk: desk.store.get(VisitRecord, case.visit))
    seat.act(move_visit, *case.here, VisitState.CANCELLED)
    other = seat.act(open_course, case.patient, case.course.service, case.course.practitioner)
    record(seat, case.patient)
    seat.press(ENTER, CTRL)
    reads(seat, "This patient has several open courses.")
    begins = [one for one in seat.page.findChildren(QPushButton) if one.text() == "Begin today's visit"]
    next(one for one in begins if one.accessibleName() and one.isVisible()).click()
    until(seat, lambda: seat.shell.place.page == "visit")
    begun = seat.desk(lambda desk: desk.store.get(VisitRecord, seat.shell.place.visit))
    assert begun.id != visit.id
    assert begun.course == other.id


def test_a_further_visit_is_booked_and_a_course_is_closed_only_after_a_question(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat, BY_PHONE)
    page = record(seat, case.patient, "courses")
    seat.click("Close the course")
    seat.click("Close it")
    reads(seat, "This course still has visits to come.")
    seat.click("Book a visit")
    form_of(page).form.fields["day"].set_value(TODAY)
    form_of(page).form.fields["time"].set_text("930")
    seat.press(ENTER, CTRL)
    until(seat, lambda: seat.shell.place.page == "visit")
    assert len(seat.desk(lambda desk: desk.store.find(VisitRecord, time="09:30"))) == 1


def test_two_records_are_merged_side_by_side_and_taken_apart_again(sit: Sit) -> None:
    seat = sit("bea")
    stays, goes = kept(seat), kept(seat, replace(ROSA, given_name="Rosalind", phone=""))
    page = record(seat, stays.id, "more")
    seat.click("Merge with another record …")
    seat.type("rosalind")
    reads(seat, "Goes into it")
    assert seat.texts().count("the same") == 2
    seat.press(ENTER, CTRL)
    until(seat, lambda: page.swap.panel is None)
    assert stored(seat, goes.id).merged_into == stays.id
    reads(seat, "Lindqvist, Rosalind")
    seat.click("Take apart again")
    until(seat, lambda: not stored(seat, goes.id).merged_into)


def test_who_looked_and_what_was_changed_is_told_in_words(sit: Sit) -> None:
    seat = sit("bea")
    rosa = kept(seat)
    seat.act(change, replace(rosa, phone="", address="12 Elm St"))
    page = record(seat, rosa.id, "looked")
    part = page._parts["looked"]
    assert isinstance(part, LookedPart)
    model = part.table.model()
    told = [str(model.data(model.index(row, 2))) for row in range(model.rowCount())]
    assert told == ["changed the patient's data: Phone and Address", "registered the patient"]
    assert str(model.data(model.index(0, 1))) == "Bea Holt"


def test_a_scan_is_added_with_a_word_on_what_it_is_and_looked_at(sit: Sit, tmp_path: Path) -> None:
    seat = sit("bea")
    rosa = kept(seat)
    scan = tmp_path / "card & <b>.png"
    scan.write_bytes(PNG)
    part = files_at(seat, rosa.id)
    seat.click("Choose a file …")
    assert seat.reads("Say what the file is, then choose it.")
    part._purpose.set_value("insurance card")
    seat.click("Choose a file …")
    answer(seat, scan)
    until(seat, part.table.isVisible)
    model = part.table.model()
    assert str(model.data(model.index(0, 0))).startswith("card & <b>.png")
    assert str(model.data(model.index(0, 1))) == "insurance card"
    seat.click("Look at it")
    reads(seat, "card & <b>.png")
    seat.press(ESCAPE)
    assert part.host.swap.panel is None


def test_a_file_that_is_no_scan_is_refused_at_the_form(sit: Sit, tmp_path: Path) -> None:
    seat = sit("bea")
    part = files_at(seat, kept(seat).id)
    (tmp_path / "x.txt").write_text("no scan")
    part._purpose.set_value("letter")
    seat.click("Choose a file …")
    answer(seat, tmp_path / "x.txt")
    reads(seat, "this is no PDF, PNG or JPEG")


def test_a_file_is_kept_with_whom_it_was_asked_for_whoever_is_shown_by_then(sit: Sit, tmp_path: Path) -> None:
    seat = sit("bea")
    rosa, ben = kept(seat), kept(seat, BEN)
    scan = tmp_path / "card.png"
    scan.write_bytes(PNG)
    part = files_at(seat, rosa.id)
    part._purpose.set_value("insurance card")
    seat.click("Choose a file …")
    record(seat, ben.id, "files")
    assert part._purpose.value() == ""
    answer(seat, scan)
    assert [one.name for one in seat.act(files_of, rosa.id)] == ["card.png"]
    assert seat.act(files_of, ben.id) == ()
    assert part.table.isHidden()


def test_a_lock_ends_the_question_for_a_file_and_nothing_is_kept(sit: Sit, tmp_path: Path) -> None:
    seat = sit("bea")
    rosa = kept(seat)
    scan = tmp_path / "card.png"
    scan.write_bytes(PNG)
    part = files_at(seat, rosa.id)
    part._purpose.set_value("insurance card")
    seat.click("Choose a file …")
    asks = asked(seat)
    seat.front.locked.emit()
    assert not asks.isVisible()
    seat.settle()
    assert not isValid(part)
    if isValid(asks):
        asks.fileSelected.emit(str(scan))
        seat.settle()
    assert seat.desk(lambda desk: list(desk.store.trail(act=Act.FILE_SCAN))) == []


def test_the_whole_record_is_saved_by_a_manager_who_is_told_that_it_is_open(sit: Sit, tmp_path: Path) -> None:
    seat = sit("ana")
    rosa = kept(seat)
    record(seat, rosa.id, "more")
    assert seat.reads("The file is not encrypted.")
    seat.click("Save a copy …")
    asks = asked(seat)
    assert "Lindqvist" not in asks.windowTitle() + asks.selectedFiles()[0]
    record(seat, kept(seat, BEN).id, "more")
    target = tmp_path / "record.zip"
    answer(seat, target)
    until(seat, target.exists)
    reads(seat, "It is not encrypted: hand it over, then delete it.")
    with ZipFile(target) as whole:
        assert b"Lindqvist" in b"".join(whole.read(one) for one in whole.namelist() if one.endswith(".json"))


def test_nobody_else_is_offered_to_save_the_whole_record(sit: Sit) -> None:
    seat = sit("bea")
    record(seat, kept(seat).id, "more")
    assert not seat.reads("A copy of the whole record")
    assert seat.reads("not known: ask your state board")


def test_a_patient_without_papers_is_told_where_they_come_from(sit: Sit) -> None:
    seat = sit("bea")
    page = record(seat, kept(seat, BEN).id, "papers")
    assert isinstance(page._parts["papers"], PapersPart)
    assert seat.reads("No paper was issued yet. Papers come with a visit.")


def test_a_patients_papers_say_where_they_stand_and_open_on_the_page_of_papers(sit: Sit, folder: Path) -> None:
    set_prices(folder)
    seat = sit("bea")
    case = bring(seat, BY_PHONE)
    consent = next(one for one in seat.act(issue, *case.here) if one.kind == "consent")
    page = record(seat, case.patient, "papers")
    part = page._parts["papers"]
    assert isinstance(part, PapersPart)
    model = part.table.model()
    told = [[str(model.data(model.index(row, column))) for column in (0, 3)] for row in range(model.rowCount())]
    assert ["Consent", "no place to sign"] in told
    part.table.choose(told.index(["Consent", "no place to sign"]))
    part.table.setFocus()
    seat.press(ENTER)
    place = seat.shell.place
    assert (place.page, place.patient, place.part) == ("papers", case.patient, consent.id)


def test_who_may_only_read_is_offered_nothing_that_changes_anything(sit: Sit, qtbot: QtBot) -> None:
    seat = sit("ana")
    case = bring(seat, BY_PHONE)
    lone = seat.act(register_and_begin, BEN)
    ida = StaffRecord(id="", login="ida", name="Ida Lund", roles=(Role.AUDITOR,))
    seat.act(add_staff, ida, ANOTHER)
    seat.front.leaving.emit()
    until(seat, lambda: seat.window.shell is None)
    seat = Seat(qtbot, seat.window).enter("ida", ANOTHER)
    buttons = {"Edit", "Add a plan", "Change", "Benefits learned", "It has ended", "New course", "Book a visit"}
    buttons |= {"Begin today's visit", "Close the course", "Merge with another record …", "Choose a file …"}
    for part in ("person", "plans", "courses", "files", "more"):
        record(seat, case.patient, part)
        assert not buttons & {one.replace("&", "") for one in seat.texts(seat.page)}, part
    seat.go("visit", patient=lone.patient, visit=lone.id)
    reads(seat, "Visits without a course")
    assert not buttons & {one.replace("&", "") for one in seat.texts(seat.page)}


def test_half_a_change_outlasts_another_page(sit: Sit) -> None:
    seat = sit("bea")
    rosa = kept(seat)
    page = record(seat, rosa.id)
    glance = page._parts["person"]
    assert isinstance(glance, GlancePart)
    glance.person.edit()
    form_of(page).form.fields["address"].set_text("12 Elm St")
    seat.go("patients")
    page = record(seat, rosa.id)
    seat.press(Qt.Key.Key_E, ALT)
    until(seat, lambda: form_of(page).form.fields["address"].text() == "12 Elm St")


def test_a_patient_who_is_not_there_is_told_on_the_list(sit: Sit) -> None:
    seat = sit("bea")
    seat.go("patient", patient="nobody")
    until(seat, lambda: seat.shell.place.page == "patients")
    assert seat.shell.news.isVisible()


@pytest.mark.parametrize("part", ["person", "plans", "courses", "more"])
def test_after_a_save_the_keyboard_is_not_lost(sit: Sit, part: str) -> None:
    seat = sit("bea")
    rosa = kept(seat)
    page = record(seat, rosa.id, part)
    seat.desk(lambda desk: register(desk, BEN))
    page.reload()
    seat.settle()
    assert seat.focus is not None
    assert seat.focus.isVisible()


def test_every_part_is_filled_from_one_look(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat, BY_PHONE)
    page = record(seat, case.patient, "courses")
    part = page._parts["courses"]
    assert isinstance(part, CoursesPart)
    assert part.known == page.view
    assert seat.reads("20561: dry needling, 3 or more muscles")
    assert seat.reads("Sam Lee, PT, DPT")
    assert seat.reads("Acme Employee Health")
    assert isinstance(page._parts.get("plans", PlansPart(page)), PlansPart)
    assert seat.act(view, case.patient).record.family_name == "Núñez"
