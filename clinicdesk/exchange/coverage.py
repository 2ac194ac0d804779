"""The coverage part of a visit file."""

from datetime import date

from clinicdesk.exchange.forms import CPT
from clinicdesk.exchange.node import Node
from clinicdesk.model.coverage import (
    Accumulators,
    Benefits,
    Coordination,
    Coverage,
    PhoneCheck,
    PriorAuthorization,
    Referral,
)
from clinicdesk.model.payer import CoverageStatus, LineOfBusiness, folded
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.words import said

NETWORKS = ("in", "out")
TELLERS = ("271", "phone", "portal", "card", "patient")
TOLD = ("covered", "covered_with_conditions", "not_covered")


def read_coverage(node: Node, rules: Rulebook, today: date | None) -> Coverage:
    """One plan. The caller closes the node."""
    payer = node.text("payer")
    if node.has("payer") and isinstance(node.data["payer"], str) and payer not in rules.payers:
        meant = next((one.id for one in rules.payers.values() if folded(payer) in map(folded, one.names)), "")
        hint = (
            said("did you mean {meant}?", meant=meant) if meant else said("write its id, or unlisted with payer_name")
        )
        node.problem("payer", said("{value} is no payer of the rule book; {hint}", value=node.quoted(payer), hint=hint))
    parts = {
        key: node.node_or_none(key) for key in ("benefits", "prior_authorization", "referral", "verified_by_phone")
    }
    benefits, authorization = parts["benefits"], parts["prior_authorization"]
    referral, phone = parts["referral"], parts["verified_by_phone"]
    coverage = Coverage(
        payer=payer,
        payer_name=node.text_or("payer_name", "", most=200),
        line_of_business=node.member_or_none("line_of_business", LineOfBusiness),
        plan_name=node.text_or("plan_name", "", most=200),
        member_id=node.text_or("member_id", "", most=80),
        in_network=node.word("network", NETWORKS) == "in",
        effective_from=node.day_or_none("effective_from"),
        effective_to=node.day_or_none("effective_to"),
        benefits=_benefits(benefits) if benefits else Benefits(),
        visits_used=node.whole_or("visits_used", 0, 0, 999),
        prior_authorization=_authorization(authorization) if authorization else None,
        referral=Referral(referral.text("from", least=1), referral.day_or_none("date")) if referral else None,
        phone_check=_phone_check(phone, today) if phone else None,
        coordination=node.member_or_none("coordination", Coordination),
        documented_improvement=node.flag_or("documented_improvement", default=False),
    )
    for part in parts.values():
        if part:
            part.close()
    _check_dates(node, coverage)
    return coverage


def _check_dates(node: Node, coverage: Coverage) -> None:
    first, last = coverage.effective_from, coverage.effective_to
    if first and last and first > last and node.is_sound("effective_from", "effective_to"):
        node.problem("effective_to", said("this lies before effective_from, {first}", first=first.isoformat()))


def _benefits(node: Node) -> Benefits:
    return Benefits(
        accumulators=_accumulators(node, "accumulators"),
        copay=node.cents_or_none("copay"),
        coinsurance=node.share_or_none("coinsurance"),
        deductible_applies=node.flag_or("deductible_applies", default=True),
        plan_year_ends=node.day_or_none("plan_year_ends"),
        next_year=_accumulators(node, "next_year"),
        as_of=node.day_or_none("as_of"),
        told_by=node.word("told_by", TELLERS) if node.has("told_by") else "",
    )


def _accumulators(benefits: Node, key: str) -> Accumulators:
    node = benefits.node_or_none(key)
    if node is None:
        return Accumulators()
    left = Accumulators(
        deductible_remaining=node.cents_or_none("deductible_remaining"),
        family_deductible_remaining=node.cents_or_none("family_deductible_remaining"),
        out_of_pocket_remaining=node.cents_or_none("out_of_pocket_remaining"),
        family_out_of_pocket_remaining=node.cents_or_none("family_out_of_pocket_remaining"),
        visits_remaining=node.count_or_none("visits_remaining"),
    )
    node.close()
    return left


def _authorization(node: Node) -> PriorAuthorization:
    visits = node.whole("visits", 0, 999) if node.has("visits") else None
    return PriorAuthorization(node.text("number", least=1), visits, node.day_or_none("until"))


def _phone_check(node: Node, today: date | None) -> PhoneCheck:
    return PhoneCheck(
        status=CoverageStatus(node.word("status", TOLD)),
        on=node.past_day("on", today),
        by=node.text("by", least=1),
        spoke_to=node.text_or("spoke_to", ""),
        reference=node.text("reference", least=1),
        visits_allowed=node.whole("visits_allowed", 0, 999) if node.has("visits_allowed") else None,
        codes=node.texts("codes", CPT, '"20561"'),
        may_bill_patient=node.flag_or("may_bill_patient", default=False) if node.has("may_bill_patient") else None,
    )
