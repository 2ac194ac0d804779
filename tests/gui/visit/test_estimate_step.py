"""A clerk at the step estimate: it is worked out while the slider moves, and kept when it is told to the patient."""

import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from clinicdesk.desk.costs import Option, tell
from clinicdesk.desk.courses import open_visit
from clinicdesk.desk.drafts import read_drafts
from clinicdesk.model.coverage import Coordination
from clinicdesk.model.payer import CoverageStatus
from clinicdesk.model.records import CourseRecord, DraftRecord, EstimateRecord
from clinicdesk.model.roles import Act
from clinicdesk.model.visit import OtherService, Service
from clinicdesk.ui.estimate.bars import in_look
from clinicdesk.ui.estimate.choices import Choices
from clinicdesk.ui.style import THEMES, look_of, wear
from clinicdesk.ui.visit.estimate_step import WAIT, EstimateStep
from clinicdesk.ui.visit.page import VisitPage
from tests.gui.reading import cut_off, nameless, not_reached, too_wide
from tests.gui.seat import LONG, Seat
from tests.gui.test_style import READABLE, contrast
from tests.gui.visit.insured import (
    ACME,
    BY_PHONE,
    EXAMPLE,
    MEDICAID,
    SAID,
    SERVICE,
    TODAY,
    Case,
    Told,
    bring,
    end_fee,
    set_prices,
)
from tests.unit.desk.clinic import PASSWORDS

Sit = Callable[[str], Seat]
CTRL = Qt.KeyboardModifier.ControlModifier
STOP = 0.05
"""Seconds for which the event loop may be held at most."""


@pytest.fixture(autouse=True)
def _prices(folder: Path) -> None:
    set_prices(folder)


def look(seat: Seat, case: Case) -> EstimateStep:
    """The step, shown."""
    page = seat.go("visit", case.patient, case.visit, "estimate")
    assert isinstance(page, VisitPage)
    step = page._step("estimate")
    assert isinstance(step, EstimateStep)
    return step


def chosen(step: EstimateStep) -> Choices:
    assert step.choices is not None
    return step.choices


def wait(seat: Seat) -> None:
    """Until the slider has come to rest and what it asks for is shown."""
    seat.qtbot.wait(2 * WAIT)
    seat.settle()


def amounts(step: EstimateStep) -> list[list[str]]:
    """The table as it is read, its head first and its totals last."""
    model, below = step.results.table.model, step.results.table._totals
    columns = [one for one in range(model.columnCount()) if not step.results.table.view.isColumnHidden(one)]
    rows = [[model.data(model.index(row, one)) for one in columns] for row in range(model.rowCount())]
    heads = [model.headerData(one, Qt.Orientation.Horizontal) for one in columns]
    return [heads, *rows, [below.data(below.index(0, one)) for one in columns]]


def kept(seat: Seat) -> list[EstimateRecord]:
    return seat.desk(lambda desk: desk.store.find(EstimateRecord))


def service_of(seat: Seat, case: Case) -> Service:
    return seat.desk(lambda desk: desk.store.get(CourseRecord, case.course.id).service)


def test_the_sessions_stand_in_a_table_with_their_totals(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, BY_PHONE))
    head, first, *_, total = amounts(step)
    assert head == [
        "Session", "Day", "Billed", "Plan allows", "Plan pays", "Deductible", "Coinsurance", "Patient pays"
    ]  # fmt: skip
    assert first[2:] == ["$95.00", "$60.00", "$0.00", "$60.00", "–", "$60.00"]
    assert total == ["Total", "", "$380.00", "$240.00", "$88.00", "$130.00", "$22.00", "$152.00"]
    assert {"Today", "$60.00", "session 1 of 4", "Whole course", "$152.00"} <= set(seat.texts(step.results.figures))


def test_arrow_keys_choose_an_amount_and_a_sentence_tells_why(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, BY_PHONE))
    why = "Session 1, 20561. Patient pays $60.00: $60.00 goes to the deductible ($130.00 was left)."
    assert step.results.table.why.text() == why
    step.results.table.view.setFocus()
    seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_Down)
    assert step.results.table.why.text() == (
        "Session 3, 20561. Patient pays $20.00: $10.00 is the rest of the deductible and $10.00 is 20 % of the"
        " remaining $50.00."
    )
    seat.press(Qt.Key.Key_Left)
    assert (
        step.results.table.why.text() == "Session 3, 20561. Coinsurance $10.00: $10.00 is 20 % of the remaining $50.00."
    )
    seat.press(Qt.Key.Key_Home)
    assert step.results.table.why.text().startswith("Session 3, 20561. Patient pays $20.00")


def test_sliding_works_it_out_anew_and_keeps_nothing(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat, BY_PHONE)
    step = look(seat, case)
    seat.press(Qt.Key.Key_Right)
    seat.press(Qt.Key.Key_Right)
    wait(seat)
    assert step.results.table.model.rowCount() == 6
    assert "$176.00" in seat.texts(step.results.figures)
    assert step._state.text() == "Not kept yet: this differs from the course."
    assert kept(seat) == []
    assert service_of(seat, case) == SERVICE


def test_telling_the_patient_keeps_the_course_and_the_estimate(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat, BY_PHONE)
    step = look(seat, case)
    seat.press(Qt.Key.Key_Right)
    seat.press(Qt.Key.Key_Return, CTRL)
    (told,) = kept(seat)
    assert told.patient_total == 16400
    assert service_of(seat, case).sessions == 5
    assert step._state.text().startswith("Last told to the patient and kept on ")
    assert step._tell.isEnabled()
    assert seat.reads("Course of 5 sessions: $164.00")
    assert seat.act(read_drafts) == {}


def test_no_draft_is_left_of_what_is_kept_where_the_desk_locks_before_it_is_told(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat, BY_PHONE)
    look(seat, case)
    seat.press(Qt.Key.Key_Right)
    assert seat.focus is not None
    QTest.keyClick(seat.focus, Qt.Key.Key_Return, CTRL)
    seat.front.locked.emit()
    seat.settle()
    assert service_of(seat, case).sessions == 5
    assert seat.desk(lambda desk: desk.store.find(DraftRecord)) == []


def test_what_is_changed_after_it_was_kept_has_a_draft_again(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat, BY_PHONE)
    step = look(seat, case)
    seat.press(Qt.Key.Key_Right)
    seat.press(Qt.Key.Key_Return, CTRL)
    chosen(step).sessions.setFocus()
    seat.press(Qt.Key.Key_Right)
    step.leave()
    assert list(seat.act(read_drafts)) == [f"estimate/{case.visit}"]


def test_what_is_kept_leads_on_to_the_papers_until_it_is_changed(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, BY_PHONE))
    assert step._tell.text() == "Tell the patient and keep"
    seat.press(Qt.Key.Key_Return, CTRL)
    assert step._tell.text() == "Go on to the papers"
    chosen(step).sessions.set_value(5)
    wait(seat)
    assert step._tell.text() == "Tell the patient and keep"
    seat.press(Qt.Key.Key_Return, CTRL)
    assert len(kept(seat)) == 2
    seat.press(Qt.Key.Key_Return, CTRL)
    assert seat.reads("What is due")
    assert len(kept(seat)) == 2


def test_what_was_tried_can_be_taken_back(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat, BY_PHONE)
    step = look(seat, case)
    seat.press(Qt.Key.Key_PageUp)
    wait(seat)
    assert step.results.table.model.rowCount() == 8
    seat.click("Back to the course as it is")
    wait(seat)
    assert step.results.table.model.rowCount() == 4
    assert step._state.text() == "Not told to the patient yet."
    assert not chosen(step).changed


def test_a_number_is_typed_as_well_as_slid(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, BY_PHONE))
    seat.press(Qt.Key.Key_Tab)
    seat.focus.selectAll()  # type: ignore[union-attr]
    seat.type("12")
    wait(seat)
    assert chosen(step).sessions.slider.value() == 12
    assert step.results.table.model.rowCount() == 12


def test_a_range_is_told_with_both_its_totals_and_kept(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat)
    step = look(seat, case)
    field = chosen(step).range
    field.box.click()
    field.least.setValue(3)
    field.most.setValue(6)
    wait(seat)
    assert "3 to 6 sessions would cost the patient $180.00 to $360.00." in seat.texts(step.results.figures)
    seat.press(Qt.Key.Key_Return, CTRL)
    assert service_of(seat, case).sessions_range == (3, 6)


def test_a_range_is_widened_by_the_slider_and_comes_back_with_it(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, service=replace(SERVICE, sessions_range=(3, 6))))
    choices = chosen(step)
    choices.sessions.set_value(10)
    assert choices.range.value() == (3, 10)
    choices.sessions.set_value(5)
    assert choices.range.value() == (3, 6)
    choices.range.least.setValue(6)
    assert choices.range.value() == (5, 6)


def test_another_code_has_its_own_fees(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat)
    step = look(seat, case)
    seat.click("20560: dry needling, 1 or 2 muscles")
    wait(seat)
    assert amounts(step)[1][2:] == ["$75.00", "$30.00", "$45.00"]
    seat.press(Qt.Key.Key_Return, CTRL)
    assert service_of(seat, case).code == "20560"


def test_self_pay_uses_no_plan(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, BY_PHONE))
    seat.click("Self-pay")
    wait(seat)
    assert "$240.00" in seat.texts(step.results.figures)
    assert "Plan pays" not in amounts(step)[0]


def test_what_is_not_known_shows_two_suppositions_and_no_amount_due(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, Told(ACME)))
    told = seat.texts(step.results.figures)
    assert any(one.startswith("It is not known whether the plan covers this.") for one in told)
    assert {"If the plan does not cover it", "$240.00", "If the plan covers it", "$152.00"} <= set(told)
    assert "Today" not in told
    assert {row[4] for row in amounts(step)[1:]} >= {"$60.00"}
    assert {row[3] for row in amounts(step)[1:]} == {"not known"}
    assert seat.reads("Today: not known")


@pytest.mark.parametrize("insured", [True, False])
def test_where_the_paper_withholds_the_amount_the_screen_does(sit: Sit, insured: bool) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, Told(MEDICAID), service=replace(SERVICE, use_insurance=insured)))
    told = seat.texts(step.results.figures)
    assert "Do not collect: ask the payer" in told
    assert not any("$" in one for one in told)
    assert amounts(step)[0][-1] == "No plan pays"
    assert seat.reads("Today: do not collect")
    assert not any("$" in one for one in seat.texts(seat.page) if "Session" not in one)
    step.compare.buttons["sessions"].click()
    wait(seat)
    assert seat.texts(step.compare).count("do not collect") == 2
    assert "What it differs by is not known: call the payer." in seat.texts(step.compare)


def test_where_the_payer_said_no_bill_nothing_is_asked_for(sit: Sit) -> None:
    seat = sit("bea")
    forbidden = replace(SAID, status=CoverageStatus.NOT_COVERED, may_bill_patient=False)
    step = look(seat, bring(seat, Told(ACME, said=forbidden)))
    assert "Do not collect: ask the payer" in seat.texts(step.results.figures)


def test_what_had_to_be_assumed_is_listed(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, Told(ACME, benefits=None, said=SAID)))
    words = seat.front.words
    for one in step.told[0].estimate.assumptions:
        assert words.word(one) in seat.texts(step)
    assert len(step.told[0].estimate.assumptions) == 2
    assert any(one.startswith("At most:") for one in seat.texts(step.results.figures))


def test_a_limit_that_runs_out_shows_in_the_table_and_says_why(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, Told(EXAMPLE)))
    assert amounts(step)[0][-2:] == ["Not covered", "Patient pays"]
    step.results.table.view.setFocus()
    for _ in range(3):
        seat.press(Qt.Key.Key_Down)
    assert step.results.table.why.text() == (
        "Session 4, 20561. Patient pays $60.00: the clinic's self-pay price, as no visit is left under the plan."
    )


def test_a_second_plan_and_another_code_have_their_columns_and_sums(sit: Sit) -> None:
    seat = sit("bea")
    second = replace(ACME, payer_name="Second Health", coordination=Coordination.STANDARD)
    service = replace(SERVICE, sessions=2, also=(OtherService("97140", 2),))
    step = look(seat, bring(seat, BY_PHONE, Told(second, said=SAID), service=service))
    head, *rows = amounts(step)
    assert head[2] == "Code"
    assert "Second plan" in head
    assert [row[2] for row in rows] == ["20561", "97140 × 2", "Together", "20561", "97140 × 2", "Together", ""]
    assert [row[0] for row in rows] == ["1", "", "", "2", "", "", "Total"]
    step.results.table.view.setFocus()
    seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_Down)
    assert step.results.table.why.text() == f"Session 1, all codes together. Patient pays {rows[2][-1]}."


@pytest.mark.parametrize("theme", THEMES)
def test_on_a_small_screen_four_rows_are_seen_below_what_is_chosen(sit: Sit, qapp: QApplication, theme: str) -> None:
    wear(qapp, look_of(theme))
    seat = sit("bea")
    seat.window.resize(1280, 720)
    step = look(seat, bring(seat, BY_PHONE))
    view, seen = step.results.table.view, step._area.viewport()
    below = view.mapTo(seen, view.viewport().geometry().topLeft()).y() + 4 * view.rowHeight(0)
    assert view.model().rowCount() >= 4
    assert below <= seen.height()


def test_what_is_put_side_by_side_comes_into_sight(sit: Sit) -> None:
    seat = sit("bea")
    seat.window.resize(1280, 720)
    step = look(seat, bring(seat, BY_PHONE))
    assert is_cut_off_below(step)
    seat.click("Insurance or self-pay", step.compare)
    wait(seat)
    assert not is_cut_off_below(step)


def is_cut_off_below(step: EstimateStep) -> bool:
    """Whether the comparison goes on below what is seen."""
    seen = step._area.viewport()
    return step.compare.mapTo(seen, step.compare.rect().bottomLeft()).y() > seen.height()


def test_two_ways_stand_side_by_side_with_what_they_differ_by(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, BY_PHONE))
    seat.click("Insurance or self-pay", step.compare)
    wait(seat)
    told = seat.texts(step.compare)
    assert {"As chosen now", "$152.00", "Self-pay", "$240.00"} <= set(told)
    assert "$88.00 more for the patient than as chosen now." in told
    assert kept(seat) == []


def test_choosing_one_of_them_takes_it_over(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat, BY_PHONE)
    step = look(seat, case)
    seat.click("20560 or 20561", step.compare)
    wait(seat)
    assert any("less for the patient" in one for one in seat.texts(step.compare))
    seat.click("Take this one", step.compare)
    wait(seat)
    assert chosen(step).code.value() == "20560"
    assert any("more for the patient" in one for one in seat.texts(step.compare))
    seat.press(Qt.Key.Key_Return, CTRL)
    assert service_of(seat, case).code == "20560"


def test_numbers_of_sessions_are_compared_in_three_columns(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, BY_PHONE))
    seat.click("Numbers of sessions", step.compare)
    step.compare.least.setValue(3)
    step.compare.most.setValue(6)
    wait(seat)
    told = seat.texts(step.compare)
    assert {"$140.00", "$152.00", "$176.00"} <= set(told)
    assert "$12.00 less for the patient than as chosen now." in told
    assert "$24.00 more for the patient than as chosen now." in told
    seat.click("Numbers of sessions", step.compare)
    wait(seat)
    assert "$140.00" not in seat.texts(step.compare)


def test_a_code_without_a_fee_is_told_with_where_to_mend_it(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, BY_PHONE, service=replace(SERVICE, also=(OtherService("97110"),))))
    told = seat.texts(step)
    assert any("has no fee for 97110" in one and "under Settings" in one for one in told)
    assert not step.results.figures.isVisible()
    assert not step._tell.isEnabled()
    seat.press(Qt.Key.Key_Right)
    wait(seat)
    assert any("has no fee for 97110" in one for one in seat.texts(step))
    seat.click("Open the settings", step)
    assert seat.shell.place.page == "settings"


def test_a_comparison_with_a_code_without_a_fee_says_so_and_leaves_what_is_chosen(sit: Sit, folder: Path) -> None:
    end_fee(folder, "20560")
    seat = sit("bea")
    step = look(seat, bring(seat, BY_PHONE))
    seat.click("20560 or 20561", step.compare)
    wait(seat)
    assert any("has no fee for 20560" in one for one in seat.texts(step.compare))
    assert "$152.00" in seat.texts(step.results.figures)
    assert step._tell.isEnabled()


def test_a_comparison_with_the_same_number_asks_for_another(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, BY_PHONE))
    seat.click("Numbers of sessions", step.compare)
    step.compare.most.setValue(4)
    wait(seat)
    assert "Choose another number of sessions than the one that is chosen now." in seat.texts(step.compare)


def test_a_first_session_to_come_is_not_told_as_todays(sit: Sit) -> None:
    seat = sit("bea")
    begins = TODAY + timedelta(days=5)
    step = look(seat, bring(seat, BY_PHONE, service=replace(SERVICE, first_session=begins)))
    told = seat.texts(step.results.figures)
    assert "Today" not in told
    assert f"On {seat.front.words.day(begins)}" in told


def test_a_visit_beyond_the_course_asks_for_more_sessions(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat, BY_PHONE, service=replace(SERVICE, sessions=1, first_session=TODAY - timedelta(days=7)))
    later = seat.act(open_visit, case.patient, case.course.id, TODAY + timedelta(days=1))
    step = look(seat, replace(case, visit=later.id))
    assert "This is session 2 of a course of 1. Choose more sessions." in seat.texts(step.results.figures)
    seat.press(Qt.Key.Key_Right)
    wait(seat)
    assert not any("Choose more sessions" in one for one in seat.texts(step))


def test_what_is_chosen_half_way_outlasts_another_page_and_a_lock(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat, BY_PHONE)
    look(seat, case)
    for _ in range(3):
        seat.press(Qt.Key.Key_Right)
    seat.window.lock()
    seat.settle()
    assert not seat.reads("$")
    for typed in ("bea", PASSWORDS["bea"]):
        seat.type(typed)
        seat.press(Qt.Key.Key_Return)
    seat.qtbot.waitUntil(lambda: seat.window.lock_page is None, timeout=LONG)
    step = look(seat, case)
    wait(seat)
    assert chosen(step).sessions.value() == 7
    assert step.results.table.model.rowCount() == 7
    assert step._state.text() == "Not kept yet: this differs from the course."


def test_another_patients_choice_is_never_carried_over(sit: Sit) -> None:
    seat = sit("bea")
    first = bring(seat, BY_PHONE)
    step = look(seat, first)
    seat.press(Qt.Key.Key_PageUp)
    wait(seat)
    second = bring(seat)
    assert look(seat, second) is step
    wait(seat)
    assert chosen(step).sessions.value() == 4
    assert step.results.table.model.rowCount() == 4
    assert not chosen(step).changed
    assert not chosen(step).payer.isVisible()


def test_a_course_changed_by_somebody_else_is_not_told_over(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat, BY_PHONE)
    step = look(seat, case)
    seat.act(tell, *case.here, case.course, Option(name="", sessions=8))
    seat.press(Qt.Key.Key_Right)
    seat.press(Qt.Key.Key_Return, CTRL)
    assert len(kept(seat)) == 1
    assert service_of(seat, case).sessions == 8
    assert step._tell.isEnabled()
    assert seat.shell.news.text


def test_each_move_that_was_worked_out_leaves_its_row_in_the_trail(sit: Sit) -> None:
    seat = sit("bea")
    look(seat, bring(seat, BY_PHONE))
    for _ in range(6):
        QTest.keyClick(seat.focus or seat.window, Qt.Key.Key_Right)
    wait(seat)
    rows = seat.desk(lambda desk: list(desk.store.trail(act=Act.COMPARE)))
    assert len(rows) == 1


def test_the_event_loop_is_never_held_for_long_while_the_slider_moves(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, BY_PHONE, service=replace(SERVICE, sessions=60)))
    held: list[float] = []
    last = [time.thread_time()]

    def tick() -> None:
        now = time.thread_time()
        held.append(now - last[0])
        last[0] = now

    clock = QTimer()
    clock.timeout.connect(tick)
    clock.start(0)
    for number in range(59, 49, -1):
        chosen(step).sessions.set_value(number)
        seat.qtbot.wait(WAIT + 60)
    wait(seat)
    clock.stop()
    assert step.results.table.model.rowCount() == 50
    assert max(held) < STOP


@pytest.mark.parametrize("theme", THEMES)
def test_the_bars_are_drawn_in_the_colours_of_the_look(sit: Sit, qapp: QApplication, theme: str) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, Told(EXAMPLE), service=replace(SERVICE, sessions=6)))
    wear(qapp, look_of(theme))
    paper, drawn = step.told[0].chart, in_look(step.told[0].chart)
    inks = {one.split('fill="')[1][:7] for one in drawn.split("<text")[1:]}
    assert min(contrast(one, look_of(theme).colors["raised"]) for one in inks) >= READABLE
    left = set(re.findall("#[0-9a-f]{6}", paper)) & set(re.findall("#[0-9a-f]{6}", drawn))
    assert bool(left) is (theme == "light")


def test_a_single_session_has_no_bars(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, BY_PHONE, service=replace(SERVICE, sessions=1)))
    assert not step.results.bars.isVisible()
    assert {one.text() for one in step.results.figures.findChildren(QLabel)} >= {"$60.00"}


@pytest.mark.parametrize("sessions", [4, 60])
def test_everything_is_read_whole_and_reached_by_tab(sit: Sit, sessions: int) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, BY_PHONE, service=replace(SERVICE, sessions=sessions, sessions_range=(1, 70))))
    seat.click("Numbers of sessions", step.compare)
    wait(seat)
    assert nameless(step) == []
    assert cut_off(step) == []
    assert too_wide(seat.window) == []
    assert not_reached(seat.window) == []
