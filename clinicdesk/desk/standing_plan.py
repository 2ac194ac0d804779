"""What of a plan still holds for a course: last check, plan year, visits left, authorization, referral."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clinicdesk.desk.composing import Plan
from clinicdesk.desk.course_facts import CourseFacts
from clinicdesk.engine.asked import PHONE_CHECK_HOLDS
from clinicdesk.model.coverage import Coverage


class Part(StrEnum):
    """What of a course can hold or be stale."""

    SCREENING = "screening"
    SESSIONS = "sessions"
    ESTIMATE = "estimate"
    CONSENT = "consent"
    PAYER = "payer"
    COVERAGE_CHECK = "coverage_check"
    PLAN_YEAR = "plan_year"
    PLAN_VISITS = "plan_visits"
    AUTHORIZATION = "authorization"
    REFERRAL = "referral"


class Hold(StrEnum):
    """Whether it holds. `unknown` is where nobody has said; `missing` where it was never done."""

    HOLDS = "holds"
    STALE = "stale"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One part of a course. `since` is the day it is from, `until` the last day on which it holds, `used` out of `of`.

    None = not stated. `coverage` is the plan's id for what belongs to one plan; `rulebook` names the version of the
    rules that a signed paper was made by.
    """

    part: Part
    hold: Hold
    since: date | None = None
    until: date | None = None
    used: int | None = None
    of: int | None = None
    coverage: str = ""
    rulebook: str = ""


def until_day(day: date, until: date | None) -> Hold:
    """Whether a last day is not past; where there is none, it holds."""
    return Hold.HOLDS if until is None or day <= until else Hold.STALE


def while_left(left: int) -> Hold:
    """Whether there is something left of a number."""
    return Hold.HOLDS if left > 0 else Hold.STALE


def plan_parts(facts: CourseFacts, plan: Plan) -> Iterator[Standing]:
    """Every part that belongs to one plan; an authorization and a referral only where there is one."""
    yield _check(facts, plan)
    yield _plan_year(facts, plan)
    yield from _plan_visits(facts, plan)
    yield from _authorization(facts, plan)
    if plan.composed.referral:
        on = plan.composed.referral.on
        hold = Hold.HOLDS if on else Hold.UNKNOWN
        yield Standing(part=Part.REFERRAL, hold=hold, since=on, coverage=plan.record.id)


def _check(facts: CourseFacts, plan: Plan) -> Standing:
    """When anybody last heard from the payer, on the telephone or otherwise."""
    phone, as_of = plan.composed.phone_check, plan.composed.benefits.as_of
    heard = [one for one in (phone.on if phone else None, as_of) if one]
    if not heard:
        return Standing(part=Part.COVERAGE_CHECK, hold=Hold.MISSING, coverage=plan.record.id)
    since = max(heard)
    until = since + PHONE_CHECK_HOLDS
    hold = until_day(facts.day, until)
    return Standing(part=Part.COVERAGE_CHECK, hold=hold, since=since, until=until, coverage=plan.record.id)


def _plan_year(facts: CourseFacts, plan: Plan) -> Standing:
    """A plan year that ended since the last estimate is over for the course, though the new one may be told already."""
    then = [one.benefits.plan_year_ends for one in _as_told(facts, plan)[-1:]]
    until = next((one for one in then if one), plan.composed.benefits.plan_year_ends)
    hold = until_day(facts.day, until) if until else Hold.UNKNOWN
    return Standing(part=Part.PLAN_YEAR, hold=hold, until=until, coverage=plan.record.id)


def _plan_visits(facts: CourseFacts, plan: Plan) -> Iterator[Standing]:
    """What the plan had left, less what was done since that was told; nothing where no number was told."""
    benefits = plan.composed.benefits
    of = benefits.accumulators.visits_remaining
    if of is not None and benefits.as_of:
        used = facts.done_since(benefits.as_of)
        hold = while_left(of - used)
        yield Standing(
            part=Part.PLAN_VISITS, hold=hold, since=benefits.as_of, used=used, of=of, coverage=plan.record.id
        )


def _authorization(facts: CourseFacts, plan: Plan) -> Iterator[Standing]:
    """The payer's leave: its last day, and what was done under its number."""
    given = plan.composed.prior_authorization
    if given is None:
        return
    used = _used_under(facts, plan, given.number)
    hold = until_day(facts.day, given.until)
    if given.visits is not None and used >= given.visits:
        hold = Hold.STALE
    yield Standing(
        part=Part.AUTHORIZATION, hold=hold, until=given.until, used=used, of=given.visits, coverage=plan.record.id
    )


def _used_under(facts: CourseFacts, plan: Plan, number: str) -> int:
    """The visits that were done since an estimate first had this authorization's number."""
    days = [
        told.day
        for told in facts.told
        for one in told.coverage
        if one.payer == plan.composed.payer and one.prior_authorization and one.prior_authorization.number == number
    ]
    return facts.done_since(min(days)) if days else 0


def _as_told(facts: CourseFacts, plan: Plan) -> list[Coverage]:
    """The plan as each estimate had it, the oldest first."""
    return [one for told in facts.told for one in told.coverage if one.payer == plan.composed.payer]
