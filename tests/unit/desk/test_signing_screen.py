"""Signing on the screen, on a real store: what is kept, what is refused, and the paper that comes of it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from clinicdesk.desk.board import board
from clinicdesk.desk.courses import move_visit
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.lacking import Lack
from clinicdesk.desk.paper_list import PaperState, patient_papers
from clinicdesk.desk.papers import due, issue, reprint
from clinicdesk.desk.papers_check import verify_papers
from clinicdesk.desk.people import change, register
from clinicdesk.desk.plans import check_by_phone
from clinicdesk.desk.record_export import export_record
from clinicdesk.desk.screening import answer, finish, reopen
from clinicdesk.desk.signing import sign
from clinicdesk.desk.signing_device import name_device
from clinicdesk.desk.signing_screen import sign_on_screen, to_sign
from clinicdesk.desk.signing_who import Made, Who
from clinicdesk.errors import ClinicdeskError, EntryRefused, NotAllowed
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.ink import Ink
from clinicdesk.model.payer import CoverageStatus
from clinicdesk.model.people import Party, Patient, Signer
from clinicdesk.model.records import (
    DocumentRecord,
    PatientRecord,
    SheetRecord,
    SignatureRecord,
    StaffRecord,
    VisitState,
)
from clinicdesk.model.roles import Act
from clinicdesk.words import read_words
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.drawn import EMPTY, TAP, TREMBLING, signature
from tests.unit.desk.visits import CHECK, MONDAY, Case, at_the_desk, become, decided, screened

ANA = Who(signer=Signer.PATIENT, name="Ana Núñez")
SIGNED = Made(ink=signature(), agreed=True)
INTERPRETER = Who(signer=Signer.INTERPRETER, name="Inés Duarte", number="INT-7")
CLINICIAN = Who(signer=Signer.CLINICIAN)
BESIDE = Ink(height=3000, strokes=(((0, 0, 1), (10_001, 0, 1)),))
"""A stroke that leaves the pad."""


@pytest.fixture
def case(desk: Desk) -> Case:
    """Ana Núñez, insured, nothing found."""
    return screened(desk, at_the_desk(desk))


@pytest.fixture
def child(desk: Desk) -> Case:
    """Ana Núñez at fourteen, with her mother; a clinician has looked at her age."""
    case = at_the_desk(desk)
    record = desk.store.get(PatientRecord, case.patient)
    change(desk, replace(record, birth_date=date(2012, 5, 1), guardian=Party("Rosa Núñez", "mother")))
    screened(desk, case)
    decided(desk, case, "age_years")
    return case


def issued(desk: Desk, case: Case, kind: NoticeKind = NoticeKind.CONSENT) -> DocumentRecord:
    return next(one for one in issue(desk, *case.here) if one.kind == kind)


def bytes_of(desk: Desk, paper: DocumentRecord) -> bytes:
    return desk.store.get(SheetRecord, paper.sheet).pdf


def text_of(pdf: bytes) -> str:
    """All words of a PDF, with one blank between them."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_a_signature_makes_a_new_paper_that_begins_with_the_bytes_of_the_old(desk: Desk, case: Case) -> None:
    consent = issued(desk, case)
    before = bytes_of(desk, consent)
    form = sign_on_screen(desk, case.patient, consent.id, ANA, SIGNED)
    assert bytes_of(desk, consent) == before
    assert desk.store.get(DocumentRecord, consent.id) == consent
    after = bytes_of(desk, form)
    assert after.startswith(before)
    assert len(PdfReader(BytesIO(after)).pages) == len(PdfReader(BytesIO(before)).pages) + 1
    assert (form.unsigned, form.label, form.inputs) == (consent.id, consent.label, consent.inputs)
    assert form.sha256 == sha256(after).hexdigest() != consent.sha256
    assert consent.sha256 in text_of(after)


def test_what_is_kept_of_a_signature(desk: Desk, case: Case) -> None:
    become(desk, "staff-max")
    name_device(desk, "Front desk 1")
    become(desk, "staff-ana")
    consent = issued(desk, case)
    form = sign_on_screen(desk, case.patient, consent.id, replace(ANA, name=" Ana Núñez "), SIGNED)
    (kept,) = desk.store.find(SignatureRecord)
    assert (kept.document, kept.signed, kept.signer, kept.name) == (consent.id, form.id, Signer.PATIENT, "Ana Núñez")
    assert (kept.signed_on, kept.by, kept.scan) == (MONDAY, "staff-ana", "")
    told = kept.screen
    assert told
    assert (told.ink, told.account, told.device) == (signature(), "Ana Ruiz (ana)", "Front desk 1")
    assert told.at == desk.clock().astimezone().isoformat(timespec="seconds")
    assert told.agreed.endswith("I agree to sign this paper on the screen.")
    row = next(desk.store.trail(act=Act.SIGN))
    assert (row.entry.patient, row.entry.visit) == case.here
    assert (row.entry.told["document"], row.entry.told["unsigned"]) == (form.id, consent.id)


def test_the_page_tells_who_signed_as_what_when_where_and_what_was_agreed_to(desk: Desk, case: Case) -> None:
    consent = issued(desk, case)
    text = text_of(bytes_of(desk, sign_on_screen(desk, case.patient, consent.id, ANA, SIGNED)))
    at = desk.clock().astimezone()
    for told in (
        "Signatures made on the screen",
        "Patient I have read this paper",
        f"November 23, 2026, {at:%H:%M:%S} ({at.tzname()})",
        "Ana Ruiz (ana)",
        "I agree to sign this paper on the screen.",
        "Not one byte of that file was changed",
        consent.label,
    ):
        assert told in text


def test_the_paper_is_signed_everywhere_where_papers_are_told_of(desk: Desk, case: Case) -> None:
    consent = issued(desk, case)
    form = sign_on_screen(desk, case.patient, consent.id, ANA, SIGNED)
    told = next(one for one in due(desk, *case.here).due if one.notice.kind is NoticeKind.CONSENT)
    assert told.settled
    assert told.document == form
    assert [one.name for one in told.signatures] == ["Ana Núñez"]
    lines = [one for one in patient_papers(desk, case.patient) if one.document.kind == NoticeKind.CONSENT]
    assert [(one.document.id, one.state) for one in lines] == [(form.id, PaperState.SIGNED)]
    (line,) = board(desk, MONDAY)
    assert Lack.SIGNATURE not in [one.code for one in line.lacks]
    assert reprint(desk, form.id) == bytes_of(desk, form)
    assert move_visit(desk, *case.here, VisitState.DONE).state is VisitState.DONE


@pytest.mark.parametrize(
    ("who", "made", "fields"),
    [
        (ANA, Made(ink=EMPTY, agreed=True), {"ink": "nobody has signed yet"}),
        (ANA, Made(ink=TAP, agreed=True), {"ink": "a dot and no signature"}),
        (ANA, Made(ink=TREMBLING, agreed=True), {"ink": "a dot and no signature"}),
        (ANA, Made(ink=signature(), agreed=False), {"agreed": "tick the box"}),
        (ANA, Made(ink=BESIDE, agreed=True), {"ink": "cannot be kept"}),
        (ANA, Made(ink=replace(signature(), height=0), agreed=True), {"ink": "cannot be kept"}),
        (ANA, Made(ink=EMPTY, agreed=False), {"agreed": "tick the box", "ink": "nobody has signed yet"}),
        (replace(ANA, name="  "), SIGNED, {"name": "this is empty"}),
        (replace(ANA, name="Ana \u05d0"), SIGNED, {"name": "right to left"}),
        (replace(INTERPRETER, number=""), SIGNED, {"number": "this is empty"}),
    ],
)  # fmt: skip
def test_what_is_empty_or_a_tap_is_refused_in_words_and_nothing_is_kept(
    desk: Desk, case: Case, who: Who, made: Made, fields: dict[str, str]
) -> None:
    consent = issued(desk, case)
    sheets = desk.store.count(SheetRecord)
    with pytest.raises(EntryRefused) as refused:
        sign_on_screen(desk, case.patient, consent.id, who, made)
    told = {one.place: one.text for one in refused.value.problems}
    assert told.keys() == fields.keys()
    assert all(said in told[field] for field, said in fields.items()), told
    assert (desk.store.count(SignatureRecord), desk.store.count(SheetRecord)) == (0, sheets)


def test_a_guardian_says_how_they_are_related_and_shows_who_they_are(desk: Desk, child: Case) -> None:
    consent = issued(desk, child)
    (guardian, assent, interpreter) = to_sign(desk, child.patient, consent.id).may
    assert guardian == Who(signer=Signer.GUARDIAN, name="Rosa Núñez", relationship="mother")
    assert assent == Who(signer=Signer.CHILD, name="Ana Núñez")
    assert interpreter.signer is Signer.INTERPRETER
    with pytest.raises(EntryRefused, match="seen: this is empty"):
        sign_on_screen(desk, child.patient, consent.id, guardian, SIGNED)
    with pytest.raises(EntryRefused, match="relationship: this is empty"):
        sign_on_screen(desk, child.patient, consent.id, replace(guardian, relationship="", seen="NC licence"), SIGNED)
    form = sign_on_screen(desk, child.patient, consent.id, replace(guardian, seen="NC licence"), SIGNED)
    form = sign_on_screen(desk, child.patient, form.id, assent, Made(ink=signature(1), agreed=True))
    text = text_of(bytes_of(desk, form))
    for told in ("Rosa Núñez", "mother", "NC licence", "Child or teen They told me what will be done."):
        assert told in text
    assert [one.document for one in desk.store.find(SignatureRecord)] == [consent.id] * 2
    assert move_visit(desk, *child.here, VisitState.DONE).state is VisitState.DONE


def test_assent_alone_does_not_settle_the_paper(desk: Desk, child: Case) -> None:
    consent = issued(desk, child)
    sign_on_screen(desk, child.patient, consent.id, Who(signer=Signer.CHILD, name="Ana Núñez"), SIGNED)
    with pytest.raises(NotAllowed, match="Not signed yet"):
        move_visit(desk, *child.here, VisitState.DONE)


def test_who_decides_for_a_patient_names_the_papers_that_were_seen(desk: Desk) -> None:
    case = at_the_desk(desk)
    record = desk.store.get(PatientRecord, case.patient)
    change(desk, replace(record, representative=Party("Tom Núñez", "")))
    screened(desk, case, decides_for_self="no", decision_maker_here="yes")
    decided(desk, case, "decides_for_self")
    consent = issued(desk, case)
    assert consent.signers == (Signer.REPRESENTATIVE,)
    who = Who(signer=Signer.REPRESENTATIVE, name="Tom Núñez", relationship="son", seen="health care proxy of 2024")
    text = text_of(bytes_of(desk, sign_on_screen(desk, case.patient, consent.id, who, SIGNED)))
    assert "health care proxy of 2024" in text
    assert "The person who decides for the patient" in text


def test_a_clinician_signs_with_the_own_license_and_nobody_else_as_one(desk: Desk, case: Case) -> None:
    consent = issued(desk, case)
    with pytest.raises(NotAllowed, match="not by the clinician"):
        sign_on_screen(desk, case.patient, consent.id, CLINICIAN, SIGNED)
    sign_on_screen(desk, case.patient, consent.id, ANA, SIGNED)
    become(desk, "staff-kim")
    (interpreter, clinician) = to_sign(desk, case.patient, consent.id).may
    assert (clinician.name, clinician.number) == ("Dr. Kim Osei", "PT-1234")
    made_up = replace(CLINICIAN, name="Somebody Else", number="XY-1")
    form = sign_on_screen(desk, case.patient, consent.id, made_up, Made(ink=signature(2), agreed=True))
    kept = desk.store.find(SignatureRecord)[-1]
    assert (kept.name, kept.screen and kept.screen.number) == ("Dr. Kim Osei", "PT-1234")
    text = text_of(bytes_of(desk, form))
    assert "Dr. Kim Osei (kim)" in text
    assert "Ana Ruiz (ana)" in text
    assert interpreter.signer is Signer.INTERPRETER


def test_a_clinician_without_a_license_on_file_does_not_sign(desk: Desk, case: Case) -> None:
    consent = issued(desk, case)
    sign_on_screen(desk, case.patient, consent.id, ANA, SIGNED)
    kim = desk.store.put(replace(desk.store.get(StaffRecord, "staff-kim"), license=""))
    desk.staff = kim
    with pytest.raises(NotAllowed, match="Your license is not on the list"):
        sign_on_screen(desk, case.patient, consent.id, CLINICIAN, SIGNED)


def test_each_signature_makes_one_more_form_of_the_unsigned_one_and_none_is_lost(desk: Desk, case: Case) -> None:
    consent = issued(desk, case)
    first = sign_on_screen(desk, case.patient, consent.id, ANA, SIGNED)
    second = sign_on_screen(desk, case.patient, first.id, INTERPRETER, Made(ink=signature(1), agreed=True))
    assert (first.unsigned, second.unsigned) == (consent.id, consent.id)
    unsigned = bytes_of(desk, consent)
    assert all(bytes_of(desk, one).startswith(unsigned) for one in (first, second))
    assert "INT-7" in text_of(bytes_of(desk, second))
    assert "INT-7" not in text_of(bytes_of(desk, first))
    told = to_sign(desk, case.patient, consent.id)
    assert (told.paper, told.may) == (second, ())


def test_nobody_signs_twice_nor_what_is_handed_over_nor_another_patients(desk: Desk, case: Case) -> None:
    consent, cost = issued(desk, case), issued(desk, case, NoticeKind.COST_ESTIMATE)
    other = register(desk, Patient(given_name="Ben", family_name="Adeyemi", birth_date=date(1971, 2, 3))).id
    with pytest.raises(NotAllowed, match="another patient"):
        sign_on_screen(desk, other, consent.id, ANA, SIGNED)
    form = sign_on_screen(desk, case.patient, consent.id, ANA, SIGNED)
    for paper in (consent, form):
        with pytest.raises(NotAllowed, match="has signed this paper already"):
            sign_on_screen(desk, case.patient, paper.id, ANA, SIGNED)
    with pytest.raises(NotAllowed, match="nobody signs it"):
        sign_on_screen(desk, case.patient, cost.id, ANA, SIGNED)
    guardian = Who(signer=Signer.GUARDIAN, name="Rosa", relationship="mother", seen="licence")
    with pytest.raises(NotAllowed, match="not by the guardian"):
        sign_on_screen(desk, case.patient, consent.id, guardian, SIGNED)


def test_what_was_signed_by_hand_is_not_signed_on_the_screen_as_well(desk: Desk, case: Case) -> None:
    consent = issued(desk, case)
    sign(desk, case.patient, consent.id, Signer.PATIENT, "Ana Núñez", signed_on=MONDAY)
    become(desk, "staff-kim")
    with pytest.raises(NotAllowed, match="signed by hand and filed"):
        sign_on_screen(desk, case.patient, consent.id, CLINICIAN, SIGNED)


def another_answer(desk: Desk, case: Case) -> None:
    reopen(desk, *case.here, "Ana remembered her ear rings.")
    answer(desk, *case.here, "other_allergy", "yes")
    finish(desk, *case.here)


def test_what_is_not_kept_any_more_is_not_signed_but_a_signed_one_may_be_signed_beside(desk: Desk, case: Case) -> None:
    consent = issued(desk, case)
    another_answer(desk, case)
    with pytest.raises(NotAllowed, match="Issue it anew"):
        sign_on_screen(desk, case.patient, consent.id, ANA, SIGNED)
    anew = issued(desk, case)
    sign_on_screen(desk, case.patient, anew.id, ANA, SIGNED)
    move_visit(desk, *case.here, VisitState.DONE)
    become(desk, "staff-kim")
    form = sign_on_screen(desk, case.patient, anew.id, CLINICIAN, Made(ink=signature(2), agreed=True))
    assert "Dr. Kim Osei (kim)" in text_of(bytes_of(desk, form))


def test_a_review_box_is_filled_in_before_anybody_signs(desk: Desk) -> None:
    case = screened(desk, at_the_desk(desk), implants="yes")
    consent = issued(desk, case)
    with pytest.raises(NotAllowed, match="cannot be signed yet"):
        sign_on_screen(desk, case.patient, consent.id, ANA, SIGNED)


def test_a_correction_is_a_new_paper_that_names_the_old_one(desk: Desk, clock: SetClock, case: Case) -> None:
    old = issued(desk, case)
    sign_on_screen(desk, case.patient, old.id, ANA, SIGNED)
    kept = [bytes_of(desk, one) for one in desk.store.find(DocumentRecord)]
    clock.pass_by(minutes=20)
    another_answer(desk, case)
    new = issued(desk, case)
    assert (new.replaces, old.replaces) == (old.id, "")
    assert f"Takes the place of {old.label}" in text_of(bytes_of(desk, new))
    assert issued(desk, case) == new
    form = sign_on_screen(desk, case.patient, new.id, ANA, SIGNED)
    assert form.replaces == old.id
    assert f"takes the place of number {old.label}" in text_of(bytes_of(desk, form))
    assert issued(desk, case) == new
    assert [bytes_of(desk, one) for one in desk.store.find(DocumentRecord)][: len(kept)] == kept


def refused(desk: Desk) -> Case:
    """A plan that does not pay; the waiver is due."""
    case = screened(desk, at_the_desk(desk))
    told = replace(CHECK, status=CoverageStatus.NOT_COVERED, may_bill_patient=True)
    check_by_phone(desk, case.patient, case.course.coverages[0], told)
    return case


def test_a_waiver_is_signed_with_the_choice_that_was_made(desk: Desk) -> None:
    case = refused(desk)
    waiver = issued(desk, case, NoticeKind.NON_COVERED_WAIVER)
    told = to_sign(desk, case.patient, waiver.id)
    assert [one.signer for one in told.may] == [Signer.PATIENT]
    assert len(told.choices) == 2
    for choice in (0, 3):
        with pytest.raises(EntryRefused, match="choice: choose one of these first"):
            sign_on_screen(desk, case.patient, waiver.id, ANA, replace(SIGNED, choice=choice))
    form = sign_on_screen(desk, case.patient, waiver.id, ANA, replace(SIGNED, choice=2))
    (kept,) = desk.store.find(SignatureRecord)
    assert kept.screen
    assert (kept.screen.choice, kept.screen.chosen) == (2, told.choices[1])
    assert f"Choice 2: {told.choices[1]}" in text_of(bytes_of(desk, form))


def test_a_paper_in_spanish_is_signed_in_spanish_and_says_that_nobody_reviewed_it(desk: Desk, clock: SetClock) -> None:
    case = at_the_desk(desk)
    change(desk, replace(desk.store.get(PatientRecord, case.patient), language="es"))
    screened(desk, case)
    consent = issued(desk, case)
    clock.pass_by(minutes=1)
    form = sign_on_screen(desk, case.patient, consent.id, ANA, SIGNED)
    (kept,) = desk.store.find(SignatureRecord)
    words = read_words("es")
    assert (consent.language, form.language) == ("es", "es")
    assert kept.screen
    assert kept.screen.agreed.endswith("Acepto firmar este papel en la pantalla.")
    assert kept.screen.translation == words.say("paper.translation.not_reviewed")
    text = text_of(bytes_of(desk, form))
    last = text[text.index("Firmas hechas en la pantalla") :]
    assert kept.screen.translation in last
    become(desk, "staff-max")
    assert verify_papers(desk).made_again == 2


def test_a_copy_of_the_record_has_the_strokes_and_both_papers(desk: Desk, case: Case, tmp_path: Path) -> None:
    consent = issued(desk, case)
    form = sign_on_screen(desk, case.patient, consent.id, ANA, SIGNED)
    become(desk, "staff-max")
    target = tmp_path / "record.zip"
    export_record(desk, case.patient, target)
    with ZipFile(target) as archive:
        told = json.loads(archive.read("record.json"))
        papers = [archive.read(one["file"]) for one in told["records"]["document"] if one["kind"] == "consent"]
    assert papers == [bytes_of(desk, consent), bytes_of(desk, form)]
    (kept,) = told["records"]["signature"]
    assert kept["screen"]["ink"]["strokes"] == [[list(dot) for dot in stroke] for stroke in signature().strokes]


@pytest.mark.parametrize("act", [sign_on_screen])
def test_who_may_only_read_signs_nothing(desk: Desk, case: Case, act: Callable[..., Any]) -> None:
    consent = issued(desk, case)
    become(desk, "staff-ida")
    with pytest.raises(ClinicdeskError, match="may not do this"):
        act(desk, case.patient, consent.id, ANA, SIGNED)
