"""An estimate is marked as handed over, and Medicare's form signed with the option that is ticked, by the keyboard."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.official_forms import load_form
from clinicdesk.desk.paper_list import PaperState, paper_list
from clinicdesk.desk.signing import sign
from clinicdesk.model.coverage import Coverage
from clinicdesk.model.payer import CoverageStatus, LineOfBusiness
from clinicdesk.model.people import Signer
from clinicdesk.model.records import (
    CLINIC,
    ClinicRecord,
    HandedOver,
    HandOverRecord,
    SignatureRecord,
    VisitRecord,
    VisitState,
)
from clinicdesk.ui.papers.due_card import DueCard
from clinicdesk.ui.papers.printing import NoPrinter
from clinicdesk.ui.papers.signed_form import SignedForm
from clinicdesk.ui.visit.page import VisitPage
from clinicdesk.ui.visit.papers_step import PapersStep
from tests.gui.papers.scene import dialogs, issued, ready, told
from tests.gui.seat import Seat
from tests.gui.visit.insured import ACME, SAID, TODAY, Case, Told, bring
from tests.unit.desk.clinic import enter
from tests.unit.desk.conftest import SetClock
from tests.unit.documents.made_up_form import made_up_form

CONTROL = Qt.KeyboardModifier.ControlModifier
MEDICARE = Coverage(
    payer="medicare", line_of_business=LineOfBusiness.MEDICARE, in_network=True, member_id="1EG4-TE5-MK73"
)


NOT_PAID = Told(ACME, said=replace(SAID, status=CoverageStatus.NOT_COVERED, may_bill_patient=True))


def papers(seat: Seat, case: Case) -> PapersStep:
    page = seat.go("visit", *case.here, "papers")
    assert isinstance(page, VisitPage)
    step = page._steps["papers"]
    assert isinstance(step, PapersStep)
    return step


def complete_clinic(desk: Desk) -> None:
    """What an estimate asks for of the clinic."""
    clinic = desk.store.get(ClinicRecord, CLINIC)
    with desk.store.transaction():
        desk.store.put(replace(clinic, address="12 Maple Street", npi="1234567893", tin="12-3456789"))


def sign_consent(seat: Seat, case: Case) -> None:
    """All is issued, and the consent is signed by hand and filed."""
    consent = next(one for one in issued(seat, case) if one.kind == "consent")
    seat.act(sign, case.patient, consent.id, Signer.PATIENT, "Ana Núñez", signed_on=TODAY)


def test_an_estimate_is_marked_as_handed_over_and_then_the_visit_is_done(seat: Seat) -> None:
    seat.desk(complete_clinic)
    case = ready(seat, insured=False)
    sign_consent(seat, case)
    step = papers(seat, case)
    assert seat.reads("To be handed over")
    assert step.primary.text() == "Handed over …"
    seat.press(Qt.Key.Key_Return, CONTROL)
    assert seat.reads("Good Faith Estimate: mark as handed over")
    assert step.panel is not None
    step.panel.form.fields["how"].set_value(HandedOver.EMAIL.value)
    seat.press(Qt.Key.Key_Return, CONTROL)
    (record,) = seat.desk(lambda desk: desk.store.find(HandOverRecord))
    assert (record.how, record.given_by) == (HandedOver.EMAIL, "Bea Holt")
    assert seat.reads("Handed over by e-mail")
    assert step.primary.text() == "Done for today"
    assert PaperState.HANDED_OVER in {one.state for one in seat.act(paper_list)}
    seat.press(Qt.Key.Key_Return, CONTROL)
    assert seat.desk(lambda desk: desk.store.get(VisitRecord, case.visit)).state is VisitState.DONE


def test_an_estimate_that_lacks_something_cannot_be_handed_over_and_keeps_nobody(seat: Seat) -> None:
    case = ready(seat, insured=False)
    sign_consent(seat, case)
    step = papers(seat, case)
    assert step.primary.text() == "Done for today"
    assert not seat.reads("Handed over …")


def test_the_days_board_leads_to_the_estimate_and_its_line_goes_once_it_is_handed_over(seat: Seat) -> None:
    seat.desk(complete_clinic)
    case = ready(seat, insured=False)
    sign_consent(seat, case)
    seat.go("today")
    assert seat.reads("Good Faith Estimate")
    seat.press(Qt.Key.Key_G)
    assert seat.reads("To be handed over")
    seat.press(Qt.Key.Key_Return, CONTROL)
    seat.press(Qt.Key.Key_Return, CONTROL)
    assert len(seat.desk(lambda desk: desk.store.find(HandOverRecord))) == 1
    seat.go("today")
    assert not seat.reads("Good Faith Estimate")


def test_a_waiver_asks_what_is_ticked_and_a_visit_that_is_not_wanted_is_not_done(seat: Seat) -> None:
    case = told(seat, bring(seat, NOT_PAID))
    issued(seat, case)
    step = papers(seat, case)
    cards = {one.due.notice.kind.value: one for one in step.findChildren(DueCard)}
    paper = cards["non_covered_waiver"].due.document
    assert paper is not None
    step._sign(paper)
    seat.settle()
    assert step.panel is not None
    choice = step.panel.form.fields["choice"]
    seat.press(Qt.Key.Key_Return, CONTROL)
    assert "Choose the option that is ticked" in choice._wrong.text()
    choice.set_value("2")
    seat.press(Qt.Key.Key_Return, CONTROL)
    assert seat.reads("Does not want it")
    assert seat.reads("This visit cannot be done as it is planned.")
    assert step.primary.text() != "Done for today"


def test_without_a_form_it_is_told_and_a_loaded_one_is_filled_in_and_signed_with_its_option(
    seat: Seat, folder: Path
) -> None:
    case = told(seat, bring(seat, Told(MEDICARE)))
    papers(seat, case)
    assert seat.reads("The official form is not loaded")
    manager = enter(folder, "ana", SetClock(seat.front.now()))
    load_form(manager, "abn.pdf", made_up_form())
    manager.close()
    issued(seat, case)
    step = papers(seat, case)
    assert seat.reads("Filled into: ABN, form CMS-R-131")
    cards = {one.due.notice.kind.value: one for one in step.findChildren(DueCard)}
    paper = cards["abn"].due.document
    assert paper is not None
    step._sign(paper)
    seat.settle()
    assert step.panel is not None
    form = step.panel.form
    assert isinstance(form, SignedForm)
    seat.press(Qt.Key.Key_Return, CONTROL)
    assert "Choose the option that is ticked" in form.fields["choice"]._wrong.text()
    form.fields["choice"].set_value("2")
    seat.press(Qt.Key.Key_Return, CONTROL)
    (record,) = seat.desk(lambda desk: desk.store.find(SignatureRecord, document=paper.id))
    assert record.choice == 2
    assert seat.reads("Option 2 is ticked.")


def test_the_packet_and_a_session_sheet_can_be_printed_from_here(seat: Seat) -> None:
    case = ready(seat)
    papers(seat, case)
    assert not seat.reads("Print the pac&ket")
    issued(seat, case)
    papers(seat, case)
    for text in ("Print the packet", "Print a session sheet"):
        seat.click(text)
        (shown,) = dialogs()
        assert isinstance(shown, NoPrinter)
        shown.reject()
        seat.window.activateWindow()
        seat.settle()
