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


def place(kind: str, signer: Signer | None, field: str) -> str:
    """What the line of one who signs a kind of paper is called in the PDF."""
    return f"{kind}.{signer or Signer.PATIENT}.{field}"


def _blank(label: str, weight: int, signer: Signer, field: str, given: str = "") -> Blank:
    """A line of the consent, with its name where nothing stands on it yet."""
    return Blank(label, weight, given, "" if given else place(_CONSENT, signer, field))


def _signed(case: Case, signer: Signer) -> tuple[Blank, ...]:
    return (
        _blank(case.say("sign.signature"), 4, signer, "signature"),
        _blank(case.say("sign.date"), 2, signer, "date"),
        _blank(case.say("sign.time"), 1, signer, "time"),
    )


def _signer(case: Case, signer: Signer) -> Signature:
    name = _blank(case.say("sign.name"), 3, signer, "name", signer_name(case, signer))
    rows: list[tuple[Blank, ...]] = [(name,)]
    if signer is not Signer.PATIENT:
        patient = case.visit.patient
        party = patient.guardian if signer is Signer.GUARDIAN else patient.representative
        relationship = party.relationship if party else ""
        seen = "sign.id_seen" if signer is Signer.GUARDIAN else "sign.papers_seen"
        related = _blank(case.say("sign.relationship"), 2, signer, "relationship", relationship)
        rows = [(name, related, _blank(case.say(seen), 2, signer, "seen"))]
    return Signature(
        signer_label(case, signer),
        (*rows, _signed(case, signer)) if len(rows[0]) > 1 else (_one_row(case, signer, name),),
        _text(case, signer),
    )


def _one_row(case: Case, signer: Signer, name: Blank) -> tuple[Blank, ...]:
    return (name, *_signed(case, signer))


def _child(case: Case) -> Signature:
    name = _blank(case.say("sign.name"), 3, Signer.CHILD, "name", case.patient_name)
    row = _one_row(case, Signer.CHILD, name)
    return Signature(case.part(_CONSENT, "assent").heading, (row,), _text(case, "assent"))


def _interpreter(case: Case) -> Signature:
    blanks = (
        _blank(case.say("sign.name"), 3, Signer.INTERPRETER, "name"),
        _blank(case.say("sign.interpreter_id"), 2, Signer.INTERPRETER, "number"),
        *_signed(case, Signer.INTERPRETER)[:2],
    )
    return Signature(case.part(_CONSENT, "interpreter").heading, (blanks,), _text(case, "interpreter"))


def _clinician(case: Case) -> Signature:
    practitioner = case.visit.clinic.practitioner
    name = _blank(case.say("sign.name"), 3, Signer.CLINICIAN, "name", practitioner.name)
    number = _blank(case.say("sign.license"), 2, Signer.CLINICIAN, "number", practitioner.license)
    return Signature(
        case.part(_CONSENT, "clinician").heading,
        ((name, number, *_signed(case, Signer.CLINICIAN)),),
        _text(case, "clinician"),
    )
