"""Papers made again of what is kept: the issued ones of their inputs, the signed ones of their unsigned and strokes."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256

from clinicdesk.desk.handed_over import earlier_of
from clinicdesk.desk.official_forms import refilled
from clinicdesk.desk.rest import Rest, through
from clinicdesk.desk.signing_replaced import ON_THE_SHEET
from clinicdesk.desk.signing_sheet import on_screen, signed_pdf
from clinicdesk.documents.case import Case
from clinicdesk.documents.sheet import sheet
from clinicdesk.exchange.visit_file import read_visit
from clinicdesk.model.document import NoticeKind, TranslationReview
from clinicdesk.model.records import DocumentRecord
from clinicdesk.model.rulebook import Rulebook
from clinicdesk.model.trail import Told
from clinicdesk.store.protocol import Store
from clinicdesk.words import read_words

Logos = Mapping[str, bytes]
"""Every logo that was ever set, by its sha256."""


def remade(
    store: Store, papers: Sequence[DocumentRecord], told: Mapping[str, Told], logos: Logos, rules: Rulebook
) -> bytes:
    """The sheet that these papers are on, made again. `told` is the trail's row of its issue, as `sheet_of` left it."""
    first = papers[0]
    inputs, here = first.inputs.encode(), rules.in_language(first.language)
    visit = read_visit(inputs, rules)
    before = {
        store.get(DocumentRecord, one.replaces).label for one in papers if one.replaces and one.kind in ON_THE_SHEET
    }
    words = read_words(first.language)
    named = (one.replaces for one in papers if one.replaces and one.kind == NoticeKind.GOOD_FAITH_ESTIMATE)
    known = [earlier_of(store, store.get(DocumentRecord, one), first.inputs, words) for one in named]
    return sheet(
        visit,
        through(Rest(visit, int(str(told.get("sessions_before", 0)))), here),
        here,
        words,
        sha256(inputs).hexdigest(),
        logo=logos[str(told["logo"])] if "logo" in told else b"",
        review=_review(told),
        replaces=tuple(sorted(before)),
        earlier=next(iter(known), None),
        named="named" in told,
    )


def remade_form(store: Store, paper: DocumentRecord, told: Mapping[str, Told], rules: Rulebook) -> bytes:
    """An official form, filled in again. `told` is the trail's row of its issue."""
    inputs = paper.inputs.encode()
    visit = read_visit(inputs, rules)
    result = through(Rest(visit, int(str(told.get("sessions_before", 0)))), rules)
    case = Case(visit, result, rules, read_words(paper.language), sha256(inputs).hexdigest())
    return refilled(store, paper, case)


def remade_signed(store: Store, unsigned: DocumentRecord, paper: DocumentRecord) -> bytes:
    """The form of a paper with the signatures that it had when it was made."""
    signatures = on_screen(store, unsigned.id)
    last = next((at for at, one in enumerate(signatures, 1) if one.signed == paper.id), 0)
    return signed_pdf(store, unsigned, signatures[:last])


def _review(told: Mapping[str, Told]) -> TranslationReview | None:
    if "translation_by" not in told:
        return None
    return TranslationReview(str(told["translation_by"]), date.fromisoformat(str(told["translation_on"])))
