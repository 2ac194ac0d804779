"""Papers made again of what is kept: the issued ones of their inputs, the signed ones of their unsigned and strokes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from clinicdesk.desk.handed_over import earlier_of
from clinicdesk.desk.official_forms import refilled
from clinicdesk.desk.rest import Rest, through
from clinicdesk.desk.signing_replaced import ON_THE_SHEET
from clinicdesk.desk.signing_sheet import on_screen, signed_pdf
from clinicdesk.documents.case import Case
from clinicdesk.documents.sheet import drawn
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
    named = [(one.kind, store.get(DocumentRecord, one.replaces)) for one in papers if one.replaces]
    case = _case(first, told, rules, rules.in_language(first.language))
    known = [
        earlier_of(store, before, first.inputs, case.words)
        for kind, before in named
        if kind == NoticeKind.GOOD_FAITH_ESTIMATE
    ]
    return drawn(
        replace(
            case,
            logo=logos[str(told["logo"])] if "logo" in told else b"",
            review=_review(told),
            replaces=tuple(sorted({before.label for kind, before in named if kind in ON_THE_SHEET})),
            earlier=next(iter(known), None),
            named="named" in told,
        )
    )


def remade_form(store: Store, paper: DocumentRecord, told: Mapping[str, Told], rules: Rulebook) -> bytes:
    """An official form, filled in again. `told` is the trail's row of its issue."""
    return refilled(store, paper, _case(paper, told, rules, rules))


def _case(paper: DocumentRecord, told: Mapping[str, Told], rules: Rulebook, spoken: Rulebook) -> Case:
    """What a paper was made of, without what only a sheet has; `spoken` are the rules in the paper's language."""
    inputs = paper.inputs.encode()
    visit = read_visit(inputs, rules)
    result = through(Rest(visit, int(str(told.get("sessions_before", 0)))), spoken)
    return Case(visit, result, spoken, read_words(paper.language), sha256(inputs).hexdigest())


def remade_signed(store: Store, unsigned: DocumentRecord, paper: DocumentRecord) -> bytes:
    """The form of a paper with the signatures that it had when it was made."""
    signatures = on_screen(store, unsigned.id)
    last = next((at for at, one in enumerate(signatures, 1) if one.signed == paper.id), 0)
    return signed_pdf(store, unsigned, signatures[:last])


def _review(told: Mapping[str, Told]) -> TranslationReview | None:
    if "translation_by" not in told:
        return None
    return TranslationReview(str(told["translation_by"]), date.fromisoformat(str(told["translation_on"])))
