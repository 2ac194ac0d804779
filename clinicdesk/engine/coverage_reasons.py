"""Why a determination is what it is: the coverage's dates, the policies, the telephone, the limits, what is needed."""

from collections.abc import Iterator, Sequence

from clinicdesk.engine.asked import Asked
from clinicdesk.engine.policy import Ruling
from clinicdesk.model.dated import Reason, Value
from clinicdesk.model.payer import COVERED, CoverageStatus, Policy


def reasons_of(
    asked: Asked,
    rulings: Sequence[Ruling],
    needling: Sequence[CoverageStatus],
    limiting: Policy | None,
    *,
    outranked: bool,
) -> tuple[Reason, ...]:
    """Every reason, the weightiest first and none twice. `limiting` is the policy whose limit counts.

    Where the telephone has answered, what the rule book does not know is not told as well.
    """
    told = asked.told(asked.inquiry.code) is not None and not outranked
    standing = [ruling for ruling in rulings if not (told and ruling.status is CoverageStatus.UNKNOWN)]
    policies = dict.fromkeys(ruling.policy for ruling in standing if ruling.policy)
    found = [
        *(_inactive(asked) if CoverageStatus.INACTIVE in needling else ()),
        *(_phone(asked, rulings, outranked=outranked) if needling[0] is not CoverageStatus.INACTIVE else ()),
        *(ruling.reason for ruling in standing),
        *_limits(asked, limiting),
        *(reason for policy in policies for reason in _needs_and_notes(asked, policy)),
    ]
    if asked.payer.note:
        found.append(Reason("coverage.note", {"note": asked.payer.note}))
    return tuple(reason for place, reason in enumerate(found) if reason not in found[:place])


def _inactive(asked: Asked) -> Iterator[Reason]:
    days = {"from": asked.coverage.effective_from, "to": asked.coverage.effective_to}
    known = {name: day for name, day in days.items() if day}
    yield Reason(f"coverage.inactive_{'_'.join(known)}", known)


def _phone(asked: Asked, rulings: Sequence[Ruling], *, outranked: bool) -> Iterator[Reason]:
    phone, code = asked.coverage.phone_check, asked.inquiry.code
    if phone is None:
        return
    told: dict[str, Value] = {"on": phone.on, "by": phone.by, "reference": phone.reference}
    if asked.lapsed:
        yield Reason("coverage.phone_lapsed", told)
    elif not asked.told(code):
        yield Reason("coverage.phone_other_codes", {**told, "codes": phone.codes, "code": code})
    elif outranked and rulings[0].policy:
        yield Reason.of_rule("coverage.phone_outranked", rulings[0].policy, status=phone.status, **told)
    else:
        told["status"] = phone.status
        spoke = {"spoke_to": phone.spoke_to} if phone.spoke_to else {}
        yield Reason("coverage.phone_spoke" if spoke else "coverage.phone", {**told, **spoke})
        for ruling in rulings:
            yield from _contradiction(phone.status, ruling)


def _contradiction(told: CoverageStatus, ruling: Ruling) -> Iterator[Reason]:
    against = ruling.status is not CoverageStatus.UNKNOWN and (told in COVERED) is not (ruling.status in COVERED)
    if against and ruling.policy and ruling.policy.verified:
        yield Reason.of_rule("coverage.phone_contradicts", ruling.policy, status=told, rule=ruling.status)


def _limits(asked: Asked, policy: Policy | None) -> Iterator[Reason]:
    coverage, phone = asked.coverage, asked.told(asked.inquiry.code)
    if policy:
        for limit in policy.visits:
            code = "coverage.limit_improvement" if limit.documented_improvement else "coverage.limit"
            yield Reason.of_rule(code, policy, count=limit.count, period=limit.period)
    if phone and phone.visits_allowed is not None:
        yield Reason("coverage.phone_limit", {"count": phone.visits_allowed})
    if coverage.visits_used:
        yield Reason("coverage.used", {"count": coverage.visits_used})
    given = coverage.prior_authorization
    if given and given.visits is not None:
        yield Reason("coverage.authorized", {"count": given.visits, "number": given.number})
    if coverage.benefits.accumulators.visits_remaining is not None:
        yield Reason("coverage.visits_remaining", {"count": coverage.benefits.accumulators.visits_remaining})


def _needs_and_notes(asked: Asked, policy: Policy) -> Iterator[Reason]:
    if policy.prior_authorization:
        yield _authorization(asked, policy)
    if policy.referral:
        given = asked.coverage.referral
        code = "coverage.referral_given" if given else "coverage.referral_missing"
        yield Reason.of_rule(code, policy, **({"by": given.by} if given else {}))
    if policy.note:
        yield Reason.of_rule("coverage.note", policy, note=policy.note)
    if policy.stale_on(asked.inquiry.day):
        yield Reason.of_rule("coverage.stale", policy, checked=policy.source.checked)


def _authorization(asked: Asked, policy: Policy) -> Reason:
    given = asked.coverage.prior_authorization
    if given is None:
        return Reason.of_rule("coverage.authorization_missing", policy)
    if given.until and given.until < asked.inquiry.dates[-1]:
        return Reason.of_rule("coverage.authorization_expires", policy, until=given.until)
    return Reason.of_rule("coverage.authorization_given", policy, number=given.number)
