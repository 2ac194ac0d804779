"""The papers that are due, by when, and who signs them."""

from collections.abc import Iterator, Sequence
from datetime import date

from clinicdesk.engine.calendar import business_days_after, business_days_ahead
from clinicdesk.model.clinic import Clinic
from clinicdesk.model.coverage import Determination
from clinicdesk.model.dated import Reason
from clinicdesk.model.document import Notice, NoticeKind, NoticeRule
from clinicdesk.model.estimate import Estimate, NotPaid
from clinicdesk.model.payer import REFUSED, Billable, CoverageStatus, LineOfBusiness
from clinicdesk.model.people import Signer
from clinicdesk.model.practice import Permission, PracticeStatus
from clinicdesk.model.questionnaire import DECIDES_ITEM
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.visit import Visit

NOT_IN_FORCE = frozenset({PracticeStatus.PROHIBITED, PracticeStatus.NOT_YET_EFFECTIVE})

_NO_BENEFITS = REFUSED | {CoverageStatus.INACTIVE}
_COMMERCIAL = frozenset({LineOfBusiness.COMMERCIAL, LineOfBusiness.OTHER, None})


def signer_of(age: int | None, age_of_consent: int, visit: Visit) -> Signer | None:
    """Who signs every paper; None where the age is not known."""
    if age is None:
        return None
    if age < age_of_consent:
        return Signer.GUARDIAN
    return Signer.REPRESENTATIVE if visit.answers.get(DECIDES_ITEM) == "no" else Signer.PATIENT


def due(
    visit: Visit,
    practice: Permission,
    determinations: Sequence[Determination],
    estimate: Estimate,
    signer: Signer | None,
    rules: Rulebook,
) -> tuple[Notice, ...]:
    """Every paper that is due for this visit, each with the rule behind it."""
    found = _due(visit, practice, determinations[0] if determinations else None, estimate, rules)
    early = _before_code(visit, rules)
    return tuple(
        Notice(kind, day, signer, missing, (*reasons, *(early if kind in _ESTIMATES else ())))
        for kind, day, missing, reasons in found
    )


_ESTIMATES = frozenset({NoticeKind.GOOD_FAITH_ESTIMATE, NoticeKind.COST_ESTIMATE})


def _before_code(visit: Visit, rules: Rulebook) -> tuple[Reason, ...]:
    """That the course begins before there was a code to bill it with."""
    code = rules.codes.get(visit.service.code)
    if code is None or code.since is None or visit.service.first_session >= code.since:
        return ()
    return (Reason.of_rule("notice.before_code", code, code=code.code, since=code.since),)


_Due = tuple[NoticeKind, date | None, tuple[str, ...], tuple[Reason, ...]]


def _due(
    visit: Visit, practice: Permission, primary: Determination | None, estimate: Estimate, rules: Rulebook
) -> Iterator[_Due]:
    def paper(kind: NoticeKind, code: str) -> _Due:
        return kind, None, (), (Reason.of_rule(f"notice.{code}", rules.notices[kind]),)

    if practice.status not in NOT_IN_FORCE:
        yield paper(NoticeKind.CONSENT, "consent")
    estimate_code = _good_faith_estimate(visit, primary)
    if estimate_code:
        yield _estimate_due(visit, estimate_code, rules)
    else:
        yield paper(
            NoticeKind.COST_ESTIMATE, "cost_estimate" if visit.clinic.in_united_states else "cost_estimate_abroad"
        )
    if primary is None:
        return
    statuses = primary.needling[: visit.service.sessions]
    refused = not REFUSED.isdisjoint(statuses) or any(
        line.not_paid is NotPaid.NO_VISITS_LEFT for line in estimate.lines if line.code == visit.service.code
    )
    if primary.line_of_business is LineOfBusiness.MEDICARE:
        if refused:
            yield paper(NoticeKind.ABN, "abn")
    elif primary.line_of_business is LineOfBusiness.MEDICARE_ADVANTAGE:
        if refused or CoverageStatus.UNKNOWN in statuses:
            yield paper(NoticeKind.ORGANIZATION_DETERMINATION, "organization_determination")
    elif refused and primary.patient_may_be_billed in {Billable.YES, Billable.WITH_NOTICE}:
        yield paper(NoticeKind.NON_COVERED_WAIVER, "non_covered_waiver")


def _good_faith_estimate(visit: Visit, primary: Determination | None) -> str:
    """Why a Good Faith Estimate is due; empty where none is."""
    if not visit.clinic.in_united_states:
        return ""
    if visit.self_pay:
        return "gfe_not_filing" if visit.coverage else "gfe_self_pay"
    if primary and primary.line_of_business in _COMMERCIAL and primary.status in _NO_BENEFITS:
        return "gfe_no_benefits"
    return ""


def _estimate_due(visit: Visit, code: str, rules: Rulebook) -> _Due:
    rule = rules.notices[NoticeKind.GOOD_FAITH_ESTIMATE]
    day, when = _deadline(visit, rule, rules)
    missing = _missing(visit.clinic)
    reasons = [Reason.of_rule(f"notice.{code}", rule), when]
    lacking = (*missing, *visit.patient.not_known)
    if lacking:
        reasons.append(
            Reason.of_rule("notice.gfe_missing", rule, fields=tuple(Reason(f"field.{one}") for one in lacking))
        )
    if not visit.service.diagnoses:
        reasons.append(Reason("notice.gfe_no_diagnosis"))
    if day and not min(rules.holidays, default=day) <= day <= rules.calendar_until:
        reasons.append(Reason("notice.calendar_ends"))
    return NoticeKind.GOOD_FAITH_ESTIMATE, day, missing, tuple(reasons)


def _deadline(visit: Visit, rule: NoticeRule, rules: Rulebook) -> tuple[date | None, Reason]:
    """The last day to hand the estimate over, counted in business days, and why that day."""
    booked, holidays = visit.service.scheduled_on, rules.holidays
    if booked is None:
        within = rule.on_request or 0
        day = business_days_after(visit.day, within, holidays)
        return day, Reason.of_rule("notice.gfe_on_request", rule, count=within, day=visit.day)
    most = max((deadline.ahead for deadline in rule.deadlines), default=0)
    ahead = business_days_ahead(booked, visit.service.first_session, most, holidays)
    for deadline in sorted(rule.deadlines, key=lambda one: -one.ahead):
        if ahead >= deadline.ahead:
            day = business_days_after(booked, deadline.within, holidays)
            return day, Reason.of_rule(
                "notice.gfe_booked", rule, ahead=deadline.ahead, count=deadline.within, day=booked
            )
    return None, Reason.of_rule("notice.gfe_booked_late", rule, count=ahead)


def _missing(clinic: Clinic) -> tuple[str, ...]:
    given = {"clinic.npi": clinic.npi, "clinic.tin": clinic.tin, "clinic.address": clinic.address.strip()}
    return tuple(place for place, value in given.items() if not value)
