"""Signing on the screen as it is done at the desk: who, the pad, the paper; and the screen in the patient's hands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit

from clinicdesk.desk.deciding import OnPaper, file_decision
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.people import change
from clinicdesk.desk.signing_device import device
from clinicdesk.errors import NotAllowed
from clinicdesk.model.people import Party
from clinicdesk.model.records import (
    PatientRecord,
    SheetRecord,
    SignatureRecord,
    VisitRecord,
    VisitState,
)
from clinicdesk.model.roles import Act
from clinicdesk.ui.papers.sign_mark import MarkForm
from clinicdesk.ui.papers.sign_over import SignOver
from clinicdesk.ui.papers.sign_pad import Pad
from clinicdesk.ui.papers.sign_who import WhoForm
from clinicdesk.ui.settings.device import ThisComputer
from clinicdesk.ui.visit.page import VisitPage
from clinicdesk.ui.visit.papers_step import PapersStep
from clinicdesk.ui.widgets.fields import ChoiceField
from clinicdesk.words import Words
from tests.gui.papers.hand import tap, with_mouse, with_pen
from tests.gui.papers.scene import Sit, issued, ready, told
from tests.gui.reading import cut_off, nameless, not_reached
from tests.gui.seat import LONG, Seat
from tests.gui.test_every_page import pseudo_words
from tests.gui.visit.insured import ACME, BY_PHONE, SAID, Case, Told, bring, set_prices
from tests.unit.desk.clinic import PASSWORDS
from tests.unit.desk.drawn import signature
from tests.unit.desk.visits import ruling

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def case(seat: Seat) -> Case:
    """Ana Núñez, whose papers are issued."""
    case = ready(seat)
    issued(seat, case)
    return case


def step_of(seat: Seat, case: Case) -> PapersStep:
    page = seat.go("visit", *case.here, "papers")
    assert isinstance(page, VisitPage)
    step = page._steps["papers"]
    assert isinstance(step, PapersStep)
    return step


def on(seat: Seat) -> None:
    """The key of the page's one primary act."""
    seat.press(Qt.Key.Key_Return, CONTROL)


def form_of(step: PapersStep) -> MarkForm:
    assert step.panel is not None
    assert isinstance(step.panel.form, MarkForm)
    return step.panel.form


def who_of(step: PapersStep) -> WhoForm:
    assert step.panel is not None
    assert isinstance(step.panel.form, WhoForm)
    return step.panel.form


def over(seat: Seat) -> SignOver:
    assert isinstance(seat.window.handed, SignOver)
    return seat.window.handed


def kept(seat: Seat) -> list[SignatureRecord]:
    return seat.desk(lambda desk: desk.store.find(SignatureRecord))


def staff_back(seat: Seat) -> None:
    """Bea takes the screen back."""
    seat.click("For staff")
    seat.type(PASSWORDS["bea"])
    seat.press(Qt.Key.Key_Return)
    seat.qtbot.waitUntil(lambda: seat.window.handed is None, timeout=LONG)
    seat.settle()


def test_from_issued_to_done_with_a_signature_on_the_screen(seat: Seat, case: Case) -> None:
    step = step_of(seat, case)
    assert step.primary.text() == "&Sign here"
    on(seat)
    assert who_of(step).fields["name"].value() == "Ana Núñez"
    on(seat)
    form = form_of(step)
    assert seat.reads("I have read this paper, or it was read to me.")
    assert seat.reads("ask for it on paper, and sign it by hand")
    form.fields["agreed"].editor.setFocus()
    seat.press(Qt.Key.Key_Space)
    with_pen(form.pad.pad, signature())
    on(seat)
    (signed,) = kept(seat)
    assert signed.screen
    assert signed.screen.ink == form.pad.value()
    assert (signed.name, signed.screen.account, signed.screen.device) == (
        "Ana Núñez",
        "Bea Holt (bea)",
        seat.desk(device),
    )
    assert step.panel is None
    assert seat.reads("Signed by Ana Núñez (patient)")
    assert step.primary.text() == "Done for today"
    on(seat)
    assert seat.desk(lambda desk: desk.store.find(VisitRecord))[0].state is VisitState.DONE


def test_who_signs_is_not_asked_at_another_visit(seat: Seat, case: Case) -> None:
    step = step_of(seat, case)
    other = bring(seat, BY_PHONE)
    step._sign_here_next()
    seat.go("visit", other.patient, other.visit, "papers")
    assert step.panel is None


def test_the_sheet_beside_is_the_signed_one(seat: Seat, case: Case) -> None:
    step = step_of(seat, case)
    sign_here(seat, step)
    seat.press(Qt.Key.Key_E, CONTROL)
    seat.qtbot.waitUntil(lambda: step.sheet.viewer.preview.sharp, timeout=LONG)
    assert step.sheet.caption.text().startswith("As signed on ")
    pdf = step.sheet.viewer.preview._pdf
    sheets = seat.desk(lambda desk: desk.store.find(SheetRecord))
    assert [pdf == one.pdf for one in sheets] == [False, True]
    assert pdf.startswith(sheets[0].pdf)
    assert len(PdfReader(BytesIO(pdf)).pages) == step.sheet.viewer.pages == 5


def sign_here(seat: Seat, step: PapersStep) -> None:
    on(seat)
    on(seat)
    form = form_of(step)
    form.fields["agreed"].set_value(True)
    with_mouse(form.pad.pad, signature())
    on(seat)


def draw_nothing(_pad: Pad) -> None:
    """Nobody signs."""


def draw_a_tap(pad: Pad) -> None:
    tap(pad, QPoint(80, 40))


@pytest.mark.parametrize(
    ("draw", "agrees", "name", "said"),
    [
        (draw_nothing, True, "Ana Núñez", "Nobody has signed yet"),
        (draw_a_tap, True, "Ana Núñez", "This is a dot and no signature"),
        (lambda pad: with_mouse(pad, signature()), False, "Ana Núñez", "Tick the box to sign on the screen"),
        (lambda pad: with_mouse(pad, signature()), True, "  ", "This is empty"),
    ],
    ids=["empty", "tap", "not agreed", "no name"],
)
def test_what_is_lacking_is_told_at_its_place_and_what_was_drawn_stays(
    seat: Seat, case: Case, draw: Callable[[Pad], None], agrees: bool, name: str, said: str
) -> None:
    step = step_of(seat, case)
    on(seat)
    on(seat)
    form = form_of(step)
    form.fields["agreed"].set_value(agrees)
    form.fields["name"].set_value(name)
    draw(form.pad.pad)
    before = form.pad.value()
    on(seat)
    assert seat.reads(said)
    assert kept(seat) == []
    assert form.pad.value() == before
    assert step.primary.isHidden() or step.panel is not None


def test_the_next_one_signs_beside_and_a_front_desk_never_as_the_clinician(seat: Seat, case: Case) -> None:
    step = step_of(seat, case)
    sign_here(seat, step)
    seat.click("Add a signature")
    form = who_of(step)
    signer = form.fields["signer"]
    assert isinstance(signer, ChoiceField)
    assert [signer.box.itemText(at) for at in range(signer.box.count())] == ["Interpreter"]
    on(seat)
    assert seat.reads("This is empty")
    form.fields["name"].set_value("Inés Duarte")
    form.fields["number"].set_value("INT-7")
    on(seat)
    mark = form_of(step)
    mark.fields["agreed"].set_value(True)
    with_mouse(mark.pad.pad, signature(1))
    on(seat)
    assert [(one.signer, one.screen and one.screen.number) for one in kept(seat)][1] == ("interpreter", "INT-7")
    seat.click("Add a signature")
    assert seat.shell.news.text.startswith("Everybody has signed")


def test_a_clinician_signs_as_who_is_signed_in(folder: Path, sit: Sit) -> None:
    set_prices(folder)
    seat = sit("sam")
    case = ready(seat)
    issued(seat, case)
    step = step_of(seat, case)
    sign_here(seat, step)
    seat.click("Add a signature")
    form = who_of(step)
    form.fields["signer"].set_value("clinician")
    assert seat.reads("You sign as Sam Lee, PT, DPT, license P1234.")
    assert not form.hand.isVisible()
    assert not form.fields["name"].isVisible()
    on(seat)
    mark = form_of(step)
    assert "name" not in mark.fields
    mark.fields["agreed"].set_value(True)
    with_mouse(mark.pad.pad, signature(2))
    on(seat)
    signed = kept(seat)[-1]
    assert (signed.signer, signed.name, signed.screen and signed.screen.number) == (
        "clinician",
        "Sam Lee, PT, DPT",
        "P1234",
    )


def test_for_a_child_the_guardian_shows_an_id_and_the_child_says_yes(seat: Seat) -> None:
    case = bring(seat, Told(ACME, said=SAID))

    def a_child(desk: Desk) -> None:
        record = desk.store.get(PatientRecord, case.patient)
        born = date.today() - timedelta(days=365 * 14)  # noqa: DTZ011
        change(desk, replace(record, birth_date=born, guardian=Party("Rosa Núñez", "mother")))

    seat.desk(a_child)
    told(seat, case)
    box = OnPaper(by="Sam Lee", license="P1234", signed_on=date.today())  # noqa: DTZ011
    seat.act(file_decision, *case.here, ruling("age_years"), box)
    issued(seat, case)
    step = step_of(seat, case)
    on(seat)
    form = who_of(step)
    assert form.fields["relationship"].value() == "mother"
    on(seat)
    assert seat.reads("This is empty")
    assert seat.focus is form.fields["seen"].editor
    seat.type("NC license ending 4711")
    on(seat)
    mark = form_of(step)
    mark.fields["agreed"].set_value(True)
    with_mouse(mark.pad.pad, signature())
    on(seat)
    assert [(one.name, one.screen and one.screen.seen) for one in kept(seat)] == [
        ("Rosa Núñez", "NC license ending 4711")
    ]


def test_the_screen_is_handed_over_signed_and_given_back(seat: Seat, case: Case) -> None:
    step_of(seat, case)
    on(seat)
    seat.click("Hand the screen over")
    page = over(seat)
    seat.qtbot.waitUntil(lambda: page.viewer.preview.sharp, timeout=LONG)
    assert page.viewer.pages == 4
    assert not seat.shell.isVisible()
    with pytest.raises(NotAllowed, match="locked"):
        seat.desk(lambda desk: desk.allowed(Act.VIEW_PATIENT))
    page.sign()
    seat.settle()
    assert seat.reads("Tick the box")
    assert seat.reads("Nobody has signed yet")
    page.form.fields["agreed"].set_value(True)
    with_mouse(page.form.pad.pad, signature())
    seat.click("Keep the signature")
    assert seat.reads("Thank you")
    assert page.viewer.pages == 0
    staff_back(seat)
    assert seat.shell.isVisible()
    (signed,) = kept(seat)
    assert signed.screen
    assert signed.screen.account == "Bea Holt (bea)"
    assert step_of(seat, case).primary.text() == "Done for today"


def test_no_key_and_no_closing_leads_out_of_the_patients_hands(seat: Seat, case: Case) -> None:
    step_of(seat, case)
    on(seat)
    seat.click("Hand the screen over")
    page = over(seat)
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F11, Qt.Key.Key_Tab):
        seat.press(key)
    seat.press(Qt.Key.Key_K, CONTROL)
    seat.press(Qt.Key.Key_L, CONTROL)
    assert over(seat) is page
    assert not seat.shell.isVisible()
    seat.window.close()
    seat.settle()
    assert seat.window.isVisible()
    assert page.lock.isVisible()
    assert not any("Núñez" in one.text() for one in seat.window.findChildren(QLineEdit) if one.isVisible())
    seat.click("Back to the paper")
    assert page.viewer.isVisible()
    staff_back(seat)
    assert kept(seat) == []


def test_what_lacks_of_who_signs_is_told_before_the_screen_is_handed_over(seat: Seat, case: Case) -> None:
    step = step_of(seat, case)
    on(seat)
    form = who_of(step)
    form.fields["signer"].set_value("interpreter")
    form.fields["name"].set_value("Inés Duarte")
    seat.click("Hand the screen over")
    assert seat.window.handed is None
    assert seat.reads("This is empty")
    assert form.hand.isEnabled()


def test_a_manager_names_this_computer_in_settings(folder: Path, sit: Sit) -> None:
    set_prices(folder)
    seat = sit("ana")
    seat.go("settings", part="papers")
    (field,) = [one for one in seat.window.findChildren(QLineEdit) if "computer" in one.accessibleName()]
    field.setText("C:\\desk")
    (box,) = seat.window.findChildren(ThisComputer)
    seat.click("Save", box)
    assert seat.reads("Write a name here and no path")
    field.setText("Front desk 1")
    seat.click("Save", box)
    assert seat.desk(device) == "Front desk 1"


@pytest.mark.parametrize("words", [None, pseudo_words()], ids=["english", "longer"])
def test_it_is_read_whole_and_by_ear_and_reached_by_keys(seat: Seat, case: Case, words: Words | None) -> None:
    if words:
        seat.front.words = words
    wrong = {}

    def look(state: str) -> None:
        seat.settle()
        if found := [*nameless(seat.window), *cut_off(seat.window), *not_reached(seat.window)]:
            wrong[state] = found

    step = step_of(seat, case)
    look("the step")
    on(seat)
    look("who")
    on(seat)
    look("the pad")
    on(seat)
    look("what is lacking")
    step._back()
    on(seat)
    who_of(step).hand.click()
    seat.settle()
    seat.window.showNormal()
    seat.window.resize(1280, 720)
    look("handed over")
    over(seat).sign()
    look("handed over, what is lacking")
    assert wrong == {}
    over(seat).ask_staff()
    seat.settle()
    seat.type(PASSWORDS["bea"])
    seat.press(Qt.Key.Key_Return)
    seat.qtbot.waitUntil(lambda: seat.window.handed is None, timeout=LONG)
