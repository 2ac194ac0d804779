"""The step papers: what is due and why is told, and one key leads from issuing to the end of the visit."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from clinicdesk.desk.courses import change_course, move_visit
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.draft_sheet import draft_sheet
from clinicdesk.desk.people import change
from clinicdesk.desk.signing import sign
from clinicdesk.model.people import Party
from clinicdesk.model.records import (
    CourseRecord,
    DocumentRecord,
    FileRecord,
    PatientRecord,
    SheetRecord,
    SignatureRecord,
    VisitRecord,
    VisitState,
)
from clinicdesk.model.roles import Act
from clinicdesk.ui.papers.printing import NoPrinter
from clinicdesk.ui.visit.page import VisitPage
from clinicdesk.ui.visit.papers_step import PapersStep
from clinicdesk.ui.widgets.basic import Mark
from clinicdesk.ui.widgets.fold import Fold
from clinicdesk.ui.widgets.inside import widgets
from tests.gui.papers.scene import dialogs, issued, ready, told
from tests.gui.seat import LONG, Seat
from tests.gui.visit.insured import ACME, SAID, Case, Told, bring, set_prices
from tests.unit.desk.clinic import PASSWORDS
from tests.unit.desk.visits import answers_of

CONTROL = Qt.KeyboardModifier.ControlModifier
Sit = Callable[[str], Seat]


@pytest.fixture
def seat(folder: Path, sit: Sit) -> Seat:
    """Bea of the front desk at the window; the clinic has its fees."""
    set_prices(folder)
    return sit("bea")


def papers(seat: Seat, case: Case) -> PapersStep:
    """The step of a visit, with its sheet drawn."""
    page = seat.go("visit", *case.here, "papers")
    assert isinstance(page, VisitPage)
    step = page._steps["papers"]
    assert isinstance(step, PapersStep)
    return step


def on(seat: Seat) -> None:
    """The key of the page's one primary act."""
    seat.press(Qt.Key.Key_Return, CONTROL)


def by_hand(seat: Seat) -> None:
    """The key of what is beside it where a paper is to be signed."""
    seat.press(Qt.Key.Key_Return, CONTROL, Qt.KeyboardModifier.ShiftModifier)


def kept(seat: Seat, kind: type, **equal: str) -> list:  # type: ignore[type-arg]
    found: list = seat.desk(lambda desk: desk.store.find(kind, **equal))  # type: ignore[type-arg]
    return found


def leave_dialogs(seat: Seat) -> None:
    """Close what is open; off screen nobody else gives the keyboard back to the window."""
    for one in dialogs():
        one.reject()
    seat.window.activateWindow()
    seat.settle()


def sheet_shown(seat: Seat, step: PapersStep) -> str:
    """What the sheet at the side is, once its first page is drawn."""
    if not step.sheet.isVisible():
        seat.press(Qt.Key.Key_E, CONTROL)
    seat.qtbot.waitUntil(lambda: step.sheet.viewer.preview.sharp, timeout=LONG)
    return step.sheet.caption.text()


def test_by_one_key_from_issuing_to_the_end_of_the_visit(seat: Seat) -> None:
    case = ready(seat)
    step = papers(seat, case)
    assert step.primary.text() == "&Issue and print"
    on(seat)
    assert len(kept(seat, DocumentRecord)) == 2
    (shown,) = dialogs()
    assert isinstance(shown, NoPrinter)
    leave_dialogs(seat)
    assert step.primary.text() == "&Sign here"
    by_hand(seat)
    assert isinstance(seat.focus, QLineEdit)
    assert seat.focus.text() == "Ana Núñez"
    on(seat)
    (signature,) = kept(seat, SignatureRecord)
    assert (signature.name, signature.signer, signature.scan) == ("Ana Núñez", "patient", "")
    assert step.primary.text() == "Done for today"
    on(seat)
    assert kept(seat, VisitRecord)[0].state is VisitState.DONE
    assert seat.reads("This visit is done.")
    assert step.primary.text() == "Back to the day"
    on(seat)
    assert seat.shell.place.page == "today"


def test_what_is_due_is_told_with_why_by_whom_and_who_signs(seat: Seat) -> None:
    step = papers(seat, ready(seat))
    for text in (
        "Consent",
        "The patient's written consent is taken before the first needle.",
        "Who signs it: patient",
        "Cost estimate",
        "Nobody signs it.",
        "Not issued yet",
    ):
        assert seat.reads(text), text
    step.findChildren(Fold)[0].head.click()
    seat.settle()
    assert any("AMA" in text and "checked" in text for text in seat.texts())


def test_a_good_faith_estimate_has_its_deadline(seat: Seat) -> None:
    papers(seat, ready(seat, insured=False))
    assert seat.reads("Good Faith Estimate")
    assert seat.reads("Due by ")


def test_a_deadline_that_has_passed_is_told_first_in_its_card(seat: Seat) -> None:
    case = bring(seat)
    service = replace(case.course.service, scheduled_on=date(2026, 1, 5), first_session=date(2026, 3, 2))

    def booked_long_ago(desk: Desk) -> None:
        change_course(desk, replace(desk.store.get(CourseRecord, case.course.id), service=service))

    seat.desk(booked_long_ago)
    papers(seat, told(seat, case))
    assert seat.reads("It was due by January ")


def test_the_sheet_is_shown_as_it_would_be_issued_and_then_as_it_was(seat: Seat) -> None:
    case = ready(seat)
    step = papers(seat, case)
    assert sheet_shown(seat, step) == "As it would be issued now, in English. Nothing of it is kept yet."
    assert not step.sheet.print_it.isVisible()
    draft = seat.act(draft_sheet, *case.here)
    assert step.sheet.viewer.preview._pdf == draft
    assert kept(seat, DocumentRecord) == []
    on(seat)
    leave_dialogs(seat)
    label = kept(seat, DocumentRecord)[0].label
    assert sheet_shown(seat, step).endswith(label)
    assert step.sheet.viewer.preview._pdf == draft == kept(seat, SheetRecord)[0].pdf
    assert step.sheet.print_it.isVisible()


def test_a_sheet_that_is_not_looked_at_is_not_made(seat: Seat) -> None:
    case = ready(seat)
    papers(seat, case)
    assert seat.desk(lambda desk: [one for one in desk.store.trail(act=Act.VIEW_PAPERS) if one.entry.visit]) == []


def test_the_sheet_is_looked_at_by_a_key_and_left_by_it(seat: Seat) -> None:
    step = papers(seat, ready(seat))
    assert not step.sheet.isVisible()
    seat.press(Qt.Key.Key_E, CONTROL)
    assert step.sheet.isVisible()
    assert not step._list.isVisible()
    assert seat.focus is step.sheet.viewer.preview.viewport()
    seat.press(Qt.Key.Key_E, CONTROL)
    assert step._list.isVisible()
    seat.window.resize(1900, 1000)
    seat.settle()
    assert step._list.isVisible()
    assert step.sheet.isVisible()


def test_looking_is_no_printing_and_printing_is_in_the_trail(seat: Seat) -> None:
    case = ready(seat)
    issued(seat, case)
    step = papers(seat, case)
    sheet_shown(seat, step)
    assert seat.desk(lambda desk: list(desk.store.trail(act=Act.REPRINT))) == []
    looked = [one.entry.told for one in seat.desk(lambda desk: list(desk.store.trail(act=Act.VIEW_PAPERS)))]
    assert any("label" in one for one in looked)


def test_with_a_blocker_it_is_told_first_and_nothing_has_a_place_to_sign(seat: Seat) -> None:
    case = ready(seat, **answers_of("unmanaged-bleeding-disorder"))
    step = papers(seat, case)
    mark = next(widgets(step._cards))
    assert isinstance(mark, Mark)
    assert mark.accessibleName().startswith("Screening found")
    assert seat.reads("Nothing that is printed now has a place to sign.")
    on(seat)
    leave_dialogs(seat)
    assert {one.blocked for one in kept(seat, DocumentRecord)} == {True}
    assert seat.reads("Printed without a place to sign")
    assert step.primary.text() == "To the clinician's desk"
    assert not any(text in {"&Sign here", "Mark as signed on paper"} for text in seat.texts())
    on(seat)
    assert (seat.shell.place.page, seat.shell.place.visit) == ("review", case.visit)


def test_where_only_a_review_is_open_the_box_on_the_sheet_comes_first(seat: Seat) -> None:
    papers(seat, ready(seat, implants="yes"))
    assert seat.reads("The sheet has the clinician's box first.")


def test_an_unfinished_screening_leads_there_and_may_still_be_printed(seat: Seat) -> None:
    case = bring(seat, Told(ACME, said=SAID))
    step = papers(seat, case)
    assert step.primary.text() == "To the screening"
    assert step._also.isVisible()
    QTest.keyClick(step._also, Qt.Key.Key_Space)
    seat.settle()
    leave_dialogs(seat)
    assert {one.blocked for one in kept(seat, DocumentRecord)} == {True}
    assert not step._also.isVisible()
    on(seat)
    assert seat.shell.place.page == "visit"
    page = seat.page
    assert isinstance(page, VisitPage)
    assert page._part == "screening"


def test_what_a_visit_lacks_is_told_instead_of_a_sheet(sit: Sit) -> None:
    seat = sit("bea")
    case = bring(seat)
    step = papers(seat, case)
    assert seat.reads("fee")
    assert step.sheet.viewer.pages == 0
    assert step.primary.text() == "To the screening"


def test_a_paper_that_says_no_more_what_is_kept_is_told_with_what_changed(seat: Seat) -> None:
    case = ready(seat)
    issued(seat, case)
    step = papers(seat, case)

    def renamed(desk: Desk) -> None:
        change(desk, replace(desk.store.get(PatientRecord, case.patient), family_name="Núñez-Lee"))

    seat.desk(renamed)
    step = papers(seat, case)
    assert seat.reads("Issue it anew")
    assert seat.reads("Changed since: the patient's name, birth date or who signs.")
    assert step.primary.text() == "&Issue and print"
    on(seat)
    leave_dialogs(seat)
    assert len(kept(seat, DocumentRecord)) == 4
    assert step.primary.text() == "&Sign here"


def test_a_consent_is_not_marked_as_signed_without_a_name(seat: Seat) -> None:
    case = ready(seat)
    issued(seat, case)
    step = papers(seat, case)
    by_hand(seat)
    assert step.panel is not None
    field = step.panel.form.fields["name"]
    field.set_value("  ")
    on(seat)
    assert kept(seat, SignatureRecord) == []
    assert seat.reads("This is empty")
    assert seat.focus is field.editor


def test_a_day_that_cannot_be_is_told_at_its_field(seat: Seat) -> None:
    case = ready(seat)
    issued(seat, case)
    step = papers(seat, case)
    by_hand(seat)
    assert step.panel is not None
    for day, said in ((None, "Type the day"), (date(2027, 12, 1), "still to come"), (date(2020, 1, 1), "issued on")):
        step.panel.form.fields["signed_on"].set_value(day)
        on(seat)
        assert seat.reads(said), said
    assert kept(seat, SignatureRecord) == []


def test_a_scan_goes_with_the_signature_and_is_kept_once(seat: Seat, tmp_path: Path) -> None:
    case = ready(seat)
    issued(seat, case)
    scan = tmp_path / "scan 1.pdf"
    scan.write_bytes(b"%PDF-1.7\nmade up")
    step = papers(seat, case)
    by_hand(seat)
    assert step.panel is not None
    step.panel.form.fields["content"].set_value(scan)
    step.panel.form.fields["name"].set_value("")
    on(seat)
    step.panel.form.fields["name"].set_value("Ana Núñez")
    on(seat)
    (file,) = kept(seat, FileRecord)
    (signature,) = kept(seat, SignatureRecord)
    assert (file.name, signature.scan, file.patient) == ("scan 1.pdf", file.id, case.patient)


@pytest.mark.parametrize(
    ("content", "said"), [(b"MZ made up", "no PDF, PNG or JPEG"), (None, "cannot be read")], ids=["program", "gone"]
)
def test_a_scan_that_cannot_be_kept_is_refused_and_nothing_is_filed(
    seat: Seat, tmp_path: Path, content: bytes | None, said: str
) -> None:
    case = ready(seat)
    issued(seat, case)
    scan = tmp_path / "scan.pdf"
    if content:
        scan.write_bytes(content)
    step = papers(seat, case)
    by_hand(seat)
    assert step.panel is not None
    step.panel.form.fields["content"].set_value(scan)
    on(seat)
    assert seat.reads(said)
    assert kept(seat, SignatureRecord) == kept(seat, FileRecord) == []


def test_for_a_child_the_guardian_is_named(seat: Seat) -> None:
    case = bring(seat, Told(ACME, said=SAID))

    def a_child(desk: Desk) -> None:
        record = desk.store.get(PatientRecord, case.patient)
        born = date.today() - timedelta(days=365 * 14)  # noqa: DTZ011
        change(desk, replace(record, birth_date=born, guardian=Party("Rosa Núñez", "mother")))

    seat.desk(a_child)
    papers(seat, told(seat, case))
    assert seat.reads("Who signs it: parent or guardian")


def test_what_is_half_filled_in_outlasts_leaving_and_the_lock(seat: Seat) -> None:
    case = ready(seat)
    issued(seat, case)
    papers(seat, case)
    by_hand(seat)
    assert isinstance(seat.focus, QLineEdit)
    seat.focus.selectAll()
    seat.type("Ana N. Nunez")
    seat.front.locked.emit()
    seat.settle()
    assert not any("Nunez" in one.text() for one in seat.window.findChildren(QLineEdit) if one.isVisible())
    for text in ("bea", PASSWORDS["bea"]):
        seat.type(text)
        seat.press(Qt.Key.Key_Return)
    seat.qtbot.waitUntil(lambda: seat.window.lock_page is None, timeout=LONG)
    step = papers(seat, case)
    by_hand(seat)
    assert step.panel is not None
    assert step.panel.form.fields["name"].value() == "Ana N. Nunez"
    seat.press(Qt.Key.Key_Escape)
    step = papers(seat, case)
    by_hand(seat)
    on(seat)
    assert [one.name for one in kept(seat, SignatureRecord)] == ["Ana N. Nunez"]


def test_escape_leaves_the_form_and_the_cards_are_there_again(seat: Seat) -> None:
    case = ready(seat)
    issued(seat, case)
    step = papers(seat, case)
    by_hand(seat)
    seat.press(Qt.Key.Key_Escape)
    assert step.panel is None
    assert step._main.isVisible()
    assert seat.focus is step.primary
    by_hand(seat)
    assert step.panel is not None


def test_done_is_refused_in_words_where_somebody_else_was_quicker(seat: Seat) -> None:
    case = ready(seat)
    paper = issued(seat, case)[0]

    def signed(desk: Desk) -> None:
        sign(desk, case.patient, paper.id, paper.signers[0], "Ana Núñez", signed_on=desk.clock().astimezone().date())

    seat.desk(signed)
    step = papers(seat, case)
    assert step.primary.text() == "Done for today"

    def moved(desk: Desk) -> None:
        move_visit(desk, *case.here, VisitState.DONE)

    seat.desk(moved)
    on(seat)
    assert "stands there already" in seat.shell.news.text


def test_no_paper_of_the_patient_before_is_seen_at_the_next_ones_visit(seat: Seat) -> None:
    first = ready(seat)
    step = papers(seat, first)
    sheet_shown(seat, step)
    before = step.sheet.viewer.preview._pdf
    second = bring(seat)
    seat.front.go("visit", *second.here, "papers")
    assert step.sheet.viewer.preview._pdf == b""
    seat.settle()
    assert step.sheet.viewer.preview._pdf != before


def test_the_blank_questions_can_be_printed_from_here(seat: Seat) -> None:
    step = papers(seat, ready(seat))
    (print_it,) = [one for one in step.findChildren(QAbstractButton) if one.text() == "Print the questions"]
    QTest.keyClick(print_it, Qt.Key.Key_Space)
    seat.settle()
    (shown,) = dialogs()
    assert isinstance(shown, NoPrinter)
