"""A visit is opened: everything that is known of it comes at once, and what is not known says so."""

from dataclasses import replace
from datetime import date

import pytest

from clinicdesk.desk.board import board
from clinicdesk.desk.costs import estimate
from clinicdesk.desk.courses import move_visit, standing
from clinicdesk.desk.day import Choice, book
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.lacking import Lack
from clinicdesk.desk.papers import due, issue
from clinicdesk.desk.people import merge, register
from clinicdesk.desk.plans import add_coverage, check_by_phone
from clinicdesk.desk.screening import progress
from clinicdesk.desk.session import set_pin
from clinicdesk.desk.settings import set_fee
from clinicdesk.desk.signing import sign
from clinicdesk.desk.visit_view import VisitView, view_visit
from clinicdesk.errors import NotAllowed
from clinicdesk.model.document import BlockerKind, NoticeKind
from clinicdesk.model.estimate import Basis
from clinicdesk.model.payer import CoverageStatus
from clinicdesk.model.people import Patient, Signer
from clinicdesk.model.practice import PracticeStatus
from clinicdesk.model.records import Amount, FeeRecord, StaffRecord, VisitState
from clinicdesk.model.roles import Act
from clinicdesk.model.screening import Outcome
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.visits import (
    ACME,
    ANA,
    CHECK,
    MONDAY,
    SERVICE,
    SHORT,
    Case,
    answer_all,
    at_the_desk,
    become,
    decided,
    return_visit,
    screened,
)


@pytest.fixture
def case(desk: Desk) -> Case:
    return at_the_desk(desk)


def without_fees(desk: Desk) -> None:
    become(desk, "staff-max")
    for fee in desk.store.find(FeeRecord, amount=Amount.BILLED):
        set_fee(desk, replace(fee, until=date(2026, 1, 31)))
    become(desk, "staff-ana")


def seen(desk: Desk, case: Case) -> VisitView:
    return view_visit(desk, *case.here)


def test_a_first_visit_shows_what_each_page_of_it_would_show(desk: Desk, case: Case) -> None:
    told = seen(desk, case)
    assert (told.visit.id, told.patient.id, told.course) == (case.visit, case.patient, case.course)
    assert told.practitioner
    assert told.practitioner.name == "Dr. Kim Osei"
    assert [one.composed.payer_name for one in told.plans] == ["Acme Employee Health"]
    assert (told.session, told.sessions_done) == (1, 0)
    assert told.progress == progress(desk, *case.here)
    assert told.screening
    assert told.screening.outcome is Outcome.INCOMPLETE
    assert told.permission
    assert told.permission.status is PracticeStatus.ALLOWED
    assert [one.status for one in told.coverage] == [CoverageStatus.COVERED]
    assert [one.kind for one in told.notices] == [NoticeKind.CONSENT, NoticeKind.COST_ESTIMATE]
    assert [one.kind for one in told.blockers] == [BlockerKind.SCREENING_INCOMPLETE]
    assert told.estimate
    assert told.estimate.total["patient"] == 15200
    assert told.chart.startswith("<svg")
    assert (told.lacking, told.decisions, told.told) == ((), (), None)
    assert told.lacks == board(desk, MONDAY)[0].lacks
    assert told.standing == standing(desk, case.course.id)
    assert told.papers == due(desk, *case.here).due
    assert told.today_cents == 6000


def test_looking_is_one_act_with_one_row_in_the_trail(desk: Desk, case: Case) -> None:
    before = desk.store.last_row().number
    seen(desk, case)
    (row,) = desk.store.trail(after=before)
    assert (row.entry.act, row.entry.patient, row.entry.visit, row.entry.told) == (Act.VIEW_VISIT, *case.here, {})


def test_a_visit_without_a_course_shows_who_it_is_and_what_is_lacking(desk: Desk) -> None:
    patient = register(desk, ANA).id
    (visit,) = book(desk, MONDAY, [Choice("09:00", patient)])
    told = view_visit(desk, patient, visit.id)
    assert told.patient.family_name == "Núñez"
    assert (told.course, told.practitioner, told.plans, told.session) == (None, None, (), 0)
    assert (told.progress, told.screening, told.permission, told.estimate, told.today_cents) == (None,) * 5
    assert (told.coverage, told.notices, told.blockers, told.standing, told.papers, told.chart) == ((),) * 5 + ("",)
    assert "belongs to no course" in told.lacking[0]
    assert told.lacks[0].code is Lack.COURSE


def test_without_a_fee_everything_but_the_cost_is_shown_and_the_cost_is_not_nothing(desk: Desk, case: Case) -> None:
    whole = seen(desk, case)
    without_fees(desk)
    told = seen(desk, case)
    assert told.lacking == (
        "The clinic has no fee for 20561 on November 23, 2026. Somebody who manages enters it under Settings.",
    )
    assert (told.estimate, told.chart, told.today_cents, told.papers) == (None, "", None, ())
    assert told.progress == whole.progress
    assert (told.coverage, told.permission) == (whole.coverage, whole.permission)
    assert [one.kind for one in told.notices] == [one.kind for one in whole.notices]
    assert told.blockers == whole.blockers


def test_where_nobody_treats_that_is_said_and_nothing_is_made_up(desk: Desk, case: Case) -> None:
    desk.store.put(replace(desk.store.get(StaffRecord, "staff-kim"), profession=None))
    told = seen(desk, case)
    assert told.practitioner
    assert (told.progress, told.screening, told.estimate) == (None, None, None)
    assert "Nobody who treats" in told.lacking[0]


def test_a_later_session_has_its_own_amount_and_what_was_decided_and_signed_before(
    desk: Desk, clock: SetClock, case: Case
) -> None:
    screened(desk, case, implants="yes")
    made = decided(desk, case, "implants")
    kept = estimate(desk, *case.here)
    consent = next(one for one in issue(desk, *case.here) if one.kind == NoticeKind.CONSENT)
    sign(desk, case.patient, consent.id, Signer.PATIENT, "Ana Núñez", signed_on=MONDAY)
    move_visit(desk, *case.here, VisitState.DONE)
    clock.pass_by(days=14)
    second = return_visit(desk, case)
    answer_all(desk, second, SHORT)
    told = seen(desk, second)
    assert (told.session, told.sessions_done, told.decisions, told.told) == (2, 1, (made,), kept)
    assert told.progress
    assert [one.item for one in told.progress.settled] == ["implants"]
    assert told.blockers == ()
    assert [one.settled for one in told.papers] == [True, True]
    assert told.standing == standing(desk, case.course.id)
    assert told.today_cents == 6000
    clock.pass_by(days=1)
    third = seen(desk, return_visit(desk, case))
    assert (third.session, third.sessions_done, third.today_cents) == (3, 1, 2000)


def test_a_past_visit_shows_what_of_its_course_held_on_its_own_day(desk: Desk, clock: SetClock, case: Case) -> None:
    then = seen(desk, case).standing
    clock.pass_by(days=200)
    assert seen(desk, case).standing == then != standing(desk, case.course.id)


def test_what_a_plan_does_not_say_is_not_known_and_never_nothing(desk: Desk) -> None:
    case = at_the_desk(desk, checked=False)
    told = seen(desk, case)
    assert [one.status for one in told.coverage] == [CoverageStatus.UNKNOWN]
    assert told.estimate
    assert told.estimate.basis is Basis.UNKNOWN
    assert told.today_cents is None


def test_where_the_payer_forbids_a_bill_nothing_is_to_be_asked_for_today(desk: Desk, case: Case) -> None:
    refused = replace(CHECK, status=CoverageStatus.NOT_COVERED, may_bill_patient=False)
    check_by_phone(desk, case.patient, case.course.coverages[0], refused)
    told = seen(desk, case)
    assert told.estimate
    assert told.estimate.total["patient"]
    assert told.today_cents is None


def test_a_session_beyond_the_course_has_no_amount(desk: Desk, clock: SetClock) -> None:
    case = at_the_desk(desk, service=replace(SERVICE, sessions=1))
    clock.pass_by(days=7)
    told = seen(desk, return_visit(desk, case))
    assert (told.session, told.today_cents, told.chart) == (2, None, "")


def test_the_primary_plan_comes_first_as_the_course_has_it(desk: Desk, case: Case) -> None:
    second = add_coverage(desk, case.patient, replace(ACME, payer_name="Other Health"), 2)
    desk.store.put(replace(case.course, coverages=(second.id, *case.course.coverages)))
    told = seen(desk, case)
    assert [one.record.id for one in told.plans] == [second.id, *case.course.coverages]
    assert len(told.coverage) == 2


def test_a_merged_patient_is_shown_as_the_record_that_stays_and_never_as_another(desk: Desk, case: Case) -> None:
    stays = register(desk, replace(ANA, given_name="Ana María"))
    merge(desk, case.patient, stays.id)
    assert view_visit(desk, stays.id, case.visit).patient == stays
    assert view_visit(desk, case.patient, case.visit).patient == stays
    other = register(desk, Patient(given_name="Ben", family_name="Adeyemi", birth_date=date(1971, 2, 3))).id
    with pytest.raises(NotAllowed, match="another patient"):
        view_visit(desk, other, case.visit)


def test_the_pin_of_who_treats_is_left_out(desk: Desk, case: Case) -> None:
    become(desk, "staff-kim")
    set_pin(desk, "280146")
    told = seen(desk, case)
    assert told.practitioner
    assert told.practitioner.pin == ""
