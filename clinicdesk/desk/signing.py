"""A paper that was signed by hand is marked as signed and filed; and what every signature is held against."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from clinicdesk.desk.chain import open_visit, worked
from clinicdesk.desk.clock import day_of, moment
from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.entry import refuse
from clinicdesk.desk.files import check_scan
from clinicdesk.desk.paper_changes import changes
from clinicdesk.desk.typed import typed
from clinicdesk.errors import NotAllowed
from clinicdesk.exchange.visit_writer import visit_text
from clinicdesk.model.document import NoticeKind
from clinicdesk.model.people import Signer
from clinicdesk.model.records import DocumentRecord, SignatureRecord, VisitRecord
from clinicdesk.model.roles import Act
from clinicdesk.words import said

LONGEST_NAME = 200

CHOICES: Mapping[str, int] = {NoticeKind.ABN: 3, NoticeKind.NON_COVERED_WAIVER: 2}
"""How many things there are to choose from on a paper, by its kind. With the last one the patient wants none of it."""


@act(Act.SIGN)
def sign(
    work: Work,
    patient: str,
    document: str,
    signer: Signer,
    name: str,
    *,
    signed_on: date,
    scan: str = "",
    choice: int = 0,
) -> SignatureRecord:
    """Mark a paper as signed by hand and filed; `scan` may be the id of a file of the patient's.

    `choice` is what was ticked where a paper has choices, counted from 1; on any other paper 0.

    NotAllowed for a paper with a blocker, one that does not say any more what is kept, another signer than the one it
    names, and a second time; EntryRefused for an empty name or a day that cannot be.
    """
    paper = issued_paper(work, document)
    visit = open_visit(work, patient, paper.visit)
    work.about(document=document, label=paper.label, signer=signer.value)
    check_signer(work, paper, signer, paper.signers)
    _check_day(work, paper, signed_on)
    _check_choice(paper, choice)
    check_scan(work, paper.patient, scan)
    check_current(work, visit, paper)
    made: dict[str, Any] = work.made()
    record = SignatureRecord(
        **made,
        patient=paper.patient,
        document=paper.id,
        signer=signer,
        name=typed("name", name, LONGEST_NAME),
        signed_on=signed_on,
        scan=scan,
        choice=choice,
    )
    work.store.append(record)
    return record


def _check_choice(paper: DocumentRecord, choice: int) -> None:
    """The patient chooses, on the paper; who files it reads which."""
    most = CHOICES.get(paper.kind, 0)
    if most and not 1 <= choice <= most:
        raise refuse("choice", "say what the patient has ticked; without it the paper is not complete")
    if choice and not most:
        raise refuse("choice", "this paper has no options to choose from")


def declined(kind: str, signatures: Iterable[SignatureRecord]) -> bool:
    """Whether the patient has chosen not to have what the paper is about."""
    return kind in CHOICES and any(one.ticked == CHOICES[kind] for one in signatures)


def issued_paper(work: Work, document: str) -> DocumentRecord:
    """A paper as it was issued, whichever of its forms is named."""
    return work.store.get(DocumentRecord, work.store.get(DocumentRecord, document).issued)


def check_signer(work: Work, paper: DocumentRecord, signer: Signer, may: Iterable[Signer]) -> None:
    """NotAllowed where nobody signs the paper, this one does not, or has done so already."""
    if paper.blocked:
        raise NotAllowed("This paper has no place to sign: something stood in the way of treatment. Issue it anew.")
    if not paper.signers:
        raise NotAllowed("This paper is handed over; nobody signs it.")
    if signer not in may:
        raise NotAllowed(
            said("This paper is signed by the {named}, not by the {signer}.", named=tuple(may), signer=signer)
        )
    if work.store.count(SignatureRecord, document=paper.id, signer=signer):
        raise NotAllowed(said("The {signer} has signed this paper already.", signer=signer))


def check_current(work: Work, visit: VisitRecord, paper: DocumentRecord) -> None:
    """What is signed must be what is kept, and nothing may stand in the way: a review box has to be filled in first."""
    told, result = worked(work, visit)
    changed = changes(paper.inputs, visit_text(told).decode(), work.rules.questionnaire)
    if changed:
        raise NotAllowed(
            said(
                "This paper does not say any more what is kept. Issue it anew. Changed since: {parts}.",
                parts=tuple(changed),
            )
        )
    if result.blockers:
        why = [one.reason for one in result.blockers]
        raise NotAllowed(said("This cannot be signed yet. {why}", why=why))


def _check_day(work: Work, paper: DocumentRecord, signed_on: date) -> None:
    issued = day_of(moment(paper.at))
    if signed_on < issued:
        raise refuse("signed_on", said("the paper was issued on {issued}; nobody signed it before that", issued=issued))
    if signed_on > work.today:
        raise refuse("signed_on", "this day is still to come")
