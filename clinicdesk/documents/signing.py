"""Who signs, and the lines for it. Whether there may be any is the caller's to ask: `Case.may_sign`."""

from clinicdesk.documents.blocks import Blank, Block, Signature
from clinicdesk.documents.case import Case
from clinicdesk.model.people import Signer

_CONSENT = "consent"


def signer_name(case: Case, signer: Signer | None) -> str:
    """The name of the person who signs, as far as it is known."""
    patient = case.visit.patient
    if signer is Signer.GUARDIAN:
        return patient.guardian.name if patient.guardian else ""
    if signer is Signer.REPRESENTATIVE:
        return patient.representative.name if patient.representative else ""
    return case.patient_name


def signer_label(case: Case, signer: Signer | None) -> str:
    """What the person who signs is called."""
    return case.part(_CONSENT, signer or Signer.PATIENT).heading


def consent_signatures(case: Case, signer: Signer) -> list[Block]:
    """Everybody's place to sign the consent, the signer first."""
    blocks: list[Block] = [_signer(case, signer)]
    if signer is Signer.GUARDIAN:
        blocks.append(_child(case))
    return [*blocks, _interpreter(case), _clinician(case)]


def _text(case: Case, part: str) -> str:
    return " ".join(case.part(_CONSENT, part).paragraphs())


def _signed(case: Case) -> tuple[Blank, ...]:
    return Blank(case.say("sign.signature"), 4), Blank(case.say("sign.date"), 2), Blank(case.say("sign.time"), 1)


def _signer(case: Case, signer: Signer) -> Signature:
    name = Blank(case.say("sign.name"), 3, signer_name(case, signer))
    rows: list[tuple[Blank, ...]] = [(name,)]
    if signer is not Signer.PATIENT:
        patient = case.visit.patient
        party = patient.guardian if signer is Signer.GUARDIAN else patient.representative
        relationship = party.relationship if party else ""
        seen = "sign.id_seen" if signer is Signer.GUARDIAN else "sign.papers_seen"
        rows = [(name, Blank(case.say("sign.relationship"), 2, relationship), Blank(case.say(seen), 2))]
    return Signature(
        signer_label(case, signer),
        (*rows, _signed(case)) if len(rows[0]) > 1 else (_one_row(case, name),),
        _text(case, signer),
    )


def _one_row(case: Case, name: Blank) -> tuple[Blank, ...]:
    return (name, *_signed(case))


def _child(case: Case) -> Signature:
    name = Blank(case.say("sign.name"), 3, case.patient_name)
    return Signature(case.part(_CONSENT, "assent").heading, (_one_row(case, name),), _text(case, "assent"))


def _interpreter(case: Case) -> Signature:
    blanks = Blank(case.say("sign.name"), 3), Blank(case.say("sign.interpreter_id"), 2), *_signed(case)[:2]
    return Signature(case.part(_CONSENT, "interpreter").heading, (blanks,), _text(case, "interpreter"))


def _clinician(case: Case) -> Signature:
    practitioner = case.visit.clinic.practitioner
    name = Blank(case.say("sign.name"), 3, practitioner.name)
    return Signature(
        case.part(_CONSENT, "clinician").heading,
        ((name, Blank(case.say("sign.license"), 2, practitioner.license), *_signed(case)),),
        _text(case, "clinician"),
    )
