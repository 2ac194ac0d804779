"""A sheet, put together from its parts in the order in which it is read."""

from clinicdesk.documents.blocks import Block, Paper, has_place_to_sign
from clinicdesk.documents.case import Case
from clinicdesk.documents.compose_consent import consent
from clinicdesk.documents.compose_estimate import cost
from clinicdesk.documents.compose_head import head
from clinicdesk.documents.compose_notices import ask_first, waiver
from clinicdesk.documents.compose_review import review
from clinicdesk.documents.compose_status import status

_SHOWN_OF_RULES = 12


def compose(case: Case) -> Paper:
    """The whole sheet. A paper with a blocker has no place to sign, whatever its parts say."""
    blocks: list[Block] = [
        *head(case),
        *status(case),
        *ask_first(case),
        *cost(case),
        *review(case),
        *waiver(case),
        *consent(case),
    ]
    if not case.may_sign and has_place_to_sign(blocks):
        raise AssertionError("a place to sign on a paper with a blocker")
    born = case.visit.patient.birth_date
    return Paper(
        title=case.say("title_named", name=case.patient_name) if case.named else case.say("title"),
        number=case.document_number,
        clinic=case.visit.clinic.name,
        rules=case.say("rules", version=case.rules.version[:_SHOWN_OF_RULES]),
        about=case.patient_name,
        letter=case.visit.clinic.in_united_states,
        blocks=tuple(blocks),
        barcode=case.document_number,
        born=case.say("born", born=born) if born and case.patient_name else "",
    )
