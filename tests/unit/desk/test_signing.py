"""A waiver that was signed by hand: what the patient has ticked is asked for, kept, and holds."""

from dataclasses import replace

import pytest

from clinicdesk.desk.costs import estimate
from clinicdesk.desk.courses import move_visit
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.next_step import Next, next_of
from clinicdesk.desk.papers import DuePaper, due, issue
from clinicdesk.desk.plans import check_by_phone
from clinicdesk.desk.signing import sign
from clinicdesk.desk.visit_view import view_visit
from clinicdesk.errors import EntryRefused, NotAllowed
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.payer import CoverageStatus
from clinicdesk.model.people import Signer
from clinicdesk.model.records import DocumentRecord, SignatureRecord, VisitState
from tests.unit.desk.visits import CHECK, MONDAY, SHORT, Case, answer_all, at_the_desk, return_visit, screened

WANTS, DECLINES = 1, 2


@pytest.fixture
def case(desk: Desk) -> Case:
    """A plan that does not pay; the consent is signed and the waiver is issued."""
    case = screened(desk, at_the_desk(desk))
    told = replace(CHECK, status=CoverageStatus.NOT_COVERED, may_bill_patient=True)
    check_by_phone(desk, case.patient, case.course.coverages[0], told)
    estimate(desk, *case.here)
    consent = next(one for one in issue(desk, *case.here) if one.kind == NoticeKind.CONSENT)
    sign(desk, case.patient, consent.id, Signer.PATIENT, "Ana Núñez", signed_on=MONDAY)
    return case


def waiver(desk: Desk, case: Case) -> DuePaper:
    return next(one for one in due(desk, *case.here).due if one.notice.kind == NoticeKind.NON_COVERED_WAIVER)


def ticked(desk: Desk, case: Case, choice: int) -> SignatureRecord:
    paper = waiver(desk, case).document
    assert isinstance(paper, DocumentRecord)
    return sign(desk, case.patient, paper.id, Signer.PATIENT, "Ana Núñez", signed_on=MONDAY, choice=choice)


@pytest.mark.parametrize("choice", [0, 3, -1])
def test_a_waiver_is_not_filed_without_what_was_ticked(desk: Desk, case: Case, choice: int) -> None:
    with pytest.raises(EntryRefused, match="choice: say what the patient has ticked"):
        ticked(desk, case, choice)
    assert not waiver(desk, case).settled


def test_who_wants_the_visits_and_will_pay_is_treated(desk: Desk, case: Case) -> None:
    assert ticked(desk, case, WANTS).ticked == WANTS
    told = waiver(desk, case)
    assert (told.settled, told.declined) == (True, False)
    assert next_of(view_visit(desk, *case.here)) is not Next.BLOCKED
    assert move_visit(desk, *case.here, VisitState.DONE).state is VisitState.DONE


def test_a_visit_that_the_patient_does_not_want_is_not_done(desk: Desk, case: Case) -> None:
    ticked(desk, case, DECLINES)
    told = waiver(desk, case)
    assert (told.settled, told.declined) == (True, True)
    assert next_of(view_visit(desk, *case.here)) is Next.BLOCKED
    with pytest.raises(NotAllowed, match="The patient does not want what this is about: Non-covered service waiver"):
        move_visit(desk, *case.here, VisitState.DONE)
    assert move_visit(desk, *case.here, VisitState.CANCELLED).state is VisitState.CANCELLED


def test_what_was_not_wanted_is_asked_anew_at_the_next_visit(desk: Desk, case: Case) -> None:
    ticked(desk, case, DECLINES)
    move_visit(desk, *case.here, VisitState.CANCELLED)
    second = return_visit(desk, case)
    answer_all(desk, second, SHORT)
    told = waiver(desk, second)
    assert (told.document, told.settled, told.declined) == (None, False, False)
