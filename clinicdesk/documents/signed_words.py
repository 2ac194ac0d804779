"""The words around a signature on the screen, out of the papers' own texts."""

from clinicdesk.documents.blocks import Text
from clinicdesk.documents.compose_translation import mark
from clinicdesk.documents.texts import form
from clinicdesk.model.document import NoticeKind, TranslationReview
from clinicdesk.model.people import Signer
from clinicdesk.words import Words

KIND = "electronic_signature"
_PARTS = {Signer.CHILD: "assent"}
_OTHER = {NoticeKind.NON_COVERED_WAIVER: "sign"}
"""Where a paper's statement stands that is the same for whoever signs."""


def agreement(language: str) -> tuple[str, tuple[str, ...], str]:
    """The title, what is explained, and the sentence that one agrees to."""
    parts = form(KIND, language).parts
    agree, consent = parts["agree"], parts["consent"]
    return agree.heading, agree.paragraphs(), " ".join(consent.paragraphs())


def statement(kind: str, signer: Signer, language: str) -> tuple[str, str]:
    """What a signer is called, and what the signature says."""
    consent = form(NoticeKind.CONSENT, language).parts[_PARTS.get(signer, signer)]
    other = _OTHER.get(NoticeKind(kind))
    says = form(kind, language).parts[other] if other else consent
    return consent.heading, " ".join(says.paragraphs())


def translation(words: Words, review: TranslationReview | None) -> str:
    """What is said of a translation beside a signature: who has reviewed it, or that nobody has; nothing else."""
    return " ".join(one.text for one in mark(words, review) if isinstance(one, Text))
