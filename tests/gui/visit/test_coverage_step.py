"""A clerk at the step coverage: what each plan says, what is lacking, who may treat; unknown stays unknown."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.drafts import read_drafts
from clinicdesk.desk.plans import change_coverage
from clinicdesk.desk.settings import save_rules
from clinicdesk.model.coverage import Coverage, PhoneCheck, PriorAuthorization, Referral
from clinicdesk.model.payer import CoverageStatus
from clinicdesk.model.records import (
    BenefitsRecord,
    CoverageRecord,
    DeterminationRecord,
    DraftRecord,
    PhoneCheckRecord,
    RuleFileRecord,
    VisitRecord,
    VisitState,
)
from clinicdesk.ui.visit.coverage_step import CoverageStep
from clinicdesk.ui.visit.page import VisitPage
from clinicdesk.ui.widgets.form_panel import FormPanel
from tests.gui.reading import cut_off, nameless, not_reached, too_wide
from tests.gui.seat import Seat
from tests.gui.visit.insured import (
    ACME,
    BCBSNC,
    BENEFITS,
    BY_PHONE,
    EXAMPLE,
    MEDICAID,
    SAID,
    SERVICE,
    TODAY,
    Case,
    Told,
    bring,
    set_prices,
)

Sit = Callable[[str], Seat]

ASKING = f"""
id = "ownplan"
name = "River Valley Health Plan"
lines_of_business = ["commercial"]

[[policy]]
since = 2025-01-01
until = {TODAY + timedelta(days=16)}
status = "covered_with_conditions"
codes = ["20560", "20561"]
prior_authorization = true
referral = true
visits = [{{ count = 3, period = "a plan year" }}]
verified = true
source = {{ title = "River Valley manual", href = "https://example.org/manual", checked = 2025-06-01 }}
"""
RIVER = Coverage(payer="ownplan", in_network=True, member_id="RV998")


@pytest.fixture(autouse=True)
def _prices(folder: Path) -> None:
    set_prices(folder)


def look(seat: Seat, case: Case) -> CoverageStep:
    """The step, shown."""
    page = seat.go("visit", case.patient, case.visit, "coverage")
    assert isinstance(page, VisitPage)
    step = page._step("coverage")
    assert isinstance(step, CoverageStep)
    return step


def say(seat: Seat, step: CoverageStep) -> str:
    return "\n".join(seat.texts(step))


def panel_of(step: CoverageStep) -> FormPanel:
    """The form that stands in the place of the cards."""
    assert step.panel is not None
    return step.panel


def is_open(step: CoverageStep) -> bool:
    return step.panel is not None


def asking(seat: Seat) -> Case:
    """The clinic's own rule asks for an authorization and a referral."""
    seat.act(save_rules, RuleFileRecord(id="payers/ownplan.toml", text=ASKING))
    return bring(seat, Told(RIVER))


def test_a_plan_is_told_in_one_sentence_with_the_day_of_the_call(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, BY_PHONE))
    called = seat.front.words.day(SAID.on)
    assert f"The payer said on the telephone on {called}: covered; not a promise of payment." in seat.texts(step)
    assert "First plan · commercial · in network · member …4567" in seat.texts(step)


def test_where_the_plan_pays_for_some_of_the_sessions_only_that_is_said_in_the_step_and_at_the_side(sit: Sit) -> None:
    seat = sit("bea")
    left = replace(BENEFITS.accumulators, visits_remaining=2)
    two = replace(BENEFITS, accumulators=left, as_of=TODAY - timedelta(days=14))
    case = bring(seat, Told(ACME, benefits=two, said=SAID))
    step = look(seat, case)
    assert "2 of 4 sessions paid" in seat.texts(step)
    assert "2 visits are left for a course of 4 sessions." in seat.texts(step)
    for days in (-14, -7):
        seat.act(held, case, TODAY + timedelta(days=days))
    step = look(seat, case)
    assert "covered, but no visit left today" in seat.texts(step)
    assert seat.texts(seat.page).count("covered, but no visit left today") == 2


def held(desk: Desk, case: Case, day: date) -> None:
    """A session of the course that was held on an earlier day."""
    visit = VisitRecord(
        id=desk.store.new_id(), patient=case.patient, course=case.course.id, day=day, state=VisitState.DONE
    )
    desk.store.put(visit)


def test_what_is_not_known_is_told_as_such_and_never_as_not_covered(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, Told(ACME)))
    assert "Not known. That is not the same as not covered: call the payer." in seat.texts(step)
    told = [one.text() for one in step.findChildren(QLabel) if one.isVisible()]
    assert "not covered" not in told
    assert "Limit" in told
    assert told.count("not known") == 2


def test_a_policy_is_told_with_its_source_since_when_it_holds_and_that_nobody_has_checked_it_lately(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, Told(BCBSNC)))
    texts = seat.texts(step)
    sentence = (
        "The policy we have says: investigational, so not covered, checked June 22, 2025; not a promise of payment."
    )
    assert sentence in texts
    assert "Nobody has verified this rule: call the payer." in texts
    assert any("since August 30, 2016; checked June 22, 2025" in one for one in texts)
    assert {"Not verified", "Not checked for more than a year"} <= set(texts)


def test_a_made_up_plan_says_that_it_is_one_whatever_it_is_called(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, Told(replace(EXAMPLE, payer_name="Gold Plan"))))
    assert "Gold Plan (made-up example)" in seat.texts(step)
    assert "A made-up example plan says: covered with conditions. No real payer stands behind it." in seat.texts(step)
    assert "3 visits are left for a course of 4 sessions." in seat.texts(step)


def test_where_nobody_knows_who_may_be_billed_nothing_is_to_be_collected(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, Told(MEDICAID)))
    assert "Do not collect: ask the payer first whether the patient may be billed." in seat.texts(step)
    assert seat.reads("Today: do not collect")
    assert not any("$" in one for one in seat.texts())


def test_two_plans_stand_one_below_the_other_each_with_its_own_answer(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, BY_PHONE, Told(BCBSNC)))
    assert len(step.plans) == 2
    texts = [seat.texts(one) for one in step.plans]
    assert any("telephone" in one for one in texts[0])
    assert any("investigational" in one for one in texts[1])
    assert any(one.startswith("Second plan") for one in texts[1])


def test_a_rule_that_ends_in_the_course_tells_from_which_session_on_nobody_knows(sit: Sit) -> None:
    seat = sit("ana")
    step = look(seat, asking(seat))
    assert "From session 4 on: not known." in seat.texts(step)


def test_what_is_lacking_is_typed_where_it_is_told_and_saved_into_the_plan(sit: Sit) -> None:
    seat = sit("ana")
    case = asking(seat)
    step = look(seat, case)
    assert "Still needed: prior authorization and a referral." in seat.texts(step)
    seat.type("PA-4711")
    seat.press(Qt.Key.Key_Tab)
    seat.type("6")
    seat.press(Qt.Key.Key_Tab)
    seat.press(Qt.Key.Key_Tab)
    seat.type("Dr. Okonkwo")
    seat.click("Save", step)
    (record,) = seat.desk(lambda desk: desk.store.find(CoverageRecord))
    assert record.plan.prior_authorization == PriorAuthorization("PA-4711", 6)
    assert record.plan.referral == Referral("Dr. Okonkwo")
    assert step.plans[0].needs is None
    assert "PA-4711" in seat.texts(step)


def test_no_draft_is_left_of_what_was_lacking_where_the_desk_locks_before_it_is_told(sit: Sit) -> None:
    seat = sit("ana")
    step = look(seat, asking(seat))
    seat.type("PA-4711")
    needs = step.plans[0].needs
    assert needs is not None
    needs._save()
    needs.draft.keep()
    seat.front.locked.emit()
    seat.settle()
    (record,) = seat.desk(lambda desk: desk.store.find(CoverageRecord))
    assert record.plan.prior_authorization == PriorAuthorization("PA-4711")
    assert seat.desk(lambda desk: desk.store.find(DraftRecord)) == []


def test_one_of_two_things_can_be_saved_alone_and_nothing_typed_says_so(sit: Sit) -> None:
    seat = sit("ana")
    step = look(seat, asking(seat))
    seat.click("Save", step)
    assert "Type what the payer or the doctor gave you." in seat.texts(step)
    seat.type("PA-4711")
    seat.click("Save", step)
    assert "Still needed: a referral." in seat.texts(step)


def test_a_number_half_typed_is_there_again_after_the_step_was_left(sit: Sit) -> None:
    seat = sit("ana")
    case = asking(seat)
    look(seat, case)
    seat.type("PA-47")
    seat.go("today")
    look(seat, case)
    assert seat.texts().count("PA-47") == 1


def test_a_plan_that_somebody_else_changed_meanwhile_is_not_overwritten(sit: Sit) -> None:
    seat = sit("ana")
    step = look(seat, asking(seat))
    (record,) = seat.desk(lambda desk: desk.store.find(CoverageRecord))
    seat.act(change_coverage, replace(record, plan=replace(record.plan, member_id="RV999")))
    seat.type("PA-4711")
    seat.click("Save", step)
    (kept,) = seat.desk(lambda desk: desk.store.find(CoverageRecord))
    assert (kept.plan.member_id, kept.plan.prior_authorization) == ("RV999", None)
    assert "PA-4711" in seat.texts(step)


def test_a_call_to_the_payer_is_kept_and_changes_the_answer(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat, Told(ACME))
    step = look(seat, case)
    seat.click("Called the payer")
    assert is_open(step)
    form = panel_of(step).form
    form.fields["verified_by_phone.status"].set_value("covered")
    form.fields["verified_by_phone.reference"].set_value("REF-9")
    form.fields["verified_by_phone.spoke_to"].set_value("Agent 3")
    seat.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (kept,) = seat.desk(lambda desk: desk.store.find(PhoneCheckRecord))
    assert kept.check == PhoneCheck(
        status=CoverageStatus.COVERED, on=TODAY, by="Bea Holt", reference="REF-9", spoke_to="Agent 3"
    )
    assert not is_open(step)
    assert any("telephone" in one and "covered; not a promise" in one for one in seat.texts(step))


def test_a_call_without_its_reference_is_told_at_the_field(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, Told(ACME)))
    seat.click("Called the payer")
    assert is_open(step)
    panel_of(step).form.fields["verified_by_phone.status"].set_value("covered")
    seat.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert is_open(step)
    assert seat.desk(lambda desk: desk.store.find(PhoneCheckRecord)) == []
    assert panel_of(step)._save.isEnabled()
    wrong = [one for one in panel_of(step).findChildren(QLabel) if one.property("role") == "error" and one.isVisible()]
    assert len(wrong) == 1


def test_escape_leaves_a_call_half_noted_and_its_draft_comes_back(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, Told(ACME)))
    seat.click("Called the payer")
    assert is_open(step)
    panel_of(step).form.fields["verified_by_phone.reference"].set_value("REF-10")
    seat.press(Qt.Key.Key_Escape)
    assert not is_open(step)
    assert any("REF-10" in one for one in seat.act(read_drafts).values())
    seat.click("Called the payer")
    assert is_open(step)
    assert panel_of(step).form.fields["verified_by_phone.reference"].value() == "REF-10"
    assert "What you had typed here is back. It is not saved yet." in seat.texts(step)


def test_benefits_are_learned_anew_from_somebody_as_of_today(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, BY_PHONE))
    seat.click("Benefits learned")
    assert is_open(step)
    fields = panel_of(step).form.fields
    assert fields["benefits.told_by"].value() == ""
    assert fields["benefits.coinsurance"].value() == 2000
    fields["benefits.told_by"].set_value("portal")
    fields["benefits.copay"].set_value(2500)
    seat.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    kept = seat.desk(lambda desk: desk.store.find(BenefitsRecord))[-1].benefits
    assert (kept.copay, kept.told_by, kept.as_of) == (2500, "portal", TODAY)
    assert not is_open(step)


def test_the_plan_is_changed_in_place(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, BY_PHONE))
    seat.click("Change the plan")
    assert is_open(step)
    panel_of(step).form.fields["member_id"].set_value("NEW-1")
    seat.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (kept,) = seat.desk(lambda desk: desk.store.find(CoverageRecord))
    assert kept.plan.member_id == "NEW-1"
    assert any("member …EW-1" in one for one in seat.texts(step))


def test_keeping_it_goes_on_to_the_estimate(sit: Sit) -> None:
    seat = sit("bea")
    look(seat, bring(seat, BY_PHONE))
    seat.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (kept,) = seat.desk(lambda desk: desk.store.find(DeterminationRecord))
    assert '"covered"' in kept.result
    assert seat.reads("Tell the patient and keep")


def test_the_states_answer_is_as_listed_and_to_be_confirmed(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, BY_PHONE))
    told = [one for one in seat.texts(step) if one.startswith("As listed on ")]
    assert len(told) == 1
    assert told[0].endswith("Confirm with your board.")


def test_a_course_without_a_plan_says_what_to_do(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat))
    assert step.plans == []
    assert any(one.startswith("No plan is on file") for one in seat.texts(step))


def test_a_patient_who_does_not_use_the_plan_is_told_so(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, BY_PHONE, service=replace(SERVICE, use_insurance=False)))
    assert any(one.startswith("In this course the patient pays without insurance.") for one in seat.texts(step))
    assert len(step.plans) == 1


def test_another_patients_form_is_never_left_open(sit: Sit) -> None:
    seat = sit("bea")
    first = bring(seat, BY_PHONE)
    step = look(seat, first)
    seat.click("Called the payer")
    assert is_open(step)
    second = bring(seat, Told(BCBSNC))
    assert look(seat, second) is step
    assert not is_open(step)
    assert seat.reads("investigational")
    assert not seat.reads("Acme Employee Health")


def test_a_web_address_is_copied_as_plain_text(sit: Sit) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, Told(BCBSNC)))
    seat.click("Copy web address", step.plans[0])
    assert QGuiApplication.clipboard().text().startswith("https://bluecrossnc.com/")


@pytest.mark.parametrize("plans", [[BY_PHONE, Told(BCBSNC)], [Told(MEDICAID)], []])
def test_everything_is_read_whole_and_reached_by_tab(sit: Sit, plans: list[Told]) -> None:
    seat = sit("bea")
    step = look(seat, bring(seat, *plans))
    assert nameless(step) == []
    assert cut_off(step) == []
    assert too_wide(seat.window) == []
    assert not_reached(seat.window) == []
