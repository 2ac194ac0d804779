"""Determination: what one coverage means for a course, session by session."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from clinicdesk.engine.asked import Asked, ask
from clinicdesk.engine.coverage_reasons import reasons_of
from clinicdesk.engine.policy import Ruling, rule_on, speaks_of
from clinicdesk.model.coverage import Change, Coverage, Determination, Inquiry, PhoneCheck
from clinicdesk.model.payer import COVERED, Billable, CoverageStatus, LineOfBusiness, Need, Policy
from clinicdesk.model.rulebook import Rulebook


def determine(coverage: Coverage, inquiry: Inquiry, rules: Rulebook) -> Determination:
    """What the payer does with the service and the other codes on each day of the course."""
    asked = ask(coverage, inquiry, rules)
    rulings = [rule_on(asked, inquiry.code, day) for day in inquiry.dates]
    needling = tuple(
        _status(asked, ruling, inquiry.code, day) for ruling, day in zip(rulings, inquiry.dates, strict=True)
    )
    others = {code: _other(asked, code) for code in inquiry.others}
    policy = _policy_of_limit(needling, rulings)
    allowed = _visits_allowed(asked, rulings[0], policy)
    service_limit = None if allowed is None else max(0, allowed - coverage.visits_used)
    authorized = tuple(_authorized(coverage, day) for day in inquiry.dates)
    plan_visits = tuple(_plan_visits(asked))
    left = _least(service_limit, authorized[0], plan_visits[0])
    unmet = [_unmet(ruling, coverage, day) for ruling, day in zip(rulings, inquiry.dates, strict=True)]
    return Determination(
        payer=asked.payer.id,
        line_of_business=asked.line,
        needling=needling,
        others={code: statuses for code, (statuses, _) in others.items()},
        changes=_changes(needling),
        visits_allowed=allowed,
        service_limit=service_limit,
        visits_left=left,
        authorized=authorized,
        needs=tuple(need for need in _NEEDS if any(_asks(ruling, need) for ruling in rulings)),
        unmet=tuple(need for need in _NEEDS if any(need in one for one in unmet)),
        unmet_sessions=tuple(bool(one) for one in unmet),
        patient_may_be_billed=_may_be_billed(
            asked, rulings[0].policy, fully=_fully_covered(needling, service_limit, authorized, plan_visits)
        ),
        verified=_verified(asked, needling[0], rulings[0]),
        lapsed=asked.lapsed,
        assumed=frozenset(code for code, (_, assumed) in others.items() if assumed),
        reasons=reasons_of(asked, rulings, needling, policy, outranked=_outranked(asked, rulings[0])),
    )


_NEEDS = (Need.PRIOR_AUTHORIZATION, Need.REFERRAL)


def _status(asked: Asked, ruling: Ruling, code: str, day: date) -> CoverageStatus:
    """Inactive, whatever else is said; else as told on the telephone; else as the rule book has it."""
    if not asked.is_active(day):
        return CoverageStatus.INACTIVE
    told = _told(asked, ruling, code)
    return told.status if told else ruling.status


def _told(asked: Asked, ruling: Ruling, code: str) -> PhoneCheck | None:
    """The telephone check, where it outranks the rule book."""
    return None if _outranked(asked, ruling) else asked.told(code)


def _outranked(asked: Asked, ruling: Ruling) -> bool:
    """A verified exclusion by Original Medicare stands, whatever was said on the telephone."""
    excluded = ruling.status is CoverageStatus.EXCLUDED and ruling.policy is not None and ruling.policy.verified
    return excluded and asked.line is LineOfBusiness.MEDICARE


def _other(asked: Asked, code: str) -> tuple[tuple[CoverageStatus, ...], bool]:
    """Another code's status a session, and whether nothing speaks of it so that it is assumed to be covered."""
    days = asked.inquiry.dates
    silent = asked.told(code) is None and not any(speaks_of(asked, code, day) for day in days)
    if not silent:
        return tuple(_status(asked, rule_on(asked, code, day), code, day) for day in days), False
    stated = asked.coverage.benefits.stated
    status = CoverageStatus.COVERED if stated else CoverageStatus.UNKNOWN
    return tuple(status if asked.is_active(day) else CoverageStatus.INACTIVE for day in days), stated


def _policy_of_limit(needling: Sequence[CoverageStatus], rulings: Sequence[Ruling]) -> Policy | None:
    """The policy whose limit counts: that of the first session which is covered, else of the first."""
    covered = (ruling.policy for status, ruling in zip(needling, rulings, strict=True) if status in COVERED)
    return next(covered, rulings[0].policy)


def _visits_allowed(asked: Asked, ruling: Ruling, policy: Policy | None) -> int | None:
    """The telephone's limit, else the policy's: the least of the plain ones, or more where improvement is shown."""
    told = _told(asked, ruling, asked.inquiry.code)
    if told and told.visits_allowed is not None:
        return told.visits_allowed
    limits = policy.visits if policy else ()
    shown = asked.coverage.documented_improvement
    plain = [limit.count for limit in limits if not limit.documented_improvement]
    improved = [limit.count for limit in limits if limit.documented_improvement and shown]
    return max(improved) if improved else min(plain, default=None)


def _authorized(coverage: Coverage, day: date) -> int | None:
    given = coverage.prior_authorization
    return given.visits if given and day <= (given.until or date.max) else None


def _least(*limits: int | None) -> int | None:
    return min((limit for limit in limits if limit is not None), default=None)


def _asks(ruling: Ruling, need: Need) -> bool:
    policy = ruling.policy
    return bool(policy and (policy.prior_authorization if need is Need.PRIOR_AUTHORIZATION else policy.referral))


def _unmet(ruling: Ruling, coverage: Coverage, day: date) -> frozenset[Need]:
    given = coverage.prior_authorization
    missing = {
        Need.PRIOR_AUTHORIZATION: not given or day > (given.until or date.max),
        Need.REFERRAL: coverage.referral is None,
    }
    return frozenset(need for need, lacking in missing.items() if lacking and _asks(ruling, need))


def _changes(needling: Sequence[CoverageStatus]) -> tuple[Change, ...]:
    pairs = enumerate(pairwise(needling), 2)
    return tuple(Change(session, after) for session, (before, after) in pairs if before is not after)


def _plan_visits(asked: Asked) -> Iterator[int | None]:
    """What the plan has left before each session if every one counts; after the plan year next year's, if stated."""
    benefits = asked.coverage.benefits
    left, turned = benefits.accumulators.visits_remaining, False
    for day in asked.inquiry.dates:
        if benefits.plan_year_ends and not turned and day > benefits.plan_year_ends:
            turned = True
            left = left if benefits.next_year.visits_remaining is None else benefits.next_year.visits_remaining
        yield left
        left = None if left is None else max(0, left - 1)


def _fully_covered(
    needling: Sequence[CoverageStatus],
    limit: int | None,
    authorized: Sequence[int | None],
    plan_visits: Sequence[int | None],
) -> bool:
    """Whether every session is covered and no limit runs out before the last."""
    for used, (status, most, left) in enumerate(zip(needling, authorized, plan_visits, strict=True)):
        within = (limit is None or used < limit) and (most is None or used < most) and left != 0
        if status not in COVERED or not within:
            return False
    return True


def _may_be_billed(asked: Asked, policy: Policy | None, *, fully: bool) -> Billable:
    """As told on the telephone, else as the policy says, else as the kind of plan has it."""
    told = asked.told(asked.inquiry.code)
    if told and told.may_bill_patient is not None:
        return Billable.YES if told.may_bill_patient else Billable.NO
    if policy and policy.patient_may_be_billed:
        return policy.patient_may_be_billed
    rule = asked.rules.billing[asked.line or LineOfBusiness.OTHER]
    return rule.covered if fully else rule.not_covered


def _verified(asked: Asked, status: CoverageStatus, ruling: Ruling) -> bool:
    """Whether somebody has verified what the first session's status rests on; a telephone check is a verification."""
    if status is CoverageStatus.INACTIVE or _told(asked, ruling, asked.inquiry.code):
        return True
    return bool(ruling.policy and ruling.policy.verified)
