"""Signing on the screen: who may, what is read and chosen first, and the paper that comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from clinicdesk.desk.chain import open_visit, worked
from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.guards import visit_of
from clinicdesk.desk.signing import check_current, check_signer, issued_paper
from clinicdesk.desk.signing_device import device
from clinicdesk.desk.signing_sheet import last_form, on_screen, signed_pdf
from clinicdesk.desk.signing_who import Made, Who, check_made, may_sign, told_of
from clinicdesk.desk.signing_words import signing_words
from clinicdesk.desk.whom import signer_name
from clinicdesk.documents.case import Case
from clinicdesk.documents.compose_notices import waiver_choices
from clinicdesk.documents.maker import made_with
from clinicdesk.errors import NotAllowed
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.people import Signer
from clinicdesk.model.records import (
    DocumentRecord,
    OnScreen,
    PatientRecord,
    SheetRecord,
    SignatureRecord,
    VisitRecord,
    VisitState,
)
from clinicdesk.model.roles import Act
from clinicdesk.words import read_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSign:
    """A paper that can be signed on the screen: `paper` is its last form, and who may sign it yet, as far as is known.

    `choices` are what the patient chooses from on it, in words; nothing where it has no choices.
    """

    paper: DocumentRecord
    may: tuple[Who, ...]
    choices: tuple[str, ...]
    device: str


@act(Act.VIEW_PAPERS)
def to_sign(work: Work, patient: str, document: str) -> ToSign:
    """Who may sign a paper on the screen yet. NotAllowed where it is not signed there, such as Medicare's own form."""
    paper = issued_paper(work, document)
    visit = visit_of(work, patient, paper.visit)
    work.about(paper.patient, paper.visit, document=document, label=paper.label)
    check_kind(work, paper)
    signed = {one.signer for one in work.store.find(SignatureRecord, document=paper.id)}
    left = [one for one in may_sign(paper, work.by) if one not in signed]
    person = work.kept_patient(paper.patient)
    may = tuple(_known(work, person, one) for one in left)
    choices = choices_on(work, visit, paper)
    return ToSign(paper=last_form(work.store, paper), may=may, choices=choices, device=device(work))


@act(Act.SIGN)
def sign_on_screen(work: Work, patient: str, document: str, who: Who, made: Made) -> DocumentRecord:
    """Keep a signature from the screen. Returns the paper with it drawn in; the one without it stays as it is.

    EntryRefused names everything that is lacking; NotAllowed where this person may not sign it, has done so, the paper
    does not say any more what is kept, or somebody has signed it by hand; CannotPrint as the papers.
    """
    paper = issued_paper(work, document)
    visit, told = check_who(work, patient, paper, who)
    return keep_signature(work, visit, paper, told, made)


def check_who(work: Work, patient: str, paper: DocumentRecord, who: Who) -> tuple[VisitRecord, Who]:
    """The visit, and who signs as it is kept. It raises what `sign_on_screen` does before anybody has signed.

    Once all have signed who decide, others may sign beside them, whatever has changed since: it is about that paper.
    """
    check_kind(work, paper)
    check_signer(work, paper, who.signer, may_sign(paper, work.by))
    signed = {one.signer for one in work.store.find(SignatureRecord, document=paper.id)}
    if signed.issuperset(paper.signers):
        visit = visit_of(work, patient, paper.visit)
        if visit.state is VisitState.CANCELLED:
            raise NotAllowed("This visit was cancelled. Nothing of it is signed any more.")
    else:
        visit = open_visit(work, patient, paper.visit)
        check_current(work, visit, paper)
    return visit, told_of(work, who, read_words(paper.language))


def keep_signature(work: Work, visit: VisitRecord, paper: DocumentRecord, who: Who, made: Made) -> DocumentRecord:
    """Keep what somebody has signed, and the paper with it."""
    choices = choices_on(work, visit, paper) if who.signer in paper.signers else ()
    check_made(made, choices)
    work.about(paper.patient, paper.visit, label=paper.label, signer=who.signer.value, screen=True)
    signature = _signature(work, paper, who, made, choices)
    pdf = signed_pdf(work.store, paper, [*on_screen(work.store, paper.id), signature])
    form = _form(work, paper, signature.signed, pdf)
    work.store.append(signature)
    work.about(document=form.id, unsigned=paper.id, sha256=form.sha256)
    return form


def check_kind(work: Work, paper: DocumentRecord) -> None:
    """NotAllowed for a form of somebody else's, and where somebody has signed by hand: the rest is signed there."""
    if paper.kind == NoticeKind.ABN:
        raise NotAllowed("Medicare's own form is signed on paper. Print it, then mark it as signed.")
    if any(one.screen is None for one in work.store.find(SignatureRecord, document=paper.id)):
        raise NotAllowed("This paper was signed by hand and filed. Whoever signs beside signs that paper by hand.")


def choices_on(work: Work, visit: VisitRecord, paper: DocumentRecord) -> tuple[str, ...]:
    """What is to be chosen from on a paper, in its own words."""
    if paper.kind != NoticeKind.NON_COVERED_WAIVER:
        return ()
    told, result = worked(work, visit, work.rules.in_language(paper.language))
    return waiver_choices(Case(told, result, work.rules, read_words(paper.language), ""))


def _known(work: Work, person: PatientRecord, signer: Signer) -> Who:
    """What is known already of who signs."""
    if signer is Signer.CLINICIAN:
        return Who(signer=signer, name=work.by.name, number=work.by.license)
    party = {Signer.GUARDIAN: person.guardian, Signer.REPRESENTATIVE: person.representative}.get(signer)
    return Who(signer=signer, name=signer_name(person, signer), relationship=party.relationship if party else "")


def _signature(work: Work, paper: DocumentRecord, who: Who, made: Made, choices: Sequence[str]) -> SignatureRecord:
    first: dict[str, Any] = work.made()
    words = signing_words(work, paper.kind, who.signer, read_words(paper.language))
    return SignatureRecord(
        **first,
        patient=paper.patient,
        document=paper.id,
        signer=who.signer,
        name=who.name,
        signed_on=work.today,
        signed=work.store.new_id(),
        screen=OnScreen(
            ink=made.ink,
            agreed=words.agreed,
            at=work.now.astimezone().isoformat(timespec="seconds"),
            account=f"{work.by.name} ({work.by.login})",
            device=device(work),
            relationship=who.relationship,
            seen=who.seen,
            number=who.number,
            choice=made.choice if choices else 0,
            chosen=choices[made.choice - 1] if choices else "",
            translation=words.translation,
        ),
    )


def _form(work: Work, paper: DocumentRecord, form: str, pdf: bytes) -> DocumentRecord:
    """The paper with signatures as a paper of its own: new bytes, under a new id, made of the one that was issued."""
    sheet = SheetRecord(id=work.store.new_id(), pdf=pdf)
    work.store.append(sheet)
    made: dict[str, Any] = work.made() | {"id": form}
    record = replace(
        paper,
        **made,
        sheet=sheet.id,
        sha256=sha256(pdf).hexdigest(),
        made_with=made_with(paper.language),
        unsigned=paper.id,
    )
    work.store.append(record)
    return record
