"""A returning patient: what holds, what is stale, today's amount, and one key to what comes next."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.screening import answer, finish, progress
from clinicdesk.desk.settings import set_fee
from clinicdesk.desk.visit_view import VisitView, view_visit
from clinicdesk.model.questionnaire import Answer
from clinicdesk.model.records import Amount, FeeRecord, StaffRecord, VisitRecord, VisitState
from clinicdesk.model.visit import Decision
from clinicdesk.ui.visit.page import VisitPage
from clinicdesk.ui.visit.return_step import ReturnStep
from clinicdesk.ui.widgets.basic import Mark
from clinicdesk.words import read_words
from tests.gui.questions.screened import key_to, keys_of
from tests.gui.seat import Seat
from tests.gui.visit.insured import TODAY, Case, set_prices
from tests.gui.visit.returning import WEEK, come_back, let_pass
from tests.unit.desk.visits import SHORT

Sit = Callable[[str], Seat]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def seat(folder: Path, sit: Sit) -> Seat:
    set_prices(folder)
    return sit("bea")


def step(seat: Seat) -> ReturnStep:
    page = seat.page
    assert isinstance(page, VisitPage)
    shown = page._steps["return"]
    assert isinstance(shown, ReturnStep)
    return shown


def open_visit_of(seat: Seat, case: Case) -> ReturnStep:
    seat.go("visit", *case.here)
    return step(seat)


def primary(seat: Seat) -> str:
    return step(seat).primary.text()


def on(seat: Seat) -> None:
    """The one key to what comes next."""
    seat.press(Qt.Key.Key_Return, CTRL)


def answered(seat: Seat, case: Case, **others: Answer) -> None:
    """The short questions, without a finding but for `others`, by acts of the desk."""

    def work(desk: Desk) -> None:
        for item, given in {**SHORT, **others}.items():
            answer(desk, *case.here, item, given)
        finish(desk, *case.here)

    seat.desk(work)


def part(seat: Seat) -> str:
    page = seat.page
    assert isinstance(page, VisitPage)
    return page._part


def state(seat: Seat, case: Case) -> VisitState:
    return seat.desk(lambda desk: desk.store.get(VisitRecord, case.visit).state)


def day(told: date) -> str:
    return read_words("en").day(told)


def rows(seat: Seat) -> dict[str, str]:
    """What is told of each part, by its name."""
    named = [one.accessibleName() for one in step(seat).findChildren(QLabel) if one.isVisibleTo(step(seat))]
    return dict(one.split(": ", 1) for one in named if ": " in one)


def test_what_holds_stands_there_by_name_with_its_dates(seat: Seat) -> None:
    open_visit_of(seat, come_back(seat, plan_year_ends=TODAY + WEEK))
    first = TODAY - WEEK
    assert rows(seat) == {
        "Full set of questions": f"{day(first)}; holds until {day(first.replace(year=first.year + 1))}",
        "Sessions of the course": "1 of 4 used",
        "Estimate": f"{day(first)}; holds until {day(first.replace(year=first.year + 1))}",
        "Consent": day(first),
        "Payer": f"as in the estimate of {day(first)}",
        "Payer last asked": f"{day(first)}; holds until {day(first + timedelta(days=90))}",
        "Plan year": f"holds until {day(TODAY + WEEK)}",
    }
    assert "To look at again" not in seat.texts(step(seat))


def test_what_is_stale_stands_first_and_leads_to_the_step_that_mends_it(seat: Seat) -> None:
    old = TODAY - timedelta(days=120)
    open_visit_of(seat, come_back(seat, asked_on=old))
    told = rows(seat)
    assert [*told][:2] == ["Payer last asked", "Plan year"]
    assert told["Payer last asked"] == f"{day(old)}; held until {day(old + timedelta(days=90))}"
    assert told["Plan year"] == "not known"
    assert "To look at again" in seat.texts(step(seat))
    mends = [one for one in step(seat).findChildren(QPushButton) if one.text() == "To the coverage"]
    assert [one.accessibleName().split(":")[0] for one in mends] == ["Payer last asked", "Plan year"]
    QTest.mouseClick(mends[0], Qt.MouseButton.LeftButton)
    seat.settle()
    assert part(seat) == "coverage"


def test_today_is_the_largest_figure_and_never_zero_where_it_is_not_known(seat: Seat) -> None:
    case = come_back(seat)
    open_visit_of(seat, case)
    assert seat.reads("Today, session 2 of 4")
    assert "$60.00" in seat.texts(step(seat))
    figure = next(one for one in step(seat).findChildren(QLabel) if one.text() == "$60.00")
    assert figure.property("role") == "display"
    others = [one for one in step(seat).findChildren(QLabel) if one is not figure]
    assert all(one.font().pixelSize() < figure.font().pixelSize() for one in others)
    without_fees(seat)
    open_visit_of(seat, case)
    assert "not known" in seat.texts(step(seat))
    assert not any("$0" in one for one in seat.texts())


def without_fees(seat: Seat) -> None:
    """The clinic's fees ended last year; Ana, who manages, sees to it."""

    def work(desk: Desk) -> None:
        before = desk.staff
        (desk.staff,) = desk.store.find(StaffRecord, login="ana")
        for fee in desk.store.find(FeeRecord, amount=Amount.BILLED):
            set_fee(desk, replace(fee, until=date(2026, 1, 31)))
        desk.staff = before

    seat.desk(work)


def test_settled_findings_say_who_reviewed_them_and_until_when(seat: Seat) -> None:
    open_visit_of(seat, come_back(seat, implants="yes"))
    assert "Findings that a clinician has reviewed" in seat.texts(step(seat))
    first = TODAY - WEEK
    until = day(first.replace(year=first.year + 1))
    assert seat.reads(f"reviewed {day(first)} by Sam Lee, PT, DPT; holds until {until}, unless the answer changes")


def test_anything_new_leads_to_the_patient(seat: Seat) -> None:
    case = come_back(seat)
    for name in ("Insurance", "Address or phone"):
        open_visit_of(seat, case)
        seat.click(name, step(seat))
        assert part(seat) == "patient"


def test_the_one_key_leads_from_the_questions_to_the_end(seat: Seat) -> None:
    case = come_back(seat)
    open_visit_of(seat, case)
    assert primary(seat) == "Start the questions"
    seat.act(answer, *case.here, "wants_treatment", "yes")
    open_visit_of(seat, case)
    assert primary(seat) == "Go on with the questions"
    answered(seat, case)
    open_visit_of(seat, case)
    assert primary(seat) == "Mark as done"
    on(seat)
    assert state(seat, case) is VisitState.DONE
    assert seat.shell.place.page == "today"
    assert seat.reads("Núñez, Ana   May 1, 1990")
    open_visit_of(seat, case)
    assert primary(seat) == "Back to Today"
    assert seat.reads("This visit is done.")


def test_a_finding_waits_for_a_clinician_with_its_reason(seat: Seat) -> None:
    case = come_back(seat)
    answered(seat, case, fever_ill="yes")
    open_visit_of(seat, case)
    (told,) = [one for one in step(seat).findChildren(Mark) if one.accessibleName().startswith("A clinician has to")]
    assert told.property("state") == "stop"
    assert "Ill today" in told.accessibleName()
    assert primary(seat) == "Back to Today"
    seat.desk(lambda desk: let_pass(desk, *case.here, "fever_ill", decision=Decision.NOT_TODAY))
    open_visit_of(seat, case)
    assert seat.reads("The clinician said: not today.")
    assert seat.reads("Today: nothing, not treated")
    assert seat.reads("Sam Lee, PT, DPT decided: not today.")
    assert primary(seat) == "Call this visit cancelled"
    on(seat)
    assert state(seat, case) is VisitState.CANCELLED


def test_without_a_fee_the_estimate_comes_next_and_says_what_is_lacking(seat: Seat) -> None:
    case = come_back(seat)
    answered(seat, case)
    without_fees(seat)
    open_visit_of(seat, case)
    view: VisitView = seat.act(view_visit, *case.here)
    assert view.lacking
    assert all(one in seat.texts(step(seat)) for one in view.lacking)
    assert primary(seat) == "Make the estimate"
    on(seat)
    assert part(seat) == "estimate"


def test_a_visit_that_is_only_booked_can_be_marked_as_arrived_here(seat: Seat) -> None:
    case = come_back(seat)
    open_visit_of(seat, case)
    seat.click("Mark as arrived", step(seat))
    assert state(seat, case) is VisitState.ARRIVED
    assert not step(seat).arrived.isVisible()
    assert seat.focus is step(seat).primary


def test_a_return_without_findings_takes_its_answers_and_at_most_fifteen_keys_more(seat: Seat) -> None:
    case = come_back(seat)
    seat.go("today")
    required = seat.act(progress, *case.here).required
    assert required == 12
    pressed = Keys(seat)
    pressed.one(Qt.Key.Key_A)
    pressed.one(Qt.Key.Key_Return)
    pressed.one(Qt.Key.Key_Return, CTRL)
    for item in seat.act(progress, *case.here).asked:
        given = SHORT.get(item.link_id)
        pressed.text(keys_of(item, given) if given is not None else "\n")
    pressed.one(Qt.Key.Key_Return, CTRL)
    pressed.one(Qt.Key.Key_Return, CTRL)
    pressed.one(Qt.Key.Key_Return, CTRL)
    assert state(seat, case) is VisitState.DONE
    assert seat.shell.place.page == "today"
    assert pressed.count <= required + 15


class Keys:
    """Keys, counted."""

    def __init__(self, seat: Seat) -> None:
        self.seat, self.count = seat, 0

    def one(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        self.count += 1
        self.seat.press(key, *modifiers)

    def text(self, text: str) -> None:
        assert QApplication.focusWidget() is not None
        self.count += len(text)
        key_to(text)
        self.seat.settle()
