"""Benefits that are told anew in the middle of a course: what was held before is in them, and is not counted twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clinicdesk.desk.courses import move_visit
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.papers import issue
from clinicdesk.desk.plans import tell_benefits
from clinicdesk.desk.screening import finish
from clinicdesk.desk.signing import sign
from clinicdesk.desk.visit_view import VisitView, view_visit
from clinicdesk.model.coverage import Accumulators, Benefits
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.people import Signer
from clinicdesk.model.records import VisitState
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.visits import (
    ANA,
    BENEFITS,
    MONDAY,
    SERVICE,
    SHORT,
    Case,
    answer_all,
    at_the_desk,
    return_visit,
    screened,
)

WEEK = timedelta(days=7)
SIX = replace(SERVICE, sessions=6, first_session=MONDAY)


def seen(desk: Desk, case: Case) -> VisitView:
    return view_visit(desk, *case.here)


def held(desk: Desk, case: Case) -> Case:
    """The first visit, from its questions to its end."""
    screened(desk, case)
    for paper in issue(desk, *case.here):
        if paper.kind == NoticeKind.CONSENT:
            sign(desk, case.patient, paper.id, Signer.PATIENT, ANA.full_name, signed_on=desk.clock().date())
    move_visit(desk, *case.here, VisitState.DONE)
    return case


def come_to(desk: Desk, clock: SetClock, case: Case, session: int) -> Case:
    """All sessions before this one are held, a week apart; then its visit is opened."""
    held(desk, case)
    for number in range(2, session + 1):
        clock.pass_by(days=7)
        case = return_visit(desk, case)
        if number < session:
            answer_all(desk, case, SHORT)
            finish(desk, *case.here)
            move_visit(desk, *case.here, VisitState.DONE)
    return case


def told_anew(desk: Desk, case: Case, benefits: Benefits = BENEFITS, plan: int = 0, **left: int) -> None:
    """What is left as of today."""
    today = desk.clock().date()
    anew = replace(benefits, accumulators=Accumulators(**left), as_of=today, told_by="phone")
    tell_benefits(desk, case.patient, case.course.coverages[plan], anew)


def amounts(view: VisitView) -> list[tuple[int, int]]:
    """Each session of the estimate with what the patient pays."""
    assert view.estimate
    return [(line.session, line.patient) for line in view.estimate.lines]


@pytest.fixture
def case(desk: Desk) -> Case:
    return at_the_desk(desk, service=SIX)


def test_todays_amount_is_worked_out_from_what_is_left_today(desk: Desk, clock: SetClock, case: Case) -> None:
    third = come_to(desk, clock, case, 3)
    assert seen(desk, third).today_cents == 2000
    told_anew(desk, third, deductible_remaining=1000, out_of_pocket_remaining=300000)
    told = seen(desk, third)
    assert told.today_cents == 2000
    assert amounts(told) == [(3, 2000), (4, 1200), (5, 1200), (6, 1200)]


def test_more_left_than_was_reckoned_is_not_eaten_by_sessions_that_are_past(
    desk: Desk, clock: SetClock, case: Case
) -> None:
    third = come_to(desk, clock, case, 3)
    told_anew(desk, third, deductible_remaining=9000, out_of_pocket_remaining=300000)
    assert amounts(seen(desk, third)) == [(3, 6000), (4, 3600), (5, 1200), (6, 1200)]


def test_visits_that_are_left_today_are_used_from_today_on(desk: Desk, clock: SetClock, case: Case) -> None:
    fourth = come_to(desk, clock, case, 4)
    told_anew(desk, fourth, deductible_remaining=0, out_of_pocket_remaining=300000, visits_remaining=3)
    told = seen(desk, fourth)
    assert told.today_cents == 1200
    assert amounts(told) == [(4, 1200), (5, 1200), (6, 1200)]


def test_the_out_of_pocket_maximum_is_what_is_left_today(desk: Desk, clock: SetClock, case: Case) -> None:
    third = come_to(desk, clock, case, 3)
    told_anew(desk, third, deductible_remaining=0, out_of_pocket_remaining=3000)
    assert amounts(seen(desk, third)) == [(3, 1200), (4, 1200), (5, 600), (6, 0)]
