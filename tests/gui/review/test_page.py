"""The clinician's desk: what waits, what it rests on, the decision, and who may make it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinicdesk.desk.clock import now
from clinicdesk.desk.deciding import OnPaper, Ruling, file_decision
from clinicdesk.desk.drafts import read_drafts
from clinicdesk.desk.files import add_file
from clinicdesk.model.people import Patient
from clinicdesk.model.records import REASONS, DecisionReason, DecisionRecord, StaffRecord
from clinicdesk.model.visit import Decision
from clinicdesk.ui.review.page import ReviewPage
from clinicdesk.ui.review.ruling_form import RulingForm
from clinicdesk.ui.window import Window
from tests.gui.questions.screened import Asked, ask_about, stored
from tests.gui.reading import nameless
from tests.gui.seat import Seat
from tests.gui.test_attacks import desk_at_work
from tests.gui.visit.insured import TODAY
from tests.unit.desk.clinic import PASSWORDS, enter

Sit = Callable[[str], Seat]
CTRL = Qt.KeyboardModifier.ControlModifier
TOMASZ = Patient(given_name="Tomasz", family_name="Wójcik", birth_date=date(1979, 1, 9))
SIGNED = OnPaper(by="Sam Lee, PT, DPT", license="P1234", signed_on=TODAY)


def two_wait(seat: Seat) -> tuple[Asked, Asked]:
    """Ana has an implant and had surgery; Tomasz has trouble breathing."""
    ana = ask_about(seat, time="09:30").finished(implants="yes", surgery="yes", eaten="no")
    tomasz = ask_about(seat, TOMASZ, time="10:15").finished(emergency_now="yes")
    return ana, tomasz


def page(seat: Seat) -> ReviewPage:
    shown = seat.go("review")
    assert isinstance(shown, ReviewPage)
    return shown


def press(seat: Seat, words: str) -> None:
    seat.click(words)


def rule(seat: Seat, shown: ReviewPage, words: str, code: str = "site_avoided") -> None:
    """Fill the form in and record the decision by the keyboard."""
    assert shown._form is not None
    press(seat, words)
    shown._form.fields["code"].set_value(code)
    shown._form.fields["reason"].set_value("Needles away from the hip.")
    seat.press(Qt.Key.Key_Return, CTRL)


def on_paper(asked: Asked, *findings: str, scan: str = "") -> DecisionRecord:
    ruling = Ruling(
        decision=Decision.MAY_GO_ON, code=DecisionReason.SITE_AVOIDED, reason="Away from it.", findings=findings
    )
    paper = OnPaper(by=SIGNED.by, license=SIGNED.license, signed_on=SIGNED.signed_on, scan=scan)
    return asked.seat.act(file_decision, *asked.here, ruling, paper)


def test_where_nothing_waits_it_says_so(sit: Sit) -> None:
    seat = sit("sam")
    page(seat)
    assert seat.reads("Nothing waits for a clinician.")


def test_each_visit_that_waits_has_its_patient_its_findings_with_why_and_source_and_its_answers(sit: Sit) -> None:
    seat = sit("sam")
    two_wait(seat)
    shown = page(seat)
    lines = [one.text for one in shown.list.lines]
    assert lines[0].startswith("Núñez, Ana\nREVIEW, since ")
    assert lines[0].endswith("visit at 09:30")
    assert lines[1].startswith("Wójcik, Tomasz\nSTOP, since ")
    for words in (
        "May 1, 1990",
        "REVIEW: Implant or metal",
        "Why: Implants and new joints can be damaged or infected.",
        "Source: ICTMJC: risks associated with dry needling, checked November 23, 2026",
        "NOTE: Food and water",
    ):
        assert seat.reads(words)
    press(seat, "All 36 answers")
    assert shown._case.count() > 0


def test_a_clinician_decides_about_all_findings_and_the_next_visit_comes(sit: Sit) -> None:
    seat = sit("sam")
    ana, _ = two_wait(seat)
    rule(seat, page(seat), "may go on")
    (made,) = stored(ana, DecisionRecord)
    assert made.decision.decision is Decision.MAY_GO_ON
    assert made.decision.findings == ("implants", "surgery")
    assert (made.code, made.decision.reason) == (DecisionReason.SITE_AVOIDED, "Needles away from the hip.")
    assert seat.reads("The decision is recorded.")
    assert seat.reads("Waits for a decision (1)")
    assert seat.reads("Decided today (1)")
    assert seat.reads("STOP: Emergency now")


def test_some_findings_may_be_decided_about_and_the_rest_still_waits(sit: Sit) -> None:
    seat = sit("sam")
    ana, _ = two_wait(seat)
    shown = page(seat)
    assert shown._form is not None
    shown._form.fields["findings"].set_value(("surgery",))
    rule(seat, shown, "not today", "risk_too_high")
    (made,) = stored(ana, DecisionRecord)
    assert (made.decision.decision, made.decision.findings) == (Decision.NOT_TODAY, ("surgery",))


def test_only_the_reasons_of_what_is_decided_can_be_chosen(sit: Sit) -> None:
    seat = sit("sam")
    two_wait(seat)
    form = page(seat)._form
    assert isinstance(form, RulingForm)
    for words, decision in (("not today", Decision.NOT_TODAY), ("may go on", Decision.MAY_GO_ON)):
        press(seat, words)
        offered = [form.code.box.itemData(at) for at in range(form.code.box.count())]
        assert offered == ["", *REASONS[decision]]


def test_what_is_lacking_is_told_at_its_field_and_nothing_is_recorded(sit: Sit) -> None:
    seat = sit("sam")
    ana, _ = two_wait(seat)
    shown = page(seat)
    assert shown._form is not None
    shown._form.fields["findings"].set_value(())
    seat.press(Qt.Key.Key_Return, CTRL)
    for words in ("Choose one of the two.", "Tick at least one finding.", "Choose a reason."):
        assert seat.reads(words)
    shown._form.fields["findings"].set_value(("surgery",))
    press(seat, "may go on")
    shown._form.fields["code"].set_value("other")
    seat.press(Qt.Key.Key_Return, CTRL)
    assert seat.reads("This is empty; write something here.")
    assert stored(ana, DecisionRecord) == []


def test_the_front_desk_sees_it_all_and_is_told_who_decides(sit: Sit) -> None:
    seat = sit("bea")
    two_wait(seat)
    shown = page(seat)
    assert seat.reads("REVIEW: Implant or metal")
    assert seat.reads("Only a clinician with a license on file decides: Sam Lee, PT, DPT.")
    assert shown._form is None
    for words in ("Record the decision", "may go on", "Confirm"):
        assert not any(words == one for one in seat.texts())


def test_a_manager_sees_it_as_the_front_desk_does(sit: Sit) -> None:
    seat = sit("ana")
    two_wait(seat)
    assert page(seat)._form is None
    assert seat.reads("Waits for a decision (2)")


def test_a_clinician_without_a_license_on_file_is_told_so(qtbot: QtBot, window: Window, folder: Path) -> None:
    desk = enter(folder, "ana", now)
    with desk.store.transaction():
        (sam,) = desk.store.find(StaffRecord, login="sam")
        desk.store.put(replace(sam, license=" "))
    desk.close()
    seat = Seat(qtbot, window).enter("sam", PASSWORDS["sam"])
    two_wait(seat)
    assert page(seat)._form is None
    assert seat.reads("There is no license on file for you.")


def test_what_is_half_written_is_kept_when_another_case_is_looked_at(sit: Sit) -> None:
    seat = sit("sam")
    ana, tomasz = two_wait(seat)
    shown = page(seat)
    assert shown._form is not None
    shown._form.fields["reason"].set_value("Spoke to the surg")
    press_line(seat, shown, tomasz.visit)
    assert f"decision/{ana.visit}" in seat.act(read_drafts)
    press_line(seat, shown, ana.visit)
    assert shown._form.fields["reason"].text() == "Spoke to the surg"
    assert seat.reads("What you had typed here is back.")


def test_who_looks_at_another_case_by_the_time_of_the_answer_stays_there(sit: Sit) -> None:
    seat = sit("sam")
    ana, tomasz = two_wait(seat)
    shown = page(seat)
    assert shown._form is not None
    press(seat, "may go on")
    shown._form.fields["code"].set_value("site_avoided")
    shown._form.fields["reason"].set_value("Needles away from the hip.")
    with desk_at_work(seat):
        shown._decide()
        shown.list._buttons[tomasz.visit].click()
    assert [one.decision.reason for one in stored(ana, DecisionRecord)] == ["Needles away from the hip."]
    assert shown._line is not None
    assert shown._line.visit == tomasz.visit
    assert seat.reads("STOP: Emergency now")
    assert seat.act(read_drafts) == {}


def press_line(seat: Seat, shown: ReviewPage, key: str) -> None:
    shown.list._buttons[key].click()
    seat.settle()


def test_arrows_go_through_the_list(sit: Sit) -> None:
    seat = sit("sam")
    _, tomasz = two_wait(seat)
    shown = page(seat)
    seat.press(Qt.Key.Key_Down)
    assert shown._line is not None
    assert shown._line.visit == tomasz.visit
    assert seat.reads("STOP: Emergency now")
    seat.press(Qt.Key.Key_Up)
    assert seat.reads("REVIEW: Surgery")


def test_a_paper_is_confirmed_by_the_clinician_whose_license_it_bears(sit: Sit) -> None:
    seat = sit("sam")
    ana, _ = two_wait(seat)
    filed = on_paper(ana, "implants", "surgery")
    shown = page(seat)
    press_line(seat, shown, f"paper {filed.id}")
    assert seat.reads("Confirm it if it is yours, word for word.")
    assert seat.reads("About: Implant or metal and Surgery. Reason: the place is left out. Away from it.")
    seat.press(Qt.Key.Key_Return, CTRL)
    assert [one.confirms for one in stored(ana, DecisionRecord)] == ["", filed.id]
    assert not any(one.paper for one in shown.list.lines)


def test_somebody_else_is_told_who_confirms_it(sit: Sit) -> None:
    seat = sit("bea")
    ana, _ = two_wait(seat)
    filed = on_paper(ana, "implants", "surgery")
    shown = page(seat)
    press_line(seat, shown, f"paper {filed.id}")
    assert seat.reads("Sam Lee, PT, DPT (license P1234) still confirms it here.")
    assert not any(one == "Confirm" for one in seat.texts())


def test_the_scan_of_a_paper_is_looked_at_and_left_again(sit: Sit) -> None:
    seat = sit("sam")
    ana, _ = two_wait(seat)
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360f8cf50070004020180a7c4c3f50000000049454e44ae426082"
    )
    scan = seat.act(add_file, "paper.png", "Review box", png, ana.patient).id
    filed = on_paper(ana, "implants", "surgery", scan=scan)
    shown = page(seat)
    press_line(seat, shown, f"paper {filed.id}")
    press(seat, "Look at the scan")
    assert seat.reads("paper.png")
    seat.press(Qt.Key.Key_Escape)
    assert seat.reads("Confirm it if it is yours, word for word.")


def test_it_opens_at_the_visit_that_asked_for_it_and_leads_back(sit: Sit) -> None:
    seat = sit("sam")
    _, tomasz = two_wait(seat)
    shown = seat.go("review", *tomasz.here)
    assert isinstance(shown, ReviewPage)
    assert shown._line is not None
    assert shown._line.visit == tomasz.visit
    press(seat, "Open the visit")
    assert (seat.shell.place.page, seat.shell.place.visit) == ("visit", tomasz.visit)


@pytest.mark.parametrize("who", ["sam", "bea"])
def test_every_part_has_a_name(sit: Sit, who: str) -> None:
    seat = sit(who)
    ana, _ = two_wait(seat)
    on_paper(ana, "implants")
    shown = page(seat)
    for line in list(shown.list.lines):
        press_line(seat, shown, line.key)
        assert nameless(shown) == []
