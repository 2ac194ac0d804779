"""A visit as the text of a visit file, in one form only: the same visit is always the same bytes."""

from datetime import date
from typing import Any

from clinicdesk.exchange.result_file import as_json
from clinicdesk.exchange.visit_file import FORMAT
from clinicdesk.model.clinic import Clinic
from clinicdesk.model.coverage import Accumulators, Benefits, Coverage, PhoneCheck, PriorAuthorization, Referral
from clinicdesk.model.fees import Fee
from clinicdesk.model.money import WHOLE, text_of
from clinicdesk.model.people import Party, Patient, Practitioner
from clinicdesk.model.visit import ClinicianDecision, ScreeningKind, Service, Visit


def visit_text(visit: Visit) -> bytes:
    """The visit file (UTF-8, a line break at the end) that `read_visit` makes this visit of again.

    What has its default is left out, as it would be read the same. The keys stand in the order of the format; answers,
    fees and payers are sorted. The reader takes 1 MiB at most, which a visit comes near to by a text without a limit
    only, such as the name of a referral.
    """
    decision = visit.clinician_decision
    told = {
        "clinicdesk": FORMAT,
        "date": visit.day.isoformat(),
        "clinic": _clinic(visit.clinic),
        "patient": _patient(visit.patient),
        "answers": dict(sorted(visit.answers.items())),
    }
    rest = {
        "coverage": [coverage_told(one) for one in visit.coverage] or None,
        "service": _service(visit.service, visit.day),
        "fees": {code: _fee(fee) for code, fee in sorted(visit.fees.items())} or None,
        "screening": _screening(visit.screening) if visit.screening != ScreeningKind() else None,
        "clinician_decision": _decision(decision) if decision else None,
    }
    return as_json(told | _stated(rest))


def _stated(told: dict[str, Any]) -> dict[str, Any]:
    """Without what is None."""
    return {key: value for key, value in told.items() if value is not None}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _amount(cents: int | None) -> str | None:
    return None if cents is None else text_of(cents)


def _share(share: int | None) -> str | None:
    """`2000` ten-thousandths as `0.20`, `1250` as `0.125`."""
    if share is None:
        return None
    whole, part = divmod(share, WHOLE)
    return f"{whole}.{f'{part:04d}'.rstrip('0').ljust(2, '0')}"


def _unless(value: Any, default: Any) -> Any:
    return None if value == default else value


def _clinic(clinic: Clinic) -> dict[str, Any]:
    return _stated(
        {
            "name": clinic.name,
            "address": clinic.address or None,
            "phone": clinic.phone or None,
            "npi": clinic.npi or None,
            "tin": clinic.tin or None,
            "state": clinic.state,
            "currency": _unless(clinic.currency, "USD"),
            "practitioner": _practitioner(clinic.practitioner),
        }
    )


def _practitioner(one: Practitioner) -> dict[str, Any]:
    return _stated(
        {
            "name": one.name,
            "profession": one.profession,
            "license": one.license or None,
            "npi": one.npi or None,
            "dry_needling_hours": one.dry_needling_hours,
            "endorsed": one.endorsed or None,
        }
    )


def _patient(patient: Patient) -> dict[str, Any]:
    """A birth date that is not known is said to be so."""
    told = {
        "given_name": patient.given_name,
        "family_name": patient.family_name,
        "birth_date": _day(patient.birth_date),
    }
    rest = {
        "phone": patient.phone or None,
        "email": patient.email or None,
        "address": patient.address or None,
        "language": _unless(patient.language, "en"),
        "guardian": _party(patient.guardian),
        "representative": _party(patient.representative),
    }
    return _stated({"id": patient.id or None}) | told | _stated(rest)


def _party(party: Party | None) -> dict[str, Any] | None:
    return _stated({"name": party.name, "relationship": party.relationship or None}) if party else None


def coverage_told(one: Coverage) -> dict[str, Any]:
    """A plan as it stands in a visit file."""
    return _stated(
        {
            "payer": one.payer,
            "payer_name": one.payer_name or None,
            "line_of_business": one.line_of_business,
            "plan_name": one.plan_name or None,
            "member_id": one.member_id or None,
            "network": "in" if one.in_network else "out",
            "effective_from": _day(one.effective_from),
            "effective_to": _day(one.effective_to),
            "benefits": _benefits(one.benefits) or None,
            "visits_used": one.visits_used or None,
            "prior_authorization": _authorization(one.prior_authorization),
            "referral": _referral(one.referral),
            "verified_by_phone": _phone_check(one.phone_check) if one.phone_check else None,
            "coordination": one.coordination,
            "documented_improvement": one.documented_improvement or None,
        }
    )


def _benefits(one: Benefits) -> dict[str, Any]:
    return _stated(
        {
            "accumulators": _accumulators(one.accumulators) or None,
            "copay": _amount(one.copay),
            "coinsurance": _share(one.coinsurance),
            "deductible_applies": _unless(one.deductible_applies, default=True),
            "plan_year_ends": _day(one.plan_year_ends),
            "next_year": _accumulators(one.next_year) or None,
            "as_of": _day(one.as_of),
            "told_by": one.told_by or None,
        }
    )


def _accumulators(left: Accumulators) -> dict[str, Any]:
    return _stated(
        {
            "deductible_remaining": _amount(left.deductible_remaining),
            "family_deductible_remaining": _amount(left.family_deductible_remaining),
            "out_of_pocket_remaining": _amount(left.out_of_pocket_remaining),
            "family_out_of_pocket_remaining": _amount(left.family_out_of_pocket_remaining),
            "visits_remaining": left.visits_remaining,
        }
    )


def _authorization(one: PriorAuthorization | None) -> dict[str, Any] | None:
    return _stated({"number": one.number, "visits": one.visits, "until": _day(one.until)}) if one else None


def _referral(one: Referral | None) -> dict[str, Any] | None:
    return _stated({"from": one.by, "date": _day(one.on)}) if one else None


def _phone_check(one: PhoneCheck) -> dict[str, Any]:
    return _stated(
        {
            "status": one.status,
            "on": _day(one.on),
            "by": one.by,
            "spoke_to": one.spoke_to or None,
            "reference": one.reference,
            "visits_allowed": one.visits_allowed,
            "codes": one.codes or None,
            "may_bill_patient": one.may_bill_patient,
        }
    )


def _service(service: Service, day: date) -> dict[str, Any]:
    return _stated(
        {
            "code": service.code,
            "diagnoses": service.diagnoses or None,
            "indication": service.indication,
            "body_region": service.body_region or None,
            "sessions": service.sessions,
            "sessions_range": service.sessions_range,
            "first_session": _day(_unless(service.first_session, day)),
            "every_days": _unless(service.every_days, 7),
            "scheduled_on": _day(service.scheduled_on),
            "also": [_stated({"code": one.code, "units": _unless(one.units, 1)}) for one in service.also] or None,
            "use_insurance": _unless(service.use_insurance, default=True),
        }
    )


def _fee(fee: Fee) -> dict[str, Any]:
    allowed = {payer: text_of(cents) for payer, cents in sorted(fee.allowed.items())}
    self_pay = _unless(fee.self_pay, fee.billed)
    return _stated({"billed": text_of(fee.billed), "self_pay": _amount(self_pay), "allowed": allowed or None})


def _screening(one: ScreeningKind) -> dict[str, Any]:
    return _stated({"kind": one.kind, "full_on": _day(one.full_on)})


def _decision(one: ClinicianDecision) -> dict[str, Any]:
    return {
        "by": one.by,
        "license": one.license,
        "on": _day(one.on),
        "decision": one.decision,
        "reason": one.reason,
        "findings": one.findings,
    }
