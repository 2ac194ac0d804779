"""A row of the board has the papers of its own visit, whatever is issued for the course later."""

from dataclasses import replace

import pytest

from clinicdesk.desk.board import board
from clinicdesk.desk.courses import move_visit
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.lacking import Lack
from clinicdesk.desk.papers import issue
from clinicdesk.desk.people import change
from clinicdesk.desk.screening import finish
from clinicdesk.desk.signing import sign
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.people import Signer
from clinicdesk.model.records import PatientRecord, VisitRecord, VisitState
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.visits import SHORT, Case, answer_all, at_the_desk, return_visit, screened


def unsigned(desk: Desk, case: Case) -> tuple[str, ...]:
    """The papers that the visit's row asks to be signed."""
    day = desk.store.get(VisitRecord, case.visit).day
    lacks = next(one.lacks for one in board(desk, day) if one.visit.id == case.visit)
    return next((one.papers for one in lacks if one.code is Lack.SIGNATURE), ())


@pytest.fixture
def first(desk: Desk) -> Case:
    """A first visit that is done, with its consent signed."""
    case = screened(desk, at_the_desk(desk))
    papers = issue(desk, *case.here)
    assert unsigned(desk, case) == ("consent",)
    consent = next(one for one in papers if one.kind == NoticeKind.CONSENT)
    sign(desk, case.patient, consent.id, Signer.PATIENT, "Ana Núñez", signed_on=desk.clock().date())
    move_visit(desk, *case.here, VisitState.DONE)
    return case


@pytest.fixture
def second(desk: Desk, clock: SetClock, first: Case) -> Case:
    """The next visit of the course, a week later."""
    clock.pass_by(days=7)
    case = return_visit(desk, first)
    answer_all(desk, case, SHORT)
    finish(desk, *case.here)
    return case


def test_a_consent_that_was_signed_at_an_earlier_visit_settles_the_one_that_is_issued_again(
    desk: Desk, first: Case, second: Case
) -> None:
    issue(desk, *second.here)
    assert unsigned(desk, second) == unsigned(desk, first) == ()


def test_what_is_issued_for_the_next_visit_leaves_a_finished_row_as_it_is(
    desk: Desk, first: Case, second: Case
) -> None:
    person = desk.store.get(PatientRecord, second.patient)
    change(desk, replace(person, family_name="Núñez-Bell"))
    issue(desk, *second.here)
    assert unsigned(desk, second) == ("consent",)
    assert unsigned(desk, first) == ()
