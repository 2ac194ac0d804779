"""The top of the sheet: the clinic, the patient, the visit, who pays."""

from clinicdesk.documents.blocks import Block, Letterhead, Pairs
from clinicdesk.documents.case import Case
from clinicdesk.documents.compose_translation import mark
from clinicdesk.documents.wrap import paragraphs
from clinicdesk.model.coverage import Coverage, Determination
from clinicdesk.model.payer import CoverageStatus

_MASKED = 4


def head(case: Case) -> list[Block]:
    """Letterhead, and who and what this paper is about."""
    visit, words = case.visit, case.words
    address = [line.strip() for line in paragraphs(visit.clinic.address) if line.strip()]
    letterhead = Letterhead(
        name=visit.clinic.name,
        lines=(*address, *([visit.clinic.phone] if visit.clinic.phone else [])),
        title=case.say("title"),
        notes=(
            words.day(visit.day),
            case.say("head.visit", number=case.visit_number),
            *(case.say("signed.replaced", number=one) for one in case.replaces),
        ),
        logo=case.logo,
        logo_told=case.say("head.logo", clinic=visit.clinic.name) if case.logo else "",
    )
    return [letterhead, *mark(case.words, case.review), Pairs((*_who(case), *_payers(case)))]


def _who(case: Case) -> list[tuple[str, str]]:
    patient, practitioner = case.visit.patient, case.visit.clinic.practitioner
    not_stated = case.say("not_stated")
    born = case.words.day(patient.birth_date) if patient.birth_date else not_stated
    age = case.result.screening.age
    area = case.visit.service.body_region
    return [
        (case.say("head.patient"), case.patient_name or not_stated),
        (case.say("head.born"), born if age is None else case.say("head.born_age", born=born, count=age)),
        (case.say("head.practitioner"), practitioner.name),
        *([(case.say("head.area"), area)] if area else []),
    ]


def _payers(case: Case) -> list[tuple[str, str]]:
    if not case.visit.coverage:
        return [(case.say("head.payer"), case.say("head.self_pay"))]
    labels = (case.say("head.payer"), case.say("head.second_payer"))
    return [(label, _plan(case, *plan)) for label, plan in zip(labels, case.plans, strict=False)]


def _plan(case: Case, coverage: Coverage, determination: Determination) -> str:
    """Payer, plan and the end of the member id, on lines of their own."""
    name = case.payer_name(coverage)
    member = masked(coverage)
    told = [name, coverage.plan_name, case.say("head.member", member=member) if member else ""]
    if not case.visit.service.use_insurance:
        told.append(case.say("head.not_used"))
    elif determination.status is CoverageStatus.INACTIVE:
        told.append(case.say("head.inactive", day=case.visit.service.first_session))
    elif not coverage.in_network:
        told.append(case.say("head.out_of_network"))
    return "\n".join(line for line in told if line)


def masked(coverage: Coverage) -> str:
    """The end of the member id: four characters, and never more than half of it."""
    shown = min(_MASKED, len(coverage.member_id) // 2)
    return f"…{coverage.member_id[-shown:]}" if shown else ""
