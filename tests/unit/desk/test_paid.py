"""How far the visits reach that the plan pays, told at each visit of a course."""

from dataclasses import replace
from datetime import date

import pytest

from clinicdesk.desk.desk import Desk
from clinicdesk.desk.paid import Paid
from clinicdesk.desk.plans import tell_benefits
from clinicdesk.desk.visit_view import view_visit
from clinicdesk.model.coverage import Accumulators
from clinicdesk.model.records import VisitState
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.visits import BENEFITS, MONDAY, SERVICE, Case, at_the_desk, return_visit, stored

SIX = replace(SERVICE, sessions=6, first_session=MONDAY)


def tell(desk: Desk, case: Case, visits: int | None, year_ends: date | None = None) -> None:
    """What is left as of today."""
    left = Accumulators(deductible_remaining=0, out_of_pocket_remaining=300000, visits_remaining=visits)
    anew = replace(BENEFITS, accumulators=left, as_of=desk.clock().date(), told_by="phone", plan_year_ends=year_ends)
    tell_benefits(desk, case.patient, case.course.coverages[0], anew)


def come(desk: Desk, clock: SetClock, case: Case) -> Case:
    """The visit is done; a week later is the next one."""
    desk.store.put(replace(stored(desk, case), state=VisitState.DONE))
    clock.pass_by(days=7)
    return return_visit(desk, case)


def paid(desk: Desk, case: Case) -> Paid:
    found = view_visit(desk, *case.here).paid
    assert found is not None
    return found


@pytest.fixture
def case(desk: Desk) -> Case:
    return at_the_desk(desk, service=SIX)


def test_at_the_first_visit_it_is_told_how_many_sessions_are_paid(desk: Desk, case: Case) -> None:
    tell(desk, case, 2)
    assert paid(desk, case) == Paid(sessions=6, paid=2, first=1, now=True, used_up=False, left=2)
    assert paid(desk, case).is_partial


def test_visits_left_are_counted_down_and_none_is_left_at_the_third_session(
    desk: Desk, clock: SetClock, case: Case
) -> None:
    tell(desk, case, 2)
    case = come(desk, clock, case)
    assert (paid(desk, case).used_up, paid(desk, case).left) == (False, 1)
    case = come(desk, clock, case)
    assert (paid(desk, case).used_up, paid(desk, case).left) == (True, 0)


def test_what_is_told_anew_counts_from_that_day(desk: Desk, clock: SetClock, case: Case) -> None:
    tell(desk, case, 2)
    case = come(desk, clock, come(desk, clock, case))
    tell(desk, case, 3)
    assert paid(desk, case) == Paid(sessions=4, paid=3, first=3, now=True, used_up=False, left=3)


def test_where_all_is_paid_or_no_number_is_stated_nothing_is_partial(desk: Desk, case: Case) -> None:
    tell(desk, case, 12)
    assert not paid(desk, case).is_partial
    tell(desk, case, None)
    assert (paid(desk, case).is_partial, paid(desk, case).left) == (False, None)


def test_in_a_new_plan_year_nobody_has_said_what_is_left(desk: Desk, clock: SetClock, case: Case) -> None:
    tell(desk, case, 4, date(2026, 11, 24))
    assert paid(desk, case).left == 4
    assert paid(desk, come(desk, clock, case)).left is None


def test_who_pays_alone_has_no_visits_of_a_plan(desk: Desk) -> None:
    alone = at_the_desk(desk, service=SIX, insured=False)
    assert view_visit(desk, *alone.here).paid is None
