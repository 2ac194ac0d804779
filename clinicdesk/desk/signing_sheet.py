"""The form of a paper with the signatures from the screen in it: made of its stored bytes and of the kept strokes."""

from collections.abc import Sequence

from clinicdesk.desk.files import check_content
from clinicdesk.documents.signed import About, signed
from clinicdesk.exchange.kept_result import read_kept
from clinicdesk.model.records import DocumentRecord, SheetRecord, SignatureRecord
from clinicdesk.store.protocol import Store
from clinicdesk.words import read_words


def signed_pdf(store: Store, paper: DocumentRecord, signatures: Sequence[SignatureRecord]) -> bytes:
    """The bytes of a paper, given as it was issued, with these signatures. The same ones give the same bytes.

    ContentChanged where the stored bytes are not those that were issued.
    """
    unsigned = store.get(SheetRecord, paper.sheet).pdf
    check_content(paper, unsigned)
    told = read_kept(paper.inputs)
    patient = told.get("patient", {})
    replaced = store.get(DocumentRecord, paper.replaces).label if paper.replaces else ""
    about = About(
        clinic=told.get("clinic", {}).get("name", ""),
        patient=f"{patient.get('given_name', '')} {patient.get('family_name', '')}".strip(),
        practitioner=told.get("clinic", {}).get("practitioner", {}).get("name", ""),
        replaces=replaced,
    )
    return signed(unsigned, paper, about, signatures, read_words(paper.language))


def last_form(store: Store, paper: DocumentRecord) -> DocumentRecord:
    """A paper, given as it was issued, as it is with all its signatures from the screen; itself where it has none."""
    return next(reversed(store.find(DocumentRecord, unsigned=paper.id)), paper)


def on_screen(store: Store, paper: str) -> list[SignatureRecord]:
    """The signatures from the screen under a paper, as it was issued, in the order in which they were made."""
    return [one for one in store.find(SignatureRecord, document=paper) if one.screen]
