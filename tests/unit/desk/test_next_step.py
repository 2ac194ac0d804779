"""One visit from its first question to its end: what is to be done next is told at every place."""

from dataclasses import replace

import pytest

from clinicdesk.desk.costs import estimate
from clinicdesk.desk.courses import move_visit, open_visit
from clinicdesk.desk.day import Choice, book
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.next_step import Next, next_of
from clinicdesk.desk.papers import issue
from clinicdesk.desk.screening import answer, finish
from clinicdesk.desk.settings import set_fee
from clinicdesk.desk.signing import sign
from clinicdesk.desk.visit_view import view_visit
from clinicdesk.model.records import CLINIC, Amount, ClinicRecord, FeeRecord, VisitState
from clinicdesk.model.visit import Decision, Kind
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.visits import (
    ANA,
    HARMLESS,
    MONDAY,
    SHORT,
    Case,
    answer_all,
    at_the_desk,
    become,
    decided,
    screened,
    stored,
)


@pytest.fixture
def case(desk: Desk) -> Case:
    return at_the_desk(desk)


def then(desk: Desk, case: Case) -> Next:
    return next_of(view_visit(desk, *case.here))


def papers_done(desk: Desk, case: Case) -> None:
    for paper in issue(desk, *case.here):
        for signer in paper.signers:
            sign(desk, case.patient, paper.id, signer, ANA.full_name, signed_on=desk.clock().date())


def returned(desk: Desk, case: Case, clock: SetClock) -> Case:
    """The first visit goes through and is done; the next one is a week later."""
    screened(desk, case)
    estimate(desk, *case.here)
    papers_done(desk, case)
    move_visit(desk, *case.here, VisitState.DONE)
    clock.pass_by(days=7)
    visit = open_visit(desk, case.patient, case.course.id, clock().date())
    assert visit.kind is Kind.RETURN
    return Case(case.patient, case.course, visit.id)


def test_a_first_visit_is_led_through_from_the_first_question_to_its_end(desk: Desk, case: Case) -> None:
    assert then(desk, case) is Next.BEGIN
    answer(desk, *case.here, "pregnant", HARMLESS["pregnant"])
    assert then(desk, case) is Next.GO_ON
    answer_all(desk, case, HARMLESS)
    assert then(desk, case) is Next.FINISH
    finish(desk, *case.here)
    assert then(desk, case) is Next.ESTIMATE
    estimate(desk, *case.here)
    assert then(desk, case) is Next.PAPERS
    papers_done(desk, case)
    assert then(desk, case) is Next.DONE
    move_visit(desk, *case.here, VisitState.DONE)
    assert then(desk, case) is Next.NOTHING


def test_a_return_without_findings_goes_from_its_questions_straight_to_the_end(
    desk: Desk, case: Case, clock: SetClock
) -> None:
    later = returned(desk, case, clock)
    assert then(desk, later) is Next.BEGIN
    answer_all(desk, later, SHORT)
    assert then(desk, later) is Next.FINISH
    finish(desk, *later.here)
    assert then(desk, later) is Next.DONE


def test_a_finding_waits_for_a_clinician_and_their_decision_leads_on_or_ends_it(desk: Desk, case: Case) -> None:
    screened(desk, case, implants="yes")
    assert then(desk, case) is Next.CLINICIAN
    decided(desk, case, "implants")
    assert then(desk, case) is Next.ESTIMATE
    decided(desk, case, "implants", decision=Decision.NOT_TODAY)
    assert then(desk, case) is Next.NOT_TODAY


def test_what_the_state_does_not_allow_stands_in_the_way(desk: Desk, case: Case) -> None:
    screened(desk, case)
    desk.store.put(replace(desk.store.get(ClinicRecord, CLINIC), state="CA"))
    assert then(desk, case) is Next.BLOCKED


def test_without_a_fee_the_estimate_comes_first_even_where_one_was_told(
    desk: Desk, case: Case, clock: SetClock
) -> None:
    later = returned(desk, case, clock)
    answer_all(desk, later, SHORT)
    finish(desk, *later.here)
    become(desk, "staff-max")
    for fee in desk.store.find(FeeRecord, amount=Amount.BILLED):
        set_fee(desk, replace(fee, until=MONDAY))
    become(desk, "staff-ana")
    assert then(desk, later) is Next.ESTIMATE


def test_a_visit_of_the_days_list_asks_for_its_course_and_a_cancelled_one_for_nothing(desk: Desk) -> None:
    (visit,) = book(desk, MONDAY, [Choice("09:00", ANA)])
    assert next_of(view_visit(desk, visit.patient, visit.id)) is Next.COURSE
    move_visit(desk, visit.patient, visit.id, VisitState.CANCELLED)
    assert next_of(view_visit(desk, visit.patient, visit.id)) is Next.NOTHING


def test_an_estimate_that_is_twelve_months_old_is_made_anew(desk: Desk, case: Case, clock: SetClock) -> None:
    later = returned(desk, case, clock)
    desk.store.put(replace(stored(desk, later), day=MONDAY.replace(year=2027, month=11, day=23)))
    answer_all(desk, later, {**HARMLESS, **SHORT})
    finish(desk, *later.here)
    assert then(desk, later) is not Next.ESTIMATE
    desk.store.put(replace(stored(desk, later), day=MONDAY.replace(year=2027, month=11, day=24)))
    assert then(desk, later) is Next.ESTIMATE
