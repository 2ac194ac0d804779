"""The first step of a visit: from a new patient to the screening by a few keys; plans and course of the visit."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinicdesk.desk.beginning import begin_visit, register_and_begin
from clinicdesk.desk.courses import open_course
from clinicdesk.desk.day import Choice, book
from clinicdesk.model.records import CourseRecord, CoverageRecord, PatientRecord, StaffRecord, VisitRecord
from clinicdesk.ui.visit.page import VisitPage
from clinicdesk.ui.visit.patient_step import PatientStep
from clinicdesk.ui.widgets.form_panel import FormPanel
from tests.gui.patients.helpers import ALT, CTRL, DOWN, ENTER, ROSA, TAB, has_keyboard, kept, reads, until
from tests.gui.seat import Seat
from tests.gui.visit.insured import BY_PHONE, EXAMPLE, SERVICE, bring

Sit = Callable[[str], Seat]
TODAY = date.today()  # noqa: DTZ011 - the desk's day is the local one
MOST_KEYS = 12


class Counting:
    """A seat whose keys are counted, those that type a text apart."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.keys = 0

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        self.keys += 1
        self.seat.press(key, *modifiers)

    def fill(self, *texts: str) -> None:
        """Texts in one field after the other."""
        for at, text in enumerate(texts):
            if at:
                self.press(TAB)
            self.seat.type(text)


def step_of(seat: Seat) -> PatientStep:
    page = seat.page
    assert isinstance(page, VisitPage)
    step = page._steps["patient"]
    assert isinstance(step, PatientStep)
    return step


def shown(seat: Seat, visit: VisitRecord) -> PatientStep:
    page = seat.go("visit", patient=visit.patient, visit=visit.id, part="patient")
    assert isinstance(page, VisitPage)
    until(seat, lambda: "patient" in page._steps and step_of(seat)._known is not None)
    return step_of(seat)


def records(seat: Seat, kind: type[CourseRecord]) -> list[CourseRecord]:
    return seat.desk(lambda desk: desk.store.find(kind))


def sam(seat: Seat) -> str:
    return seat.desk(lambda desk: desk.store.find(StaffRecord, login="sam"))[0].id


def test_from_a_new_patient_to_the_first_question_by_twelve_keys_besides_what_is_typed(sit: Sit) -> None:
    seat = sit("bea")
    keys = Counting(seat)
    keys.press(Qt.Key.Key_N, CTRL)
    has_keyboard(seat, "First name")
    keys.fill("Rosa", "Lindqvist", "5/1/1990", "919-555-0142")
    keys.press(ENTER, CTRL)
    has_keyboard(seat, "Service")
    reads(seat, "Fill in what is to be done; then the cost shows here.")
    keys.press(Qt.Key.Key_A, ALT)
    has_keyboard(seat, "Payer")
    keys.fill("bcbsnc", "YPPW1234567", "in")
    keys.press(ENTER, CTRL)
    reads(seat, "Primary: Blue Cross and Blue Shield of North Carolina")
    has_keyboard(seat, "Service")
    keys.fill("20561", "6")
    keys.press(ENTER, CTRL)
    until(seat, lambda: isinstance(seat.page, VisitPage) and seat.page._part == "screening")
    assert keys.keys <= MOST_KEYS
    (course,) = records(seat, CourseRecord)
    (visit,) = seat.desk(lambda desk: desk.store.find(VisitRecord))
    assert (course.service.code, course.service.sessions, course.practitioner) == ("20561", 6, sam(seat))
    assert (visit.course, visit.day) == (course.id, TODAY)
    (plan,) = seat.desk(lambda desk: desk.store.find(CoverageRecord))
    assert course.coverages == (plan.id,)
    assert (plan.plan.payer, plan.plan.member_id, plan.plan.in_network) == ("bcbsnc", "YPPW1234567", True)


def test_who_pays_without_a_plan_needs_no_form_of_one(sit: Sit) -> None:
    seat = sit("bea")
    shown(seat, seat.act(register_and_begin, ROSA))
    has_keyboard(seat, "Service")
    assert not seat.reads("Primary plan")
    for _ in range(2):
        seat.press(DOWN)
    seat.press(TAB)
    seat.type("3")
    seat.press(ENTER, CTRL)
    until(seat, lambda: isinstance(seat.page, VisitPage) and seat.page._part == "screening")
    (course,) = records(seat, CourseRecord)
    assert (course.service.code, course.coverages) == ("20561", ())


def test_what_is_wrong_with_the_course_is_told_at_its_field(sit: Sit) -> None:
    seat = sit("bea")
    step = shown(seat, seat.act(register_and_begin, ROSA))
    has_keyboard(seat, "Service")
    seat.press(ENTER, CTRL)
    reads(seat, "Choose which service it is.")
    assert step.course.form
    step.course.form.fields["code"].set_value("20561")
    step.course.form.fields["sessions"].set_text("4")
    step.course.form.fields["also"].set_text("20560")
    seat.press(ENTER, CTRL)
    reads(seat, "20560 must not stand with 20561")
    assert step.course.form.fields["also"].isVisible()
    assert records(seat, CourseRecord) == []


def test_half_a_course_outlasts_the_way_to_another_page(sit: Sit) -> None:
    seat = sit("bea")
    visit = seat.act(register_and_begin, ROSA)
    step = shown(seat, visit)
    assert step.course.form
    step.course.form.fields["diagnoses"].set_text("M54.50")
    seat.go("today")
    step = shown(seat, visit)
    form = step.course.form
    assert form
    until(seat, lambda: form.fields["diagnoses"].text() == "M54.50")


def test_a_listed_visit_of_somebody_with_an_open_course_goes_on_with_it(sit: Sit) -> None:
    seat = sit("bea")
    rosa = kept(seat)
    course = seat.act(open_course, rosa.id, SERVICE, sam(seat))
    (listed,) = seat.act(book, TODAY, [Choice("10:30", rosa.id)])
    step = shown(seat, listed)
    assert step.course.joins
    assert seat.reads("The patient has an open course")
    seat.press(ENTER, CTRL)
    until(seat, lambda: seat.desk(lambda desk: desk.store.get(VisitRecord, listed.id)).course == course.id)
    until(seat, lambda: isinstance(seat.page, VisitPage) and seat.page._part == "screening")
    assert len(records(seat, CourseRecord)) == 1


def test_instead_of_the_open_course_a_new_one_may_be_opened(sit: Sit) -> None:
    seat = sit("bea")
    rosa = kept(seat)
    seat.act(open_course, rosa.id, SERVICE, sam(seat))
    (listed,) = seat.act(book, TODAY, [Choice("10:30", rosa.id)])
    step = shown(seat, listed)
    seat.click("A new course instead")
    form = step.course.form
    assert form
    has_keyboard(seat, "Service")
    form.fields["code"].set_value("20560")
    form.fields["sessions"].set_text("2")
    seat.press(ENTER, CTRL)
    until(seat, lambda: len(records(seat, CourseRecord)) == 2)
    until(seat, lambda: seat.desk(lambda desk: desk.store.get(VisitRecord, listed.id)).course != "")
    visit = seat.desk(lambda desk: desk.store.get(VisitRecord, listed.id))
    assert (visit.time, records(seat, CourseRecord)[1].id) == ("10:30", visit.course)


def test_with_a_course_the_step_leads_on_to_the_screening(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat, BY_PHONE)
    visit = seat.desk(lambda desk: desk.store.get(VisitRecord, case.visit))
    shown(seat, visit)
    assert seat.reads("Primary: Acme Employee Health")
    assert seat.reads("20561: dry needling, 3 or more muscles. 4 sessions")
    seat.press(ENTER, CTRL)
    page = seat.page
    assert isinstance(page, VisitPage)
    assert page._part == "screening"


def test_a_plan_that_is_added_here_is_used_by_the_course(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat, BY_PHONE)
    visit = seat.desk(lambda desk: desk.store.get(VisitRecord, case.visit))
    step = shown(seat, visit)
    seat.press(Qt.Key.Key_A, ALT)
    panel = step.swap.panel
    assert isinstance(panel, FormPanel)
    panel.form.fields["payer"].set_text(EXAMPLE.payer)
    panel.form.fields["network"].set_value("in")
    assert panel.form.fields["rank"].value() == "2"
    seat.press(ENTER, CTRL)
    reads(seat, "Second: Made-up example plan with three sessions")
    (course,) = records(seat, CourseRecord)
    assert course.coverages[0] == case.plans[0]
    assert len(course.coverages) == 2


def test_the_person_and_the_course_are_changed_in_place(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat, BY_PHONE)
    visit = seat.desk(lambda desk: desk.store.get(VisitRecord, case.visit))
    step = shown(seat, visit)
    seat.press(Qt.Key.Key_E, ALT)
    assert isinstance(step.swap.panel, FormPanel)
    step.swap.panel.form.fields["phone"].set_text("919-555-0100")
    seat.press(ENTER, CTRL)
    reads(seat, "919-555-0100")
    assert seat.desk(lambda desk: desk.store.get(PatientRecord, case.patient)).phone == "919-555-0100"
    step.course.change(step.view.course or case.course)
    seat.settle()
    assert isinstance(step.swap.panel, FormPanel)
    step.swap.panel.form.fields["sessions"].set_text("8")
    seat.press(ENTER, CTRL)
    reads(seat, "8 sessions")
    assert records(seat, CourseRecord)[0].service == replace(SERVICE, sessions=8)


def test_another_visit_shows_nothing_of_the_one_before(sit: Sit) -> None:
    seat = sit("bea")
    rosa = seat.act(register_and_begin, ROSA)
    step = shown(seat, rosa)
    assert step.course.form
    step.course.form.fields["body_region"].set_text("left knee")
    other = seat.act(begin_visit, kept(seat, replace(ROSA, given_name="Olga", phone="919-555-0100")).id)
    step = shown(seat, other)
    until(seat, lambda: seat.reads("919-555-0100"))
    assert step.course.form
    assert step.course.form.fields["body_region"].text() == ""
    assert not seat.reads("919-555-0142")


def test_scanned_files_are_folded_away_until_they_are_wanted(sit: Sit) -> None:
    seat = sit("bea")
    shown(seat, seat.act(register_and_begin, ROSA))
    assert not seat.reads("Add a file")
    seat.click("Scanned files")
    reads(seat, "Add a file")


def test_tab_goes_through_the_fields_in_the_order_in_which_they_stand(sit: Sit) -> None:
    seat = sit("bea")
    step = shown(seat, seat.act(register_and_begin, ROSA))
    has_keyboard(seat, "Service")
    assert step.course.form
    names = [one.editor.accessibleName() for one in step.course.form.fields.values() if one.isVisible()]
    met = []
    for _ in names:
        met.append(seat.focus.accessibleName() if seat.focus else "")
        QTest.keyClick(seat.focus or seat.window, TAB)
    assert met == names
