"""Before somebody signs on the screen: the paper to be read. Where it is handed over, the desk is locked meanwhile."""

from dataclasses import dataclass, replace

from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.signing import issued_paper
from clinicdesk.desk.signing_screen import check_who, choices_on, keep_signature
from clinicdesk.desk.signing_sheet import last_form
from clinicdesk.desk.signing_who import Made, Who
from clinicdesk.desk.signing_words import SigningWords, signing_words
from clinicdesk.desk.stored_papers import stored
from clinicdesk.errors import NotAllowed
from clinicdesk.model.people import Signer
from clinicdesk.model.records import DocumentRecord
from clinicdesk.model.roles import Act
from clinicdesk.words import read_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Signable:
    """All that somebody gets to see who is to sign: the paper, as bytes too, and what is said around it."""

    patient: str
    paper: DocumentRecord
    who: Who
    pdf: bytes
    words: SigningWords
    choices: tuple[str, ...]


@act(Act.VIEW_PAPERS)
def signable(work: Work, patient: str, document: str, who: Who) -> Signable:
    """A paper for somebody who signs it right here. It raises what `sign_on_screen` does before anybody has signed."""
    return _signable(work, patient, document, who)


@act(Act.HAND_TO_SIGN)
def hand_to_sign(work: Work, patient: str, document: str, who: Who) -> Signable:
    """Lock the desk for everything but this person's signature on this paper, until staff unlock it.

    It raises what `signable` does. NotAllowed for a clinician, who is signed in.
    """
    if who.signer is Signer.CLINICIAN:
        raise NotAllowed("A clinician signs while signed in; the screen is not handed over for that.")
    handed = _signable(work, patient, document, who)
    work.desk.to_be_signed, work.desk.locked = handed, True
    return handed


@act(Act.SIGN_ALONE)
def sign_alone(work: Work, name: str, made: Made) -> DocumentRecord:
    """Keep the signature of the person whom the screen was handed to. It raises what `sign_on_screen` does.

    NotAllowed while no paper is handed over: so it can be no other paper, and nobody signs twice.
    """
    handed = work.desk.to_be_signed
    if handed is None:
        raise NotAllowed("No paper is handed over to be signed.")
    visit, told = check_who(work, handed.patient, handed.paper, replace(handed.who, name=name))
    form = keep_signature(work, visit, handed.paper, told, made)
    work.desk.to_be_signed = None
    return form


def _signable(work: Work, patient: str, document: str, who: Who) -> Signable:
    paper = issued_paper(work, document)
    visit, told = check_who(work, patient, paper, who)
    pdf = stored(work, last_form(work.store, paper).id)
    work.about(signer=who.signer.value)
    return Signable(
        patient=patient,
        paper=paper,
        who=told,
        pdf=pdf,
        words=signing_words(work, paper.kind, who.signer, read_words(paper.language)),
        choices=choices_on(work, visit, paper) if who.signer in paper.signers else (),
    )
