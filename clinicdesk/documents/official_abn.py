"""What goes on Medicare's ABN: who gives it, to whom, for what, why Medicare may not pay, what it may cost.

The options are the patient's: nothing here ticks one, and nothing advises on how a claim is marked.
"""

from clinicdesk.documents.case import Case
from clinicdesk.documents.compose_notices import refused_lines
from clinicdesk.documents.wrap import paragraphs
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.estimate import NotPaid
from clinicdesk.model.payer import REFUSED, Policy

_KIND = NoticeKind.ABN.value


def abn_values(case: Case) -> dict[str, str]:
    """The values by the places' fields, in the language of the case's words."""
    clinic = case.visit.clinic
    address = " ".join(line.strip() for line in paragraphs(clinic.address))
    return {
        "notifier": ", ".join(one for one in (clinic.name, address, clinic.phone) if one),
        "patient": case.patient_name,
        "number": case.document_number,
        "service": _said(case, "form_service", service=case.service(case.visit.service.code), sessions=_sessions(case)),
        "reason": " ".join(_reasons(case)),
        "cost": case.money(sum(line.patient for line in refused_lines(case))),
    }


def _said(case: Case, part: str, **values: str) -> str:
    return " ".join(case.part(_KIND, part).paragraphs(**values))


def _sessions(case: Case) -> str:
    """How many sessions the amount is for, and from when until when."""
    days = sorted({line.day for line in refused_lines(case)})
    part = "form_one_session" if len(days) == 1 else "form_sessions"
    first, last = case.words.day(days[0]), case.words.day(days[-1])
    return _said(case, part, count=str(len(days)), first=first, last=last)


def _reasons(case: Case) -> list[str]:
    """Why Medicare may not pay, by what the rule that says so hangs on."""
    lines = refused_lines(case)
    found = []
    if any(line.not_paid is not NotPaid.NO_VISITS_LEFT for line in lines):
        found.append(_rule(case))
    if any(line.not_paid is NotPaid.NO_VISITS_LEFT for line in lines):
        found.append(_said(case, "form_reason_visits"))
    return found


def _rule(case: Case) -> str:
    policy = _policy(case)
    if policy and policy.professions:
        profession = case.words.word(case.visit.clinic.practitioner.profession)
        return _said(case, "form_reason_provider", profession=profession)
    return _said(case, "form_reason_condition" if policy and policy.otherwise else "form_reason_other")


def _policy(case: Case) -> Policy | None:
    """The policy that refuses, as the determination's reasons tell its rule."""
    coverage, determination = case.plans[0]
    told = [(one.source, one.since) for one in determination.reasons if one.source]
    own = (one for one in case.payer(coverage).policies if one.status in REFUSED)
    return next((one for one in own if (one.source, one.since) in told), None)
