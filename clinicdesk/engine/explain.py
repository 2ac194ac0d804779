"""Why each amount of an estimate line is what it is: one sentence an amount."""

from collections.abc import Callable

from clinicdesk.model.dated import Reason
from clinicdesk.model.estimate import CostShare, Line
from clinicdesk.model.money import Money, Share


def explain(line: Line, amount: str, currency: str) -> Reason:
    """The sentence of one amount of `model.estimate.AMOUNTS`: the amount, and the parts that make it."""
    cents = getattr(line, amount)
    parts = _PARTS[amount](line, currency)
    return Reason("why.amount", {"amount": Money(cents, currency), "parts": parts})


Parts = tuple[Reason, ...]


def _billed(line: Line, currency: str) -> Parts:
    unit = Money(line.billed // line.units, currency)
    return (
        Reason("why.billed_units", {"units": line.units, "unit": unit}) if line.units > 1 else Reason("why.billed"),
    )


def _allowed(line: Line, currency: str) -> Parts:
    if not line.covered:
        return (Reason("why.nothing_allowed"),)
    if line.contracted is None:
        return (Reason("why.allowed_not_known"),)
    if line.contracted > line.billed:
        return (Reason("why.billed_is_less", {"contracted": Money(line.contracted, currency)}),)
    return (Reason("why.contracted"),)


def _write_off(line: Line, currency: str) -> Parts:
    if not line.write_off:
        return (Reason("why.no_write_off"),)
    code = "why.write_off" if line.covered else "why.discount"
    kept = line.allowed if line.covered else line.not_covered
    return (Reason(code, {"billed": Money(line.billed, currency), "kept": Money(kept, currency)}),)


def _deductible(line: Line, currency: str) -> Parts:
    share = line.share
    if share is None:
        return (Reason("why.no_share"),)
    return _deductible_of(share, currency) or (_no_deductible(share),)


def _copay(line: Line, currency: str) -> Parts:
    share = line.share
    if share is None:
        return (Reason("why.no_share"),)
    return _copay_of(share, currency) or (_no_copay(share),)


def _coinsurance(line: Line, currency: str) -> Parts:
    share = line.share
    if share is None:
        return (Reason("why.no_share"),)
    return _coinsurance_of(share, currency) or (Reason("why.no_coinsurance"),)


def _reduction(line: Line, currency: str) -> Parts:
    share = line.share
    if share is None:
        return (Reason("why.no_share"),)
    if not share.reduction:
        return (Reason("why.no_reduction" if share.out_of_pocket_left is not None else "why.maximum_not_stated"),)
    full = Money(share.patient + share.reduction, currency)
    return (Reason("why.reduction", {"full": full, "left": Money(share.out_of_pocket_left or 0, currency)}),)


def _not_covered(line: Line, _: str) -> Parts:
    if line.covered:
        return (Reason("why.is_covered"),)
    if line.not_paid:
        return (Reason(f"why.{line.not_paid}"),)
    return (Reason(f"why.status_{line.status}"),)


def _balance_bill(line: Line, currency: str) -> Parts:
    if not line.balance_bill:
        return (Reason("why.no_balance_bill"),)
    told = {"billed": Money(line.billed, currency), "allowed": Money(line.allowed, currency)}
    return (Reason("why.balance_bill", told),)


def _plan(line: Line, currency: str) -> Parts:
    share = line.share
    if share is None:
        return (Reason("why.plan_pays_nothing"),)
    told = {"allowed": Money(line.allowed, currency), "share": Money(share.patient, currency)}
    return (Reason("why.plan", told),)


def _secondary_plan(line: Line, currency: str) -> Parts:
    second = line.second
    if second is None:
        return (Reason("why.no_second_plan"),)
    told = {
        "alone": Money(second.alone, currency),
        "base": Money(second.share.base, currency),
        "plan": Money(line.plan, currency),
        "share": Money(line.share.patient if line.share else 0, currency),
    }
    return (Reason(f"why.{second.coordination}", told),)


def _patient(line: Line, currency: str) -> Parts:
    """The parts that add up to what the patient pays."""
    if not line.covered:
        return _not_covered(line, currency)
    assert line.share
    parts = _of_maximum(line.share, currency)
    if line.balance_bill:
        parts += (Reason("why.part_balance_bill", {"amount": Money(line.balance_bill, currency)}),)
    if line.secondary_plan:
        parts += (Reason("why.part_second_plan", {"amount": Money(line.secondary_plan, currency)}),)
    return parts or (_nothing(line.share),)


def _of_maximum(share: CostShare, currency: str) -> Parts:
    """The plan's share: its three parts, or, where the maximum cuts it, what is left of the maximum."""
    if not share.reduction:
        return _deductible_of(share, currency) + _copay_of(share, currency) + _coinsurance_of(share, currency)
    full = Money(share.patient + share.reduction, currency)
    if not share.patient:
        return (Reason("why.part_maximum_reached", {"full": full}),)
    return (Reason("why.part_maximum", {"amount": Money(share.patient, currency), "full": full}),)


def _deductible_of(share: CostShare, currency: str) -> Parts:
    if not share.deductible:
        return ()
    told = {"amount": Money(share.deductible, currency)}
    if share.deductible_left is None:
        return (Reason("why.part_deductible_not_stated", told),)
    if share.deductible == share.deductible_left:
        return (Reason("why.part_deductible_rest", told),)
    return (Reason("why.part_deductible", {**told, "left": Money(share.deductible_left, currency)}),)


def _copay_of(share: CostShare, currency: str) -> Parts:
    if not share.copay:
        return ()
    cut = share.copay_left is not None and share.copay < share.copay_left and not share.reduction
    told = {"amount": Money(share.copay, currency)}
    if cut and share.copay_left is not None:
        return (Reason("why.part_copay_cut", {**told, "copay": Money(share.copay_left, currency)}),)
    return (Reason("why.part_copay", told),)


def _coinsurance_of(share: CostShare, currency: str) -> Parts:
    if not share.coinsurance:
        return ()
    told = {"amount": Money(share.coinsurance, currency), "rest": Money(share.rest, currency)}
    if share.ratio is None:
        return (Reason("why.part_not_stated", told),)
    if share.reduction:
        return (Reason("why.part_coinsurance_cut", {**told, "ratio": Share(share.ratio)}),)
    whole = share.rest == share.base
    return (
        Reason("why.part_coinsurance" if whole else "why.part_coinsurance_rest", {**told, "ratio": Share(share.ratio)}),
    )


def _nothing(share: CostShare) -> Reason:
    """Why the patient pays nothing for a covered line that no maximum cuts."""
    return Reason("why.copay_used" if share.copay_stated and not share.copay_left else "why.plan_pays_all")


def _no_deductible(share: CostShare) -> Reason:
    if not share.deductible_applies:
        return Reason("why.deductible_waived")
    return Reason("why.maximum_first" if share.reduction and share.deductible_left else "why.deductible_met")


def _no_copay(share: CostShare) -> Reason:
    if share.copay_left is None:
        return Reason("why.no_copay")
    if share.reduction:
        return Reason("why.maximum_first")
    if share.copay_left:
        return Reason("why.nothing_left_to_share")
    return Reason("why.copay_used" if share.copay_stated else "why.copay_is_nothing")


_PARTS: dict[str, Callable[[Line, str], Parts]] = {
    "billed": _billed,
    "allowed": _allowed,
    "write_off": _write_off,
    "deductible": _deductible,
    "copay": _copay,
    "coinsurance": _coinsurance,
    "out_of_pocket_reduction": _reduction,
    "not_covered": _not_covered,
    "balance_bill": _balance_bill,
    "plan": _plan,
    "secondary_plan": _secondary_plan,
    "patient": _patient,
}
