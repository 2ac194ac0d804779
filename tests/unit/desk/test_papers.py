"""Papers are issued, printed again from the stored bytes, signed by hand and filed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest

from clinicdesk.desk.courses import change_course, move_visit
from clinicdesk.desk.deciding import OnPaper, file_decision
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.files import MOST_BYTES, ContentChanged, add_file, view_file
from clinicdesk.desk.papers import SIGNED_KINDS, DuePaper, due, issue, reprint
from clinicdesk.desk.people import change, register
from clinicdesk.desk.plans import check_by_phone, tell_benefits
from clinicdesk.desk.screening import answer, finish, reopen
from clinicdesk.desk.signing import sign
from clinicdesk.errors import ClinicdeskError, EntryRefused, NotAllowed, NotKept
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.payer import CoverageStatus
from clinicdesk.model.people import Party, Patient, Signer
from clinicdesk.model.records import (
    DocumentRecord,
    FileRecord,
    PatientRecord,
    SheetRecord,
    SignatureRecord,
    VisitState,
)
from clinicdesk.model.roles import Act
from clinicdesk.store.embedded import EmbeddedStore
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.visits import (
    CHECK,
    HARMLESS,
    MONDAY,
    SHORT,
    Case,
    answer_all,
    at_the_desk,
    become,
    decided,
    return_visit,
    ruling,
    screened,
    told_benefits,
)

SCAN = b"%PDF-1.7\nmade up"


@pytest.fixture
def case(desk: Desk) -> Case:
    """Ana Núñez, insured, nothing found."""
    return screened(desk, at_the_desk(desk))


def consent_of(papers: tuple[DocumentRecord, ...]) -> DocumentRecord:
    return next(one for one in papers if one.kind == NoticeKind.CONSENT)


def signed(desk: Desk, case: Case) -> SignatureRecord:
    """Ana signs the consent that is issued now."""
    paper = consent_of(issue(desk, *case.here))
    return sign(desk, case.patient, paper.id, Signer.PATIENT, "Ana Núñez", signed_on=desk.clock().date())


def lacking(desk: Desk, case: Case) -> list[NoticeKind]:
    """The papers that have to be signed yet."""
    papers = due(desk, *case.here).due
    return [one.notice.kind for one in papers if one.notice.kind in SIGNED_KINDS and not one.settled]


def paper(desk: Desk, case: Case, kind: NoticeKind) -> DuePaper:
    return next(one for one in due(desk, *case.here).due if one.notice.kind is kind)


def test_the_sheet_is_issued_with_a_record_for_each_paper_on_it(desk: Desk, case: Case) -> None:
    papers = issue(desk, *case.here)
    assert [one.kind for one in papers] == ["consent", "cost_estimate"]
    assert desk.store.find(DocumentRecord) == list(papers)
    first, second = papers
    (kept,) = desk.store.find(SheetRecord)
    assert kept.pdf.startswith(b"%PDF-")
    assert (first.sheet, second.sheet) == (kept.id, kept.id)
    assert first.sha256 == second.sha256 == sha256(kept.pdf).hexdigest()
    assert (first.label, first.rulebook, first.language) == (second.label, desk.rules.version, "en")
    assert first.label.startswith(sha256(first.inputs.encode()).hexdigest()[:5].upper())
    assert (first.signers, second.signers, first.blocked) == ((Signer.PATIENT,), (), False)
    assert read_visit(first.inputs.encode(), desk.rules).answers == HARMLESS


def test_what_is_there_to_the_byte_is_not_issued_twice(desk: Desk, case: Case) -> None:
    assert issue(desk, *case.here) == issue(desk, *case.here)
    assert desk.store.count(DocumentRecord) == 2
    assert desk.store.count(SheetRecord) == 1


def test_a_good_faith_estimate_keeps_its_deadline(desk: Desk) -> None:
    case = screened(desk, at_the_desk(desk, insured=False))
    papers = {one.kind: one for one in issue(desk, *case.here)}
    assert papers["good_faith_estimate"].due == date(2026, 11, 27)
    assert paper(desk, case, NoticeKind.GOOD_FAITH_ESTIMATE).notice.missing == ("clinic.address",)


def test_before_the_screening_is_finished_a_paper_has_no_place_to_sign(desk: Desk) -> None:
    case = at_the_desk(desk)
    consent = consent_of(issue(desk, *case.here))
    assert consent.blocked
    answer_all(desk, case, HARMLESS)
    with pytest.raises(NotAllowed, match="Finish it"):
        issue(desk, *case.here)
    finish(desk, *case.here)
    with pytest.raises(NotAllowed, match="no place to sign"):
        sign(desk, case.patient, consent.id, Signer.PATIENT, "Ana Núñez", signed_on=MONDAY)
    signed(desk, case)
    assert lacking(desk, case) == []


def test_there_is_no_paper_in_a_language_that_nobody_has_written(desk: Desk, case: Case) -> None:
    with pytest.raises(EntryRefused, match='no papers in "eo" yet'):
        issue(desk, *case.here, "eo")


def test_a_reprint_has_the_stored_bytes_and_the_trail_knows_of_it(desk: Desk, case: Case) -> None:
    papers = issue(desk, *case.here)
    pdf = desk.store.get(SheetRecord, papers[0].sheet).pdf
    change(desk, replace(desk.store.get(PatientRecord, case.patient), family_name="Núñez-Lee"))
    assert [reprint(desk, one.id) for one in papers] == [pdf, pdf]
    row = next(desk.store.trail(act=Act.REPRINT))
    assert (row.entry.patient, row.entry.visit, row.entry.told["label"]) == (*case.here, papers[0].label)


def test_a_paper_whose_bytes_were_changed_is_refused(desk: Desk, case: Case) -> None:
    consent = consent_of(issue(desk, *case.here))
    assert isinstance(desk.store, EmbeddedStore)
    desk.store._connection.execute('DROP TRIGGER "sheet_UPDATE"')
    desk.store._connection.execute('UPDATE "sheet" SET "pdf" = CAST("pdf" || ? AS BLOB)', (b" ",))
    with pytest.raises(ContentChanged, match="sha256 is another"):
        reprint(desk, consent.id)


def test_a_signed_paper_is_filed_with_its_scan_and_nothing_is_lacking(desk: Desk, case: Case) -> None:
    assert lacking(desk, case) == [NoticeKind.CONSENT]
    consent, handed_over = issue(desk, *case.here)
    assert lacking(desk, case) == [NoticeKind.CONSENT]
    scan = add_file(desk, "consent.pdf", "signed consent", SCAN, case.patient)
    kept = sign(desk, case.patient, consent.id, Signer.PATIENT, " Ana Núñez ", signed_on=MONDAY, scan=scan.id)
    assert desk.store.find(SignatureRecord) == [kept]
    assert (kept.document, kept.name, kept.scan, kept.by) == (consent.id, "Ana Núñez", scan.id, "staff-ana")
    assert lacking(desk, case) == []
    told = due(desk, *case.here)
    assert [one.settled for one in told.due] == [True, True]
    assert told.due[0].signatures == (kept,)
    assert told.due[1].document
    assert told.due[1].document.id == handed_over.id


def test_a_visit_is_done_once_its_consent_is_signed_and_not_before(desk: Desk, case: Case) -> None:
    with pytest.raises(NotAllowed, match="Not signed yet"):
        move_visit(desk, *case.here, VisitState.DONE)
    signed(desk, case)
    assert move_visit(desk, *case.here, VisitState.DONE).state is VisitState.DONE


@pytest.mark.parametrize(
    ("signer", "name", "signed_on", "said"),
    [
        (Signer.GUARDIAN, "Rosa Núñez", MONDAY, "signed by the patient, not by the guardian"),
        (Signer.PATIENT, "  ", MONDAY, "name: this is empty"),
        (Signer.PATIENT, "Ana Núñez", MONDAY - timedelta(days=1), "issued on November 23, 2026"),
        (Signer.PATIENT, "Ana Núñez", MONDAY + timedelta(days=1), "still to come"),
    ],
)
def test_a_signature_that_cannot_be_is_refused(
    desk: Desk, case: Case, signer: Signer, name: str, signed_on: date, said: str
) -> None:
    consent = consent_of(issue(desk, *case.here))
    with pytest.raises(ClinicdeskError, match=said):
        sign(desk, case.patient, consent.id, signer, name, signed_on=signed_on)
    assert desk.store.count(SignatureRecord) == 0


def test_nobody_signs_twice_nor_what_is_only_handed_over_nor_what_is_not_there(desk: Desk, case: Case) -> None:
    signed(desk, case)
    consent, cost = issue(desk, *case.here)
    with pytest.raises(NotAllowed, match="has signed this paper already"):
        sign(desk, case.patient, consent.id, Signer.PATIENT, "Ana Núñez", signed_on=MONDAY)
    with pytest.raises(NotAllowed, match="nobody signs it"):
        sign(desk, case.patient, cost.id, Signer.PATIENT, "Ana Núñez", signed_on=MONDAY)
    with pytest.raises(NotKept):
        sign(desk, case.patient, "no-such-paper", Signer.PATIENT, "Ana Núñez", signed_on=MONDAY)


def test_for_a_child_the_guardian_signs(desk: Desk) -> None:
    case = at_the_desk(desk)
    record = desk.store.get(PatientRecord, case.patient)
    change(desk, replace(record, birth_date=date(2012, 5, 1), guardian=Party("Rosa Núñez", "mother")))
    screened(desk, case)
    decided(desk, case, "age_years")
    consent = consent_of(issue(desk, *case.here))
    with pytest.raises(NotAllowed, match="signed by the parent or guardian, not by the patient"):
        sign(desk, case.patient, consent.id, Signer.PATIENT, "Ana Núñez", signed_on=MONDAY)
    sign(desk, case.patient, consent.id, Signer.GUARDIAN, "Rosa Núñez", signed_on=MONDAY)
    assert lacking(desk, case) == []


def another_answer(desk: Desk, case: Case) -> None:
    reopen(desk, *case.here, "Ana remembered her ear rings.")
    answer(desk, *case.here, "other_allergy", "yes")
    finish(desk, *case.here)


def another_name(desk: Desk, case: Case) -> None:
    change(desk, replace(desk.store.get(PatientRecord, case.patient), family_name="Núñez-Lee"))


def another_deductible(desk: Desk, case: Case) -> None:
    told = told_benefits(MONDAY)
    left = replace(told.accumulators, deductible_remaining=0)
    tell_benefits(desk, case.patient, case.course.coverages[0], replace(told, accumulators=left))


def another_course(desk: Desk, case: Case) -> None:
    course = replace(case.course, service=replace(case.course.service, sessions=5))
    change_course(desk, course)


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (another_answer, "the answer to “"),
        (another_name, "the patient's name"),
        (another_deductible, "the plans, their benefits"),
        (another_course, "the course"),
    ],
)
def test_a_paper_that_says_no_more_what_is_kept_is_not_signed_and_what_changed_is_said(
    desk: Desk, case: Case, happens: Callable[[Desk, Case], None], said: str
) -> None:
    consent = consent_of(issue(desk, *case.here))
    happens(desk, case)
    with pytest.raises(NotAllowed, match=said) as refused:
        sign(desk, case.patient, consent.id, Signer.PATIENT, "Ana Núñez", signed_on=MONDAY)
    assert "Issue it anew" in str(refused.value)
    signed(desk, case)
    assert lacking(desk, case) == []


def test_what_changes_after_the_signature_asks_for_a_new_one(desk: Desk, case: Case) -> None:
    signed(desk, case)
    another_answer(desk, case)
    assert lacking(desk, case) == [NoticeKind.CONSENT]
    assert paper(desk, case, NoticeKind.CONSENT).document is None


def test_a_paper_that_is_to_be_issued_anew_says_what_it_was_and_what_has_changed(desk: Desk, case: Case) -> None:
    first = paper(desk, case, NoticeKind.CONSENT)
    assert (first.document, first.before, first.changed) == (None, None, ())
    consent = consent_of(issue(desk, *case.here))
    assert paper(desk, case, NoticeKind.CONSENT).before is None
    another_name(desk, case)
    told = paper(desk, case, NoticeKind.CONSENT)
    assert (told.document, told.before) == (None, consent)
    assert told.changed == ("the patient's name, birth date or who signs",)


def test_a_paper_without_a_place_to_sign_is_told_as_such_and_stays_to_be_issued(desk: Desk) -> None:
    case = at_the_desk(desk)
    consent = consent_of(issue(desk, *case.here))
    told = paper(desk, case, NoticeKind.CONSENT)
    assert (told.document, told.before, told.changed) == (None, consent, ())


def test_a_new_telephone_number_is_not_printed_and_so_changes_no_paper(desk: Desk, case: Case) -> None:
    consent = consent_of(issue(desk, *case.here))
    change(desk, replace(desk.store.get(PatientRecord, case.patient), phone="919-555-0143"))
    sign(desk, case.patient, consent.id, Signer.PATIENT, "Ana Núñez", signed_on=MONDAY)
    assert lacking(desk, case) == []


def test_a_review_box_is_filled_in_before_the_consent_below_it_is_signed(desk: Desk) -> None:
    case = screened(desk, at_the_desk(desk), implants="yes")
    consent = consent_of(issue(desk, *case.here))
    assert not consent.blocked
    with pytest.raises(NotAllowed, match="cannot be signed yet"):
        sign(desk, case.patient, consent.id, Signer.PATIENT, "Ana Núñez", signed_on=MONDAY)
    box = OnPaper(by="Dr. Kim Osei", license="PT-1234", signed_on=MONDAY)
    file_decision(desk, *case.here, ruling("implants"), box)
    sign(desk, case.patient, consent.id, Signer.PATIENT, "Ana Núñez", signed_on=MONDAY)
    assert lacking(desk, case) == []


def test_on_a_return_the_signed_papers_of_the_course_still_hold(desk: Desk, clock: SetClock, case: Case) -> None:
    signed(desk, case)
    clock.pass_by(days=7)
    second = return_visit(desk, case)
    answer_all(desk, second, SHORT)
    finish(desk, *second.here)
    assert [one.settled for one in due(desk, *second.here).due] == [True, True]
    assert lacking(desk, second) == []


def test_papers_of_the_course_hold_for_twelve_months(desk: Desk, clock: SetClock, case: Case) -> None:
    signed(desk, case)
    clock.pass_by(days=366)
    assert lacking(desk, return_visit(desk, case)) == [NoticeKind.CONSENT]


def test_a_plan_that_refuses_since_then_asks_for_its_own_paper(desk: Desk, clock: SetClock, case: Case) -> None:
    signed(desk, case)
    clock.pass_by(days=7)
    refused = replace(CHECK, status=CoverageStatus.NOT_COVERED, on=date(2026, 11, 30), may_bill_patient=True)
    check_by_phone(desk, case.patient, case.course.coverages[0], refused)
    second = return_visit(desk, case)
    assert lacking(desk, second) == [NoticeKind.NON_COVERED_WAIVER]


def test_a_paper_of_another_patient_than_the_one_shown_is_not_signed(desk: Desk, case: Case) -> None:
    other = register(desk, Patient(given_name="Ben", family_name="Adeyemi", birth_date=date(1971, 2, 3))).id
    consent = consent_of(issue(desk, *case.here))
    with pytest.raises(NotAllowed, match="another patient"):
        sign(desk, other, consent.id, Signer.PATIENT, "Ben Adeyemi", signed_on=MONDAY)
    with pytest.raises(NotAllowed, match="another patient"):
        issue(desk, other, case.visit)
    scan = add_file(desk, "consent.pdf", "signed consent", SCAN, other)
    with pytest.raises(NotAllowed, match="another patient"):
        sign(desk, case.patient, consent.id, Signer.PATIENT, "Ana Núñez", signed_on=MONDAY, scan=scan.id)


def test_a_file_is_kept_as_it_came_and_looked_at_by_whoever_may(desk: Desk, case: Case) -> None:
    kept = add_file(desk, "../../../card.jpg", "insurance card", b"\xff\xd8\xff\xe0made up", case.patient)
    become(desk, "staff-ida")
    assert view_file(desk, kept.id) == kept
    assert [row.entry.act for row in desk.store.trail(patient=case.patient, newest_first=True, limit=2)] == [
        Act.VIEW_FILE,
        Act.FILE_SCAN,
    ]


@pytest.mark.parametrize(
    ("name", "purpose", "content", "said"),
    [
        ("run.exe", "letter", b"MZ\x90", "no PDF, PNG or JPEG"),
        ("page.html", "letter", b"<html>%PDF-", "no PDF, PNG or JPEG"),
        ("empty.pdf", "letter", b"", "no PDF, PNG or JPEG"),
        ("large.pdf", "letter", b"%PDF-" + bytes(MOST_BYTES), "more than 20 MiB"),
        ("", "letter", SCAN, "name: this is empty"),
        ("letter.pdf", " ", SCAN, "purpose: this is empty"),
    ],
)
def test_a_file_of_another_kind_or_size_is_refused(
    desk: Desk, case: Case, name: str, purpose: str, content: bytes, said: str
) -> None:
    with pytest.raises(EntryRefused, match=said):
        add_file(desk, name, purpose, content, case.patient)
    assert desk.store.count(FileRecord) == 0
