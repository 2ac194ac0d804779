"""A new patient whose visit went through by keys alone: what is on the sheet, and what is kept."""

from collections.abc import Iterator
from typing import TypeVar

import pypdfium2
import pytest

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.trail import verify_trail
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.payer import CoverageStatus
from clinicdesk.model.people import Signer
from clinicdesk.model.record import Record
from clinicdesk.model.records import (
    AnswerRecord,
    BenefitsRecord,
    CoverageRecord,
    DocumentRecord,
    EstimateRecord,
    PatientRecord,
    PhoneCheckRecord,
    ScreeningRecord,
    SheetRecord,
    SignatureRecord,
    VisitRecord,
    VisitState,
)
from clinicdesk.model.roles import Act
from tests.end2end.clerk import asked_first, store_of, usual
from tests.end2end.whole_visit import DUE_TODAY, WHO, WHOLE_COURSE, WholeVisit

T = TypeVar("T", bound=Record)

MOST_KEYS = 30
"""So many keys at most lead on, beside the answers and what is typed."""


@pytest.fixture(scope="module")
def kept(whole_visit: WholeVisit) -> Iterator[Desk]:
    """The store after the program has ended, with the manager signed in."""
    with store_of(whole_visit.data) as desk:
        yield desk


@pytest.fixture(scope="module")
def patient(kept: Desk) -> PatientRecord:
    (found,) = kept.store.find(PatientRecord, family_name=WHO.family)
    return found


def test_the_saved_sheet_has_the_name_the_amounts_and_the_consent(whole_visit: WholeVisit) -> None:
    pages = pypdfium2.PdfDocument(whole_visit.pdf)
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())
    for told in (
        WHO.full,
        "April 17, 1988",
        "Aetna",
        DUE_TODAY,
        WHOLE_COURSE,
        "Consent",
        whole_visit.pdf.stem.split()[0],
    ):
        assert told in text
    assert WHO.family not in whole_visit.pdf.name


def test_every_step_is_kept_as_it_was_told(kept: Desk, patient: PatientRecord) -> None:
    def only(kind: type[T]) -> T:
        (found,) = kept.store.find(kind, patient=patient.id)
        return found

    assert (patient.given_name, f"{patient.birth_date}") == (WHO.given, "1988-04-17")
    assert only(CoverageRecord).plan.payer == "aetna"
    assert only(PhoneCheckRecord).check.status is CoverageStatus.COVERED
    assert only(BenefitsRecord).benefits.copay == 2500
    assert only(VisitRecord).state is VisitState.DONE
    assert only(EstimateRecord).patient_total == 10000
    given = {one.item: one.answer for one in kept.store.find(AnswerRecord, patient=patient.id)}
    assert given == {one.link_id: usual()[one.link_id] for one in asked_first() if one.link_id in usual()}
    assert only(ScreeningRecord).answers == given


def test_the_signature_and_the_sheet_are_kept(kept: Desk, patient: PatientRecord, whole_visit: WholeVisit) -> None:
    papers = {one.kind: one for one in kept.store.find(DocumentRecord, patient=patient.id)}
    assert {*papers} == {NoticeKind.CONSENT, NoticeKind.COST_ESTIMATE}
    (signed,) = kept.store.find(SignatureRecord, patient=patient.id)
    assert signed.document == papers[NoticeKind.CONSENT].id
    assert (signed.signer, signed.name) == (Signer.PATIENT, WHO.full)
    assert kept.store.get(SheetRecord, papers[NoticeKind.CONSENT].sheet).pdf == whole_visit.pdf.read_bytes()


def test_the_trail_is_whole_and_tells_each_act(kept: Desk, patient: PatientRecord) -> None:
    verify_trail(kept)
    acts = [row.entry.act for row in kept.store.trail(patient=patient.id)]
    once = (Act.REGISTER, Act.ADD_COVERAGE, Act.OPEN_COURSE, Act.FINISH_SCREENING, Act.ESTIMATE, Act.ISSUE, Act.SIGN)
    assert [one for one in once if acts.count(one) != 1] == []
    assert acts.count(Act.ANSWER) == sum(one.link_id in usual() for one in asked_first())
    assert Act.SAVE_PAPER in acts


def test_beside_the_answers_and_what_is_typed_few_keys_lead_on(whole_visit: WholeVisit) -> None:
    assert whole_visit.keys <= MOST_KEYS
    assert whole_visit.keys_for_the_call <= MOST_KEYS // 2
