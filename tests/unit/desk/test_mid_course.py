"""A plan is told anew in the middle of a course: what was held before is in it, and no session is counted twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from clinicdesk.desk.board import board
from clinicdesk.desk.costs import Option, compare, determine, estimate
from clinicdesk.desk.courses import change_course, move_visit
from clinicdesk.desk.desk import Desk
from clinicdesk.desk.draft_sheet import draft_sheet
from clinicdesk.desk.handed_over import hand_over_paper
from clinicdesk.desk.lacking import Lack, Lacking
from clinicdesk.desk.next_step import Next, next_of
from clinicdesk.desk.papers import due, issue
from clinicdesk.desk.plans import add_coverage, change_coverage, check_by_phone, tell_benefits
from clinicdesk.desk.screening import finish
from clinicdesk.desk.signing import sign
from clinicdesk.desk.standing_plan import Hold, Part
from clinicdesk.desk.visit_files import export_visit
from clinicdesk.desk.visit_view import VisitView, view_visit
from clinicdesk.exchange.kept_result import patient_at, read_kept
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.model.coverage import Accumulators, Benefits, Change, Coordination, PriorAuthorization
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.estimate import NotPaid
from clinicdesk.model.payer import CoverageStatus
from clinicdesk.model.records import (
    CLINIC,
    BenefitsRecord,
    ClinicRecord,
    CourseRecord,
    CoverageRecord,
    HandedOver,
    VisitState,
)
from clinicdesk.model.roles import Act
from tests.unit.desk.conftest import SetClock
from tests.unit.desk.visits import (
    ACME,
    ANA,
    BENEFITS,
    CHECK,
    MONDAY,
    SERVICE,
    SHORT,
    Case,
    answer_all,
    at_the_desk,
    return_visit,
    screened,
    stored,
    told_benefits,
)
from tests.unit.documents.helpers import plain

SIX = replace(SERVICE, sessions=6, first_session=MONDAY)
"""Six sessions, a week apart, the first on the Monday of the tests."""

MUCH = 300000
"""So much is left to the out-of-pocket maximum that it cuts nothing."""

Setting = Callable[[Any], Any]


@pytest.fixture(autouse=True)
def address(desk: Desk) -> None:
    """Nothing is lacking that a Good Faith Estimate must say of the clinic."""
    desk.store.put(replace(desk.store.get(ClinicRecord, CLINIC), address="1 River Street, Durham, NC 27701"))


@pytest.fixture
def case(desk: Desk) -> Case:
    return at_the_desk(desk, service=SIX)


def seen(desk: Desk, case: Case) -> VisitView:
    return view_visit(desk, *case.here)


def go_home(desk: Desk, case: Case) -> None:
    """All papers that are to be signed are signed, a Good Faith Estimate is handed over, and the session is held."""
    papers = due(desk, *case.here).due
    if any(one.notice.signer and not one.settled for one in papers):
        for paper in issue(desk, *case.here):
            today = desk.clock().date()
            for signer in paper.signers:
                wants = 1 if paper.kind == NoticeKind.NON_COVERED_WAIVER else 0
                sign(desk, case.patient, paper.id, signer, ANA.full_name, signed_on=today, choice=wants)
            if paper.kind == NoticeKind.GOOD_FAITH_ESTIMATE:
                hand_over_paper(desk, case.patient, paper.id, HandedOver.IN_PERSON, "Ana Ruiz", today)
    move_visit(desk, *case.here, VisitState.DONE)


def treated(desk: Desk, case: Case) -> None:
    """A session from its questions to its end."""
    view = seen(desk, case)
    if view.progress and view.progress.full:
        screened(desk, case)
    else:
        answer_all(desk, case, SHORT)
        finish(desk, *case.here)
    go_home(desk, case)


def come_to(desk: Desk, clock: SetClock, case: Case, session: int, days: int = 7) -> Case:
    """All sessions before this one are held, so many days apart; then its visit is opened."""
    for _ in range(1, session):
        treated(desk, case)
        clock.pass_by(days=days)
        case = return_visit(desk, case)
    return case


def tell(desk: Desk, case: Case, plan: int = 0, benefits: Benefits = BENEFITS, **left: int) -> None:
    """What is left as of today."""
    anew = replace(benefits, accumulators=Accumulators(**left), as_of=desk.clock().date(), told_by="phone")
    tell_benefits(desk, case.patient, case.course.coverages[plan], anew)


def with_plan(desk: Desk, case: Case, plan: int = 0, **other: Any) -> None:
    """Something else is known of a plan itself."""
    record = desk.store.get(CoverageRecord, case.course.coverages[plan])
    change_coverage(desk, replace(record, plan=replace(record.plan, **other)))


def with_second_plan(desk: Desk, case: Case, **left: int) -> Case:
    """Another plan, told as of today: ten per cent after what is left of its deductible."""
    other = replace(ACME, payer_name="Other Health", member_id="B2", coordination=Coordination.STANDARD)
    plan = add_coverage(desk, case.patient, other, 2).id
    course = desk.store.get(CourseRecord, case.course.id)
    course = change_course(desk, replace(course, coverages=(*course.coverages, plan)))
    check_by_phone(desk, case.patient, plan, CHECK)
    made = Case(case.patient, course, case.visit)
    tell(desk, made, 1, Benefits(coinsurance=1000), **left)
    return made


def amounts(view: VisitView) -> list[tuple[int, int]]:
    """Each session of the estimate with what the patient pays."""
    assert view.estimate
    return [(line.session, line.patient) for line in view.estimate.lines]


def lacks(desk: Desk, case: Case) -> list[Lacking]:
    """What the board has of the visit."""
    lines = board(desk, desk.clock().date())
    return [lack for one in lines if one.visit.id == case.visit for lack in one.lacks]


def settled(desk: Desk, case: Case) -> dict[str, bool]:
    return {one.notice.kind: one.settled for one in due(desk, *case.here).due}


def test_todays_amount_is_worked_out_from_what_is_left_today(desk: Desk, clock: SetClock, case: Case) -> None:
    third = come_to(desk, clock, case, 3)
    tell(desk, third, deductible_remaining=1000, out_of_pocket_remaining=MUCH)
    told = seen(desk, third)
    assert (told.session, told.today_cents) == (3, 2000)
    assert amounts(told) == [(3, 2000), (4, 1200), (5, 1200), (6, 1200)]


def test_what_is_left_today_is_not_eaten_by_sessions_that_are_past(desk: Desk, clock: SetClock, case: Case) -> None:
    third = come_to(desk, clock, case, 3)
    tell(desk, third, deductible_remaining=9000, out_of_pocket_remaining=MUCH)
    assert amounts(seen(desk, third)) == [(3, 6000), (4, 3600), (5, 1200), (6, 1200)]


def test_visits_that_are_left_today_are_used_from_today_on(desk: Desk, clock: SetClock, case: Case) -> None:
    fourth = come_to(desk, clock, case, 4)
    tell(desk, fourth, deductible_remaining=0, out_of_pocket_remaining=MUCH, visits_remaining=3)
    told = seen(desk, fourth)
    assert told.today_cents == 1200
    assert amounts(told) == [(4, 1200), (5, 1200), (6, 1200)]


def test_the_out_of_pocket_maximum_is_what_is_left_today(desk: Desk, clock: SetClock, case: Case) -> None:
    third = come_to(desk, clock, case, 3)
    tell(desk, third, deductible_remaining=0, out_of_pocket_remaining=3000)
    assert amounts(seen(desk, third)) == [(3, 1200), (4, 1200), (5, 600), (6, 0)]


def test_what_was_told_before_the_first_session_runs_through_the_whole_course(
    desk: Desk, clock: SetClock, case: Case
) -> None:
    tell_benefits(desk, case.patient, case.course.coverages[0], told_benefits(MONDAY - timedelta(days=3)))
    told = seen(desk, come_to(desk, clock, case, 3))
    assert told.today_cents == 2000
    assert amounts(told) == [(1, 6000), (2, 6000), (3, 2000), (4, 1200), (5, 1200), (6, 1200)]
    assert told.costs
    assert (told.costs.sessions, told.costs.counted) == ((1, 6), "")


def test_a_session_of_the_very_day_is_not_in_what_was_told_that_day(desk: Desk, clock: SetClock, case: Case) -> None:
    third = come_to(desk, clock, case, 3)
    tell(desk, third, deductible_remaining=9000, out_of_pocket_remaining=MUCH)
    treated(desk, third)
    clock.pass_by(days=7)
    told = seen(desk, return_visit(desk, case))
    assert told.today_cents == 3600
    assert amounts(told) == [(3, 6000), (4, 3600), (5, 1200), (6, 1200)]


def test_the_latest_word_counts_where_a_plan_was_told_more_than_once(desk: Desk, clock: SetClock, case: Case) -> None:
    third = come_to(desk, clock, case, 3)
    tell(desk, third, deductible_remaining=9000, out_of_pocket_remaining=MUCH)
    treated(desk, third)
    clock.pass_by(days=7)
    fourth = return_visit(desk, case)
    tell(desk, fourth, deductible_remaining=1000, out_of_pocket_remaining=MUCH)
    assert amounts(seen(desk, fourth)) == [(4, 2000), (5, 1200), (6, 1200)]


def test_a_cancelled_visit_is_no_session_that_was_held(desk: Desk, clock: SetClock, case: Case) -> None:
    second = come_to(desk, clock, case, 2)
    move_visit(desk, *second.here, VisitState.CANCELLED)
    clock.pass_by(days=7)
    again = return_visit(desk, case)
    tell(desk, again, deductible_remaining=7000, out_of_pocket_remaining=MUCH)
    told = seen(desk, again)
    assert told.session == 2
    assert amounts(told) == [(2, 6000), (3, 2000), (4, 1200), (5, 1200), (6, 1200)]


def test_where_nobody_said_as_of_when_the_day_on_which_it_was_kept_counts(
    desk: Desk, clock: SetClock, case: Case
) -> None:
    third = come_to(desk, clock, case, 3)
    tell(desk, third, deductible_remaining=9000, out_of_pocket_remaining=MUCH)
    last = desk.store.find(BenefitsRecord)[-1]
    with desk.store.transaction():
        undated = replace(last, id=desk.store.new_id(), benefits=replace(last.benefits, as_of=None))
        desk.store.append(undated)
    assert amounts(seen(desk, third)) == [(3, 6000), (4, 3600), (5, 1200), (6, 1200)]
    treated(desk, third)
    clock.pass_by(days=7)
    assert amounts(seen(desk, return_visit(desk, case))) == [(3, 6000), (4, 3600), (5, 1200), (6, 1200)]


def test_an_earlier_visit_is_worked_out_from_its_own_session_on(desk: Desk, clock: SetClock, case: Case) -> None:
    second = come_to(desk, clock, case, 2)
    clock.pass_by(days=7)
    tell(desk, second, deductible_remaining=1000, out_of_pocket_remaining=MUCH)
    assert amounts(seen(desk, second))[0] == (2, 2000)


def test_a_session_beyond_the_course_has_no_amount(desk: Desk, clock: SetClock) -> None:
    case = at_the_desk(desk, service=replace(SIX, sessions=2))
    third = come_to(desk, clock, case, 3)
    tell(desk, third, deductible_remaining=1000, out_of_pocket_remaining=MUCH)
    told = seen(desk, third)
    assert (told.session, told.today_cents) == (3, None)


def test_a_range_of_sessions_is_told_for_those_that_are_left(desk: Desk, clock: SetClock) -> None:
    case = at_the_desk(desk, service=replace(SIX, sessions_range=(4, 8)))
    third = come_to(desk, clock, case, 3)
    tell(desk, third, deductible_remaining=0, out_of_pocket_remaining=MUCH)
    told = seen(desk, third).estimate
    assert told
    assert told.range
    assert (told.range.sessions, told.range.patient) == ((2, 6), (2400, 7200))
    assert "A rest of 2 to 6 sessions would cost you $24.00 to $72.00." in plain(draft_sheet(desk, *third.here))


# The plan year, and days on which a plan is another.

YEAR = replace(BENEFITS, plan_year_ends=date(2026, 12, 31), next_year=Accumulators(deductible_remaining=10000))


def test_the_next_plan_year_begins_in_the_rest_of_the_course(desk: Desk, clock: SetClock, case: Case) -> None:
    third = come_to(desk, clock, case, 3)
    year = replace(YEAR, plan_year_ends=date(2026, 12, 15))
    tell(desk, third, 0, year, deductible_remaining=1000, out_of_pocket_remaining=MUCH)
    assert amounts(seen(desk, third)) == [(3, 2000), (4, 1200), (5, 6000), (6, 4400)]


@pytest.fixture
def until_year_end(desk: Desk, case: Case) -> Case:
    """The plan year ends while the course runs."""
    tell(desk, case, 0, YEAR, deductible_remaining=13000, out_of_pocket_remaining=MUCH)
    return case


def test_on_time_the_whole_course_runs_over_the_end_of_the_plan_year(
    desk: Desk, clock: SetClock, until_year_end: Case
) -> None:
    told = seen(desk, come_to(desk, clock, until_year_end, 3))
    assert amounts(told) == [(1, 6000), (2, 6000), (3, 2000), (4, 1200), (5, 1200), (6, 1200)]


def test_a_session_that_slips_into_the_next_plan_year_pays_that_years_deductible(
    desk: Desk, clock: SetClock, until_year_end: Case
) -> None:
    come_to(desk, clock, until_year_end, 4)
    late = Case(until_year_end.patient, until_year_end.course, seen_last(desk, until_year_end))
    move_visit(desk, *late.here, VisitState.CANCELLED)
    clock.pass_by(days=28)
    fourth = return_visit(desk, until_year_end)
    told = seen(desk, fourth)
    assert (told.session, told.today_cents) == (4, 6000)
    assert amounts(told) == [(4, 6000), (5, 4400), (6, 1200)]
    treated(desk, fourth)
    clock.pass_by(days=7)
    assert amounts(seen(desk, return_visit(desk, until_year_end))) == [(4, 6000), (5, 4400), (6, 1200)]


def seen_last(desk: Desk, case: Case) -> str:
    """The course's newest visit."""
    return max(view.id for view in desk.store.find(type(stored(desk, case)), course=case.course.id))


def test_a_session_that_is_moved_up_before_the_year_end_still_has_this_years_deductible_met(
    desk: Desk, clock: SetClock
) -> None:
    case = at_the_desk(desk, service=replace(SIX, every_days=14))
    tell(desk, case, 0, YEAR, deductible_remaining=13000, out_of_pocket_remaining=MUCH)
    third = come_to(desk, clock, case, 3, days=14)
    treated(desk, third)
    clock.pass_by(days=9)
    told = seen(desk, return_visit(desk, case))
    assert (told.visit.day, told.session, told.today_cents) == (date(2026, 12, 30), 4, 1200)
    assert amounts(told)[3:] == [(4, 1200), (5, 6000), (6, 4400)]


def test_a_plan_that_has_ended_by_the_day_of_a_late_session_pays_nothing(
    desk: Desk, clock: SetClock, case: Case
) -> None:
    with_plan(desk, case, effective_to=date(2026, 12, 10))
    third = come_to(desk, clock, case, 3)
    assert seen(desk, third).today_cents == 2000
    clock.pass_by(days=7)
    move_visit(desk, *third.here, VisitState.CANCELLED)
    assert seen(desk, return_visit(desk, case)).today_cents == 6000


def test_what_changes_later_in_the_rest_is_told_by_the_number_of_the_course(
    desk: Desk, clock: SetClock, case: Case
) -> None:
    with_plan(desk, case, effective_to=date(2026, 12, 15))
    third = come_to(desk, clock, case, 3)
    tell(desk, third, deductible_remaining=0, out_of_pocket_remaining=MUCH)
    assert seen(desk, third).coverage[0].changes == (Change(5, CoverageStatus.INACTIVE),)
    kept = determine(desk, *third.here)
    assert read_kept(kept.result)["coverage"][0]["changes"] == [{"session": 5, "status": "inactive"}]


# Two plans.


def test_what_the_second_plan_was_told_earlier_is_less_what_the_sessions_took_since(
    desk: Desk, clock: SetClock, case: Case
) -> None:
    case = with_second_plan(desk, case, deductible_remaining=5000, out_of_pocket_remaining=MUCH)
    third = come_to(desk, clock, case, 3)
    whole = [(1, 5100), (2, 600), (3, 0), (4, 0), (5, 0), (6, 0)]
    assert amounts(seen(desk, third)) == whole
    tell(desk, third, deductible_remaining=9000, out_of_pocket_remaining=MUCH)
    assert amounts(seen(desk, third)) == [(3, 600), (4, 0), (5, 0), (6, 0)]


def test_visits_of_the_second_plan_that_were_used_stay_used(desk: Desk, clock: SetClock, case: Case) -> None:
    case = with_second_plan(desk, case, deductible_remaining=5000, out_of_pocket_remaining=MUCH, visits_remaining=3)
    third = come_to(desk, clock, case, 3)
    tell(desk, third, deductible_remaining=0, out_of_pocket_remaining=MUCH)
    assert amounts(seen(desk, third)) == [(3, 0), (4, 1200), (5, 1200), (6, 1200)]


def test_a_second_plan_that_alone_was_told_anew_is_not_eaten_by_past_sessions(
    desk: Desk, clock: SetClock, case: Case
) -> None:
    third = come_to(desk, clock, case, 3)
    third = with_second_plan(desk, third, deductible_remaining=5000, out_of_pocket_remaining=MUCH)
    told = seen(desk, third)
    assert amounts(told) == [(3, 1100), (4, 0), (5, 0), (6, 0)]
    file = read_visit(export_visit(desk, *third.here), desk.rules)
    first, second = (one.benefits for one in file.coverage)
    assert (first.accumulators.deductible_remaining, first.as_of, first.told_by) == (1000, file.day, "")
    assert (second.accumulators.deductible_remaining, second.as_of, second.told_by) == (5000, file.day, "phone")


def test_two_plans_that_were_both_told_anew_are_taken_as_they_were_told(
    desk: Desk, clock: SetClock, case: Case
) -> None:
    case = with_second_plan(desk, case, deductible_remaining=5000, out_of_pocket_remaining=MUCH)
    third = come_to(desk, clock, case, 3)
    tell(desk, third, deductible_remaining=9000, out_of_pocket_remaining=MUCH)
    tell(desk, third, 1, Benefits(coinsurance=1000), deductible_remaining=5000, out_of_pocket_remaining=MUCH)
    assert amounts(seen(desk, third)) == [(3, 5100), (4, 0), (5, 0), (6, 0)]


# The payer's own limits.


@pytest.fixture
def limited(desk: Desk, case: Case) -> Case:
    """The payer allows four visits, and has paid for one before the course."""
    with_plan(desk, case, visits_used=1)
    check_by_phone(desk, case.patient, case.course.coverages[0], replace(CHECK, visits_allowed=4))
    return case


def test_each_session_counts_once_towards_the_payers_limit(desk: Desk, clock: SetClock, limited: Case) -> None:
    third = come_to(desk, clock, limited, 3)
    assert amounts(seen(desk, third)) == [(1, 6000), (2, 6000), (3, 2000), (4, 6000), (5, 6000), (6, 6000)]


def test_sessions_that_are_not_worked_out_any_more_stay_used(desk: Desk, clock: SetClock, limited: Case) -> None:
    third = come_to(desk, clock, limited, 3)
    tell(desk, third, deductible_remaining=1000, out_of_pocket_remaining=MUCH)
    told = seen(desk, third)
    assert amounts(told) == [(3, 2000), (4, 6000), (5, 6000), (6, 6000)]
    assert told.coverage[0].visits_left == 1
    assert told.estimate
    assert told.estimate.lines[1].not_paid is NotPaid.NO_VISITS_LEFT
    used = next(one for one in told.coverage[0].reasons if one.code == "coverage.used")
    assert used.values["count"] == 3


def test_a_session_that_no_plan_covered_has_used_nothing(desk: Desk, clock: SetClock, limited: Case) -> None:
    with_plan(desk, limited, effective_from=date(2026, 11, 28))
    third = come_to(desk, clock, limited, 3)
    tell(desk, third, deductible_remaining=0, out_of_pocket_remaining=MUCH)
    assert amounts(seen(desk, third)) == [(3, 1200), (4, 1200), (5, 6000), (6, 6000)]


def test_an_authorization_has_the_past_sessions_of_the_course_in_it(desk: Desk, clock: SetClock, case: Case) -> None:
    with_plan(desk, case, prior_authorization=PriorAuthorization("A1", 4))
    third = come_to(desk, clock, case, 3)
    tell(desk, third, deductible_remaining=1000, out_of_pocket_remaining=MUCH)
    assert amounts(seen(desk, third)) == [(3, 2000), (4, 1200), (5, 6000), (6, 6000)]


def test_a_new_authorization_is_not_used_up_by_sessions_before_it(desk: Desk, clock: SetClock, case: Case) -> None:
    with_plan(desk, case, prior_authorization=PriorAuthorization("A1", 4))
    fifth = come_to(desk, clock, case, 5)
    assert seen(desk, fifth).today_cents == 6000
    with_plan(desk, fifth, prior_authorization=PriorAuthorization("A2", 1))
    assert amounts(seen(desk, fifth)) == [(5, 1200), (6, 6000)]
    with_plan(desk, fifth, member_id="A77")
    treated(desk, fifth)
    clock.pass_by(days=7)
    assert amounts(seen(desk, return_visit(desk, case))) == [(5, 1200), (6, 6000)]


def test_an_authorization_that_was_entered_late_has_the_whole_course_under_it(
    desk: Desk, clock: SetClock, case: Case
) -> None:
    third = come_to(desk, clock, case, 3)
    with_plan(desk, third, prior_authorization=PriorAuthorization("A1", 4))
    assert amounts(seen(desk, third)) == [(1, 6000), (2, 6000), (3, 2000), (4, 1200), (5, 6000), (6, 6000)]


# What was told to the patient, and what is on paper.


def test_the_board_asks_for_a_new_estimate_and_collects_nothing_by_the_old_one(
    desk: Desk, clock: SetClock, case: Case
) -> None:
    estimate(desk, *case.here)
    third = come_to(desk, clock, case, 3)
    assert Lacking(code=Lack.COLLECT, cents=2000) in lacks(desk, third)
    clock.pass_by(minutes=1)
    tell(desk, third, deductible_remaining=9000, out_of_pocket_remaining=MUCH)
    assert {one.code for one in lacks(desk, third)} & {Lack.ESTIMATE, Lack.COLLECT} == {Lack.ESTIMATE}
    answer_all(desk, third, SHORT)
    finish(desk, *third.here)
    view = seen(desk, third)
    assert [one.hold for one in view.standing if one.part is Part.ESTIMATE] == [Hold.STALE]
    assert next_of(view) is Next.ESTIMATE
    kept = estimate(desk, *third.here)
    assert [patient_at(kept.result, one) for one in (2, 3, 4, 7)] == [None, 6000, 3600, None]
    assert kept.patient_total == 12000
    assert Lacking(code=Lack.COLLECT, cents=6000) in lacks(desk, third)
    assert Lack.ESTIMATE not in {one.code for one in lacks(desk, third)}
    assert [one.hold for one in seen(desk, third).standing if one.part is Part.ESTIMATE] == [Hold.HOLDS]


def test_an_estimate_in_mid_course_holds_at_the_sessions_after_it(desk: Desk, clock: SetClock, case: Case) -> None:
    third = come_to(desk, clock, case, 3)
    third = with_second_plan(desk, third, deductible_remaining=5000, out_of_pocket_remaining=MUCH)
    estimate(desk, *third.here)
    treated(desk, third)
    clock.pass_by(days=7)
    fourth = return_visit(desk, case)
    assert Lack.ESTIMATE not in {one.code for one in lacks(desk, fourth)}
    assert [one.hold for one in seen(desk, fourth).standing if one.part is Part.ESTIMATE] == [Hold.HOLDS]


def test_a_consent_holds_on_and_only_the_estimate_is_given_anew(desk: Desk, clock: SetClock, case: Case) -> None:
    third = come_to(desk, clock, case, 3)
    assert settled(desk, third) == {NoticeKind.CONSENT: True, NoticeKind.COST_ESTIMATE: True}
    tell(desk, third, deductible_remaining=9000, out_of_pocket_remaining=MUCH)
    assert settled(desk, third) == {NoticeKind.CONSENT: True, NoticeKind.COST_ESTIMATE: False}
    answer_all(desk, third, SHORT)
    finish(desk, *third.here)
    issue(desk, *third.here)
    assert next(desk.store.trail(act=Act.ISSUE, newest_first=True)).entry.told["sessions_before"] == 2
    assert settled(desk, third)[NoticeKind.COST_ESTIMATE]
    move_visit(desk, *third.here, VisitState.DONE)
    clock.pass_by(days=7)
    fourth = return_visit(desk, case)
    assert settled(desk, fourth) == {NoticeKind.CONSENT: True, NoticeKind.COST_ESTIMATE: True}


def test_a_longer_course_asks_for_a_new_consent_also_in_its_rest(desk: Desk, clock: SetClock, case: Case) -> None:
    third = come_to(desk, clock, case, 3)
    tell(desk, third, deductible_remaining=9000, out_of_pocket_remaining=MUCH)
    change_course(desk, replace(case.course, service=replace(SIX, sessions=7)))
    assert settled(desk, third)[NoticeKind.CONSENT] is False


def test_a_consent_of_the_rest_holds_for_the_rest_of_the_rest(desk: Desk, clock: SetClock, case: Case) -> None:
    third = come_to(desk, clock, case, 3)
    tell(desk, third, deductible_remaining=9000, out_of_pocket_remaining=MUCH)
    change_course(desk, replace(case.course, service=replace(SIX, sessions=7)))
    treated(desk, third)
    clock.pass_by(days=7)
    fourth = return_visit(desk, case)
    tell(desk, fourth, deductible_remaining=3000, out_of_pocket_remaining=MUCH)
    assert settled(desk, fourth) == {NoticeKind.CONSENT: True, NoticeKind.COST_ESTIMATE: False}


def test_the_paper_and_the_screen_say_for_which_sessions_it_is(desk: Desk, clock: SetClock, case: Case) -> None:
    third = come_to(desk, clock, case, 3)
    tell(desk, third, deductible_remaining=9000, out_of_pocket_remaining=MUCH)
    answer_all(desk, third, SHORT)
    finish(desk, *third.here)
    text, view = plain(draft_sheet(desk, *third.here)), seen(desk, third)
    assert view.costs
    assert view.costs.sessions == (3, 6)
    assert [row.session for row in view.costs.rows] == [3, 4, 5, 6]
    assert "from session 3 on" in view.costs.counted
    assert view.costs.counted in text
    for said in ("Due today $60.00 Session 3 of 6", "Rest of the course $120.00 4 sessions together", "6 sessions"):
        assert said in text
    assert "Whole course" not in text
    assert "First session" not in text


def test_a_late_session_is_the_one_that_is_due_today_on_paper_too(desk: Desk, clock: SetClock, case: Case) -> None:
    third = come_to(desk, clock, case, 3, days=11)
    answer_all(desk, third, SHORT)
    finish(desk, *third.here)
    assert seen(desk, third).today_cents == 2000
    assert "Due today $20.00 Session 3 of 6" in plain(draft_sheet(desk, *third.here))


def test_a_waiver_of_the_rest_names_the_sessions_as_the_course_does(desk: Desk, clock: SetClock, limited: Case) -> None:
    third = come_to(desk, clock, limited, 3)
    tell(desk, third, deductible_remaining=1000, out_of_pocket_remaining=MUCH)
    text = plain(draft_sheet(desk, *third.here))
    waived = text[text.index("Session Date Service What we have on file") :]
    assert waived.split(" You pay ")[1].startswith("4 December 14, 2026 20561 no visit left under the plan $60.00 5")


def test_other_ways_are_compared_over_the_same_sessions(desk: Desk, clock: SetClock, case: Case) -> None:
    third = come_to(desk, clock, case, 3)
    tell(desk, third, deductible_remaining=1000, out_of_pocket_remaining=MUCH)
    ways = (Option(name="now"), Option(name="alone", use_insurance=False), Option(name="eight", sessions=8))
    told = compare(desk, *third.here, ways)
    assert [one.costs.sessions for one in told] == [(3, 6), (3, 6), (3, 8)]
    assert [one.costs.course for one in told] == [5600, 24000, 8000]


def test_a_patient_who_pays_alone_has_the_whole_course_as_before(desk: Desk, clock: SetClock) -> None:
    case = at_the_desk(desk, service=replace(SIX, use_insurance=False))
    third = come_to(desk, clock, case, 3)
    tell(desk, third, deductible_remaining=1000, out_of_pocket_remaining=MUCH)
    told = seen(desk, third)
    assert amounts(told) == [(one, 6000) for one in range(1, 7)]
    assert settled(desk, third) == {NoticeKind.CONSENT: True, NoticeKind.GOOD_FAITH_ESTIMATE: True}
